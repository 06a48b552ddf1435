/* topic: candidates come from the search index, by the words that weigh most in the story's lead;
 * each is then looked at whole. */
#include "archive/topic.h"

#include <stdlib.h>

#include "base/map.h"
#include "query/query.h"

enum {
	TOPIC_HITS = 100,   /* articles that are looked at */
	TOPIC_SHARED = 3    /* terms that both must have */
};

/* Least likeness of a report to the lead; and the part of what one term makes of it that does not
 * count. */
static const double TOPIC_LEAST = 0.12, TOPIC_ALONE = 0.6;

enum err looked_get(struct store *s, struct story_lexicon *x, int64_t id, struct arena *out,
	struct looked *ret, struct error *e)
{
	TRY(store_article_get(s, id, STORE_WHOLE, out, &ret->article, e));
	const struct article *a = &ret->article.article;
	ret->text = article_text(a, out);
	story_features_of(x, a->title, ret->text, a->lang, out, &ret->features);
	return OK;
}

static int by_weight(const void *x, const void *y)
{
	const struct weighed *a = x, *b = y;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a->term < b->term ? -1 : a->term > b->term;
}

void weighed_sort(struct weighed *terms, size_t n)
{
	if (n)
		qsort(terms, n, sizeof *terms, by_weight);
}

strings looked_words(struct story_lexicon *x, const struct looked *l, struct weighed *terms,
	size_t n, struct arena *out)
{
	strings words = { 0 };
	uint32_t wanted[LOOKED_WORDS];
	struct slice found[LOOKED_WORDS];
	const struct article *a = &l->article.article;
	if (!n)
		return words;
	weighed_sort(terms, n);
	n = n < LOOKED_WORDS ? n : LOOKED_WORDS;
	for (size_t i = 0; i < n; i++)
		wanted[i] = terms[i].term;
	story_words_of(x, a->title, l->text, a->lang, wanted, n, found);
	for (size_t i = 0; i < n; i++)
		*list_add(out, &words) = arena_dup(out, found[i]);
	return words;
}

size_t looked_shared(const struct story_features *a, const struct story_features *b,
	struct weighed ret[static STORY_MAX_TERMS])
{
	size_t n = 0;
	for (size_t i = 0, j = 0; i < a->n_terms && j < b->n_terms;) {
		const struct story_term *x = &a->terms[i], *y = &b->terms[j];
		if (x->term == y->term)
			ret[n++] = (struct weighed){ x->term, (uint32_t)x->weight * y->weight };
		i += x->term <= y->term;
		j += x->term >= y->term;
	}
	return n;
}

/* Articles of other stories that have some of these words. */
static enum err find_others(struct store *s, int64_t story, const strings *words,
	struct arena *out, struct store_hits *ret, struct error *e)
{
	struct query either = { .op = QUERY_OR }, all = { .op = QUERY_AND, .kid = &either };
	struct query own = { .op = QUERY_IS, .field = FIELD_STORY,
		.text = arena_printf(out, "%lld", (long long)story) };
	struct query others = { .op = QUERY_NOT, .kid = &own };
	struct query **end = &either.kid;
	size_t n = 0;
	for (size_t i = 0; i < words->n; i++) {
		if (!words->at[i].n)
			continue;
		struct query *word = arena_new(out, struct query);
		*word = (struct query){ .op = QUERY_WORD, .field = FIELD_ANY,
			.text = words->at[i] };
		*end = word;
		end = &word->next;
		n++;
	}
	if (n < 2)
		return OK;
	either.next = &others;
	const struct store_search what = { .query = &all, .sort = STORE_RELEVANCE,
		.limit = TOPIC_HITS };
	return store_search(s, &what, out, ret, e);
}

/* 0 where it is no report of the topic. */
static double likeness(const struct weighed *shared, size_t n)
{
	double all = 0, most = 0;
	for (size_t i = 0; i < n; i++) {
		all += shared[i].weight;
		most = shared[i].weight > most ? shared[i].weight : most;
	}
	const double unit = (double)STORY_UNIT * STORY_UNIT;
	return n < TOPIC_SHARED || (all - TOPIC_ALONE * most) / unit < TOPIC_LEAST ? 0 : all / unit;
}

static int by_likeness(const void *x, const void *y)
{
	const struct topic_story *a = x, *b = y;
	if (a->likeness < b->likeness || a->likeness > b->likeness)
		return a->likeness > b->likeness ? -1 : 1;
	return a->story < b->story ? -1 : a->story > b->story;
}

