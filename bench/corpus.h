/* corpus: made-up articles that behave like real ones where an index can tell.
 *
 * Words follow a Zipf-Mandelbrot curve over an open vocabulary, and come back within an article
 * once they have stood there; articles have 312 words on average, a headline of their own words, a
 * source out of 500 (few of them give most), a date within five years, mostly in order. The same
 * seed gives the same corpus. */
#ifndef BENCH_CORPUS_H
#define BENCH_CORPUS_H

#include "model/article.h"

struct corpus;

struct corpus *corpus_open(uint64_t seed, size_t n_articles);
struct corpus *corpus_close(struct corpus *c);

/* The next article, in `out`. */
struct article *corpus_next(struct corpus *c, struct arena *out);

/* The word of a rank: 0 is the most common one. */
struct slice corpus_word(struct corpus *c, size_t rank, struct arena *out);

enum { CORPUS_RANKS = 1 << 20 };

/* A number below `n`, of the corpus's own. */
uint64_t corpus_random(struct corpus *c, uint64_t n);

#endif
