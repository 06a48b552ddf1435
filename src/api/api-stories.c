/* api-stories: the stories that an archive keeps, and what the user says of them. */
#include "warta.h"

#include <stdlib.h>

#include "api/private.h"
#include "archive/topic.h"
#include "base/map.h"
#include "text/utf8.h"

enum {
	MAX_NEWS = 500,      /* members of a story that are looked at for what is new in them */
	NEWS_WORDS = 4,      /* names and numbers of each that no earlier one has */
	MAX_FOLLOWED = 3,
	FOLLOWED_LEAST = 200 /* thousandths of likeness */
};

/* ---- faces */

static const char *title_of(const struct article *a, struct arena *out)
{
	return a->title.n ? arena_str(out, a->title) : "";
}

static enum err member_face(struct store *store, const struct store_member *m, struct arena *out,
	struct warta_story_member *ret, struct error *e)
{
	struct store_article a;
	char published[DATE_TEXT_MAX];
	TRY(store_article_get(store, m->id, STORE_HEAD, out, &a, e));
	date_print(a.article.published, published);
	*ret = (struct warta_story_member){
		.number = m->number,
		.name = arena_str(out, slice_str(a.name)),
		.title = title_of(&a.article, out),
		.source = arena_str(out, a.article.source),
		.lang = arena_str(out, a.article.lang),
		.published = arena_str(out, slice_str(published)),
		.at = m->at,
		.copy_of = m->copy_of,
		.copy_share = m->copy_share / 1000.0,
		.translation_of = m->translation_of,
		.translation_sure = m->translation_sure / 1000.0,
		.strand_with = m->strand_with,
		.strand_likeness = m->strand_likeness / 1000.0,
		.nearest = m->nearest,
		.likeness = m->likeness / 1000.0,
		.is_said = m->said_at != 0,
		.news = "",
	};
	return OK;
}

/* `all` is for the faces of the members; NULL: only that of the lead is made. */
static enum err story_face(struct store *store, const struct store_story *y,
	struct warta_story_member *all, struct arena *out, struct warta_story *ret,
	struct error *e)
{
	struct warta_story_member lead;
	struct store_member first;
	struct store_article a;
	for (size_t i = 0; all && i < y->members.n; i++)
		TRY(member_face(store, &y->members.at[i], out, &all[i], e));
	TRY(member_face(store, &y->members.at[y->lead], out, &lead, e));
	TRY(store_member_find(store, y->story, &first, e));
	TRY(store_article_get(store, first.id, STORE_HEAD, out, &a, e));
	*ret = (struct warta_story){
		.number = y->story,
		.name = arena_str(out, slice_str(a.name)),
		.title = y->title.n ? arena_str(out, y->title) : lead.title,
		.is_renamed = y->title.n != 0,
		.is_locked = y->locked,
		.lead = lead,
		.first_at = y->first_at,
		.last_at = y->last_at,
		.n_members = y->members.n,
		.n_sources = y->n_sources,
		.n_copies = y->n_copies,
		.weight = y->weight,
		.members = all,
	};
	return OK;
}

static struct warta_story_member *members_room(const struct store_story *y, struct arena *out)
{
	return arena_calloc(out, y->members.n, sizeof(struct warta_story_member));
}

/* ---- many */

static bool is_of_all(const struct warta_search *s)
{
	return (!s->query || !*s->query) && !s->days && !s->since && !s->limit && !s->offset;
}

