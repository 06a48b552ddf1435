/* urlkey: the table of addresses, and that a key is its own. */
#include "test.h"

#include "table.h"
#include "url/urlkey.h"

static struct slice answer(const struct table_case *c, struct arena *out)
{
	static const char *const kinds[] = { "home", "place", "article" };
	struct slice key = urlkey(c->input, out);
	if (slice_is(c->section, "kind"))
		return slice_str(kinds[urlkey_kind(key)]);
	if (slice_is(c->section, "amp"))
		return url_is_amp(c->input, out) ? SLICE("yes") : SLICE("no");
	return key.n ? key : SLICE("-");
}

static void addresses_are_reduced(void **state)
{
	(void)state;
	table_holds("urlkey.test", answer);
}

/* Made an address again, a key gives the same key. */
static void keys_are_final(void **state)
{
	(void)state;
	struct table t;
	struct table_case c;
	struct arena a = ARENA_INIT;
	table_open(&t, "urlkey.test");
	while (table_next(&t, &c)) {
		struct slice key = urlkey(c.input, &a);
		if (!key.n)
			continue;
		struct slice again =
			urlkey(arena_printf(&a, "https://%.*s", SLICE_ARG(key)), &a);
		if (!slice_eq(key, again))
			fail_msg("'%.*s' becomes '%.*s'", SLICE_ARG(key), SLICE_ARG(again));
	}
	table_close(&t);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_reduced),
		cmocka_unit_test(keys_are_final),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
