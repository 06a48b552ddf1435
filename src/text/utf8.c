/* utf8: decoding after the table of well-formed sequences of the Unicode standard (3-7). */
#include "text/utf8.h"

#include <utf8proc.h>

/* Length of the well-formed sequence at `p` with `n` > 0 bytes left, or 0. */
static inline size_t sequence(const unsigned char *p, size_t n)
{
	unsigned char c = p[0];
	if (c < 0x80)
		return 1;
	if (c < 0xC2 || c > 0xF4 || n < 2)
		return 0;
	unsigned char low = 0x80, high = 0xBF;
	if (c == 0xE0)
		low = 0xA0;
	else if (c == 0xED)
		high = 0x9F;
	else if (c == 0xF0)
		low = 0x90;
	else if (c == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	size_t len = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	if (n < len)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return len;
}

uint32_t utf8_at(struct slice s, size_t at, size_t *ret_len)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	size_t len = sequence(p, s.n - at);
	*ret_len = len ? len : 1;
	switch (len) {
	case 1:
		return p[0];
	case 2:
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	case 3:
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	case 4:
		return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 |
			(p[3] & 0x3Fu);
	default:
		return 0xFFFD;
	}
}

uint32_t utf8_meant(uint32_t cp)
{
	static const uint16_t windows_1252[] = {
		0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
		0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
	};
	return cp >= 0x80 && cp < 0xA0 ? windows_1252[cp - 0x80] : cp;
}

size_t utf8_valid(struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t at = 0, len;
	while (at < s.n) {
		uint64_t x;
		for (; at + 8 <= s.n; at += 8) {
			memcpy(&x, p + at, 8);
			uint64_t far = le64toh(x) & 0x8080808080808080u;
			if (far) {
				at += (size_t)__builtin_ctzll(far) / 8;
				break;
			}
		}
		if (at == s.n)
			break;
		do {
			len = sequence(p + at, s.n - at);
			if (!len)
				return at;
			at += len;
		} while (at < s.n && p[at] >= 0x80);
	}
	return at;
}

size_t utf8_put(uint32_t cp, char *to)
{
	if (cp < 0x80) {
		to[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		to[0] = (char)(0xC0 | cp >> 6);
		to[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		to[0] = (char)(0xE0 | cp >> 12);
		to[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		to[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | cp >> 18);
	to[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	to[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	to[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

size_t utf8_count(struct slice s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

static utf8proc_category_t category(uint32_t cp)
{
	return utf8proc_category((utf8proc_int32_t)cp);
}

bool utf8_is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_alpha((char)cp);
	utf8proc_category_t c = category(cp);
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_mark(uint32_t cp)
{
	if (cp < 0x300)
		return false;
	utf8proc_category_t c = category(cp);
	return c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_upper(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z';
	utf8proc_category_t c = category(cp);
	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_digit(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= '0' && cp <= '9';
	return category(cp) == UTF8PROC_CATEGORY_ND;
}

int utf8_digit(uint32_t cp)
{
	/* Arabic, Persian, Devanagari, Bengali, Tamil, Thai, Lao, Burmese, Khmer, wide. */
	static const uint16_t zeros[] = { 0x660, 0x6F0, 0x966, 0x9E6, 0xBE6, 0xE50, 0xED0, 0x1040,
		0x17E0, 0xFF10 };
	if (cp < 0x80)
		return cp >= '0' && cp <= '9' ? (int)cp - '0' : -1;
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (cp - zeros[i] < 10)
			return (int)(cp - zeros[i]);
	return -1;
}

bool utf8_is_space(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_space((char)cp);
	return cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) ||
		cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}
