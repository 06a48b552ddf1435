/* page_title: the headline. */
#ifndef PAGE_TITLE_H
#define PAGE_TITLE_H

#include "page/page_meta.h"
#include "page/page_scan.h"

/* The headline without the site's name; sets s->title_block where it stands among the text, and
 * `*ret_from` to where it was found. */
struct slice head_title(struct scan *s, const struct page_meta *meta, struct slice url,
	struct arena *out, const char **ret_from);

#endif
