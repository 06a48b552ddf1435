/* bare: nothing but SQLite. */
#include "bare.h"

#include <stdio.h>
#include <stdlib.h>

static void check(struct bare *b, int rc, int want, const char *what)
{
	if (rc == want)
		return;
	fprintf(stderr, "bare: %s: %s\n", what, sqlite3_errmsg(b->db));
	exit(1);
}

void bare_exec(struct bare *b, const char *sql)
{
	check(b, sqlite3_exec(b->db, sql, NULL, NULL, NULL), SQLITE_OK, sql);
}

void bare_open(struct bare *b, const char *path)
{
	check(b, sqlite3_open(path, &b->db), SQLITE_OK, path);
	bare_exec(b,
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;"
		"PRAGMA wal_autocheckpoint = 16384;"
		"CREATE VIRTUAL TABLE IF NOT EXISTS t USING fts5 (title, body)");
	check(b, sqlite3_prepare_v2(b->db, "INSERT INTO t (rowid, title, body) VALUES (?, ?, ?)",
		-1,
			&b->insert, NULL), SQLITE_OK, "insert");
}

void bare_put(struct bare *b, int64_t id, const struct article *a, struct arena *scratch)
{
	struct slice text = article_text(a, scratch);
	sqlite3_bind_int64(b->insert, 1, id);
	sqlite3_bind_text(b->insert, 2, a->title.p, (int)a->title.n, SQLITE_STATIC);
	sqlite3_bind_text(b->insert, 3, text.p, (int)text.n, SQLITE_STATIC);
	check(b, sqlite3_step(b->insert), SQLITE_DONE, "insert");
	sqlite3_reset(b->insert);
}

void bare_close(struct bare *b)
{
	sqlite3_finalize(b->insert);
	sqlite3_close(b->db);
}
