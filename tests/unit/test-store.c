/* store: opening, the book of records, articles, counters, what only the user knows. */
#include "test.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "fresh.h"
#include "query/query.h"
#include "store/store.h"

static struct date day_of(int y, int m, int d)
{
	struct date date = { .kind = DATE_DAY };
	int64_t days;
	assert_true(date_days(y, m, d, &days));
	date.seconds = days * 86400;
	return date;
}

static struct article sample(struct arena *a, const char *title, struct date published)
{
	struct article art = { .title = slice_str(title), .published = published };
	art.source = SLICE("Kilas Timur");
	art.lang = SLICE("id");
	art.url = SLICE("https://kilas.example/1");
	*list_add(a, &art.authors) = SLICE("Rina Batubara");
	*list_add(a, &art.tags) = SLICE("ekonomi");
	*list_add(a, &art.tags) = SLICE("pasar");
	*list_add(a, &art.blocks) = (struct block){ BLOCK_PARAGRAPH, SLICE("Harga cabai naik.") };
	*list_add(a, &art.blocks) = (struct block){ BLOCK_LIST, SLICE("satu\ndua") };
	*list_add(a, &art.blocks) = (struct block){ BLOCK_CAPTION, SLICE("Pasar pagi") };
	*list_add(a, &art.captions) = SLICE("Pasar pagi");
	return art;
}

static int64_t put(struct fixture *f, const struct article *art, bool *ret_new)
{
	char name[ARTICLE_NAME_LEN + 1];
	article_name(art, name);
	struct store_put p = { .record = 1, .article = art, .name = name, .seen_at = 1644400000 };
	int64_t id = 0;
	enum store_put_as as;
	must(store_article_put(f->s, &p, &id, &as, e));
	if (ret_new)
		*ret_new = as == STORE_PUT_NEW;
	return id;
}

static int64_t put_titled(struct fixture *f, const char *title, struct date published)
{
	struct article art = sample(&f->a, title, published);
	return put(f, &art, NULL);
}

static void article_comes_back_whole(void **state)
{
	struct fixture *f = *state;
	struct article art = sample(&f->a, "Cabai naik", day_of(2022, 2, 9));
	art.published_from = ORIGIN_HEADER;
	bool is_new;
	must(store_begin(f->s, e));
	int64_t id = put(f, &art, &is_new);
	assert_true(is_new);
	assert_int_equal(put(f, &art, &is_new), id);
	assert_false(is_new);
	must(store_commit(f->s, e));

	struct store_article got;
	must(store_article_get(f->s, id, STORE_WHOLE, &f->a, &got, e));
	assert_int_equal(got.number, 1);
	assert_int_equal(got.at, art.published.seconds);
	assert_int_equal(got.day, 19032);
	assert_text(got.article.title, "Cabai naik");
	assert_text(got.article.source, "Kilas Timur");
	assert_int_equal(got.article.published.kind, DATE_DAY);
	assert_int_equal(got.article.published_from, ORIGIN_HEADER);
	assert_int_equal(got.article.tags.n, 2);
	assert_text(got.article.tags.at[1], "pasar");
	assert_int_equal(got.article.blocks.n, 3);
	assert_int_equal(got.article.blocks.at[1].type, BLOCK_LIST);
	assert_text(got.article.blocks.at[1].text, "satu\ndua");
	char name[ARTICLE_NAME_LEN + 1];
	article_name(&got.article, name);
	assert_string_equal(name, got.name);

	int64_t found;
	must(store_article_find(f->s, SLICE("1"), &found, e));
	assert_int_equal(found, id);
	must(store_article_find(f->s, slice_of(got.name, 6), &found, e));
	assert_int_equal(found, id);
	assert_int_equal(store_article_find(f->s, SLICE("2"), &found, NULL), ERR_NOT_FOUND);
}

