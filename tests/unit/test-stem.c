/* stem: forms of a word meet, in each language that has rules, and different words do not. */
#include "test.h"

#include <stdio.h>

#include "lang/roots.h"
#include "lang/stem.h"

static struct slice stem_of(struct stemmer *s, const char *lang, const char *word, char *to)
{
	return slice_of(to, stemmer_stem(s, slice_str(lang), slice_str(word), to));
}

/* One line of the table: a language, or "!" and a language, and words. */
static int check_line(struct stemmer *s, struct slice line)
{
	struct slice lang, word, first = SLICE_NONE;
	char stems[16][64];
	size_t sizes[16], n = 0;
	int failed = 0;
	assert_true(slice_next_piece(&line, ' ', &lang));
	bool differ = slice_starts(lang, SLICE("!"));
	lang = slice_from(lang, differ);
	for (; slice_next_piece(&line, ' ', &word) && n < 16; n++) {
		sizes[n] = stemmer_stem(s, lang, word, stems[n]);
		if (n == 0)
			first = word;
		for (size_t i = 0; i < n; i++) {
			bool equal = slice_eq(slice_of(stems[i], sizes[i]),
				slice_of(stems[n], sizes[n]));
			if (equal != differ || (i > 0 && !differ))
				continue;
			print_message("# %.*s: '%.*s' of '%.*s', '%.*s' of '%.*s'\n",
				SLICE_ARG(lang), (int)sizes[i], stems[i], SLICE_ARG(first),
				(int)sizes[n], stems[n], SLICE_ARG(word));
			failed++;
		}
	}
	return failed;
}

static void forms_meet(void **state)
{
	(void)state;
	struct stemmer *s = stemmer_open();
	FILE *f = fopen(TEST_TABLES "/stem.test", "r");
	assert_non_null(f);
	char line[1024];
	int failed = 0;
	while (fgets(line, sizeof line, f)) {
		struct slice text = slice_trim(slice_str(line));
		if (text.n && text.p[0] != '#')
			failed += check_line(s, text);
	}
	fclose(f);
	stemmer_close(s);
	assert_int_equal(failed, 0);
}

static void what_has_no_rules_stays(void **state)
{
	(void)state;
	struct stemmer *s = stemmer_open();
	char to[400];
	assert_text(stem_of(s, "", "elections", to), "elections");
	assert_text(stem_of(s, "xx", "elections", to), "elections");
	assert_text(stem_of(s, "en", "b52s", to), "b52s");
	assert_text(stem_of(s, "id", "menge3kan", to), "menge3kan");
	assert_text(stem_of(s, "en", "", to), "");
	assert_text(stem_of(s, "id", "", to), "");
	char longest[300];
	static const char *const langs[] = { "en", "id", "tr", "pt" };
	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
		memset(longest, 's', sizeof longest);
		struct slice word = slice_of(longest, sizeof longest);
		assert_int_equal(stemmer_stem(s, slice_str(langs[i]), word, to), sizeof longest);
		memset(longest, 'u', sizeof longest);
		word.n = 255;
		assert_true(stemmer_stem(s, slice_str(langs[i]), word, to) <= 255 + STEM_MORE);
	}
	stemmer_close(s);
}

static void every_code_has_a_stemmer(void **state)
{
	(void)state;
	struct stemmer *s = stemmer_open();
	for (const char *const *code = stemmer_codes(); *code; code++) {
		char to[64];
		assert_true(stem_of(s, *code, "abcdef", to).n > 0);
	}
	stemmer_close(s);
	stemmer_close(NULL);
}

static void lists_are_sorted(void **state)
{
	(void)state;
	for (int k = 0; k < N_ROOT_LISTS; k++)
		for (size_t i = 1; i < root_lists[k].n; i++)
			assert_true(strcmp(root_lists[k].at[i - 1], root_lists[k].at[i]) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_meet),
		cmocka_unit_test(what_has_no_rules_stays),
		cmocka_unit_test(every_code_has_a_stemmer),
		cmocka_unit_test(lists_are_sorted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
