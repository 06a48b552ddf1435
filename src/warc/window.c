/* window: one buffer, moved together when its front is worth it and doubled when not, so that every
 * byte is moved a bounded number of times. */
#include "warc/window.h"

#include <stdlib.h>

enum { STEP = 64 << 10, LARGE = 1 << 20 };

static void resize(struct window *w, size_t cap)
{
	char *p = realloc(w->p, cap);
	if (!p) /* as arenas do: what is asked for is bounded by the caller */
		abort();
	w->p = p;
	w->cap = cap;
}

/* Room for a step of filling, with `want` unread bytes as the aim. */
static void make_room(struct window *w, size_t want)
{
	if (w->holding && w->n - w->mark > w->max_held)
		w->holding = false;
	size_t keep = w->holding ? w->mark : w->at;
	if (w->cap - w->n >= STEP)
		return;
	if (keep && (keep >= w->n - keep || keep >= w->cap / 2)) {
		memmove(w->p, w->p + keep, w->n - keep);
		w->base += keep;
		w->at -= keep;
		w->mark = 0;
		w->n -= keep;
	}
	if (w->cap > LARGE && w->n < LARGE / 4 && want < LARGE / 4)
		resize(w, LARGE / 2);
	if (w->cap - w->n >= STEP)
		return;
	/* Doubled, but not far past what is wanted: that may be a whole large block. */
	size_t enough = w->at + want + 2 * STEP, doubled = w->cap * 2 + 2 * STEP;
	resize(w, doubled < enough ? doubled : enough);
}

size_t window_need(struct window *w, size_t want)
{
	while (w->n - w->at < want && !w->ended && !w->failed) {
		make_room(w, want);
		long got = w->fill(w->ctx, w->p + w->n, w->cap - w->n);
		if (got < 0)
			w->failed = true;
		else if (got == 0)
			w->ended = true;
		else
			w->n += (size_t)got;
	}
	return w->n - w->at;
}

void window_hold(struct window *w, size_t max_held)
{
	w->mark = w->at;
	w->max_held = max_held;
	w->holding = true;
}

void window_let_go(struct window *w)
{
	w->holding = false;
}

bool window_back_to(struct window *w, uint64_t pos)
{
	if (!w->holding || pos < w->base + w->mark || pos > w->base + w->n)
		return false;
	w->at = (size_t)(pos - w->base);
	return true;
}

void window_restart(struct window *w)
{
	if (w->cap > LARGE)
		resize(w, LARGE / 2);
	w->base = w->hashed_to = 0;
	w->n = w->at = w->mark = 0;
	w->holding = w->ended = w->failed = false;
}

void window_done(struct window *w)
{
	free(w->p);
	w->p = NULL;
	w->cap = 0;
}
