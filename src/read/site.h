/* site: what stands on many pages of one site is not its articles' text.
 *
 * Invitations, notices and signatures are written like articles, and of one page alone cannot be
 * told from its text. A memory holds of the first and last blocks of articles of pages on which
 * pages of their site they stood. What three pages with other headlines had is left off the
 * beginning or end of every further article; what stands between is never touched, since news tell
 * their background in the same words again.
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

/* Leave off what the site repeats and remember the rest. How many blocks went; never all, nor more
 * than half of the text. Articles that are not from pages stay as they are. */
size_t site_trim(struct site_memory *m, struct article *a);

#endif