static void crowded_seconds_run_over(void **state)
{
	struct fixture *f = *state;
	must(store_begin(f->s, e));
	struct date day = day_of(2022, 2, 9);
	int64_t first = 0;
	for (int i = 0; i < 200; i++) {
		char title[32];
		snprintf(title, sizeof title, "Berita %d", i);
		int64_t id = put_titled(f, title, day);
		if (!i)
			first = id;
		assert_int_equal(id, first + i);
		if (i == 100) {
			must(store_commit(f->s, e));
			must(store_begin(f->s, e));
		}
	}
	assert_int_equal(first, day.seconds << STORE_SEQ_BITS);
	/* A second into which others ran over. */
	day.seconds++;
	assert_int_equal(put_titled(f, "Sesudahnya", day), first + 200);
	must(store_commit(f->s, e));
	store_tallies days;
	must(store_days(f->s, INT64_MAX, 10, &f->a, &days, e));
	assert_int_equal(days.n, 1);
	assert_int_equal(days.at[0].total, 201);
}

static void rollback_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	must(store_begin(f->s, e));
	put_titled(f, "Tidak jadi", day_of(2022, 2, 9));
	store_rollback(f->s);
	store_tallies list;
	must(store_sources(f->s, &f->a, &list, e));
	assert_int_equal(list.n, 0);
	must(store_begin(f->s, e));
	put_titled(f, "Jadi", day_of(2022, 2, 10));
	must(store_commit(f->s, e));
	must(store_sources(f->s, &f->a, &list, e));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].total, 1);
	assert_int_equal(list.at[0].unread, 1);
}

/* A record of the address at that second with bytes that begin with `bytes`. */
static struct store_record record_of(const char *uri, int64_t seen_at, unsigned char bytes)
{
	return (struct store_record){ .offset = 10, .stored = 20, .digest = { bytes },
		.seen_at = seen_at, .type = SLICE("response"), .uri = slice_str(uri) };
}

static bool is_known(struct fixture *f, struct store_record r, bool anywhere)
{
	bool known;
	must(store_record_known(f->s, &r, anywhere, &known, e));
	return known;
}

/* Enter it; false where it is there. */
static bool enter(struct fixture *f, struct store_record r, int64_t *ret_id)
{
	bool is_new;
	must(store_record_add(f->s, &r, ret_id, &is_new, e));
	return is_new;
}

static void records_are_entered_once(void **state)
{
	struct fixture *f = *state;
	int64_t file, id, again;
	struct store_record r = record_of("http://a.example/", 5, 7);
	must(store_begin(f->s, e));
	must(store_file_put(f->s, SLICE("one.warc.gz"), &file, e));
	r.file = file;
	assert_true(enter(f, r, &id));
	assert_false(enter(f, r, &again));
	assert_int_equal(id, again);
	must(store_file_commit(f->s, file, 30, e));
	must(store_commit(f->s, e));

	store_records list;
	must(store_records_in(f->s, STORE_PENDING, 0, 10, &f->a, &list, e));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].offset, 10);
	must(store_begin(f->s, e));
	must(store_record_done(f->s, id, STORE_FAILED, 0, SLICE("not text"), e));
	must(store_commit(f->s, e));
	must(store_records_in(f->s, STORE_PENDING, 0, 10, &f->a, &list, e));
	assert_int_equal(list.n, 0);
	must(store_records_in(f->s, STORE_FAILED, 0, 10, &f->a, &list, e));
	assert_int_equal(list.n, 1);
	assert_text(list.at[0].message, "not text");
	store_files files;
	must(store_files_list(f->s, &f->a, &files, e));
	assert_int_equal(files.at[0].committed, 30);
}

