/* feed: from bytes to text, and to the reader for what is in it. */
#include "feed/feed.h"

#include <zlib.h>

#include "feed/draft.h"
#include "feed/jsonfeed.h"
#include "feed/xmlfeed.h"
#include "html/tree.h"
#include "text/charset.h"
#include "url/url.h"

const char *feed_format_name(enum feed_format format)
{
	static const char *const names[N_FEED_FORMATS] = {
		[FEED_UNKNOWN] = "",
		[FEED_RSS090] = "rss090",
		[FEED_RSS091N] = "rss091n",
		[FEED_RSS091U] = "rss091u",
		[FEED_RSS092] = "rss092",
		[FEED_RSS093] = "rss093",
		[FEED_RSS094] = "rss094",
		[FEED_RSS10] = "rss10",
		[FEED_RSS20] = "rss20",
		[FEED_ATOM03] = "atom03",
		[FEED_ATOM10] = "atom10",
		[FEED_CDF] = "cdf",
		[FEED_JSON1] = "json1",
		[FEED_JSON11] = "json11",
		[FEED_OPML] = "opml",
		[FEED_SITEMAP] = "sitemap",
		[FEED_SITEMAPINDEX] = "sitemapindex",
	};
	return names[format];
}

/* The charset of a Content-Type, without quotation marks. */
static struct slice content_charset(struct slice type)
{
	size_t at = slice_find_nocase(type, SLICE("charset"), 0);
	struct slice value = slice_trim(at == SIZE_MAX ? SLICE_NONE : slice_from(type, at + 7));
	if (value.n == 0 || value.p[0] != '=')
		return SLICE_NONE;
	value = slice_from(value, 1);
	value = slice_trim(slice_sub(value, 0, slice_find_byte(value, ';', 0)));
	if (value.n > 1 && (value.p[0] == '"' || value.p[0] == '\''))
		value = slice_sub(value, 1, slice_find_byte(value, value.p[0], 1));
	return value;
}

/* The encoding that an XML declaration near the beginning names. */
static struct slice xml_charset(struct slice bytes)
{
	enum { NEAR = 1024 };
	bytes = slice_sub(bytes, 0, NEAR);
	size_t at = slice_find(bytes, SLICE("<?xml"), 0);
	if (at == SIZE_MAX)
		return SLICE_NONE;
	struct slice decl = slice_sub(bytes, at, slice_find(bytes, SLICE("?>"), at));
	at = slice_find_nocase(decl, SLICE("encoding"), 0);
	struct slice value = slice_trim(at == SIZE_MAX ? SLICE_NONE : slice_from(decl, at + 8));
	if (value.n == 0 || value.p[0] != '=')
		return SLICE_NONE;
	value = slice_trim(slice_from(value, 1));
	if (value.n == 0 || (value.p[0] != '"' && value.p[0] != '\''))
		return SLICE_NONE;
	return slice_sub(value, 1, slice_find_byte(value, value.p[0], 1));
}

/* Undo gzip, as servers send it unasked; what comes out of it before an error, or before `max`,
 * counts. */
static struct slice gunzip(struct slice bytes, size_t max, struct arena *out)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)bytes.p, .avail_in = (uInt)bytes.n };
	if (inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
		return bytes;
	struct buf text = BUF_INIT(max);
	int code = Z_OK;
	while (code == Z_OK) {
		enum { STEP = 1 << 16 };
		char *room = buf_room(&text, STEP);
		if (!room)
			break;
		z.next_out = (Bytef *)room;
		z.avail_out = STEP;
		code = inflate(&z, Z_NO_FLUSH);
		buf_wrote(&text, STEP - z.avail_out);
	}
	inflateEnd(&z);
	struct slice s = arena_dup(out, buf_text(&text));
	buf_done(&text);
	return s;
}

static struct slice to_text(struct slice bytes, struct slice content_type, struct arena *doc,
	const char **ret_encoding)
{
	if (slice_starts(bytes, SLICE("\x1f\x8b")))
		bytes = gunzip(bytes, FEED_MAX_BYTES, doc);
	return charset_to_utf8(bytes, content_charset(content_type), xml_charset(bytes), doc,
		ret_encoding);
}

bool feed_is(struct slice bytes)
{
	enum { HEAD = 16 << 10 };
	struct arena doc = ARENA_INIT;
	struct slice text = to_text(slice_sub(bytes, 0, HEAD), SLICE_NONE, &doc, NULL);
	bool is = jsonfeed_is(text);
	struct xml *x = arena_new(&doc, struct xml);
	xmlfeed_begin(x, text, SLICE_NONE, &doc);
	bool html = false;
	for (enum xml_event event; !is && !html && (event = xml_next(x)) != XML_EOF;) {
		if (event != XML_OPEN)
			continue;
		is = xmlfeed_root(x) != FEED_UNKNOWN;
		html = slice_eq_nocase(xml_top(x)->name, SLICE("html"));
	}
	arena_done(&doc);
	return is;
}

