/* versions: states of articles in the store: in whatever order they come, in as many batches, and
 * what searching finds of them. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "diff/change.h"
#include "identity/identity.h"
#include "fresh.h"
#include "query/query.h"
#include "store/store.h"

enum { START = 1714600000 };

/* Put a state of article `n`; each comes in a record of its own. */
static enum store_put_as put(struct fixture *f, int n, enum channel channel, int64_t seen_at,
	const char *title, const char *text)
{
	struct article art = {
		.title = slice_str(title),
		.url = arena_printf(&f->a, "https://site.example/2024/05/story-%d", n),
		.source = channel == CHANNEL_FEED ? SLICE("The Feed") : SLICE("The Page"),
		.lang = SLICE("en"),
		.channel = channel,
	};
	struct article *list[] = { &art };
	struct identity identity;
	char name[ARTICLE_NAME_LEN + 1];
	if (*text)
		*list_add(&f->a, &art.blocks) =
			(struct block){ BLOCK_PARAGRAPH, slice_str(text) };
	article_name(&art, name);
	identity_of(&(articles){ list, 1, 1 }, &identity);
	struct store_put p = { .record = ++f->record, .article = &art, .name = name,
		.seen_at = seen_at, .identity = &identity };
	int64_t id;
	enum store_put_as as;
	must(store_article_put(f->s, &p, &id, &as, e));
	return as;
}

static int64_t found(struct fixture *f, const char *text)
{
	struct query *q;
	struct store_hits hits;
	must(query_parse(slice_str(text), 0, 0, &f->a, &q, e));
	const struct store_search what = { .query = q, .limit = SIZE_MAX };
	must(store_search(f->s, &what, &f->a, &hits, e));
	assert_int_equal(hits.total, hits.hits.n);
	return hits.total;
}

static void on_finding(void *ctx, const struct store_finding *finding)
{
	int *n = ctx;
	/* The records that these articles came from were never entered. */
	if (slice_find(finding->what, SLICE("belongs to record"), 0) != SIZE_MAX)
		return;
	print_error("%.*s\n", SLICE_ARG(finding->what));
	++*n;
}

static void all_is_whole(struct fixture *f)
{
	int n = 0;
	must(store_check(f->s, STORE_DEEP, on_finding, &n, e));
	assert_int_equal(n, 0);
}

/* Enough batches that segments with articles that count no more are merged, again and again; in the
 * end some hold nothing that counts. */
static void searching_finds_the_latest(void **state)
{
	struct fixture *f = *state;
	enum { ARTICLES = 30, BATCHES = 40, EDITED = 10 };
	int last[ARTICLES] = { 0 };
	for (int batch = 0; batch < BATCHES; batch++) {
		char text[200];
		snprintf(text, sizeof text, "The bridge stays closed, said a man called "
			"batch%dword, who had been asked about it by several people on the pier.",
			batch);
		must(store_begin(f->s, e));
		for (int i = 0; i < (batch ? EDITED : ARTICLES); i++) {
			int n = batch ? (batch * 7 + i * 3) % ARTICLES : i;
			last[n] = batch;
			enum store_put_as as = put(f, n, CHANNEL_PAGE, START + batch * 60,
				"Bridge closed", text);
			assert_int_equal(as, batch ? STORE_PUT_VERSION : STORE_PUT_NEW);
		}
		must(store_commit(f->s, e));
		for (int of = 0; of <= batch; of++) {
			int64_t want = 0;
			for (int n = 0; n < ARTICLES; n++)
				want += last[n] == of;
			snprintf(text, sizeof text, "batch%dword", of);
			assert_int_equal(found(f, text), want);
		}
		assert_int_equal(found(f, "bridge"), ARTICLES);
		assert_int_equal(found(f, "*"), ARTICLES);
		assert_int_equal(found(f, "-tunnel"), ARTICLES);
	}
	assert_int_equal(found(f, "is:edited"), ARTICLES);
	all_is_whole(f);
}

