/* search: a query against the index, and what only the tables know. */
#include <stdlib.h>

#include "store/private.h"

#include "index/snippet.h"
#include "store/quotes.h"
#include "store/stories.h"
#include "query/query.h"
#include "text/utf8.h"

struct search {
	struct store *store;
	const struct store_search *what;
	struct arena *out;
	struct error *e;
};

/* ---- ids that the tables know */

enum err ids_of(struct sql_call *c, struct arena *out, id_list *ret, struct error *e)
{
	while (sql_row(c))
		*list_add(out, ret) = sql_get_int(c);
	return sql_end(c, e);
}

static enum err ids_is(struct store *s, struct slice what, struct arena *out, id_list *ret,
	struct error *e)
{
	static const struct {
		const char *name;
		enum sql query;
	} lists[] = {
		{ "read", SQL_IDS_READ }, { "starred", SQL_IDS_STARRED },
		{ "tagged", SQL_IDS_TAGGED },
		{ "edited", SQL_IDS_EDITED }, { "withdrawn", SQL_IDS_WITHDRAWN },
	};
	size_t i = 0;
	while (!slice_is(what, lists[i].name))
		i++;
	struct sql_call c = sql_begin(s, lists[i].query);
	return ids_of(&c, out, ret, e);
}

static enum err ids_tag(struct store *s, const struct query *q, struct arena *out, id_list *ret,
	struct error *e)
{
	struct slice key = tag_key(q->text, out);
	struct sql_call c = sql_begin(s, q->prefix ? SQL_IDS_OF_TAG_PREFIX : SQL_IDS_OF_TAG);
	sql_text(&c, key);
	if (q->prefix)
		sql_text(&c, arena_printf(out, "%.*s\U0010ffff", SLICE_ARG(key)));
	return ids_of(&c, out, ret, e);
}

/* Who is quoted, or what: man warta-query. */
static enum err ids_quoted(struct store *s, const struct query *q, struct arena *out, id_list *ret,
	struct error *e)
{
	int64_t *ids;
	size_t n;
	TRY(store_quotes_by(s, q->field == FIELD_SPEAKER ? q->text : SLICE_NONE, out, &ids, &n, e));
	for (size_t i = 0; i < n; i++) {
		bool good = true;
		if (q->field == FIELD_QUOTE)
			TRY(store_quotes_hold(s, ids[i], q->text, &good, e));
		if (good)
			*list_add(out, ret) = ids[i];
	}
	return OK;
}

/* All of the story that article `id` is in. */
static enum err ids_story(struct store *s, int64_t id, struct arena *out, id_list *ret,
	struct error *e)
{
	struct store_member m;
	TRY(store_member_get(s, id, &m, e));
	struct sql_call c = sql_begin(s, SQL_IDS_OF_STORY);
	sql_int(&c, m.story);
	TRY(ids_of(&c, out, ret, e));
	if (!ret->n) /* it was not grouped yet */
		*list_add(out, ret) = id;
	return OK;
}

static enum err ids_find(void *ctx, const struct query *q, struct arena *out, id_list *ret,
	struct error *e)
{
	struct store *s = ctx;
	int64_t id;
	if (q->field == FIELD_IS)
		return ids_is(s, q->text, out, ret, e);
	if (q->field == FIELD_SPEAKER || q->field == FIELD_QUOTE || q->field == FIELD_HAS)
		return ids_quoted(s, q, out, ret, e);
	if (q->field == FIELD_TAG)
		return ids_tag(s, q, out, ret, e);
	struct error why = { 0 };
	enum err err = store_article_find(s, q->text, &id, &why);
	if (err == ERR_NOT_FOUND)
		return OK;
	if (err != OK)
		return fail(e, err == ERR_USAGE ? ERR_SYNTAX : err, "%s", why.msg);
	if (q->field == FIELD_STORY)
		return ids_story(s, id, out, ret, e);
	*list_add(out, ret) = id;
	return OK;
}

/* ---- the order that is the same everywhere */

