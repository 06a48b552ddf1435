/* grammar: what dates, bylines, credits and captions are made of.
 *
 * The same rules tell what a line is (grammar_cues) and take the fields out of it. */
#ifndef DUMP_GRAMMAR_H
#define DUMP_GRAMMAR_H

#include "dump/cues.h"
#include "dump/lines.h"
#include "text/datetext.h"

/* The cues of a line whose other marks are known. */
uint16_t grammar_cues(struct slice s, const struct line *l);

enum { NAMES_MAX = 8 };

/* The names that stand at the beginning of `s` ("Budi Santoso dan Siti Rahayu di 09.15"), and the
 * byte where they end. 0 where there is none. */
size_t grammar_names(struct slice s, struct slice ret_names[static NAMES_MAX], size_t *ret_end);

/* The names of a byline, 0 where `s` is none. */
size_t grammar_byline(struct slice s, struct slice ret_names[static NAMES_MAX]);

/* The names that a line begins with and a dash or bar parts from its date ("Budi Santoso - 9 Feb
 * 2022"), 0 where there are none. Two words with capitals may also be a place or a section: the
 * page must tell. */
size_t grammar_signed(struct slice s, struct slice ret_names[static NAMES_MAX]);

/* The full names that a line begins with, and at most what they work for behind a mark ("Budi
 * Santoso", "Budi Santoso, Kurir"). Places and topics look alike: the page must tell. */
size_t grammar_persons(struct slice s, struct slice ret_names[static NAMES_MAX]);

/* The date of a line and whether it is of the last change. */
bool grammar_date(struct slice s, enum date_order order, struct date_hit *ret_hit,
	bool *ret_updated);

/* Is `s` the name of an agency or photo service, alone or with a photographer's behind a stroke? */
bool grammar_source(struct slice s);

/* A clock time alone ("09.15", "di 10:15") in a line, in seconds of the day; -1 for none. */
int grammar_time(struct slice s);

/* Is there at most such a time in `s`, and a small word before it? */
bool grammar_is_time(struct slice s);

/* The credit that ends a caption: "... (Agency)", "... Photo: Name". False where there is none.
 * `weak` takes brackets with any name in them for one, as the place of the line allows. */
bool grammar_caption(struct slice s, bool weak, struct slice *ret_credit);

#endif
