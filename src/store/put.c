/* put: an article on its way into the tables. */
#include "store/private.h"

#include <stdlib.h>

/* How far a clock or a zone that is wrong may take a date ahead of when the article was seen. */
enum { AHEAD_MAX_S = 2 * 86400 };

/* When it was published, else updated, else first seen; and the day that goes with it. */
static int64_t time_of(const struct article *a, int64_t seen_at, int64_t *ret_day)
{
	const struct date told[] = { a->published, a->updated };
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		bool ahead = seen_at != 0 && told[i].seconds > seen_at + AHEAD_MAX_S;
		if (told[i].kind != DATE_NONE && !ahead) {
			*ret_day = date_day_of(told[i]);
			return told[i].seconds;
		}
	}
	*ret_day = (seen_at - (seen_at % 86400 + 86400) % 86400) / 86400;
	return seen_at;
}

int64_t store_time_of(const struct article *a, int64_t seen_at)
{
	int64_t day;
	return time_of(a, seen_at, &day);
}

/* ---- ids */

/* The first free id at or after `from`. */
static enum err walk_to_free(struct store *s, int64_t from, int64_t *ret_id, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_ARTICLE_IDS_FROM);
	sql_int(&c, from);
	while (sql_row(&c) && sql_get_int(&c) == from)
		from++;
	TRY(sql_end(&c, e));
	*ret_id = from;
	return OK;
}

static enum err id_choose(struct store *s, int64_t at, int64_t *ret_id, struct error *e)
{
	int64_t first = at * (1 << STORE_SEQ_BITS), last = first + (1 << STORE_SEQ_BITS) - 1;
	struct batch *b = &s->batch;
	if (!b->id_runs)
		b->id_runs = arena_array(&b->arena, struct id_run, N_ID_RUNS);
	struct id_run *run = &b->id_runs[(uint64_t)at % N_ID_RUNS];
	int64_t id;
	if (run->next && run->at == at) {
		TRY(walk_to_free(s, run->next, &id, e));
	} else {
		struct sql_call c = sql_begin(s, SQL_ARTICLE_LAST_OF);
		sql_int(&c, first);
		sql_int(&c, last);
		bool any = sql_row(&c) && sql_has(&c);
		id = any ? sql_get_int(&c) + 1 : first;
		TRY(sql_end(&c, e));
		if (id > last)
			TRY(walk_to_free(s, id, &id, e));
	}
	*run = (struct id_run){ at, id + 1 };
	*ret_id = id;
	return OK;
}

/* ---- what belongs to it in other tables */

static enum err number_next(struct store *s, int64_t *ret_number, struct error *e)
{
	struct batch *b = &s->batch;
	if (!b->next_number) {
		int64_t held;
		TRY(total_get(s, TOTAL_ARTICLES, &held, e));
		b->next_number = held + 1;
	}
	*ret_number = b->next_number++;
	return OK;
}

enum err source_id(struct store *s, struct slice name, int64_t *ret_id, struct error *e)
{
	struct batch *b = &s->batch;
	struct map_slot *slot = map_find(&b->sources, name);
	if (slot) {
		*ret_id = slot->num;
		return OK;
	}
	TRY(sql_find_or_add(s, SQL_SOURCE_BY_NAME, SQL_SOURCE_ADD, name, ret_id, e));
	map_at(&b->sources, &b->arena, arena_dup(&b->arena, name))->num = *ret_id;
	return OK;
}

enum err flags_of_name(struct store *s, struct slice name, int64_t *ret_flags, struct error *e)
{
	int64_t flags = 0;
	struct sql_call c = sql_begin(s, SQL_MARKS_OF);
	sql_text(&c, name);
	while (sql_row(&c))
		flags |= sql_get_int(&c) == STORE_MARK_READ ? FLAG_READ : FLAG_STARRED;
	TRY(sql_end(&c, e));

	c = sql_begin(s, SQL_TAGS_OF);
	sql_text(&c, name);
	if (sql_row(&c))
		flags |= FLAG_TAGGED;
	TRY(sql_end(&c, e));
	*ret_flags = flags;
	return OK;
}

/* ---- rows */

static struct slice join_list(strings list, struct arena *out)
{
	if (list.n == 1)
		return list.at[0];
	size_t n = 0;
	for (size_t i = 0; i < list.n; i++)
		n += list.at[i].n + 1;
	char *p = arena_bytes(out, n + 1), *to = p;
	for (size_t i = 0; i < list.n; i++) {
		if (i)
			*to++ = LIST_SEPARATOR;
		to = mempcpy(to, list.at[i].n ? list.at[i].p : "", list.at[i].n);
	}
	return slice_of(p, (size_t)(to - p));
}

/* Indexed by enum block_type; in the database for ever. */
const char block_letters[N_BLOCK_TYPES + 1] = "phqlci";

static struct slice join_blocks(blocks list, struct arena *out)
{
	size_t n = 0;
	for (size_t i = 0; i < list.n; i++)
		n += list.at[i].text.n + 2;
	char *p = arena_bytes(out, n + 1), *to = p;
	for (size_t i = 0; i < list.n; i++) {
		if (i)
			*to++ = BLOCK_SEPARATOR;
		*to++ = block_letters[list.at[i].type];
		to = mempcpy(to, list.at[i].text.n ? list.at[i].text.p : "", list.at[i].text.n);
	}
	return slice_of(p, (size_t)(to - p));
}

