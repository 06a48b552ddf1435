/* warc: records written, read back, damaged in every place, and read again. */
#include "test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "warc/warc.h"

enum { MAX_FILE = 64 << 20, MAX_BLOCK = 1 << 20 };

/* A stream over memory that gives `step` bytes at a time, and fails at `fails_at`. */
struct stream {
	struct slice bytes;
	size_t at, step, fails_at;
};

static long stream_read(void *ctx, char *to, size_t n)
{
	struct stream *s = ctx;
	if (s->fails_at && s->at >= s->fails_at) {
		errno = EIO;
		return -1;
	}
	if (n > s->step)
		n = s->step;
	if (n > s->bytes.n - s->at)
		n = s->bytes.n - s->at;
	if (n)
		memcpy(to, s->bytes.p + s->at, n);
	s->at += n;
	return (long)n;
}

/* All that a reader says of `bytes`: a line a record ("resource 12 'first 20 bytes...'") or
 * error. */
static struct slice told(struct slice bytes, size_t step, size_t max_block, struct arena *out)
{
	struct buf to = BUF_INIT(1 << 20);
	struct arena scratch = ARENA_INIT;
	struct stream s = { bytes, 0, step, 0 };
	struct warc_reader *r = warc_reader_open(stream_read, &s, max_block);
	for (bool more = true; more;) {
		struct warc_record rec;
		struct error e = { 0 };
		enum err err = warc_next(r, &scratch, &rec, &more, &e);
		if (err != OK)
			buf_printf(&to, "error: %s\n", e.msg);
		else if (more)
			buf_printf(&to, "%.*s %llu%s '%.*s'\n", SLICE_ARG(rec.type),
				(unsigned long long)rec.length, rec.cut ? " cut" : "",
				(int)(rec.block.n < 20 ? rec.block.n : 20), rec.block.p);
		arena_reset(&scratch);
	}
	warc_reader_close(r);
	arena_done(&scratch);
	struct slice text = arena_dup(out, buf_text(&to));
	buf_done(&to);
	return text;
}

static void add_packed(struct buf *to, struct slice s)
{
	z_stream z = { 0 };
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	size_t n = deflateBound(&z, s.n);
	char *room = buf_room(to, n);
	assert_non_null(room);
	z.next_in = (unsigned char *)(uintptr_t)s.p;
	z.avail_in = (unsigned)s.n;
	z.next_out = (unsigned char *)room;
	z.avail_out = (unsigned)n;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	buf_wrote(to, n - z.avail_out);
	deflateEnd(&z);
}

/* Three records as a plain file, as one gzip member, and as a member each. */
enum form { PLAIN, ONE_MEMBER, MEMBERS, N_FORMS };

static void make_three(enum form form, struct buf *to)
{
	static const char *const blocks[] = { "software: mine", "the harbour is open again",
		"the well." };
	static const char *const types[] = { "warcinfo", "resource", "conversion" };
	struct buf all = BUF_INIT(MAX_FILE);
	for (int i = 0; i < 3; i++) {
		struct buf one = BUF_INIT(MAX_FILE);
		buf_printf(&one, "WARC/1.0\r\nWARC-Type: %s\r\nContent-Length: %zu\r\n\r\n",
			types[i], strlen(blocks[i]));
		buf_printf(&one, "%s\r\n\r\n", blocks[i]);
		if (form == MEMBERS)
			add_packed(&all, buf_text(&one));
		else
			buf_slice(&all, buf_text(&one));
		buf_done(&one);
	}
	if (form == ONE_MEMBER)
		add_packed(to, buf_text(&all));
	else
		buf_slice(to, buf_text(&all));
	buf_done(&all);
}

static const char *const all_three = "warcinfo 14 'software: mine'\n"
	"resource 25 'the harbour is open '\n"
	"conversion 9 'the well.'\n";

