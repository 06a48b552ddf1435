/* server: addresses are taken apart, and nothing that was sent gets into a page unescaped. */
#include "test.h"

#include "server/pictures.h"
#include "layout/put.h"
#include "server/request.h"

static void targets_are_taken_apart(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct request r = { 0 };
	assert_true(request_target(&r, SLICE("/a//./b/%2e%2e/c%2Fd?q=x+y%26&q=2&n=7"), &a));
	assert_true(slice_is(r.path, "/a/c/d"));
	assert_true(slice_is(request_param(&r, "q"), "x y&"));
	assert_int_equal(r.params.n, 3);
	assert_int_equal(request_number(&r, "n", 0, 10, 1), 7);
	assert_int_equal(request_number(&r, "n", 0, 5, 1), 1);
	struct request up = { 0 };
	assert_true(request_target(&up, SLICE("/../../etc/passwd"), &a));
	assert_true(slice_is(up.path, "/etc/passwd"));
	assert_false(request_target(&up, SLICE("http://other/"), &a));
	request_cookies(&r, SLICE("lang=id; =x;theme=dark"), &a);
	assert_true(slice_is(request_cookie(&r, "theme"), "dark"));
	arena_done(&a);
}

static void assert_put(void (*put_fn)(struct buf *, struct slice), const char *text,
	const char *want)
{
	struct buf to = BUF_INIT(1 << 16);
	put_fn(&to, slice_str(text));
	assert_string_equal(to.p ? to.p : "", want);
	buf_done(&to);
}

static void text_is_escaped(void **state)
{
	(void)state;
	assert_put(put_text, "<b a=\"x\" c='y'>&", "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;");
	assert_put(put_url, "a b/\"&ü", "a%20b%2F%22%26%C3%BC");
}

static void only_harmless_addresses_are_links(void **state)
{
	(void)state;
	assert_put(put_link, "https://a.example/?x=1&y", "https://a.example/?x=1&amp;y");
	assert_put(put_link, "/search?q=1", "/search?q=1");
	assert_put(put_link, "javascript:alert(1)", "#");
	assert_put(put_link, " javascript:alert(1)", "#");
	assert_put(put_link, "data:text/html,x", "#");
	assert_put(put_link, "//other.example/", "#");
	assert_put(put_link, "/\\other.example/", "#");
}

static void pictures_are_known_by_their_bytes(void **state)
{
	(void)state;
	static const struct {
		struct slice bytes;
		const char *type;
	} cases[] = {
		{ { "\xff\xd8\xff\xe0 more", 9 }, "image/jpeg" },
		{ { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0", 24 }, "image/png" },
		{ { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1", 24 }, NULL },
		{ { "GIF89a\x40\0\x40\0", 10 }, "image/gif" },
		{ { "GIF89a\1\0\1\0", 10 }, NULL },
		{ { "RIFF\0\0\0\0WEBP", 12 }, "image/webp" },
		{ { "\0\0\0\x1c" "ftypavif", 12 }, "image/avif" },
		{ { "<svg xmlns=\"x\">", 15 }, NULL },
		{ { "<html>", 6 }, NULL },
		{ { "\xff\xd8", 2 }, NULL },
		{ { NULL, 0 }, NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *type = picture_type(cases[i].bytes);
		assert_true(type == cases[i].type ||
			(type && cases[i].type && strcmp(type, cases[i].type) == 0));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(targets_are_taken_apart),
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(only_harmless_addresses_are_links),
		cmocka_unit_test(pictures_are_known_by_their_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
