/* greader_items: items of the Google Reader API, as ids, as JSON and as Atom. */
#include "html/sanitise.h"
#include "server/greader.h"
#include "view/view.h"

static const char long_id[] = "tag:google.com,2005:reader/item/";

struct json json_reply(struct work *w)
{
	w->reply.type = "application/json; charset=utf-8";
	return json_to(&w->reply.body);
}

static void continuation(struct work *w, struct json *j, const struct listing *l)
{
	if (l->more)
		json_pair(j, "continuation", arena_printf(&w->out, "%lld",
			(long long)l->last));
}

struct ids {
	struct buf *to;
	bool any;
};

static void id_out(void *ctx, const struct store_item *item)
{
	struct ids *ids = ctx;
	buf_printf(ids->to, "%s{\"id\":\"%lld\",\"directStreamIds\":[],"
		"\"timestampUsec\":\"%lld\"}", ids->any ? "," : "", (long long)item->number,
		(long long)(item->seen_at * USEC));
	ids->any = true;
}

enum err greader_ids(struct work *w, struct error *e)
{
	struct listing l = { 0 };
	struct ids ids = { .to = &w->reply.body };
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "itemRefs");
	json_begin(&j, '[');
	TRY(listing_read(w, request_param(&w->request, "s"), GREADER_MAX_IDS, id_out, &ids, &l, e));
	json_end(&j, ']');
	continuation(w, &j, &l);
	json_end(&j, '}');
	return OK;
}

/* ---- items whole, as JSON */

