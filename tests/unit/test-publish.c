/* publish: what may be a file of a site, where pages stand, and how texts are cut. */
#include "test.h"

#include "publish/address.h"
#include "publish/excerpt.h"
#include "publish/folder.h"

static void lists_hold_paths_of_sites_only(void **state)
{
	(void)state;
	struct folder_line l;
	assert_true(folder_line_read(SLICE("00000000000000ff 12 article/k3/k3x.html"), &l));
	assert_int_equal(l.of, 255);
	assert_int_equal(l.size, 12);
	assert_int_equal(l.note, 0);
	assert_true(slice_is(l.path, "article/k3/k3x.html"));
	assert_true(folder_line_read(SLICE("00000000000000ff 12 4294967295 a.html"), &l));
	assert_int_equal(l.note, UINT32_MAX);
	assert_true(slice_is(l.path, "a.html"));
	static const char *const wrong[] = { "", "00000000000000ff 12", "ff 12 a.html",
		"00000000000000ff -1 a.html", "00000000000000ff 12 ../a.html",
		"00000000000000ff 12 /a.html", "00000000000000ff 12 a/../../b.html",
		"00000000000000ff 12 .warta-site", "00000000000000ff 12 a//b.html",
		"00000000000000ff 12 a/", "00000000000000ff 12 A.html",
		"00000000000000ff 12 a b.html", "00000000000000ff 12 4294967296 a.html",
		"00000000000000ff 12 -1 a.html", "00000000000000ff 2147483648 0 a.html",
		"00000000000000fF 12 a.html" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(folder_line_read(slice_str(wrong[i]), &l));
}

static void assert_path(enum place place, const char *what, size_t page, const char *want)
{
	struct buf to = BUF_INIT(4096);
	struct folder_line l;
	struct arena a = ARENA_INIT;
	address_path(&to, place, slice_str(what), page);
	assert_string_equal(to.p, want);
	assert_true(folder_line_read(arena_printf(&a, "%016d 0 %s", 0, want), &l));
	buf_done(&to);
	arena_done(&a);
}

static void pages_have_addresses(void **state)
{
	(void)state;
	assert_path(PLACE_ARTICLE, "k3abc", 0, "article/k3/k3abc.html");
	assert_path(PLACE_DAY, "2024-03-12", 0, "day/2024/03/12.html");
	assert_path(PLACE_DAY, "2024-03-12", 2, "day/2024/03/12-2.html");
	assert_path(PLACE_DAY, "2024-03", 0, "day/2024/03.html");
	assert_path(PLACE_DAY, "", 0, "day/index.html");
	assert_path(PLACE_FILE, "", 0, "index.html");
	/* The first digits of SHA-256 of the name. */
	assert_path(PLACE_SOURCE, "../../Radio \"Holm\"<script>", 0,
		"source/13/radio-holm-script-13056abefc09b688.html");
	assert_path(PLACE_PERSON, "ü", 3, "person/60/607474ca475a9724-3.html");
	assert_string_equal(address_up("day/2024/03/12.html"), "../../../");
	assert_string_equal(address_up("index.html"), "");
}

static struct article of_blocks(struct block *list, size_t n)
{
	struct article a = { 0 };
	a.blocks.at = list;
	a.blocks.n = n;
	return a;
}

static void texts_are_cut_behind_words(void **state)
{
	(void)state;
	struct arena out = ARENA_INIT;
	struct block list[] = { { BLOCK_PARAGRAPH, SLICE("One two, three.") },
		{ BLOCK_CAPTION, SLICE("A harbour.") },
		{ BLOCK_PARAGRAPH, SLICE("Four five six.") } };
	struct article a = of_blocks(list, 3);
	assert_true(excerpt_make(&a, 0, &out) == SIZE_MAX);
	assert_int_equal(a.blocks.n, 3);
	assert_int_equal(excerpt_make(&a, 4, &out), strlen("One two, three.\n\nFour"));
	assert_int_equal(a.blocks.n, 2);
	assert_true(slice_is(a.blocks.at[1].text, "Four …"));
	a = of_blocks(list, 3);
	assert_int_equal(excerpt_make(&a, 3, &out), strlen("One two, three."));
	assert_int_equal(a.blocks.n, 1);
	a = of_blocks(list, 3);
	assert_true(excerpt_make(&a, 6, &out) == SIZE_MAX);
	assert_int_equal(a.blocks.n, 2);
	arena_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_hold_paths_of_sites_only),
		cmocka_unit_test(pages_have_addresses),
		cmocka_unit_test(texts_are_cut_behind_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
