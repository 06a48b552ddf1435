/* weigh: see weigh.h. */
#include "dump/weigh.h"

#include "dump/weights.h"

/* A feature's number is its group's base and its value in it. The order is that of the weights. */
enum {
	G_CHARS = 0,      /* 9: length of the line */
	G_END = 9,        /* 5: none, stop, colon, cut, comma */
	G_INNER = 14,     /* 3: sentences that end inside */
	G_STOPS = 17,     /* 10: share of stop words, for short and for long lines */
	G_CASE = 27,      /* 5 */
	G_FORM = 32,      /* 16: bits of shape that stand alone */
	G_CUES = 48,      /* 15: bits of cues */
	G_COPIES = 63,    /* 4 */
	G_GAP = 67,       /* 9: gap before and behind against the body's */
	G_NEAR = 76,      /* 54: length and ending of the two lines before and the two behind */
	G_PROSE = 130,    /* 25: prose lines among the eight before and behind */
	G_RUN = 155,      /* 6: how many short lines it stands among */
	G_PAST = 161,     /* 12: prose of the page before and behind it */
	G_ASIDE = 173,    /* 6: how far behind a sidebar's or the comments' heading */
	G_FAR = 179,      /* 25: distance to the next prose before and behind */
	G_MIX = 204,      /* 27: length with the prose around it */
	G_NEARCUE = 231,  /* 16: cues of the neighbours */
	G_PLACE = 247,    /* 5: share of the page's prose that is past */
	G_MAIN = 252,     /* 35: place against the page's main cluster of prose, by kind of line */
	G_CLUSTER = 287,  /* 15: prose of the cluster it stands in against the main one's */
	N_FEATURES = 302
};
_Static_assert((int)N_FEATURES == (int)WEIGHTS, "train the weights again: tools/train-dump.py");

/* How many of up to eight limits, in order, `v` reaches; without branches, as each line asks
 * often. */
#define REACH_1(v, a) ((v) >= (a))
#define REACH_2(v, a, b) (REACH_1(v, a) + REACH_1(v, b))
#define REACH_3(v, a, ...) (REACH_1(v, a) + REACH_2(v, __VA_ARGS__))
#define REACH_4(v, a, ...) (REACH_1(v, a) + REACH_3(v, __VA_ARGS__))
#define REACH_5(v, a, ...) (REACH_1(v, a) + REACH_4(v, __VA_ARGS__))
#define REACH_6(v, a, ...) (REACH_1(v, a) + REACH_5(v, __VA_ARGS__))
#define REACH_7(v, a, ...) (REACH_1(v, a) + REACH_6(v, __VA_ARGS__))
#define REACH_8(v, a, ...) (REACH_1(v, a) + REACH_7(v, __VA_ARGS__))
#define REACH_OF(a, b, c, d, e, f, g, h, name, ...) name
#define BUCKET(value, ...) bucket_of(REACH_OF(__VA_ARGS__, REACH_8, REACH_7, REACH_6, REACH_5, \
	REACH_4, REACH_3, REACH_2, REACH_1, 0)((unsigned)(value), __VA_ARGS__))

static inline unsigned bucket_of(int reached)
{
	return (unsigned)reached;
}

struct view {
	const struct lines *ls;
	const uint32_t *prose; /* chars of prose in the lines before i; n + 1 of them */
	const uint32_t *count; /* lines of prose before i */
	const uint32_t *last;  /* last prose line before i, plus one; 0 for none */
	const uint32_t *next;  /* next prose line behind i, or n */
	const uint16_t *run;   /* length of the run of short lines */
	const uint16_t *aside; /* lines since a sidebar's heading without three lines of prose */
	const uint8_t *share;  /* bucket of the share of its cluster */
	const uint8_t *look;   /* length and ending, as its neighbours see it */
	uint32_t main_from, main_to; /* the main cluster's lines */
};

/* Running text: long enough and a sentence. */
static bool is_prose(const struct line *l)
{
	if (l->cues & (LINE_FURNITURE & ~LINE_MORE))
		return false;
	if (l->chars >= 120)
		return l->shape & (SHAPE_STOP | SHAPE_INNER | SHAPE_COLON | SHAPE_CUT);
	return l->chars >= 60 && (l->shape & SHAPE_STOP) && !(l->cues & LINE_CREDIT);
}

