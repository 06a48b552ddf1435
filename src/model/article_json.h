/* article_json: an article as one line of JSON, and back (docs/json.md has the table of keys).
 *
 * Keys always come in the same order, so that equal articles are equal lines. What is not known is
 * left out; only title, blocks and text are always there. Both ways are linear in the line. */
#ifndef MODEL_ARTICLE_JSON_H
#define MODEL_ARTICLE_JSON_H

#include "base/buf.h"
#include "base/error.h"
#include "model/article.h"

/* Append the JSON object of `a` to `to`, without a line break behind it. */
void article_json_write(const struct article *a, struct buf *to);

/* The same without the blocks, of which `text` has the words and `captions` the captions. */
void article_json_write_flat(const struct article *a, struct buf *to);

/* Reads a date that is not in the form of RFC 3339. */
typedef bool (*article_date_fn)(struct slice text, struct date *ret_date);

/* Read one JSON object (RFC 8259; white space around it) as an article in `out`. Unknown keys are
 * passed over, null is "not known" and so is a date that nobody set (date_is_placeholder), "date"
 * is "published", "text" alone is cut into paragraphs at blank lines. `date_fn` (may be NULL) is
 * asked for dates in other forms. ERR_SYNTAX: no JSON, with the column (bytes, from 1).
 * ERR_INPUT: a key's value is of the wrong kind, with its name; or there is neither title nor
 * text. Strings are valid UTF-8, but not cleaned: the caller sees to white space and NFC
 * (read/read.h does). */
enum err article_json_read(struct slice line, article_date_fn date_fn, struct arena *out,
	struct article *ret, struct error *e) MUST_USE;

#endif
