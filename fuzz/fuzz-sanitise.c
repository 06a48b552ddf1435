/* Sanitises any bytes: what comes out is a fix point, parses to itself and holds nothing that can
 * act. */
#include <stdlib.h>

#include "check.h"
#include "html/sanitise.h"
#include "text/utf8.h"
#include "url/url.h"

static bool is_forbidden(enum tag tag)
{
	switch (tag) {
	case TAG_SCRIPT: case TAG_STYLE: case TAG_IFRAME: case TAG_OBJECT: case TAG_EMBED:
	case TAG_APPLET: case TAG_SVG: case TAG_MATH: case TAG_FOREIGN: case TAG_OTHER:
	case TAG_FORM: case TAG_INPUT: case TAG_BUTTON: case TAG_TEMPLATE: case TAG_LINK:
	case TAG_META: case TAG_BASE: case TAG_NOSCRIPT: case TAG_TITLE: case TAG_TEXTAREA:
	case TAG_SELECT: case TAG_FRAME: case TAG_FRAMESET: case TAG_PLAINTEXT: case TAG_XMP:
		return true;
	default:
		return false;
	}
}

static void check_attr(const struct attr *a)
{
	struct slice value = slice_of(a->value, a->value_n);
	CHECK(a->id != ATTR_OTHER && a->id != ATTR_STYLE && a->id != ATTR_ID);
	CHECK(a->id != ATTR_CLASS && a->id != ATTR_NAME && a->id != ATTR_SRCDOC);
	if (a->id == ATTR_HREF || a->id == ATTR_SRC || a->id == ATTR_CITE || a->id == ATTR_POSTER) {
		CHECK(!url_has_scheme(value, "javascript") && !url_has_scheme(value, "data"));
		CHECK(!url_has_scheme(value, "vbscript"));
	}
}

static void check_output(struct slice html, struct arena *a)
{
	for (size_t i = 0; i < html.n; i++)
		CHECK(((unsigned char)html.p[i] >= ' ' && html.p[i] != 0x7f) || html.p[i] == '\n'
			|| html.p[i] == '\t');
	struct tree t;
	CHECK(tree_parse_fragment(html, TAG_DIV, a, &t, NULL) == OK);
	for (uint32_t node = t.root; (node = tree_next(&t, node, t.root));) {
		const struct node *n = tree_at(&t, node);
		CHECK(!is_forbidden(n->tag));
		for (uint32_t i = 0; n->tag != TAG_TEXT && i < n->n; i++)
			check_attr(&n->attrs[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice source = slice_of((const char *)data, n);
	source.n = utf8_valid(source);
	struct slice base = n % 2 ? SLICE("http://news.example/a/b?c") : SLICE_NONE;
	struct arena a = ARENA_INIT;
	struct html once = html_sanitise(source, base, &a);
	struct html twice = html_sanitise(once.text, base, &a);
	CHECK(slice_eq(once.text, twice.text));
	check_output(once.text, &a);
	struct slice text = html_to_text(source, &a);
	CHECK(slice_find_byte(text, '\n', 0) == SIZE_MAX);
	html_of_text(source, &a);
	arena_done(&a);
	return 0;
}
