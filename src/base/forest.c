/* Scoring with forests. */
#include "base/forest.h"

#include <string.h>

/* Rows are scored sixteen at a time, in vectors that both compilers know. */
enum { LANES = 16 };
typedef uint8_t lanes __attribute__((vector_size(LANES)));

void forest_score(const struct forest *f, uint8_t *const *columns, size_t n, int32_t *ret_score)
{
	for (size_t at = 0; at < n; at += LANES) {
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
			for (size_t i = 0; i < LANES; i++)
				sum[i] += tree->leaf[leaf[i]];
		}
		for (size_t i = 0; i < LANES && at + i < n; i++)
			ret_score[at + i] = sum[i];
	}
}
