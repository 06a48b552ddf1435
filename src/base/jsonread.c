/* jsonread: strings are looked at twice, once for their end and once to copy them; eight bytes at a
 * time where nothing is to be seen. */
#include "base/jsonread.h"

static bool problem(struct json_reader *j, const char *what)
{
	if (!j->problem)
		j->problem = what;
	return false;
}

static int next_byte(struct json_reader *j)
{
	if (j->problem)
		return -1;
	while (j->at < j->text.n) {
		char c = j->text.p[j->at];
		if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
			return (unsigned char)c;
		j->at++;
	}
	return -1;
}

enum json_kind json_peek(struct json_reader *j)
{
	int c = next_byte(j);
	switch (c) {
	case '{':
		return JSON_IS_OBJECT;
	case '[':
		return JSON_IS_ARRAY;
	case '"':
		return JSON_IS_STRING;
	case 't':
	case 'f':
		return JSON_IS_BOOL;
	case 'n':
		return JSON_IS_NULL;
	default:
		return c == '-' || (c >= '0' && c <= '9') ? JSON_IS_NUMBER : JSON_IS_NONE;
	}
}

const char *json_kind_name(enum json_kind kind)
{
	static const char *const names[] = {
		[JSON_IS_NONE] = "nothing",
		[JSON_IS_OBJECT] = "an object",
		[JSON_IS_ARRAY] = "an array",
		[JSON_IS_STRING] = "a string",
		[JSON_IS_NUMBER] = "a number",
		[JSON_IS_BOOL] = "true or false",
		[JSON_IS_NULL] = "null",
	};
	return names[kind];
}

bool json_enter(struct json_reader *j, char bracket)
{
	if (next_byte(j) != bracket)
		return problem(j, bracket == '{' ? "no object" : "no array");
	if (j->depth == JSON_MAX_DEPTH)
		return problem(j, "nested too deeply");
	j->at++;
	j->depth++;
	j->begun = false;
	return true;
}

/* Take the closing bracket or the comma before the next; true where something follows. */
static bool goes_on(struct json_reader *j, char closing)
{
	int c = next_byte(j);
	if (c == closing) {
		j->at++;
		j->depth--;
		j->begun = true;
		return false;
	}
	if (j->begun) {
		if (c != ',')
			return problem(j, c < 0 ? "ends too early" : "no comma or closing bracket");
		j->at++;
	}
	j->begun = true;
	return !j->problem;
}

bool json_next_key(struct json_reader *j, struct arena *out, struct slice *ret_key)
{
	if (!goes_on(j, '}') || !json_take_text(j, out, ret_key))
		return false;
	if (next_byte(j) != ':')
		return problem(j, "no colon behind a key");
	j->at++;
	return true;
}

bool json_next_item(struct json_reader *j)
{
	return goes_on(j, ']');
}

/* Length of the UTF-8 sequence that begins with a byte above 0x7f at `p`; 0 where it is none. */
static size_t sequence(const unsigned char *p, size_t n)
{
	size_t len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
	if (p[0] < 0xc2 || p[0] > 0xf4 || n < len)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	/* Overlong forms, surrogates, and what is above U+10FFFF. */
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
		(p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return len;
}

/* Is there a byte in `w` that may need a look: above 0x7f, below 0x20, '"' or '\\'? */
static bool is_special(uint64_t w)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
	uint64_t quote = w ^ (ones * '"'), slash = w ^ (ones * '\\');
	return ((w | (w - ones * 0x20) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) &
		tops) != 0;
}

/* With the opening quote passed: find the closing one. */
static bool find_quote(struct json_reader *j, size_t *ret_end, bool *ret_escapes)
{
	const unsigned char *p = (const unsigned char *)j->text.p;
	size_t i = j->at, n = j->text.n, len;
	*ret_escapes = false;
	for (;;) {
		for (uint64_t w; n - i >= sizeof w; i += sizeof w) {
			memcpy(&w, p + i, sizeof w);
			if (is_special(w))
				break;
		}
		while (i < n && p[i] >= 0x20 && p[i] < 0x80 && p[i] != '"' && p[i] != '\\')
			i++;
		if (i == n || (p[i] == '\\' && i + 1 == n)) {
			j->at = n;
			return problem(j, "a string without an end");
		}
		if (p[i] == '"') {
			*ret_end = i;
			return true;
		}
		if (p[i] == '\\') {
			*ret_escapes = true;
			i += 2;
			/* An escaped byte above 0x7f is an error that shows when it is undone. */
			continue;
		}
		for (; i < n && p[i] >= 0x80; i += len) {
			len = sequence(p + i, n - i);
			if (!len) {
				j->at = i;
				return problem(j, "invalid UTF-8 in a string");
			}
		}
		if (i < n && p[i] < 0x20) {
			j->at = i;
			return problem(j, "a control character in a string");
		}
	}
}

/* The four digits at `at`, or -1. */
static int32_t hex4(struct slice s, size_t at)
{
	int32_t v = 0;
	if (s.n - at < 4)
		return -1;
	for (size_t i = 0; i < 4; i++) {
		int digit = ascii_hex(s.p[at + i]);
		if (digit < 0)
			return -1;
		v = v << 4 | digit;
	}
	return v;
}

