/* gone: articles whose address answers that nothing is there. */
#include "store/private.h"

#include "identity/identity.h"
#include "url/urlkey.h"

static enum err list_read(struct sql_call *c, int64_t article, struct arena *out,
	store_withdrawals *ret, struct error *e)
{
	while (sql_row(c)) {
		struct store_withdrawal *w = list_add(out, ret);
		*w = (struct store_withdrawal){ .article = article ? article : sql_get_int(c) };
		w->gone_at = sql_get_int(c);
		w->back_at = sql_get_int(c);
		w->status = (int)sql_get_int(c);
		w->record = article ? sql_get_int(c) : 0;
	}
	return sql_end(c, e);
}

enum err store_withdrawals_of(struct store *s, int64_t id, struct arena *out,
	store_withdrawals *ret, struct error *e)
{
	store_withdrawals list = { 0 };
	struct sql_call c = sql_begin(s, SQL_WITHDRAWAL_LIST);
	sql_int(&c, id);
	TRY(list_read(&c, id, out, &list, e));
	*ret = list;
	return OK;
}

enum err store_withdrawals_in(struct store *s, int64_t from, int64_t until, struct arena *out,
	store_withdrawals *ret, struct error *e)
{
	store_withdrawals list = { 0 };
	struct sql_call c = sql_begin(s, SQL_WITHDRAWALS_SINCE);
	sql_int(&c, from);
	sql_int(&c, until);
	TRY(list_read(&c, 0, out, &list, e));
	if (list.n > STORE_CHANGES_MAX)
		list.n = STORE_CHANGES_MAX;
	*ret = list;
	return OK;
}

/* Bring the flag in line with the table. */
static enum err flag_refresh(struct store *s, const struct history *h, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_WITHDRAWAL_OPEN);
	sql_int(&c, h->id);
	int64_t flags = h->flags & ~FLAG_WITHDRAWN;
	if (sql_row(&c))
		flags |= FLAG_WITHDRAWN;
	TRY(sql_end(&c, e));
	return flags == h->flags ? OK : flags_set(s, h->id, flags, e);
}

enum err page_seen(struct store *s, const struct history *h, int64_t seen_at, struct error *e)
{
	struct sql_call c;
	if (seen_at > h->page_at) {
		c = sql_begin(s, SQL_ARTICLE_PAGE_AT);
		sql_int(&c, h->id);
		sql_int(&c, seen_at);
		TRY(sql_run(&c, e));
	}
	if (!(h->flags & FLAG_WITHDRAWN))
		return OK;
	c = sql_begin(s, SQL_WITHDRAWAL_BACK);
	sql_int(&c, h->id);
	sql_int(&c, seen_at);
	TRY(sql_run(&c, e));
	return flag_refresh(s, h, e);
}

/* An AMP variant may go and the article stay; which of the two the article's address is, counts. */
static enum err same_variant(struct store *s, int64_t id, struct slice uri, struct arena *scratch,
	bool *ret, struct error *e)
{
	struct store_article a;
	TRY(store_article_get(s, id, STORE_HEAD, scratch, &a, e));
	*ret = url_is_amp(uri, scratch) == url_is_amp(a.article.url, scratch);
	return OK;
}

static enum err withdraw(struct store *s, const struct history *h,
	const struct store_withdrawal *new, struct arena *scratch, struct error *e)
{
	store_withdrawals list = { 0 };
	TRY(store_withdrawals_of(s, h->id, scratch, &list, e));
	for (size_t i = 0; i < list.n; i++) {
		const struct store_withdrawal *w = &list.at[i];
		if (w->gone_at <= new->gone_at && (!w->back_at || w->back_at > new->gone_at))
			return OK; /* as was known */
		if (w->gone_at <= new->gone_at || w->back_at != new->back_at)
			continue;
		/* The same one, known earlier. */
		struct sql_call c = sql_begin(s, SQL_WITHDRAWAL_EARLIER);
		sql_int(&c, h->id);
		sql_int(&c, w->gone_at);
		sql_int(&c, new->gone_at);
		sql_int(&c, new->record);
		sql_int(&c, new->status);
		return sql_run(&c, e);
	}
	struct sql_call c = sql_begin(s, SQL_WITHDRAWAL_ADD);
	sql_int(&c, h->id);
	sql_int(&c, new->gone_at);
	sql_int(&c, new->back_at);
	sql_int(&c, new->record);
	sql_int(&c, new->status);
	TRY(sql_run(&c, e));
	return flag_refresh(s, h, e);
}

typedef enum err (*each_fn)(struct store *s, const struct history *h, struct slice uri,
	struct store_withdrawal *new, struct arena *scratch, struct error *e);

/* Call `each` for the articles that came from the address. */
static enum err address_walk(struct store *s, struct slice uri, struct store_withdrawal *new,
	each_fn each, struct error *e)
{
	int64_t ids[KNOWN_MAX];
	size_t n = 0;
	TRY(need_batch(s, e));
	int64_t key = identity_of_address(uri);
	if (key)
		TRY(known_list(s, key, ids, &n, e));
	struct arena scratch = ARENA_INIT;
	enum err err = OK;
	for (size_t i = 0; i < n && err == OK; i++) {
		struct history h;
		err = history_get(s, ids[i], &scratch, &h, e);
		if (err == OK)
			err = each(s, &h, uri, new, &scratch, e);
	}
	arena_done(&scratch);
	return err;
}

static enum err gone_one(struct store *s, const struct history *h, struct slice uri,
	struct store_withdrawal *new, struct arena *scratch, struct error *e)
{
	bool same;
	TRY(same_variant(s, h->id, uri, scratch, &same, e));
	if (!same || new->gone_at <= h->states.at[0].v.seen_at)
		return OK;
	new->back_at = h->page_at > new->gone_at ? h->page_at : 0;
	return withdraw(s, h, new, scratch, e);
}

static enum err unchanged_one(struct store *s, const struct history *h, struct slice uri,
	struct store_withdrawal *new, struct arena *scratch, struct error *e)
{
	(void)uri;
	(void)scratch;
	return h->page_at ? page_seen(s, h, new->gone_at, e) : OK;
}

enum err store_gone_put(struct store *s, struct slice uri, int64_t seen_at, int64_t record,
	int status, struct error *e)
{
	struct store_withdrawal new = {
		.gone_at = seen_at, .record = record, .status = status
	};
	return address_walk(s, uri, &new, gone_one, e);
}

enum err store_unchanged_put(struct store *s, struct slice uri, int64_t seen_at, struct error *e)
{
	struct store_withdrawal at = { .gone_at = seen_at };
	return address_walk(s, uri, &at, unchanged_one, e);
}
