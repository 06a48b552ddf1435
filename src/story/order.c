/* order: of articles that came together, which is looked at first.
 *
 * An article that is like many others (a round-up, a comment) pulls those of several events into
 * one story where it comes first, and does no harm where their stories are there already. So within
 * an hour the least like the others come first. Likeness to all others is that to their sum: one
 * pass over the terms makes it, the next reads it. */
#include <stdlib.h>

#include "story/private.h"

struct place {
	int64_t hour;
	uint64_t like;    /* to the others of its hour that came with it */
	uint64_t content; /* of two as like, the order must not hang on how they came */
	uint32_t index;
};

static uint64_t content_of(const struct story_features *f)
{
	uint64_t h = f->text_hash;
	for (size_t i = 0; i < f->n_terms; i++)
		h = (h ^ f->terms[i].term ^ (uint64_t)f->terms[i].weight << 32) *
			0x9E3779B97F4A7C15u;
	return h;
}

/* A sum of STORY_TOGETHER weights, none above STORY_UNIT, fits. */
static uint32_t *sum_at(const struct stories *s, uint32_t term)
{
	return &s->sums[term * 0x9E3779B1u >> (32 - SUMS_BITS)];
}

/* `n` of one hour. */
static void liken(const struct stories *s, const struct story_arrival *all, struct place *p,
	size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct story_features *f = &all[p[i].index].f;
		for (size_t k = 0; k < f->n_terms; k++)
			*sum_at(s, f->terms[k].term) += f->terms[k].weight;
	}
	for (size_t i = 0; i < n; i++) {
		const struct story_features *f = &all[p[i].index].f;
		for (size_t k = 0; k < f->n_terms; k++) {
			uint64_t own = f->terms[k].weight;
			p[i].like += own * (*sum_at(s, f->terms[k].term) - own);
		}
	}
	for (size_t i = 0; i < n; i++) {
		const struct story_features *f = &all[p[i].index].f;
		for (size_t k = 0; k < f->n_terms; k++)
			*sum_at(s, f->terms[k].term) = 0;
	}
}

static int compare(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_hour(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	if (a->hour != b->hour)
		return a->hour < b->hour ? -1 : 1;
	return compare(a->index, b->index);
}

static int by_likeness(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	if (a->like != b->like)
		return compare(a->like, b->like);
	if (a->content != b->content)
		return compare(a->content, b->content);
	return compare(a->index, b->index);
}

void stories_order(const struct stories *s, const struct story_arrival *all, uint32_t n,
	uint32_t *ret_order)
{
	struct place *p = stories_grow(NULL, n, sizeof *p);
	for (uint32_t i = 0; i < n; i++)
		p[i] = (struct place){ .hour = story_hour(all[i].at),
			.content = content_of(&all[i].f), .index = i };
	qsort(p, n, sizeof *p, by_hour);
	for (size_t i = 0, m; i < n; i += m) {
		for (m = 1; i + m < n && p[i + m].hour == p[i].hour; m++)
			;
		liken(s, all, p + i, m);
		qsort(p + i, m, sizeof *p, by_likeness);
	}
	for (uint32_t i = 0; i < n; i++)
		ret_order[i] = p[i].index;
	free(p);
}
