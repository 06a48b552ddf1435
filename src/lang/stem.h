/* stem: what the forms of one word have in common, for search.
 *
 * Snowball's algorithms (libstemmer), where they are any good for text whose accents are folded
 * away; own rules for Indonesian and Malay. docs/language.md says how an index should use them. */
#ifndef LANG_STEM_H
#define LANG_STEM_H

#include "base/slice.h"

/* Keeps what stemming needs between words; one for each thread (or connection). */
struct stemmer;

struct stemmer *stemmer_open(void);
void stemmer_close(struct stemmer *s); /* takes NULL */

/* A stem is never longer than its word by more than this. */
enum { STEM_MORE = 8 };

/* The stem of `word` (folded as utf8_fold does, one word) in `lang` (BCP 47 primary subtag),
 * written to `to`, which has room for word.n + STEM_MORE bytes; returns its length. The word
 * itself where `lang` is empty or has no stemmer, or where the word has more than 255 bytes or a
 * digit. Equal words have equal stems; the stem is folded like its word. */
size_t stemmer_stem(struct stemmer *s, struct slice lang, struct slice word, char *to);

/* The codes of the languages that have a stemmer, NULL at the end. */
const char *const *stemmer_codes(void);

#endif
