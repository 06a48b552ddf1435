/* lang: which language a text is in, with "unknown" as an answer; and word stems for search.
 *
 * Naive Bayes over byte n-grams with marker words, tables in data/ made by tools/. Pure. */
#ifndef LANG_LANG_H
#define LANG_LANG_H

#include "base/arena.h"

struct lang_guess {
	const char *code;  /* BCP 47 primary subtag, static storage; "" where unknown */
	double confidence; /* 0 to 1: the share of evidence for it against the next best */
};

/* The language of `text` (valid UTF-8; the first 4 KiB of letters are looked at). */
struct lang_guess lang_of(struct slice text);

/* The codes known, NULL at the end. */
const char *const *lang_codes(void);

/* The stem of a folded `word` in language `lang` (Snowball where it has the language, else the
 * word itself), written to `to` (at least word.n + 8 bytes); returns its length. `lang` "" leaves the word
 * as it is. Safe to call from several threads. */
size_t lang_stem(struct slice lang, struct slice word, char *to);

#endif