static void every_form_reads_the_same(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	for (enum form form = PLAIN; form < N_FORMS; form++) {
		struct buf file = BUF_INIT(MAX_FILE);
		make_three(form, &file);
		assert_true(warc_is(buf_text(&file)));
		static const size_t steps[] = { 1, 2, 7, 64, 1 << 20 };
		for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
			assert_text(told(buf_text(&file), steps[i], MAX_BLOCK, &a), all_three);
		buf_done(&file);
	}
	arena_done(&a);
}

/* Cut a file at every byte: what was whole before is given out, then one error names the place. */
static void truncated_anywhere(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	for (enum form form = PLAIN; form < N_FORMS; form++) {
		struct buf file = BUF_INIT(MAX_FILE);
		make_three(form, &file);
		size_t n_before = 0;
		for (size_t n = 0; n < file.n; n++) {
			struct slice text = told(slice_of(file.p, n), 16, MAX_BLOCK, &a), line;
			size_t n_good = 0, n_bad = 0;
			for (struct slice rest = text; slice_next_line(&rest, &line);) {
				bool bad = slice_starts(line, SLICE("error: record"));
				n_bad += bad;
				n_good += !bad;
				assert_true(bad || !n_bad);
				size_t place = slice_find(line, SLICE(" offset "), 0);
				assert_true(!bad || place != SIZE_MAX);
			}
			assert_true(n_bad <= 1 && n_good + n_bad <= 3);
			assert_true(n_good >= n_before);
			n_before = n_good;
			arena_reset(&a);
		}
		assert_true(n_before >= 2);
		buf_done(&file);
	}
	arena_done(&a);
}

/* Change every byte of the second of three members: the first and the third are read. */
static void damage_stays_in_its_member(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct buf file = BUF_INIT(MAX_FILE);
	make_three(MEMBERS, &file);
	size_t from = slice_find(buf_text(&file), SLICE("\x1f\x8b\x08"), 1);
	size_t to = slice_find(buf_text(&file), SLICE("\x1f\x8b\x08"), from + 1);
	assert_true(from < to && to < file.n);
	size_t n_noticed = 0;
	for (size_t i = from; i < to; i++) {
		for (int bit = 0; bit < 8; bit++) {
			file.p[i] = (char)(file.p[i] ^ 1 << bit);
			struct slice text = told(buf_text(&file), 1 << 16, MAX_BLOCK, &a);
			assert_true(slice_starts(text, SLICE("warcinfo 14 'software: mine'\n")));
			assert_true(slice_ends(text, SLICE("\nconversion 9 'the well.'\n")));
			n_noticed += slice_find(text, SLICE("error: "), 0) != SIZE_MAX;
			file.p[i] = (char)(file.p[i] ^ 1 << bit);
			arena_reset(&a);
		}
	}
	/* Only the time, the level and the system in the member's header are not looked at. */
	assert_true(n_noticed >= (to - from - 7) * 8);
	buf_done(&file);
	arena_done(&a);
}

#define NOT_FOLLOWED ", but no record begins behind that\n"

