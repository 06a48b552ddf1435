/* indexer: articles go to the thread in chunks; pages come back through a queue. */
#include "store/indexer.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/pool.h"
#include "lang/stem.h"

enum {
	CHUNK_BYTES = 1 << 20,
	FULL_TERMS = 1 << 20,  /* of articles; 32 bytes each while writing */
	FULL_BYTES = 24 << 20, /* of words and positions */
	AHEAD_BYTES = 4 << 20  /* of pages made before they are taken */
};

struct entry {
	int64_t id, day;
	struct gathered terms;
};

/* Articles on their way into the builder, which then points into `arena`. */
struct chunk {
	struct chunk *next;
	struct indexer *indexer;
	struct arena arena;
	LIST(struct entry) entries;
	struct task task;
};

struct form {
	struct slice lang, stem, form;
};

struct page {
	struct page *next;
	enum page_kind kind;
	uint32_t no;
	size_t n;
	char bytes[];
};

/* Pages from the thread to the owner. */
struct queue {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct page *first, *last;
	size_t bytes;
	bool ended;  /* no further page comes */
	bool closed; /* no further page is wanted */
};

struct indexer {
	struct pool *pool; /* one thread; NULL: not needed so far */
	struct chunk *chunks; /* all that are held, the one being filled first */
	uint32_t n_docs;
	size_t n_terms, n_bytes;

	/* The thread's while tasks are under way. */
	struct index_builder *builder;
	struct stemmer *stemmer;
	struct arena forms_arena;
	LIST(struct form) forms;

	/* Of the segment that is being made. */
	struct task task;
	struct queue queue;
	struct segment_size size;
	enum err err;
	struct error error;
};

static void word_met(void *ctx, struct slice word, struct slice lang)
{
	struct indexer *x = ctx;
	char stem[TERM_MAX + STEM_MORE];
	size_t n = stemmer_stem(x->stemmer, lang, word, stem);
	if (slice_eq(slice_of(stem, n), word))
		return;
	*list_add(&x->forms_arena, &x->forms) = (struct form){
		lang, arena_dup(&x->forms_arena, slice_of(stem, n)),
		arena_dup(&x->forms_arena, word)
	};
}

struct indexer *indexer_new(void)
{
	struct indexer *x = calloc(1, sizeof *x);
	if (!x)
		abort();
	x->stemmer = stemmer_open();
	x->builder = index_builder_new(stemmer_codes(), word_met, x);
	pthread_mutex_init(&x->queue.lock, NULL);
	pthread_cond_init(&x->queue.changed, NULL);
	return x;
}

/* ---- adding */

static void chunk_add(void *ctx)
{
	const struct chunk *c = ctx;
	for (size_t i = 0; i < c->entries.n; i++) {
		const struct entry *entry = &c->entries.at[i];
		index_builder_add(c->indexer->builder, entry->id, entry->day, &entry->terms);
	}
}

/* Give the chunk that was filled to the thread; without one, do its work here. */
static void hand_over(struct indexer *x)
{
	struct chunk *c = x->chunks;
	if (!x->pool && pool_open(1, &x->pool, NULL) != OK) {
		chunk_add(c);
		return;
	}
	c->task = (struct task){ .run = chunk_add, .ctx = c };
	pool_put(x->pool, &c->task);
}

static struct chunk *chunk_to_fill(struct indexer *x)
{
	struct chunk *c = x->chunks;
	if (c && c->arena.total < CHUNK_BYTES)
		return c;
	if (c)
		hand_over(x);
	struct chunk *new = calloc(1, sizeof *new);
	if (!new)
		abort();
	new->indexer = x;
	new->next = c;
	return x->chunks = new;
}

void indexer_add(struct indexer *x, int64_t id, int64_t day, const struct gathered *terms)
{
	struct chunk *c = chunk_to_fill(x);
	struct entry *entry = list_add(&c->arena, &c->entries);
	entry->id = id;
	entry->day = day;
	gathered_copy(terms, &c->arena, &entry->terms);
	x->n_docs++;
	x->n_terms += terms->n_terms;
	x->n_bytes += terms->bytes.n;
}

uint32_t indexer_docs(const struct indexer *x)
{
	return x->n_docs;
}

bool indexer_is_full(const struct indexer *x)
{
	return x->n_terms >= FULL_TERMS || x->n_bytes >= FULL_BYTES;
}

/* ---- forms of words */

static int by_stem(const void *a, const void *b)
{
	const struct form *x = a, *y = b;
	int order = slice_cmp(x->lang, y->lang);
	if (!order)
		order = slice_cmp(x->stem, y->stem);
	return order ? order : slice_cmp(x->form, y->form);
}

/* In the order in which they lie in their table. */
static enum err forms_give(struct indexer *x, const struct indexer_sink *sink, struct error *e)
{
	if (x->forms.n)
		qsort(x->forms.at, x->forms.n, sizeof *x->forms.at, by_stem);
	for (size_t i = 0; i < x->forms.n; i++) {
		const struct form *f = &x->forms.at[i];
		TRY(sink->form(sink->ctx, f->lang, f->stem, f->form, e));
	}
	return OK;
}

