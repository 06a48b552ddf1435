/* bench-html: the tree and the sanitiser against libxml2's htmlReadMemory and MyHTML on the same
 * pages in one run on one core; then pages made to be slow.
 *
 *   bench-html [FOLDER]
 *
 * FOLDER holds pages; without it the tests' own pages are read. Prints one JSON line a measure:
 * the best of several rounds, ratios to the peers that were at hand when building, and for each
 * hostile page nanoseconds and memory (the arena's whole, touched or not) a byte. */
#include <stdio.h>
#include <stdlib.h>

#ifdef HAVE_LIBXML
#include <libxml/HTMLparser.h>
#endif
#ifdef HAVE_MYHTML
#include <myhtml/api.h>
#endif

#include "base/buf.h"
#include "html/sanitise.h"
#include "pages.h"

enum { HOSTILE_BYTES = 20 << 20 };

static void parse(struct slice page, struct arena *a)
{
	struct tree t;
	if (tree_parse(page, a, &t, NULL) != OK)
		abort();
}

static void sanitise(struct slice page, struct arena *a)
{
	html_sanitise(page, SLICE("https://news.example/a/b"), a);
}

#ifdef HAVE_LIBXML
static void parse_libxml(struct slice page, struct arena *a)
{
	(void)a;
	xmlFreeDoc(htmlReadMemory(page.p, (int)page.n, NULL, "utf-8",
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
}
#endif

#ifdef HAVE_MYHTML
/* One parser for all pages and one thread, which is how it is fastest on one core. */
static void parse_myhtml(struct slice page, struct arena *a)
{
	static myhtml_t *parser;
	static myhtml_tree_t *tree;
	(void)a;
	if (!parser) {
		parser = myhtml_create();
		myhtml_init(parser, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0);
		tree = myhtml_tree_create();
		myhtml_tree_init(tree, parser);
	}
	myhtml_parse(tree, MyENCODING_UTF_8, page.p, page.n);
	myhtml_tree_clean(tree);
}
#endif

static void measure_hostile(const char *piece)
{
	struct arena a = ARENA_INIT;
	size_t len = strlen(piece);
	char *page = malloc(HOSTILE_BYTES);
	if (!page)
		abort();
	for (size_t i = 0; i < HOSTILE_BYTES; i++)
		page[i] = piece[i % len];
	double from = cpu_seconds();
	parse(slice_of(page, HOSTILE_BYTES), &a);
	double parsed = cpu_seconds();
	double memory = (double)a.total / HOSTILE_BYTES;
	arena_reset(&a);
	double again = cpu_seconds();
	sanitise(slice_of(page, HOSTILE_BYTES), &a);
	double done = cpu_seconds();
	printf("{\"measure\": \"hostile\", \"piece\": \"%s\", \"ns_per_byte\": %.1f, "
		"\"bytes_per_byte\": %.1f, \"sanitise_ns_per_byte\": %.1f}\n", piece,
		(parsed - from) / HOSTILE_BYTES * 1e9, memory,
		(done - again) / HOSTILE_BYTES * 1e9);
	free(page);
	arena_done(&a);
}

int main(int argc, char **argv)
{
	static const char *const hostile[] = {
		"<div>", "<b><a><p>", "<i id=1><b id=2><p>", "<table><td>", "<a href=x>y</a>",
			"<p>x",
		"<font a><font b><font c><font d></p>", "<b><table>x", "<p a=1 b=2 c=3 d=4>",
		"a=1 ",
		"<svg><desc>", "<td colspan=1000000000>", "&amp;", "&", "<", "x", "<!-- --",
		"<title>",
	};
	struct pages p = { .arena = ARENA_INIT };
	pages_load(&p, argc > 1 ? argv[1] : TEST_PAGES);
	double ours = pages_measure(&p, "tree_parse", parse);
	(void)ours; /* where neither yardstick is installed */
	pages_measure(&p, "html_sanitise", sanitise);
#ifdef HAVE_LIBXML
	double libxml = pages_measure(&p, "htmlReadMemory", parse_libxml);
	printf("{\"measure\": \"tree_parse to htmlReadMemory\", \"ratio\": %.2f}\n", libxml / ours);
#endif
#ifdef HAVE_MYHTML
	double myhtml = pages_measure(&p, "myhtml_parse", parse_myhtml);
	printf("{\"measure\": \"tree_parse to myhtml_parse\", \"ratio\": %.2f}\n", myhtml / ours);
#endif
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		measure_hostile(hostile[i]);
	arena_done(&p.arena);
	return 0;
}
