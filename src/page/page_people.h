/* page_people: names of authors, taken out of bylines and fields. */
#ifndef PAGE_PEOPLE_H
#define PAGE_PEOPLE_H

#include "model/article.h"

enum { PEOPLE_MAX = 24 }; /* authors of an article; more are a list of something else */

/* Take "By Ann Lee and Bo Chen | Reuters" apart and append the names that may be people's and are
 * not there yet. `site` is no author. */
void people_add(strings *to, struct slice field, struct slice site, struct arena *out);

/* Bytes of the words that introduce an author ("By ", "Oleh: ") at the start of `s`, 0 for none. */
size_t byline_intro(struct slice s);

/* Could it be one person's name, as names are written? */
bool person_like(struct slice s);

#endif
