/* merge: one segment of several, so that a search need not look into many. */
#ifndef INDEX_MERGE_H
#define INDEX_MERGE_H

#include "index/segment.h"

enum { MERGE_MAX = 64 }; /* segments at once */

/* Write to `sink` what the `n` segments hold together; their documents that still count have no id
 * in common. Those that do not (index_source.dead) are left out. Memory: a number a document, and
 * the lists of one term. */
enum err index_merge(const struct index_source *sources, uint32_t n, const struct index_sink *sink,
	struct segment_size *ret_size, struct error *e) MUST_USE;

#endif
