/* page_people: names of authors, taken out of bylines and fields. */
#ifndef PAGE_PEOPLE_H
#define PAGE_PEOPLE_H

#include "model/article.h"

enum { PEOPLE_MAX = 24 }; /* authors of an article; more are a list of something else */

/* Take "By Ann Lee and Bo Chen | Reuters" apart and append the names that may be people's and are
 * not there yet. `site` is no author. */
void people_add(strings *to, struct slice field, struct slice site, struct arena *out);

/* The same for what stands behind a date: names only where a byline's word leads to them. */
void people_add_behind(strings *to, struct slice rest, struct slice site, struct arena *out);

/* The same for a field that is meant for authors' names: "Lee, Ann" is turned round, and a
 * nickname, which no one would tell from any other word in a text, is taken too. */
void people_declare(strings *to, struct slice field, struct slice site, struct arena *out);

/* Bytes of the words that introduce an author ("By ", "Oleh: ") at the start of `s`, 0 for none. */
size_t byline_intro(struct slice s);

/* The same for what follows a name in languages that put it there ("홍길동 기자"), at the end. */
size_t byline_outro(struct slice s);

/* Does a short line name the work of someone who writes ("Senior Reporter")? */
bool people_job(struct slice s);

/* Is a line several names and nothing else, one of them with an initial or an "and" between them:
 * "Ann B. Lee, Bo Chen"? Places and topics are listed without either. */
bool people_alone(struct slice s);

/* Append the Chinese or Japanese name that stands behind a line's date, which no blank parts and no
 * capital marks. */
bool people_dated(strings *to, struct slice s, struct arena *out);

/* Could it be one person's name, as names are written? */
bool person_like(struct slice s);

#endif