static void sloppy_files_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *file, *told;
	} cases[] = {
		/* Bare line feeds, no blank lines between records, names in any case. */
		{ "WARC/0.17\nwarc-type:resource\ncontent-length:  3 \n\nabc"
		  "WARC/0.18\nWARC-TYPE: response\nContent-Length: 0\n\n",
		  "resource 3 'abc'\nresponse 0 ''\n" },
		/* Surplus blank lines. */
		{ "\r\n\nWARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 3\r\n\r\nabc\n\n\n\n\n"
		  "WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 1\r\n\r\nd",
		  "resource 3 'abc'\nmetadata 1 'd'\n" },
		/* Folded fields, lines that are none. */
		{ "WARC/1.0\r\nWARC-Type:\r\n  resource\r\n\tof a kind  \r\nno field\r\n"
		  "Content-Length: 1\r\n\r\nx\r\n\r\n",
		  "resource of a kind 1 'x'\n" },
		/* Junk before, between and behind. */
		{ "#!junk\nWARC/1.0\nWARC-Type: a\nContent-Length: 1\n\nx\n\njunk\n"
		  "WARC/1.0\nWARC-Type: b\nContent-Length: 1\n\ny",
		  "error: record at offset 0: no WARC record begins there\n"
		  "error: record at offset 7: its Content-Length is 1" NOT_FOLLOWED
		  "b 1 'y'\n" },
		/* Too short, too long by some, too long by far, and none. */
		{ "WARC/1.0\nWARC-Type: a\nContent-Length: 2\n\nfour\n\n"
		  "WARC/1.0\nWARC-Type: b\nContent-Length: 9\n\nfour\n\n"
		  "WARC/1.0\nWARC-Type: c\nContent-Length: 99\n\nfour\n\n"
		  "WARC/1.0\nWARC-Type: d\n\nfour\n\n"
		  "WARC/1.0\nWARC-Type: e\nContent-Length: x4\n\nfour\n\n"
		  "WARC/1.0\nWARC-Type: f\nContent-Length: 4\n\nfour\n\n",
		  "error: record at offset 0: its Content-Length is 2" NOT_FOLLOWED
		  "error: record at offset 47: its Content-Length is 9" NOT_FOLLOWED
		  "error: record at offset 94: its Content-Length is 99" NOT_FOLLOWED
		  "error: record at offset 142: it has no Content-Length\n"
		  "error: record at offset 171: its Content-Length is 'x4'\n"
		  "f 4 'four'\n" },
		/* A length that leads nowhere, but a digest that holds. */
		{ "WARC/1.0\nWARC-Type: a\nContent-Length: 3\n"
		  "WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\n\nabc junk\n"
		  "WARC/1.0\nWARC-Type: b\nContent-Length: 1\n\ny",
		  "a 3 'abc'\n"
		  "error: record at offset 101: no WARC record begins there\n"
		  "b 1 'y'\n" },
		/* A header without an end. */
		{ "WARC/1.0\nWARC-Type: a\nWARC/1.0\nWARC-Type: b\nContent-Length: 1\n\ny",
		  "error: record at offset 0: another record begins in its header\nb 1 'y'\n" },
		{ "WARC/1.0\nWARC-Type: a\n",
		  "error: record at offset 0: the file ends in its header\n" },
		{ "", "" },
		{ "\r\n\r\n", "" },
		{ "x", "error: record at offset 0: no WARC record begins there\n" },
	};
	struct arena a = ARENA_INIT;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_text(told(slice_str(cases[i].file), 3, MAX_BLOCK, &a), cases[i].told);
		assert_text(told(slice_str(cases[i].file), 1 << 20, MAX_BLOCK, &a), cases[i].told);
	}
	arena_done(&a);
}

/* The same faults within one gzip member, where offsets count from the member's beginning. */
static void sloppy_members_are_read(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct buf file = BUF_INIT(MAX_FILE);
	add_packed(&file, SLICE("WARC/1.0\nWARC-Type: a\nContent-Length: 4\n\nfour\n\n"
		"WARC/1.0\nWARC-Type: b\nContent-Length: 99\n\nfour\n\n"
		"WARC/1.0\nWARC-Type: c\nContent-Length: 4\n\nfour\n\n"));
	size_t second = file.n;
	add_packed(&file, SLICE("no record"));
	add_packed(&file, SLICE("WARC/1.0\nWARC-Type: d\nContent-Length: 4\n\nfour\n\n"));
	struct slice want = arena_printf(&a, "a 4 'four'\n"
		"error: record 47 bytes into the gzip member at offset 0: "
		"its Content-Length is 99, but the gzip member ends after 53 bytes\n"
		"c 4 'four'\n"
		"error: record at offset %zu: no WARC record begins there\n"
		"d 4 'four'\n", second);
	assert_text(told(buf_text(&file), 5, MAX_BLOCK, &a), want.p);
	buf_done(&file);
	arena_done(&a);
}

