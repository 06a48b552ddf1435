/* paired: decoders of the encodings of East Asia, as the WHATWG Encoding Standard has them. */
#include "text/encoding.h"
#include "text/utf8.h"

/* Code points in a row, from the number of the first on. */
struct point_range {
	uint32_t number, point;
};

#include "charset-pairs.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { REPLACEMENT = 0xFFFD, HALF_KANA = 0xFF61, PRIVATE_USE = 0xE000, GB_FAR = 189000 };

/* The character at `p` (a byte of the upper half, `n` > 0 left) goes to `*ret_point`, 0 where it is
 * none; returns the bytes that it takes. */
typedef size_t (*take_fn)(const unsigned char *p, size_t n, uint32_t *ret_point);

static bool within(unsigned char b, unsigned char first, unsigned char last)
{
	return b >= first && b <= last;
}

/* The last range that begins at or before `number`; ranges[0] begins at 0. */
static const struct point_range *range_of(
	const struct point_range *ranges, size_t n, uint32_t number)
{
	size_t from = 0, to = n;
	while (to - from > 1) {
		size_t mid = (from + to) / 2;
		if (ranges[mid].number <= number)
			from = mid;
		else
			to = mid;
	}
	return &ranges[from];
}

/* A pair that stands for nothing is one error, but its second byte is kept where it is ASCII. */
static size_t pair(const unsigned char *p, uint32_t point, uint32_t *ret_point)
{
	*ret_point = point;
	return !point && p[1] < 0x80 ? 1 : 2;
}

static size_t take_gb_four(const unsigned char *p, size_t n, uint32_t *ret_point)
{
	*ret_point = 0;
	if (n < 4 || !within(p[2], 0x81, 0xFE) || !within(p[3], 0x30, 0x39))
		return 1;
	uint32_t number = ((p[0] - 0x81u) * 10 + p[1] - 0x30u) * 126 + p[2] - 0x81u;
	number = number * 10 + p[3] - 0x30u;
	const struct point_range *r = range_of(gb18030_ranges, COUNT(gb18030_ranges), number);
	if (number < 39420)
		*ret_point = r->point + number - r->number;
	else if (number >= GB_FAR && number - GB_FAR < 0x100000)
		*ret_point = number - GB_FAR + 0x10000;
	return 4;
}

static size_t take_gb(const unsigned char *p, size_t n, uint32_t *ret_point)
{
	*ret_point = p[0] == 0x80 ? 0x20AC : 0;
	if (n < 2 || !within(p[0], 0x81, 0xFE))
		return 1;
	if (within(p[1], 0x30, 0x39))
		return take_gb_four(p, n, ret_point);
	bool second = within(p[1], 0x40, 0x7E) || within(p[1], 0x80, 0xFE);
	size_t at = (p[0] - 0x81u) * 190 + p[1] - (p[1] < 0x7F ? 0x40u : 0x41u);
	return pair(p, second ? gbk[at] : 0, ret_point);
}

static size_t take_big5(const unsigned char *p, size_t n, uint32_t *ret_point)
{
	*ret_point = 0;
	if (n < 2 || !within(p[0], 0x81, 0xFE))
		return 1;
	if (!within(p[1], 0x40, 0x7E) && !within(p[1], 0xA1, 0xFE))
		return pair(p, 0, ret_point);
	uint32_t at = (p[0] - 0x81u) * 157 + p[1] - (p[1] < 0x7F ? 0x40u : 0x62u);
	const struct point_range *far = range_of(big5_far, COUNT(big5_far), at);
	return pair(p, far->number == at ? far->point : big5[at], ret_point);
}

static size_t take_korean(const unsigned char *p, size_t n, uint32_t *ret_point)
{
	*ret_point = 0;
	if (n < 2 || !within(p[0], 0x81, 0xFE))
		return 1;
	bool second = within(p[1], 0x41, 0xFE);
	return pair(p, second ? korean[(p[0] - 0x81u) * 190 + p[1] - 0x41u] : 0, ret_point);
}