static void bytes_that_come_back_are_new(void **state)
{
	struct fixture *f = *state;
	static const char a[] = "http://a.example/", b[] = "http://b.example/";
	int64_t id;
	must(store_begin(f->s, e));
	assert_false(is_known(f, record_of(a, 10, 1), false));
	assert_true(enter(f, record_of(a, 10, 1), &id));
	assert_true(is_known(f, record_of(a, 10, 1), false));
	assert_true(is_known(f, record_of(a, 20, 1), false));
	assert_false(is_known(f, record_of(a, 9, 1), false)); /* it was there earlier */
	assert_false(is_known(f, record_of(b, 20, 1), false));
	assert_true(is_known(f, record_of(b, 20, 1), true)); /* a copy of a file */
	assert_true(enter(f, record_of(a, 20, 2), &id));
	assert_false(is_known(f, record_of(a, 30, 1), false));
	assert_false(is_known(f, record_of(a, 30, 1), true));
	assert_true(is_known(f, record_of(a, 15, 1), false)); /* before that, nothing new */
	assert_true(enter(f, record_of(a, 30, 1), &id));

	/* Requests are no states of what is at an address. */
	struct store_record request = record_of(a, 40, 9);
	request.type = SLICE("request");
	assert_false(is_known(f, request, false));
	assert_true(enter(f, request, &id));
	request.seen_at = 50;
	assert_true(is_known(f, request, false));
	assert_true(is_known(f, record_of(a, 50, 1), false));
	must(store_commit(f->s, e));
}

static void marks_change_counters(void **state)
{
	struct fixture *f = *state;
	bool changed;
	must(store_begin(f->s, e));
	int64_t id = put_titled(f, "Satu", day_of(2022, 2, 9));
	put_titled(f, "Dua", day_of(2022, 2, 9));
	must(store_mark_set(f->s, id, STORE_MARK_READ, true, 100, &changed, e));
	assert_true(changed);
	must(store_mark_set(f->s, id, STORE_MARK_READ, true, 100, &changed, e));
	assert_false(changed);
	must(store_tag_set(f->s, id, SLICE("Penting"), true, &changed, e));
	must(store_tag_set(f->s, id, SLICE("penting"), true, &changed, e));
	assert_false(changed);
	must(store_commit(f->s, e));
	store_tallies list;
	must(store_days(f->s, INT64_MAX, 10, &f->a, &list, e));
	assert_int_equal(list.at[0].total, 2);
	assert_int_equal(list.at[0].unread, 1);
	must(store_tags(f->s, &f->a, &list, e));
	assert_int_equal(list.n, 1);
	assert_text(list.at[0].name, "Penting");
	assert_int_equal(list.at[0].unread, 0);
	struct store_article got;
	must(store_article_get(f->s, id, STORE_HEAD, &f->a, &got, e));
	assert_true(got.read);
	assert_int_equal(got.my_tags.n, 1);
}

static enum err keep_line(void *ctx, struct slice line, struct error *e)
{
	(void)e;
	buf_slice(ctx, line);
	buf_byte(ctx, '\n');
	return OK;
}

static void restore_all(struct store *s, struct slice text)
{
	struct store_restore at = { 0 };
	struct slice line;
	must(store_begin(s, e));
	while (slice_next_line(&text, &line))
		must(store_restore_line(s, &at, line, e));
	must(store_restore_end(&at, e));
	must(store_commit(s, e));
}

static void dump_restores_to_the_same(void **state)
{
	struct fixture *f = *state;
	must(store_begin(f->s, e));
	int64_t id = put_titled(f, "Satu", day_of(2022, 2, 9));
	must(store_mark_set(f->s, id, STORE_MARK_READ, true, 1644401700, NULL, e));
	must(store_mark_set(f->s, id, STORE_MARK_STAR, true, 1644401701, NULL, e));
	must(store_tag_set(f->s, id, SLICE("dua kata"), true, NULL, e));
	must(store_saved_put(
		f->s, &(struct store_saved){ SLICE("pagi\tini"), SLICE("cabai OR \"a\\b\"") }, e));
	must(store_subscription_put(f->s,
		&(struct store_subscription){
			SLICE("http://a.example/rss"), SLICE("A"), SLICE_NONE },
		e));
	must(store_commit(f->s, e));
	struct buf before = BUF_INIT(1 << 16), after = BUF_INIT(1 << 16);
	must(store_dump(f->s, keep_line, &before, e));
	assert_true(slice_starts(buf_text(&before), SLICE("warta-dump 1\nread\t")));
	assert_true(slice_ends(buf_text(&before), SLICE("\tdua kata\nend\n")));

	/* Into an empty archive: marks wait for their article. */
	char path[128];
	snprintf(path, sizeof path, "%s.new", f->path);
	struct store *other;
	must(store_open(path, STORE_CREATE, &other, e));
	restore_all(other, buf_text(&before));
	must(store_dump(other, keep_line, &after, e));
	assert_true(slice_eq(buf_text(&before), buf_text(&after)));
	struct fixture of = { .s = other, .a = f->a };
	must(store_begin(other, e));
	id = put_titled(&of, "Satu", day_of(2022, 2, 9));
	must(store_commit(other, e));
	f->a = of.a;
	struct store_article got;
	must(store_article_get(other, id, STORE_HEAD, &f->a, &got, e));
	assert_true(got.read && got.starred);
	store_tallies days;
	must(store_days(other, INT64_MAX, 1, &f->a, &days, e));
	assert_int_equal(days.at[0].unread, 0);
	store_close(other);
	buf_done(&before);
	buf_done(&after);
}

