/* handing: which articles an engine has not heard of since the last time (docs/engine.md); part
 * of the store.
 *
 * A point says what there was when it was taken: everything until then is seen by whoever reads
 * after it. Between two points lie the articles that are new, and those whose text, versions,
 * withdrawal, tags, quoted people or story changed; an article whose story has another lead,
 * too. What changes while it is told may be told twice, never not at all. */
#ifndef STORE_HANDING_H
#define STORE_HANDING_H

#include "store/store.h"

struct store_point {
	int64_t birth;  /* of the database: points of another one say nothing of this one */
	int64_t number; /* of the newest article */
	int64_t change; /* the last one */
};

enum err store_point_now(struct store *s, struct store_point *ret, struct error *e) MUST_USE;

/* On the way from one point to another; zero but for these two at first. A point of zeros lies
 * before all articles. */
struct store_handing {
	struct store_point from, to;
	int64_t number, change; /* told so far */
};

/* The next articles, some hundred or those of a story, each by its id; none at all: it is the end.
 * New ones come first, in order of their numbers. */
enum err store_handing_next(struct store *s, struct store_handing *h, struct arena *out,
	store_ids *ret, struct error *e) MUST_USE;

/* Has anything changed of the article since it came, so that it may have been told otherwise? */
enum err store_handing_ever(struct store *s, int64_t number, bool *ret, struct error *e) MUST_USE;

/* The lasting name of the article with this number; empty: there is none. */
enum err store_name_of(struct store *s, int64_t number, char ret[static ARTICLE_NAME_LEN + 1],
	struct error *e) MUST_USE;

/* The lasting name behind `after` ("": the first) of those that were there before a rebuild and
 * are not now; empty: there is none. */
enum err store_removed_next(struct store *s, struct slice after, struct arena *out,
	struct slice *ret, struct error *e) MUST_USE;

#endif
