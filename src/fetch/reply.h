/* reply: what the head of an HTTP response says to whoever will ask again.
 *
 * RFC 9110 (conditional requests, Retry-After, Location), 9111 (Cache-Control), 8288 (Link). Lines
 * that are broken are passed over; of a header that stands there twice the first counts. Pure. */
#ifndef FETCH_REPLY_H
#define FETCH_REPLY_H

#include "base/arena.h"

enum {
	REPLY_MAX_SECONDS = 366 * 86400, /* longer waits are cut down to this */
	REPLY_MAX_VALIDATOR = 1024,      /* bytes of an ETag or date that we send back */
	REPLY_MAX_LINKS = 64
};

struct reply_link {
	struct slice url; /* as written */
	struct slice rel;
};

/* An empty slice is "not said"; slices are parts of the head. */
struct reply {
	int status;                /* 0 where the first line is none */
	struct slice etag, last_modified, location, content_type;
	int64_t max_age_s;         /* -1: not said; 0 too for no-cache and no-store */
	int64_t retry_after_s;     /* from `now`; -1: not said */
	LIST(struct reply_link) links;
};

/* `head` is the status line and the header lines; `now` is Unix seconds. */
void reply_read(struct slice head, int64_t now, struct arena *out, struct reply *ret);

/* Every redirect so far that says "for good" (RFC 9110: 301; RFC 9110: 308). */
static inline bool reply_is_permanent(int status)
{
	return status == 301 || status == 308;
}

static inline bool reply_is_redirect(int status)
{
	return reply_is_permanent(status) || status == 302 || status == 303 || status == 307;
}

#endif
