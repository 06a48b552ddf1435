/* cluster: scores from postings, a decision, and the article's own postings. */
#include "story/cluster.h"

#include <math.h>
#include <stdlib.h>

#include "story/private.h"
#include "story/sort.h"

enum {
	DAY_S = 86400,
	MAX_POSTINGS = 2000, /* of a term that are looked at, the newest: work is bounded */
	COMMON_LEAST = 400,  /* articles that have a term before it can be called common */
	COMMON_ONE_IN = 40,  /* of the articles at hand, once they are many */
	KEEP_LEAST = 20000,  /* that came last stay at hand, however old: for what is taken in
	                      * late */
	KEEP_MOST = 1000000,
	MERGES = 3,          /* stories that one article can bring together with its own */
	HEADLINE_WORDS = 20, /* an article with fewer words of text is a headline */
	COPY_INDEX_ONE_IN = 8, /* shingles that find copies, of those that measure them */
	COPY_POSTINGS = 24,    /* articles of such a shingle that are looked at, the newest */
	COPY_LEAST_WORDS = 20, /* shorter texts are equal by chance */
	COPY_LEAST_SHINGLES = 5,
	ANCHORS_LEAST = 4,     /* fewer names and numbers say nothing */
	ANCHOR_POSTINGS = 300  /* an anchor of more articles says nothing */
};

/* Articles as alike as this, and as this part of the likest, are measured as copies. */
static const double COPY_ALIKE = 0.35, COPY_NEAR_LIKEST = 0.7;
/* Of all that two texts have in names and numbers, the share that a translation has in common; the
 * next best may have this part of it; and one may be so many times longer. */
static const double TRANSLATION_LEAST = 0.30, TRANSLATION_LEAD = 0.8, TRANSLATION_LONGER = 2.2;

const struct story_rules story_rules = {
	.window_s = 60 * DAY_S, .join = 0.20, .merge = 0.36, .merge_headlines = 0.15,
	.copy_share = 0.30
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
	return s;
}

void stories_close(struct stories *s)
{
	if (!s)
		return;
	for (uint32_t i = s->first; i < s->n; i++)
		free(s->members[i - s->first].f.shingles);
	holders_done(&s->terms);
	holders_done(&s->shingles);
	holders_done(&s->anchors);
	free(s->members);
	free(s->stories);
	free(s->story_of);
	free(s->links);
	free(s->dot);
	free(s->touched);
	free(s->changed_articles.at);
	free(s->changed_groups.at);
	free(s->tally_of);
	free(s->tallies);
	free(s);
}

static uint32_t root_of(const struct stories *s, uint32_t story)
{
	while (s->stories[story].parent != story) {
		s->stories[story].parent = s->stories[s->stories[story].parent].parent;
		story = s->stories[story].parent;
	}
	return story;
}

static uint32_t whole_of(const struct stories *s, uint32_t story)
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

static void group_changes(struct stories *s, uint32_t group)
{
	if (!s->stories[group].changed)
		note(&s->changed_groups, group);
	s->stories[group].changed = true;
}

/* The older number stays. */
static void unite(struct stories *s, uint32_t x, uint32_t y)
{
	x = whole_of(s, x);
	y = whole_of(s, y);
	group_changes(s, x > y ? x : y);
	s->stories[x > y ? x : y].whole = x > y ? y : x;
}

uint32_t stories_of(struct stories *s, uint32_t article)
{
	return s->stories[whole_of(s, s->story_of[article])].began;
}

static bool within(const struct stories *s, uint32_t article, int64_t at)
{
	if (article < s->first)
		return false;
	return llabs(member(s, article)->at - at) <= s->rules.window_s;
}

/* ---- likeness */

static uint32_t dot_of(const struct story_features *a, const struct story_features *b)
{
	uint32_t sum = 0;
	for (size_t i = 0, j = 0; i < a->n_terms && j < b->n_terms;) {
		if (a->terms[i].term == b->terms[j].term)
			sum += (uint32_t)a->terms[i++].weight * b->terms[j++].weight;
		else if (a->terms[i].term < b->terms[j].term)
			i++;
		else
			j++;
	}
	return sum;
}

static size_t shared(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
	size_t n = 0;
	for (size_t i = 0, j = 0; i < n_a && j < n_b;) {
		if (a[i] == b[j])
			n++, i++, j++;
		else if (a[i] < b[j])
			i++;
		else
			j++;
	}
	return n;
}

static double cosine(double dot)
{
	return dot / ((double)STORY_UNIT * STORY_UNIT);
}

