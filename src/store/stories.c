/* stories: what was grouped, as stories. */
#include "store/stories.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "query/query.h"
#include "store/private.h"

enum {
	DAY_S = 86400,
	LANG_MEMBERS = 500 /* of a story that are asked for their language, the earliest */
};

/* The columns of member_by_id and its kin. */
static void member_read(struct sql_call *c, struct store_member *ret)
{
	ret->id = sql_get_int(c);
	ret->number = sql_get_int(c);
	ret->at = sql_get_int(c);
	ret->source = sql_get_int(c);
	ret->story = sql_get_int(c);
	ret->nearest = sql_get_int(c);
	ret->likeness = (int)sql_get_int(c);
	ret->copy_of = sql_get_int(c);
	ret->copy_share = (int)sql_get_int(c);
	ret->translation_of = sql_get_int(c);
	ret->translation_sure = (int)sql_get_int(c);
	ret->strand_with = sql_get_int(c);
	ret->strand_likeness = (int)sql_get_int(c);
	ret->said_at = sql_get_int(c);
}

static enum err member_by(struct store *s, enum sql query, int64_t key, const char *what,
	struct store_member *ret, struct error *e)
{
	struct store_member m = { 0 };
	struct sql_call c = sql_begin(s, query);
	sql_int(&c, key);
	bool found = sql_row(&c);
	if (found)
		member_read(&c, &m);
	TRY(sql_end(&c, e));
	if (!found)
		return fail(e, ERR_NOT_FOUND, "no article has the %s %lld", what, (long long)key);
	*ret = m;
	return OK;
}

enum err store_member_get(struct store *s, int64_t id, struct store_member *ret, struct error *e)
{
	return member_by(s, SQL_MEMBER_BY_ID, id, "id", ret, e);
}

enum err store_member_find(struct store *s, int64_t number, struct store_member *ret,
	struct error *e)
{
	return member_by(s, SQL_MEMBER_BY_NUMBER, number, "number", ret, e);
}

/* ---- one story of its members */

/* By story, and within one by time. */
static int by_story(const void *x, const void *y)
{
	const struct store_member *a = x, *b = y;
	if (a->story != b->story)
		return a->story < b->story ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static int by_number(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return a < b ? -1 : a > b;
}

static bool is_copy(const struct store_member *m)
{
	return m->copy_of || m->translation_of;
}

static size_t count_sources(const struct store_member *m, size_t n, struct arena *scratch)
{
	int64_t *sources = arena_array(scratch, int64_t, n + 1);
	size_t n_all = 0, n_sources = 0;
	for (size_t i = 0; i < n; i++)
		if (!is_copy(&m[i]))
			sources[n_all++] = m[i].source;
	qsort(sources, n_all, sizeof *sources, by_number);
	for (size_t i = 0; i < n_all; i++)
		n_sources += i == 0 || sources[i] != sources[i - 1];
	return n_sources ? n_sources : 1;
}

/* What a member has to do with its story, as the lead is chosen by it. */
struct standing {
	int64_t number;
	size_t index, n_followers;
};

static int by_standing_number(const void *x, const void *y)
{
	return by_number(&((const struct standing *)x)->number,
		&((const struct standing *)y)->number);
}

static void follow(struct standing *all, size_t n, int64_t number)
{
	const struct standing key = { .number = number };
	struct standing *of = number
		? bsearch(&key, all, n, sizeof *all, by_standing_number) : NULL;
	if (of)
		of->n_followers++;
}

static bool shows_better(const struct store_member *m, const struct standing *a,
	const struct standing *b)
{
	if (is_copy(&m[a->index]) != is_copy(&m[b->index]))
		return !is_copy(&m[a->index]);
	return a->n_followers != b->n_followers ? a->n_followers > b->n_followers
		: a->index < b->index;
}

/* Of the members that `may` be (NULL: all) the one that most others are likest to, copy or
 * translate; of equals the earliest; a copy only where there is nothing else. `other` where none
 * may be. */
static size_t lead_of(const struct store_member *m, size_t n, const bool *may, size_t other,
	struct arena *scratch)
{
	struct standing *all = arena_array(scratch, struct standing, n + 1);
	const struct standing *best = NULL;
	for (size_t i = 0; i < n; i++)
		all[i] = (struct standing){ m[i].number, i, 0 };
	qsort(all, n, sizeof *all, by_standing_number);
	for (size_t i = 0; i < n; i++) {
		follow(all, n, m[i].nearest);
		follow(all, n, m[i].copy_of);
		follow(all, n, m[i].translation_of);
	}
	for (size_t i = 0; i < n; i++)
		if ((!may || may[all[i].index]) && (!best || shows_better(m, &all[i], best)))
			best = &all[i];
	return best ? best->index : other;
}

static enum err is_in_lang(struct store *s, int64_t id, struct slice lang, bool *ret,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_ARTICLE_IN_LANG);
	sql_int(&c, id);
	sql_text(&c, lang);
	*ret = sql_row(&c);
	return sql_end(&c, e);
}

