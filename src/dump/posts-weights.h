/* Made by tools/train-dump.py --posts. */
static const float post_weights[N_POST_TRAITS] = {
	-2.825f, -3.020f, 0.576f, -0.187f, 2.855f, -0.792f, 0.297f, 3.412f, -2.636f, 3.996f
};
