/* archive: opening, locking, and taking up what a killed process left behind. */
#include "archive/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/record.h"
#include "archive/sites.h"
#include "read/read.h"

static char *path_in(const char *dir, const char *name)
{
	char *path = NULL;
	if (asprintf(&path, "%s/%s", dir, name) < 0)
		abort();
	return path;
}

static struct archive *archive_new(const char *dir)
{
	struct archive *a = calloc(1, sizeof *a);
	if (!a)
		abort();
	a->dir = strdup(dir);
	a->warc_dir = path_in(dir, "warc");
	a->db_path = path_in(dir, "warta.db");
	a->lock_fd = -1;
	a->grouping = grouping_open();
	a->sites = sites_open();
	return a;
}

struct archive *archive_close(struct archive *a)
{
	if (!a)
		return NULL;
	a->warc = warcfile_close(a->warc);
	a->store = store_close(a->store);
	a->grouping = grouping_close(a->grouping);
	a->sites = sites_close(a->sites);
	if (a->lock_fd >= 0)
		close(a->lock_fd);
	free(a->dir);
	free(a->warc_dir);
	free(a->db_path);
	free(a);
	return NULL;
}

/* Make a folder and what lies above it. */
static enum err make_folders(const char *dir, struct error *e)
{
	char *path = strdup(dir);
	if (!path)
		abort();
	int sys = 0;
	for (char *at = path + 1; sys == 0; at++) {
		char c = *at;
		if (c != '/' && c != 0)
			continue;
		*at = 0;
		if (mkdir(path, 0777) != 0 && errno != EEXIST)
			sys = errno;
		*at = c;
		if (c == 0)
			break;
	}
	free(path);
	return sys ? fail_sys(e, ERR_IO, sys, "cannot make the folder '%s'", dir) : OK;
}

static enum err lock(struct archive *a, struct error *e)
{
	if (flock(a->lock_fd, LOCK_EX | LOCK_NB) == 0)
		return OK;
	if (errno == EWOULDBLOCK)
		return fail(e, ERR_BUSY,
			"another process is writing to the archive '%s'; try again later", a->dir);
	return fail_sys(e, ERR_IO, errno, "cannot lock the archive '%s'", a->dir);
}

static enum err take_lock(struct archive *a, struct error *e)
{
	char *path = path_in(a->dir, "lock");
	a->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	int sys = a->lock_fd < 0 ? errno : 0;
	free(path);
	return sys ? fail_sys(e, ERR_IO, sys, "cannot open the lock of the archive '%s'", a->dir)
		   : lock(a, e);
}

enum err archive_file_id(struct archive *a, struct store *s, int number, int64_t *ret_id,
	struct error *e)
{
	if (number != a->file_number) {
		char name[WARCFILE_NAME_LEN + 1];
		warcfile_name(number, name);
		TRY(store_file_put(s, slice_str(name), &a->file_id, e));
		a->file_number = number;
	}
	*ret_id = a->file_id;
	return OK;
}

enum err archive_file_length(const struct archive *a, int number, uint64_t *ret_length,
	struct error *e)
{
	char name[WARCFILE_NAME_LEN + 1];
	struct stat st;
	warcfile_name(number, name);
	char *path = path_in(a->warc_dir, name);
	int sys = stat(path, &st) == 0 ? 0 : errno;
	free(path);
	if (sys)
		return fail_sys(e, ERR_IO, sys, "'%s'", name);
	*ret_length = (uint64_t)st.st_size;
	return OK;
}

int64_t archive_seen_at(const struct warc_record *record)
{
	struct date d;
	return date_scan(record->date, &d) ? d.seconds : 0;
}

enum err archive_record_add(struct archive *a, struct store *s, const struct warc_record *record,
	struct warc_place at, const unsigned char digest[static STORE_DIGEST_LEN],
	enum store_state state, int64_t *ret_id, bool *ret_is_new, struct error *e)
{
	struct store_record r = {
		.offset = at.offset,
		.stored = at.stored,
		.type = record->type,
		.uri = record->uri,
		.content_type = record->content_type,
		.seen_at = archive_seen_at(record),
		.state = state,
	};
	TRY(archive_file_id(a, s, at.file, &r.file, e));
	memcpy(r.digest, digest, sizeof r.digest);
	return store_record_add(s, &r, ret_id, ret_is_new, e);
}

