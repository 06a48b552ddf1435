/* profile: the trained table of the languages that share a script; made by tools/train-lang.py. */
#ifndef LANG_PROFILE_H
#define LANG_PROFILE_H

#include <stdint.h>

enum {
	PROFILE_ORDER = 5, /* letters in the longest sequence */
	PROFILE_STEP = 12, /* units of a score for one nat */
	PROFILE_WIDE = 48, /* ceiling of `width` */
};

/* A sequence of letters ends at the letter it scores and begins up to four before it, at most with
 * the blank before the word. The hash is profile_hash over its code points from the last to the
 * first; collisions probe onward. The score of a language is the logarithm of the letter's chance
 * in it against its chance in all of the table's languages together. */
struct profile {
	uint16_t n;             /* languages */
	uint16_t width;         /* bytes of a row: n and padding */
	uint32_t mask;          /* slots less one; slots are a power of two */
	const char *const *codes;
	const uint32_t *keys;   /* hash of the sequence in a slot, 0 where it is free */
	const uint16_t *places; /* its row */
	const int8_t *scores;   /* rows */
};

extern const struct profile profile_latin, profile_cyrillic, profile_arabic, profile_devanagari;

#define PROFILE_HASH_START UINT32_C(0x811c9dc5)

static inline uint32_t profile_hash(uint32_t hash, uint32_t letter)
{
	hash = (hash ^ letter) * 0x01000193;
	return hash ^ hash >> 15;
}

#endif
