/* value: the text of an element, as what it was meant to be. */
#include "base/buf.h"
#include "feed/markup.h"
#include "feed/walk.h"
#include "html/name.h"
#include "text/utf8.h"
#include "url/url.h"

/* What an element says of its own text. */
enum declared {
	DECLARED_NOTHING,
	DECLARED_TEXT,
	DECLARED_HTML,
	DECLARED_XHTML, /* or any XML: markup stands inside as it is */
	DECLARED_OTHER  /* another media type, so base64 by RFC 4287, 4.1.3.3 */
};

static enum declared declared_type(struct slice type)
{
	static const struct {
		const char *type;
		enum declared declared;
	} types[] = {
		{ "text", DECLARED_TEXT }, { "text/plain", DECLARED_TEXT },
		{ "plain", DECLARED_TEXT }, { "html", DECLARED_HTML },
		{ "text/html", DECLARED_HTML }, { "text/x-html", DECLARED_HTML },
		{ "escaped", DECLARED_HTML }, { "xhtml", DECLARED_XHTML },
		{ "application/xhtml+xml", DECLARED_XHTML }, { "text/xhtml", DECLARED_XHTML },
	};
	type = slice_trim(slice_sub(type, 0, slice_find_byte(type, ';', 0)));
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (slice_eq_nocase(type, slice_str(types[i].type)))
			return types[i].declared;
	if (slice_find_byte(type, '/', 0) == SIZE_MAX)
		return DECLARED_NOTHING;
	if (slice_ends(type, SLICE("/xml")) || slice_ends(type, SLICE("+xml")))
		return DECLARED_XHTML;
	return slice_starts_nocase(type, SLICE("text/")) ? DECLARED_TEXT : DECLARED_OTHER;
}

/* Is a name that follows "<" or "</" one of HTML's? `*ret_tag` gets which. */
static bool known_tag(struct slice s, enum tag *ret_tag)
{
	size_t n = 0;
	while (n < s.n && (ascii_alpha(s.p[n]) || ascii_digit(s.p[n])))
		n++;
	if (n == 0 || n == s.n || !(ascii_space(s.p[n]) || s.p[n] == '>' || s.p[n] == '/'))
		return false;
	*ret_tag = tag_named(slice_sub(s, 0, n));
	return *ret_tag != TAG_OTHER;
}

/* Does this stand for a character in HTML? `s` begins behind an "&". */
static bool is_reference(struct slice s)
{
	size_t len;
	if (s.n > 1 && s.p[0] == '#') {
		bool hex = s.p[1] == 'x' || s.p[1] == 'X';
		size_t at = 1 + hex;
		while (at < s.n && at < 9 &&
			(ascii_digit(s.p[at]) || (hex && ascii_alpha(s.p[at]))))
			at++;
		return at > 1u + hex && at < s.n && s.p[at] == ';';
	}
	return name_reference(s, false, &len).n > 0 && s.p[len - 1] == ';';
}

/* Is text that may be either HTML? It is where a character reference, an end tag or an element
 * without one stands in it, and nothing that looks like a tag is a stranger: "List<String>" is
 * text, and so is "the <blink> tag". */
static bool looks_like_html(struct slice s)
{
	bool sure = false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '&') {
			sure |= is_reference(slice_from(s, i + 1));
		} else if (s.p[i] == '<' && i + 1 < s.n) {
			bool end = s.p[i + 1] == '/';
			enum tag tag;
			if (!end && !ascii_alpha(s.p[i + 1]))
				continue;
			if (!known_tag(slice_from(s, i + 1 + end), &tag))
				return false;
			sure |= end || tag_is_void(tag);
		}
	}
	return sure;
}

/* Base64 with white space in it; false where it is none. */
static bool decode_base64(struct slice s, struct arena *out, struct slice *ret_bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char *to = arena_bytes(out, s.n);
	size_t n = 0;
	uint32_t bits = 0, held = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (ascii_space(c) || c == '=')
			continue;
		const char *digit = c ? strchr(digits, c) : NULL;
		if (!digit)
			return false;
		bits = bits << 6 | (uint32_t)(digit - digits);
		held += 6;
		if (held >= 8) {
			held -= 8;
			to[n++] = (char)(bits >> held);
		}
	}
	*ret_bytes = slice_of(to, n);
	return true;
}

static void add_escaped(struct buf *to, struct slice s)
{
	for (size_t from = 0, i = 0;; i++) {
		const char *as = i == s.n ? ""
			: s.p[i] == '<' ? "&lt;"
			: s.p[i] == '&' ? "&amp;"
			: s.p[i] == '"' ? "&quot;" : NULL;
		if (!as)
			continue;
		buf_slice(to, slice_sub(s, from, i));
		if (i == s.n)
			return;
		buf_str(to, as);
		from = i + 1;
	}
}

/* A run of text as it was found. */
struct piece {
	struct slice text; /* decoded */
	bool cdata;
};

/* The content of an element while it is gathered. */
struct content {
	struct slice base;      /* outside it */
	bool text_is_html;      /* text beside markup is escaped HTML, as type="html" says */
	bool has_markup;
	size_t inside;          /* depth inside the element */
	size_t strangers;       /* depth of markup other than the one wrapping <div> */
	LIST(struct piece) pieces; /* as long as there is no markup; then in w->markup */
};

static void add_piece(struct walk *w, const struct content *c, struct piece piece)
{
	if (piece.cdata || (c->text_is_html && !c->strangers))
		buf_slice(&w->markup, piece.text);
	else
		add_escaped(&w->markup, piece.text);
}

/* Addresses in markup that has a base of its own are resolved here: behind this the base of the
 * whole text is taken for all of it. */
