/* group: which story an article joins, and which stories become one. */
#include <math.h>

#include "story/private.h"

enum {
	CANDIDATES = 8, /* stories that an article is weighed for, the likest */
	MERGES = 3      /* stories that one article can bring together with its own */
};

/* A lone article as like as this to one that joins a story is looked at again. */
static const double LONE_NEAR = 0.25;

/* A story that the article may belong to. */
struct candidate {
	const struct tally *tally;
	double like;
};
uint32_t stories_root(const struct stories *s, uint32_t story)
{
	struct root *all = s->roots;
	while (all[story].parent != story) {
		all[story].parent = all[all[story].parent].parent;
		story = all[story].parent;
	}
	return story;
}

uint32_t stories_whole(const struct stories *s, uint32_t story)
{
	while (s->stories[story].whole != story) {
		s->stories[story].whole = s->stories[s->stories[story].whole].whole;
		story = s->stories[story].whole;
	}
	return story;
}

static void note(struct numbers *list, uint32_t number)
{
	if (list->n == list->cap) {
		list->cap = list->cap * 2 + 64;
		list->at = stories_grow(list->at, list->cap, sizeof *list->at);
	}
	list->at[list->n++] = number;
}

void stories_note_article(struct stories *s, uint32_t article)
{
	note(&s->changed_articles, article);
}

static void group_changes(struct stories *s, uint32_t group)
{
	if (!s->stories[group].changed)
		note(&s->changed_groups, group);
	s->stories[group].changed = true;
}

/* Those that came together are not looked at in the order of their numbers. */
static void begin_by(struct stories *s, uint32_t story, uint32_t article)
{
	struct story *y = &s->stories[stories_whole(s, story)];
	if (article >= y->began)
		return;
	y->began = article;
	group_changes(s, (uint32_t)(y - s->stories));
}

static void add_langs(struct stories *s, uint32_t story, uint32_t langs)
{
	if ((s->stories[story].langs & langs) == langs)
		return;
	s->stories[story].langs |= langs;
	group_changes(s, story);
}

/* The older number stays. */
void stories_unite(struct stories *s, uint32_t x, uint32_t y)
{
	x = stories_whole(s, x);
	y = stories_whole(s, y);
	uint32_t to = x < y ? x : y, from = x < y ? y : x;
	group_changes(s, from);
	s->stories[from].whole = to;
	add_langs(s, to, s->stories[from].langs);
	begin_by(s, to, s->stories[from].began);
}

uint32_t stories_of(struct stories *s, uint32_t article)
{
	return s->stories[stories_whole(s, s->story_of[article])].began;
}

/* ---- likeness */

void stories_tally(struct stories *s, int64_t at)
{
	for (uint32_t i = 0; i < s->n_touched; i++) {
		const struct spot *a = spot_of(s, s->touched[i]);
		uint32_t story = stories_root(s, a->story), dot = *dot_of(s, s->touched[i]);
		int64_t gap_s = llabs(a->at - at);
		if (!s->roots[story].tally) {
			if (s->n_tallies == s->cap_tallies) {
				s->cap_tallies = s->cap_tallies * 2 + 64;
				s->tallies = stories_grow(s->tallies, s->cap_tallies,
					sizeof *s->tallies);
			}
			s->tallies[s->n_tallies++] =
				(struct tally){ .story = story, .gap_s = gap_s };
			s->roots[story].tally = s->n_tallies;
		}
		struct tally *t = &s->tallies[s->roots[story].tally - 1];
		t->sum += dot;
		if (gap_s < t->gap_s)
			t->gap_s = gap_s;
		if (dot > t->most) {
			t->most = dot;
			t->nearest = s->touched[i];
		}
	}
}

/* Length of the sum of a story's vectors. */
static double length_of(const struct story *y)
{
	return sqrt(y->n + 2 * y->pairs);
}

/* Evidence fades with the days between: by half at fade_s. */
static double fade(const struct stories *s, int64_t gap_s)
{
	return (double)s->rules.fade_s / (double)(s->rules.fade_s + gap_s);
}

struct balance *stories_balance(const struct stories *s, uint32_t term)
{
	uint32_t i = (term * 0x9E3779B1u) & (BALANCE_SLOTS - 1);
	while (s->balance[i].a && s->balance[i].term != term)
		i = (i + 1) & (BALANCE_SLOTS - 1);
	return &s->balance[i];
}

/* Two sides, each some articles: likeness of all of one to all of the other, and how much of it
 * the one term makes that makes most. */
