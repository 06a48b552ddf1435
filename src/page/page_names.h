/* page_names: what the names of an element (class, id, role...) say of the text in it. */
#ifndef PAGE_NAMES_H
#define PAGE_NAMES_H

#include "base/map.h"
#include "page/page_scan.h"

/* Of one page. All but the first four begin as zeros; what is weighed lives in `scratch`. */
struct names {
	const struct tree *tree;
	const struct vocab *vocab;
	const struct scan_spy *spy; /* may be NULL */
	struct arena *scratch;
	struct map weighed;    /* attribute value -> struct scan_weight */
	LIST(uint32_t) hashes; /* of the words being weighed */
	uint32_t marks;        /* of the same */
};

static inline void weight_add(struct scan_weight *to, int weight)
{
	to->sum += weight;
	if (weight < to->min)
		to->min = weight;
	if (weight > to->max)
		to->max = weight;
}

static inline void weight_join(struct scan_weight *to, struct scan_weight from)
{
	to->sum += from.sum;
	to->marks |= from.marks;
	if (from.min < to->min)
		to->min = from.min;
	if (from.max > to->max)
		to->max = from.max;
}

/* What the names of `node` weigh. The spy hears of them as of `box` or `block`. */
struct scan_weight names_weigh(struct names *w, uint32_t node, uint32_t box, uint32_t block);

#endif
