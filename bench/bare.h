/* bare: the yardstick of taking in: a plain FTS5 table that is given the same text in the same
 * batches, as durably (WAL, synchronous=FULL). A benchmark that fails ends the program. */
#ifndef BENCH_BARE_H
#define BENCH_BARE_H

#include <sqlite3.h>

#include "model/article.h"

struct bare {
	sqlite3 *db;
	sqlite3_stmt *insert;
};

void bare_open(struct bare *b, const char *path);
void bare_exec(struct bare *b, const char *sql);
void bare_put(struct bare *b, int64_t id, const struct article *a, struct arena *scratch);
void bare_close(struct bare *b);

#endif
