/* encoding: labels and decoders. Encodings of one byte a character are tables of our own, since
 * opening a converter costs more than most documents; the large ones of East Asia are iconv's. */
#include "text/encoding.h"

#include <iconv.h>
#include <errno.h>

#include "text/utf8.h"

struct label {
	const char *text; /* letters and digits alone, lower case */
	uint16_t encoding;
};

#include "charset-tables.h"

enum { LABEL_MAX = 40, REPLACEMENT = 0xFFFD, CHUNK = 16384 };

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

/* Bytes of what iconv could not take: two where neither can be ASCII, so that a character of two
 * bytes becomes one replacement. */
static size_t bad_length(const char *p, size_t left)
{
	return left > 1 && (p[0] & 0x80) && (p[1] & 0x80) ? 2 : 1;
}

static bool decode_iconv(
	const struct encoding *enc, struct slice s, struct buf *to, size_t *errors)
{
	iconv_t converter = iconv_open("UTF-8", enc->iconv);
	if (converter == (iconv_t)-1)
		return false;
	/* iconv's interface is older than const; it does not write there. */
	char *from;
	memcpy(&from, &s.p, sizeof from);
	size_t left = s.n;
	for (bool flushed = false; !flushed && !to->failed;) {
		char *at = buf_room(to, CHUNK);
		if (!at)
			break;
		size_t room = CHUNK;
		/* With no input the converter gives what it held back. */
		flushed = !left;
		size_t rc = iconv(converter, left ? &from : NULL, &left, &at, &room);
		int why = rc == (size_t)-1 ? errno : 0;
		buf_wrote(to, CHUNK - room);
		if (why == EILSEQ) {
			size_t skip = bad_length(from, left);
			from += skip;
			left -= skip;
			put_error(to, errors);
		} else if (why == EINVAL) {
			left = 0;
			put_error(to, errors);
		}
	}
	iconv_close(converter);
	return true;
}

bool encoding_decode(
	const struct encoding *enc, struct slice bytes, struct buf *to, size_t *ret_errors)
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
	case HOW_ICONV:
		if (!decode_iconv(enc, bytes, to, &errors))
			return false;
		break;
	case HOW_UTF8:
	case HOW_NOTHING:
		buf_slice(to, bytes);
	}
	*ret_errors = errors;
	return true;
}
