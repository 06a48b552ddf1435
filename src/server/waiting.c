/* waiting: a ring of jobs behind a mutex. */
#include "server/waiting.h"

#include <pthread.h>
#include <stdlib.h>

struct waiting {
	pthread_mutex_t lock; /* of all that follows */
	pthread_cond_t changed;
	void (*run)(void *job);
	void **jobs;          /* a ring: `n` of them from `first` on */
	size_t first, n, most;
	bool ending;
	size_t n_threads;
	pthread_t threads[];
};

static void *work_off(void *arg)
{
	struct waiting *q = arg;
	pthread_mutex_lock(&q->lock);
	for (;;) {
		while (!q->n && !q->ending)
			pthread_cond_wait(&q->changed, &q->lock);
		if (!q->n)
			break;
		void *job = q->jobs[q->first];
		q->first = (q->first + 1) % q->most;
		q->n--;
		pthread_mutex_unlock(&q->lock);
		q->run(job);
		pthread_mutex_lock(&q->lock);
	}
	pthread_mutex_unlock(&q->lock);
	return NULL;
}

struct waiting *waiting_start(size_t n_threads, size_t most, void (*run)(void *job))
{
	struct waiting *q = calloc(1, sizeof *q + n_threads * sizeof *q->threads);
	if (!q)
		abort();
	q->run = run;
	q->most = most;
	q->jobs = calloc(most, sizeof *q->jobs);
	if (!q->jobs)
		abort();
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->changed, NULL);
	while (q->n_threads < n_threads &&
		pthread_create(&q->threads[q->n_threads], NULL, work_off, q) == 0)
		q->n_threads++;
	return q->n_threads ? q : waiting_free(q);
}

bool waiting_add(struct waiting *q, void *job)
{
	pthread_mutex_lock(&q->lock);
	bool room = q->n < q->most && !q->ending;
	if (room)
		q->jobs[(q->first + q->n++) % q->most] = job;
	pthread_cond_signal(&q->changed);
	pthread_mutex_unlock(&q->lock);
	return room;
}

void waiting_end(struct waiting *q)
{
	pthread_mutex_lock(&q->lock);
	q->ending = true;
	pthread_cond_broadcast(&q->changed);
	pthread_mutex_unlock(&q->lock);
	for (size_t i = 0; i < q->n_threads; i++)
		pthread_join(q->threads[i], NULL);
	q->n_threads = 0;
}

struct waiting *waiting_free(struct waiting *q)
{
	if (!q)
		return NULL;
	waiting_end(q);
	pthread_cond_destroy(&q->changed);
	pthread_mutex_destroy(&q->lock);
	free(q->jobs);
	free(q);
	return NULL;
}
