/* site: what stands on many pages of one site is not its articles' text.
 *
 * Invitations, notices and signatures are written like articles, and of one page alone cannot be
 * told from its text. A memory holds of the first and last blocks of articles of pages on which
 * pages of their site they stood. What three other pages had is left off the beginning or end of
 * every further article; what stands between is never touched, since news tell their background in
 * the same words again. Pages are others where both address and headline differ: headlines change,
 * and one article stands at many addresses.
 *
 * An article hangs only on what was given before it and on the order. And it stays as it was: the
 * three pages keep the block when they are read again, the others lose it again. Memory is bounded:
 * of some 65,000 blocks that are remembered, those with the fewest pages and then the oldest go. */
#ifndef READ_SITE_H
#define READ_SITE_H

#include "model/article.h"

struct site_memory;

struct site_memory *site_memory_new(void);
void site_memory_free(struct site_memory *m); /* NULL is nothing */

/* A block that is remembered, as it is kept between two runs. */
enum { SITE_PAGES = 3 };
struct site_page {
	uint32_t address, title; /* hashes */
};
struct site_block {
	uint32_t slot;
	uint32_t n; /* of pages */
	uint64_t block, used;
	struct site_page pages[SITE_PAGES];
};

/* Take one in as it was; false where it can be none. */
bool site_memory_put(struct site_memory *m, const struct site_block *b);

/* The next that was changed since this was last asked; false at the end. */
bool site_memory_changed(struct site_memory *m, struct site_block *ret);

/* Leave off what the site repeats and remember the rest. How many blocks went; never all, nor more
 * than half of the text. Articles that are not from pages stay as they are. */
size_t site_trim(struct site_memory *m, struct article *a);

#endif
