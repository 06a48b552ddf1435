/* http: messages as servers and archivers write them, and their codings. */
#include "test.h"

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "warc/warc.h"

enum { MAX_BODY = 100000 };

static const char page[] = "<h1>The old well</h1> was opened again, and again, and again.";

/* `s` as zlib packs it; `bits` as of deflateInit2. */
static struct slice packed(struct slice s, int bits, struct arena *a)
{
	z_stream z = { 0 };
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
	size_t n = deflateBound(&z, s.n);
	char *to = arena_bytes(a, n);
	z.next_in = (unsigned char *)(uintptr_t)s.p;
	z.avail_in = (unsigned)s.n;
	z.next_out = (unsigned char *)to;
	z.avail_out = (unsigned)n;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	n -= z.avail_out;
	deflateEnd(&z);
	return slice_of(to, n);
}

static struct slice zstd_packed(struct slice s, struct arena *a)
{
	size_t n = ZSTD_compressBound(s.n);
	char *to = arena_bytes(a, n);
	return slice_of(to, ZSTD_compress(to, n, s.p, s.n, 3));
}

static struct slice joined(const char *head, struct slice body, struct arena *a)
{
	size_t n = strlen(head);
	char *p = arena_bytes(a, n + body.n), *to = mempcpy(p, head, n);
	if (body.n)
		memcpy(to, body.p, body.n);
	return slice_of(p, n + body.n);
}

static enum err read_message(const char *head, struct slice body, struct arena *a,
	struct http_message *ret, struct error *e)
{
	*ret = (struct http_message){ 0 };
	return warc_http(joined(head, body, a), MAX_BODY, a, ret, e);
}

static void start_lines_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		int status; /* -1: no message */
	} cases[] = {
		{ "HTTP/1.1 200 OK\r\n\r\n", 200 },
		{ "HTTP/1.0 404 Not Found\n\n", 404 },
		{ "HTTP/2 301\r\n\r\n", 301 },
		{ "http/1.1  200  OK\r\n\r\n", 200 },
		{ "ICY 200 OK\r\n\r\n", 200 },
		{ "HTTP/1.1 204", 204 },
		{ "GET /a?b HTTP/1.1\r\nHost: a.example\r\n\r\n", 0 },
		{ "HTTP/1.1 2000 OK\r\n\r\n", -1 },
		{ "HTTP/1.1 OK\r\n\r\n", -1 },
		{ "HTTP/1.1\r\n\r\n", -1 },
		{ "GET /a\r\n\r\n", -1 },
		{ "<html>", -1 },
		{ "", -1 },
	};
	struct arena a = ARENA_INIT;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_message m;
		enum err err = read_message(cases[i].line, SLICE_NONE, &a, &m, NULL);
		if (err != (cases[i].status < 0 ? ERR_INPUT : OK) ||
			(err == OK && m.status != cases[i].status))
			fail_msg("%s: %d", cases[i].line, m.status);
	}
	arena_done(&a);
}

static void headers_are_read(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct http_message m;
	assert_int_equal(read_message("HTTP/1.1 200 OK\nX: one\n  two\nno colon\n"
		"CONTENT-TYPE: text/html ; a=b; Charset = \"utf-8\"\nContent-Type: x/y\n\n",
		SLICE("body"), &a, &m, NULL), OK);
	assert_int_equal(m.fields.n, 3);
	assert_text(warc_field(&m.fields, "x"), "one two");
	assert_text(m.content_type, "text/html");
	assert_text(m.charset, "utf-8");
	assert_text(m.body, "body");
	assert_false(m.truncated);
	assert_int_equal(read_message("HTTP/1.1 200 OK\r\nContent-Type: text/pl", SLICE_NONE, &a,
		&m, NULL), OK);
	assert_true(m.truncated);
	assert_text(m.body, "");

	struct slice type, charset;
	http_content_type(SLICE("text/html;charset='x';charset=y"), &type, &charset);
	assert_text(charset, "x");
	http_content_type(SLICE(""), &type, &charset);
	assert_text(type, "");
	http_content_type(SLICE("; charset="), &type, &charset);
	assert_text(type, "");
	assert_text(charset, "");
	arena_done(&a);
}

static void chunks_are_joined(void **state)
{
	(void)state;
	static const struct {
		const char *chunked, *body;
		bool truncated;
	} cases[] = {
		{ "3\r\nabc\r\n0\r\n\r\n", "abc", false },
		{ "3;x=y\r\nabc\r\n  2 \r\nde\r\n00\r\nTrailer: x\r\n\r\n", "abcde", false },
		{ "A\n0123456789\n0\n\n", "0123456789", false },
		{ "0\r\n\r\n", "", false },
		/* Cut in a chunk, between chunks, in a size. */
		{ "a\r\nabc", "abc", true },
		{ "3\r\nabc\r\n", "abc", true },
		{ "3\r\nabc\r\nzz", "abc", true },
		{ "3\r\nabc\r\n3\r\ndefgh", "abcdef", true },
		/* Joined before. */
		{ "<h1>abc</h1>", "<h1>abc</h1>", false },
		{ "3\r\nabcdef", "3\r\nabcdef", false },
		{ "", "", false },
		{ "ffffffffffffffffff\r\nabc", "ffffffffffffffffff\r\nabc", false },
	};
	struct arena a = ARENA_INIT;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_message m;
		static const char head[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n";
		assert_int_equal(read_message(head,
			slice_str(cases[i].chunked), &a, &m, NULL), OK);
		assert_text(m.body, cases[i].body);
		assert_int_equal(m.truncated, cases[i].truncated);
	}
	arena_done(&a);
}

