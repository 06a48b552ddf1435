/* segment: reading terms, lists and documents out of pages. */
#include "index/segment.h"

#include <endian.h>
#include <stdlib.h>

enum { VERSION = 1, PAGE_BYTES_MAX = 1 << 30 };

static enum err damaged(struct error *e, const char *what)
{
	return fail(e, ERR_CORRUPT, "the search index is damaged (%s)", what);
}

/* The page, from memory where it was the last one of its kind. */
static enum err page_get(struct segment *s, enum page_kind kind, uint32_t no, struct slice *ret,
	struct error *e)
{
	struct segment_page *page = &s->pages[kind];
	if (!page->held || page->no != no) {
		struct slice bytes;
		page->held = false;
		TRY(s->source.get(s->source.ctx, kind, no, &bytes, e));
		buf_clear(&page->bytes);
		buf_slice(&page->bytes, bytes);
		if (page->bytes.failed)
			return damaged(e, "page");
		page->held = true;
		page->no = no;
	}
	*ret = buf_text(&page->bytes);
	return OK;
}

/* ---- opening */

static const unsigned char *bytes_of(struct slice s)
{
	return (const unsigned char *)s.p;
}

static bool top_numbers(struct segment *s, const unsigned char **p, const unsigned char *end)
{
	uint64_t version, n_docs, n_doc_pages, n_term_pages;
	if (!varint_read(p, end, &version) || !varint_read(p, end, &n_docs) ||
		!varint_read(p, end, &s->n_words) || !varint_read(p, end, &s->n_terms) ||
		!varint_read(p, end, &n_doc_pages) || !varint_read(p, end, &n_term_pages))
		return false;
	if (version != VERSION || n_docs > UINT32_MAX - 64 ||
		n_doc_pages != (n_docs + DOCS_A_PAGE - 1) / DOCS_A_PAGE)
		return false;
	s->n_docs = (uint32_t)n_docs;
	s->n_doc_pages = (uint32_t)n_doc_pages;
	/* Each page of documents has 8 bytes here, and each of terms one at least. */
	size_t left = (size_t)(end - *p);
	if (n_doc_pages > left / 8 || n_term_pages > left)
		return false;
	s->n_term_pages = (uint32_t)n_term_pages;
	return true;
}

static void *array_new(size_t n, size_t size)
{
	void *p = calloc(n + 1, size);
	if (!p)
		abort();
	return p;
}

static bool top_read(struct segment *s)
{
	const unsigned char *p = bytes_of(buf_text(&s->top)), *end = p + s->top.n;
	if (!p || !top_numbers(s, &p, end))
		return false;
	s->first_ids = array_new(s->n_doc_pages, sizeof *s->first_ids);
	s->first_terms = array_new(s->n_term_pages, sizeof *s->first_terms);
	for (uint32_t i = 0; i < s->n_doc_pages; i++, p += 8) {
		uint64_t id;
		memcpy(&id, p, sizeof id);
		s->first_ids[i] = (int64_t)le64toh(id);
	}
	for (uint32_t i = 0; i < s->n_term_pages; i++) {
		uint64_t n;
		if (!varint_read(&p, end, &n) || n > (size_t)(end - p))
			return false;
		s->first_terms[i] = slice_of((const char *)p, (size_t)n);
		p += n;
	}
	return true;
}

static enum err dead_read(struct segment *s, struct error *e)
{
	if (!s->source.n_dead)
		return OK;
	s->dead = array_new(s->n_docs / 64 + 1, sizeof *s->dead);
	for (size_t i = 0; i < s->source.n_dead; i++) {
		uint32_t doc;
		int64_t id = 0;
		TRY(segment_doc_at(s, s->source.dead[i], &doc, e));
		if (doc < s->n_docs)
			TRY(segment_id(s, doc, &id, e));
		if (doc >= s->n_docs || id != s->source.dead[i])
			return damaged(e, "later states");
		s->dead[doc / 64] |= (uint64_t)1 << doc % 64;
	}
	return OK;
}

