/* sql: every named query can be prepared, and none reads a whole table unless it says why. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/private.h"

static sqlite3 *schema(void)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	for (int i = 0; i < N_SQL_STEPS; i++) {
		char *why = NULL;
		if (sqlite3_exec(db, sql_steps[i].text, NULL, NULL, &why) != SQLITE_OK)
			fail_msg("%s: %s", sql_steps[i].name, why);
	}
	return db;
}

static void queries_can_be_prepared(void **state)
{
	(void)state;
	sqlite3 *db = schema();
	for (int i = 0; i < N_SQL; i++) {
		sqlite3_stmt *stmt = NULL;
		if (sqlite3_prepare_v2(db, sql_queries[i].text, -1, &stmt, NULL) != SQLITE_OK)
			fail_msg("query '%s': %s", sql_queries[i].name, sqlite3_errmsg(db));
		sqlite3_finalize(stmt);
	}
	sqlite3_close(db);
}

static void no_query_scans_a_table(void **state)
{
	(void)state;
	sqlite3 *db = schema();
	for (int i = 0; i < N_SQL; i++) {
		if (sql_queries[i].may_scan ||
			slice_starts(slice_str(sql_queries[i].text), SLICE("ATTACH")))
			continue;
		char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql_queries[i].text);
		sqlite3_stmt *stmt = NULL;
		assert_int_equal(sqlite3_prepare_v2(db, explain, -1, &stmt, NULL), SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			const char *step = (const char *)sqlite3_column_text(stmt, 3);
			/* Walking along a partial index in its order is what it is for. */
			bool partial = strstr(step, "COVERING INDEX article_read") ||
				strstr(step, "COVERING INDEX article_starred") ||
				strstr(step, "COVERING INDEX article_tagged") ||
				strstr(step, "COVERING INDEX article_edited") ||
				strstr(step, "COVERING INDEX article_withdrawn");
			if ((strncmp(step, "SCAN", 4) == 0 && !partial &&
				    !strstr(step, "CONSTANT ROW")) ||
				strstr(step, "TEMP B-TREE"))
				fail_msg("query '%s': %s", sql_queries[i].name, step);
		}
		sqlite3_finalize(stmt);
		sqlite3_free(explain);
	}
	sqlite3_close(db);
}

/* Each step of the schema says of every table and column what it is. */
static void columns_are_commented(void **state)
{
	(void)state;
	for (int i = 0; i < N_SQL_STEPS; i++) {
		struct slice text = slice_str(sql_steps[i].text), line;
		assert_true(slice_starts(text, SLICE("-- ")));
		while (slice_next_line(&text, &line))
			if (slice_starts(line, SLICE("\t")) &&
				slice_find(line, SLICE("NOT NULL"), 0) < line.n &&
				slice_find(line, SLICE("--"), 0) == SIZE_MAX)
				fail_msg("%s: no comment on '%.*s'", sql_steps[i].name,
					SLICE_ARG(line));
	}
}

/* A file as a warta of `n_steps` steps made it. */
static void make_older(const char *path, int n_steps)
{
	sqlite3 *db;
	char sql[128];
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL), SQLITE_OK);
	for (int i = 0; i < n_steps; i++)
		assert_int_equal(sqlite3_exec(db, sql_steps[i].text, NULL, NULL, NULL), SQLITE_OK);
	snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d",
		APPLICATION_ID, n_steps);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* Who reads first after a new warta came need not write first. */
static void older_files_can_be_read(void **state)
{
	(void)state;
	for (int n = 1; n < N_SQL_STEPS; n++) {
		char folder[] = "/tmp/warta-test-XXXXXX", path[64], clean[64];
		struct store *s;
		struct error e = { 0 };
		struct store_stats stats;
		assert_non_null(mkdtemp(folder));
		snprintf(path, sizeof path, "%s/warta.db", folder);
		make_older(path, n);
		if (store_open(path, STORE_READ, &s, &e) != OK)
			fail_msg("of %d steps: %s", n, e.msg);
		assert_int_equal(store_stats(s, &stats, &e), OK);
		assert_int_equal(store_begin(s, NULL), ERR_USAGE);
		store_close(s);
		snprintf(clean, sizeof clean, "rm -r %s", folder);
		assert_int_equal(system(clean), 0);
	}
}