static void long_blocks_are_passed_over(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct buf plain = BUF_INIT(MAX_FILE), packed = BUF_INIT(MAX_FILE);
	buf_str(&plain, "WARC/1.0\nWARC-Type: a\nContent-Length: 3000000\n\n");
	for (int i = 0; i < 3000000 / 10; i++)
		buf_str(&plain, "0123456789");
	buf_str(&plain, "\n\n");
	add_packed(&packed, buf_text(&plain));
	static const char last[] = "WARC/1.0\nWARC-Type: b\nContent-Length: 1\n\ny\n\n";
	buf_str(&plain, last);
	add_packed(&packed, slice_str(last));
	static const char want[] = "a 3000000 cut ''\nb 1 'y'\n";
	assert_text(told(buf_text(&plain), 1 << 20, 1000, &a), want);
	assert_text(told(buf_text(&packed), 1 << 20, 1000, &a), want);
	assert_text(told(buf_text(&plain), 1 << 20, 3000000, &a),
		"a 3000000 '01234567890123456789'\nb 1 'y'\n");
	buf_done(&plain);
	buf_done(&packed);

	/* Unless the length is wrong, and they are not passed over at all. */
	static const char wrong[] =
		"WARC/1.0\nWARC-Type: a\nContent-Length: 9999999999\n\nfour\n\n"
		"WARC/1.0\nWARC-Type: b\nContent-Length: 4\n\nfour\n\n";
	struct buf file = BUF_INIT(MAX_FILE);
	add_packed(&file, slice_str(wrong));
	static const char told_of[] =
		"error: record at offset 0: its Content-Length is 9999999999, "
		"but another record begins after 6 bytes\nb 4 'four'\n";
	assert_text(told(slice_str(wrong), 7, MAX_BLOCK, &a), told_of);
	assert_text(told(buf_text(&file), 7, MAX_BLOCK, &a), told_of);
	buf_done(&file);
	arena_done(&a);
}

/* A file of headers that each claim the rest must not be read once for each. */
static void nested_claims_take_linear_time(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct buf file = BUF_INIT(MAX_FILE);
	for (int left = 40000; left > 0; left--)
		buf_printf(&file, "WARC/1.0\nContent-Length: %d\n"
			"WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\n\n", left * 91);
	buf_str(&file, "the end");
	struct stream s = { buf_text(&file), 0, 1 << 20, 0 };
	struct warc_reader *r = warc_reader_open(stream_read, &s, MAX_FILE);
	size_t n = 0;
	struct warc_record rec;
	for (bool more = true; more; n++) {
		assert_int_equal(warc_next(r, &a, &rec, &more, NULL), ERR_INPUT);
		arena_reset(&a);
	}
	assert_int_equal(n, 40000);
	warc_reader_close(r);
	buf_done(&file);
	arena_done(&a);
}

