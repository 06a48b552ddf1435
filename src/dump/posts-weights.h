/* Made by tools/train-dump.py --posts. */
static const float post_weights[N_POST_TRAITS] = {
	-4.315f, -3.383f, 0.603f, -0.231f, 2.813f, -0.862f, 1.133f, 4.772f, -3.224f, 5.632f
};
