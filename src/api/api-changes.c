/* api-changes: versions, what lies between two of them, and what was edited lately. */
#include "warta.h"

#include <assert.h>
#include <stdlib.h>

#include "api/private.h"
#include "diff/change.h"
#include "store/stories.h"

static_assert((int)WARTA_HEADLINE == CHANGE_HEADLINE && (int)WARTA_BODY == CHANGE_TEXT &&
		(int)WARTA_BYLINE == CHANGE_BYLINE && (int)WARTA_DATE == CHANGE_DATE &&
		(int)WARTA_TRIVIAL == CHANGE_TRIVIAL,
	"the public kinds are the inner ones");

/* ---- versions */

static enum err give_version(struct store *store, int64_t id, const struct store_version *v,
	int (*give)(void *ctx, const struct warta_version *v), void *ctx, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	struct article a = { 0 };
	enum err err = store_version_get(store, id, v->number, &scratch, &a, e);
	const struct warta_version out = {
		.number = v->number,
		.before = v->before,
		.seen = arena_str(&scratch, api_time(v->seen_at, 0, &scratch)),
		.channel = channel_name(v->channel),
		.title = arena_str(&scratch, a.title),
		.kinds = v->kinds,
		.kind = change_name(v->kinds),
		.headline_share = v->headline_share,
		.text_share = v->text_share,
		.is_shown = v->shown,
	};
	if (err == OK)
		err = api_stopped(give(ctx, &out), e);
	arena_done(&scratch);
	return err;
}

enum warta_code warta_versions(struct warta *w, const char *article,
	int (*version)(void *ctx, const struct warta_version *v), void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena out = ARENA_INIT;
	struct store *store = w->archive->store;
	store_versions list = { 0 };
	int64_t id;
	enum err err = store_article_find(store, slice_str(article), &id, &why);
	if (err == OK)
		err = store_versions_list(store, id, &out, &list, &why);
	for (size_t i = 0; err == OK && i < list.n; i++)
		err = give_version(store, id, &list.at[i], version, ctx, &why);
	arena_done(&out);
	return api_result(err, &why, e);
}

/* ---- the difference of two */

/* How much an edit is wanted where none was named: one of what the article shows before others, one
 * that is more than trivial before others. */
static int worth(const store_versions *list, const struct store_version *v)
{
	enum channel shown = v->channel;
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].shown)
			shown = list->at[i].channel;
	return v->before ? 1 + 2 * !!(v->kinds & CHANGE_SHOWN) + (v->channel == shown) : 0;
}

/* Which two are meant, where that was left open. */
static enum err choose(const store_versions *list, int64_t *from, int64_t *to, struct error *e)
{
	const struct store_version *last = NULL;
	for (size_t i = 0; i < list->n; i++) {
		const struct store_version *v = &list->at[i];
		if (*to ? v->number == *to : worth(list, v) >= (last ? worth(list, last) : 1))
			last = v;
	}
	if (!last && *to)
		return fail(e, ERR_NOT_FOUND, "there is no version %lld: it has %zu",
			(long long)*to, list->n);
	if (!last || (!*from && !last->before))
		return fail(e, ERR_NOT_FOUND, list->n == 1
			? "the article was never seen in another state"
			: "there is no version of the same kind to compare it with");
	*to = last->number;
	if (!*from)
		*from = last->before;
	return OK;
}

static enum err version_for_view(struct store *store, int64_t id, const store_versions *list,
	int64_t number, struct arena *out, struct view_version *ret, struct error *e)
{
	struct article *a = arena_new(out, struct article);
	TRY(store_version_get(store, id, number, out, a, e));
	const struct store_version *v = &list->at[number - 1];
	*ret = (struct view_version){ number, api_time(v->seen_at, 0, out),
		slice_str(channel_name(v->channel)), a };
	return OK;
}

