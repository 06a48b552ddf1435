/* warcfile: the writer. The length of the last file that is known to be good is kept here, and the
 * file is cut back to it whenever a write goes wrong. */
#include "warc/warcfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct warcfile {
	char *dir;
	struct warcfile_options options;
	int dir_fd;
	int fd;          /* of the last file, -1 where there is none */
	struct warc_end end;
	uint64_t info_n; /* bytes of its first record: with no more than that it is not full */
	bool dir_dirty;  /* a file was made or removed since the folder was synced */
	bool broken;     /* unknown what is on the disk */
};

static enum err broken(const struct warcfile *f, struct error *e)
{
	return fail(e, ERR_IO, "the WARC files in '%s' could not be written before", f->dir);
}

/* Write all of `s` at `offset`. `*ret_sys` is why not. */
static bool write_at(int fd, struct slice s, uint64_t offset, int *ret_sys)
{
	while (s.n) {
		ssize_t got = pwrite(fd, s.p, s.n, (off_t)offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			*ret_sys = got < 0 ? errno : ENOSPC;
			return false;
		}
		s = slice_from(s, (size_t)got);
		offset += (uint64_t)got;
	}
	return true;
}

/* Append to the file `fd` of that name and length, or leave it as it was. */
static enum err append_to(struct warcfile *f, int fd, const char *name, uint64_t length,
	struct slice s, struct error *e)
{
	int sys;
	if (write_at(fd, s, length, &sys))
		return OK;
	if (ftruncate(fd, (off_t)length) != 0)
		f->broken = true;
	return fail_sys(e, ERR_IO, sys, "cannot write '%s/%s'", f->dir, name);
}

static enum err sync_file(struct warcfile *f, struct error *e)
{
	char name[WARCFILE_NAME_LEN + 1];
	if (f->fd < 0 || fdatasync(f->fd) == 0)
		return OK;
	/* What the kernel could not write it may have dropped: nothing can be said any more. */
	f->broken = true;
	warcfile_name(f->end.file, name);
	return fail_sys(e, ERR_IO, errno, "cannot sync '%s/%s'", f->dir, name);
}

static enum err sync_dir(struct warcfile *f, struct error *e)
{
	if (!f->dir_dirty || fsync(f->dir_fd) == 0) {
		f->dir_dirty = false;
		return OK;
	}
	f->broken = true;
	return fail_sys(e, ERR_IO, errno, "cannot sync folder '%s'", f->dir);
}

/* Fill a new, empty file with its first record. */
static enum err write_info(struct warcfile *f, int fd, const char *name, uint64_t *ret_n,
	struct error *e)
{
	struct buf info = BUF_INIT(WARC_MAX_HEADER);
	enum err err = f->options.info_fn(f->options.info_ctx, name, &info, e);
	if (err == OK && info.failed)
		err = fail(e, ERR_LIMIT, "the first record of '%s' is too long", name);
	if (err == OK)
		err = append_to(f, fd, name, 0, buf_text(&info), e);
	if (err == OK)
		*ret_n = info.n;
	buf_done(&info);
	return err;
}

