/* json: runs that need no escape are copied whole. */
#include "base/json.h"

static void before_value(struct json *j)
{
	if (j->comma)
		buf_byte(j->to, ',');
	j->comma = true;
}

void json_begin(struct json *j, char bracket)
{
	before_value(j);
	buf_byte(j->to, bracket);
	j->comma = false;
}

void json_end(struct json *j, char bracket)
{
	buf_byte(j->to, bracket);
	j->comma = true;
}

static void escape(struct buf *to, unsigned char c)
{
	switch (c) {
	case '"':
		buf_add(to, "\\\"", 2);
		break;
	case '\\':
		buf_add(to, "\\\\", 2);
		break;
	case '\n':
		buf_add(to, "\\n", 2);
		break;
	case '\t':
		buf_add(to, "\\t", 2);
		break;
	case '\r':
		buf_add(to, "\\r", 2);
		break;
	default:
		buf_printf(to, "\\u%04x", c);
	}
}

static bool is_line_separator(struct slice s, size_t i)
{
	return i + 3 <= s.n && memcmp(s.p + i, "\xe2\x80", 2) == 0 &&
		(s.p[i + 2] == '\xa8' || s.p[i + 2] == '\xa9');
}

/* What may need an escape. */
static bool is_special(unsigned char c)
{
	return (c < 0x20) | (c == '"') | (c == '\\') | (c == 0xe2);
}

enum { BLOCK = 16 };

/* Is nothing special in these bytes? Of a fixed length and without branches, so that the loop
 * becomes vector instructions. */
static bool is_plain(const char *p)
{
	unsigned char bytes[BLOCK], hits[BLOCK];
	uint64_t any[BLOCK / 8];
	memcpy(bytes, p, BLOCK);
	for (size_t i = 0; i < BLOCK; i++)
		hits[i] = is_special(bytes[i]);
	memcpy(any, hits, BLOCK);
	return !(any[0] | any[1]);
}

/* The first special byte at `at` or behind it, or the end. */
static size_t find_special(struct slice s, size_t at)
{
	while (at + BLOCK <= s.n && is_plain(s.p + at))
		at += BLOCK;
	/* The last block may overlap the one before it. */
	if (at + BLOCK > s.n && s.n >= BLOCK && is_plain(s.p + s.n - BLOCK))
		return s.n;
	while (at < s.n && !is_special((unsigned char)s.p[at]))
		at++;
	return at;
}

static void quoted(struct buf *to, struct slice s)
{
	size_t from = 0;
	buf_byte(to, '"');
	for (size_t i = 0; (i = find_special(s, i)) < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == 0xe2) {
			if (!is_line_separator(s, i))
				continue;
			buf_add(to, s.p + from, i - from);
			buf_printf(to, "\\u202%c", s.p[i + 2] == '\xa8' ? '8' : '9');
			i += 2;
		} else {
			buf_add(to, s.p + from, i - from);
			escape(to, c);
		}
		from = i + 1;
	}
	buf_add(to, s.p + from, s.n - from);
	buf_byte(to, '"');
}

void json_key(struct json *j, const char *key)
{
	before_value(j);
	quoted(j->to, slice_str(key));
	buf_byte(j->to, ':');
	j->comma = false;
}

void json_text(struct json *j, struct slice text)
{
	before_value(j);
	quoted(j->to, text);
}

void json_int(struct json *j, int64_t n)
{
	before_value(j);
	buf_printf(j->to, "%lld", (long long)n);
}

void json_bool(struct json *j, bool value)
{
	before_value(j);
	buf_str(j->to, value ? "true" : "false");
}

void json_pair(struct json *j, const char *key, struct slice text)
{
	if (!text.n)
		return;
	json_key(j, key);
	json_text(j, text);
}