enum err store_story_lead_in(struct store *s, struct slice lang, struct store_story *y,
	struct error *e)
{
	bool may[LANG_MEMBERS] = { false };
	size_t n = y->members.n < LANG_MEMBERS ? y->members.n : LANG_MEMBERS;
	if (!lang.n || y->members.n < 2)
		return OK;
	TRY(is_in_lang(s, y->members.at[y->lead].id, lang, &may[0], e));
	if (may[0])
		return OK;
	for (size_t i = 0; i < n; i++)
		TRY(is_in_lang(s, y->members.at[i].id, lang, &may[i], e));
	struct arena scratch = ARENA_INIT;
	y->lead = lead_of(y->members.at, n, may, y->lead, &scratch);
	arena_done(&scratch);
	return OK;
}

static struct store_story story_of(struct store_member *m, size_t n, struct arena *scratch)
{
	struct store_story y = { .story = m->story, .members = { .at = m, .n = n, .cap = n } };
	y.first_at = y.last_at = m->at;
	for (size_t i = 0; i < n; i++) {
		y.n_copies += is_copy(&m[i]);
		if (m[i].at > y.last_at)
			y.last_at = m[i].at;
		if (m[i].at < y.first_at)
			y.first_at = m[i].at;
	}
	y.lead = n > 1 ? lead_of(m, n, NULL, 0, scratch) : 0;
	y.n_sources = n > 1 ? count_sources(m, n, scratch) : 1;
	return y;
}

/* ---- many of them */

/* Orders stories as their weights do, years ago too, where these are too small for a number. */
static double rank_of(const struct store_story *y)
{
	double days = y->n_sources > 1 ? log2((double)y->n_sources) : 0; /* most have one */
	return days * DAY_S + (double)y->last_at;
}

static int by_weight(const void *x, const void *y)
{
	const struct store_story *a = x, *b = y;
	double rank_a = rank_of(a), rank_b = rank_of(b);
	if (rank_a < rank_b || rank_a > rank_b)
		return rank_a > rank_b ? -1 : 1;
	return by_number(&a->story, &b->story);
}

static int by_newest(const void *x, const void *y)
{
	const struct store_story *a = x, *b = y;
	if (a->last_at != b->last_at)
		return a->last_at > b->last_at ? -1 : 1;
	return by_number(&a->story, &b->story);
}

static int by_size(const void *x, const void *y)
{
	const struct store_story *a = x, *b = y;
	if (a->members.n != b->members.n)
		return a->members.n > b->members.n ? -1 : 1;
	return by_number(&a->story, &b->story);
}

static int by_own_number(const void *x, const void *y)
{
	return by_number(&((const struct store_story *)x)->story,
		&((const struct store_story *)y)->story);
}

