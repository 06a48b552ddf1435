/* A reader without recursion: the open objects and lists are the values' parents. */
#include "page/page_jsonld.h"

struct reader {
	struct jsonld *ld;
	struct arena *out;
	struct slice text;
	size_t at;
	uint32_t open;  /* the object or list that is being read */
	uint32_t depth;
	struct slice key;
};

static uint32_t value_add(struct reader *r, enum jsonld_type type, struct slice text)
{
	struct jsonld *ld = r->ld;
	if (ld->values.n == 0)
		*list_add(r->out, &ld->values) = (struct jsonld_value){ .type = JSONLD_ARRAY };
	if (ld->values.n >= JSONLD_MAX_VALUES)
		return 0;
	uint32_t i = (uint32_t)ld->values.n;
	*list_add(r->out, &ld->values) = (struct jsonld_value){ .key = r->key, .text = text,
		.parent = r->open, .type = (uint8_t)type };
	struct jsonld_value *up = &ld->values.at[r->open];
	if (up->last_)
		ld->values.at[up->last_].next = i;
	else
		up->first = i;
	up->last_ = i;
	r->key = SLICE_NONE;
	return i;
}

/* The four hexadecimal digits at `at`, or -1. */
static int32_t hex4(struct slice s, size_t at)
{
	int32_t n = 0;
	if (at + 4 > s.n)
		return -1;
	for (size_t i = at; i < at + 4; i++) {
		int digit = ascii_hex(s.p[i]);
		if (digit < 0)
			return -1;
		n = n * 16 + digit;
	}
	return n;
}

