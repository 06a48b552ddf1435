/* folder: the list of our files, and writing them one by one. */
#include "publish/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

#define LIST_NAME ".warta-site"
#define NEXT_NAME ".warta-site.new"
#define TEMP_NAME ".warta-site.tmp"
#define LIST_HEAD "warta site 2"
#define OLD_HEAD "warta site 1"

enum {
	MAX_PATH = 200, MAX_LINE = 300,
	MAX_FILES = 50000000, /* of a site: some gigabytes of list */
	FIRST_SLOTS = 1024
};

/* A file of the old list. */
struct known {
	uint64_t path; /* its hash; 0: free */
	uint64_t of;
	uint32_t size : 31;
	uint32_t is_put : 1;
	uint32_t note;
};

struct folder {
	char *dir; /* as named */
	int fd;
	struct timespec began, listed; /* this run; the one that wrote the list */
	struct known *known; /* open addressing */
	size_t n_known, n_slots;
	FILE *next;
	struct folder_counts counts;
};

struct folder_counts folder_counts(const struct folder *f)
{
	return f->counts;
}

uint64_t folder_hash(struct slice bytes)
{
	struct sha256_ctx ctx;
	uint8_t sum[8];
	uint64_t hash = 0;
	sha256_init(&ctx);
	sha256_update(&ctx, bytes.n, (const uint8_t *)bytes.p);
	sha256_digest(&ctx, sizeof sum, sum);
	for (size_t i = 0; i < sizeof sum; i++)
		hash = hash << 8 | sum[i];
	return hash;
}

/* ---- lines */

static bool path_can_be(struct slice path)
{
	bool begins = true;
	if (!path.n || path.n > MAX_PATH)
		return false;
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];
		bool plain = (c >= 'a' && c <= 'z') || ascii_digit(c) || c == '-' || c == '_';
		if (!plain && (begins || (c != '.' && c != '/')))
			return false;
		begins = c == '/';
	}
	return !begins;
}

static bool hex_read(struct slice s, uint64_t *ret)
{
	*ret = 0;
	if (s.n != 16)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!ascii_digit(c) && (c < 'a' || c > 'f'))
			return false;
		*ret = *ret << 4 | (uint64_t)(ascii_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return true;
}

bool folder_line_read(struct slice line, struct folder_line *ret)
{
	struct slice of = SLICE(""), size = SLICE(""), note = SLICE("0");
	struct folder_line l;
	int64_t n, noted;
	slice_next_piece(&line, ' ', &of);
	slice_next_piece(&line, ' ', &size);
	if (slice_find_byte(line, ' ', 0) != SIZE_MAX)
		slice_next_piece(&line, ' ', &note);
	if (!hex_read(of, &l.of) || !slice_to_int(size, &n) || n < 0 || n > INT32_MAX ||
		!slice_to_int(note, &noted) || noted < 0 || noted > UINT32_MAX ||
		!path_can_be(line))
		return false;
	l.size = (uint64_t)n;
	l.note = (uint32_t)noted;
	l.path = line;
	*ret = l;
	return true;
}

/* ---- what is known */

static struct known *slot_of(const struct folder *f, uint64_t path)
{
	size_t i = path & (f->n_slots - 1);
	while (f->known[i].path && f->known[i].path != path)
		i = (i + 1) & (f->n_slots - 1);
	return &f->known[i];
}

static uint64_t path_hash(struct slice path)
{
	uint64_t hash = folder_hash(path);
	return hash ? hash : 1;
}

static void *zeroed(size_t n, size_t size)
{
	void *p = calloc(n, size);
	if (!p)
		abort(); /* as base/arena.h does */
	return p;
}

static void known_put(struct folder *f, const struct folder_line *l)
{
	if ((f->n_known + 1) * 4 > f->n_slots * 3) {
		struct known *old = f->known;
		size_t n = f->n_slots;
		f->n_slots *= 2;
		f->known = zeroed(f->n_slots, sizeof *f->known);
		for (size_t i = 0; i < n; i++)
			if (old[i].path)
				*slot_of(f, old[i].path) = old[i];
		free(old);
	}
	uint64_t path = path_hash(l->path);
	struct known *k = slot_of(f, path);
	f->n_known += !k->path;
	*k = (struct known){ .path = path, .of = l->of, .size = (uint32_t)l->size & INT32_MAX,
		.note = l->note };
}

