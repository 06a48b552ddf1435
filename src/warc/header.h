/* header: the lines "Name: value" that WARC records and HTTP messages begin with. Only for the
 * parts of this module. */
#ifndef WARC_HEADER_H
#define WARC_HEADER_H

#include "warc/warc.h"

/* Cut `lines` (in place: folded lines are joined by a blank) into fields in `out`. Stops at a blank
 * line; lines without a colon are passed over. False where there are more than WARC_MAX_FIELDS. */
bool header_fields(char *lines, size_t n, struct arena *out, warc_fields *ret);

/* Offset behind the blank line that ends the header at the beginning of `s`; SIZE_MAX where there
 * is none in its first WARC_MAX_HEADER bytes. */
size_t header_end(struct slice s);

/* Is `line` (without its line break) "WARC/1.1" or another version? */
bool header_is_version(struct slice line);

#endif
