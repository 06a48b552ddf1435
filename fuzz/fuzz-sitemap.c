/* Reads any bytes in a sitemap or an index of sitemaps: bounded, with addresses that can be
 * asked for, and no articles. The first byte chooses which of the two. */
#include "check.h"
#include "base/buf.h"
#include "feed/feed.h"
#include "text/utf8.h"
#include "url/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const heads[] = { "<urlset><url>", "<sitemapindex><sitemap>" };
	struct arena a = ARENA_INIT;
	struct buf in = BUF_INIT(1 << 22);
	const struct feed_hint hint = { .url = SLICE("https://x.example/maps/1.xml") };
	struct feed feed;
	articles found = { 0 };
	bool is_index = n && data[0] % 2;
	buf_str(&in, heads[is_index]);
	buf_add(&in, (const char *)data, n);
	if (feed_read(buf_text(&in), &hint, &a, &feed, NULL) == OK &&
		(feed.format == FEED_SITEMAP || feed.format == FEED_SITEMAPINDEX)) {
		CHECK(feed.entries.n <= FEED_MAX_ENTRIES);
		for (size_t i = 0; i < feed.entries.n; i++) {
			const struct feed_part *p = feed.entries.at[i];
			CHECK(utf8_valid(p->link) == p->link.n && p->link.n <= FEED_MAX_URL);
			CHECK(!url_has_scheme(p->link, "javascript"));
			CHECK(!url_has_scheme(p->link, "data"));
		}
		feed_articles(&feed, &a, &found);
		CHECK(found.n == 0);
	}
	buf_done(&in);
	arena_done(&a);
	return 0;
}