/* Begin the file behind the last one, which is on the disk before anything stands in the next. */
static enum err begin_file(struct warcfile *f, struct error *e)
{
	char name[WARCFILE_NAME_LEN + 1];
	int number = f->end.file + 1;
	uint64_t n = 0;
	if (number > WARCFILE_MAX_NUMBER)
		return fail(e, ERR_LIMIT, "'%s' has %d WARC files, and no number is left", f->dir,
			WARCFILE_MAX_NUMBER);
	warcfile_name(number, name);
	TRY(sync_file(f, e));
	int fd = openat(f->dir_fd, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail_sys(e, ERR_IO, errno, "cannot make '%s/%s'", f->dir, name);
	enum err err = write_info(f, fd, name, &n, e);
	if (err != OK) {
		close(fd);
		unlinkat(f->dir_fd, name, 0);
		return err;
	}
	if (f->fd >= 0)
		close(f->fd);
	f->fd = fd;
	f->end = (struct warc_end){ number, n };
	f->info_n = n;
	f->dir_dirty = true;
	return OK;
}

enum err warcfile_append(struct warcfile *f, struct slice member, struct warc_place *ret_place,
	struct error *e)
{
	char name[WARCFILE_NAME_LEN + 1];
	if (f->broken)
		return broken(f, e);
	bool full = f->end.length > f->info_n && f->end.length + member.n > f->options.max_bytes;
	if (f->fd < 0 || full)
		TRY(begin_file(f, e));
	warcfile_name(f->end.file, name);
	TRY(append_to(f, f->fd, name, f->end.length, member, e));
	*ret_place = (struct warc_place){ f->end.file, f->end.length, member.n };
	f->end.length += member.n;
	return OK;
}

enum err warcfile_sync(struct warcfile *f, struct warc_end *ret_end, struct error *e)
{
	if (f->broken)
		return broken(f, e);
	TRY(sync_file(f, e));
	TRY(sync_dir(f, e));
	*ret_end = f->end;
	return OK;
}

struct warc_end warcfile_end(const struct warcfile *f)
{
	return f->end;
}

/* Make the folder, and see to it that it is found after a crash. */
static enum err make_dir(const char *dir, struct error *e)
{
	char parent[4096];
	if (mkdir(dir, 0777) != 0)
		return errno == EEXIST ? OK
			: fail_sys(e, ERR_IO, errno, "cannot make folder '%s'", dir);
	if (snprintf(parent, sizeof parent, "%s/..", dir) >= (int)sizeof parent)
		return fail(e, ERR_USAGE, "path '%s' is too long", dir);
	int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;
	int sys = errno;
	if (fd >= 0)
		close(fd);
	return good ? OK : fail_sys(e, ERR_IO, sys, "cannot sync folder '%s'", parent);
}

/* Remove the files behind `f->end`, in which no whole record stands. */
static enum err remove_behind(struct warcfile *f, int last, struct error *e)
{
	for (int number = last; number > f->end.file; number--) {
		char name[WARCFILE_NAME_LEN + 1];
		warcfile_name(number, name);
		if (unlinkat(f->dir_fd, name, 0) != 0)
			return fail_sys(e, ERR_IO, errno, "cannot remove '%s/%s'", f->dir, name);
		f->dir_dirty = true;
	}
	return OK;
}

/* Open the last file and cut off what stands behind its last whole record. */
static enum err take_up(struct warcfile *f, struct error *e)
{
	char name[WARCFILE_NAME_LEN + 1];
	struct stat st;
	if (!f->end.file)
		return OK;
	warcfile_name(f->end.file, name);
	f->fd = openat(f->dir_fd, name, O_RDWR | O_CLOEXEC);
	if (f->fd < 0 || fstat(f->fd, &st) != 0)
		return fail_sys(e, ERR_IO, errno, "cannot open '%s/%s'", f->dir, name);
	if ((uint64_t)st.st_size > f->end.length) {
		if (ftruncate(f->fd, (off_t)f->end.length) != 0)
			return fail_sys(e, ERR_IO, errno, "cannot cut '%s/%s'", f->dir, name);
	}
	return f->end.length ? OK : write_info(f, f->fd, name, &f->end.length, e);
}

/* With the folder there and `f->dir_fd` open: walk, cut, and be ready to append. */
static enum err open_files(struct warcfile *f, struct warc_end known, struct error *e)
{
	int last;
	TRY(warcfile_walk(f->dir, known, &f->options.visitor, &f->end, e));
	TRY(warcfile_last(f->dir, &last, e));
	TRY(remove_behind(f, last, e));
	TRY(take_up(f, e));
	TRY(sync_file(f, e));
	return sync_dir(f, e);
}

enum err warcfile_open(const char *dir, const struct warcfile_options *options,
	struct warc_end known, struct warcfile **ret, struct error *e)
{
	TRY(make_dir(dir, e));
	struct warcfile *f = calloc(1, sizeof *f);
	if (!f || !(f->dir = strdup(dir)))
		abort();
	f->options = *options;
	if (!f->options.max_bytes)
		f->options.max_bytes = WARCFILE_MAX_BYTES;
	f->fd = -1;
	f->dir_dirty = true; /* whoever made the last file may not have come to sync it */
	f->dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err err = f->dir_fd < 0
		? fail_sys(e, ERR_IO, errno, "cannot open folder '%s'", dir)
		: open_files(f, known, e);
	if (err != OK) {
		warcfile_close(f);
		return err;
	}
	*ret = f;
	return OK;
}

struct warcfile *warcfile_close(struct warcfile *f)
{
	if (!f)
		return NULL;
	if (f->fd >= 0)
		close(f->fd);
	if (f->dir_fd >= 0)
		close(f->dir_fd);
	free(f->dir);
	free(f);
	return NULL;
}
