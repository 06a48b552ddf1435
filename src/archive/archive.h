/* archive: one folder of files, and who may write to it.
 *
 *   lock                    held (flock) by the one process that takes in or rebuilds
 *   warc/warta-00001.warc.gz ...   the truth: the bytes of everything ever taken in
 *   warta.db                the index of them, and what only the user knows
 *
 * The order of writing is what makes it safe: a record is appended to the WARC files before its
 * bytes are parsed, and is on the disk before the database says that it is there. What stands
 * behind the length that the database knows was written by a process that did not live to say so:
 * whole records are taken up as pending, a torn one is cut off. */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include "archive/grouping.h"
#include "base/error.h"
#include "store/store.h"
#include "warc/warcfile.h"

struct archive {
	char *dir;       /* as named */
	char *warc_dir, *db_path;
	int lock_fd;     /* of the lock; -1 unless open to write */
	int64_t rests_at; /* store_others_wrote when it was last let go */
	struct store *store;
	struct warcfile *warc; /* for ARCHIVE_WRITE */
	struct grouping *grouping;
	struct sites *sites;
	int file_number;       /* of the WARC file with the store's `file_id`; 0: none yet */
	int64_t file_id;
};

enum archive_mode {
	ARCHIVE_READ, /* the archive must exist */
	ARCHIVE_TAG,  /* the same, and the user's own marks may be changed beside a writer */
	ARCHIVE_WRITE /* made where there is none; takes the lock */
};

/* ERR_NOT_FOUND: no archive there, or WARC files without an index (`warta rebuild` makes one).
 * ERR_BUSY: another process holds the lock. */
enum err archive_open(const char *dir, enum archive_mode mode, struct archive **ret,
	struct error *e) MUST_USE;
struct archive *archive_close(struct archive *a);

/* An archive that is open to write lets others take in while it has nothing to do, outside of a
 * batch; its store can be read meanwhile. */
enum err archive_rest(struct archive *a, struct error *e) MUST_USE;

/* And takes the lock again. Where others wrote, what was remembered of the archive is forgotten:
 * `store`, `grouping` and `sites` are other ones then. What a killed process left is pending.
 * ERR_BUSY: somebody else still writes; try again. On another error it can only be closed. */
enum err archive_wake(struct archive *a, struct error *e) MUST_USE;

/* Only the folder and its lock, for a rebuild: `store` and `warc` are NULL. */
enum err archive_lock(const char *dir, struct archive **ret, struct error *e) MUST_USE;

/* Within a batch: the store's id of the WARC file `number`. */
enum err archive_file_id(struct archive *a, struct store *s, int number, int64_t *ret_id,
	struct error *e) MUST_USE;

/* Bytes of the WARC file `number` as it lies there. */
enum err archive_file_length(const struct archive *a, int number, uint64_t *ret_length,
	struct error *e) MUST_USE;

/* Enter a record that stands in the WARC files into the store, within a batch. `is_new` is false
 * where the store knows the same bytes from the same address. */
enum err archive_record_add(struct archive *a, struct store *s, const struct warc_record *record,
	struct warc_place at, const unsigned char digest[static STORE_DIGEST_LEN],
	enum store_state state, int64_t *ret_id, bool *ret_is_new, struct error *e) MUST_USE;

/* WARC-Date as Unix seconds; 0 where there is none that can be read. */
int64_t archive_seen_at(const struct warc_record *record);

#endif