enum err segment_open(struct segment *s, const struct index_source *source, struct error *e)
{
	*s = (struct segment){ .source = *source, .top = BUF_INIT(PAGE_BYTES_MAX),
		.gather = BUF_INIT(PAGE_BYTES_MAX) };
	for (int i = 0; i < N_PAGE_KINDS; i++)
		s->pages[i].bytes = (struct buf)BUF_INIT(PAGE_BYTES_MAX);
	struct slice top;
	enum err err = source->get(source->ctx, PAGE_TOP, 0, &top, e);
	if (err == OK) {
		buf_slice(&s->top, top);
		if (!top_read(s))
			err = damaged(e, "top");
	}
	if (err == OK)
		err = dead_read(s, e);
	s->source.dead = NULL;
	s->source.n_dead = 0;
	if (err != OK)
		segment_close(s);
	return err;
}

void segment_close(struct segment *s)
{
	for (int i = 0; i < N_PAGE_KINDS; i++)
		buf_done(&s->pages[i].bytes);
	buf_done(&s->top);
	buf_done(&s->gather);
	free(s->lens);
	free(s->dead);
	free(s->first_ids);
	free(s->first_terms);
	*s = (struct segment){ 0 };
}

/* ---- terms */

static enum err page_begin(struct term_cursor *c, uint32_t no, struct error *e)
{
	struct slice page;
	TRY(page_get(c->segment, PAGE_TERMS, no, &page, e));
	const unsigned char *p = bytes_of(page), *end = p + page.n;
	if (!p || !varint_read(&p, end, &c->docs_at) || !varint_read(&p, end, &c->pos_at))
		return damaged(e, "terms");
	c->page = no;
	c->at = (uint32_t)(p - bytes_of(page));
	c->n = (uint32_t)page.n;
	c->term_n = 0;
	return OK;
}

/* The lists' part of a term. */
static bool entry_read(struct term_cursor *c, const unsigned char **p, const unsigned char *end)
{
	struct term_entry *t = &c->entry;
	uint64_t head, docs_n;
	if (!varint_read(p, end, &head) || !varint_read(p, end, &docs_n) || head >> 2 == 0 ||
		head >> 2 > c->segment->n_docs)
		return false;
	*t = (struct term_entry){ .n = (uint32_t)(head >> 2), .is_inline = head >> 1 & 1,
		.plain = head & 1, .docs_n = docs_n };
	if (t->is_inline) {
		if (docs_n > (size_t)(end - *p))
			return false;
		t->lists = slice_of((const char *)*p, (size_t)docs_n);
		*p += docs_n;
		return true;
	}
	if (!varint_read(p, end, &t->pos_n) || docs_n > PAGE_BYTES_MAX || t->pos_n > PAGE_BYTES_MAX)
		return false;
	t->docs_at = c->docs_at;
	t->pos_at = c->pos_at;
	c->docs_at += docs_n;
	c->pos_at += t->pos_n;
	return true;
}

enum err term_next(struct term_cursor *c, bool *ret_more, struct error *e)
{
	if (c->pending) {
		c->pending = false;
		*ret_more = true;
		return OK;
	}
	if (c->at >= c->n) {
		if (c->n == 0 || c->page + 1 >= c->segment->n_term_pages) {
			*ret_more = false;
			return OK;
		}
		TRY(page_begin(c, c->page + 1, e));
	}
	struct slice page;
	TRY(page_get(c->segment, PAGE_TERMS, c->page, &page, e));
	const unsigned char *p = bytes_of(page) + c->at, *end = bytes_of(page) + page.n;
	uint64_t shared, more;
	if (!varint_read(&p, end, &shared) || !varint_read(&p, end, &more) || shared > c->term_n ||
		more > TERM_MAX - shared || more > (size_t)(end - p))
		return damaged(e, "terms");
	memcpy(c->term + shared, p, (size_t)more);
	c->term_n = (size_t)(shared + more);
	p += more;
	if (!entry_read(c, &p, end))
		return damaged(e, "terms");
	c->at = (uint32_t)(p - bytes_of(page));
	*ret_more = true;
	return OK;
}

