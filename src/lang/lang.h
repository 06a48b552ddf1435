/* lang: which language a text is in, with "unknown" as an answer.
 *
 * A model of letter sequences per language, with function words and marker words for those that
 * are close, built from data/lang by tools/train-lang.py. Pure; safe in any number of threads;
 * nothing is allocated. docs/language.md says how it works and what was measured. */
#ifndef LANG_LANG_H
#define LANG_LANG_H

#include "base/slice.h"

struct lang_guess {
	const char *code;  /* BCP 47 primary subtag, static storage; "" where unknown */
	/* 0 to 1: the share of evidence for it against the next best; where unknown, how little can
	 * be hoped for from more of the same text */
	double confidence;
};

/* The language of `text` (valid UTF-8). The first 4 KiB of letters are looked at, fewer where one
 * language leads by far. Text that mixes languages gets the one that has most of it. A heading too
 * short to tell by (one word, a name) is unknown: callers give it the language of its article. */
struct lang_guess lang_of(struct slice text);

/* The same, for running text: a little of it is read first, and twice as much as long as that
 * leaves a doubt, also about there being none. That costs a fraction, which matters where every
 * article is asked. */
struct lang_guess lang_of_long(struct slice text);

/* The codes known, NULL at the end. */
const char *const *lang_codes(void);

#endif
