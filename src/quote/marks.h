/* marks: pairing quotation marks. Inner header of quote.
 *
 * Marks that open and close look alike in most texts, and some use the closing form for both, so
 * blanks around a mark decide first, then what is open. A quotation ends with its paragraph; where
 * the next one opens anew, it goes on there as a span of its own. Feet, inches and apostrophes open
 * nothing. */
#ifndef QUOTE_MARKS_H
#define QUOTE_MARKS_H

#include "unit/unit.h"

struct span {
	uint32_t open;       /* token of the mark that opens */
	uint32_t close;      /* token of the mark that closes, or the end of the paragraph */
	bool closed;
	bool single;         /* in single marks */
};

struct spans {
	struct span *at; /* none within another */
	uint32_t n;
};

void marks_pair(const struct units *u, struct arena *out, struct spans *ret_spans);

#endif
