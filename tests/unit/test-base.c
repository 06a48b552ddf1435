/* base: slices, arenas, buffers, maps, errors, dates and forests. */
#include "test.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"
#include "base/forest.h"
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

/* The leaf of a row by the definition: the number that the answers are the bits of. */
static int32_t score_plainly(const struct forest *f, const uint8_t *x)
{
	int32_t sum = f->bias;
	for (size_t t = 0; t < f->n; t++) {
		unsigned leaf = 0;
		for (int level = 0; level < FOREST_DEPTH; level++)
			leaf |= (unsigned)(x[f->trees[t].feature[level]] >
				f->trees[t].above[level]) << level;
		sum += f->trees[t].leaf[leaf];
	}
	return sum;
}

static uint32_t drawn(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 16) % n;
}

/* Rows that the first trees leave far behind, or below the floor, have what those gave. */
static void check_given_up(const struct forest *f, const uint8_t *rows, size_t n, int64_t far,
	int64_t floor, const int32_t *score)
{
	struct forest first = *f;
	first.n = f->n < FOREST_FIRST ? f->n : FOREST_FIRST;
	int64_t best = INT32_MIN;
	for (size_t r = 0; r < n; r++) {
		int64_t x = score_plainly(&first, rows + r * FOREST_ROW);
		best = x > best ? x : best;
	}
	for (size_t r = 0; r < n; r++) {
		int32_t x = score_plainly(&first, rows + r * FOREST_ROW);
		bool goes_on = x >= best - far && x >= floor;
		assert_int_equal(score[r], goes_on ? score_plainly(f, rows + r * FOREST_ROW) : x);
	}
}

/* Trees of any features, levels that ask nothing, rows that share most of what they are. */
static void forests_score_alike(void **state)
{
	(void)state;
	enum { TREES = 130, ROWS = 35 };
	static struct forest_tree trees[TREES];
	static uint8_t rows[ROWS][FOREST_ROW], columns[FOREST_ROW][64];
	uint8_t *column[FOREST_ROW];
	uint32_t seed = 1;
	for (size_t t = 0; t < TREES; t++) {
		for (int level = 0; level < FOREST_DEPTH; level++) {
			trees[t].feature[level] = (uint8_t)drawn(&seed, FOREST_ROW);
			trees[t].above[level] = drawn(&seed, 8) ? (uint8_t)drawn(&seed, 64) : 255;
		}
		for (int leaf = 0; leaf < FOREST_LEAVES; leaf++)
			trees[t].leaf[leaf] = (int16_t)((int)(drawn(&seed, 60000)) - 30000);
	}
	for (size_t i = 0; i < FOREST_ROW; i++) {
		column[i] = columns[i];
		for (size_t r = 0; r < ROWS; r++) {
			uint32_t own = drawn(&seed, 2) ? drawn(&seed, 64) : 255;
			rows[r][i] = r && drawn(&seed, 3) ? rows[0][i] : (uint8_t)own;
			columns[i][r] = rows[r][i];
		}
	}
	struct arena a = ARENA_INIT;
	for (size_t n_trees = 0; n_trees <= TREES; n_trees += 65) {
		struct forest f = { trees, n_trees, -77 };
		const struct forest_table *table = forest_table_of(&f, &a);
		for (size_t n = 0; n <= ROWS; n++) {
			int32_t by_columns[64], by_table[ROWS];
			forest_score(&f, column, n, by_columns);
			int32_t chosen[ROWS], reached[ROWS], far = 60000, floor = 1000;
			forest_table_choose(table, rows[0], FOREST_ROW, n, far, chosen);
			forest_table_reach(table, rows[0], FOREST_ROW, n, floor, reached);
			check_given_up(&f, rows[0], n, far, INT32_MIN, chosen);
			check_given_up(&f, rows[0], n, INT32_MAX, floor, reached);
			forest_table_reach(table, rows[0], FOREST_ROW, n, INT32_MIN, by_table);
			for (size_t r = 0; r < n; r++) {
				assert_int_equal(by_columns[r], score_plainly(&f, rows[r]));
				assert_int_equal(by_table[r], by_columns[r]);
			}
		}
	}
	arena_done(&a);
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
		cmocka_unit_test(forests_score_alike),
	};
	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