/* What few articles have: the column `more`. */
static struct slice join_more(const struct article *a, struct arena *out)
{
	if (!a->kind && !a->section.n && !a->image.n && !a->next.n && !a->origins.n)
		return SLICE_NONE;
	strings all = { 0 };
	*list_add(out, &all) = arena_printf(out, "%d", (int)a->kind);
	const struct slice texts[] = { a->section, a->image, a->next };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*list_add(out, &all) = texts[i];
	for (size_t i = 0; i < a->origins.n; i++)
		*list_add(out, &all) = a->origins.at[i];
	return join_list(all, out);
}

enum err content_write(struct store *s, enum sql query, int64_t id, const struct article *a,
	struct error *e)
{
	char published[DATE_TEXT_MAX], updated[DATE_TEXT_MAX];
	struct arena local = ARENA_INIT;
	struct sql_call c = sql_begin(s, query);
	sql_int(&c, id);
	sql_text(&c, a->title);
	sql_text(&c, a->subtitle);
	sql_text(&c, a->url);
	sql_text(&c, join_list(a->authors, &local));
	sql_text(&c, slice_of(published, date_print(a->published, published)));
	sql_int(&c, a->published_from);
	sql_text(&c, slice_of(updated, date_print(a->updated, updated)));
	sql_text(&c, join_list(a->tags, &local));
	sql_text(&c, join_list(a->credits, &local));
	sql_text(&c, join_list(a->captions, &local));
	sql_text(&c, join_blocks(a->blocks, &local));
	sql_text(&c, join_more(a, &local));
	enum err err = sql_run(&c, e);
	arena_done(&local);
	return err;
}

struct article_row {
	int64_t id, number, at, day, source, flags;
};

static enum err row_write(struct store *s, const struct store_put *put,
	const struct article_row *row, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_ARTICLE_ADD);
	sql_int(&c, row->id);
	sql_int(&c, row->number);
	sql_text(&c, slice_str(put->name));
	sql_int(&c, row->at);
	sql_int(&c, row->day);
	sql_int(&c, put->seen_at);
	sql_int(&c, put->record);
	sql_int(&c, put->ordinal);
	sql_int(&c, row->source);
	sql_text(&c, put->article->lang);
	sql_int(&c, row->flags);
	sql_int(&c, put->article->channel);
	bool page = put->article->channel == CHANNEL_PAGE;
	sql_int(&c, page ? put->seen_at : 0);
	sql_int(&c, page ? page_key(put->article) : 0);
	return sql_run(&c, e);
}

static enum err count_in(struct store *s, const struct store_put *put,
	const struct article_row *row, struct error *e)
{
	int64_t unread = row->flags & FLAG_READ ? 0 : 1;
	tally_add(s, TALLY_SOURCE, row->source, SLICE_NONE, 1, unread);
	tally_add(s, TALLY_DAY, row->day, SLICE_NONE, 1, unread);
	tally_add(s, TALLY_LANGUAGE, 0, put->article->lang, 1, unread);
	tally_add(s, TALLY_TOTAL, TOTAL_ARTICLES, SLICE_NONE, 1, 0);
	tally_add(s, TALLY_TOTAL, TOTAL_UNREAD, SLICE_NONE, unread, 0);
	tally_add(s, TALLY_TOTAL, TOTAL_STARRED, SLICE_NONE, !!(row->flags & FLAG_STARRED), 0);
	tally_add(s, TALLY_TOTAL, TOTAL_TAGGED, SLICE_NONE, !!(row->flags & FLAG_TAGGED), 0);

	int64_t spill = (row->id >> STORE_SEQ_BITS) - row->at;
	if (!spill)
		return OK;
	struct sql_call c = sql_begin(s, SQL_TOTAL_RAISE);
	sql_int(&c, TOTAL_SPILL);
	sql_int(&c, spill);
	return sql_run(&c, e);
}

static enum err article_new(struct store *s, const struct store_put *put, int64_t *ret_id,
	struct error *e)
{
	struct article_row row;
	row.at = time_of(put->article, put->seen_at, &row.day);
	TRY(id_choose(s, row.at, &row.id, e));
	TRY(number_next(s, &row.number, e));
	TRY(source_id(s, put->article->source, &row.source, e));
	TRY(flags_of_name(s, slice_str(put->name), &row.flags, e));
	TRY(row_write(s, put, &row, e));
	TRY(content_write(s, SQL_CONTENT_ADD, row.id, put->article, e));
	TRY(quotes_write(s, row.id, put->article, put->said, e));
	TRY(count_in(s, put, &row, e));
	TRY(index_add(s, row.id, row.day, put->article, put->terms, e));
	*ret_id = row.id;
	return OK;
}

enum err store_article_put(struct store *s, const struct store_put *put, int64_t *ret_id,
	enum store_put_as *ret_as, struct error *e)
{
	int64_t id;
	bool changed = false;
	TRY(need_batch(s, e));
	TRY(known_find(s, put, &id, e));
	enum store_put_as as = id ? STORE_PUT_KNOWN : STORE_PUT_NEW;
	if (id)
		TRY(version_put(s, id, put, &changed, e));
	else
		TRY(article_new(s, put, &id, e));
	if (put->identity)
		TRY(known_add(s, id, put->identity, e));
	*ret_id = id;
	*ret_as = changed ? STORE_PUT_VERSION : as;
	return OK;
}
