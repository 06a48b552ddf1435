/* days: from the dates of a query to ranges of days. */
#include "base/date.h"
#include "query/private.h"
#include "query/query.h"

struct days {
	int64_t from, to;
};

enum { NAME_MAX_BYTES = 40, COUNT_MAX = 10000 };

/* ---- numeric dates */

/* A number of exactly `width` digits at the start of `*s`. */
static bool digits_take(struct slice *s, size_t width, int *ret)
{
	int n = 0;
	if (s->n < width)
		return false;
	for (size_t i = 0; i < width; i++) {
		if (!ascii_digit(s->p[i]))
			return false;
		n = n * 10 + (s->p[i] - '0');
	}
	*s = slice_from(*s, width);
	*ret = n;
	return true;
}

/* 2022, 2022-02 or 2022-02-09. */
static bool numeric(struct slice s, struct days *ret)
{
	int year, month = 1, day = 1;
	bool has_month = false, has_day = false;
	if (!digits_take(&s, 4, &year))
		return false;
	if (s.n && s.p[0] == '-') {
		s = slice_from(s, 1);
		if (!(has_month = digits_take(&s, 2, &month)))
			return false;
	}
	if (has_month && s.n && s.p[0] == '-') {
		s = slice_from(s, 1);
		if (!(has_day = digits_take(&s, 2, &day)))
			return false;
	}
	if (s.n || !date_days(year, month, day, &ret->from))
		return false;
	if (has_day) {
		ret->to = ret->from + 1;
		return true;
	}
	int to_year = has_month && month < 12 ? year : year + 1;
	int to_month = has_month && month < 12 ? month + 1 : 1;
	if (to_year > 9999) {
		ret->to = ret->from + 366;
		return true;
	}
	return date_days(to_year, to_month, 1, &ret->to);
}

/* ---- dates by name */

/* 1970-01-01 was a Thursday; weeks begin on Monday. */
static int64_t week_of(int64_t day)
{
	int64_t since_monday = ((day + 3) % 7 + 7) % 7;
	return day - since_monday;
}

/* The day `months` months after the first of the month that `day` is in. */
static int64_t month_start(int64_t day, int64_t months)
{
	int year, month, in_month;
	date_civil(day, &year, &month, &in_month);
	int64_t index = (int64_t)year * 12 + month - 1 + months;
	int64_t first = day;
	if (index < 12 || index >= (int64_t)9999 * 12 ||
		!date_days((int)(index / 12), (int)(index % 12) + 1, 1, &first))
		return months < 0 ? QUERY_DAY_MIN : QUERY_DAY_MAX;
	return first;
}

static struct days whole_months(int64_t today, int64_t back, int64_t n)
{
	return (struct days){ month_start(today, -back), month_start(today, n - back) };
}

static struct days this_year(int64_t today, int64_t back)
{
	int year, month, day;
	date_civil(today, &year, &month, &day);
	return whole_months(today, month - 1 + 12 * back, 12);
}

enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

static const struct {
	const char *name;
	enum unit unit;
	int back; /* whole units before the one that today is in */
} names[] = {
	{ "today", UNIT_DAY, 0 },
	{ "yesterday", UNIT_DAY, 1 },
	{ "this week", UNIT_WEEK, 0 },
	{ "last week", UNIT_WEEK, 1 },
	{ "this month", UNIT_MONTH, 0 },
	{ "last month", UNIT_MONTH, 1 },
	{ "this year", UNIT_YEAR, 0 },
	{ "last year", UNIT_YEAR, 1 },
};

static struct days units_back(int64_t today, enum unit unit, int back)
{
	int64_t monday = week_of(today) - 7 * (int64_t)back;
	switch (unit) {
	case UNIT_DAY:
		return (struct days){ today - back, today - back + 1 };
	case UNIT_WEEK:
		return (struct days){ monday, monday + 7 };
	case UNIT_MONTH:
		return whole_months(today, back, 1);
	case UNIT_YEAR:
		break;
	}
	return this_year(today, back);
}

