/* jsonfeed: JSON Feed 1 and 1.1 (jsonfeed.org); for the parts of this module only. */
#ifndef FEED_JSONFEED_H
#define FEED_JSONFEED_H

#include "feed/feed.h"

/* Does this text begin as a JSON Feed does? Its end may be missing. */
bool jsonfeed_is(struct slice text);

/* Read `text` (UTF-8), which came from the address `base`, into `feed`. What stands before a
 * syntax error counts; returns what is wrong there, or NULL. */
const char *jsonfeed_read(struct slice text, struct slice base, struct arena *out,
	struct feed *feed);

#endif