/* The feeds that a page names as its own (rel="alternate" of a feed's type) become its links. */
static void read_page(struct slice text, struct slice base, struct arena *out, struct feed *feed)
{
	static const char *const types[] = {
		"application/rss+xml", "application/atom+xml", "application/rdf+xml",
		"application/feed+json", "application/json", "application/xml", "text/xml",
		"application/x.atom+xml", "application/x-atom+xml",
	};
	struct arena doc = ARENA_INIT;
	struct tree t;
	struct draft about = { .part = &feed->about };
	if (tree_parse(text, &doc, &t, NULL) != OK)
		return;
	uint32_t at = tree_find(&t, t.root, 0, TAG_BASE);
	struct slice href = at ? node_attr(&t, at, ATTR_HREF) : SLICE_NONE;
	if (href.n > 0)
		base = url_resolve(href, base, &doc);
	at = tree_find(&t, t.root, 0, TAG_TITLE);
	for (uint32_t link = 0; (link = tree_find(&t, t.root, link, TAG_LINK)) != 0;) {
		struct slice rel = node_attr(&t, link, ATTR_REL);
		struct slice type = slice_trim(node_attr(&t, link, ATTR_TYPE));
		if (slice_find_nocase(rel, SLICE("alternate"), 0) == SIZE_MAX &&
			slice_find_nocase(rel, SLICE("feed"), 0) == SIZE_MAX)
			continue;
		for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
			if (!slice_eq_nocase(type, slice_str(types[i])))
				continue;
			struct feed_link found = {
				.href = node_attr(&t, link, ATTR_HREF), .rel = SLICE("alternate"),
				.type = type, .title = node_attr(&t, link, ATTR_TITLE),
				.length = -1,
			};
			part_add_link(&feed->about, found, base, out);
		}
	}
	if (at) {
		struct typed title = { node_all_text(&t, at, &doc), false };
		draft_title(&about, TITLE, 1, title, out);
	}
	arena_done(&doc);
}

/* The feed's own address: Content-Location, where that is a web address, else the fetched one. */
static struct slice base_of(const struct feed_hint *hint, struct arena *out)
{
	if (hint->content_location.n == 0)
		return hint->url;
	struct slice url = url_resolve(hint->content_location, hint->url, out);
	return url_has_scheme(url, "http") || url_has_scheme(url, "https") ? url : hint->url;
}

/* The first element's name is "html"? Then it is looked at as a page. */
static bool begins_as_page(struct slice text)
{
	text = slice_trim(text);
	return slice_starts_nocase(text, SLICE("<!doctype html")) ||
		slice_starts_nocase(text, SLICE("<html"));
}

static const char *read_text(struct slice text, const struct feed_hint *hint, struct arena *out,
	struct feed *feed)
{
	struct slice base = base_of(hint, out);
	if (jsonfeed_is(text)) {
		const char *problem = jsonfeed_read(text, base, out, feed);
		bool empty = feed->entries.n == 0 && !feed->about.title.p;
		return empty ? problem : NULL;
	}
	if (!begins_as_page(text))
		xmlfeed_read(text, base, out, feed);
	if (feed->format == FEED_UNKNOWN) {
		read_page(text, base, out, feed);
		if (feed->about.links.n == 0)
			return "neither a feed nor a page that names one";
	}
	struct draft about = { .part = &feed->about };
	struct slice lang = hint->content_language;
	if (feed->about.lang.n == 0)
		draft_lang(&about, 1, slice_sub(lang, 0, slice_find_byte(lang, ',', 0)), out);
	return NULL;
}

enum err feed_read(struct slice bytes, const struct feed_hint *hint, struct arena *out,
	struct feed *ret_feed, struct error *e)
{
	if (bytes.n > FEED_MAX_BYTES)
		return fail(e, ERR_LIMIT, "larger than %d bytes", FEED_MAX_BYTES);
	struct arena doc = ARENA_INIT;
	struct feed feed = { .format = FEED_UNKNOWN };
	struct slice text = to_text(bytes, hint->content_type, &doc, &feed.encoding);
	const char *problem = read_text(text, hint, out, &feed);
	arena_done(&doc);
	if (problem)
		return fail(e, ERR_INPUT, "%s", problem);
	*ret_feed = feed;
	return OK;
}