/* Hand each line of the list `name` to `each`; a last line without its end was cut off while it was
 * written, and does not count. */
static enum err list_walk(struct folder *f, const char *name,
	enum err (*each)(struct folder *f, const struct folder_line *l, void *ctx, struct error *e),
	void *ctx, struct error *e)
{
	int fd = openat(f->fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	FILE *in = fd >= 0 ? fdopen(fd, "r") : NULL;
	char text[MAX_LINE + 2];
	enum err err = OK;
	size_t number = 0;
	if (!in) {
		int why = errno;
		if (fd >= 0)
			close(fd);
		return fail_sys(e, ERR_IO, why, "'%s/%s'", f->dir, name);
	}
	while (err == OK && fgets(text, sizeof text, in)) {
		struct slice line = slice_str(text);
		struct folder_line l;
		if (!line.n || (line.p[line.n - 1] != '\n' && feof(in)))
			break;
		line.n--;
		if (number++ == 0)
			err = slice_is(line, LIST_HEAD) || slice_is(line, OLD_HEAD) ? OK
				: fail(e, ERR_INPUT, "'%s/%s' is not the list of a site that "
					"this warta wrote", f->dir, name);
		else if (!folder_line_read(line, &l) || number > MAX_FILES)
			err = fail(e, ERR_INPUT, "'%s/%s' line %zu is damaged", f->dir, name,
				number);
		else
			err = each(f, &l, ctx, e);
	}
	if (err == OK && ferror(in))
		err = fail_sys(e, ERR_IO, errno, "'%s/%s'", f->dir, name);
	fclose(in);
	return err;
}

static enum err take_known(struct folder *f, const struct folder_line *l, void *ctx,
	struct error *e)
{
	(void)ctx;
	(void)e;
	known_put(f, l);
	return OK;
}

static void line_print(FILE *list, struct folder_made made, size_t size, struct slice path)
{
	fprintf(list, "%016" PRIx64 " %zu %" PRIu32 " %.*s\n", made.of, size, made.note,
		SLICE_ARG(path));
}

/* Of a run that did not end: its files are ours, with whatever they hold. */
static enum err append_known(struct folder *f, const struct folder_line *l, void *ctx,
	struct error *e)
{
	FILE *list = ctx;
	(void)f;
	(void)e;
	line_print(list, (struct folder_made){ 0 }, 0, l->path);
	return OK;
}

/* ---- opening */

static bool is_there(const struct folder *f, const char *name)
{
	struct stat s;
	return fstatat(f->fd, name, &s, AT_SYMLINK_NOFOLLOW) == 0;
}

static enum err check_empty(const struct folder *f, struct error *e)
{
	int fd = openat(f->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *one;
	enum err err = OK;
	if (!d) {
		int why = errno;
		if (fd >= 0)
			close(fd);
		return fail_sys(e, ERR_IO, why, "'%s'", f->dir);
	}
	while (err == OK && (one = readdir(d)))
		if (one->d_name[0] != '.')
			err = fail(e, ERR_USAGE, "'%s' is not empty and no site that warta "
				"published: name another folder", f->dir);
	closedir(d);
	return err;
}

static FILE *list_open(const struct folder *f, const char *name, int flags)
{
	int fd = openat(f->fd, name, flags | O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	FILE *list = fd >= 0 ? fdopen(fd, "a") : NULL;
	if (fd >= 0 && !list)
		close(fd);
	return list;
}

/* `as_of`: the time that it gets. */
static enum err list_end(const struct folder *f, FILE *list, const char *name,
	struct timespec as_of, struct error *e)
{
	const struct timespec times[2] = { as_of, as_of };
	bool failed = fflush(list) != 0 || futimens(fileno(list), times) != 0;
	if (fclose(list) != 0 || failed)
		return fail_sys(e, ERR_IO, errno, "'%s/%s'", f->dir, name);
	return OK;
}

/* The list as the last run left it, and what one that did not end began. */
static enum err lists_take(struct folder *f, struct error *e)
{
	struct stat s;
	if (fstatat(f->fd, LIST_NAME, &s, AT_SYMLINK_NOFOLLOW) == 0) {
		f->listed = s.st_mtim;
	} else {
		TRY(check_empty(f, e));
		FILE *list = list_open(f, LIST_NAME, 0);
		if (!list)
			return fail_sys(e, ERR_IO, errno, "'%s/" LIST_NAME "'", f->dir);
		fputs(LIST_HEAD "\n", list);
		TRY(list_end(f, list, LIST_NAME, f->listed, e));
	}
	if (is_there(f, NEXT_NAME)) {
		FILE *list = list_open(f, LIST_NAME, 0);
		if (!list)
			return fail_sys(e, ERR_IO, errno, "'%s/" LIST_NAME "'", f->dir);
		enum err err = list_walk(f, NEXT_NAME, append_known, list, e);
		enum err ended = list_end(f, list, LIST_NAME, f->listed,
			err == OK ? e : NULL);
		TRY(err != OK ? err : ended);
	}
	TRY(list_walk(f, LIST_NAME, take_known, NULL, e));
	f->next = list_open(f, NEXT_NAME, O_TRUNC);
	if (!f->next)
		return fail_sys(e, ERR_IO, errno, "'%s/" NEXT_NAME "'", f->dir);
	fputs(LIST_HEAD "\n", f->next);
	return OK;
}

enum err folder_open(const char *dir, struct folder **ret, struct error *e)
{
	struct folder *f = zeroed(1, sizeof *f);
	enum err err = OK;
	f->dir = strdup(dir);
	f->n_slots = FIRST_SLOTS;
	clock_gettime(CLOCK_REALTIME, &f->began);
	f->known = zeroed(f->n_slots, sizeof *f->known);
	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		err = fail_sys(e, ERR_IO, errno, "'%s'", dir);
	f->fd = err == OK ? open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (err == OK && f->fd < 0)
		err = fail_sys(e, ERR_IO, errno, "'%s'", dir);
	if (err == OK && flock(f->fd, LOCK_EX | LOCK_NB) != 0)
		err = errno == EWOULDBLOCK
			? fail(e, ERR_BUSY, "another process publishes into '%s'", dir)
			: fail_sys(e, ERR_IO, errno, "'%s'", dir);
	if (err == OK)
		err = lists_take(f, e);
	if (err == OK)
		*ret = f;
	else
		folder_close(f);
	return err;
}

struct folder *folder_close(struct folder *f)
{
	if (!f)
		return NULL;
	if (f->next)
		fclose(f->next);
	if (f->fd >= 0)
		close(f->fd);
	free(f->known);
	free(f->dir);
	free(f);
	return NULL;
}

/* ---- writing */

static enum err write_all(int fd, struct slice bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ERR_IO;
		bytes = slice_from(bytes, (size_t)n);
	}
	return OK;
}

/* The folders that `path` lies in. */
static void parents_make(const struct folder *f, const char *path)
{
	char part[MAX_PATH + 1];
	for (size_t i = 1; path[i] && i < MAX_PATH; i++) {
		if (path[i] != '/')
			continue;
		memcpy(part, path, i);
		part[i] = 0;
		mkdirat(f->fd, part, 0777); /* renaming tells what is wrong */
	}
}

static enum err file_write(struct folder *f, const char *path, struct slice bytes, struct error *e)
{
	int fd = openat(f->fd, TEMP_NAME, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
		0666);
	if (fd < 0)
		return fail_sys(e, ERR_IO, errno, "'%s/" TEMP_NAME "'", f->dir);
	const struct timespec times[2] = { f->began, f->began };
	enum err err = write_all(fd, bytes);
	if (err == OK && futimens(fd, times) != 0)
		err = ERR_IO;
	int why = errno;
	if (close(fd) != 0 && err == OK) {
		err = ERR_IO;
		why = errno;
	}
	if (err == OK && renameat(f->fd, TEMP_NAME, f->fd, path) != 0) {
		why = errno;
		if (why == ENOENT) {
			parents_make(f, path);
			if (renameat(f->fd, TEMP_NAME, f->fd, path) == 0)
				return OK;
			why = errno;
		}
		err = ERR_IO;
	}
	if (err == OK)
		return OK;
	unlinkat(f->fd, TEMP_NAME, 0);
	return fail_sys(e, ERR_IO, why, "'%s/%s'", f->dir, path);
}

/* Of the site, as it is listed now. */
static void put_note(struct folder *f, struct known *k, const char *path, size_t size,
	struct folder_made made)
{
	f->counts.files++;
	line_print(f->next, made, size, slice_str(path));
	if (k->path)
		k->is_put = true;
}

static bool is_newer(struct timespec a, struct timespec b)
{
	return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

bool folder_keep(struct folder *f, const char *path, struct folder_made *made)
{
	struct stat s;
	struct known *k = slot_of(f, path_hash(slice_str(path)));
	if (!k->path || !made->of || k->of != made->of ||
		fstatat(f->fd, path, &s, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(s.st_mode) ||
		s.st_size != k->size || is_newer(s.st_mtim, f->listed))
		return false;
	made->note = k->note;
	put_note(f, k, path, k->size, *made);
	return true;
}

static bool file_holds(const struct folder *f, const char *path, struct slice bytes)
{
	enum { STEP = 1 << 14 };
	char text[STEP];
	ssize_t n = -1;
	int fd = openat(f->fd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	while (fd >= 0 && (n = read(fd, text, sizeof text)) > 0 && (size_t)n <= bytes.n &&
		memcmp(text, bytes.p, (size_t)n) == 0)
		bytes = slice_from(bytes, (size_t)n);
	if (fd >= 0)
		close(fd);
	return n == 0 && !bytes.n;
}

enum err folder_put(struct folder *f, const char *path, struct slice bytes, struct folder_made made,
	struct error *e)
{
	struct slice name = slice_str(path);
	struct stat s;
	if (!path_can_be(name))
		return fail(e, ERR_USAGE, "'%s' cannot be a file of a site", path);
	struct known *k = slot_of(f, path_hash(name));
	bool there = fstatat(f->fd, path, &s, AT_SYMLINK_NOFOLLOW) == 0;
	if (there && !k->path)
		return fail(e, ERR_USAGE, "'%s/%s' is not of this site: move it away", f->dir,
			path);
	put_note(f, k, path, bytes.n, made);
	if (there && S_ISREG(s.st_mode) && (size_t)s.st_size == bytes.n &&
		file_holds(f, path, bytes))
		return OK;
	if (!k->path && fflush(f->next) != 0)
		return fail_sys(e, ERR_IO, errno, "'%s/" NEXT_NAME "'", f->dir);
	f->counts.written++;
	return file_write(f, path, bytes, e);
}

/* Remove what was not put, and the folders that are empty then. */
static enum err remove_old(struct folder *f, const struct folder_line *l, void *ctx,
	struct error *e)
{
	char path[MAX_PATH + 1];
	struct known *k = slot_of(f, path_hash(l->path));
	struct stat s;
	(void)ctx;
	if (k->is_put)
		return OK;
	k->is_put = true;
	memcpy(path, l->path.p, l->path.n);
	path[l->path.n] = 0;
	if (fstatat(f->fd, path, &s, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(s.st_mode))
		return OK;
	if (unlinkat(f->fd, path, 0) != 0)
		return fail_sys(e, ERR_IO, errno, "'%s/%s'", f->dir, path);
	f->counts.removed++;
	for (char *slash; (slash = strrchr(path, '/'));) {
		*slash = 0;
		if (unlinkat(f->fd, path, AT_REMOVEDIR) != 0)
			break;
	}
	return OK;
}

enum err folder_finish(struct folder *f, struct error *e)
{
	FILE *next = f->next;
	f->next = NULL;
	/* Files that a power cut takes are missed by their size; the list must not be lost. */
	if (f->counts.written && (fflush(next) != 0 || fsync(fileno(next)) != 0)) {
		enum err err = fail_sys(e, ERR_IO, errno, "'%s/" NEXT_NAME "'", f->dir);
		fclose(next);
		return err;
	}
	TRY(list_end(f, next, NEXT_NAME, f->began, e));
	TRY(list_walk(f, LIST_NAME, remove_old, NULL, e));
	if (renameat(f->fd, NEXT_NAME, f->fd, LIST_NAME) != 0)
		return fail_sys(e, ERR_IO, errno, "'%s/" LIST_NAME "'", f->dir);
	return OK;
}
