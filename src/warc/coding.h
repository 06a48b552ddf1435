/* coding: content codings of HTTP (RFC 9110, 8.4.1) undone. Only for the parts of this module. */
#ifndef WARC_CODING_H
#define WARC_CODING_H

#include "base/arena.h"
#include "base/error.h"

/* Undo one coding by its name ("gzip", "x-gzip", "deflate", "zstd", "identity"). Where `body`
 * does not begin as the coding would have it, it has been undone before and comes back as it is.
 * `*ret_truncated` is set where the coded bytes end early; what could be undone is returned.
 * ERR_INPUT: unknown or not built in, or damaged. ERR_LIMIT: more than `max` bytes. */
enum err coding_undo(struct slice name, struct slice body, size_t max, struct arena *out,
	struct slice *ret, bool *ret_truncated, struct error *e) MUST_USE;

#endif
