/* writer: the one hand that writes: records to the WARC files, then articles to the store, in
 * batches. */
#ifndef ARCHIVE_WRITER_H
#define ARCHIVE_WRITER_H

#include "archive/archive.h"
#include "archive/ingest.h"
#include "archive/pipeline.h"

struct writer {
	bool open;           /* a batch is */
	size_t n_records, n_articles, n_bytes; /* in the batch */
	struct ingest_report now;       /* counts with the batch */
	struct ingest_report committed; /* without it */
};

/* Begin a batch where none is open; all that follows does so itself. */
enum err writer_begin(struct writer *w, struct archive *a, struct error *e) MUST_USE;

/* Append a packed job to the WARC files and enter it; or set `skip` where its bytes are known. */
enum err writer_append(struct writer *w, struct archive *a, struct job *job, struct error *e)
	MUST_USE;

/* Append a record that holds nothing to read (a request), and enter it; the same bytes to the same
 * address only once. */
enum err writer_append_aside(struct writer *w, struct archive *a, const struct warc_record *record,
	struct error *e) MUST_USE;

/* Put the articles of a job that was read into the store, and what became of its record. */
enum err writer_put(struct writer *w, struct archive *a, struct job *job, struct error *e)
	MUST_USE;

/* Is the batch large enough to be committed? */
bool writer_is_full(const struct writer *w);

/* The same; or does somebody wait to write? */
bool writer_is_due(const struct writer *w, const struct archive *a);

/* Make the batch last: first the WARC files (unless the archive has none open), then the store.
 * Then those who waited go first. */
enum err writer_commit(struct writer *w, struct archive *a, struct error *e) MUST_USE;

/* Read the record of the store's book again from the WARC files into `job`. */
enum err writer_fetch(struct archive *a, const struct store_record *r, struct job *job,
	struct error *e) MUST_USE;

#endif
