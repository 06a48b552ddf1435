/* Made by tools/train-dump.py --posts. */
static const float post_weights[N_POST_TRAITS] = {
	-2.532f, -2.903f, 0.566f, -0.178f, 2.798f, -0.770f, 0.302f, 3.220f, -2.471f, 3.760f
};
