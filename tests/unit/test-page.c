/* page: our own pages in the markup of many systems, whole articles expected. */
#include "test.h"

#include <stdio.h>

#include "base/buf.h"
#include "page/page.h"
#include "page/page_explain.h"
#include "page/page_scan.h"
#include "table.h"

static struct slice page_load(const char *name, struct arena *a)
{
	struct slice path = arena_printf(a, "%s/../pages/%s", TEST_TABLES, name);
	FILE *f = fopen(arena_str(a, path), "rb");
	assert_non_null(f);
	struct buf b = BUF_INIT(1 << 20);
	char *to = buf_room(&b, 1 << 19);
	buf_wrote(&b, fread(to, 1, 1 << 19, f));
	fclose(f);
	struct slice s = arena_dup(a, buf_text(&b));
	buf_done(&b);
	return s;
}

static const struct article *page_one(const char *name, const char *url, struct arena *a)
{
	struct page_hint hint = { slice_str(url), SLICE_NONE };
	articles got = { 0 };
	assert_int_equal(page_read(page_load(name, a), &hint, a, &got, NULL), OK);
	assert_int_equal(got.n, 1);
	return got.at[0];
}

static void a_blog_post_is_read(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	const struct article *x = page_one("id-blog.html", "https://kurir-talunga.example/x", &a);
	char date[DATE_TEXT_MAX];
	assert_text(x->title, "Jembatan Talunga Rampung Lebih Awal");
	assert_text(x->source, "Kurir Talunga");
	assert_text(x->lang, "id");
	assert_text(x->url, "https://kurir-talunga.example/berita/jembatan-rampung");
	date_print(x->published, date);
	assert_string_equal(date, "2023-03-13T08:15:00+07:00");
	assert_int_equal(x->published_from, ORIGIN_META);
	assert_int_equal(x->authors.n, 1);
	assert_text(x->authors.at[0], "Budiana Salwa");
	assert_int_equal(x->captions.n, 1);
	assert_text(x->captions.at[0], "Warga melintasi jembatan baru.");
	assert_int_equal(x->credits.n, 1);
	assert_text(x->credits.at[0], "Joko Wirasena");
	struct slice text = article_text(x, &a);
	assert_true(slice_starts(text, SLICE("Pembangunan jembatan")));
	assert_true(slice_ends(text, SLICE("kontraktor yang sama.")));
	assert_true(slice_find(text, SLICE("Harga beras"), 0) == SIZE_MAX);
	assert_true(slice_find(text, SLICE("semoga awet"), 0) == SIZE_MAX);
	arena_done(&a);
}

static void broken_jsonld_is_read(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	const struct article *x = page_one("de-jsonld.html", "https://kuestenblatt.example/f", &a);
	char date[DATE_TEXT_MAX];
	assert_text(x->title, "Fähre nach Nordhelm fährt wieder");
	assert_text(x->source, "Küstenblatt");
	date_print(x->published, date);
	assert_string_equal(date, "2024-05-02T17:40:00+02:00");
	date_print(x->updated, date);
	assert_string_equal(date, "2024-05-03T09:00:00+02:00");
	assert_int_equal(x->authors.n, 2);
	assert_text(x->authors.at[0], "Wiebke Holm");
	assert_text(x->authors.at[1], "Piet Andresen");
	struct slice text = article_text(x, &a);
	assert_true(slice_starts(text, SLICE("Nach drei Wochen Pause")));
	assert_true(slice_find(text, SLICE("Geduld gereicht"), 0) != SIZE_MAX);
	assert_true(slice_find(text, SLICE("Cookies"), 0) == SIZE_MAX);
	assert_true(slice_find(text, SLICE("Hafen wird"), 0) == SIZE_MAX);
	assert_true(slice_find(text, SLICE("Newsletter"), 0) == SIZE_MAX);
	arena_done(&a);
}

static void amp_pages_are_read(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	const struct article *x = page_one("en-amp.html",
		"https://strait-example.cdn.example/c/s/strait.example/ferry", &a);
	static const char *const not_text[] = { "since 1954", "cookies", "partners want", "The map",
		"Send this", "Rice" };
	struct slice text = article_text(x, &a);
	assert_text(x->url, "https://strait.example/2024/05/ferry-halimun");
	assert_text(x->title, "Ferry to Halimun runs again after two years");
	assert_text(x->authors.at[0], "Sinta Marwanti");
	assert_true(slice_starts(text, SLICE("The ferry between")));
	assert_true(slice_ends(text, SLICE("one of them said.")));
	for (size_t i = 0; i < sizeof not_text / sizeof *not_text; i++)
		assert_true(slice_find(text, slice_str(not_text[i]), 0) == SIZE_MAX);
	arena_done(&a);
}

