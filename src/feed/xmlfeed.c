/* xmlfeed: the way from the root of a document to the elements of its feed, and OPML. */
#include "feed/xmlfeed.h"

#include "feed/element.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* After https and the last "/" or "#" are left away; the first prefix of a namespace is the
 * customary one. Atom's of before 0.3 are its drafts. */
static const struct xml_space spaces[] = {
	{ "backend.userland.com/rss", NULL, NS_RSS },
	{ "backend.userland.com/rss091", NULL, NS_RSS },
	{ "backend.userland.com/rss092", NULL, NS_RSS },
	{ "backend.userland.com/rss2", NULL, NS_RSS },
	{ "blogs.law.harvard.edu/tech/rss", NULL, NS_RSS },
	{ "cyber.law.harvard.edu/rss/rss.html", NULL, NS_RSS },
	{ "purl.org/rss/2.0", NULL, NS_RSS },
	{ "my.netscape.com/publish/formats/rss-0.91.dtd", NULL, NS_RSS },
	{ "purl.org/rss/1.0", "rss", NS_RSS10 },
	{ "purl.org/net/rss1.1", NULL, NS_RSS10 },
	{ "my.netscape.com/rdf/simple/0.9", NULL, NS_RSS090 },
	{ "channel.netscape.com/rdf/simple/0.9", NULL, NS_RSS090 },
	{ "w3.org/2005/Atom", "atom", NS_ATOM },
	{ "purl.org/atom/ns", NULL, NS_ATOM03 },
	{ "example.com/newformat", NULL, NS_ATOM03 },
	{ "example.com/necho", NULL, NS_ATOM03 },
	{ "purl.org/echo", NULL, NS_ATOM03 },
	{ "uri/of/echo/namespace", NULL, NS_ATOM03 },
	{ "purl.org/pie", NULL, NS_ATOM03 },
	{ "w3.org/1999/02/22-rdf-syntax-ns", "rdf", NS_RDF },
	{ "purl.org/rss/1.0/modules/content", "content", NS_CONTENT },
	{ "purl.org/dc/elements/1.1", "dc", NS_DC },
	{ "purl.org/dc/elements/1.0", NULL, NS_DC },
	{ "purl.org/dc/terms", "dcterms", NS_DCTERMS },
	{ "itunes.com/dtds/podcast-1.0.dtd", "itunes", NS_ITUNES },
	{ "example.com/dtds/podcast-1.0.dtd", NULL, NS_ITUNES },
	{ "search.yahoo.com/mrss", "media", NS_MEDIA },
	{ "search.yahoo.com/mrss/?", NULL, NS_MEDIA },
	{ "w3.org/1999/xhtml", "xhtml", NS_XHTML },
	{ "sitemaps.org/schemas/sitemap/0.9", NULL, NS_SITEMAP },
	{ "google.com/schemas/sitemap/0.84", NULL, NS_SITEMAP },
	{ "google.com/schemas/sitemap/0.9", NULL, NS_SITEMAP },
	{ "google.com/schemas/sitemap-news/0.9", "news", NS_NEWS },
	{ "wellformedweb.org/CommentAPI", "wfw", NS_WFW },
	{ "webns.net/mvcb", "admin", NS_ADMIN },
	{ "rssnamespace.org/feedburner/ext/1.0", "feedburner", NS_FEEDBURNER },
	{ "creativecommons.org/ns", "cc", NS_CC },
	{ "web.resource.org/cc", NULL, NS_CC },
	{ "backend.userland.com/creativeCommonsRssModule", "creativeCommons", NS_CC },
	{ "cyber.law.harvard.edu/rss/creativeCommonsRssModule.html", NULL, NS_CC },
};

void xmlfeed_begin(struct xml *x, struct slice text, struct slice base, struct arena *out)
{
	xml_begin(x, text, base, spaces, COUNT(spaces), out);
}

static enum feed_format rss_format(struct xml *x)
{
	static const struct {
		const char *version;
		enum feed_format format;
	} versions[] = {
		{ "0.90", FEED_RSS090 }, { "0.91", FEED_RSS091U }, { "0.92", FEED_RSS092 },
		{ "0.93", FEED_RSS093 }, { "0.94", FEED_RSS094 }, { "1.0", FEED_RSS10 },
	};
	struct slice version = slice_trim(xml_attr(x, XML_NS_NONE, "version", x->out));
	for (size_t i = 0; i < COUNT(versions); i++) {
		if (!slice_is(version, versions[i].version))
			continue;
		/* Netscape's has a document type, Userland's has none. */
		bool netscape = versions[i].format == FEED_RSS091U && x->has_doctype;
		return netscape ? FEED_RSS091N : versions[i].format;
	}
	return FEED_RSS20;
}

