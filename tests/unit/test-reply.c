/* reply: the cases of tests/tables/reply.test. */
#include "test.h"

#include "base/buf.h"
#include "fetch/reply.h"
#include "table.h"

static struct arena arena = ARENA_INIT;

static void add(struct buf *b, const char *name, struct slice value)
{
	if (value.n)
		buf_printf(b, " %s=%.*s", name, SLICE_ARG(value));
}

static struct slice as_text(struct slice head)
{
	enum { NOW = 1700000000 }; /* 2023-11-14T22:13:20Z */
	struct reply r;
	struct buf b = BUF_INIT(1 << 16);
	reply_read(head, NOW, &arena, &r);
	buf_printf(&b, "%d", r.status);
	add(&b, "etag", r.etag);
	add(&b, "modified", r.last_modified);
	add(&b, "location", r.location);
	add(&b, "type", r.content_type);
	if (r.max_age_s >= 0)
		buf_printf(&b, " age=%lld", (long long)r.max_age_s);
	if (r.retry_after_s >= 0)
		buf_printf(&b, " retry=%lld", (long long)r.retry_after_s);
	for (size_t i = 0; i < r.links.n; i++)
		add(&b, arena_str(&arena, r.links.at[i].rel), r.links.at[i].url);
	struct slice text = arena_dup(&arena, buf_text(&b));
	buf_done(&b);
	return text;
}

static void test_table(void **state)
{
	(void)state;
	struct table t;
	struct table_case c;
	int bad = 0;
	table_open(&t, "reply.test");
	while (table_next(&t, &c)) {
		struct slice got = as_text(c.input);
		if (slice_eq(got, c.expected))
			continue;
		bad++;
		print_error("reply.test:%d: want '%.*s', got '%.*s'\n", c.line,
			SLICE_ARG(c.expected), SLICE_ARG(got));
	}
	table_close(&t);
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_table) };
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_done(&arena);
	return failed;
}
