/* bench-feed: reading big feeds, sanitised, against libxml2's SAX parser merely counting events on
 * the same bytes in one run on one core; then feeds made to be slow.
 *
 *   bench-feed
 *
 * The feeds have 5,000 made-up entries each and about 10 MB. Prints one JSON line a measure. */
#include <stdio.h>
#include <stdlib.h>

#ifdef HAVE_LIBXML
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#endif

#include "base/buf.h"
#include "clock.h"
#include "corpus.h"
#include "feed/feed.h"

enum { ROUNDS = 7, ENTRIES = 5000, FEED_BYTES = 64 << 20, HOSTILE_BYTES = 10 << 20 };

/* How a feed holds the HTML of its entries. */
enum dress { RSS_CDATA, RSS_ESCAPED, ATOM_ESCAPED, ATOM_XHTML, N_DRESSES };

static const char *const dress_names[] = {
	"RSS, CDATA", "RSS, escaped", "Atom, escaped", "Atom, XHTML"
};

static void add_escaped(struct buf *to, struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '<')
			buf_str(to, "&lt;");
		else if (c == '>')
			buf_str(to, "&gt;");
		else if (c == '&')
			buf_str(to, "&amp;");
		else
			buf_byte(to, c);
	}
}

/* An article's text as the HTML of a publishing system: paragraphs, links, a picture, a list. */
static void add_html(struct buf *to, struct corpus *c, const struct article *a)
{
	for (size_t i = 0; i < a->blocks.n && to->n < 1200; i++) {
		struct slice text = a->blocks.at[i].text;
		size_t part = text.n / 2;
		while (part < text.n && text.p[part] != ' ')
			part++;
		buf_str(to, "<p class=\"body\">");
		buf_slice(to, slice_sub(text, 0, part));
		buf_printf(to, " <a href=\"/%u\">more</a> <strong>and</strong> caf\xc3\xa9 ",
			(unsigned)corpus_random(c, 100000));
		buf_slice(to, slice_sub(text, part, 1200));
		buf_str(to, "</p>\n");
	}
	buf_printf(to, "<figure><img src=\"/img/%u.jpg\" alt=\"\" width=\"640\" height=\"360\"/>"
		"<figcaption>A picture</figcaption></figure><ul><li>one</li><li>two</li></ul>",
		(unsigned)corpus_random(c, 100000));
}

static void add_rss(struct buf *to, const struct article *a, struct slice html, bool cdata)
{
	buf_str(to, "<item>\n\t<title>");
	add_escaped(to, a->title);
	buf_printf(to, "</title>\n\t<link>https://news.example/%zu</link>\n\t"
		"<guid isPermaLink=\"false\">https://news.example/?p=%zu</guid>\n\t"
		"<pubDate>Tue, 08 Feb 2022 10:15:00 +0000</pubDate>\n\t"
		"<dc:creator><![CDATA[Ani Lestari]]></dc:creator>\n\t"
		"<category><![CDATA[World]]></category>\n\t<description>", to->n, to->n);
	add_escaped(to, slice_sub(html, 0, slice_find_byte(html, ' ', 160)));
	buf_str(to, cdata ? "</description>\n\t<content:encoded><![CDATA["
			  : "</description>\n\t<content:encoded>");
	if (cdata)
		buf_slice(to, html);
	else
		add_escaped(to, html);
	buf_str(to, cdata ? "]]></content:encoded>\n</item>\n" : "</content:encoded>\n</item>\n");
}

