/* stories: events together, copies and translations found. Events and names are invented. */
#include "test.h"

#include "story/anchors.h"
#include "story/cluster.h"

enum { DAY_S = 86400 };

struct told {
	const char *lang, *title, *text;
	int day;
};

static const char flood_en[] =
	"The river Tamsel rose above its banks in Gormund on Tuesday, and 2,300 people had to "
	"leave their homes, mayor Helga Trondvik said. Rescuers from Kostrava brought 14 boats. "
	"\"Never since 1954 was the water so high,\" Trondvik told the Gormund Courier. Damage "
	"to the old bridge at Wendel square is put at 7.4 million crowns.";
static const char flood_id[] =
	"Sungai Tamsel meluap di Gormund pada hari Selasa, dan 2.300 orang harus meninggalkan "
	"rumah mereka, kata wali kota Helga Trondvik. Regu penolong dari Kostrava membawa 14 "
	"perahu. \"Sejak 1954 air tidak pernah setinggi ini,\" ujar Trondvik kepada Gormund "
	"Courier. Kerusakan jembatan tua di alun-alun Wendel ditaksir 7,4 juta crown.";
static const char flood_other[] =
	"Gormund is under water: the Tamsel flooded half of the town. Mayor Trondvik asked the "
	"army for help while boats from Kostrava searched for people on roofs near the bridge.";
static const char chess[] =
	"Grandmaster Ilse Vandermolen took the Ostrow chess cup after a rook ending of ninety "
	"moves against Pavlo Remizh. Vandermolen, nineteen, is the youngest to hold the trophy.";

static struct story_arrival *arrivals_of(const struct told *told, size_t n, struct arena *a)
{
	struct story_lexicon *x = story_lexicon_open();
	struct story_arrival *all = arena_array(a, struct story_arrival, n);
	for (size_t i = 0; i < n; i++) {
		all[i].at = (int64_t)told[i].day * DAY_S;
		story_features_of(x, slice_str(told[i].title), slice_str(told[i].text),
			slice_str(told[i].lang), a, &all[i].f);
	}
	story_lexicon_close(x);
	return all;
}

/* One after the other. */
static void add_all(struct stories *s, const struct told *told, size_t n)
{
	struct arena a = ARENA_INIT;
	const struct story_arrival *all = arrivals_of(told, n, &a);
	for (size_t i = 0; i < n; i++)
		stories_add(s, all[i].at, &all[i].f);
	arena_done(&a);
}

static void add_together(struct stories *s, const struct told *told, size_t n)
{
	struct arena a = ARENA_INIT;
	stories_add_all(s, arrivals_of(told, n, &a), (uint32_t)n);
	arena_done(&a);
}

static void one_event_is_one_story(void **state)
{
	(void)state;
	static const struct told told[] = {
		{ "en", "Flood in Gormund", flood_en, 100 },
		{ "en", "Vandermolen wins Ostrow cup", chess, 100 },
		{ "en", "Tamsel floods Gormund", flood_other, 101 },
		{ "en", "Tamsel floods Gormund", flood_other, 900 },
	};
	struct stories *s = stories_open(&story_rules);
	add_all(s, told, 4);
	assert_int_equal(stories_of(s, 0), 0);
	assert_int_equal(stories_of(s, 1), 1);
	assert_int_equal(stories_of(s, 2), 0);
	/* Years later it is another flood. */
	assert_int_equal(stories_of(s, 3), 3);
	assert_true(stories_link(s, 2)->likeness > 0.2F);
	assert_int_equal(stories_link(s, 2)->copy_of, STORY_NONE);
	stories_close(s);
}

/* Two events of one town have its name in common, and nothing else: enough only where one word is
 * worth as much as many. */