/* The same day of the month so many months ago, or the last one that there is. */
static int64_t months_before(int64_t today, int64_t months)
{
	int year, month, day;
	date_civil(today, &year, &month, &day);
	int64_t first = month_start(today, -months), next = month_start(today, 1 - months);
	if (first == QUERY_DAY_MIN)
		return first;
	return first + day - 1 < next ? first + day - 1 : next - 1;
}

/* "last 3 days": up to and with today. */
static bool last_units(struct slice s, int64_t today, struct days *ret)
{
	static const struct {
		const char *one, *many;
		int days, months;
	} units[] = {
		{ "day", "days", 1, 0 },
		{ "week", "weeks", 7, 0 },
		{ "month", "months", 0, 1 },
		{ "year", "years", 0, 12 },
	};
	struct slice word, count;
	int64_t n;
	if (!slice_next_piece(&s, ' ', &word) || !slice_is(word, "last") ||
		!slice_next_piece(&s, ' ', &count) || !slice_to_int(count, &n) || n < 1 ||
		n > COUNT_MAX)
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (slice_is(s, units[i].one) || slice_is(s, units[i].many)) {
			ret->to = today + 1;
			ret->from = units[i].days ? today + 1 - n * units[i].days
						  : months_before(today, n * units[i].months);
			return true;
		}
	return false;
}

/* Case, "-" and "_" instead of blanks, and several blanks are of no account. */
static bool named(struct slice s, int64_t today, struct days *ret)
{
	char plain[NAME_MAX_BYTES];
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i] == '-' || s.p[i] == '_' || ascii_space(s.p[i]) ? ' ' : s.p[i];
		if (c == ' ' && n && plain[n - 1] == ' ')
			continue;
		if (n == sizeof plain)
			return false;
		plain[n++] = ascii_lower(c);
	}
	struct slice name = slice_of(plain, n);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_is(name, names[i].name)) {
			*ret = units_back(today, names[i].unit, names[i].back);
			return true;
		}
	return last_units(name, today, ret);
}

static enum err one_date(struct slice s, int64_t today, struct days *ret, struct error *e)
{
	if (numeric(s, ret) || named(s, today, ret))
		return OK;
	return fail(e, ERR_SYNTAX,
		"'%.*s' is no date; write 2022-02-09, 2022-02, 2022, today, yesterday, "
		"\"last week\" or \"last 3 days\"",
		(int)(s.n < 40 ? s.n : 40), s.p);
}

enum err query_days(struct slice text, int64_t now, int zone_min, int64_t *ret_from,
	int64_t *ret_to, struct error *e)
{
	const int64_t local = now + (int64_t)zone_min * 60;
	const int64_t today = (local - (local % 86400 + 86400) % 86400) / 86400;
	struct days first = { QUERY_DAY_MIN, QUERY_DAY_MIN };
	struct days last = { QUERY_DAY_MAX, QUERY_DAY_MAX };
	size_t dots = slice_find(text, SLICE(".."), 0);
	struct slice a = slice_trim(slice_sub(text, 0, dots));
	struct slice b = dots == SIZE_MAX ? SLICE_NONE : slice_trim(slice_from(text, dots + 2));
	if (!a.n && !b.n)
		return fail(e, ERR_SYNTAX, "a date is expected here");
	if (a.n)
		TRY(one_date(a, today, &first, e));
	if (b.n)
		TRY(one_date(b, today, &last, e));
	int64_t to = dots == SIZE_MAX ? first.to : last.to;
	if (first.from >= to)
		return fail(e, ERR_SYNTAX, "the range ends before it begins");
	*ret_from = first.from;
	*ret_to = to;
	return OK;
}

enum err query_since(struct slice text, int64_t now, int zone_min, int64_t *ret_from,
	struct error *e)
{
	int64_t to;
	if (slice_find(text, SLICE(".."), 0) != SIZE_MAX)
		return fail(e, ERR_SYNTAX, "one date is expected, not two");
	return query_days(text, now, zone_min, ret_from, &to, e);
}
