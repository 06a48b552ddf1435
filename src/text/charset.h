/* charset: from bytes in some encoding to UTF-8.
 *
 * Order of evidence, after the WHATWG Encoding and HTML standards: byte order mark, what the
 * transport says, what the document says, then the bytes themselves (valid UTF-8 is UTF-8; else
 * statistics). Labels are those of the WHATWG list ("latin1" is windows-1252). */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "base/arena.h"
#include "base/error.h"

/* The canonical name ("windows-1252") of a label in any case, or NULL where it is none. */
const char *charset_label(struct slice label);

/* `bytes` as clean UTF-8 (utf8_clean). `transport` and `declared` are labels or empty; a label that
 * the bytes contradict is passed over (a declared UTF-8 that is not, a UTF-16 in a document that
 * could be read as ASCII). `*ret_name` (may be NULL) gets the encoding used. A byte that cannot be
 * converted becomes U+FFFD; nothing fails. */
struct slice charset_to_utf8(struct slice bytes, struct slice transport, struct slice declared,
	struct arena *out, const char **ret_name);

/* Text at all? False for what has NULs or too many control characters in no known encoding. */
bool charset_is_text(struct slice bytes);

#endif
