/* align: anchors, then Myers between them. */
#include "diff/align.h"

#include <stdlib.h>

#include "diff/diff.h"

/* ---- the tokens that are still to be aligned, and walking over what lies between partners */

struct side {
	const struct token *tokens;
	int32_t *to;
	int32_t *left; /* numbers of the tokens that have not moved */
	int32_t n;
};

struct work {
	struct side a, b;
	struct arena scratch;
	int64_t steps; /* that Myers may still take */
	bool coarse;
};

static uint64_t hash_at(const struct side *s, int32_t at)
{
	return s->tokens[s->left[at]].hash;
}

static void pair(struct work *w, int32_t i, int32_t j)
{
	w->a.to[w->a.left[i]] = w->b.left[j];
	w->b.to[w->b.left[j]] = w->a.left[i];
}

static void left_renew(struct side *s)
{
	int32_t n = 0;
	for (int32_t i = 0; i < s->n; i++)
		if (s->to[s->left[i]] != ALIGN_MOVED)
			s->left[n++] = s->left[i];
	s->n = n;
}

/* Tokens [a, a_end) and [b, b_end) of what is left. */
struct region {
	int32_t a, a_end, b, b_end;
};

typedef void (*region_fn)(struct work *w, struct region r);

/* Call `fn` for each stretch between partners that has tokens on both sides. */
static void regions_walk(struct work *w, region_fn fn)
{
	struct region r = { 0, 0, 0, 0 };
	while (r.a < w->a.n) {
		r.a_end = r.a;
		while (r.a_end < w->a.n && w->a.to[w->a.left[r.a_end]] == ALIGN_NONE)
			r.a_end++;
		r.b_end = r.b;
		while (r.b_end < w->b.n && w->b.to[w->b.left[r.b_end]] == ALIGN_NONE)
			r.b_end++;
		if (r.a < r.a_end && r.b < r.b_end)
			fn(w, r);
		r.a = r.a_end;
		r.b = r.b_end;
		while (r.a < w->a.n && r.b < w->b.n && w->a.to[w->a.left[r.a]] == w->b.left[r.b]) {
			r.a++;
			r.b++;
		}
	}
}

/* ---- anchors: units that each side has once */

enum unit_kind { PARAGRAPHS, SENTENCES, WORDS };

struct unit {
	uint64_t hash;
	int32_t at, n; /* first of its tokens, and how many */
	int32_t no;    /* order on its side */
	bool is_b;
};

typedef LIST(struct unit) units;

static void units_cut(struct work *w, const struct side *s, bool is_b, int32_t from, int32_t end,
	enum unit_kind kind, units *ret)
{
	/* What is shorter stands in too many places to mean one. */
	static const int32_t least[] = { [PARAGRAPHS] = 3, [SENTENCES] = 4, [WORDS] = 1 };
	uint64_t hash = 0;
	int32_t at = from;
	for (int32_t i = from, no = 0; i < end; i++) {
		const struct token *t = &s->tokens[s->left[i]];
		hash = (hash ^ t->hash) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 32;
		bool ends = kind == WORDS || t->last || i + 1 == end ||
			(kind == SENTENCES && t->ends_sentence);
		if (!ends)
			continue;
		if (i + 1 - at >= least[kind])
			*list_add(&w->scratch, ret) =
				(struct unit){ hash, at, i + 1 - at, no++, is_b };
		at = i + 1;
		hash = 0;
	}
}

static int by_hash(const void *x, const void *y)
{
	const struct unit *a = x, *b = y;
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (a->is_b != b->is_b)
		return a->is_b ? 1 : -1;
	return a->no < b->no ? -1 : a->no > b->no;
}

struct match {
	struct unit a, b;
	int32_t before; /* the match before it in the best run that ends with it; -1: none */
	bool kept;
};

typedef LIST(struct match) matches;

static int by_place(const void *x, const void *y)
{
	const struct match *a = x, *b = y;
	return a->a.at < b->a.at ? -1 : a->a.at > b->a.at;
}

static bool units_equal(const struct work *w, const struct unit *a, const struct unit *b)
{
	if (a->n != b->n)
		return false;
	for (int32_t i = 0; i < a->n; i++)
		if (hash_at(&w->a, a->at + i) != hash_at(&w->b, b->at + i))
			return false;
	return true;
}

