/* datepart: the small things that dates are made of: numbers, words, gaps. Inner header of text.
 *
 * Functions look at valid UTF-8 from byte `at` on; those that find something return the byte behind
 * it, those that do not return 0. Each looks a bounded way ahead or back, so that trying many of
 * them at each number of a text stays linear. */
#ifndef TEXT_DATEPART_H
#define TEXT_DATEPART_H

#include <uchar.h>

#include "base/slice.h"

struct number {
	int64_t value;
	int digits;
	size_t start, end;
};

/* The decimal number at `at`, in the digits of any script that news is written in; `value` is that
 * of its first 14 digits. A number has no digit behind it, but may have one before it. */
size_t number_at(struct slice s, size_t at, struct number *ret_number);

/* The next byte at or after `at`, below `limit`, where a digit stands; `limit` if none does. */
size_t number_seek(struct slice s, size_t at, size_t limit);

/* Sections of date-names.txt. */
enum name_kind {
	NAME_MONTHS,
	NAME_WEEKDAYS,
	NAME_LINK,
	NAME_BEFORE,
	NAME_ON,
	NAME_AT,
	NAME_ORDINAL,
	NAME_YEAR,
	NAME_PART,
	NAME_HALF,
	NAME_CLOCK,
	NAME_ERA,
	NAME_ZONE,
	NAME_CAPITALS,
	NAME_SUMMER
};

/* The longest name of a kind that stands at `at` as a whole word. `ret_value` may be NULL. */
size_t name_at(enum name_kind kind, struct slice s, size_t at, int *ret_value);

/* The longest name of a kind that ends at `end` and begins at or after `floor`: where it begins,
 * or SIZE_MAX where there is none. */
size_t name_before(
	enum name_kind kind, struct slice s, size_t end, size_t floor, int *ret_value);

/* Where blanks and up to eight of the characters of `set` end. */
size_t skip_of(struct slice s, size_t at, const char32_t *set);

/* Where the blanks and up to eight of the characters of `set` that end at `at` begin. */
size_t skip_back(struct slice s, size_t at, size_t floor, const char32_t *set);

/* The byte at `at`, or 0 at the end. */
static inline char byte_at(struct slice s, size_t at)
{
	return at < s.n ? s.p[at] : 0;
}

static inline bool ascii_alnum(char c)
{
	return ascii_alpha(c) || ascii_digit(c);
}

#endif
