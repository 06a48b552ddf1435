/* postings: where a term stands: documents, how often in each, and at which positions.
 *
 * A document is a number within its segment (0 is the oldest). A posting's code is twice the number
 * of positions less one, plus one where the term stands in the title. Positions below TITLE_SPAN
 * are the title's, the others the text's; all are below POS_MAX.
 *
 * Encoded, a list is two runs of bytes, so that counting and ranking need not read positions:
 *   documents  blocks of POSTING_BLOCK postings, the last one shorter; in lists of more than one
 *              block each begins with
 *                  length of its documents << 2 | enum doc_coding
 *                  length of its codes      \  not in plain lists
 *                  length of its positions  /
 *                  last document less `from`, the first one that could be in it
 *              then its documents (differences less one; nothing where all from `from` to the last
 *              are in it; or a bit for each of these), then its codes (nothing where all are 0).
 *   positions  of each posting: the first one (less TITLE_SPAN where it is not in the title), then
 *              differences.
 * Plain lists, of exact attributes, have documents only. All numbers are varints. */
#ifndef INDEX_POSTINGS_H
#define INDEX_POSTINGS_H

#include "index/varint.h"

enum { POSTING_BLOCK = 128, TITLE_SPAN = 128, POS_MAX = 1 << 20 };

/* A list on its way into a segment. */
struct postings {
	uint32_t n, cap;
	uint32_t *docs, *codes;
	uint32_t *pos_len; /* encoded bytes of the positions of each */
	struct buf pos;    /* encoded positions of all, one after another */
};

/* `pos`: the positions, encoded. */
void postings_add(struct postings *p, uint32_t doc, uint32_t code, struct slice pos);
void postings_clear(struct postings *p);
void postings_done(struct postings *p);

static inline uint32_t code_of(uint32_t n_positions, bool in_title)
{
	return (n_positions - 1) << 1 | in_title;
}

static inline uint32_t code_count(uint32_t code)
{
	return (code >> 1) + 1;
}

/* The code of two terms that count as one. */
static inline uint32_t code_sum(uint32_t a, uint32_t b)
{
	return code_of(code_count(a) + code_count(b), (a | b) & 1);
}

/* Append the documents' run of `p` to `docs`; the positions' run is `p->pos` as it is. */
void postings_encode(const struct postings *p, bool plain, struct buf *docs);

/* Encode positions (`n` of them, rising) at `to`, three bytes each at most; returns how many. */
uint32_t positions_write(const uint32_t *positions, uint32_t n, unsigned char *to);

/* ---- reading */

enum doc_coding { DOCS_DELTAS, DOCS_RUN, DOCS_BITS };

struct posting_block {
	uint32_t n;
	uint32_t from, last; /* its documents lie in [from, last] */
	enum doc_coding coding;
	const unsigned char *docs, *docs_end;
	const unsigned char *codes, *codes_end;
	uint64_t pos_at; /* where its positions begin within the list's */
	uint64_t pos_n;  /* bytes of them; UINT64_MAX: to the end */
};

struct posting_reader {
	const unsigned char *p, *end; /* what is still to be read */
	uint32_t left;                /* postings still to come */
	uint32_t from;
	uint64_t pos_at;
	bool plain, headed;
};

void posting_reader_begin(struct posting_reader *r, struct slice docs, uint32_t n, bool plain);

/* The next block. False at the end; `*ret_damaged` is then set where the bytes cannot be. */
bool posting_reader_next(struct posting_reader *r, struct posting_block *ret, bool *ret_damaged);

/* The block's documents, rising, and its codes. False where damaged. */
bool block_docs(const struct posting_block *b, uint32_t ret_docs[static POSTING_BLOCK]);
bool block_codes(const struct posting_block *b, uint32_t ret_codes[static POSTING_BLOCK]);

/* Set the bits of a list of one block, as block_to_bits does, without looking at the rest of it. */
bool short_list_to_bits(struct slice docs, uint32_t n, uint64_t *bits, uint32_t n_docs);

/* Set the bits of its documents, all below `n_docs`; `bits` has a word more than these need.
 * False where damaged. */
bool block_to_bits(const struct posting_block *b, uint64_t *bits, uint32_t n_docs);

/* The positions of one posting, code_count(code) of them, to `ret`; `*p` moves behind them. False
 * where damaged. */
static inline bool positions_read(const unsigned char **p, const unsigned char *end, uint32_t code,
	uint32_t *ret)
{
	uint32_t n = code_count(code), from = code & 1 ? 0 : TITLE_SPAN, delta;
	for (uint32_t i = 0; i < n; i++) {
		if (!varint_read32(p, end, &delta))
			return false;
		from += delta;
		ret[i] = from;
	}
	return true;
}

#endif
