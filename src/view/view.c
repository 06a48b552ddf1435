/* view: the table of formats, and those that are short. */
#include "view/view.h"

#include "model/article_json.h"
#include "quote/quote_json.h"
#include "view/private.h"

void view_join(struct buf *to, const strings *list, const char *between)
{
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_str(to, between);
		buf_slice(to, list->at[i]);
	}
}

struct slice view_instant(struct date d, int64_t otherwise, char ret_text[static DATE_TEXT_MAX])
{
	if (d.kind == DATE_NONE)
		d.seconds = otherwise;
	if (d.kind != DATE_ZONED)
		d.zone_min = 0;
	d.kind = DATE_ZONED;
	return slice_of(ret_text, date_print(d, ret_text));
}

bool view_history(const struct view_article *v, struct buf *to)
{
	size_t from = to->n;
	if (v->version)
		buf_printf(to, "version %lld of %lld, first seen %.*s", (long long)v->version,
			(long long)v->n_versions, SLICE_ARG(v->seen));
	else if (v->n_edits)
		buf_printf(to, "edited %s", v->n_edits == 1 ? "once" : "");
	if (!v->version && v->n_edits > 1)
		buf_printf(to, "%lld times", (long long)v->n_edits);
	if (v->withdrawn.n)
		buf_printf(to, "%swithdrawn since %.*s", to->n > from ? ", " : "",
			SLICE_ARG(v->withdrawn));
	return to->n > from;
}

void view_json_quotes(const struct view_article *v, struct buf *to)
{
	struct arena scratch = ARENA_INIT;
	if (!v->quotes || to->failed)
		return;
	to->p[to->n - 1] = ',';
	struct json j = json_to(to);
	json_key(&j, "quotes");
	quotes_json(v->quotes, article_text(v->article, &scratch), &j);
	buf_byte(to, '}');
	arena_done(&scratch);
}

static void json_add(const struct view_look *look, const struct view_article *v, struct buf *to)
{
	(void)look;
	/* The writer's object begins with a brace, which the name goes behind. */
	size_t from = to->n;
	buf_printf(to, "{\"id\":\"%.*s\",", SLICE_ARG(v->name));
	if (v->n_versions > 1)
		buf_printf(to, "\"versions\":%lld,", (long long)v->n_versions);
	if (v->version)
		buf_printf(to, "\"version\":%lld,\"seen\":\"%.*s\",", (long long)v->version,
			SLICE_ARG(v->seen));
	if (v->withdrawn.n)
		buf_printf(to, "\"withdrawn\":\"%.*s\",", SLICE_ARG(v->withdrawn));
	size_t brace = to->n;
	article_json_write(v->article, to);
	if (to->failed) {
		to->n = from;
		return;
	}
	memmove(to->p + brace, to->p + brace + 1, to->n - brace - 1);
	to->n--;
	view_json_quotes(v, to);
	buf_byte(to, '\n');
}

static void csv_field(struct buf *to, struct slice s)
{
	buf_byte(to, '"');
	for (size_t from = 0; from <= s.n;) {
		size_t at = slice_find_byte(s, '"', from);
		if (at == SIZE_MAX) {
			buf_slice(to, slice_from(s, from));
			break;
		}
		buf_slice(to, slice_sub(s, from, at + 1));
		buf_byte(to, '"');
		from = at + 1;
	}
	buf_byte(to, '"');
}

static void csv_begin(const struct view_look *look, struct buf *to)
{
	(void)look;
	buf_str(to, "id,published,updated,source,title,subtitle,authors,lang,url,credits,tags,"
		    "text\r\n");
}

static void csv_list(struct buf *to, const strings *list)
{
	enum { MAX_LIST = 1 << 20 };
	struct buf joined = BUF_INIT(MAX_LIST);
	view_join(&joined, list, "; ");
	csv_field(to, buf_text(&joined));
	buf_done(&joined);
}

static void csv_add(const struct view_look *look, const struct view_article *v, struct buf *to)
{
	(void)look;
	const struct article *a = v->article;
	struct arena scratch = ARENA_INIT;
	char date[DATE_TEXT_MAX];
	csv_field(to, v->name);
	buf_byte(to, ',');
	csv_field(to, slice_of(date, date_print(a->published, date)));
	buf_byte(to, ',');
	csv_field(to, slice_of(date, date_print(a->updated, date)));
	const struct slice texts[] = { a->source, a->title, a->subtitle };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		buf_byte(to, ',');
		csv_field(to, texts[i]);
	}
	buf_byte(to, ',');
	csv_list(to, &a->authors);
	buf_byte(to, ',');
	csv_field(to, a->lang);
	buf_byte(to, ',');
	csv_field(to, a->url);
	buf_byte(to, ',');
	csv_list(to, &a->credits);
	buf_byte(to, ',');
	csv_list(to, &a->tags);
	buf_byte(to, ',');
	csv_field(to, article_text(a, &scratch));
	buf_str(to, "\r\n");
	arena_done(&scratch);
}

static const struct {
	void (*begin)(const struct view_look *look, struct buf *to);
	void (*add)(const struct view_look *look, const struct view_article *v, struct buf *to);
	void (*end)(const struct view_look *look, struct buf *to);
} formats[N_VIEW_FORMATS] = {
	[VIEW_TEXT] = { NULL, view_text, NULL },
	[VIEW_JSON] = { NULL, json_add, NULL },
	[VIEW_MARKDOWN] = { NULL, view_markdown, NULL },
	[VIEW_HTML] = { view_html_begin, view_html_add, view_html_end },
	[VIEW_ATOM] = { view_atom_begin, view_atom_add, view_atom_end },
	[VIEW_CSV] = { csv_begin, csv_add, NULL },
};

void view_begin(const struct view_look *look, struct buf *to)
{
	if (formats[look->format].begin)
		formats[look->format].begin(look, to);
}

void view_add(const struct view_look *look, const struct view_article *v, struct buf *to)
{
	formats[look->format].add(look, v, to);
}

void view_end(const struct view_look *look, struct buf *to)
{
	if (formats[look->format].end)
		formats[look->format].end(look, to);
}
