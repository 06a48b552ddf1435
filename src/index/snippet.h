/* snippet: the part of an article that shows why it was found, and where the hits stand in it. */
#ifndef INDEX_SNIPPET_H
#define INDEX_SNIPPET_H

#include "index/plan.h"

struct span {
	size_t start, end; /* bytes */
};
typedef LIST(struct span) spans;

/* The words of a plan that are to be marked: those not under NOT. Points into the plan. */
struct marker {
	LIST(const struct plan *) leaves;
};

struct marker marker_of(const struct plan_root *root, struct arena *out);

/* Hits in `text`, which is a title or a part of the text, in order, none touching the next. What
 * finds an article marks it: the same words, forms, beginnings and phrases. */
spans marker_spans(const struct marker *m, struct slice text, bool is_title, struct arena *out);

struct snippet {
	struct slice text; /* of one block of the article */
	spans hits;        /* in `text` */
	bool more_before, more_after; /* it is cut out of a longer block */
};

/* At most `max_chars` characters (and the rest of a word) of the block and the place that have most
 * of the query's words; the beginning of the text where it has none of them. */
struct snippet snippet_make(const struct marker *m, const struct article *a, size_t max_chars,
	struct arena *out);

#endif
