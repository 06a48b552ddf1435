/* feeds: every view as Atom (RFC 4287) and JSON Feed 1.1. */
#include "server/page.h"
#include "view/view.h"

enum { FEED_ITEMS = 50 };

static enum err find(struct work *w, struct store_hits *ret, struct error *e)
{
	struct query *q;
	TRY(query_read(w, request_param(&w->request, "q"), &q, e));
	const struct store_search what = { .query = q, .limit = FEED_ITEMS };
	return store_search(w->store, &what, &w->out, ret, e);
}

static enum err item_make(struct work *w, int64_t id, struct view_article *ret, struct error *e)
{
	struct store_article *a = arena_new(&w->out, struct store_article);
	TRY(store_article_get(w->store, id, STORE_WHOLE, &w->out, a, e));
	*ret = (struct view_article){ .article = &a->article, .name = slice_str(a->name),
		.number = a->number, .at = a->at, .my_tags = &a->my_tags };
	return OK;
}

/* "https://news.example": ours, as it was asked for. */
static struct slice own_origin(struct work *w)
{
	bool tls = slice_is(w->request.forwarded_proto, "https");
	return arena_printf(&w->out, "%s://%.*s", tls ? "https" : "http",
		SLICE_ARG(w->request.host));
}

/* Where to be told of what is new (WebSub, 4), and the address that stands for this feed there. */
static void name_hub(struct work *w)
{
	const char *hub = w->server->options.hub;
	struct slice own = own_origin(w);
	bool plain = hub && *hub; /* nothing that could end the header's address */
	for (size_t i = 0; i < own.n; i++)
		plain &= ascii_alpha(own.p[i]) || ascii_digit(own.p[i]) ||
			memchr(":/.-[]", own.p[i], 6);
	for (size_t i = 0; i < w->request.query.n; i++)
		plain &= w->request.query.p[i] > ' ' && w->request.query.p[i] < 0x7f &&
			w->request.query.p[i] != '>';
	if (plain)
		reply_header(w, "Link", arena_printf(&w->out,
			"<%s>; rel=\"hub\", <%.*s%.*s%s%.*s>; rel=\"self\"", hub, SLICE_ARG(own),
			SLICE_ARG(w->request.path), w->request.query.n ? "?" : "",
			SLICE_ARG(w->request.query)));
}

enum err feed_out(struct work *w, struct error *e)
{
	struct view_article items[FEED_ITEMS];
	struct store_hits hits = { 0 };
	struct slice q = request_param(&w->request, "q");
	struct slice title =
		q.n ? arena_printf(&w->out, "warta: %.*s", SLICE_ARG(q)) : SLICE("warta");
	struct view_look look = { .format = VIEW_ATOM, .title = title };
	TRY(find(w, &hits, e));
	name_hub(w);
	for (size_t i = 0; i < hits.hits.n; i++)
		TRY(item_make(w, hits.hits.at[i].id, &items[i], e));
	if (!slice_ends(w->request.path, SLICE(".atom"))) {
		view_json_feed(&look, items, hits.hits.n, &w->reply.body);
		w->reply.type = "application/feed+json; charset=utf-8";
		return OK;
	}
	look.now = hits.hits.n ? items[0].at : 0;
	view_begin(&look, &w->reply.body);
	for (size_t i = 0; i < hits.hits.n; i++)
		view_add(&look, &items[i], &w->reply.body);
	view_end(&look, &w->reply.body);
	w->reply.type = "application/atom+xml; charset=utf-8";
	return OK;
}

/* ---- for search engines, where all may read */

/* The newest articles (sitemaps.org, protocol 0.9). */
enum err serve_sitemap(struct work *w, struct error *e)
{
	enum { SITEMAP_ITEMS = 5000 };
	const struct store_search what = { .limit = SITEMAP_ITEMS };
	struct store_hits hits = { 0 };
	struct slice origin = own_origin(w);
	struct buf *to = &w->reply.body;
	if (!w->server->options.is_public)
		return fail(e, ERR_NOT_FOUND, "this desk is not public");
	TRY(store_search(w->store, &what, &w->out, &hits, e));
	buf_str(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < hits.hits.n; i++) {
		struct row row;
		TRY(row_make(w, hits.hits.at[i].id, NULL, &row, e));
		buf_str(to, "<url><loc>");
		put_text(to, origin);
		buf_printf(to, "/article/%s</loc></url>\n", row.name);
	}
	buf_str(to, "</urlset>\n");
	w->reply.type = "application/xml; charset=utf-8";
	return OK;
}

enum err serve_robots(struct work *w, struct error *e)
{
	(void)e;
	reply_text(w, 200, "User-agent: *\n");
	if (w->server->options.is_public)
		buf_printf(&w->reply.body, "Disallow: /search\nDisallow: /login\n"
			"Sitemap: %.*s/sitemap.xml\n", SLICE_ARG(own_origin(w)));
	else
		buf_str(&w->reply.body, "Disallow: /\n");
	return OK;
}
