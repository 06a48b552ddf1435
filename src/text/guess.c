/* guess: what encoding bytes without a label are in.
 *
 * Naive Bayes over the bytes of the upper half. A model of an encoding of one byte a character, in
 * one language, says what a byte costs (in eighths of a nat) behind what kind of byte; one of an
 * East Asian encoding says what a first byte costs, with second bytes taken as even. All models pay
 * for the same bytes, so that their sums compare; the cheapest wins. */
#include <utf8proc.h>

#include "text/encoding.h"

enum byte_class { BYTE_OTHER, BYTE_SMALL, BYTE_LARGE, HIGH_LETTER, HIGH_LARGE, HIGH_OTHER };
enum { N_CLASSES = 6, COLUMNS = 131, COLUMN_SMALL = 128, COLUMN_LARGE, COLUMN_OTHER };

struct simple_model {
	uint16_t encoding;
	uint8_t handicap;
	uint8_t cost[N_CLASSES][COLUMNS]; /* by class of the byte before */
};

struct paired_model {
	uint16_t encoding;
	uint8_t handicap;
	bool kana;          /* A1 to DF are characters alone */
	uint8_t seconds[4]; /* first and last of two ranges of second bytes */
	uint8_t cost[128][2];
};

#include "charset-models.h"

/* Costs that no table holds: which letter or sign of ASCII stands behind the upper half; letters of
 * ASCII beside characters of two bytes; a byte that cannot be. */
enum { COST_WHICH_LETTER = 27, COST_WHICH_SIGN = 20, COST_LETTER_BEHIND = 20, COST_SIGN_BEHIND = 4,
	COST_LETTER_BEFORE = 20, COST_INVALID = 96, COST_NEVER = 255 };

/* Looked at: enough to be sure, and so little that fifty models take less than a millisecond. */
enum { SAMPLE_MAX = 8192, WINDOW_MAX = 1 << 20 };

/* ASCII that is not beside a byte of the upper half tells nothing and is left out. */
static size_t take_sample(struct slice s, unsigned char sample[static SAMPLE_MAX])
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = 0, since = 3, limit = s.n < WINDOW_MAX ? s.n : WINDOW_MAX;
	for (size_t at = 0; at < limit && n < SAMPLE_MAX; at++) {
		since = p[at] >= 0x80 ? 0 : since + 1;
		if (since <= 2 || (at + 1 < limit && p[at + 1] >= 0x80))
			sample[n++] = p[at];
	}
	return n;
}

static bool is_letter(unsigned char c)
{
	return ascii_alpha((char)c);
}

static void find_classes(const struct encoding *enc, unsigned char class[static 256])
{
	for (int b = 0; b < 128; b++)
		class[b] = b >= 'a' && b <= 'z' ? BYTE_SMALL
			: b >= 'A' && b <= 'Z'  ? BYTE_LARGE
						: BYTE_OTHER;
	for (int b = 0; b < 128; b++) {
		utf8proc_category_t c = utf8proc_category(enc->points[b]);
		class[b + 128] = c == UTF8PROC_CATEGORY_LU ? HIGH_LARGE
			: c > UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME && enc->points[b]
			? HIGH_LETTER
			: HIGH_OTHER;
	}
}

static unsigned simple_cost(const struct simple_model *m, const unsigned char class[static 256],
	const unsigned char *p, size_t n)
{
	unsigned cost = m->handicap;
	unsigned char before = ' ';
	for (size_t i = 0; i < n; i++) {
		const uint8_t *row = m->cost[class[before]];
		unsigned char b = p[i];
		if (b >= 0x80)
			cost += row[b - 0x80];
		else if (before >= 0x80)
			cost += class[b] == BYTE_OTHER ? row[COLUMN_OTHER] + COST_WHICH_SIGN
				: class[b] == BYTE_SMALL
				? row[COLUMN_SMALL] + COST_WHICH_LETTER
				: row[COLUMN_LARGE] + COST_WHICH_LETTER;
		before = b;
	}
	return cost;
}

static bool is_second(const struct paired_model *m, unsigned char b)
{
	return (b >= m->seconds[0] && b <= m->seconds[1]) ||
		(b >= m->seconds[2] && b <= m->seconds[3]);
}

static unsigned paired_cost(const struct paired_model *m, const unsigned char *p, size_t n)
{
	unsigned cost = m->handicap;
	bool behind = false; /* the byte before is of the upper half */
	for (size_t i = 0; i < n; i++) {
		unsigned char b = p[i], next = i + 1 < n ? p[i + 1] : 0;
		if (b < 0x80) {
			if (behind)
				cost += is_letter(b) ? COST_WHICH_LETTER + COST_LETTER_BEHIND
						     : COST_WHICH_SIGN + COST_SIGN_BEHIND;
			behind = false;
			continue;
		}
		cost += i && is_letter(p[i - 1]) && !behind ? COST_LETTER_BEFORE : 0;
		bool alone = m->kana && b >= 0xA1 && b <= 0xDF;
		unsigned char cell = m->cost[b - 0x80][!alone && next >= 0xA1];
		behind = true;
		if (cell == COST_NEVER || !(alone || is_second(m, next))) {
			/* One that is cut off at the end is no fault. */
			cost += i + 1 < n ? COST_INVALID : 0;
			continue;
		}
		cost += cell;
		if (!alone) {
			i++;
			behind = next >= 0x80;
		}
	}
	return cost;
}

const struct encoding *encoding_guess(struct slice bytes)
{
	unsigned char sample[SAMPLE_MAX], class[256];
	size_t n = take_sample(bytes, sample);
	unsigned best = UINT32_MAX;
	const struct encoding *found = NULL, *classed = NULL;
	for (size_t i = 0; i < sizeof simple_models / sizeof *simple_models; i++) {
		const struct encoding *enc = &encodings[simple_models[i].encoding];
		if (enc != classed)
			find_classes(enc, class);
		classed = enc;
		unsigned cost = simple_cost(&simple_models[i], class, sample, n);
		if (cost < best) {
			best = cost;
			found = enc;
		}
	}
	for (size_t i = 0; i < sizeof paired_models / sizeof *paired_models; i++) {
		unsigned cost = paired_cost(&paired_models[i], sample, n);
		if (cost < best) {
			best = cost;
			found = &encodings[paired_models[i].encoding];
		}
	}
	return found;
}
