/* dateform: one function a form; each begins at the number that it is given. */
#include "text/dateform.h"

#include "text/utf8.h"

/* Numbers outside these are years that no news tells of, and mostly no years at all. Names make a
 * date so clear that older years are believed. */
enum { YEAR_MIN = 1800, YEAR_NAMED_MIN = 1000, YEAR_MAX = 2199 };

/* The Thai calendar counts from 543 years earlier; no other date reaches these numbers. */
enum { THAI_MIN = 2443, THAI_MAX = 2642, THAI_AHEAD = 543, THAI_SHORT = 2500 };

/* Two figures are 1970 to 2069. */
enum { SHORT_YEAR_TURN = 70 };

static const char32_t gap[] = U",.-–‐‑/’'،•·";

/* The year of the common era that four figures tell, or 0. */
static int long_year(const struct number *n, int min)
{
	if (n->digits != 4)
		return 0;
	if (n->value >= THAI_MIN && n->value <= THAI_MAX)
		return (int)n->value - THAI_AHEAD;
	return n->value >= min && n->value <= YEAR_MAX ? (int)n->value : 0;
}

static int short_year(const struct number *n)
{
	return (int)n->value + (n->value < SHORT_YEAR_TURN ? 2000 : 1900);
}

/* Part of something longer to the left: a word, an address, a version, a decimal number? */
static bool is_joined_before(struct slice s, size_t at, const char *joiners)
{
	if (!at)
		return false;
	char c = s.p[at - 1];
	if (ascii_alnum(c))
		return true;
	bool joiner = c && strchr(joiners, c);
	if (!joiner || at < 2)
		return false;
	if (c == ':' || c == '.' || c == ',')
		return ascii_digit(s.p[at - 2]);
	return ascii_alnum(s.p[at - 2]) || s.p[at - 2] == c;
}

/* The same to the right, for forms that end in a figure. */
static bool is_joined_behind(struct slice s, size_t at)
{
	char c = byte_at(s, at), next = byte_at(s, at + 1);
	if (c == 'T' || c == 't')
		return !ascii_digit(next);
	if (ascii_alpha(c) || c == '_')
		return true;
	if (c == '-' || c == '/')
		return ascii_alnum(next);
	return (c == '.' || c == ',') && ascii_digit(next);
}

static const char numeric_joiners[] = "-/.:_=&#@$+%,\\";
static const char named_joiners[] = ".:_=$#";

/* "20220209T101500Z", "20220209", "20220209101500". */
static bool compact(struct slice s, const struct number *n, struct form *f)
{
	if (n->digits != 8 && n->digits != 12 && n->digits != 14)
		return false;
	int64_t v = n->value, clock = 0;
	if (n->digits > 8) {
		int64_t unit = n->digits == 12 ? 10000 : 1000000;
		clock = v % unit * (n->digits == 12 ? 100 : 1);
		v /= unit;
		f->has_clock = true;
		f->clock.seconds =
			(int)(clock / 10000 * 3600 + clock / 100 % 100 * 60 + clock % 100);
		if (clock / 10000 > 23 || clock / 100 % 100 > 59 || clock % 100 > 59)
			return false;
	}
	f->year = (int)(v / 10000);
	f->month = (int)(v / 100 % 100);
	f->day = (int)(v % 100);
	f->end = n->end;
	f->iso = n->digits == 8;
	char t = byte_at(s, n->end);
	f->weak = !f->iso || (t != 'T' && t != 't');
	if (is_joined_before(s, n->start, numeric_joiners) || is_joined_behind(s, n->end))
		return false;
	return f->year >= 1900 && f->year < 2100;
}

