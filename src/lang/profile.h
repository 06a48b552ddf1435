/* profile: what is known of the languages that share a script; made by tools/train-lang.py.
 *
 * A row has a figure for each language of the profile: the logarithm of a chance in the language
 * against the chance in any language of the script, in steps of 1/PROFILE_STEP nat. */
#ifndef LANG_PROFILE_H
#define LANG_PROFILE_H

#include <stddef.h>
#include <stdint.h>

enum {
	PROFILE_STEP = 12,
	PROFILE_ORDER = 5, /* letters in the longest sequence */
	PROFILE_BLOCK = 16, /* `width` is a multiple of it */
	PROFILE_WIDE = 48,  /* ceiling of `width` */
};

/* Rows by hash of letters; collisions go on to the next slot. */
struct profile_table {
	uint32_t mask;          /* slots less one; slots are a power of two */
	const uint32_t *keys;   /* what a slot is for; 0 where it is free */
	const uint16_t *places; /* its row */
	const int8_t *scores;   /* the rows */
};

struct language {
	char code[4];
	uint8_t group; /* of close languages, 0 for none */
	uint8_t near;  /* what the letters of one word may say against another of the group */
	int8_t prior;  /* head start */
};

struct profile {
	uint16_t n;      /* languages: those with no group, then the groups */
	uint16_t single; /* how many have no group */
	uint16_t width;  /* bytes of a row: n, and padding that is never best */
	const struct language *languages;
	/* Sequences of letters, from the last to the first: what the last says after the others.
	 * The first may be the blank before the word, the last the one behind it. */
	struct profile_table letters;
	struct profile_table words; /* whole words, from the first letter to the last */
};

extern const struct profile profile_latin, profile_cyrillic, profile_arabic, profile_devanagari;

#define PROFILE_HASH_START UINT32_C(0x811c9dc5)

static inline uint32_t profile_hash(uint32_t hash, uint32_t letter)
{
	hash = (hash ^ letter) * 0x01000193;
	return hash ^ hash >> 15;
}

/* The row of a hash, or NULL. */
static inline const int8_t *profile_row(
	const struct profile *p, const struct profile_table *t, uint32_t hash)
{
	uint32_t key = hash ? hash : 1;
	for (uint32_t slot = key & t->mask; t->keys[slot]; slot = (slot + 1) & t->mask)
		if (t->keys[slot] == key)
			return t->scores + (size_t)t->places[slot] * p->width;
	return NULL;
}

#endif
