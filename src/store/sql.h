/* sql: running the named queries of sql/queries.sql. Private to the store.
 *
 * A call binds its parameters in order, steps, reads its columns in order, and ends; its error
 * sticks, so that only the end is looked at:
 *
 *	struct sql_call c = sql_begin(s, SQL_ARTICLE_BY_NAME);
 *	sql_text(&c, name);
 *	if (sql_row(&c))
 *		id = sql_get_int(&c);
 *	TRY(sql_end(&c, e));
 *
 * Text that is bound must live until sql_end; text that is read is copied into an arena. */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/error.h"
#include "store-sql.h"

struct store;

struct sql_call {
	struct store *store;
	sqlite3_stmt *stmt;
	int rc;     /* SQLITE_OK, SQLITE_ROW, SQLITE_DONE, or the first error */
	int bound;  /* parameters bound so far */
	int column; /* next column to read */
};

struct sql_call sql_begin(struct store *s, enum sql query);
void sql_int(struct sql_call *c, int64_t v);
void sql_text(struct sql_call *c, struct slice text);
void sql_blob(struct sql_call *c, const void *p, size_t n);

/* The next row; false at the end and on errors. */
bool sql_row(struct sql_call *c);
/* Is the column to be read next something else than NULL? */
bool sql_has(struct sql_call *c);
int64_t sql_get_int(struct sql_call *c);
struct slice sql_get_text(struct sql_call *c, struct arena *out);
/* Bytes of a text or blob; valid until the next row. */
struct slice sql_get_bytes(struct sql_call *c);
/* `h` and all columns of the row that are not read yet (base/mix.h). */
uint64_t sql_mix(struct sql_call *c, uint64_t h);

enum err sql_end(struct sql_call *c, struct error *e) MUST_USE;
/* For what gives no rows: step and end. */
enum err sql_run(struct sql_call *c, struct error *e) MUST_USE;
/* The id of the row called `name`: what `find` gives or, where it gives none, `add`. */
enum err sql_find_or_add(struct store *s, enum sql find, enum sql add, struct slice name,
	int64_t *ret_id, struct error *e) MUST_USE;

/* Plain statements, without parameters. */
enum err sql_exec(struct store *s, const char *text, struct error *e) MUST_USE;

/* What SQLite last said on this connection, as our error; `what` says what was tried. */
enum err sql_fail(struct store *s, int rc, const char *what, struct error *e);

/* Give back all statements. */
void sql_done(struct store *s);

#endif
