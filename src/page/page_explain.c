/* The reasons of page_read: where fields stood, and which features of a block spoke for or against
 * it. */
#include "page/page_explain.h"

#include "page/page_inner.h"

#include <math.h>

/* How often, in percent, what was found in a place was right on labelled pages; the last row of a
 * field is for all other places. docs/extraction.md has the figures. */
static const struct {
	uint8_t head;
	const char *from; /* a beginning */
	uint8_t sure;
} measured[] = {
	{ HEAD_TITLE, "a heading", 92 },
	{ HEAD_TITLE, "the only first heading", 71 },
	{ HEAD_TITLE, "", 50 },
	{ HEAD_AUTHORS, "JSON-LD", 92 },
	{ HEAD_AUTHORS, "", 90 },
	{ HEAD_PUBLISHED, "article:published_time", 98 },
	{ HEAD_PUBLISHED, "JSON-LD", 92 },
	{ HEAD_PUBLISHED, "a line", 93 },
	{ HEAD_PUBLISHED, "the date of the update", 45 },
	{ HEAD_PUBLISHED, "", 95 },
};

static int sure_of(enum head head, const char *from)
{
	for (size_t i = 0; i < sizeof measured / sizeof *measured; i++)
		if (measured[i].head == head &&
			slice_starts(slice_str(from), slice_str(measured[i].from)))
			return measured[i].sure;
	return 0;
}

static struct slice joined(const strings *list, struct arena *out)
{
	struct slice all = SLICE_NONE;
	for (size_t i = 0; i < list->n; i++)
		all = arena_printf(out, "%.*s%s%.*s", SLICE_ARG(all), i ? "; " : "",
			SLICE_ARG(list->at[i]));
	return all;
}

static struct slice date_text(struct date d, struct arena *out)
{
	char text[DATE_TEXT_MAX];
	return arena_dup(out, slice_of(text, date_print(d, text)));
}

/* How much text there is, where it is not simply the page's. */
static struct slice text_size(const struct page_from *from, const struct article *a,
	struct arena *out)
{
	return from->at[HEAD_TEXT] ? arena_printf(out, "%zu blocks", a->blocks.n) : SLICE_NONE;
}

static void notes_fill(const struct article *a, const struct page_from *from, struct arena *out,
	struct page_account *to)
{
	const struct {
		enum head head;
		const char *name;
		struct slice value;
	} rows[N_HEADS] = {
		{ HEAD_TITLE, "title", a->title },
		{ HEAD_SUBTITLE, "subtitle", a->subtitle },
		{ HEAD_AUTHORS, "authors", joined(&a->authors, out) },
		{ HEAD_PUBLISHED, "published", date_text(a->published, out) },
		{ HEAD_UPDATED, "updated", date_text(a->updated, out) },
		{ HEAD_SOURCE, "source", a->source },
		{ HEAD_URL, "url", a->url },
		{ HEAD_LANG, "lang", a->lang },
		{ HEAD_IMAGE, "image", a->image },
		{ HEAD_SECTION, "section", a->section },
		{ HEAD_TAGS, "tags", joined(&a->tags, out) },
		{ HEAD_ORIGINS, "origins", joined(&a->origins, out) },
		{ HEAD_TEXT, "text", text_size(from, a, out) },
	};
	for (size_t i = 0; i < N_HEADS; i++) {
		const char *where = from->at[rows[i].head];
		if (rows[i].value.n > 0)
			*list_add(out, &to->notes) = (struct page_note){ rows[i].name,
				rows[i].value, where ? where : "the page",
				sure_of(rows[i].head, where ? where : "") };
	}
}

/* The heaviest shares of a block's score. */
static void reasons_fill(const float *shares, uint8_t *const *columns, size_t block,
	struct page_piece *to)
{
	bool taken[N_COLUMNS] = { false };
	for (size_t k = 0; k < PAGE_REASONS; k++) {
		size_t best = 0;
		for (size_t c = 0; c < N_COLUMNS; c++)
			if (!taken[c] && (taken[best] || fabsf(shares[c]) > fabsf(shares[best])))
				best = c;
		taken[best] = true;
		to->reasons[k].name = feature_name(best);
		to->reasons[k].value = columns[best][block];
		to->reasons[k].share = shares[best] / FOREST_UNIT;
	}
}

enum err page_explain(struct slice bytes, const struct page_hint *hint, struct arena *out,
	struct page_account *ret_account, struct error *e)
{
	const struct page_model *model = &page_model_default;
	struct page_look look;
	struct page_cutting cut;
	uint8_t **columns;
	TRY(page_look_at(bytes, hint, model, NULL, out, &look, e));
	int32_t *score = page_judge(&look.scan, model, out, &columns);
	page_cut(&look, score, out, out, &cut);
	const struct article *first = cut.articles.n ? cut.articles.at[0] : NULL;
	*ret_account = (struct page_account){ .articles = cut.articles, .none = cut.none,
		.kind = first ? article_kind_name(first->kind) : "" };
	if (first)
		notes_fill(first, &cut.from, out, ret_account);
	float *shares = arena_calloc(out, (size_t)look.scan.n_blocks * N_COLUMNS, sizeof *shares);
	forest_explain(&model->settled, columns, look.scan.n_blocks, N_COLUMNS, shares);
	for (uint32_t i = 0; i < look.scan.n_blocks; i++) {
		struct page_piece *piece = list_add(out, &ret_account->pieces);
		*piece = (struct page_piece){ .text = look.scan.blocks[i].text,
			.kept = cut.keep[i], .odds = (double)score[i] / FOREST_UNIT };
		reasons_fill(shares + i * N_COLUMNS, columns, i, piece);
	}
	return OK;
}
