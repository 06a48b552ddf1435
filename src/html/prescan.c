/* prescan: the encoding that a page says it is in, read before it is known (WHATWG 13.2.3.2). */
#include "html/scan.h"

enum {
	/* The standard asks for the first 1,024 bytes to be looked at; pages with long scripts
	 * before their <meta> are common. */
	PRESCAN_BYTES = 4096
};

static struct slice skip_space(struct slice s)
{
	while (s.n && ascii_space(s.p[0]))
		s = slice_from(s, 1);
	return s;
}

/* What stands behind a "=" in `s`: in quotes, or up to a blank or ";". */
static struct slice value_behind_equals(struct slice s)
{
	s = skip_space(s);
	if (!s.n || s.p[0] != '=')
		return SLICE_NONE;
	s = skip_space(slice_from(s, 1));
	if (!s.n)
		return SLICE_NONE;
	if (s.p[0] == '"' || s.p[0] == '\'') {
		size_t end = slice_find_byte(s, s.p[0], 1);
		return end == SIZE_MAX ? SLICE_NONE : slice_sub(s, 1, end);
	}
	size_t n = 0;
	while (n < s.n && !ascii_space(s.p[n]) && s.p[n] != ';' && s.p[n] != '"' && s.p[n] != '\'')
		n++;
	return slice_sub(s, 0, n);
}

/* `charset=` in the content of a <meta http-equiv>. */
static struct slice charset_in(struct slice content)
{
	for (size_t at = 0; (at = slice_find_nocase(content, SLICE("charset"), at)) != SIZE_MAX;) {
		at += 7;
		struct slice value = value_behind_equals(slice_from(content, at));
		if (value.n)
			return value;
	}
	return SLICE_NONE;
}

static struct slice charset_of_meta(const struct token *t)
{
	struct slice charset = SLICE_NONE, content = SLICE_NONE;
	bool pragma = false;
	for (uint32_t i = 0; i < t->n_attrs; i++) {
		const struct attr *a = &t->attrs[i];
		struct slice value = slice_of(a->value, a->value_n);
		if (a->id == ATTR_CHARSET)
			charset = slice_trim(value);
		else if (a->id == ATTR_CONTENT)
			content = charset_in(value);
		else if (a->id == ATTR_HTTP_EQUIV)
			pragma = slice_eq_nocase(value, SLICE("content-type"));
	}
	return charset.n ? charset : pragma ? content : SLICE_NONE;
}

/* The encoding of an XML declaration, which stands at the very beginning. */
static struct slice charset_of_xml(struct slice s)
{
	s = skip_space(s);
	size_t end = slice_find_byte(s, '>', 0);
	if (!slice_starts(s, SLICE("<?xml")) || end == SIZE_MAX)
		return SLICE_NONE;
	s = slice_sub(s, 5, end);
	size_t at = slice_find(s, SLICE("encoding"), 0);
	return at == SIZE_MAX ? SLICE_NONE : value_behind_equals(slice_from(s, at + 8));
}

static bool is_part(struct slice s, struct slice whole)
{
	return s.n && s.p >= whole.p && s.p + s.n <= whole.p + whole.n;
}

struct slice tree_declared_charset(struct slice bytes)
{
	bytes = slice_sub(bytes, 0, PRESCAN_BYTES);
	if (!bytes.n)
		return SLICE_NONE;
	struct arena scratch = ARENA_INIT;
	struct scanner scan;
	struct token token;
	struct slice label = SLICE_NONE;
	scan_begin(&scan, bytes, &scratch);
	do {
		scan_next(&scan, false, &token);
		if (token.type == TOKEN_START && token.tag == TAG_META)
			label = charset_of_meta(&token);
	} while (!label.n && token.type != TOKEN_EOF);
	/* A label written with character references is none. */
	if (!is_part(label, bytes))
		label = charset_of_xml(bytes);
	arena_done(&scratch);
	return label;
}
