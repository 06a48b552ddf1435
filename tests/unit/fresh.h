/* fresh: a new store in a folder of its own, for each test of those that need one. */
#ifndef TESTS_FRESH_H
#define TESTS_FRESH_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "store/store.h"

struct fixture {
	char dir[64], path[96];
	struct store *s;
	struct arena a;
	int64_t record; /* the test's: the last one that it put */
};

static inline int open_fresh(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	snprintf(f->dir, sizeof f->dir, "/tmp/warta-test-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->path, sizeof f->path, "%s/warta.db", f->dir);
	must(store_open(f->path, STORE_CREATE, &f->s, e));
	*state = f;
	return 0;
}

static inline int close_all(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".lock", ".turn", ".new",
		".new.lock" };
	struct fixture *f = *state;
	store_close(f->s);
	arena_done(&f->a);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char path[128];
		snprintf(path, sizeof path, "%s%s", f->path, ends[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(f->dir), 0);
	free(f);
	return 0;
}

#endif
