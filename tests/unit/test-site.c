/* site: what many pages of a site have at their ends goes, and nothing else does. */
#include "test.h"

#include "read/site.h"

static struct arena arena = ARENA_INIT;

/* An article of a site with a head, a text of its own and a tail; NULL for none. */
static struct article *make(const char *host, int number, const char *head, const char *tail)
{
	struct article *a = arena_new(&arena, struct article);
	a->url = arena_printf(&arena, "https://%s/%d", host, number);
	a->title = arena_printf(&arena, "Report %d from the harbour", number);
	const char *parts[] = { head, NULL, NULL, NULL, tail };
	for (size_t i = 0; i < 5; i++) {
		struct slice text = parts[i] ? slice_str(parts[i])
			: arena_printf(&arena, "Paragraph %zu of report %d tells what was seen at "
				"the quay on that day, and by whom.", i, number);
		if (parts[i] || (i > 0 && i < 4))
			*list_add(&arena, &a->blocks) = (struct block){ BLOCK_PARAGRAPH, text };
	}
	return a;
}

static const char *const TAIL = "Write to the desk if you saw it, too.";

static void what_three_pages_had_goes_from_the_fourth(void **state)
{
	(void)state;
	struct site_memory *m = site_memory_new();
	for (int i = 1; i <= 3; i++)
		assert_int_equal(site_trim(m, make("a.example", i, "Dear reader", TAIL)), 0);
	struct article *fourth = make("a.example", 4, "Dear reader", TAIL);
	assert_int_equal(site_trim(m, fourth), 2);
	assert_int_equal(fourth->blocks.n, 3);
	assert_true(slice_starts(fourth->blocks.at[0].text, SLICE("Paragraph 1")));
	assert_true(slice_starts(fourth->blocks.at[2].text, SLICE("Paragraph 3")));
	/* Read again, each is as it was. */
	assert_int_equal(site_trim(m, make("a.example", 2, "Dear reader", TAIL)), 0);
	assert_int_equal(site_trim(m, make("a.example", 4, "Dear reader", TAIL)), 2);
	/* Another site may say the same. */
	assert_int_equal(site_trim(m, make("b.example", 5, "Dear reader", TAIL)), 0);
	site_memory_free(m);
}

static void one_article_at_many_addresses_teaches_nothing(void **state)
{
	(void)state;
	struct site_memory *m = site_memory_new();
	for (int i = 0; i < 9; i++) {
		struct article *a = make("a.example", 1, NULL, TAIL);
		a->url = arena_printf(&arena, "https://a.example/1?from=%d", i);
		assert_int_equal(site_trim(m, a), 0);
	}
	assert_int_equal(site_trim(m, make("a.example", 2, NULL, TAIL)), 0);
	site_memory_free(m);
}

static void one_address_with_many_headlines_teaches_nothing(void **state)
{
	(void)state;
	struct site_memory *m = site_memory_new();
	for (int i = 0; i < 9; i++) {
		struct article *a = make("a.example", i, NULL, TAIL);
		a->url = SLICE("https://a.example/live");
		assert_int_equal(site_trim(m, a), 0);
	}
	site_memory_free(m);
}

static void what_is_kept_goes_on_as_it_was(void **state)
{
	(void)state;
	struct site_memory *m = site_memory_new(), *again = site_memory_new();
	struct site_block b;
	for (int i = 1; i <= 3; i++)
		site_trim(m, make("a.example", i, NULL, TAIL));
	while (site_memory_changed(m, &b))
		assert_true(site_memory_put(again, &b));
	assert_false(site_memory_changed(again, &b));
	assert_int_equal(site_trim(again, make("a.example", 4, NULL, TAIL)), 1);
	assert_int_equal(site_trim(again, make("a.example", 2, NULL, TAIL)), 0);
	size_t n = 0;
	while (site_memory_changed(again, &b))
		n++;
	assert_int_equal(n, 7);
	b.slot ^= 4;
	assert_false(site_memory_put(again, &b));
	b.slot = UINT32_MAX;
	assert_false(site_memory_put(again, &b));
	site_memory_free(m);
	site_memory_free(again);
}

static void background_between_and_short_articles_stay(void **state)
{
	(void)state;
	struct site_memory *m = site_memory_new();
	for (int i = 1; i <= 9; i++) {
		struct article *a = make("a.example", i, NULL, NULL);
		a->blocks.at[1].text = SLICE("The quay was built sixty years ago.");
		assert_int_equal(site_trim(m, a), 0);
	}
	/* Hardly more than the notice: it is kept whole. */
	for (int i = 1; i <= 9; i++) {
		struct article *a = make("a.example", i, NULL, TAIL);
		a->blocks.at[2].text = SLICE("Closed.");
		a->blocks.at[3].text = SLICE("Nobody saw the ship that night, said the harbour "
			"master, who asks all to write to the desk.");
		a->blocks.at += 2;
		a->blocks.n = 2;
		assert_int_equal(site_trim(m, a), 0);
	}
	site_memory_free(m);
}

static void other_readers_are_left_alone(void **state)
{
	(void)state;
	struct site_memory *m = site_memory_new();
	for (int i = 1; i <= 9; i++) {
		struct article *a = make("a.example", i, NULL, TAIL);
		a->channel = CHANNEL_FEED;
		assert_int_equal(site_trim(m, a), 0);
	}
	site_memory_free(m);
}

static void memory_is_bounded_and_keeps_what_recurs(void **state)
{
	(void)state;
	struct site_memory *m = site_memory_new();
	size_t n_trimmed = 0;
	for (int i = 0; i < 60000; i++) {
		struct arena before = arena;
		arena = (struct arena)ARENA_INIT;
		n_trimmed += site_trim(m, make("a.example", i, NULL, i % 100 ? NULL : TAIL));
		arena_done(&arena);
		arena = before;
	}
	assert_in_range(n_trimmed, 500, 597);
	site_memory_free(m);
}

static int done(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_three_pages_had_goes_from_the_fourth),
		cmocka_unit_test(one_article_at_many_addresses_teaches_nothing),
		cmocka_unit_test(one_address_with_many_headlines_teaches_nothing),
		cmocka_unit_test(what_is_kept_goes_on_as_it_was),
		cmocka_unit_test(background_between_and_short_articles_stay),
		cmocka_unit_test(other_readers_are_left_alone),
		cmocka_unit_test(memory_is_bounded_and_keeps_what_recurs),
	};
	return cmocka_run_group_tests(tests, NULL, done);
}