struct shared {
	double all, most;
	uint32_t n_pairs; /* of articles at hand */
};

static struct shared share(const struct stories *s, const uint32_t *a, uint32_t n_a,
	const uint32_t *b, uint32_t n_b)
{
	struct shared r = { 0 };
	struct balance *used[SAMPLE * STORY_MAX_TERMS];
	uint32_t n_used = 0, at_hand = 0;
	for (uint32_t i = 0; i < n_a; i++) {
		if (a[i] < s->first)
			continue;
		at_hand++;
		const struct story_features *f = features_of(s, a[i]);
		for (uint32_t k = 0; k < f->n_terms; k++) {
			struct balance *t = stories_balance(s, f->terms[k].term);
			if (!t->a) {
				used[n_used++] = t;
				*t = (struct balance){ .term = f->terms[k].term };
			}
			t->a += f->terms[k].weight;
		}
	}
	for (uint32_t i = 0; i < n_b; i++) {
		if (b[i] < s->first)
			continue;
		r.n_pairs += at_hand;
		const struct story_features *f = features_of(s, b[i]);
		for (uint32_t k = 0; k < f->n_terms; k++)
			stories_balance(s, f->terms[k].term)->b += f->terms[k].weight;
	}
	for (uint32_t i = 0; i < n_used; i++) {
		double both = cosine((double)used[i]->a * used[i]->b);
		r.all += both;
		r.most = fmax(r.most, both);
		*used[i] = (struct balance){ 0 };
	}
	return r;
}

/* ---- stories */

/* Every other one is left out, and from now on every other one that comes. */
static void sample_thin(struct story *y)
{
	uint32_t n = y->n_sample / 2, one = sample_of(y)[0];
	for (uint32_t i = 0; n > 1 && i < n; i++)
		y->sample.many[i] = y->sample.many[2 * i];
	if (n == 1)
		y->sample.one = one;
	y->n_sample = (uint8_t)n;
	y->stride *= 2;
}

static void sample_add(struct stories *s, struct story *y, uint32_t article)
{
	if (y->n_sample == 1) {
		uint32_t *many = arena_array(&s->samples, uint32_t, SAMPLE);
		many[0] = y->sample.one;
		y->sample.many = many;
	}
	if (y->n_sample)
		y->sample.many[y->n_sample] = article;
	else
		y->sample.one = article;
	y->n_sample++;
}

/* A story is going to have more than one article. */
static void no_more_alone(struct stories *s, const struct story *y)
{
	uint32_t article = sample_of(y)[0];
	if (y->n == 1 && article >= s->first)
		spot_of(s, article)->alone = false;
}

static void join(struct stories *s, uint32_t story, uint32_t article, double sum)
{
	struct story *y = &s->stories[story];
	group_changes(s, story);
	no_more_alone(s, y);
	y->pairs += sum;
	y->n++;
	if (y->n % y->stride == 0) {
		if (y->n_sample == SAMPLE)
			sample_thin(y);
		sample_add(s, y, article);
	}
	spot_of(s, article)->story = story;
	spot_of(s, article)->alone = y->n == 1;
	s->story_of[article] = story;
	uint32_t lang = 1U << (features_of(s, article)->lang * 0x9E3779B1u >> 27);
	add_langs(s, story, lang);
	add_langs(s, stories_whole(s, story), lang);
	begin_by(s, story, article);
}

/* The older number stays. */
static uint32_t merge(struct stories *s, uint32_t x, uint32_t y, double mean)
{
	uint32_t to = x < y ? x : y, from = x < y ? y : x;
	struct story *a = &s->stories[to], *b = &s->stories[from];
	s->roots[from].parent = to;
	group_changes(s, to);
	group_changes(s, from);
	no_more_alone(s, a);
	no_more_alone(s, b);
	stories_unite(s, to, from);
	a->pairs += b->pairs + mean * a->n * b->n;
	/* Of both at most half of the room, however much larger one is. */
	while (a->stride < b->stride || a->n_sample > SAMPLE / 2)
		sample_thin(a);
	while (b->stride < a->stride || b->n_sample > SAMPLE / 2)
		sample_thin(b);
	for (uint32_t i = 0; i < b->n_sample; i++)
		sample_add(s, a, sample_of(b)[i]);
	a->n += b->n;
	a->langs |= b->langs;
	return to;
}

