/* snippet: hits marked as the index finds them, and the best place shown. */
#include "test.h"

#include "index/snippet.h"

static enum err forms(
	void *ctx, struct slice word, struct arena *out, strings *ret, struct error *e)
{
	(void)ctx;
	(void)e;
	if (slice_is(word, "walk")) {
		*list_add(out, ret) = SLICE("walking");
		*list_add(out, ret) = SLICE("walked");
	}
	return OK;
}

static enum err ids(void *ctx, const struct query *q, struct arena *out, id_list *ret,
	struct error *e)
{
	(void)ctx;
	(void)q;
	(void)out;
	(void)ret;
	(void)e;
	return OK;
}

static struct marker marker(struct arena *a, const char *query)
{
	struct query *q;
	struct plan_root root;
	struct plan_env env = { forms, ids, NULL };
	assert_int_equal(query_parse(slice_str(query), 0, 0, a, &q, NULL), OK);
	assert_int_equal(plan_make(q, &env, a, &root, NULL), OK);
	return marker_of(&root, a);
}

/* The text with its hits in brackets. */
static struct slice bracketed(struct slice text, const spans *hits, struct arena *a)
{
	struct slice out = SLICE_NONE;
	size_t at = 0;
	for (size_t i = 0; i < hits->n; i++) {
		struct slice before = slice_sub(text, at, hits->at[i].start);
		struct slice hit = slice_sub(text, hits->at[i].start, hits->at[i].end);
		out = arena_printf(
			a, "%.*s%.*s[%.*s]", SLICE_ARG(out), SLICE_ARG(before), SLICE_ARG(hit));
		at = hits->at[i].end;
	}
	return arena_printf(a, "%.*s%.*s", SLICE_ARG(out), SLICE_ARG(slice_from(text, at)));
}

static void hits_are_what_was_asked_for(void **state)
{
	(void)state;
	static const struct {
		const char *query, *text, *want;
	} cases[] = {
		{ "cabai", "Harga Cabai naik.", "Harga [Cabai] naik." },
		{ "CÁBAI harga", "Harga Cabai naik.", "[Harga] [Cabai] naik." },
		{ "walk", "She walked, walking a walk.", "She [walked], [walking] a [walk]." },
		{ "\"walk\"", "She walked a walk.", "She walked a [walk]." },
		{ "har*", "Harga dan hari", "[Harga] dan [hari]" },
		{ "\"harga cabai\"", "harga naik, harga cabai naik",
			"harga naik, [harga cabai] naik" },
		{ "\"harga cab*\"", "harga cabai naik", "[harga cabai] naik" },
		{ "naik -cabai", "cabai naik", "cabai [naik]" },
		{ "naik OR turun", "naik lalu turun", "[naik] lalu [turun]" },
		{ "title:naik", "cabai naik", "cabai naik" },
		{ "covid-19", "Covid 19 dan covid", "[Covid 19] dan covid" },
		{ "京都", "東京都庁と京都", "東[京都]庁と[京都]" },
		{ "東京 京都", "東京都庁", "[東京都]庁" },
		{ "京", "東京都", "東[京]都" },
		{ "都", "東京都", "東京[都]" },
		{ "source:kilas lang:id", "kilas id", "kilas id" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = ARENA_INIT;
		struct marker m = marker(&a, cases[i].query);
		spans hits = marker_spans(&m, slice_str(cases[i].text), false, &a);
		assert_text(bracketed(slice_str(cases[i].text), &hits, &a), cases[i].want);
		arena_done(&a);
	}
	struct arena a = ARENA_INIT;
	struct marker m = marker(&a, "title:naik");
	assert_int_equal(marker_spans(&m, SLICE("cabai naik"), true, &a).n, 1);
	arena_done(&a);
}

static struct slice shown(const char *query, const struct article *art, size_t max_chars,
	struct arena *a)
{
	struct marker m = marker(a, query);
	struct snippet s = snippet_make(&m, art, max_chars, a);
	struct slice text = bracketed(s.text, &s.hits, a);
	return arena_printf(a, "%s%.*s%s", s.more_before ? "... " : "", SLICE_ARG(text),
		s.more_after ? " ..." : "");
}

static void the_best_place_is_shown(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct article art = { 0 };
	static const char *const texts[] = {
		"Pasar pagi itu ramai sejak subuh. Pedagang sayur menata dagangan di tepi jalan.",
		"Harga naik.",
		"Menurut pedagang, hujan yang turun tanpa henti sepekan ini membuat panen gagal di "
		"dataran tinggi. Akibatnya harga cabai naik dua kali lipat di semua pasar kota, "
		"kata seorang ibu.",
	};
	for (size_t i = 0; i < 3; i++)
		*list_add(&a, &art.blocks) = (struct block){ BLOCK_PARAGRAPH, slice_str(texts[i]) };
	assert_text(shown("harga cabai", &art, 60, &a),
		"... Akibatnya [harga] [cabai] naik dua kali lipat di semua pasar kota, ...");
	assert_text(shown("sayur", &art, 30, &a), "... [sayur] menata dagangan di tepi jalan.");
	assert_text(shown("absen", &art, 30, &a), "Pasar pagi itu ramai sejak subuh. ...");
	assert_text(shown("is:read", &art, 500, &a), texts[0]);
	assert_text(shown("ibu", &art, 40, &a), "... di semua pasar kota, kata seorang [ibu].");
	struct article none = { 0 };
	assert_text(shown("cabai", &none, 40, &a), "");
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hits_are_what_was_asked_for),
		cmocka_unit_test(the_best_place_is_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
