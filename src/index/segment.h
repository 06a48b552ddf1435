/* segment: a part of the search index, written once, in pages that somebody else keeps.
 *
 * A segment holds the terms of some documents. Documents are numbered from 0 in order of their ids,
 * which run in time order. Its pages, each found by kind and number:
 *   PAGE_TOP    one: version, numbers of documents, words and terms, first id of each page of
 *               documents, first term of each page of terms.
 *   PAGE_TERMS  terms in order of their bytes, those of a page sharing beginnings; with each its
 *               number of documents and where its lists lie. Short lists lie here.
 *   PAGE_DOCS   documents' runs of the lists (index/postings.h), one behind another, cut into
 *               pages of STREAM_PAGE bytes.
 *   PAGE_POS    the positions' runs, likewise.
 *   PAGE_IDS, PAGE_DAYS, PAGE_LENS   of DOCS_A_PAGE documents: id (8 bytes), day (4), words (2;
 *               more than 65535 count as that). Little endian.
 *
 * Reading checks all that it is told: a damaged page is ERR_CORRUPT. */
#ifndef INDEX_SEGMENT_H
#define INDEX_SEGMENT_H

#include <endian.h>

#include "base/arena.h"
#include "base/error.h"
#include "index/postings.h"

enum page_kind {
	PAGE_TOP, PAGE_TERMS, PAGE_DOCS, PAGE_POS, PAGE_IDS, PAGE_DAYS, PAGE_LENS, N_PAGE_KINDS
};

enum {
	TERM_MAX = 80,      /* bytes of a term; longer ones are cut */
	STREAM_PAGE = 16 << 10,
	TERMS_PAGE = 3800,  /* a page of terms is full above that */
	DOCS_A_PAGE = 4096,
	SEGMENT_MAX_DOCS = 1 << 20 /* not merged further: a query holds some bytes for each */
};

/* Its first eight bytes as a number, 0 for those that it has not: where those of two terms differ,
 * they are in the order of the terms. */
static inline uint64_t term_start(struct slice term)
{
	uint64_t eight = 0;
	uint32_t first, last;
	if (term.n >= sizeof eight) {
		memcpy(&eight, term.p, sizeof eight);
		return be64toh(eight);
	}
	if (term.n >= sizeof first) {
		memcpy(&first, term.p, sizeof first);
		memcpy(&last, term.p + term.n - sizeof last, sizeof last);
		return (uint64_t)be32toh(first) << 32 | (uint64_t)be32toh(last) << 8 * (8 - term.n);
	}
	for (size_t i = 0; i < term.n; i++)
		eight |= (uint64_t)(unsigned char)term.p[i] << (56 - 8 * i);
	return eight;
}

/* ---- Writing */

struct index_sink {
	enum err (*put)(void *ctx, enum page_kind kind, uint32_t no, struct slice page,
		struct error *e);
	void *ctx;
	/* Of merge.h: between two terms, when no page is held; an error ends the merging. May be
	 * NULL. */
	enum err (*rest)(void *ctx, struct error *e);
};

struct segment_size {
	uint64_t n_docs, n_words, n_terms, n_bytes;
};

struct segment_writer {
	struct index_sink sink;
	struct segment_size size;
	struct buf terms, first_terms; /* the page of terms being filled; for PAGE_TOP */
	struct buf docs, pos;          /* tails of the two streams */
	struct buf first_ids, scratch;
	uint64_t docs_at, pos_at;      /* bytes of the streams so far */
	uint32_t n_pages[N_PAGE_KINDS];
	char last[TERM_MAX];
	size_t last_n;
};

void segment_writer_begin(struct segment_writer *w, const struct index_sink *sink);

/* The documents, in order of their ids, all at once. */
enum err segment_write_docs(struct segment_writer *w, const int64_t *ids, const int32_t *days,
	const uint16_t *lens, uint32_t n, struct error *e) MUST_USE;

/* The terms, in order of their bytes. Lists that are empty are left out. */
enum err segment_write_term(struct segment_writer *w, struct slice term, bool plain,
	const struct postings *list, struct error *e) MUST_USE;

/* Write what is left; `ret_size` gets what became of it. */
enum err segment_writer_end(struct segment_writer *w, struct segment_size *ret_size,
	struct error *e) MUST_USE;

