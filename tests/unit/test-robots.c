/* robots: the cases of tests/tables/robots.test, and what surrounds rules. */
#include "test.h"

#include <stdlib.h>

#include "fetch/robots.h"
#include "table.h"

static struct arena arena = ARENA_INIT;

/* The section is the file, its lines parted by " | ". */
static struct slice file_of(struct slice section)
{
	char *to = arena_str(&arena, section);
	for (char *at = to; (at = strstr(at, " | ")) != NULL;)
		memcpy(at, "\r\n ", 3);
	return slice_of(to, section.n);
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	struct robots r;
	robots_read(file_of(c->section), SLICE("warta"), out, &r);
	struct slice url = arena_printf(out, "https://h.example%.*s", SLICE_ARG(c->input));
	return robots_allow(&r, url) ? SLICE("yes") : SLICE("no");
}

static void test_table(void **state)
{
	(void)state;
	table_holds("robots.test", answer);
}

static void test_beside_rules(void **state)
{
	(void)state;
	struct robots r;
	robots_read(SLICE("\xef\xbb\xbfsitemap: https://h.example/s.xml\nUser-agent: *\n"
			  "Crawl-delay: 2.5\nSitemap: /t.xml"), SLICE("warta"), &arena, &r);
	assert_int_equal(r.delay_s, 2);
	assert_int_equal(r.sitemaps.n, 2);
	assert_text(r.sitemaps.at[0], "https://h.example/s.xml");
	robots_read(SLICE("User-agent: warta\nCrawl-delay: 86400"), SLICE("warta"), &arena, &r);
	assert_int_equal(r.delay_s, ROBOTS_MAX_DELAY_S);
}

/* Many stars and a long address are answered at once. */
static void test_no_blow_up(void **state)
{
	(void)state;
	struct robots r;
	struct slice file = SLICE("User-agent: *\nDisallow: /*a*a*a*a*a*a*a*a*a*a*a*a*a*b$\n");
	char url[4000];
	memset(url, 'a', sizeof url);
	memcpy(url, "http://h.example/", 17);
	robots_read(file, SLICE("warta"), &arena, &r);
	assert_true(robots_allow(&r, slice_of(url, sizeof url)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_beside_rules),
		cmocka_unit_test(test_no_blow_up),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_done(&arena);
	return failed;
}
