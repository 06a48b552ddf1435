/* api-extract: reading without an archive. */
#include "warta.h"

#include <time.h>

#include "api/private.h"
#include "model/article_json.h"

struct view_look api_look(const struct warta_look *look, struct slice title)
{
	static const enum view_format formats[] = {
		[WARTA_TEXT] = VIEW_TEXT, [WARTA_JSON] = VIEW_JSON,
		[WARTA_MARKDOWN] = VIEW_MARKDOWN, [WARTA_HTML] = VIEW_HTML,
		[WARTA_ATOM] = VIEW_ATOM, [WARTA_CSV] = VIEW_CSV
	};
	if (!look)
		return (struct view_look){ .format = VIEW_JSON };
	return (struct view_look){
		.format = formats[look->format], .width = look->width, .colour = look->colour,
		.now = look->now, .title = title
	};
}

struct extract {
	struct warta_hooks hooks; /* first: the inner hooks take it for these */
	struct view_look look;
	bool comments;
};

static enum err give(const struct extract *x, struct buf *text, struct error *e)
{
	enum err err = text->failed ? fail(e, ERR_LIMIT, "an article is too large")
		: api_stopped(x->hooks.article(x->hooks.ctx, text->p, text->n), e);
	buf_done(text);
	return err;
}

static enum err on_article(void *ctx, const struct article *a, const struct quotations *quotes,
	struct error *e)
{
	const struct extract *x = ctx;
	struct buf text = BUF_INIT(API_MAX_OUTPUT);
	struct article shown = *a;
	if (!x->comments)
		shown.comments.n = 0;
	const struct view_article v = { .article = &shown, .quotes = quotes };
	struct view_look look = x->look;
	look.title = a->title;
	if (look.format == VIEW_JSON) {
		article_json_write(&shown, &text);
		view_json_quotes(&v, &text);
	} else {
		view_begin(&look, &text);
		view_add(&look, &v, &text);
		view_end(&look, &text);
	}
	return give(x, &text, e);
}

static enum err on_answer(void *ctx, const struct article *a, const struct quotations *quotes,
	struct error *e)
{
	struct buf text = BUF_INIT(API_MAX_OUTPUT);
	if (a)
		return on_article(ctx, a, quotes, e);
	buf_str(&text, "{}");
	return give(ctx, &text, e);
}

enum warta_code warta_extract(char *const *paths, size_t n_paths, const char *url,
	const struct warta_look *look, const struct warta_hooks *hooks,
	struct warta_report *ret_report, struct warta_error *e)
{
	struct error why = { 0 };
	struct ingest_report report;
	struct extract x = { .look = api_look(look, SLICE_NONE),
		.comments = look && look->comments };
	struct ingest_hooks inner = api_hooks(hooks, &x.hooks);
	inner.article = on_article;
	inner.wants_quotes = look && look->quotes;
	enum err err = ingest_extract(paths, n_paths, slice_str(url), time(NULL), &inner, &report,
		&why);
	api_report(&report, ret_report);
	return api_result(err, &why, e);
}

enum warta_code warta_extract_batch(int list_fd, const struct warta_look *look,
	const struct warta_hooks *hooks, struct warta_report *ret_report, struct warta_error *e)
{
	struct error why = { 0 };
	struct ingest_report report;
	struct extract x = { .look = api_look(NULL, SLICE_NONE) };
	struct ingest_hooks inner = api_hooks(hooks, &x.hooks);
	inner.article = on_answer;
	inner.wants_quotes = look && look->quotes;
	enum err err = ingest_batch(list_fd, time(NULL), &inner, &report, &why);
	api_report(&report, ret_report);
	return api_result(err, &why, e);
}
