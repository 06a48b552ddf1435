/* The steps in order. Everything but the article itself is made in a scratch arena. */
#include "page/page_inner.h"

#include "page/page_title.h"
#include "text/charset.h"
#include "text/utf8.h"
#include "url/url.h"

bool page_is(struct slice bytes)
{
	static const char *const signs[] = { "<!doctype html", "<html", "<head", "<body", "<title",
		"<meta", "<script", "<link", "<div", "<article", "<p>", "<h1" };
	struct slice s = slice_sub(bytes, 0, 4096);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (slice_find_nocase(s, slice_str(signs[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

enum err page_look_at(struct slice bytes, const struct page_hint *hint,
	const struct page_model *model, const struct scan_spy *spy, struct arena *out,
	struct page_look *ret_look, struct error *e)
{
	if (bytes.n > PAGE_MAX_BYTES)
		return fail(e, ERR_LIMIT, "page of %zu bytes, the limit is %d", bytes.n,
			PAGE_MAX_BYTES);
	bytes = utf8_undouble(bytes, out);
	struct slice text =
		charset_to_utf8(bytes, hint->charset, tree_declared_charset(bytes), out, NULL);
	memset(ret_look, 0, sizeof *ret_look);
	struct tree *t = &ret_look->tree;
	TRY(tree_parse(text, out, t, e));
	struct page_meta *meta = &ret_look->meta;
	page_meta_read(t, hint->url, out, meta);
	struct slice title = arena_printf(out, "%.*s %.*s %.*s", SLICE_ARG(meta->titles[TITLE_OG]),
		SLICE_ARG(meta->titles[TITLE_LD]), SLICE_ARG(meta->titles[TITLE_DOCUMENT]));
	ret_look->url = meta->url.n ? url_resolve(meta->url, hint->url, out) : hint->url;
	ret_look->known = (struct scan_known){ wordset_of(title, false, out),
		wordset_of(meta->description, false, out), wordset_of(meta->body, true, out),
		url_host(hint->url.n ? hint->url : ret_look->url, out), meta->is_article };
	scan_page(t, &ret_look->known, model, spy, out, &ret_look->scan);
	ret_look->title = head_title(&ret_look->scan, meta, ret_look->url, out,
		&meta->from.at[HEAD_TITLE]);
	return OK;
}

int32_t *page_judge(const struct scan *s, const struct page_model *model, struct arena *out,
	uint8_t ***ret_columns)
{
	uint8_t **columns = features_of(s, out);
	int32_t *first = arena_array(out, int32_t, s->n_blocks + 1);
	int32_t *score = arena_array(out, int32_t, s->n_blocks + 1);
	forest_score(&model->alone, columns, s->n_blocks, first);
	features_context(s, first, columns, out);
	forest_score(&model->context, columns, s->n_blocks, score);
	features_context(s, score, columns, out);
	forest_score(&model->settled, columns, s->n_blocks, score);
	if (ret_columns)
		*ret_columns = columns;
	return score;
}

enum err page_read_with(struct slice bytes, const struct page_hint *hint,
	const struct page_model *model, struct arena *out, articles *ret, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	struct page_look look;
	enum err err = page_look_at(bytes, hint, model, NULL, &scratch, &look, e);
	if (err == OK) {
		int32_t *score = page_judge(&look.scan, model, &scratch, NULL);
		struct page_cutting cut;
		page_cut(&look, score, &scratch, out, &cut);
		for (size_t i = 0; i < cut.articles.n; i++)
			*list_add(out, ret) = cut.articles.at[i];
	}
	arena_done(&scratch);
	return err;
}

enum err page_read(struct slice bytes, const struct page_hint *hint, struct arena *out,
	articles *ret, struct error *e)
{
	return page_read_with(bytes, hint, &page_model_default, out, ret, e);
}