static uint32_t begin(struct stories *s, uint32_t article)
{
	if (s->n_stories == s->cap_stories) {
		uint32_t cap = s->cap_stories + s->cap_stories / 4 + 1024;
		s->stories = stories_grow(s->stories, cap, sizeof *s->stories);
		s->roots = stories_grow(s->roots, cap, sizeof *s->roots);
		s->cap_stories = cap;
	}
	s->stories[s->n_stories] =
		(struct story){ .whole = s->n_stories, .began = article, .stride = 1 };
	s->roots[s->n_stories] = (struct root){ .parent = s->n_stories };
	return s->n_stories++;
}

/* ---- the decision */

/* Likeness to each story's centre; the likest that can pass, in order. */
static uint32_t candidates(const struct stories *s, double least, struct candidate *c)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < s->n_tallies; i++) {
		const struct tally *t = &s->tallies[i];
		double sum = cosine((double)t->sum);
		if (sum < least) /* the length of a story is 1 or more */
			continue;
		double like = sum / length_of(&s->stories[t->story]) * fade(s, t->gap_s);
		if (like < least || (n == CANDIDATES && like <= c[n - 1].like))
			continue;
		uint32_t k = n < CANDIDATES ? n++ : n - 1;
		for (; k && c[k - 1].like < like; k--)
			c[k] = c[k - 1];
		c[k] = (struct candidate){ t, like };
	}
	return n;
}

/* One word that two share is weak evidence, however rare it is: all reports from one town have its
 * name. So of the term that makes most of the likeness, a part does not count. */
static uint32_t discount(const struct stories *s, uint32_t article, double least,
	struct candidate *c, uint32_t n)
{
	uint32_t left = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct story *y = &s->stories[c[i].tally->story];
		struct shared sh = share(s, &article, 1, sample_of(y), y->n_sample);
		double like = c[i].like;
		if (sh.all > 0)
			like *= 1 - s->rules.alone * sh.most / sh.all;
		if (like < least)
			continue;
		uint32_t k = left++;
		struct candidate this = { c[i].tally, like };
		for (; k && c[k - 1].like < like; k--)
			c[k] = c[k - 1];
		c[k] = this;
	}
	return left;
}

/* Do the centres of a story and that of a tally agree? */
static bool are_one(const struct stories *s, uint32_t x, const struct tally *t, double least,
	double *ret_mean)
{
	const struct story *a = &s->stories[x], *b = &s->stories[t->story];
	struct shared sh = share(s, sample_of(a), a->n_sample, sample_of(b), b->n_sample);
	if (!sh.n_pairs)
		return false;
	*ret_mean = sh.all / sh.n_pairs;
	double like = (sh.all - s->rules.alone * sh.most) / sh.n_pairs * a->n * b->n /
		(length_of(a) * length_of(b));
	return like * fade(s, t->gap_s) >= least;
}

/* The likest article that is a story alone may have come too early to be known as part of this
 * one. */
static void take_in_lone(struct stories *s, uint32_t story)
{
	const struct tally *best = NULL;
	double mean;
	for (uint32_t i = 0; i < s->n_tallies; i++) {
		const struct tally *t = &s->tallies[i];
		if (cosine(t->most) >= LONE_NEAR && (!best || t->most > best->most) &&
			s->stories[t->story].n == 1 && stories_root(s, t->story) != story)
			best = t;
	}
	if (best && are_one(s, story, best, s->rules.texts.join, &mean))
		merge(s, story, best->story, mean);
}

void stories_place(struct stories *s, uint32_t article)
{
	const struct story_bar *bar = bar_of(s, features_of(s, article));
	struct candidate c[CANDIDATES];
	double mean;
	stories_tally(s, spot_of(s, article)->at);
	uint32_t n = candidates(s, bar->join, c);
	n = discount(s, article, bar->join, c, n);
	if (!n) {
		join(s, begin(s, article), article, 0);
		return;
	}
	uint32_t story = c[0].tally->story;
	double sum = cosine((double)c[0].tally->sum);
	s->links[article].likeness = (float)c[0].like;
	s->links[article].nearest = c[0].tally->nearest;
	/* Others that the article may belong to as well are part of it, where the centres agree. */
	for (uint32_t i = 1; i < n && i <= MERGES; i++)
		if (are_one(s, story, c[i].tally, bar->merge, &mean)) {
			sum += cosine((double)c[i].tally->sum);
			story = merge(s, story, c[i].tally->story, mean);
		}
	join(s, story, article, sum);
	if (bar != &s->rules.headlines)
		take_in_lone(s, story);
}
