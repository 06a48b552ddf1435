/* private: the memory of a grouping, and what its parts ask of each other. cluster.c holds what is
 * at hand, order.c says which of those that came together is looked at first, group.c makes
 * stories, copies.c, translations.c and strands.c find what they are named after, and keep.c writes
 * all of it down. */
#ifndef STORY_PRIVATE_H
#define STORY_PRIVATE_H

#include <stdlib.h>

#include "story/cluster.h"
#include "story/holders.h"

enum {
	HEADLINE_WORDS = 20,   /* an article with fewer words of text is a headline */
	SAMPLE = 32,           /* members that stand for a story when it is looked at */
	COPY_INDEX_ONE_IN = 8, /* shingles that find copies, of those that measure them */
	BALANCE_SLOTS = 2048,  /* a power of two above the terms of a whole sample */
	SUMS_BITS = 18         /* terms of articles that came together are summed by so much of
	                        * their hash: what shares a sum by chance is noise to all */
};

struct numbers {
	uint32_t *at;
	uint32_t n, cap;
};

/* What is asked of each article that is scored, in one piece for the cache. */
struct spot {
	int64_t at;
	uint32_t story;
	bool alone; /* the story's only one */
};

/* What scoring needs of a story, apart from the rest for the cache. */
struct root {
	uint32_t parent; /* itself, or the story that it was merged into */
	uint32_t tally;  /* index + 1; 0: the article that comes has none with it */
};

struct story {
	uint32_t whole;    /* itself, or one of which it is a strand in another language */
	uint32_t began;    /* the lowest number of its articles */
	uint32_t n;        /* members */
	uint32_t stride;   /* of those who join, each so manieth is in the sample */
	double pairs;      /* likeness of all pairs of members, summed */
	union {                  /* members spread over all */
		uint32_t one;    /* where there is a single one, as of most stories */
		uint32_t *many;  /* room for SAMPLE of them */
	} sample;
	uint32_t langs;    /* of it and all its strands, a bit each: some languages share one */
	uint8_t n_sample;
	bool changed;      /* is among changed_groups */
};

/* What the article that comes has with one story. */
struct tally {
	uint32_t story;
	uint32_t most, nearest; /* of its members, the likest */
	uint64_t sum;
	int64_t gap_s;          /* to the nearest member in time */
};

/* A term of two sides that are compared, and how much of it each has. */
struct balance {
	uint32_t term, a, b;
};

struct stories {
	struct story_rules rules;
	struct story_link *links; /* of every article, by number */
	struct story_features *features; /* of articles from `first` on; the lists of each are one
	                                  * allocation, at its shingles */
	struct spot *spots;     /* beside them */
	uint32_t *dots;         /* beside them: likeness to the article that comes, or 0 */
	uint32_t first, n, cap; /* n counts all that ever came */
	int64_t newest;
	struct story *stories;  /* one for each article that began one */
	uint32_t n_stories, cap_stories;
	uint32_t *story_of;     /* of every article, by number: grows with them */
	uint32_t cap_story_of;
	struct holders terms, shingles, anchors;
	uint32_t *touched;      /* articles whose dot is not 0 */
	uint32_t n_touched;
	struct numbers changed_articles, changed_groups; /* since stories_settled */
	struct root *roots;     /* beside them */
	struct arena samples;
	struct tally *tallies;
	uint32_t n_tallies, cap_tallies;
	struct balance *balance;            /* BALANCE_SLOTS of them; a is 0 where one is free */
	uint32_t *sums;                     /* all zero between two calls */
};

static inline struct story_features *features_of(const struct stories *s, uint32_t article)
{
	return &s->features[article - s->first];
}

static inline struct spot *spot_of(const struct stories *s, uint32_t article)
{
	return &s->spots[article - s->first];
}

static inline uint32_t *dot_of(const struct stories *s, uint32_t article)
{
	return &s->dots[article - s->first];
}

/* What it takes to belong together with an article. */
static inline const struct story_bar *bar_of(const struct stories *s,
	const struct story_features *f)
{
	return f->n_words < HEADLINE_WORDS ? &s->rules.headlines : &s->rules.texts;
}

/* Of two that share a text, whose it was. */
static inline bool comes_first(const struct stories *s, uint32_t article, uint32_t other)
{
	int64_t a = spot_of(s, article)->at, b = spot_of(s, other)->at;
	return a != b ? a < b : article < other;
}

static inline bool within(const struct stories *s, uint32_t article, int64_t at)
{
	return article >= s->first &&
		llabs(spot_of(s, article)->at - at) <= s->rules.window_s;
}

static inline const uint32_t *sample_of(const struct story *y)
{
	return y->n_sample > 1 ? y->sample.many : &y->sample.one;
}

static inline double cosine(double dot)
{
	return dot / ((double)STORY_UNIT * STORY_UNIT);
}

/* realloc, or the end. */
void *stories_grow(void *p, size_t n, size_t size);
/* A deep copy; its lists are one allocation, at to->shingles. */
void story_features_copy(const struct story_features *f, struct story_features *to);
/* Let those that come find the article. */
void stories_index(struct stories *s, uint32_t article);
/* Have what the index knows of its terms on its way from memory. */
void stories_fetch(const struct stories *s, const struct story_features *f);

/* Indexes of articles that came together, in the order in which they are to be looked at. */
void stories_order(const struct stories *s, const struct story_arrival *all, uint32_t n,
	uint32_t *ret_order);

/* Both look at the scores of the articles that share a term with this one. */
void stories_place(struct stories *s, uint32_t article);
void stories_find_copy(struct stories *s, uint32_t article);
/* This one looks for itself, with no score set, and leaves its own. */
void stories_find_translation(struct stories *s, uint32_t article);

/* As the scores of stories_find_translation are: the story of the article and one of another
 * language are one. */
void stories_find_strand(struct stories *s, uint32_t article);

/* The stories of an article and of its translation are one. */
void stories_join_translation(struct stories *s, uint32_t article, uint32_t other);

/* What an article has in names and numbers, each by how few have it; a hundred times. */
uint32_t stories_anchors_weight(const struct stories *s, const struct story_features *f);

/* The group that a group is part of by now: merged, and also as a strand. */
uint32_t stories_root(const struct stories *s, uint32_t story);
uint32_t stories_whole(const struct stories *s, uint32_t story);
/* Sum the scores of articles by group: s->tallies. */
void stories_tally(struct stories *s, int64_t at);
/* Where a term is counted, or a free place. */
struct balance *stories_balance(const struct stories *s, uint32_t term);

/* Is one of the two a copy of the other, or of what the other is a copy of? */
static inline bool stories_have_one_text(const struct stories *s, uint32_t a, uint32_t b)
{
	uint32_t of_a = s->links[a].copy_of, of_b = s->links[b].copy_of;
	return of_a == b || of_b == a || (of_a != STORY_NONE && of_a == of_b);
}

/* Make the strands of two languages one story. */
void stories_unite(struct stories *s, uint32_t x, uint32_t y);
/* The link of an older article has changed. */
void stories_note_article(struct stories *s, uint32_t article);

#endif