static enum feed_format rdf_format(struct xml *x)
{
	for (size_t i = 0; i < x->n_bindings; i++)
		if (x->bindings[i].ns == NS_RSS090)
			return FEED_RSS090;
	return FEED_RSS10;
}

static enum feed_format atom_format(struct xml *x)
{
	struct slice version = slice_trim(xml_attr(x, XML_NS_NONE, "version", x->out));
	bool old = xml_top(x)->ns == NS_ATOM03 || slice_starts(version, SLICE("0."));
	return old ? FEED_ATOM03 : FEED_ATOM10;
}

static enum feed_format entry_format(struct xml *x)
{
	return xml_top(x)->ns == NS_ATOM || xml_top(x)->ns == NS_ATOM03 ? atom_format(x)
									: FEED_UNKNOWN;
}

static enum feed_format channel_format(struct xml *x)
{
	/* A channel without its <rss>; CDF writes itself in capitals. */
	return slice_is(xml_top(x)->name, "CHANNEL") ||
			xml_attr(x, XML_NS_NONE, "href", x->out).p ? FEED_CDF : FEED_RSS20;
}

enum feed_format xmlfeed_root(struct xml *x)
{
	static const struct {
		const char *name;
		enum feed_format format;
		enum feed_format (*look)(struct xml *x);
	} roots[] = {
		{ "rss", FEED_UNKNOWN, rss_format }, { "rdf", FEED_UNKNOWN, rdf_format },
		{ "feed", FEED_UNKNOWN, atom_format }, { "entry", FEED_UNKNOWN, entry_format },
		{ "channel", FEED_UNKNOWN, channel_format }, { "opml", FEED_OPML, NULL },
		{ "urlset", FEED_SITEMAP, NULL }, { "sitemapindex", FEED_SITEMAPINDEX, NULL },
	};
	const struct xml_element *e = xml_top(x);
	for (size_t i = 0; e->ns < N_NS && i < COUNT(roots); i++)
		if (slice_eq_nocase(e->name, slice_str(roots[i].name)))
			return roots[i].look ? roots[i].look(x) : roots[i].format;
	return FEED_UNKNOWN;
}

struct slice walk_base(const struct walk *w)
{
	struct slice base = xml_base(&w->x);
	return base.n > 0 ? base : w->home;
}

bool walk_ends_entry(struct walk *w)
{
	if (w->entry_depth == 0 || w->x.depth <= w->entry_depth ||
		!slice_eq_nocase(xml_top(&w->x)->qname, w->entry_name))
		return false;
	xml_reopen(&w->x, w->entry_depth - 1);
	return true;
}

bool walk_ends_text(struct walk *w, size_t inside)
{
	const struct xml_element *e = xml_top(&w->x);
	enum context context = w->entry_depth ? IN_ENTRY : IN_FEED;
	if (tag_named(e->name) != TAG_OTHER || !element_find(e, context))
		return false;
	xml_reopen(&w->x, inside - 1);
	return true;
}

void walk_skip(struct walk *w)
{
	/* HTML's <br> and the like, astray between the elements of a feed, are never closed. */
	if (tag_is_void(tag_named(xml_top(&w->x)->name)))
		return;
	size_t inside = w->x.depth;
	for (;;) {
		enum xml_event event = xml_next(&w->x);
		if (event == XML_EOF || (event == XML_CLOSE && w->x.depth < inside))
			return;
		if (event == XML_OPEN)
			walk_ends_entry(w);
	}
}

/* Categories of OPML: paths parted by commas. */
static void add_paths(struct feed_part *p, struct slice paths, struct arena *out)
{
	struct slice path;
	while (slice_next_piece(&paths, ',', &path)) {
		path = slice_trim(path);
		while (path.n > 0 && path.p[0] == '/')
			path = slice_from(path, 1);
		part_add_category(p, (struct feed_category){ .term = path }, out);
	}
}

