/* datetext: goes from number to number, takes the first that a form of dates fits, and then looks
 * at what stands around it: the day of the week, the time. */
#include "text/datetext.h"

#include "text/dateform.h"
#include "text/utf8.h"

enum { WINDOW = 4096, DAY_S = 86400, SHORT_WEEKDAY = 3 };

/* Addresses of news are no older than the web; larger numbers there are mostly something else. */
enum { URL_YEAR_MIN = 1990, URL_YEAR_MAX = 2099 };

/* A field that is a lone number is a year only where news could be from it. */
enum { W3C_YEAR_MIN = 1900, W3C_YEAR_MAX = 2099, ZONE_MAX = 32 };

static const char32_t before_day[] = U".,:;()（）|/-–—،";
static const char32_t before_time[] = U" ,.;:|·•–—-/@()（）[]，、،";
static const char32_t between[] = U",|·•–—-/()،'’";

/* A time seen before any date; it belongs to a date that follows at once. */
struct seen_time {
	size_t start, end; /* end is 0 where there is none */
	struct clock clock;
};

/* 1 is Monday. */
static int weekday_of(int64_t days)
{
	return (int)(((days + 3) % 7 + 7) % 7) + 1;
}

/* 2022-02-09 where `form` allows either order and `weekday` (or 0) settles it. */
static bool resolve_day(struct form *f, int weekday, int64_t *ret_days)
{
	int64_t other;
	bool ok = date_days(f->year, f->month, f->day, ret_days);
	if (!ok || !f->ambiguous || !weekday)
		return ok;
	if (weekday_of(*ret_days) != weekday && date_days(f->year, f->day, f->month, &other) &&
		weekday_of(other) == weekday) {
		*ret_days = other;
		f->ambiguous = false;
	} else if (weekday_of(*ret_days) == weekday) {
		f->ambiguous = false;
	}
	return ok;
}

/* Where the first Sunday on or after day `from` of the month lies. */
static int64_t sunday_from(int year, int month, int from)
{
	int64_t days = 0;
	date_days(year, month, from, &days);
	return days + (7 - weekday_of(days)) % 7;
}

/* North American summer time, to the day: by the act of 2005, and by that of 1986 before. */
static bool is_summer(int64_t days)
{
	int year, month, day;
	date_civil(days, &year, &month, &day);
	if (year < 2007)
		return days >= sunday_from(year, 4, 1) && days < sunday_from(year, 10, 25);
	return days >= sunday_from(year, 3, 8) && days < sunday_from(year, 11, 1);
}

static struct date date_with(int64_t days, const struct clock *c)
{
	if (!c)
		return (struct date){ days * DAY_S, 0, DATE_DAY };
	int64_t seconds = days * DAY_S + c->seconds;
	if (!c->zoned)
		return (struct date){ seconds, 0, DATE_LOCAL };
	int zone = c->zone_min + (c->summer && is_summer(days) ? 60 : 0);
	return (struct date){ seconds - zone * 60, (int16_t)zone, DATE_ZONED };
}

/* Is `weekday` that of the date, or of its other reading? */
static bool agrees(const struct form *f, int weekday)
{
	int64_t days;
	if (date_days(f->year, f->month, f->day, &days) && weekday_of(days) == weekday)
		return true;
	return f->ambiguous && date_days(f->year, f->day, f->month, &days) &&
		weekday_of(days) == weekday;
}

/* Take the day of the week and words such as "tanggal" before the date. `*ret_open` where a bracket
 * opened between them. Short names of days are also common words: without punctuation behind they
 * must agree with the date. */
static int weekday_before(
	struct slice s, size_t floor, const struct form *f, size_t *start, bool *ret_open)
{
	size_t at = *start;
	bool open = false;
	for (int i = 0; i < 3; i++) {
		size_t end = skip_back(s, at, floor, before_day);
		bool marked = end < skip_back(s, at, floor, U"");
		open |= slice_find_byte(slice_sub(s, end, at), '(', 0) != SIZE_MAX;
		int day;
		size_t found = name_before(NAME_WEEKDAYS, s, end, floor, &day);
		bool sure = marked || end - found > SHORT_WEEKDAY;
		if (found != SIZE_MAX && (sure || agrees(f, day))) {
			*start = found;
			if (byte_at(s, end) == ')' && found > floor && s.p[found - 1] == '(')
				--*start;
			*ret_open = open;
			return day;
		}
		found = marked ? SIZE_MAX : name_before(NAME_BEFORE, s, end, floor, &day);
		if (found == SIZE_MAX)
			break;
		*start = at = found;
	}
	return 0;
}

