/* lang: short headings in each language, and text that is in none. */
#include "test.h"

#include "lang/lang.h"

static void paragraphs_are_known(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "id", "Gubernur mengatakan bahwa uang itu bisa dipakai karena sudah disetujui." },
		{ "ms", "Menteri Besar berkata wang itu boleh diguna kerana telah diluluskan." },
		{ "en", "The mayor said that the money could be spent because it was approved." },
		{ "ja", "市長は月曜日に新しい橋を開くと発表しました。" },
		{ "zh", "市长星期一宣布新桥将于下月开放。" },
		{ "", "1234 5678 90" },
		{ "", "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct lang_guess g = lang_of(slice_str(cases[i][1]));
		if (strcmp(g.code, cases[i][0]) != 0)
			fail_msg("'%s' is '%s' (%g)", cases[i][1], g.code, g.confidence);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_are_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
