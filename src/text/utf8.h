/* utf8: everything inside is valid UTF-8 in Unicode's form NFC; this is where that is made true.
 * RFC 3629; Unicode 15 by way of utf8proc. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "base/arena.h"

/* Decode one code point at `at` (< s.n) and its length in bytes. Invalid bytes are U+FFFD, one
 * byte long; never reads past s.n. */
uint32_t utf8_at(struct slice s, size_t at, size_t *ret_len);

/* Length in bytes of the longest valid prefix; s.n where all is valid. */
size_t utf8_valid(struct slice s);

/* Append `cp` to `to` (4 bytes of room); returns the bytes written. */
size_t utf8_put(uint32_t cp, char *to);

/* Number of code points of valid UTF-8. */
size_t utf8_count(struct slice s);

/* NFC, with invalid bytes as U+FFFD, without a byte order mark, soft hyphens, zero-width blanks
 * (but joiners where scripts need them), NULs and control characters other than tab and newline.
 * Returns `s` itself where nothing had to change. */
struct slice utf8_clean(struct slice s, struct arena *out);

/* White space of any kind (Unicode White_Space, NBSP too) as one blank, none at the ends. Returns
 * `s` or a part of it where nothing had to change. */
struct slice utf8_squeeze(struct slice s, struct arena *out);

/* For comparing and searching: NFKC case fold, marks dropped where a plain letter remains
 * ("Zelenskyy" as is, "é" as "e", "Ａ" as "a"), quotes and dashes made plain, white space
 * squeezed. */
struct slice utf8_fold(struct slice s, struct arena *out);

bool utf8_is_letter(uint32_t cp); /* L* and M* */
bool utf8_is_mark(uint32_t cp);   /* M* */
bool utf8_is_upper(uint32_t cp);  /* Lu, Lt */
bool utf8_is_digit(uint32_t cp);  /* Nd */
bool utf8_is_space(uint32_t cp);

#endif
