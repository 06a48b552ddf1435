/* schedule: intervals that are learned, waits that servers ask for, spread and back-off. */
#include "test.h"

#include <stdio.h>

#include "collect/schedule.h"

static const int64_t now = 1700000000;

static void test_learn(void **state)
{
	(void)state;
	assert_int_equal(schedule_learn(0, 0, 5), SCHEDULE_FIRST_S);
	assert_int_equal(schedule_learn(0, 4 * 3600, 5), 2 * 3600);
	assert_int_equal(schedule_learn(0, 60, 5), SCHEDULE_MIN_S);
	assert_true(schedule_learn(3600, 60, 1) < 3600);
	assert_true(schedule_learn(3600, 60, 0) > 3600);
	int64_t s = 3600;
	for (int i = 0; i < 100; i++)
		s = schedule_learn(s, 0, 0);
	assert_int_equal(s, SCHEDULE_MAX_S);
}

static void test_next(void **state)
{
	(void)state;
	struct slice a = SLICE("https://a.example/rss");
	int64_t low = now + 3600, high = now;
	for (int i = 0; i < 1000; i++) {
		char url[32];
		int n = snprintf(url, sizeof url, "https://%d.example/", i);
		int64_t at = schedule_next(slice_of(url, (size_t)n), now, 3600, -1, -1);
		low = at < low ? at : low;
		high = at > high ? at : high;
	}
	assert_true(low >= now + 3240 && low < now + 3300);
	assert_true(high <= now + 3960 && high > now + 3900);
	assert_int_equal(schedule_next(a, now, 3600, 7200, -1), now + 7200);
	assert_int_equal(schedule_next(a, now, 3600, 1 << 30, -1), now + SCHEDULE_MAX_S);
	assert_int_equal(schedule_next(a, now, 3600, 0, 3 * 86400), now + 3 * 86400);
}

static void test_retry(void **state)
{
	(void)state;
	struct slice a = SLICE("https://a.example/rss");
	int64_t before = now;
	for (int64_t n = 1; n <= 7; n++) {
		int64_t at = schedule_retry(a, now, n, -1);
		assert_true(at > before);
		before = at;
	}
	assert_true(schedule_retry(a, now, 1000000, -1) <= now + SCHEDULE_MAX_S * 11 / 10);
	assert_int_equal(schedule_retry(a, now, 1, 9000), now + 9000);
}

static void test_gap(void **state)
{
	(void)state;
	int64_t times[] = { now, now - 300, now - 100, now - 5000000 };
	assert_int_equal(schedule_gap(times, 4), 200);
	assert_int_equal(schedule_gap(times, 2), 0);
	assert_int_equal(schedule_gap(times, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_learn), cmocka_unit_test(test_next),
		cmocka_unit_test(test_retry), cmocka_unit_test(test_gap),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
