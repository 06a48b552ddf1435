/* terminal: an article for reading on a terminal, wrapped by the width that characters take. */
#include "view/private.h"

#include <utf8proc.h>

#include "quote/quote.h"

enum { MIN_WIDTH = 20 };

struct style {
	const char *first, *rest; /* before the first line of a paragraph, and before the others */
	const char *on;           /* ANSI escape, used where there is colour */
};

static const struct style styles[N_BLOCK_TYPES] = {
	[BLOCK_PARAGRAPH] = { "", "", "" },
	[BLOCK_HEADING] = { "", "", "\033[1m" },
	[BLOCK_QUOTE] = { "  | ", "  | ", "" },
	[BLOCK_LIST] = { "  - ", "    ", "" },
	[BLOCK_CAPTION] = { "  [image] ", "  ", "\033[2m" },
	[BLOCK_CODE] = { "    ", "    ", "" },
};

/* Columns of one character at `at`, and its bytes. */
static size_t columns_at(struct slice s, size_t at, size_t *ret_len)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + at,
		(utf8proc_ssize_t)(s.n - at), &cp);
	*ret_len = n < 1 ? 1 : (size_t)n;
	int columns = n < 1 ? 1 : utf8proc_charwidth(cp);
	return columns < 0 ? 0 : (size_t)columns;
}

/* Bytes of `s` that fit into `width` columns: up to a blank where there is one, and between any two
 * wide characters, which are written without blanks. */
size_t view_fitting(struct slice s, size_t width)
{
	size_t used = 0, cut = 0, len;
	for (size_t at = 0; at < s.n; at += len) {
		size_t columns = columns_at(s, at, &len);
		if (s.p[at] == ' ')
			cut = at;
		if (used + columns > width)
			return cut ? cut : at ? at : len;
		used += columns;
		if (columns == 2)
			cut = at + len;
	}
	return s.n;
}

static void wrap(const struct view_look *look, const struct style *style, struct slice text,
	struct buf *to)
{
	size_t width = look->width < MIN_WIDTH ? MIN_WIDTH : look->width;
	const char *before = style->first;
	bool colour = look->colour && *style->on;
	do {
		size_t indent = strlen(before);
		size_t n = view_fitting(text, width > indent + 8 ? width - indent : 8);
		buf_str(to, before);
		if (colour)
			buf_str(to, style->on);
		buf_slice(to, slice_sub(text, 0, n));
		if (colour)
			buf_str(to, "\033[0m");
		buf_byte(to, '\n');
		text = slice_from(text, n);
		while (text.n && text.p[0] == ' ')
			text = slice_from(text, 1);
		before = style->rest;
	} while (text.n);
}

static void wrap_lines(const struct view_look *look, const struct style *style, struct slice text,
	struct buf *to)
{
	struct slice line;
	while (slice_next_line(&text, &line))
		wrap(look, style, line, to);
}

/* Where the mark that ends a quotation is behind, if one stands at `at`. */
static size_t behind_mark(struct slice text, size_t at)
{
	static const char *const marks[] = { "”", "’’", "’", "\"", "''", "'", "»", "«", "“" };
	struct slice rest = slice_from(text, at);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (slice_starts(rest, slice_str(marks[i])))
			return at + strlen(marks[i]);
	return at;
}

static bool is_to_be_told(const struct quotation *q)
{
	return q->kind == QUOTE_DIRECT && !q->scare && q->speaker.n &&
		!slice_eq_nocase(q->surface, q->speaker);
}

/* The block's text, which begins at byte `from` of the running text, with the speaker behind each
 * direct quotation beside which his full name does not stand. `*next` is the first quotation that
 * may be in it. */
