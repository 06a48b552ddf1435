/* kept: what only the user knows: marks, tags, saved searches, subscriptions. */
#include "store/private.h"

#include "text/utf8.h"

struct slice tag_key(struct slice tag, struct arena *out)
{
	struct slice key = utf8_fold(tag, out);
	return key.n ? key : tag;
}

/* What changes for an article when a mark or a tag does. */
struct flagged {
	struct slice name, lang;
	int64_t flags, day, source;
};

static enum err flagged_get(struct store *s, int64_t id, struct arena *out, struct flagged *ret,
	struct error *e)
{
	struct flagged f = { 0 };
	struct sql_call c = sql_begin(s, SQL_ARTICLE_FLAGGED);
	sql_int(&c, id);
	bool found = sql_row(&c);
	if (found) {
		f.name = sql_get_text(&c, out);
		f.flags = sql_get_int(&c);
		f.day = sql_get_int(&c);
		f.source = sql_get_int(&c);
		f.lang = sql_get_text(&c, out);
	}
	TRY(sql_end(&c, e));
	if (!found)
		return fail(e, ERR_NOT_FOUND, "no article has the id %lld", (long long)id);
	*ret = f;
	return OK;
}

static int64_t flag_change(int64_t before, int64_t after, int64_t flag)
{
	return !!(after & flag) - !!(before & flag);
}

/* Bring the article's flags and the counters in line with the kept tables. */
static enum err flags_refresh(struct store *s, int64_t id, const struct flagged *f, struct error *e)
{
	int64_t flags;
	TRY(flags_of_name(s, f->name, &flags, e));
	flags |= f->flags & ~FLAGS_KEPT;
	if (flags == f->flags)
		return OK;
	TRY(flags_set(s, id, flags, e));
	int64_t unread = -flag_change(f->flags, flags, FLAG_READ);
	tally_add(s, TALLY_SOURCE, f->source, SLICE_NONE, 0, unread);
	tally_add(s, TALLY_DAY, f->day, SLICE_NONE, 0, unread);
	tally_add(s, TALLY_LANGUAGE, 0, f->lang, 0, unread);
	tally_add(s, TALLY_TOTAL, TOTAL_UNREAD, SLICE_NONE, unread, 0);
	tally_add(s, TALLY_TOTAL, TOTAL_STARRED, SLICE_NONE,
		flag_change(f->flags, flags, FLAG_STARRED), 0);
	tally_add(s, TALLY_TOTAL, TOTAL_TAGGED, SLICE_NONE,
		flag_change(f->flags, flags, FLAG_TAGGED), 0);
	return OK;
}

enum err flags_refresh_name(struct store *s, struct slice name, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_ARTICLE_BY_NAME);
	sql_text(&c, name);
	bool held = sql_row(&c);
	int64_t id = held ? sql_get_int(&c) : 0;
	TRY(sql_end(&c, e));
	if (!held)
		return OK;
	struct arena local = ARENA_INIT;
	struct flagged f;
	enum err err = flagged_get(s, id, &local, &f, e);
	if (err == OK)
		err = flags_refresh(s, id, &f, e);
	arena_done(&local);
	return err;
}

/* ---- by name, for articles held or not */

enum err mark_set(struct store *s, struct slice name, enum store_mark mark, bool on, int64_t when,
	struct error *e)
{
	struct sql_call c = sql_begin(s, on ? SQL_MARK_ADD : SQL_MARK_DROP);
	sql_text(&c, name);
	sql_int(&c, mark);
	if (on)
		sql_int(&c, when);
	return sql_run(&c, e);
}

enum err tag_set(struct store *s, struct slice name, struct slice tag, bool on, struct error *e)
{
	if (tag.n == 0 || tag.n > STORE_TAG_MAX)
		return fail(e, ERR_LIMIT, "a tag has 1 to %d bytes", STORE_TAG_MAX);
	for (size_t i = 0; i < tag.n; i++)
		if ((unsigned char)tag.p[i] < ' ' || tag.p[i] == 0x7f)
			return fail(e, ERR_USAGE, "a tag has no control characters");
	struct arena local = ARENA_INIT;
	struct slice key = tag_key(tag, &local);
	struct sql_call c = sql_begin(s, on ? SQL_TAG_ADD : SQL_TAG_DROP);
	sql_text(&c, name);
	sql_text(&c, key);
	if (on)
		sql_text(&c, tag);
	enum err err = sql_run(&c, e);
	arena_done(&local);
	return err;
}

enum err note_set(struct store *s, struct slice name, struct slice note, struct error *e)
{
	if (note.n > STORE_NOTE_MAX)
		return fail(e, ERR_LIMIT, "a note has at most %d bytes", STORE_NOTE_MAX);
	struct sql_call c = sql_begin(s, note.n ? SQL_NOTE_PUT : SQL_NOTE_DROP);
	sql_text(&c, name);
	if (note.n)
		sql_text(&c, note);
	return sql_run(&c, e);
}

/* ---- by id */

static enum err mark_has(struct store *s, struct slice name, enum store_mark mark, bool *ret,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_MARK_HAS);
	sql_text(&c, name);
	sql_int(&c, mark);
	*ret = sql_row(&c);
	return sql_end(&c, e);
}

