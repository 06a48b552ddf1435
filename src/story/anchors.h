/* anchors: names and numbers as what survives translation, each a hash. Inner header of story.
 *
 * A name keeps the letters that transliterations into Latin letters agree on. Cyrillic and Greek
 * are read as news agencies write them in English (BGN/PCGN, without its marks); letters that
 * languages write one for the other (c and k, f and v, s and z, j and y) are one here, and vowels
 * but the first fall. Of names that are declined in Cyrillic, the endings fall that add a
 * consonant. The hash of a name is even, that of a number odd. */
#ifndef STORY_ANCHORS_H
#define STORY_ANCHORS_H

#include "base/slice.h"

/* `form` is one word, folded as utf8_fold does; `lang` BCP 47, or empty. */
uint32_t story_name_anchor(struct slice form, struct slice lang);

/* A number that begins at `start`, its groups and fraction taken together: "7.1" and "7,1" are 71,
 * "4.000" and "4,000" are 4000. `*at` moves behind it. 0 where it has fewer than two figures. */
uint32_t story_number_anchor(struct slice text, size_t start, size_t *at);

#endif
