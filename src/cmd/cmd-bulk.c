/* cmd-bulk: an outbox of files in the form of the _bulk API.
 *
 * A file is written under a name that begins with a dot and gets its own when it is whole and on
 * the disk, so that whoever sends them may take and remove any that it sees, in order of their
 * names. The cursor is written last: what ends early is written once more the next time, behind
 * what is there. */
#include "cmd/cmd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

enum { MAX_CURSOR_FILE = 64 << 10, NAME_BYTES = 64 };

#define UNFINISHED ".unfinished"
#define CURSOR "cursor"

struct outbox {
	const char *path;
	int folder;
	FILE *file;        /* the one that is being written, or NULL */
	size_t n_bytes;    /* in it */
	size_t max_bytes;
	uint64_t last;     /* number of the last file that is whole */
	size_t n_files;
	bool failed;       /* and said so */
};

static bool fail_at(struct outbox *box)
{
	if (!box->failed)
		cmd_complain_sys(box->path);
	box->failed = true;
	return false;
}

/* The number of a file of ours; 0: it is none. */
static uint64_t number_of(const char *name)
{
	unsigned long long n;
	int end = 0;
	bool ours = sscanf(name, "warta-%10llu.ndjson%n", &n, &end) == 1 && end && !name[end];
	return ours ? n : 0;
}

static bool last_find(struct outbox *box)
{
	int fd = openat(box->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = fd < 0 ? NULL : fdopendir(fd);
	if (!list)
		return fail_at(box);
	for (struct dirent *d; (d = readdir(list));) {
		uint64_t n = number_of(d->d_name);
		box->last = n > box->last ? n : box->last;
	}
	closedir(list);
	return true;
}

/* Nobody else fills it meanwhile. */
static int box_open(struct outbox *box)
{
	if (mkdir(box->path, 0777) != 0 && errno != EEXIST)
		return fail_at(box), EXIT_FAILED;
	box->folder = open(box->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (box->folder < 0)
		return fail_at(box), EXIT_FAILED;
	if (flock(box->folder, LOCK_EX | LOCK_NB) != 0) {
		cmd_complain("%s: another process writes there", box->path);
		return EXIT_TRY_AGAIN;
	}
	return last_find(box) ? EXIT_DONE : EXIT_FAILED;
}

static bool file_begin(struct outbox *box)
{
	int fd = openat(box->folder, UNFINISHED, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	box->file = fd < 0 ? NULL : fdopen(fd, "w");
	box->n_bytes = 0;
	return box->file ? true : fail_at(box);
}

/* It is on the disk, and then called `name`. */
static bool file_end(struct outbox *box, const char *name)
{
	bool good = fflush(box->file) == 0 && fsync(fileno(box->file)) == 0;
	int why = errno;
	fclose(box->file);
	box->file = NULL;
	errno = why;
	good = good && renameat(box->folder, UNFINISHED, box->folder, name) == 0 &&
		fsync(box->folder) == 0;
	return good ? true : fail_at(box);
}

static bool part_end(struct outbox *box)
{
	char name[NAME_BYTES];
	snprintf(name, sizeof name, "warta-%010llu.ndjson", (unsigned long long)++box->last);
	box->n_files++;
	return file_end(box, name);
}

/* A document or deletion, whole. */
static int part_write(void *ctx, const char *bytes, size_t n)
{
	struct outbox *box = ctx;
	if (box->file && box->n_bytes + n > box->max_bytes && !part_end(box))
		return 1;
	if (!box->file && !file_begin(box))
		return 1;
	box->n_bytes += n;
	return fwrite(bytes, 1, n, box->file) == n ? 0 : (fail_at(box), 1);
}

/* ---- the cursor: a line, and what the files are of, which has to stay so */

static char *settings_of(const struct warta_bulk *how)
{
	char *text;
	if (asprintf(&text, "index=%s quotes=%d query=%s\n", how->index, how->quotes,
		    how->search.query) < 0)
		abort();
	for (char *p = text; p[1]; p++)
		if (*p == '\n')
			*p = ' ';
	return text;
}

/* `text` is NUL-terminated; `*ret_cursor` points into it, or is NULL in a new outbox. */
static int cursor_read(struct outbox *box, const char *settings, struct buf *text,
	const char **ret_cursor)
{
	char *path = NULL;
	if (asprintf(&path, "%s/" CURSOR, box->path) < 0)
		abort();
	bool read = cmd_read_file(path, text);
	int why = errno;
	free(path);
	if (!read && why == ENOENT)
		return EXIT_DONE;
	errno = why;
	if (!read)
		return fail_at(box), EXIT_FAILED;
	buf_byte(text, 0);
	char *line = text->failed ? NULL : strchr(text->p, '\n');
	if (!line || strcmp(line + 1, settings) != 0) {
		cmd_complain("%s was filled with another index, query or --quotes: name another "
			"folder, or remove its file '" CURSOR "' to begin anew", box->path);
		return EXIT_FAILED;
	}
	*line = 0;
	*ret_cursor = text->p;
	return EXIT_DONE;
}

static bool cursor_write(struct outbox *box, const char *cursor, const char *settings)
{
	if (!file_begin(box))
		return false;
	fprintf(box->file, "%s\n%s", cursor, settings);
	return file_end(box, CURSOR);
}

static int fill(struct outbox *box, struct warta *archive, struct warta_bulk *how,
	const char *settings)
{
	struct warta_error e;
	struct warta_bulked done;
	enum warta_code code = warta_bulk(archive, how, part_write, box, &done, &e);
	if (box->failed)
		return EXIT_FAILED;
	if (code != WARTA_OK)
		return cmd_fail(&e);
	if ((box->file && !part_end(box)) || !cursor_write(box, done.cursor, settings))
		return EXIT_FAILED;
	printf("%s: %llu document%s, %llu deletion%s in %zu file%s%s\n", box->path,
		(unsigned long long)done.n_put, cmd_s(done.n_put),
		(unsigned long long)done.n_deleted, cmd_s(done.n_deleted), box->n_files,
		cmd_s(box->n_files), done.is_whole ? " (all there is)" : "");
	return EXIT_DONE;
}

int cmd_bulk_into(struct warta *archive, struct warta_bulk *how, const char *folder,
	size_t max_bytes)
{
	struct outbox box = { .path = folder, .folder = -1, .max_bytes = max_bytes };
	struct buf text = BUF_INIT(MAX_CURSOR_FILE);
	char *settings = settings_of(how);
	int code = box_open(&box);
	if (code == EXIT_DONE)
		code = cursor_read(&box, settings, &text, &how->after);
	if (code == EXIT_DONE)
		code = fill(&box, archive, how, settings);
	if (box.file)
		fclose(box.file);
	if (box.folder >= 0)
		close(box.folder);
	buf_done(&text);
	free(settings);
	return code;
}