enum err term_seek(struct segment *s, struct slice from, struct term_cursor *ret, struct error *e)
{
	struct term_cursor c = { .segment = s };
	/* The last page whose first term is not above `from`. */
	uint32_t low = 0, high = s->n_term_pages;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (slice_cmp(s->first_terms[middle], from) <= 0)
			low = middle;
		else
			high = middle;
	}
	if (s->n_term_pages)
		TRY(page_begin(&c, low, e));
	for (bool more = s->n_term_pages > 0; more;) {
		TRY(term_next(&c, &more, e));
		if (more && slice_cmp(term_of(&c), from) >= 0) {
			c.pending = true;
			break;
		}
	}
	*ret = c;
	return OK;
}

/* ---- lists */

/* The part of a stream from `at` on that lies on one page, at most `n` bytes. */
static enum err stream_part(struct segment *s, enum page_kind kind, uint64_t at, uint64_t n,
	struct slice *ret, struct error *e)
{
	struct slice page = SLICE_NONE;
	if (at / STREAM_PAGE > UINT32_MAX)
		return damaged(e, "lists");
	TRY(page_get(s, kind, (uint32_t)(at / STREAM_PAGE), &page, e));
	struct slice part = slice_from(page, (size_t)(at % STREAM_PAGE));
	if (part.n > n)
		part.n = (size_t)n;
	/* Only the last page of a stream is shorter. */
	if (!part.n || (part.n < n && page.n != STREAM_PAGE))
		return damaged(e, "lists");
	*ret = part;
	return OK;
}

static enum err stream_read(
	struct segment *s, enum page_kind kind, uint64_t at, uint64_t n, char *to, struct error *e)
{
	for (uint64_t got = 0; got < n;) {
		struct slice part = SLICE_NONE;
		TRY(stream_part(s, kind, at + got, n - got, &part, e));
		memcpy(to + got, part.p, part.n);
		got += part.n;
	}
	return OK;
}

enum err term_docs(struct segment *s, const struct term_entry *t, struct slice *ret_docs,
	struct error *e)
{
	if (t->is_inline) {
		*ret_docs = t->lists;
		return OK;
	}
	if (t->docs_at % STREAM_PAGE + t->docs_n <= STREAM_PAGE)
		return stream_part(s, PAGE_DOCS, t->docs_at, t->docs_n, ret_docs, e);
	buf_clear(&s->gather);
	char *to = buf_room(&s->gather, (size_t)t->docs_n);
	if (!to)
		return damaged(e, "lists");
	TRY(stream_read(s, PAGE_DOCS, t->docs_at, t->docs_n, to, e));
	*ret_docs = slice_of(to, (size_t)t->docs_n);
	return OK;
}

/* Where the documents' run ends that lies before the positions' in one piece. */
static size_t inline_docs(const struct term_entry *t)
{
	struct posting_reader r;
	struct posting_block block;
	bool bad = false;
	posting_reader_begin(&r, t->lists, t->n, t->plain);
	while (posting_reader_next(&r, &block, &bad))
		;
	return bad ? SIZE_MAX : (size_t)((const char *)r.p - t->lists.p);
}

enum err term_lists(struct segment *s, const struct term_entry *t, struct arena *out,
	struct slice *ret_docs, struct slice *ret_pos, struct error *e)
{
	if (t->is_inline) {
		size_t n = inline_docs(t);
		if (n == SIZE_MAX)
			return damaged(e, "lists");
		struct slice lists = arena_dup(out, t->lists);
		*ret_docs = slice_sub(lists, 0, n);
		*ret_pos = slice_from(lists, n);
		return OK;
	}
	char *docs = arena_bytes(out, (size_t)t->docs_n + 1);
	char *pos = arena_bytes(out, (size_t)t->pos_n + 1);
	TRY(stream_read(s, PAGE_DOCS, t->docs_at, t->docs_n, docs, e));
	TRY(stream_read(s, PAGE_POS, t->pos_at, t->pos_n, pos, e));
	*ret_docs = slice_of(docs, (size_t)t->docs_n);
	*ret_pos = slice_of(pos, (size_t)t->pos_n);
	return OK;
}

