/* robots: robots.txt after RFC 9309: what a host asks robots to leave alone.
 *
 * Of groups for our name (a product token, compared without case) all rules count, else those for
 * "*". The longest rule that fits decides, of equal ones "allow". "*" stands for anything, "$" at
 * the end for the end; percent-encoding is compared in one form. Crawl-delay, which is no part of
 * the RFC, and Sitemap are read too. Linear in the file; what is behind the limits does not count.
 * Pure. */
#ifndef FETCH_ROBOTS_H
#define FETCH_ROBOTS_H

#include "base/arena.h"

enum {
	ROBOTS_MAX_BYTES = 512 << 10, /* the RFC asks for at least 500 KiB */
	ROBOTS_MAX_RULES = 10000,
	ROBOTS_MAX_RULE = 2048,       /* bytes of one */
	ROBOTS_MAX_SITEMAPS = 64,
	ROBOTS_MAX_DELAY_S = 60       /* longer ones are cut down to this */
};

struct robots_rule {
	struct slice pattern; /* in its one form */
	bool allow;
};

struct robots {
	LIST(struct robots_rule) rules;
	LIST(struct slice) sitemaps; /* as written */
	int delay_s;                 /* 0: none is asked for */
};

/* Take the rules for `agent` out of a file. All is copied into `out`. */
void robots_read(struct slice file, struct slice agent, struct arena *out, struct robots *ret);

/* May `url`, an absolute address of that host, be fetched? */
bool robots_allow(const struct robots *r, struct slice url);

#endif
