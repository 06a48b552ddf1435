/* page_head: headline, byline and date as the reader of the page sees them. */
#ifndef PAGE_HEAD_H
#define PAGE_HEAD_H

#include "page/page_meta.h"
#include "page/page_scan.h"

/* The headline without the site's name; sets s->title_block where it stands among the text. */
struct slice head_title(struct scan *s, const struct page_meta *meta, struct slice url,
	struct arena *out);

/* Fill what `meta` leaves open of authors and dates from the lines around the headline.
 * The article's text begins at block `first` and ends before `end`. */
void head_lines(const struct scan *s, const struct page_meta *meta, struct slice url,
	uint32_t first, uint32_t end, struct article *a, struct arena *out);

#endif