struct set {
	uint16_t at[FEATURES_MAX];
	size_t n;
};

static void put(struct set *s, unsigned group, unsigned value)
{
	s->at[s->n++] = (uint16_t)(group + value);
}

static unsigned chars_bucket(const struct line *l)
{
	return BUCKET(l->chars, 8, 20, 40, 60, 90, 140, 220, 400);
}

static void own_features(struct set *s, const struct line *l)
{
	put(s, G_CHARS, chars_bucket(l));
	put(s, G_END, l->shape & SHAPE_STOP ? 1 : l->shape & SHAPE_COLON ? 2 :
		l->shape & SHAPE_CUT ? 3 : l->shape & SHAPE_COMMA ? 4 : 0);
	put(s, G_INNER, l->shape & SHAPE_INNERS ? 2 : l->shape & SHAPE_INNER ? 1 : 0);
	unsigned share = l->words ? 100u * l->stops / l->words : 0;
	put(s, G_STOPS, (l->chars >= 60 ? 5 : 0) + BUCKET(share, 1, 15, 30, 42));
	put(s, G_CASE, l->shape & SHAPE_CAPS ? 1 : l->shape & SHAPE_TITLED ? 2 :
		l->shape & SHAPE_LOWER ? 3 : l->words == 1 ? 4 : 0);
	static const uint32_t forms[] = { SHAPE_ITEM, SHAPE_QUOTE, SHAPE_PARTED, SHAPE_RUNS,
		SHAPE_DENSE, SHAPE_LINK, SHAPE_DIGITS, SHAPE_NOWORD };
	for (unsigned i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		if (l->shape & forms[i])
			put(s, G_FORM, i + (l->chars >= 60 ? 8 : 0));
	}
	for (unsigned i = 0; l->cues >> i; i++) {
		if (l->cues >> i & 1)
			put(s, G_CUES, i);
	}
	put(s, G_COPIES, BUCKET(l->copies, 2, 3, 5));
}

static void gap_features(struct set *s, const struct view *v, uint32_t i)
{
	const struct lines *ls = v->ls;
	if (!ls->gaps) {
		put(s, G_GAP, 8);
		return;
	}
	unsigned g = ls->at[i].gap, b = ls->body_gap;
	put(s, G_GAP, g < b ? 0 : g == b ? 1 : 2);
	unsigned h = i + 1 < ls->n ? ls->at[i + 1].gap : 99;
	put(s, G_GAP, h < b ? 3 : h == b ? 4 : 5);
	if (g < b && h < b)
		put(s, G_GAP, 6);
	if (g > b && h > b)
		put(s, G_GAP, 7);
}

/* What the neighbours of a line see of it. */
static uint8_t look_of(const struct line *l)
{
	if (l->cues & LINE_FURNITURE)
		return (uint8_t)(10 + !!(l->cues & (LINE_NAV | LINE_ASIDE | LINE_SHARE)));
	return (uint8_t)(BUCKET(l->chars, 20, 45, 90, 200) * 2 + !!(l->shape & SHAPE_STOP));
}

static void near_features(struct set *s, const struct view *v, uint32_t i)
{
	static const int steps[] = { -2, -1, 1, 2 };
	unsigned cues[2] = { 0, 0 };
	for (unsigned k = 0; k < 4; k++) {
		int64_t j = (int64_t)i + steps[k];
		unsigned value = 12;
		if (j >= 0 && j < v->ls->n) {
			value = v->look[j];
			if (k == 1 || k == 2)
				cues[k - 1] = v->ls->at[j].cues;
		}
		put(s, G_NEAR, k * 13 + value);
	}
	static const unsigned kinds[] = { LINE_DATE | LINE_DATED, LINE_BYLINE,
		LINE_CREDIT | LINE_CAPTION, LINE_MORE, LINE_TAGS, LINE_SHARE, LINE_COMMENTS,
		LINE_ASIDE | LINE_NAV | LINE_LEGAL };
	for (unsigned k = 0; (cues[0] | cues[1]) && k < 8; k++) {
		if (cues[0] & kinds[k])
			put(s, G_NEARCUE, k);
		if (cues[1] & kinds[k])
			put(s, G_NEARCUE, 8 + k);
	}
}

