/* quote_json: quotations as JSON, for `warta quotes --json` and whoever wants the same form. */
#ifndef QUOTE_QUOTE_JSON_H
#define QUOTE_QUOTE_JSON_H

#include "base/error.h"
#include "base/json.h"
#include "quote/quote.h"

/* Append the array of `quotes` over `text`: {"text", "char_start", "char_end", "kind", "form",
 * "speaker", "speaker_surface", "cue", "via", "scare", "confidence"}; offsets count code points;
 * what is not known is null. A clause around its verb ("The bridge, she said, will close") also has
 * "segments", the offsets of its two pieces, and "text" is these. */
void quotes_json(const struct quotations *quotes, struct slice text, struct json *j);

/* A line {"id", "lang", "title", "text"} into {"id", "quotes"} (docs/quotes.md), without the
 * newline. Keys that are not known are passed over; the language is guessed by the caller's
 * `guess` (may be NULL) where none is given. */
enum err quotes_json_line(struct slice line, const char *(*guess)(struct slice text),
	struct buf *to, struct error *e) MUST_USE;

#endif
