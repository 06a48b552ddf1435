/* Discovers in any bytes, as a page and as an address: all that is found is absolute, of the web
 * and bounded. And titles of any bytes written as OPML are read again as many. */
#include <stdlib.h>

#include "check.h"
#include "feed/discover.h"
#include "feed/opml.h"
#include "text/utf8.h"
#include "url/url.h"

static void check(const discovered *found)
{
	CHECK(found->n <= DISCOVER_MAX);
	for (size_t i = 0; i < found->n; i++) {
		struct slice url = found->at[i].url;
		struct slice title = found->at[i].title;
		CHECK(utf8_valid(url) == url.n && utf8_valid(title) == title.n);
		CHECK(url_has_scheme(url, "http") || url_has_scheme(url, "https"));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice bytes = slice_of((const char *)data, n);
	struct arena a = ARENA_INIT;
	const struct feed_hint hint = { .url = SLICE("https://x.example/a/") };
	discovered feeds = { 0 }, pages = { 0 }, paths = { 0 };
	discover_feeds(bytes, &hint, &a, &feeds);
	discover_articles(bytes, &hint, &a, &pages);
	if (utf8_valid(bytes) == n)
		discover_paths(bytes, &a, &paths);
	check(&feeds);
	check(&pages);
	check(&paths);

	if (utf8_valid(bytes) == n && n < 4096) {
		const struct opml_line lines[] = {
			{ bytes, SLICE("https://x.example/a"), SLICE_NONE, SLICE_NONE },
			{ SLICE("b"), SLICE("https://x.example/b"), SLICE_NONE, bytes },
		};
		struct buf b = BUF_INIT(1 << 20);
		struct feed feed;
		opml_write(lines, 2, &b);
		CHECK(feed_read(buf_text(&b), &hint, &a, &feed, NULL) == OK);
		CHECK(feed.format == FEED_OPML && feed.entries.n == 2);
		buf_done(&b);
	}
	arena_done(&a);
	return 0;
}
