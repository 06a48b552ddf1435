/* Made by tools/train-dump.py --posts. */
static const float post_weights[N_POST_TRAITS] = {
	-2.668f, -3.185f, 0.582f, -0.493f, 2.839f, -0.796f, 0.329f, 3.532f, -3.165f, 4.158f
};
