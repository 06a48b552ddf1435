/* sites: the memory of sites (read/site.h) of an archive: in memory while it is written to, in the
 * store with the batch that its articles are in.
 *
 * Articles meet it in the order of their records, and after a crash it is as if the batch had never
 * been. So the same records in the same order give the same articles, in one run or in many, and by
 * a rebuild. */
#ifndef ARCHIVE_SITES_H
#define ARCHIVE_SITES_H

#include "archive/pipeline.h"

struct sites;

struct sites *sites_open(void);
struct sites *sites_close(struct sites *s); /* takes NULL, returns NULL */

/* A batch begins. What another one that did not last left behind is forgotten. */
enum err sites_begin(struct sites *s, struct store *store, struct error *e) MUST_USE;

/* Within it: leave off what sites repeat of the articles of a job; all jobs, in order. */
void sites_trim(struct sites *s, struct job *job);

/* At its end: write what is new; then that it lasts. */
enum err sites_flush(struct sites *s, struct store *store, struct error *e) MUST_USE;
void sites_settled(struct sites *s);

/* The store is another one from now on. */
void sites_forget(struct sites *s);

#endif
