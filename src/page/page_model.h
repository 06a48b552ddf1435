/* page_model: the trained part of page extraction.
 *
 * Two tables. The vocabulary gives words (of class and id attributes, and of the text) a weight:
 * the logarithm of how much more often they stand on article text than on the rest of a page. The
 * three forests (base/forest.h) are over features of one byte. tools/train-page.py makes
 * model_data.c. */
#ifndef PAGE_MODEL_H
#define PAGE_MODEL_H

#include "base/arena.h"
#include "base/forest.h"

/* Hashes in ascending order, and the weight of each: log-odds in units of 1 / VOCAB_UNIT. */
enum { VOCAB_UNIT = 16, VOCAB_BITS = 12 };

struct vocab {
	const uint32_t *hashes;
	const int8_t *weights;
	const uint16_t *first; /* by the topmost VOCAB_BITS of a hash, and the end */
};

struct page_model {
	struct vocab names; /* words of tags and attributes */
	struct vocab words; /* words of the text */
	struct forest alone;   /* a block by itself and its place */
	struct forest context; /* the same with what `alone` thinks of its surroundings */
	struct forest settled; /* the same with what `context` thinks of them */
};

/* The one that is shipped. */
extern const struct page_model page_model_default;

/* The hash of a word, ASCII letters folded. */
uint32_t vocab_hash(struct slice word);

/* The weight of a hash, and whether it is known. */
bool vocab_weight(const struct vocab *v, uint32_t hash, int *ret_weight);

#endif
