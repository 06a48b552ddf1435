/* blocks: the cases of tests/tables/blocks.test, and that time is linear. */
#include "test.h"

#include "base/buf.h"
#include "html/blocks.h"
#include "table.h"

/* Blocks as lines of "kind: text"; line ends and tabs in them are written "\n" and "\t". */
static struct slice blocks_of(struct slice html, bool lines_count, struct arena *a)
{
	struct tree t;
	blocks found = { 0 };
	assert_int_equal(tree_parse_fragment(html, TAG_BODY, a, &t, NULL), OK);
	html_blocks(&t, t.root, lines_count, a, &found);
	struct buf to = BUF_INIT(1 << 20);
	for (size_t i = 0; i < found.n; i++) {
		buf_printf(&to, "%s%s: ", i ? "\n" : "", block_name(found.at[i].type));
		for (size_t k = 0; k < found.at[i].text.n; k++) {
			char c = found.at[i].text.p[k];
			if (c == '\n' || c == '\t')
				buf_str(&to, c == '\n' ? "\\n" : "\\t");
			else
				buf_byte(&to, c);
		}
	}
	struct slice text = arena_dup(a, buf_text(&to));
	buf_done(&to);
	return text;
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	return blocks_of(c->input, slice_is(c->section, "lines count"), out);
}

static void table_of_cases(void **state)
{
	(void)state;
	table_holds("blocks.test", answer);
}

/* Lists within lists, with a heading in the innermost: none may be searched by each one outside. */
static void nesting_is_no_burden(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct buf html = BUF_INIT(1 << 24);
	for (int k = 0; k < 20; k++) {
		for (int i = 0; i < 500; i++)
			buf_str(&html, "<ul><li>a");
		for (int i = 0; i < 5000; i++)
			buf_str(&html, "<b>x</b> ");
		buf_str(&html, "<h2>h</h2>");
		for (int i = 0; i < 500; i++)
			buf_str(&html, "</ul>");
	}
	struct tree t;
	blocks found = { 0 };
	assert_int_equal(tree_parse_fragment(buf_text(&html), TAG_BODY, &a, &t, NULL), OK);
	html_blocks(&t, t.root, false, &a, &found);
	assert_true(found.n > 20 * 200);
	buf_done(&html);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_of_cases),
		cmocka_unit_test(nesting_is_no_burden),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
