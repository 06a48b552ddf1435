/* segment-write: terms and lists into pages. */
#include <endian.h>

#include "index/segment.h"

enum {
	VERSION = 1,
	INLINE_MAX = 48, /* bytes of both lists: a word met once or twice stays with its term */
	BUF_BYTES_MAX = 1 << 30
};

void segment_writer_begin(struct segment_writer *w, const struct index_sink *sink)
{
	*w = (struct segment_writer){ .sink = *sink };
	struct buf *bufs[] = { &w->terms, &w->first_terms, &w->docs, &w->pos, &w->first_ids,
		&w->scratch };
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		*bufs[i] = (struct buf)BUF_INIT(BUF_BYTES_MAX);
}

void segment_writer_done(struct segment_writer *w)
{
	buf_done(&w->terms);
	buf_done(&w->first_terms);
	buf_done(&w->docs);
	buf_done(&w->pos);
	buf_done(&w->first_ids);
	buf_done(&w->scratch);
}

static enum err page_out(struct segment_writer *w, enum page_kind kind, struct slice page,
	struct error *e)
{
	w->size.n_bytes += page.n;
	return w->sink.put(w->sink.ctx, kind, w->n_pages[kind]++, page, e);
}

/* ---- documents */

static enum err doc_page_out(struct segment_writer *w, const int64_t *ids, const int32_t *days,
	const uint16_t *lens, uint32_t n, struct error *e)
{
	uint64_t id[DOCS_A_PAGE];
	uint32_t day[DOCS_A_PAGE];
	uint16_t len[DOCS_A_PAGE];
	for (uint32_t i = 0; i < n; i++) {
		id[i] = htole64((uint64_t)ids[i]);
		day[i] = htole32((uint32_t)days[i]);
		len[i] = htole16(lens[i]);
		w->size.n_words += lens[i];
	}
	buf_add(&w->first_ids, (const char *)id, sizeof *id);
	TRY(page_out(w, PAGE_IDS, slice_of((const char *)id, n * sizeof *id), e));
	TRY(page_out(w, PAGE_DAYS, slice_of((const char *)day, n * sizeof *day), e));
	return page_out(w, PAGE_LENS, slice_of((const char *)len, n * sizeof *len), e);
}

enum err segment_write_docs(struct segment_writer *w, const int64_t *ids, const int32_t *days,
	const uint16_t *lens, uint32_t n, struct error *e)
{
	for (uint32_t at = 0, part; at < n; at += part) {
		part = n - at < DOCS_A_PAGE ? n - at : DOCS_A_PAGE;
		TRY(doc_page_out(w, ids + at, days + at, lens + at, part, e));
	}
	w->size.n_docs = n;
	return OK;
}

/* ---- terms */

/* Append to a stream; whole pages go out. */
static enum err stream_add(struct segment_writer *w, enum page_kind kind, struct buf *tail,
	struct slice bytes, struct error *e)
{
	while (tail->n + bytes.n >= STREAM_PAGE) {
		size_t part = STREAM_PAGE - tail->n;
		if (tail->n == 0) {
			TRY(page_out(w, kind, slice_of(bytes.p, part), e));
		} else {
			buf_add(tail, bytes.p, part);
			TRY(page_out(w, kind, buf_text(tail), e));
			buf_clear(tail);
		}
		bytes = slice_from(bytes, part);
	}
	buf_slice(tail, bytes);
	return OK;
}

static enum err terms_out(struct segment_writer *w, struct error *e)
{
	if (!w->terms.n)
		return OK;
	TRY(page_out(w, PAGE_TERMS, buf_text(&w->terms), e));
	buf_clear(&w->terms);
	w->last_n = 0;
	return OK;
}

/* A page begins with where the lists of its terms begin in the streams. */
static void terms_begin(struct segment_writer *w, struct slice term)
{
	varint_add(&w->terms, w->docs_at);
	varint_add(&w->terms, w->pos_at);
	varint_add(&w->first_terms, term.n);
	buf_slice(&w->first_terms, term);
}

static void term_head(struct segment_writer *w, struct slice term)
{
	size_t shared = 0;
	while (shared < term.n && shared < w->last_n && term.p[shared] == w->last[shared])
		shared++;
	varint_add(&w->terms, shared);
	varint_add(&w->terms, term.n - shared);
	buf_slice(&w->terms, slice_from(term, shared));
	memcpy(w->last, term.p, term.n);
	w->last_n = term.n;
}

enum err segment_write_term(struct segment_writer *w, struct slice term, bool plain,
	const struct postings *list, struct error *e)
{
	if (!list->n)
		return OK;
	if (w->terms.n >= TERMS_PAGE)
		TRY(terms_out(w, e));
	if (!w->terms.n)
		terms_begin(w, term);
	term_head(w, term);
	buf_clear(&w->scratch);
	postings_encode(list, plain, &w->scratch);
	struct slice docs = buf_text(&w->scratch), pos = plain ? SLICE_NONE : buf_text(&list->pos);
	bool is_inline = docs.n + pos.n <= INLINE_MAX;
	varint_add(&w->terms, (uint64_t)list->n << 2 | (uint64_t)is_inline << 1 | plain);
	w->size.n_terms++;
	if (w->scratch.failed || list->pos.failed)
		return fail(e, ERR_LIMIT, "the lists of a word are too long for one segment");
	if (is_inline) {
		varint_add(&w->terms, docs.n + pos.n);
		buf_slice(&w->terms, docs);
		buf_slice(&w->terms, pos);
		return OK;
	}
	varint_add(&w->terms, docs.n);
	varint_add(&w->terms, pos.n);
	w->docs_at += docs.n;
	w->pos_at += pos.n;
	TRY(stream_add(w, PAGE_DOCS, &w->docs, docs, e));
	return stream_add(w, PAGE_POS, &w->pos, pos, e);
}

enum err segment_writer_end(
	struct segment_writer *w, struct segment_size *ret_size, struct error *e)
{
	TRY(terms_out(w, e));
	if (w->docs.n)
		TRY(page_out(w, PAGE_DOCS, buf_text(&w->docs), e));
	if (w->pos.n)
		TRY(page_out(w, PAGE_POS, buf_text(&w->pos), e));
	buf_clear(&w->scratch);
	varint_add(&w->scratch, VERSION);
	varint_add(&w->scratch, w->size.n_docs);
	varint_add(&w->scratch, w->size.n_words);
	varint_add(&w->scratch, w->size.n_terms);
	varint_add(&w->scratch, w->n_pages[PAGE_IDS]);
	varint_add(&w->scratch, w->n_pages[PAGE_TERMS]);
	buf_slice(&w->scratch, buf_text(&w->first_ids));
	buf_slice(&w->scratch, buf_text(&w->first_terms));
	if (w->scratch.failed || w->first_terms.failed)
		return fail(e, ERR_LIMIT, "too many words for one segment");
	TRY(page_out(w, PAGE_TOP, buf_text(&w->scratch), e));
	*ret_size = w->size;
	return OK;
}
