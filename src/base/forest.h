/* forest: gradient-boosted oblivious trees: every node of one level asks the same question, as in
 * CatBoost (Prokhorenkova et al. 2018), over features of one byte, so that one tree is a few
 * comparisons over whole columns of rows. tools/boost.c grows them. */
#ifndef BASE_FOREST_H
#define BASE_FOREST_H

#include "base/arena.h"

/* Trees of a forest have at most this depth; a level not needed asks for more than 255. */
enum { FOREST_DEPTH = 5, FOREST_LEAVES = 1 << FOREST_DEPTH };

/* The leaf of a row is the number whose bit i says that feature[i] is above `above[i]`. */
struct forest_tree {
	uint8_t feature[FOREST_DEPTH];
	uint8_t above[FOREST_DEPTH];
	int16_t leaf[FOREST_LEAVES]; /* log-odds in units of 1 / FOREST_UNIT */
};

enum { FOREST_UNIT = 4096 };

struct forest {
	const struct forest_tree *trees;
	size_t n;
	int32_t bias; /* log-odds before the first tree, in the same unit */
};

/* Score `n` rows: columns[f][r] is feature f of row r; each column has room for n rounded up
 * to 32. `ret_score[r]` gets the log-odds in units of 1 / FOREST_UNIT. */
void forest_score(const struct forest *f, uint8_t *const *columns, size_t n, int32_t *ret_score);

/* A forest made ready to score a few rows at a time, each with its features side by side. As in
 * QuickScorer (Lucchese et al. 2015) a feature is looked up once for all trees: its value has, for
 * every tree, the bits that it sets in the number of the leaf. What is equal in all rows, as much
 * is among those who may have said one thing, is looked up once for all of them. */
struct forest_table;

/* Of rows that are scored so, and of the forests. */
enum { FOREST_ROW = 64, FOREST_MAX_TREES = 512 };

/* Lives in `out`, and needs the trees of `f` as long; 100 to 600 bytes a tree. */
const struct forest_table *forest_table_of(const struct forest *f, struct arena *out);

/* What forest_score gives to those rows that reach `floor`, or, where the likeliest row is looked
 * for, are no more than `far` behind it. The first FOREST_FIRST trees say most: a row that these
 * leave below is not asked about by the others, and keeps the score that they gave. Feature f of
 * row r is x[r * stride + f], and a row has FOREST_ROW bytes whatever the forest asks for. */
enum { FOREST_FIRST = 32 };
void forest_table_reach(const struct forest_table *t, const uint8_t *x, size_t stride, size_t n,
	int32_t floor, int32_t *ret_score);
void forest_table_choose(const struct forest_table *t, const uint8_t *x, size_t stride, size_t n,
	int32_t far, int32_t *ret_score);

/* How much each feature adds to the score of each of `n` rows, in units of 1 / FOREST_UNIT: the
 * sum over all trees of how the mean of the leaves that are left moves with each answer (as Saabas
 * 2014). Adds to `ret_shares[row * n_columns + feature]`. */
void forest_explain(const struct forest *f, uint8_t *const *columns, size_t n, size_t n_columns,
	float *ret_shares);

#endif
