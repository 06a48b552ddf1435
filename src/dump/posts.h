/* posts: pages of several posts, and what tells them from pages of one article. */
#ifndef DUMP_POSTS_H
#define DUMP_POSTS_H

#include "dump/decode.h"

/* Is a page that was cut loosely one of posts? */
bool posts_are(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	const cuts *cs);

/* Weigh the lines again, each post as a page of its own, by how much of it is text and by what
 * closes the page's other posts. */
void posts_weigh(struct lines *ls, const uint8_t *roles, const cuts *cs);

#endif