static void href(struct json *j, const char *key, struct slice url)
{
	json_key(j, key);
	json_begin(j, '[');
	if (url.n) {
		json_begin(j, '{');
		json_pair(j, "href", url);
		json_pair(j, "type", SLICE("text/html"));
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void text_object(struct json *j, const char *key, struct html html)
{
	json_key(j, key);
	json_begin(j, '{');
	json_pair(j, "direction", SLICE("ltr"));
	json_key(j, "content");
	json_text(j, html.text);
	json_end(j, '}');
}

enum err whole_get(struct work *w, const struct feed_table *feeds, const struct store_item *item,
	struct arena *out, struct whole *ret, struct error *e)
{
	struct whole whole = { 0 };
	TRY(store_article_get(w->store, item->id, STORE_WHOLE, out, &whole.article, e));
	whole.updated = whole.article.at;
	if (whole.article.edited) {
		store_versions versions;
		TRY(store_versions_list(w->store, item->id, out, &versions, e));
		if (versions.n)
			whole.updated = versions.at[versions.n - 1].seen_at;
	}
	whole.feed = feed_of_source(feeds, item->source);
	whole.feed_number = whole.feed ? whole.feed->number : FEED_OF_SOURCE + item->source;
	*ret = whole;
	return OK;
}

static void categories(struct json *j, const struct whole *x, struct arena *out)
{
	const struct store_article *a = &x->article;
	json_key(j, "categories");
	json_begin(j, '[');
	json_text(j, SLICE("user/-/state/com.google/reading-list"));
	if (a->read)
		json_text(j, SLICE("user/-/state/com.google/read"));
	if (a->starred)
		json_text(j, SLICE("user/-/state/com.google/starred"));
	if (x->feed && x->feed->folder.n)
		json_text(j, arena_printf(out, "user/-/label/%.*s",
			SLICE_ARG(x->feed->folder)));
	for (size_t i = 0; i < a->my_tags.n; i++)
		json_text(j, arena_printf(out, "user/-/label/%.*s",
			SLICE_ARG(a->my_tags.at[i])));
	json_end(j, ']');
}

static void origin(struct json *j, const struct whole *x, struct arena *out)
{
	json_key(j, "origin");
	json_begin(j, '{');
	json_pair(j, "streamId", arena_printf(out, "feed/%lld", (long long)x->feed_number));
	json_pair(j, "title", x->feed ? x->feed->title : x->article.article.source);
	json_pair(j, "htmlUrl", x->feed ? x->feed->page : SLICE_NONE);
	json_end(j, '}');
}

static void item_out(void *ctx, const struct whole *x, struct arena *out)
{
	struct json *j = ctx;
	const struct store_article *a = &x->article;
	struct slice url = view_web_address(a->article.url);
	struct html body = view_body(&a->article, out);
	json_begin(j, '{');
	json_pair(j, "id", arena_printf(out, "%s%016llx", long_id, (unsigned long long)a->number));
	json_pair(j, "crawlTimeMsec", arena_printf(out, "%lld", (long long)a->seen_at * 1000));
	json_pair(j, "timestampUsec", arena_printf(out, "%lld", (long long)(a->seen_at * USEC)));
	json_key(j, "published");
	json_int(j, a->at);
	json_key(j, "updated");
	json_int(j, x->updated);
	json_key(j, "title");
	json_text(j, a->article.title);
	if (a->article.authors.n)
		json_pair(j, "author", a->article.authors.at[0]);
	href(j, "canonical", url);
	href(j, "alternate", url);
	text_object(j, "summary", body);
	text_object(j, "content", body);
	categories(j, x, out);
	origin(j, x, out);
	json_end(j, '}');
}

enum err wholes_each(struct work *w, const struct feed_table *feeds, const store_items *items,
	whole_fn each, void *ctx, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	enum err err = OK;
	for (size_t i = 0; err == OK && i < items->n; i++) {
		struct whole whole;
		arena_reset(&scratch);
		err = whole_get(w, feeds, &items->at[i], &scratch, &whole, e);
		if (err == OK)
			each(ctx, &whole, &scratch);
	}
	arena_done(&scratch);
	return err;
}

static enum err contents_out(struct work *w, struct slice stream, const struct listing *l,
	struct error *e)
{
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_pair(&j, "direction", SLICE("ltr"));
	json_pair(&j, "id", stream.n ? stream : SLICE("user/-/state/com.google/reading-list"));
	json_pair(&j, "title", SLICE("warta"));
	json_key(&j, "updated");
	json_int(&j, w->now);
	continuation(w, &j, l);
	json_key(&j, "items");
	json_begin(&j, '[');
	TRY(wholes_each(w, &l->feeds, &l->items, item_out, &j, e));
	json_end(&j, ']');
	json_end(&j, '}');
	return OK;
}

enum err greader_contents(struct work *w, struct slice stream, struct error *e)
{
	struct listing l;
	if (!stream.n)
		stream = request_param(&w->request, "s");
	TRY(listing_read(w, stream, GREADER_MAX_CONTENTS, NULL, NULL, &l, e));
	return contents_out(w, stream, &l, e);
}

enum err greader_items(struct work *w, struct error *e)
{
	struct listing l = { 0 };
	TRY(feeds_read(w, &l.feeds, e));
	listing_named(w, GREADER_MAX_CONTENTS, &l.items);
	return contents_out(w, SLICE(""), &l, e);
}

/* ---- as Atom, which newsboat reads */

static void entry_out(void *ctx, const struct whole *x, struct arena *out)
{
	struct buf *to = ctx;
	const struct store_article *a = &x->article;
	const char *const marks[] = { a->read ? "read" : NULL, a->starred ? "starred" : NULL };
	char published[DATE_TEXT_MAX], updated[DATE_TEXT_MAX];
	date_print((struct date){ .seconds = a->at, .kind = DATE_ZONED }, published);
	date_print((struct date){ .seconds = x->updated, .kind = DATE_ZONED }, updated);
	buf_printf(to, "<entry gr:crawl-timestamp-msec=\"%lld\">\n<id>%s%016llx</id>\n"
		"<published>%s</published>\n<updated>%s</updated>\n",
		(long long)a->seen_at * 1000, long_id, (unsigned long long)a->number, published,
		updated);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i])
			buf_printf(to, "<category term=\"user/1/state/com.google/%s\" "
				"scheme=\"http://www.google.com/reader/\" label=\"%s\"/>\n",
				marks[i], marks[i]);
	buf_str(to, "<title>");
	put_text(to, a->article.title);
	buf_str(to, "</title>\n");
	if (a->article.authors.n) {
		buf_str(to, "<author><name>");
		put_text(to, a->article.authors.at[0]);
		buf_str(to, "</name></author>\n");
	}
	buf_str(to, "<link rel=\"alternate\" type=\"text/html\" href=\"");
	put_text(to, view_web_address(a->article.url));
	buf_str(to, "\"/>\n<content type=\"html\">");
	put_text(to, view_body(&a->article, out).text);
	buf_str(to, "</content>\n</entry>\n");
}

enum err greader_atom(struct work *w, struct slice stream, struct error *e)
{
	struct listing l;
	struct buf *to = &w->reply.body;
	TRY(listing_read(w, stream, GREADER_MAX_CONTENTS, NULL, NULL, &l, e));
	buf_str(to, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<feed xmlns:gr=\"http://www.google.com/schemas/reader/atom/\" "
		"xmlns=\"http://www.w3.org/2005/Atom\">\n<id>tag:google.com,2005:reader/");
	put_text(to, stream);
	buf_str(to, "</id>\n<title>warta</title>\n");
	if (l.more)
		buf_printf(to, "<gr:continuation>%lld</gr:continuation>\n",
			(long long)l.last);
	TRY(wholes_each(w, &l.feeds, &l.items, entry_out, to, e));
	buf_str(to, "</feed>\n");
	w->reply.type = "application/atom+xml; charset=utf-8";
	return OK;
}