/* Likeness of every article within the window that shares a term: s->touched, s->dot. */
static void score_articles(struct stories *s, int64_t at, const struct story_features *f)
{
	for (size_t i = 0; i < f->n_terms; i++) {
		const struct holder_list *l = holders_of(&s->terms, f->terms[i].term);
		uint32_t weight = f->terms[i].weight;
		if (!l)
			continue;
		const struct holder *all = holders_at(l);
		uint32_t from = l->n > MAX_POSTINGS ? l->n - MAX_POSTINGS : 0;
		for (uint32_t k = l->n; k-- > from;) {
			uint32_t a = all[k].article;
			if (a < s->first)
				break;
			uint32_t *dot = &s->dot[a - s->first];
			if (!*dot)
				s->touched[s->n_touched++] = a;
			*dot += weight * all[k].weight + 1;
		}
	}
	uint32_t n = 0;
	for (uint32_t i = 0; i < s->n_touched; i++) {
		uint32_t a = s->touched[i];
		if (within(s, a, at))
			s->touched[n++] = a;
		else
			s->dot[a - s->first] = 0;
	}
	s->n_touched = n;
}

static void forget_scores(struct stories *s)
{
	for (uint32_t i = 0; i < s->n_touched; i++)
		s->dot[s->touched[i] - s->first] = 0;
	for (uint32_t i = 0; i < s->n_tallies; i++)
		s->tally_of[s->tallies[i].story] = 0;
	s->n_touched = s->n_tallies = 0;
}

static void score_stories(struct stories *s)
{
	for (uint32_t i = 0; i < s->n_touched; i++) {
		uint32_t a = s->touched[i], story = root_of(s, member(s, a)->story);
		uint32_t dot = s->dot[a - s->first];
		if (!s->tally_of[story]) {
			if (s->n_tallies == s->cap_tallies) {
				s->cap_tallies = s->cap_tallies * 2 + 64;
				s->tallies = stories_grow(s->tallies, s->cap_tallies,
					sizeof *s->tallies);
			}
			s->tallies[s->n_tallies++] = (struct tally){ .story = story };
			s->tally_of[story] = s->n_tallies;
		}
		struct tally *t = &s->tallies[s->tally_of[story] - 1];
		t->n++;
		t->sum += dot;
		if (dot > t->most) {
			t->most = dot;
			t->nearest = a;
		}
	}
}

/* Cosine of the article with a story's centre. */
static double likeness_of(const struct stories *s, const struct tally *t)
{
	const struct story *y = &s->stories[t->story];
	double tight = y->n > 1 ? y->pairs / (0.5 * y->n * (y->n - 1)) : 1;
	double n = y->n, sum = cosine((double)t->sum);
	return sum / sqrt(n + n * (n - 1) * tight);
}

/* Cosine of two centres, from the members that stand for them; `*ret_mean` is the mean likeness of
 * a member of one to a member of the other. */
static double likeness_of_stories(const struct stories *s, uint32_t x, uint32_t y,
	double *ret_mean)
{
	const struct story *a = &s->stories[x], *b = &s->stories[y];
	double cross = 0, na = a->n, nb = b->n;
	uint32_t n = 0;
	for (uint32_t i = 0; i < a->n_sample; i++)
		for (uint32_t j = 0; j < b->n_sample; j++) {
			if (a->sample[i] < s->first || b->sample[j] < s->first)
				continue;
			cross += cosine(dot_of(&member(s, a->sample[i])->f,
				&member(s, b->sample[j])->f));
			n++;
		}
	double own_a = a->n > 1 ? a->pairs / (0.5 * na * (na - 1)) : 1;
	double own_b = b->n > 1 ? b->pairs / (0.5 * nb * (nb - 1)) : 1;
	*ret_mean = n ? cross / n : 0;
	return *ret_mean * na * nb /
		sqrt((na + na * (na - 1) * own_a) * (nb + nb * (nb - 1) * own_b));
}

/* ---- stories */

/* Every other one is left out, and from now on every other one that comes. */
static void sample_thin(struct story *y)
{
	y->n_sample /= 2;
	for (uint32_t i = 0; i < y->n_sample; i++)
		y->sample[i] = y->sample[2 * i];
	y->stride *= 2;
}

static void join(struct stories *s, uint32_t story, uint32_t article, double sum)
{
	struct story *y = &s->stories[story];
	group_changes(s, story);
	y->pairs += sum;
	y->n++;
	if (y->n % y->stride == 0) {
		if (y->n_sample == SAMPLE)
			sample_thin(y);
		y->sample[y->n_sample++] = article;
	}
	member(s, article)->story = story;
	s->story_of[article] = story;
}