struct moment {
	enum channel channel;
	int minute;
	const char *title, *text;
};

#define TEXT "The harbour bridge was closed to all traffic on Thursday morning after engineers " \
	"found a crack in one of its pillars."
#define FULL TEXT " Ferries carry passengers across the bay every twenty minutes."

static const struct moment story[] = {
	{ CHANNEL_FEED, 0, "Bridge closed", TEXT },
	{ CHANNEL_PAGE, 1, "Bridge closed", FULL },
	{ CHANNEL_FEED, 10, "Port cut off", TEXT },
	{ CHANNEL_PAGE, 11, "Port cut off", FULL },
	{ CHANNEL_PAGE, 12, "Port  cut off", FULL }, /* no edit */
	{ CHANNEL_PAGE, 20, "Port Cut Off", FULL },
	{ CHANNEL_PAGE, 30, "Port cut off, says mayor", FULL " Nobody was hurt." },
	{ CHANNEL_FEED, 31, "Port cut off, says mayor", TEXT },
};

/* What must come of it, in whatever order it came. */
static const struct {
	int minute;
	enum channel channel;
	int64_t before;
	unsigned kinds;
} history[] = {
	{ 0, CHANNEL_FEED, 0, 0 },
	{ 1, CHANNEL_PAGE, 0, 0 },
	{ 10, CHANNEL_FEED, 1, CHANGE_HEADLINE },
	{ 11, CHANNEL_PAGE, 2, CHANGE_HEADLINE },
	{ 20, CHANNEL_PAGE, 4, CHANGE_TRIVIAL },
	{ 30, CHANNEL_PAGE, 5, CHANGE_HEADLINE | CHANGE_TEXT },
	{ 31, CHANNEL_FEED, 3, CHANGE_HEADLINE },
};
enum { N_STORY = sizeof story / sizeof *story, N_HISTORY = sizeof history / sizeof *history };

static void history_holds(struct fixture *f, int n)
{
	struct store_hits hits;
	struct query *q;
	char text[64];
	snprintf(text, sizeof text, "id:%d", n);
	must(query_parse(slice_str(text), 0, 0, &f->a, &q, e));
	const struct store_search what = { .query = q, .limit = SIZE_MAX };
	must(store_search(f->s, &what, &f->a, &hits, e));
	assert_int_equal(hits.total, 1);
	store_versions list;
	must(store_versions_list(f->s, hits.hits.at[0].id, &f->a, &list, e));
	assert_int_equal(list.n, N_HISTORY);
	for (size_t i = 0; i < N_HISTORY; i++) {
		assert_int_equal(list.at[i].number, i + 1);
		assert_int_equal(list.at[i].seen_at, START + history[i].minute * 60);
		assert_int_equal(list.at[i].channel, history[i].channel);
		assert_int_equal(list.at[i].before, history[i].before);
		assert_int_equal(list.at[i].kinds, history[i].kinds);
		assert_int_equal(list.at[i].shown, history[i].minute == 30);
	}
	struct store_article a;
	must(store_article_get(f->s, hits.hits.at[0].id, STORE_WHOLE, &f->a, &a, e));
	assert_true(slice_is(a.article.title, "Port cut off, says mayor"));
	assert_true(slice_is(a.article.source, "The Page"));
	assert_true(a.edited);
	assert_int_equal(a.n_versions, N_HISTORY);
}

static void any_order_gives_the_same_history(void **state)
{
	struct fixture *f = *state;
	enum { ORDERS = 40 };
	srand(5);
	for (int n = 1; n <= ORDERS; n++) {
		int order[N_STORY];
		for (int i = 0; i < N_STORY; i++) {
			int k = n == 1 ? i : rand() % (i + 1);
			order[i] = order[k];
			order[k] = i;
		}
		for (int i = 0; i < N_STORY; i++) {
			const struct moment *m = &story[order[i]];
			/* In one batch, and in many. */
			if (n % 2 || i == 0)
				must(store_begin(f->s, e));
			put(f, n, m->channel, START + m->minute * 60, m->title, m->text);
			if (n % 2 || i == N_STORY - 1)
				must(store_commit(f->s, e));
		}
		history_holds(f, n);
	}
	assert_int_equal(found(f, "mayor"), ORDERS);
	assert_int_equal(found(f, "title:closed"), 0);
	store_tallies sources;
	must(store_sources(f->s, &f->a, &sources, e));
	assert_int_equal(sources.n, 1);
	assert_true(slice_is(sources.at[0].name, "The Page"));
	assert_int_equal(sources.at[0].total, ORDERS);
	all_is_whole(f);
}

