/* probe: one request after the other, until one is a feed. */
#include "collect/probe.h"

#include "feed/discover.h"
#include "fetch/robots.h"
#include "read/read.h"
#include "url/url.h"

enum { MAX_TRIES = 24, MIN_LINKS = 3 };

struct probing {
	struct fetch *fetch;
	struct arena *out;
	/* The last answer. */
	struct slice url, content_type, body, problem;
	int status;
};

static enum err on_exchange(void *ctx, const struct fetch_exchange *x, struct error *e)
{
	struct probing *p = ctx;
	struct http_message m;
	(void)e;
	if (!x->last)
		return OK;
	p->status = x->outcome == FETCH_ANSWERED ? x->reply.status : 0;
	p->problem = arena_dup(p->out, x->problem);
	p->url = arena_dup(p->out, x->permanent ? x->url : x->asked);
	p->body = SLICE_NONE;
	if (p->status != 200)
		return OK;
	char *block = arena_bytes(p->out, x->head.n + x->body.n + 1);
	memcpy(mempcpy(block, x->head.p, x->head.n), x->body.n ? x->body.p : "", x->body.n);
	struct slice whole = slice_of(block, x->head.n + x->body.n);
	if (warc_http(whole, READ_MAX_BYTES, p->out, &m, NULL) == OK) {
		p->body = m.body;
		p->content_type = warc_field(&m.fields, "Content-Type");
	}
	return OK;
}

static enum err get(struct probing *p, struct slice url, struct error *e)
{
	fetch_add(p->fetch, &(struct fetch_request){ .url = url });
	while (fetch_pending(p->fetch))
		TRY(fetch_step(p->fetch, 1000, e));
	return OK;
}

/* Is what came last a feed or sitemap? Then it is the answer. */
static bool is_answer(struct probing *p, struct probe *ret)
{
	struct feed feed;
	const struct feed_hint hint = { .url = p->url, .content_type = p->content_type };
	if (p->status != 200 || !feed_is(p->body) ||
		feed_read(p->body, &hint, p->out, &feed, NULL) != OK || feed.format == FEED_OPML)
		return false;
	*ret = (struct probe){ .url = p->url, .title = feed.about.title };
	return true;
}

static enum err try_all(struct probing *p, const discovered *list, struct probe *ret,
	bool *ret_found, struct error *e)
{
	for (size_t i = 0; i < list->n && i < MAX_TRIES && !*ret_found; i++) {
		TRY(get(p, list->at[i].url, e));
		*ret_found = is_answer(p, ret);
	}
	return OK;
}

static enum err try_sitemaps(struct probing *p, struct slice url, struct probe *ret,
	bool *ret_found, struct error *e)
{
	struct robots robots;
	discovered list = { 0 };
	TRY(get(p, url_resolve(SLICE("/robots.txt"), url, p->out), e));
	if (p->status != 200)
		return OK;
	robots_read(p->body, SLICE("warta"), p->out, &robots);
	for (size_t i = 0; i < robots.sitemaps.n; i++)
		*list_add(p->out, &list) = (struct discovered){
			.url = url_resolve(robots.sitemaps.at[i], url, p->out)
		};
	return try_all(p, &list, ret, ret_found, e);
}

static enum err find(struct probing *p, struct slice url, struct probe *ret, struct error *e)
{
	bool found = false;
	discovered feeds = { 0 }, paths = { 0 }, links = { 0 };
	TRY(get(p, url, e));
	if (is_answer(p, ret))
		return OK;
	struct slice page = p->body, at = p->url;
	if (!p->status)
		return fail(e, ERR_NOT_FOUND, "'%.*s': %.*s", SLICE_ARG(url),
			SLICE_ARG(p->problem));
	if (p->status != 200)
		return fail(e, ERR_NOT_FOUND, "'%.*s': the server answers %d", SLICE_ARG(url),
			p->status);
	const struct feed_hint hint = { .url = at };
	discover_feeds(page, &hint, p->out, &feeds);
	discover_paths(at, p->out, &paths);
	discover_articles(page, &hint, p->out, &links);
	TRY(try_all(p, &feeds, ret, &found, e));
	if (!found)
		TRY(try_all(p, &paths, ret, &found, e));
	if (!found)
		TRY(try_sitemaps(p, at, ret, &found, e));
	if (found)
		return OK;
	if (links.n < MIN_LINKS)
		return fail(e, ERR_NOT_FOUND,
			"'%.*s' has no feed, no sitemap and no links to articles", SLICE_ARG(url));
	*ret = (struct probe){ .url = at, .is_page = true };
	return OK;
}

enum err probe_find(struct slice url, const struct fetch_options *options, struct arena *out,
	struct probe *ret, struct error *e)
{
	struct probing p = { .out = out };
	TRY(fetch_open(options, on_exchange, &p, &p.fetch, e));
	enum err err = find(&p, url, ret, e);
	fetch_close(p.fetch);
	return err;
}