static void matches_find(struct work *w, units *all, matches *ret)
{
	if (all->n)
		qsort(all->at, all->n, sizeof *all->at, by_hash);
	for (size_t i = 0, n; i < all->n; i += n) {
		n = 1;
		while (i + n < all->n && all->at[i + n].hash == all->at[i].hash)
			n++;
		const struct unit *u = &all->at[i];
		if (n == 2 && !u[0].is_b && u[1].is_b && units_equal(w, &u[0], &u[1]))
			*list_add(&w->scratch, ret) = (struct match){ u[0], u[1], -1, false };
	}
	if (ret->n)
		qsort(ret->at, ret->n, sizeof *ret->at, by_place);
}

/* Mark the longest run of matches that ascends on both sides (patience sorting). */
static void run_keep(struct work *w, matches *list)
{
	int32_t *ends = arena_array(&w->scratch, int32_t, list->n + 1), n_ends = 0;
	for (int32_t i = 0; i < (int32_t)list->n; i++) {
		int32_t low = 0, high = n_ends;
		while (low < high) {
			int32_t mid = (low + high) / 2;
			if (list->at[ends[mid]].b.at < list->at[i].b.at)
				low = mid + 1;
			else
				high = mid;
		}
		list->at[i].before = low ? ends[low - 1] : -1;
		ends[low] = i;
		if (low == n_ends)
			n_ends++;
	}
	for (int32_t i = n_ends ? ends[n_ends - 1] : -1; i >= 0; i = list->at[i].before)
		list->at[i].kept = true;
}

static void anchor(struct work *w, struct region r, enum unit_kind kind)
{
	units all = { 0 };
	matches found = { 0 };
	arena_reset(&w->scratch);
	units_cut(w, &w->a, false, r.a, r.a_end, kind, &all);
	units_cut(w, &w->b, true, r.b, r.b_end, kind, &all);
	matches_find(w, &all, &found);
	run_keep(w, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct match *m = &found.at[i];
		for (int32_t k = 0; k < m->a.n; k++) {
			if (m->kept) {
				pair(w, m->a.at + k, m->b.at + k);
			} else if (kind == PARAGRAPHS) {
				w->a.to[w->a.left[m->a.at + k]] = ALIGN_MOVED;
				w->b.to[w->b.left[m->b.at + k]] = ALIGN_MOVED;
			}
		}
	}
}

static void anchor_paragraphs(struct work *w, struct region r)
{
	anchor(w, r, PARAGRAPHS);
}

static void anchor_sentences(struct work *w, struct region r)
{
	anchor(w, r, SENTENCES);
}

/* Only where Myers would have much to do: words met once are weaker anchors than he finds. */
static void anchor_words(struct work *w, struct region r)
{
	enum { MANY = 4000 };
	if (r.a_end - r.a + r.b_end - r.b > MANY)
		anchor(w, r, WORDS);
}

/* ---- Myers, linear space: find the middle of a shortest script, and divide there */

struct snake {
	int32_t a, b; /* where the halves meet */
};

struct myers {
	struct work *w;
	int32_t *down, *up; /* furthest a on each diagonal, from the front and from the back */
	int32_t zero;       /* index of diagonal 0 */
};

/* The middle of region `r`; false where the steps are spent. Diagonals are a - b, counted from the
 * region's begin. */