static void damaged_dumps_are_refused(void **state)
{
	struct fixture *f = *state;
	static const char *const lines[] = {
		"warta-dump 2",
		"tag\tshort\tx",
		"read\t00000000000000000000000000\tnow",
		"verse\ta",
		"search\tonly",
		"search\ta\\x\tb",
		"search\ta\tb\tc\td\te",
		"",
	};
	must(store_begin(f->s, e));
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct store_restore at = { .lines = i > 0 };
		struct error e = { 0 };
		assert_int_equal(store_restore_line(f->s, &at, slice_str(lines[i]), &e), ERR_INPUT);
		assert_true(
			slice_starts(slice_str(e.msg), i ? SLICE("line 2: ") : SLICE("line 1: ")));
		assert_int_equal(store_restore_end(&at, NULL), ERR_INPUT);
	}
	store_rollback(f->s);
}

static void other_files_are_refused(void **state)
{
	struct fixture *f = *state;
	struct store *s;
	struct error e = { 0 };
	char path[128];
	snprintf(path, sizeof path, "%s.new", f->path);
	assert_int_equal(store_open(path, STORE_WRITE, &s, &e), ERR_NOT_FOUND);
	FILE *file = fopen(path, "w");
	fputs("This is a letter, not a database; it is long enough to be looked at.\n", file);
	fclose(file);
	assert_int_equal(store_open(path, STORE_CREATE, &s, &e), ERR_INPUT);
	assert_int_equal(store_open(path, STORE_READ, &s, &e), ERR_INPUT);
}

static void only_one_writes(void **state)
{
	struct fixture *f = *state;
	struct store *reader;
	must(store_open(f->path, STORE_READ, &reader, e));
	assert_int_equal(store_begin(reader, NULL), ERR_USAGE);
	assert_int_equal(store_file_commit(f->s, 1, 1, NULL), ERR_USAGE);
	must(store_begin(f->s, e));
	put_titled(f, "Satu", day_of(2022, 2, 9));
	store_tallies list;
	must(store_days(reader, INT64_MAX, 1, &f->a, &list, e));
	assert_int_equal(list.n, 0);
	must(store_commit(f->s, e));
	must(store_days(reader, INT64_MAX, 1, &f->a, &list, e));
	assert_int_equal(list.n, 1);
	store_close(reader);
}

static struct store_hits search(struct fixture *f, const char *text, enum store_sort sort)
{
	struct query *q;
	struct store_hits hits = { 0 };
	must(query_parse(slice_str(text), 1644400000, 0, &f->a, &q, e));
	struct store_search what = { .query = q, .sort = sort, .limit = 10 };
	must(store_search(f->s, &what, &f->a, &hits, e));
	return hits;
}

static int64_t count(struct fixture *f, const char *text)
{
	return search(f, text, STORE_NEWEST).total;
}

static int64_t put_text(struct fixture *f, const char *lang, const char *title, const char *text,
	struct date published)
{
	struct article art = { .title = slice_str(title), .lang = slice_str(lang) };
	art.published = published;
	art.source = SLICE("Warta Barat");
	*list_add(&f->a, &art.blocks) = (struct block){ BLOCK_PARAGRAPH, slice_str(text) };
	return put(f, &art, NULL);
}

