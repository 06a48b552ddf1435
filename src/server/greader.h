/* greader: what the files of the Google Reader API share. Private to the server.
 *
 * A feed is a subscription, feed/N by its number, or a source that no subscription ever brought,
 * feed/N by its own number above FEED_OF_SOURCE. A label is a folder of subscriptions, a tag of the
 * reader, or both. An item's id is the article's local number: clients hold ids in 32 bits. */
#ifndef SERVER_GREADER_H
#define SERVER_GREADER_H

#include "base/json.h"
#include "server/page.h"

enum { GREADER_MAX_IDS = 200000, GREADER_MAX_CONTENTS = 1000 };
#define USEC ((int64_t)1000000)
#define FEED_OF_SOURCE ((int64_t)1 << 30)

/* ---- greader_feeds.c: feeds and labels */

struct feed_row {
	int64_t number;
	struct slice title, url, folder;
	struct slice page; /* what a person opens: the front of its site */
	bool subscribed;
	store_ids sources;
	int64_t unread;
};
struct feed_of {
	int64_t source;
	const struct feed_row *feed; /* the first that has it */
};
struct feed_table {
	LIST(struct feed_row) rows;  /* that clients are shown */
	LIST(struct feed_of) of;     /* by rising source */
};
enum err feeds_read(struct work *w, struct feed_table *ret, struct error *e) MUST_USE;
/* The feed that items of the source stand under; NULL: none that clients are shown. */
const struct feed_row *feed_of_source(const struct feed_table *t, int64_t source);
/* The feed that "feed/N" or "feed/URL" means; NULL: none. */
const struct feed_row *feed_named(const struct feed_table *t, struct slice id);

struct folder {
	struct slice name;
	int64_t number; /* made of the name, so that it stays; below 2^31 */
	int64_t unread;
};
typedef LIST(struct folder) folders;
/* In order of their first feeds. */
folders folders_of(struct work *w, const struct feed_table *t);
int64_t folder_number(struct slice name);

/* Bring in rising order, each once; find. */
void ids_sort(store_ids *list);
bool ids_have(const store_ids *list, int64_t id);

/* "feed/URL" without its prefix, repeated or not. False: it is no feed. */
bool feed_part(struct slice id, struct slice *ret);
/* What stands behind "user/-/label/" or "user/-/state/com.google/", the "-" being anything. */
struct slice label_of(struct slice id);
struct slice state_of(struct slice id);
struct slice feed_id(struct work *w, int64_t number);
struct slice label_id(struct work *w, struct slice name);

enum err greader_tags(struct work *w, struct error *e);
enum err greader_subscriptions(struct work *w, struct error *e);
enum err greader_unread(struct work *w, struct error *e);
enum err greader_export(struct work *w, struct error *e);

/* ---- greader_stream.c: which items a stream holds */

/* The stream of the feeds without a folder; no client can name it. */
#define STREAM_NO_FOLDER "no folder"

/* An item belongs to a stream where any of these holds. */
struct stream {
	bool all, read, unread, starred;
	bool by_source;
	store_ids sources, ids; /* rising */
};

struct listing {
	struct feed_table feeds;
	store_items items;
	int64_t total; /* of listing_find with `counted`: all that there are */
	bool more;     /* there are some behind the last, which has this id: */
	int64_t last;
};

/* What to list. All zero but `until_s`, `after` and `limit` is every article, newest first. */
struct listing_want {
	struct slice stream;        /* id */
	bool only_read, only_unread, only_starred;
	int64_t from_s, until_s;    /* arrival, Unix seconds; INT64_MAX */
	int64_t after;              /* id to go on behind; INT64_MAX or, oldest first, INT64_MIN */
	bool oldest_first, counted;
	size_t offset, limit;       /* SIZE_MAX: all; without an offset */
};
/* With `each` the items are given to that, one after the other, and `ret->items` need not hold
 * them: 200,000 are 13 MB. */
typedef void (*item_fn)(void *ctx, const struct store_item *item);
enum err listing_find(struct work *w, const struct listing_want *want, item_fn each, void *ctx,
	struct listing *ret, struct error *e) MUST_USE;

/* Those of stream `id` that the request's n, c, r, ot, nt, xt and it ask for, at most `max`. */
enum err listing_read(struct work *w, struct slice id, size_t max, item_fn each, void *ctx,
	struct listing *ret, struct error *e) MUST_USE;
/* The articles that the request's values of `i` name; unknown ones are passed over. */
void listing_named(struct work *w, size_t max, store_items *ret);

/* The article of that local number; false where there is none. */
bool item_numbered(struct work *w, int64_t number, struct store_item *ret);

/* ---- greader_items.c: items as JSON and Atom */

struct json json_reply(struct work *w);

/* What an item is written from. */
struct whole {
	struct store_article article;
	int64_t updated;             /* of its last edit, else as it was published */
	const struct feed_row *feed; /* may be NULL */
	int64_t feed_number;
};
enum err whole_get(struct work *w, const struct feed_table *feeds, const struct store_item *item,
	struct arena *out, struct whole *ret, struct error *e) MUST_USE;

/* Each item whole; `scratch` is its own. */
typedef void (*whole_fn)(void *ctx, const struct whole *x, struct arena *scratch);
enum err wholes_each(struct work *w, const struct feed_table *feeds, const store_items *items,
	whole_fn each, void *ctx, struct error *e) MUST_USE;

enum err greader_ids(struct work *w, struct error *e);
enum err greader_items(struct work *w, struct error *e);
enum err greader_contents(struct work *w, struct slice stream, struct error *e);
enum err greader_atom(struct work *w, struct slice stream, struct error *e);

/* ---- greader_edit.c: what changes something */

/* Within a batch. */
enum err ids_mark_read(struct work *w, struct store *s, const store_ids *ids, bool read,
	struct error *e) MUST_USE;
/* In a batch of its own: all that is unread of the stream and arrived until `until_s`. */
enum err stream_mark_read(struct work *w, struct slice id, int64_t until_s, struct error *e)
	MUST_USE;

enum err greader_edit_tag(struct work *w, struct error *e);
enum err greader_mark_all(struct work *w, struct error *e);
enum err greader_edit_feed(struct work *w, struct error *e);
enum err greader_quickadd(struct work *w, struct error *e);
enum err greader_rename_tag(struct work *w, struct error *e);
enum err greader_disable_tag(struct work *w, struct error *e);
enum err greader_import(struct work *w, struct error *e);

#endif
