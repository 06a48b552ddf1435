/* markup: HTML as feeds write it; for the parts of this module only. */
#ifndef FEED_MARKUP_H
#define FEED_MARKUP_H

#include "base/arena.h"

/* HTML that says to an HTML reader what its writer meant; `html` itself where nothing changes.
 *
 * Feeds are made by XML tools, for which "<title/>" is a whole element, while HTML lets it swallow
 * what follows: such elements get their end tag. The tags of <object>, <applet>, <iframe> and
 * <noembed> go, so that what they hold for readers who do not show them is shown. A "<!" that
 * begins no comment and no whole document type is text. It makes nothing safe: that is the
 * sanitiser's work, behind this. */
struct slice markup_mend(struct slice html, struct arena *out);

#endif
