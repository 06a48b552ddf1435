/* put: what compiled templates call to write a page.
 *
 * How a value is written follows from its type, so that escaping is not a matter of care: text of
 * any kind goes through put_text; only a `struct html` (html/sanitise.h) is written as it is, and
 * nothing else converts to one. All text is valid UTF-8. Errors are the buffer's: it has a ceiling
 * and is looked at once. */
#ifndef LAYOUT_PUT_H
#define LAYOUT_PUT_H

#include "base/buf.h"
#include "html/sanitise.h"

enum say_lang { SAY_ENGLISH, SAY_INDONESIAN, N_SAY_LANGS };

/* What an address leads to, and by what that is called there. */
enum place {
	PLACE_ARTICLE, /* its name */
	PLACE_STORY,   /* its number or name */
	PLACE_DAY,     /* "2024-03-12" */
	PLACE_PERSON,  /* the name */
	PLACE_SOURCE,
	PLACE_FILE     /* "feed.atom"; empty: the front page */
};

/* In which language a page speaks, and to which addresses it leads: those of the desk, unless
 * somebody else makes them. */
struct say {
	enum say_lang lang;
	void (*address)(struct buf *to, const struct say *say, enum place place, struct slice what);
	const char *up; /* for `address`: from the page to the front's folder, as "../" */
};

/* The language that a page speaks, as BCP 47 has it. */
static inline struct slice say_tag(const struct say *say)
{
	return say->lang == SAY_INDONESIAN ? SLICE("id") : SLICE("en");
}

/* The page is one of the desk. */
static inline bool say_desk(const struct say *say)
{
	return !say->address;
}

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

/* The address of a page, ready for a quoted attribute. */
void put_to(struct buf *to, const struct say *say, enum place place, struct slice what);

/* An address to follow: http, https, mailto, or a path of this desk; "#" for all else. */
void put_link(struct buf *to, struct slice url);

struct slice say_text(const struct say *say, unsigned word);

/* The words for a count, with its number in the way of the language: 1,234 or 1.234. */
void put_count(struct buf *to, const struct say *say, unsigned word, int64_t n);

static inline struct slice put_same(struct slice text)
{
	return text;
}

#define put_slice(x) \
	_Generic((x), struct slice: put_same, char *: slice_str, const char *: slice_str)(x)

#define put(to, x) \
	_Generic((x), struct slice: put_text, char *: put_string, const char *: put_string, \
		default: put_number)((to), (x))

#endif
