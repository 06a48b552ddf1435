/* read: what bytes are, and what articles come of them and of WARC records. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "table.h"

#include "model/article_json.h"
#include "read/read.h"

/* "\x41\n\0" of a table as the bytes that it means. */
static struct slice bytes_of(struct slice s, struct arena *a)
{
	static const char from[] = "nrt0\\", to[] = "\n\r\t\0\\";
	char *p = arena_bytes(a, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\\' || i + 1 == s.n) {
			p[n++] = s.p[i];
			continue;
		}
		char c = s.p[++i];
		if (c == 'x') {
			char digits[3] = { s.p[i + 1], s.p[i + 2], 0 };
			p[n++] = (char)strtol(digits, NULL, 16);
			i += 2;
		} else {
			p[n++] = to[strchr(from, c) - from];
		}
	}
	return slice_of(p, n);
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	struct error e = { 0 };
	enum read_kind kind = read_kind(bytes_of(c->input, out), &e);
	return arena_dup(out, slice_str(kind == READ_UNKNOWN ? e.msg : read_kind_name(kind)));
}

static void kinds_are_told(void **state)
{
	(void)state;
	table_holds("kinds.test", answer);
}

/* All articles as JSON lines, then all failures. */
static struct slice told(const articles *list, const read_failures *failures, struct arena *a)
{
	struct buf to = BUF_INIT(1 << 20);
	for (size_t i = 0; i < list->n; i++) {
		article_json_write(list->at[i], &to);
		buf_byte(&to, '\n');
	}
	for (size_t i = 0; i < failures->n; i++)
		buf_printf(&to, "%.*s: %.*s\n", SLICE_ARG(failures->at[i].place),
			SLICE_ARG(failures->at[i].message));
	struct slice text = arena_dup(a, buf_text(&to));
	buf_done(&to);
	return text;
}

static struct slice read_lines(struct slice lines, uint64_t first, struct arena *a)
{
	articles list = { 0 };
	read_failures failures = { 0 };
	struct read_hint hint = { .line = first };
	assert_int_equal(read_articles(READ_JSONL, lines, &hint, a, &list, &failures, NULL), OK);
	return told(&list, &failures, a);
}

static void a_bad_line_is_alone(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	static const char lines[] = "\xef\xbb\xbf{\"title\":\"One\",\"lang\":\"en\"}\r\n"
		"\n"
		"{\"title\":\"Two\"\n"
		"{\"title\":7}\n"
		"{\"title\":\" \"}\n"
		"[]\n"
		"{\"title\":\"Caf\xe9\"}\n"
		"{\"title\":\"Last\",\"lang\":\"en\"}";
	assert_text(read_lines(slice_str(lines), 0, &a),
		"{\"title\":\"One\",\"lang\":\"en\",\"blocks\":[],\"text\":\"\"}\n"
		"{\"title\":\"Last\",\"lang\":\"en\",\"blocks\":[],\"text\":\"\"}\n"
		"line 3: column 15: ends too early\n"
		"line 4: 'title' is a number, not a string\n"
		"line 5: neither title nor text, but for white space\n"
		"line 6: column 1: no object\n"
		"line 7: column 14: invalid UTF-8 in a string\n");
	assert_text(read_lines(SLICE("{\n"), 20001, &a), "line 20001: column 2: ends too early\n");
	arena_done(&a);
}

static void json_articles_are_cleaned(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	/* Decomposed letters, white space, a control character, a region, dates as people write
	 * them. */
	static const char line[] = "{\"title\":\" Cafe\\u0301\\u00a0 de\\n la\\u0000 Paix \","
		"\"url\":\"https://www.News.example/a\",\"lang\":\"fr-CA\","
		"\"tags\":[\" \",\"x\\ty\"],"
		"\"date\":\"Wed, 09 Feb 2022 10:15:00 +0700\",\"blocks\":["
		"{\"type\":\"list\",\"text\":\"\\none\\r\\n  two\\n\"},{\"text\":\"\\u200b \"}]}";
	assert_text(read_lines(slice_str(line), 0, &a),
		"{\"title\":\"Caf\xc3\xa9 de la Paix\",\"url\":\"https://www.News.example/a\","
		"\"source\":\"news.example\",\"published\":\"2022-02-09T10:15:00+07:00\","
		"\"published_from\":\"given\",\"lang\":\"fr\",\"tags\":[\"x y\"],"
		"\"blocks\":[{\"type\":\"list\",\"text\":\"one\\n  two\"}],"
		"\"text\":\"one\\n  two\"}\n");
	arena_done(&a);
}

static void long_lines_are_refused(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	size_t n = READ_MAX_LINE + 100;
	char *text = malloc(n);
	assert_non_null(text);
	memset(text, ' ', n);
	text[n - 1] = '\n';
	memcpy(text, "{\"title\":\"T\"}", 13);
	assert_text(read_lines(slice_of(text, n), 1, &a),
		"line 1: line of 16777315 bytes, more than 16 MiB\n");
	free(text);
	arena_done(&a);
}

