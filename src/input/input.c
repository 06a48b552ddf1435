/* input: one file is open at a time; what is in it decides how it is cut into items. */
#include "input/input.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "input/stream.h"

enum {
	LINES_BLOCK = 256 << 10, /* JSON Lines come in blocks of about so many bytes, cut behind a
	                            newline: the same file always gives the same blocks */
	READ_STEP = 64 << 10
};

struct input {
	char *const *paths;
	size_t n_paths, at_path;
	struct stat skip; /* the folder to pass over, where `skips` */
	bool skips;
	FTS *walk;        /* in a folder, or NULL */
	uint64_t total, before;
	size_t files;

	/* The file that is open, where `path` is not NULL. */
	struct stream *stream;
	struct warc_reader *warc;
	char *path;
	enum read_kind kind;
	struct buf ahead; /* read, but not given out */
	bool ended;       /* of the file: nothing behind `ahead` */
	int broken;       /* errno where it ended because it could not be read on */
	bool spent;       /* the file was one item, and that was given out */
	uint64_t line;    /* of the next block of lines, from 1 */
};

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static FTS *walk_open(char *path)
{
	char *const paths[] = { path, NULL };
	return fts_open(paths, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
}

static bool is_skipped(const struct input *in, const FTSENT *f)
{
	if (f->fts_level > 0 && f->fts_name[0] == '.')
		return true;
	return in->skips && f->fts_info == FTS_D && f->fts_statp->st_dev == in->skip.st_dev &&
		f->fts_statp->st_ino == in->skip.st_ino;
}

/* Add up the sizes of what was named, for a progress bar; what cannot be seen counts as nothing. */
static uint64_t measure(struct input *in)
{
	uint64_t total = 0;
	for (size_t i = 0; i < in->n_paths; i++) {
		if (strcmp(in->paths[i], "-") == 0)
			return 0;
		FTS *walk = walk_open(in->paths[i]);
		for (FTSENT *f; walk && (f = fts_read(walk));) {
			if (is_skipped(in, f))
				fts_set(walk, f, FTS_SKIP);
			else if (f->fts_info == FTS_F)
				total += (uint64_t)f->fts_statp->st_size;
		}
		if (walk)
			fts_close(walk);
	}
	return total;
}

enum err input_open(char *const *paths, size_t n_paths, const char *skip_folder,
	struct input **ret_input, struct error *e)
{
	if (n_paths == 0)
		return fail(e, ERR_USAGE, "nothing to read is named");
	struct input *in = calloc(1, sizeof *in);
	if (!in)
		abort();
	in->paths = paths;
	in->n_paths = n_paths;
	in->skips = skip_folder && stat(skip_folder, &in->skip) == 0;
	in->total = measure(in);
	in->ahead = (struct buf)BUF_INIT(READ_MAX_BYTES + 2 * READ_STEP);
	*ret_input = in;
	return OK;
}

static void file_close(struct input *in)
{
	if (in->stream)
		in->before += stream_taken(in->stream);
	in->warc = warc_reader_close(in->warc);
	in->stream = stream_close(in->stream);
	free(in->path);
	in->path = NULL;
	buf_clear(&in->ahead);
}

struct input *input_close(struct input *in)
{
	if (!in)
		return NULL;
	file_close(in);
	if (in->walk)
		fts_close(in->walk);
	buf_done(&in->ahead);
	free(in);
	return NULL;
}

uint64_t input_bytes_read(const struct input *in)
{
	return in->before + (in->stream ? stream_taken(in->stream) : 0);
}

uint64_t input_bytes_total(const struct input *in)
{
	return in->total;
}

size_t input_files(const struct input *in)
{
	return in->files;
}

/* A gzip error has no errno of its own. */
static enum err read_failed(int sys, struct error *e)
{
	if (sys == EBADMSG)
		return fail(e, ERR_INPUT, "gzip data is damaged or ends too early");
	return fail_sys(e, ERR_IO, sys, "cannot read");
}

/* Read on until `ahead` holds `n` bytes or the file ends. */
static enum err look_ahead(struct input *in, size_t n, struct error *e)
{
	while (in->ahead.n < n && !in->ended) {
		char *room = buf_room(&in->ahead, READ_STEP);
		if (!room)
			return fail(e, ERR_LIMIT, "larger than %d MB", READ_MAX_BYTES >> 20);
		long got = stream_read(in->stream, room, READ_STEP);
		if (got < 0)
			in->broken = errno;
		else
			buf_wrote(&in->ahead, (size_t)got);
		in->ended = got <= 0;
	}
	return OK;
}

static enum err open_regular(const char *path, int *ret_fd, struct error *e)
{
	/* Without O_NONBLOCK a FIFO would be waited for before it can be refused. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	if (fd < 0)
		return fail_sys(e, ERR_IO, errno, "cannot open");
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		*ret_fd = fd;
		return OK;
	}
	const char *what = S_ISFIFO(st.st_mode) ? "a FIFO: read it with 'warta add - < FIFO'"
		: S_ISSOCK(st.st_mode)		? "a socket"
						: "a device";
	close(fd);
	return fail(e, ERR_INPUT, "not a file, but %s", what);
}

/* Open `path` and find out what it is. */
static enum err file_open(struct input *in, const char *path, struct error *e)
{
	int fd = STDIN_FILENO;
	in->path = strdup(path);
	if (!in->path)
		abort();
	in->files++;
	in->ended = in->spent = false;
	in->broken = 0;
	in->line = 1;
	if (strcmp(path, "-") != 0)
		TRY(open_regular(path, &fd, e));
	TRY(stream_open(fd, &in->stream, e));
	if (warc_is(stream_raw_head(in->stream))) {
		in->kind = READ_WARC;
		in->warc = warc_reader_open(stream_read, in->stream, READ_MAX_BYTES);
		return OK;
	}
	stream_gunzip(in->stream);
	TRY(look_ahead(in, READ_HEAD, e));
	in->kind = read_kind(slice_sub(buf_text(&in->ahead), 0, READ_HEAD), e);
	return in->kind == READ_UNKNOWN ? ERR_INPUT : OK;
}

/* Go on to the next file of the folder that is being walked. False at its end. */
static bool walk_next(struct input *in, enum err *ret_err, struct error *e)
{
	for (FTSENT *f; (f = fts_read(in->walk));) {
		if (is_skipped(in, f)) {
			fts_set(in->walk, f, FTS_SKIP);
			continue;
		}
		switch (f->fts_info) {
		case FTS_F:
		case FTS_DEFAULT:
			*ret_err = file_open(in, f->fts_path, e);
			return true;
		case FTS_DNR:
		case FTS_ERR:
		case FTS_NS:
			in->path = strdup(f->fts_path);
			*ret_err = fail_sys(e, ERR_IO, f->fts_errno, "cannot read");
			return true;
		default:
			continue; /* folders themselves, links */
		}
	}
	fts_close(in->walk);
	in->walk = NULL;
	return false;
}

/* Open the next file of all. False at the end. */
static bool next_file(struct input *in, enum err *ret_err, struct error *e)
{
	for (;;) {
		struct stat st;
		if (in->walk && walk_next(in, ret_err, e))
			return true;
		if (in->at_path == in->n_paths)
			return false;
		char *path = in->paths[in->at_path++];
		if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
			*ret_err = file_open(in, path, e);
			return true;
		}
		in->walk = walk_open(path);
	}
}

/* Take the first `n` bytes of `ahead` away. */
static void consume(struct input *in, size_t n)
{
	memmove(in->ahead.p, in->ahead.p + n, in->ahead.n - n);
	in->ahead.n -= n;
}

static uint64_t count_lines(struct slice s)
{
	uint64_t n = 0;
	for (size_t at = 0; (at = slice_find_byte(s, '\n', at)) != SIZE_MAX; at++)
		n++;
	return n;
}

/* Pass over a line that is too long, to behind its newline. */
static enum err skip_line(struct input *in, struct error *e)
{
	in->line++;
	for (;;) {
		size_t end = slice_find_byte(buf_text(&in->ahead), '\n', 0);
		if (end != SIZE_MAX) {
			consume(in, end + 1);
			break;
		}
		buf_clear(&in->ahead);
		if (in->ended)
			break;
		TRY(look_ahead(in, 1, e));
	}
	return fail(e, ERR_LIMIT, "line longer than %d MB", READ_MAX_LINE >> 20);
}

/* Bytes of the next block of lines; 0 where its first line is longer than may be. */
static enum err measure_lines(struct input *in, size_t *ret_n, struct error *e)
{
	TRY(look_ahead(in, LINES_BLOCK, e));
	struct slice ahead = buf_text(&in->ahead);
	const char *last = memrchr(ahead.p, '\n', ahead.n < LINES_BLOCK ? ahead.n : LINES_BLOCK);
	size_t n = last ? (size_t)(last - ahead.p) + 1 : 0;
	if (in->ended && ahead.n < LINES_BLOCK && !in->broken)
		n = ahead.n;
	/* The first line alone is longer than a block. */
	for (size_t from = ahead.n; n == 0 && !in->broken; from = ahead.n) {
		if (ahead.n > READ_MAX_LINE)
			break;
		TRY(look_ahead(in, ahead.n + 1, e));
		ahead = buf_text(&in->ahead);
		size_t end = slice_find_byte(ahead, '\n', from);
		if (end != SIZE_MAX)
			n = end + 1;
		else if (in->ended)
			n = ahead.n;
	}
	*ret_n = n;
	return OK;
}

/* The next block of whole lines. Where reading broke off, the whole lines before come first. */
static enum err next_lines(struct input *in, struct arena *out, struct input_item *item,
	bool *ret_got, struct error *e)
{
	size_t n;
	item->at = in->line;
	*ret_got = false;
	TRY(look_ahead(in, 1, e));
	if (in->ahead.n == 0 && !in->broken)
		return OK;
	TRY(measure_lines(in, &n, e));
	if (n == 0 && in->broken)
		return read_failed(in->broken, e);
	*ret_got = true;
	if (n == 0)
		return skip_line(in, e);
	item->bytes = arena_dup(out, slice_sub(buf_text(&in->ahead), 0, n));
	in->line += count_lines(item->bytes);
	consume(in, n);
	return OK;
}

static enum err next_whole(struct input *in, struct arena *out, struct input_item *item,
	bool *ret_got, struct error *e)
{
	*ret_got = false;
	if (in->spent)
		return OK;
	in->spent = true;
	TRY(look_ahead(in, READ_MAX_BYTES + 1, e));
	if (in->broken)
		return read_failed(in->broken, e);
	if (in->ahead.n > READ_MAX_BYTES)
		return fail(e, ERR_LIMIT, "larger than %d MB", READ_MAX_BYTES >> 20);
	item->bytes = arena_dup(out, buf_text(&in->ahead));
	*ret_got = true;
	return OK;
}

static enum err next_record(struct input *in, struct arena *out, struct input_item *item,
	bool *ret_got, struct error *e)
{
	enum err err = warc_next(in->warc, out, &item->record, ret_got, e);
	item->at = item->record.offset;
	item->bytes = item->record.block;
	if (err == OK && *ret_got && item->record.cut)
		return fail(e, ERR_LIMIT, "block of %llu bytes, above the limit of %d MB",
			(unsigned long long)item->record.length, READ_MAX_BYTES >> 20);
	return err;
}

/* The next piece of the file that is open. `*ret_got` is false where nothing of it is left, on an
 * error too. */
static enum err next_piece(struct input *in, struct arena *out, struct input_item *item,
	bool *ret_got, struct error *e)
{
	item->kind = in->kind;
	switch (in->kind) {
	case READ_WARC:
		return next_record(in, out, item, ret_got, e);
	case READ_JSONL:
		return next_lines(in, out, item, ret_got, e);
	default:
		return next_whole(in, out, item, ret_got, e);
	}
}

enum err input_next(struct input *in, struct arena *out, struct input_item *ret_item,
	bool *ret_more, struct error *e)
{
	*ret_more = true;
	for (;;) {
		enum err err = OK;
		*ret_item = (struct input_item){ 0 };
		bool got = false;
		if (!in->path && !next_file(in, &err, e)) {
			*ret_more = false;
			return OK;
		}
		ret_item->path = arena_dup(out, slice_str(in->path));
		if (err == OK)
			err = next_piece(in, out, ret_item, &got, e);
		if (!got)
			file_close(in);
		if (err != OK || got)
			return err;
	}
}
