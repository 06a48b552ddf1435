/* cluster: an article comes, and is told its story, what it is a copy of and what it translates.
 *
 * Online and incremental: articles come in any order of time, and each is compared with those whose
 * time is within the window of its own, through inverted indexes. The same articles in the same
 * order give the same stories: all arithmetic that decides is on whole numbers or in a fixed order.
 * docs/stories.md says how it decides and what was measured. */
#ifndef STORY_CLUSTER_H
#define STORY_CLUSTER_H

#include "story/features.h"

struct stories;

/* What it takes to belong together. */
struct story_bar {
	double join;  /* least likeness to a story's centre */
	double merge; /* least likeness of two stories that an article belongs to both of */
};

struct story_rules {
	int64_t window_s;     /* articles further apart are not compared */
	int64_t at_hand_s;    /* older ones are let go, once there are many */
	int64_t fade_s;       /* at so long between, likeness counts for half */
	double alone;         /* the part of what its strongest term makes of a likeness that does
	                       * not count */
	struct story_bar texts, headlines; /* headlines: that is all that is known of the article */
	double copy_share;    /* least share of the shorter one's shingles that a copy has */
};

extern const struct story_rules story_rules;

#define STORY_NONE UINT32_MAX

struct story_link {
	uint32_t copy_of;        /* the article that had it first, or STORY_NONE */
	uint32_t translation_of; /* the earlier article in another language, or STORY_NONE */
	uint32_t strand_with;    /* the article in another language by which, as this one came, the
	                          * stories of both became one; or STORY_NONE */
	float copy_share;        /* 0 to 1: shingles of the shorter text that both have */
	float translation_sure;  /* 0 to 1: names and numbers that both have */
	float strand_likeness;   /* 0 to 1: of the names and numbers of the two stories */
	float likeness;          /* to the story that it joined; 0 where it began one */
	uint32_t nearest;        /* the article in it that it was likest to, or STORY_NONE */
};

struct stories *stories_open(const struct story_rules *rules);
void stories_close(struct stories *s); /* takes NULL */

/* An article that comes; `at` is its time, Unix seconds. */
struct story_arrival {
	int64_t at;
	struct story_features f;
};

/* The hour that a time is in, since 1970. */
static inline int64_t story_hour(int64_t at)
{
	return at / 3600 - (at % 3600 < 0);
}

/* Take articles in that came together. Their numbers go on from those before: 0, 1, 2... in order
 * of coming; that of the first is returned. Of those whose times are of one hour, what becomes of
 * them does not hang on their order (but who of two of the same time had a text first, and that
 * more than STORY_TOGETHER are looked at in parts). */
enum { STORY_TOGETHER = 100000 };
uint32_t stories_add_all(struct stories *s, const struct story_arrival *all, uint32_t n);

/* One alone. */
uint32_t stories_add(struct stories *s, int64_t at, const struct story_features *f);

/* What is known of an article by now; valid until the next stories_add. One that came later, but is
 * earlier by its own time, may have become its original. */
const struct story_link *stories_link(const struct stories *s, uint32_t article);

/* The story that an article is in by now: the lowest number of its articles. */
uint32_t stories_of(struct stories *s, uint32_t article);

/* Bytes of memory held; and those of them that are not for articles at hand, but for what is known
 * of all that ever came. */
size_t stories_bytes(const struct stories *s);
size_t stories_bytes_for_good(const struct stories *s);

#endif
