/* posts: pages of several posts, and what tells them from pages of one article. */
#ifndef DUMP_POSTS_H
#define DUMP_POSTS_H

#include "dump/decode.h"

/* What tells such pages apart; posts-weights.h says what each is worth, in log odds. */
enum post_trait {
	POST_ALWAYS,     /* 1 */
	POST_MANY,       /* logarithm of half the number of heads */
	POST_LIKENESS,   /* of the heads to each other, on average */
	POST_SIGNED,     /* share of heads with a date or byline */
	POST_SHARE,      /* share of text in what stands between heads and is no furniture */
	POST_LENGTH,     /* logarithm of the middle post's length */
	POST_CLOSED,     /* share of posts with furniture right before the next one */
	POST_REST,       /* share of the text that is outside of the longest post */
	POST_OUTSIDE,    /* share of lines outside of all posts */
	POST_REST_SHARE, /* the product of the two */
	N_POST_TRAITS
};

/* Cut a page that may be one of posts, with the layout that its own heads have. */
void posts_cut(const struct lines *ls, struct heads *hs, struct arena *out, uint8_t *ret_roles,
	cuts *ret_cuts);

/* The traits of a page that posts_cut has cut into two articles or more. */
void posts_traits(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	const cuts *cs, float ret[static N_POST_TRAITS]);

/* Is such a page one of posts? Then its heads are much alike, most of what stands between them is
 * text, and no article has nearly all of it. */
bool posts_are(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	const cuts *cs);

/* Weigh the lines again, each post as a page of its own, by how much of it is text and by what
 * closes the page's other posts. */
void posts_weigh(struct lines *ls, const uint8_t *roles, const cuts *cs);

/* Where half of the articles or more have running text: one that has none is the headline of the
 * next one, if that one's says less, or a list of other headlines, and is dropped. */
void posts_mend(const struct lines *ls, const struct heads *hs, uint8_t *roles, cuts *cs);

/* A sentence that is too short to look like text is of the article whose text it follows, and a
 * paragraph that stands alone between the head and the text of that text. */
void posts_extend(const struct lines *ls, const struct heads *hs, uint8_t *roles, cuts *cs);

#endif
