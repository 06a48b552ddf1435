/* charset: weighs the evidence. A label is believed unless the bytes contradict it, because servers
 * and templates name encodings that the author never used. */
#include "text/charset.h"

#include "text/encoding.h"
#include "text/utf8.h"

/* No encoding grows more: a byte is at most three bytes of UTF-8. */
enum { GROWTH = 3 };

/* A declared encoding of several bytes a character is wrong where more of it cannot be converted
 * than one in ERRORS_PER, and ERRORS_FREE more. */
enum { ERRORS_PER = 50, ERRORS_FREE = 2 };

const char *charset_label(struct slice label)
{
	const struct encoding *enc = encoding_labelled(label);
	return enc ? enc->name : NULL;
}

/* Sequences of several bytes that are UTF-8, and bytes that are not. */
struct utf8_evidence {
	size_t good, long_ones, bad;
};

static struct utf8_evidence weigh_utf8(struct slice s)
{
	struct utf8_evidence e = { 0 };
	for (size_t at = 0, len; at < s.n; at += len) {
		size_t run = utf8_plain(s, at);
		len = run - at;
		if (!len && (unsigned char)s.p[at] < 0x80)
			len = 1;
		if (len)
			continue;
		uint32_t cp = utf8_at(s, at, &len);
		bool bad = cp == 0xFFFD && len == 1;
		/* A character that is cut off at the end is no fault. */
		if (bad && s.n - at >= 4)
			e.bad++;
		e.good += len > 1;
		e.long_ones += len > 2;
	}
	return e;
}

static bool has_high(struct slice s)
{
	for (size_t at = 0; at < s.n; at++)
		if ((unsigned char)s.p[at] >= 0x80)
			return true;
	return false;
}

static const struct encoding *marked(struct slice s, size_t *ret_len)
{
	static const struct {
		const char *bytes;
		unsigned char n, encoding;
	} marks[] = {
		{ "\xEF\xBB\xBF", 3, ENCODING_UTF8 },
		{ "\xFF\xFE\0\0", 4, ENCODING_UTF32LE },
		{ "\0\0\xFE\xFF", 4, ENCODING_UTF32BE },
		{ "\xFF\xFE", 2, ENCODING_UTF16LE },
		{ "\xFE\xFF", 2, ENCODING_UTF16BE },
	};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (slice_starts(s, slice_of(marks[i].bytes, marks[i].n))) {
			*ret_len = marks[i].n;
			return &encodings[marks[i].encoding];
		}
	return NULL;
}

/* An XML declaration in EBCDIC; the label that stands in it, if it is one of EBCDIC. Letters and
 * quotes are the same in all of them. */
static const struct encoding *ebcdic(struct slice s)
{
	if (!slice_starts(s, SLICE("\x4C\x6F\xA7\x94\x93")))
		return NULL;
	const struct encoding *common = encoding_labelled(SLICE("ibm037"));
	if (!common)
		return NULL;
	struct buf text = BUF_INIT(1024);
	encoding_decode(common, slice_sub(s, 0, 256), &text);
	struct slice head = buf_text(&text);
	size_t at = slice_find(head, SLICE("encoding="), 0);
	const struct encoding *found = NULL;
	if (at != SIZE_MAX && at + 10 < head.n) {
		at += 10;
		found = encoding_labelled(
			slice_sub(head, at, slice_find_byte(head, head.p[at - 1], at)));
	}
	buf_done(&text);
	return found && found->how == HOW_FOREIGN ? found : common;
}

/* ISO-2022-JP announces each change of alphabet with an escape, and has no upper half. */
static bool is_iso2022jp(struct slice s)
{
	static const char *const escapes[] = { "\x1B$B", "\x1B$@", "\x1B(J", "\x1B(I" };
	size_t first = slice_find_byte(s, '\x1B', 0);
	if (first == SIZE_MAX)
		return false;
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
		if (slice_find(s, slice_str(escapes[i]), first) != SIZE_MAX)
			return !has_high(s);
	return false;
}

/* More blanks of EBCDIC than of ASCII? */
static bool is_foreign(const struct encoding *enc, struct slice s)
{
	size_t ascii = 0, other = 0;
	if (enc->points[' '] == ' ')
		return true;
	for (size_t at = 0; at < s.n; at++) {
		ascii += s.p[at] == ' ';
		other += s.p[at] == 0x40;
	}
	return other > ascii;
}