static void defaults_are_set(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct slice text = read_lines(SLICE("{\"title\":\"T\","
		"\"url\":\"http://a.example/x\",\"text\":\"The old well in the "
		"market square was opened again on Sunday after the town had "
		"paid for a new wall around it, which took the masons three weeks.\"}\n"
		"{\"title\":\"T\",\"url\":\"http://a.example/x\",\"source\":\"The A\","
		"\"text\":\"12 34\"}"), 1, &a);
	struct slice first;
	assert_true(slice_next_line(&text, &first));
	assert_true(slice_find(first, SLICE("\"source\":\"a.example\""), 0) != SIZE_MAX);
	assert_true(slice_find(first, SLICE("\"lang\":\"en\""), 0) != SIZE_MAX);
	assert_true(slice_find(text, SLICE("\"source\":\"The A\""), 0) != SIZE_MAX);
	assert_true(slice_find(text, SLICE("\"lang\""), 0) == SIZE_MAX);
	arena_done(&a);
}

static void wrong_use_is_refused(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	articles list = { 0 };
	read_failures failures = { 0 };
	struct read_hint hint = { 0 };
	struct error e = { 0 };
	assert_int_equal(read_articles(READ_WARC, SLICE("x"), &hint, &a, &list, &failures, &e),
		ERR_USAGE);
	assert_int_equal(read_articles(READ_UNKNOWN, SLICE("x"), &hint, &a, &list, &failures, &e),
		ERR_USAGE);
	char *large = calloc(1, READ_MAX_BYTES + 1);
	assert_non_null(large);
	assert_int_equal(read_articles(READ_DUMP, slice_of(large, READ_MAX_BYTES + 1), &hint, &a,
		&list, &failures, &e), ERR_LIMIT);
	assert_non_null(strstr(e.msg, "more than 64 MiB"));
	free(large);
	arena_done(&a);
}

#define DUMP \
	"The old well is open again\n" \
	"9 February 2022\n\n" \
	"The old well in the market square was opened again on Sunday, after the town had paid " \
	"for a new wall around it, which took the masons three weeks to build.\n\n" \
	"\"It has the best water in the valley,\" said the mayor, who drank the first cup, while " \
	"two hundred people stood around him and the band of the fire brigade played.\n"

/* 33 bytes of UTF-8 beyond doubt. */
#define MARKS "\xe2\x80\x9c\xe2\x80\x9d\xe2\x80\x98\xe2\x80\x99\xe2\x80\x94\xe2\x82\xac" \
	"\xe6\x96\xb0\xe9\x97\xbb\xe6\x96\xb0\xe9\x97\xbb\xe2\x80\xa6"

#define PAGE \
	"<!DOCTYPE html><html lang=en><head><title>The old well is open again</title></head>" \
	"<body>" \
	"<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><article>" \
	"<h1>The old well is open again</h1><p>The old well in the market square was opened " \
	"again on Sunday, after the town had paid for a new wall around it, which took the " \
	"masons three weeks to build.</p><p>\"It has the best water in the valley,\" said the " \
	"mayor, who drank the first cup, while two hundred people stood around him and the band " \
	"of the fire brigade played.</p></article></body></html>"

#define FEED \
	"<rss version='2.0'><channel><title>The Valley Post</title><item><title>The old well is " \
	"open again</title><link>/well</link><description>The old well in the market square " \
	"was opened again on Sunday, after the town had paid for a new wall.</description>" \
	"</item></channel></rss>"

