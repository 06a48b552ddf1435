/* collect: subscriptions kept up with: what is due is asked for, every exchange goes into the WARC
 * files, and what came is read as `add` reads it.
 *
 *   what is due ─► fetch ─► records (request; response or revisit) ─► read ─► store, and
 *      (store)                 (warc/, before they are parsed)              when to ask next
 *
 * docs/collecting.md has the rules. A transaction holds the records, the articles, the state of
 * what was asked and the pages to ask for, so a killed process has done a thing wholly or not. The
 * clock is this module's. Errors of the network are a source's problem, not an error. */
#ifndef COLLECT_COLLECT_H
#define COLLECT_COLLECT_H

#include "archive/archive.h"
#include "fetch/fetch.h"

struct collect_options {
	struct fetch_options fetch;
	/* Addresses or titles of subscriptions, or parts of them; none: all. */
	char *const *sources;
	size_t n_sources;
	bool all;   /* whether due or not; what was named is always asked */
	bool watch; /* for ever */
	const volatile int *stop; /* not 0: end what is under way and return; may be NULL */
};

enum { COLLECT_SLOW_LEN = 255 };

struct collect_report {
	size_t n_sources;   /* that were asked, and answered or failed */
	size_t n_unchanged, n_failed;
	size_t n_pages;     /* pages of articles asked for */
	size_t n_pages_failed;
	size_t n_added, n_versions;
	size_t n_waiting;   /* requests queued or under way */
	size_t n_batches;   /* committed; when it grew, no batch is open just now */
	uint64_t n_bytes;   /* of bodies, as they came */
	/* What is slow: under way, the address that has been waited for the longest; in the end,
	 * the one that took the longest. Cut where it is long; empty where none is. */
	char slow[COLLECT_SLOW_LEN + 1];
	int64_t slow_ms;
};

/* One source, asked. */
struct collect_line {
	struct slice url, title;
	struct slice problem;   /* empty: none */
	struct slice note;      /* "moved to ...", "is gone for good"; empty: nothing */
	bool unchanged;
	size_t n_new;           /* articles */
};

/* Any of the functions may be NULL. One that returns other than OK ends the work with that. */
struct collect_hooks {
	void *ctx;
	enum err (*source)(void *ctx, const struct collect_line *line, struct error *e);
	enum err (*progress)(void *ctx, const struct collect_report *now, struct error *e);
};

/* ERR_NOT_FOUND: no subscription is called so. ERR_STOPPED: `stop` was set before anything was
 * asked, while articles of an older warta were grouped. `*report` counts what is safely on the
 * disk, on an error too. The archive is open to write; with `watch` it rests (archive_rest) while
 * nothing is due, and may be left so when stopped: then it can only be read and closed. */
enum err collect_run(struct archive *a, const struct collect_options *options,
	const struct collect_hooks *hooks, struct collect_report *report, struct error *e) MUST_USE;

#endif
