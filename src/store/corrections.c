/* corrections: what the user says of stories.
 *
 * It is kept as sentences about articles: this one is where that one is; the stories of these two
 * are one; the story of this one is called so, or locked. A sentence about a story hangs on one of
 * its articles; where that goes, it passes to another. A correction changes sentences and then has
 * the stories that they speak of placed again (placing.c). */
#include "store/private.h"
#include "store/stories.h"

struct named {
	struct store_member member;
	struct slice name;
};
typedef LIST(struct named) named_list;

struct correction {
	struct store *store;
	struct arena arena;
	int64_t now;
	struct error *e;
};

static enum err run_text(struct correction *c, enum sql query, struct slice a, struct slice b)
{
	struct sql_call call = sql_begin(c->store, query);
	sql_text(&call, a);
	sql_text(&call, b);
	return sql_run(&call, c->e);
}

static enum err name_of(struct correction *c, int64_t number, struct slice *ret)
{
	struct sql_call call = sql_begin(c->store, SQL_PLACED_ARTICLE);
	sql_int(&call, number);
	bool found = sql_row(&call);
	if (found)
		*ret = sql_get_text(&call, &c->arena);
	TRY(sql_end(&call, c->e));
	return found ? OK : fail(c->e, ERR_NOT_FOUND, "no article has the number %lld",
		(long long)number);
}

/* The members of a story, in order of their numbers. */
static enum err members_of(struct correction *c, int64_t story, named_list *ret)
{
	struct sql_call call = sql_begin(c->store, SQL_NAMED_OF);
	sql_int(&call, story);
	while (sql_row(&call)) {
		struct named *n = list_add(&c->arena, ret);
		*n = (struct named){ .member.story = story };
		n->member.number = sql_get_int(&call);
		n->member.nearest = sql_get_int(&call);
		n->member.said_at = sql_get_int(&call);
		n->name = sql_get_text(&call, &c->arena);
	}
	return sql_end(&call, c->e);
}

static enum err place_put(struct correction *c, struct slice name, struct slice with, int64_t at)
{
	struct sql_call call = sql_begin(c->store, SQL_PLACE_PUT);
	sql_text(&call, name);
	sql_text(&call, with);
	sql_int(&call, at);
	return sql_run(&call, c->e);
}

/* Where the user put the article of that name; empty: nowhere. */
static enum err place_get(struct correction *c, struct slice name, struct slice *ret)
{
	struct sql_call call = sql_begin(c->store, SQL_PLACE_GET);
	sql_text(&call, name);
	*ret = sql_row(&call) ? sql_get_text(&call, &c->arena) : SLICE_NONE;
	return sql_end(&call, c->e);
}

/* What is in the story only because the article is that it is likest to gets a sentence of its own:
 * it stays when that article goes. */
static enum err pin(struct correction *c, const named_list *members)
{
	for (size_t i = 0; i < members->n; i++) {
		const struct named *n = &members->at[i];
		struct slice with, near;
		if (!n->member.said_at)
			continue;
		TRY(place_get(c, n->name, &with));
		if (with.n || !n->member.nearest)
			continue;
		TRY(name_of(c, n->member.nearest, &near));
		TRY(place_get(c, near, &with));
		if (with.n)
			TRY(place_put(c, n->name, with, n->member.said_at));
	}
	return OK;
}

static bool is_among(int64_t number, const int64_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (numbers[i] == number)
			return true;
	return false;
}

/* Of those that stay, the one that speaks for the story: the first that the program put there, or
 * else the first. */
static const struct named *speaker_of(const named_list *members, const int64_t *going, size_t n)
{
	const struct named *first = NULL;
	for (size_t i = 0; i < members->n; i++) {
		const struct named *m = &members->at[i];
		if (is_among(m->member.number, going, n))
			continue;
		if (!m->member.said_at)
			return m;
		if (!first)
			first = m;
	}
	return first;
}

enum err kept_story_put(struct store *s, struct slice name, struct slice title, bool locked,
	struct error *e)
{
	if (!title.n && !locked)
		return OK;
	struct sql_call call = sql_begin(s, SQL_KEPT_STORY_PUT);
	sql_text(&call, name);
	sql_text(&call, title);
	sql_int(&call, locked);
	return sql_run(&call, e);
}

/* What hangs on the article `name` hangs on `to` from now on; empty: the story is no more. */
static enum err pass_on(struct correction *c, struct slice name, struct slice to)
{
	struct slice title = SLICE_NONE;
	bool any, locked = false;
	static const enum sql renames[] = { SQL_PLACE_RENAME, SQL_TOGETHER_RENAME,
		SQL_TOGETHER_RENAME_OTHER };
	for (size_t i = 0; to.n && i < sizeof renames / sizeof *renames; i++)
		TRY(run_text(c, renames[i], name, to));
	struct sql_call call = sql_begin(c->store, SQL_KEPT_STORY_GET);
	sql_text(&call, name);
	any = sql_row(&call);
	if (any) {
		title = sql_get_text(&call, &c->arena);
		locked = sql_get_int(&call) != 0;
	}
	TRY(sql_end(&call, c->e));
	if (!any)
		return OK;
	call = sql_begin(c->store, SQL_KEPT_STORY_DROP);
	sql_text(&call, name);
	TRY(sql_run(&call, c->e));
	return to.n ? kept_story_put(c->store, to, title, locked, c->e) : OK;
}

