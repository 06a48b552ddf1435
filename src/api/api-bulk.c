/* api-bulk: handing articles over to an engine: which, how, and what it is told next time. */
#include "warta.h"

#include <inttypes.h>
#include <stdlib.h>

#include "api/private.h"
#include "store/handing.h"
#include "store/stories.h"
#include "view/bulk.h"

/* Of the documents: where it grows, who has others is handed everything anew. */
enum { EDITION = 1 };

enum { N_LEADS = 4096 };

/* What is known of a story while its articles are told. */
struct lead {
	int64_t story, number; /* 0: nothing */
	char name[ARTICLE_NAME_LEN + 1];
};

struct handing {
	struct store *store;
	const struct warta_bulk *how;
	struct slice index;
	bool all;                 /* there is no query */
	bool again;               /* the engine was handed articles before */
	bool anew;                /* but nothing is known of them */
	struct store_hits found;  /* by the query, in order of ids */
	struct store_handing way;
	struct lead *leads;       /* by story, in a slot that another one may take */
	struct buf to;
	struct warta_bulked done;
	warta_write_fn write;
	void *ctx;
	struct error *e;
};

/* ---- the point that was reached, as text */

struct cursor {
	struct store_point point;
	int edition;
	char name[ARTICLE_NAME_LEN + 1]; /* of the newest article; "-" where there was none */
};

static void cursor_print(const struct cursor *c, char ret[static WARTA_CURSOR_SIZE])
{
	snprintf(ret, WARTA_CURSOR_SIZE, "%d-%016" PRIx64 "-%" PRId64 "-%" PRId64 "-%s",
		c->edition, (uint64_t)c->point.birth, c->point.number, c->point.change,
		c->point.number ? c->name : "-");
}

static bool cursor_scan(const char *text, struct cursor *ret)
{
	struct cursor c;
	int end = 0;
	uint64_t birth;
	static const char form[] =
		"%9d-%16" SCNx64 "-%18" SCNd64 "-%18" SCNd64 "-%26[0-9a-z-]%n";
	if (strlen(text) >= WARTA_CURSOR_SIZE ||
		sscanf(text, form, &c.edition, &birth, &c.point.number, &c.point.change, c.name,
			&end) != 5 || text[end])
		return false;
	c.point.birth = (int64_t)birth;
	*ret = c;
	return c.edition > 0 && c.point.number >= 0 && c.point.change >= 0;
}

/* Is it of this database, and of what this one came to be? One that was put back from a copy lacks
 * what came since, or has other articles by the same numbers by now. */
static enum err cursor_holds(struct handing *h, const struct cursor *c, bool *ret)
{
	char name[ARTICLE_NAME_LEN + 1];
	const struct store_point *to = &h->way.to;
	TRY(store_name_of(h->store, c->point.number, name, h->e));
	*ret = c->edition == EDITION && c->point.birth == to->birth &&
		c->point.number <= to->number && c->point.change <= to->change &&
		(!c->point.number || strcmp(name, c->name) == 0);
	return OK;
}

/* From where, until where. A cursor that does not hold says only that the engine has something. */
static enum err way_find(struct handing *h)
{
	struct cursor from, to = { .edition = EDITION };
	bool holds = false;
	TRY(store_point_now(h->store, &to.point, h->e));
	TRY(store_name_of(h->store, to.point.number, to.name, h->e));
	h->way.to = to.point;
	cursor_print(&to, h->done.cursor);
	if (!h->how->after)
		return OK;
	if (!cursor_scan(h->how->after, &from))
		return fail(h->e, ERR_USAGE, "'%.80s' is no cursor", h->how->after);
	TRY(cursor_holds(h, &from, &holds));
	h->again = true;
	h->anew = !holds;
	if (holds)
		h->way.from = from.point;
	return OK;
}

/* ---- one article */

static int by_id(const void *x, const void *y)
{
	int64_t a = ((const struct store_hit *)x)->id, b = ((const struct store_hit *)y)->id;
	return a < b ? -1 : a > b;
}

static bool is_wanted(const struct handing *h, int64_t id)
{
	const struct store_hit key = { .id = id };
	return h->all || (h->found.hits.n && bsearch(&key, h->found.hits.at, h->found.hits.n,
		sizeof key, by_id));
}

static enum err lead_of(struct handing *h, int64_t story, const struct lead **ret)
{
	struct lead *lead = &h->leads[(uint64_t)story % N_LEADS];
	if (lead->story != story) {
		struct store_member m;
		TRY(store_story_lead(h->store, story, &m, h->e));
		TRY(store_name_of(h->store, story, lead->name, h->e));
		lead->number = m.number;
		lead->story = story;
	}
	*ret = lead;
	return OK;
}

static enum err name_of(struct handing *h, int64_t number, struct arena *out, struct slice *ret)
{
	char name[ARTICLE_NAME_LEN + 1];
	if (!number)
		return OK;
	TRY(store_name_of(h->store, number, name, h->e));
	*ret = arena_dup(out, slice_str(name));
	return OK;
}

/* When its first state was seen, and of several the newest. */
static enum err add_times(struct handing *h, const struct store_article *a, struct arena *scratch,
	struct bulk_document *d)
{
	store_versions list = { 0 };
	d->seen_at = a->seen_at;
	if (a->n_versions < 2)
		return OK;
	TRY(store_versions_list(h->store, a->id, scratch, &list, h->e));
	d->seen_at = list.at[0].seen_at;
	d->changed_at = list.at[list.n - 1].seen_at;
	return OK;
}