static size_t put_utf8(uint32_t cp, char *to)
{
	if (cp < 0x80) {
		to[0] = (char)(cp < ' ' ? ' ' : cp);
		return 1;
	}
	if (cp < 0x800) {
		to[0] = (char)(0xc0 | cp >> 6);
		to[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		to[0] = (char)(0xe0 | cp >> 12);
		to[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		to[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | cp >> 18);
	to[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	to[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	to[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

/* The escape behind the backslash at `*at`; moves past it. */
static size_t unescape(struct slice s, size_t *at, char *to)
{
	char c = s.p[*at + 1];
	*at += 2;
	if (c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f') {
		to[0] = c == 'n' ? '\n' : ' ';
		return 1;
	}
	if (c != 'u') {
		to[0] = c;
		return 1;
	}
	int32_t high = hex4(s, *at);
	if (high < 0)
		return 0;
	*at += 4;
	if (high >= 0xd800 && high < 0xdc00 && slice_starts(slice_from(s, *at), SLICE("\\u"))) {
		int32_t low = hex4(s, *at + 2);
		if (low >= 0xdc00 && low < 0xe000) {
			*at += 6;
			uint32_t cp = (uint32_t)(high - 0xd800) << 10 | (uint32_t)(low - 0xdc00);
			return put_utf8(0x10000 + cp, to);
		}
	}
	return put_utf8(high >= 0xd800 && high < 0xe000 ? 0xfffd : (uint32_t)high, to);
}

/* The string that begins behind the quote at `at`. Escapes never make text longer. */
static struct slice string_read(struct reader *r)
{
	struct slice s = r->text;
	size_t start = ++r->at, end = start;
	bool escaped = false;
	while (end < s.n && s.p[end] != '"') {
		if (s.p[end] == '\\') {
			escaped = true;
			end++;
		}
		end++;
	}
	if (end > s.n)
		end = s.n;
	r->at = end < s.n ? end + 1 : end;
	struct slice raw = slice_sub(s, start, end);
	if (!escaped)
		return raw;
	char *to = arena_bytes(r->out, raw.n + 4);
	size_t n = 0, i = 0;
	while (i < raw.n) {
		if (raw.p[i] == '\\' && i + 1 < raw.n)
			n += unescape(raw, &i, to + n);
		else
			to[n++] = raw.p[i++];
	}
	return slice_of(to, n);
}

/* Behind the comment that begins at `at`; 0 where none does. */
static size_t comment_end(struct slice s, size_t at)
{
	struct slice rest = slice_from(s, at);
	if (!slice_starts(rest, SLICE("//")) && !slice_starts(rest, SLICE("/*")))
		return 0;
	bool line = s.p[at + 1] == '/';
	size_t end = slice_find(s, line ? SLICE("\n") : SLICE("*/"), at + 2);
	return end == SIZE_MAX ? s.n : end + (line ? 1 : 2);
}

/* A number or a word; anything else is passed over. */
static void other_read(struct reader *r)
{
	struct slice s = r->text;
	size_t start = r->at;
	while (r->at < s.n && !ascii_space(s.p[r->at]) && !strchr(",:{}[]\"", s.p[r->at]))
		r->at++;
	struct slice word = slice_sub(s, start, r->at);
	if (r->at == start)
		r->at++;
	else if (ascii_digit(word.p[0]) || word.p[0] == '-' || ascii_alpha(word.p[0]))
		(void)value_add(r, JSONLD_OTHER, word);
}

static bool open_add(struct reader *r, enum jsonld_type type)
{
	uint32_t i = r->depth < JSONLD_MAX_DEPTH ? value_add(r, type, SLICE_NONE) : 0;
	if (i == 0)
		return false;
	r->open = i;
	r->depth++;
	return true;
}

static bool key_follows(const struct reader *r)
{
	size_t at = r->at;
	while (at < r->text.n && ascii_space(r->text.p[at]))
		at++;
	return at < r->text.n && r->text.p[at] == ':';
}

void jsonld_read(struct jsonld *ld, struct slice text, struct arena *out)
{
	struct reader r = { .ld = ld, .out = out, .text = text };
	while (r.at < text.n) {
		char c = text.p[r.at];
		if (c == '/' && r.open && comment_end(text, r.at)) {
			r.at = comment_end(text, r.at);
		} else if (c == '{' || c == '[') {
			if (!open_add(&r, c == '{' ? JSONLD_OBJECT : JSONLD_ARRAY))
				return;
			r.at++;
		} else if (c == '}' || c == ']') {
			if (r.open) {
				r.open = ld->values.at[r.open].parent;
				r.depth--;
			}
			r.at++;
		} else if (c == '"') {
			struct slice s = string_read(&r);
			if (r.open && ld->values.at[r.open].type == JSONLD_OBJECT &&
				r.key.p == NULL && key_follows(&r))
				r.key = s.p ? s : SLICE("");
			else if (r.open)
				(void)value_add(&r, JSONLD_STRING, s);
		} else if (ascii_space(c) || c == ',' || c == ':' || !r.open) {
			r.at++;
		} else {
			other_read(&r);
		}
	}
}

uint32_t jsonld_get(const struct jsonld *ld, uint32_t object, const char *key)
{
	if (object == 0 || ld->values.at[object].type != JSONLD_OBJECT)
		return 0;
	for (uint32_t i = ld->values.at[object].first; i; i = ld->values.at[i].next)
		if (slice_is(ld->values.at[i].key, key))
			return i;
	return 0;
}

struct slice jsonld_text(const struct jsonld *ld, uint32_t value)
{
	while (value && ld->values.at[value].type == JSONLD_ARRAY)
		value = ld->values.at[value].first;
	if (value && ld->values.at[value].type == JSONLD_OBJECT)
		value = jsonld_get(ld, value, "@value");
	if (value == 0 || ld->values.at[value].type == JSONLD_OBJECT ||
		ld->values.at[value].type == JSONLD_ARRAY)
		return SLICE_NONE;
	struct slice text = ld->values.at[value].text;
	return ld->values.at[value].type == JSONLD_OTHER && slice_is(text, "null") ? SLICE_NONE
										   : text;
}

static bool type_listed(struct slice type, const char *types)
{
	size_t slash = type.n;
	while (slash > 0 && type.p[slash - 1] != '/' && type.p[slash - 1] != ':')
		slash--;
	type = slice_from(type, slash);
	struct slice rest = slice_str(types), word;
	while (slice_next_piece(&rest, ' ', &word))
		if (slice_eq_nocase(word, type))
			return true;
	return false;
}

bool jsonld_is(const struct jsonld *ld, uint32_t object, const char *types)
{
	uint32_t type = jsonld_get(ld, object, "@type");
	if (type == 0)
		return false;
	if (ld->values.at[type].type != JSONLD_ARRAY)
		return type_listed(ld->values.at[type].text, types);
	for (uint32_t i = ld->values.at[type].first; i; i = ld->values.at[i].next)
		if (type_listed(ld->values.at[i].text, types))
			return true;
	return false;
}

uint32_t jsonld_resolve(const struct jsonld *ld, uint32_t value)
{
	struct slice id = jsonld_text(ld, jsonld_get(ld, value, "@id"));
	if (id.n == 0 || jsonld_get(ld, value, "name"))
		return value;
	for (uint32_t i = 1; i < ld->values.n; i++)
		if (ld->values.at[i].type == JSONLD_OBJECT && i != value &&
			jsonld_get(ld, i, "name") &&
			slice_eq(jsonld_text(ld, jsonld_get(ld, i, "@id")), id))
			return i;
	return value;
}
