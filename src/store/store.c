/* store: opening, the steps of the schema, batches. */
#include "base/buf.h"
#include "store/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

enum {
	WRITER_CACHE_KIB = 32 << 10, /* the index's upper pages and the tails of tables */
	SMALL_WRITER_CACHE_KIB = 4 << 10,
	SMALL_READER_CACHE_KIB = 1 << 10, /* 4 answer no faster: the system has the pages */
	READER_CACHE_KIB = 16 << 10,
	WAL_PAGES = 16 << 10         /* write back rarely: pages of the index change often */
};

/* Reading from a map of the file halves the time of a search. Writers do without: what they touch
 * of a large file would count as their memory. */
static const int64_t READER_MAP_BYTES = (int64_t)1 << 40;

/* Held shared by whoever has the database open, and exclusively by a rebuild that replaces it. A
 * file of its own: SQLite's locks go when any handle of the database is closed in the process. */
static enum err lock_take(struct store *s, struct error *e)
{
	char path[4096];
	if (snprintf(path, sizeof path, "%s.lock", s->path) >= (int)sizeof path)
		return fail(e, ERR_IO, "path is too long: '%s'", s->path);
	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (s->lock < 0) {
		if (!s->writable)
			return OK;
		return fail_sys(e, ERR_IO, errno, "cannot open '%s'", path);
	}
	if (flock(s->lock, LOCK_SH | LOCK_NB) == 0)
		return OK;
	if (errno == EWOULDBLOCK)
		return fail(e, ERR_BUSY, "'%s' is just being replaced by a rebuild", s->path);
	return fail_sys(e, ERR_IO, errno, "cannot lock '%s'", path);
}

static enum err pragma_int(struct store *s, const char *name, int64_t *ret, struct error *e)
{
	char text[64];
	snprintf(text, sizeof text, "PRAGMA %s", name);
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(s->db, text, -1, &stmt, NULL);
	if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		*ret = sqlite3_column_int64(stmt, 0);
		rc = SQLITE_OK;
	}
	enum err err = OK;
	if (rc == SQLITE_NOTADB)
		err = fail(e, ERR_INPUT, "'%s' is no archive of warta", s->path);
	else if (rc != SQLITE_OK)
		err = sql_fail(s, rc, "cannot open", e);
	sqlite3_finalize(stmt);
	return err;
}

static enum err pragma_set(struct store *s, const char *name, int64_t value, struct error *e)
{
	char text[64];
	snprintf(text, sizeof text, "PRAGMA %s = %lld", name, (long long)value);
	return sql_exec(s, text, e);
}

static enum err steps_from(struct store *s, int64_t version, struct error *e)
{
	if (version == 0)
		TRY(pragma_set(s, "application_id", APPLICATION_ID, e));
	for (int step = (int)version; step < N_SQL_STEPS; step++) {
		enum err err = sql_exec(s, sql_steps[step].text, e);
		if (err != OK)
			return wrap(e, err, "schema step '%s'", sql_steps[step].name);
	}
	return pragma_set(s, "user_version", N_SQL_STEPS, e);
}

/* Bring the schema up to date in one transaction, so that a file is of one version, whole; another
 * process may have been first. */
static enum err migrate(struct store *s, struct error *e)
{
	int64_t version = 0;
	TRY(sql_exec(s, "BEGIN IMMEDIATE", e));
	enum err err = pragma_int(s, "user_version", &version, e);
	if (err == OK && version < N_SQL_STEPS)
		err = steps_from(s, version, e);
	if (err == OK)
		err = sql_exec(s, "COMMIT", e);
	if (err != OK)
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return err;
}

enum err store_be_small(struct store *s, struct error *e)
{
	if (!s->writable)
		TRY(pragma_set(s, "mmap_size", 0, e));
	return pragma_set(s, "cache_size",
		-(s->writable ? SMALL_WRITER_CACHE_KIB : SMALL_READER_CACHE_KIB), e);
}