static struct slice with_speakers(const struct quotations *quotes, size_t *next, struct slice text,
	size_t from, struct buf *to)
{
	size_t done = 0;
	buf_clear(to);
	for (; *next < quotes->n && quotes->at[*next].start < from + text.n; (*next)++) {
		const struct quotation *q = &quotes->at[*next];
		size_t at = q->end - from;
		if (!is_to_be_told(q) || q->end > from + text.n || at < done)
			continue;
		at = behind_mark(text, at);
		buf_slice(to, slice_sub(text, done, at));
		buf_printf(to, " ⟨%.*s⟩", SLICE_ARG(q->speaker));
		done = at;
	}
	buf_slice(to, slice_from(text, done));
	return done && !to->failed ? buf_text(to) : text;
}

static void text_blocks(const struct view_look *look, const struct view_article *v, struct buf *to)
{
	enum { MAX_BLOCK = 64 << 20 };
	static const struct quotations none = { 0 };
	const struct quotations *quotes = v->quotes ? v->quotes : &none;
	struct buf told = BUF_INIT(MAX_BLOCK);
	size_t at = 0, next = 0; /* in the running text, as article_text puts it together */
	for (size_t i = 0; i < v->article->blocks.n; i++) {
		const struct block *b = &v->article->blocks.at[i];
		struct slice text = b->text;
		buf_byte(to, '\n');
		if (b->type != BLOCK_CAPTION && text.n) {
			text = with_speakers(quotes, &next, text, at, &told);
			at += b->text.n + 2;
		}
		wrap_lines(look, &styles[b->type], text, to);
	}
	buf_done(&told);
}

static void labelled(const struct view_look *look, const char *label, const strings *values,
	struct buf *to)
{
	enum { MAX_LINE = 1 << 20 };
	static const struct style dim = { "", "  ", "\033[2m" };
	struct buf line = BUF_INIT(MAX_LINE);
	if (!values || !values->n)
		return;
	buf_str(&line, label);
	view_join(&line, values, ", ");
	wrap(look, &dim, buf_text(&line), to);
	buf_done(&line);
}

static void head(const struct view_look *look, const struct view_article *v, struct buf *to)
{
	enum { MAX_LINE = 1 << 20 };
	static const struct style bold = { "", "", "\033[1m" }, dim = { "", "  ", "\033[2m" };
	const struct article *a = v->article;
	struct buf line = BUF_INIT(MAX_LINE);
	char date[DATE_TEXT_MAX];
	wrap(look, &bold, a->title.n ? a->title : SLICE("(no headline)"), to);
	if (a->subtitle.n)
		wrap(look, &styles[BLOCK_PARAGRAPH], a->subtitle, to);
	buf_slice(&line, a->source);
	if (date_print(a->published, date))
		buf_printf(&line, "%s%s%s", line.n ? " · " : "", date,
			a->published_from == ORIGIN_HEADER ? " (from the header above it)" : "");
	if (a->authors.n) {
		buf_str(&line, line.n ? " · " : "");
		view_join(&line, &a->authors, ", ");
	}
	if (a->lang.n)
		buf_printf(&line, "%s%.*s", line.n ? " · " : "", SLICE_ARG(a->lang));
	if (line.n)
		wrap(look, &dim, buf_text(&line), to);
	if (a->url.n)
		wrap(look, &dim, a->url, to);
	buf_clear(&line);
	if (view_history(v, &line))
		wrap(look, &bold, buf_text(&line), to);
	buf_done(&line);
}

void view_text(const struct view_look *look, const struct view_article *v, struct buf *to)
{
	const struct article *a = v->article;
	head(look, v, to);
	text_blocks(look, v, to);
	buf_byte(to, '\n');
	labelled(look, "Credits: ", &a->credits, to);
	labelled(look, "Tags: ", &a->tags, to);
	labelled(look, "Your tags: ", v->my_tags, to);
	if (v->name.n) {
		static const struct style dim = { "", "", "\033[2m" };
		struct arena scratch = ARENA_INIT;
		wrap(look, &dim, arena_printf(&scratch, "%lld %.*s", (long long)v->number,
			SLICE_ARG(v->name)), to);
		arena_done(&scratch);
	}
}
