/* eval: a plan's parts become sets of documents. */
#include "index/eval.h"

enum { DAY_S = 86400 };

uint64_t *bits_new(const struct eval *v)
{
	return arena_array(v->out, uint64_t, bits_words(v) + 1);
}

size_t bits_count(const uint64_t *bits, size_t n_words)
{
	size_t n = 0;
	for (size_t i = 0; i < n_words; i++)
		n += (size_t)__builtin_popcountll(bits[i]);
	return n;
}

enum err eval_damaged(struct eval *v)
{
	return fail(v->e, ERR_CORRUPT, "the search index is damaged (searching)");
}

/* Bits [from, to). */
static void bits_set(uint64_t *bits, uint32_t from, uint32_t to)
{
	for (; from < to && from % 64; from++)
		bits[from / 64] |= (uint64_t)1 << from % 64;
	for (; from + 64 <= to; from += 64)
		bits[from / 64] = UINT64_MAX;
	for (; from < to; from++)
		bits[from / 64] |= (uint64_t)1 << from % 64;
}

bool bits_any(const uint64_t *bits, uint32_t from, uint32_t last)
{
	size_t first_word = from / 64, last_word = last / 64;
	uint64_t first = bits[first_word] >> from % 64 << from % 64;
	uint64_t mask = UINT64_MAX >> (63 - last % 64);
	if (first_word == last_word)
		return first & mask;
	if (first || bits[last_word] & mask)
		return true;
	for (size_t i = first_word + 1; i < last_word; i++)
		if (bits[i])
			return true;
	return false;
}

/* ---- words */

enum err slot_seek(struct eval *v, const struct plan_slot *slot, size_t i, struct term_cursor *c)
{
	return term_seek(v->segment, slot->terms.at[i], c, v->e);
}

enum err slot_next(struct eval *v, const struct plan_slot *slot, size_t i, struct term_cursor *c,
	bool *ret_more)
{
	bool more = false;
	TRY(term_next(c, &more, v->e));
	struct slice term = slot->terms.at[i];
	*ret_more = more && (slot->prefix ? slice_starts(term_of(c), term)
					  : slice_eq(term_of(c), term));
	return OK;
}

/* Posting by posting: of titles only, or where the codes are wanted too. */
static enum err block_slowly(struct eval *v, const struct posting_block *b, bool title_only,
	uint64_t *bits)
{
	uint32_t docs[POSTING_BLOCK], codes[POSTING_BLOCK];
	if (!block_docs(b, docs) || !block_codes(b, codes) || docs[b->n - 1] >= v->segment->n_docs)
		return eval_damaged(v);
	for (uint32_t i = 0; i < b->n; i++) {
		if (title_only && !(codes[i] & 1))
			continue;
		uint64_t bit = (uint64_t)1 << docs[i] % 64, *word = &bits[docs[i] / 64];
		if (v->codes && *word & bit)
			v->codes[docs[i]] = code_sum(v->codes[docs[i]], codes[i]);
		else if (v->codes)
			v->codes[docs[i]] = codes[i];
		*word |= bit;
	}
	return OK;
}

static enum err term_bits(struct eval *v, const struct term_entry *t, bool title_only, bool slowly,
	uint64_t *bits)
{
	struct posting_reader r;
	struct posting_block b;
	struct slice docs = SLICE_NONE;
	bool bad = false;
	TRY(term_docs(v->segment, t, &docs, v->e));
	if (t->n <= POSTING_BLOCK && !slowly)
		return short_list_to_bits(docs, t->n, bits, v->segment->n_docs)
			? OK : eval_damaged(v);
	posting_reader_begin(&r, docs, t->n, t->plain);
	while (posting_reader_next(&r, &b, &bad)) {
		if (slowly)
			TRY(block_slowly(v, &b, title_only, bits));
		else if (!block_to_bits(&b, bits, v->segment->n_docs))
			return eval_damaged(v);
	}
	return bad ? eval_damaged(v) : OK;
}

