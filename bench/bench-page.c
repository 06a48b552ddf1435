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

int main(int argc, char **argv)
{
	struct pages p = { .arena = ARENA_INIT };
	pages_load(&p, argc > 1 ? argv[1] : TEST_PAGES);
	double parsing = pages_measure(&p, "tree_parse", parse);
	double whole = pages_measure(&p, "page_read", extract);
	printf("{\"measure\": \"share of parsing\", \"share\": %.2f}\n", parsing / whole);
#ifdef HAVE_LIBXML
	double theirs = pages_measure(&p, "htmlReadMemory", libxml);
	printf("{\"measure\": \"page_read to htmlReadMemory\", \"ratio\": %.2f}\n", theirs / whole);
#endif
	arena_done(&p.arena);
	return 0;
}
