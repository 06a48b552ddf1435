/* markup: what XML and HTML read differently, in the text of feeds. */
#include "feed/markup.h"

#include "base/buf.h"
#include "html/tag.h"

struct mending {
	struct slice html;
	struct buf to;
	size_t done; /* what stands before this is in `to` */
};

/* Put `text` in the place of the bytes [from, to). */
static void replace(struct mending *m, size_t from, size_t to, struct slice text)
{
	buf_slice(&m->to, slice_sub(m->html, m->done, from));
	buf_slice(&m->to, text);
	m->done = to;
}

/* Does a comment, a whole document type, or one of a word processor's "<![if" begin with this "<!"?
 * A CDATA section is none: it would hide text that was wrapped twice. */
static bool is_declaration(struct slice html, size_t at, size_t gt)
{
	struct slice rest = slice_from(html, at + 2);
	if (slice_starts(rest, SLICE("--")))
		return true;
	if (slice_starts(rest, SLICE("[")))
		return !slice_starts_nocase(rest, SLICE("[CDATA["));
	return slice_starts_nocase(rest, SLICE("doctype")) && gt != SIZE_MAX;
}

/* Ends this tag with a "/" that is not the last of an attribute's value? `inside` is what stands
 * between "<" and ">". */
static bool closes_itself(struct slice inside)
{
	if (inside.n < 2 || inside.p[inside.n - 1] != '/')
		return false;
	char last = inside.p[inside.n - 2];
	bool bare = slice_find_byte(inside, '=', 0) != SIZE_MAX;
	return !bare || ascii_space(last) || last == '"' || last == '\'';
}

/* The tag from the "<" at `at` to the ">" at `gt`. */
static void mend_tag(struct mending *m, size_t at, size_t gt)
{
	struct slice inside = slice_sub(m->html, at + 1, gt);
	bool end = inside.p[0] == '/';
	size_t n = end;
	while (n < inside.n && (ascii_alpha(inside.p[n]) || ascii_digit(inside.p[n]) ||
			inside.p[n] == '-'))
		n++;
	struct slice name = slice_sub(inside, end, n);
	enum tag tag = tag_named(name);
	if (tag == TAG_OBJECT || tag == TAG_APPLET || tag == TAG_IFRAME || tag == TAG_NOEMBED) {
		replace(m, at, gt + 1, SLICE_NONE);
	} else if (!end && name.n > 0 && closes_itself(inside) && !tag_is_void(tag)) {
		replace(m, gt - 1, gt + 1, SLICE("></"));
		buf_slice(&m->to, name);
		buf_byte(&m->to, '>');
	}
}

struct slice markup_mend(struct slice html, struct arena *out)
{
	/* At most each byte of a "<a/>" becomes two, and a "<" becomes "&lt;". */
	struct mending m = { .html = html, .to = BUF_INIT(4 * html.n + 16) };
	size_t gt = slice_find_byte(html, '>', 0); /* the first one from `at` on */
	for (size_t at = 0; (at = slice_find_byte(html, '<', at)) != SIZE_MAX; at++) {
		if (gt < at)
			gt = slice_find_byte(html, '>', at);
		char next = at + 1 < html.n ? html.p[at + 1] : 0;
		if (next == '!' && !is_declaration(html, at, gt))
			replace(&m, at, at + 1, SLICE("&lt;"));
		else if (gt != SIZE_MAX && (next == '/' || ascii_alpha(next)))
			mend_tag(&m, at, gt);
	}
	if (m.done > 0) {
		buf_slice(&m.to, slice_from(html, m.done));
		html = arena_dup(out, buf_text(&m.to));
	}
	buf_done(&m.to);
	return html;
}
