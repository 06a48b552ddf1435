/* dateform: the forms that a day of the calendar is written in. Inner header of text. */
#ifndef TEXT_DATEFORM_H
#define TEXT_DATEFORM_H

#include "text/clock.h"
#include "text/datetext.h"

/* A day as it stands in the text, without the day of the week and mostly without the time. */
struct form {
	int year, month, day;
	size_t start, end;
	bool named;     /* the month is a word */
	bool thai;      /* of Thai, so that two figures are a year of its calendar */
	bool ambiguous; /* day and month could be read the other way round */
	bool weak;      /* a date only with a time or a weekday, or where nothing else stands */
	bool iso;       /* a time may follow behind a T */
	bool has_clock; /* `clock` stood within, as in ctime's form */
	struct clock clock;
};

/* The day whose first number is `n`, or whose month stands before it. The year is of the common
 * era, whatever it was counted in, but the day need not exist. */
bool form_find(
	struct slice s, const struct number *n, size_t floor, enum date_order order,
	struct form *ret_form);

#endif
