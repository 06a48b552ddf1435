/* pipeline: one list of jobs in order; `unpacked` parts those whose packing is not seen yet from
 * those being read. */
#include "archive/pipeline.h"

#include <pthread.h>
#include <stdlib.h>

#include "archive/record.h"
#include "read/site.h"

enum {
	MAX_WEIGHT = 8 << 20, /* bytes of records under way; one larger record goes alone */
	MAX_JOBS = 1024,
	MAX_MEMBER = READ_MAX_BYTES + (2 << 20) /* what does not compress grows a little */
};

struct pipeline {
	struct pipeline_ops ops;
	struct pool *pool;
	struct job *first, *last, *unpacked;
	size_t n, weight;
	/* Those at rest: at most as many as there are threads. */
	pthread_mutex_t lexicons_lock;
	struct story_lexicon **lexicons;
	size_t n_lexicons;
	struct site_memory *sites; /* or NULL */
};

enum err pipeline_open(const struct pipeline_ops *ops, struct pipeline **ret, struct error *e)
{
	struct pipeline *p = calloc(1, sizeof *p);
	if (!p)
		abort();
	p->ops = *ops;
	if (!p->ops.max_weight)
		p->ops.max_weight = MAX_WEIGHT;
	enum err err = pool_open(0, &p->pool, e);
	if (err != OK) {
		free(p);
		return err;
	}
	pthread_mutex_init(&p->lexicons_lock, NULL);
	p->lexicons = calloc(pool_threads(p->pool), sizeof(struct story_lexicon *));
	if (!p->lexicons)
		abort();
	p->sites = ops->sites ? site_memory_new() : NULL;
	*ret = p;
	return OK;
}

struct job *job_new(void)
{
	struct job *job = calloc(1, sizeof *job);
	if (!job)
		abort();
	job->member = (struct buf)BUF_INIT(MAX_MEMBER);
	return job;
}

void job_free(struct job *job)
{
	buf_done(&job->member);
	arena_done(&job->arena);
	free(job);
}

static void pack(void *ctx)
{
	struct job *job = ctx;
	record_digest(&job->record, job->digest);
	job->err = record_pack(&job->record, job->digest, &job->member, &job->error);
}

static void find_quotes(struct job *job)
{
	struct arena scratch = ARENA_INIT;
	job->quotes = arena_array(&job->arena, struct quotations, job->articles.n + 1);
	for (size_t i = 0; i < job->articles.n; i++) {
		arena_reset(&scratch);
		quotes_of_article(job->articles.at[i], QUOTES_ALL, &scratch, &job->arena,
			&job->quotes[i]);
	}
	arena_done(&scratch);
}

static void find_said(struct job *job)
{
	struct arena scratch = ARENA_INIT;
	struct quotations found;
	job->said = arena_array(&job->arena, struct said, job->articles.n + 1);
	for (size_t i = 0; i < job->articles.n && !job->pipeline->ops.no_quotes; i++) {
		arena_reset(&scratch);
		quotes_of_article(job->articles.at[i], QUOTES_KEPT, &scratch, &scratch, &found);
		said_of(job->articles.at[i], &found, &scratch, &job->arena, &job->said[i]);
	}
	arena_done(&scratch);
}

/* One that nobody uses just now; a new one knows less, and gives the same. */
static struct story_lexicon *lexicon_take(struct pipeline *p)
{
	pthread_mutex_lock(&p->lexicons_lock);
	struct story_lexicon *x = p->n_lexicons ? p->lexicons[--p->n_lexicons] : NULL;
	pthread_mutex_unlock(&p->lexicons_lock);
	return x ? x : story_lexicon_open();
}

static void lexicon_give(struct pipeline *p, struct story_lexicon *x)
{
	pthread_mutex_lock(&p->lexicons_lock);
	p->lexicons[p->n_lexicons++] = x;
	pthread_mutex_unlock(&p->lexicons_lock);
}

static void find_features(struct job *job)
{
	job->features = arena_array(&job->arena, struct story_features, job->articles.n + 1);
	if (!job->articles.n)
		return;
	struct arena scratch = ARENA_INIT;
	struct story_lexicon *x = lexicon_take(job->pipeline);
	for (size_t i = 0; i < job->articles.n; i++) {
		arena_reset(&scratch);
		grouping_look(x, job->articles.at[i], &scratch, &job->arena, &job->features[i]);
	}
	lexicon_give(job->pipeline, x);
	arena_done(&scratch);
}

static void find_terms(struct job *job)
{
	job->terms = arena_array(&job->arena, struct gathered, job->articles.n + 1);
	struct arena scratch = ARENA_INIT;
	for (size_t i = 0; i < job->articles.n; i++)
		article_gather(job->articles.at[i], &scratch, &job->arena, &job->terms[i]);
	arena_done(&scratch);
}

