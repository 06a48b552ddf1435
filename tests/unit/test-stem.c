/* stem: forms of a word meet, in each language that has rules. */
#include "test.h"

#include "lang/stem.h"

static struct slice stem_of(struct stemmer *s, const char *lang, const char *word, char *to)
{
	return slice_of(to, stemmer_stem(s, slice_str(lang), slice_str(word), to));
}

static void forms_meet(void **state)
{
	(void)state;
	static const char *const pairs[][3] = {
		{ "en", "elections", "election" },
		{ "en", "winning", "wins" },
		{ "de", "wahlen", "wahl" },
		{ "ru", "выборах", "выборы" },
	};
	struct stemmer *s = stemmer_open();
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		char a[64], b[64];
		struct slice one = stem_of(s, pairs[i][0], pairs[i][1], a);
		struct slice two = stem_of(s, pairs[i][0], pairs[i][2], b);
		if (!slice_eq(one, two))
			fail_msg("%s: %s is %.*s, %s is %.*s", pairs[i][0], pairs[i][1],
				SLICE_ARG(one), pairs[i][2], SLICE_ARG(two));
	}
	stemmer_close(s);
}

static void what_has_no_rules_stays(void **state)
{
	(void)state;
	struct stemmer *s = stemmer_open();
	char to[400];
	assert_text(stem_of(s, "", "elections", to), "elections");
	assert_text(stem_of(s, "xx", "elections", to), "elections");
	assert_text(stem_of(s, "en", "b52s", to), "b52s");
	assert_text(stem_of(s, "en", "", to), "");
	char longest[300];
	memset(longest, 's', sizeof longest);
	struct slice word = slice_of(longest, sizeof longest);
	assert_int_equal(stemmer_stem(s, SLICE("en"), word, to), sizeof longest);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_meet),
		cmocka_unit_test(what_has_no_rules_stays),
		cmocka_unit_test(every_code_has_a_stemmer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
