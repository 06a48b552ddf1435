/* pipeline: records go in at one end, are read into articles on all cores, and come out at the
 * other in the order they went in.
 *
 *   push ─► [pack: digest, gzip member] ─► on_packed ─► [read: articles] ─► on_read
 *              workers                     caller's       workers            caller's
 *
 * The steps in brackets run in worker threads and are pure; the callbacks run in the thread that
 * pushes. So the caller can append what was packed to the WARC files before it is parsed, and put
 * articles into the store one writer at a time. What is under way is bounded. */
#ifndef ARCHIVE_PIPELINE_H
#define ARCHIVE_PIPELINE_H

#include "archive/grouping.h"
#include "base/pool.h"
#include "identity/identity.h"
#include "index/gather.h"
#include "quote/quote.h"
#include "read/read.h"
#include "store/said.h"
#include "store/store.h"
#include "warc/warcfile.h"

struct job {
	/* Set by whoever pushes; all lies in `arena`. */
	struct arena arena;
	struct slice path, place;  /* for messages */
	struct warc_record record;
	size_t file;               /* counts the input files */
	enum read_kind kind;       /* as read_record takes it */
	bool by_itself;            /* a file or part of one, no record of a WARC file */
	int64_t record_id;         /* the store's, where it has one */
	struct warc_place at;

	/* Set by packing (the digest where `keeps`). */
	unsigned char digest[STORE_DIGEST_LEN];
	struct buf member;
	bool skip; /* on_packed may set it: the record is known, do not read it */

	/* Set by reading. */
	articles articles;
	char (*names)[ARTICLE_NAME_LEN + 1]; /* of each article; NULL unless `keeps` */
	struct identity *identities;         /* the same */
	struct said *said;                   /* the same */
	struct quotations *quotes;           /* NULL unless `quotes` and not `keeps` */
	struct story_features *features;     /* the same as names */
	struct gathered *terms;              /* the same */
	read_failures failures;
	struct read_answer answer;           /* the same */

	/* Set by writer_put: which articles the archive did not have. */
	bool *is_new;

	void *own; /* the pusher's; nobody else looks at it */

	enum err err; /* of packing or reading, with its sentence */
	struct error error;

	/* The pipeline's. */
	struct task task;
	struct pipeline *pipeline;
	size_t weight;
	struct job *next;
};

typedef enum err (*job_fn)(void *ctx, struct job *job, struct error *e);

struct pipeline_ops {
	bool keeps;        /* what is read goes into a store: make digests and names */
	bool quotes;       /* find quotations though nothing is kept */
	bool no_quotes;    /* find none though what is read is kept */
	bool sites;        /* leave off what sites repeat (read/site.h), in the jobs' order */
	size_t max_weight; /* bytes of records under way; 0: the usual */
	bool packs;        /* make gzip members, too, before the reading */
	void (*look)(struct job *job); /* in the worker, after reading; pure; may be NULL */
	job_fn on_packed;  /* NULL unless `packs` */
	job_fn on_read;    /* for every job in the end, failed and skipped ones too */
	void *ctx;
};

/* Make anew what is told from the articles of a job whose articles changed. */
void job_derive(struct job *job);

struct pipeline;

enum err pipeline_open(const struct pipeline_ops *ops, struct pipeline **ret, struct error *e)
	MUST_USE;

/* A new job with an empty arena; it goes back through pipeline_push or job_free. */
struct job *job_new(void);
void job_free(struct job *job);

/* Takes the job over. An error is one that a callback returned; no job can be pushed after that. */
enum err pipeline_push(struct pipeline *p, struct job *job, struct error *e) MUST_USE;

/* Let what is ready come out, without waiting. */
enum err pipeline_poll(struct pipeline *p, struct error *e) MUST_USE;

/* Jobs under way. */
size_t pipeline_jobs(const struct pipeline *p);

/* Let all that is under way come out. */
enum err pipeline_drain(struct pipeline *p, struct error *e) MUST_USE;

/* Throws away what is under way. Takes NULL, returns NULL. */
struct pipeline *pipeline_close(struct pipeline *p);

#endif
