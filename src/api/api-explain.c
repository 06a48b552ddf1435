/* api-explain: why pages became the articles that they became, for people or as JSON. */
#include "warta.h"

#include "api/private.h"
#include "base/json.h"
#include "input/input.h"
#include "page/page_explain.h"

enum { LINE_BYTES = 76 }; /* of a block's text that is shown to people */

struct explaining {
	const struct warta_hooks *hooks;
	struct slice url;
	bool json;
	struct warta_report report;
};

static void text_write(const struct page_account *a, struct slice path, struct buf *to)
{
	buf_printf(to, "%.*s\n", SLICE_ARG(path));
	if (a->none)
		buf_printf(to, "  no article: %s\n", a->none);
	else if (a->kind[0])
		buf_printf(to, "  kind: %s\n", a->kind);
	if (a->articles.n > 1)
		buf_printf(to, "  %zu posts; the first:\n", a->articles.n);
	for (size_t i = 0; i < a->notes.n; i++) {
		const struct page_note *n = &a->notes.at[i];
		buf_printf(to, "  %-9s %.*s\n            from %s", n->name, SLICE_ARG(n->value),
			n->from);
		if (n->sure)
			buf_printf(to, "; right in %d%%", n->sure);
		buf_byte(to, '\n');
	}
	buf_str(to, "\n  kept if the log-odds (first figure) are not negative; what weighs "
		"most:\n");
	for (size_t i = 0; i < a->pieces.n; i++) {
		const struct page_piece *p = &a->pieces.at[i];
		struct slice text = slice_sub(p->text, 0, LINE_BYTES);
		while (text.n < p->text.n && text.n > 0 && (p->text.p[text.n] & 0xc0) == 0x80)
			text.n--;
		buf_printf(to, "%c %+5.1f  %.*s%s\n         ", p->kept ? '+' : '-', p->odds,
			SLICE_ARG(text), text.n < p->text.n ? "..." : "");
		for (size_t k = 0; k < PAGE_REASONS; k++)
			buf_printf(to, " %s=%d %+.1f", p->reasons[k].name, p->reasons[k].value,
				p->reasons[k].share);
		buf_byte(to, '\n');
	}
	buf_byte(to, '\n');
}

static void number_write(struct json *j, const char *key, double hundredths)
{
	json_key(j, key);
	json_int(j, (int64_t)(hundredths * 100 + (hundredths < 0 ? -.5 : .5)));
}

static void piece_write(struct json *j, const struct page_piece *p)
{
	json_begin(j, '{');
	json_key(j, "kept");
	json_bool(j, p->kept);
	number_write(j, "odds", p->odds);
	json_key(j, "why");
	json_begin(j, '[');
	for (size_t k = 0; k < PAGE_REASONS; k++) {
		json_begin(j, '{');
		json_pair(j, "feature", slice_str(p->reasons[k].name));
		json_key(j, "value");
		json_int(j, p->reasons[k].value);
		number_write(j, "share", p->reasons[k].share);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_pair(j, "text", p->text);
	json_end(j, '}');
}

static void json_write(const struct page_account *a, struct slice path, struct buf *to)
{
	struct json json = json_to(to), *j = &json;
	json_begin(j, '{');
	json_pair(j, "file", path);
	json_pair(j, "none", slice_str(a->none));
	json_pair(j, "kind", slice_str(a->kind));
	json_key(j, "articles");
	json_int(j, (int64_t)a->articles.n);
	json_key(j, "fields");
	json_begin(j, '[');
	for (size_t i = 0; i < a->notes.n; i++) {
		const struct page_note *n = &a->notes.at[i];
		json_begin(j, '{');
		json_pair(j, "field", slice_str(n->name));
		json_pair(j, "value", n->value);
		json_pair(j, "from", slice_str(n->from));
		if (n->sure) {
			json_key(j, "sure");
			json_int(j, n->sure);
		}
		json_end(j, '}');
	}
	json_end(j, ']');
	json_key(j, "blocks");
	json_begin(j, '[');
	for (size_t i = 0; i < a->pieces.n; i++)
		piece_write(j, &a->pieces.at[i]);
	json_end(j, ']');
	json_end(j, '}');
}

static enum err tell(struct explaining *x, struct slice path, const char *why, struct error *e)
{
	struct arena local = ARENA_INIT;
	x->report.n_failed++;
	int stop = x->hooks->failure ? x->hooks->failure(x->hooks->ctx, arena_str(&local, path), "",
		why) : 0;
	arena_done(&local);
	return api_stopped(stop, e);
}

static enum err item_explain(struct explaining *x, const struct input_item *item, struct arena *out,
	struct error *e)
{
	struct page_account account;
	struct error why = { 0 };
	const struct page_hint hint = { x->url, SLICE_NONE };
	if (item->kind != READ_PAGE)
		return tell(x, item->path, "no page: only pages are explained", e);
	if (page_explain(item->bytes, &hint, out, &account, &why) != OK)
		return tell(x, item->path, why.msg, e);
	struct buf text = BUF_INIT(API_MAX_OUTPUT);
	(x->json ? json_write : text_write)(&account, item->path, &text);
	x->report.n_added += account.articles.n;
	x->report.n_empty += account.articles.n == 0;
	enum err err = text.failed ? fail(e, ERR_LIMIT, "an explanation is too large")
		: api_stopped(x->hooks->article(x->hooks->ctx, text.p, text.n), e);
	buf_done(&text);
	return err;
}

static enum err all_explain(struct explaining *x, struct input *in, struct error *e)
{
	struct arena out = ARENA_INIT;
	enum err err = OK;
	for (bool more = true; err == OK && more; arena_reset(&out)) {
		struct input_item item = { 0 };
		struct error why = { 0 };
		if (input_next(in, &out, &item, &more, &why) != OK)
			err = tell(x, item.path, why.msg, e);
		else if (more)
			err = item_explain(x, &item, &out, e);
		x->report.n_items += more;
	}
	arena_done(&out);
	return err;
}

enum warta_code warta_explain(char *const *paths, size_t n_paths, const char *url, bool json,
	const struct warta_hooks *hooks, struct warta_report *ret_report, struct warta_error *e)
{
	struct error why = { 0 };
	struct input *in = NULL;
	struct explaining x = { .hooks = hooks, .url = slice_str(url), .json = json };
	enum err err = input_open(paths, n_paths, NULL, &in, &why);
	if (err == OK)
		err = all_explain(&x, in, &why);
	x.report.n_files = in ? input_files(in) : 0;
	input_close(in);
	if (ret_report)
		*ret_report = x.report;
	return api_result(err, &why, e);
}
