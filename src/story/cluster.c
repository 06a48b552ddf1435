/* cluster: what is at hand, scores from postings, and an article's own postings. */
#include "story/cluster.h"

#include <math.h>
#include <stdlib.h>

#include "base/prefetch.h"
#include "story/private.h"

enum {
	DAY_S = 86400,
	AHEAD = 16,          /* articles that are asked of memory before they are looked at */
	MAX_POSTINGS = 2000, /* of a term that are looked at, the newest: work is bounded */
	COMMON_LEAST = 400,  /* articles that have a term before it can be called common */
	COMMON_ONE_IN = 40,  /* of the articles at hand, once they are many */
	KEEP_LEAST = 20000,  /* that came last stay at hand, however old: for what is taken in
	                      * late */
	KEEP_MOST = 1000000
};

const struct story_rules story_rules = {
	.window_s = 1000 * DAY_S, .at_hand_s = 60 * DAY_S, .fade_s = 100 * DAY_S,
	.alone = 0.6, .texts = { .join = 0.18, .merge = 0.28 },
	.headlines = { .join = 0.12, .merge = 0.10 }, .copy_share = 0.30
};

void *stories_grow(void *p, size_t n, size_t size)
{
	p = realloc(p, n * size);
	if (!p)
		abort();
	return p;
}

struct stories *stories_open(const struct story_rules *rules)
{
	struct stories *s = calloc(1, sizeof *s);
	if (!s)
		abort();
	s->rules = *rules;
	s->newest = INT64_MIN;
	s->balance = calloc(BALANCE_SLOTS, sizeof *s->balance);
	s->sums = calloc(1 << SUMS_BITS, sizeof *s->sums);
	if (!s->balance || !s->sums)
		abort();
	return s;
}

void stories_close(struct stories *s)
{
	if (!s)
		return;
	for (uint32_t i = s->first; i < s->n; i++)
		free(s->features[i - s->first].shingles);
	holders_done(&s->terms);
	holders_done(&s->shingles);
	holders_done(&s->anchors);
	free(s->features);
	free(s->spots);
	free(s->dots);
	free(s->balance);
	free(s->sums);
	free(s->stories);
	free(s->story_of);
	free(s->links);
	free(s->touched);
	free(s->changed_articles.at);
	free(s->changed_groups.at);
	free(s->roots);
	arena_done(&s->samples);
	free(s->tallies);
	free(s);
}

/* Likeness of every article within the window that shares a term: s->touched, s->dots. Of those
 * whose story is themselves, only where it is enough to join them; most others are. */
static void score_articles(struct stories *s, int64_t at, const struct story_features *f)
{
	uint32_t *dots = s->dots, *touched = s->touched, first = s->first, n = 0, n_kept = 0;
	uint32_t least = (uint32_t)(bar_of(s, f)->join * STORY_UNIT * STORY_UNIT);
	for (size_t i = 0; i < f->n_terms; i++) {
		const struct holder_list *l = holders_of(&s->terms, f->terms[i].term);
		uint32_t weight = f->terms[i].weight;
		if (!l)
			continue;
		const struct holder *all = holders_at(l);
		uint32_t from = l->n > MAX_POSTINGS ? l->n - MAX_POSTINGS : 0;
		for (uint32_t k = l->n; k-- > from && all[k].article >= first;) {
			uint32_t *dot = &dots[all[k].article - first];
			touched[n] = all[k].article; /* there is room for all at hand */
			n += !*dot;
			*dot += weight * all[k].weight + 1;
		}
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t a = touched[i], *dot = &dots[a - first];
		if (i + AHEAD < n)
			prefetch(spot_of(s, touched[i + AHEAD]));
		if ((*dot < least && spot_of(s, a)->alone) || !within(s, a, at))
			*dot = 0;
		else
			touched[n_kept++] = a;
	}
	s->n_touched = n_kept;
}

static void forget_scores(struct stories *s)
{
	for (uint32_t i = 0; i < s->n_touched; i++)
		*dot_of(s, s->touched[i]) = 0;
	for (uint32_t i = 0; i < s->n_tallies; i++)
		s->roots[s->tallies[i].story].tally = 0;
	s->n_touched = s->n_tallies = 0;
}

