/* discover: from a page or an address to what can be watched: feeds, else sitemaps, else the page's
 * own links to articles.
 *
 * Nothing is fetched here; whoever fetches asks for one step after the other (docs/collecting.md).
 * All addresses are absolute, http or https, without fragment, each once, best first. Pure. */
#ifndef FEED_DISCOVER_H
#define FEED_DISCOVER_H

#include "feed/feed.h"

enum { DISCOVER_MAX = 256 }; /* addresses of one kind from one page */

struct discovered {
	struct slice url;
	struct slice title; /* what the page calls it; may be empty */
};
typedef LIST(struct discovered) discovered;

/* The feeds that an HTML page names as its own (HTML, link type "alternate"), then those it links
 * to; feeds of comments stand last. */
void discover_feeds(struct slice page, const struct feed_hint *hint, struct arena *out,
	discovered *ret);

/* Where feeds of a site are by custom, beginning with the path of `url` itself; then its sitemaps.
 * Guesses, to be tried. */
void discover_paths(struct slice url, struct arena *out, discovered *ret);

/* Links of a page that look like articles of the same site: an address that ends in a name of
 * several words or in a number, with more than a word or two to click on. In the order of the
 * page. */
void discover_articles(struct slice page, const struct feed_hint *hint, struct arena *out,
	discovered *ret);

#endif
