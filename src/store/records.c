/* records: the book of WARC files and of the records in them. */
#include "store/private.h"

enum err store_files_list(struct store *s, struct arena *out, store_files *ret, struct error *e)
{
	store_files list = { 0 };
	struct sql_call c = sql_begin(s, SQL_FILE_LIST);
	while (sql_row(&c)) {
		struct store_file *f = list_add(out, &list);
		f->id = sql_get_int(&c);
		f->name = sql_get_text(&c, out);
		f->committed = (uint64_t)sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	*ret = list;
	return OK;
}

enum err store_file_put(struct store *s, struct slice name, int64_t *ret_id, struct error *e)
{
	TRY(need_batch(s, e));
	return sql_find_or_add(s, SQL_FILE_BY_NAME, SQL_FILE_ADD, name, ret_id, e);
}

enum err store_file_commit(struct store *s, int64_t file, uint64_t committed, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_FILE_COMMIT);
	sql_int(&c, file);
	sql_int(&c, (int64_t)committed);
	bool known = sql_row(&c);
	TRY(sql_end(&c, e));
	return known ? OK : fail(e, ERR_NOT_FOUND, "no WARC file %lld", (long long)file);
}

/* The id, or 0. */
static enum err record_same(struct store *s, const struct store_record *r, int64_t *ret_id,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_RECORD_SAME);
	sql_text(&c, r->uri);
	sql_int(&c, r->seen_at);
	sql_blob(&c, r->digest, STORE_DIGEST_LEN);
	*ret_id = sql_row(&c) ? sql_get_int(&c) : 0;
	return sql_end(&c, e);
}

static enum err bytes_known(struct store *s, const struct store_record *r, bool of_address,
	bool *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, of_address ? SQL_RECORD_BYTES_OF : SQL_RECORD_BYTES);
	sql_blob(&c, r->digest, STORE_DIGEST_LEN);
	if (of_address)
		sql_text(&c, r->uri);
	*ret = sql_row(&c) && sql_get_int(&c);
	return sql_end(&c, e);
}

enum err store_record_known(struct store *s, const struct store_record *r, bool anywhere,
	bool *ret, struct error *e)
{
	int64_t same;
	TRY(record_same(s, r, &same, e));
	if (same) {
		*ret = true;
		return OK;
	}
	if (slice_is(r->type, "request") || slice_is(r->type, "metadata"))
		return bytes_known(s, r, true, ret, e);
	struct sql_call c = sql_begin(s, SQL_RECORD_BEFORE);
	sql_text(&c, r->uri);
	sql_int(&c, r->seen_at);
	sql_blob(&c, r->digest, STORE_DIGEST_LEN);
	bool before = sql_row(&c);
	*ret = before && sql_get_int(&c);
	TRY(sql_end(&c, e));
	return before || !anywhere ? OK : bytes_known(s, r, false, ret, e);
}

enum err store_record_add(struct store *s, const struct store_record *r, int64_t *ret_id,
	bool *ret_is_new, struct error *e)
{
	int64_t id;
	TRY(need_batch(s, e));
	TRY(record_same(s, r, &id, e));
	if (id) {
		*ret_id = id;
		*ret_is_new = false;
		return OK;
	}
	struct sql_call c = sql_begin(s, SQL_RECORD_ADD);
	sql_int(&c, r->file);
	sql_int(&c, (int64_t)r->offset);
	sql_int(&c, (int64_t)r->stored);
	sql_blob(&c, r->digest, STORE_DIGEST_LEN);
	sql_text(&c, r->type);
	sql_text(&c, r->uri);
	sql_text(&c, r->content_type);
	sql_int(&c, r->seen_at);
	sql_int(&c, r->state);
	sql_int(&c, r->n_articles);
	sql_text(&c, r->message);
	if (sql_row(&c))
		id = sql_get_int(&c);
	TRY(sql_end(&c, e));
	tally_add(s, TALLY_TOTAL, (int64_t)TOTAL_RECORD + r->state, SLICE_NONE, 1, 0);
	*ret_id = id;
	*ret_is_new = true;
	return OK;
}

enum err store_record_done(struct store *s, int64_t id, enum store_state state, int64_t n_articles,
	struct slice message, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_RECORD_STATE);
	sql_int(&c, id);
	int64_t old = sql_row(&c) ? sql_get_int(&c) : -1;
	TRY(sql_end(&c, e));
	if (old < 0)
		return fail(e, ERR_NOT_FOUND, "no record %lld", (long long)id);

	c = sql_begin(s, SQL_RECORD_DONE);
	sql_int(&c, id);
	sql_int(&c, state);
	sql_int(&c, n_articles);
	sql_text(&c, message);
	TRY(sql_run(&c, e));
	tally_add(s, TALLY_TOTAL, TOTAL_RECORD + old, SLICE_NONE, -1, 0);
	tally_add(s, TALLY_TOTAL, (int64_t)TOTAL_RECORD + state, SLICE_NONE, 1, 0);
	return OK;
}

/* Columns as the three queries give them. False where what is stored cannot be. */
static bool record_read(struct sql_call *c, struct arena *out, struct store_record *ret)
{
	struct store_record r = { 0 };
	r.id = sql_get_int(c);
	r.file = sql_get_int(c);
	r.offset = (uint64_t)sql_get_int(c);
	r.stored = (uint64_t)sql_get_int(c);
	struct slice digest = sql_get_bytes(c);
	if (digest.n != STORE_DIGEST_LEN)
		return false;
	memcpy(r.digest, digest.p, STORE_DIGEST_LEN);
	r.type = sql_get_text(c, out);
	r.uri = sql_get_text(c, out);
	r.content_type = sql_get_text(c, out);
	r.seen_at = sql_get_int(c);
	int64_t state = sql_get_int(c);
	if (state < 0 || state >= N_STORE_STATES)
		return false;
	r.state = (enum store_state)state;
	r.n_articles = sql_get_int(c);
	r.message = sql_get_text(c, out);
	*ret = r;
	return true;
}

enum err store_record_get(struct store *s, int64_t id, struct arena *out, struct store_record *ret,
	struct error *e)
{
	struct store_record r = { 0 };
	struct sql_call c = sql_begin(s, SQL_RECORD_GET);
	sql_int(&c, id);
	bool found = sql_row(&c), sound = found && record_read(&c, out, &r);
	TRY(sql_end(&c, e));
	if (!found)
		return fail(e, ERR_NOT_FOUND, "no record %lld", (long long)id);
	if (!sound)
		return fail(e, ERR_CORRUPT, "record %lld has an impossible row", (long long)id);
	*ret = r;
	return OK;
}

enum err store_records_in(struct store *s, enum store_state state, int64_t after, size_t limit,
	struct arena *out, store_records *ret, struct error *e)
{
	store_records list = { 0 };
	struct sql_call c = sql_begin(s,
		state == STORE_PENDING ? SQL_RECORD_PENDING : SQL_RECORD_IN);
	sql_int(&c, after);
	sql_int(&c, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
	if (state != STORE_PENDING)
		sql_int(&c, state);
	bool sound = true;
	while (sound && sql_row(&c)) {
		struct store_record r;
		sound = record_read(&c, out, &r);
		if (sound)
			*list_add(out, &list) = r;
	}
	TRY(sql_end(&c, e));
	if (!sound)
		return fail(e, ERR_CORRUPT, "a record after %lld has an impossible row",
			(long long)after);
	*ret = list;
	return OK;
}
