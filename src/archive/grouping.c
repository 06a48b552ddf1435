/* grouping: a batch in memory, then its rows in one go: what was merged within it is never seen. */
#include "archive/grouping.h"

#include <stdlib.h>

#include "archive/arrivals.h"
#include "store/stories.h"
#include "story/keep.h"

enum {
	PART_ARTICLES = 500,       /* of a part of the window */
	PART_BYTES = 4 << 20,      /* more than they can have */
	CATCH_UP_ARTICLES = 2000   /* at least that are grouped between two commits: the database is
	                            * another writer's while they are read and looked at */
};

struct grouping {
	bool is_current;         /* no article waits that was taken in before */
	struct stories *stories; /* NULL: not read yet */
	struct arrivals *arrivals;
	uint32_t n;              /* articles that came, those that are arriving among them */
	uint32_t n_written;      /* articles whose rows are in the store */
	uint64_t batch;          /* of the store, that the others came in */
	struct buf bytes;
	const volatile int *stop;
	grouping_tell_fn tell;
	void *tell_ctx;
};

struct grouping *grouping_open(void)
{
	struct grouping *g = calloc(1, sizeof *g);
	if (!g)
		abort();
	g->bytes = (struct buf)BUF_INIT(PART_BYTES);
	g->arrivals = arrivals_open();
	return g;
}

static void forget(struct grouping *g)
{
	arrivals_settle(g->arrivals);
	stories_close(g->stories);
	g->stories = NULL;
	g->n = g->n_written = 0;
}

struct grouping *grouping_close(struct grouping *g)
{
	if (!g)
		return NULL;
	forget(g);
	arrivals_close(g->arrivals);
	buf_done(&g->bytes);
	free(g);
	return NULL;
}

void grouping_heed(struct grouping *g, const volatile int *stop)
{
	g->stop = stop;
}

void grouping_look(struct story_lexicon *x, const struct article *a, struct arena *scratch,
	struct arena *out, struct story_features *ret)
{
	story_features_of(x, a->title, article_text(a, scratch), a->lang, out, ret);
}

/* ---- numbers: src/story counts from 0 and has a word for none, the store from 1 */

static int64_t number_of(uint32_t article)
{
	return article == STORY_NONE ? 0 : (int64_t)article + 1;
}

static uint32_t article_of(int64_t number)
{
	return number < 1 || number > STORY_NONE ? STORY_NONE : (uint32_t)(number - 1);
}

static struct store_told told_of(struct stories *s, uint32_t article)
{
	const struct story_link *link = stories_link(s, article);
	return (struct store_told){
		.number = number_of(article),
		.group = stories_group_whole(s, stories_group_of(s, article)),
		.nearest = number_of(link->nearest),
		.likeness = (int)(link->likeness * 1000),
		.copy_of = number_of(link->copy_of),
		.copy_share = (int)(link->copy_share * 1000),
		.translation_of = number_of(link->translation_of),
		.translation_sure = (int)(link->translation_sure * 1000),
		.strand_with = number_of(link->strand_with),
		.strand_likeness = (int)(link->strand_likeness * 1000),
	};
}

/* ---- reading */

struct reading {
	struct stories *stories;
	struct story_link *links; /* of the articles at hand */
	uint32_t first, n;
};

static enum err on_told(void *ctx, const struct store_told *t, struct error *e)
{
	struct reading *r = ctx;
	uint32_t article = article_of(t->number);
	if (article < r->first || article >= r->n)
		return fail(e, ERR_CORRUPT, "article %lld was grouped too early",
			(long long)t->number);
	r->links[article - r->first] = (struct story_link){
		.nearest = article_of(t->nearest),
		.likeness = (float)t->likeness / 1000,
		.copy_of = article_of(t->copy_of),
		.copy_share = (float)t->copy_share / 1000,
		.translation_of = article_of(t->translation_of),
		.translation_sure = (float)t->translation_sure / 1000,
		.strand_with = STORY_NONE, /* was told, and has no part in what comes */
	};
	return OK;
}

static enum err on_part(void *ctx, const struct store_window *w, struct error *e)
{
	struct reading *r = ctx;
	struct slice left = w->articles;
	for (int64_t number = w->first; number <= w->last; number++) {
		uint32_t article = article_of(number);
		if (article < r->first) {
			TRY(stories_article_skip(&left, e));
			continue;
		}
		if (article != stories_count(r->stories) || article >= r->n)
			return fail(e, ERR_CORRUPT, "article %lld is missing in the stories",
				(long long)stories_count(r->stories) + 1);
		TRY(stories_article_read(r->stories, &left, &r->links[article - r->first], e));
	}
	return OK;
}