static void search_finds_forms_marks_and_dates(void **state)
{
	struct fixture *f = *state;
	must(store_begin(f->s, e));
	int64_t a = put_text(f, "en", "Harvest", "Farmers were walking to the fields.",
		day_of(2022, 2, 7));
	int64_t b = put_text(f, "en", "Walk", "A walk in the rain.", day_of(2022, 2, 8));
	int64_t c =
		put_text(f, "id", "Pasar", "Ikan ditangkap petugas di pasar.", day_of(2022, 2, 9));
	put_text(f, "", "Undated", "Ikan laut.", DATE_NOT_KNOWN);
	must(store_mark_set(f->s, b, STORE_MARK_READ, true, 1, NULL, e));
	must(store_tag_set(f->s, c, SLICE("Ikan Segar"), true, NULL, e));
	must(store_commit(f->s, e));

	assert_int_equal(count(f, ""), 4);
	assert_int_equal(count(f, "walk"), 2);
	assert_int_equal(count(f, "walked"), 2);
	assert_int_equal(count(f, "\"walk\""), 1);
	assert_int_equal(count(f, "tangkap"), 1);
	assert_int_equal(count(f, "\"farmers were walk\""), 0);
	assert_int_equal(count(f, "ikan"), 2);
	assert_int_equal(count(f, "is:unread"), 3);
	assert_int_equal(count(f, "is:unread walk"), 1);
	assert_int_equal(count(f, "is:tagged"), 1);
	assert_int_equal(count(f, "tag:\"ikan segar\""), 1);
	assert_int_equal(count(f, "tag:ik*"), 1);
	assert_int_equal(count(f, "id:2 OR id:3 OR id:77"), 2);
	assert_int_equal(count(f, "date:2022-02-08..2022-02-09"), 3);
	assert_int_equal(count(f, "-has:date"), 1);
	assert_int_equal(count(f, "lang:en walk -title:walk"), 1);
	assert_int_equal(count(f, "(date:2022-02-07 walk) OR (-tag:\"ikan segar\" ikan)"), 2);

	struct store_hits hits = search(f, "walk", STORE_NEWEST);
	assert_int_equal(hits.hits.at[0].id, b);
	assert_int_equal(hits.hits.at[1].id, a);
	hits = search(f, "walk", STORE_RELEVANCE);
	assert_int_equal(hits.hits.at[0].id, b);
	assert_true(hits.hits.at[0].score > hits.hits.at[1].score);
	hits = search(f, "walk", STORE_OLDEST);
	assert_int_equal(hits.hits.at[0].id, a);
	hits = search(f, "*", STORE_LASTING);
	assert_int_equal(hits.hits.n, 4);
	assert_int_equal(hits.hits.at[2].id, c);
}

/* Many batches: segments are merged, and nothing is lost or doubled. */
static void index_is_whole_after_many_batches(void **state)
{
	struct fixture *f = *state;
	enum { BATCHES = 150 };
	for (int i = 0; i < BATCHES; i++) {
		must(store_begin(f->s, e));
		for (int k = 0; k < 2; k++) {
			char title[40];
			snprintf(title, sizeof title, "Nomor n%d", i * 2 + k);
			put_titled(f, title, day_of(2022, 1 + (i * 7 + k) % 12, 1 + i % 28));
		}
		if (i % 10 == 3)
			store_rollback(f->s);
		else
			must(store_commit(f->s, e));
		if (i % 25 == 0)
			assert_int_equal(count(f, "nomor"), count(f, ""));
	}
	assert_int_equal(count(f, "cabai"), BATCHES * 2 * 9 / 10);
	assert_int_equal(count(f, "n298 OR n299"), 2);
	assert_int_equal(count(f, "n26 OR n27"), 0);
	struct store_stats stats;
	must(store_stats(f->s, &stats, e));
	assert_int_equal(stats.articles, BATCHES * 2 * 9 / 10);
	assert_true(stats.segments < 20);
	struct store *reader;
	must(store_open(f->path, STORE_READ, &reader, e));
	struct fixture other = { .s = reader, .a = f->a };
	assert_int_equal(count(&other, "\"harga cabai naik\""), BATCHES * 2 * 9 / 10);
	f->a = other.a;
	store_close(reader);
}

