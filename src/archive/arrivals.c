/* arrivals: handed over in chunks of whole records. */
#include "archive/arrivals.h"

#include <stdlib.h>

#include "base/pool.h"

enum { CHUNK_ARTICLES = 64 };

struct chunk {
	struct chunk *next;
	struct stories *stories;
	struct arena arena;
	LIST(struct story_arrival) articles; /* their features are in the arena, too */
	LIST(int64_t) records;               /* of each */
	struct task task;
};

struct arrivals {
	struct pool *pool;    /* one thread; NULL: not needed so far */
	struct chunk *chunks; /* the one being filled, then those handed over */
};

struct arrivals *arrivals_open(void)
{
	struct arrivals *x = calloc(1, sizeof *x);
	if (!x)
		abort();
	return x;
}

static void chunk_run(void *ctx)
{
	const struct chunk *c = ctx;
	for (size_t i = 0, n; i < c->articles.n; i += n) {
		for (n = 1; i + n < c->records.n && c->records.at[i + n] == c->records.at[i]; n++)
			;
		stories_add_all(c->stories, c->articles.at + i, (uint32_t)n);
	}
}

static void *copy(struct arena *out, const void *p, size_t n, size_t size)
{
	void *to = arena_calloc(out, n + 1, size);
	return n ? memcpy(to, p, n * size) : to;
}

static struct story_features features_copy(const struct story_features *f, struct arena *out)
{
	struct story_features to = *f;
	to.terms = copy(out, f->terms, f->n_terms, sizeof *f->terms);
	to.shingles = copy(out, f->shingles, f->n_shingles, sizeof *f->shingles);
	to.anchors = copy(out, f->anchors, f->n_anchors, sizeof *f->anchors);
	to.places = copy(out, f->places, f->n_anchors, sizeof *f->places);
	return to;
}

/* Let the full chunk go to the thread; without one, do its work here. */
static void hand_over(struct arrivals *x)
{
	struct chunk *c = x->chunks;
	if (!x->pool && pool_open(1, &x->pool, NULL) != OK) {
		chunk_run(c);
		return;
	}
	c->task = (struct task){ .run = chunk_run, .ctx = c };
	pool_put(x->pool, &c->task);
}

void arrivals_add(struct arrivals *x, struct stories *stories, int64_t record, int64_t at,
	const struct story_features *f)
{
	struct chunk *c = x->chunks;
	if (!c || (c->articles.n >= CHUNK_ARTICLES &&
			c->records.at[c->records.n - 1] != record)) {
		if (c)
			hand_over(x);
		c = calloc(1, sizeof *c);
		if (!c)
			abort();
		c->stories = stories;
		c->next = x->chunks;
		x->chunks = c;
	}
	*list_add(&c->arena, &c->articles) =
		(struct story_arrival){ at, features_copy(f, &c->arena) };
	*list_add(&c->arena, &c->records) = record;
}

void arrivals_settle(struct arrivals *x)
{
	struct chunk *last = x->chunks;
	if (!last)
		return;
	/* The others went to the thread, if any did, and one thread does them in order. */
	if (last->next && x->pool)
		pool_wait(x->pool, &last->next->task);
	chunk_run(last);
	for (struct chunk *c = last, *next; c; c = next) {
		next = c->next;
		arena_done(&c->arena);
		free(c);
	}
	x->chunks = NULL;
}

struct arrivals *arrivals_close(struct arrivals *x)
{
	if (!x)
		return NULL;
	arrivals_settle(x);
	pool_close(x->pool);
	free(x);
	return NULL;
}