static enum err give_stories(struct store *store, const struct warta_stories_ask *ask,
	int (*give)(void *ctx, const struct warta_story *story), void *ctx, struct arena *found,
	struct error *e)
{
	static const enum store_story_sort orders[] = {
		[WARTA_BY_WEIGHT] = STORE_STORY_WEIGHT, [WARTA_BY_NEWEST] = STORE_STORY_NEWEST,
		[WARTA_BY_SIZE] = STORE_STORY_SIZE
	};
	store_story_list list = { 0 };
	size_t left = ask->limit ? ask->limit : SIZE_MAX;
	enum err err = OK;
	if (is_of_all(&ask->search) && left <= STORE_STORIES_FIRST_MAX) {
		TRY(store_stories_first(store, orders[ask->sort], ask->least, left, found, &list,
			e));
	} else {
		struct query *q;
		struct store_hits hits = { 0 };
		TRY(api_find(store, &ask->search, STORE_NEWEST, found, &q, &hits, e));
		TRY(store_stories_fold(store, &hits, orders[ask->sort], found, &list, e));
	}
	struct arena one = ARENA_INIT;
	for (size_t i = 0; err == OK && i < list.n && left; i++) {
		struct warta_story face;
		if (list.at[i].members.n < ask->least)
			continue;
		left--;
		arena_reset(&one);
		err = store_story_lead_in(store, slice_str(ask->lang), &list.at[i], e);
		if (err != OK)
			break;
		struct warta_story_member *members = ask->members
			? members_room(&list.at[i], &one) : NULL;
		err = story_face(store, &list.at[i], members, &one, &face, e);
		if (err == OK)
			err = api_stopped(give(ctx, &face), e);
	}
	arena_done(&one);
	return err;
}

enum warta_code warta_stories(struct warta *w, const struct warta_stories_ask *ask,
	int (*story)(void *ctx, const struct warta_story *story), void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena found = ARENA_INIT;
	enum err err = give_stories(w->archive->store, ask, story, ctx, &found, &why);
	arena_done(&found);
	return api_result(err, &why, e);
}

/* ---- one, whole */

/* Names and numbers of the text behind these terms, the heaviest first. */
static struct slice facts_of(struct story_lexicon *x, const struct looked *l,
	struct weighed *terms, size_t n, struct arena *out)
{
	uint32_t wanted[STORY_MAX_TERMS];
	struct slice found[STORY_MAX_TERMS], facts = SLICE("");
	size_t n_facts = 0, length;
	weighed_sort(terms, n);
	for (size_t i = 0; i < n; i++)
		wanted[i] = terms[i].term;
	story_words_of(x, SLICE_NONE, l->text, l->article.article.lang, wanted, n, found);
	for (size_t i = 0; i < n && n_facts < NEWS_WORDS; i++) {
		if (!found[i].n || !(ascii_digit(*found[i].p) ||
				utf8_is_upper(utf8_at(found[i], 0, &length))))
			continue;
		facts = arena_printf(out, "%.*s%s%.*s", SLICE_ARG(facts), n_facts ? ", " : "",
			SLICE_ARG(found[i]));
		n_facts++;
	}
	return facts;
}

/* What each report is the first to tell: what weighs in it and stands in none before it. */
static enum err add_news(struct store *store, struct story_lexicon *x,
	const struct store_story *y, struct warta_story_member *members, struct arena *out,
	struct error *e)
{
	struct arena known_arena = ARENA_INIT, scratch = ARENA_INIT;
	struct map known = { 0 };
	enum err err = OK;
	for (size_t i = 0; err == OK && i < y->members.n && i < MAX_NEWS; i++) {
		struct looked l;
		struct weighed new[STORY_MAX_TERMS];
		size_t n = 0;
		arena_reset(&scratch);
		err = looked_get(store, x, y->members.at[i].id, &scratch, &l, e);
		for (size_t k = 0; err == OK && k < l.features.n_terms; k++) {
			struct story_term t = l.features.terms[k];
			const struct slice key = slice_of((const char *)&t.term, sizeof t.term);
			if (map_find(&known, key))
				continue;
			map_at(&known, &known_arena, arena_dup(&known_arena, key));
			new[n++] = (struct weighed){ t.term, t.weight };
		}
		if (err != OK || !i || members[i].copy_of || members[i].translation_of)
			continue;
		members[i].news = arena_str(out, facts_of(x, &l, new, n, &scratch));
	}
	arena_done(&known_arena);
	arena_done(&scratch);
	return err;
}

