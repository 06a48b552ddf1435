/* view: what a reader of each format sees. */
#include "test.h"

#include <string.h>

#include "html/sanitise.h"
#include "quote/quote.h"
#include "view/view.h"

enum { MAX_OUT = 1 << 20 };

static struct article sample(struct arena *out)
{
	struct article a = {
		.title = SLICE("A \"quoted\" <headline>"),
		.source = SLICE("Kabar & Co"),
		.url = SLICE("https://kabar.example/a?b=1&c=2"),
		.lang = SLICE("en"),
		.published = { 1710201600, 420, DATE_ZONED },
	};
	*list_add(out, &a.authors) = SLICE("Dewi Larasati");
	*list_add(out, &a.blocks) = (struct block){ BLOCK_PARAGRAPH,
		SLICE("One two three four five six seven eight nine ten eleven twelve.") };
	*list_add(out, &a.blocks) = (struct block){ BLOCK_HEADING, SLICE("# Not a heading mark") };
	*list_add(out, &a.blocks) = (struct block){ BLOCK_LIST, SLICE("first\nsecond") };
	*list_add(out, &a.blocks) = (struct block){ BLOCK_CODE, SLICE("a < b\n\tc") };
	*list_add(out, &a.blocks) = (struct block){ BLOCK_PARAGRAPH, SLICE("1. no list") };
	return a;
}

static void render(enum view_format format, const struct article *a, struct buf *to)
{
	const struct view_look look = { .format = format, .width = 30, .title = SLICE("T<t>") };
	const struct view_article v = {
		.article = a, .name = SLICE("abcdefghij0123456789abcdef"), .number = 7
	};
	buf_clear(to);
	view_begin(&look, to);
	view_add(&look, &v, to);
	view_end(&look, to);
}

#define assert_has(text) \
	do { \
		if (!strstr(to.p, (text))) \
			fail_msg("'%s' is not in: %s", (text), to.p); \
	} while (0)

static void every_format_says_its_part(void **state)
{
	(void)state;
	struct arena scratch = ARENA_INIT;
	struct buf to = BUF_INIT(MAX_OUT);
	struct article a = sample(&scratch);

	render(VIEW_TEXT, &a, &to);
	assert_has("One two three four five six\nseven");
	assert_has("  - first\n  - second\n");
	assert_has("7 abcdefghij0123456789abcdef");

	render(VIEW_HTML, &a, &to);
	assert_has("<h1>A &quot;quoted&quot; &lt;headline&gt;</h1>");
	assert_has("href=\"https://kabar.example/a?b=1&amp;c=2\"");
	assert_has("<ul>\n<li>first</li>\n<li>second</li>\n</ul>");
	assert_has("<pre><code>a &lt; b\n\tc</code></pre>");
	assert_null(strstr(to.p, "<t>"));

	render(VIEW_MARKDOWN, &a, &to);
	assert_has("# A \"quoted\" \\<headline\\>\n");
	assert_has("## \\# Not a heading mark\n");
	assert_has("\n1\\. no list\n");
	assert_has("    a < b\n    \tc\n");

	render(VIEW_ATOM, &a, &to);
	assert_has("<published>2024-03-12T07:00:00+07:00</published>");
	assert_has("<name>Dewi Larasati</name>");
	assert_has("&lt;p&gt;One two");

	render(VIEW_CSV, &a, &to);
	assert_has("\"A \"\"quoted\"\" <headline>\"");

	render(VIEW_JSON, &a, &to);
	assert_has("{\"id\":\"abcdefghij0123456789abcdef\",\"title\":\"A \\\"quoted\\\"");
	assert_int_equal(to.p[to.n - 1], '\n');
	buf_done(&to);
	arena_done(&scratch);
}

static void an_atom_feed_is_xml_whatever_the_title(void **state)
{
	(void)state;
	struct arena scratch = ARENA_INIT;
	struct buf to = BUF_INIT(MAX_OUT);
	struct article a = sample(&scratch);
	a.title = SLICE("\xEF\xBF\xBEOne\xEF\xBF\xBF \xEF\xBF\xBD two\xEF\xBF");
	render(VIEW_ATOM, &a, &to);
	assert_has("<title>One \xEF\xBF\xBD two\xEF\xBF</title>");
	buf_done(&to);
	arena_done(&scratch);
}

static void addresses_that_run_are_no_links(void **state)
{
	(void)state;
	struct buf to = BUF_INIT(MAX_OUT);
	const struct article a = { .title = SLICE("x"), .url = SLICE("javascript:alert(1)") };
	render(VIEW_HTML, &a, &to);
	assert_null(strstr(to.p, "href"));
	buf_done(&to);
}

