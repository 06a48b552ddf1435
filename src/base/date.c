/* date: calendar arithmetic by era of 400 years, after Howard Hinnant's published algorithms. */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>

enum { DAY_S = 86400, ERA_DAYS = 146097, EPOCH_DAYS = 719468 };

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return days[month - 1] + (month == 2 && leap);
}

bool date_days(int year, int month, int day, int64_t *ret_days)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
		day > days_in_month(year, month))
		return false;
	int y = year - (month <= 2);
	int era = y / 400, yoe = y - era * 400;
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	*ret_days = (int64_t)era * ERA_DAYS + doe - EPOCH_DAYS;
	return true;
}

void date_civil(int64_t days, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t z = days + EPOCH_DAYS;
	int64_t era = floor_div(z, ERA_DAYS);
	int doe = (int)(z - era * ERA_DAYS);
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	*ret_day = doy - (153 * mp + 2) / 5 + 1;
	*ret_month = mp < 10 ? mp + 3 : mp - 9;
	*ret_year = (int)(yoe + era * 400) + (*ret_month <= 2);
}

int64_t date_day_of(struct date d)
{
	return floor_div(d.seconds + d.zone_min * 60, DAY_S);
}

bool date_is_placeholder(struct date d)
{
	int64_t first_day;
	bool first = date_days(1, 1, 1, &first_day) && date_day_of(d) <= first_day;
	return d.kind != DATE_NONE && (first || (d.kind == DATE_ZONED && d.seconds == 0));
}

size_t date_print(struct date d, char ret_text[static DATE_TEXT_MAX])
{
	ret_text[0] = 0;
	if (d.kind == DATE_NONE)
		return 0;
	int64_t local = d.seconds + d.zone_min * 60;
	int64_t days = floor_div(local, DAY_S);
	int s = (int)(local - days * DAY_S), year, month, day;
	date_civil(days, &year, &month, &day);
	int n = snprintf(ret_text, DATE_TEXT_MAX, "%04d-%02d-%02d", year, month, day);
	if (d.kind != DATE_DAY)
		n += snprintf(ret_text + n, DATE_TEXT_MAX - (size_t)n, "T%02d:%02d:%02d", s / 3600,
			s / 60 % 60, s % 60);
	if (d.kind == DATE_ZONED && d.zone_min == 0)
		n += snprintf(ret_text + n, DATE_TEXT_MAX - (size_t)n, "Z");
	else if (d.kind == DATE_ZONED)
		n += snprintf(ret_text + n, DATE_TEXT_MAX - (size_t)n, "%c%02d:%02d",
			d.zone_min < 0 ? '-' : '+', abs(d.zone_min) / 60, abs(d.zone_min) % 60);
	return (size_t)n;
}

/* Take exactly `digits` digits off `s`. */
static bool take(struct slice *s, size_t digits, int *ret_value)
{
	int64_t v;
	if (s->n < digits || !ascii_digit(s->p[0]) || !slice_to_int(slice_sub(*s, 0, digits), &v))
		return false;
	*ret_value = (int)v;
	*s = slice_from(*s, digits);
	return true;
}

static bool take_byte(struct slice *s, char c)
{
	if (!s->n || s->p[0] != c)
		return false;
	*s = slice_from(*s, 1);
	return true;
}

static bool take_zone(struct slice *s, int *ret_min)
{
	if (take_byte(s, 'Z') || take_byte(s, 'z')) {
		*ret_min = 0;
		return true;
	}
	int sign = s->n && s->p[0] == '-' ? -1 : 1, h, m;
	if (!take_byte(s, '+') && !take_byte(s, '-'))
		return false;
	if (!take(s, 2, &h))
		return false;
	take_byte(s, ':');
	if (!take(s, 2, &m) || h > 23 || m > 59)
		return false;
	*ret_min = sign * (h * 60 + m);
	return true;
}

bool date_scan(struct slice s, struct date *ret_date)
{
	int year, month, day, hour, minute, second = 0, zone = 0;
	int64_t days;
	if (!take(&s, 4, &year) || !take_byte(&s, '-') || !take(&s, 2, &month) ||
		!take_byte(&s, '-') || !take(&s, 2, &day) || !date_days(year, month, day, &days))
		return false;
	struct date d = { days * DAY_S, 0, DATE_DAY };
	if (s.n) {
		if (!take_byte(&s, 'T') && !take_byte(&s, 't') && !take_byte(&s, ' '))
			return false;
		if (!take(&s, 2, &hour) || !take_byte(&s, ':') || !take(&s, 2, &minute))
			return false;
		if (take_byte(&s, ':') && !take(&s, 2, &second))
			return false;
		if (take_byte(&s, '.'))
			while (s.n && ascii_digit(s.p[0]))
				s = slice_from(s, 1);
		if (hour > 24 || minute > 59 || second > 60)
			return false;
		d.seconds += hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
		d.kind = DATE_LOCAL;
		if (s.n) {
			if (!take_zone(&s, &zone) || s.n)
				return false;
			d.kind = DATE_ZONED;
			d.zone_min = (int16_t)zone;
			d.seconds -= zone * 60;
		}
	}
	*ret_date = d;
	return true;
}
