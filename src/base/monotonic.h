/* monotonic: a clock that only goes on, whatever the time of day is set to: for how long something
 * took or may take. */
#ifndef BASE_MONOTONIC_H
#define BASE_MONOTONIC_H

#include <stdint.h>
#include <time.h>

/* Since some moment in the past. */
static inline int64_t monotonic_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static inline double monotonic_s(void)
{
	return (double)monotonic_ms() / 1e3;
}

#endif
