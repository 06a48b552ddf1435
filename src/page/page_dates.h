/* page_dates: when an article was published and updated, from what its page declares, shows around
 * the headline and has in its address. The dates that the text tells of are not the article's. */
#ifndef PAGE_DATES_H
#define PAGE_DATES_H

#include "page/page_meta.h"
#include "page/page_region.h"

/* Fill a->published and a->updated, where each was found (enum origin, and `from` in words). */
void dates_settle(const struct scan *s, const struct page_meta *meta, struct slice url,
	struct region r, struct article *a, struct page_from *from);

#endif
