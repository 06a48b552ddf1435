/* placing: in which story an article is: what the grouping found, and over it what the user says.
 *
 * An article is where the user put it; or where the one is that it was likest to, if the user put
 * that somewhere before this one was seen; or in the story of its group. This does not depend on
 * the order in which things were said and found: so an article that comes, all that a correction
 * touches, and an archive that is rebuilt are placed by the same steps. */
#include <stdlib.h>

#include "store/private.h"
#include "store/stories.h"

struct placing {
	int64_t number, group, nearest;
	int64_t seen_at;
	struct slice name;
};

/* A number that a query gives for a number; `otherwise` where it has no row. */
static enum err number_of(struct store *s, enum sql query, int64_t key, int64_t otherwise,
	int64_t *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, query);
	sql_int(&c, key);
	int64_t n = sql_row(&c) ? sql_get_int(&c) : otherwise;
	TRY(sql_end(&c, e));
	*ret = n;
	return OK;
}

static enum err run_2(struct store *s, enum sql query, int64_t a, int64_t b, struct error *e)
{
	struct sql_call c = sql_begin(s, query);
	sql_int(&c, a);
	sql_int(&c, b);
	return sql_run(&c, e);
}

static enum err story_set(struct store *s, int64_t number, int64_t story, int64_t said_at,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_STORY_SET);
	sql_int(&c, number);
	sql_int(&c, story);
	sql_int(&c, said_at);
	return sql_run(&c, e);
}

/* Has the user said anything of where articles belong? */
static enum err said_any(struct store *s, bool *ret, struct error *e)
{
	struct batch *b = &s->batch;
	if (!b->said) {
		struct sql_call c = sql_begin(s, SQL_STORY_SAID_ANY);
		b->said = sql_row(&c) && sql_get_int(&c) ? SAID_SOME : SAID_NOTHING;
		TRY(sql_end(&c, e));
	}
	*ret = b->said == SAID_SOME;
	return OK;
}

/* ---- groups */

struct group {
	int64_t id;    /* it is whole */
	int64_t story; /* of its articles; 0: it has none */
};

/* The group that `id` is part of by now. A group leads to an older one, if to any. */
static enum err group_whole(struct store *s, int64_t id, struct group *ret, struct error *e)
{
	struct group g = { .id = id };
	for (int64_t at = -1; at != g.id;) {
		struct sql_call c = sql_begin(s, SQL_GROUP_STORY);
		sql_int(&c, at = g.id);
		g.id = sql_row(&c) ? sql_get_int(&c) : -1;
		g.story = sql_get_int(&c);
		TRY(sql_end(&c, e));
		if (g.id < 0 || g.id > at)
			return fail(e, ERR_CORRUPT, "there is no group %lld of stories",
				(long long)at);
	}
	*ret = g;
	return OK;
}

/* Two stories are one from now on: that of the older number. */
static enum err unite(struct store *s, int64_t a, int64_t b, struct error *e)
{
	int64_t to = a < b ? a : b, from = a < b ? b : a;
	if (from == to)
		return OK;
	TRY(run_2(s, SQL_DEFAULT_RENUMBER, from, to, e));
	TRY(run_2(s, SQL_DEFAULT_OF_BEGAN, from, to, e));
	return run_2(s, SQL_STORY_RENUMBER, from, to, e);
}

enum err store_group_put(struct store *s, const struct store_group *g, bool *ret_joins,
	struct error *e)
{
	int64_t before;
	TRY(need_batch(s, e));
	TRY(number_of(s, SQL_GROUP_WHOLE, g->id, g->whole, &before, e));
	struct sql_call c = sql_begin(s, SQL_GROUP_PUT);
	sql_int(&c, g->id);
	sql_int(&c, g->began);
	sql_int(&c, g->whole);
	sql_blob(&c, g->state.p, g->state.n);
	TRY(sql_run(&c, e));
	*ret_joins = before == g->id && g->whole != g->id;
	return OK;
}

enum err store_group_join(struct store *s, int64_t id, struct error *e)
{
	struct group whole;
	int64_t story;
	TRY(need_batch(s, e));
	TRY(group_whole(s, id, &whole, e));
	TRY(number_of(s, SQL_GROUP_STORY_ONLY, id, 0, &story, e));
	struct sql_call c = sql_begin(s, SQL_DEFAULT_DROP);
	sql_int(&c, id);
	TRY(sql_run(&c, e));
	if (!story)
		return OK;
	return whole.story ? unite(s, story, whole.story, e)
		: run_2(s, SQL_DEFAULT_PUT, whole.id, story, e);
}