static int by_first(const void *x, const void *y)
{
	const struct warta_story_other *a = x, *b = y;
	if (a->first_at != b->first_at)
		return a->first_at < b->first_at ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

/* The topic that a story is of, and of its stories the likest that came before and that this one
 * therefore follows. */
static enum err add_topic(struct store *store, struct story_lexicon *x,
	const struct store_story *y, struct arena *out, struct warta_story *face, struct error *e)
{
	struct topic t;
	TRY(topic_of(store, x, y, out, &t, e));
	struct warta_story_other *all = arena_calloc(out, t.stories.n, sizeof *all);
	struct warta_story_other *follows = arena_calloc(out, MAX_FOLLOWED, sizeof *follows);
	for (size_t i = 0; i < t.stories.n; i++) {
		const struct topic_story *found = &t.stories.at[i];
		struct store_story other;
		struct warta_story one;
		TRY(store_story_get(store, found->story, out, &other, e));
		TRY(story_face(store, &other, NULL, out, &one, e));
		all[i] = (struct warta_story_other){ .number = one.number, .name = one.name,
			.title = one.title, .first_at = other.first_at, .last_at = other.last_at,
			.likeness = found->likeness };
		if (found->at < face->lead.at && found->likeness * 1000 >= FOLLOWED_LEAST &&
			face->n_follows < MAX_FOLLOWED)
			follows[face->n_follows++] = all[i];
	}
	const char **words = arena_array(out, const char *, t.words.n + 1);
	for (size_t i = 0; i < t.words.n; i++)
		words[i] = arena_str(out, t.words.at[i]);
	if (t.stories.n)
		qsort(all, t.stories.n, sizeof *all, by_first);
	face->follows = follows;
	face->topic = all;
	face->n_topic = t.stories.n;
	face->topic_words = words;
	face->n_topic_words = t.words.n;
	return OK;
}

/* The story of the article that `ref` means. */
static enum err story_find(struct store *store, struct slice ref, int64_t *ret_number,
	struct error *e)
{
	int64_t id;
	struct store_member m;
	TRY(store_article_find(store, ref, &id, e));
	TRY(store_member_get(store, id, &m, e));
	*ret_number = m.number;
	return OK;
}

static enum err give_story(struct store *store, struct slice ref, struct slice lang,
	int (*give)(void *ctx, const struct warta_story *story), void *ctx, struct arena *out,
	struct error *e)
{
	int64_t number;
	struct store_story y;
	struct warta_story face;
	TRY(story_find(store, ref, &number, e));
	TRY(store_story_get(store, number, out, &y, e));
	TRY(store_story_lead_in(store, lang, &y, e));
	struct warta_story_member *members = members_room(&y, out);
	TRY(story_face(store, &y, members, out, &face, e));
	struct story_lexicon *x = story_lexicon_open();
	enum err err = add_news(store, x, &y, members, out, e);
	if (err == OK)
		err = add_topic(store, x, &y, out, &face, e);
	story_lexicon_close(x);
	return err == OK ? api_stopped(give(ctx, &face), e) : err;
}

enum warta_code warta_story(struct warta *w, const char *ref, const char *lang,
	int (*story)(void *ctx, const struct warta_story *story), void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena out = ARENA_INIT;
	enum err err = give_story(w->archive->store, slice_str(ref), slice_str(lang), story, ctx,
		&out, &why);
	arena_done(&out);
	return api_result(err, &why, e);
}

/* ---- why an article is where it is */

static enum err add_words(struct store *store, const struct store_member *m, struct arena *out,
	struct warta_why *why, struct error *e)
{
	struct store_member near;
	struct looked a, b;
	struct weighed shared[STORY_MAX_TERMS];
	if (!m->nearest)
		return OK;
	TRY(store_member_find(store, m->nearest, &near, e));
	struct story_lexicon *x = story_lexicon_open();
	enum err err = looked_get(store, x, m->id, out, &a, e);
	if (err == OK)
		err = looked_get(store, x, near.id, out, &b, e);
	if (err == OK) {
		size_t n = looked_shared(&a.features, &b.features, shared);
		strings words = looked_words(x, &a, shared, n, out);
		const char **texts = arena_array(out, const char *, words.n + 1);
		double *weights = arena_array(out, double, words.n + 1);
		for (size_t i = 0; i < words.n; i++) {
			texts[i] = arena_str(out, words.at[i]);
			weights[i] = shared[i].weight / ((double)STORY_UNIT * STORY_UNIT);
		}
		why->words = texts;
		why->weights = weights;
		why->n_words = words.n;
		why->nearest_likeness = story_likeness(&a.features, &b.features);
	}
	story_lexicon_close(x);
	return err;
}

static enum err give_why(struct store *store, struct slice ref,
	int (*give)(void *ctx, const struct warta_why *why), void *ctx, struct arena *out,
	struct error *e)
{
	int64_t number;
	struct store_member m;
	struct store_story y;
	struct warta_why why = { 0 };
	TRY(story_find(store, ref, &number, e));
	TRY(store_member_find(store, number, &m, e));
	TRY(store_story_get(store, number, out, &y, e));
	TRY(member_face(store, &m, out, &why.article, e));
	TRY(story_face(store, &y, NULL, out, &why.story, e));
	TRY(add_words(store, &m, out, &why, e));
	return api_stopped(give(ctx, &why), e);
}

enum warta_code warta_why(struct warta *w, const char *article,
	int (*give)(void *ctx, const struct warta_why *why), void *ctx, struct warta_error *e)
{
	struct error fault = { 0 };
	struct arena out = ARENA_INIT;
	enum err err = give_why(w->archive->store, slice_str(article), give, ctx, &out, &fault);
	arena_done(&out);
	return api_result(err, &fault, e);
}

/* ---- what the user says */

static enum err move_all(struct store *s, const int64_t *numbers, size_t n, int64_t story,
	int64_t now, struct error *e)
{
	for (size_t i = 0; i < n; i++)
		TRY(store_story_move(s, numbers[i], story, now, e));
	return OK;
}

static enum err split(struct store *s, const int64_t *numbers, size_t n, int64_t story,
	int64_t now, struct error *e)
{
	struct store_member whole, m;
	TRY(store_member_find(s, story, &whole, e));
	for (size_t i = 0; i < n; i++) {
		TRY(store_member_find(s, numbers[i], &m, e));
		if (m.story != whole.story)
			return fail(e, ERR_USAGE, "article %lld is in story %lld, not in %lld",
				(long long)m.number, (long long)m.story, (long long)whole.story);
	}
	return store_story_split(s, numbers, n, now, e);
}

static enum err correct(struct store *s, const struct warta_story_correction *c,
	struct arena *scratch, struct error *e)
{
	int64_t story, *numbers = arena_array(scratch, int64_t, c->n_articles + 1);
	TRY(story_find(s, slice_str(c->story), &story, e));
	for (size_t i = 0; i < c->n_articles; i++)
		TRY(story_find(s, slice_str(c->articles[i]), &numbers[i], e));
	switch (c->action) {
	case WARTA_STORY_MERGE:
		return c->n_articles == 1 ? store_story_merge(s, story, numbers[0], c->now, e)
			: fail(e, ERR_USAGE, "two stories are merged");
	case WARTA_STORY_SPLIT:
		return split(s, numbers, c->n_articles, story, c->now, e);
	case WARTA_STORY_MOVE:
		return move_all(s, numbers, c->n_articles, story, c->now, e);
	case WARTA_STORY_RENAME:
		return store_story_rename(s, story, c->title ? slice_str(c->title) : SLICE(""), e);
	default:
		return store_story_lock(s, story, c->action == WARTA_STORY_LOCK, c->now, e);
	}
}

enum warta_code warta_story_correct(struct warta *w, const struct warta_story_correction *c,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct arena scratch = ARENA_INIT;
	struct store *store = w->archive->store;
	enum err err = store_begin(store, &why);
	if (err == OK)
		err = store_end(store, correct(store, c, &scratch, &why), &why);
	arena_done(&scratch);
	return api_result(err, &why, e);
}