/* What the user said of them; `list` is in order of their numbers. */
static enum err say_all(struct store *s, store_story_list *list, struct arena *out,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_KEPT_STORY_LIST);
	while (sql_row(&c)) {
		const struct store_story key = { .story = sql_get_int(&c) };
		struct store_story *y = list->n ? bsearch(&key, list->at, list->n,
			sizeof *list->at, by_own_number) : NULL;
		if (!y)
			continue;
		struct slice title = sql_get_bytes(&c);
		if (title.n)
			y->title = arena_dup(out, title);
		y->locked |= sql_get_int(&c) != 0;
	}
	return sql_end(&c, e);
}

static double weight_of(const struct store_story *y, int64_t newest)
{
	int64_t age_s = y->last_at < newest ? newest - y->last_at : 0;
	return (double)y->n_sources * exp2(-(double)age_s / DAY_S);
}

/* Fresh is what the newest story of two or more articles is: neither the clock, by which an old
 * archive has nothing, nor a single article that is years from all others. */
static void weigh(store_story_list *list)
{
	int64_t newest = INT64_MIN;
	for (size_t least = 2; newest == INT64_MIN && least; least--)
		for (size_t i = 0; i < list->n; i++)
			if (list->at[i].members.n >= least && list->at[i].last_at > newest)
				newest = list->at[i].last_at;
	for (size_t i = 0; i < list->n; i++)
		list->at[i].weight = weight_of(&list->at[i], newest);
}

typedef int (*order_fn)(const void *, const void *);

static const order_fn orders[] = {
	[STORE_STORY_WEIGHT] = by_weight, [STORE_STORY_NEWEST] = by_newest,
	[STORE_STORY_SIZE] = by_size
};

static enum err fold(struct store *s, store_members *all, enum store_story_sort sort,
	struct arena *out, store_story_list *ret, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_story_list list = { 0 };
	if (all->n)
		qsort(all->at, all->n, sizeof *all->at, by_story);
	for (size_t i = 0, n; i < all->n; i += n) {
		for (n = 1; i + n < all->n && all->at[i + n].story == all->at[i].story; n++)
			;
		arena_reset(&scratch);
		struct store_story y = story_of(all->at + i, n, &scratch);
		*list_add(out, &list) = y;
	}
	weigh(&list);
	arena_done(&scratch);
	TRY(say_all(s, &list, out, e));
	if (list.n)
		qsort(list.at, list.n, sizeof *list.at, orders[sort]);
	*ret = list;
	return OK;
}

enum err store_stories_fold(struct store *s, const struct store_hits *hits,
	enum store_story_sort sort, struct arena *out, store_story_list *ret, struct error *e)
{
	store_members all = { 0 };
	all.at = arena_array(out, struct store_member, hits->hits.n + 1);
	all.cap = hits->hits.n + 1;
	TRY(store_moment_begin(s, e));
	enum err err = OK;
	for (; err == OK && all.n < hits->hits.n; all.n++)
		err = store_member_get(s, hits->hits.at[all.n].id, &all.at[all.n], e);
	if (err == OK)
		err = fold(s, &all, sort, out, ret, e);
	store_moment_end(s);
	return err;
}

enum err store_stories_of_days(struct store *s, int64_t from, int64_t until,
	enum store_story_sort sort, struct arena *out, store_story_list *ret, struct error *e)
{
	struct arena local = ARENA_INIT;
	struct query days = { .op = QUERY_DATE, .from_day = from, .to_day = until };
	const struct store_search what = { .query = &days, .sort = STORE_NEWEST,
		.limit = SIZE_MAX };
	struct store_hits hits;
	enum err err = store_search(s, &what, &local, &hits, e);
	if (err == OK)
		err = store_stories_fold(s, &hits, sort, out, ret, e);
	arena_done(&local);
	return err;
}

