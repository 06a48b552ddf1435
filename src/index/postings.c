/* postings: encoding and decoding of lists. */
#include "index/postings.h"

#include <stdlib.h>

static void *grown(void *p, size_t n)
{
	p = realloc(p, n);
	if (!p)
		abort();
	return p;
}

void postings_add(struct postings *p, uint32_t doc, uint32_t code, struct slice pos)
{
	if (p->n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 256;
		p->docs = grown(p->docs, p->cap * sizeof *p->docs);
		p->codes = grown(p->codes, p->cap * sizeof *p->codes);
		p->pos_len = grown(p->pos_len, p->cap * sizeof *p->pos_len);
	}
	p->docs[p->n] = doc;
	p->codes[p->n] = code;
	p->pos_len[p->n++] = (uint32_t)pos.n;
	buf_slice(&p->pos, pos);
}

void postings_clear(struct postings *p)
{
	p->n = 0;
	buf_clear(&p->pos);
}

void postings_done(struct postings *p)
{
	free(p->docs);
	free(p->codes);
	free(p->pos_len);
	buf_done(&p->pos);
	*p = (struct postings){ .pos = BUF_INIT(p->pos.max) };
}

/* ---- encoding */

struct block_size {
	size_t docs, codes, pos;
	uint32_t span; /* documents that could be in it */
	enum doc_coding coding;
};

static struct block_size measure(const struct postings *p, uint32_t at, uint32_t n, uint32_t from)
{
	struct block_size size = { .span = p->docs[at + n - 1] - from + 1 };
	uint32_t codes = 0;
	for (uint32_t i = at; i < at + n; i++) {
		size.docs += varint_size(p->docs[i] - from);
		from = p->docs[i] + 1;
		size.codes += varint_size(p->codes[i]);
		codes |= p->codes[i];
		size.pos += p->pos_len[i];
	}
	if (!codes)
		size.codes = 0;
	if (size.span == n) {
		size.coding = DOCS_RUN;
		size.docs = 0;
	} else if ((size.span + 7) / 8 < size.docs) {
		size.coding = DOCS_BITS;
		size.docs = (size.span + 7) / 8;
	}
	return size;
}

static void encode_docs(const struct postings *p, uint32_t at, uint32_t n, uint32_t from,
	const struct block_size *size, struct buf *to)
{
	if (size->coding == DOCS_RUN)
		return;
	if (size->coding == DOCS_DELTAS) {
		for (uint32_t i = at; i < at + n; i++) {
			varint_add(to, p->docs[i] - from);
			from = p->docs[i] + 1;
		}
		return;
	}
	char *bits = buf_room(to, size->docs);
	if (!bits)
		return;
	memset(bits, 0, size->docs);
	for (uint32_t i = at; i < at + n; i++) {
		uint32_t bit = p->docs[i] - from;
		bits[bit / 8] = (char)(bits[bit / 8] | 1 << bit % 8);
	}
	buf_wrote(to, size->docs);
}

void postings_encode(const struct postings *p, bool plain, struct buf *to)
{
	bool headed = p->n > POSTING_BLOCK;
	uint32_t from = 0;
	for (uint32_t at = 0, n; at < p->n; at += n) {
		n = p->n - at < POSTING_BLOCK ? p->n - at : POSTING_BLOCK;
		struct block_size size = measure(p, at, n, from);
		if (headed) {
			varint_add(to, size.docs << 2 | size.coding);
			if (!plain) {
				varint_add(to, size.codes);
				varint_add(to, size.pos);
			}
			varint_add(to, p->docs[at + n - 1] - from);
		} else {
			size.coding = DOCS_DELTAS;
		}
		encode_docs(p, at, n, from, &size, to);
		if (!plain && (size.codes || !headed))
			for (uint32_t i = at; i < at + n; i++)
				varint_add(to, p->codes[i]);
		from = p->docs[at + n - 1] + 1;
	}
}

uint32_t positions_write(const uint32_t *positions, uint32_t n, unsigned char *to)
{
	unsigned char *p = to;
	uint32_t from = positions[0] < TITLE_SPAN ? 0 : TITLE_SPAN;
	for (uint32_t i = 0; i < n; i++) {
		p += varint_write(positions[i] - from, p);
		from = positions[i];
	}
	return (uint32_t)(p - to);
}

/* ---- decoding */

void posting_reader_begin(struct posting_reader *r, struct slice docs, uint32_t n, bool plain)
{
	const unsigned char *p = (const unsigned char *)docs.p;
	*r = (struct posting_reader){ .p = p, .end = p ? p + docs.n : p, .left = n, .plain = plain,
		.headed = n > POSTING_BLOCK };
}

static bool headless_block(struct posting_reader *r, struct posting_block *b)
{
	b->coding = DOCS_DELTAS;
	b->docs = r->p;
	b->docs_end = b->codes = varint_pass(r->p, r->end, b->n);
	b->codes_end = b->codes && !r->plain ? varint_pass(b->codes, r->end, b->n) : b->codes;
	b->last = UINT32_MAX;
	b->pos_n = UINT64_MAX;
	if (!b->codes_end)
		return false;
	r->p = b->codes_end;
	return true;
}

