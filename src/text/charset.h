/* charset: from bytes in some encoding to UTF-8.
 *
 * Order of evidence, after the WHATWG Encoding and HTML standards: byte order mark, what the
 * transport says, what the document says, then the bytes themselves (valid UTF-8 is UTF-8; else
 * statistics: docs/text.md). Labels are those of the WHATWG list ("latin1" is windows-1252) and of
 * older encodings of one byte a character (IBM850, EBCDIC); their case and punctuation do not
 * matter. */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "base/arena.h"
#include "base/error.h"

/* The canonical name ("windows-1252") of a label in any case, or NULL where it is none. */
const char *charset_label(struct slice label);

/* `bytes` as clean UTF-8 (utf8_clean). `transport` and `declared` are labels or empty; a label that
 * the bytes contradict is passed over (a declared UTF-8 that is not, a UTF-16 in a document that
 * could be read as ASCII, one of one byte a character in a document that is UTF-8 and more than
 * ASCII). UTF-16, UTF-32 and EBCDIC are seen without a mark, whatever the labels say. `*ret_name`
 * (may be NULL) gets the encoding used; plain ASCII without labels is "UTF-8". A byte that cannot
 * be converted becomes U+FFFD; nothing fails. What is clean already is returned itself, as a part
 * of `bytes`. Linear. */
struct slice charset_to_utf8(struct slice bytes, struct slice transport, struct slice declared,
	struct arena *out, const char **ret_name);

/* Text at all? False for what begins as a known binary format does (images, archives, PDF...), or
 * has more NULs and control characters than one, and one more in each 200 bytes, unless it is
 * UTF-16 or UTF-32. So a stray NUL makes no text binary; nothing at all is text. `bytes` may be the
 * beginning of something longer; at most 64 KiB of it are looked at. */
bool charset_is_text(struct slice bytes);

#endif