/* ---- pages */

static enum err page_push(void *ctx, enum page_kind kind, uint32_t no, struct slice bytes,
	struct error *e)
{
	struct queue *q = ctx;
	struct page *page = malloc(sizeof *page + bytes.n);
	if (!page)
		abort();
	*page = (struct page){ .kind = kind, .no = no, .n = bytes.n };
	if (bytes.n)
		memcpy(page->bytes, bytes.p, bytes.n);
	pthread_mutex_lock(&q->lock);
	while (q->bytes > AHEAD_BYTES && !q->closed)
		pthread_cond_wait(&q->changed, &q->lock);
	bool closed = q->closed;
	if (!closed) {
		q->bytes += page->n;
		if (q->first)
			q->last->next = page;
		else
			q->first = page;
		q->last = page;
		pthread_cond_signal(&q->changed);
	}
	pthread_mutex_unlock(&q->lock);
	if (closed)
		free(page);
	return closed ? fail(e, ERR_DB, "nobody takes the pages") : OK;
}

/* The next page; NULL at the end. */
static struct page *page_pop(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	while (!q->first && !q->ended)
		pthread_cond_wait(&q->changed, &q->lock);
	struct page *page = q->first;
	if (page) {
		q->first = page->next;
		q->bytes -= page->n;
		pthread_cond_signal(&q->changed);
	}
	pthread_mutex_unlock(&q->lock);
	return page;
}

static void queue_set(struct queue *q, bool *what)
{
	pthread_mutex_lock(&q->lock);
	*what = true;
	pthread_cond_signal(&q->changed);
	pthread_mutex_unlock(&q->lock);
}

/* In the thread. */
static void segment_make(void *ctx)
{
	struct indexer *x = ctx;
	const struct index_sink sink = { page_push, &x->queue };
	x->err = index_builder_write(x->builder, &sink, &x->size, &x->error);
	queue_set(&x->queue, &x->queue.ended);
}

static enum err pages_take(struct queue *q, const struct index_sink *sink, struct error *e)
{
	enum err err = OK;
	for (struct page *page; (page = page_pop(q));) {
		if (err == OK) {
			err = sink->put(sink->ctx, page->kind, page->no,
				slice_of(page->bytes, page->n), e);
			if (err != OK)
				queue_set(q, &q->closed);
		}
		free(page);
	}
	return err;
}

/* ---- writing */

/* Hold nothing; the thread has nothing to do. */
static void let_go(struct indexer *x)
{
	for (struct chunk *c = x->chunks, *next; c; c = next) {
		next = c->next;
		arena_done(&c->arena);
		free(c);
	}
	x->chunks = NULL;
	x->n_docs = 0;
	x->n_terms = x->n_bytes = 0;
	arena_done(&x->forms_arena);
	x->forms.at = NULL;
	x->forms.n = x->forms.cap = 0;
}

static void wait_for_all(struct indexer *x)
{
	/* One thread, so that all are done when the last one is; the first was not handed over. */
	if (x->pool && x->chunks && x->chunks->next)
		pool_wait(x->pool, &x->chunks->next->task);
}

/* Beside the thread, which makes the segment. */
static enum err write_beside(struct indexer *x, const struct indexer_sink *sink, struct error *e)
{
	struct chunk *last = x->chunks;
	hand_over(x);
	x->queue.ended = x->queue.closed = false;
	x->task = (struct task){ .run = segment_make, .ctx = x };
	pool_put(x->pool, &x->task);
	pool_wait(x->pool, &last->task);
	enum err err = forms_give(x, sink, e);
	if (err != OK)
		queue_set(&x->queue, &x->queue.closed);
	enum err taken = pages_take(&x->queue, &sink->pages, err == OK ? e : NULL);
	pool_wait(x->pool, &x->task);
	if (err == OK)
		err = taken;
	if (err == OK && x->err != OK) {
		err = x->err;
		if (e)
			*e = x->error;
	}
	return err;
}

static enum err write_here(struct indexer *x, const struct indexer_sink *sink, struct error *e)
{
	if (x->chunks)
		chunk_add(x->chunks);
	TRY(forms_give(x, sink, e));
	return index_builder_write(x->builder, &sink->pages, &x->size, e);
}

enum err indexer_write(struct indexer *x, const struct indexer_sink *sink,
	struct segment_size *ret_size, struct error *e)
{
	bool beside = x->pool && x->chunks && x->chunks->next;
	enum err err = beside ? write_beside(x, sink, e) : write_here(x, sink, e);
	let_go(x);
	if (err == OK)
		*ret_size = x->size;
	else
		index_builder_clear(x->builder);
	return err;
}

void indexer_clear(struct indexer *x)
{
	wait_for_all(x);
	index_builder_clear(x->builder);
	let_go(x);
}

struct indexer *indexer_free(struct indexer *x)
{
	if (!x)
		return NULL;
	x->pool = pool_close(x->pool);
	index_builder_free(x->builder);
	let_go(x);
	stemmer_close(x->stemmer);
	pthread_mutex_destroy(&x->queue.lock);
	pthread_cond_destroy(&x->queue.changed);
	free(x);
	return NULL;
}
