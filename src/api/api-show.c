/* api-show: articles as documents: one, one of its versions, or all that a query finds. */
#include "warta.h"

#include "api/private.h"
#include "diff/change.h"
#include "store/quotes.h"

enum { FLUSH_BYTES = 256 << 10 };

struct slice api_time(int64_t at, int zone_min, struct arena *out)
{
	char text[DATE_TEXT_MAX];
	const struct date date = {
		.seconds = at, .zone_min = (int16_t)zone_min, .kind = DATE_ZONED
	};
	return arena_dup(out, slice_of(text, date_print(date, text)));
}

enum err api_flush(struct buf *to, warta_write_fn write, void *ctx, struct error *e)
{
	int value = to->n ? write(ctx, to->p, to->n) : 0;
	buf_clear(to);
	return value ? fail(e, ERR_STOPPED, "writing failed") : OK;
}

enum err api_withdrawn_since(struct store *store, const struct store_article *a,
	struct arena *scratch, struct slice *ret, struct error *e)
{
	store_withdrawals list = { 0 };
	if (!a->withdrawn)
		return OK;
	TRY(store_withdrawals_of(store, a->id, scratch, &list, e));
	for (size_t i = 0; i < list.n; i++)
		if (!list.at[i].back_at)
			*ret = api_time(list.at[i].gone_at, 0, scratch);
	return OK;
}

/* What those who read one article want to know of its versions; `number` 0: it is the one shown. */
static enum err add_history(struct store *store, const struct store_article *a, int64_t number,
	struct arena *scratch, struct view_article *v, struct error *e)
{
	store_versions list = { 0 };
	TRY(store_versions_list(store, a->id, scratch, &list, e));
	/* One that came by feed and page is one edit. */
	int64_t edits[N_CHANNELS] = { 0 };
	for (size_t i = 0; i < list.n; i++) {
		int64_t *n = &edits[list.at[i].channel];
		*n += !!(list.at[i].kinds & CHANGE_SHOWN);
		v->n_edits = *n > v->n_edits ? *n : v->n_edits;
		if (list.at[i].number == number)
			v->seen = api_time(list.at[i].seen_at, 0, scratch);
	}
	v->version = number;
	return OK;
}

enum err api_add_quotes(struct store *store, const struct store_article *a,
	struct arena *scratch, struct view_article *v, struct error *e)
{
	struct quotations *quotes = arena_calloc(scratch, 1, sizeof *quotes);
	store_quotes kept = { 0 };
	v->quotes = quotes;
	if (v->article != &a->article) {
		struct arena own = ARENA_INIT;
		quotes_of_article(v->article, QUOTES_KEPT, &own, scratch, quotes);
		arena_done(&own);
		return OK;
	}
	TRY(store_quotes_of(store, a->id, scratch, &kept, e));
	quotes->at = arena_array(scratch, struct quotation, kept.n + 1);
	for (size_t i = 0; i < kept.n; i++) {
		const struct store_quote *q = &kept.at[i];
		quotes->at[quotes->n++] = (struct quotation){
			.start = (size_t)q->start, .end = (size_t)q->stop, .kind = q->kind,
			.form = q->form, .speaker = q->speaker, .surface = q->surface,
			.cue = q->cue, .via = q->via, .entity = -1,
			.confidence = (uint8_t)q->confidence
		};
	}
	return OK;
}

/* `version` (NULL: what it shows, and nothing of its history): 0, or which one of them. */
static enum err add_article(struct store *store, int64_t id, const struct view_look *look,
	bool quotes, const int64_t *version, struct arena *scratch, struct buf *to,
	struct error *e)
{
	struct store_article a;
	struct article old;
	TRY(store_article_get(store, id, STORE_WHOLE, scratch, &a, e));
	struct view_article v = {
		.article = &a.article, .name = slice_str(a.name), .number = a.number, .at = a.at,
		.my_tags = &a.my_tags, .n_versions = a.n_versions
	};
	TRY(api_withdrawn_since(store, &a, scratch, &v.withdrawn, e));
	if (version)
		TRY(add_history(store, &a, *version, scratch, &v, e));
	if (version && *version) {
		TRY(store_version_get(store, id, *version, scratch, &old, e));
		v.article = &old;
	}
	if (quotes)
		TRY(api_add_quotes(store, &a, scratch, &v, e));
	view_add(look, &v, to);
	return to->failed ? fail(e, ERR_LIMIT, "article %lld is too large", (long long)a.number)
			  : OK;
}

static enum err show(struct store *store, struct slice ref, const struct warta_look *look,
	struct arena *scratch, struct buf *to, struct error *e)
{
	int64_t id;
	struct store_article a;
	TRY(store_article_find(store, ref, &id, e));
	TRY(store_article_get(store, id, STORE_HEAD, scratch, &a, e));
	struct view_look inner = api_look(look, a.article.title);
	const int64_t version = look ? look->version : 0;
	view_begin(&inner, to);
	TRY(add_article(store, id, &inner, look && look->quotes, &version, scratch, to, e));
	view_end(&inner, to);
	return OK;
}

enum warta_code warta_show(struct warta *w, const char *article, const struct warta_look *look,
	warta_write_fn write, void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena scratch = ARENA_INIT;
	struct buf to = BUF_INIT(API_MAX_OUTPUT);
	enum err err =
		show(w->archive->store, slice_str(article), look, &scratch, &to, &why);
	if (err == OK)
		err = api_flush(&to, write, ctx, &why);
	buf_done(&to);
	arena_done(&scratch);
	return api_result(err, &why, e);
}

enum warta_code warta_export(struct warta *w, const struct warta_search *s,
	const struct warta_look *look, warta_write_fn write, void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena found = ARENA_INIT, scratch = ARENA_INIT;
	struct buf to = BUF_INIT(API_MAX_OUTPUT);
	struct store *store = w->archive->store;
	struct query *q;
	struct store_hits hits = { 0 };
	const struct view_look inner = api_look(look, SLICE("warta"));
	/* All of the file, once: a map of it would only fill the memory. */
	enum err err = store_be_small(store, &why);
	if (err == OK)
		err = api_find(store, s, STORE_LASTING, &found, &q, &hits, &why);
	view_begin(&inner, &to);
	for (size_t i = 0; err == OK && i < hits.hits.n; i++) {
		arena_reset(&scratch);
		err = add_article(store, hits.hits.at[i].id, &inner, look && look->quotes, NULL,
			&scratch, &to, &why);
		if (err == OK && to.n >= FLUSH_BYTES)
			err = api_flush(&to, write, ctx, &why);
	}
	view_end(&inner, &to);
	if (err == OK)
		err = api_flush(&to, write, ctx, &why);
	buf_done(&to);
	arena_done(&scratch);
	arena_done(&found);
	return api_result(err, &why, e);
}
