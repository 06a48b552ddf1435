/* rebuild: a new database beside the old one, and then in its place.
 *
 * Nobody may have the old one open when the files change places: its log would be taken for the new
 * one's. The lock file (store.c) sees to that. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/private.h"

enum { PATH_BYTES = 4096 };

static enum err path_make(const char *path, const char *end, char to[static PATH_BYTES],
	struct error *e)
{
	if (snprintf(to, PATH_BYTES, "%s%s", path, end) >= PATH_BYTES)
		return fail(e, ERR_IO, "path is too long: '%s'", path);
	return OK;
}

static enum err unlink_one(const char *path, const char *end, struct error *e)
{
	char file[PATH_BYTES];
	TRY(path_make(path, end, file, e));
	if (unlink(file) != 0 && errno != ENOENT)
		return fail_sys(e, ERR_IO, errno, "cannot remove '%s'", file);
	return OK;
}

static enum err unlink_all(const char *path, struct error *e)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal", ".lock" };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		TRY(unlink_one(path, ends[i], e));
	return OK;
}

/* Lock out whoever opens the database at `path`, until `*ret_lock` is closed. */
static enum err lock_out(const char *path, int *ret_lock, struct error *e)
{
	char lock_path[PATH_BYTES];
	TRY(path_make(path, ".lock", lock_path, e));
	int lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (lock < 0)
		return fail_sys(e, ERR_IO, errno, "cannot open '%s'", lock_path);
	if (flock(lock, LOCK_EX | LOCK_NB) == 0) {
		*ret_lock = lock;
		return OK;
	}
	enum err err = errno == EWOULDBLOCK
		? fail(e, ERR_BUSY, "another process (warta serve or watch?) has '%s' open", path)
		: fail_sys(e, ERR_IO, errno, "cannot lock '%s'", lock_path);
	close(lock);
	return err;
}

enum err store_rebuild_begin(const char *path, struct store **ret_new, struct error *e)
{
	char beside[PATH_BYTES];
	struct store *s;
	int lock;
	TRY(path_make(path, ".new", beside, e));
	/* Who has it open now most likely has it at the end: the work would be for nothing. */
	TRY(lock_out(path, &lock, e));
	close(lock);
	TRY(unlink_all(beside, e));
	TRY(store_open(beside, STORE_CREATE, &s, e));
	s->replaces = strdup(path);
	if (!s->replaces)
		abort();
	/* Whatever happens to it before it is whole, it is thrown away. */
	enum err err = sql_exec(s, "PRAGMA synchronous = OFF", e);
	if (err != OK) {
		store_rebuild_drop(s);
		return err;
	}
	*ret_new = s;
	return OK;
}

void store_rebuild_drop(struct store *s)
{
	char beside[PATH_BYTES];
	snprintf(beside, sizeof beside, "%s", s->path);
	store_close(s);
	if (unlink_all(beside, NULL) != OK)
		return; /* the next rebuild tries again */
}

/* ---- what only the user knows */

static enum err flags_of_query(struct store *s, enum sql query, struct error *e)
{
	struct arena local = ARENA_INIT;
	strings names = { 0 };
	struct sql_call c = sql_begin(s, query);
	while (sql_row(&c))
		*list_add(&local, &names) = sql_get_text(&c, &local);
	enum err err = sql_end(&c, e);
	for (size_t i = 0; i < names.n && err == OK; i++)
		err = flags_refresh_name(s, names.at[i], e);
	arena_done(&local);
	return err;
}

/* One statement a table, so that a damaged one costs no other. */
static const char *const kept_copies[] = {
	"INSERT OR REPLACE INTO kept_mark (name, mark, set_at)"
	" SELECT name, mark, set_at FROM old.kept_mark",
	"INSERT OR REPLACE INTO kept_tag (name, key, tag) SELECT name, key, tag FROM old.kept_tag",
	"INSERT OR REPLACE INTO kept_note (name, note) SELECT name, note FROM old.kept_note",
	"INSERT OR REPLACE INTO kept_search (name, query) SELECT name, query FROM old.kept_search",
	"INSERT OR REPLACE INTO kept_subscription (url, title, folder)"
	" SELECT url, title, folder FROM old.kept_subscription",
	"INSERT OR REPLACE INTO kept_setting (url, name, value)"
	" SELECT url, name, value FROM old.kept_setting",
	"INSERT OR REPLACE INTO fetch_state (url, source, kind, due_at, etag, last_modified,"
	" digest, asked_at, first_at, full_at, full_url, interval_s, n_looks, n_failed,"
	" failed_since, problem, hub, topic)"
	" SELECT url, source, kind, due_at, etag, last_modified, digest, asked_at, first_at,"
	" full_at, full_url, interval_s, n_looks, n_failed, failed_since, problem, hub,"
	" topic FROM old.fetch_state",
	"INSERT OR REPLACE INTO rule_due (name, url) SELECT name, url FROM old.rule_due",
	"INSERT OR REPLACE INTO feed (number, url) SELECT number, url FROM old.feed",
	"INSERT OR REPLACE INTO outlet (url, name) SELECT url, name FROM old.outlet",
	"INSERT OR REPLACE INTO kept_person (key, other, name)"
	" SELECT key, other, name FROM old.kept_person",
	"INSERT OR REPLACE INTO kept_place (name, story, said_at)"
	" SELECT name, story, said_at FROM old.kept_place",
	"INSERT OR REPLACE INTO kept_together (name, other)"
	" SELECT name, other FROM old.kept_together",
	"INSERT OR REPLACE INTO kept_story (name, title, locked)"
	" SELECT name, title, locked FROM old.kept_story",
};

/* Whatever can be read; `*ret_lost` where that is not all. A transaction a table: SQLite gives
 * nothing more to one that met damage. */
