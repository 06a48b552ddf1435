/* clock: the time of tests, for LD_PRELOAD: $WARTA_CLOCK, Unix seconds, for as long as the program
 * runs. So what would take days is told in a moment, with the same times each time. */
#include <stdlib.h>
#include <time.h>

time_t time(time_t *ret)
{
	const char *text = getenv("WARTA_CLOCK");
	struct timespec now;
	time_t at = text ? (time_t)strtoll(text, NULL, 10) : 0;
	if (!text && clock_gettime(CLOCK_REALTIME, &now) == 0)
		at = now.tv_sec;
	if (ret)
		*ret = at;
	return at;
}
