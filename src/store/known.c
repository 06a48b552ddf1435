/* known: the articles that keys lead to, and the choice among them. */
#include "store/private.h"

#include "identity/identity.h"

enum err known_list(struct store *s, int64_t key, int64_t ret_ids[static KNOWN_MAX], size_t *ret_n,
	struct error *e)
{
	size_t n = 0;
	struct sql_call c = sql_begin(s, SQL_IDENTITY_FIND);
	sql_int(&c, key);
	sql_int(&c, KNOWN_MAX);
	while (n < KNOWN_MAX && sql_row(&c))
		ret_ids[n++] = sql_get_int(&c);
	*ret_n = n;
	return sql_end(&c, e);
}

enum err known_add(struct store *s, int64_t id, const struct identity *identity, struct error *e)
{
	for (size_t i = 0; i < identity->n; i++) {
		struct sql_call c = sql_begin(s, SQL_IDENTITY_ADD);
		sql_int(&c, identity->keys[i]);
		sql_int(&c, id);
		TRY(sql_run(&c, e));
	}
	return OK;
}

/* What the keys lead to. */
struct found {
	int64_t ids[IDENTITY_KEYS_MAX][KNOWN_MAX];
	size_t n[IDENTITY_KEYS_MAX];
};

static bool has_guid(const struct found *f, const struct identity *keys, int64_t id)
{
	for (size_t i = 0; i < keys->n; i++)
		for (size_t k = 0; keys->kinds[i] == IDENTITY_GUID && k < f->n[i]; k++)
			if (f->ids[i][k] == id)
				return true;
	return false;
}

/* Was the article found in this record, too? Two entries of one document are two articles; lines of
 * JSON are documents of their own. */
static enum err is_of_record(struct store *s, int64_t id, const struct store_put *put, bool *ret,
	struct error *e)
{
	*ret = false;
	if (put->article->channel == CHANNEL_GIVEN)
		return OK;
	struct sql_call c = sql_begin(s, SQL_ARTICLE_IS_OF);
	sql_int(&c, id);
	sql_int(&c, put->record);
	*ret = sql_row(&c);
	return sql_end(&c, e);
}

static enum err is_state_of(struct store *s, int64_t id, enum identity_kind kind, bool with_guid,
	const struct store_put *put, bool *ret, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	struct store_article there;
	bool same_record = false;
	*ret = false;
	enum err err = is_of_record(s, id, put, &same_record, e);
	if (err == OK && !same_record)
		err = store_article_get(s, id, STORE_WHOLE, &scratch, &there, e);
	if (err == OK && !same_record)
		*ret = identity_holds(kind, with_guid, &there.article, put->article);
	arena_done(&scratch);
	return err;
}

static enum err by_name(struct store *s, const struct store_put *put, int64_t *ret_id,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_ARTICLE_BY_NAME);
	sql_text(&c, slice_str(put->name));
	*ret_id = sql_row(&c) ? sql_get_int(&c) : 0;
	return sql_end(&c, e);
}

enum err known_find(struct store *s, const struct store_put *put, int64_t *ret_id, struct error *e)
{
	struct found f = { 0 };
	const struct identity *keys = put->identity;
	TRY(by_name(s, put, ret_id, e));
	if (*ret_id || !keys)
		return OK;
	for (size_t i = 0; i < keys->n; i++)
		TRY(known_list(s, keys->keys[i], f.ids[i], &f.n[i], e));
	for (size_t i = 0; i < keys->n; i++)
		for (size_t k = 0; k < f.n[i]; k++) {
			bool holds;
			int64_t id = f.ids[i][k];
			TRY(is_state_of(s, id, keys->kinds[i], has_guid(&f, keys, id), put, &holds,
				e));
			if (holds) {
				*ret_id = id;
				return OK;
			}
		}
	return OK;
}
