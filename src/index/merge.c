/* merge: documents are numbered anew in order of their ids; each term's lists are decoded, their
 * documents renumbered, and merged. Positions are copied as they are. */
#include "index/merge.h"

#include <stdlib.h>

enum { LIST_BYTES_MAX = 1 << 30 };

/* The new number of a document that is left out. */
#define LEFT_OUT UINT32_MAX

struct input {
	struct segment segment;
	uint32_t *new_docs; /* old number -> new number */
	uint32_t next;      /* document to be numbered next */
	struct term_cursor cursor;
	uint64_t start;     /* of its term */
	bool more;          /* the cursor stands on a term */
	bool open;
	/* The list of the term that is being merged. */
	struct posting_reader reader;
	struct posting_block block;
	uint32_t docs[POSTING_BLOCK], codes[POSTING_BLOCK];
	uint32_t at, n;     /* in the block */
	const unsigned char *pos, *pos_end;
};

struct merge {
	struct input *in;
	uint32_t n;
	struct segment_writer writer;
	struct postings list;
	struct arena lists; /* encoded, of one term */
};

static enum err damaged(struct error *e)
{
	return fail(e, ERR_CORRUPT, "the search index is damaged (merging)");
}

/* ---- documents */

struct documents {
	int64_t *ids;
	int32_t *days;
	uint16_t *lens;
};

/* The input whose next document has the lowest id; NULL at the end. */
static enum err lowest(struct merge *m, int64_t *ret_id, struct input **ret, struct error *e)
{
	struct input *best = NULL;
	int64_t best_id = 0;
	for (uint32_t i = 0; i < m->n; i++) {
		struct input *in = &m->in[i];
		int64_t id;
		while (in->next < in->segment.n_docs && segment_is_dead(&in->segment, in->next))
			in->new_docs[in->next++] = LEFT_OUT;
		if (in->next >= in->segment.n_docs)
			continue;
		TRY(segment_id(&in->segment, in->next, &id, e));
		if (!best || id < best_id) {
			best = in;
			best_id = id;
		}
	}
	*ret = best;
	*ret_id = best_id;
	return OK;
}

static enum err documents_number(struct merge *m, uint32_t most, struct documents *d,
	struct arena *local, uint32_t *ret_n, struct error *e)
{
	const uint16_t *lens[MERGE_MAX];
	for (uint32_t i = 0; i < m->n; i++) {
		m->in[i].new_docs =
			arena_array(local, uint32_t, (size_t)m->in[i].segment.n_docs + 1);
		TRY(segment_lens(&m->in[i].segment, &lens[i], e));
	}
	*ret_n = 0;
	for (uint32_t doc = 0;; doc++) {
		struct input *in;
		TRY(lowest(m, &d->ids[doc], &in, e));
		*ret_n = doc;
		if (!in)
			return OK;
		if (doc == most || (doc && d->ids[doc] <= d->ids[doc - 1]))
			return damaged(e);
		TRY(segment_day(&in->segment, in->next, &d->days[doc], e));
		d->lens[doc] = lens[in - m->in][in->next];
		in->new_docs[in->next++] = doc;
	}
}

static enum err documents_merge(struct merge *m, struct arena *local, struct error *e)
{
	uint64_t total = 0;
	for (uint32_t i = 0; i < m->n; i++)
		total += m->in[i].segment.n_docs;
	if (total > UINT32_MAX / 2)
		return fail(e, ERR_LIMIT, "segments are too large to be merged");
	struct documents d = {
		arena_array(local, int64_t, (size_t)total + 1),
		arena_array(local, int32_t, (size_t)total + 1),
		arena_array(local, uint16_t, (size_t)total + 1),
	};
	uint32_t n;
	TRY(documents_number(m, (uint32_t)total, &d, local, &n, e));
	return segment_write_docs(&m->writer, d.ids, d.days, d.lens, n, e);
}

/* ---- terms */

/* Decode the next block where the last one is used up. */
static enum err postings_fill(struct input *in, bool plain, struct error *e)
{
	bool bad = false;
	in->at = in->n = 0;
	if (!posting_reader_next(&in->reader, &in->block, &bad))
		return bad ? damaged(e) : OK;
	if (!block_docs(&in->block, in->docs) || (!plain && !block_codes(&in->block, in->codes)))
		return damaged(e);
	in->n = in->block.n;
	for (uint32_t i = 0; i < in->n; i++) {
		if (in->docs[i] >= in->segment.n_docs)
			return damaged(e);
		in->docs[i] = in->new_docs[in->docs[i]];
	}
	return OK;
}

/* Move one posting over, or pass it where its document is left out. */
static enum err posting_take(struct merge *m, struct input *in, bool plain, struct error *e)
{
	bool counts = in->docs[in->at] != LEFT_OUT;
	uint32_t code = plain ? 0 : in->codes[in->at];
	const unsigned char *from = in->pos;
	if (!plain && !(in->pos = varint_pass(in->pos, in->pos_end, code_count(code))))
		return damaged(e);
	if (counts)
		postings_add(&m->list, in->docs[in->at], code,
			slice_of((const char *)from, (size_t)(in->pos - from)));
	if (++in->at == in->n)
		return postings_fill(in, plain, e);
	return OK;
}

