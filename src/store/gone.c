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

int64_t page_key(const struct article *a)
{
	return identity_of_address(a->address.n ? a->address : a->url);
}

enum err page_seen(struct store *s, const struct history *h, int64_t seen_at, int64_t key,
	struct error *e)
{
	struct sql_call c;
	if (seen_at > h->page_at) {
		c = sql_begin(s, SQL_ARTICLE_PAGE_AT);
		sql_int(&c, h->id);
		sql_int(&c, seen_at);
		sql_int(&c, key);
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

/* Is the article at that address still? It may have moved since; and of an AMP variant only the
 * article that gives such an address itself goes with it. */
static enum err is_there(struct store *s, const struct history *h, struct slice uri, bool *ret,
	struct arena *scratch, struct error *e)
{
	struct store_article a;
	int64_t key = identity_of_address(uri);
	TRY(store_article_get(s, h->id, STORE_HEAD, scratch, &a, e));
	*ret = (key == h->page_key || key == identity_of_address(a.article.url)) &&
		url_is_amp(uri, scratch) == url_is_amp(a.article.url, scratch);
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

typedef enum err (*each_fn)(struct store *s, const struct history *h, const struct store_answer *a,
	struct arena *scratch, struct error *e);

/* Call `each` for the articles that came from the address. */
static enum err address_walk(struct store *s, const struct store_answer *a, each_fn each,
	struct error *e)
{
	int64_t ids[KNOWN_MAX];
	size_t n = 0;
	TRY(need_batch(s, e));
	int64_t key = identity_of_address(a->uri);
	if (key)
		TRY(known_list(s, key, ids, &n, e));
	struct arena scratch = ARENA_INIT;
	enum err err = OK;
	for (size_t i = 0; i < n && err == OK; i++) {
		struct history h;
		err = history_get(s, ids[i], &scratch, &h, e);
		if (err == OK)
			err = each(s, &h, a, &scratch, e);
	}
	arena_done(&scratch);
	return err;
}

static enum err gone_one(struct store *s, const struct history *h, const struct store_answer *a,
	struct arena *scratch, struct error *e)
{
	bool there;
	TRY(is_there(s, h, a->uri, &there, scratch, e));
	if (!there || a->seen_at <= h->states.at[0].v.seen_at)
		return OK;
	const struct store_withdrawal new = {
		.gone_at = a->seen_at,
		.back_at = h->page_at > a->seen_at ? h->page_at : 0,
		.record = a->record,
		.status = a->status,
	};
	return withdraw(s, h, &new, scratch, e);
}

static enum err unchanged_one(struct store *s, const struct history *h,
	const struct store_answer *a, struct arena *scratch, struct error *e)
{
	(void)scratch;
	if (!h->page_at)
		return OK;
	return page_seen(s, h, a->seen_at, identity_of_address(a->uri), e);
}

static enum err moved_one(struct store *s, const struct history *h, const struct store_answer *a,
	struct arena *scratch, struct error *e)
{
	(void)scratch;
	struct identity to = { .n = 1 };
	to.keys[0] = identity_of_address(a->moved_to);
	return known_add(s, h->id, &to, e);
}

enum err store_gone_put(struct store *s, const struct store_answer *a, struct error *e)
{
	return address_walk(s, a, gone_one, e);
}

enum err store_unchanged_put(struct store *s, const struct store_answer *a, struct error *e)
{
	return address_walk(s, a, unchanged_one, e);
}

enum err store_moved_put(struct store *s, const struct store_answer *a, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	bool home = urlkey_kind(urlkey(a->moved_to, &scratch)) == URLKEY_HOME;
	arena_done(&scratch);
	return home ? OK : address_walk(s, a, moved_one, e);
}
