/* collect: settings of subscriptions, and the state of what is fetched. */
#include "store/collect.h"

#include "store/private.h"

enum { SETTING_MAX = 4096 };

/* ---- settings ---- */

enum err store_settings_list(struct store *s, struct slice url, struct arena *out,
	store_settings *ret, struct error *e)
{
	store_settings list = { 0 };
	struct sql_call c = sql_begin(s, url.n ? SQL_SETTINGS_OF : SQL_SETTING_LIST);
	if (url.n)
		sql_text(&c, url);
	while (sql_row(&c)) {
		struct store_setting *setting = list_add(out, &list);
		setting->url = url.n ? arena_dup(out, url) : sql_get_text(&c, out);
		setting->name = sql_get_text(&c, out);
		setting->value = sql_get_text(&c, out);
	}
	TRY(sql_end(&c, e));
	*ret = list;
	return OK;
}

enum err store_setting_put(struct store *s, const struct store_setting *setting, struct error *e)
{
	TRY(need_batch(s, e));
	if (!setting->url.n || !setting->name.n)
		return fail(e, ERR_USAGE, "a setting needs an address and a name");
	if (setting->value.n > SETTING_MAX)
		return fail(e, ERR_LIMIT, "'%.*s' is longer than %d bytes",
			SLICE_ARG(setting->name), SETTING_MAX);
	bool on = setting->value.n > 0;
	struct sql_call c = sql_begin(s, on ? SQL_SETTING_PUT : SQL_SETTING_DROP);
	sql_text(&c, setting->url);
	sql_text(&c, setting->name);
	if (on)
		sql_text(&c, setting->value);
	return sql_run(&c, e);
}

/* ---- subscriptions ---- */

enum err store_subscription_get(struct store *s, struct slice url, struct arena *out,
	struct store_subscription *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_SUBSCRIPTION_GET);
	sql_text(&c, url);
	bool known = sql_row(&c);
	if (known) {
		ret->url = sql_get_text(&c, out);
		ret->title = sql_get_text(&c, out);
		ret->folder = sql_get_text(&c, out);
	}
	TRY(sql_end(&c, e));
	return known ? OK : fail(e, ERR_NOT_FOUND, "no subscription to '%.*s'", SLICE_ARG(url));
}

static enum err run_with(struct store *s, enum sql query, struct slice a, struct slice b,
	struct error *e)
{
	struct sql_call c = sql_begin(s, query);
	sql_text(&c, a);
	if (b.n)
		sql_text(&c, b);
	return sql_run(&c, e);
}

static enum err move(struct store *s, struct slice from, struct slice to, struct arena *scratch,
	struct error *e)
{
	struct store_subscription sub, there;
	TRY(store_subscription_get(s, from, scratch, &sub, e));
	enum err err = store_subscription_get(s, to, scratch, &there, NULL);
	if (err != OK && err != ERR_NOT_FOUND)
		return fail(e, err, "cannot read the subscription '%.*s'", SLICE_ARG(to));
	if (err == ERR_NOT_FOUND) {
		sub.url = to;
		TRY(store_subscription_put(s, &sub, e));
		TRY(run_with(s, SQL_SETTINGS_MOVE, from, to, e));
		TRY(run_with(s, SQL_FETCH_MOVE, from, to, e));
		TRY(run_with(s, SQL_FETCH_DROP_URL, from, SLICE_NONE, e));
	}
	TRY(run_with(s, SQL_FEED_MOVE, from, to, e));
	TRY(run_with(s, SQL_OUTLET_MOVE, from, to, e));
	return store_subscription_drop(s, from, e);
}

enum err store_subscription_move(struct store *s, struct slice from, struct slice to,
	struct error *e)
{
	TRY(need_batch(s, e));
	struct arena scratch = ARENA_INIT;
	enum err err = move(s, from, to, &scratch, e);
	arena_done(&scratch);
	return err;
}

enum err store_outlet_put(struct store *s, struct slice url, struct slice name, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_OUTLET_PUT);
	sql_text(&c, url);
	sql_text(&c, name);
	sql_int(&c, STORE_OUTLETS_MAX);
	return sql_run(&c, e);
}

enum err feed_enter(struct store *s, struct slice url, struct error *e)
{
	return run_with(s, SQL_FEED_PUT, url, SLICE_NONE, e);
}

enum err subscription_forget(struct store *s, struct slice url, struct error *e)
{
	TRY(run_with(s, SQL_SETTINGS_DROP, url, SLICE_NONE, e));
	return run_with(s, SQL_FETCH_DROP, url, SLICE_NONE, e);
}

/* ---- what was learned ---- */

