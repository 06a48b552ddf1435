/* Newton boosting with logistic loss, over the rows of a choice with softmax; splits are searched
 * in histograms of 64 bins. */
#include "boost.h"

#include <math.h>
#include <stdlib.h>

enum { BINS = 64 };

struct cell {
	float g, h; /* sums of the loss's first and second derivative */
};

struct fit {
	const struct boost_rows *rows;
	const struct boost_plan *plan;
	float *score;
	uint8_t *leaf;
	uint32_t *picked; /* rows of this tree */
	size_t n_picked;
	uint16_t *asked;  /* columns of this tree */
	size_t n_asked;
	struct cell *cells; /* [asked][leaf][bin] */
	struct cell *slopes;     /* of the picked rows */
	uint8_t *leaves, *given; /* of the picked rows: the leaf; [asked][picked] */
	uint32_t *few;           /* picked rows of the smaller half of the last question */
	uint64_t random;
};

static double draw(struct fit *f)
{
	f->random ^= f->random << 13;
	f->random ^= f->random >> 7;
	f->random ^= f->random << 17;
	return (double)(f->random >> 11) / 9007199254740992.0;
}

/* The sums of all leaves of `level`. Of the two that a question makes of each leaf only those with
 * fewer rows are summed, and taken from the sums before. */
static void sums_collect(struct fit *f, size_t level)
{
	size_t bit = level ? (size_t)1 << (level - 1) : 0, ones = 0, n_few = 0;
	for (size_t k = 0; level && k < f->n_picked; k++)
		ones += (f->leaves[k] & bit) != 0;
	bool up = ones * 2 < f->n_picked; /* the side with the bit is the smaller */
	for (size_t k = 0; k < f->n_picked; k++)
		if (!level || ((f->leaves[k] & bit) != 0) == up)
			f->few[n_few++] = (uint32_t)k;
	for (size_t c = 0; c < f->n_asked; c++) {
		struct cell *cells = f->cells + c * FOREST_LEAVES * BINS;
		const uint8_t *x = f->given + c * f->n_picked;
		struct cell *off = cells + (up ? bit * BINS : 0);
		struct cell *from = cells + (up ? 0 : bit * BINS);
		if (level > 0 && !up)
			memcpy(from, cells, bit * BINS * sizeof *cells);
		memset(off, 0, (level ? bit : 1) * BINS * sizeof *cells);
		for (size_t i = 0; i < n_few; i++) {
			size_t k = f->few[i];
			struct cell *cell = &cells[f->leaves[k] * BINS + x[k]];
			cell->g += f->slopes[k].g;
			cell->h += f->slopes[k].h;
		}
		for (size_t i = 0; level && i < bit * BINS; i++) {
			from[i].g -= off[i].g;
			from[i].h -= off[i].h;
		}
	}
}

/* The question that parts the leaves best; its gain, 0 where none does. */
static double question_find(const struct fit *f, size_t n_leaves, uint8_t *ret_column,
	uint8_t *ret_above)
{
	double best = 0, calm = f->plan->calm;
	for (size_t c = 0; c < f->n_asked; c++) {
		double gain[BINS] = { 0 };
		for (size_t l = 0; l < n_leaves; l++) {
			const struct cell *cell = f->cells + (c * FOREST_LEAVES + l) * BINS;
			double g = 0, h = 0, left_g = 0, left_h = 0;
			for (size_t b = 0; b < BINS; b++) {
				g += cell[b].g;
				h += cell[b].h;
			}
			double whole = g * g / (h + calm);
			for (size_t b = 0; b + 1 < BINS; b++) {
				left_g += cell[b].g;
				left_h += cell[b].h;
				double right_g = g - left_g, right_h = h - left_h;
				gain[b] += left_g * left_g / (left_h + calm) +
					right_g * right_g / (right_h + calm) - whole;
			}
		}
		for (size_t b = 0; b + 1 < BINS; b++) {
			if (gain[b] > best) {
				best = gain[b];
				*ret_column = (uint8_t)f->asked[c];
				*ret_above = (uint8_t)b;
			}
		}
	}
	return best;
}

static void leaves_answer(struct fit *f, const struct cell *slope, struct forest_tree *tree)
{
	double g[FOREST_LEAVES] = { 0 }, h[FOREST_LEAVES] = { 0 };
	for (size_t k = 0; k < f->n_picked; k++) {
		size_t row = f->picked[k];
		g[f->leaf[row]] += slope[row].g;
		h[f->leaf[row]] += slope[row].h;
	}
	for (size_t l = 0; l < FOREST_LEAVES; l++) {
		double answer = -g[l] / (h[l] + f->plan->calm) * f->plan->rate;
		answer = answer > 2 ? 2 : answer < -2 ? -2 : answer;
		tree->leaf[l] = (int16_t)lrint(answer * FOREST_UNIT);
	}
}

/* The slopes of rows [from, end), one of which is right or none: "none" has the score 0, so that
 * scores stay log-odds. Of several right ones any will do, the likelier the more. */
