/* webpage: an article as HTML; all text is escaped, and the only addresses are http and https. */
#include "html/sanitise.h"
#include "quote/quote.h"
#include "view/private.h"

struct slice view_web_address(struct slice url)
{
	bool web = slice_starts_nocase(url, SLICE("http://")) ||
		slice_starts_nocase(url, SLICE("https://"));
	return web ? url : SLICE("");
}

static bool is_forbidden(struct slice s, size_t at)
{
	s = slice_from(s, at);
	return s.n > 2 && (unsigned char)s.p[0] == 0xEF && (unsigned char)s.p[1] == 0xBF &&
		(unsigned char)s.p[2] >= 0xBE;
}

void view_escape_html(struct buf *to, struct slice s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		size_t len = is_forbidden(s, i) ? 3 : 1;
		const char *entity = s.p[i] == '&' ? "&amp;"
			: s.p[i] == '<'		   ? "&lt;"
			: s.p[i] == '>'		   ? "&gt;"
			: s.p[i] == '"'		   ? "&quot;"
			: s.p[i] == '\''	   ? "&#39;"
			: len > 1		   ? ""
						   : NULL;
		if (!entity)
			continue;
		buf_slice(to, slice_sub(s, from, i));
		buf_str(to, entity);
		from = i + len;
		i = from - 1;
	}
	buf_slice(to, slice_from(s, from));
}

static void element(struct buf *to, const char *open, struct slice text, const char *close)
{
	buf_str(to, open);
	view_escape_html(to, text);
	buf_str(to, close);
}

/* Where in the running text the writing of blocks has come. */
struct quoting {
	const struct quotations *quotes; /* may be NULL */
	size_t next;                     /* the first that has not ended before */
};

/* Write `s`, which begins at byte `at` of the running text, with what of quotations falls into
 * it. */
static void quoted(struct quoting *q, struct slice s, size_t at, struct buf *to)
{
	size_t done = 0;
	while (q->quotes && q->next < q->quotes->n && done < s.n) {
		const struct quotation *one = &q->quotes->at[q->next];
		size_t from = one->start > at + done ? one->start - at : done;
		size_t end = one->end > at ? one->end - at : 0;
		if (from >= s.n)
			break;
		if (end > from && one->speaker.n) {
			view_escape_html(to, slice_sub(s, done, from));
			element(to, "<span class=\"said\" title=\"", one->speaker, "\">");
			element(to, "", slice_sub(s, from, end), "</span>");
			done = end < s.n ? end : s.n;
		}
		if (end > s.n)
			break; /* it goes on in the next block */
		q->next++;
	}
	view_escape_html(to, slice_from(s, done));
}

void view_blocks_html(const struct article *a, const struct quotations *quotes, struct buf *to)
{
	struct quoting q = { .quotes = quotes };
	size_t at = 0;
	static const struct {
		const char *open, *close;
	} around[N_BLOCK_TYPES] = {
		[BLOCK_PARAGRAPH] = { "<p>", "</p>\n" },
		[BLOCK_HEADING] = { "<h2>", "</h2>\n" },
		[BLOCK_QUOTE] = { "<blockquote><p>", "</p></blockquote>\n" },
		[BLOCK_CAPTION] = { "<figure><figcaption>", "</figcaption></figure>\n" },
		[BLOCK_CODE] = { "<pre><code>", "</code></pre>\n" },
	};
	for (size_t i = 0; i < a->blocks.n; i++) {
		struct slice text = a->blocks.at[i].text, item;
		enum block_type type = a->blocks.at[i].type;
		if (type == BLOCK_CAPTION) {
			element(to, around[type].open, text, around[type].close);
			continue;
		}
		const char *begin = text.p;
		if (type != BLOCK_LIST) {
			buf_str(to, around[type].open);
			quoted(&q, text, at, to);
			buf_str(to, around[type].close);
		} else {
			buf_str(to, "<ul>\n");
			while (slice_next_line(&text, &item)) {
				buf_str(to, "<li>");
				quoted(&q, item, at + (size_t)(item.p - begin), to);
				buf_str(to, "</li>\n");
			}
			buf_str(to, "</ul>\n");
		}
		if (a->blocks.at[i].text.n)
			at += a->blocks.at[i].text.n + strlen("\n\n");
	}
}

struct html view_body(const struct article *a, struct arena *out)
{
	return view_body_quoted(a, NULL, out);
}

struct html view_body_quoted(const struct article *a, const struct quotations *quotes,
	struct arena *out)
{
	enum { MAX_BODY = 64 << 20 };
	struct buf to = BUF_INIT(MAX_BODY);
	view_blocks_html(a, quotes, &to);
	struct html body = { arena_dup(out, buf_text(&to)) };
	buf_done(&to);
	return body;
}

void view_html_begin(const struct view_look *look, struct buf *to)
{
	element(to, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>",
		look->title, "</title>\n<style>body{max-width:40em;margin:2em auto;padding:0 1em;"
		"font:1.1em/1.5 serif}.meta,figcaption{color:#555;font-size:.9em}"
		"article{margin-bottom:4em}</style>\n</head>\n<body>\n");
}

static void meta(const struct view_article *v, struct buf *to)
{
	const struct article *a = v->article;
	char date[DATE_TEXT_MAX];
	buf_str(to, "<p class=\"meta\">");
	view_escape_html(to, a->source);
	if (date_print(a->published, date))
		buf_printf(to, "%s<time datetime=\"%s\">%s</time>", a->source.n ? " · " : "", date,
			date);
	for (size_t i = 0; i < a->authors.n; i++)
		element(to, i ? ", " : " · ", a->authors.at[i], "");
	if (view_web_address(a->url).n) {
		element(to, "<br>\n<a rel=\"noopener noreferrer\" href=\"", a->url, "\">");
		element(to, "", a->url, "</a>");
	}
	buf_str(to, "</p>\n");
}

void view_html_add(const struct view_look *look, const struct view_article *v, struct buf *to)
{
	(void)look;
	const struct article *a = v->article;
	element(to, "<article lang=\"", a->lang, "\">\n");
	element(to, "<h1>", a->title, "</h1>\n");
	if (a->subtitle.n)
		element(to, "<p><strong>", a->subtitle, "</strong></p>\n");
	meta(v, to);
	size_t from = to->n;
	buf_str(to, "<p class=\"meta\">");
	if (view_history(v, to))
		buf_str(to, "</p>\n");
	else
		to->n = from;
	view_blocks_html(a, NULL, to);
	for (size_t i = 0; i < a->credits.n; i++)
		element(to, "<p class=\"meta\">", a->credits.at[i], "</p>\n");
	buf_str(to, "</article>\n");
}

void view_html_end(const struct view_look *look, struct buf *to)
{
	(void)look;
	buf_str(to, "</body>\n</html>\n");
}
