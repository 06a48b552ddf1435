/* datetext: dates as people and machines write them, in many languages.
 *
 * A table of month and day names (date-names.txt: id ms en de fr es pt it nl sv da no fi pl cs ru
 * uk tr vi th zh ja ko ar hi and others), numeric forms, zones by offset and by name (WIB, WITA,
 * WIT, MYT, SGT, GMT, EST...), RFC 822, RFC 3339, ISO 8601, ctime. tests/tables/dates.test shows
 * them. */
#ifndef TEXT_DATETEXT_H
#define TEXT_DATETEXT_H

#include "base/date.h"

/* How to read 03/04/2022 where the numbers allow both: by language, or unknown (then the day is
 * taken for the first). A day of the week beside the date overrules it. */
enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

struct date_hit {
	struct date date;
	size_t start, end; /* bytes of the text that weekday, date and time take, not "Posted on" */
	bool has_weekday;  /* a day of the week was named with it */
	bool has_time;
	bool has_month_name;
	bool ambiguous; /* numeric, not parted by full stops, and day and month could be swapped */
};

/* The first date at or after byte `from` of `s` (valid UTF-8; callers pass a line or a field, and
 * dates that begin within 4 KiB from `from` are found). A year must be given or the form be ISO; a
 * bare time or a bare month is no date, nor are figures within an address, a version or a longer
 * number. Two-digit years are 1970 to 2069. Forms that could as well be other numbers (09.02.22,
 * 20220209, "9 May 22") are dates only with a weekday or a time, or where nothing else stands in
 * `s`. Of "9-11 May 2022" one of the two days is the date. A weekday that contradicts the date is
 * kept as weekday seen, the date stands. False where there is none. Linear in the text; a line
 * without figures costs a look at each byte. */
bool date_find(struct slice s, size_t from, enum date_order order, struct date_hit *ret_hit);

/* The whole of `s` is one date (white space, punctuation and brackets around it aside). */
bool date_parse(struct slice s, enum date_order order, struct date *ret_date);

/* The same for a field that holds a date and nothing else, as those of feeds do, where losing it is
 * worse than not knowing its zone. Besides the above: W3CDTF's months and years ("2022-02": their
 * first day), an offset in hours ("+7"), RFC 822's military letters, and names of zones that nobody
 * knows, which say nothing (RFC 5322, 4.3). */
bool date_of_field(struct slice s, enum date_order order, struct date *ret_date);

/* The day that the path of an address tells: ".../2022/02/09/...", ".../2022/feb/9/...",
 * ".../2022-02-09-title", ".../title-20220209.html". Years 1990 to 2099. */
bool date_in_url(struct slice url, struct date *ret_date);

/* The order that a language (BCP 47, may have a region: "en-US") writes numeric dates in. */
enum date_order date_order_of(struct slice lang);

#endif
