/* discover: links of pages, judged by what they say of themselves. */
#include "feed/discover.h"

#include "base/map.h"
#include "html/tree.h"
#include "text/charset.h"
#include "url/url.h"

/* A page under examination: its tree lives in `doc`. */
struct view {
	struct arena doc;
	struct tree tree;
	struct slice base;
	struct map seen;
	struct arena *out;
};

static bool view_open(struct view *v, struct slice page, const struct feed_hint *hint,
	struct arena *out)
{
	const char *encoding;
	*v = (struct view){ .base = hint->url, .out = out };
	struct slice text = charset_to_utf8(page, SLICE_NONE, SLICE_NONE, &v->doc, &encoding);
	if (page.n > FEED_MAX_BYTES || tree_parse(text, &v->doc, &v->tree, NULL) != OK)
		return false;
	uint32_t at = tree_find(&v->tree, v->tree.root, 0, TAG_BASE);
	struct slice href = at ? node_attr(&v->tree, at, ATTR_HREF) : SLICE_NONE;
	if (href.n)
		v->base = url_resolve(href, v->base, &v->doc);
	return true;
}

static void view_done(struct view *v)
{
	arena_done(&v->doc);
}

static struct slice without_fragment(struct slice url)
{
	return slice_sub(url, 0, slice_find_byte(url, '#', 0));
}

/* Take an address up, unless it is none of the web or known. */
static void add(struct view *v, struct slice href, struct slice title, discovered *ret)
{
	struct slice url = without_fragment(url_resolve(href, v->base, &v->doc));
	if (ret->n == DISCOVER_MAX || !url.n || url.n > FEED_MAX_URL ||
		(!url_has_scheme(url, "http") && !url_has_scheme(url, "https")))
		return;
	struct map_slot *slot = map_at(&v->seen, &v->doc, url_normalise(url, &v->doc));
	if (slot->num++)
		return;
	*list_add(v->out, ret) = (struct discovered){
		arena_dup(v->out, url), arena_dup(v->out, slice_trim(title))
	};
}

static bool is_feed_type(struct slice type)
{
	static const char *const types[] = {
		"application/rss+xml", "application/atom+xml", "application/rdf+xml",
		"application/feed+json", "application/json", "application/xml", "text/xml",
		"application/x.atom+xml", "application/x-atom+xml",
	};
	type = slice_trim(slice_sub(type, 0, slice_find_byte(type, ';', 0)));
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (slice_eq_nocase(type, slice_str(types[i])))
			return true;
	return false;
}

static bool has_word(struct slice list, const char *word)
{
	struct slice rest = list, piece;
	while (slice_next_piece(&rest, ' ', &piece))
		if (slice_eq_nocase(slice_trim(piece), slice_str(word)))
			return true;
	return false;
}

/* The path of an address ends like one of a feed. */
static bool looks_like_feed(struct slice href, struct arena *scratch)
{
	static const char *const ends[] = {
		".rss", ".atom", ".rdf", "/rss", "/feed", "/feeds", "/atom", "rss.xml", "atom.xml",
		"feed.xml", "index.xml", "feed.json",
	};
	struct url u;
	if (!url_parse(href, scratch, &u))
		return false;
	struct slice path = u.path;
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct slice end = slice_str(ends[i]);
		if (path.n >= end.n && slice_eq_nocase(slice_from(path, path.n - end.n), end))
			return true;
	}
	return false;
}

static bool is_of_comments(const struct discovered *d)
{
	return slice_find_nocase(d->url, SLICE("comment"), 0) != SIZE_MAX ||
		slice_find_nocase(d->title, SLICE("comment"), 0) != SIZE_MAX;
}

/* Comments last; else the order stays. */
static void comments_last(discovered *list, struct arena *out)
{
	discovered sorted = { 0 };
	for (int of_comments = 0; of_comments < 2; of_comments++)
		for (size_t i = 0; i < list->n; i++)
			if (is_of_comments(&list->at[i]) == (of_comments == 1))
				*list_add(out, &sorted) = list->at[i];
	*list = sorted;
}

