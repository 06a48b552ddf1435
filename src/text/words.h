/* words: the units of search, cut the same way when indexing and when asking.
 *
 * A word is a run of letters, marks and digits, folded by the rules of utf8_fold. Everything else
 * parts words, apostrophes and hyphens too: "anak-anak" is two words, "Jum'at" is "jum" and "at",
 * "l'homme" is found by "homme". What is invisible (joiners) does not part.
 *
 * Han, kana, Hangul, Thai, Lao, Khmer and Burmese runs, which have no blanks or cling together, are
 * cut into overlapping pairs of characters (a letter and its marks), and then their last character
 * alone, which is `lone`: of "東京都" come "東京", "京都" and "都". So each character begins exactly
 * one word, and what is asked for is found thus: the words of the question as a phrase, a `lone`
 * one as the beginning of a word ("京都" is the phrase 京都 都*, and stands within "東京都庁"; "京"
 * is 京*). Those who cannot ask for a phrase that ends in a beginning leave out a `lone` word that
 * another one stands before. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/slice.h"

struct word {
	size_t start, end; /* bytes of the text */
	struct slice form; /* folded, never empty; valid until the next call of words_next */
	bool lone;         /* a character of a script that is cut into pairs, alone */
};

enum { WORD_MAX = 64 }; /* bytes of a folded form; the rest of a longer word is left out */

struct words {
	struct slice text;
	size_t at;
	char form[WORD_MAX * 3];
};

/* `text` is valid UTF-8, best from utf8_clean, and must stay while words are taken. */
void words_begin(struct words *w, struct slice text);

/* The next word, in order of the text. False at its end. Linear in the text. */
bool words_next(struct words *w, struct word *ret_word);

#endif
