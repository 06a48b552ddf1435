/* Reads any bytes in an OPML document as subscriptions, writes them as `export` does, and reads
 * that again: the same addresses. */
#include "check.h"
#include "feed/feed.h"
#include "feed/opml.h"
#include "text/utf8.h"

typedef LIST(struct opml_line) lines;

static struct slice folder_of(const struct feed_part *p)
{
	return p->categories.n ? p->categories.at[0].term : SLICE_NONE;
}

static void lines_of(struct slice text, struct arena *a, lines *ret)
{
	struct feed feed;
	if (feed_read(text, &(struct feed_hint){ 0 }, a, &feed, NULL) != OK ||
		feed.format != FEED_OPML)
		return;
	for (size_t i = 0; i < feed.entries.n; i++) {
		const struct feed_part *p = feed.entries.at[i];
		CHECK(utf8_valid(p->feed_url) == p->feed_url.n);
		if (p->feed_url.n)
			*list_add(a, ret) = (struct opml_line){ .title = p->title,
				.url = p->feed_url, .page = p->link, .folder = folder_of(p) };
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct slice head = { "<opml version='2.0'><body>", 26 };
	struct arena a = ARENA_INIT;
	struct buf in = BUF_INIT(1 << 22), out = BUF_INIT(1 << 26);
	lines once = { 0 }, twice = { 0 };
	buf_slice(&in, head);
	buf_add(&in, (const char *)data, n);
	lines_of(buf_text(&in), &a, &once);
	opml_write(once.at, once.n, &out);
	CHECK(!out.failed);
	lines_of(buf_text(&out), &a, &twice);
	CHECK(once.n == twice.n);
	for (size_t i = 0; i < once.n; i++)
		CHECK(slice_eq(once.at[i].url, twice.at[i].url));
	buf_done(&in);
	buf_done(&out);
	arena_done(&a);
	return 0;
}