/* The articles of a story, in no order. */
static enum err members_of(struct store *s, int64_t story, struct arena *out, store_members *ret,
	struct error *e)
{
	*ret = (store_members){ 0 };
	struct sql_call c = sql_begin(s, SQL_MEMBERS_OF);
	sql_int(&c, story);
	while (sql_row(&c))
		member_read(&c, list_add(out, ret));
	TRY(sql_end(&c, e));
	/* One that was not grouped yet is alone. */
	return ret->n ? OK : store_member_find(s, story, list_add(out, ret), e);
}

enum err store_story_get(struct store *s, int64_t number, struct arena *out,
	struct store_story *ret, struct error *e)
{
	struct store_member one;
	store_members all;
	store_story_list list;
	TRY(store_member_find(s, number, &one, e));
	TRY(members_of(s, one.story, out, &all, e));
	TRY(fold(s, &all, STORE_STORY_WEIGHT, out, &list, e));
	*ret = list.at[0];
	return OK;
}

enum err store_story_lead(struct store *s, int64_t story, struct store_member *ret, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_members all;
	enum err err = members_of(s, story, &scratch, &all, e);
	if (err == OK) {
		qsort(all.at, all.n, sizeof *all.at, by_story);
		*ret = all.at[lead_of(all.at, all.n, NULL, 0, &scratch)];
	}
	arena_done(&scratch);
	return err;
}

/* ---- the first of all */

/* The first so far, without their members. */
struct first {
	order_fn order;
	struct store_story *at;
	size_t n, most;
};

static bool comes_in(const struct first *f, const struct store_story *y)
{
	return f->n < f->most || f->order(y, &f->at[f->n - 1]) < 0;
}

static void let_in(struct first *f, const struct store_story *y)
{
	if (!comes_in(f, y))
		return;
	size_t k = f->n < f->most ? f->n++ : f->n - 1;
	for (; k && f->order(y, &f->at[k - 1]) < 0; k--)
		f->at[k] = f->at[k - 1];
	f->at[k] = *y;
}

/* From the newest article backward. */
struct walk {
	struct store *s;
	size_t least;
	int64_t n_sources;   /* of the archive: no story has more */
	int64_t newest_lone; /* last article of a story of one article, */
	int64_t newest;      /* and of one of more; INT64_MIN: none so far */
	struct first *first; /* NULL: only the newest are looked for */
	struct map seen;     /* stories of more than one article */
	struct arena arena;
};

static enum err count_of(struct store *s, enum sql query, const int64_t *key, int64_t *ret,
	struct error *e)
{
	struct sql_call c = sql_begin(s, query);
	if (key)
		sql_int(&c, *key);
	if (sql_row(&c))
		*ret = sql_get_int(&c);
	return sql_end(&c, e);
}

static struct store_story without_members(struct store_story y)
{
	y.members = (store_members){ .n = y.members.n };
	return y;
}

/* A story that no article was met of so far; none of it is later than `until`. */
static enum err walk_story(struct walk *w, struct store_story y, int64_t until, struct error *e)
{
	int64_t n = 1;
	TRY(count_of(w->s, SQL_STORY_SIZE, &y.story, &n, e));
	y.members.n = n > 1 ? (size_t)n : 1;
	if (n > 1) {
		const struct slice key = slice_of((const char *)&y.story, sizeof y.story);
		map_at(&w->seen, &w->arena, arena_dup(&w->arena, key));
		const struct store_story best = { .last_at = until, .n_sources = (size_t)n,
			.members = { .n = (size_t)n } };
		bool may = w->first && n >= (int64_t)w->least && comes_in(w->first, &best);
		if (!may && w->newest >= until)
			return OK;
		struct arena scratch = ARENA_INIT;
		store_members all;
		enum err err = members_of(w->s, y.story, &scratch, &all, e);
		if (err == OK)
			y = without_members(story_of(all.at, all.n, &scratch));
		arena_done(&scratch);
		TRY(err);
	}
	int64_t *newest = n > 1 ? &w->newest : &w->newest_lone;
	if (y.last_at > *newest)
		*newest = y.last_at;
	if (w->first && y.members.n >= w->least)
		let_in(w->first, &y);
	return OK;
}

