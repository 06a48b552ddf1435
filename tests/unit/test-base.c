/* base: slices, arenas, buffers, maps, errors and dates. */
#include "test.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"
#include "base/json.h"
#include "base/map.h"
#include "base/pool.h"

static void error_gains_context(void **state)
{
	(void)state;
	struct error e = { 0 };
	assert_int_equal((fail)(&e, ERR_SYNTAX, "tag not closed"), ERR_SYNTAX);
	assert_int_equal(wrap(&e, e.code, "page '%s'", "http://x/"), ERR_SYNTAX);
	assert_string_equal(e.msg, "page 'http://x/': tag not closed");
	assert_int_equal((fail)(NULL, ERR_IO, "nobody listens"), ERR_IO);
}

static void buffer_keeps_its_ceiling(void **state)
{
	(void)state;
	struct buf b = BUF_INIT(8);
	buf_str(&b, "12345");
	buf_str(&b, "6789");
	buf_str(&b, "x");
	assert_true(b.failed);
	assert_text(buf_text(&b), "12345");
	buf_clear(&b);
	buf_printf(&b, "%d", 12345678);
	assert_false(b.failed);
	assert_text(buf_text(&b), "12345678");
	buf_done(&b);
}

static void arena_lists_grow(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	LIST(int) list = { 0 };
	for (int i = 0; i < 10000; i++)
		*list_add(&a, &list) = i;
	for (int i = 0; i < 10000; i++)
		assert_int_equal(list.at[i], i);
	size_t before = a.total;
	arena_reset(&a);
	assert_true(a.total <= before);
	assert_text(arena_printf(&a, "%s-%d", "x", 7), "x-7");
	arena_done(&a);
}

static void map_finds_what_it_holds(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct map m = { 0 };
	for (int i = 0; i < 5000; i++)
		map_at(&m, &a, arena_printf(&a, "key %d", i))->num = i;
	assert_int_equal(m.n, 5000);
	for (int i = 0; i < 5000; i++)
		assert_int_equal(map_find(&m, arena_printf(&a, "key %d", i))->num, i);
	assert_null(map_find(&m, SLICE("key 5000")));
	arena_done(&a);
}

static void lines_end_in_any_way(void **state)
{
	(void)state;
	struct slice rest = SLICE("one\r\ntwo\n\nthree"), line;
	assert_true(slice_next_line(&rest, &line));
	assert_text(line, "one");
	assert_true(slice_next_line(&rest, &line));
	assert_text(line, "two");
	assert_true(slice_next_line(&rest, &line));
	assert_text(line, "");
	assert_true(slice_next_line(&rest, &line));
	assert_text(line, "three");
	assert_false(slice_next_line(&rest, &line));
}

static void dates_go_round(void **state)
{
	(void)state;
	static const char *const texts[] = { "1970-01-01", "2022-02-09T10:15:00+07:00",
		"2022-02-09T10:15:00Z", "2022-02-09T10:15:00", "0001-01-01", "9999-12-31",
		"2024-02-29T23:59:59-03:30" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct date d;
		char out[DATE_TEXT_MAX];
		assert_true(date_scan(slice_str(texts[i]), &d));
		date_print(d, out);
		assert_string_equal(out, texts[i]);
	}
}

static void wrong_dates_are_refused(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "2022", "2022-13-01", "2023-02-29", "2022-02-09T",
		"2022-02-09T25:00", "2022-02-09T10:15:00+7", "2022-02-09 10:15 WIB", "0000-01-01" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct date d;
		assert_false(date_scan(slice_str(texts[i]), &d));
	}
}

static void dates_that_nobody_set_are_told(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool placeholder;
	} dates[] = {
		{ "0001-01-01T00:00:00Z", true },
		{ "0001-01-01T00:00:00+07:00", true },
		{ "0001-01-01", true },
		{ "1970-01-01T00:00:00Z", true },
		{ "1970-01-01T07:00:00+07:00", true },
		{ "1970-01-01", false },
		{ "1970-01-01T00:00:01Z", false },
		{ "1605-07-01", false },
	};
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		struct date d;
		assert_true(date_scan(slice_str(dates[i].text), &d));
		assert_int_equal(date_is_placeholder(d), dates[i].placeholder);
	}
	assert_false(date_is_placeholder(DATE_NOT_KNOWN));
}

static void json_is_escaped(void **state)
{
	(void)state;
	struct buf b = BUF_INIT(4096);
	struct json j = json_to(&b);
	json_begin(&j, '{');
	json_key(&j, "list");
	json_begin(&j, '[');
	json_text(&j, SLICE("a\"b\\\n\x01 \xe2\x80\xa8 \xe2\x80\x9c"));
	json_int(&j, -7);
	json_begin(&j, '[');
	json_end(&j, ']');
	json_bool(&j, true);
	json_end(&j, ']');
	json_pair(&j, "none", SLICE_NONE);
	json_pair(&j, "some", SLICE("x"));
	json_end(&j, '}');
	assert_text(buf_text(&b),
		"{\"list\":[\"a\\\"b\\\\\\n\\u0001 \\u2028 \xe2\x80\x9c\",-7,[],true],"
		"\"some\":\"x\"}");
	buf_done(&b);
}

static void count_up(void *ctx)
{
	++*(int *)ctx;
}

static void pool_runs_every_task(void **state)
{
	(void)state;
	enum { N = 1000 };
	struct pool *p = NULL;
	struct task tasks[N];
	int counts[N] = { 0 };
	assert_int_equal(pool_open(3, &p, NULL), OK);
	for (int i = 0; i < N; i++) {
		tasks[i] = (struct task){ .run = count_up, .ctx = &counts[i] };
		pool_put(p, &tasks[i]);
	}
	for (int i = 0; i < N; i++) {
		pool_wait(p, &tasks[i]);
		assert_true(pool_is_done(p, &tasks[i]));
		assert_int_equal(counts[i], 1);
	}
	assert_null(pool_close(p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(error_gains_context),
		cmocka_unit_test(buffer_keeps_its_ceiling),
		cmocka_unit_test(arena_lists_grow),
		cmocka_unit_test(map_finds_what_it_holds),
		cmocka_unit_test(lines_end_in_any_way),
		cmocka_unit_test(dates_go_round),
		cmocka_unit_test(wrong_dates_are_refused),
		cmocka_unit_test(dates_that_nobody_set_are_told),
		cmocka_unit_test(json_is_escaped),
		cmocka_unit_test(pool_runs_every_task),
	};
	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