/* ---- one article */

/* Where an article of that name is, if it was placed before article `number`. */
struct where {
	bool known;
	int64_t number, story, said_at;
};

static enum err where_is(struct store *s, struct slice name, int64_t number, struct where *ret,
	struct error *e)
{
	struct where w = { 0 };
	struct sql_call c = sql_begin(s, SQL_PLACED_WHERE);
	sql_text(&c, name);
	if (sql_row(&c)) {
		w.number = sql_get_int(&c);
		w.story = sql_get_int(&c);
		w.said_at = sql_get_int(&c);
		w.known = w.story != 0 && w.number < number;
	}
	*ret = w;
	return sql_end(&c, e);
}

static enum err is_locked(struct store *s, int64_t story, bool *ret, struct error *e)
{
	*ret = false;
	struct sql_call c = sql_begin(s, SQL_KEPT_STORY_LIST);
	while (sql_row(&c)) {
		bool same = sql_get_int(&c) == story;
		sql_get_bytes(&c);
		*ret |= same && sql_get_int(&c);
	}
	return sql_end(&c, e);
}

/* The story of its group, which it begins where it is the first there. */
static enum err by_group(struct store *s, const struct placing *p, int64_t *ret_story,
	struct error *e)
{
	struct group whole;
	TRY(group_whole(s, p->group, &whole, e));
	*ret_story = whole.story && whole.story < p->number ? whole.story : p->number;
	if (!whole.story)
		return run_2(s, SQL_DEFAULT_PUT, whole.id, p->number, e);
	/* One that the user had put elsewhere until now may be the first of them. */
	return unite(s, whole.story, *ret_story, e);
}

