/* ingest: what the archive does with bytes: take them in, read them without keeping them, make the
 * index anew, and look whether all is whole. */
#ifndef ARCHIVE_INGEST_H
#define ARCHIVE_INGEST_H

#include "archive/archive.h"
#include "quote/quote.h"

struct ingest_report {
	size_t n_files, n_items, n_items_kept, n_added, n_known, n_versions, n_failed, n_empty;
	uint64_t bytes_read, bytes_total;
	size_t n_grouped, n_to_group; /* while those taken in before are grouped; else 0 */
};

/* Any of the functions may be NULL. One that returns other than OK ends the work with that. */
struct ingest_hooks {
	void *ctx;
	enum err (*progress)(void *ctx, const struct ingest_report *now, struct error *e);
	enum err (*failure)(void *ctx, struct slice path, struct slice place, struct slice why,
		struct error *e);
	enum err (*kept)(void *ctx, struct slice path, size_t n_added, struct error *e);
	/* `quotes`: those of its text, where the next field asks for them (ingest_extract); else
	 * NULL. */
	enum err (*article)(void *ctx, const struct article *a, const struct quotations *quotes,
		struct error *e);
	bool wants_quotes;
	bool without_quotes; /* what is taken in has none: only to measure what they cost */
};

/* Take in all that `paths` name, and first what an earlier run left pending. `now` is Unix seconds.
 * `*report` counts what is safely on the disk, on an error too. */
enum err ingest_add(struct archive *a, char *const *paths, size_t n_paths, int64_t now,
	const struct ingest_hooks *hooks, struct ingest_report *report, struct error *e) MUST_USE;

/* Only take in what an earlier run left pending. */
enum err ingest_pending(struct archive *a, int64_t now, const struct ingest_hooks *hooks,
	struct ingest_report *report, struct error *e) MUST_USE;

/* Read all that `paths` name; every article goes to hooks->article, in order. `url` is the address
 * that files are read as from, or empty. */
enum err ingest_extract(char *const *paths, size_t n_paths, struct slice url, int64_t now,
	const struct ingest_hooks *hooks, struct ingest_report *report, struct error *e) MUST_USE;

/* Read the files that the lines of `fd` name, JSON objects {"file", "url"} each (`url` may be
 * missing): hooks->article is called once a line, in order, with the longest article of that file,
 * or NULL where it has none or could not be read (which is told, too). */
enum err ingest_batch(int fd, int64_t now, const struct ingest_hooks *hooks,
	struct ingest_report *report, struct error *e) MUST_USE;

/* Make the index of a locked archive (archive_lock) anew from its WARC files. ERR_BUSY: somebody
 * has the old one open. */
enum err ingest_rebuild(struct archive *a, const struct ingest_hooks *hooks,
	struct ingest_report *report, struct error *e) MUST_USE;

/* Verify everything and tell each fault. An error is only what kept it from looking. */
enum err ingest_check(struct archive *a, store_finding_fn finding_fn, void *finding_ctx,
	struct error *e) MUST_USE;

#endif
