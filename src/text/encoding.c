/* encoding: labels and decoders. Tables of our own and not iconv(3), which reads files and loads
 * code when asked, knows other encodings on each system, and needs longer to begin than most
 * documents to convert. */
#include "text/encoding.h"

#include "text/utf8.h"

struct label {
	const char *text; /* letters and digits alone, lower case */
	uint16_t encoding;
};

#include "charset-tables.h"

enum { LABEL_MAX = 40, REPLACEMENT = 0xFFFD };

const struct encoding *encoding_labelled(struct slice label)
{
	char text[LABEL_MAX];
	size_t n = 0, from = 0, to = sizeof labels / sizeof *labels;
	for (size_t i = 0; i < label.n; i++) {
		if (!ascii_alpha(label.p[i]) && !ascii_digit(label.p[i]))
			continue;
		if (n == LABEL_MAX)
			return NULL;
		text[n++] = ascii_lower(label.p[i]);
	}
	while (from < to) {
		size_t mid = (from + to) / 2;
		int order = slice_cmp(slice_str(labels[mid].text), slice_of(text, n));
		if (order == 0)
			return &encodings[labels[mid].encoding];
		if (order < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return NULL;
}

static void put(struct buf *to, uint32_t cp)
{
	char bytes[4];
	buf_add(to, bytes, utf8_put(cp, bytes));
}

static void put_error(struct buf *to, size_t *errors)
{
	put(to, REPLACEMENT);
	++*errors;
}

static void decode_table(
	const struct encoding *enc, struct slice s, struct buf *to, size_t *errors)
{
	const unsigned char *p = (const unsigned char *)s.p;
	bool foreign = enc->how == HOW_FOREIGN;
	for (size_t at = 0; at < s.n; at++) {
		size_t run = foreign ? at : utf8_plain(s, at);
		buf_add(to, s.p + at, run - at);
		at = run;
		if (at == s.n)
			break;
		unsigned char c = p[at];
		uint32_t cp = foreign ? enc->points[c] : c < 0x80 ? c : enc->points[c - 0x80];
		if (cp || !c)
			put(to, cp);
		else
			put_error(to, errors);
	}
}

/* The unit of `size` bytes at `p`. */
static uint32_t unit_at(const unsigned char *p, int size, bool little)
{
	uint32_t unit = 0;
	for (int i = 0; i < size; i++)
		unit |= (uint32_t)p[i] << 8 * (little ? i : size - 1 - i);
	return unit;
}

static void decode_wide(struct slice s, int size, bool little, struct buf *to, size_t *errors)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t at = 0, step = (size_t)size;
	for (; at + step <= s.n; at += step) {
		uint32_t cp = unit_at(p + at, size, little);
		bool high = size == 2 && cp >= 0xD800 && cp < 0xDC00 && at + 2 * step <= s.n;
		uint32_t low = high ? unit_at(p + at + step, size, little) : 0;
		if (low >= 0xDC00 && low < 0xE000) {
			put(to, 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00));
			at += step;
		} else if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) {
			put_error(to, errors);
		} else {
			put(to, cp);
		}
	}
	if (at < s.n)
		put_error(to, errors);
}

size_t encoding_decode(const struct encoding *enc, struct slice bytes, struct buf *to)
{
	size_t errors = 0;
	switch (enc->how) {
	case HOW_UTF16LE:
	case HOW_UTF16BE:
		decode_wide(bytes, 2, enc->how == HOW_UTF16LE, to, &errors);
		break;
	case HOW_UTF32LE:
	case HOW_UTF32BE:
		decode_wide(bytes, 4, enc->how == HOW_UTF32LE, to, &errors);
		break;
	case HOW_TABLE:
	case HOW_FOREIGN:
		decode_table(enc, bytes, to, &errors);
		break;
	case HOW_UTF8:
	case HOW_NOTHING:
		buf_slice(to, bytes);
		break;
	default:
		return paired_decode(enc->how, bytes, to);
	}
	return errors;
}
