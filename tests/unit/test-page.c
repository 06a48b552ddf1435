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

/* Pages as systems of many countries make them. Parts of texts are parted by "|"; those behind the
 * first bar of `without` must not be in the text. */
static const struct system_page {
	const char *file, *url, *title, *author, *date, *next, *with, *without;
} system_pages[] = {
	{ "id-portal.html", "https://kabartalu.example/nasional/d-6712345/banjir-talunga",
		"Banjir Rendam 400 Rumah di Talunga, Warga Mengungsi ke Balai Desa",
		"Rendra Wiguna", "2023-02-14",
		"https://kabartalu.example/nasional/d-6712345/banjir-talunga?page=2",
		"Banjir merendam sedikitnya|Menurut Hendra|meliburkan siswa",
		"Hujan Deras|Tiga Tanggul|SCROLL TO|Banjir Surut|Harga Cabai|ADVERTISEMENT" },
	{ "id-part.html", "https://kabartalu.example/nasional/d-6712345/banjir-talunga/2",
		"Banjir Rendam 400 Rumah di Talunga", NULL, "2023-02-14",
		"https://kabartalu.example/nasional/d-6712345/banjir-talunga/3",
		"Selain rumah|memuncak pada bulan depan", "Dana Perbaikan|Harga Cabai" },
	{ "id-pointers.html", "https://lembayung.example/read/2022/08/03/10150031/harga-telur",
		"Harga Telur Naik, Pedagang Pasar Lembayung Mengeluh", "Nirmala Ayuningtyas",
		"2022-08-03", NULL, "Harga telur ayam|Seorang pedagang|Operasi pasar",
		"Cabai Rawit|Dapatkan update|Mari bergabung" },
	{ "id-blogger.html", "http://catatan-senja.example/2014/06/jalan-jalan.html",
		"Jalan-Jalan ke Pulau Ampar", "Dwi Anjani", "2014-06-08", NULL,
		"Akhir pekan lalu|Pantainya masih sepi|bawa uang tunai",
		"jadi pengen|Jam tujuh pagi|Posting Lama|cerita seorang" },
	{ "en-wordpress.html", "http://harbourlight.example/2009/11/12/the-mill-is-gone/",
		"The mill is gone", "Martha Penhallow", "2009-11-12", NULL,
		"They took the last wall|eleven years|all three on different",
		"This entry was posted|My grandfather|Tide tables|proudly powered" },
	{ "ja-news.html", "https://kitahama.example/articles/20220515.html",
		"旧灯台、修復終え公開 北浜町", "佐伯真一", "2022-05-15", NULL,
		"十五日、三年にわたる|明治三十五年|入場料は大人", "有料会員|港まつり|無断転載|図書館" },
	{ "zh-gbk.html", "https://haigang.example/a/20200817/001.html", "海港镇老灯塔重新开放",
		"林晓峰", "2020-08-17", NULL, "经过两年的修缮|建于1902年|门票十元",
		"滨海步道|台风|版权所有|首页" },
	{ "th-news.html", "https://khaothale.example/news/5567",
		"เปิดประภาคารเก่าอีกครั้งหลังซ่อมสามปี", NULL, "2022-05-15", NULL,
		"ครอบครัวจำนวนมาก|สัญลักษณ์ของเมือง|ค่าเข้าชม", "เทศกาลอาหาร|สงวนลิขสิทธิ์" },
	{ "ko-news.html", "https://hanggu.example/news/articleView.html?idxno=1234",
		"항구 옛 등대, 3년 만에 다시 문 열어", "홍지민", "2022-05-15", NULL,
		"보수 공사를|1902년에|입장료는", "무단전재|축제|도서관" },
	{ "vi-news.html", "https://baocang.example/xa-hoi/mo-cua-lai-hai-dang-123.html",
		"Hải đăng cổ mở cửa trở lại sau ba năm", "Hoàng Minh Khôi", "2022-05-15", NULL,
		"Ngay từ sáng sớm|lớn lên dưới|Giá vé", "Lễ hội|bản quyền" },
	{ "ar-news.html", "https://sawt-almina.example/news/12345",
		"إعادة افتتاح جسر الميناء بعد عامين من الإغلاق", "سامر الحلواني", "2023-03-14",
		NULL,
		"أعيد يوم الثلاثاء|أعمال الترميم|أصحاب المحال", "مناقصة|أسعار الخضار|جميع الحقوق" },
	{ "ru-news.html", "https://vestnik-gavani.example/news/2021/09/30/12345.html",
		"Мост через Лену-малую открыли после ремонта", "Ирина Ковалёва", "2021-09-30",
		NULL, "В четверг в Гавани|340 миллионов|у вокзала",
		"набережной|бензин|Использование|Выделите" },
	{ "el-news.html", "https://tachydromos.example/nea/123",
		"Ξαναρχίζει το νυχτερινό πλοίο για τη Σαβάρα", "Ελένη Μαυρίδη", "2024-09-12", NULL,
		"τέσσερις μήνες|δύο μηχανές|μυρίζει ακόμη", "γιορτή του ψαριού|Αθλητικά" },
	{ "de-consent.html", "https://kuestenblatt.example/sport/artikel-1.99.html",
		"Nordhelm gewinnt Derby", "Piet Andresen", "2022-03-03", NULL,
		"hat das Derby|Zur Pause", "Partner|Standortdaten|Einwilligung" },
	/* a banner, links within the page, cards of other pages, invitations, signs in headings */
	{ "en-cards.html", "https://slipway.example/crab-pot", "How to mend a crab pot",
		"Kerra Roskilly", "2021-05-30", NULL,
		"lasts five seasons|What you need|Twine of three|The steps|for two days",
		"cached copy|Jump to|lifeboat|reader-supported|edit|Denzil" },
	/* a list of teasers of which one is the page's own */
	{ "en-latest.html", "https://straitpost.example/2", "Ferry to Halim gets a new captain",
		NULL, "2024-06-07", NULL,
		"for the first time in|in the engine room|school for seamen",
		"coast road|Market hall|boat of its own|Reading time" },
	/* a headline in bold type, and lines that breaks part */
	{ "en-bold.html", "http://tolecourier.example/2004/train.htm",
		"Night train to Merran is saved", "KERRA ROSKILLY", "2004-04-12", NULL,
		"for at least five|nine thousand|slept better", "Front page|E-mail this" },
	/* nothing is shown, scripts have it all */
	{ "en-script-data.html", "https://straitline.example/2023/07/04/ferry",
		"Ferry line to Halimun to close", "Sinta Marwanti", "2023-07-04", NULL,
		"The ferry between|\"We cannot run|to a museum in Merbah", "Bridge tolls" },
	{ "en-script-blocks.html", "https://straitline.example/2023/07/05/rice",
		"Rice prices fall for third week", NULL, "2023-07-05", NULL,
		"Rice prices fell|medium rice|below its floor", NULL },
};