/* A whole record behind what the database knows: it is entered as pending. */
static enum err take_up(void *ctx, struct warc_place at, const struct warc_record *record,
	struct error *e)
{
	struct archive *a = ctx;
	unsigned char digest[STORE_DIGEST_LEN];
	int64_t id;
	bool is_new;
	if (!record_is_kept(record))
		return OK;
	record_digest(record, digest);
	return archive_record_add(a, a->store, record, at, digest, STORE_PENDING, &id, &is_new, e);
}

/* How far the database knows the WARC files. */
static enum err known_end(struct archive *a, struct warc_end *ret_end, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_files files = { 0 };
	struct warc_end end = { 0 };
	enum err err = store_files_list(a->store, &scratch, &files, e);
	if (err == OK && files.n) {
		end.file = (int)files.n; /* they are numbered from 1 without a gap */
		end.length = files.at[files.n - 1].committed;
	}
	arena_done(&scratch);
	*ret_end = end;
	return err;
}

static enum err open_warc(struct archive *a, struct error *e)
{
	struct warc_end known, end;
	const struct warcfile_options options = {
		.info_fn = record_warcinfo,
		.visitor = { .record_fn = take_up, .ctx = a, .max_block = READ_MAX_BYTES },
	};
	int64_t id;
	TRY(store_begin(a->store, e));
	TRY(known_end(a, &known, e));
	TRY(warcfile_open(a->warc_dir, &options, known, &a->warc, e));
	TRY(warcfile_sync(a->warc, &end, e));
	for (int n = known.file ? known.file : 1; n <= end.file; n++) {
		uint64_t length = end.length;
		if (n != end.file)
			TRY(archive_file_length(a, n, &length, e));
		TRY(archive_file_id(a, a->store, n, &id, e));
		TRY(store_file_commit(a->store, id, length, e));
	}
	return store_commit(a->store, e);
}

static enum err open_parts(struct archive *a, enum archive_mode mode, struct error *e)
{
	static const enum store_mode modes[] = {
		[ARCHIVE_READ] = STORE_READ, [ARCHIVE_TAG] = STORE_WRITE,
		[ARCHIVE_WRITE] = STORE_CREATE
	};
	bool has_db = access(a->db_path, F_OK) == 0;
	int last = 0;
	if (!has_db && warcfile_last(a->warc_dir, &last, NULL) == OK && last > 0)
		return fail(e, ERR_NOT_FOUND,
			"the archive '%s' has no index: 'warta rebuild' makes it", a->dir);
	if (!has_db && mode != ARCHIVE_WRITE)
		return fail(e, ERR_NOT_FOUND, "there is no archive at '%s': 'warta add' makes one",
			a->dir);
	if (mode == ARCHIVE_WRITE) {
		TRY(make_folders(a->warc_dir, e));
		TRY(take_lock(a, e));
	}
	TRY(store_open(a->db_path, modes[mode], &a->store, e));
	return mode == ARCHIVE_WRITE ? open_warc(a, e) : OK;
}

enum err archive_open(const char *dir, enum archive_mode mode, struct archive **ret,
	struct error *e)
{
	if (sodium_init() < 0)
		return fail(e, ERR_IO, "no source of random numbers");
	struct archive *a = archive_new(dir);
	enum err err = open_parts(a, mode, e);
	if (err != OK)
		a = archive_close(a);
	else
		*ret = a;
	return err;
}

enum err archive_rest(struct archive *a, struct error *e)
{
	TRY(store_others_wrote(a->store, &a->rests_at, e));
	flock(a->lock_fd, LOCK_UN);
	return OK;
}

/* What others wrote is not in the memory of these. */
static enum err open_anew(struct archive *a, struct error *e)
{
	struct store *store = NULL;
	TRY(store_open(a->db_path, STORE_WRITE, &store, e));
	store_close(a->store);
	a->store = store;
	grouping_close(a->grouping);
	a->grouping = grouping_open();
	sites_close(a->sites);
	a->sites = sites_open();
	a->file_number = 0;
	return OK;
}

enum err archive_wake(struct archive *a, struct error *e)
{
	int64_t now;
	TRY(lock(a, e));
	TRY(store_others_wrote(a->store, &now, e));
	if (now != a->rests_at)
		TRY(open_anew(a, e));
	/* Even where the store is as it was: who was killed may have written to a file. */
	a->warc = warcfile_close(a->warc);
	return open_warc(a, e);
}

enum err archive_lock(const char *dir, struct archive **ret, struct error *e)
{
	struct archive *a = archive_new(dir);
	enum err err = access(a->warc_dir, F_OK) == 0
		? take_lock(a, e)
		: fail(e, ERR_NOT_FOUND, "there is no archive at '%s'", dir);
	if (err != OK)
		a = archive_close(a);
	else
		*ret = a;
	return err;
}
