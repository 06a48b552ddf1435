/* utf8: validity against the standard's own borders, and tables of what cleaning and folding do. */
#include "test.h"

#include <stdlib.h>

#include "table.h"
#include "text/utf8.h"

#include <utf8proc.h>

static void valid_is_as_the_standard_has_it(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t valid;
	} cases[] = {
		{ "plain", 5 },
		{ "\xC2\x80\xDF\xBF", 4 },
		{ "\xC0\x80", 0 },
		{ "\xC1\xBF", 0 },
		{ "\xE0\xA0\x80\xEF\xBF\xBF", 6 },
		{ "\xE0\x9F\xBF", 0 },
		{ "\xED\x9F\xBF\xEE\x80\x80", 6 },
		{ "\xED\xA0\x80", 0 },
		{ "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 8 },
		{ "\xF0\x8F\xBF\xBF", 0 },
		{ "\xF4\x90\x80\x80", 0 },
		{ "\xF5\x80\x80\x80", 0 },
		{ "ab\xE2\x82", 2 },
		{ "a long run of ASCII, then\x80", 25 },
		{ "a long run of ASCII, then \xC3\xA9 and more of it", 43 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(utf8_valid(slice_str(cases[i].bytes)), cases[i].valid);
}

static void every_character_comes_back(void **state)
{
	(void)state;
	char bytes[4];
	for (uint32_t cp = 0; cp < 0x110000; cp++) {
		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		size_t n = utf8_put(cp, bytes), len;
		assert_int_equal(utf8_at(slice_of(bytes, n), 0, &len), cp);
		assert_int_equal(len, n);
		assert_int_equal(utf8_valid(slice_of(bytes, n)), n);
		assert_int_equal(utf8_count(slice_of(bytes, n)), 1);
	}
}

/* Behind letters that compose with much, cleaning agrees with the library's own NFC, but for what
 * it drops. */
static void clean_is_nfc(void **state)
{
	(void)state;
	static const uint32_t before[] = { 0, 'e', 0x915, 0x9C7, 0xBC6, 0xCCA, 0xDD9, 0x1025,
		0x1B05, 0xAC00, 0x1100, 0x304B, 0x627, 0x3B1, 0x438, 0x11131 };
	struct arena a = ARENA_INIT;
	for (size_t b = 0; b < sizeof before / sizeof *before; b++)
		for (uint32_t cp = 0xA0; cp < 0x20000; cp += cp == 0xD7FF ? 0x801 : 1) {
			char bytes[9];
			size_t n = before[b] ? utf8_put(before[b], bytes) : 0;
			n += utf8_put(cp, bytes + n);
			bytes[n] = 0;
			struct slice got = utf8_clean(slice_of(bytes, n), &a);
			utf8proc_uint8_t *nfc = utf8proc_NFC((const utf8proc_uint8_t *)bytes);
			bool kept = utf8_count(got) > (before[b] ? 1u : 0u) ||
				strlen((char *)nfc) == got.n;
			/* U+11A7 is no final consonant, though the library takes it for one. */
			bool other = cp == 0x2028 || cp == 0x2029 || cp == 0x11A7;
			if (kept && !other && !slice_is(got, (char *)nfc))
				fail_msg("%x behind %x: '%.*s'", cp, before[b], SLICE_ARG(got));
			free(nfc);
			arena_reset(&a);
		}
	arena_done(&a);
}

/* "\u{E9}" is a character, "\x{E9}" a byte, "\n" a line end; anything else stands for itself. */
static struct slice unescaped(struct slice s, struct arena *a)
{
	char *to = arena_bytes(a, s.n + 4);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		struct slice rest = slice_from(s, i);
		bool byte = slice_starts(rest, SLICE("\\x{"));
		if (byte || slice_starts(rest, SLICE("\\u{"))) {
			char *end;
			uint32_t cp = (uint32_t)strtoul(s.p + i + 3, &end, 16);
			if (byte)
				to[n++] = (char)cp;
			else
				n += utf8_put(cp, to + n);
			i = (size_t)(end - s.p);
		} else if (slice_starts(rest, SLICE("\\n"))) {
			to[n++] = '\n';
			i++;
		} else {
			to[n++] = s.p[i];
		}
	}
	return slice_of(to, n);
}

static void tables_hold(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct table t;
	struct table_case c;
	int bad = 0;
	table_open(&t, "utf8.test");
	while (table_next(&t, &c)) {
		struct slice in = unescaped(c.input, &a), got, again;
		struct slice want = unescaped(c.expected, &a);
		struct slice (*change)(struct slice, struct arena *) =
			slice_is(c.section, "clean")  ? utf8_clean
			: slice_is(c.section, "fold") ? utf8_fold
						      : utf8_squeeze;
		got = change(in, &a);
		again = change(got, &a);
		if (slice_eq(got, want) && again.p == got.p && again.n == got.n)
			continue;
		bad++;
		print_error("utf8.test:%d: '%.*s': want '%.*s', got '%.*s', then '%.*s'\n", c.line,
			SLICE_ARG(c.input), SLICE_ARG(want), SLICE_ARG(got), SLICE_ARG(again));
	}
	table_close(&t);
	arena_done(&a);
	assert_int_equal(bad, 0);
}

static void clean_text_is_returned_itself(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	static const char *const texts[] = { "", "plain", "one\n\ttwo",
		"é Ж 中文 กำลัง عَرَبي हिन्दी", "Tiếng Việt", "한국어", "👩‍👩‍👧" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_ptr_equal(utf8_clean(slice_str(texts[i]), &a).p, texts[i]);
	struct slice s = SLICE("  two words  ");
	assert_ptr_equal(utf8_squeeze(s, &a).p, s.p + 2);
	assert_int_equal(utf8_squeeze(s, &a).n, 9);
	assert_int_equal(a.total, 0);
	arena_done(&a);
}

static void utf8_that_was_encoded_twice_is_undone(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "It\u00e2\u20ac\u2122s the caf\u00c3\u00a9.", "It\u2019s the caf\u00e9." },
		/* taken for Latin 1 */
		{ "It\xc3\xa2\xc2\x80\xc2\x99s the caf\u00c3\u00a9, \u00c3\u00ad.",
			"It\u2019s the caf\u00e9, \u00ed." },
		{ "\u00f0\u0178\u02dc\u20ac and \u00c3\u00a9", "\U0001f600 and \u00e9" },
		/* one sign that is not, one sign alone, none */
		{ "\u00c3\u00a9 and \u00c3\u00a8 and \u2019", NULL },
		{ "\u00c3\u00a9", NULL },
		{ "S\u00c3O and \u00c2nimo, p\u00e2t\u00e9", NULL },
		{ "\u00c3\u00a9 and \u00c3", NULL },
		{ "\u00c3\u00a9 \u00c3\u00a8 \xff", NULL },
		{ "nothing but ASCII here", NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = ARENA_INIT;
		struct slice s = slice_str(cases[i][0]), got = utf8_undouble(s, &a);
		if (cases[i][1])
			assert_text(got, cases[i][1]);
		else
			assert_ptr_equal(got.p, s.p);
		arena_done(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_is_as_the_standard_has_it),
		cmocka_unit_test(every_character_comes_back),
		cmocka_unit_test(clean_is_nfc),
		cmocka_unit_test(tables_hold),
		cmocka_unit_test(clean_text_is_returned_itself),
		cmocka_unit_test(utf8_that_was_encoded_twice_is_undone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