/* The story of the article that it is likest to, where that was put there before it came. */
static enum err by_nearest(struct store *s, const struct placing *p, int64_t *ret_story,
	int64_t *ret_said_at, struct error *e)
{
	struct store_member near = { 0 };
	bool locked;
	struct sql_call c = sql_begin(s, SQL_MEMBER_SAID);
	sql_int(&c, p->nearest);
	if (sql_row(&c)) {
		near.story = sql_get_int(&c);
		near.said_at = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	*ret_story = 0;
	if (!near.said_at || near.said_at >= p->seen_at)
		return OK;
	TRY(is_locked(s, near.story, &locked, e));
	if (!locked) {
		*ret_story = near.story;
		*ret_said_at = near.said_at;
	}
	return OK;
}

/* What the user says of this article itself; `*ret_story` is 0 where it is nothing. */
static enum err by_user(struct store *s, const struct placing *p, struct arena *scratch,
	int64_t *ret_story, int64_t *ret_said_at, struct error *e)
{
	struct slice with = SLICE_NONE;
	struct where w;
	*ret_story = 0;
	struct sql_call c = sql_begin(s, SQL_PLACE_GET);
	sql_text(&c, p->name);
	if (sql_row(&c)) {
		with = sql_get_text(&c, scratch);
		*ret_said_at = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	if (!with.n)
		return OK;
	TRY(where_is(s, with, p->number, &w, e));
	*ret_story = w.known ? w.story : p->number;
	/* Where the first of a group is elsewhere, the next one begins the group's story. */
	return run_2(s, SQL_DEFAULT_NONE, p->group, p->number, e);
}

/* Articles that the query names by the article's name and that were placed before it. */
static enum err unite_with(struct store *s, const struct placing *p, enum sql query,
	struct arena *scratch, struct error *e)
{
	LIST(int64_t) others = { 0 };
	struct sql_call c = sql_begin(s, query);
	sql_text(&c, p->name);
	while (sql_row(&c))
		*list_add(scratch, &others) = sql_get_int(&c);
	TRY(sql_end(&c, e));
	for (size_t i = 0; i < others.n; i++) {
		int64_t own, story;
		if (others.at[i] >= p->number)
			continue;
		TRY(number_of(s, SQL_MEMBER_SAID, p->number, 0, &own, e));
		TRY(number_of(s, SQL_MEMBER_SAID, others.at[i], 0, &story, e));
		if (own && story)
			TRY(unite(s, own, story, e));
	}
	return OK;
}

/* Place an article by what the user says, too; it has a row in `membership`. */
static enum err place(struct store *s, struct placing *p, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	int64_t story = 0, said_at = 0;
	struct sql_call c = sql_begin(s, SQL_PLACED_ARTICLE);
	sql_int(&c, p->number);
	if (sql_row(&c)) {
		p->name = sql_get_text(&c, &scratch);
		p->seen_at = sql_get_int(&c);
	}
	enum err err = sql_end(&c, e);
	if (err == OK)
		err = by_user(s, p, &scratch, &story, &said_at, e);
	if (err == OK && !story && p->nearest)
		err = by_nearest(s, p, &story, &said_at, e);
	if (err == OK && !story)
		err = by_group(s, p, &story, e);
	if (err == OK)
		err = story_set(s, p->number, story, said_at, e);
	if (err == OK)
		err = unite_with(s, p, SQL_PLACE_FOLLOWERS, &scratch, e);
	if (err == OK)
		err = unite_with(s, p, SQL_TOGETHER_OF, &scratch, e);
	arena_done(&scratch);
	return err;
}

enum err store_told_put(struct store *s, const struct store_told *t, struct error *e)
{
	struct placing p = { .number = t->number, .group = t->group, .nearest = t->nearest };
	int64_t story = 0;
	bool said;
	TRY(need_batch(s, e));
	TRY(said_any(s, &said, e));
	if (!said)
		TRY(by_group(s, &p, &story, e));
	struct sql_call c = sql_begin(s, SQL_TOLD_PUT);
	const int64_t columns[] = { t->number, story, t->group, t->nearest, t->likeness,
		t->copy_of, t->copy_share, t->translation_of, t->translation_sure,
		t->strand_with, t->strand_likeness, 0 };
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		sql_int(&c, columns[i]);
	TRY(sql_run(&c, e));
	return said ? place(s, &p, e) : OK;
}

/* ---- stories anew, after something was said */

typedef LIST(struct store_told) tolds;

static void told_take(struct sql_call *c, struct store_told *t)
{
	*t = (struct store_told){ .number = sql_get_int(c) };
	t->group = sql_get_int(c);
	t->nearest = sql_get_int(c);
	t->likeness = (int)sql_get_int(c);
	t->copy_of = sql_get_int(c);
	t->translation_of = sql_get_int(c);
	t->copy_share = (int)sql_get_int(c);
	t->translation_sure = (int)sql_get_int(c);
}

/* Members of a story, in order of their numbers. */
static enum err members_add(struct store *s, int64_t story, struct arena *out, tolds *ret,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_TOLD_OF);
	sql_int(&c, story);
	while (sql_row(&c))
		told_take(&c, list_add(out, ret));
	return sql_end(&c, e);
}

static int by_number(const void *x, const void *y)
{
	const struct store_told *a = x, *b = y;
	return a->number < b->number ? -1 : a->number > b->number;
}

/* Place the members of both stories again, as if they came now one after the other. What was said
 * concerns these alone: a group has its articles of which nothing is said in one story. */
static enum err place_again(struct store *s, int64_t story, int64_t other, struct error *e)
{
	struct arena local = ARENA_INIT;
	tolds all = { 0 };
	s->batch.said = SAID_SOME;
	enum err err = members_add(s, story, &local, &all, e);
	if (err == OK && other != story)
		err = members_add(s, other, &local, &all, e);
	if (all.n)
		qsort(all.at, all.n, sizeof *all.at, by_number);
	for (size_t i = 0; i < all.n && err == OK; i++) {
		struct group whole;
		err = group_whole(s, all.at[i].group, &whole, e);
		if (err == OK && (whole.story == story || whole.story == other))
			err = run_2(s, SQL_DEFAULT_PUT, whole.id, 0, e);
		if (err == OK)
			err = story_set(s, all.at[i].number, 0, 0, e);
	}
	for (size_t i = 0; i < all.n && err == OK; i++) {
		struct placing p = { .number = all.at[i].number, .group = all.at[i].group,
			.nearest = all.at[i].nearest };
		err = place(s, &p, e);
	}
	arena_done(&local);
	return err;
}

enum err placing_heed(struct store *s, struct slice name, struct slice other, struct error *e)
{
	struct where a, b;
	s->batch.said = SAID_SOME;
	TRY(where_is(s, name, INT64_MAX, &a, e));
	TRY(where_is(s, other, INT64_MAX, &b, e));
	if (!a.known && !b.known)
		return OK;
	return place_again(s, a.known ? a.story : b.story, b.known ? b.story : a.story, e);
}

enum err placing_heed_query(struct store *s, enum sql query, struct error *e)
{
	struct arena local = ARENA_INIT;
	strings names = { 0 };
	struct sql_call c = sql_begin(s, query);
	while (sql_row(&c)) {
		*list_add(&local, &names) = sql_get_text(&c, &local);
		*list_add(&local, &names) = sql_get_text(&c, &local);
	}
	enum err err = sql_end(&c, e);
	for (size_t i = 0; i < names.n && err == OK; i += 2)
		err = placing_heed(s, names.at[i], names.at[i + 1], e);
	arena_done(&local);
	return err;
}

/* ---- reading and writing what was grouped */

enum err store_told_change(struct store *s, const struct store_told *t, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_TOLD_CHANGE);
	const int64_t columns[] = { t->number, t->copy_of, t->copy_share, t->translation_of,
		t->translation_sure };
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		sql_int(&c, columns[i]);
	return sql_run(&c, e);
}

