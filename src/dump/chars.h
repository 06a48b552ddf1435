/* chars: code points of text that is known to be valid UTF-8, and the words made of them.
 *
 * The rules are few and without tables, since every line of a dump passes here, and are said once
 * more in tools/make-dump-tables.py, which hashes the phrases of data/dump by them. */
#ifndef DUMP_CHARS_H
#define DUMP_CHARS_H

#include "base/slice.h"

/* The code point at `p` of valid UTF-8 and its bytes. `end` guards against a cut last one. */
uint32_t char_decode(const char *p, const char *end, unsigned *ret_len);
static inline uint32_t char_at(const char *p, const char *end, unsigned *ret_len)
{
	if ((unsigned char)*p >= 0x80)
		return char_decode(p, end, ret_len);
	*ret_len = 1;
	return (unsigned char)*p;
}

enum char_kind { CHAR_OTHER, CHAR_LETTER, CHAR_DIGIT };
extern const uint8_t char_ascii_kinds[128];
enum char_kind char_kind_far(uint32_t c); /* above ASCII */
static inline enum char_kind char_kind(uint32_t c)
{
	return c < 0x80 ? (enum char_kind)char_ascii_kinds[c] : char_kind_far(c);
}

uint32_t char_lower_far(uint32_t c); /* above ASCII */
static inline uint32_t char_lower(uint32_t c)
{
	if (c >= 0x80)
		return char_lower_far(c);
	return c - 'A' < 26 ? c | 0x20 : c;
}

static inline bool char_upper(uint32_t c)
{
	return char_lower(c) != c;
}

/* Scripts that are written without blanks between words, or with a character a syllable. */
bool char_dense(uint32_t c);

/* A full stop, question or exclamation mark, or what ends a sentence in other scripts. */
bool char_stop(uint32_t c);

/* Marks that may close a text behind its full stop. */
bool char_close(uint32_t c);

/* One word: a run of letters (apostrophes inside), a run of digits, or the copyright sign. */
struct token {
	size_t start, end; /* bytes of the text */
	uint64_t hash;     /* of its lower case, eight bytes at a time; of "#" for digits */
	enum char_kind kind;
	bool upper;        /* begins with a capital */
	unsigned chars;
	uint32_t first;    /* its first code point */
};

/* The word at or after byte `at`. False at the end. */
bool token_next(struct slice s, size_t at, struct token *ret_token);

#define HASH_BEGIN UINT64_C(0xCBF29CE484222325)
/* The hash of words `h` (HASH_BEGIN for none) and then the word `t`. */
static inline uint64_t hash_word(uint64_t h, const struct token *t)
{
	return h == HASH_BEGIN ? t->hash : h * UINT64_C(0x100000001B3) ^ t->hash;
}

/* The hash of bytes `h` and eight more. */
static inline uint64_t hash_eight(uint64_t h, uint64_t bytes)
{
	h = (h ^ bytes) * UINT64_C(0x9E3779B97F4A7C15);
	return h ^ h >> 32;
}

#endif