/* Of a story the likest report counts. */
static void take(struct topic *t, const struct store_member *m, double like, struct arena *out)
{
	size_t k = 0;
	while (k < t->stories.n && t->stories.at[k].story != m->story)
		k++;
	if (k == t->stories.n)
		*list_add(out, &t->stories) = (struct topic_story){ m->story, m->at, like };
	else if (like > t->stories.at[k].likeness)
		t->stories.at[k] = (struct topic_story){ m->story, m->at, like };
}

static enum err weigh_reports(struct store *s, struct story_lexicon *x,
	const struct looked *lead, const struct store_hits *hits, struct arena *out,
	struct topic *t, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	enum err err = OK;
	for (size_t i = 0; err == OK && i < hits->hits.n; i++) {
		struct store_member m;
		struct looked l;
		struct weighed shared[STORY_MAX_TERMS];
		arena_reset(&scratch);
		err = store_member_get(s, hits->hits.at[i].id, &m, e);
		if (err == OK)
			err = looked_get(s, x, m.id, &scratch, &l, e);
		if (err != OK)
			break;
		size_t n = looked_shared(&lead->features, &l.features, shared);
		double like = likeness(shared, n);
		if (like > 0)
			take(t, &m, like, out);
	}
	arena_done(&scratch);
	if (t->stories.n)
		qsort(t->stories.at, t->stories.n, sizeof *t->stories.at, by_likeness);
	return err;
}

/* A story of something else may have one report that tells of this, too: what it shows first must
 * be of the topic as well. `sums` are beside the terms of the lead: how much of all is theirs. */
static enum err keep_stories(struct store *s, struct story_lexicon *x, const struct looked *lead,
	struct weighed sums[static STORY_MAX_TERMS], struct topic *t, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	enum err err = OK;
	size_t n_kept = 0;
	for (size_t i = 0; err == OK && i < t->stories.n && n_kept < TOPIC_STORIES; i++) {
		struct store_story y;
		struct looked l;
		struct weighed shared[STORY_MAX_TERMS];
		arena_reset(&scratch);
		err = store_story_get(s, t->stories.at[i].story, &scratch, &y, e);
		if (err == OK)
			err = looked_get(s, x, y.members.at[y.lead].id, &scratch, &l, e);
		if (err != OK)
			break;
		size_t n = looked_shared(&lead->features, &l.features, shared);
		if (likeness(shared, n) <= 0)
			continue;
		t->stories.at[n_kept++] = t->stories.at[i];
		for (size_t k = 0, j = 0; k < lead->features.n_terms && j < n; k++)
			if (sums[k].term == shared[j].term)
				sums[k].weight += shared[j++].weight / TOPIC_STORIES;
	}
	arena_done(&scratch);
	t->stories.n = n_kept;
	return err;
}

static void call_it(struct story_lexicon *x, const struct looked *lead, struct weighed *sums,
	struct arena *out, struct topic *t)
{
	strings words = looked_words(x, lead, sums, lead->features.n_terms, out);
	for (size_t i = 0; i < words.n && t->words.n < TOPIC_WORDS; i++)
		if (words.at[i].n && sums[i].weight)
			*list_add(out, &t->words) = words.at[i];
}

static enum err look_for(struct store *s, struct story_lexicon *x, const struct store_story *y,
	struct arena *out, struct topic *ret, struct error *e)
{
	struct looked lead;
	struct weighed terms[STORY_MAX_TERMS], sums[STORY_MAX_TERMS];
	struct store_hits hits = { 0 };
	struct topic t = { 0 };
	TRY(looked_get(s, x, y->members.at[y->lead].id, out, &lead, e));
	for (size_t i = 0; i < lead.features.n_terms; i++) {
		const struct story_term *term = &lead.features.terms[i];
		terms[i] = (struct weighed){ term->term, term->weight };
		sums[i] = (struct weighed){ term->term, 0 };
	}
	strings words = looked_words(x, &lead, terms, lead.features.n_terms, out);
	TRY(find_others(s, y->story, &words, out, &hits, e));
	TRY(weigh_reports(s, x, &lead, &hits, out, &t, e));
	TRY(keep_stories(s, x, &lead, sums, &t, e));
	if (t.stories.n)
		call_it(x, &lead, sums, out, &t);
	*ret = t;
	return OK;
}

enum err topic_of(struct store *s, struct story_lexicon *x, const struct store_story *y,
	struct arena *out, struct topic *ret, struct error *e)
{
	TRY(store_moment_begin(s, e));
	enum err err = look_for(s, x, y, out, ret, e);
	store_moment_end(s);
	return err;
}
