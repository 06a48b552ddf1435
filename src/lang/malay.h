/* malay: roots of Indonesian and Malay words, which share their affixes.
 *
 * Prefixes melt into the root's first letter ("me" and "tangkap" is "menangkap"), and only the
 * lexicon knows that "menilai" is "nilai" but "menulis" is "tulis". Rules give the usual answer;
 * short lists, made for this from what is common in news, the others. */
#ifndef LANG_MALAY_H
#define LANG_MALAY_H

#include "lang/roots.h"

enum { MALAY_MAX = 64 };

/* The root of `word` (folded; fewer than MALAY_MAX bytes), written to `to`; returns its length. The
 * word itself where no affix is seen. */
size_t malay_root(const struct roots *r, struct slice word, char to[static MALAY_MAX]);

#endif