enum err term_positions(struct segment *s, const struct term_entry *t, uint64_t at, uint64_t n,
	struct arena *out, struct pos_window *w, struct slice *ret, struct error *e)
{
	if (at > t->pos_n || n > t->pos_n - at)
		return damaged(e, "lists");
	uint64_t from = t->pos_at + at;
	if (from < w->from || from + n > w->from + w->bytes.n) {
		/* Whole pages, since the next part asked for is the next one in them. */
		uint64_t begin = from - from % STREAM_PAGE, end = t->pos_at + t->pos_n;
		uint64_t want = from + n + STREAM_PAGE - 1;
		want -= want % STREAM_PAGE;
		size_t len = (size_t)((want < end ? want : end) - begin);
		if (len > w->room) {
			w->room = len + 2 * STREAM_PAGE;
			w->bytes.p = arena_bytes(out, w->room);
		}
		char *to = (char *)(uintptr_t)w->bytes.p;
		w->bytes.n = 0;
		TRY(stream_read(s, PAGE_POS, begin, len, to, e));
		w->bytes.n = len;
		w->from = begin;
	}
	*ret = slice_sub(w->bytes, (size_t)(from - w->from), (size_t)(from - w->from + n));
	return OK;
}

/* ---- documents */

/* Item `doc` of pages of `size` bytes an item. */
static enum err doc_item(struct segment *s, enum page_kind kind, uint32_t doc, void *to,
	size_t size, struct error *e)
{
	struct slice page = SLICE_NONE;
	TRY(page_get(s, kind, doc / DOCS_A_PAGE, &page, e));
	size_t at = doc % DOCS_A_PAGE * size;
	if (page.n < at + size)
		return damaged(e, "documents");
	memcpy(to, page.p + at, size);
	return OK;
}

enum err segment_id(struct segment *s, uint32_t doc, int64_t *ret, struct error *e)
{
	uint64_t id = 0;
	TRY(doc_item(s, PAGE_IDS, doc, &id, sizeof id, e));
	*ret = (int64_t)le64toh(id);
	return OK;
}

enum err segment_day(struct segment *s, uint32_t doc, int32_t *ret, struct error *e)
{
	uint32_t day = 0;
	TRY(doc_item(s, PAGE_DAYS, doc, &day, sizeof day, e));
	*ret = (int32_t)le32toh(day);
	return OK;
}

enum err segment_doc_at(struct segment *s, int64_t id, uint32_t *ret_doc, struct error *e)
{
	uint32_t low = 0, high = s->n_doc_pages;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (s->first_ids[middle] <= id)
			low = middle + 1;
		else
			high = middle;
	}
	/* Within the page before the first that begins above `id`. */
	uint32_t from = low ? (low - 1) * DOCS_A_PAGE : 0;
	uint32_t to = low * DOCS_A_PAGE < s->n_docs ? low * DOCS_A_PAGE : s->n_docs;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		int64_t at;
		TRY(segment_id(s, middle, &at, e));
		if (at < id)
			from = middle + 1;
		else
			to = middle;
	}
	*ret_doc = from;
	return OK;
}

enum err segment_lens(struct segment *s, const uint16_t **ret, struct error *e)
{
	if (s->lens) {
		*ret = s->lens;
		return OK;
	}
	uint16_t *lens = array_new(s->n_docs, sizeof *lens);
	for (uint32_t no = 0; no < s->n_doc_pages; no++) {
		uint32_t at = no * DOCS_A_PAGE, n = s->n_docs - at;
		struct slice page = SLICE_NONE;
		if (n > DOCS_A_PAGE)
			n = DOCS_A_PAGE;
		enum err err = page_get(s, PAGE_LENS, no, &page, e);
		if (err == OK && page.n != n * sizeof *lens)
			err = damaged(e, "documents");
		if (err != OK) {
			free(lens);
			return err;
		}
		memcpy(lens + at, page.p, page.n);
	}
	for (uint32_t i = 0; i < s->n_docs; i++)
		lens[i] = le16toh(lens[i]);
	*ret = s->lens = lens;
	return OK;
}