/* The older number stays. */
static uint32_t merge(struct stories *s, uint32_t x, uint32_t y, double mean)
{
	uint32_t to = x < y ? x : y, from = x < y ? y : x;
	struct story *a = &s->stories[to], *b = &s->stories[from];
	b->parent = to;
	group_changes(s, to);
	group_changes(s, from);
	unite(s, to, from);
	a->pairs += b->pairs + mean * a->n * b->n;
	/* Of both at most half of the room, however much larger one is. */
	while (a->stride < b->stride || a->n_sample > SAMPLE / 2)
		sample_thin(a);
	while (b->stride < a->stride || b->n_sample > SAMPLE / 2)
		sample_thin(b);
	for (uint32_t i = 0; i < b->n_sample; i++)
		a->sample[a->n_sample++] = b->sample[i];
	a->n += b->n;
	return to;
}

static uint32_t begin(struct stories *s)
{
	if (s->n_stories == s->cap_stories) {
		uint32_t cap = s->cap_stories * 2 + 1024;
		s->stories = stories_grow(s->stories, cap, sizeof *s->stories);
		s->tally_of = stories_grow(s->tally_of, cap, sizeof *s->tally_of);
		memset(s->tally_of + s->cap_stories, 0,
			(cap - s->cap_stories) * sizeof *s->tally_of);
		s->cap_stories = cap;
	}
	s->stories[s->n_stories] =
		(struct story){ .parent = s->n_stories, .whole = s->n_stories, .began = s->n - 1,
			.stride = 1 };
	return s->n_stories++;
}

/* The story that the article is likest to among those less like than `below`, or NULL. */
static const struct tally *likest(const struct stories *s, double below, double *ret_like)
{
	const struct tally *best = NULL;
	double most = s->rules.join;
	for (uint32_t i = 0; i < s->n_tallies; i++) {
		double like = likeness_of(s, &s->tallies[i]);
		if (like < below && like >= most && (like > most || !best)) {
			best = &s->tallies[i];
			most = like;
		}
	}
	*ret_like = most;
	return best;
}

static void place(struct stories *s, uint32_t article)
{
	bool is_headline = member(s, article)->f.n_words < HEADLINE_WORDS;
	double merges = is_headline ? s->rules.merge_headlines : s->rules.merge;
	double like, mean;
	score_stories(s);
	const struct tally *t = likest(s, INFINITY, &like);
	if (!t) {
		join(s, begin(s), article, 0);
		return;
	}
	uint32_t story = t->story;
	double sum = cosine((double)t->sum);
	s->links[article].likeness = (float)like;
	s->links[article].nearest = t->nearest;
	/* The likenesses are of before; a story that was merged does not come up again. */
	const struct tally *others[MERGES];
	int n = 0;
	while (n < MERGES && (others[n] = likest(s, like, &like)))
		n++;
	for (int i = 0; i < n; i++)
		if (likeness_of_stories(s, story, others[i]->story, &mean) >= merges) {
			sum += cosine((double)others[i]->sum);
			story = merge(s, story, others[i]->story, mean);
		}
	join(s, story, article, sum);
}

/* ---- copies */

static double copied_share(const struct story_features *a, const struct story_features *b)
{
	size_t least = a->n_shingles < b->n_shingles ? a->n_shingles : b->n_shingles;
	if (a->text_hash == b->text_hash && a->n_words >= COPY_LEAST_WORDS)
		return 1;
	if (least < COPY_LEAST_SHINGLES)
		return 0;
	return (double)shared(a->shingles, a->n_shingles, b->shingles, b->n_shingles) /
		(double)least;
}

/* Of two that share a text, the one whose time is later is the copy; of what is a copy itself, the
 * original, where that shares enough with this one, too. */
static void link_copy(struct stories *s, uint32_t article, uint32_t other, double share)
{
	const struct member *m = member(s, article);
	uint32_t first = s->links[other].copy_of;
	if (first != STORY_NONE && first >= s->first) {
		double of_first = copied_share(&m->f, &member(s, first)->f);
		if (of_first >= s->rules.copy_share) {
			other = first;
			share = of_first;
		}
	}
	bool is_first = member(s, other)->at > m->at;
	struct story_link *link = &s->links[is_first ? other : article];
	if (is_first)
		note(&s->changed_articles, other);
	link->copy_of = is_first ? article : other;
	link->copy_share = (float)share;
}

struct best {
	uint32_t article;
	double share;
};

static void try_copy(const struct stories *s, const struct story_features *f, uint32_t other,
	struct best *best)
{
	double share = copied_share(f, &member(s, other)->f);
	if (share > best->share || (share == best->share && other < best->article))
		*best = (struct best){ other, share };
}

