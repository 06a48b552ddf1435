/* page_model: the trained part of page extraction.
 *
 * Two tables. The vocabulary gives words (of class and id attributes, and of the text) a weight:
 * the logarithm of how much more often they stand on article text than on the rest of a page. The
 * two forests are gradient-boosted oblivious trees (every node of one level asks the same question,
 * as in CatBoost; Prokhorenkova et al. 2018) over features of one byte, so that one tree is a few
 * comparisons over whole columns of blocks. tools/train-page.py makes model_data.c. */
#ifndef PAGE_MODEL_H
#define PAGE_MODEL_H

#include "base/arena.h"

/* Trees of a forest have at most this depth; a level not needed asks for more than 255. */
enum { FOREST_DEPTH = 5, FOREST_LEAVES = 1 << FOREST_DEPTH };

/* The leaf of a block is the number whose bit i says that feature[i] is above `above[i]`. */
struct forest_tree {
	uint8_t feature[FOREST_DEPTH];
	uint8_t above[FOREST_DEPTH];
	int16_t leaf[FOREST_LEAVES]; /* log-odds in units of 1 / FOREST_UNIT */
};

enum { FOREST_UNIT = 4096 };

struct forest {
	const struct forest_tree *trees;
	size_t n;
	int32_t bias; /* log-odds before the first tree, in the same unit */
};

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
	int32_t keep;          /* log-odds from which a block is the article's, unit as above */
};

/* The one that is shipped. */
extern const struct page_model page_model_default;

/* The hash of a word, ASCII letters folded. */
uint32_t vocab_hash(struct slice word);

/* The weight of a hash, and whether it is known. */
bool vocab_weight(const struct vocab *v, uint32_t hash, int *ret_weight);

/* Score `n` blocks: columns[f][b] is feature f of block b; each column has room for n rounded up
 * to 32. `ret_score[b]` gets the log-odds in units of 1 / FOREST_UNIT. */
void forest_score(const struct forest *f, uint8_t *const *columns, size_t n, int32_t *ret_score);

#endif
