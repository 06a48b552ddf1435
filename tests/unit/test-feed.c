/* feed: the cases of tests/tables/feed.test, and what concerns whole documents: kinds, encodings,
 * headers, limits, articles. */
#include "test.h"

#include "base/buf.h"
#include "feed/feed.h"
#include "table.h"

static struct arena arena = ARENA_INIT;

/* What stands around the inputs of the table. */
static const struct {
	const char *section, *before, *behind;
} frames[] = {
	{ "rss", "<rss version=\"2.0\"><channel><item>", "</item></channel></rss>" },
	{ "channel", "<rss version=\"2.0\"><channel>", "</channel></rss>" },
	{ "atom", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>", "</entry></feed>" },
	{ "atom feed", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", "</feed>" },
	{ "whole", "", "" },
	{ "whole feed", "", "" },
};

static struct slice json_of(struct slice bytes, const struct feed_hint *hint)
{
	struct feed feed;
	struct error e;
	if (feed_read(bytes, hint, &arena, &feed, &e) != OK)
		return arena_printf(&arena, "error: %s", e.msg);
	struct buf b = BUF_INIT(1 << 22);
	feed_json(&feed, &b);
	struct slice text = arena_dup(&arena, buf_text(&b));
	buf_done(&b);
	return text;
}

/* The JSON object that begins at `at`. */
static struct slice object_at(struct slice json, size_t at)
{
	int depth = 0;
	bool quoted = false;
	for (size_t i = at; i < json.n; i++) {
		char c = json.p[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && c == '{')
			depth++;
		else if (!quoted && c == '}' && --depth == 0)
			return slice_sub(json, at, i + 1);
	}
	return SLICE("");
}

static struct slice framed(struct table_case c)
{
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
		if (slice_is(c.section, frames[i].section))
			return arena_printf(&arena, "%s%.*s%s", frames[i].before,
				SLICE_ARG(c.input), frames[i].behind);
	fail_msg("line %d: no such section", c.line);
	return SLICE("");
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	const struct feed_hint hint = { .url = SLICE_NONE };
	struct slice json = arena_dup(out, json_of(framed(*c), &hint));
	bool about = slice_ends(c->section, SLICE("feed")) || slice_is(c->section, "channel");
	const char *key = about ? "\"feed\":" : "\"entries\":[";
	size_t at = slice_find(json, slice_str(key), 0);
	return at == SIZE_MAX ? json : object_at(json, at + strlen(key));
}

static void table_of_cases(void **state)
{
	(void)state;
	table_holds("feed.test", answer);
}

static void formats_are_told_apart(void **state)
{
	(void)state;
	static const struct {
		const char *text, *format;
	} cases[] = {
		{ "<rss version='0.90'>", "rss090" },
		{ "<rss version='0.91'>", "rss091u" },
		{ "<!DOCTYPE rss><rss version='0.91'>", "rss091n" },
		{ "<rss version=\"0.92\">", "rss092" },
		{ "<rss version='2.0.1'>", "rss20" },
		{ "<RSS>", "rss20" },
		{ "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "rss10" },
		{ "<rdf:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'>", "rss090" },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'>", "atom10" },
		{ "<a:feed xmlns:a='https://www.w3.org/2005/Atom'>", "atom10" },
		{ "<feed version='0.3'>", "atom03" },
		{ "<entry xmlns='http://www.w3.org/2005/Atom'>", "atom10" },
		{ "<CHANNEL HREF='x'>", "cdf" },
		{ "<opml>", "opml" },
		{ "<urlset>", "sitemap" },
		{ "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>",
			"sitemapindex" },
		{ " {\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"\"", "json1" },
		{ "{\"title\":\"\",\"version\":\"https:\\/\\/jsonfeed.org\\/version\\/1.1\"}",
			"json11" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct slice bytes = slice_str(cases[i].text);
		struct feed_hint hint = { .url = SLICE_NONE };
		struct feed feed;
		assert_true(feed_is(bytes));
		assert_int_equal(feed_read(bytes, &hint, &arena, &feed, NULL), OK);
		if (strcmp(feed_format_name(feed.format), cases[i].format) != 0)
			fail_msg("%s: %s", cases[i].text, feed_format_name(feed.format));
	}
}

static void other_things_are_no_feeds(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"", " ", "rss", "<html><body><p>rss</p></body></html>", "<svg/>", "{}",
		"{\"a\":1}", "[1]", "<!doctype html><title>x</title><p>&lt;rss&gt;",
		"<item><title>x</title></item>",
		"{\"items\":[", "%PDF-1.4",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct feed_hint hint = { .url = SLICE_NONE };
		struct feed feed;
		struct error e;
		struct slice bytes = slice_str(cases[i]);
		assert_false(feed_is(bytes));
		assert_int_equal(feed_read(bytes, &hint, &arena, &feed, &e), ERR_INPUT);
	}
}

static void headers_count(void **state)
{
	(void)state;
	struct feed_hint hint = {
		.url = SLICE("http://x.example/f/feed.xml"),
		.content_type = SLICE("application/rss+xml; Charset='windows-1251'"),
		.content_language = SLICE("ru, en"),
	};
	struct slice bytes = SLICE("<rss><channel><title>\xcd\xee\xe2\xee\xf1\xf2\xe8</title>"
				   "<link>/a</link></channel></rss>");
	struct feed feed;
	assert_int_equal(feed_read(bytes, &hint, &arena, &feed, NULL), OK);
	assert_text(feed.about.title, "Новости");
	assert_text(feed.about.link, "http://x.example/a");
	assert_text(feed.about.lang, "ru");
	assert_string_equal(feed.encoding, "windows-1251");
	hint.content_location = SLICE("javascript:1");
	assert_int_equal(feed_read(bytes, &hint, &arena, &feed, NULL), OK);
	assert_text(feed.about.link, "http://x.example/a");
	hint.content_location = SLICE("http://y.example/");
	assert_int_equal(feed_read(bytes, &hint, &arena, &feed, NULL), OK);
	assert_text(feed.about.link, "http://y.example/a");
}

static void encodings_are_found(void **state)
{
	(void)state;
	static const char utf16[] = "\xff\xfe<\0r\0s\0s\0>\0<\0c\0h\0a\0n\0n\0e\0l\0>\0"
				    "<\0t\0i\0t\0l\0e\0>\0\xe9\0";
	static const char gzip[] =
		"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xb3\x29\x2a\x2e\xb6\xb3\x49\xce"
		"\x48\xcc\xcb\x4b\xcd\xb1\xb3\x29\xc9\x2c\xc9\x49\xb5\x4b\xb4\xd1\x87\x30"
		"\x6c\xf4\xe1\x32";
	struct slice cases[] = {
		slice_of(utf16, sizeof utf16 - 1),
		SLICE("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>\xe9"),
		SLICE("<?xml version='1.0' encoding=\"utf-8\"?><rss><channel><title>\xe9</title>"),
		SLICE("\xef\xbb\xbf\n<?xml encoding='iso-8859-1'?><rss><channel><title>\xc3\xa9"),
	};
	struct feed_hint hint = { .url = SLICE_NONE };
	struct feed feed;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(feed_read(cases[i], &hint, &arena, &feed, NULL), OK);
		assert_text(feed.about.title, "é");
	}
	/* Torn off in its middle. */
	struct slice torn = slice_of(gzip, sizeof gzip - 1);
	assert_int_equal(feed_read(torn, &hint, &arena, &feed, NULL), OK);
	assert_text(feed.about.title, "a");
}

static void limits_hold(void **state)
{
	(void)state;
	struct buf b = BUF_INIT(FEED_MAX_BYTES * 2ul);
	struct feed_hint hint = { .url = SLICE_NONE };
	struct feed feed;
	buf_str(&b, "<rss><channel>");
	for (int i = 0; i < FEED_MAX_ENTRIES + 10; i++)
		buf_str(&b, "<item/>");
	assert_int_equal(feed_read(buf_text(&b), &hint, &arena, &feed, NULL), OK);
	assert_int_equal(feed.entries.n, FEED_MAX_ENTRIES);
	buf_clear(&b);
	buf_str(&b, "<rss><channel><item>");
	for (int i = 0; i < FEED_MAX_LIST + 10; i++)
		buf_printf(&b, "<category>%d</category><dc:creator>%d</dc:creator>", i, i);
	assert_int_equal(feed_read(buf_text(&b), &hint, &arena, &feed, NULL), OK);
	assert_int_equal(feed.entries.at[0]->categories.n, FEED_MAX_LIST);
	assert_int_equal(feed.entries.at[0]->authors.n, FEED_MAX_LIST);
	struct error e;
	struct slice large = slice_of(buf_text(&b).p, FEED_MAX_BYTES + 1ul);
	assert_int_equal(feed_read(large, &hint, &arena, &feed, &e), ERR_LIMIT);
	buf_done(&b);
}

static void entries_become_articles(void **state)
{
	(void)state;
	struct slice bytes = SLICE(
		"<rss><channel><title>Kabar &amp; Co</title><language>id-ID</language>"
		"<item><title>Satu</title><link>http://x.example/1</link><dc:creator>Ani Lestari"
		"</dc:creator><author>redaksi@x.example (Redaksi)</author>"
		"<pubDate>9 Feb 2022 10:15 +0700</pubDate><category>Dunia</category>"
		"<category>http://x.example/k</category>"
		"<description>Kutipan</description><content:encoded>&lt;p&gt;Isi  satu.&lt;/p&gt;"
		"&lt;figure&gt;&lt;figcaption&gt;Foto&lt;/figcaption&gt;&lt;/figure&gt;&lt;ul&gt;"
		"&lt;li&gt;a&lt;li&gt;b&lt;/ul&gt;</content:encoded></item><item/>"
		"<item><dc:date>2022-02-09</dc:date><description>Baris satu\nbaris dua\n\n"
		"Alinea dua</description></item>");
	struct feed_hint hint = { .url = SLICE_NONE };
	struct feed feed;
	articles found = { 0 };
	assert_int_equal(feed_read(bytes, &hint, &arena, &feed, NULL), OK);
	feed_articles(&feed, &arena, &found);
	assert_int_equal(found.n, 2);
	const struct article *a = found.at[0];
	char date[DATE_TEXT_MAX];
	assert_text(a->title, "Satu");
	assert_text(a->source, "Kabar & Co");
	assert_text(a->url, "http://x.example/1");
	assert_int_equal(a->authors.n, 1);
	assert_text(a->authors.at[0], "Ani Lestari");
	date_print(a->published, date);
	assert_string_equal(date, "2022-02-09T10:15:00+07:00");
	assert_int_equal(a->published_from, ORIGIN_FEED);
	assert_int_equal(a->updated.kind, DATE_NONE);
	assert_int_equal(a->tags.n, 1);
	assert_text(a->tags.at[0], "Dunia");
	assert_text(a->lang, "id");
	assert_text(a->place, "entry 1");
	assert_int_equal(a->blocks.n, 3);
	assert_text(a->blocks.at[0].text, "Isi satu.");
	assert_int_equal(a->blocks.at[1].type, BLOCK_CAPTION);
	assert_text(a->blocks.at[2].text, "a\nb");
	assert_int_equal(a->captions.n, 1);
	const struct article *b = found.at[1];
	assert_text(b->place, "entry 3");
	date_print(b->published, date);
	assert_string_equal(date, "2022-02-09");
	assert_int_equal(b->blocks.n, 2);
	assert_text(b->blocks.at[0].text, "Baris satu baris dua");
}

static int tear_down(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_of_cases),
		cmocka_unit_test(formats_are_told_apart),
		cmocka_unit_test(other_things_are_no_feeds),
		cmocka_unit_test(headers_count),
		cmocka_unit_test(encodings_are_found),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(entries_become_articles),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}
