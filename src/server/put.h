/* put: what compiled templates call to write a page.
 *
 * How a value is written follows from its type, so that escaping is not a matter of care: text of
 * any kind goes through put_text; only a `struct html` (html/sanitise.h) is written as it is, and
 * nothing else converts to one. All text is valid UTF-8. Errors are the buffer's: it has a ceiling
 * and is looked at once. */
#ifndef SERVER_PUT_H
#define SERVER_PUT_H

#include "base/buf.h"
#include "html/sanitise.h"

enum say_lang { SAY_ENGLISH, SAY_INDONESIAN, N_SAY_LANGS };

/* In which language a page speaks. */
struct say {
	enum say_lang lang;
};

/* `word` is an enum str of desk-assets.h: a key of the catalogue, assets/words.txt. */

/* Of a template itself. */
void put_raw(struct buf *to, const char *text, size_t n);

/* Escaped for element content and quoted attributes. */
void put_text(struct buf *to, struct slice text);
void put_string(struct buf *to, const char *text);
void put_number(struct buf *to, int64_t n);
void put_html(struct buf *to, struct html html);

/* One part of a path or one value of a query, percent-encoded. */
void put_url(struct buf *to, struct slice text);

/* An address to follow: http, https, mailto, or a path of this desk; "#" for all else. */
void put_link(struct buf *to, struct slice url);

struct slice say_text(const struct say *say, unsigned word);

/* The words for a count, with its number in the way of the language: 1,234 or 1.234. */
void put_count(struct buf *to, const struct say *say, unsigned word, int64_t n);

#define put(to, x) \
	_Generic((x), struct slice: put_text, char *: put_string, const char *: put_string, \
		default: put_number)((to), (x))

#endif