static void findings_keep(void *ctx, const struct store_finding *finding)
{
	buf_slice(ctx, finding->what);
	buf_str(ctx, " -> ");
	buf_slice(ctx, finding->mend);
	buf_byte(ctx, '\n');
}

static void check_finds(struct fixture *f, const char *want)
{
	struct buf found = BUF_INIT(1 << 16);
	must(store_check(f->s, STORE_DEEP, findings_keep, &found, e));
	if (!want[0])
		assert_text(buf_text(&found), "");
	else if (slice_find(buf_text(&found), slice_str(want), 0) == SIZE_MAX)
		fail_msg("want '%s' in '%.*s'", want, SLICE_ARG(buf_text(&found)));
	buf_done(&found);
}

/* Some articles with a record of theirs; and marks and tags. */
static void fill(struct fixture *f, int n, bool marked)
{
	int64_t file, record;
	bool is_new;
	struct store_record r = { .stored = 100, .digest = { 1 }, .seen_at = 1644400000 };
	must(store_begin(f->s, e));
	must(store_file_put(f->s, SLICE("a.warc.gz"), &file, e));
	r.file = file;
	must(store_record_add(f->s, &r, &record, &is_new, e));
	assert_int_equal(record, 1);
	must(store_file_commit(f->s, file, 100, e));
	for (int i = 0; i < n; i++) {
		char title[40];
		snprintf(title, sizeof title, "Nomor n%d", i);
		int64_t id = put_titled(f, title, day_of(2022, 1 + i % 12, 1 + i % 28));
		if (marked && i % 5 == 0)
			must(store_mark_set(f->s, id, STORE_MARK_READ, true, 5, NULL, e));
		if (marked && i % 7 == 0)
			must(store_tag_set(f->s, id, SLICE("tujuh"), true, NULL, e));
	}
	must(store_record_done(f->s, record, STORE_PARSED, n, SLICE_NONE, e));
	must(store_commit(f->s, e));
}

static void check_is_clean_where_all_is_well(void **state)
{
	struct fixture *f = *state;
	check_finds(f, "");
	fill(f, 300, true);
	check_finds(f, "");
}

