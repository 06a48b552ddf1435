/* snippet: texts are cut into words as for the index, and compared with the plan's terms. */
#include "index/snippet.h"

#include "text/utf8.h"
#include "text/words.h"

enum {
	LEAVES_MAX = 64,   /* told apart when weighing a place */
	LOOK_BYTES = 256 << 10, /* of an article that are looked through */
	BEFORE_PART = 4,   /* a hit stands behind a quarter of the snippet at most */
};

struct cut_word {
	size_t start, end;
	struct slice form;
	bool lone;
};
typedef LIST(struct cut_word) cut_words;

struct hit {
	struct span span;
	size_t leaf;
};
typedef LIST(struct hit) hits;

static void leaves_of(const struct plan *plan, struct marker *m, struct arena *out)
{
	if (plan->op == PLAN_WORDS && plan->scores)
		*list_add(out, &m->leaves) = plan;
	for (const struct plan *kid = plan->kid; kid; kid = kid->next)
		leaves_of(kid, m, out);
}

struct marker marker_of(const struct plan_root *root, struct arena *out)
{
	struct marker m = { 0 };
	leaves_of(root->plan, &m, out);
	return m;
}

/* ---- hits in a text */

static cut_words cut(struct slice text, struct arena *out)
{
	cut_words list = { 0 };
	struct words words;
	struct word word;
	words_begin(&words, text);
	while (words_next(&words, &word))
		*list_add(out, &list) = (struct cut_word){ word.start, word.end,
			arena_dup(out, word.form), word.lone };
	return list;
}

static bool slot_fits(const struct plan_slot *slot, struct slice form)
{
	for (size_t i = 0; i < slot->terms.n; i++)
		if (slot->prefix ? slice_starts(form, slot->terms.at[i])
				 : slice_eq(form, slot->terms.at[i]))
			return true;
	return false;
}

/* A single character of a pair ends where the next word begins. */
static size_t end_of(const cut_words *words, size_t at, const struct plan_slot *slot)
{
	const struct cut_word *w = &words->at[at];
	bool in_pair = at + 1 < words->n && words->at[at + 1].start < w->end;
	return slot->lone && in_pair ? words->at[at + 1].start : w->end;
}

static bool leaf_fits(const struct plan *leaf, const cut_words *words, size_t at, size_t *ret_end)
{
	for (uint32_t i = 0; i < leaf->n_slots; i++) {
		size_t word = at + leaf->slots[i].at - leaf->slots[0].at;
		if (word >= words->n || !slot_fits(&leaf->slots[i], words->at[word].form))
			return false;
		*ret_end = end_of(words, word, &leaf->slots[i]);
	}
	return leaf->n_slots > 0;
}

static hits hits_of(const struct marker *m, struct slice text, bool is_title, struct arena *out)
{
	hits list = { 0 };
	cut_words words = cut(text, out);
	for (size_t at = 0; at < words.n; at++)
		for (size_t leaf = 0; leaf < m->leaves.n; leaf++) {
			const struct plan *plan = m->leaves.at[leaf];
			struct span span = { words.at[at].start, 0 };
			if ((!plan->title_only || is_title) &&
				leaf_fits(plan, &words, at, &span.end))
				*list_add(out, &list) = (struct hit){ span, leaf };
		}
	return list;
}

/* Hits within [from, to), joined where they touch, counted from `from`. */
static spans spans_of(const hits *list, size_t from, size_t to, struct arena *out)
{
	spans ret = { 0 };
	for (size_t i = 0; i < list->n; i++) {
		struct span s = list->at[i].span;
		if (s.start < from || s.end > to)
			continue;
		s = (struct span){ s.start - from, s.end - from };
		struct span *last = ret.n ? &ret.at[ret.n - 1] : NULL;
		if (last && s.start <= last->end)
			last->end = s.end > last->end ? s.end : last->end;
		else
			*list_add(out, &ret) = s;
	}
	return ret;
}

spans marker_spans(const struct marker *m, struct slice text, bool is_title, struct arena *out)
{
	hits list = hits_of(m, text, is_title, out);
	return spans_of(&list, 0, text.n, out);
}