static const struct page_note *note_of(const struct page_account *account, const char *name)
{
	for (size_t i = 0; i < account->notes.n; i++)
		if (slice_is(slice_str(account->notes.at[i].name), name))
			return &account->notes.at[i];
	fail_msg("no note of '%s'", name);
	return NULL;
}

static const char amp_walls[] =
	"<h1>Old mill burns down</h1><p>The old mill above the harbour has burned down to its "
	"walls, the "
	"police said on Thursday morning, and nobody was hurt by that fire.</p>"
	"<section %s><p>Nobody who reads this has paid for it yet, and everybody who has is told "
	"what "
	"happened next, and why the mill had been empty for years.</p></section>"
	"<section %s><p>Forty firefighters came from three towns, and the last of them left at "
	"noon. The "
	"owner had wanted to sell the mill to the town, which did not want it.</p>"
	"<p>The town will now decide what becomes of the walls, which are older than the "
	"harbour, and of "
	"the millstream, which is older still.</p></section>";

/* Both paywalls of AMP: the text is given where it stands in the page. */
static void amp_walls_are_read(void **state)
{
	(void)state;
	static const char *const walls[][2] = {
		{ "amp-access=\"NOT subscriber\" amp-access-hide", "amp-access=subscriber" },
		{ "subscriptions-section=content-not-granted", "subscriptions-section=content" },
		{ "subscriptions-display=\"NOT granted\"", "subscriptions-section=content" },
	};
	for (size_t i = 0; i < sizeof walls / sizeof *walls; i++) {
		struct arena a = ARENA_INIT;
		struct page_hint hint = { SLICE("https://harbour.example/mill"), SLICE_NONE };
		articles got = { 0 };
		struct slice parts = arena_printf(&a, amp_walls, walls[i][0], walls[i][1]);
		struct slice page = arena_printf(&a, "<html amp><body><article>%.*s",
			SLICE_ARG(parts));
		assert_int_equal(page_read(page, &hint, &a, &got, NULL), OK);
		assert_int_equal(got.n, 1);
		struct slice text = article_text(got.at[0], &a);
		assert_true(slice_find(text, SLICE("Forty firefighters"), 0) != SIZE_MAX);
		assert_true(slice_find(text, SLICE("who reads this"), 0) == SIZE_MAX);
		arena_done(&a);
	}
}

/* A page that scripts fill, but which declares its text. */
static void declared_text_is_read(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct page_account account;
	struct page_hint hint = { SLICE("https://harbour.example/mill"), SLICE_NONE };
	struct slice page = SLICE("<title>Old mill burns down</title><div id=root>Loading</div>"
		"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Old "
		"mill burns "
		"down\",\"articleBody\":\"<p>The old mill above the harbour has burned down to "
		"its walls, the "
		"police said on Thursday morning, and nobody was hurt by that fire.</p><p>Forty "
		"firefighters "
		"came from three towns, and the last of them left at noon. The owner had wanted "
		"to sell the "
		"mill to the town, which did not want it.\\nThe town will now decide what "
		"becomes of the walls, "
		"which are older than the harbour &amp; its quay, and of the "
		"millstream.\"}</script>");
	assert_int_equal(page_explain(page, &hint, &a, &account, NULL), OK);
	assert_int_equal(account.articles.n, 1);
	const struct article *x = account.articles.at[0];
	assert_text(x->title, "Old mill burns down");
	assert_int_equal(x->blocks.n, 3);
	assert_true(slice_starts(x->blocks.at[1].text, SLICE("Forty")));
	assert_true(slice_find(x->blocks.at[2].text, SLICE("harbour & its"), 0) != SIZE_MAX);
	assert_true(slice_starts(slice_str(note_of(&account, "text")->from), SLICE("JSON-LD")));
	arena_done(&a);
}

