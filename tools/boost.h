/* boost: fitting a forest of oblivious trees (base/forest.h) by gradient boosting. */
#ifndef TOOLS_BOOST_H
#define TOOLS_BOOST_H

#include "page/page_model.h"

struct boost_rows {
	uint8_t *x;      /* column after column, n bytes each, values 0 to 63 */
	float *y;        /* 0 to 1: the share of the block that is the article's */
	float *weight;
	/* Rows of which at most one is right, as of those that may have said something: those of
	 * one choice stand together and have one number. NULL: each row stands alone. */
	uint32_t *choice;
	size_t n, n_columns;
};

struct boost_plan {
	size_t bags;      /* forests of other draws whose mean is the answer */
	size_t trees;     /* of each */
	double rate;      /* how much of a tree's answer is taken */
	double rows;      /* share of rows that a tree sees */
	double columns;   /* share of columns that a tree may ask */
	double calm;      /* added to each leaf's weight */
	size_t n_columns; /* only the first of the rows' columns are asked */
	uint64_t seed;
};

/* Fit; the trees live in `out`. Deterministic for equal rows and plan. */
struct forest boost_fit(const struct boost_rows *rows, const struct boost_plan *plan,
	struct arena *out);

#endif
