/* page_region: where on a page the lines stand that tell who wrote an article and when. */
#ifndef PAGE_REGION_H
#define PAGE_REGION_H

#include "page/page_scan.h"

/* Blocks: the lines around the headline are [from, to), those under the text [below, end). */
struct region {
	uint32_t from, title, to, below, end;
};

/* The article's text begins at block `first` and ends before `end`. */
struct region region_of(const struct scan *s, uint32_t first, uint32_t end);

/* Do the names of a block, or of the small boxes around it, say this of it (enum scan_mark)? */
bool region_marked(const struct scan *s, const struct scan_block *b, uint32_t mark);

#endif