static void a_failing_stream_is_no_end(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	for (enum form form = PLAIN; form < N_FORMS; form++) {
		struct buf file = BUF_INIT(MAX_FILE);
		make_three(form, &file);
		for (size_t at = 1; at < file.n; at += 5) {
			struct stream s = { buf_text(&file), 0, 5, at };
			struct warc_reader *r = warc_reader_open(stream_read, &s, MAX_BLOCK);
			struct warc_record rec;
			struct error e = { 0 };
			bool more = true;
			enum err err = OK;
			while (err != ERR_IO && more)
				err = warc_next(r, &a, &rec, &more, &e);
			assert_int_equal(err, ERR_IO);
			assert_false(more);
			warc_reader_close(r);
			arena_reset(&a);
		}
		buf_done(&file);
	}
	arena_done(&a);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct buf file = BUF_INIT(MAX_FILE), again = BUF_INIT(MAX_FILE);
	static const char http[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>hello";
	struct slice block = slice_str(http), payload = slice_from(block, block.n - 8);
	struct warc_field fields[] = {
		{ SLICE("WARC-Type"), SLICE("response") },
		{ SLICE("WARC-Target-URI"), SLICE("http://news.example/a b") },
		{ SLICE("Content-Type"), SLICE("application/http;msgtype=response") },
	};
	size_t starts[3];
	for (int i = 0; i < 3; i++) {
		starts[i] = file.n;
		assert_int_equal(warc_write(fields, 3, block, NULL, &payload, &file, NULL), OK);
	}
	assert_int_equal(warc_write(fields, 3, block, NULL, &payload, &again, NULL), OK);
	assert_memory_equal(again.p, file.p, again.n);

	struct stream s = { buf_text(&file), 0, 100, 0 };
	struct warc_reader *r = warc_reader_open(stream_read, &s, MAX_BLOCK);
	bool more, known;
	for (int i = 0; i < 3; i++) {
		struct warc_record rec;
		assert_int_equal(warc_next(r, &a, &rec, &more, NULL), OK);
		assert_true(more);
		assert_int_equal(rec.offset, starts[i]);
		assert_int_equal(rec.stored, again.n);
		assert_text(rec.uri, "http://news.example/a b");
		assert_text(rec.block, http);
		assert_int_equal(rec.fields.n, 6);
		assert_true(warc_digest_holds(warc_field(&rec.fields, "WARC-block-digest"), block,
			&known));
		assert_true(warc_digest_holds(warc_field(&rec.fields, "WARC-Payload-Digest"),
			SLICE("<p>hello"), &known));
	}
	struct warc_record untouched;
	assert_int_equal(warc_next(r, &a, &untouched, &more, NULL), OK);
	assert_false(more);
	warc_reader_close(r);
	buf_done(&file);
	buf_done(&again);
	arena_done(&a);
}

static void bad_fields_are_not_written(void **state)
{
	(void)state;
	const struct warc_field bad[] = {
		{ SLICE("WARC-Type"), SLICE("a\r\nb: c") },
		{ SLICE("WARC-Type"), SLICE("a\0b") },
		{ SLICE("WARC Type"), SLICE("a") },
		{ SLICE("WARC:Type"), SLICE("a") },
		{ SLICE(""), SLICE("a") },
	};
	struct buf to = BUF_INIT(1000);
	buf_str(&to, "before");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(warc_write(&bad[i], 1, SLICE("x"), NULL, NULL, &to, NULL),
			ERR_USAGE);
	char noise[4000];
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)(i * i * 2654435761u >> 13);
	assert_int_equal(warc_write(NULL, 0, slice_of(noise, sizeof noise), NULL, NULL, &to, NULL),
		ERR_LIMIT);
	assert_text(buf_text(&to), "before");
	assert_false(to.failed);
	buf_done(&to);
}

