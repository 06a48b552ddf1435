/* webpage: an article as HTML; all text is escaped, and the only addresses are http and https. */
#include "html/sanitise.h"
#include "view/private.h"

struct slice view_web_address(struct slice url)
{
	bool web = slice_starts_nocase(url, SLICE("http://")) ||
		slice_starts_nocase(url, SLICE("https://"));
	return web ? url : SLICE("");
}

void view_escape_html(struct buf *to, struct slice s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		const char *entity = s.p[i] == '&' ? "&amp;"
			: s.p[i] == '<'		   ? "&lt;"
			: s.p[i] == '>'		   ? "&gt;"
			: s.p[i] == '"'		   ? "&quot;"
			: s.p[i] == '\''	   ? "&#39;"
						   : NULL;
		if (!entity)
			continue;
		buf_slice(to, slice_sub(s, from, i));
		buf_str(to, entity);
		from = i + 1;
	}
	buf_slice(to, slice_from(s, from));
}

static void element(struct buf *to, const char *open, struct slice text, const char *close)
{
	buf_str(to, open);
	view_escape_html(to, text);
	buf_str(to, close);
}

void view_blocks_html(const struct article *a, struct buf *to)
{
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
		if (type != BLOCK_LIST) {
			element(to, around[type].open, text, around[type].close);
			continue;
		}
		buf_str(to, "<ul>\n");
		while (slice_next_line(&text, &item))
			element(to, "<li>", item, "</li>\n");
		buf_str(to, "</ul>\n");
	}
}

struct html view_body(const struct article *a, struct arena *out)
{
	enum { MAX_BODY = 64 << 20 };
	struct buf to = BUF_INIT(MAX_BODY);
	view_blocks_html(a, &to);
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
	view_blocks_html(a, to);
	for (size_t i = 0; i < a->credits.n; i++)
		element(to, "<p class=\"meta\">", a->credits.at[i], "</p>\n");
	buf_str(to, "</article>\n");
}

void view_html_end(const struct view_look *look, struct buf *to)
{
	(void)look;
	buf_str(to, "</body>\n</html>\n");
}