/* Keep the documents with the codes that were gathered. */
static enum err found_gather(struct eval *v, const uint64_t *bits, struct leaf_found *found)
{
	size_t n = bits_count(bits, bits_words(v));
	v->match->kept_bytes[0] += 2 * n * sizeof *found->docs;
	if (v->match->kept_bytes[0] > MATCH_KEPT_MAX)
		return fail(v->e, ERR_LIMIT,
			"the query finds too much to rank it all: ask for less, or sort by time");
	found->docs = arena_array(v->out, uint32_t, n + 1);
	found->codes = arena_array(v->out, uint32_t, n + 1);
	for (size_t word = 0; word < bits_words(v); word++)
		for (uint64_t left = bits[word]; left; left &= left - 1) {
			uint32_t doc = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(left);
			found->docs[found->n] = doc;
			found->codes[found->n++] = v->codes[doc];
		}
	return OK;
}

/* A single list is kept as it is. */
static enum err found_list(struct eval *v, const struct term_entry *t, struct leaf_found *found)
{
	struct slice docs = SLICE_NONE;
	TRY(term_docs(v->segment, t, &docs, v->e));
	v->match->kept_bytes[0] += docs.n;
	if (v->match->kept_bytes[0] > MATCH_KEPT_MAX)
		return fail(v->e, ERR_LIMIT,
			"the query finds too much to rank it all: ask for less, or sort by time");
	found->list = arena_dup(v->out, docs);
	found->list_n = found->n = t->n;
	return OK;
}

/* Does the slot mean one term only? */
static bool one_term(const struct plan_slot *slot)
{
	return slot->terms.n == 1 && !slot->prefix;
}

static enum err slot_bits(struct eval *v, const struct plan_slot *slot, bool title_only,
	struct leaf_found *found, uint64_t *bits)
{
	bool gather = found && (title_only || !one_term(slot));
	if (gather && !v->codes)
		v->codes = arena_array(v->out, uint32_t, (size_t)v->segment->n_docs + 1);
	uint32_t *codes = v->codes;
	v->codes = gather ? codes : NULL;
	for (size_t i = 0; i < slot->terms.n; i++) {
		struct term_cursor c;
		bool more = false;
		TRY(slot_seek(v, slot, i, &c));
		for (;;) {
			TRY(slot_next(v, slot, i, &c, &more));
			if (!more)
				break;
			TRY(term_bits(v, &c.entry, title_only, gather || title_only, bits));
			if (found && !gather)
				TRY(found_list(v, &c.entry, found));
		}
	}
	if (gather)
		TRY(found_gather(v, bits, found));
	v->codes = codes;
	return OK;
}

static enum err eval_words(struct eval *v, const struct plan *plan, uint64_t **ret)
{
	struct leaf_found *found = v->leaves && plan->scores ? &v->leaves[plan->leaf] : NULL;
	bool phrase = plan->n_slots > 1;
	uint64_t *bits = bits_new(v), *more = phrase ? bits_new(v) : NULL;
	TRY(slot_bits(v, &plan->slots[0], plan->title_only, phrase ? NULL : found, bits));
	for (uint32_t i = 1; i < plan->n_slots; i++) {
		memset(more, 0, bits_words(v) * sizeof *more);
		TRY(slot_bits(v, &plan->slots[i], plan->title_only, NULL, more));
		for (size_t k = 0; k < bits_words(v); k++)
			bits[k] &= more[k];
	}
	if (phrase)
		TRY(phrase_match(v, plan, bits, found));
	*ret = bits;
	return OK;
}

/* ---- ids and days */

static enum err eval_ids(struct eval *v, const struct plan *plan, uint64_t **ret)
{
	struct segment *s = v->segment;
	uint64_t *bits = bits_new(v);
	uint32_t doc = 0;
	for (size_t i = 0; i < plan->ids.n && doc < s->n_docs; i++) {
		int64_t at;
		TRY(segment_id(s, doc, &at, v->e));
		/* Many ids stand close together: look at the next document before searching. */
		if (at < plan->ids.at[i]) {
			TRY(segment_doc_at(s, plan->ids.at[i], &doc, v->e));
			if (doc >= s->n_docs)
				break;
			TRY(segment_id(s, doc, &at, v->e));
		}
		if (at == plan->ids.at[i]) {
			bits[doc / 64] |= (uint64_t)1 << doc % 64;
			doc++;
		}
	}
	*ret = bits;
	return OK;
}