static void choice_slopes(const struct fit *f, size_t from, size_t end, struct cell *slope)
{
	double all = 1, right = 0;
	for (size_t r = from; r < end; r++) {
		double e = exp(f->score[r]);
		all += e;
		right += e * f->rows->y[r] * f->rows->weight[r];
	}
	for (size_t r = from; r < end; r++) {
		double e = exp(f->score[r]), p = e / all;
		double q = right > 0 ? e * f->rows->y[r] * f->rows->weight[r] / right : 0;
		slope[r].g = (float)(p - q);
		slope[r].h = (float)(p * (1 - p));
	}
}

static void slopes_find(const struct fit *f, struct cell *slope)
{
	const struct boost_rows *rows = f->rows;
	for (size_t r = 0; r < rows->n && !rows->choice; r++) {
		double p = 1 / (1 + exp(-f->score[r]));
		slope[r].g = (float)((p - rows->y[r]) * rows->weight[r]);
		slope[r].h = (float)(p * (1 - p) * rows->weight[r]);
	}
	for (size_t r = 0, end; rows->choice && r < rows->n; r = end) {
		for (end = r + 1; end < rows->n && rows->choice[end] == rows->choice[r];)
			end++;
		choice_slopes(f, r, end, slope);
	}
}

static void tree_fit(struct fit *f, struct cell *slope, struct forest_tree *tree)
{
	const struct boost_rows *rows = f->rows;
	f->n_picked = f->n_asked = 0;
	slopes_find(f, slope);
	for (size_t r = 0; r < rows->n; r++) {
		if (draw(f) < f->plan->rows)
			f->picked[f->n_picked++] = (uint32_t)r;
	}
	for (size_t c = 0; c < f->plan->n_columns; c++)
		if (draw(f) < f->plan->columns)
			f->asked[f->n_asked++] = (uint16_t)c;
	memset(f->leaf, 0, rows->n);
	memset(f->leaves, 0, f->n_picked);
	for (size_t k = 0; k < f->n_picked; k++)
		f->slopes[k] = slope[f->picked[k]];
	for (size_t c = 0; c < f->n_asked; c++) {
		const uint8_t *x = rows->x + f->asked[c] * rows->n;
		uint8_t *to = f->given + c * f->n_picked;
		for (size_t k = 0; k < f->n_picked; k++)
			to[k] = x[f->picked[k]];
	}
	memset(tree, 0, sizeof *tree);
	memset(tree->above, 255, sizeof tree->above);
	for (size_t level = 0; level < FOREST_DEPTH; level++) {
		uint8_t column = 0, above = 0;
		sums_collect(f, level);
		if (question_find(f, (size_t)1 << level, &column, &above) <= 0)
			break;
		tree->feature[level] = column;
		tree->above[level] = above;
		for (size_t r = 0; r < rows->n; r++)
			if (rows->x[column * rows->n + r] > above)
				f->leaf[r] |= (uint8_t)(1 << level);
		for (size_t k = 0; k < f->n_picked; k++)
			f->leaves[k] = f->leaf[f->picked[k]];
	}
	leaves_answer(f, slope, tree);
	for (size_t r = 0; r < rows->n; r++)
		f->score[r] += (float)tree->leaf[f->leaf[r]] / FOREST_UNIT;
}

/* One forest's trees, their leaves divided by the number of forests. */
static void bag_fit(struct fit *f, struct cell *slope, double bias, struct forest_tree *trees)
{
	for (size_t r = 0; r < f->rows->n; r++)
		f->score[r] = (float)bias;
	for (size_t t = 0; t < f->plan->trees; t++)
		tree_fit(f, slope, &trees[t]);
	for (size_t t = 0; t < f->plan->trees; t++)
		for (size_t l = 0; l < FOREST_LEAVES; l++)
			trees[t].leaf[l] = (int16_t)lrint(
				(double)trees[t].leaf[l] / (double)f->plan->bags);
}

struct forest boost_fit(const struct boost_rows *rows, const struct boost_plan *plan,
	struct arena *out)
{
	struct arena scratch = ARENA_INIT;
	struct fit f = { .rows = rows, .plan = plan };
	f.random = plan->seed * 2654435761U + 88172645463325252U;
	f.score = arena_array(&scratch, float, rows->n);
	f.leaf = arena_array(&scratch, uint8_t, rows->n);
	f.picked = arena_array(&scratch, uint32_t, rows->n);
	f.asked = arena_array(&scratch, uint16_t, plan->n_columns);
	f.cells = arena_array(&scratch, struct cell, plan->n_columns * FOREST_LEAVES * BINS);
	f.slopes = arena_array(&scratch, struct cell, rows->n);
	f.leaves = arena_array(&scratch, uint8_t, rows->n);
	f.few = arena_array(&scratch, uint32_t, rows->n);
	f.given = arena_array(&scratch, uint8_t, rows->n * plan->n_columns);
	struct cell *slope = arena_array(&scratch, struct cell, rows->n);
	double good = 0, all = 0;
	for (size_t r = 0; r < rows->n; r++) {
		good += rows->y[r] * rows->weight[r];
		all += rows->weight[r];
	}
	double bias = log((good + 1) / (all - good + 1));
	struct forest_tree *trees = arena_array(out, struct forest_tree, plan->trees * plan->bags);
	for (size_t b = 0; b < plan->bags; b++)
		bag_fit(&f, slope, bias, trees + b * plan->trees);
	arena_done(&scratch);
	return (struct forest){ trees, plan->trees * plan->bags,
		(int32_t)lrint(bias * FOREST_UNIT) };
}