/* Take a day of the week behind the date, where it agrees. */
static int weekday_behind(struct slice s, const struct form *f, size_t *end)
{
	int day;
	size_t at = skip_of(s, *end, U""), found = name_at(NAME_WEEKDAYS, s, at, &day);
	if (found && agrees(f, day)) {
		*end = found;
		return day;
	}
	at = skip_of(s, *end, U",(（-–");
	found = name_at(NAME_WEEKDAYS, s, at, &day);
	if (!found || !agrees(f, day))
		return 0;
	if (byte_at(s, found) == '.')
		found++;
	*end = byte_at(s, found) == ')' ? found + 1 : found;
	return day;
}

/* Take the time behind the date. */
static bool time_behind(struct slice s, const struct form *f, size_t *end, struct clock *ret_clock)
{
	char t = byte_at(s, *end);
	if (f->iso && (t == 'T' || t == 't')) {
		size_t behind = clock_iso_at(s, *end + 1, ret_clock);
		if (behind)
			*end = behind;
		return behind != 0;
	}
	size_t at = skip_of(s, *end, before_time);
	for (int i = 0; i < 2; i++) {
		size_t behind = clock_at(s, at, ret_clock);
		if (behind) {
			*end = behind;
			return true;
		}
		size_t word = name_at(NAME_AT, s, at, NULL);
		if (!word)
			return false;
		at = skip_of(s, word, U".:,");
	}
	size_t behind = clock_at(s, at, ret_clock);
	if (behind)
		*end = behind;
	return behind != 0;
}

/* Does the time that was seen belong to the date that begins at `start`? */
static bool leads_to(struct slice s, const struct seen_time *seen, size_t start)
{
	if (!seen->end || seen->end > start)
		return false;
	size_t at = skip_of(s, seen->end, between);
	if (at == start)
		return true;
	size_t word = name_at(NAME_ON, s, at, NULL);
	return word && skip_of(s, word, U".,") == start;
}

static bool is_letter_or_digit(uint32_t cp)
{
	return utf8_is_letter(cp) || utf8_is_digit(cp);
}

/* Nothing but blanks, punctuation and brackets in `s`. */
static bool is_bare(struct slice s)
{
	for (size_t at = 0, len; at < s.n; at += len)
		if (is_letter_or_digit(utf8_at(s, at, &len)))
			return false;
	return true;
}

static bool is_alone(struct slice s, size_t start, size_t end)
{
	return is_bare(slice_sub(s, 0, start)) && is_bare(slice_from(s, end));
}

/* Where "pukul" before the time begins, else `start`. */
static size_t lead_start(struct slice s, size_t floor, size_t start)
{
	int value;
	size_t word = name_before(NAME_AT, s, skip_back(s, start, floor, U""), floor, &value);
	return word == SIZE_MAX ? start : word;
}

/* Make the hit of a form and what stands around it. */
static bool complete(struct slice s, size_t floor, struct form *f, const struct seen_time *seen,
	struct date_hit *ret_hit)
{
	struct date_hit hit = { .start = f->start, .end = f->end, .has_month_name = f->named };
	int64_t days;
	if (!resolve_day(f, 0, &days))
		return false;
	bool open = false, closed;
	int weekday = weekday_before(s, floor, f, &hit.start, &open);
	if (!weekday)
		weekday = weekday_behind(s, f, &hit.end);
	resolve_day(f, weekday, &days);
	closed = open && byte_at(s, hit.end) == ')';
	if (closed)
		hit.end++;
	struct clock clock = f->clock;
	hit.has_time = f->has_clock || time_behind(s, f, &hit.end, &clock);
	if (open && !closed && byte_at(s, hit.end) == ')')
		hit.end++;
	if (!hit.has_time && leads_to(s, seen, hit.start)) {
		hit.has_time = true;
		hit.start = lead_start(s, floor, seen->start);
		clock = seen->clock;
	}
	hit.has_weekday = weekday != 0;
	hit.ambiguous = f->ambiguous;
	if (f->weak && !hit.has_weekday && !hit.has_time && !is_alone(s, hit.start, hit.end))
		return false;
	hit.date = date_with(days, hit.has_time ? &clock : NULL);
	*ret_hit = hit;
	return true;
}

