/* index: lists, segments, merging and matching, without a database. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "index/builder.h"
#include "index/match.h"
#include "index/merge.h"

/* ---- lists */

static void list_comes_back(const uint32_t *docs, uint32_t n, bool plain)
{
	struct postings list = { .pos = BUF_INIT(1 << 20) };
	struct buf bytes = BUF_INIT(1 << 20);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t positions[] = { i % 3 ? TITLE_SPAN + i : i % 100, TITLE_SPAN + i + 7,
			TITLE_SPAN + i + 900 };
		uint32_t count = i % 7 == 5 ? 3 : 1;
		unsigned char pos[9];
		uint32_t len = positions_write(positions, count, pos);
		postings_add(&list, docs[i], code_of(count, positions[0] < TITLE_SPAN),
			slice_of((const char *)pos, len));
	}
	postings_encode(&list, plain, &bytes);

	struct posting_reader r;
	struct posting_block b;
	bool bad = false;
	uint32_t at = 0;
	uint32_t max = docs[n - 1] + 1;
	uint64_t *bits = calloc(max / 64 + 2, sizeof *bits);
	posting_reader_begin(&r, buf_text(&bytes), n, plain);
	while (posting_reader_next(&r, &b, &bad)) {
		uint32_t got[POSTING_BLOCK], codes[POSTING_BLOCK] = { 0 }, where[3];
		assert_true(block_docs(&b, got));
		assert_true(plain || block_codes(&b, codes));
		assert_true(block_to_bits(&b, bits, max));
		const unsigned char *pos = (const unsigned char *)list.pos.p + b.pos_at;
		const unsigned char *end = (const unsigned char *)list.pos.p + list.pos.n;
		for (uint32_t i = 0; i < b.n; i++, at++) {
			assert_int_equal(got[i], docs[at]);
			assert_true(bits[docs[at] / 64] >> docs[at] % 64 & 1);
			if (plain)
				continue;
			assert_int_equal(code_count(codes[i]), at % 7 == 5 ? 3 : 1);
			assert_true(positions_read(&pos, end, codes[i], where));
			assert_int_equal(where[0], at % 3 ? TITLE_SPAN + at : at % 100);
		}
	}
	assert_false(bad);
	assert_int_equal(at, n);
	size_t set = 0;
	for (uint32_t i = 0; i < max; i++)
		set += bits[i / 64] >> i % 64 & 1;
	assert_int_equal(set, n);
	/* Cut short anywhere, it is damaged or ends; it never runs over. */
	for (size_t cut = 0; cut < bytes.n; cut += 1 + cut / 8) {
		char *exact = malloc(cut + 1);
		memcpy(exact, bytes.p, cut);
		posting_reader_begin(&r, slice_of(exact, cut), n, plain);
		while (posting_reader_next(&r, &b, &bad)) {
			uint32_t got[POSTING_BLOCK];
			(void)!block_docs(&b, got);
		}
		free(exact);
	}
	free(bits);
	postings_done(&list);
	buf_done(&bytes);
}

static void lists_come_back(void **state)
{
	(void)state;
	static const uint32_t sizes[] = { 1, 2, 127, 128, 129, 256, 1000, 5000 };
	uint32_t *docs = malloc(5000 * sizeof *docs);
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
		for (uint32_t step = 1; step <= 60; step += step < 4 ? 1 : 28)
			for (int plain = 0; plain < 2; plain++) {
				uint32_t doc = step;
				for (uint32_t i = 0; i < sizes[s]; i++, doc += 1 + i * 7 % step)
					docs[i] = doc;
				list_comes_back(docs, sizes[s], plain);
			}
	free(docs);
}

/* ---- segments in memory */

enum { MEMORY_PAGES = 4096 };

struct memory {
	struct buf pages[N_PAGE_KINDS][MEMORY_PAGES];
};

static enum err memory_put(void *ctx, enum page_kind kind, uint32_t no, struct slice page,
	struct error *e)
{
	(void)e;
	struct memory *m = ctx;
	assert_true(no < MEMORY_PAGES);
	m->pages[kind][no] = (struct buf)BUF_INIT(1 << 24);
	buf_slice(&m->pages[kind][no], page);
	return OK;
}

static enum err memory_get(void *ctx, enum page_kind kind, uint32_t no, struct slice *ret,
	struct error *e)
{
	struct memory *m = ctx;
	if (no >= MEMORY_PAGES || !m->pages[kind][no].p)
		return (fail)(e, ERR_CORRUPT, "no page");
	*ret = buf_text(&m->pages[kind][no]);
	return OK;
}

static struct memory *memory_new(void)
{
	struct memory *m = calloc(1, sizeof *m);
	assert_non_null(m);
	return m;
}

static void memory_free(struct memory *m)
{
	for (int kind = 0; kind < N_PAGE_KINDS; kind++)
		for (int no = 0; no < MEMORY_PAGES; no++)
			buf_done(&m->pages[kind][no]);
	free(m);
}

/* ---- a corpus in which each number tells what its document holds */

static int64_t id_of(int i)
{
	return ((int64_t)1644364800 + i * 3600) << ID_SEQ_BITS;
}