/* Is it ours, and of which version? 0 for a new, empty file. */
static enum err version_of(struct store *s, int64_t *ret_version, struct error *e)
{
	int64_t application = 0, version = 0, tables = 0;
	TRY(pragma_int(s, "application_id", &application, e));
	TRY(pragma_int(s, "user_version", &version, e));
	TRY(pragma_int(s, "schema_version", &tables, e));
	if (application != APPLICATION_ID && (application || version || tables))
		return fail(e, ERR_INPUT, "'%s' is no archive of warta", s->path);
	if (version > N_SQL_STEPS)
		return fail(e, ERR_LIMIT,
			"'%s' was made by a newer warta: its format is %lld, this one knows %d",
			s->path, (long long)version, N_SQL_STEPS);
	*ret_version = version;
	return OK;
}

static enum err set_up(struct store *s, struct error *e)
{
	int64_t version = 0;
	TRY(version_of(s, &version, e));
	TRY(pragma_set(s, "cache_size", -(s->writable ? WRITER_CACHE_KIB : READER_CACHE_KIB), e));
	if (!s->writable) {
		if (version == 0)
			return fail(e, ERR_NOT_FOUND, "'%s' is empty: nothing was taken in yet",
				s->path);
		if (version < N_SQL_STEPS && sqlite3_db_readonly(s->db, "main"))
			return fail(e, ERR_INPUT,
				"'%s' was made by an older warta (its format is %lld, this one's "
				"%d), and cannot be brought up to date where it cannot be written",
				s->path, (long long)version, N_SQL_STEPS);
		if (version < N_SQL_STEPS)
			TRY(migrate(s, e));
		TRY(pragma_set(s, "query_only", 1, e));
		return pragma_set(s, "mmap_size", READER_MAP_BYTES, e);
	}
	if (version == 0)
		TRY(sql_exec(s, "PRAGMA journal_mode = WAL", e));
	TRY(sql_exec(s, "PRAGMA synchronous = FULL", e));
	TRY(pragma_set(s, "wal_autocheckpoint", WAL_PAGES, e));
	return version < N_SQL_STEPS ? migrate(s, e) : OK;
}

/* Can files be made beside the database? SQLite makes two of them to read one that is written to.
 *  */
static bool folder_is_writable(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return access(".", W_OK) == 0;
	struct arena local = ARENA_INIT;
	const char *folder = arena_str(&local, slice_of(path, (size_t)(slash - path) + 1));
	bool writable = access(folder, W_OK) == 0;
	arena_done(&local);
	return writable;
}

