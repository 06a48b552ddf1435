/* date: the table of dates in many languages, the spans of hits, addresses, hostile lines. */
#include "test.h"

#include "base/arena.h"
#include "table.h"
#include "text/datetext.h"

/* From the folder of the tables. */
#define DATE_NAMES "../../src/text/date-names.txt"

static enum date_order order_named(struct slice name)
{
	return slice_is(name, "day first") ? DATE_DAY_FIRST
		: slice_is(name, "month first") ? DATE_MONTH_FIRST
						: DATE_ORDER_UNKNOWN;
}

/* Of every hit: the date, " | " and the text it stands in. */
static void tables_hold(void **state)
{
	(void)state;
	struct table t;
	struct table_case c;
	int bad = 0, n = 0;
	table_open(&t, "dates.test");
	while (table_next(&t, &c)) {
		struct date_hit hit = { 0 };
		char got[DATE_TEXT_MAX] = "none";
		struct slice span = SLICE_NONE, want = c.expected, want_span = SLICE_NONE;
		if (slice_is(c.section, "field")) {
			if (date_of_field(c.input, DATE_ORDER_UNKNOWN, &hit.date))
				date_print(hit.date, got);
		} else if (slice_is(c.section, "whole") || slice_is(c.section, "addresses")) {
			bool whole = slice_is(c.section, "whole");
			if (whole ? date_parse(c.input, DATE_ORDER_UNKNOWN, &hit.date)
				  : date_in_url(c.input, &hit.date))
				date_print(hit.date, got);
		} else if (date_find(c.input, 0, order_named(c.section), &hit)) {
			date_print(hit.date, got);
			span = slice_sub(c.input, hit.start, hit.end);
		}
		size_t bar = slice_find(want, SLICE(" | "), 0);
		if (bar != SIZE_MAX) {
			want_span = slice_from(want, bar + 3);
			want.n = bar;
		}
		n++;
		if (slice_is(want, got) && (!want_span.n || slice_eq(span, want_span)))
			continue;
		bad++;
		print_error("dates.test:%d: '%.*s': want %.*s, got %s in '%.*s'\n", c.line,
			SLICE_ARG(c.input), SLICE_ARG(c.expected), got, SLICE_ARG(span));
	}
	table_close(&t);
	assert_true(n > 100);
	assert_int_equal(bad, 0);
}

static void check_name(struct slice name, bool month, int value, struct arena *a)
{
	struct date_hit hit;
	char *text = arena_str(a, name);
	for (char *p = text; *p; p++)
		if (*p == '_')
			*p = ' ';
	/* 3 January 2022 is a Monday. Names in brackets stand behind. */
	struct slice s = month       ? arena_printf(a, "x 9 %s 2022", text)
		: text[0] == '(' ? arena_printf(a, "x %d Jan 2022%s", value + 2, text)
				 : arena_printf(a, "x %s, %d Jan 2022", text, value + 2);
	int64_t days = 0;
	date_days(2022, month ? value : 1, month ? 9 : value + 2, &days);
	bool found = date_find(s, 0, DATE_ORDER_UNKNOWN, &hit);
	if (!found || date_day_of(hit.date) != days || hit.start != 2 || hit.end != s.n)
		fail_msg("'%.*s'", SLICE_ARG(s));
}

/* Every month in every language of the list is found, behind the day and before it, and so is every
 * day of the week. Names are parted as make-date-names.py has it. */
static void every_name_is_found(void **state)
{
	(void)state;
	struct table t;
	struct slice line, rest, part, name;
	struct arena a = ARENA_INIT;
	bool months = false, weekdays = false;
	int value = 1, n = 0;
	table_open(&t, DATE_NAMES);
	while (slice_next_line(&t.rest, &line)) {
		if (!line.n || line.p[0] == '#')
			continue;
		if (!ascii_space(line.p[0])) {
			months = slice_starts(line, SLICE("months"));
			weekdays = slice_starts(line, SLICE("weekdays"));
			value = 1;
			continue;
		}
		rest = slice_trim(line);
		bool goes_on = slice_ends(rest, SLICE("|"));
		for (int first = 1; slice_next_piece(&rest, '|', &part); first = 0) {
			value += !first && slice_trim(part).n;
			part = slice_trim(part);
			while ((months || weekdays) && slice_next_piece(&part, ' ', &name)) {
				check_name(name, months, value, &a);
				n++;
			}
		}
		value += goes_on;
	}
	table_close(&t);
	arena_done(&a);
	assert_true(n > 1000);
}

static void hits_say_what_they_saw(void **state)
{
	(void)state;
	struct date_hit hit;
	assert_true(date_find(SLICE("Rabu, 9 Februari 2022 10.15"), 0, DATE_ORDER_UNKNOWN, &hit));
	assert_true(hit.has_weekday && hit.has_month_name && hit.has_time && !hit.ambiguous);
	assert_true(date_find(SLICE("pada 3/4/2022"), 0, DATE_DAY_FIRST, &hit));
	assert_true(!hit.has_weekday && !hit.has_month_name && !hit.has_time && hit.ambiguous);
	assert_true(date_find(SLICE("am 03.04.2022"), 0, DATE_ORDER_UNKNOWN, &hit));
	assert_false(hit.ambiguous);
	/* The weekday contradicts the date, which stands. */
	assert_true(date_find(SLICE("Senin, 9 Februari 2022"), 0, DATE_ORDER_UNKNOWN, &hit));
	assert_true(hit.has_weekday && hit.start == 0);
}

static void dates_follow_each_other(void **state)
{
	(void)state;
	struct slice s = SLICE("terbit 9 Feb 2022, diubah 10 Feb 2022 10.15 WIB");
	struct date_hit hit;
	char text[DATE_TEXT_MAX];
	assert_true(date_find(s, 0, DATE_ORDER_UNKNOWN, &hit));
	assert_true(date_find(s, hit.end, DATE_ORDER_UNKNOWN, &hit));
	date_print(hit.date, text);
	assert_string_equal(text, "2022-02-10T10:15:00+07:00");
	assert_false(date_find(s, hit.end, DATE_ORDER_UNKNOWN, &hit));
	assert_false(date_find(s, s.n + 1, DATE_ORDER_UNKNOWN, &hit));
}

static void languages_have_an_order(void **state)
{
	(void)state;
	assert_int_equal(date_order_of(SLICE("en-US")), DATE_MONTH_FIRST);
	assert_int_equal(date_order_of(SLICE("en-GB")), DATE_DAY_FIRST);
	assert_int_equal(date_order_of(SLICE("en")), DATE_ORDER_UNKNOWN);
	assert_int_equal(date_order_of(SLICE("id-ID")), DATE_DAY_FIRST);
	assert_int_equal(date_order_of(SLICE("zh-Hant")), DATE_ORDER_UNKNOWN);
	assert_int_equal(date_order_of(SLICE("")), DATE_ORDER_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_hold),
		cmocka_unit_test(every_name_is_found),
		cmocka_unit_test(hits_say_what_they_saw),
		cmocka_unit_test(dates_follow_each_other),
		cmocka_unit_test(languages_have_an_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