static struct article *document(struct arena *a, int i)
{
	struct article *art = arena_new(a, struct article);
	art->title = arena_printf(a, "Kabar %s nomor n%d", i % 5 ? "biasa" : "lima", i);
	art->source = i % 2 ? SLICE("Kilas Timur") : SLICE("Warta Barat");
	art->lang = SLICE("id");
	*list_add(a, &art->authors) = i % 4 ? SLICE("Rina Batubara") : SLICE("Rina Setiawan");
	if (i % 10 == 0)
		*list_add(a, &art->tags) = SLICE("Bola Kaki");
	struct slice text = arena_printf(a, "harga cabai %s naik n%d kata%d %s",
		i % 3 ? "rawit" : "merah", i, i % 50, i % 7 ? "di pasar" : "pasar di lima");
	*list_add(a, &art->blocks) = (struct block){ BLOCK_PARAGRAPH, text };
	*list_add(a, &art->blocks) = (struct block){ BLOCK_PARAGRAPH, SLICE("kota besar 東京都庁") };
	return art;
}

static struct memory *segment_of(struct arena *a, int from, int step, int to)
{
	struct memory *m = memory_new();
	static const char *const langs[] = { "id", NULL };
	struct index_builder *b = index_builder_new(langs, NULL, NULL);
	struct arena scratch = ARENA_INIT;
	/* Backwards: the order of adding is of no account. */
	for (int i = to - 1 - (to - 1 - from) % step; i >= from; i -= step) {
		struct gathered *terms = arena_new(a, struct gathered);
		article_gather(document(a, i), &scratch, a, terms);
		index_builder_add(b, id_of(i), id_of(i) / 86400 >> ID_SEQ_BITS, terms);
	}
	arena_done(&scratch);
	struct segment_size size;
	must(index_builder_write(b, &(struct index_sink){ memory_put, m }, &size, e));
	assert_int_equal(index_builder_docs(b), 0);
	index_builder_free(b);
	return m;
}

static enum err no_forms(void *ctx, struct slice word, struct arena *out, strings *ret,
	struct error *e)
{
	(void)ctx;
	(void)e;
	if (slice_is(word, "cabe"))
		*list_add(out, ret) = SLICE("cabai");
	return OK;
}

static enum err some_ids(void *ctx, const struct query *q, struct arena *out, id_list *ret,
	struct error *e)
{
	(void)ctx;
	(void)e;
	for (int i = 990; i >= 0; i -= 30)
		if (q->field == FIELD_IS)
			*list_add(out, ret) = id_of(i);
	return OK;
}

struct world {
	struct arena a;
	struct memory *memories[3];
	struct segment segments[3];
	struct segment *pointers[3];
	uint32_t n;
};

enum { N_DOCUMENTS = 1000 };

static int64_t answer(struct world *w, const char *text, enum match_sort sort, size_t limit,
	match_hits *hits)
{
	struct query *q;
	struct plan_root root;
	struct plan_env env = { no_forms, some_ids, NULL };
	int64_t total = -1;
	must(query_parse(slice_str(text), 1644364800, 0, &w->a, &q, e));
	must(plan_make(q, &env, &w->a, &root, e));
	struct match m = { .root = &root, .segments = w->pointers, .n_segments = w->n, .sort = sort,
		.limit = limit };
	must(match_run(&m, &w->a, hits, &total, e));
	return total;
}

static int64_t count(struct world *w, const char *text)
{
	match_hits newest, best, oldest;
	int64_t total = answer(w, text, MATCH_NEWEST, 20, &newest);
	size_t want = total < 20 ? (size_t)total : 20;
	assert_int_equal(newest.n, want);
	assert_int_equal(answer(w, text, MATCH_RELEVANCE, SIZE_MAX, &best), total);
	assert_int_equal(best.n, total);
	assert_int_equal(answer(w, text, MATCH_OLDEST, SIZE_MAX, &oldest), total);
	for (size_t i = 1; i < newest.n; i++)
		assert_true(newest.at[i].id < newest.at[i - 1].id);
	for (size_t i = 0; i < newest.n; i++)
		assert_int_equal(newest.at[i].id, oldest.at[oldest.n - 1 - i].id);
	for (size_t i = 1; i < best.n; i++)
		assert_true(best.at[i].score < best.at[i - 1].score ||
			(best.at[i].score == best.at[i - 1].score &&
				best.at[i].id < best.at[i - 1].id));
	return total;
}

