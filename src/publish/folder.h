/* folder: the files of a published site, and which of those in its folder are ours.
 *
 * The folder's ".warta-site" is the list: a line "warta site 2", then for each file that we wrote
 *
 *   OF SIZE NOTE PATH      16 hexadecimal digits, bytes, a number, "article/k3/k3....html"
 *
 * OF stands for all that the file was made of, so that it need not be made again to see whether it
 * is still the same; 0 where it must be. (In lists of "warta site 1", which have no NOTE, it means
 * nothing.) A run writes the next list, ".warta-site.new", beside it: each path stands there before
 * its file does, so that what a killed run wrote is known to be ours. At the end the files of the
 * old list that are not in the new one go, and the new one takes its place. A file that is in no
 * list is the user's: it is neither changed nor removed.
 *
 * A file is written beside its place and renamed. It and the list get the time at which the run
 * began: a file that is newer than the list was changed by somebody else since. */
#ifndef PUBLISH_FOLDER_H
#define PUBLISH_FOLDER_H

#include "base/error.h"
#include "base/slice.h"

struct folder;

/* A line of the list without its end. False where it is none, or its path is not one that a site
 * can have: parts of a-z, 0-9, "-", "_" and dots, which none begins with. */
struct folder_line {
	uint64_t of, size;
	uint32_t note;
	struct slice path;
};
bool folder_line_read(struct slice line, struct folder_line *ret);

/* The first 64 bits of SHA-256. */
uint64_t folder_hash(struct slice bytes);

/* Take the folder, making it where it is not there. ERR_USAGE: it holds something, hidden files
 * aside, and is no published site. ERR_BUSY: somebody else has it. ERR_INPUT: its list is damaged;
 * ERR_IO. */
enum err folder_open(const char *dir, struct folder **ret, struct error *e) MUST_USE;

/* What a file is made of, and a number that is remembered for it. */
struct folder_made {
	uint64_t of; /* 0: it is made each time */
	uint32_t note;
};

/* Is the file at `path` there as we wrote it, and made of `made->of`? Then it stays, and
 * `made->note` is what was noted. False: put it. */
bool folder_keep(struct folder *f, const char *path, struct folder_made *made);

/* `bytes` are the file at `path`, which stays untouched where it has them. ERR_USAGE: a file of the
 * user's stands there. */
enum err folder_put(struct folder *f, const char *path, struct slice bytes, struct folder_made made,
	struct error *e) MUST_USE;

/* All files were put. */
enum err folder_finish(struct folder *f, struct error *e) MUST_USE;

struct folder_counts {
	size_t files;            /* that were put or kept */
	size_t written, removed;
};
struct folder_counts folder_counts(const struct folder *f);

/* Takes NULL; returns NULL. */
struct folder *folder_close(struct folder *f);

#endif
