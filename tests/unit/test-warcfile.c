/* warcfile: appended to, torn, filled up, opened again, and read back. */
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "warc/warcfile.h"

static char dir[64];

static int make_dir(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/warta-test-XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static const char *path_of(int number)
{
	static char path[128];
	char name[WARCFILE_NAME_LEN + 1];
	warcfile_name(number, name);
	snprintf(path, sizeof path, "%s/%s", dir, name);
	return path;
}

static int remove_dir(void **state)
{
	(void)state;
	for (int i = 1; i < 20; i++)
		unlink(path_of(i));
	return rmdir(dir);
}

static long size_of(int number)
{
	struct stat st;
	return stat(path_of(number), &st) == 0 ? (long)st.st_size : -1;
}

static enum err info(void *ctx, const char *name, struct buf *to, struct error *e)
{
	(void)ctx;
	return warc_write_info(name, 1644401700, to, e);
}

/* What a walk saw. */
struct seen {
	int n_records, n_damaged, last_file;
	char last[32];
	char why[400];
};

static enum err see_record(void *ctx, struct warc_place at, const struct warc_record *record,
	struct error *e)
{
	struct seen *seen = ctx;
	(void)e;
	seen->n_records += slice_is(record->type, "resource");
	seen->last_file = at.file;
	snprintf(seen->last, sizeof seen->last, "%.*s", SLICE_ARG(record->block));
	return OK;
}

static enum err see_damage(void *ctx, int file, const char *why, struct error *e)
{
	struct seen *seen = ctx;
	(void)e;
	(void)file;
	seen->n_damaged++;
	snprintf(seen->why, sizeof seen->why, "%s", why);
	return OK;
}

static struct warcfile_options options_for(struct seen *seen, uint64_t max_bytes)
{
	return (struct warcfile_options){
		.max_bytes = max_bytes,
		.info_fn = info,
		.visitor = { see_record, see_damage, seen, 1 << 20 },
	};
}

static struct warcfile *open_with(struct warc_end known, struct seen *seen, uint64_t max_bytes)
{
	struct warcfile *f = NULL;
	struct error e = { 0 };
	struct warcfile_options options = options_for(seen, max_bytes);
	memset(seen, 0, sizeof *seen);
	if (warcfile_open(dir, &options, known, &f, &e) != OK)
		fail_msg("%s", e.msg);
	return f;
}

static enum err append(struct warcfile *f, const char *block, struct warc_place *ret_place,
	struct error *e)
{
	struct buf member = BUF_INIT(1 << 20);
	const struct warc_field type = { SLICE("WARC-Type"), SLICE("resource") };
	assert_int_equal(warc_write(&type, 1, slice_str(block), NULL, NULL, &member, NULL), OK);
	enum err err = warcfile_append(f, buf_text(&member), ret_place, e);
	buf_done(&member);
	return err;
}

static struct warc_place append_numbered(struct warcfile *f, int number)
{
	char block[32];
	struct warc_place at;
	struct error e = { 0 };
	snprintf(block, sizeof block, "article %d", number);
	if (append(f, block, &at, &e) != OK)
		fail_msg("%s", e.msg);
	return at;
}

static const struct warc_end nothing;

static void files_are_rotated_and_read_back(void **state)
{
	(void)state;
	struct seen seen;
	struct warc_place places[50];
	struct warcfile *f = open_with(nothing, &seen, 2000);
	for (int i = 0; i < 50; i++)
		places[i] = append_numbered(f, i);
	struct warc_end end;
	assert_int_equal(warcfile_sync(f, &end, NULL), OK);
	assert_true(end.file > 2 && end.file == places[49].file);
	assert_int_equal(end.length, places[49].offset + places[49].stored);
	for (int i = 1; i <= end.file; i++)
		assert_in_range(size_of(i), 500, 2000);

	struct arena a = ARENA_INIT;
	for (int i = 49; i >= 0; i--) {
		char want[32];
		struct warc_record record;
		snprintf(want, sizeof want, "article %d", i);
		assert_int_equal(warcfile_fetch(dir, places[i], 100, &a, &record, NULL), OK);
		assert_text(record.block, want);
	}
	struct warc_record record;
	struct warc_place wrong = places[3];
	wrong.stored--;
	assert_int_equal(warcfile_fetch(dir, wrong, 100, &a, &record, NULL), ERR_CORRUPT);
	wrong = (struct warc_place){ 17, 0, 100 };
	assert_int_equal(warcfile_fetch(dir, wrong, 100, &a, &record, NULL), ERR_NOT_FOUND);
	wrong = (struct warc_place){ 1, 1 << 20, 100 };
	assert_int_equal(warcfile_fetch(dir, wrong, 100, &a, &record, NULL), ERR_CORRUPT);
	arena_done(&a);
	warcfile_close(f);

	/* Opened again it goes on where it ended; what was known is not walked. */
	f = open_with(end, &seen, 4000);
	assert_int_equal(seen.n_records, 0);
	struct warc_place at = append_numbered(f, 50);
	assert_int_equal(at.file, end.file);
	assert_int_equal(at.offset, end.length);
	warcfile_close(f);
	f = open_with(nothing, &seen, 2000);
	assert_int_equal(seen.n_records, 51);
	assert_string_equal(seen.last, "article 50");
	warcfile_close(f);
}

/* Cut the last file anywhere behind what is known. */
static void torn_tails_are_cut_off(void **state)
{
	(void)state;
	struct seen seen;
	struct warcfile *f = open_with(nothing, &seen, 0);
	append_numbered(f, 1);
	struct warc_end known;
	assert_int_equal(warcfile_sync(f, &known, NULL), OK);
	struct warc_place second = append_numbered(f, 2), third = append_numbered(f, 3);
	warcfile_close(f);
	uint64_t whole = third.offset + third.stored;
	char *bytes = malloc(whole);
	int fd = open(path_of(1), O_RDWR);
	assert_true(bytes && pread(fd, bytes, whole, 0) == (ssize_t)whole);
	for (uint64_t n = whole; n >= known.length; n--) {
		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(pwrite(fd, bytes, n, 0), n);
		f = open_with(known, &seen, 0);
		int want = n == whole ? 2 : n >= third.offset ? 1 : 0;
		assert_int_equal(seen.n_records, want);
		uint64_t end = want == 2 ? whole : want == 1 ? third.offset : second.offset;
		assert_int_equal(warcfile_end(f).length, end);
		assert_int_equal(size_of(1), end);
		assert_int_equal(seen.n_damaged, n != end);
		warcfile_close(f);
	}
	close(fd);
	free(bytes);
}

/* A crash while the second file was begun. */
static void torn_first_records_vanish(void **state)
{
	(void)state;
	struct seen seen;
	struct warcfile *f = open_with(nothing, &seen, 600);
	struct warc_place at;
	do
		at = append_numbered(f, 1);
	while (at.file == 1);
	warcfile_close(f);
	assert_int_equal(truncate(path_of(2), 100), 0);
	f = open_with(nothing, &seen, 600);
	assert_int_equal(size_of(2), -1);
	assert_int_equal(warcfile_end(f).file, 1);
	warcfile_close(f);

	assert_int_equal(truncate(path_of(1), 100), 0);
	f = open_with(nothing, &seen, 600);
	assert_int_equal(size_of(1), -1);
	at = append_numbered(f, 7);
	assert_int_equal(at.file, 1);
	warcfile_close(f);
	f = open_with(nothing, &seen, 600);
	assert_int_equal(seen.n_records, 1);
	warcfile_close(f);

	/* Known by name only: it gets its first record again. */
	assert_int_equal(truncate(path_of(1), 100), 0);
	f = open_with((struct warc_end){ 1, 0 }, &seen, 600);
	assert_true(warcfile_end(f).length > 100);
	warcfile_close(f);
}

/* What can be read is not cut, though something before it cannot. */
static void damage_before_whole_records_stays(void **state)
{
	(void)state;
	struct seen seen;
	struct warcfile *f = open_with(nothing, &seen, 0);
	append_numbered(f, 1);
	struct warc_place second = append_numbered(f, 2), third = append_numbered(f, 3);
	warcfile_close(f);
	int fd = open(path_of(1), O_WRONLY);
	assert_int_equal(pwrite(fd, "\0\0\0\0\0\0\0\0", 8, (off_t)second.offset + 30), 8);
	close(fd);
	f = open_with(nothing, &seen, 0);
	assert_int_equal(seen.n_records, 2);
	assert_int_equal(seen.n_damaged, 1);
	char want[64];
	snprintf(want, sizeof want, "'warta-00001.warc.gz': record at offset %llu: ",
		(unsigned long long)second.offset);
	assert_memory_equal(seen.why, want, strlen(want));
	assert_string_equal(seen.last, "article 3");
	assert_int_equal(size_of(1), third.offset + third.stored);
	warcfile_close(f);
}

static void what_is_missing_is_named(void **state)
{
	(void)state;
	struct seen seen;
	struct warcfile *f = open_with(nothing, &seen, 600);
	for (int i = 0; i < 10; i++)
		append_numbered(f, i);
	struct warc_end end = warcfile_end(f);
	warcfile_close(f);
	assert_true(end.file >= 3);
	struct warcfile_options options = options_for(&seen, 600);
	struct error e = { 0 };

	struct warc_end too_far = { end.file, end.length + 1 };
	assert_int_equal(warcfile_open(dir, &options, too_far, &f, &e), ERR_CORRUPT);
	assert_non_null(strstr(e.msg, "has only"));
	too_far = (struct warc_end){ end.file + 1, 10 };
	assert_int_equal(warcfile_open(dir, &options, too_far, &f, &e), ERR_CORRUPT);
	assert_non_null(strstr(e.msg, "missing"));
	unlink(path_of(2));
	assert_int_equal(warcfile_open(dir, &options, end, &f, &e), ERR_CORRUPT);
	assert_non_null(strstr(e.msg, "1 of the WARC files"));
	assert_int_equal(warcfile_walk("/nowhere/at/all", nothing, &options.visitor, &end, &e),
		ERR_IO);
}

/* A full disk, by way of a limit on the size of files. */
static void a_full_disk_leaves_whole_records(void **state)
{
	(void)state;
	struct seen seen;
	struct warcfile *f = open_with(nothing, &seen, 0);
	struct warc_place first = append_numbered(f, 1), at;
	uint64_t good = first.offset + first.stored;
	struct rlimit old, small;
	struct error e = { 0 };
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	for (rlim_t more = 0; more < first.stored; more += 7) {
		small = (struct rlimit){ good + more, old.rlim_max };
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
		enum err err = append(f, "article 2, long enough not to fit", &at, &e);
		long size = size_of(1);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
		assert_int_equal(err, ERR_IO);
		assert_non_null(strstr(e.msg, path_of(1)));
		assert_int_equal(size, good);
	}
	/* Nor can a new file be begun. */
	small = (struct rlimit){ 100, old.rlim_max };
	warcfile_close(f);
	f = open_with(nothing, &seen, 1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	enum err err = append(f, "article 2", &at, &e);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(err, ERR_IO);
	assert_int_equal(size_of(2), -1);
	assert_int_equal(append(f, "article 2", &at, &e), OK);
	assert_int_equal(at.file, 2);
	struct warc_end end;
	assert_int_equal(warcfile_sync(f, &end, NULL), OK);
	warcfile_close(f);
	f = open_with(nothing, &seen, 0);
	assert_int_equal(seen.n_records, 2);
	assert_int_equal(seen.n_damaged, 0);
	warcfile_close(f);
}

static enum err stop_at_second(void *ctx, struct warc_place at, const struct warc_record *record,
	struct error *e)
{
	int *n = ctx;
	(void)at;
	(void)record;
	return ++*n == 2 ? (fail)(e, ERR_STOPPED, "enough") : OK;
}

static void a_walk_can_be_stopped(void **state)
{
	(void)state;
	struct seen seen;
	struct warcfile *f = open_with(nothing, &seen, 0);
	for (int i = 0; i < 5; i++)
		append_numbered(f, i);
	warcfile_close(f);
	int n = 0;
	struct warcfile_visitor v = { stop_at_second, NULL, &n, 100 };
	struct warc_end end;
	struct error e = { 0 };
	assert_int_equal(warcfile_walk(dir, nothing, &v, &end, &e), ERR_STOPPED);
	assert_string_equal(e.msg, "enough");
	assert_int_equal(n, 2);
}

#define in_a_folder(test) cmocka_unit_test_setup_teardown(test, make_dir, remove_dir)

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_a_folder(files_are_rotated_and_read_back),
		in_a_folder(torn_tails_are_cut_off),
		in_a_folder(torn_first_records_vanish),
		in_a_folder(damage_before_whole_records_stays),
		in_a_folder(what_is_missing_is_named),
		in_a_folder(a_full_disk_leaves_whole_records),
		in_a_folder(a_walk_can_be_stopped),
	};
	return cmocka_run_group_tests_name("warcfile", tests, NULL, NULL);
}