/* Can nothing that comes be among the first, nor be newer than the newest? */
static bool is_enough(const struct walk *w, int64_t until)
{
	const struct store_story best = { .last_at = until, .n_sources = (size_t)w->n_sources,
		.members = { .n = SIZE_MAX } };
	return w->newest >= until && !(w->first && comes_in(w->first, &best));
}

static enum err walk_back(struct walk *w, struct error *e)
{
	enum err err = OK;
	w->n_sources = 1;
	w->newest = w->newest_lone = INT64_MIN;
	TRY(count_of(w->s, SQL_SOURCE_MANY, NULL, &w->n_sources, e));
	struct sql_call c = sql_begin(w->s, SQL_STORY_WALK);
	while (err == OK && sql_row(&c)) {
		int64_t until = sql_get_int(&c) >> STORE_SEQ_BITS, at = sql_get_int(&c);
		const struct store_story y = { .story = sql_get_int(&c), .first_at = at,
			.last_at = at, .n_sources = 1 };
		if (is_enough(w, until))
			break;
		if (!map_find(&w->seen, slice_of((const char *)&y.story, sizeof y.story)))
			err = walk_story(w, y, until, e);
	}
	enum err ended = sql_end(&c, err == OK ? e : NULL);
	return err == OK ? ended : err;
}

static enum err largest(struct store *s, size_t least, struct first *f, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_STORY_SIZES);
	sql_int(&c, (int64_t)least);
	while (sql_row(&c)) {
		struct store_story y = { .story = sql_get_int(&c) };
		y.members.n = (size_t)sql_get_int(&c);
		let_in(f, &y);
	}
	return sql_end(&c, e);
}

/* With their members, in the same order. */
static enum err fill(struct store *s, const struct first *f, int64_t newest, struct arena *out,
	store_story_list *ret, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_story_list list = { 0 };
	enum err err = OK;
	for (size_t i = 0; i < f->n && err == OK; i++) {
		store_members all;
		arena_reset(&scratch);
		err = members_of(s, f->at[i].story, out, &all, e);
		if (err != OK)
			break;
		qsort(all.at, all.n, sizeof *all.at, by_story);
		struct store_story y = story_of(all.at, all.n, &scratch);
		y.weight = weight_of(&y, newest);
		*list_add(out, &list) = y;
	}
	arena_done(&scratch);
	TRY(err);
	if (list.n)
		qsort(list.at, list.n, sizeof *list.at, by_own_number);
	TRY(say_all(s, &list, out, e));
	if (list.n)
		qsort(list.at, list.n, sizeof *list.at, f->order);
	*ret = list;
	return OK;
}

enum err store_stories_first(struct store *s, enum store_story_sort sort, size_t least,
	size_t limit, struct arena *out, store_story_list *ret, struct error *e)
{
	struct store_story room[STORE_STORIES_FIRST_MAX];
	struct first first = { .order = orders[sort], .at = room,
		.most = limit < STORE_STORIES_FIRST_MAX ? limit : STORE_STORIES_FIRST_MAX };
	bool by_index = sort == STORE_STORY_SIZE && least > 1;
	struct walk w = { .s = s, .least = least, .first = by_index ? NULL : &first };
	if (!first.most)
		return OK;
	TRY(store_moment_begin(s, e));
	enum err err = by_index ? largest(s, least, &first, e) : OK;
	if (err == OK)
		err = walk_back(&w, e);
	if (err == OK)
		err = fill(s, &first, w.newest == INT64_MIN ? w.newest_lone : w.newest, out, ret,
			e);
	store_moment_end(s);
	arena_done(&w.arena);
	return err;
}