static char *put_utf8(char *to, int32_t cp)
{
	if (cp < 0x80) {
		*to++ = (char)cp;
	} else if (cp < 0x800) {
		*to++ = (char)(0xc0 | cp >> 6);
		*to++ = (char)(0x80 | (cp & 63));
	} else if (cp < 0x10000) {
		*to++ = (char)(0xe0 | cp >> 12);
		*to++ = (char)(0x80 | (cp >> 6 & 63));
		*to++ = (char)(0x80 | (cp & 63));
	} else {
		*to++ = (char)(0xf0 | cp >> 18);
		*to++ = (char)(0x80 | (cp >> 12 & 63));
		*to++ = (char)(0x80 | (cp >> 6 & 63));
		*to++ = (char)(0x80 | (cp & 63));
	}
	return to;
}

/* Undo the escape at `*at` of `s`, behind its backslash; NULL where it is none. Never longer than
 * the escape itself. */
static char *unescape(struct slice s, size_t *at, char *to)
{
	static const char from[] = "\"\\/bfnrt", plain[] = "\"\\/\b\f\n\r\t";
	char c = s.p[(*at)++];
	const char *hit = c ? strchr(from, c) : NULL;
	if (hit) {
		*to = plain[hit - from];
		return to + 1;
	}
	int32_t cp = c == 'u' ? hex4(s, *at) : -1;
	if (cp < 0)
		return NULL;
	*at += 4;
	if (cp >= 0xd800 && cp <= 0xdbff && s.n - *at >= 6 && s.p[*at] == '\\' &&
		s.p[*at + 1] == 'u') {
		int32_t low = hex4(s, *at + 2);
		if (low >= 0xdc00 && low <= 0xdfff) {
			*at += 6;
			return put_utf8(to, 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00));
		}
	}
	return put_utf8(to, cp >= 0xd800 && cp <= 0xdfff ? 0xfffd : cp);
}

bool json_take_text(struct json_reader *j, struct arena *out, struct slice *ret_text)
{
	size_t end;
	bool escapes;
	int c = next_byte(j);
	if (c != '"')
		return problem(j, c < 0 ? "ends too early" : "no string");
	j->at++;
	if (!find_quote(j, &end, &escapes))
		return false;
	struct slice s = slice_sub(j->text, j->at, end);
	if (!escapes) {
		*ret_text = arena_dup(out, s);
		j->at = end + 1;
		return true;
	}
	char *text = arena_bytes(out, s.n), *to = text;
	for (size_t at = 0; at < s.n;) {
		size_t slash = slice_find_byte(s, '\\', at);
		if (slash == SIZE_MAX)
			slash = s.n;
		to = mempcpy(to, s.p + at, slash - at);
		at = slash + 1;
		if (slash < s.n && !(to = unescape(s, &at, to))) {
			j->at += slash;
			return problem(j, "a wrong escape in a string");
		}
	}
	*ret_text = slice_of(text, (size_t)(to - text));
	j->at = end + 1;
	return true;
}

static size_t digits(struct json_reader *j)
{
	size_t from = j->at;
	while (j->at < j->text.n && ascii_digit(j->text.p[j->at]))
		j->at++;
	return j->at - from;
}

static bool take_byte(struct json_reader *j, const char *any_of)
{
	if (j->at == j->text.n || !j->text.p[j->at] || !strchr(any_of, j->text.p[j->at]))
		return false;
	j->at++;
	return true;
}

static bool skip_number(struct json_reader *j)
{
	take_byte(j, "-");
	bool good = take_byte(j, "0") || digits(j) > 0;
	if (good && take_byte(j, "."))
		good = digits(j) > 0;
	if (good && take_byte(j, "eE")) {
		take_byte(j, "+-");
		good = digits(j) > 0;
	}
	return good || problem(j, "a wrong number");
}

static bool skip_word(struct json_reader *j)
{
	static const char *const words[] = { "true", "false", "null" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (slice_starts(slice_from(j->text, j->at), slice_str(words[i]))) {
			j->at += strlen(words[i]);
			return true;
		}
	return problem(j, "no value");
}

/* A string is looked at as closely as one that is kept. */
static bool skip_scalar(struct json_reader *j, enum json_kind kind, struct arena *scratch)
{
	struct slice text;
	switch (kind) {
	case JSON_IS_STRING:
		return json_take_text(j, scratch, &text);
	case JSON_IS_NUMBER:
		return skip_number(j);
	case JSON_IS_BOOL:
	case JSON_IS_NULL:
		return skip_word(j);
	default:
		return problem(j, j->at == j->text.n ? "ends too early" : "no value");
	}
}

bool json_skip(struct json_reader *j)
{
	bool object[JSON_MAX_DEPTH];
	int depth = 0;
	struct arena scratch = ARENA_INIT;
	struct slice key;
	do {
		enum json_kind kind = json_peek(j);
		if (kind == JSON_IS_OBJECT || kind == JSON_IS_ARRAY) {
			if (!json_enter(j, kind == JSON_IS_OBJECT ? '{' : '['))
				break;
			object[depth++] = kind == JSON_IS_OBJECT;
		} else if (!skip_scalar(j, kind, &scratch)) {
			break;
		}
		while (depth && !(object[depth - 1] ? json_next_key(j, &scratch, &key)
						    : json_next_item(j)))
			depth = j->problem ? 0 : depth - 1;
		arena_reset(&scratch);
	} while (depth && !j->problem);
	arena_done(&scratch);
	return !j->problem;
}

bool json_end_of_text(struct json_reader *j)
{
	return next_byte(j) < 0 && !j->problem ? true : problem(j, "something behind the end");
}
