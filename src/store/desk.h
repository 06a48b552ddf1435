/* desk: what the server asks of the store beside store.h: articles in order of time as narrow
 * rows, and sources by their number. The rules of store.h hold. */
#ifndef STORE_DESK_H
#define STORE_DESK_H

#include "store/store.h"

struct store_item {
	int64_t id, number; /* as in struct store_article */
	int64_t source;     /* struct store_source */
	int64_t at, day, seen_at;
	bool read, starred;
};

/* Articles of a source (0: of all) from the newest down of those with an id below `after`, or with
 * `oldest_first` up from those above it, until `item_fn` returns false. Nothing may be written
 * meanwhile. */
struct store_walk {
	int64_t source, after;
	bool oldest_first;
};
typedef bool (*store_item_fn)(void *ctx, const struct store_item *item);
enum err store_walk(struct store *s, const struct store_walk *what, store_item_fn item_fn,
	void *ctx, struct error *e) MUST_USE;

/* At most `limit` in the order in which they were taken in: those with a number above `number`, or
 * with `down` below it from the highest. */
typedef LIST(struct store_item) store_items;
enum err store_items_numbered(struct store *s, int64_t number, bool down, size_t limit,
	struct arena *out, store_items *ret, struct error *e) MUST_USE;

/* Ids of the articles with a star, or with the reader's own `tag`, rising. */
enum err store_starred_ids(struct store *s, struct arena *out, store_ids *ret, struct error *e)
	MUST_USE;
enum err store_tag_ids(struct store *s, struct slice tag, struct arena *out, store_ids *ret,
	struct error *e) MUST_USE;

/* ERR_NOT_FOUND. */
enum err store_item_get(struct store *s, int64_t id, struct store_item *ret, struct error *e)
	MUST_USE;

struct store_source {
	int64_t id; /* local; the same for as long as the database is not rebuilt */
	struct slice name;
	int64_t total, unread;
};
typedef LIST(struct store_source) store_source_list;
/* By name. */
enum err store_source_rows(struct store *s, struct arena *out, store_source_list *ret,
	struct error *e) MUST_USE;

/* A subscription by its number, which stays the same for ever, and the sources that its articles
 * bear. Articles of two subscriptions may bear the same source. */
struct store_feed {
	int64_t number;
	struct slice url, title, folder;
	bool subscribed; /* false: it once was */
	store_ids sources;
};
typedef LIST(struct store_feed) store_feeds;
/* By number. */
enum err store_feed_rows(struct store *s, struct arena *out, store_feeds *ret, struct error *e)
	MUST_USE;
/* ERR_NOT_FOUND: nobody ever subscribed to `url`. */
enum err store_feed_number(struct store *s, struct slice url, int64_t *ret, struct error *e)
	MUST_USE;

/* What search pages count hits by. ERR_NOT_FOUND. */
struct store_facet {
	int64_t source, day;
	char lang[8]; /* cut where longer */
};
enum err store_facet_get(struct store *s, int64_t id, struct store_facet *ret, struct error *e)
	MUST_USE;

#endif
