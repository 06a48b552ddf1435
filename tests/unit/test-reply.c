/* reply: the cases of tests/tables/reply.test. */
#include "test.h"

#include "base/buf.h"
#include "fetch/reply.h"
#include "table.h"

static void add(struct buf *b, const char *name, struct slice value)
{
	if (value.n)
		buf_printf(b, " %s=%.*s", name, SLICE_ARG(value));
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	enum { NOW = 1700000000 }; /* 2023-11-14T22:13:20Z */
	struct reply r;
	struct buf b = BUF_INIT(1 << 16);
	reply_read(c->input, NOW, out, &r);
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
		add(&b, arena_str(out, r.links.at[i].rel), r.links.at[i].url);
	struct slice text = arena_dup(out, buf_text(&b));
	buf_done(&b);
	return text;
}

static void test_table(void **state)
{
	(void)state;
	table_holds("reply.test", answer);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_table) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
