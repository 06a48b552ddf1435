/* window: a stream seen through a buffer that can hold on to a place and go back to it.
 *
 * Positions count the stream's bytes from 0. What lies before the place read from (or before the
 * place held) is dropped when room is needed. Only for the parts of this module. */
#ifndef WARC_WINDOW_H
#define WARC_WINDOW_H

#include "base/slice.h"

/* At most `n` bytes to `to`: how many; 0 at the end; -1 where the source failed. */
typedef long (*window_fill_fn)(void *ctx, char *to, size_t n);

struct window {
	window_fill_fn fill;
	void *ctx;
	char *p;           /* bytes [0, n) of `cap` are filled */
	size_t cap, n;
	size_t at;         /* next byte to be read */
	size_t mark;       /* first byte held, where `holding` */
	size_t max_held;   /* holding ends where more than this lies between `mark` and `n` */
	uint64_t base;     /* position of p[0] */
	bool holding;
	bool ended;        /* the source has said so */
	bool failed;       /* likewise */
	uint64_t hashed_to; /* the reader's: position behind the last block hashed to judge it */
};

/* See to it that `want` unread bytes are there where the stream has them. Returns how many are
 * there: fewer than `want` only where it ended or failed. Pointers into the window are then
 * invalid. */
size_t window_need(struct window *w, size_t want);

/* The unread bytes at hand. */
static inline struct slice window_rest(const struct window *w)
{
	return slice_of(w->p + w->at, w->n - w->at);
}

static inline uint64_t window_pos(const struct window *w)
{
	return w->base + w->at;
}

/* Pass over `n` bytes, of those at hand. */
static inline void window_take(struct window *w, size_t n)
{
	w->at += n;
}

/* Keep everything from here on, until more than `max_held` bytes would be kept. */
void window_hold(struct window *w, size_t max_held);
void window_let_go(struct window *w);

/* Go back to `pos`; false where it was not held. */
bool window_back_to(struct window *w, uint64_t pos);

/* Empty, at position 0 of a new stream from the same source; keeps its memory, but not a large
 * one. */
void window_restart(struct window *w);

void window_done(struct window *w);

#endif
