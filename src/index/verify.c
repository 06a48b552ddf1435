/* verify: sums of hashes, from lists and from texts. */
#include "index/verify.h"

/* A plain term stands in a document, without a position. */
enum { NO_POSITION = POS_MAX };

static uint64_t place_hash(uint64_t term_hash, uint32_t pos)
{
	uint64_t h = (term_hash ^ pos) * 0x9fb21c651e98df25u;
	h ^= h >> 29;
	return h * 0x9fb21c651e98df25u;
}

/* ---- of an index */

static enum err damaged(struct error *e)
{
	return fail(e, ERR_CORRUPT, "the search index is damaged (verifying)");
}

static enum err posting_sum(uint64_t hash, uint32_t code, const unsigned char **pos,
	const unsigned char *end, uint64_t *sum, struct error *e)
{
	uint32_t from = code & 1 ? 0 : TITLE_SPAN, delta;
	for (uint32_t i = 0; i < code_count(code); i++) {
		if (!varint_read32(pos, end, &delta))
			return damaged(e);
		from += delta;
		*sum += place_hash(hash, from);
	}
	return OK;
}

static enum err term_sums(struct segment *s, const struct term_cursor *c, struct arena *scratch,
	uint64_t *sums, struct error *e)
{
	struct slice docs_run = SLICE_NONE, pos_run = SLICE_NONE;
	struct posting_reader r;
	struct posting_block b;
	uint32_t docs[POSTING_BLOCK], codes[POSTING_BLOCK];
	uint64_t hash = slice_hash(term_of(c));
	bool bad = false;
	TRY(term_lists(s, &c->entry, scratch, &docs_run, &pos_run, e));
	const unsigned char *pos = (const unsigned char *)pos_run.p, *end = pos + pos_run.n;
	posting_reader_begin(&r, docs_run, c->entry.n, c->entry.plain);
	while (posting_reader_next(&r, &b, &bad)) {
		if (!block_docs(&b, docs) || docs[b.n - 1] >= s->n_docs ||
			(!c->entry.plain && !block_codes(&b, codes)))
			return damaged(e);
		for (uint32_t i = 0; i < b.n; i++) {
			if (c->entry.plain)
				sums[docs[i]] += place_hash(hash, NO_POSITION);
			else
				TRY(posting_sum(hash, codes[i], &pos, end, &sums[docs[i]], e));
		}
	}
	return bad || pos != end ? damaged(e) : OK;
}

enum err segment_sums(struct segment *s, uint64_t *sums, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	struct term_cursor c;
	uint64_t n_terms = 0;
	bool more = false;
	enum err err = term_seek(s, SLICE_NONE, &c, e);
	while (err == OK && (err = term_next(&c, &more, e)) == OK && more) {
		err = term_sums(s, &c, &scratch, sums, e);
		arena_reset(&scratch);
		n_terms++;
	}
	arena_done(&scratch);
	if (err == OK && n_terms != s->n_terms)
		return damaged(e);
	return err;
}

/* ---- of an article */

struct summing {
	uint64_t sum;
	LIST(uint64_t) plain; /* hashes met: each counts once */
	struct arena scratch;
};

static void place_sum(void *ctx, enum term_space space, struct slice term, uint32_t pos)
{
	struct summing *s = ctx;
	uint64_t hash = slice_hash(term);
	if (!term.n)
		return;
	if (space_plain(space)) {
		for (size_t i = 0; i < s->plain.n; i++)
			if (s->plain.at[i] == hash)
				return;
		*list_add(&s->scratch, &s->plain) = hash;
		pos = NO_POSITION;
	}
	s->sum += place_hash(hash, pos);
}

uint64_t article_sum(const struct article *a)
{
	struct summing s = { 0 };
	article_terms(a, place_sum, &s);
	arena_done(&s.scratch);
	return s.sum;
}