static void check_all(struct world *w)
{
	assert_int_equal(count(w, ""), 1000);
	assert_int_equal(count(w, "cabai"), 1000);
	assert_int_equal(count(w, "cabe"), 1000);
	assert_int_equal(count(w, "\"cabe\""), 0);
	assert_int_equal(count(w, "merah"), 334);
	assert_int_equal(count(w, "CÁBAI merah"), 334);
	assert_int_equal(count(w, "-merah"), 666);
	assert_int_equal(count(w, "rawit OR merah"), 1000);
	assert_int_equal(count(w, "rawit -kata7"), 666 - 20 * 2 / 3);
	assert_int_equal(count(w, "n17"), 1);
	assert_int_equal(count(w, "n9*"), 111);
	assert_int_equal(count(w, "kata1*"), 220);
	assert_int_equal(count(w, "lima"), 200 + 143 - 29);
	assert_int_equal(count(w, "title:lima"), 200);
	assert_int_equal(count(w, "lima -title:lima"), 143 - 29);
	assert_int_equal(count(w, "\"cabai merah naik\""), 334);
	assert_int_equal(count(w, "\"merah cabai\""), 0);
	assert_int_equal(count(w, "\"di pasar\""), 857);
	assert_int_equal(count(w, "\"pasar di\""), 143);
	assert_int_equal(count(w, "\"pasar kota\""), 0);
	assert_int_equal(count(w, "\"cabai m*\""), 334);
	assert_int_equal(count(w, "\"naik n9*\""), 111);
	assert_int_equal(count(w, "\"naik n99*\""), 11);
	assert_int_equal(count(w, "cabe-rawit"), 666);
	assert_int_equal(count(w, "title:\"kabar lima\""), 200);
	assert_int_equal(count(w, "title:\"harga cabai\""), 0);
	assert_int_equal(count(w, "\"n17 harga\""), 0);
	assert_int_equal(count(w, "source:kilas"), 500);
	assert_int_equal(count(w, "source:\"warta barat\" author:setiawan"), 250);
	assert_int_equal(count(w, "author:\"rina setiawan\" OR source:timur"), 750);
	assert_int_equal(count(w, "tag:\"bola kaki\""), 100);
	assert_int_equal(count(w, "tag:bola"), 0);
	assert_int_equal(count(w, "tag:bola*"), 100);
	assert_int_equal(count(w, "lang:id has:author has:tag"), 100);
	assert_int_equal(count(w, "has:quote"), 0);
	assert_int_equal(count(w, "is:read"), 34);
	assert_int_equal(count(w, "is:unread"), 966);
	assert_int_equal(count(w, "is:unread (merah OR is:starred)"), 300);
	assert_int_equal(count(w, "東京"), 1000);
	assert_int_equal(count(w, "東京都庁"), 1000);
	assert_int_equal(count(w, "京東"), 0);
	assert_int_equal(count(w, "都"), 1000);
	assert_int_equal(count(w, "庁"), 1000);
	assert_int_equal(count(w, "京都 besar"), 1000);
	assert_int_equal(count(w, "\"besar 東京\""), 1000);
	assert_int_equal(count(w, "\"besar 京都\""), 0);
	assert_int_equal(count(w, "title:東"), 0);
	assert_int_equal(count(w, "date:2022-02-09"), 24);
	assert_int_equal(count(w, "date:2022-02-09..2022-02-10 merah"), 16);
	assert_int_equal(count(w, "before:2022-02-10"), 24);
	assert_int_equal(count(w, "after:2022-02-10"), 976);
	assert_int_equal(count(w, "-after:2022-02-10"), 24);
	assert_int_equal(count(w, "after:2023"), 0);
	assert_int_equal(count(w, "cabai & pasar"), 1000);
	assert_int_equal(count(w, "absen"), 0);
}

static void worlds_agree(void **state)
{
	(void)state;
	struct world w = { .n = 3 };
	/* Three segments whose times interleave. */
	for (int i = 0; i < 3; i++)
		w.memories[i] = segment_of(&w.a, i, 3, N_DOCUMENTS);
	struct index_source sources[3];
	for (int i = 0; i < 3; i++) {
		sources[i] = (struct index_source){ memory_get, w.memories[i] };
		must(segment_open(&w.segments[i], &sources[i], e));
		w.pointers[i] = &w.segments[i];
	}
	check_all(&w);
	match_hits apart, merged;
	answer(&w, "merah lima OR kata7", MATCH_RELEVANCE, 50, &apart);

	/* The same merged, and the same built at once, byte by byte. */
	struct memory *one = memory_new(), *whole = segment_of(&w.a, 0, 1, N_DOCUMENTS);
	struct segment_size size;
	must(index_merge(sources, 3, &(struct index_sink){ memory_put, one }, &size, e));
	assert_int_equal(size.n_docs, N_DOCUMENTS);
	for (int kind = 0; kind < N_PAGE_KINDS; kind++)
		for (int no = 0; no < MEMORY_PAGES; no++)
			assert_true(slice_eq(buf_text(&one->pages[kind][no]),
				buf_text(&whole->pages[kind][no])));
	for (int i = 0; i < 3; i++) {
		segment_close(&w.segments[i]);
		memory_free(w.memories[i]);
	}
	must(segment_open(&w.segments[0], &(struct index_source){ memory_get, one }, e));
	w.n = 1;
	check_all(&w);
	answer(&w, "merah lima OR kata7", MATCH_RELEVANCE, 50, &merged);
	assert_int_equal(apart.n, merged.n);
	for (size_t i = 0; i < apart.n; i++)
		assert_int_equal(apart.at[i].id, merged.at[i].id);
	segment_close(&w.segments[0]);
	memory_free(one);
	memory_free(whole);
	arena_done(&w.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_come_back),
		cmocka_unit_test(worlds_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