/* Free what the writer holds; after end, and instead of it. */
void segment_writer_done(struct segment_writer *w);

/* ---- Reading */

struct index_source {
	/* The page, valid until the next call. ERR_CORRUPT where there is none. */
	enum err (*get)(void *ctx, enum page_kind kind, uint32_t no, struct slice *ret,
		struct error *e);
	void *ctx;
	/* Ids of documents that count no more, ascending; looked at while opening only. */
	const int64_t *dead;
	size_t n_dead;
};

struct segment_page {
	bool held;
	uint32_t no;
	struct buf bytes;
};

struct segment {
	struct index_source source;
	uint32_t n_docs;
	uint64_t n_words, n_terms;
	uint32_t n_doc_pages, n_term_pages;
	int64_t *first_ids;
	struct slice *first_terms;
	struct buf top;     /* what first_terms point into */
	struct buf gather;  /* of a list that lies on several pages */
	uint16_t *lens;     /* NULL until asked for */
	uint64_t *dead;     /* a bit a document that counts no more; NULL: all do */
	struct segment_page pages[N_PAGE_KINDS]; /* the last one of each kind */
};

/* Holds memory until segment_close. ERR_CORRUPT where a dead document is not in it, too. */
enum err segment_open(struct segment *s, const struct index_source *source, struct error *e)
	MUST_USE;
void segment_close(struct segment *s);

static inline bool segment_is_dead(const struct segment *s, uint32_t doc)
{
	return s->dead && s->dead[doc / 64] >> doc % 64 & 1;
}

struct term_entry {
	uint32_t n; /* documents */
	bool plain;
	bool is_inline;
	struct slice lists; /* inline: documents' run, then positions'; until the next page */
	uint64_t docs_at, docs_n;    /* else: in the streams */
	uint64_t pos_at, pos_n;
};

/* Terms from a given one on, in order. */
struct term_cursor {
	struct segment *segment;
	uint32_t page, at, n;      /* page of terms, offset in it, its length */
	uint64_t docs_at, pos_at;
	bool pending;              /* `term` was read ahead: term_next gives it first */
	char term[TERM_MAX];
	size_t term_n;
	struct term_entry entry;   /* of `term` */
};

/* Stand before the first term that is not less than `from`. */
enum err term_seek(struct segment *s, struct slice from, struct term_cursor *ret, struct error *e)
	MUST_USE;
/* Step to the next term; `*ret_more` false at the end. */
enum err term_next(struct term_cursor *c, bool *ret_more, struct error *e) MUST_USE;
static inline struct slice term_of(const struct term_cursor *c)
{
	return slice_of(c->term, c->term_n);
}

/* The documents' run of the entry (behind it may stand more), valid until the cursor that gave the
 * entry steps, or other lists of the segment are read. */
enum err term_docs(struct segment *s, const struct term_entry *entry, struct slice *ret_docs,
	struct error *e) MUST_USE;

/* Both runs, in `out`; none of the positions in plain lists. */
enum err term_lists(struct segment *s, const struct term_entry *entry, struct arena *out,
	struct slice *ret_docs, struct slice *ret_pos, struct error *e) MUST_USE;

/* A part of the positions' run of an entry that is not inline, piece by piece: each reader has a
 * window of its own. */
struct pos_window {
	uint64_t from; /* of the stream */
	struct slice bytes;
	size_t room;   /* allocated in the arena */
};
enum err term_positions(struct segment *s, const struct term_entry *entry, uint64_t at, uint64_t n,
	struct arena *out, struct pos_window *window, struct slice *ret, struct error *e) MUST_USE;

/* The number of documents with ids below `id`: the first document at or after it. */
enum err segment_doc_at(struct segment *s, int64_t id, uint32_t *ret_doc, struct error *e) MUST_USE;
/* Id, day or words of a document. */
enum err segment_id(struct segment *s, uint32_t doc, int64_t *ret, struct error *e) MUST_USE;
enum err segment_day(struct segment *s, uint32_t doc, int32_t *ret, struct error *e) MUST_USE;
/* Words of all documents; kept by the segment. */
enum err segment_lens(struct segment *s, const uint16_t **ret, struct error *e) MUST_USE;

#endif
