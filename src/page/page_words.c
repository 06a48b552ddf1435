/* Where words begin and end is told by bytes alone, without tables of Unicode. */
#include "page/page_words.h"

static const uint32_t PAIR = 0x9e3779b1;

static bool word_byte(unsigned char c)
{
	return c >= 0x80 || ascii_alpha((char)c) || ascii_digit((char)c);
}

/* Signs of three bytes: punctuation parts words; scripts without blanks are taken to pieces that
 * are about as long as words elsewhere. */
enum wide { WIDE_LETTER, WIDE_MARK, WIDE_PAIRS = 2, WIDE_FOURS = 4 };

static enum wide wide_at(struct slice s, size_t i)
{
	if (i + 3 > s.n)
		return WIDE_LETTER;
	unsigned char a = (unsigned char)s.p[i], b = (unsigned char)s.p[i + 1],
		      c = (unsigned char)s.p[i + 2];
	if ((a == 0xe2 || a == 0xe3) && b == 0x80)
		return WIDE_MARK; /* general punctuation, and that of East Asia */
	if (a == 0xef && b == 0xbc && (c <= 0x8f || (c >= 0x9a && c <= 0xa0)))
		return WIDE_MARK; /* the wide forms of ASCII's */
	if (a >= 0xe3 && a <= 0xe9)
		return WIDE_PAIRS; /* kana, Chinese characters */
	if ((a == 0xe0 && b >= 0xb8 && b <= 0xbb) ||
		(a == 0xe1 && (b <= 0x82 || b == 0x9e || b == 0x9f)))
		return WIDE_FOURS; /* Thai, Lao; Burmese, Khmer */
	return WIDE_LETTER;
}

/* Where the word that begins at `i` ends. */
static size_t word_end(struct slice s, size_t i)
{
	enum wide script = (unsigned char)s.p[i] < 0xe0 ? WIDE_LETTER : wide_at(s, i);
	for (size_t chars = 0; i < s.n && word_byte((unsigned char)s.p[i]); i++) {
		if ((unsigned char)s.p[i] < 0xe0) {
			if (script != WIDE_LETTER)
				break;
			continue;
		}
		if (wide_at(s, i) != script || (script && chars++ == (size_t)script))
			break;
		i += script ? 2 : 0;
	}
	return i;
}

bool word_next(struct slice s, size_t *at, bool digits, uint32_t *ret_hash)
{
	size_t i = *at;
	while (i < s.n && !word_byte((unsigned char)s.p[i]))
		i++;
	while (i < s.n && (unsigned char)s.p[i] >= 0xe0 && wide_at(s, i) == WIDE_MARK)
		for (i += 3; i < s.n && !word_byte((unsigned char)s.p[i]);)
			i++;
	if (i == s.n)
		return false;
	uint32_t hash = 2166136261U;
	for (size_t end = word_end(s, i); i < end; i++) {
		char c = ascii_digit(s.p[i]) && !digits ? '0' : ascii_lower(s.p[i]);
		hash = (hash ^ (unsigned char)c) * 16777619U;
	}
	*at = i;
	*ret_hash = hash ^ hash >> 15;
	return true;
}

uint32_t word_triple(uint32_t a, uint32_t b, uint32_t c)
{
	return ((a * PAIR) ^ b) * PAIR ^ c;
}

size_t words_hash(struct slice text, bool digits, uint32_t *ret_hashes, size_t max)
{
	size_t n = 0, at = 0;
	while (n < max && word_next(text, &at, digits, &ret_hashes[n]))
		n++;
	return n;
}

const uint8_t *wordset_of(struct slice text, bool large, struct arena *out)
{
	if (text.n == 0)
		return NULL;
	uint32_t size = large ? WORDSET_LARGE : WORDSET_SMALL;
	uint8_t *set = arena_array(out, uint8_t, size / 8);
	uint32_t h[3] = { 0, 0, 0 };
	for (size_t at = 0, n = 0; word_next(text, &at, false, &h[2]); n++) {
		uint32_t bit = (large ? word_triple(h[0], h[1], h[2]) : h[2]) % size;
		if (!large || n >= 2)
			set[bit / 8] |= (uint8_t)(1 << bit % 8);
		h[0] = h[1];
		h[1] = h[2];
	}
	return set;
}
