/* page: from a web page to its article.
 *
 * Bytes in, an article out; docs/extraction.md describes the model. Pure. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/error.h"
#include "model/article.h"

struct page_hint {
	struct slice url;     /* the address it was fetched from, or empty */
	struct slice charset; /* from the Content-Type header, or empty */
};

/* Does `bytes` (in any encoding) look like HTML? */
bool page_is(struct slice bytes);

/* Read the page into articles appended to `*ret`: one for an article page, several for a page of
 * whole posts, none where it holds no article. ERR_LIMIT: larger than PAGE_MAX_BYTES. */
enum { PAGE_MAX_BYTES = 64 << 20 };
enum err page_read(struct slice bytes, const struct page_hint *hint, struct arena *out,
	articles *ret, struct error *e) MUST_USE;

#endif