/* Candidates are the articles that are alike, and those that share two shingles of the index: a
 * short piece of a long text is not like it as a whole. */
static void find_copy(struct stories *s, uint32_t article)
{
	uint64_t found[STORY_MAX_SHINGLES * COPY_POSTINGS];
	size_t n = 0;
	const struct story_features *f = &member(s, article)->f;
	struct best best = { STORY_NONE, s->rules.copy_share };
	uint32_t most = 0;
	for (uint32_t i = 0; i < s->n_touched; i++)
		if (s->dot[s->touched[i] - s->first] > most)
			most = s->dot[s->touched[i] - s->first];
	double least = fmax(cosine(most) * COPY_NEAR_LIKEST, COPY_ALIKE);
	for (uint32_t i = 0; i < s->n_touched; i++)
		if (cosine(s->dot[s->touched[i] - s->first]) >= least)
			try_copy(s, f, s->touched[i], &best);
	for (size_t i = 0; i < f->n_shingles; i++) {
		const struct holder_list *l = f->shingles[i] % COPY_INDEX_ONE_IN ? NULL
			: holders_of(&s->shingles, f->shingles[i]);
		const struct holder *all = l ? holders_at(l) : NULL;
		for (uint32_t k = l ? l->n : 0, left = COPY_POSTINGS; k-- && left--;)
			if (within(s, all[k].article, member(s, article)->at))
				found[n++] = all[k].article;
	}
	sort_numbers(found, n);
	for (size_t i = 1; i < n; i++)
		if (found[i] == found[i - 1] && (i < 2 || found[i] != found[i - 2]))
			try_copy(s, f, (uint32_t)found[i], &best);
	if (best.article != STORY_NONE)
		link_copy(s, article, best.article, best.share);
}

/* ---- translations */

/* What sharing an anchor says, by how many articles have it. */
static uint32_t anchor_weight(const struct stories *s, uint32_t anchor)
{
	const struct holder_list *l = holders_of(&s->anchors, anchor);
	double n = s->n - s->first + 1;
	return (uint32_t)(100 * log(1 + n / (l ? l->n : 1.0)));
}

static uint32_t anchors_weight(const struct stories *s, const struct story_features *f)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < f->n_anchors; i++)
		sum += anchor_weight(s, f->anchors[i]);
	return sum;
}

static void score_anchors(struct stories *s, uint32_t article)
{
	const struct member *m = member(s, article);
	for (size_t i = 0; i < m->f.n_anchors; i++) {
		const struct holder_list *l = holders_of(&s->anchors, m->f.anchors[i]);
		uint32_t weight = l && l->n <= ANCHOR_POSTINGS ? anchor_weight(s, m->f.anchors[i])
			: 0;
		const struct holder *all = weight ? holders_at(l) : NULL;
		for (uint32_t k = weight ? l->n : 0; k--;) {
			uint32_t a = all[k].article;
			if (a < s->first || all[k].weight == m->f.lang || !within(s, a, m->at))
				continue;
			uint32_t *dot = &s->dot[a - s->first];
			if (!*dot)
				s->touched[s->n_touched++] = a;
			*dot += weight;
		}
	}
}

static void find_translation(struct stories *s, uint32_t article)
{
	const struct member *m = member(s, article);
	double most = 0, second = 0; /* of another story */
	uint32_t best = STORY_NONE, own;
	if (!m->f.lang || m->f.n_anchors < ANCHORS_LEAST)
		return;
	score_anchors(s, article);
	own = s->n_touched ? anchors_weight(s, &m->f) : 0;
	for (uint32_t i = 0; i < s->n_touched; i++) {
		uint32_t a = s->touched[i], dot = s->dot[a - s->first];
		const struct story_features *f = &member(s, a)->f;
		double words = (double)m->f.n_words / (f->n_words + 1.0);
		if (!f->lang || dot * 6 < own || f->n_anchors < ANCHORS_LEAST ||
			words > TRANSLATION_LONGER || words * TRANSLATION_LONGER < 1)
			continue;
		double like = 2.0 * dot / (own + anchors_weight(s, f));
		bool same = best != STORY_NONE && stories_of(s, a) == stories_of(s, best);
		if (like > most || (like == most && a < best)) {
			second = same ? second : most;
			most = like;
			best = a;
		} else if (!same && like > second) {
			second = like;
		}
	}
	if (most < TRANSLATION_LEAST || second > most * TRANSLATION_LEAD)
		return;
	bool is_first = m->at < member(s, best)->at;
	struct story_link *link = &s->links[is_first ? best : article];
	if (is_first)
		note(&s->changed_articles, best);
	link->translation_of = is_first ? article : best;
	link->translation_sure = (float)most;
	unite(s, member(s, article)->story, member(s, best)->story);
}