static void fetch_read(struct sql_call *c, struct arena *out, struct store_fetch *f)
{
	f->url = sql_get_text(c, out);
	f->source = sql_get_text(c, out);
	f->kind = (enum store_fetch_kind)sql_get_int(c);
	f->due_at = sql_get_int(c);
	f->etag = sql_get_text(c, out);
	f->last_modified = sql_get_text(c, out);
	f->digest = sql_get_text(c, out);
	f->asked_at = sql_get_int(c);
	f->first_at = sql_get_int(c);
	f->full_at = sql_get_int(c);
	f->full_url = sql_get_text(c, out);
	f->interval_s = sql_get_int(c);
	f->n_looks = sql_get_int(c);
	f->n_failed = sql_get_int(c);
	f->failed_since = sql_get_int(c);
	f->problem = sql_get_text(c, out);
	f->hub = sql_get_text(c, out);
	f->topic = sql_get_text(c, out);
}

enum err store_fetch_get(struct store *s, struct slice url, struct arena *out,
	struct store_fetch *ret, bool *ret_known, struct error *e)
{
	struct store_fetch f = { .url = url };
	struct sql_call c = sql_begin(s, SQL_FETCH_GET);
	sql_text(&c, url);
	bool known = sql_row(&c);
	if (known)
		fetch_read(&c, out, &f);
	TRY(sql_end(&c, e));
	*ret = f;
	*ret_known = known;
	return OK;
}

enum err store_fetch_put(struct store *s, const struct store_fetch *f, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_FETCH_PUT);
	sql_text(&c, f->url);
	sql_text(&c, f->source);
	sql_int(&c, f->kind);
	sql_int(&c, f->due_at);
	sql_text(&c, f->etag);
	sql_text(&c, f->last_modified);
	sql_blob(&c, f->digest.p, f->digest.n);
	sql_int(&c, f->asked_at);
	sql_int(&c, f->first_at);
	sql_int(&c, f->full_at);
	sql_text(&c, f->full_url);
	sql_int(&c, f->interval_s);
	sql_int(&c, f->n_looks);
	sql_int(&c, f->n_failed);
	sql_int(&c, f->failed_since);
	sql_text(&c, f->problem);
	sql_text(&c, f->hub);
	sql_text(&c, f->topic);
	return sql_run(&c, e);
}

enum err store_fetch_due(struct store *s, struct slice source, int64_t now, size_t limit,
	struct arena *out, store_fetches *ret, struct error *e)
{
	store_fetches list = { 0 };
	struct sql_call c = sql_begin(s, source.n ? SQL_FETCH_DUE_OF : SQL_FETCH_DUE);
	sql_int(&c, now);
	sql_int(&c, limit > INT32_MAX ? INT32_MAX : (int64_t)limit);
	if (source.n)
		sql_text(&c, source);
	while (sql_row(&c))
		fetch_read(&c, out, list_add(out, &list));
	TRY(sql_end(&c, e));
	*ret = list;
	return OK;
}

enum err store_fetch_forget(struct store *s, struct slice source, struct error *e)
{
	TRY(need_batch(s, e));
	return run_with(s, SQL_FETCH_DROP, source, SLICE_NONE, e);
}

enum err store_fetch_ask_now(struct store *s, struct slice source, int64_t now, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_FETCH_ASK_NOW);
	sql_text(&c, source);
	sql_int(&c, now);
	return sql_run(&c, e);
}

/* ---- rules ---- */

enum err store_rule_due_put(struct store *s, const struct store_rule_due *due, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_RULE_DUE_PUT);
	sql_text(&c, due->name);
	sql_text(&c, due->url);
	return sql_run(&c, e);
}

enum err store_rule_due_claim(struct store *s, const struct store_rule_due *due, struct error *e)
{
	TRY(need_batch(s, e));
	return run_with(s, SQL_RULE_DUE_CLAIM, due->name, due->url, e);
}

enum err store_rule_any(struct store *s, bool *ret_any, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_RULE_ANY);
	bool any = sql_row(&c);
	TRY(sql_end(&c, e));
	*ret_any = any;
	return OK;
}

enum err store_rule_due_list(struct store *s, size_t limit, struct arena *out, store_rules_due *ret,
	struct error *e)
{
	store_rules_due list = { 0 };
	struct sql_call c = sql_begin(s, SQL_RULE_DUE_LIST);
	sql_int(&c, (int64_t)limit);
	while (sql_row(&c)) {
		struct store_rule_due *due = list_add(out, &list);
		due->name = sql_get_text(&c, out);
		due->url = sql_get_text(&c, out);
	}
	TRY(sql_end(&c, e));
	*ret = list;
	return OK;
}

enum err store_rule_due_drop(struct store *s, struct slice name, struct error *e)
{
	TRY(need_batch(s, e));
	return run_with(s, SQL_RULE_DUE_DROP, name, SLICE_NONE, e);
}
