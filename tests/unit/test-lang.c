/* lang: short headings in each language, longer text, and text that is in none. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "lang/lang.h"
#include "lang/profile.h"
#include "lang/script.h"

/* Headings of tests/tables/lang.test that may be wrong, of all and of those that are in Indonesian
 * or in none. Close pairs (hr and sr, bg and mk) cannot all be told by so few words. */
enum { MAY_FAIL = 12, MAY_FAIL_HARD = 3 };

static void headings_are_known(void **state)
{
	(void)state;
	FILE *f = fopen(TEST_TABLES "/lang.test", "r");
	assert_non_null(f);
	char line[512];
	int failed = 0, failed_hard = 0, all = 0;
	while (fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = '\0';
		struct slice text = slice_trim(slice_str(line)), code;
		if (text.n == 0 || text.p[0] == '#')
			continue;
		assert_true(slice_next_piece(&text, ' ', &code));
		struct lang_guess g = lang_of(text);
		const char *want = slice_is(code, "-") ? "" : code.p;
		size_t n = *want ? code.n : 0;
		all++;
		if (slice_eq(slice_str(g.code), slice_of(want, n)))
			continue;
		failed++;
		failed_hard += n == 0 || slice_is(code, "id") || slice_is(code, "ms");
		print_message("# %.*s: '%s' is '%s'\n", SLICE_ARG(code), text.p, g.code);
	}
	fclose(f);
	assert_true(all > 300);
	assert_in_range(failed, 0, MAY_FAIL);
	assert_in_range(failed_hard, 0, MAY_FAIL_HARD);
}

static const char *code_of(const char *text)
{
	return lang_of(slice_str(text)).code;
}

static void the_most_of_a_text_counts(void **state)
{
	(void)state;
	assert_string_equal(code_of("Gubernur mengatakan bahwa uang itu bisa dipakai karena "
		"sudah disetujui dewan. \"Yes we can\", katanya."), "id");
	assert_string_equal(code_of("新しい iPhone が発売された。価格は据え置き。"), "ja");
	assert_string_equal(
		code_of("衆院選、与党過半数割れの公算大 野党躍進へ 東京新聞調査結果発表"), "ja");
	assert_string_equal(code_of("삼성전자 Galaxy 신제품 공개"), "ko");
	assert_string_equal(
		code_of("See https://contoh.id/karena-bahwa-mengatakan for more news"), "en");
}

static void little_is_unknown(void **state)
{
	(void)state;
	static const char *const texts[] = { "", " \n", "123", "dan", "http://a.b/the-of-and",
		"\xe2\x80\xae",
		"a b c d e f", "{ return x; }", "\xef\xbf\xbd\xef\xbf\xbd" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct lang_guess g = lang_of(slice_str(texts[i]));
		if (g.code[0] || g.confidence != 0)
			fail_msg("'%s' is '%s'", texts[i], g.code);
	}
}

static void long_text_is_bounded(void **state)
{
	(void)state;
	static const char one[] = "zxqwjvk", more[] = "Pemerintah mengatakan hal itu kemarin. ";
	enum { LONG = 1 << 20 };
	char *text = malloc(LONG);
	assert_non_null(text);
	for (size_t i = 0; i < LONG; i++)
		text[i] = one[i % (sizeof one - 1)];
	assert_string_equal(lang_of(slice_of(text, LONG)).code, "");
	for (size_t i = 0; i < LONG; i++)
		text[i] = more[i % (sizeof more - 1)];
	struct lang_guess g = lang_of(slice_of(text, LONG));
	assert_string_equal(g.code, "id");
	assert_true(g.confidence > 0.99 && g.confidence <= 1);
	free(text);
}

static void add_code(const char *code, int *n)
{
	const char *const *known = lang_codes();
	while (*known && strcmp(*known, code) != 0)
		known++;
	if (!*known)
		fail_msg("'%s' is not listed", code);
	++*n;
}

/* What lang_codes lists is what the tables can answer. */
static void all_codes_are_listed(void **state)
{
	(void)state;
	static const struct profile *const profiles[] = { &profile_latin, &profile_cyrillic,
		&profile_arabic, &profile_devanagari };
	int n = 0, listed = 0;
	for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
		assert_true(profiles[i]->width <= PROFILE_WIDE);
		assert_true(profiles[i]->n <= profiles[i]->width);
		for (size_t k = 0; k < profiles[i]->n; k++)
			add_code(profiles[i]->languages[k].code, &n);
	}
	for (enum script s = 0; s < N_SCRIPTS; s++)
		if (script_language(s))
			add_code(script_language(s), &n);
	while (lang_codes()[listed])
		listed++;
	assert_int_equal(n, listed + 1); /* Serbian has two scripts. */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_are_known),
		cmocka_unit_test(the_most_of_a_text_counts),
		cmocka_unit_test(little_is_unknown),
		cmocka_unit_test(long_text_is_bounded),
		cmocka_unit_test(all_codes_are_listed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
