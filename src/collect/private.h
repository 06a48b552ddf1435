/* private: what the parts of this module share. */
#ifndef COLLECT_PRIVATE_H
#define COLLECT_PRIVATE_H

#include "archive/pipeline.h"
#include "archive/writer.h"
#include "base/map.h"
#include "collect/collect.h"
#include "collect/settings.h"
#include "feed/discover.h"

enum {
	COLLECT_MAX_PAGES = 100,  /* new pages taken from one answer */
	COLLECT_MAX_LISTS = 100,  /* sitemaps taken from one index */
	COLLECT_TEASER_BYTES = 600 /* a shorter text may be a teaser */
};

/* Something that was asked for, until its last exchange is settled. */
struct asked {
	struct asked *before, *next; /* all, so that none is lost when the work ends early */
	struct arena arena;
	struct slice key; /* the address under which it is in flight */
	struct store_fetch row;
	struct settings settings;
	struct slice title;
};

/* What an exchange leaves for when its record has been read; in the job's arena. */
struct kept {
	struct asked *asked;      /* NULL: robots.txt, or a redirect on the way */
	struct warc_record request;
	struct reply reply;       /* in the job's arena */
	struct slice url;
	unsigned char digest[STORE_DIGEST_LEN]; /* of the payload */
	bool permanent, same;
	bool wants_articles;      /* of a page whose links are watched */
	/* Found by the look in the worker. */
	struct slice title, hub, topic;
	struct slice named;       /* the feed that a page in the feed's place names; or empty */
	discovered links, lists;
	size_t n_bytes;
};

struct collect {
	struct archive *archive;
	const struct collect_options *options;
	const struct collect_hooks *hooks;
	struct collect_report now, *report;
	struct writer writer;
	struct pipeline *pipeline;
	struct fetch *fetch;
	struct arena flight_arena; /* addresses under way; forgotten when nothing is */
	struct map flight;
	size_t n_flight;
	struct asked *asked;
	bool rules_due;            /* perhaps there are articles to try rules on */
	int64_t batch_ms;          /* when the open batch was first seen open */
	strings only;              /* subscriptions asked for by name */
	struct arena arena;
	int64_t synced_s;
};

int64_t now_s(void);

/* ---- settle.c: what an answer means. Each frees `asked`. */

/* Within a batch; the job was read and put; `n_new` articles of it were new. */
enum err settle_answer(struct collect *c, struct job *job, struct asked *asked, size_t n_new,
	struct error *e) MUST_USE;
/* No answer came. */
enum err settle_failure(struct collect *c, struct asked *asked, struct slice problem,
	struct error *e) MUST_USE;
void asked_free(struct collect *c, struct asked *asked);

/* In the worker: links, title and hub of what was read (struct pipeline_ops.look). */
void settle_look(struct job *job);

/* ---- rules.c */

/* Within a batch: the new articles of a job whose source has rules are to be tried. */
enum err rules_note(struct collect *c, const struct job *job, const struct asked *asked,
	struct error *e) MUST_USE;
/* Outside a batch: mark those that the rules drop. */
enum err rules_apply(struct collect *c, struct error *e) MUST_USE;

#endif
