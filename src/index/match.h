/* match: the documents of segments that a plan fits, and the best of them.
 *
 * Each segment is answered on its own: every part of the plan becomes a set of bits, one for each
 * document, and these are joined. So the number of articles found is exact, whatever was asked.
 * Documents of which another segment has a later state are taken out at the end; until a merge,
 * they count in how rare a word is. Relevance is BM25 (k1 1.2, b 0.75) over the words that are not
 * under NOT, computed for every match; a word in the title counts as TITLE_WEIGHT times one in the
 * text. The forms of a word count as one word, and so does a phrase. */
#ifndef INDEX_MATCH_H
#define INDEX_MATCH_H

#include "index/plan.h"
#include "index/segment.h"

enum {
	ID_SEQ_BITS = 6,  /* an id is seconds << ID_SEQ_BITS, or a little above */
	TITLE_WEIGHT = 6,
	MATCH_KEPT_MAX = 128 << 20 /* bytes held for ranking; more is ERR_LIMIT */
};

enum match_sort { MATCH_NEWEST, MATCH_OLDEST, MATCH_RELEVANCE };

struct match_hit {
	int64_t id;
	double score;
};

struct match {
	const struct plan_root *root;
	struct segment **segments;
	uint32_t n_segments;
	int64_t spill_s;    /* most seconds that an id stands behind its article's time */
	enum match_sort sort;
	size_t limit;       /* hits wanted, from the first */
	size_t *kept_bytes; /* inner: counts against MATCH_KEPT_MAX */
};

typedef LIST(struct match_hit) match_hits;

/* The first `limit` hits in order, and the number of all. */
enum err match_run(const struct match *m, struct arena *out, match_hits *ret_hits,
	int64_t *ret_total, struct error *e) MUST_USE;

#endif
