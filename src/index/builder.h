/* builder: gathers articles in memory and writes them as a segment. */
#ifndef INDEX_BUILDER_H
#define INDEX_BUILDER_H

#include "index/gather.h"

struct index_builder;

/* Hears, while articles are added, of each word and each of the builder's languages that an article
 * with it is in; of most of them once in the builder's life. */
typedef void (*word_lang_fn)(void *ctx, struct slice word, struct slice lang);

/* `langs` (at most 31 codes, NULL at the end) are those whose words `word_fn` (NULL: nobody) is to
 * hear of. */
struct index_builder *index_builder_new(const char *const *langs, word_lang_fn word_fn, void *ctx);
struct index_builder *index_builder_free(struct index_builder *b); /* takes NULL; returns NULL */

/* Add an article; each id once. `day` is its calendar day, days since 1970-01-01. The bytes
 * of `a` must stay until all is written or forgotten. */
void index_builder_add(struct index_builder *b, int64_t id, int64_t day, const struct gathered *a);

/* Articles held. */
uint32_t index_builder_docs(const struct index_builder *b);

/* Write a segment of what is held to `sink`, and hold nothing. */
enum err index_builder_write(struct index_builder *b, const struct index_sink *sink,
	struct segment_size *ret_size, struct error *e) MUST_USE;

/* Forget what is held, and what was heard of. */
void index_builder_clear(struct index_builder *b);

#endif
