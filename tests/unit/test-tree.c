/* tree: the cases of tests/tables/html-tree.test, and what no table can say. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "html/tree.h"

static struct arena arena = ARENA_INIT;

static struct slice read_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	size_t cap = 1 << 20;
	char *p = arena_bytes(&arena, cap);
	size_t n = fread(p, 1, cap, f);
	assert_true(n < cap);
	fclose(f);
	return slice_of(p, n);
}

/* One line of text: newlines and backslashes escaped. */
static void print_quoted(struct buf *b, struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n')
			buf_str(b, "\\n");
		else if (s.p[i] == '\\')
			buf_str(b, "\\\\");
		else
			buf_byte(b, s.p[i]);
	buf_byte(b, '"');
}

static void print_node(struct buf *b, const struct tree *t, uint32_t node, int depth)
{
	const struct node *n = tree_at(t, node);
	if (n->tag == TAG_TEXT) {
		buf_printf(b, "%*s\"", depth * 2, "");
		print_quoted(b, node_text(t, node));
		buf_byte(b, '\n');
		return;
	}
	struct slice name = node_name(t, node);
	buf_printf(b, "%*s<%.*s>\n", depth * 2, "", SLICE_ARG(name));
	for (uint32_t i = 0; i < n->n; i++) {
		const struct attr *a = &n->attrs[i];
		buf_printf(b, "%*s%.*s=\"", depth * 2 + 2, "", a->name_n, a->name);
		print_quoted(b, slice_of(a->value, a->value_n));
		buf_byte(b, '\n');
	}
}

/* The tree below `top`, two blanks a level. */
static struct slice print_tree(struct buf *b, const struct tree *t, uint32_t top)
{
	buf_clear(b);
	int depth = 0;
	for (uint32_t node = top, next; (next = tree_next(t, node, top)); node = next) {
		if (tree_at(t, next)->parent == node && node != top)
			depth++;
		for (uint32_t up = node; tree_at(t, next)->parent != tree_at(t, up)->parent
			&& tree_at(t, next)->parent != up; up = tree_at(t, up)->parent)
			depth--;
		print_node(b, t, next, depth);
	}
	return b->n ? buf_text(b) : SLICE("");
}

/* "\x0d" in a case's input is that byte. */
static struct slice unescape(struct slice s)
{
	char *to = arena_bytes(&arena, s.n + 1);
	size_t n = 0;
	while (s.n) {
		char hex[3] = { 0 };
		if (s.n >= 4 && s.p[0] == '\\' && s.p[1] == 'x') {
			memcpy(hex, s.p + 2, 2);
			to[n++] = (char)strtol(hex, NULL, 16);
			s = slice_from(s, 4);
		} else {
			to[n++] = s.p[0];
			s = slice_from(s, 1);
		}
	}
	return slice_of(to, n);
}

/* Lines up to the next that begins with "#", or to an empty one. */
static struct slice take_part(struct slice *rest)
{
	const char *from = rest->p;
	struct slice line, before = *rest;
	while (before = *rest, slice_next_line(rest, &line)) {
		if (line.n == 0 || line.p[0] == '#') {
			if (line.n)
				*rest = before;
			return slice_of(from, (size_t)(before.p - from));
		}
	}
	return slice_of(from, (size_t)(before.p + before.n - from));
}

static bool run_case(struct slice input, struct slice kind, struct slice want, struct buf *b)
{
	struct tree t;
	uint32_t top;
	if (input.n && input.p[input.n - 1] == '\n')
		input.n--;
	input = unescape(input);
	if (slice_starts(kind, SLICE("#fragment "))) {
		enum tag context = tag_named(slice_from(kind, 10));
		assert_int_equal(tree_parse_fragment(input, context, &arena, &t, NULL), OK);
		top = t.root;
	} else {
		assert_int_equal(tree_parse(input, &arena, &t, NULL), OK);
		top = slice_is(kind, "#body") ? t.body : t.root;
	}
	struct slice got = print_tree(b, &t, top);
	if (slice_eq(got, want))
		return true;
	print_message("input: %.*s\n%.*s\nwant:\n%.*sgot:\n%.*s\n", SLICE_ARG(input),
		SLICE_ARG(kind), SLICE_ARG(want), SLICE_ARG(got));
	return false;
}