/* ---- what is at hand */

static void drop_old(struct stories *s)
{
	uint32_t gone = 0, have = s->n - s->first;
	while (have - gone > KEEP_MOST ||
		(have - gone > KEEP_LEAST && s->spots[gone].at < s->newest - s->rules.at_hand_s))
		gone++;
	if (gone * 16 < have || gone < 256)
		return;
	for (uint32_t i = 0; i < gone; i++)
		free(s->features[i].shingles);
	memmove(s->features, s->features + gone, (have - gone) * sizeof *s->features);
	memmove(s->spots, s->spots + gone, (have - gone) * sizeof *s->spots); /* dots are 0 */
	s->first += gone;
	holders_forget(&s->terms, s->first);
	holders_forget(&s->shingles, s->first);
	holders_forget(&s->anchors, s->first);
}

/* `from` may be NULL where there is nothing. */
static void *copy(char *to, const void *from, size_t n)
{
	return n ? memcpy(to, from, n) : to;
}

void story_features_copy(const struct story_features *f, struct story_features *to)
{
	size_t terms = f->n_terms * sizeof *f->terms, a = f->n_shingles * sizeof *f->shingles,
		b = f->n_anchors * sizeof *f->anchors;
	char *p = stories_grow(NULL, terms + a + b + f->n_anchors + 1, 1);
	*to = *f;
	to->shingles = copy(p, f->shingles, a); /* first: they have to be aligned */
	to->anchors = copy(p + a, f->anchors, b);
	to->terms = copy(p + a + b, f->terms, terms);
	to->places = copy(p + a + b + terms, f->places, f->n_anchors);
}

/* A term that many articles at hand have is a common word of their language or subject, whatever
 * the lexicon knows: it is left out, and the vector made a unit again. */
static void drop_common(const struct stories *s, struct story_features *f)
{
	uint32_t have = (s->n - s->first) / COMMON_ONE_IN, n = 0;
	uint32_t common = have > COMMON_LEAST ? have : COMMON_LEAST;
	double length = 0;
	for (uint32_t i = 0; i < f->n_terms; i++) {
		const struct holder_list *l = holders_of(&s->terms, f->terms[i].term);
		if (l && l->n > common)
			continue;
		if (l)
			holders_fetch_list(l);
		f->terms[n] = f->terms[i];
		length += (double)f->terms[n].weight * f->terms[n].weight;
		n++;
	}
	if (n == f->n_terms)
		return;
	for (uint32_t i = 0; i < n; i++)
		f->terms[i].weight =
			(uint16_t)(f->terms[i].weight * STORY_UNIT / sqrt(length) + 0.5);
	f->n_terms = (uint16_t)n;
}

/* For one more article. */
static void make_room(struct stories *s)
{
	if (s->n - s->first == s->cap) {
		s->cap += s->cap / 4 + 1024;
		s->features = stories_grow(s->features, s->cap, sizeof *s->features);
		s->spots = stories_grow(s->spots, s->cap, sizeof *s->spots);
		s->dots = stories_grow(s->dots, s->cap, sizeof *s->dots);
		s->touched = stories_grow(s->touched, s->cap, sizeof *s->touched);
	}
	if (s->n == s->cap_story_of) {
		s->cap_story_of += s->cap_story_of / 4 + 1024;
		s->story_of = stories_grow(s->story_of, s->cap_story_of, sizeof *s->story_of);
		s->links = stories_grow(s->links, s->cap_story_of, sizeof *s->links);
	}
}

static void enter(struct stories *s, int64_t at, const struct story_features *f)
{
	uint32_t have = s->n - s->first;
	make_room(s);
	s->links[s->n] = (struct story_link){ .copy_of = STORY_NONE, .translation_of = STORY_NONE,
		.strand_with = STORY_NONE, .nearest = STORY_NONE };
	s->spots[have] = (struct spot){ .at = at };
	s->dots[have] = 0;
	story_features_copy(f, &s->features[have]);
	if (at > s->newest)
		s->newest = at;
	s->n++;
}