static enum err tag_has(struct store *s, struct slice name, struct slice tag, struct arena *scratch,
	bool *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_TAG_HAS);
	sql_text(&c, name);
	sql_text(&c, tag_key(tag, scratch));
	*ret = sql_row(&c);
	return sql_end(&c, e);
}

enum err store_mark_set(struct store *s, int64_t id, enum store_mark mark, bool on, int64_t now,
	bool *ret_changed, struct error *e)
{
	TRY(need_batch(s, e));
	struct arena local = ARENA_INIT;
	struct flagged f;
	bool was;
	enum err err = flagged_get(s, id, &local, &f, e);
	if (err == OK)
		err = mark_has(s, f.name, mark, &was, e);
	if (err == OK && was != on) {
		err = mark_set(s, f.name, mark, on, now, e);
		if (err == OK)
			err = flags_refresh(s, id, &f, e);
	}
	if (err == OK && ret_changed)
		*ret_changed = was != on;
	arena_done(&local);
	return err;
}

enum err store_tag_set(struct store *s, int64_t id, struct slice tag, bool on, bool *ret_changed,
	struct error *e)
{
	TRY(need_batch(s, e));
	struct arena local = ARENA_INIT;
	struct flagged f;
	bool was;
	enum err err = flagged_get(s, id, &local, &f, e);
	if (err == OK)
		err = tag_has(s, f.name, tag, &local, &was, e);
	if (err == OK && was != on) {
		err = tag_set(s, f.name, tag, on, e);
		if (err == OK)
			err = flags_refresh(s, id, &f, e);
	}
	if (err == OK && ret_changed)
		*ret_changed = was != on;
	arena_done(&local);
	return err;
}

enum err store_note_get(struct store *s, int64_t id, struct arena *out, struct slice *ret,
	struct error *e)
{
	struct flagged f;
	TRY(flagged_get(s, id, out, &f, e));
	struct sql_call c = sql_begin(s, SQL_NOTE_OF);
	sql_text(&c, f.name);
	struct slice note = sql_row(&c) ? sql_get_text(&c, out) : SLICE_NONE;
	TRY(sql_end(&c, e));
	*ret = note;
	return OK;
}

enum err store_note_set(struct store *s, int64_t id, struct slice note, struct error *e)
{
	TRY(need_batch(s, e));
	struct arena local = ARENA_INIT;
	struct flagged f;
	enum err err = flagged_get(s, id, &local, &f, e);
	if (err == OK)
		err = note_set(s, f.name, note, e);
	arena_done(&local);
	return err;
}

/* ---- saved searches and subscriptions */

enum err store_saved_list(struct store *s, struct arena *out, store_saveds *ret, struct error *e)
{
	store_saveds list = { 0 };
	struct sql_call c = sql_begin(s, SQL_SAVED_LIST);
	while (sql_row(&c)) {
		struct store_saved *saved = list_add(out, &list);
		saved->name = sql_get_text(&c, out);
		saved->query = sql_get_text(&c, out);
	}
	TRY(sql_end(&c, e));
	*ret = list;
	return OK;
}

enum err store_saved_put(struct store *s, const struct store_saved *saved, struct error *e)
{
	TRY(need_batch(s, e));
	if (!saved->name.n)
		return fail(e, ERR_USAGE, "a saved search needs a name");
	struct sql_call c = sql_begin(s, SQL_SAVED_PUT);
	sql_text(&c, saved->name);
	sql_text(&c, saved->query);
	return sql_run(&c, e);
}

enum err store_saved_drop(struct store *s, struct slice name, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_SAVED_DROP);
	sql_text(&c, name);
	bool known = sql_row(&c);
	TRY(sql_end(&c, e));
	return known ? OK : fail(e, ERR_NOT_FOUND, "no saved search '%.*s'", SLICE_ARG(name));
}

enum err store_subscription_list(struct store *s, struct arena *out, store_subscriptions *ret,
	struct error *e)
{
	store_subscriptions list = { 0 };
	struct sql_call c = sql_begin(s, SQL_SUBSCRIPTION_LIST);
	while (sql_row(&c)) {
		struct store_subscription *sub = list_add(out, &list);
		sub->url = sql_get_text(&c, out);
		sub->title = sql_get_text(&c, out);
		sub->folder = sql_get_text(&c, out);
	}
	TRY(sql_end(&c, e));
	*ret = list;
	return OK;
}

enum err store_subscription_put(struct store *s, const struct store_subscription *sub,
	struct error *e)
{
	TRY(need_batch(s, e));
	if (!sub->url.n)
		return fail(e, ERR_USAGE, "a subscription needs an address");
	struct sql_call c = sql_begin(s, SQL_SUBSCRIPTION_PUT);
	sql_text(&c, sub->url);
	sql_text(&c, sub->title);
	sql_text(&c, sub->folder);
	TRY(sql_run(&c, e));
	return feed_enter(s, sub->url, e);
}

enum err store_subscription_drop(struct store *s, struct slice url, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_SUBSCRIPTION_DROP);
	sql_text(&c, url);
	bool known = sql_row(&c);
	TRY(sql_end(&c, e));
	TRY(subscription_forget(s, url, e));
	return known ? OK : fail(e, ERR_NOT_FOUND, "no subscription to '%.*s'", SLICE_ARG(url));
}
