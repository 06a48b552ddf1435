/* Scoring with forests. */
#include "base/forest.h"

#include <string.h>

/* Rows are scored sixteen at a time, in vectors that both compilers know. */
enum { LANES = 16 };
typedef uint8_t lanes __attribute__((vector_size(LANES)));

void forest_score(const struct forest *f, uint8_t *const *columns, size_t n, int32_t *ret_score)
{
	for (size_t at = 0; at < n; at += LANES) {
		/* Few rows are the rule for some callers: only theirs are added up. */
		size_t rows = n - at < LANES ? n - at : LANES;
		int32_t sum[LANES];
		for (size_t i = 0; i < LANES; i++)
			sum[i] = f->bias;
		for (size_t t = 0; t < f->n; t++) {
			const struct forest_tree *tree = &f->trees[t];
			lanes leaf = { 0 };
			for (int level = 0; level < FOREST_DEPTH; level++) {
				lanes x;
				memcpy(&x, columns[tree->feature[level]] + at, sizeof x);
				leaf |= (lanes)(x > tree->above[level]) & (uint8_t)(1 << level);
			}
			for (size_t i = 0; i < rows; i++)
				sum[i] += tree->leaf[leaf[i]];
		}
		for (size_t i = 0; i < LANES && at + i < n; i++)
			ret_score[at + i] = sum[i];
	}
}

/* The mean of the leaves whose first `known` bits are those of `leaf`. */
static double leaves_mean(const struct forest_tree *tree, unsigned leaf, int known)
{
	double sum = 0;
	unsigned mask = (1U << known) - 1;
	for (unsigned i = 0; i < FOREST_LEAVES; i++)
		sum += (i & mask) == (leaf & mask) ? tree->leaf[i] : 0;
	return sum / (double)(FOREST_LEAVES >> known);
}

void forest_explain(const struct forest *f, uint8_t *const *columns, size_t n, size_t n_columns,
	float *ret_shares)
{
	for (size_t t = 0; t < f->n; t++) {
		const struct forest_tree *tree = &f->trees[t];
		double mean[FOREST_DEPTH + 1][FOREST_LEAVES];
		for (int known = 0; known <= FOREST_DEPTH; known++)
			for (unsigned leaf = 0; leaf < 1U << known; leaf++)
				mean[known][leaf] = leaves_mean(tree, leaf, known);
		for (size_t row = 0; row < n; row++) {
			unsigned leaf = 0;
			for (int level = 0; level < FOREST_DEPTH; level++) {
				unsigned feature = tree->feature[level], before = leaf;
				leaf |= (unsigned)(columns[feature][row] > tree->above[level])
					<< level;
				ret_shares[row * n_columns + feature] += (float)(
					mean[level + 1][leaf] - mean[level][before]);
			}
		}
	}
}
