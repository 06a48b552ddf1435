/* desk: narrow rows of articles and sources. */
#include "store/desk.h"

#include <stdlib.h>

#include "store/private.h"

static struct store_item item_read(struct sql_call *c)
{
	struct store_item item = { .id = sql_get_int(c) };
	item.number = sql_get_int(c);
	item.source = sql_get_int(c);
	item.at = sql_get_int(c);
	item.day = sql_get_int(c);
	item.seen_at = sql_get_int(c);
	int64_t flags = sql_get_int(c);
	item.read = flags & FLAG_READ;
	item.starred = flags & FLAG_STARRED;
	return item;
}

enum err store_walk(struct store *s, const struct store_walk *what, store_item_fn item_fn,
	void *ctx, struct error *e)
{
	static const enum sql queries[2][2] = {
		{ SQL_ITEM_NEWEST, SQL_ITEM_OLDEST }, { SQL_ITEM_NEWEST_OF, SQL_ITEM_OLDEST_OF },
	};
	struct sql_call c = sql_begin(s, queries[what->source != 0][what->oldest_first]);
	sql_int(&c, what->after);
	if (what->source)
		sql_int(&c, what->source);
	while (sql_row(&c)) {
		const struct store_item item = item_read(&c);
		if (!item_fn(ctx, &item))
			break;
	}
	return sql_end(&c, e);
}

enum err store_items_numbered(struct store *s, int64_t number, bool down, size_t limit,
	struct arena *out, store_items *ret, struct error *e)
{
	store_items list = { 0 };
	struct sql_call c = sql_begin(s, down ? SQL_ITEM_NUMBERED_DOWN : SQL_ITEM_NUMBERED_UP);
	sql_int(&c, number);
	sql_int(&c, (int64_t)limit);
	while (sql_row(&c))
		*list_add(out, &list) = item_read(&c);
	TRY(sql_end(&c, e));
	*ret = list;
	return OK;
}

static int by_id(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;
	return *a < *b ? -1 : *a > *b;
}

static enum err ids_read(struct sql_call *c, struct arena *out, store_ids *ret, struct error *e)
{
	store_ids list = { 0 };
	while (sql_row(c))
		*list_add(out, &list) = sql_get_int(c);
	TRY(sql_end(c, e));
	if (list.n)
		qsort(list.at, list.n, sizeof *list.at, by_id);
	*ret = list;
	return OK;
}

enum err store_starred_ids(struct store *s, struct arena *out, store_ids *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_IDS_STARRED);
	return ids_read(&c, out, ret, e);
}

enum err store_tag_ids(struct store *s, struct slice tag, struct arena *out, store_ids *ret,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_IDS_OF_TAG);
	struct slice key = tag_key(tag, out);
	sql_text(&c, key);
	return ids_read(&c, out, ret, e);
}

enum err store_item_get(struct store *s, int64_t id, struct store_item *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_ITEM_GET);
	sql_int(&c, id);
	bool found = sql_row(&c);
	struct store_item item = found ? item_read(&c) : (struct store_item){ 0 };
	TRY(sql_end(&c, e));
	if (!found)
		return fail(e, ERR_NOT_FOUND, "no article has the id %lld", (long long)id);
	*ret = item;
	return OK;
}

enum err store_source_rows(struct store *s, struct arena *out, store_source_list *ret,
	struct error *e)
{
	store_source_list list = { 0 };
	struct sql_call c = sql_begin(s, SQL_SOURCE_ROWS);
	while (sql_row(&c)) {
		struct store_source *source = list_add(out, &list);
		source->id = sql_get_int(&c);
		source->name = sql_get_text(&c, out);
		source->total = sql_get_int(&c);
		source->unread = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	*ret = list;
	return OK;
}

static enum err outlets_read(struct store *s, struct arena *out, store_feeds *to, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_OUTLET_ROWS);
	size_t i = 0;
	while (sql_row(&c)) {
		int64_t number = sql_get_int(&c);
		while (i < to->n && to->at[i].number < number)
			i++;
		if (i < to->n && to->at[i].number == number)
			*list_add(out, &to->at[i].sources) = sql_get_int(&c);
	}
	return sql_end(&c, e);
}

enum err store_feed_rows(struct store *s, struct arena *out, store_feeds *ret, struct error *e)
{
	store_feeds list = { 0 };
	struct sql_call c = sql_begin(s, SQL_FEED_ROWS);
	while (sql_row(&c)) {
		struct store_feed *feed = list_add(out, &list);
		*feed = (struct store_feed){ .number = sql_get_int(&c) };
		feed->url = sql_get_text(&c, out);
		feed->title = sql_get_text(&c, out);
		feed->folder = sql_get_text(&c, out);
		feed->subscribed = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	TRY(outlets_read(s, out, &list, e));
	*ret = list;
	return OK;
}

enum err store_feed_number(struct store *s, struct slice url, int64_t *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_FEED_BY_URL);
	sql_text(&c, url);
	bool known = sql_row(&c);
	int64_t number = known ? sql_get_int(&c) : 0;
	TRY(sql_end(&c, e));
	if (!known)
		return fail(e, ERR_NOT_FOUND, "no subscription to '%.*s'", SLICE_ARG(url));
	*ret = number;
	return OK;
}

enum err store_facet_get(struct store *s, int64_t id, struct store_facet *ret, struct error *e)
{
	struct store_facet facet = { 0 };
	struct sql_call c = sql_begin(s, SQL_SOURCE_LANG_OF);
	sql_int(&c, id);
	bool found = sql_row(&c);
	if (found) {
		facet.source = sql_get_int(&c);
		struct slice lang = sql_get_bytes(&c);
		if (lang.n)
			memcpy(facet.lang, lang.p, lang.n < 7 ? lang.n : 7);
		facet.day = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	if (!found)
		return fail(e, ERR_NOT_FOUND, "no article has the id %lld", (long long)id);
	*ret = facet;
	return OK;
}