struct lasting {
	int64_t at, id;
	char name[ARTICLE_NAME_LEN];
};

static int by_lasting(const void *x, const void *y)
{
	const struct lasting *a = x, *b = y;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return memcmp(a->name, b->name, sizeof a->name);
}

static enum err order_lasting(struct search *q, match_hits *hits)
{
	struct lasting *order = arena_array(q->out, struct lasting, hits->n + 1);
	for (size_t i = 0; i < hits->n; i++) {
		struct sql_call c = sql_begin(q->store, SQL_ARTICLE_ORDER);
		order[i].id = hits->at[i].id;
		sql_int(&c, order[i].id);
		if (sql_row(&c)) {
			order[i].at = sql_get_int(&c);
			struct slice name = sql_get_bytes(&c);
			memcpy(order[i].name, name.p, name.n < sizeof order[i].name ? name.n : 0);
		}
		TRY(sql_end(&c, q->e));
	}
	qsort(order, hits->n, sizeof *order, by_lasting);
	for (size_t i = 0; i < hits->n; i++)
		hits->at[i].id = order[i].id;
	return OK;
}

/* ---- marking */

static enum err ids_none(void *ctx, const struct query *q, struct arena *out, id_list *ret,
	struct error *e)
{
	(void)ctx;
	(void)q;
	(void)out;
	(void)ret;
	(void)e;
	return OK;
}

enum err store_marker(struct store *s, const struct query *query, struct arena *out,
	struct marker *ret, struct error *e)
{
	struct plan_env env = { index_forms, ids_none, s };
	struct plan_root root;
	TRY(plan_make(query, &env, out, &root, e));
	*ret = marker_of(&root, out);
	return OK;
}

/* ---- searching */

static enum err run(struct search *q, match_hits *ret_hits, int64_t *ret_total)
{
	static const enum match_sort sorts[] = {
		[STORE_NEWEST] = MATCH_NEWEST,
		[STORE_OLDEST] = MATCH_OLDEST,
		[STORE_RELEVANCE] = MATCH_RELEVANCE,
		[STORE_LASTING] = MATCH_OLDEST,
	};
	static const struct query every = { .op = QUERY_ALL };
	const struct store_search *what = q->what;
	struct plan_env env = { index_forms, ids_find, q->store };
	struct plan_root root;
	segment_pointers segments;
	struct match m = { .root = &root, .sort = sorts[what->sort] };
	TRY(plan_make(what->query ? what->query : &every, &env, q->out, &root, q->e));
	TRY(total_get(q->store, TOTAL_SPILL, &m.spill_s, q->e));
	TRY(index_open(q->store, q->out, &segments, q->e));
	m.segments = segments.at;
	m.n_segments = (uint32_t)segments.n;
	m.limit = what->sort == STORE_LASTING || what->limit > SIZE_MAX - what->offset
		? SIZE_MAX : what->offset + what->limit;
	TRY(match_run(&m, q->out, ret_hits, ret_total, q->e));
	return what->sort == STORE_LASTING ? order_lasting(q, ret_hits) : OK;
}

enum err store_search(struct store *s, const struct store_search *what, struct arena *out,
	struct store_hits *ret, struct error *e)
{
	struct arena local = ARENA_INIT;
	struct search q = { s, what, &local, e };
	match_hits found = { 0 };
	struct store_hits hits = { 0 };
	TRY(read_begin(s, e));
	enum err err = run(&q, &found, &hits.total);
	index_pause(s);
	read_end(s);
	if (err == OK) {
		size_t from = what->offset < found.n ? what->offset : found.n;
		size_t n = found.n - from < what->limit ? found.n - from : what->limit;
		hits.hits.at = arena_array(out, struct store_hit, n + 1);
		for (size_t i = 0; i < n; i++)
			hits.hits.at[i] = (struct store_hit){ found.at[from + i].id,
				found.at[from + i].score };
		hits.hits.n = hits.hits.cap = n;
		*ret = hits;
	}
	arena_done(&local);
	return err;
}
