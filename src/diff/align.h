/* align: which words of one text are which of the other; private to diff. */
#ifndef DIFF_ALIGN_H
#define DIFF_ALIGN_H

#include "base/arena.h"

/* A word, and all up to the next one. The tokens of a paragraph together are its text. */
struct token {
	uint64_t hash;      /* of the folded word */
	struct slice text;
	uint32_t word_n;    /* bytes of it up to the word's end; what is left stands behind it */
	uint32_t paragraph; /* from 0 */
	bool first, last;   /* of its paragraph */
	bool ends_sentence;
};

typedef LIST(struct token) tokens;

enum { ALIGN_NONE = -1, ALIGN_MOVED = -2 };

struct alignment {
	tokens a, b;
	int32_t *a_to, *b_to; /* of each token, its partner's number, or ALIGN_NONE or ALIGN_MOVED;
	                       * partners ascend on both sides */
	bool coarse;
};

/* Fill a_to and b_to, which it allocates. */
void align(struct alignment *x, struct arena *out);

#endif