static enum err read_groups(struct stories *stories, struct store *s, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	uint32_t id;
	enum err err = OK;
	while (err == OK && stories_wanted(stories, &id)) {
		struct store_group group;
		arena_reset(&scratch);
		err = store_group_get(s, id, &scratch, &group, e);
		if (err == OK)
			err = stories_group_read(stories, id, group.state, e);
	}
	arena_done(&scratch);
	return err;
}

static enum err read_window(struct grouping *g, struct store *s, struct error *e)
{
	struct store_window last;
	int64_t n_groups;
	TRY(store_window_last(s, &last, &n_groups, e));
	if (!last.last) {
		g->stories = stories_open(&story_rules);
		return OK;
	}
	if (last.last >= STORY_NONE || last.at_hand < 1 || last.at_hand > last.last + 1 ||
		n_groups > last.last)
		return fail(e, ERR_CORRUPT, "what is kept of stories contradicts itself");
	const struct stories_counts counts = { (uint32_t)last.last, (uint32_t)last.at_hand - 1,
		(uint32_t)n_groups, last.newest };
	struct reading r = { .stories = stories_resume(&story_rules, &counts),
		.first = counts.first, .n = counts.n };
	r.links = calloc(r.n - r.first + 1u, sizeof *r.links);
	if (!r.links)
		abort();
	enum err err = store_told_read(s, last.at_hand, on_told, &r, e);
	if (err == OK)
		err = store_window_read(s, last.at_hand, on_part, &r, e);
	if (err == OK)
		err = read_groups(r.stories, s, e);
	if (err == OK)
		err = stories_resumed(r.stories, e);
	free(r.links);
	g->stories = r.stories;
	g->n = g->n_written = counts.n;
	if (err != OK)
		forget(g);
	return err;
}

/* ---- writing */

static enum err write_group(struct grouping *g, struct store *s, uint32_t id, bool *ret_joins,
	struct error *e)
{
	buf_clear(&g->bytes);
	stories_group_write(g->stories, id, &g->bytes);
	const struct store_group group = {
		.id = id,
		.began = number_of(stories_group_began(g->stories, id)),
		.whole = stories_group_whole(g->stories, id),
		.state = buf_text(&g->bytes),
	};
	return store_group_put(s, &group, ret_joins, e);
}

static enum err write_groups(struct grouping *g, struct store *s, struct error *e)
{
	struct stories_changes changed = stories_changed(g->stories);
	struct arena scratch = ARENA_INIT;
	LIST(uint32_t) joining = { 0 };
	enum err err = OK;
	for (uint32_t i = 0; i < changed.n_groups && err == OK; i++) {
		bool joins;
		err = write_group(g, s, changed.groups[i], &joins, e);
		if (err == OK && joins)
			*list_add(&scratch, &joining) = changed.groups[i];
	}
	for (size_t i = 0; i < joining.n && err == OK; i++)
		err = store_group_join(s, joining.at[i], e);
	arena_done(&scratch);
	return err;
}

static enum err write_part(struct grouping *g, struct store *s, uint32_t from, uint32_t until,
	struct error *e)
{
	const struct store_window w = {
		.first = number_of(from), .last = number_of(until - 1),
		.at_hand = number_of(stories_first(g->stories)),
		.newest = stories_newest(g->stories),
		.edition = STORY_EDITION
	};
	struct store_window part = w;
	buf_clear(&g->bytes);
	for (uint32_t i = from; i < until; i++)
		stories_article_write(g->stories, i, &g->bytes);
	if (g->bytes.failed)
		return fail(e, ERR_LIMIT, "too much is known of a story's articles");
	part.articles = buf_text(&g->bytes);
	return store_window_put(s, &part, e);
}

enum err grouping_flush(struct grouping *g, struct store *s, struct error *e)
{
	arrivals_settle(g->arrivals);
	if (!g->stories || g->n_written == stories_count(g->stories))
		return OK;
	uint32_t n = stories_count(g->stories), written = g->n_written;
	struct stories_changes changed = stories_changed(g->stories);
	TRY(write_groups(g, s, e));
	for (uint32_t i = written; i < n; i++) {
		const struct store_told told = told_of(g->stories, i);
		TRY(store_told_put(s, &told, e));
	}
	for (uint32_t i = 0; i < changed.n_articles; i++) {
		if (changed.articles[i] >= written)
			continue;
		const struct store_told told = told_of(g->stories, changed.articles[i]);
		TRY(store_told_change(s, &told, e));
	}
	for (uint32_t at = written; at < n; at += PART_ARTICLES)
		TRY(write_part(g, s, at, at + PART_ARTICLES < n ? at + PART_ARTICLES : n, e));
	stories_settled(g->stories);
	g->n_written = n;
	return OK;
}

/* ---- as they come */