static bool headed_block(struct posting_reader *r, struct posting_block *b)
{
	uint64_t docs, codes = 0, pos = 0, span;
	if (!varint_read(&r->p, r->end, &docs))
		return false;
	if (!r->plain && (!varint_read(&r->p, r->end, &codes) || !varint_read(&r->p, r->end, &pos)))
		return false;
	if (!varint_read(&r->p, r->end, &span))
		return false;
	unsigned coding = docs & 3;
	docs >>= 2;
	size_t room = (size_t)(r->end - r->p);
	if (docs > room || codes > room - docs || span >= UINT32_MAX - b->from ||
		coding > DOCS_BITS)
		return false;
	if ((coding == DOCS_RUN && span + 1 != b->n) ||
		(coding == DOCS_BITS && docs != span / 8 + 1))
		return false;
	b->coding = (enum doc_coding)coding;
	b->last = b->from + (uint32_t)span;
	b->docs = r->p;
	b->docs_end = b->codes = r->p + docs;
	b->codes_end = r->p += docs + codes;
	b->pos_n = pos;
	r->pos_at += pos;
	r->from = b->last + 1;
	return true;
}

bool posting_reader_next(struct posting_reader *r, struct posting_block *ret, bool *ret_damaged)
{
	if (!r->left)
		return false;
	struct posting_block b = { .n = r->left < POSTING_BLOCK ? r->left : POSTING_BLOCK };
	b.from = r->from;
	b.pos_at = r->pos_at;
	if (!(r->headed ? headed_block(r, &b) : headless_block(r, &b))) {
		*ret_damaged = true;
		return false;
	}
	r->left -= b.n;
	*ret = b;
	return true;
}

static bool docs_of_bits(const struct posting_block *b, uint32_t *ret_docs)
{
	uint32_t from = b->from, n = 0;
	for (const unsigned char *p = b->docs; p < b->docs_end; p++, from += 8)
		for (unsigned bits = *p; bits; bits &= bits - 1) {
			if (n == b->n)
				return false;
			ret_docs[n++] = from + (uint32_t)__builtin_ctz(bits);
		}
	return n == b->n && ret_docs[n - 1] <= b->last;
}

bool block_docs(const struct posting_block *b, uint32_t ret_docs[static POSTING_BLOCK])
{
	uint32_t from = b->from;
	if (b->coding == DOCS_BITS)
		return docs_of_bits(b, ret_docs);
	if (b->coding == DOCS_RUN) {
		for (uint32_t i = 0; i < b->n; i++)
			ret_docs[i] = from + i;
		return true;
	}
	const unsigned char *p = b->docs;
	for (uint32_t i = 0, delta; i < b->n; i++) {
		if (!varint_read32(&p, b->docs_end, &delta) || from > b->last ||
			delta > b->last - from)
			return false;
		ret_docs[i] = from + delta;
		from += delta + 1;
	}
	return true;
}

bool block_codes(const struct posting_block *b, uint32_t ret_codes[static POSTING_BLOCK])
{
	if (b->codes == b->codes_end) {
		memset(ret_codes, 0, b->n * sizeof *ret_codes);
		return true;
	}
	const unsigned char *p = b->codes;
	for (uint32_t i = 0; i < b->n; i++)
		if (!varint_read32(&p, b->codes_end, &ret_codes[i]))
			return false;
	return true;
}

/* Set bits [from, from + n). */
static void set_run(uint64_t *bits, uint32_t from, uint32_t n)
{
	for (; n && from % 64; from++, n--)
		bits[from / 64] |= (uint64_t)1 << from % 64;
	for (; n >= 64; from += 64, n -= 64)
		bits[from / 64] = UINT64_MAX;
	for (; n; from++, n--)
		bits[from / 64] |= (uint64_t)1 << from % 64;
}

static void set_bytes(uint64_t *bits, const struct posting_block *b)
{
	uint32_t from = b->from;
	for (const unsigned char *p = b->docs; p < b->docs_end; p++, from += 8) {
		uint64_t byte = *p;
		bits[from / 64] |= byte << from % 64;
		if (from % 64 > 56)
			bits[from / 64 + 1] |= byte >> (64 - from % 64);
	}
}

static bool deltas_to_bits(const unsigned char *p, const unsigned char *end, uint32_t from,
	uint32_t n, uint64_t *bits, uint32_t n_docs)
{
	for (uint32_t delta; n; n--) {
		if (!varint_read32(&p, end, &delta) || from >= n_docs || delta >= n_docs - from)
			return false;
		from += delta;
		bits[from / 64] |= (uint64_t)1 << from % 64;
		from++;
	}
	return true;
}

bool block_to_bits(const struct posting_block *b, uint64_t *bits, uint32_t n_docs)
{
	if (b->coding != DOCS_DELTAS) {
		if (b->last >= n_docs)
			return false;
		if (b->coding == DOCS_RUN)
			set_run(bits, b->from, b->n);
		else
			set_bytes(bits, b);
		return true;
	}
	return deltas_to_bits(b->docs, b->docs_end, b->from, b->n, bits, n_docs);
}

bool short_list_to_bits(struct slice docs, uint32_t n, uint64_t *bits, uint32_t n_docs)
{
	const unsigned char *p = (const unsigned char *)docs.p;
	return deltas_to_bits(p, p + docs.n, 0, n, bits, n_docs);
}
