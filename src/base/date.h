/* date: a point in time as news gives it, with what is known about it.
 *
 * Proleptic Gregorian calendar, years 1 to 9999. Reading dates from text in many languages is
 * text/datetext.h; this is only the value and its one written form, RFC 3339. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/slice.h"

enum date_kind {
	DATE_NONE = 0, /* nothing is known */
	DATE_DAY,      /* a calendar day; `seconds` is its midnight as if in UTC */
	DATE_LOCAL,    /* a day and time in an unknown zone; `seconds` as if it were UTC */
	DATE_ZONED     /* an instant; `zone_min` is the offset it was written with */
};

struct date {
	int64_t seconds;  /* since 1970-01-01T00:00:00Z, no leap seconds */
	int16_t zone_min; /* minutes east of UTC; 0 unless DATE_ZONED */
	uint8_t kind;     /* enum date_kind */
};

#define DATE_NOT_KNOWN ((struct date){ 0, 0, DATE_NONE })

enum { DATE_TEXT_MAX = 32 };

/* Days since 1970-01-01 of a calendar day. False where there is no such day. */
bool date_days(int year, int month, int day, int64_t *ret_days);

/* The calendar day of `days` since 1970-01-01. */
void date_civil(int64_t days, int *ret_year, int *ret_month, int *ret_day);

/* The calendar day, in the zone that it was written with, as days since 1970-01-01. */
int64_t date_day_of(struct date d);

/* What programs write where no date is set: the first day of the year 1, or the instant at which
 * Unix time begins. */
bool date_is_placeholder(struct date d);

/* Write "2022-02-09", "2022-02-09T10:15:00" or "2022-02-09T10:15:00+07:00" ("Z" for UTC) and a
 * NUL into `ret_text`; "" for DATE_NONE. Returns the length. */
size_t date_print(struct date d, char ret_text[static DATE_TEXT_MAX]);

/* The reverse of date_print: RFC 3339, also without zone or with a bare day, a blank for the T,
 * and with fractions of a second (dropped). Nothing may stand around it. */
bool date_scan(struct slice s, struct date *ret_date);

#endif
