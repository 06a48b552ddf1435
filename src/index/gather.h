/* gather: the terms of one article, each once, with their places encoded as lists hold them. What
 * the builder takes; made by workers, so that the one writer need not read the text. Pure. */
#ifndef INDEX_GATHER_H
#define INDEX_GATHER_H

#include "base/arena.h"
#include "index/terms.h"

/* Its bytes are in the `bytes` of its article: those of the term at `at`, then its positions as
 * positions_write made them. */
struct gathered_term {
	uint64_t hash;
	uint32_t at;
	uint32_t code;  /* code_of its positions */
	uint32_t pos_n; /* bytes of the positions; 0 of plain terms */
	uint8_t n;      /* bytes of the term */
	bool plain, word;
};

struct gathered {
	struct slice lang; /* the article's */
	uint32_t n_words;  /* of title and text */
	uint32_t n_terms;
	struct gathered_term *terms;
	struct slice bytes;
};

/* `*ret` lies in `out`; `scratch` is reset. */
void article_gather(const struct article *a, struct arena *scratch, struct arena *out,
	struct gathered *ret);

/* A copy in `out`. */
void gathered_copy(const struct gathered *from, struct arena *out, struct gathered *ret);

#endif