static void add_atom(struct buf *to, const struct article *a, struct slice html, bool xhtml)
{
	buf_str(to, "<entry>\n<title type=\"html\">");
	add_escaped(to, a->title);
	buf_printf(to, "</title>\n<link rel=\"alternate\" href=\"https://news.example/%zu\"/>\n"
		"<id>tag:news.example,2022:%zu</id>\n<published>2022-02-08T10:15:00Z</published>\n"
		"<updated>2022-02-08T10:15:00Z</updated>\n"
		"<author><name>Ani Lestari</name></author>\n"
		"<category term=\"World\"/>\n", to->n, to->n);
	if (xhtml) {
		buf_str(to, "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">");
		buf_slice(to, html);
		buf_str(to, "</div></content>\n</entry>\n");
	} else {
		buf_str(to, "<content type=\"html\">");
		add_escaped(to, html);
		buf_str(to, "</content>\n</entry>\n");
	}
}

static void make_feed(struct buf *to, enum dress dress)
{
	struct corpus *c = corpus_open(7, ENTRIES);
	struct arena a = ARENA_INIT;
	struct buf html = BUF_INIT(1 << 20);
	bool rss = dress == RSS_CDATA || dress == RSS_ESCAPED;
	buf_str(to, rss ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
			  "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
			  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>"
			  "<title>News</title>"
			  "<link>https://news.example/</link>\n"
			: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			  "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title>\n");
	for (int i = 0; i < ENTRIES; i++) {
		const struct article *article = corpus_next(c, &a);
		buf_clear(&html);
		add_html(&html, c, article);
		if (rss)
			add_rss(to, article, buf_text(&html), dress == RSS_CDATA);
		else
			add_atom(to, article, buf_text(&html), dress == ATOM_XHTML);
		arena_reset(&a);
	}
	buf_str(to, rss ? "</channel></rss>\n" : "</feed>\n");
	buf_done(&html);
	arena_done(&a);
	corpus_close(c);
}

static size_t read_feed(struct slice bytes)
{
	struct arena a = ARENA_INIT;
	const struct feed_hint hint = { .url = SLICE("https://news.example/feed") };
	struct feed feed;
	if (feed_read(bytes, &hint, &a, &feed, NULL) != OK)
		abort();
	size_t total = a.total;
	arena_done(&a);
	return total;
}

#ifdef HAVE_LIBXML
static size_t events;

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int n_ns, const xmlChar **ns, int n_attrs, int n_defaults, const xmlChar **attrs)
{
	(void)ctx, (void)name, (void)prefix, (void)uri, (void)n_ns, (void)ns;
	(void)n_attrs, (void)n_defaults, (void)attrs;
	events++;
}

static void on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)ctx, (void)name, (void)prefix, (void)uri;
	events++;
}

static void on_text(void *ctx, const xmlChar *text, int n)
{
	(void)ctx, (void)text, (void)n;
	events++;
}

static size_t read_libxml(struct slice bytes)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end,
		.characters = on_text, .cdataBlock = on_text,
	};
	if (xmlSAXUserParseMemory(&handler, NULL, bytes.p, (int)bytes.n) != 0)
		abort();
	return events;
}
#endif

/* Seconds of one reading. */
static double time_of(size_t (*read)(struct slice bytes), struct slice bytes)
{
	double from = cpu_seconds();
	read(bytes);
	return cpu_seconds() - from;
}

static void measure(enum dress dress)
{
	struct buf feed = BUF_INIT(FEED_BYTES);
	make_feed(&feed, dress);
	double ours = 1e9, theirs = 1e9;
	for (int round = 0; round < ROUNDS; round++) {
		double took = time_of(read_feed, buf_text(&feed));
		ours = took < ours ? took : ours;
#ifdef HAVE_LIBXML
		took = time_of(read_libxml, buf_text(&feed));
		theirs = took < theirs ? took : theirs;
#endif
	}
	double mb = (double)feed.n / 1e6;
	printf("{\"measure\": \"feed_read\", \"feed\": \"%s\", \"mb\": %.1f, "
		"\"mb_per_second\": %.1f",
		dress_names[dress], mb, mb / ours);
	if (theirs < 1e9)
		printf(", \"libxml2_sax\": %.1f, \"ratio\": %.2f", mb / theirs, theirs / ours);
	printf("}\n");
	buf_done(&feed);
}

static void measure_hostile(const char *before, const char *piece)
{
	struct buf feed = BUF_INIT(HOSTILE_BYTES + 4096);
	buf_str(&feed, before);
	while (feed.n < HOSTILE_BYTES)
		buf_str(&feed, piece);
	double from = cpu_seconds();
	double memory = (double)read_feed(buf_text(&feed)) / (double)feed.n;
	double ns = (cpu_seconds() - from) / (double)feed.n * 1e9;
	printf("{\"measure\": \"hostile\", \"piece\": \"%s\", \"ns_per_byte\": %.1f, "
		"\"bytes_per_byte\": %.1f}\n", piece, ns, memory);
	buf_done(&feed);
}

int main(void)
{
	static const char *const outside[] = {
		"<item>", "<item/>", "<a b='", "<!--", "<![CDATA[", "<!DOCTYPE [",
		"<x xmlns:y='z'>", "<x>", "</channel>", "<link>x</link>", "<image><url>x</url>",
		"&amp;", "&",
	};
	static const char *const inside[] = {
		"<category>x</category>", "<p>", "<item>", "<div><p>x", "&lt;p&gt;", "&amp;lt;",
		"<a href='x'>", "&lt;a href=x/&gt;", "&lt;object&gt;", "<title>", "]]>", "<guid>",
		"<author><name>",
	};
	for (int i = 0; i < N_DRESSES; i++)
		measure(i);
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
		measure_hostile("<rss><channel>", outside[i]);
	for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
		measure_hostile("<rss><channel><item><description>", inside[i]);
	return 0;
}
