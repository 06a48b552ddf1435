/* keep: a grouping that ends and is resumed gives what one gives that never ended. */
#include "test.h"

#include <stdlib.h>

#include "story/keep.h"

enum { MANY = 23000, DAY_S = 86400 };

/* What a database would hold. */
struct kept {
	struct arena arena;
	struct slice articles[MANY], groups[MANY];
	struct story_link links[MANY];
	struct stories_counts counts;
};

static uint64_t random_below(uint64_t *state, uint64_t n)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (*state >> 33) % n;
}

/* One of some hundred subjects, in one of two languages, now and then a copy of the one before. */
static void make_up(uint64_t *state, uint32_t i, struct story_term terms[static 10],
	uint32_t lists[static 24], struct story_features *ret)
{
	static uint8_t places[6]; /* in order, so that one in another language is a translation */
	uint32_t subject = i / 40 + (uint32_t)random_below(state, 12);
	if (i && random_below(state, 10) == 0) {
		ret->n_words++;
		return;
	}
	*ret = (struct story_features){ .terms = terms, .n_terms = 10, .shingles = lists,
		.n_shingles = 12, .anchors = lists + 12, .n_anchors = 6, .places = places,
		.n_words = 100, .lang = random_below(state, 4) ? 1 : 2, .text_hash = i };
	for (uint32_t k = 0; k < 10; k++)
		terms[k] = (struct story_term){
			k * 1000000 + subject * 7 + (uint32_t)random_below(state, 2), 1295 };
	for (uint32_t k = 0; k < 12; k++)
		lists[k] = k * 1000000 + i * 4 + (uint32_t)random_below(state, 3);
	for (uint32_t k = 0; k < 6; k++) {
		lists[12 + k] = k * 1000000 + subject;
		places[k] = (uint8_t)(k * 4);
	}
}

/* The next ones, of which make_up made the last in `f`. */
static void make_up_some(uint64_t *seed, uint32_t i, uint32_t n, struct story_features *f,
	struct arena *out, struct story_arrival *ret)
{
	static struct story_term terms[10];
	static uint32_t lists[24];
	for (uint32_t k = 0; k < n; k++, i++) {
		struct story_features *to = &ret[k].f;
		make_up(seed, i, terms, lists, f);
		uint64_t later_s = random_below(seed, 2) ? random_below(seed, 2 * DAY_S) : 0;
		ret[k].at = (int64_t)(i * (uint64_t)DAY_S / 100 + later_s);
		*to = *f;
		to->terms = memcpy(arena_array(out, struct story_term, 10), terms, sizeof terms);
		to->shingles = memcpy(arena_array(out, uint32_t, 24), lists, sizeof lists);
		to->anchors = to->shingles + 12;
	}
}

static struct slice keep_bytes(struct kept *kept, struct buf *bytes)
{
	struct slice s = arena_dup(&kept->arena, buf_text(bytes));
	buf_clear(bytes);
	return s;
}

static void keep(struct kept *kept, struct stories *s)
{
	struct buf bytes = BUF_INIT(1 << 16);
	struct stories_changes changed = stories_changed(s);
	for (uint32_t i = kept->counts.n; i < stories_count(s); i++) {
		stories_article_write(s, i, &bytes);
		kept->articles[i] = keep_bytes(kept, &bytes);
		kept->links[i] = *stories_link(s, i);
	}
	for (uint32_t i = 0; i < changed.n_articles; i++)
		kept->links[changed.articles[i]] = *stories_link(s, changed.articles[i]);
	for (uint32_t i = 0; i < changed.n_groups; i++) {
		stories_group_write(s, changed.groups[i], &bytes);
		kept->groups[changed.groups[i]] = keep_bytes(kept, &bytes);
	}
	stories_settled(s);
	kept->counts = (struct stories_counts){ stories_count(s), stories_first(s),
		stories_groups(s), stories_newest(s) };
	buf_done(&bytes);
}

static struct stories *resume(const struct kept *kept)
{
	struct error e = { 0 };
	struct stories *s = stories_resume(&story_rules, &kept->counts);
	uint32_t group;
	for (uint32_t i = kept->counts.first; i < kept->counts.n; i++) {
		struct slice bytes = kept->articles[i];
		assert_int_equal(stories_article_read(s, &bytes, &kept->links[i], &e), OK);
		assert_int_equal(bytes.n, 0);
	}
	while (stories_wanted(s, &group))
		assert_int_equal(stories_group_read(s, group, kept->groups[group], &e), OK);
	assert_int_equal(stories_resumed(s, &e), OK);
	return s;
}

static void equal_answers(struct stories *s, struct stories *t, uint32_t i)
{
	const struct story_link *a = stories_link(s, i), *b = stories_link(t, i);
	assert_int_equal(stories_of(s, i), stories_of(t, i));
	assert_int_equal(a->copy_of, b->copy_of);
	assert_int_equal(a->translation_of, b->translation_of);
	assert_int_equal(a->nearest, b->nearest);
	assert_true(a->likeness >= b->likeness && a->likeness <= b->likeness);
}

