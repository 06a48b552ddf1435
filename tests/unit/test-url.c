/* url: parts, joining (RFC 3986, 5.4), one form for all spellings. */
#include "test.h"

#include "url/url.h"

static struct arena arena = ARENA_INIT;

static void parts_are_told_apart(void **state)
{
	(void)state;
	struct url u;
	assert_true(url_parse(SLICE(" HTTPS://me:pw@News.Example:8080/a/b?q=1#top\n"), &arena, &u));
	assert_text(u.scheme, "HTTPS");
	assert_text(u.user, "me:pw");
	assert_text(u.host, "News.Example");
	assert_text(u.port, "8080");
	assert_text(u.path, "/a/b");
	assert_text(u.query, "q=1");
	assert_text(u.fragment, "top");
	assert_true(url_parse(SLICE("mailto:desk@news.example"), &arena, &u));
	assert_false(u.has_authority);
	assert_text(u.path, "desk@news.example");
	assert_true(url_parse(SLICE("http://[2001:db8::1]/x"), &arena, &u));
	assert_text(u.host, "[2001:db8::1]");
	assert_false(url_parse(SLICE("http://"), &arena, &u));
	assert_false(url_parse(SLICE("http://host:99999/"), &arena, &u));
	assert_false(url_parse(SLICE("http://two words/"), &arena, &u));
	assert_false(url_parse(SLICE(""), &arena, &u));
}

static void references_are_joined(void **state)
{
	(void)state;
	static const struct {
		const char *ref, *want;
	} cases[] = {
		{ "g:h", "g:h" },
		{ "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" },
		{ "//g", "http://g/" },
		{ "?y", "http://a/b/c/d;p?y" },
		{ "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q#s" },
		{ "g#s", "http://a/b/c/g#s" },
		{ "g?y#s", "http://a/b/c/g?y#s" },
		{ ";x", "http://a/b/c/;x" },
		{ "g;x?y#s", "http://a/b/c/g;x?y#s" },
		{ "", "http://a/b/c/d;p?q" },
		{ ".", "http://a/b/c/" },
		{ "./", "http://a/b/c/" },
		{ "..", "http://a/b/" },
		{ "../g", "http://a/b/g" },
		{ "../..", "http://a/" },
		{ "../../g", "http://a/g" },
		{ "../../../g", "http://a/g" },
		{ "/./g", "http://a/g" },
		{ "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." },
		{ "..g", "http://a/b/c/..g" },
		{ "./g/.", "http://a/b/c/g/" },
		{ "g/../h", "http://a/b/c/h" },
		{ "g;x=1/../y", "http://a/b/c/y" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "http:g", "http://a/b/c/g" },
		{ "%2e%2E/g", "http://a/b/g" },
		{ "\\\\evil\\x", "http://evil/x" },
		{ "///evil", "http://evil/" },
		{ "https:\\\\h\\p\\..\\q", "https://h/q" },
		{ " g\n h ", "http://a/b/c/g%20h" },
		{ "caf\xc3\xa9?\"x\"", "http://a/b/c/caf%C3%A9?%22x%22" },
		{ "java\tscript:alert(1)", "javascript:alert(1)" },
		{ "http://two words/", "" },
		{ "//", "" },
	};
	struct slice base = SLICE("http://a/b/c/d;p?q");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(url_resolve(slice_str(cases[i].ref), base, &arena), cases[i].want);
	assert_text(url_resolve(SLICE("a b"), SLICE_NONE, &arena), "a%20b");
	assert_text(url_resolve(SLICE("x"), SLICE("http://a"), &arena), "http://a/x");
	assert_text(url_resolve(SLICE("?x"), SLICE("http://a"), &arena), "http://a/?x");
	assert_text(url_resolve(SLICE("x"), SLICE("mailto:a"), &arena), "x");
}

static void spellings_become_one(void **state)
{
	(void)state;
	static const struct {
		const char *spelling, *want;
	} cases[] = {
		{ "HTTP://News.Example:80", "http://news.example/" },
		{ "https://news.example:443/?#x", "https://news.example/" },
		{ "https://news.example:80/", "https://news.example:80/" },
		{ "http://a/%7euser/%e9%C3?%41=%2f", "http://a/~user/%E9%C3?A=%2F" },
		{ "http://a/b/./c/../d/", "http://a/b/d/" },
		{ "http://a/x y", "http://a/x%20y" },
		{ "http://a/%zz%", "http://a/%zz%" },
		{ "mailto:A@b", "mailto:A@b" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct slice once = url_normalise(slice_str(cases[i].spelling), &arena);
		assert_text(once, cases[i].want);
		assert_text(url_normalise(once, &arena), cases[i].want);
	}
}

static void hosts_schemes_and_bytes(void **state)
{
	(void)state;
	assert_text(url_host(SLICE("https://www.News.Example:8443/x"), &arena), "news.example");
	assert_text(url_host(SLICE("/x"), &arena), "");
	assert_true(url_has_scheme(SLICE("\x01 JaVa\nScript\t:x"), "javascript"));
	assert_false(url_has_scheme(SLICE("javascripts:x"), "javascript"));
	assert_false(url_has_scheme(SLICE("java"), "javascript"));
	assert_text(url_decode(SLICE("a%20b%2"), &arena), "a b%2");
}

static void long_addresses_are_none(void **state)
{
	(void)state;
	static char text[URL_MAX * 2];
	memset(text, ' ' + 1, sizeof text);
	memcpy(text, "http://a/", 9);
	struct url u;
	assert_false(url_parse(slice_of(text, sizeof text), &arena, &u));
	assert_text(url_resolve(slice_of(text, sizeof text), SLICE_NONE, &arena), "");
	memset(text + 9, '<', URL_MAX / 2);
	assert_text(url_resolve(slice_of(text, URL_MAX / 2), SLICE_NONE, &arena), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_told_apart),
		cmocka_unit_test(references_are_joined),
		cmocka_unit_test(spellings_become_one),
		cmocka_unit_test(hosts_schemes_and_bytes),
		cmocka_unit_test(long_addresses_are_none),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_done(&arena);
	return failed;
}