bool date_find(struct slice s, size_t from, enum date_order order, struct date_hit *ret_hit)
{
	if (from >= s.n)
		return false;
	size_t limit = s.n - from > WINDOW ? from + WINDOW : s.n;
	struct seen_time seen = { 0 };
	for (size_t at = number_seek(s, from, limit); at < limit; at = number_seek(s, at, limit)) {
		struct number n;
		struct form f;
		struct clock clock;
		number_at(s, at, &n);
		if (form_find(s, &n, from, order, &f) && complete(s, from, &f, &seen, ret_hit))
			return true;
		size_t end = clock_at(s, at, &clock);
		if (end)
			seen = (struct seen_time){ at, end, clock };
		at = end ? end : n.end;
	}
	return false;
}

bool date_parse(struct slice s, enum date_order order, struct date *ret_date)
{
	struct date_hit hit;
	if (!date_find(s, 0, order, &hit) || !is_alone(s, hit.start, hit.end))
		return false;
	*ret_date = hit.date;
	return true;
}

/* W3CDTF's dates of less than a day: "2022-02", "2022". */
static bool month_or_year(struct slice s, struct date *ret_date)
{
	struct number y, m = { .value = 1, .digits = 2 };
	int64_t days;
	size_t end = number_at(s, 0, &y);
	if (end && byte_at(s, end) == '-')
		end = number_at(s, end + 1, &m);
	if (!end || end != s.n || y.digits != 4 || m.digits != 2 || y.value < W3C_YEAR_MIN ||
		y.value > W3C_YEAR_MAX || !date_days((int)y.value, (int)m.value, 1, &days))
		return false;
	*ret_date = date_with(days, NULL);
	return true;
}

/* What stands behind a time as its zone, and is in no table. False where it cannot be one. */
static bool odd_zone(struct slice s, struct clock *c)
{
	static const char letters[] = "ABCDEFGHIKLMNOPQRSTUVWXY"; /* without J: A is -1, N is +1 */
	struct number hours;
	s = slice_trim(s);
	if (!s.n || s.n > ZONE_MAX)
		return false;
	const char *letter = s.n == 1 ? strchr(letters, s.p[0]) : NULL;
	if (letter) {
		int place = (int)(letter - letters), n = place % 12 + 1;
		c->zoned = true;
		c->zone_min = (place < 12 ? -n : n) * 60;
		return true;
	}
	if (s.p[0] == '+' || s.p[0] == '-') {
		if (number_at(s, 1, &hours) != s.n || hours.value > 14)
			return false;
		c->zoned = true;
		c->zone_min = (int)hours.value * (s.p[0] == '-' ? -60 : 60);
		return true;
	}
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_alnum(s.p[i]) && !strchr("/_+-", s.p[i]))
			return false;
	return ascii_alpha(s.p[0]);
}

bool date_of_field(struct slice s, enum date_order order, struct date *ret_date)
{
	struct date_hit hit;
	struct clock clock = { 0 };
	s = slice_trim(s);
	if (date_scan(s, ret_date) || date_parse(s, order, ret_date) ||
		month_or_year(s, ret_date))
		return true;
	if (!date_find(s, 0, order, &hit) || !hit.has_time || hit.date.kind != DATE_LOCAL ||
		!is_bare(slice_sub(s, 0, hit.start)) || !odd_zone(slice_from(s, hit.end), &clock))
		return false;
	if (clock.zoned) {
		hit.date.kind = DATE_ZONED;
		hit.date.zone_min = (int16_t)clock.zone_min;
		hit.date.seconds -= (int64_t)clock.zone_min * 60;
	}
	*ret_date = hit.date;
	return true;
}

/* A part of an address that is a year, a month or a day: its number, or 0. */
static int path_number(struct slice piece, int digits, int max)
{
	struct number n;
	if (!number_at(piece, 0, &n) || n.end != piece.n || n.digits > digits || n.value > max)
		return 0;
	return (int)n.value;
}

