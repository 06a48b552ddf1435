/* page_words: words of a text as hashes, for comparing texts and weighing words. */
#ifndef PAGE_WORDS_H
#define PAGE_WORDS_H

#include "base/arena.h"
#include "base/slice.h"

/* The hash of the next word at or after `*at`, which moves behind it: letters of ASCII folded, all
 * digits alike unless `digits`. A word ends at blanks and punctuation; scripts that part words by
 * neither (Chinese, Japanese, Thai, Lao, Burmese, Khmer) are taken to pieces of two or four signs,
 * about as many bytes as a word has elsewhere. */
bool word_next(struct slice s, size_t *at, bool digits, uint32_t *ret_hash);

/* Hashes of the first words of `text`, at most `max`; returns how many. */
size_t words_hash(struct slice text, bool digits, uint32_t *ret_hashes, size_t max);

/* Sets of words as bits by hash; NULL for none. */
enum { WORDSET_SMALL = 1 << 16, WORDSET_LARGE = 1 << 18 };

/* The words of `text`; triples of them where `large`. */
const uint8_t *wordset_of(struct slice text, bool large, struct arena *out);

uint32_t word_triple(uint32_t a, uint32_t b, uint32_t c);
static inline bool wordset_has(const uint8_t *set, uint32_t size, uint32_t hash)
{
	return set && set[hash % size / 8] >> hash % 8 & 1;
}

#endif
