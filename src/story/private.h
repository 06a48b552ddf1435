/* private: the memory of a grouping, which cluster.c works on and keep.c writes down. */
#ifndef STORY_PRIVATE_H
#define STORY_PRIVATE_H

#include "story/cluster.h"
#include "story/holders.h"

enum { SAMPLE = 32 }; /* members that stand for a story when two are compared */

struct numbers {
	uint32_t *at;
	uint32_t n, cap;
};

struct member {
	struct story_features f; /* its lists are one allocation, at f.shingles */
	int64_t at;
	uint32_t story;
};

struct story {
	uint32_t parent;   /* itself, or the story that it was merged into */
	uint32_t whole;    /* itself, or one of which it is a strand in another language */
	uint32_t began;    /* its first article */
	uint32_t n;        /* members */
	double pairs;      /* likeness of all pairs of members, summed */
	uint32_t sample[SAMPLE]; /* members spread over all; of those who join, each `stride`-th */
	uint32_t n_sample, stride;
	bool changed;      /* is among changed_groups */
};

/* What the article at hand has with one story. */
struct tally {
	uint32_t story, n;
	uint64_t sum;
	uint32_t most, nearest; /* of its members, the likest */
};

struct stories {
	struct story_rules rules;
	struct story_link *links; /* of every article, by number */
	struct member *members; /* of articles from `first` on */
	uint32_t first, n, cap; /* n counts all that ever came */
	int64_t newest;
	struct story *stories;  /* one for each article that began one */
	uint32_t n_stories, cap_stories;
	uint32_t *story_of;     /* of every article, by number: grows with them */
	uint32_t cap_story_of;
	struct holders terms, shingles, anchors;
	uint32_t *dot;          /* beside members: likeness to the article at hand, or 0 */
	uint32_t *touched;
	uint32_t n_touched;
	struct numbers changed_articles, changed_groups; /* since stories_settled */
	uint32_t *tally_of;     /* beside stories: index + 1 */
	struct tally *tallies;
	uint32_t n_tallies, cap_tallies;
};

static inline struct member *member(const struct stories *s, uint32_t article)
{
	return &s->members[article - s->first];
}

/* realloc, or the end. */
void *stories_grow(void *p, size_t n, size_t size);
void stories_make_room(struct stories *s);
/* A deep copy; its lists are one allocation, at to->shingles. */
void story_features_copy(const struct story_features *f, struct story_features *to);
/* Let those that come find the article. */
void stories_index(struct stories *s, uint32_t article);

#endif
