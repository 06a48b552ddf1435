/* turn: who waits to write says so, and who writes much makes room for them.
 *
 * SQLite lets whoever asks first after a commit write next, which is the one that has just
 * committed. So those that wait hold a shared lock on a file beside the database, from the first
 * time that it is busy to the end of their batch. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "store/private.h"

/* Who did not take the turn that it was given is passed over so long: it may be stopped. */
enum { STEP_MS = 2, PASSED_OVER_MS = 1000 };

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void step(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = STEP_MS * 1000000 }, NULL);
}

/* False where there can be no such file: then nobody gives way, and waiting is as it was. */
static bool turn_open(struct store *s)
{
	char path[4096];
	if (s->turn < 0 && snprintf(path, sizeof path, "%s.turn", s->path) < (int)sizeof path)
		s->turn = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	return s->turn >= 0;
}

int turn_wait(void *store, int n)
{
	struct store *s = store;
	if (n == 0) {
		s->waits_from_ms = now_ms();
		if (s->begins && turn_open(s))
			flock(s->turn, LOCK_SH);
	}
	if (now_ms() - s->waits_from_ms >= STORE_BUSY_MS)
		return 0;
	step();
	return 1;
}

void turn_begin(struct store *s)
{
	s->began_ms = now_ms();
}

void turn_end(struct store *s)
{
	if (s->turn >= 0)
		flock(s->turn, LOCK_UN);
}

bool store_is_awaited(struct store *s)
{
	if (now_ms() < s->passes_over_until_ms || !turn_open(s))
		return false;
	bool awaited = flock(s->turn, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	if (!awaited)
		flock(s->turn, LOCK_UN);
	return awaited;
}

bool store_batch_is_due(struct store *s)
{
	return s->in_batch && now_ms() - s->began_ms >= STORE_TURN_MS && store_is_awaited(s);
}

void store_give_way(struct store *s)
{
	int64_t until = now_ms() + STORE_GIVE_WAY_MS;
	while (store_is_awaited(s)) {
		if (now_ms() >= until)
			s->passes_over_until_ms = now_ms() + PASSED_OVER_MS;
		step();
	}
}