static bool is_address(struct slice name)
{
	static const char *const names[] = { "href", "src", "cite", "poster", "longdesc" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_eq_nocase(name, slice_str(names[i])))
			return true;
	return false;
}

static struct slice markup_name(const struct xml_element *e)
{
	return e->ns == NS_XHTML ? e->name : e->qname;
}

static void open_markup(struct walk *w, struct content *c)
{
	const struct xml_element *e = xml_top(&w->x);
	struct slice name = markup_name(e);
	if (!c->has_markup) {
		c->has_markup = true;
		buf_clear(&w->markup);
		for (size_t i = 0; i < c->pieces.n; i++)
			add_piece(w, c, c->pieces.at[i]);
	}
	bool wraps = w->x.depth == c->inside + 1 && slice_eq_nocase(name, SLICE("div"));
	c->strangers += !wraps;
	buf_byte(&w->markup, '<');
	buf_slice(&w->markup, name);
	for (size_t i = 0; i < w->x.n_attrs; i++) {
		const struct xml_attr *a = &w->x.attrs[i];
		if (a->ns != XML_NS_NONE)
			continue;
		struct slice value = xml_decode(&w->x, a->value, &w->scratch);
		if (!slice_eq(e->base, c->base) && is_address(a->name))
			value = url_resolve(value, e->base, &w->scratch);
		buf_byte(&w->markup, ' ');
		buf_slice(&w->markup, a->name);
		buf_str(&w->markup, "=\"");
		add_escaped(&w->markup, value);
		buf_byte(&w->markup, '"');
	}
	buf_byte(&w->markup, '>');
}

static void close_markup(struct walk *w)
{
	struct slice name = markup_name(&w->x.closed);
	/* An end tag that nobody wrote is left to the HTML reader, who knows where "<p>" ends. */
	if (w->x.implied || tag_is_void(tag_named(name)))
		return;
	buf_str(&w->markup, "</");
	buf_slice(&w->markup, name);
	buf_byte(&w->markup, '>');
}

static struct slice join_pieces(struct walk *w, const struct content *c)
{
	if (c->pieces.n == 1)
		return c->pieces.at[0].text;
	buf_clear(&w->markup);
	for (size_t i = 0; i < c->pieces.n; i++)
		buf_slice(&w->markup, c->pieces.at[i].text);
	return arena_dup(&w->scratch, buf_text(&w->markup));
}

/* Gather the content of the element just opened. */
static struct slice gather(struct walk *w, struct content *c)
{
	c->inside = w->x.depth;
	for (;;) {
		enum xml_event event = xml_next(&w->x);
		if (event == XML_EOF || (event == XML_CLOSE && w->x.depth < c->inside))
			break;
		if (event == XML_OPEN) {
			if (!walk_ends_entry(w) && !walk_ends_text(w, c->inside))
				open_markup(w, c);
		} else if (event == XML_CLOSE) {
			close_markup(w);
		} else {
			struct piece piece = { w->x.text, w->x.cdata };
			if (!piece.cdata)
				piece.text = xml_decode(&w->x, piece.text, &w->scratch);
			if (c->has_markup)
				add_piece(w, c, piece);
			else
				*list_add(&w->scratch, &c->pieces) = piece;
		}
	}
	struct slice text = c->has_markup ? arena_dup(&w->scratch, buf_text(&w->markup))
					  : join_pieces(w, c);
	return text.p ? text : SLICE("");
}

/* The content of the element just opened, by what it says and what it is. */
static struct typed read_typed(struct walk *w, enum text_kind kind)
{
	struct slice mode = xml_attr(&w->x, XML_NS_NONE, "mode", &w->scratch);
	struct slice type = xml_attr(&w->x, XML_NS_NONE, "type", &w->scratch);
	enum declared declared = declared_type(type);
	/* Where RSS has a type it is as good as none: only Atom says what it means. */
	bool atom = xml_top(&w->x)->ns == NS_ATOM || xml_top(&w->x)->ns == NS_ATOM03;
	struct content c = { .base = xml_top(&w->x)->base };
	c.text_is_html = declared == DECLARED_HTML;
	struct slice text = gather(w, &c);
	if (c.has_markup)
		return (struct typed){ text, true };
	if (slice_eq_nocase(mode, SLICE("base64")) || declared == DECLARED_OTHER) {
		struct slice bytes;
		bool decoded = decode_base64(text, &w->scratch, &bytes);
		if (decoded && utf8_valid(bytes) == bytes.n)
			return (struct typed){ utf8_clean(bytes, &w->scratch),
				declared == DECLARED_HTML || declared == DECLARED_XHTML };
		if (decoded && declared == DECLARED_OTHER)
			return (struct typed){ SLICE(""), false }; /* a picture or the like */
	}
	if (declared == DECLARED_HTML || declared == DECLARED_XHTML)
		return (struct typed){ text, true };
	if (declared == DECLARED_TEXT && (atom || kind == TEXT_PLAIN))
		return (struct typed){ text, false };
	bool is_html = kind == TEXT_HTML || (kind == TEXT_GUESS && looks_like_html(text));
	return (struct typed){ text, is_html };
}

struct typed value_typed(struct walk *w, enum text_kind kind)
{
	struct typed value = read_typed(w, kind);
	if (value.is_html)
		value.text = markup_mend(value.text, &w->scratch);
	return value;
}

struct slice value_text(struct walk *w)
{
	struct content c = { .base = xml_top(&w->x)->base };
	struct slice text = gather(w, &c);
	if (c.has_markup)
		text = html_to_text(text, &w->scratch);
	return slice_trim(text);
}
