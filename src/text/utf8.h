/* utf8: everything inside is valid UTF-8 in Unicode's form NFC; this is where that is made true.
 * RFC 3629; Unicode 15 by way of utf8proc. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <endian.h>

#include "base/arena.h"

/* Decode one code point at `at` (< s.n) and its length in bytes. Invalid bytes are U+FFFD, one
 * byte long; never reads past s.n. */
uint32_t utf8_at(struct slice s, size_t at, size_t *ret_len);

/* The first byte of the character that ends at `at` (> 0) in valid UTF-8. */
static inline size_t utf8_back(struct slice s, size_t at)
{
	do
		at--;
	while (at && ((unsigned char)s.p[at] & 0xC0) == 0x80);
	return at;
}

/* The end of the run of printable ASCII (blanks, no other white space) that `at` is in; `at` where
 * it is in none. Eight bytes at a time. */
static inline size_t utf8_plain(struct slice s, size_t at)
{
	const uint64_t ones = 0x0101010101010101u;
	for (; at + 8 <= s.n; at += 8) {
		uint64_t x;
		memcpy(&x, s.p + at, 8);
		x = le64toh(x);
		/* What is carried goes to higher bytes: the first that is marked is no error. */
		uint64_t others = (x | (x - 0x20 * ones) | (x + ones)) & 0x80 * ones;
		if (others)
			return at + (size_t)__builtin_ctzll(others) / 8;
	}
	while (at < s.n && s.p[at] >= 0x20 && s.p[at] < 0x7F)
		at++;
	return at;
}

/* Length in bytes of the longest valid prefix; s.n where all is valid. */
size_t utf8_valid(struct slice s);

/* Append `cp` to `to` (4 bytes of room); returns the bytes written. */
size_t utf8_put(uint32_t cp, char *to);

/* What a control character of 0x80 to 0x9f was meant as: nobody writes those, but bytes of
 * windows-1252 are often taken for Latin 1, or written as numbers in markup. `cp` itself where
 * windows-1252 has nothing there, and for all other characters. */
uint32_t utf8_meant(uint32_t cp);

/* Number of code points of valid UTF-8. */
size_t utf8_count(struct slice s);

/* NFC, with invalid bytes as U+FFFD, line ends of every kind ("\r\n", "\r", U+2028...) as "\n", and
 * without what cannot be seen: byte order marks, soft hyphens, zero-width blanks, marks of
 * direction, NULs and control characters other than tab and newline; those that were bytes of
 * windows-1252 become what they were meant as (utf8_meant). Joiners stay behind letters that join
 * and in emoji. Of more than 30 combining marks in a row the rest is dropped, as nobody writes them
 * but to do harm. Returns `s` itself where nothing had to change. */
struct slice utf8_clean(struct slice s, struct arena *out);

/* UTF-8 that was taken for windows-1252 or Latin 1 and encoded once more ("â€™", "Ã©") undone:
 * only where all that is not ASCII decodes back to UTF-8, and two signs or more do; `s` itself
 * where it is otherwise. Call it before cleaning, which drops some of what it needs. Linear. */
struct slice utf8_undouble(struct slice s, struct arena *out);

/* White space of any kind (Unicode White_Space, NBSP too) as one blank, none at the ends. `s` is
 * valid UTF-8. Returns `s` or a part of it where nothing else had to change. */
struct slice utf8_squeeze(struct slice s, struct arena *out);

/* For comparing and searching, after utf8_clean: NFKC case fold; accents dropped where a plain
 * letter remains ("é" as "e", "ё" as "е", "أ" as "ا", but "й" and "が" are letters of their own);
 * strokes and ligatures too ("ł" as "l", "ß" as "ss", "Ａ" as "a"); quotes and dashes made plain;
 * digits of all scripts as those of ASCII; white space squeezed. Folding twice changes nothing. */
struct slice utf8_fold(struct slice s, struct arena *out);

bool utf8_is_letter(uint32_t cp); /* L* and M* */
bool utf8_is_mark(uint32_t cp);   /* M* */
bool utf8_is_upper(uint32_t cp);  /* Lu, Lt */
bool utf8_is_digit(uint32_t cp);  /* Nd */
int utf8_digit(uint32_t cp);      /* 0 to 9 in the scripts that news is written in, else -1 */
bool utf8_is_space(uint32_t cp);

#endif
