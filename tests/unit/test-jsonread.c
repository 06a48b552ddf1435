/* jsonread: what is JSON and what is not, after RFC 8259. */
#include "test.h"

#include "base/jsonread.h"

static bool is_json(struct slice s)
{
	struct json_reader j = json_reader_over(s);
	return json_skip(&j) && json_end_of_text(&j);
}

static void json_is_taken(void **state)
{
	(void)state;
	static const char *const good[] = { "{}", "[]", "0", "-0", "1.5e+3", "1E-2", "true",
		"false", "null", "\"\"", " [ 1 , 2 ] \r\n\t",
		"{\"a\":{\"b\":[{},[],\"c\"]},\"d\":null}",
		"\"\\u00e9\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
		"\"\xc3\xa9 \xe4\xb8\xad \xf0\x9f\x98\x80\"",
		"[[[[[[[[[]]]]]]]]]" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!is_json(slice_str(good[i])))
			fail_msg("refused: %s", good[i]);
}

static void nonsense_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "", " ", "{", "[", "}", "]", "{]", "[}", "[1,]", "[,1]",
		"[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "01", "1.", ".5",
		"-", "1e", "+1", "tru", "nul", "True", "\"", "\"\\\"", "\"\\x\"",
		"\"\\u12g4\"", "\"\\u12",
		"\"a\nb\"", "\"\x01\"", "\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"",
		"\"\xf4\x90\x80\x80\"", "\"\xe4\xb8\"", "\"\\\xc3\xa9\"", "{} {}", "[] x", "'a'",
		"// no\n1", "\xef\xbb\xbf{}" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (is_json(slice_str(bad[i])))
			fail_msg("taken: %s", bad[i]);
	assert_false(is_json(slice_of("\"a\0b\"", 5)));
	assert_false(is_json(slice_of("1\0", 2)));
}

static void depth_is_bounded(void **state)
{
	(void)state;
	static char deep[2 * JSON_MAX_DEPTH + 2];
	memset(deep, '[', JSON_MAX_DEPTH);
	memset(deep + JSON_MAX_DEPTH, ']', JSON_MAX_DEPTH);
	assert_true(is_json(slice_of(deep, 2 * JSON_MAX_DEPTH)));
	memset(deep, '[', JSON_MAX_DEPTH + 1);
	memset(deep + JSON_MAX_DEPTH + 1, ']', JSON_MAX_DEPTH + 1);
	assert_false(is_json(slice_of(deep, 2 * JSON_MAX_DEPTH + 2)));
}

static void strings_are_undone(void **state)
{
	(void)state;
	static const struct {
		const char *json, *text;
	} cases[] = {
		{ "\"\"", "" },
		{ "\"plain text, longer than eight bytes\"",
		  "plain text, longer than eight bytes" },
		{ "\"a\\nb\\tc\\\\d\\/e\\\"f\"", "a\nb\tc\\d/e\"f" },
		{ "\"\\u0041\\u00e9\\u4e2d\\ud83d\\ude00!\"",
		  "A\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80!" },
		{ "\"\\ud83d\\ud83d\\ude00\"", "\xef\xbf\xbd\xf0\x9f\x98\x80" },
		{ "\"\\ude00 \\ud83d\"", "\xef\xbf\xbd \xef\xbf\xbd" },
		{ "\"\\ud83d\\u0041\"", "\xef\xbf\xbd" "A" },
	};
	struct arena a = ARENA_INIT;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json_reader j = json_reader_over(slice_str(cases[i].json));
		struct slice text;
		assert_true(json_take_text(&j, &a, &text));
		assert_true(json_end_of_text(&j));
		assert_text(text, cases[i].text);
	}
	arena_done(&a);
}

static void places_are_named(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		size_t at;
		const char *problem;
	} cases[] = {
		{ "{\"a\": tru}", 6, "no value" },
		{ "{\"a\" 1}", 5, "no colon behind a key" },
		{ "{\"a\": \"b\\q\"}", 8, "a wrong escape in a string" },
		{ "[1, \"ab", 7, "a string without an end" },
		{ "[1", 2, "ends too early" },
		{ "[\"\xff\"]", 2, "invalid UTF-8 in a string" },
		{ "1 2", 2, "something behind the end" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json_reader j = json_reader_over(slice_str(cases[i].json));
		assert_false(json_skip(&j) && json_end_of_text(&j));
		assert_string_equal(j.problem, cases[i].problem);
		assert_int_equal(j.at, cases[i].at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_is_taken),
		cmocka_unit_test(nonsense_is_refused),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(strings_are_undone),
		cmocka_unit_test(places_are_named),
	};
	return cmocka_run_group_tests_name("jsonread", tests, NULL, NULL);
}
