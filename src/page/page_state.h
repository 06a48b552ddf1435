/* page_state: the article's text in the data that a page's scripts are given to build it from
 * (JSON in <script>, alone or assigned: "window.__STATE__ = {...}"), for pages that show none. */
#ifndef PAGE_STATE_H
#define PAGE_STATE_H

#include "page/page_inner.h"

enum { STATE_MAX_BYTES = 4 << 20 }; /* of scripts that are read; further ones are not */

/* What the object says of the article's head; empty where it does not. */
struct state_head {
	struct date published;
	strings authors;
};

/* The text under the object that is called like the page, as HTML or lines; empty for none. What
 * other objects hold (further articles, settings) is not looked at. */
struct slice state_text(const struct page_look *look, struct state_head *ret_head,
	struct arena *out);

#endif