/* These articles of one story go; `ret_names` are theirs. */
static enum err take_out(struct correction *c, const named_list *members, const int64_t *going,
	size_t n, strings *ret_names)
{
	TRY(pin(c, members));
	const struct named *stays = speaker_of(members, going, n);
	for (size_t i = 0; i < members->n; i++) {
		if (!is_among(members->at[i].member.number, going, n))
			continue;
		*list_add(&c->arena, ret_names) = members->at[i].name;
		TRY(pass_on(c, members->at[i].name, stays ? stays->name : SLICE_NONE));
	}
	return OK;
}

static enum err story_of(struct correction *c, int64_t number, int64_t *ret)
{
	struct store_member m;
	TRY(store_member_find(c->store, number, &m, c->e));
	*ret = m.story;
	return OK;
}

static enum err members_get(struct correction *c, int64_t number, int64_t *ret_story,
	named_list *ret)
{
	TRY(story_of(c, number, ret_story));
	TRY(members_of(c, *ret_story, ret));
	return ret->n ? OK : fail(c->e, ERR_USAGE,
		"the stories of this archive are not known yet: 'warta add' groups its articles");
}

/* These are one story: where what they hung on has gone, they are said to be. */
static enum err hold_together(struct correction *c, const named_list *members,
	const int64_t *but, size_t n_but)
{
	const struct named *first = NULL;
	int64_t story = 0, own;
	for (size_t i = 0; i < members->n; i++) {
		const struct named *m = &members->at[i];
		if (is_among(m->member.number, but, n_but))
			continue;
		TRY(story_of(c, m->member.number, &own));
		if (!first) {
			first = m;
			story = own;
		}
		if (own == story)
			continue;
		TRY(run_text(c, SQL_TOGETHER_PUT, first->name, m->name));
		TRY(placing_heed(c->store, first->name, m->name, c->e));
		TRY(story_of(c, first->member.number, &story));
	}
	return OK;
}

/* The members are where they are because the user says so, since now; `anchor` is one of them. */
static enum err place_all(struct correction *c, const named_list *members, struct slice anchor)
{
	for (size_t i = 0; i < members->n; i++) {
		TRY(run_text(c, SQL_PLACE_RENAME, members->at[i].name, anchor));
		TRY(place_put(c, members->at[i].name, anchor, c->now));
	}
	return OK;
}

static struct correction begin(struct store *s, int64_t now, struct error *e)
{
	return (struct correction){ s, ARENA_INIT, now, e };
}

/* ---- merge, split, move */

/* What was said of the story, through whichever articles: taken off them. */
static enum err story_said(struct correction *c, const named_list *members,
	struct slice *ret_title, bool *ret_locked)
{
	*ret_title = SLICE_NONE;
	*ret_locked = false;
	for (size_t i = 0; i < members->n; i++) {
		struct sql_call call = sql_begin(c->store, SQL_KEPT_STORY_GET);
		sql_text(&call, members->at[i].name);
		if (sql_row(&call)) {
			struct slice title = sql_get_text(&call, &c->arena);
			*ret_title = title.n ? title : *ret_title;
			*ret_locked |= sql_get_int(&call) != 0;
		}
		TRY(sql_end(&call, c->e));
		call = sql_begin(c->store, SQL_KEPT_STORY_DROP);
		sql_text(&call, members->at[i].name);
		TRY(sql_run(&call, c->e));
	}
	return OK;
}

/* With a locked one a story is locked, too: whatever is in it is put there. */
static enum err merge(struct correction *c, int64_t story, int64_t other)
{
	named_list a = { 0 }, b = { 0 }, all = { 0 };
	struct slice title;
	bool locked;
	TRY(members_get(c, story, &story, &a));
	TRY(members_get(c, other, &other, &b));
	if (story == other)
		return fail(c->e, ERR_USAGE, "both are story %lld", (long long)story);
	struct slice name = speaker_of(&a, NULL, 0)->name, with = speaker_of(&b, NULL, 0)->name;
	TRY(run_text(c, SQL_TOGETHER_PUT, name, with));
	TRY(placing_heed(c->store, name, with, c->e));
	TRY(members_get(c, story, &story, &all));
	TRY(story_said(c, &all, &title, &locked));
	struct slice first = all.at[0].name;
	TRY(kept_story_put(c->store, first, title, locked, c->e));
	if (!locked)
		return OK;
	TRY(place_all(c, &all, first));
	return placing_heed(c->store, first, first, c->e);
}