static bool middle(struct myers *m, struct region r, struct snake *ret)
{
	const struct side *a = &m->w->a, *b = &m->w->b;
	int32_t n = r.a_end - r.a, k = r.b_end - r.b, delta = n - k;
	int32_t *down = m->down + m->zero, *up = m->up + m->zero;
	bool odd = delta & 1;
	for (int32_t d = 0; d <= (n + k + 1) / 2; d++) {
		/* Diagonals met for the first time; 1 is what the very first step comes from. */
		down[d] = down[-d] = up[d] = up[-d] = -1;
		if (d == 0)
			down[1] = up[1] = 0;
		/* Those that have left the region are passed over. */
		int32_t low = d > k ? d - 2 * k : -d, high = d > n ? 2 * n - d : d;
		m->w->steps -= 2 * d + 2;
		if (m->w->steps < 0)
			return false;
		for (int32_t diag = low; diag <= high; diag += 2) {
			int32_t x = diag == -d || (diag != d && down[diag - 1] < down[diag + 1])
				? down[diag + 1] : down[diag - 1] + 1;
			int32_t y = x - diag;
			while (x < n && y < k && y >= 0 &&
				hash_at(a, r.a + x) == hash_at(b, r.b + y)) {
				x++;
				y++;
				m->w->steps--;
			}
			down[diag] = x;
			int32_t back = delta - diag; /* the same diagonal, seen from the end */
			if (odd && back >= -(d - 1) && back <= d - 1 && x + up[back] >= n) {
				*ret = (struct snake){ r.a + x, r.b + y };
				return true;
			}
		}
		for (int32_t diag = low; diag <= high; diag += 2) {
			int32_t x = diag == -d || (diag != d && up[diag - 1] < up[diag + 1])
				? up[diag + 1] : up[diag - 1] + 1;
			int32_t y = x - diag;
			while (x < n && y < k && y >= 0 &&
				hash_at(a, r.a_end - 1 - x) == hash_at(b, r.b_end - 1 - y)) {
				x++;
				y++;
				m->w->steps--;
			}
			up[diag] = x;
			int32_t front = delta - diag;
			if (!odd && front >= -d && front <= d && x + down[front] >= n) {
				*ret = (struct snake){ r.a_end - x, r.b_end - y };
				return true;
			}
		}
	}
	return false;
}

/* Pair what the two begin and end with alike; false where nothing to compare remains. */
static bool trim(struct work *w, struct region *r)
{
	while (r->a < r->a_end && r->b < r->b_end &&
		hash_at(&w->a, r->a) == hash_at(&w->b, r->b))
		pair(w, r->a++, r->b++);
	while (r->a < r->a_end && r->b < r->b_end &&
		hash_at(&w->a, r->a_end - 1) == hash_at(&w->b, r->b_end - 1))
		pair(w, --r->a_end, --r->b_end);
	return r->a < r->a_end && r->b < r->b_end;
}

/* Halves each time, so the depth is that of a logarithm. */
static void myers_region(struct myers *m, struct region r)
{
	struct snake at;
	if (!trim(m->w, &r))
		return;
	if (!middle(m, r, &at)) {
		m->w->coarse = true;
		return;
	}
	/* A point outside, or at a corner, divides nothing: all is replaced. */
	bool inside = at.a >= r.a && at.a <= r.a_end && at.b >= r.b && at.b <= r.b_end;
	bool corner = (at.a == r.a && at.b == r.b) || (at.a == r.a_end && at.b == r.b_end);
	if (!inside || corner)
		return;
	myers_region(m, (struct region){ r.a, at.a, r.b, at.b });
	myers_region(m, (struct region){ at.a, r.a_end, at.b, r.b_end });
}

static void compare(struct work *w, struct region r)
{
	arena_reset(&w->scratch);
	size_t room = (size_t)(r.a_end - r.a) + (size_t)(r.b_end - r.b) + 3;
	struct myers m = {
		.w = w,
		.down = arena_array(&w->scratch, int32_t, 2 * room + 1),
		.up = arena_array(&w->scratch, int32_t, 2 * room + 1),
		.zero = (int32_t)room,
	};
	myers_region(&m, r);
}

static void side_begin(struct side *s, const tokens *t, int32_t **ret_to, struct arena *out)
{
	s->tokens = t->at;
	s->n = (int32_t)t->n;
	s->to = *ret_to = arena_array(out, int32_t, t->n + 1);
	s->left = arena_array(out, int32_t, t->n + 1);
	for (int32_t i = 0; i < s->n; i++) {
		s->to[i] = ALIGN_NONE;
		s->left[i] = i;
	}
}

void align(struct alignment *x, struct arena *out)
{
	static const region_fn finer[] = { anchor_sentences, anchor_words, compare };
	struct work w = { .steps = DIFF_WORK };
	side_begin(&w.a, &x->a, &x->a_to, out);
	side_begin(&w.b, &x->b, &x->b_to, out);
	regions_walk(&w, anchor_paragraphs);
	left_renew(&w.a);
	left_renew(&w.b);
	for (size_t i = 0; i < sizeof finer / sizeof *finer; i++)
		regions_walk(&w, finer[i]);
	x->coarse = w.coarse;
	arena_done(&w.scratch);
}