/* The folder's name below that of the folders around it. */
static struct slice join_path(struct walk *w, struct slice outer, struct slice name)
{
	name = slice_trim(name);
	if (name.n == 0 || outer.n + name.n > FEED_MAX_URL)
		return outer;
	if (outer.n == 0)
		return arena_dup(w->out, name);
	return arena_printf(w->out, "%.*s/%.*s", SLICE_ARG(outer), SLICE_ARG(name));
}

static void add_subscription(struct walk *w, struct slice folder)
{
	struct xml *x = &w->x;
	struct draft d = { .part = arena_new(w->out, struct feed_part) };
	struct slice base = walk_base(w);
	static const struct {
		const char *attr;
		uint8_t rank;
	} titles[] = { { "title", 9 }, { "text", 8 } };
	for (size_t i = 0; i < COUNT(titles); i++) {
		struct slice value = xml_attr(x, XML_NS_NONE, titles[i].attr, &w->scratch);
		draft_title(&d, TITLE, titles[i].rank, (struct typed){ value, false }, w->out);
	}
	draft_url(&d, FEED_URL, 1, xml_attr(x, XML_NS_NONE, "xmlUrl", &w->scratch), base, w->out);
	draft_url(&d, PAGE, 1, xml_attr(x, XML_NS_NONE, "htmlUrl", &w->scratch), base, w->out);
	draft_lang(&d, 1, xml_attr(x, XML_NS_NONE, "language", &w->scratch), w->out);
	draft_title(&d, SUBTITLE, 1, (struct typed){
		xml_attr(x, XML_NS_NONE, "description", &w->scratch), false }, w->out);
	part_add_category(d.part, (struct feed_category){ .term = folder }, w->out);
	add_paths(d.part, xml_attr(x, XML_NS_NONE, "category", &w->scratch), w->out);
	*list_add(w->out, &w->feed->entries) = d.part;
}

static void read_outline(struct walk *w, struct slice folder)
{
	size_t inside = w->x.depth;
	struct slice url = xml_attr(&w->x, XML_NS_NONE, "xmlUrl", &w->scratch);
	if (slice_trim(url).n == 0)
		url = xml_attr(&w->x, XML_NS_NONE, "url", &w->scratch);
	if (slice_trim(url).n > 0 && w->feed->entries.n < FEED_MAX_ENTRIES) {
		add_subscription(w, folder);
	} else {
		struct slice name = xml_attr(&w->x, XML_NS_NONE, "text", &w->scratch);
		if (slice_trim(name).n == 0)
			name = xml_attr(&w->x, XML_NS_NONE, "title", &w->scratch);
		folder = join_path(w, folder, name);
	}
	arena_reset(&w->scratch);
	for (;;) {
		enum xml_event event = xml_next(&w->x);
		if (event == XML_EOF || (event == XML_CLOSE && w->x.depth < inside))
			return;
		if (event == XML_OPEN && slice_eq_nocase(xml_top(&w->x)->name, SLICE("outline")))
			read_outline(w, folder);
	}
}

void opml_read_outline(struct walk *w)
{
	read_outline(w, SLICE_NONE);
}

/* Everything from the root on. What stands around and before it is passed over tag by tag, so that
 * a feed below somebody's error message is found, and so are items behind the end of the root. */
static void read_document(struct walk *w, struct draft *about)
{
	for (enum xml_event event; (event = xml_next(&w->x)) != XML_EOF;) {
		if (event != XML_OPEN)
			continue;
		if (w->feed->format == FEED_UNKNOWN) {
			w->feed->format = xmlfeed_root(&w->x);
			if (w->feed->format == FEED_UNKNOWN)
				continue;
			w->is_sitemap = w->feed->format == FEED_SITEMAP ||
				w->feed->format == FEED_SITEMAPINDEX;
		}
		if (element_find(xml_top(&w->x), IN_FEED))
			element_read(w, about, IN_FEED);
		arena_reset(&w->scratch);
	}
}

void xmlfeed_read(struct slice text, struct slice base, struct arena *out, struct feed *feed)
{
	struct arena document = ARENA_INIT;
	struct walk *w = arena_new(&document, struct walk);
	*w = (struct walk){ .feed = feed, .out = out, .markup = BUF_INIT(2 * FEED_MAX_BYTES) };
	xmlfeed_begin(&w->x, text, base, &document);
	struct draft about = { .part = &feed->about };
	read_document(w, &about);
	buf_done(&w->markup);
	arena_done(&w->scratch);
	arena_done(&document);
}