enum err store_story_merge(struct store *s, int64_t story, int64_t other, int64_t now,
	struct error *e)
{
	TRY(need_batch(s, e));
	struct correction c = begin(s, now, e);
	enum err err = merge(&c, story, other);
	arena_done(&c.arena);
	return err;
}

static enum err split(struct correction *c, const int64_t *numbers, size_t n)
{
	int64_t story, first = numbers[0];
	named_list members = { 0 };
	strings names = { 0 };
	TRY(members_get(c, numbers[0], &story, &members));
	for (size_t i = 0; i < n; i++) {
		int64_t own;
		TRY(story_of(c, numbers[i], &own));
		if (own != story)
			return fail(c->e, ERR_USAGE, "article %lld is in story %lld, not in %lld",
				(long long)numbers[i], (long long)own, (long long)story);
		first = numbers[i] < first ? numbers[i] : first;
	}
	TRY(take_out(c, &members, numbers, n, &names));
	if (names.n == members.n)
		return fail(c->e, ERR_USAGE, "nothing would be left of story %lld",
			(long long)story);
	struct slice with;
	TRY(name_of(c, first, &with));
	for (size_t i = 0; i < names.n; i++)
		TRY(place_put(c, names.at[i], with, c->now));
	TRY(placing_heed(c->store, with, with, c->e));
	return hold_together(c, &members, numbers, n);
}

enum err store_story_split(struct store *s, const int64_t *numbers, size_t n, int64_t now,
	struct error *e)
{
	TRY(need_batch(s, e));
	struct correction c = begin(s, now, e);
	enum err err = n ? split(&c, numbers, n) : fail(e, ERR_USAGE, "no article is named");
	arena_done(&c.arena);
	return err;
}

static enum err move(struct correction *c, int64_t article, int64_t story)
{
	int64_t from;
	named_list members = { 0 }, there = { 0 };
	strings names = { 0 };
	struct slice with;
	TRY(members_get(c, story, &story, &there));
	TRY(members_get(c, article, &from, &members));
	if (from == story)
		return fail(c->e, ERR_USAGE, "article %lld is in story %lld", (long long)article,
			(long long)story);
	TRY(take_out(c, &members, &article, 1, &names));
	TRY(pin(c, &there));
	const struct named *speaker = speaker_of(&there, NULL, 0);
	TRY(place_get(c, speaker->name, &with));
	TRY(place_put(c, names.at[0], with.n ? with : speaker->name, c->now));
	TRY(placing_heed(c->store, names.at[0], speaker->name, c->e));
	TRY(hold_together(c, &members, &article, 1));
	TRY(hold_together(c, &there, NULL, 0));
	return OK;
}

enum err store_story_move(struct store *s, int64_t article, int64_t story, int64_t now,
	struct error *e)
{
	TRY(need_batch(s, e));
	struct correction c = begin(s, now, e);
	enum err err = move(&c, article, story);
	arena_done(&c.arena);
	return err;
}

/* ---- what a story is called, and locks */

/* When it is unlocked, too, all are put there since then: what came before stays outside. */
static enum err lock(struct correction *c, int64_t story, bool on)
{
	named_list members = { 0 };
	struct slice title;
	bool was;
	TRY(members_get(c, story, &story, &members));
	TRY(story_said(c, &members, &title, &was));
	if (was == on)
		return fail(c->e, ERR_USAGE, "story %lld is %slocked", (long long)story,
			on ? "" : "not ");
	struct slice first = members.at[0].name;
	TRY(kept_story_put(c->store, first, title, on, c->e));
	TRY(place_all(c, &members, first));
	return placing_heed(c->store, first, first, c->e);
}

enum err store_story_lock(struct store *s, int64_t story, bool on, int64_t now, struct error *e)
{
	TRY(need_batch(s, e));
	struct correction c = begin(s, now, e);
	enum err err = lock(&c, story, on);
	arena_done(&c.arena);
	return err;
}

static enum err rename_to(struct correction *c, int64_t story, struct slice title)
{
	named_list members = { 0 };
	struct slice was;
	bool locked;
	TRY(members_get(c, story, &story, &members));
	TRY(story_said(c, &members, &was, &locked));
	return kept_story_put(c->store, members.at[0].name, title, locked, c->e);
}

enum err store_story_rename(struct store *s, int64_t story, struct slice title, struct error *e)
{
	TRY(need_batch(s, e));
	if (title.n > STORE_STORY_TITLE_MAX)
		return fail(e, ERR_LIMIT, "a title has at most %d bytes", STORE_STORY_TITLE_MAX);
	struct correction c = begin(s, 0, e);
	enum err err = rename_to(&c, story, title);
	arena_done(&c.arena);
	return err;
}
