/* probe: what can be subscribed to at an address that somebody typed.
 *
 * In this order: the address itself, where it is a feed or sitemap; feeds that its page names or
 * links to; feeds where they are by custom; sitemaps that robots.txt names; the page itself for its
 * links. Each candidate is asked for before it is given out. Touches the network; keeps nothing. */
#ifndef COLLECT_PROBE_H
#define COLLECT_PROBE_H

#include "fetch/fetch.h"

struct probe {
	struct slice url, title;
	bool is_page; /* for its links: there is no feed */
};

/* ERR_NOT_FOUND: there is nothing; the message says what the address itself gave. */
enum err probe_find(struct slice url, const struct fetch_options *options, struct arena *out,
	struct probe *ret, struct error *e) MUST_USE;

#endif
