/* Pairing, one paragraph at a time. */
#include "quote/marks.h"

#include <stdlib.h>

enum { UNCLOSED_MAX = 400 }; /* tokens that a quotation without end may have */

struct pairing {
	const struct units *u;
	struct arena *out;
	LIST(struct span) spans;
	uint32_t first, end; /* of the paragraph */
};

static const struct token *at(const struct pairing *p, uint32_t i)
{
	return &p->u->tokens[i];
}

static bool double_mark(const struct token *t)
{
	return t->kind == TOKEN_QUOTE && t->mark < MARK_SINGLE;
}

static bool spaced(const struct pairing *p, uint32_t i)
{
	if (i == p->first || at(p, i)->flags & TOKEN_SPACED)
		return true;
	const struct token *b = at(p, i - 1);
	return b->kind == TOKEN_POINT && (b->mark == '(' || b->mark == '[' || b->mark == '-' ||
		b->mark == '/' || b->mark == ':');
}

/* What may begin a quotation follows without a blank. */
static bool leads(const struct pairing *p, uint32_t i)
{
	if (i + 1 >= p->end || at(p, i + 1)->flags & TOKEN_SPACED)
		return false;
	const struct token *t = at(p, i + 1);
	return t->kind != TOKEN_POINT || !memchr(",.;:!?)", t->mark ? t->mark : 'x', 7) ||
		(t->mark == '.' && i + 2 < p->end);
}

static bool families_match(uint8_t open, uint8_t close)
{
	bool guillemets = open == MARK_GUIL_L || open == MARK_GUIL_R;
	bool corners = open == MARK_CORNER_L;
	if (guillemets || close == MARK_GUIL_L || close == MARK_GUIL_R)
		return guillemets && close != open && (close == MARK_GUIL_L ||
			close == MARK_GUIL_R);
	return corners ? close == MARK_CORNER_R : close != MARK_CORNER_L && close != MARK_CORNER_R;
}

static bool opens(const struct pairing *p, uint32_t i)
{
	const struct token *t = at(p, i);
	switch (t->mark) {
	case MARK_LEFT:
	case MARK_GUIL_L:
	case MARK_CORNER_L:
		return true;
	case MARK_CORNER_R:
		return false;
	default:
		break;
	}
	if (i + 1 >= p->end)
		return false;
	if (spaced(p, i))
		return true;
	const struct token *before = at(p, i - 1);
	return leads(p, i) && before->kind != TOKEN_NUMBER && t->mark != MARK_GUIL_R;
}

static void add(struct pairing *p, uint32_t open, uint32_t close, bool closed)
{
	if (close <= open + 1)
		return;
	*list_add(p->out, &p->spans) = (struct span){ open, close, closed,
		at(p, open)->mark >= MARK_SINGLE };
}

/* A quotation that nothing closes is taken where a quotation would begin: at the beginning of the
 * paragraph, behind a comma or a colon. `close` is where it ends at the latest. */
static void add_unclosed(struct pairing *p, uint32_t open, uint32_t close)
{
	bool begins = open == p->first;
	if (!begins) {
		const struct token *b = at(p, open - 1);
		begins = (b->kind == TOKEN_POINT && (b->mark == ',' || b->mark == ':' ||
			b->mark == '.')) ||
			b->classes & LEX_THAT;
	}
	if (begins && close - open < UNCLOSED_MAX)
		add(p, open, close, false);
}

/* The end of the sentence that `i` is in, before `limit`. */
static uint32_t sentence_stop(const struct pairing *p, uint32_t i, uint32_t limit)
{
	uint32_t end = p->u->sentences[at(p, i)->sentence].end;
	return end < limit ? end : limit;
}

