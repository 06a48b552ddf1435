/* match: from the segments' answers to the first hits of all. */
#include "index/match.h"

#include <math.h>
#include <stdlib.h>

#include "index/eval.h"

static const float k1 = 1.2F, b = 0.75F;

/* What one segment answered. */
struct part {
	struct eval eval;
	uint64_t *bits;
};

/* ---- by time */

static enum err take_newest(struct part *p, size_t limit, struct arena *out, match_hits *hits)
{
	for (size_t word = bits_words(&p->eval); word-- > 0 && limit;)
		for (uint64_t left = p->bits[word]; left && limit; limit--) {
			unsigned bit = 63 - (unsigned)__builtin_clzll(left);
			left &= ~((uint64_t)1 << bit);
			struct match_hit hit = { 0 };
			TRY(segment_id(p->eval.segment, (uint32_t)(word * 64 + bit), &hit.id,
				p->eval.e));
			*list_add(out, hits) = hit;
		}
	return OK;
}

static enum err take_oldest(struct part *p, size_t limit, struct arena *out, match_hits *hits)
{
	for (size_t word = 0; word < bits_words(&p->eval) && limit; word++)
		for (uint64_t left = p->bits[word]; left && limit; left &= left - 1, limit--) {
			struct match_hit hit = { 0 };
			TRY(segment_id(p->eval.segment,
				(uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(left), &hit.id,
				p->eval.e));
			*list_add(out, hits) = hit;
		}
	return OK;
}

/* ---- by relevance */

struct ranking {
	const struct match *match;
	float average;    /* words of a document */
	uint64_t n_docs;
	float *weights;   /* of the leaves: how rare they are */
	struct match_hit *heap; /* the best so far, the worst of them at the top */
	size_t n, limit;
};

static float frequency(uint32_t code)
{
	return (float)code_count(code) + (float)((code & 1) * (TITLE_WEIGHT - 1));
}

static float saturated(float tf, uint16_t len, float average)
{
	return tf * (k1 + 1) / (tf + k1 * (1 - b + b * (float)len / average));
}

/* Add what a single list gives to the scores of the documents in `bits`. */
static enum err list_scores(struct ranking *k, struct part *p, const struct leaf_found *found,
	float weight, const uint16_t *lens, float *scores)
{
	struct posting_reader r;
	struct posting_block block;
	uint32_t docs[POSTING_BLOCK], codes[POSTING_BLOCK], n_docs = p->eval.segment->n_docs;
	bool bad = false;
	posting_reader_begin(&r, found->list, found->list_n, false);
	while (posting_reader_next(&r, &block, &bad)) {
		if (!bits_any(p->bits, block.from, block.last < n_docs ? block.last : n_docs - 1))
			continue;
		if (!block_docs(&block, docs) || !block_codes(&block, codes) ||
			docs[block.n - 1] >= n_docs)
			return eval_damaged(&p->eval);
		for (uint32_t i = 0; i < block.n; i++)
			scores[docs[i]] +=
				weight * saturated(frequency(codes[i]), lens[docs[i]], k->average);
	}
	return bad ? eval_damaged(&p->eval) : OK;
}

/* Add what one leaf gives to the scores. */
static enum err leaf_scores(struct ranking *k, struct part *p, const struct plan *leaf,
	const uint16_t *lens, float *scores)
{
	const struct leaf_found *found = &p->eval.leaves[leaf->leaf];
	float weight = k->weights[leaf->leaf];
	if (!found->docs)
		return list_scores(k, p, found, weight, lens, scores);
	for (uint32_t i = 0; i < found->n; i++)
		scores[found->docs[i]] += weight * saturated(frequency(found->codes[i]),
			lens[found->docs[i]], k->average);
	return OK;
}

static enum err plan_scores(struct ranking *k, struct part *p, const struct plan *plan,
	const uint16_t *lens, float *scores)
{
	if (plan->op == PLAN_WORDS && plan->scores)
		return leaf_scores(k, p, plan, lens, scores);
	for (const struct plan *kid = plan->kid; kid; kid = kid->next)
		TRY(plan_scores(k, p, kid, lens, scores));
	return OK;
}

/* Does `a` come before `b`? */
static bool better(const struct match_hit *x, const struct match_hit *y)
{
	return x->score != y->score ? x->score > y->score : x->id > y->id;
}

static void heap_sink(struct ranking *k, size_t at)
{
	for (;;) {
		size_t worst = at;
		for (size_t kid = 2 * at + 1; kid <= 2 * at + 2 && kid < k->n; kid++)
			if (better(&k->heap[worst], &k->heap[kid]))
				worst = kid;
		if (worst == at)
			return;
		struct match_hit keep = k->heap[at];
		k->heap[at] = k->heap[worst];
		k->heap[worst] = keep;
		at = worst;
	}
}

static void heap_add(struct ranking *k, struct match_hit hit)
{
	if (k->n < k->limit) {
		size_t at = k->n++;
		k->heap[at] = hit;
		for (size_t up; at && better(&k->heap[up = (at - 1) / 2], &k->heap[at]); at = up) {
			k->heap[at] = k->heap[up];
			k->heap[up] = hit;
		}
		return;
	}
	if (better(&hit, &k->heap[0])) {
		k->heap[0] = hit;
		heap_sink(k, 0);
	}
}

static enum err part_rank(struct ranking *k, struct part *p, struct arena *local)
{
	struct segment *s = p->eval.segment;
	const uint16_t *lens;
	if (!s->n_docs)
		return OK;
	TRY(segment_lens(s, &lens, p->eval.e));
	float *scores = arena_array(local, float, (size_t)s->n_docs + 1);
	TRY(plan_scores(k, p, k->match->root->plan, lens, scores));
	for (size_t word = bits_words(&p->eval); word-- > 0;)
		for (uint64_t left = p->bits[word]; left;) {
			unsigned bit = 63 - (unsigned)__builtin_clzll(left);
			left &= ~((uint64_t)1 << bit);
			uint32_t doc = (uint32_t)(word * 64 + bit);
			struct match_hit hit = { .score = (double)scores[doc] };
			if (k->n == k->limit && (!k->limit || hit.score < k->heap[0].score))
				continue;
			TRY(segment_id(s, doc, &hit.id, p->eval.e));
			heap_add(k, hit);
		}
	return OK;
}

static void ranking_begin(struct ranking *k, const struct match *m, const struct part *parts,
	struct arena *out)
{
	uint64_t words = 0;
	k->match = m;
	for (uint32_t i = 0; i < m->n_segments; i++) {
		k->n_docs += m->segments[i]->n_docs;
		words += m->segments[i]->n_words;
	}
	k->average = k->n_docs && words ? (float)words / (float)k->n_docs : 1;
	k->weights = arena_array(out, float, (size_t)m->root->n_leaves + 1);
	for (uint32_t leaf = 0; leaf < m->root->n_leaves; leaf++) {
		double n = 0, all = (double)k->n_docs;
		for (uint32_t i = 0; i < m->n_segments; i++)
			n += parts[i].eval.leaves[leaf].n;
		k->weights[leaf] = (float)log(1 + (all - n + .5) / (n + .5));
	}
}

/* ---- all */

static int by_id_down(const void *x, const void *y)
{
	int64_t a = ((const struct match_hit *)x)->id, c = ((const struct match_hit *)y)->id;
	return a > c ? -1 : a < c;
}

static int by_id_up(const void *x, const void *y)
{
	return by_id_down(y, x);
}

static int by_score(const void *x, const void *y)
{
	return better(x, y) ? -1 : better(y, x);
}

static void hits_sort(match_hits *hits, enum match_sort sort, size_t limit)
{
	static int (*const orders[])(const void *, const void *) = {
		[MATCH_NEWEST] = by_id_down,
		[MATCH_OLDEST] = by_id_up,
		[MATCH_RELEVANCE] = by_score,
	};
	if (hits->n)
		qsort(hits->at, hits->n, sizeof *hits->at, orders[sort]);
	if (hits->n > limit)
		hits->n = limit;
}

static enum err rank_all(const struct match *m, struct part *parts, size_t total,
	struct arena *out, match_hits *hits)
{
	struct ranking k = { .limit = m->limit < total ? m->limit : total };
	ranking_begin(&k, m, parts, out);
	k.heap = arena_array(out, struct match_hit, k.limit + 1);
	enum err err = OK;
	for (uint32_t i = 0; i < m->n_segments && err == OK; i++) {
		struct arena local = ARENA_INIT;
		err = part_rank(&k, &parts[i], &local);
		arena_done(&local);
	}
	hits->at = k.heap;
	hits->n = k.n;
	return err;
}

static enum err parts_answer(const struct match *m, struct part *parts, struct arena *local,
	struct arena *out, match_hits *hits, size_t *ret_total, struct error *e)
{
	bool ranked = m->sort == MATCH_RELEVANCE;
	for (uint32_t i = 0; i < m->n_segments; i++) {
		struct part *p = &parts[i];
		p->eval = (struct eval){
			.match = m, .segment = m->segments[i], .out = local, .e = e
		};
		if (ranked)
			p->eval.leaves = arena_array(local, struct leaf_found,
				(size_t)m->root->n_leaves + 1);
		TRY(eval_plan(&p->eval, m->root->plan, &p->bits));
		for (size_t k = 0; p->eval.segment->dead && k < bits_words(&p->eval); k++)
			p->bits[k] &= ~p->eval.segment->dead[k];
		*ret_total += bits_count(p->bits, bits_words(&p->eval));
		if (ranked)
			continue;
		TRY(m->sort == MATCH_NEWEST ? take_newest(p, m->limit, out, hits)
					    : take_oldest(p, m->limit, out, hits));
		arena_reset(local);
	}
	return OK;
}

enum err match_run(const struct match *m, struct arena *out, match_hits *ret_hits,
	int64_t *ret_total, struct error *e)
{
	struct arena local = ARENA_INIT;
	struct part *parts = arena_array(out, struct part, (size_t)m->n_segments + 1);
	match_hits hits = { 0 };
	size_t total = 0, kept_bytes = 0;
	struct match with = *m;
	with.kept_bytes = &kept_bytes;
	enum err err = parts_answer(&with, parts, &local, out, &hits, &total, e);
	if (err == OK && m->sort == MATCH_RELEVANCE)
		err = rank_all(&with, parts, total, out, &hits);
	arena_done(&local);
	if (err != OK)
		return err;
	hits_sort(&hits, m->sort, m->limit);
	*ret_hits = hits;
	*ret_total = (int64_t)total;
	return OK;
}