static void codings_are_undone(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct slice s = slice_str(page);
	const struct {
		const char *coding;
		struct slice body;
	} cases[] = {
		{ "gzip", packed(s, 15 + 16, &a) },
		{ "X-GZip", packed(s, 15 + 16, &a) },
		{ "deflate", packed(s, 15, &a) },
		{ "deflate", packed(s, -15, &a) },
		{ "zstd", zstd_packed(s, &a) },
		{ "deflate, gzip", packed(packed(s, 15, &a), 15 + 16, &a) },
		{ "identity", s },
		{ "", s },
		/* Undone before. */
		{ "gzip", s },
		{ "deflate", s },
		{ "zstd", s },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_message m;
		struct slice head = arena_printf(&a,
			"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n", cases[i].coding);
		assert_int_equal(read_message(head.p, cases[i].body, &a, &m, NULL), OK);
		assert_text(m.body, page);
		assert_false(m.truncated);
	}
	struct http_message m;
	struct slice gzip = packed(s, 15 + 16, &a);
	struct slice chunked = joined(arena_printf(&a, "%zx\r\n", gzip.n).p, gzip, &a);
	assert_int_equal(read_message("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n"
		"Content-Encoding: gzip\r\n\r\n", chunked, &a, &m, NULL), OK);
	assert_text(m.body, page);
	assert_true(m.truncated); /* for want of the last chunk */
	arena_done(&a);
}

static void cut_codings_give_what_is_there(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct slice s = slice_str(page);
	const struct {
		const char *head;
		struct slice body;
	} cases[] = {
		{ "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", packed(s, 15 + 16, &a) },
		{ "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n", packed(s, 15, &a) },
		{ "HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n", zstd_packed(s, &a) },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t n = 5; n < cases[i].body.n; n++) {
			struct http_message m;
			struct slice part = slice_sub(cases[i].body, 0, n);
			assert_int_equal(read_message(cases[i].head, part, &a, &m, NULL), OK);
			assert_true(m.truncated);
			assert_true(slice_starts(s, m.body));
		}
	arena_done(&a);
}

static void brotli_is_undone(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct http_message m;
	static const char br[] = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n";
	struct slice body = SLICE("\x0b\x02\x80hello\x03");
	assert_int_equal(read_message(br, body, &a, &m, NULL), OK);
	assert_text(m.body, "hello");
	assert_false(m.truncated);
	assert_int_equal(read_message(br, slice_sub(body, 0, 6), &a, &m, NULL), OK);
	assert_true(m.truncated);
	/* Somebody has undone it before. */
	assert_int_equal(read_message(br, SLICE("<html><p>Hello"), &a, &m, NULL), OK);
	assert_text(m.body, "<html><p>Hello");
	arena_done(&a);
}

static void what_cannot_be_undone_is_named(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct http_message m;
	struct error e;
	static const char lzw[] = "HTTP/1.1 200 OK\r\nContent-Encoding: compress\r\n\r\n";
	assert_int_equal(read_message(lzw, SLICE("...."), &a, &m, &e), ERR_INPUT);
	assert_string_equal(e.msg, "content coding 'compress' is not supported");

	static const char gzip[] = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
	struct slice body = arena_dup(&a, packed(slice_str(page), 15 + 16, &a));
	memcpy((char *)(uintptr_t)body.p + 20, "\xff\xff\xff\xff\xff\xff", 6);
	assert_int_equal(read_message(gzip, body, &a, &m, &e), ERR_INPUT);
	assert_memory_equal(e.msg, "gzip body: damaged at byte ", 27);

	static const char many[] = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip, gzip\r\n"
		"Content-Encoding: gzip, gzip\r\n\r\n";
	assert_int_equal(read_message(many, body, &a, &m, &e), ERR_LIMIT);
	arena_done(&a);
}

static void bombs_do_not_go_off(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct http_message m;
	struct error e;
	char *zeros = calloc(1, 50 * MAX_BODY);
	assert_non_null(zeros);
	static const char gzip[] = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
	static const char zstd[] = "HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n";
	struct slice large = slice_of(zeros, 50 * MAX_BODY), whole = slice_of(zeros, MAX_BODY);
	assert_int_equal(read_message(gzip, packed(large, 15 + 16, &a), &a, &m, &e), ERR_LIMIT);
	assert_string_equal(e.msg, "gzip body: more than 100000 bytes when unpacked");
	assert_int_equal(read_message(zstd, zstd_packed(large, &a), &a, &m, &e), ERR_LIMIT);
	assert_int_equal(read_message(gzip, packed(whole, 15 + 16, &a), &a, &m, &e), OK);
	assert_int_equal(m.body.n, MAX_BODY);
	assert_int_equal(read_message("HTTP/1.1 200 OK\r\n\r\n", large, &a, &m, &e), ERR_LIMIT);
	assert_string_equal(e.msg, "a body of 5000000 bytes, more than 100000");
	free(zeros);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(start_lines_are_read),
		cmocka_unit_test(headers_are_read),
		cmocka_unit_test(chunks_are_joined),
		cmocka_unit_test(codings_are_undone),
		cmocka_unit_test(cut_codings_give_what_is_there),
		cmocka_unit_test(brotli_is_undone),
		cmocka_unit_test(what_cannot_be_undone_is_named),
		cmocka_unit_test(bombs_do_not_go_off),
	};
	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
