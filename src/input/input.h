/* input: what a person names on the command line, as items to be read, one after the other.
 *
 * Folders are walked in the order of names (hidden files and an archive's own folder are passed
 * over, links inside a folder are not followed), gzip is undone, and what holds many things is
 * opened: a WARC file comes record by record, JSON Lines in blocks of whole lines. Memory is
 * bounded by the largest item, whatever the size of a file. A bad item is an error for that item
 * alone; the walk goes on. */
#ifndef INPUT_INPUT_H
#define INPUT_INPUT_H

#include "base/arena.h"
#include "base/error.h"
#include "read/read.h"
#include "warc/warc.h"

struct input_item {
	enum read_kind kind;
	struct slice path;         /* as named or found; "-" for standard input */
	struct slice bytes;        /* the original bytes; of a WARC record, its block */
	uint64_t at;               /* where it begins: the byte (WARC), the line counted from 1
	                              (JSON Lines), else 0 */
	struct warc_record record; /* READ_WARC only */
};

struct input; /* a walk in progress */

/* `paths` must live as long as the walk. `skip_folder` (an archive's own folder) may be NULL. */
enum err input_open(char *const *paths, size_t n_paths, const char *skip_folder,
	struct input **ret_input, struct error *e) MUST_USE;
struct input *input_close(struct input *in);

/* The next item, in `out`. `*ret_more` is false at the end of all. On an error, `*ret_more` is
 * true, `ret_item->path` and `at` say where it was, and the next call goes on behind it. */
enum err input_next(struct input *in, struct arena *out, struct input_item *ret_item,
	bool *ret_more, struct error *e) MUST_USE;

/* Bytes of files gone through, and bytes of all that was named (0 where not known: standard
 * input), for a progress bar. Counted in files as they lie on the disk. */
uint64_t input_bytes_read(const struct input *in);
uint64_t input_bytes_total(const struct input *in);

/* Files opened so far. */
size_t input_files(const struct input *in);

#endif