static enum err kept_copy(struct store *s, bool *ret_lost, struct error *e)
{
	for (size_t i = 0; i < sizeof kept_copies / sizeof *kept_copies; i++) {
		TRY(store_begin(s, e));
		enum err err = store_end(s, sql_exec(s, kept_copies[i], e), e);
		if (err == OK)
			continue;
		if (err != ERR_CORRUPT) /* of the old one: the new one was just made */
			return err;
		*ret_lost = true;
	}
	return OK;
}

/* Articles of the old one that are not made again, and those of rebuilds before it: as far as
 * they can be read. They can be made again from nothing, so that damage there is no loss. */
static enum err removed_note(struct store *s, struct error *e)
{
	static const char *const notes[] = {
		"INSERT OR IGNORE INTO removed (name) SELECT name FROM old.removed",
		("INSERT OR IGNORE INTO removed (name) SELECT name FROM old.article o"
		 " WHERE NOT EXISTS (SELECT 1 FROM main.article a WHERE a.name = o.name)"),
		"DELETE FROM removed WHERE name IN (SELECT name FROM main.article)",
	};
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
		TRY(store_begin(s, e));
		enum err err = store_end(s, sql_exec(s, notes[i], e), e);
		if (err != OK && err != ERR_CORRUPT)
			return err;
	}
	return OK;
}

/* What was carried over, put to work. */
static enum err kept_heed(struct store *s, struct error *e)
{
	TRY(store_begin(s, e));
	enum err err = flags_of_query(s, SQL_NAMES_MARKED, e);
	if (err == OK)
		err = flags_of_query(s, SQL_NAMES_TAGGED, e);
	if (err == OK)
		err = placing_heed_query(s, SQL_PLACE_LIST, e);
	if (err == OK)
		err = placing_heed_query(s, SQL_TOGETHER_LIST, e);
	return store_end(s, err, e);
}

/* Bring the old one up to date, so that its tables are those we know, and empty its log. */
static enum err old_settle(const char *path, struct error *e)
{
	struct store *old;
	TRY(store_open_locked(path, STORE_WRITE, &old, e));
	enum err err = sql_exec(old, "PRAGMA wal_checkpoint(TRUNCATE)", e);
	store_close(old);
	return err;
}

static enum err kept_carry(struct store *s, bool *ret_lost, struct error *e)
{
	*ret_lost = false;
	if (access(s->replaces, F_OK) != 0)
		return OK;
	enum err err = old_settle(s->replaces, e);
	if (err == OK) {
		struct sql_call c = sql_begin(s, SQL_ATTACH_OLD);
		sql_text(&c, slice_str(s->replaces));
		err = sql_run(&c, e);
	}
	if (err == OK) {
		err = kept_copy(s, ret_lost, e);
		if (err == OK)
			err = removed_note(s, e);
		if (err == OK)
			err = kept_heed(s, e);
		enum err end = sql_exec(s, "DETACH old", err == OK ? e : NULL);
		err = err == OK ? end : err;
	}
	return err == OK ? OK : wrap(e, err, "carrying over marks, tags and subscriptions");
}

/* ---- changing places */

static enum err sync_path(const char *path, int flags, struct error *e)
{
	int fd = open(path, flags | O_CLOEXEC);
	if (fd < 0)
		return fail_sys(e, ERR_IO, errno, "cannot open '%s'", path);
	int failed = fsync(fd) != 0 ? errno : 0;
	close(fd);
	return failed ? fail_sys(e, ERR_IO, failed, "cannot sync '%s'", path) : OK;
}

static enum err sync_folder(const char *path, struct error *e)
{
	char folder[PATH_BYTES];
	snprintf(folder, sizeof folder, "%s", path);
	char *slash = strrchr(folder, '/');
	if (!slash)
		return sync_path(".", O_RDONLY | O_DIRECTORY, e);
	slash[slash == folder] = 0;
	return sync_path(folder, O_RDONLY | O_DIRECTORY, e);
}

static enum err change_places(const char *beside, const char *path, struct error *e)
{
	TRY(sync_path(beside, O_RDWR, e));
	TRY(unlink_one(path, "-wal", e));
	TRY(unlink_one(path, "-shm", e));
	if (rename(beside, path) != 0)
		return fail_sys(e, ERR_IO, errno, "cannot put '%s' in place", path);
	TRY(sync_folder(path, e));
	return unlink_one(beside, ".lock", e);
}

/* The same file under a second name, which stays when the new one takes the first. An older one of
 * that name is nearer to what was whole, and stays. */
static enum err keep_before(const char *path, struct error *e)
{
	char before[PATH_BYTES];
	TRY(path_make(path, ".before", before, e));
	if (link(path, before) != 0 && errno != EEXIST && errno != ENOENT)
		return fail_sys(e, ERR_IO, errno, "cannot keep '%s' as '%s'", path, before);
	return OK;
}

enum err store_rebuild_end(struct store *s, bool keep_old, bool *ret_lost, struct error *e)
{
	char beside[PATH_BYTES], path[PATH_BYTES];
	int lock = -1;
	assert(s->replaces && !s->in_batch);
	snprintf(beside, sizeof beside, "%s", s->path);
	snprintf(path, sizeof path, "%s", s->replaces);
	enum err err = lock_out(path, &lock, e);
	if (err == OK)
		err = kept_carry(s, ret_lost, e);
	if (err == OK && (keep_old || *ret_lost))
		err = keep_before(path, e);
	if (err == OK)
		err = sql_exec(s, "PRAGMA wal_checkpoint(TRUNCATE)", e);
	if (err != OK) {
		store_rebuild_drop(s);
	} else {
		store_close(s);
		err = change_places(beside, path, e);
	}
	if (lock >= 0)
		close(lock);
	return err;
}
