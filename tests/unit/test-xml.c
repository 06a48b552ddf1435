/* xml: the cases of tests/tables/xml.test, and what a table cannot show: limits, reopening. */
#include "test.h"

#include "base/buf.h"
#include "feed/xml.h"
#include "table.h"

enum { NS_A = 1, NS_DC };

static const struct xml_space spaces[] = {
	{ "ns.example/a", NULL, NS_A },
	{ "purl.org/dc/elements/1.1/", "dc", NS_DC },
};

static const char *ns_name(uint8_t ns)
{
	switch (ns) {
	case XML_NS_NONE: return "";
	case NS_A: return "A:";
	case NS_DC: return "DC:";
	case XML_NS_XML: return "XML:";
	default: return "?:";
	}
}

static void add_text(struct xml *x, struct slice raw, struct arena *a, struct buf *to)
{
	buf_slice(to, xml_decode(x, raw, a));
}

static void add_open(struct xml *x, struct arena *a, struct buf *to)
{
	const struct xml_element *e = xml_top(x);
	buf_printf(to, "%s%.*s", ns_name(e->ns), SLICE_ARG(e->name));
	for (size_t i = 0; i < x->n_attrs; i++) {
		const struct xml_attr *attr = &x->attrs[i];
		buf_printf(to, " %s%.*s=", ns_name(attr->ns), SLICE_ARG(attr->name));
		add_text(x, attr->value, a, to);
	}
	buf_byte(to, '{');
}

/* Events as text: name attr=value{ 'text' [cdata] }, a "~" before an end that nobody wrote. */
static struct slice events_of(struct slice source, struct arena *a)
{
	struct xml *x = arena_new(a, struct xml);
	struct buf to = BUF_INIT(1 << 20);
	xml_begin(x, source, SLICE_NONE, spaces, 2, a);
	for (enum xml_event event; (event = xml_next(x)) != XML_EOF;) {
		if (event == XML_OPEN) {
			add_open(x, a, &to);
		} else if (event == XML_CLOSE) {
			buf_str(&to, x->implied ? "~}" : "}");
		} else if (x->cdata) {
			buf_printf(&to, "[%.*s]", SLICE_ARG(x->text));
		} else {
			buf_byte(&to, '\'');
			add_text(x, x->text, a, &to);
			buf_byte(&to, '\'');
		}
	}
	assert_int_equal(x->depth, 0);
	struct slice text = arena_dup(a, buf_text(&to));
	buf_done(&to);
	return text;
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	return events_of(c->input, out);
}

static void table_of_cases(void **state)
{
	(void)state;
	table_holds("xml.test", answer);
}

static struct slice repeat(const char *what, size_t n, struct arena *a)
{
	size_t len = strlen(what);
	char *p = arena_bytes(a, n * len);
	for (size_t i = 0; i < n; i++)
		memcpy(p + i * len, what, len);
	return slice_of(p, n * len);
}

static void depth_is_bounded(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct xml *x = arena_new(&a, struct xml);
	xml_begin(x, repeat("<a>x", 1000, &a), SLICE_NONE, spaces, 2, &a);
	size_t opens = 0, closes = 0, texts = 0, most = 0;
	for (enum xml_event event; (event = xml_next(x)) != XML_EOF;) {
		opens += event == XML_OPEN;
		closes += event == XML_CLOSE;
		texts += event == XML_TEXT;
		if (x->depth > most)
			most = x->depth;
	}
	assert_int_equal(opens, XML_MAX_DEPTH);
	assert_int_equal(closes, XML_MAX_DEPTH);
	assert_int_equal(texts, 1000);
	assert_int_equal(most, XML_MAX_DEPTH);
	arena_done(&a);
}

/* Inputs on which a careless reader looks at the rest of the document again and again. */
static void time_is_linear(void **state)
{
	(void)state;
	static const char *const hostile[] = {
		"<a b=\"", "<a b='<c d=\"", "<!--", "<![CDATA[", "<?x ", "<!DOCTYPE [",
		"<!DOCTYPE [<!--", "&", "</a", "<a ", "<", "<a xmlns:b='c'>", "&x", "<!DOCTYPE \"",
		"<a b=\">", "<a b='\">", "<!ENTITY a '", "]]>", "<a/", "<a b=c/d",
	};
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct arena a = ARENA_INIT;
		events_of(repeat(hostile[i], 200000, &a), &a);
		arena_done(&a);
	}
}

static void an_element_is_opened_again(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct xml *x = arena_new(&a, struct xml);
	xml_begin(x, SLICE("<r><i xmlns='http://ns.example/a'><t>one<i>two</i></r>"), SLICE_NONE,
		spaces, 2, &a);
	assert_int_equal(xml_next(x), XML_OPEN);
	assert_int_equal(xml_next(x), XML_OPEN);
	assert_int_equal(xml_next(x), XML_OPEN);
	assert_int_equal(xml_next(x), XML_TEXT);
	assert_int_equal(xml_next(x), XML_OPEN);
	assert_int_equal(xml_top(x)->ns, NS_A);
	xml_reopen(x, 1);
	assert_int_equal(xml_next(x), XML_CLOSE);
	assert_text(x->closed.name, "t");
	assert_int_equal(xml_next(x), XML_CLOSE);
	assert_text(x->closed.name, "i");
	assert_true(x->implied);
	assert_int_equal(xml_next(x), XML_OPEN);
	assert_text(xml_top(x)->name, "i");
	assert_int_equal(xml_top(x)->ns, XML_NS_NONE);
	assert_int_equal(x->depth, 2);
	arena_done(&a);
}

static void base_and_language_are_inherited(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct xml *x = arena_new(&a, struct xml);
	struct slice source = SLICE("<a xml:base='b/' xml:lang='id'><c xml:base='d'/>"
				    "<e xml:base='javascript:1'/>");
	xml_begin(x, source, SLICE("http://x.example/"), spaces, 2, &a);
	assert_text(xml_base(x), "http://x.example/");
	xml_next(x);
	assert_text(xml_base(x), "http://x.example/b/");
	xml_next(x);
	assert_text(xml_base(x), "http://x.example/b/d");
	assert_text(xml_lang(x), "id");
	xml_next(x);
	xml_next(x);
	assert_text(xml_base(x), "http://x.example/b/");
	arena_done(&a);
}

static void entities_cannot_explode(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct buf b = BUF_INIT(1 << 16);
	buf_str(&b, "<!DOCTYPE x [<!ENTITY a0 \"0123456789\">");
	for (int i = 1; i < 30; i++) {
		buf_printf(&b, "<!ENTITY a%d \"", i);
		for (int k = 0; k < 10; k++)
			buf_printf(&b, "&a%d;", i - 1);
		buf_str(&b, "\">");
	}
	buf_str(&b, "]><x>&a7;&a29;&a3;</x>");
	struct slice got = events_of(buf_text(&b), &a);
	assert_true(got.n < 2 * XML_MAX_EXPANSION);
	buf_done(&b);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_of_cases),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(time_is_linear),
		cmocka_unit_test(an_element_is_opened_again),
		cmocka_unit_test(base_and_language_are_inherited),
		cmocka_unit_test(entities_cannot_explode),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