static void pair_doubles(struct pairing *p)
{
	uint32_t left = 0, right = 0, all = 0; /* marks from here on */
	for (uint32_t i = p->first; i < p->end; i++) {
		if (!double_mark(at(p, i)))
			continue;
		all++;
		left += at(p, i)->mark == MARK_LEFT;
		right += at(p, i)->mark == MARK_RIGHT;
	}
	bool is_open = false;
	uint32_t open = 0, depth = 0;
	for (uint32_t i = p->first; i < p->end; i++) {
		const struct token *t = at(p, i);
		if (!double_mark(t))
			continue;
		all--;
		left -= t->mark == MARK_LEFT;
		right -= t->mark == MARK_RIGHT;
		if (!is_open) {
			if (opens(p, i)) {
				is_open = true;
				open = i;
				depth = 0;
			}
			continue;
		}
		bool like_opener = spaced(p, i) && leads(p, i);
		if (t->mark == MARK_LEFT && at(p, open)->mark == MARK_LEFT && like_opener) {
			if (right >= left + 2) {
				depth++; /* one within the other */
				continue;
			}
			add_unclosed(p, open, sentence_stop(p, i - 1, i));
			open = i;
			continue;
		}
		if (!families_match(at(p, open)->mark, t->mark))
			continue;
		if (depth && t->mark == MARK_RIGHT) {
			depth--;
			continue;
		}
		if (like_opener && t->mark == at(p, open)->mark && all % 2 == 1 && i > open + 1) {
			/* It must open: closing here would leave the last mark alone. */
			add_unclosed(p, open, i);
			open = i;
			continue;
		}
		add(p, open, i, true);
		is_open = false;
	}
	if (is_open)
		add_unclosed(p, open, p->end);
}

static bool single_opens(const struct pairing *p, uint32_t i)
{
	const struct token *t = at(p, i);
	if (t->kind != TOKEN_QUOTE || t->mark < MARK_SINGLE || !spaced(p, i) || !leads(p, i))
		return false;
	return at(p, i + 1)->kind != TOKEN_NUMBER;
}

/* Single marks outside of double ones. Of the marks that could close, one behind punctuation is
 * surer than one behind a word, which may be an apostrophe. */
static void pair_singles(struct pairing *p, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		if (!single_opens(p, i))
			continue;
		uint32_t found = 0;
		for (uint32_t k = i + 1; k < to && k < i + UNCLOSED_MAX; k++) {
			const struct token *t = at(p, k);
			if (t->kind != TOKEN_QUOTE || t->mark < MARK_SINGLE ||
				t->flags & TOKEN_SPACED ||
				(k + 1 < p->end && leads(p, k)))
				continue;
			found = k;
			struct slice word = unit_text(p->u, k - 1, k);
			if (at(p, k - 1)->kind == TOKEN_POINT || !slice_ends(word, SLICE("s")))
				break;
		}
		if (!found)
			return; /* nor will a later one find its end before the next closer */
		add(p, i, found, true);
		i = found;
	}
}

static int by_open(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	return x->open < y->open ? -1 : x->open > y->open;
}

static bool has_marks(const struct pairing *p)
{
	for (uint32_t i = p->first; i < p->end; i++)
		if (at(p, i)->kind == TOKEN_QUOTE)
			return true;
	return false;
}

static void pair_paragraph(struct pairing *p)
{
	if (!has_marks(p))
		return;
	size_t first_span = p->spans.n;
	pair_doubles(p);
	size_t end_span = p->spans.n;
	uint32_t from = p->first;
	for (size_t s = first_span; s < end_span; s++) {
		pair_singles(p, from, p->spans.at[s].open);
		from = p->spans.at[s].close + 1;
	}
	if (from < p->end)
		pair_singles(p, from, p->end);
	if (p->spans.n > end_span)
		qsort(p->spans.at + first_span, p->spans.n - first_span, sizeof *p->spans.at,
			by_open);
}

void marks_pair(const struct units *u, struct arena *out, struct spans *ret_spans)
{
	struct pairing p = { .u = u, .out = out };
	for (uint32_t s = 0; s < u->n_sentences;) {
		uint32_t paragraph = u->sentences[s].paragraph;
		p.first = u->sentences[s].first;
		while (s < u->n_sentences && u->sentences[s].paragraph == paragraph)
			p.end = u->sentences[s++].end;
		pair_paragraph(&p);
	}
	ret_spans->at = p.spans.at;
	ret_spans->n = (uint32_t)p.spans.n;
}