enum err store_told_read(struct store *s, int64_t number,
	enum err (*each)(void *ctx, const struct store_told *t, struct error *e), void *ctx,
	struct error *e)
{
	enum err err = OK;
	struct sql_call c = sql_begin(s, SQL_TOLD_READ);
	sql_int(&c, number);
	while (err == OK && sql_row(&c)) {
		struct store_told t;
		told_take(&c, &t);
		err = each(ctx, &t, e);
	}
	enum err end = sql_end(&c, err == OK ? e : NULL);
	return err == OK ? end : err;
}

enum err store_group_get(struct store *s, int64_t id, struct arena *out, struct store_group *ret,
	struct error *e)
{
	struct store_group g = { .id = -1 };
	struct sql_call c = sql_begin(s, SQL_GROUP_GET);
	sql_int(&c, id);
	if (sql_row(&c)) {
		g.id = sql_get_int(&c);
		g.began = sql_get_int(&c);
		g.whole = sql_get_int(&c);
		g.state = arena_dup(out, sql_get_bytes(&c));
	}
	TRY(sql_end(&c, e));
	if (g.id < 0)
		return fail(e, ERR_CORRUPT, "there is no group %lld of stories", (long long)id);
	*ret = g;
	return OK;
}

static void window_take(struct sql_call *c, struct store_window *w)
{
	w->first = sql_get_int(c);
	w->last = sql_get_int(c);
	w->at_hand = sql_get_int(c);
	w->newest = sql_get_int(c);
	w->edition = (int)sql_get_int(c);
}

enum err store_grouping_drop(struct store *s, struct error *e)
{
	TRY(need_batch(s, e));
	return sql_exec(s,
		"DELETE FROM membership; DELETE FROM story_group;"
		"DELETE FROM story_default; DELETE FROM story_window", e);
}

enum err store_number_last(struct store *s, int64_t *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_LAST_NUMBER);
	int64_t n = sql_row(&c) ? sql_get_int(&c) : 0;
	TRY(sql_end(&c, e));
	*ret = n;
	return OK;
}

enum err store_window_last(struct store *s, struct store_window *ret, int64_t *ret_groups,
	struct error *e)
{
	struct store_window w = { 0 };
	struct sql_call c = sql_begin(s, SQL_WINDOW_LAST);
	if (sql_row(&c))
		window_take(&c, &w);
	TRY(sql_end(&c, e));
	c = sql_begin(s, SQL_GROUP_COUNT);
	*ret_groups = sql_row(&c) ? sql_get_int(&c) : 0;
	TRY(sql_end(&c, e));
	*ret = w;
	return OK;
}

enum err store_window_read(struct store *s, int64_t number,
	enum err (*each)(void *ctx, const struct store_window *w, struct error *e), void *ctx,
	struct error *e)
{
	enum err err = OK;
	struct sql_call c = sql_begin(s, SQL_WINDOW_READ);
	sql_int(&c, number);
	while (err == OK && sql_row(&c)) {
		struct store_window w;
		window_take(&c, &w);
		w.articles = sql_get_bytes(&c);
		err = each(ctx, &w, e);
	}
	enum err end = sql_end(&c, err == OK ? e : NULL);
	return err == OK ? end : err;
}

enum err store_window_put(struct store *s, const struct store_window *w, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_WINDOW_PUT);
	sql_int(&c, w->first);
	sql_int(&c, w->last);
	sql_int(&c, w->at_hand);
	sql_int(&c, w->newest);
	sql_int(&c, w->edition);
	sql_blob(&c, w->articles.p, w->articles.n);
	TRY(sql_run(&c, e));
	c = sql_begin(s, SQL_WINDOW_DROP);
	sql_int(&c, w->at_hand);
	return sql_run(&c, e);
}