/* ISO 8601's day of the year: "2022-040", "2022040". */
static bool ordinal(struct slice s, const struct number *n, struct form *f)
{
	struct number d;
	int64_t days, year = n->value, day;
	if (n->digits == 7) {
		day = n->value % 1000;
		year = n->value / 1000;
		f->end = n->end;
	} else if (n->digits == 4 && byte_at(s, n->end) == '-' && number_at(s, n->end + 1, &d) &&
		d.digits == 3) {
		day = d.value;
		f->end = d.end;
	} else {
		return false;
	}
	if (year < YEAR_MIN || year > YEAR_MAX || day < 1 || day > 366)
		return false;
	if (is_joined_before(s, n->start, numeric_joiners) || is_joined_behind(s, f->end))
		return false;
	date_days((int)year, 1, 1, &days);
	date_civil(days + day - 1, &f->year, &f->month, &f->day);
	f->iso = f->weak = true;
	return f->year == year;
}

/* What parts the numbers of a date: its kind as a character, 0 where it is none of them. */
static char separator_at(struct slice s, size_t at, size_t *ret_end)
{
	size_t p = skip_of(s, at, U""), len;
	if (p >= s.n)
		return 0;
	uint32_t cp = utf8_at(s, p, &len);
	char kind = cp == '/' || cp == '.' || cp == '-' ? (char)cp
		: cp == 0x2010 || cp == 0x2011             ? '-'
		: cp == 0xFF0F                             ? '/'
		: cp == 0xFF0E                             ? '.'
							   : 0;
	if (!kind || (p > at && kind != '/'))
		return 0;
	*ret_end = kind == '-' ? p + len : skip_of(s, p + len, U"");
	return kind;
}

static void swap_month(struct form *f)
{
	int day = f->month;
	f->month = f->day;
	f->day = day;
}

/* Day and month as the order says where they allow it. */
static void put_in_order(struct form *f, char kind, enum date_order order)
{
	bool either = f->day <= 12 && f->month <= 12 && f->day != f->month;
	if (f->month > 12 && f->day <= 12)
		swap_month(f);
	else if (either && order == DATE_MONTH_FIRST)
		swap_month(f);
	/* Nobody parts a month that comes first with full stops. */
	f->ambiguous = either && (kind != '.' || order == DATE_MONTH_FIRST);
}

/* "2022-02-09", "9/2/2022", "09.02.22", "2022. 2. 9." */
static bool numeric(struct slice s, const struct number *a, enum date_order order, struct form *f)
{
	struct number b, c;
	size_t at;
	char kind = separator_at(s, a->end, &at), again;
	if (!kind || !number_at(s, at, &b) || b.digits > 2)
		return false;
	again = separator_at(s, b.end, &at);
	if (again != kind || !number_at(s, at, &c))
		return false;
	f->end = c.end;
	f->day = (int)a->value;
	f->month = (int)b.value;
	bool blanks = at > b.end + 1;
	if (a->digits == 4 && c.digits <= 2) {
		f->year = long_year(a, YEAR_MIN);
		f->day = (int)c.value;
		f->iso = kind == '-';
	} else if (a->digits <= 2 && c.digits == 4) {
		f->year = long_year(&c, YEAR_MIN);
		put_in_order(f, kind, order);
	} else if (a->digits <= 2 && c.digits == 2 && !blanks) {
		f->year = short_year(&c);
		f->weak = kind != '/';
		if (f->weak && (a->digits != 2 || b.digits != 2))
			return false;
		put_in_order(f, kind, order);
	} else {
		return false;
	}
	if (is_joined_before(s, a->start, numeric_joiners) || is_joined_behind(s, f->end))
		return false;
	if (blanks && kind == '.' && byte_at(s, f->end) == '.')
		f->end++;
	return f->year > 0;
}

/* One of these words, which are not ASCII, behind blanks. */
static size_t word_at(struct slice s, size_t at, const char *const *words)
{
	at = skip_of(s, at, U"");
	if (!((unsigned char)byte_at(s, at) & 0x80))
		return 0;
	for (; *words; words++)
		if (slice_starts(slice_from(s, at), slice_str(*words)))
			return at + strlen(*words);
	return 0;
}