/* A file of a later format is refused with both numbers, and stays as it is. */
static void newer_files_are_refused(void **state)
{
	(void)state;
	char path[] = "/tmp/warta-test-XXXXXX", sql[64];
	int fd = mkstemp(path);
	struct store *s;
	struct error e = { 0 };
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(store_open(path, STORE_CREATE, &s, &e), OK);
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", N_SQL_STEPS + 4);
	assert_int_equal(sql_exec(s, sql, &e), OK);
	store_close(s);
	assert_int_equal(store_open(path, STORE_WRITE, &s, &e), ERR_LIMIT);
	char want[40];
	snprintf(
		want, sizeof want, "format is %d, this one knows %d", N_SQL_STEPS + 4, N_SQL_STEPS);
	assert_true(slice_find(slice_str(e.msg), slice_str(want), 0) != SIZE_MAX);
	unlink(path);
	char lock[64];
	snprintf(lock, sizeof lock, "%s.lock", path);
	unlink(lock);
}

static void run_sql(sqlite3 *db, const char *text)
{
	char *why = NULL;
	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
}

static void has_row(sqlite3 *db, const char *query, const char *want)
{
	sqlite3_stmt *stmt = NULL;
	assert_int_equal(sqlite3_prepare_v2(db, query, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(stmt, 0), want);
	sqlite3_finalize(stmt);
}

/* Quotations that lay in a row each before are carried over as they would be written now. */
static void quotations_are_carried_over(void **state)
{
	(void)state;
	enum { BEFORE = 16 };
	static const char rows[] =
		"INSERT INTO person (id, key, name) VALUES (7, 'ana kery', 'Anna Kerry');"
		"INSERT INTO quote (article, ordinal, start, stop, kind, form, confidence, person,"
		" speaker, surface, cue, text, via) VALUES"
		" (64, 1, 20, 28, 1, 1, 60, 0, 'the board', '', 'says', 'not here', 'a letter'),"
		" (64, 0, 3, 12, 0, 0, 99, 7, 'Anna Kerry', 'she', 'said', 'Come here', ''),"
		" (65, 0, 0, 5, 0, 2, 50, 0, '', '', '', 'ghost', '');"
		"INSERT INTO utterance (hash, article, ordinal) VALUES (-131073, 64, 0);";
	sqlite3 *db;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	for (int i = 0; i < BEFORE; i++)
		run_sql(db, sql_steps[i].text);
	run_sql(db, rows);
	run_sql(db, sql_steps[BEFORE].text);
	has_row(db, "SELECT quotes FROM said WHERE article = 64",
		"3\x1f" "12\x1f" "dfp\x1f" "99\x1f" "Anna Kerry\x1fshe\x1fsaid\x1f\x1e"
		"20\x1f" "28\x1f" "rg\x1f" "60\x1fthe board\x1f\x1fsays\x1f" "a letter");
	has_row(db, "SELECT quotes FROM said WHERE article = 65",
		"0\x1f" "5\x1f" "dt\x1f" "50\x1f\x1f\x1f\x1f");
	has_row(db, "SELECT key || article || n || name FROM speaker", "ana kery641Anna Kerry");
	has_row(db, "SELECT hash || ' ' || article || ' ' || ordinal FROM sketch", "-3 64 0");
	has_row(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('quote', 'person')", "0");
	sqlite3_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(queries_can_be_prepared),
		cmocka_unit_test(no_query_scans_a_table),
		cmocka_unit_test(columns_are_commented),
		cmocka_unit_test(older_files_can_be_read),
		cmocka_unit_test(newer_files_are_refused),
		cmocka_unit_test(quotations_are_carried_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
