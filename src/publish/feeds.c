/* feeds: what programs read: the newest articles as Atom and JSON Feed, and sitemaps; and the files
 * that are the same on every site. */
#include <inttypes.h>

#include "desk-assets.h"
#include "publish/address.h"
#include "publish/site.h"
#include "view/view.h"

enum {
	FEED_ITEMS = 50,
	SITEMAP_ITEMS = 50000 /* that a sitemap may hold (sitemaps.org, 0.9) */
};

/* ---- feeds */

/* The address of an article's page; empty where the site does not know where it stands. */
static struct slice page_of(struct site *s, const struct store_article *a)
{
	struct slice base = s->options->base;
	const char *path = site_path(s, PLACE_ARTICLE, slice_str(a->name), 0);
	return base.n ? arena_printf(&s->out, "%.*s%s", SLICE_ARG(base), path) : SLICE("");
}

static enum err item_make(struct site *s, int64_t id, struct view_article *ret, struct error *e)
{
	struct store_article *a = arena_new(&s->out, struct store_article);
	size_t cut;
	TRY(site_article(s, id, a, &cut, e));
	*ret = (struct view_article){ .article = &a->article, .name = slice_str(a->name),
		.at = a->at, .page = page_of(s, a) };
	return OK;
}

enum err site_feeds(struct site *s, struct error *e)
{
	struct view_article items[FEED_ITEMS];
	struct view_look look = { .format = VIEW_ATOM, .title = s->options->title,
		.home = s->options->base };
	size_t n = 0;
	arena_reset(&s->out);
	for (; n < s->n && n < FEED_ITEMS; n++)
		TRY(item_make(s, s->entries[n].id, &items[n], e));
	look.now = n ? items[0].at : 0;
	site_page_begin(s, "feed.atom");
	view_begin(&look, &s->page);
	for (size_t i = 0; i < n; i++)
		view_add(&look, &items[i], &s->page);
	view_end(&look, &s->page);
	TRY(site_page_end(s, "feed.atom", 0, 0, e));
	site_page_begin(s, "feed.json");
	view_json_feed(&look, items, n, &s->page);
	return site_page_end(s, "feed.json", 0, 0, e);
}

/* ---- sitemaps */

static void map_begin(struct site *s, const char *path, const char *element)
{
	site_page_begin(s, path);
	buf_printf(&s->page, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", element);
}

static void map_add(struct site *s, const char *element, const char *path)
{
	buf_printf(&s->page, "<%s><loc>", element);
	put_text(&s->page, s->options->base);
	buf_printf(&s->page, "%s</loc></%s>\n", path, element);
}

static enum err map_end(struct site *s, const char *path, const char *element, struct error *e)
{
	buf_printf(&s->page, "</%s>\n", element);
	return site_page_end(s, path, 0, 0, e);
}

/* A sitemap being written. */
struct mapping {
	size_t n, n_files; /* addresses in the file; files before it */
	bool many;
	char path[32];
};

static enum err map_put(struct site *s, struct mapping *m, const char *path, struct error *e)
{
	if (m->n == SITEMAP_ITEMS) {
		TRY(map_end(s, m->path, "urlset", e));
		m->n = 0;
		m->n_files++;
	}
	if (!m->n) {
		snprintf(m->path, sizeof m->path, m->many ? "sitemap-%zu.xml" : "sitemap.xml",
			m->n_files + 1);
		map_begin(s, m->path, "urlset");
	}
	m->n++;
	map_add(s, "url", path);
	return OK;
}

static enum err story_put(struct site *s, size_t from, struct mapping *m, struct error *e)
{
	struct slice name;
	TRY(site_story_name(s, s->entries[s->by_story.at[from]].story, &name, e));
	return map_put(s, m, site_path(s, PLACE_STORY, name, 0), e);
}

/* The front, stories and articles, the oldest first, so that old files stay as they are. */
static enum err maps_write(struct site *s, struct error *e)
{
	struct mapping m = { .many = s->n + s->n_stories + 1 > SITEMAP_ITEMS };
	TRY(map_put(s, &m, "", e));
	for (size_t i = s->n; i-- > 0;) {
		arena_reset(&s->out);
		TRY(map_put(s, &m, site_path(s, PLACE_ARTICLE, site_name(&s->entries[i]), 0), e));
	}
	for (size_t from = 0, end; from < s->n; from = end) {
		end = site_run(s, &s->by_story, from);
		arena_reset(&s->out);
		if (end - from > 1)
			TRY(story_put(s, from, &m, e));
	}
	TRY(map_end(s, m.path, "urlset", e));
	if (!m.many)
		return OK;
	map_begin(s, "sitemap.xml", "sitemapindex");
	for (size_t i = 0; i <= m.n_files; i++) {
		char path[32];
		snprintf(path, sizeof path, "sitemap-%zu.xml", i + 1);
		map_add(s, "sitemap", path);
	}
	return map_end(s, "sitemap.xml", "sitemapindex", e);
}

/* ---- what is the same on every site */

static enum err asset_write(struct site *s, const char *begins, const char *path, struct error *e)
{
	for (int i = 0; i < N_ASSETS; i++)
		if (slice_starts(slice_str(assets[i].path), slice_str(begins)))
			return folder_put(s->folder, path,
				slice_of((const char *)assets[i].data, assets[i].n),
				(struct folder_made){ 0 }, e);
	return fail(e, ERR_NOT_FOUND, "'%s' is not in the program", path);
}

enum err site_files(struct site *s, struct error *e)
{
	struct slice base = s->options->base;
	TRY(asset_write(s, "/assets/style.", "style.css", e));
	TRY(asset_write(s, "/assets/icon.", "icon.svg", e));
	site_page_begin(s, "robots.txt");
	buf_str(&s->page, "User-agent: *\nAllow: /\n");
	if (base.n)
		buf_printf(&s->page, "Sitemap: %.*ssitemap.xml\n", SLICE_ARG(base));
	TRY(site_page_end(s, "robots.txt", 0, 0, e));
	return base.n ? maps_write(s, e) : OK;
}
