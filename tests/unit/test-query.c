/* query: tests/tables/query.test, and the limits. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "query/query.h"

enum { NOW = 1644376500, ZONE_MIN = 7 * 60 };

static struct slice file_read(const char *path, struct buf *to)
{
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	char part[4096];
	for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
		buf_add(to, part, n);
	fclose(f);
	return buf_text(to);
}

static void check(struct slice query, struct slice want)
{
	struct arena a = ARENA_INIT;
	struct buf got = BUF_INIT(1 << 16);
	struct query *q;
	struct error e = { 0 };
	if (query_parse(query, NOW, ZONE_MIN, &a, &q, &e) == OK)
		query_print(q, &got);
	else
		buf_printf(&got, "%%%%FAIL %s", e.msg);
	if (!slice_eq(buf_text(&got), want))
		fail_msg("%.*s\n  want %.*s\n  got  %.*s", SLICE_ARG(query), SLICE_ARG(want),
			SLICE_ARG(buf_text(&got)));
	buf_done(&got);
	arena_done(&a);
}

static void table_holds(void **state)
{
	(void)state;
	struct buf text = BUF_INIT(1 << 20);
	struct slice rest = file_read(TEST_TABLES "/query.test", &text), line, query = SLICE_NONE;
	int n = 0;
	while (slice_next_line(&rest, &line)) {
		if (!line.n || line.p[0] == '#')
			continue;
		if (!query.n) {
			query = line;
			continue;
		}
		check(query, line);
		query = SLICE_NONE;
		n++;
	}
	assert_true(n > 70);
	buf_done(&text);
}

static void nothing_is_everything(void **state)
{
	(void)state;
	check(SLICE(""), SLICE("(all)"));
	check(SLICE(" \t "), SLICE("(all)"));
}

static void sizes_are_bounded(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct query *q;
	char text[QUERY_MAX_BYTES + 1];
	memset(text, '(', sizeof text);
	assert_int_equal(query_parse(slice_of(text, 40), NOW, 0, &a, &q, NULL), ERR_LIMIT);
	assert_int_equal(query_parse(slice_of(text, sizeof text), NOW, 0, &a, &q, NULL), ERR_LIMIT);
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = i % 2 ? ' ' : 'a';
	assert_int_equal(query_parse(slice_of(text, 4000), NOW, 0, &a, &q, NULL), ERR_LIMIT);
	assert_int_equal(query_parse(slice_of(text, 400), NOW, 0, &a, &q, NULL), OK);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_holds),
		cmocka_unit_test(nothing_is_everything),
		cmocka_unit_test(sizes_are_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
