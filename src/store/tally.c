/* tally: counters by source, day and language, and totals. */
#include "store/private.h"

static struct slice tally_key(enum tally_kind kind, int64_t key, struct slice code,
	struct arena *out)
{
	char head[1 + sizeof key] = { (char)kind };
	memcpy(head + 1, &key, sizeof key);
	char *p = arena_bytes(out, sizeof head + code.n);
	memcpy(p, head, sizeof head);
	if (code.n)
		memcpy(p + sizeof head, code.p, code.n);
	return slice_of(p, sizeof head + code.n);
}

void tally_add(struct store *s, enum tally_kind kind, int64_t key, struct slice code,
	int64_t total, int64_t unread)
{
	struct batch *b = &s->batch;
	struct map_slot *slot =
		map_at(&b->tallies, &b->arena, tally_key(kind, key, code, &b->arena));
	if (!slot->ptr) {
		struct tally_change *new = arena_new(&b->arena, struct tally_change);
		*new = (struct tally_change){ kind, key, arena_dup(&b->arena, code), 0, 0 };
		*list_add(&b->arena, &b->changes) = new;
		slot->ptr = new;
	}
	struct tally_change *change = slot->ptr;
	change->total += total;
	change->unread += unread;
}

static enum err change_write(struct store *s, const struct tally_change *change, struct error *e)
{
	static const enum sql queries[] = {
		[TALLY_SOURCE] = SQL_SOURCE_COUNT,
		[TALLY_DAY] = SQL_DAY_COUNT,
		[TALLY_LANGUAGE] = SQL_LANGUAGE_COUNT,
		[TALLY_TOTAL] = SQL_TOTAL_ADD,
	};
	struct sql_call c = sql_begin(s, queries[change->kind]);
	if (change->kind == TALLY_LANGUAGE)
		sql_text(&c, change->code);
	else
		sql_int(&c, change->key);
	sql_int(&c, change->total);
	if (change->kind != TALLY_TOTAL)
		sql_int(&c, change->unread);
	return sql_run(&c, e);
}

enum err tally_flush(struct store *s, struct error *e)
{
	struct batch *b = &s->batch;
	for (size_t i = 0; i < b->changes.n; i++)
		if (b->changes.at[i]->total || b->changes.at[i]->unread)
			TRY(change_write(s, b->changes.at[i], e));
	b->changes.n = 0;
	b->tallies = (struct map){ 0 };
	return OK;
}

enum err total_get(struct store *s, enum total what, int64_t *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_TOTAL_GET);
	sql_int(&c, what);
	int64_t n = sql_row(&c) ? sql_get_int(&c) : 0;
	TRY(sql_end(&c, e));
	*ret = n;
	return OK;
}

static enum err list_read(struct sql_call *c, bool by_day, struct arena *out, store_tallies *ret,
	struct error *e)
{
	store_tallies list = { 0 };
	while (sql_row(c)) {
		struct store_tally *t = list_add(out, &list);
		*t = (struct store_tally){ 0 };
		if (by_day)
			t->day = sql_get_int(c);
		else
			t->name = sql_get_text(c, out);
		t->total = sql_get_int(c);
		t->unread = sql_get_int(c);
	}
	TRY(sql_end(c, e));
	*ret = list;
	return OK;
}

enum err store_sources(struct store *s, struct arena *out, store_tallies *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_SOURCE_LIST);
	return list_read(&c, false, out, ret, e);
}

enum err store_languages(struct store *s, struct arena *out, store_tallies *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_LANGUAGE_LIST);
	return list_read(&c, false, out, ret, e);
}

enum err store_days(struct store *s, int64_t before, size_t limit, struct arena *out,
	store_tallies *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_DAY_LIST);
	sql_int(&c, before);
	sql_int(&c, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
	return list_read(&c, true, out, ret, e);
}

enum err store_tags(struct store *s, struct arena *out, store_tallies *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_TAG_COUNTS);
	return list_read(&c, false, out, ret, e);
}
