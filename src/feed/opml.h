/* opml: a list of subscriptions as OPML 2.0, as other readers take it in; reading it is
 * feed_read's (FEED_OPML). Pure. */
#ifndef FEED_OPML_H
#define FEED_OPML_H

#include "base/buf.h"

struct opml_line {
	struct slice title, url, page;
	struct slice folder; /* "News/Asia", or empty */
};

/* Append the document. `lines` are sorted by folder: each folder is then one outline, nested as its
 * path says. Characters that XML cannot hold are left out. */
void opml_write(const struct opml_line *lines, size_t n, struct buf *to);

#endif
