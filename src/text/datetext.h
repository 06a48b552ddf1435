/* datetext: dates as people and machines write them, in many languages.
 *
 * A table of month and day names (at least id ms en de fr es pt it nl sv da no fi pl cs ru uk tr vi
 * th zh ja ko ar hi), numeric forms, zones by offset and by name (WIB, WITA, WIT, MYT, SGT, GMT,
 * EST...), RFC 822, RFC 3339, ISO 8601, ctime. */
#ifndef TEXT_DATETEXT_H
#define TEXT_DATETEXT_H

#include "base/date.h"

/* How to read 03/04/2022 where the numbers allow both: by language, or unknown. */
enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

struct date_hit {
	struct date date;
	size_t start, end; /* bytes of the text that the date and its time take */
	bool has_weekday;  /* a day of the week was named with it */
	bool has_time;
	bool has_month_name;
	bool ambiguous;    /* numeric, and the order of day and month was assumed */
};

/* The first date at or after byte `from` of `s` (valid UTF-8; callers pass a line or a field, and at
 * most the first 4 KiB from `from` are looked at). A year must be given or the form be ISO; a bare
 * time or a bare month is no date. Two-digit years are 1970 to 2069. A weekday that contradicts the
 * date is kept as weekday seen, the date stands. False where there is none. Linear in the text. */
bool date_find(struct slice s, size_t from, enum date_order order, struct date_hit *ret_hit);

/* The whole of `s` is one date (white space, punctuation and brackets around it aside). */
bool date_parse(struct slice s, enum date_order order, struct date *ret_date);

/* The order that a language (BCP 47, may have a region: "en-US") writes numeric dates in. */
enum date_order date_order_of(struct slice lang);

#endif
