/* schedule: intervals grow where nothing comes and shrink where something does. */
#include "collect/schedule.h"

#include <stdlib.h>

enum { NEWEST = 20 };

static int64_t clamp(int64_t s, int64_t low, int64_t high)
{
	return s < low ? low : s > high ? high : s;
}

/* `s` made longer or shorter by up to one part in `part`. */
static int64_t spread(struct slice url, int64_t now, int64_t s, int64_t part)
{
	uint64_t hash = slice_hash(url) ^ (uint64_t)now * 0x9e3779b97f4a7c15u;
	hash ^= hash >> 29;
	hash *= 0xbf58476d1ce4e5b9u;
	hash ^= hash >> 32;
	int64_t range = s / part;
	return range ? s - range + (int64_t)(hash % (uint64_t)(2 * range + 1)) : s;
}

int64_t schedule_learn(int64_t interval_s, int64_t gap_s, size_t n_new)
{
	if (!interval_s)
		interval_s = gap_s ? gap_s / 2 : SCHEDULE_FIRST_S;
	else if (n_new)
		interval_s -= interval_s / 4;
	else
		interval_s += interval_s / 4;
	return clamp(interval_s, SCHEDULE_MIN_S, SCHEDULE_MAX_S);
}

int64_t schedule_next(struct slice url, int64_t now, int64_t interval_s, int64_t max_age_s,
	int64_t retry_after_s)
{
	int64_t wait = spread(url, now, interval_s, 10);
	if (max_age_s > SCHEDULE_MAX_S)
		max_age_s = SCHEDULE_MAX_S;
	if (wait < max_age_s)
		wait = max_age_s;
	if (wait < retry_after_s)
		wait = retry_after_s;
	return now + wait;
}

int64_t schedule_retry(struct slice url, int64_t now, int64_t n_failed, int64_t retry_after_s)
{
	int64_t wait = SCHEDULE_BACKOFF_S;
	for (int64_t i = 1; i < n_failed && wait < SCHEDULE_MAX_S; i++)
		wait *= 2;
	return schedule_next(url, now, clamp(wait, 0, SCHEDULE_MAX_S), -1, retry_after_s);
}

static int newest_first(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x < y) - (x > y);
}

int64_t schedule_gap(int64_t *times, size_t n)
{
	int64_t gaps[NEWEST];
	qsort(times, n, sizeof *times, newest_first);
	size_t n_gaps = n > NEWEST ? NEWEST : n ? n - 1 : 0;
	for (size_t i = 0; i < n_gaps; i++)
		gaps[i] = times[i] - times[i + 1];
	if (n_gaps < 2)
		return 0;
	qsort(gaps, n_gaps, sizeof *gaps, newest_first);
	return gaps[n_gaps / 2];
}