/* ---- the place to show */

struct place {
	const struct block *block;
	hits hits;
	size_t first; /* hit that it begins with */
	size_t weight;
};

/* More of the words asked for is better than more hits of one. */
static size_t weigh(const hits *list, size_t first, size_t max_bytes)
{
	uint64_t seen = 0;
	size_t n = 0, end = list->at[first].span.start + max_bytes;
	for (size_t i = first; i < list->n && list->at[i].span.end <= end; i++, n++)
		seen |= (uint64_t)1 << list->at[i].leaf % LEAVES_MAX;
	return (size_t)__builtin_popcountll(seen) * 1000 + (n < 999 ? n : 999);
}

static void place_better(struct place *best, const struct block *b, const hits *list,
	size_t max_bytes)
{
	for (size_t i = 0; i < list->n; i++) {
		size_t weight = weigh(list, i, max_bytes);
		if (weight > best->weight)
			*best = (struct place){ b, *list, i, weight };
		/* The rest of the block fits: later beginnings have less. */
		if (list->at[list->n - 1].span.end <= list->at[i].span.start + max_bytes)
			break;
	}
}

/* Go `n` characters on from `at`, or back; the offset reached. */
static size_t forward(struct slice s, size_t at, size_t n)
{
	size_t len;
	for (; n && at < s.n; n--, at += len)
		(void)utf8_at(s, at, &len);
	return at;
}

static size_t backward(struct slice s, size_t at, size_t n)
{
	for (; n && at; n--)
		at = utf8_back(s, at);
	return at;
}

/* The start of a word at or behind `at`, but not behind `hit`; a sentence's before a word's. */
static size_t begin_at(struct slice s, size_t at, size_t hit)
{
	size_t word = at ? hit : 0;
	for (size_t i = at; at && i < hit; i++) {
		if (s.p[i] != ' ' && s.p[i] != '\n')
			continue;
		if (i && (s.p[i] == '\n' || strchr(".!?", s.p[i - 1])))
			return i + 1;
		if (word == hit)
			word = i + 1;
	}
	return word;
}

/* The end of the word that `at` is in; of text without blanks, `at` itself. */
static size_t end_at(struct slice s, size_t at)
{
	enum { WORD_REST_MAX = 40 };
	for (size_t i = at; i <= s.n && i - at < WORD_REST_MAX; i++)
		if (i == s.n || ascii_space(s.p[i]))
			return i;
	return at;
}

static const struct block *first_text(const struct article *a)
{
	for (size_t i = 0; i < a->blocks.n; i++)
		if (a->blocks.at[i].type == BLOCK_PARAGRAPH && a->blocks.at[i].text.n)
			return &a->blocks.at[i];
	return a->blocks.n ? &a->blocks.at[0] : NULL;
}

struct snippet snippet_make(const struct marker *m, const struct article *a, size_t max_chars,
	struct arena *out)
{
	struct place best = { .block = first_text(a) };
	struct snippet snippet = { 0 };
	if (!best.block)
		return snippet;
	size_t looked = 0;
	for (size_t i = 0; m->leaves.n && i < a->blocks.n && looked < LOOK_BYTES; i++) {
		struct slice part = slice_sub(a->blocks.at[i].text, 0, LOOK_BYTES - looked);
		hits list = hits_of(m, part, false, out);
		place_better(&best, &a->blocks.at[i], &list, max_chars - max_chars / BEFORE_PART);
		looked += part.n;
	}
	struct slice text = best.block->text;
	size_t hit = best.weight ? best.hits.at[best.first].span.start : 0;
	size_t from = begin_at(text, backward(text, hit, max_chars / BEFORE_PART), hit);
	size_t to = end_at(text, forward(text, from, max_chars));
	if (to == text.n) /* There is room: show more of what stands before. */
		from = begin_at(text, backward(text, to, max_chars), from);
	snippet.text = slice_sub(text, from, to);
	snippet.hits = spans_of(&best.hits, from, to, out);
	snippet.more_before = from > 0;
	snippet.more_after = to < text.n;
	return snippet;
}
