/* chars: see chars.h. */
#include "dump/chars.h"

#include <endian.h>
#include <stddef.h>

const uint8_t char_ascii_kinds[128] = {
	['0'] = CHAR_DIGIT, ['1'] = CHAR_DIGIT, ['2'] = CHAR_DIGIT, ['3'] = CHAR_DIGIT,
	['4'] = CHAR_DIGIT, ['5'] = CHAR_DIGIT, ['6'] = CHAR_DIGIT, ['7'] = CHAR_DIGIT,
	['8'] = CHAR_DIGIT, ['9'] = CHAR_DIGIT,
	['A'] = CHAR_LETTER, ['B'] = CHAR_LETTER, ['C'] = CHAR_LETTER, ['D'] = CHAR_LETTER,
	['E'] = CHAR_LETTER, ['F'] = CHAR_LETTER, ['G'] = CHAR_LETTER, ['H'] = CHAR_LETTER,
	['I'] = CHAR_LETTER, ['J'] = CHAR_LETTER, ['K'] = CHAR_LETTER, ['L'] = CHAR_LETTER,
	['M'] = CHAR_LETTER, ['N'] = CHAR_LETTER, ['O'] = CHAR_LETTER, ['P'] = CHAR_LETTER,
	['Q'] = CHAR_LETTER, ['R'] = CHAR_LETTER, ['S'] = CHAR_LETTER, ['T'] = CHAR_LETTER,
	['U'] = CHAR_LETTER, ['V'] = CHAR_LETTER, ['W'] = CHAR_LETTER, ['X'] = CHAR_LETTER,
	['Y'] = CHAR_LETTER, ['Z'] = CHAR_LETTER, ['a'] = CHAR_LETTER, ['b'] = CHAR_LETTER,
	['c'] = CHAR_LETTER, ['d'] = CHAR_LETTER, ['e'] = CHAR_LETTER, ['f'] = CHAR_LETTER,
	['g'] = CHAR_LETTER, ['h'] = CHAR_LETTER, ['i'] = CHAR_LETTER, ['j'] = CHAR_LETTER,
	['k'] = CHAR_LETTER, ['l'] = CHAR_LETTER, ['m'] = CHAR_LETTER, ['n'] = CHAR_LETTER,
	['o'] = CHAR_LETTER, ['p'] = CHAR_LETTER, ['q'] = CHAR_LETTER, ['r'] = CHAR_LETTER,
	['s'] = CHAR_LETTER, ['t'] = CHAR_LETTER, ['u'] = CHAR_LETTER, ['v'] = CHAR_LETTER,
	['w'] = CHAR_LETTER, ['x'] = CHAR_LETTER, ['y'] = CHAR_LETTER, ['z'] = CHAR_LETTER,
};

uint32_t char_decode(const char *p, const char *end, unsigned *ret_len)
{
	const unsigned char *u = (const unsigned char *)p;
	size_t left = (size_t)(end - p);
	unsigned n = u[0] < 0xC0 ? 1 : u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
	*ret_len = n;
	if (left < n) { /* a line that is too long is cut anywhere */
		*ret_len = (unsigned)left;
		return 0xFFFD;
	}
	switch (n) {
	case 1:
		return u[0];
	case 2:
		return (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3F);
	case 3:
		return (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3F);
	default:
		return (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3F) << 12 |
			(uint32_t)(u[2] & 0x3F) << 6 | (u[3] & 0x3F);
	}
}

struct range {
	uint32_t from, to;
};

static bool in_ranges(uint32_t c, const struct range *r, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (c < r[i].from)
			return false;
		if (c <= r[i].to)
			return true;
	}
	return false;
}

#define IN(c, ranges) in_ranges((c), (ranges), sizeof(ranges) / sizeof((ranges)[0]))

/* What stands between words, in order; all else above ASCII is a letter or a digit. */
static const struct range parts[] = {
	{ 0xA0, 0xA9 }, { 0xAB, 0xB4 }, { 0xB6, 0xB9 }, { 0xBB, 0xBF }, { 0xD7, 0xD7 },
	{ 0xF7, 0xF7 }, { 0x60C, 0x60D }, { 0x61B, 0x61F }, { 0x66A, 0x66D }, { 0x6D4, 0x6D4 },
	{ 0x964, 0x965 }, { 0x2000, 0x206F }, { 0x20A0, 0x20CF }, { 0x2100, 0x2BFF },
	{ 0x2E00, 0x2E7F }, { 0x3000, 0x3004 }, { 0x3007, 0x3020 }, { 0x30FB, 0x30FB },
	{ 0xFD3E, 0xFD3F }, { 0xFE00, 0xFE6F }, { 0xFF00, 0xFF0F }, { 0xFF1A, 0xFF20 },
	{ 0xFF3B, 0xFF40 }, { 0xFF5B, 0xFF65 }, { 0xFFE0, 0xFFFF }, { 0x1F000, 0x1FAFF },
	{ 0xE0000, 0xE0FFF },
};

