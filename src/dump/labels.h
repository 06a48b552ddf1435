/* labels: words of a page's own that name authors and sources of images.
 *
 * "Vomer: Ilda Korrin" below one headline and "Vomer: Tom Ackerby" below the next: what comes back
 * at the same place of most posts with a name behind it leads a byline, and with the name of an
 * agency a credit, whatever the word means. */
#ifndef DUMP_LABELS_H
#define DUMP_LABELS_H

#include "dump/decode.h"
#include "dump/grammar.h"

/* Set LINE_BYLINE and LINE_CREDIT on the lines that such words lead on a page of posts that has
 * been cut. How many. */
uint32_t labels_learn(struct lines *ls, const struct heads *hs, const cuts *cs);

/* The names behind the label of a line that labels_learn took for a byline. */
size_t label_names(struct slice s, struct slice ret_names[static NAMES_MAX]);

#endif
