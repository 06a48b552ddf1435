/* quote: the tables of quotations, and bounds on hostile text. */
#include "test.h"

#include <time.h>

#include "base/buf.h"
#include "quote/marks.h"
#include "quote/quote.h"
#include "quote/quote_json.h"
#include "table.h"

static void join(const struct quotations *quotes, struct slice text, struct arena *out,
	struct buf *to)
{
	for (size_t i = 0; i < quotes->n; i++) {
		const struct quotation *q = &quotes->at[i];
		assert_true(q->start <= q->end && q->end <= text.n);
		buf_printf(to, "%s%s\"%.*s\"", to->n ? " ; " : "",
			q->scare ? "?" : q->kind == QUOTE_REPORTED ? "~" : "",
			SLICE_ARG(quotation_text(q, text, out)));
		if (q->scare)
			continue;
		buf_printf(to, " %.*s", q->speaker.n ? (int)q->speaker.n : 1,
			q->speaker.n ? q->speaker.p : "-");
		if (q->surface.n < q->speaker.n && slice_find(q->speaker, q->surface,
			0) == SIZE_MAX)
			buf_printf(to, " / %.*s", SLICE_ARG(q->surface));
		if (q->via.n)
			buf_printf(to, " via %.*s", SLICE_ARG(q->via));
	}
}

/* Reported clauses are told only where the table asks for one, as most texts are there for their
 * marks; and those that an archive keeps. */
static void leave_reported(struct quotations *quotes, struct slice expected)
{
	enum { KEPT = 50 };
	size_t n = 0;
	bool asked = slice_find_byte(expected, '~', 0) != SIZE_MAX;
	for (size_t i = 0; i < quotes->n; i++)
		if (quotes->at[i].kind == QUOTE_DIRECT || (asked &&
			quotes->at[i].confidence >= KEPT))
			quotes->at[n++] = quotes->at[i];
	quotes->n = n;
}

static void table_of_quotes_holds(const char *name)
{
	struct table t;
	struct table_case c;
	int bad = 0;
	table_open(&t, name);
	while (table_next(&t, &c)) {
		struct arena a = ARENA_INIT;
		struct buf got = BUF_INIT(1 << 16);
		struct quotations q;
		quotes_of(c.input, c.section, &a, NULL, &q);
		leave_reported(&q, c.expected);
		join(&q, c.input, &a, &got);
		if (!slice_eq(buf_text(&got), slice_trim(c.expected))) {
			bad++;
			print_error("%s:%d: want '%.*s', got '%.*s'\n", name, c.line,
				SLICE_ARG(c.expected), SLICE_ARG(buf_text(&got)));
		}
		buf_done(&got);
		arena_done(&a);
	}
	table_close(&t);
	assert_int_equal(bad, 0);
}

static void tables_hold(void **state)
{
	(void)state;
	table_of_quotes_holds("quotes-en.test");
	table_of_quotes_holds("quotes-id.test");
	table_of_quotes_holds("quotes-de.test");
	table_of_quotes_holds("quotes-none.test");
	table_of_quotes_holds("quotes-es.test");
}

/* Four times the text takes about four times as long. */
static double seconds_of(const char *piece, size_t n)
{
	struct arena a = ARENA_INIT;
	size_t len = strlen(piece);
	char *p = arena_bytes(&a, n * len);
	for (size_t i = 0; i < n; i++)
		memcpy(p + i * len, piece, len);
	struct quotations q;
	clock_t start = clock();
	quotes_of(slice_of(p, n * len), SLICE("en"), &a, NULL, &q);
	double took = (double)(clock() - start) / CLOCKS_PER_SEC;
	arena_done(&a);
	return took;
}

static void time_is_linear(void **state)
{
	(void)state;
	static const char *const pieces[] = { "\"a\" ", "\"", "“", "'a ", "said ", "Ann Lee and ",
		"“x,” said he. ", "a.\n\n", "the " };
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		double small = seconds_of(pieces[i], 20000), large = seconds_of(pieces[i], 80000);
		if (large > 0.5 && large > small * 12)
			fail_msg("'%s': %f s, four times as much %f s", pieces[i], small, large);
	}
}

static void what_is_not_known_is_null(void **state)
{
	(void)state;
	struct buf to = BUF_INIT(1 << 16);
	struct error e;
	assert_int_equal(quotes_json_line(SLICE("{\"id\":7,\"lang\":\"xx\",\"text\":\"é “Yes, we "
		"did it.”\"}"),
		NULL, &to, &e), OK);
	assert_non_null(strstr(to.p, "\"id\":7"));
	assert_non_null(strstr(to.p, "\"char_start\":3"));
	assert_non_null(strstr(to.p, "\"speaker\":null"));
	buf_clear(&to);
	assert_int_equal(quotes_json_line(SLICE("{}"), NULL, &to, &e), OK);
	assert_string_equal(to.p, "{\"id\":null,\"quotes\":[]}");
	buf_done(&to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_hold),
		cmocka_unit_test(time_is_linear),
		cmocka_unit_test(what_is_not_known_is_null),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
