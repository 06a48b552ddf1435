/* accent: puts back, for Snowball's stemmers, the accents that folding took from endings.
 *
 * Folding makes "informação" and "informacao" one word, but the stemmers know the ending "ação"
 * only. Endings whose accent is sure enough get it back; what is left of it in the stem is folded
 * away again. */
#ifndef LANG_ACCENT_H
#define LANG_ACCENT_H

#include "base/slice.h"

/* Accents that a word may get back, two bytes for one at most. */
enum { ACCENT_MORE = 255 };

/* `word` (folded, at most 255 bytes) with accents where `lang` is known to have them, written to
 * `to` (word.n + ACCENT_MORE bytes); returns its length. */
size_t accent_restore(struct slice lang, struct slice word, char *to);

/* Takes the accents that accent_restore gives off `text` in place; returns the new length. */
size_t accent_remove(char *text, size_t n);

#endif
