/* Scoring with forests. */
#include "base/forest.h"

#include <assert.h>
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

/* Trees that are looked up at once, and bytes as vectors wherever they stand. */
enum { BLOCK = FOREST_FIRST };
typedef uint8_t lanes_anywhere __attribute__((vector_size(LANES), aligned(1), may_alias));

/* A feature that trees ask for: by its value, which of its lines says what bits it sets. */
struct forest_feature {
	uint8_t feature;
	uint8_t *lines, *end;
	uint8_t line[256];
};

struct forest_table {
	int32_t bias;
	size_t n_features;
	size_t n;      /* trees, and some that give nothing, so that it is four times a number */
	size_t width;  /* bytes of a line: a tree each, in whole blocks */
	struct forest_feature *features;
	int16_t *leaves; /* FOREST_LEAVES of each tree */
};

/* Room for a line of each set of values that no tree tells apart. */
static void add_feature(struct forest_table *t, unsigned feature, const bool *asked,
	struct arena *out)
{
	struct forest_feature *to = &t->features[t->n_features++];
	size_t n = 0;
	to->feature = (uint8_t)feature;
	for (unsigned value = 1; value < 256; value++) {
		n += asked[value - 1];
		to->line[value] = (uint8_t)n;
	}
	to->lines = arena_array(out, uint8_t, (n + 1) * t->width);
	to->end = to->lines + (n + 1) * t->width;
}

/* What the question of one level of tree `tree` says for all values that are above. */
static void add_question(struct forest_table *t, size_t tree, unsigned feature, unsigned above,
	uint8_t bit)
{
	struct forest_feature *f = t->features;
	while (f->feature != feature)
		f++;
	if (above < 255)
		for (uint8_t *line = f->lines + f->line[above + 1] * t->width; line < f->end;
			line += t->width)
			line[tree] |= bit;
}

const struct forest_table *forest_table_of(const struct forest *f, struct arena *out)
{
	struct forest_table *t = arena_new(out, struct forest_table);
	bool used[FOREST_ROW] = { false }, asked[FOREST_ROW][256] = { { false } };
	*t = (struct forest_table){ .bias = f->bias, .n = (f->n + 3) / 4 * 4,
		.width = (f->n + BLOCK - 1) / BLOCK * BLOCK };
	assert(t->width <= FOREST_MAX_TREES);
	t->features = arena_array(out, struct forest_feature, FOREST_ROW);
	t->leaves = arena_array(out, int16_t, t->width * FOREST_LEAVES + 1);
	for (size_t i = 0; i < f->n; i++) {
		const struct forest_tree *tree = &f->trees[i];
		memcpy(t->leaves + i * FOREST_LEAVES, tree->leaf, sizeof tree->leaf);
		for (int level = 0; level < FOREST_DEPTH; level++) {
			assert(tree->feature[level] < FOREST_ROW);
			used[tree->feature[level]] = true;
			asked[tree->feature[level]][tree->above[level]] = true;
		}
	}
	for (unsigned i = 0; i < FOREST_ROW; i++)
		if (used[i])
			add_feature(t, i, asked[i], out);
	for (size_t i = 0; i < f->n; i++)
		for (int level = 0; level < FOREST_DEPTH; level++)
			add_question(t, i, f->trees[i].feature[level], f->trees[i].above[level],
				(uint8_t)(1 << level));
	return t;
}

/* leaf = base | all lines, from tree `from` to tree `end`, both whole blocks. The sums have names
 * of their own, so that both compilers keep them in registers. */
static void join_lines(const uint8_t *base, const uint8_t *const *line, size_t n, size_t from,
	size_t end, uint8_t *leaf)
{
	size_t at = from;
	for (; at + 2 * BLOCK <= end; at += 2 * BLOCK) {
		const lanes_anywhere *x = (const lanes_anywhere *)(base + at);
		lanes a = x[0], b = x[1], c = x[2], d = x[3];
		for (size_t k = 0; k < n; k++) {
			x = (const lanes_anywhere *)(line[k] + at);
			a |= x[0];
			b |= x[1];
			c |= x[2];
			d |= x[3];
		}
		lanes_anywhere *sum = (lanes_anywhere *)(leaf + at);
		sum[0] = a;
		sum[1] = b;
		sum[2] = c;
		sum[3] = d;
	}
	if (at < end) {
		const lanes_anywhere *x = (const lanes_anywhere *)(base + at);
		lanes a = x[0], b = x[1];
		for (size_t k = 0; k < n; k++) {
			x = (const lanes_anywhere *)(line[k] + at);
			a |= x[0];
			b |= x[1];
		}
		lanes_anywhere *sum = (lanes_anywhere *)(leaf + at);
		sum[0] = a;
		sum[1] = b;
	}
}