/* Prose in a window, and how far the nearest is. */
static void around_features(struct set *s, const struct view *v, uint32_t i)
{
	uint32_t n = v->ls->n, from = i > 8 ? i - 8 : 0, to = i + 9 < n ? i + 9 : n;
	unsigned before = BUCKET(v->count[i] - v->count[from], 1, 2, 4, 6);
	unsigned behind = BUCKET(v->count[to] - v->count[i + 1], 1, 2, 4, 6);
	put(s, G_PROSE, before * 5 + behind);
	put(s, G_RUN, BUCKET(v->run[i], 1, 2, 4, 8, 20));
	uint32_t all = v->prose[n] ? v->prose[n] : 1;
	unsigned past = (unsigned)((uint64_t)v->prose[i] * 100 / all);
	put(s, G_PAST, BUCKET(v->prose[i], 1, 200, 600, 2000, 6000));
	put(s, G_PAST, 6 + BUCKET(all - v->prose[i], 1, 200, 600, 2000, 6000));
	put(s, G_PLACE, BUCKET(past, 1, 50, 90, 100));
	put(s, G_ASIDE, BUCKET(v->aside[i], 1, 2, 4, 10, 25));
	unsigned back = v->last[i] ? i + 1 - v->last[i] : 99, ahead = v->next[i] - i;
	if (v->next[i] >= n)
		ahead = 99;
	put(s, G_FAR, BUCKET(back, 2, 4, 8, 20) * 5 + BUCKET(ahead, 2, 4, 8, 20));
	unsigned size = BUCKET(v->ls->at[i].chars, 40, 100);
	unsigned stop = v->ls->at[i].shape & (SHAPE_STOP | SHAPE_COLON) ? 1 : 0;
	unsigned sides = (back <= 3) + (ahead <= 3);
	put(s, G_MIX, (size * 2 + stop) * 3 + sides);
	if (is_prose(&v->ls->at[i]))
		put(s, G_MIX, 18 + (before + behind < 9 ? before + behind : 8));
}

static void cluster_features(struct set *s, const struct view *v, uint32_t i)
{
	const struct line *l = &v->ls->at[i];
	unsigned kind = is_prose(l) ? 4 : l->cues & LINE_FURNITURE ? 3 : BUCKET(l->chars, 30, 70);
	unsigned place;
	if (i < v->main_from)
		place = v->main_from - i <= 3 ? 2 : v->main_from - i <= 12 ? 1 : 0;
	else if (i < v->main_to)
		place = 3;
	else
		place = i - v->main_to < 3 ? 4 : i - v->main_to < 12 ? 5 : 6;
	put(s, G_MAIN, place * 5 + kind);
	put(s, G_CLUSTER, v->share[i] * 3 + (kind == 4 ? 2 : kind >= 2 ? 1 : 0));
}

static void line_features(struct set *s, const struct view *v, uint32_t i)
{
	s->n = 0;
	own_features(s, &v->ls->at[i]);
	gap_features(s, v, i);
	near_features(s, v, i);
	around_features(s, v, i);
	cluster_features(s, v, i);
}

static void fill_runs(const struct lines *ls, uint16_t *run)
{
	for (uint32_t i = 0; i < ls->n;) {
		uint32_t j = i;
		while (j < ls->n && ls->at[j].chars < 50 && !(ls->at[j].shape & SHAPE_STOP))
			j++;
		for (uint32_t k = i; k < j; k++)
			run[k] = (uint16_t)(j - i > UINT16_MAX ? UINT16_MAX : j - i);
		i = j > i ? j : i + 1;
	}
}

