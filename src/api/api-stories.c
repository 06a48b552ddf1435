/* api-stories: the stories among articles of an archive, made when they are asked for. */
#include "warta.h"

#include <math.h>
#include <stdlib.h>

#include "api/private.h"
#include "base/map.h"
#include "story/cluster.h"

enum {
	MAX_ARTICLES = 200000, /* that one question groups: some seconds and 500 MB */
	DAY_S = 86400
};

struct kept {
	struct warta_story_member face;
	int64_t at;
	uint32_t story;
	bool copies; /* copy or translation */
};

struct asking {
	struct arena arena;
	struct kept *kept;
	size_t n;
	struct warta_story *stories;
	size_t n_stories;
	int64_t newest;
};

/* One article into the grouping, and what lists show of it into a->kept. */
static enum err take(struct store *store, int64_t id, struct story_lexicon *x, struct stories *s,
	struct asking *a, struct arena *scratch, struct error *e)
{
	struct store_article article;
	struct story_features f;
	char published[DATE_TEXT_MAX];
	TRY(store_article_get(store, id, STORE_WHOLE, scratch, &article, e));
	const struct article *r = &article.article;
	story_features_of(x, r->title, article_text(r, scratch), r->lang, scratch, &f);
	stories_add(s, article.at, &f);
	struct kept *k = &a->kept[a->n++];
	date_print(r->published, published);
	k->at = article.at;
	k->face = (struct warta_story_member){
		.number = article.number,
		.name = arena_str(&a->arena, slice_str(article.name)),
		.title = arena_str(&a->arena, r->title),
		.source = arena_str(&a->arena, r->source),
		.lang = arena_str(&a->arena, r->lang),
		.published = arena_str(&a->arena, slice_str(published)),
	};
	if (k->at > a->newest)
		a->newest = k->at;
	return OK;
}

static void link_members(struct asking *a, struct stories *s)
{
	for (uint32_t i = 0; i < a->n; i++) {
		const struct story_link *link = stories_link(s, i);
		struct kept *k = &a->kept[i];
		k->story = stories_of(s, i);
		k->face.likeness = link->likeness;
		if (link->copy_of != STORY_NONE) {
			k->face.copy_of = a->kept[link->copy_of].face.number;
			k->face.copy_share = link->copy_share;
		}
		if (link->translation_of != STORY_NONE) {
			k->face.translation_of = a->kept[link->translation_of].face.number;
			k->face.translation_sure = link->translation_sure;
		}
		k->copies = k->face.copy_of || k->face.translation_of;
	}
}

/* By story, and within one by time. */
static int by_story(const void *x, const void *y)
{
	const struct kept *a = x, *b = y;
	if (a->story != b->story)
		return a->story < b->story ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->face.number < b->face.number ? -1 : a->face.number > b->face.number;
}

static size_t count_sources(const struct kept *k, size_t n, struct arena *scratch)
{
	struct map seen = { 0 };
	for (size_t i = 0; i < n; i++)
		if (!k[i].copies)
			map_at(&seen, scratch, slice_str(k[i].face.source));
	return seen.n;
}

/* Members k[0] to k[n - 1] as a story. The lead is the earliest that is no copy. */
static struct warta_story story_of(const struct asking *a, const struct kept *k, size_t n,
	struct warta_story_member *members, struct arena *scratch)
{
	size_t lead = 0;
	struct warta_story y = { .members = members, .n_members = n };
	while (lead + 1 < n && k[lead].copies)
		lead++;
	for (size_t i = 0; i < n; i++) {
		members[i] = k[i].face;
		y.n_copies += k[i].copies;
	}
	y.lead = lead;
	y.title = members[lead].title;
	y.first_at = k[0].at;
	y.last_at = k[n - 1].at;
	y.n_sources = count_sources(k, n, scratch);
	y.weight = (double)y.n_sources * exp2(-(double)(a->newest - y.last_at) / DAY_S);
	return y;
}

static void make_stories(struct asking *a)
{
	struct arena scratch = ARENA_INIT;
	qsort(a->kept, a->n, sizeof *a->kept, by_story);
	struct warta_story_member *members = arena_array(&a->arena, struct warta_story_member,
		a->n + 1);
	a->stories = arena_array(&a->arena, struct warta_story, a->n + 1);
	for (size_t i = 0, n; i < a->n; i += n) {
		for (n = 1; i + n < a->n && a->kept[i + n].story == a->kept[i].story; n++)
			;
		arena_reset(&scratch);
		a->stories[a->n_stories++] = story_of(a, a->kept + i, n, members + i, &scratch);
	}
	arena_done(&scratch);
}

/* Equal ones by the name of the first article. */
static int last_word(const struct warta_story *a, const struct warta_story *b)
{
	return strcmp(a->members[0].name, b->members[0].name);
}

static int by_weight(const void *x, const void *y)
{
	const struct warta_story *a = x, *b = y;
	return a->weight != b->weight ? (a->weight > b->weight ? -1 : 1) : last_word(a, b);
}

static int by_newest(const void *x, const void *y)
{
	const struct warta_story *a = x, *b = y;
	return a->last_at != b->last_at ? (a->last_at > b->last_at ? -1 : 1) : last_word(a, b);
}

static int by_size(const void *x, const void *y)
{
	const struct warta_story *a = x, *b = y;
	return a->n_members != b->n_members ? (a->n_members > b->n_members ? -1 : 1)
		: last_word(a, b);
}

static enum err group(struct store *store, const struct warta_search *s, struct asking *a,
	struct error *e)
{
	struct arena found = ARENA_INIT, scratch = ARENA_INIT;
	struct query *q;
	struct store_hits hits = { 0 };
	struct story_lexicon *x = story_lexicon_open();
	struct stories *grouping = stories_open(&story_rules);
	enum err err = api_find(store, s, STORE_NEWEST, &found, &q, &hits, e);
	if (err == OK && hits.hits.n > MAX_ARTICLES)
		err = fail(e, ERR_LIMIT, "%zu articles are too many to group, at most %d; ask for "
			"fewer days", hits.hits.n, MAX_ARTICLES);
	if (err == OK)
		a->kept = arena_array(&a->arena, struct kept, hits.hits.n + 1);
	for (size_t i = hits.hits.n; err == OK && i--;) {
		arena_reset(&scratch);
		err = take(store, hits.hits.at[i].id, x, grouping, a, &scratch, e);
	}
	if (err == OK) {
		link_members(a, grouping);
		make_stories(a);
	}
	stories_close(grouping);
	story_lexicon_close(x);
	arena_done(&scratch);
	arena_done(&found);
	return err;
}

enum warta_code warta_stories(struct warta *w, const struct warta_search *s,
	enum warta_story_sort sort, int (*story)(void *ctx, const struct warta_story *story),
	void *ctx, struct warta_error *e)
{
	static int (*const orders[])(const void *, const void *) = {
		[WARTA_BY_WEIGHT] = by_weight, [WARTA_BY_NEWEST] = by_newest,
		[WARTA_BY_SIZE] = by_size
	};
	struct error why = { 0 };
	struct asking a = { .arena = ARENA_INIT, .newest = INT64_MIN };
	enum err err = group(w->archive->store, s, &a, &why);
	if (err == OK)
		qsort(a.stories, a.n_stories, sizeof *a.stories, orders[sort]);
	for (size_t i = 0; err == OK && i < a.n_stories; i++)
		err = api_stopped(story(ctx, &a.stories[i]), &why);
	arena_done(&a.arena);
	return api_result(err, &why, e);
}