/* ---- what is at hand */

static void drop_old(struct stories *s)
{
	uint32_t gone = 0, have = s->n - s->first;
	while (have - gone > KEEP_MOST ||
		(have - gone > KEEP_LEAST && s->members[gone].at < s->newest - s->rules.window_s))
		gone++;
	if (gone * 16 < have || gone < 256)
		return;
	for (uint32_t i = 0; i < gone; i++)
		free(s->members[i].f.shingles);
	memmove(s->members, s->members + gone, (have - gone) * sizeof *s->members);
	s->first += gone;
	holders_forget(&s->terms, s->first);
	holders_forget(&s->shingles, s->first);
	holders_forget(&s->anchors, s->first);
}

void story_features_copy(const struct story_features *f, struct story_features *to)
{
	size_t terms = f->n_terms * sizeof *f->terms, a = f->n_shingles * sizeof *f->shingles,
		b = f->n_anchors * sizeof *f->anchors;
	char *p = stories_grow(NULL, terms + a + b + 1, 1);
	*to = *f;
	to->shingles = memcpy(p, f->shingles, a); /* first: they have to be aligned */
	to->anchors = memcpy(p + a, f->anchors, b);
	to->terms = memcpy(p + a + b, f->terms, terms);
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
void stories_make_room(struct stories *s)
{
	if (s->n - s->first == s->cap) {
		s->cap = s->cap * 2 + 1024;
		s->members = stories_grow(s->members, s->cap, sizeof *s->members);
		s->touched = stories_grow(s->touched, s->cap, sizeof *s->touched);
		s->dot = stories_grow(s->dot, s->cap, sizeof *s->dot);
		memset(s->dot, 0, s->cap * sizeof *s->dot);
	}
	if (s->n == s->cap_story_of) {
		s->cap_story_of = s->cap_story_of * 2 + 1024;
		s->story_of = stories_grow(s->story_of, s->cap_story_of, sizeof *s->story_of);
		s->links = stories_grow(s->links, s->cap_story_of, sizeof *s->links);
	}
}

static uint32_t enter(struct stories *s, int64_t at, const struct story_features *f)
{
	uint32_t have = s->n - s->first;
	stories_make_room(s);
	s->links[s->n] = (struct story_link){ .copy_of = STORY_NONE, .translation_of = STORY_NONE,
		.nearest = STORY_NONE };
	s->members[have] = (struct member){ .at = at };
	story_features_copy(f, &s->members[have].f);
	drop_common(s, &s->members[have].f);
	if (at > s->newest)
		s->newest = at;
	return s->n++;
}

void stories_index(struct stories *s, uint32_t article)
{
	const struct story_features *f = &member(s, article)->f;
	for (size_t i = 0; i < f->n_terms; i++)
		holders_add(&s->terms, f->terms[i].term,
			(struct holder){ article, f->terms[i].weight });
	for (size_t i = 0; i < f->n_shingles; i++)
		if (f->shingles[i] % COPY_INDEX_ONE_IN == 0)
			holders_add(&s->shingles, f->shingles[i], (struct holder){ article, 0 });
	for (size_t i = 0; i < f->n_anchors; i++)
		holders_add(&s->anchors, f->anchors[i], (struct holder){ article, f->lang });
}

uint32_t stories_add(struct stories *s, int64_t at, const struct story_features *f)
{
	drop_old(s);
	uint32_t article = enter(s, at, f);
	score_articles(s, at, &member(s, article)->f);
	place(s, article);
	find_copy(s, article);
	forget_scores(s);
	find_translation(s, article);
	forget_scores(s);
	stories_index(s, article);
	return article;
}

const struct story_link *stories_link(const struct stories *s, uint32_t article)
{
	return &s->links[article];
}

size_t stories_bytes(const struct stories *s)
{
	size_t n = sizeof *s + s->cap * (sizeof *s->members + 2 * sizeof(uint32_t)) +
		s->cap_stories * (sizeof *s->stories + sizeof *s->tally_of) +
		s->cap_story_of * (sizeof *s->story_of + sizeof *s->links) +
		s->cap_tallies * sizeof *s->tallies;
	for (uint32_t i = s->first; i < s->n; i++) {
		const struct story_features *f = &s->members[i - s->first].f;
		n += f->n_terms * sizeof *f->terms + 16u +
			(f->n_shingles + f->n_anchors) * sizeof(uint32_t);
	}
	return n + holders_bytes(&s->terms) + holders_bytes(&s->shingles) +
		holders_bytes(&s->anchors);
}