static enum err diff(struct store *store, struct slice ref, int64_t from, int64_t to_version,
	const struct warta_look *look, struct arena *out, struct buf *to, struct error *e)
{
	int64_t id;
	struct store_article a;
	store_versions list = { 0 };
	TRY(store_article_find(store, ref, &id, e));
	TRY(store_article_get(store, id, STORE_HEAD, out, &a, e));
	TRY(store_versions_list(store, id, out, &list, e));
	TRY(choose(&list, &from, &to_version, e));
	struct view_diff d = { .name = slice_str(a.name), .number = a.number };
	TRY(version_for_view(store, id, &list, from, out, &d.before, e));
	TRY(version_for_view(store, id, &list, to_version, out, &d.after, e));
	const struct view_look inner = api_look(look, d.after.article->title);
	view_differences(&inner, &d, to);
	return to->failed ? fail(e, ERR_LIMIT, "article %lld is too large", (long long)a.number)
			  : OK;
}

enum warta_code warta_diff(struct warta *w, const char *article, int64_t from, int64_t to,
	const struct warta_look *look, warta_write_fn write, void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena out = ARENA_INIT;
	struct buf text = BUF_INIT(API_MAX_OUTPUT);
	enum err err =
		diff(w->archive->store, slice_str(article), from, to, look, &out, &text, &why);
	if (err == OK)
		err = api_flush(&text, write, ctx, &why);
	buf_done(&text);
	arena_done(&out);
	return api_result(err, &why, e);
}

static enum err side_of_copy(struct store *store, int64_t id, struct arena *out,
	struct view_version *ret, struct error *e)
{
	struct store_article *a = arena_new(out, struct store_article);
	TRY(store_article_get(store, id, STORE_WHOLE, out, a, e));
	*ret = (struct view_version){ a->number, api_time(a->at, 0, out), a->article.source,
		&a->article };
	return OK;
}

static enum err diff_copy(struct store *store, struct slice ref, const char *other,
	const struct warta_look *look, struct arena *out, struct buf *to, struct error *e)
{
	int64_t id, first;
	struct store_member m;
	struct store_article a;
	TRY(store_article_find(store, ref, &id, e));
	TRY(store_article_get(store, id, STORE_HEAD, out, &a, e));
	TRY(store_member_get(store, id, &m, e));
	if (!m.copy_of && !other)
		return fail(e, ERR_NOT_FOUND, "article %lld is no copy", (long long)m.number);
	if (other)
		TRY(store_article_find(store, slice_str(other), &first, e));
	else
		TRY(store_article_find(store, arena_printf(out, "%lld", (long long)m.copy_of),
			&first, e));
	struct view_diff d = { .name = slice_str(a.name), .number = a.number, .is_copy = true };
	TRY(side_of_copy(store, first, out, &d.before, e));
	TRY(side_of_copy(store, id, out, &d.after, e));
	const struct view_look inner = api_look(look, d.after.article->title);
	view_differences(&inner, &d, to);
	return to->failed ? fail(e, ERR_LIMIT, "article %lld is too large", (long long)a.number)
			  : OK;
}

enum warta_code warta_diff_copy(struct warta *w, const char *article, const char *other,
	const struct warta_look *look, warta_write_fn write, void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena out = ARENA_INIT;
	struct buf text = BUF_INIT(API_MAX_OUTPUT);
	enum err err =
		diff_copy(w->archive->store, slice_str(article), other, look, &out, &text, &why);
	if (err == OK)
		err = api_flush(&text, write, ctx, &why);
	buf_done(&text);
	arena_done(&out);
	return api_result(err, &why, e);
}

/* ---- changes */

/* Within a day. */
enum rank { GONE, BACK, HEADLINE, TEXT, BYLINE, DATE, TRIVIAL };

static enum rank rank_of(unsigned kinds)
{
	for (unsigned i = 0; i < 4; i++)
		if (kinds >> i & 1)
			return HEADLINE + i;
	return TRIVIAL;
}

struct item {
	int64_t at, day, article;
	enum rank rank;
	bool echo;  /* the same headline came by another channel before */
	struct store_edit *edit; /* NULL: a withdrawal */
	int status;
};