void job_derive(struct job *job)
{
	const struct pipeline_ops *ops = &job->pipeline->ops;
	if (ops->quotes && !ops->keeps)
		find_quotes(job);
	if (!ops->keeps)
		return;
	find_said(job);
	job->names = arena_calloc(&job->arena, job->articles.n, sizeof *job->names);
	for (size_t i = 0; i < job->articles.n; i++)
		article_name(job->articles.at[i], job->names[i]);
	job->identities = arena_array(&job->arena, struct identity, job->articles.n + 1);
	identity_of(&job->articles, job->identities);
	find_features(job);
	find_terms(job);
}

static void read_job(void *ctx)
{
	struct job *job = ctx;
	const struct pipeline_ops *ops = &job->pipeline->ops;
	if (ops->keeps && !ops->packs)
		record_digest(&job->record, job->digest);
	job->err = read_record(&job->record, job->kind, &job->arena, &job->articles,
		&job->failures, &job->error);
	if (ops->look)
		ops->look(job);
	if (job->err != OK)
		return;
	job_derive(job);
	if (ops->keeps)
		job->answer = read_answer(&job->record, &job->arena);
}

static void start(struct pipeline *p, struct job *job, void (*run)(void *))
{
	job->task.run = run;
	job->task.ctx = job;
	pool_put(p->pool, &job->task);
}

/* The first of those whose packing is done goes on to be read. */
static enum err next_packed(struct pipeline *p, struct error *e)
{
	struct job *job = p->unpacked;
	p->unpacked = job->next;
	if (job->err == OK) {
		enum err err = p->ops.on_packed(p->ops.ctx, job, e);
		if (err != OK) {
			job->err = err; /* it was not given to the pool again */
			job->skip = true;
			return err;
		}
	}
	buf_done(&job->member);
	if (job->err != OK || job->skip)
		job->skip = true;
	else
		start(p, job, read_job);
	return OK;
}

static void trim(struct pipeline *p, struct job *job)
{
	size_t trimmed = 0;
	for (size_t i = 0; job->err == OK && i < job->articles.n; i++)
		trimmed += site_trim(p->sites, job->articles.at[i]);
	if (trimmed)
		job_derive(job);
}

static enum err next_read(struct pipeline *p, struct error *e)
{
	struct job *job = p->first;
	if (p->sites)
		trim(p, job);
	enum err err = p->ops.on_read(p->ops.ctx, job, e);
	p->first = job->next;
	if (!p->first)
		p->last = NULL;
	p->n--;
	p->weight -= job->weight;
	job_free(job);
	return err;
}

static bool is_read(struct pipeline *p)
{
	return p->first != p->unpacked &&
		(p->first->skip || pool_is_done(p->pool, &p->first->task));
}

static bool is_packed(struct pipeline *p)
{
	return p->unpacked && pool_is_done(p->pool, &p->unpacked->task);
}

/* Take what has come out; then, while more than the bounds is under way, wait for more. */
static enum err advance(struct pipeline *p, size_t max_jobs, size_t max_weight, struct error *e)
{
	for (;;) {
		while (is_packed(p))
			TRY(next_packed(p, e));
		while (is_read(p))
			TRY(next_read(p, e));
		if (p->n == 0 || (p->n <= max_jobs && p->weight <= max_weight))
			return OK;
		pool_wait(p->pool,
			p->first != p->unpacked ? &p->first->task : &p->unpacked->task);
	}
}

enum err pipeline_push(struct pipeline *p, struct job *job, struct error *e)
{
	job->pipeline = p;
	job->weight = job->record.block.n;
	if (p->last)
		p->last->next = job;
	else
		p->first = job;
	p->last = job;
	p->n++;
	p->weight += job->weight;
	if (p->ops.packs && !p->unpacked)
		p->unpacked = job;
	start(p, job, p->ops.packs ? pack : read_job);
	return advance(p, MAX_JOBS, p->ops.max_weight, e);
}

enum err pipeline_poll(struct pipeline *p, struct error *e)
{
	return advance(p, MAX_JOBS, p->ops.max_weight, e);
}

size_t pipeline_jobs(const struct pipeline *p)
{
	return p->n;
}

enum err pipeline_drain(struct pipeline *p, struct error *e)
{
	return advance(p, 0, 0, e);
}

struct pipeline *pipeline_close(struct pipeline *p)
{
	if (!p)
		return NULL;
	p->pool = pool_close(p->pool); /* finishes what is in it */
	while (p->first) {
		struct job *job = p->first;
		p->first = job->next;
		job_free(job);
	}
	while (p->n_lexicons)
		story_lexicon_close(p->lexicons[--p->n_lexicons]);
	pthread_mutex_destroy(&p->lexicons_lock);
	free(p->lexicons);
	site_memory_free(p->sites);
	free(p);
	return NULL;
}
