/* outside: what the desk asks of the network for who reads it: pictures, and feeds to subscribe to.
 *
 * Everything goes through fetch and its guard, so that no address in an article, and none that
 * somebody types, leads to this machine or its network. The table of routes says of handlers that
 * call this that they wait for the network. */
#ifndef SERVER_OUTSIDE_H
#define SERVER_OUTSIDE_H

#include "fetch/fetch.h"
#include "server/work.h"

enum { OUTSIDE_SECONDS = 10 };

/* The body of `url`, behind its redirects and without chunks, in `w->out`. ERR_NOT_FOUND with a
 * sentence where it is refused, does not come in time, is too large or no 200. */
enum err outside_get(struct work *w, struct slice url, size_t max_bytes, struct slice *ret_body,
	struct error *e) MUST_USE;

/* Subscribe to the feed of `url`, which may be any address of a source, and ask for it soon. What
 * is subscribed to already is not looked for. An empty `folder` says nothing. `*ret_url`, in
 * `w->out`, is what is subscribed to now. ERR_NOT_FOUND: there is nothing to subscribe to. */
enum err outside_subscribe(struct work *w, struct slice url, struct slice folder,
	struct slice *ret_url, struct error *e) MUST_USE;

#endif
