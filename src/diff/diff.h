/* diff: what changed between two texts, in words.
 *
 * Texts are lists of paragraphs, valid UTF-8. Words are those of text/words.h (a character of a
 * script without blanks counts as one), so that the difference follows any language; case, accents
 * and the marks around words do not keep two words from being taken for one another, but are shown
 * as changed. White space and where paragraphs end are of no account: a text that was only reflowed
 * has no difference. A paragraph that stands elsewhere, otherwise unchanged, is moved.
 *
 * In steps from coarse to fine: paragraphs, then sentences, that each text has once anchor the two
 * texts to one another (the longest ascending run of them; the paragraphs outside it have moved);
 * what lies between is compared by Myers' algorithm in linear space ("An O(ND) Difference
 * Algorithm", 1986) within DIFF_WORK steps altogether. When these are spent, what is left counts as
 * replaced, so that hostile texts cost O(n log n) and are never compared wrongly, only coarsely.
 * Pure. */
#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include "model/article.h"

enum {
	DIFF_WORK = 1 << 23,     /* steps of Myers' algorithm: some tens of milliseconds */
	DIFF_MAX_WORDS = 1 << 20 /* of a text; behind them, a paragraph counts as one word */
};

enum diff_op { DIFF_SAME, DIFF_REMOVED, DIFF_ADDED, DIFF_MOVED };

/* A run of words with what stands between and behind them; `text` lies within the texts given: what
 * was removed in the first, everything else in the second. */
struct diff_piece {
	enum diff_op op;
	bool breaks; /* a paragraph begins with it */
	struct slice text;
};

struct diff {
	LIST(struct diff_piece) pieces; /* in reading order, what was removed first */
	size_t n_before, n_after;       /* words */
	size_t n_removed, n_added;      /* words, but for those changed only in case or marks */
	size_t n_moved;                 /* words */
	bool coarse;                    /* DIFF_WORK was spent: some changes may be too large */
};

void diff_texts(const strings *before, const strings *after, struct arena *out, struct diff *ret);

/* How much changed: words removed and added, of all words of both, in thousandths; at least 1 where
 * there are any. */
unsigned diff_share(const struct diff *d);

/* Are the texts equal but for white space, paragraphs, and the shape of quotes and dashes? */
bool diff_is_noise(const strings *before, const strings *after);

#endif
