/* Reads any bytes as XML: events are balanced and bounded, and all text lies in the source. */
#include <stdlib.h>

#include "check.h"
#include "feed/xml.h"

static const struct xml_space spaces[] = {
	{ "w3.org/2005/Atom", "atom", 1 },
	{ "purl.org/dc/elements/1.1", "dc", 2 },
};

static bool lies_in(struct slice inner, struct slice outer)
{
	return inner.n == 0 || (inner.p >= outer.p && inner.p + inner.n <= outer.p + outer.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice source = slice_of((const char *)data, n);
	struct arena a = ARENA_INIT;
	struct xml *x = arena_new(&a, struct xml);
	xml_begin(x, source, SLICE("http://x.example/"), spaces, 2, &a);
	size_t depth = 0, text = 0;
	for (enum xml_event event; (event = xml_next(x)) != XML_EOF;) {
		if (event == XML_OPEN) {
			CHECK(x->depth == ++depth && depth <= XML_MAX_DEPTH);
			CHECK(x->n_attrs <= XML_MAX_ATTRS && lies_in(xml_top(x)->qname, source));
			for (size_t i = 0; i < x->n_attrs; i++)
				CHECK(lies_in(x->attrs[i].value, source));
			xml_attr(x, 0, "href", &a);
			/* Some of them are taken back and opened again. */
			if (depth > 3 && x->tag_at % 5 == 0) {
				xml_reopen(x, 1);
				depth--;
			}
		} else if (event == XML_CLOSE) {
			CHECK(depth-- > 0 && x->depth == depth);
		} else {
			CHECK(x->text.n > 0 || x->cdata);
			CHECK(lies_in(x->text, source));
			text += x->text.n;
			xml_decode(x, x->text, &a);
		}
	}
	CHECK(depth == 0 && text <= n && xml_next(x) == XML_EOF);
	arena_done(&a);
	return 0;
}
