/* page_head: authors and dates as the reader of the page sees them. */
#ifndef PAGE_HEAD_H
#define PAGE_HEAD_H

#include "page/page_meta.h"
#include "page/page_scan.h"

/* Fill what `meta` leaves open of authors, and the dates, from the lines around the headline.
 * The article's text begins at block `first` and ends before `end`. */
void head_lines(const struct scan *s, const struct page_meta *meta, struct slice url,
	uint32_t first, uint32_t end, struct article *a, struct page_from *from, struct arena *out);

#endif