/* What is left out of a page that is too long is said. */
static void long_pages_say_so(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct page_account account;
	struct page_hint hint = { SLICE("https://harbour.example/mill"), SLICE_NONE };
	struct buf page = BUF_INIT(1 << 24);
	buf_str(&page, "<title>Old mills</title><h1>Old mills</h1>");
	for (int i = 0; i < SCAN_MAX_BLOCKS; i++)
		buf_printf(&page, "<p>Mill number %d is old, and it has burned down to its walls, "
			"which "
			"are older still.", i);
	assert_int_equal(page_explain(buf_text(&page), &hint, &a, &account, NULL), OK);
	assert_int_equal(account.articles.n, 1);
	assert_string_equal(account.kind, "stub");
	assert_true(slice_starts(slice_str(note_of(&account, "text")->from),
		SLICE("the first part")));
	buf_done(&page);
	arena_done(&a);
}

static void layout_tables_are_read(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	const struct article *x = page_one("en-table-layout.html", "https://harbour.example/m", &a);
	char date[DATE_TEXT_MAX];
	assert_text(x->title, "Old mill burns down");
	assert_int_equal(x->authors.n, 1);
	assert_text(x->authors.at[0], "Edda Quill");
	date_print(x->published, date);
	assert_string_equal(date, "2004-10-14");
	assert_int_equal(x->published_from, ORIGIN_TEXT);
	struct slice text = article_text(x, &a);
	assert_true(slice_find(text, SLICE("Forty firefighters"), 0) != SIZE_MAX);
	assert_true(slice_find(text, SLICE("Weather"), 0) == SIZE_MAX);
	assert_true(slice_find(text, SLICE("rights reserved"), 0) == SIZE_MAX);
	arena_done(&a);
}

static void posts_of_a_day_are_cut_apart(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct page_hint hint = { SLICE("https://kurir-talunga.example/2024/05"), SLICE_NONE };
	articles got = { 0 };
	static const struct {
		const char *title, *author, *published, *url, *begins;
	} want[] = {
		{ "Pasar ikan Talunga dibuka kembali", "Budiana Salwa", "2024-05-02T09:15:00+07:00",
			"https://kurir-talunga.example/2024/05/02/pasar", "Pasar ikan di" },
		{ "Tiga sekolah di Lembah Runa mendapat listrik", "Joko Wirasena",
			"2024-05-02T07:40:00+07:00",
			"https://kurir-talunga.example/2024/05/02/sekolah", "Tiga sekolah dasar" },
		{ "Feri malam ke Pulau Sabaru dihentikan", "Ratna Kusuma",
			"2024-05-01T21:05:00+07:00",
			"https://kurir-talunga.example/2024/05/01/feri", "Feri malam ke" },
	};
	assert_int_equal(page_read(page_load("id-day.html", &a), &hint, &a, &got, NULL), OK);
	assert_int_equal(got.n, 3);
	for (size_t i = 0; i < 3; i++) {
		char date[DATE_TEXT_MAX];
		const struct article *x = got.at[i];
		assert_text(x->title, want[i].title);
		assert_int_equal(x->authors.n, 1);
		assert_text(x->authors.at[0], want[i].author);
		date_print(x->published, date);
		assert_string_equal(date, want[i].published);
		assert_text(x->url, want[i].url);
		assert_text(x->source, "Kurir Talunga");
		struct slice text = article_text(x, &a);
		assert_true(slice_starts(text, slice_str(want[i].begins)));
		assert_true(slice_find(text, SLICE("Oleh"), 0) == SIZE_MAX);
	}
	arena_done(&a);
}

static void a_front_page_is_no_article(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct page_hint hint = { SLICE("https://harbour.example/"), SLICE_NONE };
	articles got = { 0 };
	assert_int_equal(page_read(page_load("en-front.html", &a), &hint, &a, &got, NULL), OK);
	assert_int_equal(got.n, 0);
	arena_done(&a);
}

/* Running text that every case of the table has below its input. */
static const char story[] =
	"<p>The old mill above the harbour burned down in the night from Tuesday to "
	"Wednesday. Nobody was hurt, but the fire could be seen from the islands, and the "
	"coast road was closed until noon.</p><p>Forty firefighters fought the flames for six "
	"hours. The mill had stood empty for thirty years; its last miller, who lives across "
	"the road, watched it go.</p><p>The town had bought the building in spring and meant "
	"to make it a museum. What caused the fire is not known yet, and the police have "
	"asked witnesses to come forward.</p>";

static struct slice joined(const strings *list, struct arena *a)
{
	struct slice all = SLICE_NONE;
	for (size_t i = 0; i < list->n; i++)
		all = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(all), i ? "; " : "",
			SLICE_ARG(list->at[i]));
	return all;
}

