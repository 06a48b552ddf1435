/* frames: what a page writes around each of its posts.
 *
 * "Share", "Labels: ...", "No comments": such lines come back, in the same words, with text between
 * them. Whatever they mean, in whatever language, a post ends or begins beside them. */
#ifndef DUMP_FRAMES_H
#define DUMP_FRAMES_H

#include "dump/lines.h"

/* Is it running text by its length and end? */
bool line_is_prose(const struct line *l);

/* For each line, how many times its key comes with text between (at most FRAMES_MAX); 0 for text
 * and for what interrupts texts. */
enum { FRAMES_MAX = 200 };
uint8_t *frames_find(const struct lines *ls, struct arena *out);

#endif
