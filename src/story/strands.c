/* strands: two stories in two languages that tell the same event become one.
 *
 * One report and another share too little to be sure. Several have in common what the event is
 * about: the names and numbers that most of one side have weigh most, those that many articles of
 * other stories have weigh least. What is compared are the centres of both as vectors of these. */
#include <math.h>

#include "story/private.h"

enum {
	MEMBERS = 12,        /* of each side that are looked at, spread over it */
	CANDIDATES = 3,      /* stories that are looked at for an article */
	APART_S = 3 * 86400, /* the nearest member is at most so far in time */
	TEXTS_LEAST = 3,     /* of their own, not copies, on both sides together */
	SHARED_LEAST = 4,    /* names and numbers that both sides have */
	ARTICLE_SHARES = 8   /* one in so many of an article's own the nearest member has, too */
};

/* Least likeness of two centres, and the part of it that the next best may have; and what the
 * stories of an article and of its translation must have. */
static const double STRAND_LEAST = 0.24, STRAND_LEAD = 0.8, TRANSLATED_LEAST = 0.20;
/* Where both have a strand in one language, and these were not found to be one. */
static const double BRIDGE_LEAST = 0.35;

/* What stands for a story in one language: its own texts at hand. */
struct side {
	uint32_t members[MEMBERS], n;
	uint32_t story, n_all; /* articles of the story in all */
};

static struct side side_of(const struct stories *s, uint32_t story, uint16_t lang)
{
	const struct story *y = &s->stories[story];
	const uint32_t *sample = sample_of(y);
	struct side side = { .story = story, .n_all = y->n };
	uint32_t own[SAMPLE], n = 0;
	for (uint32_t i = 0; i < y->n_sample; i++) {
		uint32_t k = 0;
		if (sample[i] < s->first || features_of(s, sample[i])->lang != lang)
			continue;
		/* Of copies any, not the first: who was first hangs on the order of coming. */
		while (k < n && !stories_have_one_text(s, sample[i], own[k]))
			k++;
		if (k == n)
			own[n++] = sample[i];
	}
	side.n = n < MEMBERS ? n : MEMBERS;
	for (uint32_t i = 0; i < side.n; i++)
		side.members[i] = own[i * n / side.n];
	return side;
}

/* The side that an article is on. */
static struct side side_with(const struct stories *s, uint32_t article)
{
	return side_of(s, stories_root(s, spot_of(s, article)->story),
		features_of(s, article)->lang);
}

/* Places in s->balance that a comparison uses. There `a` and `b` are one more than they count, as
 * 0 marks a free place. */
struct used {
	struct balance *at[2 * MEMBERS * STORY_MAX_ANCHORS];
	uint32_t n;
};

static void count_anchors(const struct stories *s, const struct side *side, bool is_second,
	struct used *used)
{
	for (uint32_t i = 0; i < side->n; i++) {
		const struct story_features *f = features_of(s, side->members[i]);
		for (uint32_t k = 0; k < f->n_anchors; k++) {
			struct balance *t = stories_balance(s, f->anchors[k]);
			if (!t->a) {
				*t = (struct balance){ f->anchors[k], 1, 1 };
				used->at[used->n++] = t;
			}
			*(is_second ? &t->b : &t->a) += 1;
		}
	}
}

/* What an anchor says: the more, the fewer articles have it but those `inside` the two stories. */
static double rarity(const struct stories *s, uint32_t anchor, double inside)
{
	const struct holder_list *l = holders_of(&s->anchors, anchor);
	return log(1 + (s->n - s->first) / (1 + fmax(0, (l ? l->n : 0) - inside)));
}

