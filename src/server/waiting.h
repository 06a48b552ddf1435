/* waiting: jobs done by a few threads of their own, in the order in which they came. A queue holds
 * what may have to wait for something slow, so that many who wait cost a few kilobytes each, not a
 * thread and a reader of the database. */
#ifndef SERVER_WAITING_H
#define SERVER_WAITING_H

#include <stdbool.h>
#include <stddef.h>

struct waiting;

/* `run` does a job, in any of the `n_threads`; `most` is how many may wait for their turn. NULL: no
 * thread can be made. */
struct waiting *waiting_start(size_t n_threads, size_t most, void (*run)(void *job));
/* False: too many wait. */
bool waiting_add(struct waiting *q, void *job);
/* All that was added is done before this returns, and nothing more is taken. */
void waiting_end(struct waiting *q);
/* Ends it, too, where that was not done. Takes NULL, gives NULL. */
struct waiting *waiting_free(struct waiting *q);

#endif
