/* index: pages of a segment that the disk has changed give an error or wrong answers, no more. The
 * input is a list of changes (kind and number of a page, offset, new byte), four bytes each, to a
 * segment made here; then come searches, a merge and a verification. */
#include <stdlib.h>

#include "index/builder.h"
#include "index/match.h"
#include "index/merge.h"
#include "index/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { PAGES = 8, ARTICLES = 400 };

struct memory {
	struct buf pages[N_PAGE_KINDS][PAGES];
};

static enum err put(void *ctx, enum page_kind kind, uint32_t no, struct slice page,
	struct error *e)
{
	struct memory *m = ctx;
	if (no >= PAGES)
		return fail(e, ERR_LIMIT, "no room");
	m->pages[kind][no] = (struct buf)BUF_INIT(1 << 20);
	buf_slice(&m->pages[kind][no], page);
	return OK;
}

static enum err get(void *ctx, enum page_kind kind, uint32_t no, struct slice *ret,
	struct error *e)
{
	struct memory *m = ctx;
	if (no >= PAGES || !m->pages[kind][no].p)
		return fail(e, ERR_CORRUPT, "no page");
	*ret = buf_text(&m->pages[kind][no]);
	return OK;
}

static void memory_done(struct memory *m)
{
	for (int kind = 0; kind < N_PAGE_KINDS; kind++)
		for (int no = 0; no < PAGES; no++)
			buf_done(&m->pages[kind][no]);
}

/* Made once: words in nearly all, in half, in few and in one of the articles. */
static const struct memory *original(void)
{
	static struct memory made;
	static bool done;
	if (done)
		return &made;
	done = true;
	struct arena a = ARENA_INIT;
	static const char *const langs[] = { "id", NULL };
	struct index_builder *b = index_builder_new(langs, NULL, NULL);
	struct arena scratch = ARENA_INIT;
	for (int i = 0; i < ARTICLES; i++) {
		struct article art = { .title = arena_printf(&a, "kabar ke%d", i % 9) };
		struct slice text = arena_printf(&a, "semua %s %s n%d w%d w%d w%d",
			i % 2 ? "ganjil semua" : "genap", i % 50 ? "biasa" : "jarang", i, i % 7,
			i % 11, i % 13);
		art.source = SLICE("kilas");
		art.lang = SLICE("id");
		*list_add(&a, &art.blocks) = (struct block){ BLOCK_PARAGRAPH, text };
		struct gathered *terms = arena_new(&a, struct gathered);
		article_gather(&art, &scratch, &a, terms);
		index_builder_add(b, (int64_t)i * 5000 << ID_SEQ_BITS, i * 5000 / 86400, terms);
	}
	struct segment_size size;
	if (index_builder_write(b, &(struct index_sink){ put, &made }, &size, NULL) != OK)
		abort();
	index_builder_free(b);
	arena_done(&scratch);
	arena_done(&a);
	return &made;
}

static enum err no_forms(void *ctx, struct slice word, struct arena *out, strings *ret,
	struct error *e)
{
	(void)ctx;
	(void)word;
	(void)out;
	(void)ret;
	(void)e;
	return OK;
}

static enum err no_ids(void *ctx, const struct query *q, struct arena *out, id_list *ret,
	struct error *e)
{
	(void)ctx;
	(void)q;
	(void)e;
	*list_add(out, ret) = (int64_t)70000 << ID_SEQ_BITS;
	return OK;
}

static void search(struct segment *s, const char *text, enum match_sort sort)
{
	struct arena a = ARENA_INIT;
	struct query *q;
	struct plan_root root;
	struct plan_env env = { no_forms, no_ids, NULL };
	match_hits hits;
	int64_t total;
	struct match m = {
		.root = &root, .segments = &s, .n_segments = 1, .sort = sort, .limit = 30
	};
	if (query_parse(slice_str(text), 0, 0, &a, &q, NULL) != OK ||
		plan_make(q, &env, &a, &root, NULL) != OK)
		abort();
	if (match_run(&m, &a, &hits, &total, NULL) == OK && hits.n > 30)
		abort();
	arena_done(&a);
}

static void use(struct memory *m)
{
	static const char *const queries[] = { "semua", "w1 -w2", "\"ganjil semua jarang\"", "n1*",
		"title:ke3", "\"semua gan*\"", "lang:id date:1970-01-05",
		"is:read OR source:kilas" };
	struct index_source source = { get, m };
	struct segment s;
	if (segment_open(&s, &source, NULL) == OK) {
		for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
			search(&s, queries[i], MATCH_NEWEST);
			search(&s, queries[i], MATCH_RELEVANCE);
		}
		uint64_t *sums = calloc((size_t)s.n_docs + 1, sizeof *sums);
		enum err err = sums ? segment_sums(&s, sums, NULL) : OK;
		(void)err;
		free(sums);
		segment_close(&s);
	}
	struct memory merged = { 0 };
	struct segment_size size;
	enum err err = index_merge(&source, 1, &(struct index_sink){ put, &merged }, &size, NULL);
	(void)err;
	memory_done(&merged);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct memory changed = { 0 };
	const struct memory *made = original();
	for (int kind = 0; kind < N_PAGE_KINDS; kind++)
		for (int no = 0; no < PAGES; no++)
			if (made->pages[kind][no].p &&
				put(&changed, (enum page_kind)kind, (uint32_t)no,
					buf_text(&made->pages[kind][no]), NULL) != OK)
				abort();
	for (; n >= 4; data += 4, n -= 4) {
		struct buf *page =
			&changed.pages[data[0] % N_PAGE_KINDS][data[0] / N_PAGE_KINDS % PAGES];
		size_t at = (size_t)data[1] << 8 | data[2];
		if (page->n && data[3] == 0xfe && at < page->n)
			page->n = at; /* cut short */
		else if (page->n)
			page->p[at % page->n] = (char)data[3];
	}
	use(&changed);
	memory_done(&changed);
	return 0;
}
