/* What lies between two points: the numbers of new articles, and the table of changes. */
#include "store/handing.h"

#include "store/private.h"
#include "store/stories.h"

enum { PAGE = 200 };

enum err store_point_now(struct store *s, struct store_point *ret, struct error *e)
{
	struct store_point p = { 0 };
	struct sql_call c = sql_begin(s, SQL_HANDING_POINT);
	if (sql_row(&c)) {
		p.birth = sql_get_int(&c);
		p.number = sql_get_int(&c);
		p.change = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	*ret = p;
	return OK;
}

static enum err new_ones(struct store *s, struct store_handing *h, struct arena *out,
	store_ids *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_HANDING_NEW);
	sql_int(&c, h->number);
	sql_int(&c, h->to.number);
	sql_int(&c, PAGE);
	while (sql_row(&c)) {
		*list_add(out, ret) = sql_get_int(&c);
		h->number = sql_get_int(&c);
	}
	return sql_end(&c, e);
}

/* One that changed, unless it is new or told with its story. */
static enum err one(struct store *s, const struct store_handing *h, int64_t number,
	struct arena *out, store_ids *ret, struct error *e)
{
	struct store_member m;
	if (number > h->from.number)
		return OK;
	struct sql_call c = sql_begin(s, SQL_HANDING_IN_STORY);
	sql_int(&c, number);
	sql_int(&c, h->from.change);
	sql_int(&c, h->to.change);
	bool in_story = sql_row(&c) && sql_get_int(&c);
	TRY(sql_end(&c, e));
	if (in_story)
		return OK;
	TRY(store_member_find(s, number, &m, e));
	*list_add(out, ret) = m.id;
	return OK;
}

static enum err all_of_story(struct store *s, const struct store_handing *h, int64_t story,
	struct arena *out, store_ids *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_HANDING_OF_STORY);
	sql_int(&c, story);
	sql_int(&c, h->from.number);
	while (sql_row(&c))
		*list_add(out, ret) = sql_get_int(&c);
	return sql_end(&c, e);
}

enum err store_handing_next(struct store *s, struct store_handing *h, struct arena *out,
	store_ids *ret, struct error *e)
{
	*ret = (store_ids){ 0 };
	if (h->number < h->from.number)
		h->number = h->from.number;
	if (h->change < h->from.change)
		h->change = h->from.change;
	if (h->number < h->to.number)
		TRY(new_ones(s, h, out, ret, e));
	for (bool more = h->from.number > 0; more && !ret->n;) {
		int64_t story = 0, number = 0;
		struct sql_call c = sql_begin(s, SQL_HANDING_CHANGED);
		sql_int(&c, h->change);
		sql_int(&c, h->to.change);
		more = sql_row(&c);
		if (more) {
			h->change = sql_get_int(&c);
			story = sql_get_int(&c);
			number = sql_get_int(&c);
		}
		TRY(sql_end(&c, e));
		if (more)
			TRY(story ? all_of_story(s, h, number, out, ret, e)
				  : one(s, h, number, out, ret, e));
	}
	return OK;
}

enum err store_handing_ever(struct store *s, int64_t number, bool *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_HANDING_EVER);
	sql_int(&c, number);
	bool ever = sql_row(&c) && sql_get_int(&c);
	TRY(sql_end(&c, e));
	*ret = ever;
	return OK;
}

enum err store_name_of(struct store *s, int64_t number, char ret[static ARTICLE_NAME_LEN + 1],
	struct error *e)
{
	memset(ret, 0, ARTICLE_NAME_LEN + 1);
	struct sql_call c = sql_begin(s, SQL_HANDING_NAME);
	sql_int(&c, number);
	if (sql_row(&c)) {
		struct slice name = sql_get_bytes(&c);
		memcpy(ret, name.p, name.n < ARTICLE_NAME_LEN ? name.n : ARTICLE_NAME_LEN);
	}
	return sql_end(&c, e);
}

enum err store_removed_next(struct store *s, struct slice after, struct arena *out,
	struct slice *ret, struct error *e)
{
	struct slice name = SLICE_NONE;
	struct sql_call c = sql_begin(s, SQL_HANDING_REMOVED);
	sql_text(&c, after);
	if (sql_row(&c))
		name = sql_get_text(&c, out);
	TRY(sql_end(&c, e));
	*ret = name;
	return OK;
}
