/* page_ld: what the JSON-LD of a page (schema.org) says of its article. */
#ifndef PAGE_LD_H
#define PAGE_LD_H

#include "page/page_jsonld.h"
#include "page/page_meta.h"

/* Fill what it says. m->site, m->order, m->titles and m->url are those of the page's other
 * description so far; what a page says twice is taken from the JSON-LD. */
void ld_take(const struct jsonld *ld, struct page_meta *m, struct arena *out);

#endif
