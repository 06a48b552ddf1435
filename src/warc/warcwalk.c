/* warcwalk: what only reads the archive's WARC files: their names, all records, one record. */
#include "warc/warcfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char name_form[] = "warta-%05d.warc.gz";

void warcfile_name(int number, char ret_name[static WARCFILE_NAME_LEN + 1])
{
	if (number < 0 || number > WARCFILE_MAX_NUMBER)
		number = 0;
	snprintf(ret_name, WARCFILE_NAME_LEN + 1, name_form, number);
}

/* The number that `name` has, 0 where it is no name of ours. */
static int number_of(const char *name)
{
	char again[WARCFILE_NAME_LEN + 1];
	int64_t number;
	struct slice s = slice_str(name);
	if (s.n != WARCFILE_NAME_LEN || !slice_to_int(slice_sub(s, 6, 11), &number))
		return 0;
	warcfile_name((int)number, again);
	return slice_is(s, again) ? (int)number : 0;
}

enum err warcfile_last(const char *dir, int *ret_number, struct error *e)
{
	DIR *d = opendir(dir);
	if (!d)
		return fail_sys(e, ERR_IO, errno, "cannot read folder '%s'", dir);
	int n = 0, last = 0;
	errno = 0;
	for (struct dirent *entry; (entry = readdir(d)); errno = 0) {
		int number = number_of(entry->d_name);
		n += number > 0;
		if (number > last)
			last = number;
	}
	int sys = errno;
	closedir(d);
	if (sys)
		return fail_sys(e, ERR_IO, sys, "cannot read folder '%s'", dir);
	if (n != last)
		return fail(e, ERR_CORRUPT,
			"%d of the WARC files up to number %d are missing in '%s'", last - n, last,
			dir);
	*ret_number = last;
	return OK;
}

/* A part of a file as a stream. */
struct part {
	int fd;
	uint64_t left;
};

static long part_read(void *ctx, char *to, size_t n)
{
	struct part *part = ctx;
	if (n > part->left)
		n = (size_t)part->left;
	ssize_t got;
	do
		got = read(part->fd, to, n);
	while (got < 0 && errno == EINTR);
	if (got > 0)
		part->left -= (uint64_t)got;
	return got;
}

/* Open the file `number` and stand at `offset` in it. */
static enum err part_open(const char *dir, int number, uint64_t offset, struct part *ret,
	struct error *e)
{
	char path[4096], name[WARCFILE_NAME_LEN + 1];
	struct stat st;
	warcfile_name(number, name);
	if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path)
		return fail(e, ERR_USAGE, "path of '%s' is too long", name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail_sys(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, errno,
			"cannot open '%s'", path);
	if (fstat(fd, &st) != 0 || lseek(fd, (off_t)offset, SEEK_SET) < 0) {
		int sys = errno;
		close(fd);
		return fail_sys(e, ERR_IO, sys, "cannot read '%s'", path);
	}
	if ((uint64_t)st.st_size < offset) {
		close(fd);
		return fail(e, ERR_CORRUPT, "'%s' has only %lld of %llu bytes", path,
			(long long)st.st_size, (unsigned long long)offset);
	}
	*ret = (struct part){ fd, (uint64_t)st.st_size - offset };
	return OK;
}

/* Let the visitor see one record or the damage in its place. */
static enum err visit(const struct warcfile_visitor *v, int file, enum err read,
	const struct warc_record *record, struct error *read_error, struct warc_end *end,
	struct error *e)
{
	char name[WARCFILE_NAME_LEN + 1];
	warcfile_name(file, name);
	if (read == ERR_INPUT) {
		wrap(read_error, ERR_INPUT, "'%s'", name);
		return v->damage_fn ? v->damage_fn(v->ctx, file, read_error->msg, e) : OK;
	}
	if (read != OK)
		return fail(e, read, "'%s': %s", name, read_error->msg);
	if (!record->stored)
		return fail(e, ERR_CORRUPT,
			"'%s': a gzip member at offset %llu holds several records", name,
			(unsigned long long)record->offset);
	struct warc_place at = { file, record->offset, record->stored };
	if (v->record_fn)
		TRY(v->record_fn(v->ctx, at, record, e));
	*end = (struct warc_end){ file, at.offset + at.stored };
	return OK;
}

/* Walk one file from `offset` on. */
static enum err walk_file(const char *dir, int file, uint64_t offset,
	const struct warcfile_visitor *v, struct warc_end *end, struct error *e)
{
	struct part part;
	struct arena scratch = ARENA_INIT;
	TRY(part_open(dir, file, offset, &part, e));
	struct warc_reader *r = warc_reader_open(part_read, &part, v->max_block);
	warc_reader_begin_at(r, offset);
	enum err err = OK;
	for (bool more = true; more && err == OK;) {
		struct warc_record record = { 0 };
		struct error read_error = { 0 };
		enum err read = warc_next(r, &scratch, &record, &more, &read_error);
		if (read != OK || more)
			err = visit(v, file, read, &record, &read_error, end, e);
		arena_reset(&scratch);
	}
	warc_reader_close(r);
	arena_done(&scratch);
	close(part.fd);
	return err;
}

enum err warcfile_walk(const char *dir, struct warc_end from, const struct warcfile_visitor *v,
	struct warc_end *ret_end, struct error *e)
{
	int last;
	struct warc_end end = from;
	TRY(warcfile_last(dir, &last, e));
	if (from.file > last)
		return fail(e, ERR_CORRUPT, "WARC file number %d is missing in '%s'", from.file,
			dir);
	for (int file = from.file ? from.file : 1; file <= last; file++)
		TRY(walk_file(dir, file, file == from.file ? from.length : 0, v, &end, e));
	*ret_end = end;
	return OK;
}

enum err warcfile_fetch(const char *dir, struct warc_place at, size_t max_block,
	struct arena *out, struct warc_record *ret, struct error *e)
{
	struct part part;
	struct warc_record record = { 0 };
	bool more;
	TRY(part_open(dir, at.file, at.offset, &part, e));
	if (part.left > at.stored)
		part.left = at.stored;
	struct warc_reader *r = warc_reader_open(part_read, &part, max_block);
	warc_reader_begin_at(r, at.offset);
	enum err err = warc_next(r, out, &record, &more, e);
	warc_reader_close(r);
	close(part.fd);
	char name[WARCFILE_NAME_LEN + 1];
	warcfile_name(at.file, name);
	if (err != OK)
		return wrap(e, err == ERR_INPUT ? ERR_CORRUPT : err, "'%s'", name);
	if (!more || record.offset != at.offset || record.stored != at.stored)
		return fail(e, ERR_CORRUPT, "'%s': no record of %llu bytes at offset %llu", name,
			(unsigned long long)at.stored, (unsigned long long)at.offset);
	*ret = record;
	return OK;
}