static struct slice field_of(const struct article *x, struct slice field, struct arena *a)
{
	char date[DATE_TEXT_MAX];
	if (slice_is(field, "published"))
		return arena_dup(a, slice_of(date, date_print(x->published, date)));
	if (slice_is(field, "updated"))
		return arena_dup(a, slice_of(date, date_print(x->updated, date)));
	const struct {
		const char *name;
		struct slice value;
	} texts[] = {
		{ "authors", joined(&x->authors, a) }, { "origins", joined(&x->origins, a) },
		{ "title", x->title }, { "subtitle", x->subtitle }, { "section", x->section },
		{ "image", x->image },
		{ "begins", x->blocks.n ? slice_sub(x->blocks.at[0].text, 0, 12) : SLICE_NONE },
		{ "next", x->next }, { "kind", slice_str(article_kind_name(x->kind)) },
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (slice_is(field, texts[i].name))
			return texts[i].value;
	fail_msg("no field '%.*s'", SLICE_ARG(field));
	return SLICE_NONE;
}

static void the_head_is_read(void **state)
{
	(void)state;
	struct table t;
	struct table_case c;
	int bad = 0;
	table_open(&t, "page-head.test");
	while (table_next(&t, &c)) {
		struct arena a = ARENA_INIT;
		struct slice url = c.section, field;
		(void)slice_next_piece(&url, ' ', &field);
		struct page_hint hint = { url.n ? url : SLICE("https://news.example/mill"),
			SLICE_NONE };
		articles got = { 0 };
		struct slice page = arena_printf(&a, "<title>Old mill burns down</title>%.*s%s",
			SLICE_ARG(c.input), story);
		assert_int_equal(page_read(page, &hint, &a, &got, NULL), OK);
		struct slice have = got.n ? field_of(got.at[0], field, &a) : SLICE("no article");
		if (!slice_eq(have.n ? have : SLICE("none"), c.expected)) {
			print_error("page-head.test:%d: %.*s, not %.*s\n", c.line, SLICE_ARG(have),
				SLICE_ARG(c.expected));
			bad++;
		}
		arena_done(&a);
	}
	table_close(&t);
	assert_int_equal(bad, 0);
}

static void pages_explain_themselves(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct page_account account;
	struct page_hint hint = { SLICE("https://kurir-talunga.example/x"), SLICE_NONE };
	struct slice page = page_load("id-blog.html", &a);
	assert_int_equal(page_explain(page, &hint, &a, &account, NULL), OK);
	assert_null(account.none);
	assert_int_equal(account.articles.n, 1);
	assert_text(note_of(&account, "title")->value, "Jembatan Talunga Rampung Lebih Awal");
	assert_string_equal(note_of(&account, "url")->from, "rel=canonical");
	assert_in_range(note_of(&account, "published")->sure, 1, 100);
	size_t kept = 0;
	for (size_t i = 0; i < account.pieces.n; i++) {
		const struct page_piece *p = &account.pieces.at[i];
		kept += p->kept;
		/* The heaviest reason comes first. */
		assert_true(p->reasons[0].share * p->reasons[0].share >=
			p->reasons[1].share * p->reasons[1].share);
	}
	assert_in_range(kept, 2, account.pieces.n - 1);
	hint.url = SLICE("https://harbour.example/");
	page = page_load("en-front.html", &a);
	assert_int_equal(page_explain(page, &hint, &a, &account, NULL), OK);
	assert_int_equal(account.articles.n, 0);
	assert_non_null(strstr(account.none, "front page"));
	arena_done(&a);
}

static size_t times_in(struct slice text, struct slice what)
{
	size_t n = 0;
	for (size_t at = 0; (at = slice_find(text, what, at)) != SIZE_MAX; at++)
		n++;
	return n;
}

/* The text of a page of `parts`. */
static struct slice text_of(const char *const *parts, struct arena *a)
{
	struct page_hint hint = { SLICE("https://harbour.example/2024/plan"), SLICE_NONE };
	struct buf b = BUF_INIT(1 << 20);
	articles got = { 0 };
	buf_str(&b, "<title>Six days for rowers</title><article><h1>Six days for rowers</h1>");
	for (size_t i = 0; parts[i]; i++)
		buf_printf(&b, "<p>%s</p>", parts[i]);
	buf_str(&b, "</article>");
	assert_int_equal(page_read(buf_text(&b), &hint, a, &got, NULL), OK);
	buf_done(&b);
	assert_int_equal(got.n, 1);
	return article_text(got.at[0], a);
}

/* A page on a flood with so many dated posts. */
static enum article_kind kind_of_posts(int n, struct arena *a)
{
	struct page_hint hint = { SLICE("https://harbour.example/2024/flood"), SLICE_NONE };
	struct buf b = BUF_INIT(1 << 20);
	articles got = { 0 };
	buf_str(&b, "<title>The flood of Halimun, hour by hour</title><meta property=og:type "
		"content=article><article><h1>The flood of Halimun, hour by hour</h1>");
	for (int i = 0; i < n; i++)
		buf_printf(&b, "<div class=post><time datetime=2024-05-02T%02d:15:00Z>%d:15</time>"
			"<p>The water stands %d centimetres above the quay now, the harbour office "
			"says, and %d houses of the lower town had to be left by those who live in "
			"them.</p></div>", 20 - i, 20 - i, 90 - 7 * i, 40 - 3 * i);
	buf_str(&b, "</article>");
	assert_int_equal(page_read(buf_text(&b), &hint, a, &got, NULL), OK);
	buf_done(&b);
	assert_int_equal(got.n, 1);
	return got.at[0]->kind;
}

static void live_blogs_are_told(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	assert_int_equal(kind_of_posts(8, &a), ARTICLE_LIVE);
	assert_int_equal(kind_of_posts(3, &a), ARTICLE_PLAIN);
	arena_done(&a);
}

static void copies_go_and_repetition_stays(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	const char *first = "Rowers who come back from the winter should not begin with the long "
		"way to the lighthouse, said the trainer of the harbour's club on Monday.";
	const char *rest = "A day of rest follows, with a walk along the quay of at least half an "
		"hour and an early night.";
	const char *last = "Whoever keeps to the plan can row in the race of the islands in May, "
		"and will not be the last one home, she promised.";
	const char *plan[] = { first, "On the first day it is four kilometres against the current, "
		"slowly, and back with it.", rest, "On the third day six kilometres are rowed, the "
		"last of them as fast as the boat goes.", rest, "On the fifth day the crew "
		"practises starts, ten of them, with a minute between two.", rest, last, NULL };
	assert_int_equal(times_in(text_of(plan, &a), SLICE("A day of rest")), 3);
	const char *twice[] = { first, rest, last, first, rest, last, NULL };
	struct slice text = text_of(twice, &a);
	assert_int_equal(times_in(text, SLICE("A day of rest")), 1);
	assert_int_equal(times_in(text, SLICE("race of the islands")), 1);
	arena_done(&a);
}

static void hostile_pages_end(void **state)
{
	(void)state;
	enum { SIZE = 1 << 20 };
	static const char *const parts[] = { "<div>", "<p>a", "<table><td>", "a b ", "<a href=x>",
		"<h1>By Ann Lee 9 May 2022", "<script type=application/ld+json>[{\"a\":", "&amp;" };
	struct page_hint hint = { SLICE("https://harbour.example/x"), SLICE_NONE };
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		struct arena a = ARENA_INIT;
		struct buf b = BUF_INIT(2 * SIZE);
		while (b.n < SIZE)
			buf_str(&b, parts[k]);
		articles got = { 0 };
		assert_int_equal(page_read(buf_text(&b), &hint, &a, &got, NULL), OK);
		buf_done(&b);
		arena_done(&a);
	}
}

static void what_is_html_is_seen(void **state)
{
	(void)state;
	assert_true(page_is(SLICE("  <!DOCTYPE html><p>a")));
	assert_false(page_is(SLICE("Just a line of text.")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_blog_post_is_read),
		cmocka_unit_test(broken_jsonld_is_read),
		cmocka_unit_test(amp_pages_are_read),
		cmocka_unit_test(amp_walls_are_read),
		cmocka_unit_test(declared_text_is_read),
		cmocka_unit_test(long_pages_say_so),
		cmocka_unit_test(layout_tables_are_read),
		cmocka_unit_test(posts_of_a_day_are_cut_apart),
		cmocka_unit_test(a_front_page_is_no_article),
		cmocka_unit_test(the_head_is_read),
		cmocka_unit_test(pages_explain_themselves),
		cmocka_unit_test(live_blogs_are_told),
		cmocka_unit_test(copies_go_and_repetition_stays),
		cmocka_unit_test(hostile_pages_end),
		cmocka_unit_test(what_is_html_is_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