static void one_that_is_resumed_goes_on_the_same(void **state)
{
	(void)state;
	struct kept *kept = calloc(1, sizeof *kept);
	struct stories *whole = stories_open(&story_rules), *parts = stories_open(&story_rules);
	struct story_arrival together[5];
	struct story_features f = { 0 };
	struct arena a = ARENA_INIT;
	uint64_t seed = 7;
	size_t n_copies = 0, n_merged = 0, n_translated = 0;
	for (uint32_t i = 0, n; i < MANY; i += n) {
		n = 1 + (uint32_t)random_below(&seed, i + 5 < MANY ? 5 : MANY - i);
		arena_reset(&a);
		make_up_some(&seed, i, n, &f, &a, together);
		stories_add_all(whole, together, n);
		stories_add_all(parts, together, n);
		for (uint32_t k = i; k < i + n; k++) {
			equal_answers(whole, parts, k);
			n_copies += stories_link(whole, k)->copy_of != STORY_NONE;
			n_translated += stories_link(whole, k)->translation_of != STORY_NONE;
		}
		if (i / 4000 != (i + n) / 4000 || (i < 400 && i % 7 == 3)) {
			keep(kept, parts);
			stories_close(parts);
			parts = resume(kept);
		}
	}
	arena_done(&a);
	for (uint32_t i = stories_first(whole); i < MANY; i++) {
		equal_answers(whole, parts, i);
		n_merged += stories_group_whole(whole, stories_group_of(whole, i)) !=
			stories_group_of(whole, i);
	}
	/* It was worth comparing: all of it happens. */
	assert_true(n_copies > 100 && n_translated > 20 && n_merged > 10);
	assert_true(stories_first(whole) > 0);
	stories_close(whole);
	stories_close(parts);
	arena_done(&kept->arena);
	free(kept);
}

/* Every byte string is read, or is refused. */
static void what_contradicts_itself_is_refused(void **state)
{
	(void)state;
	struct kept *kept = calloc(1, sizeof *kept);
	struct stories *s = stories_open(&story_rules);
	struct story_term terms[10];
	struct story_features f = { 0 };
	uint32_t lists[24], group;
	uint64_t seed = 3;
	size_t n_refused = 0;
	for (uint32_t i = 0; i < 60; i++) {
		make_up(&seed, i, terms, lists, &f);
		stories_add(s, i, &f);
	}
	keep(kept, s);
	stories_close(s);
	for (size_t round = 0; round < 400; round++) {
		struct error e = { 0 };
		struct slice *hurt = round % 2 ? &kept->groups[0] : &kept->articles[round % 60];
		struct slice sound = *hurt;
		char *bytes = arena_str(&kept->arena, sound);
		bytes[random_below(&seed, sound.n)] ^= (char)(1 << random_below(&seed, 8));
		*hurt = slice_of(bytes, sound.n - random_below(&seed, 2));
		s = stories_resume(&story_rules, &kept->counts);
		enum err err = OK;
		for (uint32_t i = 0; i < 60 && err == OK; i++) {
			struct slice left = kept->articles[i];
			err = stories_article_read(s, &left, &kept->links[i], &e);
		}
		while (err == OK && stories_wanted(s, &group))
			err = stories_group_read(s, group, kept->groups[group], &e);
		if (err == OK)
			err = stories_resumed(s, &e);
		assert_true(err == OK || err == ERR_CORRUPT);
		n_refused += err != OK;
		if (err == OK)
			stories_add(s, 61, &f);
		stories_close(s);
		*hurt = sound;
	}
	assert_true(n_refused > 100);
	arena_done(&kept->arena);
	free(kept);
}

/* Who changes what is kept raises the edition, and then writes both numbers here. */
static void what_is_kept_is_of_its_edition(void **state)
{
	(void)state;
	static const struct { const char *lang, *title, *text; } articles[] = {
		{ "en", "Ferry Halmera runs aground off Kestrel Point",
			"The ferry Halmera ran aground off Kestrel Point on Wednesday with 214 "
			"people on board. Captain Odo Brannick said fog hid the Winsey light, "
			"7.5 miles off." },
		{ "en", "Council of Ludmar votes for tram",
			"Ludmar will have a tram again. The council voted 31 to 12." },
		{ "en", "Passengers of stranded ferry Halmera safe",
			"All passengers of the ferry Halmera, aground in fog off Kestrel Point, "
			"are safe. Captain Brannick will be heard about the Winsey light." },
		{ "id", "Feri Halmera kandas di Kestrel Point",
			"Feri Halmera kandas di Kestrel Point pada hari Rabu dengan 214 orang. "
			"Kapten Odo Brannick mengatakan kabut menutup suar Winsey, 7,5 mil." },
	};
	enum { N = sizeof articles / sizeof *articles };
	struct stories *s = stories_open(&story_rules);
	struct story_lexicon *x = story_lexicon_open();
	struct arena a = ARENA_INIT;
	struct buf bytes = BUF_INIT(1 << 16);
	for (uint32_t i = 0; i < N; i++) {
		struct story_features f;
		story_features_of(x, slice_str(articles[i].title), slice_str(articles[i].text),
			slice_str(articles[i].lang), &a, &f);
		stories_add(s, i * DAY_S, &f);
	}
	for (uint32_t i = 0; i < N; i++)
		stories_article_write(s, i, &bytes);
	for (uint32_t i = 0; i < stories_groups(s); i++)
		stories_group_write(s, i, &bytes);
	assert_int_equal(STORY_EDITION, 6);
	assert_int_equal(slice_hash(buf_text(&bytes)) % 1000000, 780166);
	buf_done(&bytes);
	story_lexicon_close(x);
	arena_done(&a);
	stories_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_that_is_resumed_goes_on_the_same),
		cmocka_unit_test(what_contradicts_itself_is_refused),
		cmocka_unit_test(what_is_kept_is_of_its_edition),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
