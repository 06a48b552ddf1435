/* words: the units of search, cut the same way when indexing and when asking.
 *
 * A word is a run of letters, marks and digits (with inner apostrophes and the hyphen of Indonesian
 * doublings cut); Han, kana, Hangul and Thai, Lao, Khmer, Burmese runs, which have no blanks, are
 * cut into overlapping pairs of characters. Words are folded by utf8_fold's rules. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/arena.h"

struct word {
	size_t start, end; /* bytes of the text */
	struct slice form; /* folded; valid until the next call of words_next */
};

enum { WORD_MAX = 64 }; /* bytes of a folded form; longer words are cut there */

struct words {
	struct slice text;
	size_t at;
	char form[WORD_MAX * 4];
	size_t run_left; /* bytes of a blankless run still to be cut into pairs */
};

void words_begin(struct words *w, struct slice text);
bool words_next(struct words *w, struct word *ret_word);

#endif