void stories_index(struct stories *s, uint32_t article)
{
	const struct story_features *f = features_of(s, article);
	for (size_t i = 0; i < f->n_terms; i++)
		holders_add(&s->terms, f->terms[i].term,
			(struct holder){ article, f->terms[i].weight });
	for (size_t i = 0; i < f->n_shingles; i++)
		if (f->shingles[i] % COPY_INDEX_ONE_IN == 0)
			holders_add(&s->shingles, f->shingles[i], (struct holder){ article, 0 });
	for (size_t i = 0; i < f->n_anchors; i++)
		holders_add(&s->anchors, f->anchors[i], (struct holder){ article, f->lang });
}

/* Nearly all the time of the rest would go into waiting for these. */
void stories_fetch(const struct stories *s, const struct story_features *f)
{
	for (size_t i = 0; i < f->n_terms; i++)
		holders_fetch(&s->terms, f->terms[i].term);
	for (size_t i = 0; i < f->n_shingles; i++)
		if (f->shingles[i] % COPY_INDEX_ONE_IN == 0)
			holders_fetch(&s->shingles, f->shingles[i]);
	for (size_t i = 0; i < f->n_anchors; i++)
		holders_fetch(&s->anchors, f->anchors[i]);
}

static void look_at(struct stories *s, uint32_t article)
{
	drop_common(s, features_of(s, article));
	score_articles(s, spot_of(s, article)->at, features_of(s, article));
	stories_place(s, article);
	stories_find_copy(s, article);
	forget_scores(s);
	stories_find_translation(s, article);
	stories_index(s, article);
	stories_find_strand(s, article);
	forget_scores(s);
}

/* All have their numbers before the first is looked at. */
static void add_part(struct stories *s, const struct story_arrival *all, uint32_t n)
{
	uint32_t *order = stories_grow(NULL, n, sizeof *order), first = s->n;
	drop_old(s);
	stories_order(s, all, n, order);
	stories_fetch(s, &all[order[0]].f);
	for (uint32_t i = 0; i < n; i++)
		enter(s, all[i].at, &all[i].f);
	for (uint32_t i = 0; i < n; i++) {
		if (i + 1 < n)
			stories_fetch(s, &all[order[i + 1]].f);
		look_at(s, first + order[i]);
	}
	free(order);
}

uint32_t stories_add_all(struct stories *s, const struct story_arrival *all, uint32_t n)
{
	uint32_t first = s->n;
	for (uint32_t at = 0; at < n; at += STORY_TOGETHER)
		add_part(s, all + at, n - at < STORY_TOGETHER ? n - at : STORY_TOGETHER);
	return first;
}

uint32_t stories_add(struct stories *s, int64_t at, const struct story_features *f)
{
	const struct story_arrival one = { at, *f };
	return stories_add_all(s, &one, 1);
}

const struct story_link *stories_link(const struct stories *s, uint32_t article)
{
	return &s->links[article];
}

size_t stories_bytes_for_good(const struct stories *s)
{
	return s->cap_stories * (sizeof *s->stories + sizeof *s->roots) + s->samples.total +
		s->cap_story_of * (sizeof *s->story_of + sizeof *s->links);
}

size_t stories_bytes(const struct stories *s)
{
	size_t n = stories_bytes_for_good(s) + sizeof *s + BALANCE_SLOTS * sizeof *s->balance +
		(sizeof *s->sums << SUMS_BITS) +
		s->cap * (sizeof *s->features + sizeof *s->spots + sizeof *s->dots +
			sizeof *s->touched) +
		s->cap_tallies * sizeof *s->tallies;
	for (uint32_t i = s->first; i < s->n; i++) {
		const struct story_features *f = &s->features[i - s->first];
		n += f->n_terms * sizeof *f->terms + 16u +
			(f->n_shingles + f->n_anchors) * sizeof(uint32_t) + f->n_anchors;
	}
	return n + holders_bytes(&s->terms) + holders_bytes(&s->shingles) +
		holders_bytes(&s->anchors);
}