/* The sum of the leaves of trees [from, end); four sums at a time, as none has to wait for
 * another. */
static int32_t add_leaves(const struct forest_table *t, const uint8_t *leaf, size_t from,
	size_t end)
{
	int32_t a = 0, b = 0, c = 0, d = 0;
	const int16_t *at = t->leaves + from * FOREST_LEAVES;
	for (size_t i = from; i < end; i += 4, at += 4 * FOREST_LEAVES) {
		a += at[leaf[i]];
		b += at[FOREST_LEAVES + leaf[i + 1]];
		c += at[2 * FOREST_LEAVES + leaf[i + 2]];
		d += at[3 * FOREST_LEAVES + leaf[i + 3]];
	}
	return a + b + c + d;
}

static const uint8_t *line_of(const struct forest_table *t, size_t k, const uint8_t *x)
{
	const struct forest_feature *f = &t->features[k];
	return f->lines + f->line[x[f->feature]] * t->width;
}

/* Rows that are scored together: what they share is joined already. */
struct rows {
	const uint8_t *x;
	size_t stride;
	uint8_t base[FOREST_MAX_TREES];
	uint8_t own[FOREST_ROW]; /* which features are not the same in all of them */
	size_t n_own;
};

static void share_rows(const struct forest_table *t, size_t n, struct rows *r)
{
	uint8_t different[FOREST_ROW] = { 0 };
	const uint8_t *lines[FOREST_ROW];
	size_t n_lines = 0;
	lines[0] = r->base;
	for (size_t row = 1; row < n; row++)
		for (size_t i = 0; i < FOREST_ROW; i++)
			different[i] |= r->x[i] ^ r->x[row * r->stride + i];
	r->n_own = 0;
	for (size_t k = 0; n && k < t->n_features; k++) {
		if (different[t->features[k].feature])
			r->own[r->n_own++] = (uint8_t)k;
		else
			lines[n_lines++] = line_of(t, k, r->x);
	}
	memset(r->base, 0, t->width);
	join_lines(r->base, lines, n_lines, 0, t->width, r->base);
}

/* What trees [from, end) give to one of the rows; `from` is the beginning of a block. */
static int32_t score_row(const struct forest_table *t, const struct rows *r, size_t row,
	size_t from, size_t end)
{
	uint8_t leaf[FOREST_MAX_TREES];
	const uint8_t *lines[FOREST_ROW];
	for (size_t k = 0; k < r->n_own; k++)
		lines[k] = line_of(t, r->own[k], r->x + row * r->stride);
	join_lines(r->base, lines, r->n_own, from, (end + BLOCK - 1) / BLOCK * BLOCK, leaf);
	return add_leaves(t, leaf, from, end);
}

/* Rows whose first trees give at least `floor`, and no more than `far` less than the best. */
static void score_rows(const struct forest_table *t, const uint8_t *x, size_t stride, size_t n,
	int64_t floor, int64_t far, int32_t *score)
{
	size_t first = t->n < FOREST_FIRST ? t->n : FOREST_FIRST;
	struct rows r;
	r.x = x;
	r.stride = stride;
	share_rows(t, n, &r);
	for (size_t row = 0; row < n; row++) {
		score[row] = t->bias + score_row(t, &r, row, 0, first);
		floor = score[row] - far > floor ? score[row] - far : floor;
	}
	for (size_t row = 0; row < n && first < t->n; row++)
		if (score[row] >= floor)
			score[row] += score_row(t, &r, row, first, t->n);
}

void forest_table_choose(const struct forest_table *t, const uint8_t *x, size_t stride, size_t n,
	int32_t far, int32_t *ret_score)
{
	score_rows(t, x, stride, n, INT64_MIN, far, ret_score);
}

void forest_table_reach(const struct forest_table *t, const uint8_t *x, size_t stride, size_t n,
	int32_t floor, int32_t *ret_score)
{
	score_rows(t, x, stride, n, floor, INT64_C(1) << 40, ret_score);
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
