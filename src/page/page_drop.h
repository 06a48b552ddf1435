/* page_drop: what is no part of an article whatever its words look like. These are rules, not
 * learned, since pages are saved without most of it. */
#ifndef PAGE_DROP_H
#define PAGE_DROP_H

#include "page/page_scan.h"

/* Take from the blocks that are kept: banners above the headline, lists of teasers, further
 * articles below the first, lines and boxes that lead to other pages, invitations, cards, and
 * copies of what stands before. Linear in the page. */
void drop_strange(const struct scan *s, bool *keep, struct arena *scratch);

#endif
