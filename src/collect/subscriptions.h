/* subscriptions: changing the list of subscriptions, and as OPML. All that writes stands within a
 * batch. Errors as in store/store.h. */
#ifndef COLLECT_SUBSCRIPTIONS_H
#define COLLECT_SUBSCRIPTIONS_H

#include "base/buf.h"
#include "store/collect.h"

enum { SUBSCRIPTION_TEXT_MAX = 500 }; /* bytes of a title or a folder */

/* What is NULL stays as it is, or is empty of a new one. */
struct subscription_change {
	struct slice url;
	const struct slice *title, *folder;
	struct slice own_title; /* what the feed calls itself: where there is no title yet */
};

/* Subscribe, or change the subscription. ERR_USAGE: `url` is not of http or https, or has a login
 * in it; ERR_LIMIT. */
enum err subscription_put(struct store *s, const struct subscription_change *change,
	struct error *e) MUST_USE;

/* Take in those of an OPML document: "feed:" before an address goes (and "feed://" is http), a
 * title that is the address is none, longer titles and folders than may be are cut, a login in an
 * address becomes a setting. `each` (may be NULL) is told of each address whether it was taken,
 * which those are not that are not of http or https; what it fails with ends the work. ERR_INPUT:
 * it is no OPML. `*ret_n`: how many were. */
enum err subscriptions_import(struct store *s, struct slice opml,
	enum err (*each)(void *ctx, struct slice url, bool taken, struct error *e), void *ctx,
	uint64_t *ret_n, struct error *e) MUST_USE;

/* Append all as OPML. */
enum err subscriptions_export(struct store *s, struct buf *to, struct error *e) MUST_USE;

#endif
