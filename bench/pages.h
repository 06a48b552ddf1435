/* pages: the pages of a folder in memory, for the benchmarks that read pages. */
#ifndef BENCH_PAGES_H
#define BENCH_PAGES_H

#include "base/arena.h"
#include "clock.h"

struct pages {
	struct arena arena;
	LIST(struct slice) list;
	size_t bytes;
	size_t repeat; /* how often to read them all, so that a round can be measured */
};

/* Read all files of `folder`; ends the program where there are none. */
void pages_load(struct pages *p, const char *folder);

/* Let `work` read each page, in an arena that is emptied after it, and print pages and megabytes a
 * second under `name`. Gives the seconds of the best of several rounds. */
double pages_measure(const struct pages *p, const char *name,
	void (*work)(struct slice page, struct arena *a));

#endif
