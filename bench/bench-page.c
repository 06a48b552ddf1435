/* bench-page: whole extraction against the mere parsing of the same pages by libxml2's
 * htmlReadMemory, in one run on one core.
 *
 *   bench-page [FOLDER]
 *
 * FOLDER holds pages; without it the tests' own pages are read. Prints one JSON line a measure:
 * pages and megabytes a second, the best of several rounds, the share of our own parsing in whole
 * extraction, and the ratio to libxml2 where that was at hand when building. */
#include <stdio.h>
#include <stdlib.h>

#ifdef HAVE_LIBXML
#include <libxml/HTMLparser.h>
#endif

#include "base/buf.h"
#include "html/tree.h"
#include "page/page.h"
#include "pages.h"

enum { ROUNDS = 5 };

static void extract(struct slice page, struct arena *a)
{
	struct page_hint hint = { SLICE("https://www.example/a/b"), SLICE_NONE };
	articles got = { 0 };
	if (page_read(page, &hint, a, &got, NULL) != OK)
		abort();
}

static void parse(struct slice page, struct arena *a)
{
	struct tree t;
	if (tree_parse(page, a, &t, NULL) != OK)
		abort();
}

#ifdef HAVE_LIBXML
static void libxml(struct slice page, struct arena *a)
{
	(void)a;
	xmlFreeDoc(htmlReadMemory(page.p, (int)page.n, NULL, NULL,
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
}
#endif

/* Seconds of the best round. */
static double measure(const struct pages *p, const char *name,
	void (*work)(struct slice page, struct arena *a))
{
	double best = 1e9;
	struct arena a = ARENA_INIT;
	for (int round = 0; round < ROUNDS; round++) {
		double from = cpu_seconds();
		for (size_t k = 0; k < p->repeat; k++) {
			for (size_t i = 0; i < p->list.n; i++) {
				work(p->list.at[i], &a);
				arena_reset(&a);
			}
		}
		double took = cpu_seconds() - from;
		best = took < best ? took : best;
	}
	arena_done(&a);
	printf("{\"measure\": \"%s\", \"pages_per_second\": %.0f, \"mb_per_second\": %.1f}\n", name,
		(double)(p->list.n * p->repeat) / best,
		(double)(p->bytes * p->repeat) / best / 1e6);
	return best;
}

int main(int argc, char **argv)
{
	struct pages p = { .arena = ARENA_INIT };
	pages_load(&p, argc > 1 ? argv[1] : TEST_PAGES);
	double parsing = measure(&p, "tree_parse", parse);
	double whole = measure(&p, "page_read", extract);
	printf("{\"measure\": \"share of parsing\", \"share\": %.2f}\n", parsing / whole);
#ifdef HAVE_LIBXML
	double theirs = measure(&p, "htmlReadMemory", libxml);
	printf("{\"measure\": \"page_read to htmlReadMemory\", \"ratio\": %.2f}\n", theirs / whole);
#endif
	arena_done(&p.arena);
	return 0;
}
