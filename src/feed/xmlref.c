/* xmlref: references, and the entities that a document declares for itself. */
#include "feed/xmlref.h"

#include "base/buf.h"
#include "html/name.h"
#include "text/utf8.h"

enum { NESTED_MAX = 8 /* entities inside entities */ };

static char char_at(const struct xml *x, size_t at)
{
	return at < x->source.n ? x->source.p[at] : 0;
}

static size_t skip_space(const struct xml *x, size_t at)
{
	while (at < x->source.n && ascii_space(x->source.p[at]))
		at++;
	return at;
}

/* The place behind the quoted text that begins at `at`; just behind its mark where it is not
 * closed. */
static size_t skip_quoted(const struct xml *x, size_t at)
{
	size_t end = slice_find_byte(x->source, x->source.p[at], at + 1);
	return end == SIZE_MAX ? at + 1 : end + 1;
}

/* The place behind the ">" that ends a declaration from `at` on, quoted text left out. */
static size_t skip_declaration(const struct xml *x, size_t at)
{
	while (at < x->source.n) {
		char c = x->source.p[at];
		if (c == '"' || c == '\'')
			at = skip_quoted(x, at);
		else if (c == '>')
			return at + 1;
		else
			at++;
	}
	return at;
}

/* Read an entity's declaration from behind "<!ENTITY"; returns the place behind it. */
static size_t read_entity(struct xml *x, size_t at)
{
	size_t end = skip_declaration(x, at);
	size_t from = skip_space(x, at);
	size_t to = from;
	while (to < end && !ascii_space(x->source.p[to]) && x->source.p[to] != '>')
		to++;
	struct slice name = slice_sub(x->source, from, to);
	size_t quote = skip_space(x, to);
	char mark = char_at(x, quote);
	/* What is not quoted text here is a parameter entity or has an address. */
	if ((mark == '"' || mark == '\'') && name.n > 0 && x->entities.n < XML_MAX_ENTITIES) {
		size_t close = slice_find_byte(x->source, mark, quote + 1);
		struct map_slot *slot = map_at(&x->entities, x->out, name);
		if (close < end && !slot->ptr) {
			struct slice *value = arena_new(x->out, struct slice);
			*value = slice_sub(x->source, quote + 1, close);
			slot->ptr = value;
		}
	}
	return end;
}

/* Read the declarations from behind the "["; returns the place behind the "]". */
static size_t read_subset(struct xml *x, size_t at)
{
	while (at < x->source.n && x->source.p[at] != ']') {
		struct slice rest = slice_from(x->source, at);
		if (slice_starts_nocase(rest, SLICE("<!entity")))
			at = read_entity(x, at + 8);
		else if (slice_starts(rest, SLICE("<!--"))) {
			size_t end = slice_find(x->source, SLICE("-->"), at + 4);
			at = end == SIZE_MAX ? x->source.n : end + 3;
		} else if (slice_starts(rest, SLICE("<!")))
			at = skip_declaration(x, at + 2);
		else
			at++;
	}
	return at < x->source.n ? at + 1 : at;
}

size_t xml_read_doctype(struct xml *x, size_t at)
{
	size_t from = at;
	while (at < x->source.n && x->source.p[at] != '>') {
		char c = x->source.p[at];
		if (c == '"' || c == '\'')
			at = skip_quoted(x, at);
		else
			at = c == '[' ? read_subset(x, at + 1) : at + 1;
	}
	if (at < x->source.n)
		return at + 1;
	/* Never closed: then it goes up to what looks like its end or another tag. */
	for (at = from; at < x->source.n && x->source.p[at] != '<'; at++)
		if (x->source.p[at] == '>')
			return at + 1;
	return at;
}

/* Append what the number in `digits` stands for. False where that is no character. */
static bool add_number(struct slice digits, bool hex, struct buf *to)
{
	uint32_t cp = 0;
	for (size_t i = 0; i < digits.n && cp < 0x110000; i++) {
		char c = ascii_lower(digits.p[i]);
		cp = cp * (hex ? 16 : 10) + (uint32_t)(ascii_digit(c) ? c - '0' : c - 'a' + 10);
	}
	if (cp >= 0x110000 || (cp >= 0xd800 && cp < 0xe000))
		return false;
	char text[4];
	cp = utf8_meant(cp);
	bool control = cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
	if (!control || cp == '\t' || cp == '\n')
		buf_add(to, text, utf8_put(cp, text));
	return true;
}

/* Append what the numeric reference at the beginning of `s` stands for; the bytes of `s` it takes,
 * or 0. */
static size_t add_numeric(struct slice s, struct buf *to)
{
	bool hex = s.n > 2 && (s.p[2] == 'x' || s.p[2] == 'X');
	size_t from = hex ? 3 : 2, at = from;
	while (at < s.n && (ascii_digit(s.p[at]) ||
			(hex && ascii_lower(s.p[at]) >= 'a' && ascii_lower(s.p[at]) <= 'f')))
		at++;
	if (at == from || !add_number(slice_sub(s, from, at), hex, to))
		return 0;
	return at + (at < s.n && s.p[at] == ';');
}

static void add_decoded(struct xml *x, struct slice raw, int nested, struct buf *to);

/* Append what the named reference at the beginning of `s` stands for; the bytes of `s` it takes, or
 * 0. Without its ";" it is none: addresses are full of such "&copy=". */
static size_t add_named(struct xml *x, struct slice s, int nested, struct buf *to)
{
	if (x->entities.n > 0) {
		size_t semicolon = slice_find_byte(slice_sub(s, 0, 256), ';', 1);
		const struct map_slot *slot = semicolon == SIZE_MAX
			? NULL
			: map_find(&x->entities, slice_sub(s, 1, semicolon));
		const struct slice *value = slot ? slot->ptr : NULL;
		if (value) {
			if (nested < NESTED_MAX && x->expanded + value->n <= XML_MAX_EXPANSION) {
				x->expanded += value->n;
				add_decoded(x, *value, nested + 1, to);
			}
			return semicolon + 1;
		}
	}
	size_t len;
	struct slice text = name_reference(slice_from(s, 1), false, &len);
	if (text.n == 0 || s.p[len] != ';')
		return 0;
	buf_slice(to, text);
	return len + 1;
}

static void add_decoded(struct xml *x, struct slice raw, int nested, struct buf *to)
{
	for (;;) {
		size_t amp = slice_find_byte(raw, '&', 0);
		buf_slice(to, slice_sub(raw, 0, amp));
		if (amp == SIZE_MAX)
			return;
		raw = slice_from(raw, amp);
		size_t len = raw.n > 2 && raw.p[1] == '#' ? add_numeric(raw, to)
							  : add_named(x, raw, nested, to);
		if (len == 0) {
			buf_byte(to, '&');
			len = 1;
		}
		raw = slice_from(raw, len);
	}
}

struct slice xml_decode(struct xml *x, struct slice raw, struct arena *out)
{
	if (slice_find_byte(raw, '&', 0) == SIZE_MAX)
		return raw;
	/* A reference can grow by a fifth at most: a name of three letters for six bytes. */
	struct buf b = BUF_INIT(raw.n + raw.n / 5 + 8 + XML_MAX_EXPANSION);
	buf_room(&b, raw.n);
	add_decoded(x, raw, 0, &b);
	struct slice text = arena_dup(out, buf_text(&b));
	buf_done(&b);
	return text;
}
