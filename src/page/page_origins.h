/* page_origins: outlets that a page names as where its article comes from: news agencies in the
 * byline or the dateline, "Source: ...", what JSON-LD calls the source. */
#ifndef PAGE_ORIGINS_H
#define PAGE_ORIGINS_H

#include "page/page_meta.h"
#include "page/page_region.h"

/* Append them to `to`, each once. `keep[i]` says that block i is the article's; the first and last
 * of these are looked at, and the lines of `r`. The page's own site is no origin of its article. */
void origins_find(const struct scan *s, const struct page_meta *meta, struct region r,
	const bool *keep, strings *to, struct page_from *from, struct arena *out);

#endif