/* The first document whose id is at or after the start of `day`, `spill_s` seconds later. */
static enum err doc_of_day(struct eval *v, int64_t day, int64_t spill_s, uint32_t *ret)
{
	int64_t far = INT64_MAX >> (ID_SEQ_BITS + 1);
	if (day > far / DAY_S - 2) {
		*ret = v->segment->n_docs;
		return OK;
	}
	if (day < -far / DAY_S + 2) {
		*ret = 0;
		return OK;
	}
	return segment_doc_at(v->segment, (day * DAY_S + spill_s) * (1 << ID_SEQ_BITS), ret, v->e);
}

/* Ids run by the instant, days are those of each article's own zone, at most a day apart: near the
 * ends of the range each document's day is looked at. */
static enum err eval_days(struct eval *v, const struct plan *plan, uint64_t **ret)
{
	uint32_t first, sure_from, sure_to, last;
	int64_t spill = v->match->spill_s;
	int64_t from = plan->from_day, to = plan->to_day;
	TRY(doc_of_day(v, from > INT64_MIN ? from - 1 : from, 0, &first));
	TRY(doc_of_day(v, from < INT64_MAX ? from + 1 : from, from > INT64_MIN ? spill : 0,
		&sure_from));
	TRY(doc_of_day(v, to > INT64_MIN ? to - 1 : to, 0, &sure_to));
	TRY(doc_of_day(v, to < INT64_MAX ? to + 1 : to, spill, &last));
	if (sure_from > sure_to)
		sure_from = sure_to = last;
	uint64_t *bits = bits_new(v);
	bits_set(bits, sure_from, sure_to);
	for (uint32_t doc = first; doc < last; doc++) {
		if (doc == sure_from && sure_to > sure_from)
			doc = sure_to;
		if (doc >= last)
			break;
		int32_t day;
		TRY(segment_day(v->segment, doc, &day, v->e));
		if (day >= from && day < to)
			bits[doc / 64] |= (uint64_t)1 << doc % 64;
	}
	*ret = bits;
	return OK;
}

/* ---- joining */

static enum err eval_kids(struct eval *v, const struct plan *plan, uint64_t **ret)
{
	uint64_t *bits = NULL;
	for (const struct plan *kid = plan->kid; kid; kid = kid->next) {
		uint64_t *more;
		TRY(eval_plan(v, kid, &more));
		if (!bits) {
			bits = more;
			continue;
		}
		for (size_t i = 0; i < bits_words(v); i++)
			bits[i] = plan->op == PLAN_AND ? bits[i] & more[i] : bits[i] | more[i];
	}
	*ret = bits;
	return OK;
}

static enum err eval_not(struct eval *v, const struct plan *plan, uint64_t **ret)
{
	uint64_t *without, *bits = bits_new(v);
	TRY(eval_plan(v, plan->kid, &without));
	bits_set(bits, 0, v->segment->n_docs);
	for (size_t i = 0; i < bits_words(v); i++)
		bits[i] &= ~without[i];
	*ret = bits;
	return OK;
}

enum err eval_plan(struct eval *v, const struct plan *plan, uint64_t **ret_bits)
{
	switch (plan->op) {
	case PLAN_AND:
	case PLAN_OR:
		return eval_kids(v, plan, ret_bits);
	case PLAN_NOT:
		return eval_not(v, plan, ret_bits);
	case PLAN_WORDS:
		return eval_words(v, plan, ret_bits);
	case PLAN_IDS:
		return eval_ids(v, plan, ret_bits);
	case PLAN_DAYS:
		return eval_days(v, plan, ret_bits);
	case PLAN_ALL:
		break;
	}
	*ret_bits = bits_new(v);
	bits_set(*ret_bits, 0, v->segment->n_docs);
	return OK;
}