static void fill_asides(const struct lines *ls, const uint32_t *count, uint16_t *aside)
{
	uint32_t since = UINT32_MAX;
	for (uint32_t i = 0; i < ls->n; i++) {
		if (ls->at[i].cues & (LINE_ASIDE | LINE_COMMENTS))
			since = i;
		else if (since != UINT32_MAX && count[i] - count[since] >= 3 && i >= 3 &&
			count[i] - count[i - 3] >= 3)
			since = UINT32_MAX;
		uint32_t far = since == UINT32_MAX ? 0 : i - since + 1;
		aside[i] = (uint16_t)(far > UINT16_MAX ? UINT16_MAX : far);
	}
}

enum { CLUSTER_GAP = 12 }; /* lines without prose that part two clusters */

/* Prose that stands together; the main cluster is the one with most of it. */
static void fill_clusters(const struct lines *ls, const uint32_t *prose, const uint32_t *next,
	uint8_t *share, struct view *v)
{
	uint32_t best = 0;
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t i = 0; i < ls->n;) {
			uint32_t from = is_prose(&ls->at[i]) ? i : next[i];
			if (from >= ls->n)
				break;
			uint32_t to = from + 1;
			while (next[to - 1] < ls->n && next[to - 1] - (to - 1) <= CLUSTER_GAP)
				to = next[to - 1] + 1;
			uint32_t chars = prose[to] - prose[from];
			if (pass == 0 && chars > best) {
				best = chars;
				v->main_from = from;
				v->main_to = to;
			}
			unsigned part = best ? (unsigned)((uint64_t)chars * 100 / best) : 0;
			for (uint32_t k = from; pass == 1 && k < to; k++)
				share[k] = (uint8_t)(1 + BUCKET(part, 10, 35, 100));
			i = to;
		}
	}
}

static void look_over(const struct lines *ls, struct view *ret_view, struct arena *out)
{
	uint32_t n = ls->n;
	uint32_t *prose = arena_array(out, uint32_t, n + 1);
	uint32_t *count = arena_array(out, uint32_t, n + 1);
	uint32_t *last = arena_array(out, uint32_t, n + 1);
	uint32_t *next = arena_array(out, uint32_t, n + 1);
	for (uint32_t i = 0; i < n; i++) {
		bool p = is_prose(&ls->at[i]);
		prose[i + 1] = prose[i] + (p ? ls->at[i].chars : 0);
		count[i + 1] = count[i] + p;
		last[i + 1] = p ? i + 1 : last[i];
	}
	next[n] = n;
	for (uint32_t i = n; i-- > 0;)
		next[i] = i + 1 < n && is_prose(&ls->at[i + 1]) ? i + 1 : next[i + 1];
	uint16_t *run = arena_array(out, uint16_t, n + 1);
	uint16_t *aside = arena_array(out, uint16_t, n + 1);
	fill_runs(ls, run);
	fill_asides(ls, count, aside);
	uint8_t *share = arena_array(out, uint8_t, n + 1);
	uint8_t *look = arena_array(out, uint8_t, n + 1);
	for (uint32_t i = 0; i < n; i++)
		look[i] = look_of(&ls->at[i]);
	*ret_view = (struct view){ ls, prose, count, last, next, run, aside, share, look, n, n };
	fill_clusters(ls, prose, next, share, ret_view);
}

void weigh_features(const struct lines *ls, feature_sink *sink, void *ctx)
{
	struct arena scratch = ARENA_INIT;
	struct view v;
	look_over(ls, &v, &scratch);
	struct set s;
	for (uint32_t i = 0; i < ls->n; i++) {
		line_features(&s, &v, i);
		sink(ctx, i, s.at, s.n);
	}
	arena_done(&scratch);
}

static void add_up(void *ctx, uint32_t line, const uint16_t *features, size_t n)
{
	struct lines *ls = ctx;
	int sum = WEIGHT_BASE;
	for (size_t i = 0; i < n; i++)
		sum += weights[features[i]];
	ls->at[line].odds = (float)sum / WEIGHT_ONE;
}

void weigh_lines(struct lines *ls, uint32_t from, uint32_t to)
{
	struct lines part = *ls;
	part.at += from;
	part.n = to - from;
	weigh_features(&part, add_up, &part);
}