/* "2022年2月9日", "令和4年2月9日", "2022년 2월 9일". */
static bool eastern(struct slice s, const struct number *a, size_t floor, struct form *f)
{
	static const char *const years[] = { "年", "년", NULL };
	static const char *const months[] = { "月", "월", NULL };
	static const char *const days[] = { "日", "号", "號", "일", NULL };
	struct number m, d;
	size_t at = word_at(s, a->end, years);
	if (!at || !number_at(s, skip_of(s, at, U""), &m) || m.digits > 2)
		return false;
	at = word_at(s, m.end, months);
	if (!at || !number_at(s, skip_of(s, at, U""), &d) || d.digits > 2)
		return false;
	at = word_at(s, d.end, days);
	if (!at)
		return false;
	int from = 0;
	size_t era = name_before(NAME_ERA, s, skip_back(s, a->start, floor, U""), floor, &from);
	if (era != SIZE_MAX && a->digits <= 3) {
		f->year = (int)a->value + from;
		f->start = era;
	} else {
		f->year = a->digits == 2 ? short_year(a) : long_year(a, YEAR_NAMED_MIN);
	}
	f->month = (int)m.value;
	f->day = (int)d.value;
	f->end = at;
	return f->year > 0;
}

/* Behind a day or month: the gap and up to two words such as "de" in it. */
static size_t skip_links(struct slice s, size_t at)
{
	at = skip_of(s, at, gap);
	for (int i = 0; i < 2; i++) {
		size_t link = name_at(NAME_LINK, s, at, NULL);
		if (!link)
			break;
		at = skip_of(s, link, U".'’");
	}
	return at;
}

static size_t skip_ordinal(struct slice s, size_t at)
{
	size_t end = name_at(NAME_ORDINAL, s, at, NULL);
	if (!end && byte_at(s, at) == '-')
		end = name_at(NAME_ORDINAL, s, at + 1, NULL);
	return end ? end : at;
}

/* The month at `at`; a second name of the same one may follow, as in "فبراير/شباط". */
static size_t month_at(struct slice s, size_t at, int *ret_month)
{
	size_t end = name_at(NAME_MONTHS, s, at, ret_month);
	if (!end)
		return 0;
	if (byte_at(s, end) == '.')
		end++;
	int same;
	size_t p = skip_of(s, end, U"/("), other = p > end ? name_at(NAME_MONTHS, s, p, &same) : 0;
	if (other && same == *ret_month)
		return byte_at(s, other) == ')' ? other + 1 : other;
	return end;
}

/* Something else than a year goes on behind two or four figures? */
static bool is_no_year(struct slice s, const struct number *n)
{
	char c = byte_at(s, n->end), next = byte_at(s, n->end + 1);
	/* Where a page lost its blanks, "2025Edited" is a year and another word. */
	bool glued = n->digits == 4 && c >= 'A' && c <= 'Z' && next >= 'a' && next <= 'z';
	if ((ascii_alnum(c) && !glued) || c == '%' || c == '_')
		return true;
	return (c == ':' || c == '.' || c == ',') && ascii_digit(next) && n->digits < 4;
}

static void take_year_mark(struct slice s, struct form *f)
{
	size_t mark = name_at(NAME_YEAR, s, skip_of(s, f->end, U""), NULL);
	if (mark)
		f->end = byte_at(s, mark) == '.' ? mark + 1 : mark;
}

/* Do the bytes at `at` begin a letter of the Thai block? */
static bool is_thai(struct slice s, size_t at)
{
	return slice_starts(slice_from(s, at), SLICE("\xE0\xB8"));
}

/* The year behind day and month at `at`, or a time and then the year. `dashed` as in "9-Feb-22". */
static bool year_behind(struct slice s, size_t at, bool dashed, struct form *f)
{
	struct number n;
	size_t p = skip_links(s, at);
	f->named = true;
	if (number_at(s, p, &n) && !is_no_year(s, &n)) {
		f->year = long_year(&n, YEAR_NAMED_MIN);
		f->end = n.end;
		if (!f->year && n.digits == 2 && f->thai) {
			f->year = (int)n.value + THAI_SHORT - THAI_AHEAD;
		} else if (!f->year && n.digits == 2) {
			char before = s.p[n.start - 1];
			bool quoted = before == '\'' ||
				(n.start >= 3 && memcmp(s.p + n.start - 3, "’", 3) == 0);
			f->year = short_year(&n);
			f->weak = !quoted && !(dashed && before == '-');
		}
		take_year_mark(s, f);
		return f->year > 0;
	}
	size_t end = clock_at(s, p, &f->clock);
	if (!end || !number_at(s, skip_of(s, end, U","), &n) || is_no_year(s, &n))
		return false;
	f->has_clock = true;
	f->year = long_year(&n, YEAR_NAMED_MIN);
	f->end = n.end;
	return f->year > 0;
}

