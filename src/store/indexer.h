/* indexer: makes segments of the search index beside the writer.
 *
 * Articles are looked up in the dictionary of the segment, and new words given their stems, in a
 * thread of its own while the writer goes on; so is the segment made in the end, whose pages the
 * writer takes as they come, and puts into the same transaction as the articles. A few articles
 * alone need no thread. Private to the store; one thread owns it. */
#ifndef STORE_INDEXER_H
#define STORE_INDEXER_H

#include "index/builder.h"

struct indexer;

struct indexer *indexer_new(void);
struct indexer *indexer_free(struct indexer *x); /* takes NULL; returns NULL */

/* Add an article; each id once. `terms` is copied. */
void indexer_add(struct indexer *x, int64_t id, int64_t day, const struct gathered *terms);

uint32_t indexer_docs(const struct indexer *x);
/* Is it time to write what is held? It takes memory. */
bool indexer_is_full(const struct indexer *x);

/* Where a segment goes to: called in the owner's thread. */
struct indexer_sink {
	struct index_sink pages;
	/* A word that is not its own stem; of most of them once. */
	enum err (*form)(void *ctx, struct slice lang, struct slice stem, struct slice form,
		struct error *e);
	void *ctx; /* of `form` */
};

/* Write a segment of what is held, and hold nothing. */
enum err indexer_write(struct indexer *x, const struct indexer_sink *sink,
	struct segment_size *ret_size, struct error *e) MUST_USE;

/* Forget what is held, and which words were told. */
void indexer_clear(struct indexer *x);

#endif
