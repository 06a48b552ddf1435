/* desk: narrow rows of articles and sources. */
#include "store/desk.h"

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

enum err store_walk(struct store *s, int64_t before, bool oldest_first, store_item_fn item_fn,
	void *ctx, struct error *e)
{
	struct sql_call c = sql_begin(s, oldest_first ? SQL_ITEM_OLDEST : SQL_ITEM_NEWEST);
	sql_int(&c, before);
	while (sql_row(&c)) {
		const struct store_item item = item_read(&c);
		if (!item_fn(ctx, &item))
			break;
	}
	return sql_end(&c, e);
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
