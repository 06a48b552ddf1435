/* UTF-8 that a program took for windows-1252 or Latin 1 and encoded again. */
#include "text/utf8.h"

/* The byte that `cp` is in windows-1252, or in Latin 1 where that has none there; 0 for none. */
static unsigned char byte_of(uint32_t cp)
{
	if (cp < 0x100)
		return (unsigned char)cp;
	for (uint32_t c = 0x80; c < 0xa0; c++)
		if (utf8_meant(c) == cp)
			return (unsigned char)c;
	return 0;
}

/* The next byte that is not ASCII at or after `at`, eight at a time. */
static size_t beyond_ascii(struct slice s, size_t at)
{
	for (uint64_t x; at + 8 <= s.n; at += 8) {
		memcpy(&x, s.p + at, 8);
		if (x & 0x8080808080808080u)
			break;
	}
	while (at < s.n && (unsigned char)s.p[at] < 0x80)
		at++;
	return at;
}

/* The character at `*at` whose bytes were each made a character, 4 bytes at most; moves behind it.
 * Returns its length, 0 where there is none. */
static size_t sign_undo(struct slice s, size_t *at, char *sign)
{
	size_t n = 0, wanted = 1, len;
	while (*at < s.n && n < wanted) {
		unsigned char byte = byte_of(utf8_at(s, *at, &len));
		if (byte < 0x80)
			return 0;
		if (n == 0)
			wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
		sign[n++] = (char)byte;
		*at += len;
	}
	return n == wanted && utf8_valid(slice_of(sign, n)) == n ? n : 0;
}

enum { DOUBLED_LEAST = 2 }; /* signs; one may be there to be talked about */

struct slice utf8_undouble(struct slice s, struct arena *out)
{
	char sign[4];
	size_t signs = 0;
	for (size_t at = beyond_ascii(s, 0); at < s.n; at = beyond_ascii(s, at), signs++)
		if (sign_undo(s, &at, sign) == 0)
			return s;
	if (signs < DOUBLED_LEAST)
		return s;
	char *to = arena_bytes(out, s.n);
	size_t n = 0;
	for (size_t at = 0; at < s.n;) {
		size_t end = beyond_ascii(s, at);
		memcpy(to + n, s.p + at, end - at);
		n += end - at;
		at = end;
		size_t len = at < s.n ? sign_undo(s, &at, sign) : 0;
		memcpy(to + n, sign, len);
		n += len;
	}
	return slice_of(to, n);
}