/* "#data", the input, then "#document", "#body" or "#fragment TAG" and the tree below that. */
static void table_of_trees(void **state)
{
	(void)state;
	struct slice rest = read_file(TEST_TABLES "/html-tree.test"), line;
	struct buf b = BUF_INIT(1 << 20);
	int cases = 0, bad = 0;
	while (slice_next_line(&rest, &line)) {
		if (!slice_is(line, "#data"))
			continue;
		struct slice input = take_part(&rest), kind;
		assert_true(slice_next_line(&rest, &kind));
		struct slice want = take_part(&rest);
		cases++;
		bad += !run_case(input, kind, want, &b);
	}
	buf_done(&b);
	print_message("%d trees\n", cases);
	assert_int_equal(bad, 0);
	assert_true(cases >= 200);
}

static void text_stays_in_the_source(void **state)
{
	(void)state;
	struct slice source = SLICE("<p class=lead>One &amp; two<script>if (a < b) {}</script>");
	struct tree t;
	assert_int_equal(tree_parse(source, &arena, &t, NULL), OK);
	uint32_t p = tree_find(&t, t.root, 0, TAG_P);
	struct slice lead = node_attr(&t, p, ATTR_CLASS);
	assert_text(lead, "lead");
	assert_true(lead.p > source.p && lead.p < source.p + source.n);
	assert_text(node_all_text(&t, p, &arena), "One & two");
	uint32_t script = tree_find(&t, t.root, 0, TAG_SCRIPT);
	struct slice code = node_text(&t, tree_at(&t, script)->first);
	assert_text(code, "if (a < b) {}");
	assert_true(code.p > source.p && code.p < source.p + source.n);
}

static void names_and_attributes_are_found(void **state)
{
	(void)state;
	struct slice source = SLICE("<AMP-img DATA-Kind=1 data-src='' src=a src=b>");
	struct tree t;
	assert_int_equal(tree_parse(source, &arena, &t, NULL), OK);
	uint32_t img = tree_find(&t, t.body, 0, TAG_OTHER);
	assert_text(node_name(&t, img), "amp-img");
	assert_text(node_attr_named(&t, img, SLICE("data-kind")), "1");
	assert_non_null(node_attr(&t, img, ATTR_DATA_SRC).p);
	assert_text(node_attr(&t, img, ATTR_SRC), "a");
	assert_null(node_attr(&t, img, ATTR_ALT).p);
	assert_int_equal(tree_at(&t, img)->n, 3);
	assert_int_equal(tag_named(SLICE("BlockQuote")), TAG_BLOCKQUOTE);
	assert_int_equal(tag_named(SLICE("blockquotes")), TAG_OTHER);
	assert_int_equal(attr_named(SLICE("DateTime")), ATTR_DATETIME);
	assert_string_equal(tag_name(TAG_OTHER), "");
	assert_true(tag_is_void(TAG_BR));
}

static void walks_go_both_ways(void **state)
{
	(void)state;
	struct slice source = SLICE("<ul><li>a<li>b<li>c</ul>d");
	struct tree t;
	assert_int_equal(tree_parse_fragment(source, TAG_BODY, &arena, &t, NULL), OK);
	uint32_t ul = tree_at(&t, t.root)->first, last = node_last(&t, ul);
	assert_text(node_all_text(&t, last, &arena), "c");
	assert_text(node_all_text(&t, node_prev(&t, last), &arena), "b");
	assert_int_equal(node_prev(&t, tree_at(&t, ul)->first), 0);
	assert_int_equal(tree_skip(&t, ul, t.root), node_last(&t, t.root));
	assert_int_equal(tree_next(&t, node_last(&t, last), ul), 0);
	assert_text(node_all_text(&t, t.root, &arena), "abcd");
}

