/* sanitise: the cases of tests/tables/sanitise.test, each also for being a fix point. */
#include "test.h"

#include "html/allow.h"
#include "html/sanitise.h"
#include "table.h"
#include "url/url.h"

static struct arena arena = ARENA_INIT;
static const struct slice base = { "http://news.example/a/b", 23 };

/* Sections: "base" and "no base" sanitise, "text" makes plain text. */
static void table_of_cases(void **state)
{
	(void)state;
	struct table t;
	struct table_case c;
	int cases = 0, bad = 0;
	table_open(&t, "sanitise.test");
	while (table_next(&t, &c)) {
		struct slice got, again = c.expected;
		if (slice_is(c.section, "text")) {
			got = html_to_text(c.input, &arena);
		} else {
			struct slice b = slice_is(c.section, "base") ? base : SLICE_NONE;
			got = html_sanitise(c.input, b, &arena).text;
			again = html_sanitise(got, b, &arena).text;
		}
		cases++;
		if (slice_eq(got, c.expected) && slice_eq(again, c.expected))
			continue;
		bad++;
		print_message("line %d:\nwant  %.*s\ngot   %.*s\nagain %.*s\n", c.line,
			SLICE_ARG(c.expected), SLICE_ARG(got), SLICE_ARG(again));
	}
	table_close(&t);
	print_message("%d cases\n", cases);
	assert_int_equal(bad, 0);
}

/* "\\xNN" and the like of a line of payloads.txt. */
static struct slice unescaped(struct slice line)
{
	static const char letters[] = "tn\\", means[] = "\t\n\\";
	char *to = arena_bytes(&arena, line.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i], next = i + 1 < line.n ? line.p[i + 1] : 0;
		const char *letter = c == '\\' && next ? strchr(letters, next) : NULL;
		if (letter) {
			c = means[letter - letters];
			i++;
		} else if (c == '\\' && next == 'x' && i + 3 < line.n) {
			const char hex[] = { line.p[i + 2], line.p[i + 3], 0 };
			c = (char)strtol(hex, NULL, 16);
			i += 3;
		}
		to[n++] = c;
	}
	return slice_of(to, n);
}

/* Is an element that was read back on the allow-list, with its attributes and their addresses? */
static bool is_allowed(const struct node *n)
{
	bool good = allow_tags[n->tag].allow == ALLOW_AS && allow_tags[n->tag].as == n->tag;
	for (uint32_t i = 0; i < n->n; i++) {
		const struct attr *a = &n->attrs[i];
		struct slice value = slice_of(a->value, a->value_n);
		bool media = a->id == ATTR_CONTROLS || a->id == ATTR_PRELOAD;
		good &= media || (allow_attrs[a->id].value && allow_attrs[a->id].as == a->id);
		if (a->id == ATTR_HREF || a->id == ATTR_SRC || a->id == ATTR_POSTER ||
			a->id == ATTR_CITE)
			good &= url_has_scheme(value, "http") || url_has_scheme(value, "https") ||
				url_has_scheme(value, "mailto");
	}
	return good;
}

static bool payload_is_harmless(struct slice payload)
{
	struct slice got = html_sanitise(payload, base, &arena).text;
	struct tree t;
	bool good = slice_eq(html_sanitise(got, base, &arena).text, got);
	assert_int_equal(tree_parse_fragment(got, TAG_DIV, &arena, &t, NULL), OK);
	for (uint32_t node = t.root; (node = tree_next(&t, node, t.root));)
		good &= tree_at(&t, node)->tag == TAG_TEXT || is_allowed(tree_at(&t, node));
	if (!good)
		print_message("%.*s\ngave  %.*s\n", SLICE_ARG(payload), SLICE_ARG(got));
	return good;
}

