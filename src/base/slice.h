/* slice: a piece of text that somebody else owns.
 *
 * By value, no NUL promised; print with "%.*s" and SLICE_ARG. Lengths and offsets are bytes. What
 * is said to be UTF-8 elsewhere is valid UTF-8; the functions here look at bytes and ASCII only
 * (folding that knows Unicode is in text/). */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
	const char *p; /* may be NULL only where n is 0 */
	size_t n;
};

#define SLICE(literal) ((struct slice){ ("" literal), sizeof(literal) - 1 })
#define SLICE_NONE ((struct slice){ NULL, 0 })
#define SLICE_ARG(s) (int)(s).n, (s).p

static inline struct slice slice_of(const char *p, size_t n)
{
	return (struct slice){ p, n };
}

/* The text of a NUL-terminated string, without its NUL; NULL is the empty slice. */
static inline struct slice slice_str(const char *s)
{
	return (struct slice){ s, s ? strlen(s) : 0 };
}

/* Bytes [from, to) of `s`; both are cut down to its length. */
static inline struct slice slice_sub(struct slice s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct slice){ from ? s.p + from : s.p, to - from };
}

/* `s` without its first `n` bytes. */
static inline struct slice slice_from(struct slice s, size_t n)
{
	return slice_sub(s, n, s.n);
}

static inline bool slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool slice_is(struct slice a, const char *s)
{
	return slice_eq(a, slice_str(s));
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static inline bool ascii_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static inline bool ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The value of a hexadecimal digit, or -1. */
static inline int ascii_hex(char c)
{
	if (ascii_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static inline bool ascii_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Equal but for ASCII case. */
bool slice_eq_nocase(struct slice a, struct slice b);

/* Order of memcmp, the shorter first where one begins the other. */
int slice_cmp(struct slice a, struct slice b);

bool slice_starts(struct slice s, struct slice prefix);
bool slice_starts_nocase(struct slice s, struct slice prefix);
bool slice_ends(struct slice s, struct slice suffix);

/* Offset of the first `needle` in `s` at or after `from`; SIZE_MAX where there is none. */
size_t slice_find(struct slice s, struct slice needle, size_t from);
size_t slice_find_nocase(struct slice s, struct slice needle, size_t from);
size_t slice_find_byte(struct slice s, char c, size_t from);

/* `s` without ASCII white space at both ends. */
struct slice slice_trim(struct slice s);

/* Take the next line off `*rest` into `*ret_line`, without its "\n" or "\r\n".
 * False when nothing is left. */
bool slice_next_line(struct slice *rest, struct slice *ret_line);

/* Take what stands before the next `sep` off `*rest`; the last piece has none behind it.
 * False when nothing is left. An empty slice has no pieces. */
bool slice_next_piece(struct slice *rest, char sep, struct slice *ret_piece);

/* A whole decimal number, with nothing else around it. False where it is none or too large. */
bool slice_to_int(struct slice s, int64_t *ret_value);

/* A 64-bit hash (FNV-1a, finished with an avalanche step). Not for hostile keys to be unlucky
 * with: maps that hold outside keys bound their size. */
uint64_t slice_hash(struct slice s);

#endif
