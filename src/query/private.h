/* private: what the files of the query module share. */
#ifndef QUERY_PRIVATE_H
#define QUERY_PRIVATE_H

#include "base/error.h"
#include "base/slice.h"

/* The days that `text` means, [from, to): "2022-02", "2022-02-04..2022-02-09", "last 3 days".
 * ERR_SYNTAX says what is wrong, without a place. `today` is days since 1970-01-01. */
enum err query_days(struct slice text, int64_t today, int64_t *ret_from, int64_t *ret_to,
	struct error *e) MUST_USE;

/* What is: and has: may be followed by, NULL at the end. */
extern const char *const query_is_values[], *const query_has_values[];

#endif
