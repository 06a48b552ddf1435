/* pages: the pages of a folder in memory, for the benchmarks that read pages. */
#ifndef BENCH_PAGES_H
#define BENCH_PAGES_H

#include "base/arena.h"

struct pages {
	struct arena arena;
	LIST(struct slice) list;
	size_t bytes;
	size_t repeat; /* how often to read them all, so that a round can be measured */
};

/* Read all files of `folder`; ends the program where there are none. */
void pages_load(struct pages *p, const char *folder);

/* Of this process. */
double cpu_seconds(void);

#endif
