/* verify: does an index say what the articles say? Each place of each term of a document adds a
 * hash to its sum, so that the two sides can be compared without sorting either. */
#ifndef INDEX_VERIFY_H
#define INDEX_VERIFY_H

#include "index/terms.h"

/* Add the sum of each document of the segment to `sums`, which has n_docs of them. Reads all terms
 * and lists. */
enum err segment_sums(struct segment *s, uint64_t *sums, struct error *e) MUST_USE;

/* What a document's sum must be. */
uint64_t article_sum(const struct article *a);

#endif