static const struct range digits[] = {
	{ 0x660, 0x669 }, { 0x6F0, 0x6F9 }, { 0x966, 0x96F }, { 0xFF10, 0xFF19 },
};

enum char_kind char_kind_far(uint32_t c)
{
	if (c >= 0xC0 && c < 0x600)
		return c == 0xD7 || c == 0xF7 ? CHAR_OTHER : CHAR_LETTER;
	if (IN(c, digits))
		return CHAR_DIGIT;
	return IN(c, parts) ? CHAR_OTHER : CHAR_LETTER;
}

uint32_t char_lower_far(uint32_t c)
{
	if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
		return c + 32;
	if (c == 0x130)
		return 'i';
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x218 && c <= 0x21B))
		return c | 1;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
		return c + (c & 1);
	if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
		return c + 32;
	if (c >= 0x400 && c <= 0x40F)
		return c + 80;
	return c;
}

bool char_dense(uint32_t c)
{
	static const struct range dense[] = {
		{ 0xE00, 0xEFF }, { 0x1000, 0x109F }, { 0x1780, 0x17FF }, { 0x3005, 0x3006 },
		{ 0x3040, 0x30FF }, { 0x3400, 0x9FFF }, { 0xF900, 0xFAFF }, { 0x20000, 0x3FFFF },
	};
	return c >= 0xE00 && IN(c, dense);
}

bool char_stop(uint32_t c)
{
	switch (c) {
	case '.': case '!': case '?':
	case 0x2026: case 0x3002: case 0xFF01: case 0xFF1F: case 0xFF0E: case 0x61F: case 0x6D4:
	case 0x964: case 0x965: case 0x203D: case 0x589: case 0x104B:
		return true;
	default:
		return false;
	}
}

bool char_close(uint32_t c)
{
	switch (c) {
	case '"': case '\'': case ')': case ']': case 0x201D: case 0x2019: case 0xBB: case 0x300D:
	case 0x300F: case 0xFF09: case 0x201C: case 0x203A: case 0xAB: case '*':
		return true;
	default:
		return false;
	}
}

/* A hash of bytes that are given one by one, or up to eight at once. */
struct hasher {
	uint64_t h;
	uint64_t bytes; /* the first in the lowest bits */
	unsigned n;     /* of them: 0 to 7 */
};

/* `n` bytes, 1 to 8, the others of `bytes` are 0. */
static inline void hasher_add(struct hasher *x, uint64_t bytes, unsigned n)
{
	x->bytes |= bytes << 8 * x->n;
	if (x->n + n < 8) {
		x->n += n;
		return;
	}
	x->h = hash_eight(x->h, x->bytes);
	x->bytes = x->n ? bytes >> 8 * (8 - x->n) : 0;
	x->n = x->n + n - 8;
}

static inline uint64_t hasher_end(const struct hasher *x)
{
	return x->n ? hash_eight(x->h, x->bytes) : x->h;
}

static void hash_char(struct hasher *x, uint32_t c)
{
	if (c < 0x80)
		hasher_add(x, c, 1);
	else if (c < 0x800)
		hasher_add(x, (0xC0 | c >> 6) | (0x80 | (c & 0x3F)) << 8, 2);
	else if (c < 0x10000)
		hasher_add(x, (0xE0 | c >> 12) | (0x80 | (c >> 6 & 0x3F)) << 8 |
			(0x80 | (c & 0x3F)) << 16, 3);
	else
		hasher_add(x, (0xF0 | c >> 18) | (0x80 | (c >> 12 & 0x3F)) << 8 |
			(0x80 | (c >> 6 & 0x3F)) << 16 | (0x80 | (c & 0x3F)) << 24, 4);
}

/* An apostrophe between letters belongs to the word. */
static bool apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

/* How many of the eight bytes of `x`, from the lowest, are ASCII letters; and these in lower case,
 * the others 0. */