static uint32_t depth_of(const struct tree *t)
{
	uint32_t most = 0;
	for (uint32_t node = t->root; (node = tree_next(t, node, t->root));) {
		uint32_t depth = 0;
		for (uint32_t up = node; up != t->root; up = tree_at(t, up)->parent)
			depth++;
		if (depth > most)
			most = depth;
	}
	return most;
}

/* `piece` `count` times, parsed; returns the memory taken beside the source, in times of it. */
static double parse_many(const char *piece, size_t count, struct tree *ret_tree)
{
	size_t len = strlen(piece);
	char *text = malloc(len * count);
	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * len, piece, len);
	arena_reset(&arena);
	size_t before = arena.total;
	assert_int_equal(tree_parse(slice_of(text, len * count), &arena, ret_tree, NULL), OK);
	free(text);
	return (double)(arena.total - before) / (double)(len * count);
}

static void hostile_pages_are_bounded(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"<div>", "<b><p>", "<b><a><p>", "<i id=1><b id=2><p>", "<table><td>",
		"<a href=x>y", "<td>", "<svg><desc>", "<template>", "</b><p><b>", "<b><table>x",
		"<select><option>", "<p>x", "<frameset>", "<col>x", "<font a><font b><font c></p>",
		"&amp;", "<x", "<!--", "</", "<nobr><div>", "<button><p>", "<li><dd>", "a=1 ",
		"<object>", "\r", "<br",
	};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct tree t;
		double memory = parse_many(pieces[i], 20000, &t);
		if (memory > 10 + 2e6 / 20000 / (double)strlen(pieces[i]))
			fail_msg("'%s' takes %.1f times its size", pieces[i], memory);
		if (depth_of(&t) > TREE_MAX_DEPTH)
			fail_msg("'%s' is %u deep", pieces[i], depth_of(&t));
	}
}

static void attributes_are_bounded(void **state)
{
	(void)state;
	struct buf b = BUF_INIT(1 << 24);
	buf_str(&b, "<p ");
	for (int i = 0; i < 100000; i++)
		buf_printf(&b, "a%d=%d ", i, i);
	buf_str(&b, ">x</p>y");
	struct tree t;
	assert_int_equal(tree_parse(buf_text(&b), &arena, &t, NULL), OK);
	uint32_t p = tree_find(&t, t.root, 0, TAG_P);
	assert_int_equal(tree_at(&t, p)->n, TREE_ATTRS);
	assert_text(node_all_text(&t, t.body, &arena), "xy");
	buf_done(&b);
}

/* Where only white space counts, a long text is still one token that makes one node. */
static void white_space_of_long_texts_is_kept_together(void **state)
{
	(void)state;
	static const char *const starts[] = { "<frameset>", "<template><col>" };
	for (int i = 0; i < 2; i++) {
		struct buf b = BUF_INIT(1 << 20);
		struct tree t;
		buf_str(&b, starts[i]);
		for (int k = 0; k < 100000; k++)
			buf_str(&b, "x \r");
		assert_int_equal(tree_parse(buf_text(&b), &arena, &t, NULL), OK);
		enum tag tag = i ? TAG_TEMPLATE : TAG_FRAMESET;
		uint32_t text = node_last(&t, tree_find(&t, t.root, 0, tag));
		assert_int_equal(node_text(&t, text).n, 200000);
		buf_done(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_of_trees),
		cmocka_unit_test(text_stays_in_the_source),
		cmocka_unit_test(names_and_attributes_are_found),
		cmocka_unit_test(walks_go_both_ways),
		cmocka_unit_test(hostile_pages_are_bounded),
		cmocka_unit_test(attributes_are_bounded),
		cmocka_unit_test(white_space_of_long_texts_is_kept_together),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_done(&arena);
	return failed;
}
