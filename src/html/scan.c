/* scan: the tokenizer. It leaps: to the next "<" in text, to the closing quote in a value, to the
 * end tag in a script; only names are looked at byte by byte. */
#include "html/scan.h"

#include "html/name.h"
#include "text/utf8.h"

enum decode {
	DECODE_REFERENCES = 1,
	DECODE_ATTRIBUTE = 2, /* the exception for query strings holds */
	DECODE_DROP_NUL = 4,  /* else a NUL becomes U+FFFD */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* What a number in a reference means: bytes 0x80 to 0x9f are those of windows-1252. */
static uint32_t number_to_char(uint32_t n)
{
	static const uint16_t windows_1252[32] = {
		0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
		0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
	};
	if (n >= 0x80 && n < 0xa0)
		return windows_1252[n - 0x80];
	return n == 0 || n > 0x10ffff || (n >= 0xd800 && n < 0xe000) ? 0xfffd : n;
}

static int digit(char c, bool hex)
{
	if (ascii_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The reference that begins at s.p[0], an "&": its text into `to`, the bytes it takes into
 * `*ret_len`. Where it is none, the "&" itself. */
static size_t decode_reference(struct slice s, bool in_attribute, char *to, size_t *ret_len)
{
	if (s.n > 2 && s.p[1] == '#') {
		bool hex = ascii_lower(s.p[2]) == 'x';
		size_t first = hex ? 3 : 2, at = first;
		uint32_t n = 0;
		for (int d; at < s.n && (d = digit(s.p[at], hex)) >= 0; at++)
			n = n > 0x10ffff ? n : n * (hex ? 16 : 10) + (uint32_t)d;
		if (at > first) {
			*ret_len = at + (at < s.n && s.p[at] == ';');
			return utf8_put(number_to_char(n), to);
		}
	} else {
		size_t len;
		struct slice text = name_reference(slice_from(s, 1), in_attribute, &len);
		if (text.n) {
			memcpy(to, text.p, text.n);
			*ret_len = len + 1;
			return text.n;
		}
	}
	*to = '&';
	*ret_len = 1;
	return 1;
}

/* The next bytes of each kind that do not stand for themselves; `end` where there is none left.
 * Each is sought again only when it was passed, so that a text is gone over once for each. */
struct coded {
	const char *reference, *cr, *nul, *end;
};

static const char *seek(const char *from, const char *end, char c)
{
	const char *hit = memchr(from, c, (size_t)(end - from));
	return hit ? hit : end;
}

/* The first of them at or after `from`. */
static const char *next_coded(struct coded *c, const char *from)
{
	if (c->reference < from)
		c->reference = seek(from, c->end, '&');
	if (c->cr < from)
		c->cr = seek(from, c->end, '\r');
	if (c->nul < from)
		c->nul = seek(from, c->end, 0);
	const char *first = c->reference < c->cr ? c->reference : c->cr;
	return first < c->nul ? first : c->nul;
}

/* `text` with references decoded and newlines made one kind; itself where nothing changes. */
static struct slice decode(const struct scanner *s, struct slice text, unsigned how)
{
	if (!text.n)
		return text;
	const char *at = text.p, *end = text.p + text.n;
	struct coded coded = {
		.reference = how & DECODE_REFERENCES ? seek(at, end, '&') : end,
		.cr = s->has_cr ? seek(at, end, '\r') : end,
		.nul = s->has_nul ? seek(at, end, 0) : end,
		.end = end,
	};
	const char *next = next_coded(&coded, at);
	if (next == end)
		return text;
	/* The longest growth: "&nGt;" has five bytes and becomes six, a NUL becomes three. */
	size_t room = text.n + text.n / 5 + (coded.nul < end ? 2 * text.n : 0) + 8;
	char *to = arena_bytes(s->out, room);
	size_t n = 0;
	for (;; next = next_coded(&coded, at)) {
		memcpy(to + n, at, (size_t)(next - at));
		n += (size_t)(next - at);
		if (next == end)
			break;
		struct slice rest = slice_of(next, (size_t)(end - next));
		size_t len = 1;
		if (*next == '&') {
			n += decode_reference(rest, how & DECODE_ATTRIBUTE, to + n, &len);
		} else if (*next == '\r') {
			to[n++] = '\n';
			len = 1 + (rest.n > 1 && rest.p[1] == '\n');
		} else if (!(how & DECODE_DROP_NUL)) {
			n += utf8_put(0xfffd, to + n);
		}
		at = next + len;
	}
	arena_resize(s->out, to, room, n);
	return slice_of(to, n);
}

void scan_begin(struct scanner *s, struct slice source, struct arena *out)
{
	*s = (struct scanner){ .at = source.p, .end = source.p + source.n, .size = source.n,
		.out = out };
	s->has_cr = source.n && memchr(source.p, '\r', source.n);
	s->has_nul = source.n && memchr(source.p, 0, source.n);
	/* An attribute takes 24 bytes, and up to 8 are lost between elements: below three times
	 * the source. */
	s->attrs_left = source.n / 12 + 256;
}

/* The next byte `c`, or the end. */
static const char *find(const struct scanner *s, const char *from, char c)
{
	return seek(from, s->end, c);
}

/* Behind the next ">", or the end. */
static const char *behind_tag(const struct scanner *s, const char *from)
{
	const char *hit = find(s, from, '>');
	return hit < s->end ? hit + 1 : hit;
}

/* Behind the comment whose "<!--" ends at `p`. */
static const char *behind_comment(const struct scanner *s, const char *p)
{
	if (p < s->end && *p == '>')
		return p + 1;
	if (s->end - p >= 2 && p[0] == '-' && p[1] == '>')
		return p + 2;
	while ((p = memmem(p, (size_t)(s->end - p), "--", 2))) {
		const char *after = p + 2;
		if (after < s->end && *after == '!')
			after++;
		if (after < s->end && *after == '>')
			return after + 1;
		p++;
	}
	return s->end;
}

static bool starts(const struct scanner *s, const char *p, struct slice word)
{
	return slice_starts_nocase(slice_of(p, (size_t)(s->end - p)), word);
}

/* Lower-case copy of a name that is in no list; itself where it has no capitals. */
static struct slice lower_name(const struct scanner *s, struct slice name)
{
	size_t i = 0;
	while (i < name.n && name.p[i] == ascii_lower(name.p[i]) && name.p[i])
		i++;
	if (i == name.n)
		return name;
	name = decode(s, name, 0);
	char *to = arena_bytes(s->out, name.n);
	for (i = 0; i < name.n; i++)
		to[i] = ascii_lower(name.p[i]);
	return slice_of(to, name.n);
}

/* Bytes that end a name. */
static const bool ends_name[256] = {
	[' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true, ['\f'] = true, ['/'] = true,
	['>'] = true,
};

/* Take the name at s->at, as written; in lower case into `*ret_lower`, as far as it fits.
 * `*ret_short`: it fits, so that it may be a listed name (which has no NUL at its end). */
static struct slice take_name(struct scanner *s, bool attribute, struct name *ret_lower,
	bool *ret_short)
{
	const char *from = s->at, *p = from;
	struct name lower = { { 0 } };
	/* A "=" in front belongs to the name of an attribute. */
	for (; p < s->end; p++) {
		char c = *p;
		if (ends_name[(unsigned char)c] || (attribute && c == '=' && p > from))
			break;
		if (p - from < NAME_MAX)
			lower.text[p - from] = ascii_lower(c);
	}
	s->at = p;
	*ret_lower = lower;
	*ret_short = p - from < NAME_MAX && lower.text[p - from - 1];
	return slice_of(from, (size_t)(p - from));
}

/* The value behind the "=" at s->at. */
static struct slice take_value(struct scanner *s)
{
	const char *p = s->at + 1;
	while (p < s->end && is_space(*p))
		p++;
	if (p == s->end || *p == '>') {
		s->at = p;
		return SLICE("");
	}
	const char *from = p;
	if (*p == '"' || *p == '\'') {
		from++;
		p = find(s, from, *p);
		s->at = p < s->end ? p + 1 : p;
	} else {
		while (p < s->end && !is_space(*p) && *p != '>')
			p++;
		s->at = p;
	}
	return slice_of(from, (size_t)(p - from));
}

static bool has_attr(const struct token *t, enum attr_name id, struct slice name)
{
	for (uint32_t i = 0; i < t->n_attrs; i++) {
		const struct attr *a = &t->attrs[i];
		if (a->id == id
			&& (id != ATTR_OTHER || slice_eq(slice_of(a->name, a->name_n), name)))
			return true;
	}
	return false;
}

/* The attribute at s->at, kept unless it is of an end tag, one too many or there already. */
static void take_attr(struct scanner *s, struct token *t)
{
	struct name lower;
	bool is_short;
	struct slice name = take_name(s, true, &lower, &is_short);
	const char *p = s->at;
	while (p < s->end && is_space(*p))
		p++;
	struct slice value = SLICE("");
	if (p < s->end && *p == '=') {
		s->at = p;
		value = take_value(s);
	}
	if (t->type == TOKEN_END || t->n_attrs == TREE_ATTRS || !s->attrs_left
		|| name.n > UINT16_MAX)
		return;
	enum attr_name id = ATTR_OTHER;
	if (is_short)
		id = attr_look_up(&lower);
	if (id == ATTR_OTHER)
		name = lower_name(s, name);
	if (name.n > UINT16_MAX || has_attr(t, id, name))
		return;
	value = decode(s, value, DECODE_REFERENCES | DECODE_ATTRIBUTE);
	s->attrs_left--;
	t->attrs[t->n_attrs++] = (struct attr){
		.name = id ? attr_text(id) : name.p,
		.name_n = (uint16_t)name.n,
		.id = (uint16_t)id,
		.value = value.p,
		.value_n = (uint32_t)value.n,
	};
}

/* The tag whose name begins at s->at. False where the source ends inside it: then it is none. */
static bool take_tag(struct scanner *s, struct token *t)
{
	struct name lower;
	bool is_short;
	t->n_attrs = 0;
	t->self_closing = false;
	t->name = take_name(s, false, &lower, &is_short);
	t->tag = TAG_OTHER;
	if (is_short)
		t->tag = (uint16_t)tag_look_up(&lower);
	if (t->tag == TAG_OTHER)
		t->name = lower_name(s, t->name);
	else
		t->name = slice_of(tag_name(t->tag), t->name.n);
	while (s->at < s->end) {
		char c = *s->at;
		if (c == '>') {
			s->at++;
			return true;
		}
		if (c == '/') {
			s->at++;
			t->self_closing = s->at < s->end && *s->at == '>';
		} else if (is_space(c)) {
			s->at++;
		} else {
			take_attr(s, t);
		}
	}
	return false;
}

/* In svg and math a CDATA section is text. False where it is empty. */
static bool take_cdata(struct scanner *s, struct token *t)
{
	const char *from = s->at + 9;
	const char *to = memmem(from, (size_t)(s->end - from), "]]>", 3);
	s->at = to ? to + 3 : s->end;
	t->type = TOKEN_TEXT;
	t->text = decode(s, slice_of(from, (size_t)((to ? to : s->end) - from)), 0);
	return t->text.n > 0;
}

/* Does markup begin at `p`, a "<"? Else it is text. */
static bool is_markup(const struct scanner *s, const char *p)
{
	if (s->end - p < 2)
		return false;
	char c = p[1];
	return ascii_alpha(c) || c == '!' || c == '?' || (c == '/' && s->end - p > 2);
}

/* The token that the markup at s->at is; false where it is none and was passed over. */
static bool take_markup(struct scanner *s, bool foreign, struct token *t)
{
	char c = s->at[1];
	if (ascii_alpha(c)) {
		s->at++;
		t->type = TOKEN_START;
		return take_tag(s, t);
	}
	if (c == '/' && ascii_alpha(s->at[2])) {
		s->at += 2;
		t->type = TOKEN_END;
		return take_tag(s, t);
	}
	struct slice rest = slice_of(s->at, (size_t)(s->end - s->at));
	if (c == '!' && foreign && slice_starts(rest, SLICE("<![CDATA[")))
		return take_cdata(s, t);
	if (c == '!' && slice_starts(rest, SLICE("<!--")))
		s->at = behind_comment(s, s->at + 4);
	else
		s->at = behind_tag(s, s->at + 2);
	return false;
}

void scan_next(struct scanner *s, bool foreign, struct token *ret_token)
{
	while (s->at < s->end) {
		const char *p = find(s, s->at, '<');
		while (p < s->end && !is_markup(s, p))
			p = find(s, p + 1, '<');
		if (p > s->at) {
			struct slice run = slice_of(s->at, (size_t)(p - s->at));
			s->at = p;
			ret_token->type = TOKEN_TEXT;
			ret_token->text = decode(s, run,
				DECODE_REFERENCES | (foreign ? 0 : DECODE_DROP_NUL));
			if (ret_token->text.n)
				return;
		} else if (take_markup(s, foreign, ret_token)) {
			return;
		}
	}
	ret_token->type = TOKEN_EOF;
}

/* Is the end tag of `name` at `p`, a "<"? */
static bool ends_raw(const struct scanner *s, const char *p, struct slice name)
{
	if (s->end - p < (ptrdiff_t)name.n + 3 || p[1] != '/')
		return false;
	char c = p[2 + name.n];
	return (is_space(c) || c == '/' || c == '>') && starts(s, p + 2, name);
}

static bool starts_script(const struct scanner *s, const char *p)
{
	if (s->end - p < 8 || !starts(s, p + 1, SLICE("script")))
		return false;
	return is_space(p[7]) || p[7] == '/' || p[7] == '>';
}

/* The "</script" that ends a script: one inside "<!-- <script> ... -->" does not. */
static const char *find_script_end(const struct scanner *s)
{
	const char *p = s->at;
	const char *comment_end = NULL; /* set while inside "<!-- -->" */
	bool inner = false;             /* and inside a <script> in it */
	for (; (p = find(s, p, '<')) < s->end; p++) {
		if (comment_end && p >= comment_end) {
			comment_end = NULL;
			inner = false;
		}
		if (ends_raw(s, p, SLICE("script"))) {
			if (!inner)
				return p;
			inner = false;
		} else if (comment_end) {
			inner = inner || starts_script(s, p);
		} else if (starts(s, p, SLICE("<!--"))) {
			comment_end = memmem(p + 2, (size_t)(s->end - p - 2), "-->", 3);
			if (!comment_end)
				comment_end = s->end;
		}
	}
	return s->end;
}

static struct slice decode_raw(const struct scanner *s, const char *from, const char *to,
	enum tag tag)
{
	bool references = tag == TAG_TITLE || tag == TAG_TEXTAREA;
	return decode(s, slice_of(from, (size_t)(to - from)), references ? DECODE_REFERENCES : 0);
}

struct slice scan_raw(struct scanner *s, enum tag tag)
{
	const char *from = s->at, *p = from;
	struct slice name = slice_str(tag_name(tag));
	if (tag == TAG_SCRIPT)
		p = find_script_end(s);
	else
		while ((p = find(s, p, '<')) < s->end && !ends_raw(s, p, name))
			p++;
	s->at = p;
	if (p < s->end) {
		struct token end_tag;
		end_tag.type = TOKEN_END;
		s->at = p + 2;
		take_tag(s, &end_tag);
	}
	return decode_raw(s, from, p, tag);
}

struct slice scan_rest(struct scanner *s, enum tag tag)
{
	const char *from = s->at;
	s->at = s->end;
	return decode_raw(s, from, s->end, tag);
}
