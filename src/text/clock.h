/* clock: times of day as people and machines write them, with their zone. Inner header of text. */
#ifndef TEXT_CLOCK_H
#define TEXT_CLOCK_H

#include "text/datepart.h"

struct clock {
	int seconds;   /* of the day; 86400 is its end */
	bool zoned;    /* a zone was named */
	bool summer;   /* an hour more where North America has summer time */
	int zone_min;  /* east of UTC */
};

/* The time at `at`: "10:15", "10.15 WIB", "10h15", "10 Uhr", "3:10 p.m. ET", "下午3点10分",
 * "10:15:00 +0700", "10:15 - 11:00 ET" (the first of the two). Returns its end, or 0. */
size_t clock_at(struct slice s, size_t at, struct clock *ret_clock);

/* The time behind the T of ISO 8601 in its basic or extended form. Returns its end, or 0. */
size_t clock_iso_at(struct slice s, size_t at, struct clock *ret_clock);

#endif
