/* xmlfeed: every kind of feed that is XML; for the parts of this module only. */
#ifndef FEED_XMLFEED_H
#define FEED_XMLFEED_H

#include "feed/walk.h"

/* What kind of feed an element makes that stands where the root should be; FEED_UNKNOWN: none. */
enum feed_format xmlfeed_root(struct xml *x);

/* Read `text` (valid UTF-8), which came from the address `base`, into `feed`, whose format is
 * FEED_UNKNOWN after it where no element of a feed was found. */
void xmlfeed_read(struct slice text, struct slice base, struct arena *out, struct feed *feed);

/* The namespaces of feeds. */
void xmlfeed_begin(struct xml *x, struct slice text, struct slice base, struct arena *out);

/* Read an OPML outline that was just opened, and those within it. */
void opml_read_outline(struct walk *w);

#endif
