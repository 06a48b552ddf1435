/* discover: the cases of tests/tables/discover.test; and OPML that is written is read again. */
#include "test.h"

#include "feed/discover.h"
#include "feed/opml.h"
#include "table.h"

static struct arena arena = ARENA_INIT;

static struct slice answer(const struct table_case *c, struct arena *out)
{
	discovered found = { 0 };
	const struct feed_hint hint = { .url = SLICE("https://nusa.example/news/") };
	struct buf b = BUF_INIT(1 << 20);
	if (slice_is(c->section, "feeds"))
		discover_feeds(c->input, &hint, out, &found);
	else if (slice_is(c->section, "articles"))
		discover_articles(c->input, &hint, out, &found);
	else
		discover_paths(c->input, out, &found);
	for (size_t i = 0; i < found.n && i < 4; i++)
		buf_printf(&b, "%s%.*s%s%.*s", i ? "\n" : "", SLICE_ARG(found.at[i].url),
			found.at[i].title.n ? " " : "", SLICE_ARG(found.at[i].title));
	if (!found.n)
		buf_str(&b, "none");
	struct slice text = arena_dup(out, buf_text(&b));
	buf_done(&b);
	return text;
}

static void test_table(void **state)
{
	(void)state;
	table_holds("discover.test", answer);
}

static void test_opml(void **state)
{
	(void)state;
	const struct opml_line lines[] = {
		{ .title = SLICE("A & \"b\" <c>"), .url = SLICE("https://a.example/rss?x=1&y=2") },
		{ .title = SLICE("B"), .url = SLICE("https://b.example/rss"),
			.page = SLICE("https://b.example/"), .folder = SLICE("News") },
		{ .title = SLICE("C\n\x01 d"), .url = SLICE("https://c.example/rss"),
			.folder = SLICE("News/Asia") },
		{ .url = SLICE("https://d.example/rss"), .folder = SLICE("Sport") },
	};
	static const char *const titles[] = { "A & \"b\" <c>", "B", "C d",
		"https://d.example/rss" };
	struct buf b = BUF_INIT(1 << 16);
	struct feed feed;
	struct error e;
	opml_write(lines, 4, &b);
	assert_int_equal(feed_read(buf_text(&b), &(struct feed_hint){ 0 }, &arena, &feed, &e), OK);
	assert_int_equal(feed.format, FEED_OPML);
	assert_int_equal(feed.entries.n, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct feed_part *p = feed.entries.at[i];
		assert_text(p->title, titles[i]);
		assert_true(slice_eq(p->feed_url, lines[i].url));
		struct slice folder = p->categories.n ? p->categories.at[0].term : SLICE_NONE;
		assert_true(slice_eq(folder, lines[i].folder));
	}
	buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_opml),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_done(&arena);
	return failed;
}