static void a_name_alone_makes_no_story(void **state)
{
	(void)state;
	static const struct told told[] = {
		{ "en", "Flood in Gormund", flood_en, 100 },
		{ "en", "Bakers strike in Gormund",
			"Bakers laid down work over night shifts; ovens stayed cold. Union speaker "
			"Anselm Krug asked for higher wages and shorter nights.", 100 },
		{ "en", "Tamsel floods Gormund", flood_other, 100 },
	};
	for (int alone = 0; alone < 2; alone++) {
		struct story_rules rules = story_rules;
		rules.alone = alone ? rules.alone : 0;
		struct stories *s = stories_open(&rules);
		add_all(s, told, 3);
		assert_int_equal(stories_of(s, 1), alone);
		assert_int_equal(stories_of(s, 2), 0);
		stories_close(s);
	}
}

/* Likeness fades: what would be one story the next day needs more in common after months. */
static void evidence_fades_with_the_days_between(void **state)
{
	(void)state;
	static const int days[] = { 101, 160, 1500 };
	static const bool one[] = { true, true, false };
	for (int i = 0; i < 3; i++) {
		const struct told told[] = {
			{ "en", "Flood in Gormund", flood_en, 100 },
			{ "en", "Tamsel floods Gormund", flood_other, days[i] },
		};
		struct stories *s = stories_open(&story_rules);
		add_all(s, told, 2);
		assert_int_equal(stories_of(s, 1) == 0, one[i]);
		stories_close(s);
	}
}

/* Pieces of four texts, in 24 orders: as many stories each time, and all the same. */
static void the_order_within_an_hour_hardly_matters(void **state)
{
	(void)state;
	static const struct told all[] = {
		{ "en", "Flood in Gormund", flood_en, 100 },
		{ "en", "Vandermolen wins Ostrow cup", chess, 100 },
		{ "en", "Tamsel floods Gormund", flood_other, 100 },
		{ "en", "Ostrow chess cup", "Vandermolen beat Remizh in Ostrow: the grandmaster's "
			"rook ending won the chess cup.", 100 },
	};
	for (int order = 0; order < 24; order++) {
		struct told told[4];
		int left[4] = { 0, 1, 2, 3 }, which[4], code = order;
		for (int i = 0; i < 4; i++) {
			int k = code % (4 - i);
			code /= 4 - i;
			which[i] = left[k];
			told[i] = all[which[i]];
			left[k] = left[3 - i];
		}
		struct stories *s = stories_open(&story_rules);
		add_all(s, told, 4);
		for (uint32_t i = 0; i < 4; i++)
			for (uint32_t k = 0; k < i; k++)
				assert_int_equal(stories_of(s, i) == stories_of(s, k),
					which[i] % 2 == which[k] % 2);
		stories_close(s);
	}
}

/* The round-up has words of both events; where it came first, each joined it. */
static void of_those_that_come_together_the_order_does_not_matter(void **state)
{
	(void)state;
	static const struct told all[] = {
		{ "en", "Gormund and Ostrow: the day in short", "The Tamsel flooded Gormund; mayor "
			"Trondvik asked for boats. Vandermolen beat Remizh in Ostrow and won the "
			"chess cup with a rook ending.", 100 },
		{ "en", "Tamsel floods Gormund", flood_other, 100 },
		{ "en", "Vandermolen wins Ostrow cup", chess, 100 },
		{ "en", "Flood in Gormund", flood_en, 100 },
	};
	struct told told[4] = { all[0], all[1], all[2], all[3] };
	for (int turn = 0; turn < 4; turn++) {
		struct stories *s = stories_open(&story_rules);
		const struct told first = told[0];
		memmove(told, told + 1, 3 * sizeof *told);
		told[3] = first;
		add_together(s, told, 4);
		uint32_t flood[2], n = 0, game = 0;
		for (uint32_t i = 0; i < 4; i++) {
			if (told[i].text == flood_en || told[i].text == flood_other)
				flood[n++] = stories_of(s, i);
			else if (told[i].text == chess)
				game = stories_of(s, i);
		}
		assert_int_equal(flood[0], flood[1]);
		assert_int_not_equal(flood[0], game);
		stories_close(s);
	}
}