/* The article as it first came. */
static enum err first_state(struct store *s, struct store_article *a, struct arena *out,
	struct error *e)
{
	store_versions versions = { 0 };
	if (a->n_versions < 2)
		return OK;
	TRY(store_versions_list(s, a->id, out, &versions, e));
	for (size_t i = 0; i < versions.n; i++)
		if (versions.at[i].record == a->record && versions.at[i].ordinal == a->ordinal)
			return store_version_get(s, a->id, versions.at[i].number, out,
				&a->article, e);
	return OK;
}

void grouping_tell(struct grouping *g, grouping_tell_fn tell, void *ctx)
{
	g->tell = tell;
	g->tell_ctx = ctx;
}

static enum err flush_alone(struct grouping *g, struct store *s, int64_t last, struct error *e)
{
	TRY(store_begin(s, e));
	TRY(store_end(s, grouping_flush(g, s, e), e));
	store_give_way(s);
	return g->tell ? g->tell(g->tell_ctx, g->n, (size_t)last, e) : OK;
}

static enum err article_read(struct store *s, int64_t number, struct store_article *a,
	struct arena *out, struct error *e)
{
	struct store_member m;
	TRY(store_moment_begin(s, e));
	enum err err = store_member_find(s, number, &m, e);
	if (err == OK)
		err = store_article_get(s, m.id, STORE_WHOLE, out, a, e);
	if (err == OK)
		err = first_state(s, a, out, e);
	store_moment_end(s);
	return err;
}

/* Group the article with the next number, which was taken in before; `*record` is that of the one
 * before it, and becomes its own. What came in one record is written in one go. */
static enum err take_in(struct grouping *g, struct store *s, struct story_lexicon *x, int64_t last,
	int64_t *record, struct arena *scratch, struct error *e)
{
	struct store_article a;
	struct story_features f;
	arena_reset(scratch);
	TRY(article_read(s, (int64_t)g->n + 1, &a, scratch, e));
	if (a.record != *record && g->n - g->n_written >= CATCH_UP_ARTICLES)
		TRY(flush_alone(g, s, last, e));
	*record = a.record;
	grouping_look(x, &a.article, scratch, scratch, &f);
	arrivals_add(g->arrivals, g->stories, a.record, a.at, &f);
	g->n++;
	return OK;
}

static enum err take_in_until(struct grouping *g, struct store *s, int64_t last, struct error *e)
{
	struct story_lexicon *x = story_lexicon_open();
	struct arena scratch = ARENA_INIT;
	int64_t record = 0;
	enum err err = OK;
	while (err == OK && g->n < last)
		err = g->stop && __atomic_load_n(g->stop, __ATOMIC_RELAXED)
			? fail(e, ERR_STOPPED, "stopped while articles were grouped")
			: take_in(g, s, x, last, &record, &scratch, e);
	if (err == OK)
		err = flush_alone(g, s, last, e);
	story_lexicon_close(x);
	arena_done(&scratch);
	return err;
}

static enum err drop(struct store *s, struct error *e)
{
	TRY(store_begin(s, e));
	return store_end(s, store_grouping_drop(s, e), e);
}

enum err grouping_catch_up(struct grouping *g, struct store *s, struct error *e)
{
	struct store_window window;
	int64_t last, n_groups;
	if (g->is_current)
		return OK;
	forget(g);
	TRY(store_number_last(s, &last, e));
	TRY(store_window_last(s, &window, &n_groups, e));
	if (window.last && window.edition != STORY_EDITION) {
		TRY(drop(s, e));
		window.last = 0;
	}
	if (window.last < last) {
		TRY(read_window(g, s, e));
		TRY(take_in_until(g, s, last, e));
	}
	g->is_current = true;
	return OK;
}

/* A batch begins with article `id`: all before it is known. */
static enum err go_on(struct grouping *g, struct store *s, int64_t id, struct error *e)
{
	struct store_member m;
	TRY(store_member_get(s, id, &m, e));
	/* A batch that was undone leaves more in memory than there is. */
	if (g->stories && g->n != g->n_written)
		forget(g);
	if (!g->stories)
		TRY(read_window(g, s, e));
	if ((int64_t)g->n + 1 != m.number)
		return fail(e, ERR_CORRUPT, "article %lld is not the next to be grouped",
			(long long)m.number);
	g->batch = store_batch_number(s);
	return OK;
}

enum err grouping_add(struct grouping *g, struct store *s, int64_t record, int64_t id, int64_t at,
	const struct story_features *f, struct error *e)
{
	if (!g->stories || g->batch != store_batch_number(s))
		TRY(go_on(g, s, id, e));
	arrivals_add(g->arrivals, g->stories, record, at, f);
	g->n++;
	return OK;
}
