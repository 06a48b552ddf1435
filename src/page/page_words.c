/* Where words begin and end is told by bytes alone, without tables of Unicode. */
#include "page/page_words.h"

static const uint32_t PAIR = 0x9e3779b1;

/* Of each byte below 0xe0 what it is in a word, letters folded; 0 for what parts words. */
#define SAME_(c) [c] = (c)
#define SAME4_(c) SAME_(c), SAME_((c) + 1), SAME_((c) + 2), SAME_((c) + 3)
#define SAME16_(c) SAME4_(c), SAME4_((c) + 4), SAME4_((c) + 8), SAME4_((c) + 12)
#define LETTER_(c) [c] = (c), [(c) - 32] = (c)
#define LETTER4_(c) LETTER_(c), LETTER_((c) + 1), LETTER_((c) + 2), LETTER_((c) + 3)
static const uint8_t folded[0xe0] = { SAME16_(0x80), SAME16_(0x90), SAME16_(0xa0), SAME16_(0xb0),
	SAME16_(0xc0), SAME16_(0xd0), SAME4_('0'), SAME4_('4'), SAME_('8'), SAME_('9'),
	LETTER4_('a'), LETTER4_('e'), LETTER4_('i'), LETTER4_('m'), LETTER4_('q'), LETTER4_('u'),
	LETTER_('y'), LETTER_('z') };

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

/* Moves past what is not of a word. */
static size_t word_begin(struct slice s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p;
	while (i < s.n) {
		if (p[i] < 0xe0 && folded[p[i]])
			break;
		if (p[i] >= 0xe0 && wide_at(s, i) != WIDE_MARK)
			break;
		i += p[i] >= 0xe0 ? 3 : 1;
	}
	return i;
}

bool word_next(struct slice s, size_t *at, bool digits, uint32_t *ret_hash)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = word_begin(s, *at), chars = 0, left = 0;
	if (i >= s.n)
		return false;
	uint32_t hash = 2166136261U;
	enum wide script = p[i] < 0xe0 ? WIDE_LETTER : wide_at(s, i);
	for (; i < s.n; i++) {
		unsigned char c = p[i];
		if (c >= 0xe0) {
			if (wide_at(s, i) != script || (script && chars++ == (size_t)script))
				break;
			left = script ? 3 : 0;
		} else if (!(c = folded[c]) || (script && left == 0)) {
			break;
		} else if (!digits && c <= '9') {
			c = '0';
		}
		left -= left > 0;
		hash = (hash ^ c) * 16777619U;
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
