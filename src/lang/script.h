/* script: which writing system a letter belongs to, and the language where that decides it. */
#ifndef LANG_SCRIPT_H
#define LANG_SCRIPT_H

#include <stdbool.h>
#include <stdbool.h>
#include <stdint.h>

enum script {
	SCRIPT_NONE, /* no letter, or one that says nothing */
	SCRIPT_LATIN, SCRIPT_CYRILLIC, SCRIPT_ARABIC, SCRIPT_DEVANAGARI,
	SCRIPT_HAN, SCRIPT_KANA, SCRIPT_HANGUL,
	SCRIPT_GREEK, SCRIPT_HEBREW, SCRIPT_THAI, SCRIPT_LAO, SCRIPT_KHMER, SCRIPT_BURMESE,
	SCRIPT_BENGALI, SCRIPT_GURMUKHI, SCRIPT_GUJARATI, SCRIPT_TAMIL, SCRIPT_TELUGU,
	SCRIPT_KANNADA, SCRIPT_MALAYALAM, SCRIPT_SINHALA, SCRIPT_GEORGIAN, SCRIPT_ARMENIAN,
	SCRIPT_OTHER, /* a letter of a script that no language here is written in */
	N_SCRIPTS
};

/* The script of a letter or mark that is not ASCII; SCRIPT_NONE for all that is none. */
enum script script_of(uint32_t cp);

/* Whether a Han sign has a form that only Japan writes. */
bool script_han_of_japan(uint32_t cp);

/* The language that is taken for granted in this script, or NULL where several share it. */
const char *script_language(enum script s);

#endif
