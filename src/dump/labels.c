/* labels: see labels.h. */
#include "dump/labels.h"

#include <stdlib.h>

#include "dump/frames.h"

enum {
	LABEL_CHARS = 90,  /* of the whole line */
	LABEL_WORDS = 3,   /* of the label, only the first may have a capital */
	ABOVE = 2,         /* lines looked at above a headline, */
	BELOW = 6,         /* below it, */
	BEHIND = 8,        /* and before the next head */
	POSTS = 256,       /* of a page; more say the same */
	FEW_POSTS = 2,     /* with the label, where a colon parts it from the name */
	FEW_PLAIN = 3,     /* where none does */
};

/* A line whose first words may be a label. */
struct labelled {
	uint64_t label; /* hash of its words, and of whether a colon follows */
	uint32_t line, post;
	bool colon, source;
};

struct labels {
	struct labelled at[POSTS * (ABOVE + BELOW + BEHIND)];
	size_t n;
};

/* What stands behind the label. `ret_colon`: a colon parts it. A date is a label as well, and a
 * time behind it belongs to it: "9 Feb 2022 10:15 Budi Santoso". */
static struct slice label_value(struct slice s, uint64_t *ret_label, bool *ret_colon)
{
	struct token t;
	struct date_hit hit;
	size_t at = 0;
	*ret_label = HASH_BEGIN;
	*ret_colon = false;
	if (date_find(s, 0, DATE_ORDER_UNKNOWN, &hit) && hit.start == 0) {
		at = hit.end;
		while (token_next(s, at, &t) && (t.kind == CHAR_DIGIT || t.start == at ||
			cue_word(t.hash, CUE_DATEWORD)))
			at = t.end;
		return token_next(s, at, &t) ? slice_from(s, t.start) : SLICE_NONE;
	}
	for (int words = 0; words < LABEL_WORDS && token_next(s, at, &t); words++) {
		if (t.kind != CHAR_LETTER || (words && t.upper) || (words && t.first >= 0x590))
			break;
		*ret_label = hash_word(*ret_label, &t);
		at = t.end;
		while (at < s.n && s.p[at] == ' ')
			at++;
		if (at < s.n && s.p[at] == ':') {
			*ret_colon = true;
			return slice_trim(slice_from(s, at + 1));
		}
	}
	return at ? slice_trim(slice_from(s, at)) : SLICE_NONE;
}

static size_t names_of(struct slice value, struct slice ret_names[static NAMES_MAX])
{
	size_t end, n = grammar_names(value, ret_names, &end);
	struct token t;
	if (!n || ret_names[0].p != value.p || !grammar_is_time(slice_from(value, end)))
		return 0;
	/* A single word is as often a place or a topic. */
	struct slice first = ret_names[0];
	bool desk = token_next(first, 0, &t) && cue_word(t.hash, CUE_DESK);
	return desk || token_next(first, t.end, &t) ? n : 0;
}

size_t label_names(struct slice s, struct slice ret_names[static NAMES_MAX])
{
	uint64_t label;
	bool colon;
	return names_of(label_value(s, &label, &colon), ret_names);
}

static void look_at(const struct lines *ls, uint32_t i, uint32_t post, bool behind,
	struct labels *to)
{
	const struct line *l = &ls->at[i];
	if (l->chars > LABEL_CHARS || (l->cues & (LINE_FURNITURE | LINE_META)) ||
		(l->shape & (SHAPE_STOP | SHAPE_COLON)))
		return;
	struct labelled *x = &to->at[to->n];
	struct slice names[NAMES_MAX], value = label_value(line_text(ls, i), &x->label, &x->colon);
	x->line = i;
	x->post = post;
	x->source = !behind && grammar_source(value);
	x->label = x->label * 2 + x->colon;
	to->n += x->source || (value.n && names_of(value, names) > 0);
}

static void look_around(const struct lines *ls, const struct head *h, const struct cut *c,
	uint32_t post, struct labels *to)
{
	uint32_t i, end = h->title + BELOW < c->next ? h->title + BELOW : c->next;
	for (i = h->title < ABOVE ? 0 : h->title - ABOVE; i < h->title; i++)
		look_at(ls, i, post, false, to);
	for (i = h->behind; i < end && !line_is_prose(&ls->at[i]); i++)
		look_at(ls, i, post, false, to);
	end = c->next - i < BEHIND ? i : c->next - BEHIND;
	for (uint32_t k = c->next; k > end && !line_is_prose(&ls->at[k - 1]); k--)
		look_at(ls, k - 1, post, true, to);
}

static int by_label(const void *a, const void *b)
{
	const struct labelled *x = a, *y = b;
	if (x->label != y->label)
		return x->label < y->label ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->post < y->post ? -1 : x->post > y->post;
}

/* Lines of one label: do they lead names in most posts? */
static bool is_label(const struct lines *ls, const struct labelled *x, size_t n, size_t all,
	size_t *ret_sources)
{
	size_t posts = 0, lines = 0;
	bool vary = false;
	*ret_sources = 0;
	for (size_t i = 0; i < n; i++) {
		posts += i == 0 || x[i].post != x[i - 1].post;
		/* What stands between two posts was seen from both. */
		lines += i == 0 || x[i].line != x[i - 1].line;
		vary |= ls->at[x[i].line].twin != ls->at[x[0].line].twin;
		*ret_sources += x[i].source;
	}
	posts = posts < lines ? posts : lines;
	if (posts * 2 < all || lines > posts + posts / 4)
		return false;
	return x->colon ? posts >= FEW_POSTS : posts >= FEW_PLAIN && vary;
}

uint32_t labels_learn(struct lines *ls, const struct heads *hs, const cuts *cs)
{
	struct arena scratch = ARENA_INIT;
	struct labels *l = arena_calloc(&scratch, 1, sizeof *l);
	uint32_t found = 0;
	size_t posts = cs->n < POSTS ? cs->n : POSTS;
	for (uint32_t k = 0; k < posts; k++) {
		const struct cut *c = &cs->at[k];
		if (c->head != NO_LINE)
			look_around(ls, &hs->at[c->head], c, k, l);
	}
	qsort(l->at, l->n, sizeof *l->at, by_label);
	for (size_t i = 0, j; i < l->n; i = j) {
		for (j = i + 1; j < l->n && l->at[j].label == l->at[i].label; j++)
			;
		size_t sources;
		if (!is_label(ls, &l->at[i], j - i, posts, &sources))
			continue;
		uint16_t cue = sources * 2 >= j - i ? LINE_CREDIT : LINE_BYLINE;
		for (size_t k = i; k < j; k++)
			ls->at[l->at[k].line].cues |= cue;
		found += (uint32_t)(j - i);
	}
	arena_done(&scratch);
	return found;
}
