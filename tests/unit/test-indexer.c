/* indexer: segments made beside the owner are those that the builder makes. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "lang/stem.h"
#include "store/indexer.h"

enum { ARTICLES = 3000 }; /* more than the thread gets at once */

/* What came: pages one behind another, and forms. */
struct taken {
	struct buf pages, forms;
	size_t n_pages, fail_at; /* of the pages; 0: never */
};

static enum err take_page(void *ctx, enum page_kind kind, uint32_t no, struct slice page,
	struct error *e)
{
	struct taken *t = ctx;
	if (++t->n_pages == t->fail_at)
		return (fail)(e, ERR_IO, "no room");
	buf_printf(&t->pages, "\n%d %u %zu:", kind, no, page.n);
	buf_slice(&t->pages, page);
	return OK;
}

static enum err take_form(void *ctx, struct slice lang, struct slice stem, struct slice form,
	struct error *e)
{
	(void)e;
	struct taken *t = ctx;
	buf_printf(&t->forms, "%.*s:%.*s:%.*s\n", SLICE_ARG(lang), SLICE_ARG(stem),
		SLICE_ARG(form));
	return OK;
}

static struct taken *taken_new(size_t fail_at)
{
	struct taken *t = calloc(1, sizeof *t);
	assert_non_null(t);
	*t = (struct taken){ BUF_INIT(1 << 26), BUF_INIT(1 << 20), 0, fail_at };
	return t;
}

static void taken_free(struct taken *t)
{
	buf_done(&t->pages);
	buf_done(&t->forms);
	free(t);
}

static struct gathered terms_of(int i, struct arena *scratch, struct arena *out)
{
	struct article a = { .lang = SLICE("id"), .source = SLICE("Kilas Timur") };
	a.title = arena_printf(out, "Kapal ke-%d berlayar", i);
	struct buf text = BUF_INIT(1 << 16);
	for (int k = 0; k < 120; k++)
		buf_printf(&text, "w%d kata%d menangkap ", i * 7 + k, k % (i % 50 + 1));
	*list_add(out, &a.blocks) = (struct block){ BLOCK_PARAGRAPH,
		arena_dup(out, buf_text(&text)) };
	buf_done(&text);
	struct gathered g;
	article_gather(&a, scratch, out, &g);
	return g;
}

static void add_all(struct indexer *x, int n)
{
	struct arena scratch = ARENA_INIT, local = ARENA_INIT;
	for (int i = 0; i < n; i++) {
		arena_reset(&local);
		struct gathered g = terms_of(i, &scratch, &local);
		indexer_add(x, (int64_t)(i * 37 % n) << 8, i, &g);
	}
	assert_int_equal(indexer_docs(x), n);
	arena_done(&scratch);
	arena_done(&local);
}

static enum err write_to(struct indexer *x, struct taken *t, struct error *e)
{
	struct segment_size size;
	const struct indexer_sink sink = { { take_page, t }, take_form, t };
	enum err err = indexer_write(x, &sink, &size, e);
	assert_int_equal(indexer_docs(x), 0);
	return err;
}

/* The pages that the builder gives without anything beside it. */
static struct taken *built(int n)
{
	struct index_builder *b = index_builder_new(stemmer_codes(), NULL, NULL);
	struct arena scratch = ARENA_INIT, local = ARENA_INIT;
	struct taken *t = taken_new(0);
	struct segment_size size;
	for (int i = 0; i < n; i++) {
		struct gathered g = terms_of(i, &scratch, &local);
		index_builder_add(b, (int64_t)(i * 37 % n) << 8, i, &g);
	}
	must(index_builder_write(b, &(struct index_sink){ take_page, t }, &size, e));
	index_builder_free(b);
	arena_done(&scratch);
	arena_done(&local);
	return t;
}

static void threads_change_nothing(void **state)
{
	(void)state;
	struct indexer *x = indexer_new();
	/* Few, then many, then few again beside a thread that is there. */
	static const int sizes[] = { 3, ARTICLES, 5 };
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct taken *want = built(sizes[i]), *got = taken_new(0);
		add_all(x, sizes[i]);
		must(write_to(x, got, e));
		assert_true(slice_eq(buf_text(&got->pages), buf_text(&want->pages)));
		/* Once in the indexer's life. */
		assert_text(buf_text(&got->forms),
			i ? "" : "id:layar:berlayar\nid:tangkap:menangkap\n");
		taken_free(want);
		taken_free(got);
	}
	indexer_free(x);
}

static void failures_end_it(void **state)
{
	(void)state;
	struct indexer *x = indexer_new();
	struct taken *want = built(ARTICLES), *got = taken_new(0);
	for (size_t at = 1; at <= want->n_pages; at = at < 3 ? at + 2 : at + want->n_pages / 2) {
		struct taken *t = taken_new(at);
		struct error e = { 0 };
		add_all(x, ARTICLES);
		assert_int_equal(write_to(x, t, &e), ERR_IO);
		assert_string_equal(e.msg, "no room");
		taken_free(t);
	}
	/* And it goes on, and tells the forms again, which were lost. */
	add_all(x, ARTICLES);
	must(write_to(x, got, e));
	assert_true(slice_eq(buf_text(&got->pages), buf_text(&want->pages)));
	assert_true(got->forms.n > 0);
	/* Forgotten while the thread is at it. */
	add_all(x, ARTICLES);
	indexer_clear(x);
	assert_int_equal(indexer_docs(x), 0);
	add_all(x, ARTICLES);
	indexer_free(x);
	taken_free(want);
	taken_free(got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_change_nothing),
		cmocka_unit_test(failures_end_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
