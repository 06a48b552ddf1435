/* phrase: do words stand one behind another? Documents that have all of them are looked at one by
 * one, each place of the phrase giving its positions in them. */
#include "index/eval.h"

#include <stdlib.h>

enum {
	LISTS_MAX =
		24, /* of one place that are read along together; of more, places are gathered */
	KEYS_MAX = 8 << 20 /* places gathered: more is too much to hold */
};

/* A list read along: where its term stands in the documents at hand. */
struct list {
	struct term_entry entry;
	struct slice docs_run, inline_pos;
	struct posting_reader reader;
	struct pos_window window;
	uint32_t docs[POSTING_BLOCK], codes[POSTING_BLOCK];
	uint32_t at, n;
	const unsigned char *pos, *pos_end; /* of posting `at` */
	uint32_t *found; /* positions in the document last sought */
	uint32_t n_found, cap;
};

/* One place of the phrase: a list for each of its terms, or what they have together. */
struct place {
	uint32_t number;     /* words behind the first place */
	uint64_t n_postings; /* the rarest place is looked at first */
	LIST(struct list *) lists;
	LIST(uint64_t) keys; /* doc << 32 | position, sorted */
	size_t key_at;
	uint32_t *found;     /* positions in the document last sought, rising */
	uint32_t n_found, cap;
};

static bool bit_is(const uint64_t *bits, uint32_t doc)
{
	return bits[doc / 64] >> doc % 64 & 1;
}

/* ---- a list */

static enum err block_positions(struct eval *v, struct list *l, const struct posting_block *b)
{
	struct slice pos = l->inline_pos;
	if (!l->entry.is_inline)
		TRY(term_positions(v->segment, &l->entry, b->pos_at,
			b->pos_n == UINT64_MAX ? l->entry.pos_n : b->pos_n, v->out, &l->window,
			&pos, v->e));
	l->pos = (const unsigned char *)pos.p;
	l->pos_end = l->pos + pos.n;
	return OK;
}

/* The next block that has a document wanted. */
static enum err list_fill(struct eval *v, struct list *l, const uint64_t *wanted)
{
	struct posting_block b;
	bool bad = false;
	l->at = l->n = 0;
	while (posting_reader_next(&l->reader, &b, &bad)) {
		uint32_t n_docs = v->segment->n_docs, last = b.last < n_docs ? b.last : n_docs - 1;
		if (b.from >= n_docs)
			return eval_damaged(v);
		if (!bits_any(wanted, b.from, last))
			continue;
		if (!block_docs(&b, l->docs) || !block_codes(&b, l->codes) ||
			l->docs[b.n - 1] >= n_docs)
			return eval_damaged(v);
		l->n = b.n;
		return block_positions(v, l, &b);
	}
	return bad ? eval_damaged(v) : OK;
}

static enum err list_begin(struct eval *v, struct list *l, const struct term_entry *t,
	const uint64_t *wanted)
{
	struct slice docs = SLICE_NONE;
	l->entry = *t;
	if (t->plain)
		return eval_damaged(v);
	if (t->is_inline) {
		TRY(term_lists(v->segment, t, v->out, &l->docs_run, &l->inline_pos, v->e));
	} else {
		TRY(term_docs(v->segment, t, &docs, v->e));
		l->docs_run = arena_dup(v->out, docs);
	}
	posting_reader_begin(&l->reader, l->docs_run, t->n, false);
	return list_fill(v, l, wanted);
}

static uint32_t *room_for(struct eval *v, uint32_t **at, uint32_t *cap, uint32_t n)
{
	if (n > *cap) {
		uint32_t *more = arena_array(v->out, uint32_t, n < 32 ? 64 : (size_t)n * 2);
		if (*cap)
			memcpy(more, *at, *cap * sizeof *more);
		*cap = n < 32 ? 64 : n * 2;
		*at = more;
	}
	return *at;
}

/* Positions in `doc`, for rising documents. */
static inline enum err list_seek(
	struct eval *v, struct list *l, const uint64_t *wanted, uint32_t doc)
{
	l->n_found = 0;
	while (l->n && l->docs[l->n - 1] < doc)
		TRY(list_fill(v, l, wanted));
	uint64_t pass = 0;
	for (; l->at < l->n && l->docs[l->at] < doc; l->at++)
		pass += code_count(l->codes[l->at]);
	if (pass && !(l->pos = varint_pass(l->pos, l->pos_end, pass)))
		return eval_damaged(v);
	if (l->at >= l->n || l->docs[l->at] != doc)
		return OK;
	uint32_t code = l->codes[l->at++], n = code_count(code);
	if (n > (size_t)(l->pos_end - l->pos) ||
		!positions_read(&l->pos, l->pos_end, code, room_for(v, &l->found, &l->cap, n)))
		return eval_damaged(v);
	l->n_found = n;
	return OK;
}

