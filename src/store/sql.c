/* sql: statements are prepared at their first use and kept for the connection. */
#include "base/mix.h"
#include "store/private.h"

static enum err err_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_IOERR:
	case SQLITE_FULL:
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return ERR_IO;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return ERR_CORRUPT;
	default:
		return ERR_DB;
	}
}

enum err sql_fail(struct store *s, int rc, const char *what, struct error *e)
{
	enum err code = err_of(rc);
	if (code == ERR_BUSY)
		return fail(e, code, "%s: another process is writing to '%s'", what, s->path);
	return fail(e, code, "%s: '%s': %s", what, s->path,
		s->db && sqlite3_errcode(s->db) != SQLITE_OK ? sqlite3_errmsg(s->db)
							     : sqlite3_errstr(rc));
}

struct sql_call sql_begin(struct store *s, enum sql query)
{
	struct sql_call c = { .store = s, .rc = SQLITE_OK };
	if (!s->stmts[query])
		c.rc = sqlite3_prepare_v3(s->db, sql_queries[query].text, -1,
			SQLITE_PREPARE_PERSISTENT, &s->stmts[query], NULL);
	c.stmt = s->stmts[query];
	return c;
}

void sql_int(struct sql_call *c, int64_t v)
{
	if (c->rc == SQLITE_OK)
		c->rc = sqlite3_bind_int64(c->stmt, ++c->bound, v);
}

void sql_text(struct sql_call *c, struct slice text)
{
	if (c->rc == SQLITE_OK)
		c->rc = sqlite3_bind_text64(c->stmt, ++c->bound, text.n ? text.p : "", text.n,
			SQLITE_STATIC, SQLITE_UTF8);
}

void sql_blob(struct sql_call *c, const void *p, size_t n)
{
	if (c->rc == SQLITE_OK)
		c->rc = sqlite3_bind_blob64(c->stmt, ++c->bound, n ? p : "", n, SQLITE_STATIC);
}

bool sql_row(struct sql_call *c)
{
	if (c->rc != SQLITE_OK && c->rc != SQLITE_ROW)
		return false;
	c->rc = sqlite3_step(c->stmt);
	c->column = 0;
	return c->rc == SQLITE_ROW;
}

bool sql_has(struct sql_call *c)
{
	return sqlite3_column_type(c->stmt, c->column) != SQLITE_NULL;
}

int64_t sql_get_int(struct sql_call *c)
{
	return sqlite3_column_int64(c->stmt, c->column++);
}

struct slice sql_get_bytes(struct sql_call *c)
{
	const void *p = sqlite3_column_blob(c->stmt, c->column);
	return slice_of(p, (size_t)sqlite3_column_bytes(c->stmt, c->column++));
}

struct slice sql_get_text(struct sql_call *c, struct arena *out)
{
	return arena_dup(out, sql_get_bytes(c));
}

uint64_t sql_mix(struct sql_call *c, uint64_t h)
{
	while (c->column < sqlite3_column_count(c->stmt))
		h = sqlite3_column_type(c->stmt, c->column) == SQLITE_INTEGER
			? mix_int(h, (uint64_t)sql_get_int(c)) : mix_text(h, sql_get_bytes(c));
	return h;
}

enum err sql_end(struct sql_call *c, struct error *e)
{
	int rc = c->rc;
	enum err err = OK;
	if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
		err = sql_fail(c->store, rc, "database", e);
	if (c->stmt)
		sqlite3_reset(c->stmt);
	c->rc = SQLITE_DONE;
	return err;
}

enum err sql_run(struct sql_call *c, struct error *e)
{
	while (sql_row(c))
		;
	return sql_end(c, e);
}

enum err sql_find_or_add(struct store *s, enum sql find, enum sql add, struct slice name,
	int64_t *ret_id, struct error *e)
{
	const enum sql tries[] = { find, add };
	int64_t id = 0;
	for (int i = 0; i < 2 && !id; i++) {
		struct sql_call c = sql_begin(s, tries[i]);
		sql_text(&c, name);
		if (sql_row(&c))
			id = sql_get_int(&c);
		TRY(sql_end(&c, e));
	}
	*ret_id = id;
	return OK;
}

enum err sql_exec(struct store *s, const char *text, struct error *e)
{
	int rc = sqlite3_exec(s->db, text, NULL, NULL, NULL);
	return rc == SQLITE_OK ? OK : sql_fail(s, rc, "database", e);
}

void sql_done(struct store *s)
{
	for (int i = 0; i < N_SQL; i++) {
		sqlite3_finalize(s->stmts[i]);
		s->stmts[i] = NULL;
	}
}
