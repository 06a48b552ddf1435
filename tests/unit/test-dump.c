/* dump: pages of our own, whole and with one cue taken away; hostile texts. */
#include "test.h"

#include "dump/dump.h"

static const char two_posts[] =
	"Kurir Talunga\nBeranda\nKontak\n\n\n"
	"Senin, 13 Maret 2023\n\n"
	"Banjir Rendam Puluhan Rumah di Talunga\n\nBanjir Rendam Puluhan Rumah di Talunga\n\n"
	"Oleh: Budiana Salwa\n\n\xC2\xA9" "Antara/Joko Wirasena\n\n\n"
	"Sedikitnya enam puluh rumah terendam setelah hujan deras mengguyur kawasan itu sejak malam.\n\n\n"
	"Warga mengungsi ke balai desa dan menunggu bantuan yang dijanjikan oleh pemerintah kota.\n\n\n"
	"Baca juga: Harga Beras Naik Lagi\n\n\n"
	"\"Kami sudah menyiapkan dapur umum,\" kata wali kota kepada wartawan yang datang ke sana.\n\n"
	"Label: Banjir, Talunga\nTidak ada komentar:\n\n"
	"Jembatan Baru Dibuka untuk Umum Pekan Depan\n\nJembatan Baru Dibuka untuk Umum Pekan Depan\n\n"
	"Oleh: Rasmo Velin\n\n\n"
	"Jembatan yang dibangun selama dua tahun itu akan dibuka untuk umum pada pekan depan.\n\n\n"
	"Para petani berharap jalan menuju pasar menjadi lebih singkat dan ongkos angkut turun.\n\n"
	"Label: Jalan\nTidak ada komentar:\n\n"
	"Posting Lama\nBeranda\n\nArsip Blog\n\xE2\x96\xBC  2023 (4)\n\xE2\x96\xBA  Maret (2)\n";

static void read_text(const char *text, struct arena *a, articles *ret)
{
	assert_int_equal(dump_read(slice_str(text), NULL, a, ret, NULL), OK);
}

static void posts_are_cut(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	articles l = { 0 };
	read_text(two_posts, &a, &l);
	assert_int_equal(l.n, 2);
	const struct article *x = l.at[0], *y = l.at[1];
	char day[DATE_TEXT_MAX];
	assert_text(x->title, "Banjir Rendam Puluhan Rumah di Talunga");
	date_print(x->published, day);
	assert_string_equal(day, "2023-03-13");
	assert_int_equal(x->published_from, ORIGIN_HEADER);
	assert_int_equal(x->authors.n, 1);
	assert_text(x->authors.at[0], "Budiana Salwa");
	assert_int_equal(x->credits.n, 1);
	assert_int_equal(x->blocks.n, 3);
	assert_int_equal(x->tags.n, 2);
	assert_text(y->title, "Jembatan Baru Dibuka untuk Umum Pekan Depan");
	assert_int_equal(y->published_from, ORIGIN_HEADER);
	assert_int_equal(y->blocks.n, 2);
	assert_int_equal(y->credits.n, 0);
	arena_done(&a);
}

static void hostile_texts_end(void **state)
{
	(void)state;
	enum { SIZE = 2000000 };
	struct arena a = ARENA_INIT;
	for (int kind = 0; kind < 4; kind++) {
		char *p = arena_bytes(&a, SIZE);
		for (size_t i = 0; i < SIZE; i++)
			p[i] = kind == 0 ? 'a' : kind == 1 ? "a\n"[i % 2] : kind == 2 ? "ab cd 2022 (x)\n"[i % 15] : '\n';
		articles l = { 0 };
		assert_int_equal(dump_read(slice_of(p, SIZE), NULL, &a, &l, NULL), OK);
		arena_reset(&a);
	}
	arena_done(&a);
}

static void text_is_told_from_data(void **state)
{
	(void)state;
	assert_true(dump_is(slice_str(two_posts)));
	assert_false(dump_is(SLICE("<html><body><p>Some text here</p></body></html>")));
	assert_false(dump_is(SLICE("{\"title\": \"x\"}")));
	assert_false(dump_is(SLICE("int main(void) { return 0; } int f(int x) { x = 1; }")));
	assert_false(dump_is(SLICE("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(posts_are_cut),
		cmocka_unit_test(hostile_texts_end),
		cmocka_unit_test(text_is_told_from_data),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
