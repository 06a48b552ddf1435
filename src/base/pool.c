/* pool: one queue, one lock; tasks are large enough that nothing cleverer pays. */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>

enum { MAX_THREADS = 256 };

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t work, finished;
	struct task *first, *last;
	bool closing;
	size_t n;
	pthread_t threads[];
};

static void *worker(void *arg)
{
	struct pool *p = arg;
	pthread_mutex_lock(&p->lock);
	for (;;) {
		while (!p->first && !p->closing)
			pthread_cond_wait(&p->work, &p->lock);
		struct task *t = p->first;
		if (!t)
			break;
		p->first = t->next;
		pthread_mutex_unlock(&p->lock);
		t->run(t->ctx);
		pthread_mutex_lock(&p->lock);
		t->done = true;
		pthread_cond_broadcast(&p->finished);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

static size_t cores(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	int n = CPU_COUNT(&set);
	return n < 1 ? 1 : (size_t)n;
}

enum err pool_open(size_t n_threads, struct pool **ret_pool, struct error *e)
{
	size_t n = n_threads ? n_threads : cores();
	if (n > MAX_THREADS)
		n = MAX_THREADS;
	struct pool *p = calloc(1, sizeof *p + n * sizeof *p->threads);
	if (!p)
		return fail(e, ERR_LIMIT, "no memory for threads");
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->work, NULL);
	pthread_cond_init(&p->finished, NULL);

	/* Signals are the main thread's: a worker must not be where Ctrl-C lands. */
	sigset_t all, old;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	int sys = 0;
	while (p->n < n && (sys = pthread_create(&p->threads[p->n], NULL, worker, p)) == 0)
		p->n++;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (p->n == 0) {
		pool_close(p);
		return fail_sys(e, ERR_LIMIT, sys, "cannot start a thread");
	}
	*ret_pool = p;
	return OK;
}

struct pool *pool_close(struct pool *p)
{
	if (!p)
		return NULL;
	pthread_mutex_lock(&p->lock);
	p->closing = true;
	pthread_cond_broadcast(&p->work);
	pthread_mutex_unlock(&p->lock);
	for (size_t i = 0; i < p->n; i++)
		pthread_join(p->threads[i], NULL);
	pthread_cond_destroy(&p->finished);
	pthread_cond_destroy(&p->work);
	pthread_mutex_destroy(&p->lock);
	free(p);
	return NULL;
}

size_t pool_threads(const struct pool *p)
{
	return p->n;
}

void pool_put(struct pool *p, struct task *t)
{
	t->done = false;
	t->next = NULL;
	pthread_mutex_lock(&p->lock);
	if (p->first)
		p->last->next = t;
	else
		p->first = t;
	p->last = t;
	pthread_cond_signal(&p->work);
	pthread_mutex_unlock(&p->lock);
}

bool pool_is_done(struct pool *p, const struct task *t)
{
	pthread_mutex_lock(&p->lock);
	bool done = t->done;
	pthread_mutex_unlock(&p->lock);
	return done;
}

void pool_wait(struct pool *p, const struct task *t)
{
	pthread_mutex_lock(&p->lock);
	while (!t->done)
		pthread_cond_wait(&p->finished, &p->lock);
	pthread_mutex_unlock(&p->lock);
}