/* ---- a place */

static enum err keys_add(struct eval *v, struct place *p, const struct term_entry *t,
	const uint64_t *wanted)
{
	struct list l = { 0 };
	TRY(list_begin(v, &l, t, wanted));
	while (l.n) {
		for (uint32_t i = 0; i < l.n; i++) {
			uint32_t doc = l.docs[i];
			if (!bit_is(wanted, doc))
				continue;
			TRY(list_seek(v, &l, wanted, doc));
			if (p->keys.n + l.n_found > KEYS_MAX)
				return fail(v->e, ERR_LIMIT,
					"the last word of the phrase is the beginning of too many: "
					"write more of it");
			for (uint32_t k = 0; k < l.n_found; k++)
				*list_add(v->out, &p->keys) = (uint64_t)doc << 32 | l.found[k];
		}
		TRY(list_fill(v, &l, wanted));
	}
	return OK;
}

static int by_key(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

static void keys_seek(struct eval *v, struct place *p, uint32_t doc)
{
	p->n_found = 0;
	while (p->key_at < p->keys.n && p->keys.at[p->key_at] >> 32 < doc)
		p->key_at++;
	size_t from = p->key_at;
	while (p->key_at < p->keys.n && p->keys.at[p->key_at] >> 32 == doc)
		p->key_at++;
	uint32_t *found = room_for(v, &p->found, &p->cap, (uint32_t)(p->key_at - from));
	for (size_t i = from; i < p->key_at; i++)
		found[p->n_found++] = (uint32_t)p->keys.at[i];
}

static enum err lists_add(struct eval *v, struct place *p, const struct term_entry *t,
	const uint64_t *wanted)
{
	struct list *l = arena_new(v->out, struct list);
	*list_add(v->out, &p->lists) = l;
	return list_begin(v, l, t, wanted);
}

/* Do `add` for each term that the place could mean, up to `limit`; how many there were. */
static enum err terms_each(struct eval *v, struct place *p, const struct plan_slot *slot,
	const uint64_t *wanted, size_t limit, size_t *ret_n,
	enum err (*add)(struct eval *v, struct place *p, const struct term_entry *t,
		const uint64_t *wanted))
{
	*ret_n = 0;
	for (size_t i = 0; i < slot->terms.n; i++) {
		struct term_cursor c;
		bool more = false;
		TRY(slot_seek(v, slot, i, &c));
		for (;;) {
			TRY(slot_next(v, slot, i, &c, &more));
			if (!more || ++*ret_n > limit)
				break;
			p->n_postings += c.entry.n;
			TRY(add(v, p, &c.entry, wanted));
		}
	}
	return OK;
}

static enum err place_make(struct eval *v, struct place *p, const struct plan_slot *slot,
	const uint64_t *wanted)
{
	size_t n;
	TRY(terms_each(v, p, slot, wanted, LISTS_MAX, &n, lists_add));
	if (n <= LISTS_MAX)
		return OK;
	p->lists.n = 0;
	p->n_postings = 0;
	TRY(terms_each(v, p, slot, wanted, SIZE_MAX, &n, keys_add));
	if (p->keys.n)
		qsort(p->keys.at, p->keys.n, sizeof *p->keys.at, by_key);
	return OK;
}

/* Put the positions of `l` among those of the other lists, from the last one on. */
static void found_merge(struct eval *v, struct place *p, const struct list *l)
{
	uint32_t old = p->n_found, more = l->n_found, to = old + more;
	uint32_t *found = room_for(v, &p->found, &p->cap, to);
	p->n_found = to;
	while (more) {
		bool from_old = old && found[old - 1] > l->found[more - 1];
		found[--to] = from_old ? found[--old] : l->found[--more];
	}
}

/* The positions in `doc`, for rising documents. */
static enum err place_seek(struct eval *v, struct place *p, const uint64_t *wanted, uint32_t doc)
{
	if (p->lists.n == 0) {
		keys_seek(v, p, doc);
		return OK;
	}
	if (p->lists.n == 1) {
		TRY(list_seek(v, p->lists.at[0], wanted, doc));
		p->found = p->lists.at[0]->found;
		p->n_found = p->lists.at[0]->n_found;
		return OK;
	}
	p->n_found = 0;
	for (size_t i = 0; i < p->lists.n; i++) {
		TRY(list_seek(v, p->lists.at[i], wanted, doc));
		found_merge(v, p, p->lists.at[i]);
	}
	return OK;
}

/* ---- a document */

/* Where the phrase may begin in the document at hand: what all places so far agree with. Whether
 * they do is looked up in a set of bits: merging two lists would be a guess at every step, and
 * guessing wrong is what costs most. */
struct starts {
	uint32_t *at, *next; /* n in use; those of the step to come */
	uint32_t n, cap;
	uint64_t *bits;      /* POS_MAX of them, all 0 between uses */
};

static enum err starts_set(struct eval *v, struct starts *s, const struct place *p, uint32_t k)
{
	if (p->n_found > s->cap) {
		s->cap = p->n_found * 2;
		s->at = arena_array(v->out, uint32_t, s->cap + 1);
		s->next = arena_array(v->out, uint32_t, s->cap + 1);
	}
	s->n = 0;
	for (uint32_t i = 0; i < p->n_found; i++) {
		if (p->found[i] >= POS_MAX)
			return eval_damaged(v);
		if (p->found[i] >= k)
			s->at[s->n++] = p->found[i] - k;
	}
	return OK;
}

/* Keep those that `p`, the `k`-th place of the phrase, agrees with. */
static void starts_keep(struct starts *s, const struct place *p, uint32_t k)
{
	uint32_t n = 0, last = s->n ? s->at[s->n - 1] : 0;
	for (uint32_t i = 0; i < s->n; i++)
		s->bits[s->at[i] / 64] |= (uint64_t)1 << s->at[i] % 64;
	for (uint32_t i = 0; i < p->n_found && n < s->n; i++) {
		uint32_t start = p->found[i] - k;
		s->next[n] = start;
		n += (start <= last) & (s->bits[start % POS_MAX / 64] >> start % 64);
	}
	for (uint32_t i = 0; i < s->n; i++)
		s->bits[s->at[i] / 64] = 0;
	uint32_t *old = s->at;
	s->at = s->next;
	s->next = old;
	s->n = n;
}

static enum err doc_match(struct eval *v, const struct plan *plan, struct place *const *order,
	struct starts *starts, const uint64_t *wanted, uint32_t doc)
{
	for (uint32_t i = 0; i < plan->n_slots; i++) {
		TRY(place_seek(v, order[i], wanted, doc));
		if (i == 0)
			TRY(starts_set(v, starts, order[0], order[0]->number));
		else
			starts_keep(starts, order[i], order[i]->number);
		if (!starts->n)
			return OK;
	}
	if (plan->title_only)
		while (starts->n && starts->at[starts->n - 1] >= TITLE_SPAN)
			starts->n--;
	return OK;
}

static int by_rarity(const void *a, const void *b)
{
	const struct place *x = *(struct place *const *)a, *y = *(struct place *const *)b;
	return x->n_postings < y->n_postings ? -1 : x->n_postings > y->n_postings;
}

enum err phrase_match(struct eval *v, const struct plan *plan, uint64_t *bits,
	struct leaf_found *found)
{
	size_t n_wanted = bits_count(bits, bits_words(v));
	if (!n_wanted)
		return OK;
	struct place *places = arena_array(v->out, struct place, plan->n_slots);
	struct starts starts = { .bits = arena_array(v->out, uint64_t, POS_MAX / 64) };
	uint64_t *wanted = bits_new(v);
	memcpy(wanted, bits, bits_words(v) * sizeof *bits);
	if (found) {
		found->docs = arena_array(v->out, uint32_t, n_wanted + 1);
		found->codes = arena_array(v->out, uint32_t, n_wanted + 1);
	}
	struct place **order = arena_array(v->out, struct place *, plan->n_slots);
	for (uint32_t i = 0; i < plan->n_slots; i++) {
		places[i].number = plan->slots[i].at - plan->slots[0].at;
		order[i] = &places[i];
		TRY(place_make(v, &places[i], &plan->slots[i], wanted));
	}
	qsort(order, plan->n_slots, sizeof(struct place *), by_rarity);
	for (size_t word = 0; word < bits_words(v); word++)
		for (uint64_t left = wanted[word]; left; left &= left - 1) {
			uint32_t doc = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(left);
			TRY(doc_match(v, plan, order, &starts, wanted, doc));
			if (!starts.n) {
				bits[word] &= ~((uint64_t)1 << doc % 64);
			} else if (found) {
				found->docs[found->n] = doc;
				found->codes[found->n++] =
					code_of(starts.n, starts.at[0] < TITLE_SPAN);
			}
		}
	return OK;
}
