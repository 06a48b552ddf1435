/* buf: bytes that are appended to, with a ceiling and a sticky error.
 *
 * A buffer cannot be made without its maximum. Appending past it (or past memory) sets `failed`
 * and drops what did not fit and all that follows, so that twenty appends need one look at the
 * end. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdio.h>

#include "base/slice.h"

struct buf {
	char *p;     /* n bytes and a NUL behind them; NULL while empty */
	size_t n;    /* bytes used */
	size_t cap;  /* bytes allocated */
	size_t max;  /* ceiling of n */
	bool failed; /* something did not fit */
};

#define BUF_INIT(max_bytes) { NULL, 0, 0, (max_bytes), false }

void buf_add(struct buf *b, const char *p, size_t n);
void buf_slice(struct buf *b, struct slice s);
void buf_str(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Room for `n` more bytes: where to write them, or NULL where that is past the ceiling.
 * What was written is then taken over with buf_wrote. */
char *buf_room(struct buf *b, size_t n);
void buf_wrote(struct buf *b, size_t n);

/* In line, as much is written byte by byte. */
static inline void buf_byte(struct buf *b, char c)
{
	if (b->n + 1 < b->cap && b->n < b->max && !b->failed) {
		b->p[b->n++] = c;
		b->p[b->n] = 0;
	} else {
		buf_add(b, &c, 1);
	}
}

/* The next line of `f`, without its line feed, in place of what the buffer holds; one above the
 * ceiling sets `failed` and is passed over whole. False behind the last line, and where reading
 * failed (ferror). */
bool buf_line(struct buf *b, FILE *f);

/* What it holds; valid until the next append. */
static inline struct slice buf_text(const struct buf *b)
{
	return slice_of(b->p, b->n);
}

/* Empty it, keep its memory, forget the error. */
void buf_clear(struct buf *b);

/* Free it; it can be used again. */
void buf_done(struct buf *b);

#endif
