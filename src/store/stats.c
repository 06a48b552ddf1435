/* stats: what the archive holds, in numbers that are kept. */
#include "store/private.h"

static enum err counted(struct store *s, struct store_stats *t, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_STAT_COUNTS);
	if (sql_row(&c)) {
		t->sources = sql_get_int(&c);
		t->days = sql_get_int(&c);
		t->languages = sql_get_int(&c);
		t->first_at = sql_get_int(&c);
		t->last_at = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	c = sql_begin(s, SQL_STAT_FILES);
	if (sql_row(&c)) {
		t->files = sql_get_int(&c);
		t->file_bytes = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	c = sql_begin(s, SQL_STAT_BYTES);
	if (sql_row(&c))
		t->db_bytes = sql_get_int(&c);
	return sql_end(&c, e);
}

static enum err of_index(struct store *s, struct store_stats *t, struct error *e)
{
	struct arena local = ARENA_INIT;
	segment_rows rows;
	enum err err = segment_list(s, &local, &rows, e);
	if (err == OK) {
		t->segments = (int64_t)rows.n;
		for (size_t i = 0; i < rows.n; i++) {
			t->index_bytes += rows.at[i].n_bytes;
			t->words += rows.at[i].n_words;
		}
	}
	arena_done(&local);
	return err;
}

static enum err stats_read(struct store *s, struct store_stats *t, struct error *e)
{
	TRY(total_get(s, TOTAL_ARTICLES, &t->articles, e));
	TRY(total_get(s, TOTAL_UNREAD, &t->unread, e));
	TRY(total_get(s, TOTAL_STARRED, &t->starred, e));
	TRY(total_get(s, TOTAL_TAGGED, &t->tagged, e));
	for (int state = 0; state < N_STORE_STATES; state++)
		TRY(total_get(s, (enum total)(TOTAL_RECORD + state), &t->records[state], e));
	TRY(counted(s, t, e));
	return of_index(s, t, e);
}

enum err store_stats(struct store *s, struct store_stats *ret, struct error *e)
{
	struct store_stats t = { 0 };
	TRY(read_begin(s, e));
	enum err err = stats_read(s, &t, e);
	read_end(s);
	if (err == OK)
		*ret = t;
	return err;
}