struct listing {
	struct store *store;
	const struct warta_changes *what;
	int64_t from;              /* Unix seconds */
	int64_t *ids;              /* articles that the query finds, ascending */
	size_t n_ids;
	bool all;                  /* whatever it finds */
	LIST(struct item) items;
	struct arena arena;
};

static int by_number(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;
	return *a < *b ? -1 : *a > *b;
}

static int by_article(const void *x, const void *y)
{
	const struct item *a = x, *b = y;
	if (a->article != b->article)
		return a->article < b->article ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static int by_day_and_rank(const void *x, const void *y)
{
	const struct item *a = x, *b = y;
	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	return a->article > b->article ? -1 : a->article < b->article;
}

static void item_add(struct listing *l, struct item item)
{
	bool found = l->all || (l->n_ids && bsearch(&item.article, l->ids, l->n_ids,
		sizeof *l->ids, by_number));
	if (!found || item.at < l->from)
		return;
	int64_t local = item.at + l->what->zone_min * 60;
	item.day = (local - (local % 86400 + 86400) % 86400) / 86400;
	*list_add(&l->arena, &l->items) = item;
}

/* The second that the day begins with. */
static enum err since_read(struct listing *l, struct error *e)
{
	const struct warta_changes *what = l->what;
	int64_t from;
	l->from = INT64_MIN;
	if (!what->since || !*what->since)
		return OK;
	TRY(query_since(slice_str(what->since), what->now, what->zone_min, &from, e));
	l->from = from * 86400 - what->zone_min * 60;
	return OK;
}

static enum err ids_find(struct listing *l, struct error *e)
{
	const struct warta_search s = {
		.query = l->what->query, .now = l->what->now, .zone_min = l->what->zone_min
	};
	struct query *q;
	struct store_hits hits = { 0 };
	l->all = !s.query || !*s.query;
	if (l->all)
		return OK;
	TRY(api_find(l->store, &s, STORE_OLDEST, &l->arena, &q, &hits, e));
	l->n_ids = hits.hits.n;
	l->ids = arena_array(&l->arena, int64_t, l->n_ids + 1);
	for (size_t i = 0; i < l->n_ids; i++)
		l->ids[i] = hits.hits.at[i].id;
	return OK;
}

static enum err title_get(struct listing *l, const struct item *item, struct arena *out,
	struct slice *ret, struct error *e)
{
	struct article a = { 0 };
	TRY(store_edit_place(l->store, item->edit, e));
	TRY(store_version_get(l->store, item->article, item->edit->version.number, out, &a, e));
	*ret = a.title;
	return OK;
}

/* Do the headlines of two edits of an article become the same? */
static enum err is_echo(struct listing *l, const struct item *first, const struct item *second,
	bool *ret, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	struct slice x = SLICE_NONE, y = SLICE_NONE;
	enum err err = title_get(l, first, &scratch, &x, e);
	if (err == OK)
		err = title_get(l, second, &scratch, &y, e);
	const strings a = { &x, 1, 1 }, b = { &y, 1, 1 };
	*ret = err == OK && diff_is_noise(&a, &b);
	arena_done(&scratch);
	return err;
}

static bool only_headline(const struct item *item)
{
	return item->edit && (item->edit->version.kinds & CHANGE_SHOWN) == CHANGE_HEADLINE;
}

/* Find the headlines that came by one channel as they had by another. */
static enum err echoes_find(struct listing *l, struct error *e)
{
	enum { DAY_S = 86400, LOOK_BACK = 8 };
	qsort(l->items.at, l->items.n, sizeof *l->items.at, by_article);
	for (size_t i = 1; i < l->items.n; i++) {
		struct item *item = &l->items.at[i];
		for (size_t k = 1; only_headline(item) && k <= LOOK_BACK && k <= i; k++) {
			const struct item *first = item - k;
			if (first->article != item->article || item->at - first->at > DAY_S)
				break;
			if (first->edit && !item->echo &&
				first->edit->version.channel != item->edit->version.channel &&
				first->edit->version.kinds & CHANGE_HEADLINE)
				TRY(is_echo(l, first, item, &item->echo, e));
		}
	}
	size_t n = 0;
	for (size_t i = 0; i < l->items.n; i++)
		if (!l->items.at[i].echo || l->what->trivial)
			l->items.at[n++] = l->items.at[i];
	l->items.n = n;
	return OK;
}

static enum err items_find(struct listing *l, struct error *e)
{
	store_edits edits = { 0 };
	store_withdrawals gone = { 0 };
	TRY(since_read(l, e));
	TRY(ids_find(l, e));
	TRY(store_edits_in(l->store, l->from, INT64_MAX, &l->arena, &edits, e));
	TRY(store_withdrawals_in(l->store, INT64_MIN, INT64_MAX, &l->arena, &gone, e));
	for (size_t i = 0; i < edits.n; i++) {
		struct store_edit *edit = &edits.at[i];
		if (edit->version.kinds & CHANGE_SHOWN || l->what->trivial)
			item_add(l, (struct item){ .at = edit->version.seen_at,
				.article = edit->article, .rank = rank_of(edit->version.kinds),
				.edit = edit });
	}
	for (size_t i = 0; i < gone.n; i++) {
		const struct store_withdrawal *x = &gone.at[i];
		item_add(l, (struct item){ .at = x->gone_at, .article = x->article, .rank = GONE,
			.status = x->status });
		if (x->back_at)
			item_add(l, (struct item){ .at = x->back_at, .article = x->article,
				.rank = BACK });
	}
	if (!l->items.n)
		return OK;
	TRY(echoes_find(l, e));
	qsort(l->items.at, l->items.n, sizeof *l->items.at, by_day_and_rank);
	return OK;
}

static enum err titles_get(struct listing *l, const struct item *item, struct arena *out,
	struct warta_change *c, struct error *e)
{
	struct article before = { 0 }, after = { 0 };
	const struct store_version *v = &item->edit->version;
	TRY(store_edit_place(l->store, item->edit, e));
	TRY(store_version_get(l->store, item->article, v->number, out, &after, e));
	if (v->before)
		TRY(store_version_get(l->store, item->article, v->before, out, &before, e));
	c->version = v->number;
	c->before = v->before;
	c->title_before = arena_str(out, before.title);
	c->title_after = arena_str(out, after.title);
	return OK;
}

static enum err item_give(struct listing *l, const struct item *item,
	int (*give)(void *ctx, const struct warta_change *c), void *ctx, struct error *e)
{
	struct arena out = ARENA_INIT;
	struct store_article a;
	struct warta_change c = {
		.title_before = "", .title_after = "", .status = item->status,
		.kind = item->rank == GONE ? "withdrawn" : "back",
		.at = arena_str(&out, api_time(item->at, l->what->zone_min, &out)),
	};
	enum err err = store_article_get(l->store, item->article, STORE_HEAD, &out, &a, e);
	if (err == OK && item->edit) {
		c.kinds = item->edit->version.kinds;
		c.kind = change_name(c.kinds);
		c.headline_share = item->edit->version.headline_share;
		c.text_share = item->edit->version.text_share;
		err = titles_get(l, item, &out, &c, e);
	}
	if (err == OK) {
		c.number = a.number;
		c.name = a.name;
		c.title = arena_str(&out, a.article.title);
		c.source = arena_str(&out, a.article.source);
		c.url = arena_str(&out, a.article.url);
		err = api_stopped(give(ctx, &c), e);
	}
	arena_done(&out);
	return err;
}

enum warta_code warta_changes(struct warta *w, const struct warta_changes *what,
	int (*change)(void *ctx, const struct warta_change *c), void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct listing l = { .store = w->archive->store, .what = what };
	enum err err = items_find(&l, &why);
	size_t left = what->limit ? what->limit : SIZE_MAX;
	for (size_t i = what->offset; err == OK && i < l.items.n && left; i++, left--)
		err = item_give(&l, &l.items.at[i], change, ctx, &why);
	arena_done(&l.arena);
	return api_result(err, &why, e);
}