static void wide_characters_take_two_columns(void **state)
{
	(void)state;
	struct arena scratch = ARENA_INIT;
	struct buf to = BUF_INIT(MAX_OUT);
	struct article a = { .title = SLICE("x") };
	/* Twenty characters of two columns each: fifteen fit into thirty. */
	*list_add(&scratch, &a.blocks) = (struct block){ BLOCK_PARAGRAPH,
		SLICE("北京北京北京北京北京北京北京北京北京北京") };
	render(VIEW_TEXT, &a, &to);
	assert_has("\n北京北京北京北京北京北京北京北\n京北京北京\n");
	buf_done(&to);
	arena_done(&scratch);
}

static void an_endless_word_is_cut(void **state)
{
	(void)state;
	struct arena scratch = ARENA_INIT;
	struct buf to = BUF_INIT(MAX_OUT);
	struct article a = { .title = SLICE("x") };
	char *word = arena_bytes(&scratch, 1000);
	memset(word, 'w', 1000);
	*list_add(&scratch, &a.blocks) =
		(struct block){ BLOCK_PARAGRAPH, slice_of(word, 1000) };
	render(VIEW_TEXT, &a, &to);
	for (char *line = to.p, *end; (end = strchr(line, '\n')); line = end + 1)
		assert_true(end - line <= 30);
	buf_done(&to);
	arena_done(&scratch);
}

/* Quotations begin and end anywhere: within a line of a list, over two blocks, in one another. */
static void quotations_are_marked(void **state)
{
	(void)state;
	struct arena out = ARENA_INIT;
	struct article a = { .title = SLICE("x") };
	*list_add(&out, &a.blocks) = (struct block){ BLOCK_PARAGRAPH, SLICE("He <said> this.") };
	*list_add(&out, &a.blocks) = (struct block){ BLOCK_CAPTION, SLICE("A <caption>") };
	*list_add(&out, &a.blocks) = (struct block){ BLOCK_LIST, SLICE("one\ntwo & three") };
	*list_add(&out, &a.blocks) = (struct block){ BLOCK_PARAGRAPH, SLICE("End.") };
	struct slice text = article_text(&a, &out), who = SLICE("A \"B\"");
	size_t two = slice_find(text, SLICE("two"), 0), end = slice_find(text, SLICE("End"), 0);
	struct quotation all[] = {
		{ .start = 3, .end = 9, .speaker = who },           /* <said> */
		{ .start = 5, .end = 7, .speaker = who },           /* within it */
		{ .start = two, .end = two + 3, .speaker = SLICE_NONE },
		{ .start = two + 4, .end = end + 2, .speaker = who }, /* & three, En */
		{ .start = text.n, .end = text.n + 99, .speaker = who },
	};
	const struct quotations quotes = { all, sizeof all / sizeof *all };
	struct html html = view_body_quoted(&a, &quotes, &out);
#define SAID "<span class=\"said\" title=\"A &quot;B&quot;\">"
	assert_string_equal(arena_str(&out, html.text),
		"<p>He " SAID "&lt;said&gt;</span> this.</p>\n"
		"<figure><figcaption>A &lt;caption&gt;</figcaption></figure>\n"
		"<ul>\n<li>one</li>\n<li>two " SAID "&amp; three</span></li>\n</ul>\n"
		"<p>" SAID "En</span>d.</p>\n");
#undef SAID
	arena_done(&out);
}

static void a_side_of_differences_has_its_own_words(void **state)
{
	(void)state;
	struct arena out = ARENA_INIT;
	struct article before = { .title = SLICE("Old <news>") };
	struct article after = { .title = SLICE("New <news>") };
	const struct view_diff d = { .before.article = &before, .after.article = &after };
	const char *const want[] = {
		[VIEW_BOTH] = "<del>Old &lt;</del><ins>New &lt;</ins>news&gt;",
		[VIEW_BEFORE] = "<del>Old &lt;</del>news&gt;",
		[VIEW_AFTER] = "<ins>New &lt;</ins>news&gt;",
	};
	for (int side = VIEW_BOTH; side <= VIEW_AFTER; side++) {
		struct html html = view_differences_body(&d, (enum view_side)side, &out);
		assert_non_null(strstr(arena_str(&out, html.text), want[side]));
	}
	arena_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_format_says_its_part),
		cmocka_unit_test(an_atom_feed_is_xml_whatever_the_title),
		cmocka_unit_test(addresses_that_run_are_no_links),
		cmocka_unit_test(wide_characters_take_two_columns),
		cmocka_unit_test(an_endless_word_is_cut),
		cmocka_unit_test(quotations_are_marked),
		cmocka_unit_test(a_side_of_differences_has_its_own_words),
	};
	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