static void copies_that_come_together_are_of_the_first(void **state)
{
	(void)state;
	static const struct told told[] = {
		{ "en", "Vandermolen wins Ostrow cup", chess, 100 },
		{ "en", "Flood", flood_en, 100 },
		{ "en", "Flood in Gormund", flood_en, 100 },
		{ "en", "Water everywhere, says mayor Trondvik", flood_en, 100 },
		{ "en", "Trondvik: never so high", flood_en, 100 },
	};
	struct stories *s = stories_open(&story_rules);
	add_together(s, told, 5);
	for (uint32_t i = 0; i < 5; i++) {
		assert_int_equal(stories_link(s, i)->copy_of, i > 1 ? 1 : STORY_NONE);
		assert_int_equal(stories_of(s, i), i > 1 ? 1 : i);
	}
	stories_close(s);
}

static void the_later_of_two_copies_is_the_copy(void **state)
{
	(void)state;
	static const struct told told[] = {
		{ "en", "Flood in Gormund", flood_en, 102 },
		{ "en", "Vandermolen wins Ostrow cup", chess, 100 },
		{ "en", "Water everywhere, says mayor", flood_en, 101 },
	};
	struct stories *s = stories_open(&story_rules);
	add_all(s, told, 3);
	/* What came last is earlier by its own time. */
	assert_int_equal(stories_link(s, 0)->copy_of, 2);
	assert_int_equal(stories_link(s, 2)->copy_of, STORY_NONE);
	assert_true(stories_link(s, 0)->copy_share >= 0.99F);
	assert_int_equal(stories_link(s, 1)->copy_of, STORY_NONE);
	stories_close(s);
}

static void a_translation_is_found_without_a_dictionary(void **state)
{
	(void)state;
	static const struct told told[] = {
		{ "en", "Flood in Gormund", flood_en, 100 },
		{ "en", "Vandermolen wins Ostrow cup", chess, 100 },
		{ "id", "Banjir di Gormund", flood_id, 101 },
	};
	struct stories *s = stories_open(&story_rules);
	add_all(s, told, 3);
	assert_int_equal(stories_link(s, 2)->translation_of, 0);
	assert_int_equal(stories_link(s, 0)->translation_of, STORY_NONE);
	assert_int_equal(stories_of(s, 2), stories_of(s, 0));
	stories_close(s);
}