/* The first of the parts of `list` that `text` has, or has not; empty for none. */
static struct slice part_of(const char *list, struct slice text, bool has)
{
	struct slice rest = slice_str(list ? list : ""), part;
	while (slice_next_piece(&rest, '|', &part))
		if (part.n > 0 && (slice_find(text, part, 0) != SIZE_MAX) == has)
			return part;
	return SLICE_NONE;
}

static void pages_of_many_systems_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof system_pages / sizeof *system_pages; i++) {
		struct arena a = ARENA_INIT;
		const struct system_page *want = &system_pages[i];
		const struct article *x = page_one(want->file, want->url, &a);
		struct slice text = article_text(x, &a);
		char date[DATE_TEXT_MAX];
		date_print(x->published, date);
		assert_text(x->title, want->title);
		if (x->authors.n != (want->author ? 1 : 0))
			fail_msg("%s has %zu authors", want->file, x->authors.n);
		if (want->author)
			assert_text(x->authors.at[0], want->author);
		if (strncmp(date, want->date, 10) != 0)
			fail_msg("%s is of %s", want->file, date);
		assert_text(x->next, want->next ? want->next : "");
		struct slice lost = part_of(want->with, text, false),
			     kept = part_of(want->without, text, true);
		if (lost.n > 0 || kept.n > 0)
			fail_msg("%s: lost '%.*s', kept '%.*s'", want->file, SLICE_ARG(lost),
				SLICE_ARG(kept));
		arena_done(&a);
	}
}

/* Two posts of one day under its date, one of another; Blogger's markup. */
static void days_of_posts_are_cut_apart(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct page_hint hint = { SLICE("http://senja.example/"), SLICE_NONE };
	articles got = { 0 };
	static const char *const want[][2] = {
		{ "Kapal Penyeberangan Mogok Lagi", "2014-06-08T21:14:00+07:00" },
		{ "Pasar Malam di Lapangan Desa", "2014-06-08T21:14:00+07:00" },
		{ "Buah Durian Mulai Panen", "2014-06-06T21:14:00+07:00" },
	};
	for (int bare = 0; bare < 2; bare++) {
		struct slice page = page_load("id-blogger-days.html", &a);
		char *own = arena_bytes(&a, page.n);
		memcpy(own, page.p, page.n);
		page.p = own;
		/* without moments in the markup the date above the posts counts */
		for (size_t at = 0; bare && (at = slice_find(page, SLICE("title='2014"), at)) !=
			SIZE_MAX; at++)
			own[at] = 'x';
		got.n = 0;
		assert_int_equal(page_read(page, &hint, &a, &got, NULL), OK);
		assert_int_equal(got.n, 3);
		for (size_t i = 0; i < 3; i++) {
			char date[DATE_TEXT_MAX];
			assert_text(got.at[i]->title, want[i][0]);
			date_print(got.at[i]->published, date);
			assert_memory_equal(date, want[i][1], bare ? 10 : 26);
			if (bare)
				assert_int_equal(got.at[i]->published_from, ORIGIN_HEADER);
		}
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
		cmocka_unit_test(pages_of_many_systems_are_read),
		cmocka_unit_test(days_of_posts_are_cut_apart),
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