static void digests_hold(void **state)
{
	(void)state;
	static const struct {
		const char *digest;
		bool holds, known;
	} cases[] = {
		{ "sha1:a9993e364706816aba3e25717850c26c9cd0d89d", true, true },
		{ "SHA1:A9993E364706816ABA3E25717850C26C9CD0D89D", true, true },
		{ "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", true, true },
		{ "sha-1:vgmt4nsha2awvor6evyxqugcnsonbwe5", true, true },
		{ "sha1:qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", true, true },
		{ "sha1:qZk-NkcGgWq6PiVxeFDCbJzQ2J0", true, true },
		{ "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE6", false, true },
		{ "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBW1!", false, false },
		{ "sha1:VGMT", false, false },
		{ "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		  true, true },
		{ "sha-256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====", true, true },
		{ "sha256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", true, true },
		{ "md5:900150983cd24fb0d6963f7d28e17f72", false, false },
		{ "a9993e364706816aba3e25717850c26c9cd0d89d", false, false },
		{ "", false, false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool known;
		struct slice digest = slice_str(cases[i].digest);
		assert_int_equal(warc_digest_holds(digest, SLICE("abc"), &known), cases[i].holds);
		assert_int_equal(known, cases[i].known);
	}
	char digest[WARC_DIGEST_LEN + 1];
	warc_digest(SLICE_NONE, digest);
	assert_string_equal(digest,
		"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* Lengths around the block size, where the padding changes its form: FIPS 180-4's own vectors and
 * those of a million letters. */
static void sha1_is_right(void **state)
{
	(void)state;
	char *text = malloc(1000000);
	assert_non_null(text);
	memset(text, 'a', 1000000);
	static const struct {
		size_t n;
		const char *digest;
	} cases[] = {
		{ 0, "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709" },
		{ 55, "sha1:c1c8bbdc22796e28c0e15163d20899b65621d65a" },
		{ 56, "sha1:c2db330f6083854c99d4b5bfb6e8f29f201be699" },
		{ 63, "sha1:03f09f5b158a7a8cdad920bddc29b81c18a551f5" },
		{ 64, "sha1:0098ba824b5c16427bd7a1122a5a442a25ec644d" },
		{ 65, "sha1:11655326c708d70319be2610e8a57d9a5b959d3b" },
		{ 1000000, "sha1:34aa973cd4c4daa4f61eeb2bdbad27316534016f" },
	};
	bool known;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_true(warc_digest_holds(slice_str(cases[i].digest),
			slice_of(text, cases[i].n), &known));
	free(text);
}

static void ids_and_dates(void **state)
{
	(void)state;
	char id[WARC_ID_LEN + 1], other[WARC_ID_LEN + 1], date[WARC_DATE_LEN + 1];
	struct slice a[] = { SLICE("http://a/"), SLICE("b") };
	struct slice b[] = { SLICE("http://a/b"), SLICE("") };
	warc_id(a, 2, id);
	warc_id(b, 2, other);
	assert_int_equal(strlen(id), WARC_ID_LEN);
	assert_string_not_equal(id, other);
	assert_memory_equal(id, "<urn:uuid:", 10);
	assert_int_equal(id[24], '8');
	warc_date(1644401700, date);
	assert_string_equal(date, "2022-02-09T10:15:00Z");
}

static void heads_are_recognised(void **state)
{
	(void)state;
	assert_true(warc_is(SLICE("WARC/1.0\r\nWARC-Type: x")));
	assert_true(warc_is(SLICE("WARC/0.17\n")));
	assert_false(warc_is(SLICE("WARC/1.0")));
	assert_false(warc_is(SLICE("WARC files are described in\n")));
	assert_false(warc_is(SLICE("\x1f\x8b\x08\x00 no gzip at all, but it begins like it")));
	assert_false(warc_is(SLICE_NONE));
	struct buf packed = BUF_INIT(MAX_FILE);
	add_packed(&packed, SLICE("just text"));
	assert_false(warc_is(buf_text(&packed)));
	buf_done(&packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_reads_the_same),
		cmocka_unit_test(truncated_anywhere),
		cmocka_unit_test(damage_stays_in_its_member),
		cmocka_unit_test(sloppy_files_are_read),
		cmocka_unit_test(sloppy_members_are_read),
		cmocka_unit_test(long_blocks_are_passed_over),
		cmocka_unit_test(nested_claims_take_linear_time),
		cmocka_unit_test(a_failing_stream_is_no_end),
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(bad_fields_are_not_written),
		cmocka_unit_test(digests_hold),
		cmocka_unit_test(sha1_is_right),
		cmocka_unit_test(ids_and_dates),
		cmocka_unit_test(heads_are_recognised),
	};
	return cmocka_run_group_tests_name("warc", tests, NULL, NULL);
}