/* Cosine of two centres. */
static double likeness(const struct stories *s, const struct side *x, const struct side *y,
	uint32_t *ret_n_shared)
{
	struct used used = { .n = 0 };
	double both = 0, length_x = 0, length_y = 0;
	*ret_n_shared = 0;
	count_anchors(s, x, false, &used);
	count_anchors(s, y, true, &used);
	for (uint32_t i = 0; i < used.n; i++) {
		struct balance *t = used.at[i];
		double a = (t->a - 1.0) / x->n, b = (t->b - 1.0) / y->n;
		double w = rarity(s, t->term, a * x->n_all + b * y->n_all);
		both += a * b * w * w;
		length_x += a * a * w * w;
		length_y += b * b * w * w;
		*ret_n_shared += t->a > 1 && t->b > 1;
		*t = (struct balance){ 0 };
	}
	return both > 0 ? both / sqrt(length_x * length_y) : 0;
}

/* Which of two are equal must not hang on who came first. */
static bool is_nearer(const struct tally *a, const struct tally *b)
{
	if (a->most != b->most)
		return a->most > b->most;
	return a->sum != b->sum ? a->sum > b->sum : a->story < b->story;
}

/* Stories near in time of which a member has much of what the article has, the best first. */
static uint32_t near_stories(const struct stories *s, uint32_t article,
	const struct tally *ret[static CANDIDATES])
{
	uint32_t n = 0, own = stories_anchors_weight(s, features_of(s, article));
	for (uint32_t i = 0; i < s->n_tallies; i++) {
		const struct tally *t = &s->tallies[i];
		if (t->gap_s > APART_S || (uint64_t)t->most * ARTICLE_SHARES < own ||
			(n == CANDIDATES && !is_nearer(t, ret[n - 1])))
			continue;
		uint32_t k = n < CANDIDATES ? n++ : n - 1;
		for (; k && is_nearer(t, ret[k - 1]); k--)
			ret[k] = ret[k - 1];
		ret[k] = t;
	}
	return n;
}

/* By a strand of another language two of one language would become one story, which were not found
 * to be one: that takes more. */
static double least_of(const struct stories *s, uint32_t x, uint32_t y, double least)
{
	uint32_t both = s->stories[stories_whole(s, x)].langs &
		s->stories[stories_whole(s, y)].langs;
	return both ? fmax(BRIDGE_LEAST, least) : least;
}

void stories_find_strand(struct stories *s, uint32_t article)
{
	const struct tally *near[CANDIDATES], *best = NULL;
	struct side x = side_with(s, article);
	double most = 0, second = 0; /* of another story */
	if (!s->n_touched || !x.n)
		return;
	stories_tally(s, spot_of(s, article)->at);
	uint32_t n = near_stories(s, article, near), n_shared;
	for (uint32_t i = 0; i < n; i++) {
		uint16_t lang = features_of(s, near[i]->nearest)->lang;
		struct side y = side_of(s, near[i]->story, lang);
		if (!lang || y.story == x.story || !y.n || x.n + y.n < TEXTS_LEAST)
			continue;
		double like = likeness(s, &x, &y, &n_shared);
		bool same = best && stories_whole(s, y.story) == stories_whole(s, best->story);
		if (n_shared < SHARED_LEAST)
			continue;
		if (like > most) {
			second = same ? second : most;
			most = like;
			best = near[i];
		} else if (!same && like > second) {
			second = like;
		}
	}
	if (!best || most < least_of(s, x.story, best->story, STRAND_LEAST) ||
		second > most * STRAND_LEAD ||
		stories_whole(s, best->story) == stories_whole(s, x.story))
		return;
	s->links[article].strand_with = best->nearest;
	s->links[article].strand_likeness = (float)most;
	stories_unite(s, x.story, best->story);
}

/* A translation of one report among many says little of the others: two wars have one minister. */
void stories_join_translation(struct stories *s, uint32_t article, uint32_t other)
{
	struct side x = side_with(s, article), y = side_with(s, other);
	bool alone = s->stories[x.story].n == 1 && s->stories[y.story].n == 1;
	uint32_t n_shared;
	if (alone || !x.n || !y.n ||
		likeness(s, &x, &y, &n_shared) >=
			least_of(s, x.story, y.story, TRANSLATED_LEAST))
		stories_unite(s, x.story, y.story);
}
