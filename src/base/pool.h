/* pool: worker threads for tasks that share nothing.
 *
 * The owner puts tasks in and waits for them in the order that it likes; they are begun in the
 * order they were put in. A task's memory is the owner's and stays in place until it is done. One
 * thread owns a pool. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include "base/error.h"
#include "base/slice.h"

struct pool;

struct task {
	void (*run)(void *ctx);
	void *ctx;
	bool done;         /* the pool's; read it through pool_is_done */
	struct task *next; /* the pool's */
};

/* `n_threads` of 0 is one for each core that the process may use. */
enum err pool_open(size_t n_threads, struct pool **ret_pool, struct error *e) MUST_USE;

/* Finishes what was put in, then ends the threads. Takes NULL, returns NULL. */
struct pool *pool_close(struct pool *p);

size_t pool_threads(const struct pool *p);

void pool_put(struct pool *p, struct task *t);
bool pool_is_done(struct pool *p, const struct task *t);
void pool_wait(struct pool *p, const struct task *t);

#endif