/* What nobody can write to is read as it lies, without a log: on a read-only medium, say. */
static int open_unchanging(struct store *s)
{
	struct buf uri = BUF_INIT(1 << 16);
	buf_str(&uri, "file:");
	for (const char *p = s->path; *p; p++) {
		if (ascii_alpha(*p) || ascii_digit(*p) || strchr("/._-", *p))
			buf_byte(&uri, *p);
		else
			buf_printf(&uri, "%%%02x", (unsigned char)*p);
	}
	buf_str(&uri, "?immutable=1");
	int rc = uri.failed
		? SQLITE_CANTOPEN
		: sqlite3_open_v2(uri.p, &s->db,
			  SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
	buf_done(&uri);
	return rc;
}

static enum err open_file(struct store *s, enum store_mode mode, bool take_lock, struct error *e)
{
	if (mode != STORE_CREATE && access(s->path, F_OK) != 0)
		return fail(e, ERR_NOT_FOUND, "there is no '%s'", s->path);
	if (take_lock)
		TRY(lock_take(s, e));
	/* A reader, too, must be able to roll back what a killed writer left; query_only keeps it
	 * from all else. A file that may not be written is opened for reading alone. */
	int flags = SQLITE_OPEN_READWRITE | (mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
	int rc = mode == STORE_READ && !folder_is_writable(s->path)
		? open_unchanging(s)
		: sqlite3_open_v2(s->path, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc != SQLITE_OK)
		return sql_fail(s, rc, "cannot open", e);
	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_handler(s->db, turn_wait, s);
	return set_up(s, e);
}

static enum err open_store(const char *path, enum store_mode mode, bool take_lock,
	struct store **ret, struct error *e)
{
	struct store *s = calloc(1, sizeof *s);
	if (!s || !(s->path = strdup(path)))
		abort();
	s->lock = s->turn = -1;
	s->index = index_state_new();
	s->writable = mode != STORE_READ;
	enum err err = open_file(s, mode, take_lock, e);
	if (err != OK) {
		store_close(s);
		return err;
	}
	*ret = s;
	return OK;
}

enum err store_open(const char *path, enum store_mode mode, struct store **ret, struct error *e)
{
	return open_store(path, mode, true, ret, e);
}

enum err store_open_locked(const char *path, enum store_mode mode, struct store **ret,
	struct error *e)
{
	return open_store(path, mode, false, ret, e);
}

struct store *store_close(struct store *s)
{
	if (!s)
		return NULL;
	store_rollback(s);
	store_moment_end(s);
	index_state_free(s);
	sql_done(s);
	sqlite3_close(s->db);
	if (s->lock >= 0)
		close(s->lock);
	if (s->turn >= 0)
		close(s->turn);
	free(s->path);
	free(s->replaces);
	free(s);
	return NULL;
}

/* ---- batches */

enum err store_others_wrote(struct store *s, int64_t *ret_number, struct error *e)
{
	return pragma_int(s, "data_version", ret_number, e);
}

static void batch_done(struct store *s)
{
	arena_done(&s->batch.arena);
	s->batch = (struct batch){ 0 };
	s->in_batch = false;
	turn_end(s);
}

enum err store_begin(struct store *s, struct error *e)
{
	assert(!s->in_batch && !s->n_moments);
	if (!s->writable)
		return fail(e, ERR_USAGE, "'%s' is open for reading only", s->path);
	s->begins = true;
	enum err err = sql_exec(s, "BEGIN IMMEDIATE", e);
	s->begins = false;
	if (err != OK) {
		turn_end(s);
		return err;
	}
	s->in_batch = true;
	s->batch_number++;
	turn_begin(s);
	return OK;
}

enum err store_step(struct store *s, struct error *e)
{
	TRY(sql_exec(s, "COMMIT", e));
	batch_done(s);
	store_give_way(s);
	return store_begin(s, e);
}

uint64_t store_batch_number(const struct store *s)
{
	return s->batch_number;
}

enum err store_commit(struct store *s, struct error *e)
{
	TRY(need_batch(s, e));
	TRY(quotes_flush(s, e));
	TRY(index_flush(s, e));
	TRY(tally_flush(s, e));
	TRY(sql_exec(s, "COMMIT", e));
	batch_done(s);
	return index_was_added_to(s) ? index_merge_due(s, e) : OK;
}

void store_rollback(struct store *s)
{
	if (!s->in_batch)
		return;
	/* Fails only where SQLite has rolled back by itself, as on a full disk. */
	index_state_drop(s);
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	batch_done(s);
}

enum err store_end(struct store *s, enum err err, struct error *e)
{
	if (err == OK)
		err = store_commit(s, e);
	if (err != OK)
		store_rollback(s);
	return err;
}

enum err need_batch(struct store *s, struct error *e)
{
	return s->in_batch ? OK : fail(e, ERR_USAGE, "writing outside of a batch");
}

enum err store_moment_begin(struct store *s, struct error *e)
{
	if (!s->in_batch && !s->n_moments)
		TRY(sql_exec(s, "BEGIN", e));
	s->n_moments += !s->in_batch;
	return OK;
}

void store_moment_end(struct store *s)
{
	if (s->n_moments && --s->n_moments == 0)
		sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
}

enum err read_begin(struct store *s, struct error *e)
{
	return s->in_batch || s->n_moments ? OK : sql_exec(s, "BEGIN", e);
}

void read_end(struct store *s)
{
	if (!s->in_batch && !s->n_moments)
		sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
}