void discover_feeds(struct slice page, const struct feed_hint *hint, struct arena *out,
	discovered *ret)
{
	struct view v;
	if (view_open(&v, page, hint, out)) {
		const struct tree *t = &v.tree;
		for (uint32_t at = 0; (at = tree_find(t, t->root, at, TAG_LINK)) != 0;) {
			struct slice rel = node_attr(t, at, ATTR_REL);
			bool named = has_word(rel, "alternate") &&
				is_feed_type(node_attr(t, at, ATTR_TYPE));
			if (named || has_word(rel, "feed"))
				add(&v, node_attr(t, at, ATTR_HREF), node_attr(t, at, ATTR_TITLE),
					ret);
		}
		for (uint32_t at = 0; (at = tree_find(t, t->root, at, TAG_A)) != 0;) {
			struct slice href = node_attr(t, at, ATTR_HREF);
			if (looks_like_feed(href, &v.doc))
				add(&v, href, node_all_text(t, at, &v.doc), ret);
		}
		comments_last(ret, out);
	}
	view_done(&v);
}

void discover_paths(struct slice url, struct arena *out, discovered *ret)
{
	static const char *const below[] = { "feed", "rss" };
	static const char *const at_root[] = {
		"/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json",
		"/feeds/posts/default", "/sitemap-news.xml", "/news-sitemap.xml", "/sitemap.xml",
		"/sitemap_index.xml",
	};
	struct view v = { .base = url, .out = out };
	struct url u;
	if (url_parse(url, &v.doc, &u) && u.path.n > 1) {
		struct slice folder = u.path;
		while (folder.n && folder.p[folder.n - 1] == '/')
			folder.n--;
		for (size_t i = 0; i < sizeof below / sizeof *below; i++)
			add(&v, arena_printf(&v.doc, "%.*s/%s", SLICE_ARG(folder), below[i]),
				SLICE_NONE, ret);
	}
	for (size_t i = 0; i < sizeof at_root / sizeof *at_root; i++)
		add(&v, slice_str(at_root[i]), SLICE_NONE, ret);
	view_done(&v);
}

/* Does the last part of the path read like the name of one article: three words or more joined by
 * hyphens or underscores, or a number of an article or a day? */
static bool names_article(struct slice path)
{
	enum { WORDS = 3, DIGITS = 4 };
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	size_t slash = path.n;
	while (slash && path.p[slash - 1] != '/')
		slash--;
	struct slice name = slice_from(path, slash);
	size_t joints = 0, digits = 0, most = 0;
	for (size_t i = 0; i < name.n; i++) {
		joints += (name.p[i] == '-' || name.p[i] == '_') && i > 0 && i + 1 < name.n;
		digits = ascii_digit(name.p[i]) ? digits + 1 : 0;
		most = digits > most ? digits : most;
	}
	return joints >= WORDS - 1 || most >= DIGITS;
}

static size_t words_in(struct slice text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++)
		n += !ascii_space(text.p[i]) && (i == 0 || ascii_space(text.p[i - 1]));
	return n;
}

void discover_articles(struct slice page, const struct feed_hint *hint, struct arena *out,
	discovered *ret)
{
	enum { MIN_WORDS = 3, MIN_BYTES = 15 };
	struct view v;
	if (view_open(&v, page, hint, out)) {
		const struct tree *t = &v.tree;
		struct slice host = url_host(hint->url, &v.doc);
		for (uint32_t at = 0; (at = tree_find(t, t->root, at, TAG_A)) != 0;) {
			struct slice title = slice_trim(node_all_text(t, at, &v.doc));
			struct slice url =
				url_resolve(node_attr(t, at, ATTR_HREF), v.base, &v.doc);
			struct url u;
			bool good = title.n >= MIN_BYTES && words_in(title) >= MIN_WORDS &&
				slice_eq(url_host(url, &v.doc), host) &&
				url_parse(url, &v.doc, &u) && names_article(u.path);
			if (good)
				add(&v, url, title, ret);
		}
	}
	view_done(&v);
}
