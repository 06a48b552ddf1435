/* charset: labels, evidence and its order, guesses in many languages, text and binary files. */
#include "test.h"

#include <stdlib.h>

#include "base/map.h"
#include "table.h"
#include "text/charset.h"
#include "text/encoding.h"
#include "text/utf8.h"

/* "\xNN" in `s` as a byte. */
static struct slice unescaped(struct slice s, struct arena *a)
{
	char *to = arena_bytes(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (i + 3 < s.n && s.p[i] == '\\' && s.p[i + 1] == 'x') {
			char digits[3] = { s.p[i + 2], s.p[i + 3], 0 };
			to[n++] = (char)strtoul(digits, NULL, 16);
			i += 3;
		} else {
			to[n++] = s.p[i];
		}
	}
	return slice_of(to, n);
}

/* The bytes that each character of an encoding is converted from, by converting all there are. */
static void invert(const struct encoding *enc, struct map *bytes_of, struct arena *a)
{
	char pair[2];
	int last = enc->how == HOW_TABLE ? 0x40 : 0xFF;
	for (int lead = 0x80; lead < 0x100; lead++)
		for (int second = 0x3F; second < last; second++) {
			struct buf to = BUF_INIT(64);
			pair[0] = (char)lead;
			pair[1] = (char)second;
			struct slice code = slice_of(pair, second < 0x40 ? 1 : 2);
			size_t errors = encoding_decode(enc, code, &to);
			if (!errors && utf8_count(buf_text(&to)) == 1) {
				struct slice key = arena_dup(a, buf_text(&to));
				struct map_slot *slot = map_at(bytes_of, a, key);
				if (!slot->ptr)
					slot->ptr = arena_str(a, code);
			}
			buf_done(&to);
		}
}

/* `text` in another encoding, with what it lacks left out. */
static struct slice encoded(struct slice text, struct slice name, struct arena *a)
{
	struct map bytes_of = { 0 };
	char *to = arena_bytes(a, text.n * 2);
	size_t n = 0, len;
	invert(encoding_labelled(name), &bytes_of, a);
	for (size_t at = 0; at < text.n; at += len) {
		utf8_at(text, at, &len);
		struct map_slot *slot = map_find(&bytes_of, slice_sub(text, at, at + len));
		struct slice code = slot ? slice_str(slot->ptr) : slice_sub(text, at, at + 1);
		if (!slot && len > 1)
			continue;
		memcpy(to + n, code.p, code.n);
		n += code.n;
	}
	return slice_of(to, n);
}

/* "transport, declared: bytes => encoding: text"; under "guess" the text itself, which is put into
 * the encoding first; under "labels" label and name. */
static void tables_hold(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct table t;
	struct table_case c;
	int bad = 0;
	table_open(&t, "charset.test");
	while (table_next(&t, &c)) {
		const char *name = "none";
		struct slice got = SLICE_NONE, want;
		if (slice_is(c.section, "labels")) {
			name = charset_label(c.input) ? charset_label(c.input) : "none";
			got = slice_str(name);
			want = c.expected;
		} else if (slice_is(c.section, "guess")) {
			got = charset_to_utf8(encoded(c.input, c.expected, &a), SLICE_NONE,
				SLICE_NONE, &a, &name);
			want = c.input;
		} else {
			struct slice rest = c.input, transport, declared;
			slice_next_piece(&rest, ',', &transport);
			slice_next_piece(&rest, ':', &declared);
			got = charset_to_utf8(unescaped(rest, &a), slice_trim(transport),
				slice_trim(declared), &a, &name);
			got = arena_printf(&a, "%s:%.*s", name, SLICE_ARG(got));
			want = c.expected;
		}
		if (slice_eq(got, want))
			continue;
		bad++;
		print_error("charset.test:%d: want '%.*s', got '%.*s' by %s\n", c.line,
			SLICE_ARG(want), SLICE_ARG(got), name);
	}
	table_close(&t);
	arena_done(&a);
	assert_int_equal(bad, 0);
}

static void clean_utf8_is_not_copied(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct slice s = SLICE("état, rien à changer");
	const char *name;
	assert_ptr_equal(charset_to_utf8(s, SLICE_NONE, SLICE_NONE, &a, &name).p, s.p);
	assert_string_equal(name, "UTF-8");
	assert_int_equal(a.total, 0);
	arena_done(&a);
}

static void text_is_told_from_binary(void **state)
{
	(void)state;
	static const struct {
		struct slice bytes;
		bool text;
	} cases[] = {
		{ { "", 0 }, true },
		{ { "plain text\n", 11 }, true },
		{ { "one stray\0NUL in it", 19 }, true },
		{ { "two\0stray\0NULs", 14 }, false },
		{ { "\x1B$B$3$s\x1B(B", 10 }, true },
		{ { "\xCF\xF0\xE8\xE2\xE5\xF2", 6 }, true },
		{ { "h\0a\0r\0g\0a\0 \0", 12 }, true },
		{ { "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16 }, false },
		{ { "\x7F" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0", 20 }, false },
		{ { "PK\3\4\x14\0\0\0\x08\0", 10 }, false },
		{ { "\x1F\x8B\x08\0\0\0\0\0", 8 }, false },
		{ { "%PDF-1.4\n%plain", 15 }, false },
		{ { "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16 }, false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (charset_is_text(cases[i].bytes) != cases[i].text)
			fail_msg("case %zu", i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_hold),
		cmocka_unit_test(clean_utf8_is_not_copied),
		cmocka_unit_test(text_is_told_from_binary),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