/* "9 Februari 2022", "9. Feb. 2022", "9th of February, 2022", "9-Feb-22", "9 de febrero de 2022" */
static bool day_first(struct slice s, const struct number *day, struct form *f)
{
	if (day->digits > 2 || is_joined_before(s, day->start, named_joiners))
		return false;
	size_t at = skip_links(s, skip_ordinal(s, day->end));
	size_t end = month_at(s, at, &f->month);
	f->day = (int)day->value;
	f->thai = is_thai(s, at);
	return end && year_behind(s, end, byte_at(s, day->end) == '-', f);
}

/* "February 9th, 2022", "Feb 9 10:15:00 2022", "Feb. 9-11, 2022" (its first day) */
static bool month_first(struct slice s, const struct number *day, size_t floor, struct form *f)
{
	if (day->digits > 2)
		return false;
	size_t end = skip_back(s, day->start, floor, U".,-/،");
	size_t start = name_before(NAME_MONTHS, s, end, floor, &f->month);
	if (start == SIZE_MAX)
		return false;
	f->start = start;
	f->day = (int)day->value;
	size_t at = skip_ordinal(s, day->end), dash = skip_of(s, at, U"-–—");
	bool dashed = end < s.n && s.p[end] == '-';
	struct number until;
	bool span = !dashed && dash > skip_of(s, at, U"");
	if (span && number_at(s, dash, &until) && until.digits <= 2)
		at = skip_ordinal(s, until.end);
	return year_behind(s, at, dashed, f);
}

/* "2022 Feb 9", "2022. február 9.", "2022-Feb-09" */
static bool year_first(struct slice s, const struct number *year, struct form *f)
{
	struct number day;
	f->year = long_year(year, YEAR_NAMED_MIN);
	if (!f->year || is_joined_before(s, year->start, numeric_joiners))
		return false;
	size_t end = month_at(s, skip_links(s, year->end), &f->month);
	if (!end || !number_at(s, skip_of(s, end, gap), &day) || day.digits > 2)
		return false;
	f->end = skip_ordinal(s, day.end);
	if (byte_at(s, f->end) == '.' && !ascii_digit(byte_at(s, f->end + 1)))
		f->end++;
	f->day = (int)day.value;
	f->named = f->iso = true;
	/* "Dec 2021 Jan 5, 2022" holds the second year's day. */
	struct number other;
	return !(number_at(s, skip_of(s, f->end, U","), &other) && long_year(&other, YEAR_MIN)) &&
		!is_joined_behind(s, f->end);
}

bool form_find(
	struct slice s, const struct number *n, size_t floor, enum date_order order,
	struct form *ret_form)
{
	const struct form empty = { .start = n->start };
	struct form *f = ret_form;
	*f = empty;
	if (n->digits == 4) {
		if (numeric(s, n, order, f))
			return true;
		*f = empty;
		if (eastern(s, n, floor, f))
			return true;
		*f = empty;
		if (ordinal(s, n, f))
			return true;
		*f = empty;
		return year_first(s, n, f);
	}
	if (n->digits == 7)
		return ordinal(s, n, f);
	if (n->digits > 3)
		return compact(s, n, f);
	if (numeric(s, n, order, f))
		return true;
	*f = empty;
	if (eastern(s, n, floor, f))
		return true;
	if (n->value < 1 || n->value > 31)
		return false;
	*f = empty;
	if (day_first(s, n, f))
		return true;
	*f = empty;
	return month_first(s, n, floor, f);
}
