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

/* UTF-8 of what the number in `digits` stands for into `to`; its length, 0 for what is dropped.
 * False where that is no character. */
static bool put_number(struct slice digits, bool hex, char *to, size_t *ret_n)
{
	uint32_t cp = 0;
	for (size_t i = 0; i < digits.n && cp < 0x110000; i++) {
		char c = ascii_lower(digits.p[i]);
		cp = cp * (hex ? 16 : 10) + (uint32_t)(ascii_digit(c) ? c - '0' : c - 'a' + 10);
	}
	if (cp >= 0x110000 || (cp >= 0xd800 && cp < 0xe000))
		return false;
	cp = utf8_meant(cp);
	bool control = cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
	*ret_n = !control || cp == '\t' || cp == '\n' ? utf8_put(cp, to) : 0;
	return true;
}

static size_t take_numeric(struct slice s, char *to, size_t *ret_n)
{
	bool hex = s.n > 2 && (s.p[2] == 'x' || s.p[2] == 'X');
	size_t from = hex ? 3 : 2, at = from;
	while (at < s.n && (ascii_digit(s.p[at]) ||
			(hex && ascii_lower(s.p[at]) >= 'a' && ascii_lower(s.p[at]) <= 'f')))
		at++;
	if (at == from || !put_number(slice_sub(s, from, at), hex, to, ret_n))
		return 0;
	return at + (at < s.n && s.p[at] == ';');
}

enum { REFERENCE_MAX = 6 /* bytes that one of XML's or HTML's stands for */ };

/* Read the reference at the beginning of `s`, an "&": its text into `to`, whose length is `*ret_n`.
 * Returns the bytes of `s` it takes, 0 where it is none. A name without its ";" is none: addresses
 * are full of such "&copy=". */
static size_t take_reference(struct slice s, char to[static REFERENCE_MAX], size_t *ret_n)
{
	/* Almost all that stand in escaped markup. */
	static const struct {
		char text[6];
		uint8_t n;
		char means;
	} common[] = {
		{ "lt;", 3, '<' }, { "gt;", 3, '>' }, { "amp;", 4, '&' }, { "quot;", 5, '"' },
	};
	for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
		if (s.n <= common[i].n || memcmp(s.p + 1, common[i].text, common[i].n) != 0)
			continue;
		*to = common[i].means;
		*ret_n = 1;
		return common[i].n + 1u;
	}
	if (s.n > 2 && s.p[1] == '#')
		return take_numeric(s, to, ret_n);
	size_t len;
	struct slice text = name_reference(slice_from(s, 1), false, &len);
	if (text.n == 0 || s.p[len] != ';')
		return 0;
	memcpy(to, text.p, text.n);
	*ret_n = text.n;
	return len + 1;
}

static void add_decoded(struct xml *x, struct slice raw, int nested, struct buf *to);

/* Append what the document's own entity at the beginning of `s` stands for; the bytes of `s` it
 * takes, or 0. */
static size_t add_declared(struct xml *x, struct slice s, int nested, struct buf *to)
{
	size_t semicolon = slice_find_byte(slice_sub(s, 0, 256), ';', 1);
	if (semicolon == SIZE_MAX)
		return 0;
	const struct map_slot *slot = map_find(&x->entities, slice_sub(s, 1, semicolon));
	const struct slice *value = slot ? slot->ptr : NULL;
	if (!value)
		return 0;
	if (nested < NESTED_MAX && x->expanded + value->n <= XML_MAX_EXPANSION) {
		x->expanded += value->n;
		add_decoded(x, *value, nested + 1, to);
	}
	return semicolon + 1;
}

static void add_decoded(struct xml *x, struct slice raw, int nested, struct buf *to)
{
	for (;;) {
		size_t amp = slice_find_byte(raw, '&', 0);
		buf_slice(to, slice_sub(raw, 0, amp));
		if (amp == SIZE_MAX)
			return;
		raw = slice_from(raw, amp);
		size_t len = add_declared(x, raw, nested, to);
		if (len == 0) {
			char text[REFERENCE_MAX] = "&";
			size_t n = 1;
			len = take_reference(raw, text, &n);
			buf_add(to, text, n);
		}
		raw = slice_from(raw, len ? len : 1);
	}
}

/* The same for documents without entities of their own, which are almost all. */
static struct slice decode_plain(struct slice raw, struct arena *out)
{
	/* A reference can grow by a fifth at most: a name of three letters for six bytes. */
	char *to = arena_bytes(out, raw.n + raw.n / 5 + REFERENCE_MAX);
	size_t done = 0;
	for (size_t at = 0; at < raw.n;) {
		size_t amp = slice_find_byte(raw, '&', at);
		if (amp == SIZE_MAX)
			amp = raw.n;
		memcpy(to + done, raw.p + at, amp - at);
		done += amp - at;
		at = amp;
		if (at == raw.n)
			break;
		size_t n, len = take_reference(slice_from(raw, at), to + done, &n);
		if (len == 0) {
			to[done] = '&';
			len = n = 1;
		}
		done += n;
		at += len;
	}
	return slice_of(to, done);
}

struct slice xml_decode(struct xml *x, struct slice raw, struct arena *out)
{
	if (slice_find_byte(raw, '&', 0) == SIZE_MAX)
		return raw;
	if (x->entities.n == 0)
		return decode_plain(raw, out);
	struct buf b = BUF_INIT(raw.n + raw.n / 5 + REFERENCE_MAX + XML_MAX_EXPANSION);
	add_decoded(x, raw, 0, &b);
	struct slice text = arena_dup(out, buf_text(&b));
	buf_done(&b);
	return text;
}