static inline unsigned letters_of(uint64_t x, uint64_t *ret_lower)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
	uint64_t lower = x | ones * 0x20, low = lower & ~tops;
	uint64_t from_a = low + ones * (0x80 - 'a'), past_z = low + ones * (0x7F - 'z');
	uint64_t others = ~(from_a & ~past_z & ~x) & tops;
	/* All bits below the first byte that is none; all where there is no such byte. */
	*ret_lower = lower & (((others & -others) >> 7) - 1);
	return others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
}

/* The ASCII letters from `p` on. */
static const char *take_ascii(const char *p, const char *end, struct hasher *x)
{
	uint64_t eight, lower;
	while (end - p >= 8) {
		memcpy(&eight, p, 8);
		unsigned n = letters_of(le64toh(eight), &lower);
		if (n)
			hasher_add(x, lower, n);
		p += n;
		if (n < 8)
			return p;
	}
	while (p < end && ascii_alpha(*p))
		hasher_add(x, (unsigned char)(*p++ | 0x20), 1);
	return p;
}

/* The rest of a word of letters. */
static const char *take_letters(const char *p, const char *end, struct token *t)
{
	struct hasher x = { .h = HASH_BEGIN };
	for (;;) {
		const char *from = p;
		p = take_ascii(p, end, &x);
		t->chars += (unsigned)(p - from);
		if (p >= end)
			break;
		unsigned n, m;
		uint32_t c = char_at(p, end, &n);
		if (apostrophe(c)) {
			if (p + n >= end || char_kind(char_at(p + n, end, &m)) != CHAR_LETTER)
				break;
			c = '\'';
		} else if (c < 0x80 || char_kind(c) != CHAR_LETTER) {
			break;
		}
		hash_char(&x, char_lower(c));
		t->chars++;
		p += n;
	}
	t->hash = hasher_end(&x);
	return p;
}

/* Any word. */
static bool next_any(struct slice s, size_t at, struct token *ret_token)
{
	const char *end = s.p + s.n, *p = s.p + at;
	unsigned n = 0;
	uint32_t c = 0;
	enum char_kind kind = CHAR_OTHER;
	for (; p < end; p += n) {
		c = char_at(p, end, &n);
		kind = char_kind(c);
		if (kind != CHAR_OTHER || c == 0xA9)
			break;
	}
	if (p >= end)
		return false;
	struct token *t = ret_token;
	*t = (struct token){ .start = (size_t)(p - s.p), .kind = kind, .upper = char_upper(c),
		.first = c };
	if (kind == CHAR_LETTER) {
		p = take_letters(p, end, t);
	} else {
		struct hasher x = { .h = HASH_BEGIN };
		hash_char(&x, kind == CHAR_DIGIT ? '#' : c);
		t->hash = hasher_end(&x);
		do {
			t->chars++;
			p += n;
		} while (kind == CHAR_DIGIT && p < end &&
			char_kind(char_at(p, end, &n)) == CHAR_DIGIT);
	}
	t->end = (size_t)(p - s.p);
	return true;
}

/* The eight bytes at `at`, which is before the end of `s`, the first in the lowest bits, and 0 for
 * what is behind the end; `s` has eight or more. */
static inline uint64_t eight_at(struct slice s, size_t at)
{
	uint64_t x;
	size_t from = at > s.n - 8 ? s.n - 8 : at;
	memcpy(&x, s.p + from, 8);
	return le64toh(x) >> 8 * (at - from);
}

/* Most words are of up to seven ASCII letters: eight bytes tell all of it. */
bool token_next(struct slice s, size_t at, struct token *ret_token)
{
	while (at < s.n && (unsigned char)s.p[at] < 0x80 &&
		char_ascii_kinds[(unsigned char)s.p[at]] == CHAR_OTHER)
		at++;
	if (at >= s.n)
		return false;
	if (s.n < 8)
		return next_any(s, at, ret_token);
	uint64_t eight = eight_at(s, at), lower;
	unsigned n = letters_of(eight, &lower);
	unsigned char next = n < 8 ? (unsigned char)(eight >> 8 * n) : 0x80;
	if (n == 0 || next == '\'' || next >= 0x80)
		return next_any(s, at, ret_token);
	*ret_token = (struct token){ .start = at, .end = at + n,
		.hash = hash_eight(HASH_BEGIN, lower), .kind = CHAR_LETTER,
		.upper = s.p[at] <= 'Z', .chars = n, .first = (unsigned char)s.p[at] };
	return true;
}