/* Marks and versions share a column of flags. */
static void marks_and_versions_keep_each_other(void **state)
{
	struct fixture *f = *state;
	struct store_hits hits;
	must(store_begin(f->s, e));
	put(f, 1, CHANNEL_PAGE, START, "Bridge closed", FULL);
	must(store_search(f->s, &(struct store_search){ .limit = 1 }, &f->a, &hits, e));
	must(store_commit(f->s, e));
	must(store_search(f->s, &(struct store_search){ .limit = 1 }, &f->a, &hits, e));
	int64_t id = hits.hits.at[0].id;
	must(store_begin(f->s, e));
	must(store_mark_set(f->s, id, STORE_MARK_READ, true, START, NULL, e));
	put(f, 1, CHANNEL_PAGE, START + 60, "Port cut off", FULL);
	const struct store_answer gone = {
		.uri = SLICE("https://www.site.example/2024/05/story-1"), .seen_at = START + 120,
		.record = 9, .status = 410
	};
	must(store_gone_put(f->s, &gone, e));
	must(store_mark_set(f->s, id, STORE_MARK_STAR, true, START, NULL, e));
	must(store_commit(f->s, e));
	assert_int_equal(found(f, "is:read is:starred is:edited is:withdrawn"), 1);
	must(store_begin(f->s, e));
	must(store_mark_set(f->s, id, STORE_MARK_READ, false, START, NULL, e));
	const struct store_answer unchanged = { .uri = gone.uri, .seen_at = START + 180 };
	must(store_unchanged_put(f->s, &unchanged, e));
	must(store_commit(f->s, e));
	assert_int_equal(found(f, "is:unread is:starred is:edited -is:withdrawn"), 1);
	all_is_whole(f);
}

/* Of texts of a megabyte, fewer are kept: the first and the last ones. */
static void large_versions_are_fewer(void **state)
{
	struct fixture *f = *state;
	enum { SIZE = 1 << 20, STATES = 30 };
	char *text = malloc(SIZE + 1), title[64];
	memset(text, 'a', SIZE);
	text[SIZE - 16] = 0; /* a little room for what the store adds */
	for (int i = 5; i < SIZE; i += 6)
		text[i] = ' ';
	must(store_begin(f->s, e));
	for (int i = 0; i < STATES; i++) {
		snprintf(title, sizeof title, "Bridge closed on day %d", i);
		put(f, 1, CHANNEL_PAGE, START + i * 60, title, text);
	}
	must(store_commit(f->s, e));
	free(text);
	store_versions list;
	struct store_hits hits;
	must(store_search(f->s, &(struct store_search){ .limit = 1 }, &f->a, &hits, e));
	must(store_versions_list(f->s, hits.hits.at[0].id, &f->a, &list, e));
	assert_int_equal(list.n, STORE_VERSIONS_BYTES / SIZE);
	assert_int_equal(list.at[0].seen_at, START);
	assert_int_equal(list.at[1].seen_at, START + (STATES - (int)list.n + 1) * 60);
	assert_int_equal(list.at[1].kinds, CHANGE_HEADLINE);
	assert_true(list.at[list.n - 1].shown);
	all_is_whole(f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fresh, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(searching_finds_the_latest),
		TEST(any_order_gives_the_same_history),
		TEST(marks_and_versions_keep_each_other),
		TEST(large_versions_are_fewer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