/* Labels of ASCII stand for windows-1252, but no byte of ASCII begins a character of UTF-8. */
static bool is_ascii_label(struct slice label)
{
	return slice_find_nocase(label, SLICE("ascii"), 0) != SIZE_MAX ||
		slice_find_nocase(label, SLICE("x3.4"), 0) != SIZE_MAX;
}

/* Do the bytes allow what a label says, as far as can be seen without converting? */
static bool is_possible(const struct encoding *enc, struct slice s, const struct utf8_evidence *e)
{
	switch (enc->how) {
	case HOW_NOTHING:
		return false;
	case HOW_UTF8:
		return e->bad == 0 || e->good >= e->bad;
	case HOW_UTF16LE:
	case HOW_UTF16BE:
	case HOW_UTF32LE:
	case HOW_UTF32BE:
		return s.n && e->bad > 0;
	case HOW_FOREIGN:
		return is_foreign(enc, s);
	case HOW_ISO2022JP:
		return is_iso2022jp(s);
	case HOW_TABLE:
		return e->bad > 0 || (e->good < 2 && e->long_ones == 0);
	default:
		return e->bad > 0 || e->good < 4;
	}
}

/* What the bytes say, where no label holds. */
static const struct encoding *from_bytes(struct slice s, const struct utf8_evidence *e)
{
	if (is_iso2022jp(s))
		return encoding_labelled(SLICE("iso-2022-jp"));
	if (e->bad == 0 || e->good >= 8 * e->bad)
		return &encodings[ENCODING_UTF8];
	return encoding_guess(s);
}

/* `s` converted and clean. False where `strict` and too much cannot be converted. */
static bool convert(const struct encoding *enc, struct slice s, bool strict, struct arena *out,
	struct slice *ret_text)
{
	if (enc->how == HOW_UTF8) {
		*ret_text = utf8_clean(s, out);
		return true;
	}
	struct buf text = BUF_INIT(s.n * GROWTH);
	bool ok = encoding_decode(enc, s, &text) <= ERRORS_FREE + s.n / ERRORS_PER || !strict;
	if (ok) {
		struct slice clean = utf8_clean(buf_text(&text), out);
		*ret_text = clean.p == text.p ? arena_dup(out, clean) : clean;
	}
	buf_done(&text);
	return ok;
}

/* What needs no label: a mark, or bytes that nothing else looks like. */
static const struct encoding *certain(struct slice *s)
{
	size_t mark = 0;
	const struct encoding *enc = marked(*s, &mark);
	*s = slice_from(*s, mark);
	if (!enc)
		enc = encoding_wide(*s);
	return enc ? enc : ebcdic(*s);
}

/* The first label that the bytes allow, with `*ret_text` converted by it; NULL where none does. */
static const struct encoding *from_labels(struct slice s, const struct slice labels[2],
	const struct utf8_evidence *e, struct arena *out, struct slice *ret_text)
{
	for (int i = 0; i < 2; i++) {
		const struct encoding *enc = encoding_labelled(labels[i]);
		if (e->good && !e->bad && is_ascii_label(labels[i]))
			continue;
		if (enc && is_possible(enc, s, e) && convert(enc, s, true, out, ret_text))
			return enc;
	}
	return NULL;
}

struct slice charset_to_utf8(struct slice bytes, struct slice transport, struct slice declared,
	struct arena *out, const char **ret_name)
{
	struct slice text = SLICE_NONE;
	const struct slice labels[2] = { transport, declared };
	const struct encoding *enc = certain(&bytes);
	if (!enc) {
		struct utf8_evidence e = { 0 };
		/* Of no label only what is wrong is asked. */
		if (transport.n || declared.n || utf8_valid(bytes) < bytes.n)
			e = weigh_utf8(bytes);
		enc = from_labels(bytes, labels, &e, out, &text);
		if (!enc) {
			enc = from_bytes(bytes, &e);
			convert(enc, bytes, false, out, &text);
		}
	} else {
		convert(enc, bytes, false, out, &text);
	}
	if (ret_name)
		*ret_name = enc->name;
	return text;
}
