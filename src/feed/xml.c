/* xml: the tolerant reader: markup, nesting and namespaces. References are in xmlref.c. */
#include "feed/xml.h"

#include "feed/xmlref.h"
#include "url/url.h"

static const char *const needles[XML_NEEDLES] = {
	[XML_GT] = ">",
	[XML_QUOT] = "\"",
	[XML_APOS] = "'",
	[XML_CDATA_END] = "]]>",
	[XML_COMMENT_END] = "-->",
	[XML_PI_END] = "?>",
};

/* The next place of a needle; SIZE_MAX where there is none. */
static size_t find(struct xml *x, enum xml_needle needle, size_t from)
{
	struct xml_seen *seen = &x->seen[needle];
	if (from < seen->from || from > seen->at) {
		seen->from = from;
		seen->at = slice_find(x->source, slice_str(needles[needle]), from);
	}
	return seen->at;
}

static bool is_name_start(char c)
{
	return ascii_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static bool is_name(char c)
{
	return is_name_start(c) || ascii_digit(c) || c == '-' || c == '.';
}

/* The character at `at`, or a NUL behind the end. */
static char peek(const struct xml *x, size_t at)
{
	return at < x->source.n ? x->source.p[at] : 0;
}

static size_t skip_space(const struct xml *x, size_t at)
{
	while (at < x->source.n && ascii_space(x->source.p[at]))
		at++;
	return at;
}

static size_t skip_name(const struct xml *x, size_t at)
{
	while (at < x->source.n && is_name(x->source.p[at]))
		at++;
	return at;
}

/* Namespaces. */

/* An address without what its writers get wrong: scheme, "www.", and the last "/" or "#". */
static struct slice bare_address(struct slice s)
{
	s = slice_trim(s);
	if (slice_starts_nocase(s, SLICE("http://")))
		s = slice_from(s, 7);
	else if (slice_starts_nocase(s, SLICE("https://")))
		s = slice_from(s, 8);
	if (slice_starts_nocase(s, SLICE("www.")))
		s = slice_from(s, 4);
	while (s.n > 0 && (s.p[s.n - 1] == '/' || s.p[s.n - 1] == '#'))
		s.n--;
	return s;
}

static uint8_t ns_by_prefix(const struct xml *x, struct slice prefix)
{
	if (prefix.n == 0)
		return XML_NS_NONE;
	if (slice_eq_nocase(prefix, SLICE("xml")))
		return XML_NS_XML;
	for (size_t i = 0; i < x->n_spaces; i++) {
		const char *known = x->spaces[i].prefix;
		if (known && slice_eq_nocase(prefix, slice_str(known)))
			return x->spaces[i].ns;
	}
	return XML_NS_OTHER;
}

static uint8_t ns_by_address(const struct xml *x, struct slice prefix, struct slice address)
{
	address = bare_address(address);
	if (address.n == 0)
		return ns_by_prefix(x, prefix);
	for (size_t i = 0; i < x->n_spaces; i++)
		if (slice_eq_nocase(address, bare_address(slice_str(x->spaces[i].address))))
			return x->spaces[i].ns;
	/* The root's own namespace is often an invented one, and its elements are those known. */
	if (prefix.n == 0)
		return x->depth == 0 ? XML_NS_NONE : XML_NS_OTHER;
	return ns_by_prefix(x, prefix);
}

static uint8_t ns_of(const struct xml *x, struct slice prefix)
{
	for (size_t i = x->n_bindings; i-- > 0;)
		if (slice_eq(prefix, x->bindings[i].prefix))
			return x->bindings[i].ns;
	return ns_by_prefix(x, prefix);
}

static void split_name(struct slice qname, struct slice *ret_prefix, struct slice *ret_name)
{
	size_t colon = slice_find_byte(qname, ':', 0);
	if (colon == SIZE_MAX || colon == 0 || colon + 1 == qname.n) {
		*ret_prefix = SLICE_NONE;
		*ret_name = qname;
		return;
	}
	*ret_prefix = slice_sub(qname, 0, colon);
	*ret_name = slice_from(qname, colon + 1);
}

/* Tags. */

/* The value that begins at `*at`; `*at` is then behind it. A quotation mark that is never closed
 * (the next one stands behind other tags) ends its value at the ">". */
static struct slice read_value(struct xml *x, size_t *at)
{
	char c = peek(x, *at);
	if (c == '"' || c == '\'') {
		size_t from = *at + 1;
		size_t end = find(x, c == '"' ? XML_QUOT : XML_APOS, from);
		struct slice value = slice_sub(x->source, from, end);
		size_t gt = slice_find_byte(value, '>', 0);
		bool torn = end == SIZE_MAX;
		if (gt != SIZE_MAX && slice_find_byte(slice_sub(value, 0, gt), '<', 0) == SIZE_MAX)
			torn |= slice_find_byte(value, '<', gt) != SIZE_MAX;
		if (!torn) {
			*at = end + 1;
			return value;
		}
		value = slice_sub(value, 0, gt);
		*at = from + value.n;
		return value;
	}
	size_t from = *at;
	while (*at < x->source.n && !ascii_space(x->source.p[*at]) && x->source.p[*at] != '>' &&
		x->source.p[*at] != '<' && !(x->source.p[*at] == '/' && peek(x, *at + 1) == '>'))
		(*at)++;
	return slice_sub(x->source, from, *at);
}

static void add_attr(struct xml *x, struct slice qname, struct slice value)
{
	if (x->n_attrs == XML_MAX_ATTRS)
		return;
	x->attrs[x->n_attrs++] = (struct xml_attr){ .name = qname, .value = value };
}

/* Read the attributes from `at` on. False where this is no tag: no ">" comes before the next "<".
 * `*ret_end` is behind the ">". */
static bool read_attrs(struct xml *x, size_t at, size_t *ret_end, bool *ret_empty)
{
	x->n_attrs = 0;
	for (;;) {
		at = skip_space(x, at);
		char c = peek(x, at);
		if (at >= x->source.n || c == '<')
			return false;
		if (c == '>' || (c == '/' && peek(x, at + 1) == '>')) {
			*ret_empty = c == '/';
			*ret_end = at + 1 + *ret_empty;
			return true;
		}
		if (!is_name(c)) {
			at++;
			continue;
		}
		size_t from = at;
		at = skip_name(x, at);
		struct slice name = slice_sub(x->source, from, at);
		size_t equals = skip_space(x, at);
		struct slice value = SLICE("");
		if (peek(x, equals) == '=') {
			at = skip_space(x, equals + 1);
			value = read_value(x, &at);
		}
		add_attr(x, name, value);
	}
}

static void bind(struct xml *x, struct slice prefix, struct slice address)
{
	if (x->n_bindings == XML_MAX_BINDINGS)
		return;
	uint8_t ns = ns_by_address(x, prefix, address);
	x->bindings[x->n_bindings++] = (struct xml_binding){ prefix, ns };
}

/* Join an xml:base to the one outside; what is no web address counts for nothing. */
static struct slice join_base(struct xml *x, struct slice outer, struct slice value)
{
	struct slice joined = url_resolve(xml_decode(x, value, x->out), outer, x->out);
	bool web = url_has_scheme(joined, "http") || url_has_scheme(joined, "https");
	return web ? joined : outer;
}

/* Put the tag that was read on the stack and give its names their namespaces. */
static void push(struct xml *x, struct slice qname)
{
	struct xml_element *e = &x->stack[x->depth];
	*e = (struct xml_element){ .qname = qname, .bindings = (uint16_t)x->n_bindings,
		.base = xml_base(x), .lang = xml_lang(x) };
	for (size_t i = 0; i < x->n_attrs; i++) {
		struct slice name = x->attrs[i].name;
		if (slice_is(name, "xmlns"))
			bind(x, SLICE_NONE, x->attrs[i].value);
		else if (slice_starts(name, SLICE("xmlns:")))
			bind(x, slice_from(name, 6), x->attrs[i].value);
	}
	for (size_t i = 0; i < x->n_attrs; i++) {
		struct xml_attr *a = &x->attrs[i];
		struct slice prefix;
		split_name(a->name, &prefix, &a->name);
		a->ns = prefix.n ? ns_of(x, prefix) : XML_NS_NONE;
		if (a->ns == XML_NS_XML && slice_is(a->name, "base"))
			e->base = join_base(x, e->base, a->value);
		else if (a->ns == XML_NS_XML && slice_is(a->name, "lang"))
			e->lang = slice_trim(xml_decode(x, a->value, x->out));
	}
	struct slice prefix;
	split_name(qname, &prefix, &e->name);
	e->ns = ns_of(x, prefix);
	x->depth++;
}

static void pop(struct xml *x, bool implied)
{
	x->closed = x->stack[--x->depth];
	x->n_bindings = x->closed.bindings;
	x->implied = implied;
}

/* Depth outside the innermost open element of this name; SIZE_MAX where none is open. */
static size_t find_open(const struct xml *x, struct slice qname)
{
	for (size_t i = x->depth; i-- > 0;)
		if (slice_eq_nocase(qname, x->stack[i].qname))
			return i;
	return SIZE_MAX;
}

/* Markup. Each of these looks at the "<" at `at`. False: it is text. Else the event it makes, if
 * any, is in x->next, and `*ret_end` is behind it. */

static bool scan_open(struct xml *x, size_t at, size_t *ret_end)
{
	size_t name_end = skip_name(x, at + 1);
	if (!read_attrs(x, name_end, ret_end, &x->empty))
		return false;
	x->next = XML_NEXT_OPEN;
	x->tag_at = at;
	return true;
}

static bool scan_close(struct xml *x, size_t at, size_t *ret_end)
{
	size_t from = skip_space(x, at + 2);
	if (!is_name_start(peek(x, from)))
		return false;
	size_t name_end = skip_name(x, from);
	size_t end = skip_space(x, name_end);
	/* Up to the ">", or to the next tag or the end where that is lacking. */
	while (end < x->source.n && x->source.p[end] != '<' && x->source.p[end] != '>')
		end++;
	x->next = XML_NEXT_END;
	x->end_name = slice_sub(x->source, from, name_end);
	*ret_end = end + (peek(x, end) == '>');
	return true;
}

/* Comments and processing instructions; one that is never closed ends at the next ">". */
static size_t skip_to(struct xml *x, size_t at, enum xml_needle needle)
{
	size_t end = find(x, needle, at);
	if (end == SIZE_MAX) {
		end = find(x, XML_GT, at);
		return end == SIZE_MAX ? x->source.n : end + 1;
	}
	return end + strlen(needles[needle]);
}

static bool scan_markup(struct xml *x, size_t at, size_t *ret_end)
{
	struct slice rest = slice_from(x->source, at);
	char c = peek(x, at + 1);
	if (is_name_start(c))
		return scan_open(x, at, ret_end);
	if (c == '/')
		return scan_close(x, at, ret_end);
	if (c == '?')
		*ret_end = skip_to(x, at + 2, XML_PI_END);
	else if (slice_starts(rest, SLICE("<!--")))
		*ret_end = skip_to(x, at + 4, XML_COMMENT_END);
	else if (!x->has_doctype && slice_starts_nocase(rest, SLICE("<!doctype"))) {
		x->has_doctype = true;
		*ret_end = xml_read_doctype(x, at + 9);
	}
	else if (c == '!' && ascii_alpha(peek(x, at + 2)))
		*ret_end = skip_to(x, at + 2, XML_GT);
	else
		return false;
	return true;
}

/* The end tag of the innermost open element, at or after `at`; else the end of the source. */
static size_t find_end_tag(const struct xml *x, size_t at)
{
	while (x->depth > 0 && (at = slice_find(x->source, SLICE("</"), at)) != SIZE_MAX) {
		if (slice_starts_nocase(slice_from(x->source, at + 2), xml_top(x)->qname))
			return at;
		at += 2;
	}
	return x->source.n;
}

/* A CDATA section; one that is never closed ends with its element. */
static void read_cdata(struct xml *x, size_t from)
{
	size_t end = find(x, XML_CDATA_END, from);
	bool closed = end != SIZE_MAX;
	if (!closed)
		end = find_end_tag(x, from);
	x->text = slice_sub(x->source, from, end);
	x->cdata = true;
	x->at = closed ? end + strlen(needles[XML_CDATA_END]) : end;
}

static bool at_cdata(const struct xml *x, size_t at)
{
	return peek(x, at + 1) == '!' && peek(x, at + 2) == '[' &&
		slice_starts_nocase(slice_from(x->source, at), SLICE("<![CDATA["));
}

/* Read up to the next event. True: there is text, in x->text. */
static bool scan(struct xml *x)
{
	size_t from = x->at;
	for (size_t at = from;;) {
		at = slice_find_byte(x->source, '<', at);
		if (at == SIZE_MAX) {
			x->text = slice_from(x->source, from);
			x->at = x->source.n;
			return x->text.n > 0;
		}
		if (at_cdata(x, at)) {
			if (at > from) {
				x->text = slice_sub(x->source, from, at);
				x->at = at;
				return true;
			}
			read_cdata(x, at + 9);
			return true;
		}
		size_t end;
		if (!scan_markup(x, at, &end)) {
			at++;
			continue;
		}
		x->at = end;
		x->text = slice_sub(x->source, from, at);
		if (x->text.n > 0)
			return true;
		if (x->next != XML_NEXT_SCAN)
			return false;
		from = at = end;
	}
}

/* Make the event of the tag that was read. False: it makes none. */
static bool take_tag(struct xml *x, enum xml_event *ret_event)
{
	bool opens = x->next == XML_NEXT_OPEN;
	x->next = XML_NEXT_SCAN;
	if (opens) {
		if (x->depth == XML_MAX_DEPTH) {
			x->deeper += !x->empty;
			return false;
		}
		struct slice rest = slice_from(x->source, x->tag_at + 1);
		size_t n = skip_name(x, x->tag_at + 1) - x->tag_at - 1;
		push(x, slice_sub(rest, 0, n));
		if (x->empty) {
			x->close_to = x->depth - 1;
			x->close_implied = false;
		}
		*ret_event = XML_OPEN;
		return true;
	}
	if (x->deeper > 0) {
		x->deeper--;
		return false;
	}
	size_t depth = find_open(x, x->end_name);
	if (depth == SIZE_MAX)
		return false;
	x->close_to = depth;
	x->close_implied = false;
	return false;
}

enum xml_event xml_next(struct xml *x)
{
	for (;;) {
		if (x->depth > x->close_to) {
			/* Only the last one has the end tag that was read. */
			pop(x, x->close_implied || x->depth > x->close_to + 1);
			return XML_CLOSE;
		}
		x->close_to = SIZE_MAX;
		if (x->next != XML_NEXT_SCAN) {
			enum xml_event event;
			if (take_tag(x, &event))
				return event;
			continue;
		}
		x->cdata = false;
		if (scan(x))
			return XML_TEXT;
		if (x->next != XML_NEXT_SCAN)
			continue;
		if (x->depth == 0)
			return XML_EOF;
		x->close_to = 0;
		x->close_implied = true;
	}
}

void xml_begin(struct xml *x, struct slice source, struct slice base,
	const struct xml_space *spaces, size_t n_spaces, struct arena *out)
{
	memset(x, 0, sizeof *x);
	x->source = source;
	x->root_base = base;
	x->spaces = spaces;
	x->n_spaces = n_spaces;
	x->out = out;
	x->close_to = SIZE_MAX;
	for (size_t i = 0; i < XML_NEEDLES; i++)
		x->seen[i].from = SIZE_MAX; /* nothing is known yet */
}

struct slice xml_base(const struct xml *x)
{
	return x->depth ? x->stack[x->depth - 1].base : x->root_base;
}

struct slice xml_lang(const struct xml *x)
{
	return x->depth ? x->stack[x->depth - 1].lang : SLICE_NONE;
}

struct slice xml_attr(struct xml *x, uint8_t ns, const char *name, struct arena *out)
{
	for (size_t i = 0; i < x->n_attrs; i++)
		if (x->attrs[i].ns == ns && slice_eq_nocase(x->attrs[i].name, slice_str(name)))
			return xml_decode(x, x->attrs[i].value, out);
	return SLICE_NONE;
}

void xml_reopen(struct xml *x, size_t depth)
{
	x->depth--;
	x->n_bindings = x->stack[x->depth].bindings;
	x->next = XML_NEXT_SCAN;
	x->at = x->tag_at;
	x->close_to = depth;
	x->close_implied = true;
}