/* Written in other letters, or declined, a name is the same; another one is not. */
static void a_name_is_the_same_in_other_letters(void **state)
{
	(void)state;
	static const struct {
		const char *lang, *name, *latin;
	} names[] = {
		{ "ru", "москва", "moskva" }, { "ru", "хрущев", "khrushchev" },
		{ "ru", "зеленский", "zelensky" }, { "ru", "зеленского", "selenskyj" },
		{ "ru", "александр", "alexander" }, { "ru", "ростова", "rostov" },
		{ "uk", "григорій", "hryhorii" }, { "uk", "запоріжжя", "zaporizhzhia" },
		{ "uk", "ґонґадзе", "gongadze" }, { "sr", "вучић", "vucic" },
		{ "bg", "пловдив", "plovdiv" }, { "el", "παπανδρεου", "papandreou" },
		{ "el", "θεσσαλονικη", "thessaloniki" }, { "id", "soeharto", "suharto" },
		{ "id", "jusuf", "yusuf" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(story_name_anchor(slice_str(names[i].name),
				slice_str(names[i].lang)),
			story_name_anchor(slice_str(names[i].latin), SLICE("en")));
	assert_int_not_equal(story_name_anchor(SLICE("ростов"), SLICE("ru")),
		story_name_anchor(SLICE("plovdiv"), SLICE("en")));
}

static void nothing_is_no_story_of_anything(void **state)
{
	(void)state;
	static const struct told told[] = {
		{ "", "", "", 0 }, { "", "", "", 0 }, { "xx", "the of and", "...", 0 },
	};
	struct stories *s = stories_open(&story_rules);
	add_all(s, told, 3);
	for (uint32_t i = 0; i < 3; i++) {
		assert_int_equal(stories_of(s, i), i);
		assert_int_equal(stories_link(s, i)->copy_of, STORY_NONE);
	}
	stories_close(s);
}

/* A flood of long ago comes after one of today; and all of it once more. */
static void old_articles_find_each_other_after_new_ones(void **state)
{
	(void)state;
	enum { OLD = 100, NEW = 4000 };
	static const struct told told[] = {
		{ "en", "Flood in Gormund", flood_en, NEW },
		{ "en", "Vandermolen wins Ostrow cup", chess, NEW + 1 },
		{ "en", "Flood in Gormund", flood_en, OLD },
		{ "en", "Tamsel floods Gormund", flood_other, OLD + 1 },
		{ "id", "Banjir di Gormund", flood_id, OLD + 1 },
		{ "en", "Tamsel floods Gormund", flood_other, NEW + 1 },
	};
	static const uint32_t story[] = { 0, 1, 2, 2, 2, 0 };
	for (int times = 0; times < 2; times++) {
		struct stories *s = stories_open(&story_rules);
		add_all(s, told, 6);
		for (uint32_t i = 0; i < 6; i++)
			assert_int_equal(stories_of(s, i), story[i]);
		assert_int_equal(stories_link(s, 4)->translation_of, 2);
		assert_int_equal(stories_link(s, 2)->copy_of, STORY_NONE);
		assert_int_equal(stories_link(s, 5)->copy_of, STORY_NONE);
		stories_close(s);
	}
}

/* All that came is long out of the window and is forgotten, but the last of it. */
static void what_is_forgotten_costs_nothing_more(void **state)
{
	(void)state;
	enum { MANY = 60000 };
	struct story_term terms[8] = { 0 };
	struct story_features f = { .terms = terms, .n_terms = 8, .n_words = 100 };
	struct stories *s = stories_open(&story_rules);
	size_t bytes = 0;
	for (uint32_t i = 0; i < MANY; i++) {
		for (uint32_t k = 0; k < 8; k++)
			terms[k] = (struct story_term){ i / 2 * 8 + k + 1, 1448 };
		f.text_hash = i;
		stories_add(s, (int64_t)i * DAY_S, &f);
		if (i == MANY / 2)
			bytes = stories_bytes(s);
	}
	assert_int_equal(stories_of(s, MANY - 1), MANY - 2);
	assert_int_equal(stories_of(s, MANY - 2), MANY - 2);
	/* What is kept of each for good is its story and its links. */
	assert_true(stories_bytes(s) < bytes + MANY / 2 * 150);
	stories_close(s);
}

static void a_table_of_frequencies_is_checked(void **state)
{
	(void)state;
	struct story_lexicon *x = story_lexicon_open();
	struct error e = { 0 };
	assert_int_equal(story_lexicon_load(x, SLICE("1000\nflood 30\nriver 12\n"), &e), OK);
	assert_int_equal(story_lexicon_load(x, SLICE(""), &e), ERR_INPUT);
	assert_int_equal(story_lexicon_load(x, SLICE("1000\nflood\n"), &e), ERR_INPUT);
	assert_string_equal(e.msg, "line 2: not a word and a number");
	story_lexicon_close(x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_event_is_one_story),
		cmocka_unit_test(a_name_alone_makes_no_story),
		cmocka_unit_test(evidence_fades_with_the_days_between),
		cmocka_unit_test(the_order_within_an_hour_hardly_matters),
		cmocka_unit_test(of_those_that_come_together_the_order_does_not_matter),
		cmocka_unit_test(copies_that_come_together_are_of_the_first),
		cmocka_unit_test(the_later_of_two_copies_is_the_copy),
		cmocka_unit_test(a_translation_is_found_without_a_dictionary),
		cmocka_unit_test(a_name_is_the_same_in_other_letters),
		cmocka_unit_test(nothing_is_no_story_of_anything),
		cmocka_unit_test(old_articles_find_each_other_after_new_ones),
		cmocka_unit_test(what_is_forgotten_costs_nothing_more),
		cmocka_unit_test(a_table_of_frequencies_is_checked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