static const struct record_case {
	const char *type, *uri, *content_type, *block;
	const char *holds; /* in what is told; "" where there is nothing; "error: ..." */
} record_cases[] = {
	{ "warcinfo", "", "application/warc-fields", "software: x\r\n", "" },
	{ "request", "http://a.example/", "application/http", "GET / HTTP/1.1\r\n\r\n", "" },
	{ "revisit", "http://a.example/", "application/http", "HTTP/1.1 200 OK\r\n\r\n", "" },
	{ "metadata", "http://a.example/", "text/plain", DUMP, "" },
	{ "conversion", "http://a.example/well", "text/plain", DUMP,
	  "\"url\":\"http://a.example/well\",\"source\":\"a.example\"" },
	{ "conversion", "http://a.example/well", "image/png", "\x89PNG\r\n\x1a\n", "" },
	{ "conversion", "http://a.example/well", "text/plain", "\x89PNG\r\n\x1a\n",
	  "error: binary data (PNG image)" },
	{ "resource", "file:///tmp/a.jsonl#line=7", "application/x-ndjson", "{\"title\":1}\n",
	  "line 7: 'title' is a number" },
	{ "resource", "file:///tmp/a.txt", "text/plain", DUMP, "drank the first cup" },
	{ "resource", "file:///tmp/a.txt", "text/plain", DUMP "Le caf\xe9 \xe0 c\xf4t\xe9 du puits "
	  "est rouvert d\xe8s aujourd'hui, a dit le maire, qui a bu le premier verre.\n",
	  "Le caf\xc3\xa9 \xc3\xa0 c\xc3\xb4t\xc3\xa9 du puits" },
	{ "resource", "file:///tmp/a.txt", "text/plain", MARKS "caf\xe9 \n" DUMP,
	  "error: invalid UTF-8 at byte 36" },
	{ "conversion", "http://a.example/well", "text/plain", MARKS "caf\xe9 \n" DUMP,
	  "drank the first cup" },
	{ "resource", "file:///tmp/a.txt", "text/plain", DUMP MARKS "\xe2\x80",
	  "drank the first cup" },
	{ "resource", "file:///tmp/a.png", "application/octet-stream", "\x89PNG\r\n\x1a\n",
	  "error: binary data (PNG image)" },
	{ "resource", "http://a.example/a.png", "image/png", "\x89PNG\r\n\x1a\n", "" },
	{ "resource", "http://a.example/a", "text/plain", "", "" },
	{ "resource", "http://a.example/a", "", "WARC/1.0\r\n\r\n",
	  "error: a WARC file inside a record" },
	{ "response", "http://a.example/a.txt", "application/http",
	  "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" DUMP, "drank the first cup" },
	{ "response", "http://a.example/a", "application/http",
	  "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" PAGE,
	  "drank the first cup" },
	{ "response", "http://a.example/a", "application/http", "HTTP/1.1 200 OK\r\n\r\n" PAGE,
	  "\"title\":\"The old well is open again\",\"url\":\"http://a.example/a\"" },
	{ "response", "http://a.example/feed", "application/http",
	  "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n" FEED,
	  "\"url\":\"http://a.example/well\"" },
	{ "response", "http://a.example/feed.json", "application/http",
	  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
	  "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\",\"items\":["
	  "{\"id\":\"1\",\"title\":\"The old well\",\"content_text\":\"It is open again.\"}]}",
	  "\"title\":\"The old well\"" },
	{ "resource", "file:///tmp/a.html", "text/html", PAGE, "drank the first cup" },
	{ "response", "http://a.example/a.txt", "application/http",
	  "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\n" DUMP, "" },
	{ "response", "http://a.example/a.css", "application/http",
	  "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\n" DUMP, "" },
	{ "response", "http://a.example/a.json", "application/http",
	  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"id\":1}", "" },
	{ "response", "http://a.example/a", "application/http",
	  "HTTP/1.1 200 OK\r\nContent-Encoding: compress\r\n\r\n....",
	  "error: content coding 'compress' is not supported" },
	{ "response", "http://a.example/a", "application/http", "nonsense",
	  "error: no HTTP message" },
	{ "response", "dns:a.example", "text/dns", "a.example. 300 IN A 192.0.2.1", "" },
	{ "response", "http://a.example/a", "application/http",
	  "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\x89PNG\r\n\x1a\n",
	  "error: binary data (PNG image)" },
};

static void records_are_read(void **state)
{
	(void)state;
	char nul_at[40];
	struct arena a = ARENA_INIT;
	for (size_t i = 0; i < sizeof record_cases / sizeof *record_cases; i++) {
		const struct record_case *c = &record_cases[i];
		struct warc_record record = { .type = slice_str(c->type), .uri = slice_str(c->uri),
			.content_type = slice_str(c->content_type), .block = slice_str(c->block) };
		articles list = { 0 };
		read_failures failures = { 0 };
		struct error e = { 0 };
		struct slice got;
		if (read_record(&record, READ_UNKNOWN, &a, &list, &failures, &e) != OK)
			got = arena_printf(&a, "error: %s", e.msg);
		else
			got = told(&list, &failures, &a);
		bool holds = slice_find(got, slice_str(c->holds), 0) != SIZE_MAX;
		if (!holds || (!*c->holds && got.n))
			fail_msg("case %zu: want '%s', got '%.*s'", i, c->holds, SLICE_ARG(got));
	}
	/* A NUL cannot stand in the table. */
	static const char nul[] = DUMP "of\0course\n";
	struct warc_record with_nul = { .type = SLICE("resource"), .uri = SLICE("file:///a"),
		.block = slice_of(nul, sizeof nul - 1) };
	struct error why = { 0 };
	articles none = { 0 };
	read_failures failed = { 0 };
	assert_int_equal(read_record(&with_nul, READ_UNKNOWN, &a, &none, &failed, &why), ERR_INPUT);
	snprintf(nul_at, sizeof nul_at, "NUL byte at %zu", strlen(nul));
	assert_string_equal(why.msg, nul_at);

	struct warc_record cut = { .type = SLICE("resource"), .cut = true, .length = 100000000 };
	articles list = { 0 };
	read_failures failures = { 0 };
	struct error e = { 0 };
	assert_int_equal(read_record(&cut, READ_UNKNOWN, &a, &list, &failures, &e), ERR_LIMIT);
	assert_string_equal(e.msg, "block of 100000000 bytes, more than 64 MiB");
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told),
		cmocka_unit_test(a_bad_line_is_alone),
		cmocka_unit_test(json_articles_are_cleaned),
		cmocka_unit_test(long_lines_are_refused),
		cmocka_unit_test(defaults_are_set),
		cmocka_unit_test(wrong_use_is_refused),
		cmocka_unit_test(records_are_read),
	};
	return cmocka_run_group_tests_name("read", tests, NULL, NULL);
}