static size_t take_eucjp(const unsigned char *p, size_t n, uint32_t *ret_point)
{
	*ret_point = 0;
	if (n < 2)
		return 1;
	if (p[0] == 0x8E)
		return pair(p, within(p[1], 0xA1, 0xDF) ? HALF_KANA + p[1] - 0xA1u : 0, ret_point);
	bool second = within(p[1], 0xA1, 0xFE);
	if (p[0] == 0x8F && second && n > 2 && within(p[2], 0xA1, 0xFE)) {
		*ret_point = jis0212[(p[1] - 0xA1u) * 94 + p[2] - 0xA1u];
		return 3;
	}
	if (!within(p[0], 0xA1, 0xFE))
		return 1;
	return pair(p, second ? jis0208[(p[0] - 0xA1u) * 94 + p[1] - 0xA1u] : 0, ret_point);
}

static size_t take_shiftjis(const unsigned char *p, size_t n, uint32_t *ret_point)
{
	enum { OWN_FIRST = 8836, OWN_LAST = 10715 }; /* what users make of their own */
	*ret_point = within(p[0], 0xA1, 0xDF) ? HALF_KANA + p[0] - 0xA1u : 0;
	bool lead = within(p[0], 0x81, 0x9F) || within(p[0], 0xE0, 0xFC);
	if (!lead || n < 2)
		return 1;
	if (!within(p[1], 0x40, 0x7E) && !within(p[1], 0x80, 0xFC))
		return pair(p, 0, ret_point);
	uint32_t at = (p[0] - (p[0] < 0xA0 ? 0x81u : 0xC1u)) * 188 + p[1] -
		(p[1] < 0x7F ? 0x40u : 0x41u);
	bool own = at >= OWN_FIRST && at <= OWN_LAST;
	return pair(p, own ? PRIVATE_USE + at - OWN_FIRST : jis0208[at], ret_point);
}

static void put(struct buf *to, uint32_t point, size_t *errors)
{
	char bytes[4];
	*errors += !point;
	buf_add(to, bytes, utf8_put(point ? point : REPLACEMENT, bytes));
}

/* Escapes choose what the bytes behind them are; pairs are those of EUC-JP without their upper
 * bits. */
static size_t decode_iso2022jp(struct slice s, struct buf *to)
{
	enum { ASCII, ROMAN, KANA, PAIRS } state = ASCII;
	const unsigned char *p = (const unsigned char *)s.p;
	size_t errors = 0;
	for (size_t at = 0; at < s.n;) {
		unsigned char c = p[at], next = at + 1 < s.n ? p[at + 1] : 0;
		if (c == 0x1B && s.n - at > 2 && (next == '(' || next == '$')) {
			unsigned char set = p[at + 2];
			state = set == 'J' ? ROMAN : set == 'I' ? KANA : ASCII;
			state = next == '$' ? PAIRS : state;
			at += 3;
		} else if (c < 0x21 || (state != PAIRS && state != KANA)) {
			bool yen = state == ROMAN && c == 0x5C, tilde = state == ROMAN && c == 0x7E;
			if (c == 0)
				buf_byte(to, 0);
			else
				put(to, yen ? 0xA5 : tilde ? 0x203E : c < 0x80 ? c : 0, &errors);
			at++;
		} else if (state == KANA) {
			put(to, c < 0x60 ? HALF_KANA + c - 0x21u : 0, &errors);
			at++;
		} else {
			bool both = within(c, 0x21, 0x7E) && within(next, 0x21, 0x7E);
			put(to, both ? jis0208[(c - 0x21u) * 94 + next - 0x21u] : 0, &errors);
			at += both ? 2 : 1;
		}
	}
	return errors;
}

size_t paired_decode(enum how how, struct slice bytes, struct buf *to)
{
	static const take_fn takes[] = {
		[HOW_GB18030] = take_gb,
		[HOW_BIG5] = take_big5,
		[HOW_EUCKR] = take_korean,
		[HOW_EUCJP] = take_eucjp,
		[HOW_SHIFTJIS] = take_shiftjis,
	};
	if (how == HOW_ISO2022JP)
		return decode_iso2022jp(bytes, to);
	const unsigned char *p = (const unsigned char *)bytes.p;
	size_t errors = 0;
	for (size_t at = 0; at < bytes.n;) {
		size_t run = at;
		while (run < bytes.n && p[run] < 0x80)
			run++;
		buf_add(to, bytes.p + at, run - at);
		at = run;
		if (at < bytes.n) {
			uint32_t point;
			at += takes[how](p + at, bytes.n - at, &point);
			put(to, point, &errors);
		}
	}
	return errors;
}
