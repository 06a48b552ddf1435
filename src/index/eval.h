/* eval: one segment's answer to a plan, as sets of bits. Private to the index. */
#ifndef INDEX_EVAL_H
#define INDEX_EVAL_H

#include "index/match.h"

/* What a word or phrase found in one segment, kept for ranking: a list as it is, or where it took
 * several lists or their positions to know, documents with their codes. */
struct leaf_found {
	struct slice list;
	uint32_t list_n;
	uint32_t *docs, *codes;
	uint32_t n; /* documents, each once */
};

struct eval {
	const struct match *match;
	struct segment *segment;
	struct arena *out;         /* for bits and what was found */
	struct leaf_found *leaves; /* by plan.leaf; NULL where ranking is not wanted */
	uint32_t *codes;           /* scratch of all documents; NULL until it is needed */
	struct error *e;
};

/* A new set for the segment's documents, with a word more than they need, zeroed. */
uint64_t *bits_new(const struct eval *v);
static inline size_t bits_words(const struct eval *v)
{
	return ((size_t)v->segment->n_docs + 63) / 64;
}
size_t bits_count(const uint64_t *bits, size_t n_words);
/* Is any of the bits [from, last] set? */
bool bits_any(const uint64_t *bits, uint32_t from, uint32_t last);

/* The documents that the plan fits. Bits behind the last document are 0. */
enum err eval_plan(struct eval *v, const struct plan *plan, uint64_t **ret_bits);

/* Stand before the first term that the slot could mean by its `i`-th; step to the next one that it
 * does mean. */
enum err slot_seek(struct eval *v, const struct plan_slot *slot, size_t i, struct term_cursor *c);
enum err slot_next(struct eval *v, const struct plan_slot *slot, size_t i, struct term_cursor *c,
	bool *ret_more);

/* Take out of `bits` the documents in which the slots' terms do not follow one another; `found`
 * (may be NULL) gets the others with their codes. */
enum err phrase_match(struct eval *v, const struct plan *plan, uint64_t *bits,
	struct leaf_found *found);

enum err eval_damaged(struct eval *v);

#endif
