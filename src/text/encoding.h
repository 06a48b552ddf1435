/* encoding: the encodings that are known, and their decoders. Inner header of text. */
#ifndef TEXT_ENCODING_H
#define TEXT_ENCODING_H

#include "base/buf.h"

enum how {
	HOW_UTF8,
	HOW_UTF16LE,
	HOW_UTF16BE,
	HOW_UTF32LE,
	HOW_UTF32BE,
	HOW_TABLE,   /* a byte a character, the lower half is ASCII */
	HOW_FOREIGN, /* the same without ASCII */
	HOW_GB18030,
	HOW_BIG5,
	HOW_EUCKR,
	HOW_EUCJP,
	HOW_SHIFTJIS,
	HOW_ISO2022JP,
	HOW_NOTHING /* a label that is known to mean nothing */
};

struct encoding {
	const char *name;
	enum how how;
	const uint16_t *points; /* of bytes from 80 on, or of all for HOW_FOREIGN; 0 is none */
};

/* The list, and where the first ones stand in it. */
extern const struct encoding encodings[];
enum { ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_UTF16BE, ENCODING_UTF32LE, ENCODING_UTF32BE };

/* The encoding of a label, or NULL. */
const struct encoding *encoding_labelled(struct slice label);

/* Append `bytes` as UTF-8, as the WHATWG standard has it; returns how many characters could not be
 * converted, which are U+FFFD. */
size_t encoding_decode(const struct encoding *enc, struct slice bytes, struct buf *to);

/* The same for those of several bytes a character. */
size_t paired_decode(enum how how, struct slice bytes, struct buf *to);

/* UTF-16 or UTF-32 without a byte order mark, by where its NULs are; NULL where it is neither. */
const struct encoding *encoding_wide(struct slice bytes);

/* The most likely encoding of bytes that are no UTF-8. */
const struct encoding *encoding_guess(struct slice bytes);

#endif
