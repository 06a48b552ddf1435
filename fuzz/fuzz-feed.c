/* Reads any bytes as a feed. What comes out is valid UTF-8, safe, absolute and bounded, and its
 * JSON can be read. The first byte chooses what came with it. */
#include <stdlib.h>

#include "check.h"
#include "base/jsonread.h"
#include "feed/feed.h"
#include "text/utf8.h"

static void check_text(struct slice s)
{
	CHECK(utf8_valid(s) == s.n);
}

static void check_html(struct html html, bool is_text, struct arena *a)
{
	check_text(html.text);
	/* Nothing is left to be taken away. */
	if (is_text)
		CHECK(slice_find_byte(html.text, '<', 0) == SIZE_MAX);
	else
		CHECK(slice_eq(html_sanitise(html.text, SLICE_NONE, a).text, html.text));
}

static void check_part(const struct feed_part *p, struct arena *a)
{
	check_text(p->title);
	check_text(p->link);
	check_html(p->summary, p->summary_is_text, a);
	check_html(p->content, p->content_is_text, a);
	CHECK(p->links.n <= FEED_MAX_LIST && p->categories.n <= FEED_MAX_LIST);
	for (size_t i = 0; i < p->links.n; i++) {
		check_text(p->links.at[i].href);
		CHECK(!slice_starts_nocase(p->links.at[i].href, SLICE("javascript:")));
	}
	if (p->source)
		check_part(p->source, a);
}

static void check_json(const struct feed *feed)
{
	struct buf b = BUF_INIT(SIZE_MAX / 2);
	feed_json(feed, &b);
	struct json_reader j = json_reader_over(buf_text(&b));
	CHECK(json_skip(&j) && json_end_of_text(&j));
	buf_done(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice bytes = slice_of((const char *)data, n);
	struct arena a = ARENA_INIT;
	struct feed_hint hint = { .url = SLICE_NONE };
	struct feed feed;
	if (n > 0 && data[0] % 2)
		hint.url = SLICE("http://x.example/a/feed");
	if (n > 0 && data[0] % 4 == 3)
		hint.content_type = SLICE("text/xml; charset=\"iso-8859-1\"");
	feed_is(bytes);
	if (feed_read(bytes, &hint, &a, &feed, NULL) == OK) {
		CHECK(feed.entries.n <= FEED_MAX_ENTRIES && feed.encoding);
		check_part(&feed.about, &a);
		for (size_t i = 0; i < feed.entries.n; i++)
			check_part(feed.entries.at[i], &a);
		check_json(&feed);
		articles found = { 0 };
		feed_articles(&feed, &a, &found);
		CHECK(found.n <= feed.entries.n);
		for (size_t i = 0; i < found.n; i++)
			check_text(article_text(found.at[i], &a));
	}
	arena_done(&a);
	return 0;
}
