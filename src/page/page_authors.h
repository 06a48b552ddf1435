/* page_authors: who wrote an article, by the lines around its headline and text. */
#ifndef PAGE_AUTHORS_H
#define PAGE_AUTHORS_H

#include "page/page_meta.h"
#include "page/page_region.h"

/* Into `a->authors`, which holds those that the page declares. The text begins at block `first`. */
void authors_settle(const struct scan *s, const struct page_meta *meta, struct region r,
	uint32_t first, struct article *a, struct page_from *from, struct arena *out);

#endif