static bool day_known(int year, int month, int day, struct date *ret_date)
{
	int64_t days;
	if (year < URL_YEAR_MIN || year > URL_YEAR_MAX || !date_days(year, month, day, &days))
		return false;
	*ret_date = date_with(days, NULL);
	return true;
}

/* "2022-02-09" or "2022_02_09", whose year is `n`. */
static bool day_behind(struct slice piece, const struct number *n, struct date *ret_date)
{
	struct number m, d;
	char sep = byte_at(piece, n->end);
	if (n->digits != 4 || (sep != '-' && sep != '_'))
		return false;
	if (!number_at(piece, n->end + 1, &m) || m.digits != 2 || byte_at(piece, m.end) != sep)
		return false;
	return number_at(piece, m.end + 1, &d) && d.digits == 2 &&
		day_known((int)n->value, (int)m.value, (int)d.value, ret_date);
}

/* A day within one part: "2022-02-09-judul", "20220209", "judul-20220209". */
static bool day_in_piece(struct slice piece, struct date *ret_date)
{
	struct number n;
	for (size_t at = 0; number_seek(piece, at, piece.n) < piece.n; at = n.end) {
		at = number_seek(piece, at, piece.n);
		number_at(piece, at, &n);
		bool whole = (!at || !ascii_alnum(piece.p[at - 1])) &&
			!ascii_alpha(byte_at(piece, n.end));
		if (!whole)
			continue;
		int year = (int)(n.value / 10000), month = (int)(n.value / 100 % 100);
		if (n.digits == 8 && day_known(year, month, (int)(n.value % 100), ret_date))
			return true;
		if (day_behind(piece, &n, ret_date))
			return true;
	}
	return false;
}

bool date_in_url(struct slice url, struct date *ret_date)
{
	struct slice path = slice_sub(url, 0, slice_find_byte(url, '?', 0)), piece;
	path = slice_sub(path, 0, slice_find_byte(path, '#', 0));
	int year = 0, month = 0;
	while (slice_next_piece(&path, '/', &piece)) {
		int day = month ? path_number(piece, 2, 31) : 0;
		if (day && day_known(year, month, day, ret_date))
			return true;
		month = year ? path_number(piece, 2, 12) : 0;
		if (year && !month && name_at(NAME_MONTHS, piece, 0, &month) != piece.n)
			month = 0;
		if (!month)
			year = piece.n == 4 ? path_number(piece, 4, URL_YEAR_MAX) : 0;
		if (day_in_piece(piece, ret_date))
			return true;
	}
	return false;
}

/* Numeric dates of the United States and what took them over; everybody else who does not begin
 * with the year begins with the day. English alone may be either, as may the languages that begin
 * with the year when they do not. */
static const struct {
	const char *lang;
	enum date_order order;
} orders[] = {
	{ "en-us", DATE_MONTH_FIRST },
	{ "en-ph", DATE_MONTH_FIRST },
	{ "es-pr", DATE_MONTH_FIRST },
	{ "es-us", DATE_MONTH_FIRST },
	{ "fil", DATE_MONTH_FIRST },
	{ "tl", DATE_MONTH_FIRST },
	{ "en-ca", DATE_ORDER_UNKNOWN },
	{ "en-za", DATE_ORDER_UNKNOWN },
	{ "en", DATE_ORDER_UNKNOWN },
	{ "zh", DATE_ORDER_UNKNOWN },
	{ "ja", DATE_ORDER_UNKNOWN },
	{ "ko", DATE_ORDER_UNKNOWN },
	{ "hu", DATE_ORDER_UNKNOWN },
	{ "mn", DATE_ORDER_UNKNOWN },
};

enum date_order date_order_of(struct slice lang)
{
	struct slice primary = slice_sub(lang, 0, slice_find_byte(lang, '-', 0));
	bool english_of_a_region = lang.n > 2 && slice_starts_nocase(lang, SLICE("en-"));
	if (!lang.n)
		return DATE_ORDER_UNKNOWN;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct slice known = slice_str(orders[i].lang);
		if (slice_eq_nocase(lang, known))
			return orders[i].order;
		if (!english_of_a_region && slice_eq_nocase(primary, known))
			return orders[i].order;
	}
	return DATE_DAY_FIRST;
}
