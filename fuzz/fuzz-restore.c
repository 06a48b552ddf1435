/* restore: lines of a dump, whole or not, into a database that forgets them again. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* One database for all inputs; its files are gone from the folder as soon as they are open. */
static struct store *s;

static void __attribute__((destructor)) let_go(void)
{
	store_close(s);
}

static struct store *store(void)
{
	char path[64], file[80];
	struct error e = { 0 };
	if (s)
		return s;
	snprintf(path, sizeof path, "/tmp/warta-fuzz-restore-%ld", (long)getpid());
	if (store_open(path, STORE_CREATE, &s, &e) != OK || store_begin(s, &e) != OK) {
		fprintf(stderr, "%s\n", e.msg);
		abort();
	}
	store_rollback(s);
	static const char *const ends[] = { "", "-wal", "-shm", ".lock" };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(file, sizeof file, "%s%s", path, ends[i]);
		unlink(file);
	}
	return s;
}

static enum err line_keep(void *ctx, struct slice line, struct error *e)
{
	(void)e;
	buf_slice(ctx, line);
	buf_byte(ctx, '\n');
	return OK;
}

/* Does it go in as a whole? */
static bool restore(struct slice text)
{
	struct store_restore at = { 0 };
	struct slice line;
	struct error e = { 0 };
	while (slice_next_line(&text, &line))
		if (store_restore_line(store(), &at, line, &e) != OK) {
			if (!e.msg[0])
				abort();
			return false;
		}
	return store_restore_end(&at, &e) == OK;
}

/* What went in comes out, and goes in again to the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf first = BUF_INIT(1 << 22), second = BUF_INIT(1 << 22);
	if (store_begin(store(), NULL) != OK)
		abort();
	bool whole = restore(slice_of((const char *)data, n));
	if (whole && store_dump(store(), line_keep, &first, NULL) != OK)
		abort();
	store_rollback(store());
	if (whole) {
		if (store_begin(store(), NULL) != OK || !restore(buf_text(&first)) ||
			store_dump(store(), line_keep, &second, NULL) != OK ||
			!slice_eq(buf_text(&first), buf_text(&second)))
			abort();
		store_rollback(store());
	}
	buf_done(&first);
	buf_done(&second);
	return 0;
}
