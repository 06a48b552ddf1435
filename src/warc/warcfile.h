/* warcfile: the archive's own WARC files, an append-only row in one folder:
 *
 *   warta-00001.warc.gz, warta-00002.warc.gz ...
 *
 * Each begins with a warcinfo record; a new one is begun when the last is full. This is the one
 * part of the module that touches the disk. There is one writer at a time, which the caller's lock
 * on the archive sees to; readers need nothing. What is said to be whole was parsed and its gzip
 * checksum held. */
#ifndef WARC_WARCFILE_H
#define WARC_WARCFILE_H

#include "warc/warc.h"

/* Where a record stands. */
struct warc_place {
	int file;        /* number of the file, from 1; 0 is nowhere */
	uint64_t offset; /* of its gzip member, bytes */
	uint64_t stored; /* bytes of it */
};

/* How far the files are known: all before `file`, and `length` bytes of it. All zero: nothing. */
struct warc_end {
	int file;
	uint64_t length;
};

enum { WARCFILE_NAME_LEN = 19 }; /* "warta-00001.warc.gz" */
enum { WARCFILE_MAX_NUMBER = 99999 };
#define WARCFILE_MAX_BYTES ((uint64_t)1 << 30) /* the usual size to begin a new file at */

/* The name of file `number`, without the folder, and a NUL. */
void warcfile_name(int number, char ret_name[static WARCFILE_NAME_LEN + 1]);

/* The number of the highest file in `dir`, 0 where there is none. ERR_IO: no such folder.
 * ERR_CORRUPT: a number below it is missing. */
enum err warcfile_last(const char *dir, int *ret_number, struct error *e) MUST_USE;

/* Called for every whole record; anything but OK ends the walk and is returned. The record lives
 * until the next call. */
typedef enum err (*warcfile_record_fn)(void *ctx, struct warc_place at,
	const struct warc_record *record, struct error *e);

/* Called for every stretch in which no whole record stands; `why` begins with the file's name. */
typedef enum err (*warcfile_damage_fn)(void *ctx, int file, const char *why, struct error *e);

struct warcfile_visitor {
	warcfile_record_fn record_fn; /* NULL: records are only looked at */
	warcfile_damage_fn damage_fn; /* NULL: damage is passed over */
	void *ctx;
	size_t max_block; /* longer blocks come `cut` */
};

/* Walk all records behind `from`, in order, in constant memory. `*ret_end` is the end of the last
 * whole record (or `from`). ERR_CORRUPT: a file is missing, or shorter than `from` says. */
enum err warcfile_walk(const char *dir, struct warc_end from, const struct warcfile_visitor *v,
	struct warc_end *ret_end, struct error *e) MUST_USE;

/* One record, for reading it again; opens and closes the file. ERR_NOT_FOUND: no such file.
 * ERR_CORRUPT: what stands there is no whole record of that length. */
enum err warcfile_fetch(const char *dir, struct warc_place at, size_t max_block,
	struct arena *out, struct warc_record *ret, struct error *e) MUST_USE;

struct warcfile; /* the writer */

/* Append the first record of the file `name` to `to` (warc_write_info): the caller knows the
 * time. */
typedef enum err (*warcfile_info_fn)(void *ctx, const char *name, struct buf *to,
	struct error *e);

struct warcfile_options {
	uint64_t max_bytes; /* where a record would pass it, a new file is begun; 0: the usual */
	warcfile_info_fn info_fn;
	void *info_ctx;
	struct warcfile_visitor visitor; /* of what stands behind `known` */
};

/* Open the files in `dir` (made where it is missing) to append to them. `known` is how far the
 * caller has acknowledged them: what stands behind it is walked, so that whole records can be
 * taken up again, and a torn tail, in which no whole record begins, is cut off. Nothing that can
 * be read is ever cut: damage before a whole record stays where it is. ERR_CORRUPT as of
 * warcfile_walk; nothing is then changed. */
enum err warcfile_open(const char *dir, const struct warcfile_options *options,
	struct warc_end known, struct warcfile **ret, struct error *e) MUST_USE;

/* Append one member as warc_write made it (in any thread). Not on the disk for sure before
 * warcfile_sync. ERR_IO (disk full, limits...): the file is cut back to its last good length, the
 * message names it, and appending may be tried again. */
enum err warcfile_append(struct warcfile *f, struct slice member, struct warc_place *ret_place,
	struct error *e) MUST_USE;

/* All that was appended is on the disk when this returns OK: the files' data, and the folder where
 * a file was begun. `*ret_end` is then what may be acknowledged. ERR_IO: unknown what is on the
 * disk; this and every later append or sync fails until the files are opened anew. */
enum err warcfile_sync(struct warcfile *f, struct warc_end *ret_end, struct error *e) MUST_USE;

/* How far was appended, synced or not. */
struct warc_end warcfile_end(const struct warcfile *f);

/* Close without syncing; NULL is fine. Returns NULL. */
struct warcfile *warcfile_close(struct warcfile *f);

#endif