static enum err lists_merge(struct merge *m, struct input **with, uint32_t n, bool plain,
	struct error *e)
{
	for (;;) {
		struct input *best = NULL;
		uint32_t lowest = LEFT_OUT, next = LEFT_OUT; /* of `best`, of all others */
		for (uint32_t i = 0; i < n; i++) {
			while (with[i]->at < with[i]->n && with[i]->docs[with[i]->at] == LEFT_OUT)
				TRY(posting_take(m, with[i], plain, e));
			if (with[i]->at >= with[i]->n)
				continue;
			uint32_t doc = with[i]->docs[with[i]->at];
			if (doc < lowest) {
				next = lowest;
				lowest = doc;
				best = with[i];
			} else if (doc < next) {
				next = doc;
			}
		}
		if (!best)
			return OK;
		/* Segments are mostly of times that do not overlap: runs are long. */
		do
			TRY(posting_take(m, best, plain, e));
		while (best->at < best->n && best->docs[best->at] < next);
	}
}

static enum err term_step(struct input *in, struct error *e)
{
	TRY(term_next(&in->cursor, &in->more, e));
	in->start = in->more ? term_start(term_of(&in->cursor)) : 0;
	return OK;
}

/* Merge the lists of the inputs that stand on `term`, and step them. */
static enum err term_merge(struct merge *m, struct slice term, struct error *e)
{
	uint64_t start = term_start(term);
	struct input *with[MERGE_MAX];
	uint32_t n = 0;
	postings_clear(&m->list);
	arena_reset(&m->lists);
	for (uint32_t i = 0; i < m->n; i++) {
		struct input *in = &m->in[i];
		if (!in->more || in->start != start || !slice_eq(term_of(&in->cursor), term))
			continue;
		struct slice docs = SLICE_NONE, pos = SLICE_NONE;
		const struct term_entry *t = &in->cursor.entry;
		TRY(term_lists(&in->segment, t, &m->lists, &docs, &pos, e));
		posting_reader_begin(&in->reader, docs, t->n, t->plain);
		in->pos = (const unsigned char *)pos.p;
		in->pos_end = in->pos + pos.n;
		TRY(postings_fill(in, t->plain, e));
		with[n++] = in;
	}
	if (!n)
		return damaged(e);
	bool plain = with[0]->cursor.entry.plain;
	TRY(lists_merge(m, with, n, plain, e));
	TRY(segment_write_term(&m->writer, term, plain, &m->list, e));
	for (uint32_t i = 0; i < n; i++)
		TRY(term_step(with[i], e));
	return OK;
}

static bool goes_before(const struct input *a, const struct input *b)
{
	if (a->start != b->start)
		return a->start < b->start;
	return slice_cmp(term_of(&a->cursor), term_of(&b->cursor)) < 0;
}

static enum err terms_merge(struct merge *m, struct error *e)
{
	for (uint32_t i = 0; i < m->n; i++) {
		struct input *in = &m->in[i];
		TRY(term_seek(&in->segment, SLICE_NONE, &in->cursor, e));
		TRY(term_step(in, e));
	}
	for (;;) {
		const struct input *first = NULL;
		for (uint32_t i = 0; i < m->n; i++)
			if (m->in[i].more && (!first || goes_before(&m->in[i], first)))
				first = &m->in[i];
		if (!first)
			return OK;
		char term[TERM_MAX];
		struct slice copy = slice_of(term, first->cursor.term_n);
		memcpy(term, first->cursor.term, copy.n);
		TRY(term_merge(m, copy, e));
		if (m->writer.sink.rest)
			TRY(m->writer.sink.rest(m->writer.sink.ctx, e));
	}
}

static enum err merge_run(struct merge *m, const struct index_source *sources,
	struct segment_size *ret_size, struct error *e)
{
	for (uint32_t i = 0; i < m->n; i++) {
		TRY(segment_open(&m->in[i].segment, &sources[i], e));
		m->in[i].open = true;
	}
	struct arena local = ARENA_INIT;
	enum err err = documents_merge(m, &local, e);
	if (err == OK)
		err = terms_merge(m, e);
	if (err == OK)
		err = segment_writer_end(&m->writer, ret_size, e);
	arena_done(&local);
	return err;
}

enum err index_merge(const struct index_source *sources, uint32_t n, const struct index_sink *sink,
	struct segment_size *ret_size, struct error *e)
{
	if (n > MERGE_MAX)
		return fail(e, ERR_LIMIT, "too many segments to merge");
	struct merge m = { .n = n, .list = { .pos = BUF_INIT(LIST_BYTES_MAX) } };
	m.in = calloc(n + 1, sizeof *m.in);
	if (!m.in)
		abort();
	segment_writer_begin(&m.writer, sink);
	enum err err = merge_run(&m, sources, ret_size, e);
	for (uint32_t i = 0; i < n; i++)
		if (m.in[i].open)
			segment_close(&m.in[i].segment);
	segment_writer_done(&m.writer);
	postings_done(&m.list);
	arena_done(&m.lists);
	free(m.in);
	return err;
}
