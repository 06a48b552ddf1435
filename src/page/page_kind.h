/* page_kind: what sort of page an article stands on, and why a page has none. */
#ifndef PAGE_KIND_H
#define PAGE_KIND_H

#include "page/page_inner.h"

/* Why what was kept is no article, in words; NULL where it is one. A page that calls itself an
 * article needs little; of others, a handful of teasers is a list, and a front page is one unless
 * it tells a long story. */
const char *kind_none(const struct page_look *look, const bool *keep, struct arena *scratch);

/* The kind of a page whose article is `a`. `end` is the block behind its last. */
enum article_kind kind_of_page(const struct page_look *look, const bool *keep, uint32_t end,
	const struct article *a);

#endif