/* What no call of ours would do. */
static void harm(struct fixture *f, const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void check_names_what_is_wrong(void **state)
{
	static const struct {
		const char *harm, *want;
	} cases[] = {
		{ "DELETE FROM record",
			"belongs to record 1, which is not there -> warta rebuild" },
		{ "UPDATE warc_file SET committed = 50",
			"record 1 ends at byte 100 of 'a.warc.gz'" },
		{ "DELETE FROM content WHERE id = (SELECT min(id) FROM content)",
			"article 1 has no text" },
		{ "UPDATE article SET flags = 0", "does not show its marks or tags" },
		{ "UPDATE source SET total = 7", "source 'Kilas Timur' is counted as 7" },
		{ "DELETE FROM day WHERE day = (SELECT min(day) FROM day)",
			"2022-01-01 are not counted" },
		{ "UPDATE language SET unread = 0", "language 'id' are not counted right" },
		{ "UPDATE total SET n = n + 1 WHERE what = 0", "total 0 is 41 but should be 40" },
		{ "UPDATE content SET body = 'pLain.' WHERE id = (SELECT min(id) FROM content)",
			"article 1 is not the text that its name stands for" },
		{ "UPDATE content SET title = 'x' WHERE id = (SELECT min(id) FROM content)",
			"the search index does not say what article 1 says" },
		{ "DELETE FROM index_page WHERE id = (SELECT min(id) FROM index_page)",
			"is missing" },
		{ "UPDATE index_page SET data = zeroblob(length(data))",
			"search index is damaged" },
		{ "DELETE FROM segment", "article 1 is not in the search index" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture *f = *state;
		fill(f, 40, true);
		f->s = store_close(f->s);
		harm(f, cases[i].harm);
		must(store_open(f->path, STORE_WRITE, &f->s, e));
		check_finds(f, cases[i].want);
		if (i + 1 < sizeof cases / sizeof *cases) {
			close_all(state);
			open_fresh(state);
		}
	}
}

static void rebuild_takes_the_old_place(void **state)
{
	struct fixture *f = *state;
	struct store *new, *other;
	bool lost = false;
	fill(f, 60, true);
	must(store_begin(f->s, e));
	must(store_saved_put(f->s, &(struct store_saved){ SLICE("pagi"), SLICE("cabai") }, e));
	must(store_commit(f->s, e));
	struct buf before = BUF_INIT(1 << 16), after = BUF_INIT(1 << 16);
	must(store_dump(f->s, keep_line, &before, e));

	/* Who has it open is in the way at the beginning, and at the end. */
	assert_int_equal(store_rebuild_begin(f->path, &new, NULL), ERR_BUSY);
	store_close(f->s);
	must(store_rebuild_begin(f->path, &new, e));
	must(store_open(f->path, STORE_WRITE, &f->s, e));
	assert_int_equal(store_rebuild_end(new, false, &lost, NULL), ERR_BUSY);
	assert_int_equal(count(f, "is:read"), 12);

	store_close(f->s);
	must(store_rebuild_begin(f->path, &f->s, e));
	fill(f, 80, false);
	must(store_open(f->path, STORE_READ, &other, e));
	store_close(other);
	must(store_rebuild_end(f->s, false, &lost, e));
	assert_false(lost);
	must(store_open(f->path, STORE_WRITE, &f->s, e));
	must(store_dump(f->s, keep_line, &after, e));
	check_finds(f, "");
	assert_int_equal(count(f, "cabai"), 80);
	assert_int_equal(count(f, "is:read"), 12);
	assert_int_equal(count(f, "tag:tujuh"), 9);
	assert_true(slice_eq(buf_text(&before), buf_text(&after)));
	buf_done(&before);
	buf_done(&after);
}

/* Begins a batch, waiting for it as long as it takes, and ends it. */
static void *take_turn(void *path)
{
	struct store *s;
	struct error e;
	bool good = store_open(path, STORE_WRITE, &s, &e) == OK;
	good = good && store_begin(s, &e) == OK && store_commit(s, &e) == OK;
	store_close(s);
	return good ? path : NULL;
}

static void who_waits_is_seen(void **state)
{
	enum { TRIES = 8000, STEP_NS = 1000000 };
	struct fixture *f = *state;
	pthread_t thread;
	void *good = NULL;
	must(store_begin(f->s, e));
	assert_false(store_is_awaited(f->s));
	assert_int_equal(pthread_create(&thread, NULL, take_turn, f->path), 0);
	for (int i = 0; i < TRIES && !store_is_awaited(f->s); i++)
		nanosleep(&(struct timespec){ .tv_nsec = STEP_NS }, NULL);
	assert_true(store_is_awaited(f->s));
	must(store_commit(f->s, e));
	store_give_way(f->s);
	pthread_join(thread, &good);
	assert_non_null(good);
	assert_false(store_is_awaited(f->s));
	must(store_begin(f->s, e));
	must(store_commit(f->s, e));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fresh, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(article_comes_back_whole),
		TEST(crowded_seconds_run_over),
		TEST(rollback_leaves_nothing),
		TEST(records_are_entered_once),
		TEST(bytes_that_come_back_are_new),
		TEST(marks_change_counters),
		TEST(dump_restores_to_the_same),
		TEST(damaged_dumps_are_refused),
		TEST(other_files_are_refused),
		TEST(only_one_writes),
		TEST(search_finds_forms_marks_and_dates),
		TEST(index_is_whole_after_many_batches),
		TEST(check_is_clean_where_all_is_well),
		TEST(check_names_what_is_wrong),
		TEST(who_waits_is_seen),
		TEST(rebuild_takes_the_old_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