static void payloads_are_harmless(void **state)
{
	(void)state;
	int n = 0, bad = 0;
	size_t size = 0;
	char *line = NULL;
	FILE *f = fopen(TEST_TABLES "/payloads.txt", "r");
	assert_non_null(f);
	for (ssize_t len; (len = getline(&line, &size, f)) > 0;) {
		struct slice text = slice_of(line, (size_t)len - 1);
		if (text.n && *text.p == '#')
			continue;
		n++;
		bad += !payload_is_harmless(unescaped(arena_dup(&arena, text)));
	}
	free(line);
	fclose(f);
	assert_true(n >= 150);
	assert_int_equal(bad, 0);
}

static void control_characters_are_dropped(void **state)
{
	(void)state;
	static const char text[] = "a\0b\x01" "c\x7f" "d\xc2\x85" "e\r\nf\fg\th&#1;&#x9f;i";
	struct slice source = slice_of(text, sizeof text - 1);
	assert_text(html_sanitise(source, SLICE_NONE, &arena).text, "abcde\nf g\thŸi");
	assert_text(html_of_text(SLICE("<\x02&\">\r"), &arena).text, "&lt;&amp;&quot;&gt;\n");
}

static void parts_of_a_page_are_written(void **state)
{
	(void)state;
	struct slice source = SLICE("<title>t</title><div class=x><p id=y>a<p>b</div>c");
	struct tree t;
	assert_int_equal(tree_parse(source, &arena, &t, NULL), OK);
	uint32_t div = tree_find(&t, t.root, 0, TAG_DIV);
	assert_text(html_of_node(&t, div, base, &arena).text, "<div><p>a</p><p>b</p></div>");
	assert_text(html_of_node(&t, t.root, base, &arena).text, "<div><p>a</p><p>b</p></div>c");
	assert_text(html_of_node(&t, tree_at(&t, div)->first, base, &arena).text, "<p>a</p>");
}

/* A long base address and deep nesting cannot make much of little. */
static void output_is_bounded(void **state)
{
	(void)state;
	enum { N = 20000 };
	static char text[N * 12], long_base[6000];
	memset(long_base, 'x', sizeof long_base);
	memcpy(long_base, "http://h/", 9);
	long_base[sizeof long_base - 1] = '/';
	for (size_t i = 0; i < N; i++)
		memcpy(text + i * 12, "<a href=y>z ", 12);
	struct slice b = slice_of(long_base, sizeof long_base);
	struct slice got = html_sanitise(slice_of(text, sizeof text), b, &arena).text;
	assert_true(got.n < 32 * sizeof text);
	assert_true(slice_ends(got, SLICE("</a>")));
	for (size_t i = 0; i < N; i++)
		memcpy(text + i * 12, "<div><b><ul>", 12);
	got = html_sanitise(slice_of(text, sizeof text), b, &arena).text;
	assert_true(slice_eq(html_sanitise(got, b, &arena).text, got));
}

static void declared_charsets_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *page, *want;
	} cases[] = {
		{ "<html><head><meta charset=\"gbk\">", "gbk" },
		{ "<META http-equiv=Content-Type content='text/html; charset = Shift_JIS'>",
			"Shift_JIS" },
		{ "<meta content='text/html; charset=\"koi8-r\"' http-equiv=content-type>",
			"koi8-r" },
		{ "<meta name=a content='x charset=koi8-r'><meta charset=utf-8>", "utf-8" },
		{ "<!-- <meta charset=big5> --><p title='<meta charset=big5>'><meta charset=x>",
			"x" },
		{ "<?xml version='1.0' encoding='ISO-8859-2'?><html>", "ISO-8859-2" },
		{ "<meta charset=' latin1 '>", "latin1" },
		{ "<meta http-equiv=refresh content='0;charset=x'>", "" },
		{ "<p>charset=gbk", "" },
		{ "", "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(tree_declared_charset(slice_str(cases[i].page)), cases[i].want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_of_cases),
		cmocka_unit_test(payloads_are_harmless),
		cmocka_unit_test(control_characters_are_dropped),
		cmocka_unit_test(parts_of_a_page_are_written),
		cmocka_unit_test(output_is_bounded),
		cmocka_unit_test(declared_charsets_are_found),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_done(&arena);
	return failed;
}
