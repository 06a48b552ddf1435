/* arrivals: articles on their way into src/story, beside the writer: to find out what an article
 * belongs to takes as long as to write it. They go in in the order in which they came, those of one
 * record together, in a thread of its own once they are many. One thread owns it; the stories are
 * not to be touched between arrivals_add and arrivals_settle. */
#ifndef ARCHIVE_ARRIVALS_H
#define ARCHIVE_ARRIVALS_H

#include "story/cluster.h"

struct arrivals;

struct arrivals *arrivals_open(void);
struct arrivals *arrivals_close(struct arrivals *x); /* settles first; takes NULL, returns NULL */

/* Articles of one record follow each other. `f` is copied. */
void arrivals_add(struct arrivals *x, struct stories *stories, int64_t record, int64_t at,
	const struct story_features *f);

/* Let all go in that came. */
void arrivals_settle(struct arrivals *x);

#endif
