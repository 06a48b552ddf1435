/* fold: one character as search and comparison see it. Inner header of text. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stddef.h>
#include <stdint.h>

/* The longest fold, in bytes: U+FDFA has 18 characters. */
enum { FOLD_MAX = 80 };

/* Write what `cp` folds to into `to`; returns the bytes, 0 where nothing remains (marks on plain
 * letters, invisible characters). White space is a blank. */
size_t fold_char(uint32_t cp, char to[static FOLD_MAX]);

#endif