static enum err put(struct handing *h, int64_t id, struct arena *scratch)
{
	struct store_article a;
	struct store_member m;
	const struct lead *lead;
	TRY(store_article_get(h->store, id, STORE_WHOLE, scratch, &a, h->e));
	TRY(store_member_get(h->store, id, &m, h->e));
	TRY(lead_of(h, m.story, &lead));
	struct view_article v = { .article = &a.article, .name = slice_str(a.name),
		.n_versions = a.n_versions };
	struct bulk_document d = { .of = &v, .day = a.day,
		.story = slice_str(lead->name), .is_lead = lead->number == a.number };
	TRY(add_times(h, &a, scratch, &d));
	TRY(name_of(h, m.copy_of, scratch, &d.copy_of));
	TRY(name_of(h, m.translation_of, scratch, &d.translation_of));
	TRY(api_withdrawn_since(h->store, &a, scratch, &v.withdrawn, h->e));
	if (h->how->quotes)
		TRY(api_add_quotes(h->store, &a, scratch, &v, h->e));
	bulk_put(h->index, &d, &h->to);
	if (h->to.failed)
		return fail(h->e, ERR_LIMIT, "article %lld is too large", (long long)a.number);
	h->done.n_put++;
	return api_flush(&h->to, h->write, h->ctx, h->e);
}

static enum err drop(struct handing *h, struct slice name)
{
	bulk_delete(h->index, name, &h->to);
	h->done.n_deleted++;
	return api_flush(&h->to, h->write, h->ctx, h->e);
}

/* What the query does not find any more has to go, if the engine may have it: it was handed
 * everything that was found until then; and what is new since, if an attempt to do so was broken
 * off. */
static enum err drop_unwanted(struct handing *h, int64_t id, struct arena *scratch)
{
	struct store_article a;
	bool may_have = h->anew;
	if (!h->again)
		return OK;
	TRY(store_article_get(h->store, id, STORE_HEAD, scratch, &a, h->e));
	if (a.number <= h->way.from.number)
		may_have = true;
	if (!may_have)
		TRY(store_handing_ever(h->store, a.number, &may_have, h->e));
	return may_have ? drop(h, slice_str(a.name)) : OK;
}

/* ---- all of them */

static enum err find(struct handing *h, struct arena *out)
{
	const struct warta_search *s = &h->how->search;
	struct query *q;
	h->all = !(s->query && *s->query) && !s->days && !s->since;
	return h->all ? OK : api_find(h->store, s, STORE_OLDEST, out, &q, &h->found, h->e);
}

/* The next page, as of one moment; `*ret_more`: it was not the end. */
static enum err page(struct handing *h, struct arena *scratch, bool *ret_more)
{
	store_ids ids;
	struct arena own = ARENA_INIT;
	TRY(store_moment_begin(h->store, h->e));
	enum err err = store_handing_next(h->store, &h->way, &own, &ids, h->e);
	for (size_t i = 0; err == OK && i < ids.n; i++) {
		arena_reset(scratch);
		err = is_wanted(h, ids.at[i]) ? put(h, ids.at[i], scratch)
					      : drop_unwanted(h, ids.at[i], scratch);
	}
	*ret_more = err == OK && ids.n;
	store_moment_end(h->store);
	arena_done(&own);
	return err;
}

static enum err drop_removed(struct handing *h, struct arena *scratch)
{
	char after[ARTICLE_NAME_LEN + 1] = "";
	for (struct slice name;;) {
		arena_reset(scratch);
		TRY(store_removed_next(h->store, slice_str(after), scratch, &name, h->e));
		if (!name.n)
			return OK;
		snprintf(after, sizeof after, "%.*s", SLICE_ARG(name));
		TRY(drop(h, name));
	}
}

static enum err hand_over(struct handing *h, struct arena *found, struct arena *scratch)
{
	if (!bulk_index_is_good(h->index))
		return fail(h->e, ERR_USAGE, "'%.*s' cannot be the name of an index",
			SLICE_ARG(h->index));
	TRY(store_be_small(h->store, h->e));
	TRY(way_find(h));
	TRY(find(h, found));
	for (bool more = true; more;)
		TRY(page(h, scratch, &more));
	return h->way.from.number ? OK : drop_removed(h, scratch);
}

enum warta_code warta_bulk(struct warta *w, const struct warta_bulk *how, warta_write_fn write,
	void *ctx, struct warta_bulked *ret, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena found = ARENA_INIT, scratch = ARENA_INIT;
	struct handing h = {
		.store = w->archive->store, .how = how, .to = BUF_INIT(API_MAX_OUTPUT),
		.index = slice_str(how->index ? how->index : "warta"),
		.leads = arena_calloc(&found, N_LEADS, sizeof(struct lead)),
		.write = write, .ctx = ctx, .e = &why,
	};
	enum err err = hand_over(&h, &found, &scratch);
	h.done.is_whole = !h.way.from.number;
	if (err == OK)
		*ret = h.done;
	buf_done(&h.to);
	arena_done(&scratch);
	arena_done(&found);
	return api_result(err, &why, e);
}

enum warta_code warta_bulk_template(const char *index, warta_write_fn write, void *ctx,
	struct warta_error *e)
{
	enum { MAX_TEMPLATE = 1 << 20 };
	struct error why = { 0 };
	struct buf to = BUF_INIT(MAX_TEMPLATE);
	struct slice name = slice_str(index ? index : "warta");
	enum err err = bulk_index_is_good(name) ? OK
		: fail(&why, ERR_USAGE, "'%.*s' cannot be the name of an index", SLICE_ARG(name));
	if (err == OK) {
		bulk_template(name, &to);
		err = api_flush(&to, write, ctx, &why);
	}
	buf_done(&to);
	return api_result(err, &why, e);
}
