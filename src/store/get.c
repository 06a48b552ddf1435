/* get: articles back out of the tables. */
#include "store/private.h"

#include <stdlib.h>

static strings split_list(struct slice joined, struct arena *out)
{
	strings list = { 0 };
	struct slice piece;
	while (slice_next_piece(&joined, LIST_SEPARATOR, &piece))
		*list_add(out, &list) = piece;
	return list;
}

/* The column `more`, as put.c joins it. */
static void split_more(struct slice joined, struct arena *out, struct article *a)
{
	struct slice kind = SLICE_NONE;
	struct slice *const texts[] = { &kind, &a->section, &a->image, &a->next };
	int64_t number = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!slice_next_piece(&joined, LIST_SEPARATOR, texts[i]))
			break;
	if (slice_to_int(kind, &number) && number >= 0 && number < N_ARTICLE_KINDS)
		a->kind = (enum article_kind)number;
	a->origins = split_list(joined, out);
}

/* False where a block has no type that we know. */
static bool split_blocks(struct slice joined, struct arena *out, blocks *ret)
{
	struct slice piece;
	while (slice_next_piece(&joined, BLOCK_SEPARATOR, &piece)) {
		const char *letter =
			piece.n ? memchr(block_letters, piece.p[0], N_BLOCK_TYPES) : NULL;
		if (!letter)
			return false;
		*list_add(out, ret) = (struct block){
			(enum block_type)(letter - block_letters), slice_from(piece, 1)
		};
	}
	return true;
}

static struct date date_read(struct slice text)
{
	struct date d = DATE_NOT_KNOWN;
	return date_scan(text, &d) ? d : DATE_NOT_KNOWN;
}

/* The first columns of a content. */
static void content_head_read(struct sql_call *c, struct arena *out, struct article *a)
{
	a->title = sql_get_text(c, out);
	a->subtitle = sql_get_text(c, out);
	a->url = sql_get_text(c, out);
	a->authors = split_list(sql_get_text(c, out), out);
	a->published = date_read(sql_get_bytes(c));
	int64_t from = sql_get_int(c);
	a->published_from = from >= 0 && from < N_ORIGINS ? (enum origin)from : ORIGIN_NONE;
	a->updated = date_read(sql_get_bytes(c));
	a->tags = split_list(sql_get_text(c, out), out);
}

/* Columns of SQL_ARTICLE_GET. */
static void head_read(struct sql_call *c, struct arena *out, struct store_article *ret)
{
	struct article *a = &ret->article;
	ret->number = sql_get_int(c);
	struct slice name = sql_get_bytes(c);
	memcpy(ret->name, name.p, name.n < ARTICLE_NAME_LEN ? name.n : ARTICLE_NAME_LEN);
	ret->at = sql_get_int(c);
	ret->day = sql_get_int(c);
	ret->seen_at = sql_get_int(c);
	ret->record = sql_get_int(c);
	ret->ordinal = sql_get_int(c);
	a->source = sql_get_text(c, out);
	a->lang = sql_get_text(c, out);
	int64_t flags = sql_get_int(c);
	ret->read = flags & FLAG_READ;
	ret->starred = flags & FLAG_STARRED;
	ret->edited = flags & FLAG_EDITED;
	ret->withdrawn = flags & FLAG_WITHDRAWN;
	int64_t channel = sql_get_int(c);
	a->channel = channel >= 0 && channel < N_CHANNELS ? (enum channel)channel : CHANNEL_PAGE;
	ret->n_versions = sql_get_int(c);
	ret->shown = sql_get_int(c);
	content_head_read(c, out, a);
}

static enum err rest_read(struct store *s, enum sql query, int64_t id, struct arena *out,
	struct article *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, query);
	sql_int(&c, id);
	bool found = sql_row(&c);
	if (found) {
		ret->credits = split_list(sql_get_text(&c, out), out);
		ret->captions = split_list(sql_get_text(&c, out), out);
		found = split_blocks(sql_get_text(&c, out), out, &ret->blocks);
		split_more(sql_get_text(&c, out), out, ret);
	}
	TRY(sql_end(&c, e));
	return found ? OK : fail(e, ERR_CORRUPT, "the text of %s %lld is damaged",
		query == SQL_CONTENT_REST ? "article" : "version", (long long)id);
}

enum err content_read(struct store *s, enum sql head, enum sql rest, int64_t id, struct arena *out,
	struct article *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, head);
	sql_int(&c, id);
	if (sql_row(&c))
		content_head_read(&c, out, ret);
	TRY(sql_end(&c, e));
	return rest_read(s, rest, id, out, ret, e);
}

enum err text_read(struct store *s, int64_t id, struct arena *out, struct slice *ret,
	struct error *e)
{
	struct article a = { 0 };
	TRY(rest_read(s, SQL_CONTENT_REST, id, out, &a, e));
	*ret = article_text(&a, out);
	return OK;
}

enum err store_article_get(struct store *s, int64_t id, enum store_parts parts, struct arena *out,
	struct store_article *ret, struct error *e)
{
	struct store_article a = { .id = id };
	struct sql_call c = sql_begin(s, SQL_ARTICLE_GET);
	sql_int(&c, id);
	bool found = sql_row(&c);
	if (found)
		head_read(&c, out, &a);
	TRY(sql_end(&c, e));
	if (!found)
		return fail(e, ERR_NOT_FOUND, "no article has the id %lld", (long long)id);

	c = sql_begin(s, SQL_TAGS_OF);
	sql_text(&c, slice_str(a.name));
	while (sql_row(&c))
		*list_add(out, &a.my_tags) = sql_get_text(&c, out);
	TRY(sql_end(&c, e));
	if (parts == STORE_WHOLE)
		TRY(rest_read(s, SQL_CONTENT_REST, id, out, &a.article, e));
	*ret = a;
	return OK;
}

static enum err find_number(struct store *s, int64_t number, int64_t *ret_id, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_ARTICLE_BY_NUMBER);
	sql_int(&c, number);
	bool found = sql_row(&c);
	int64_t id = found ? sql_get_int(&c) : 0;
	TRY(sql_end(&c, e));
	if (!found)
		return fail(e, ERR_NOT_FOUND, "no article has the number %lld", (long long)number);
	*ret_id = id;
	return OK;
}

enum err store_article_find(struct store *s, struct slice ref, int64_t *ret_id, struct error *e)
{
	int64_t number;
	if (slice_to_int(ref, &number) && ref.n < ARTICLE_NAME_LEN)
		return find_number(s, number, ret_id, e);
	if (ref.n < STORE_REF_MIN || ref.n > ARTICLE_NAME_LEN)
		return fail(e, ERR_NOT_FOUND,
			"'%.*s' is neither the number nor the name of an article", SLICE_ARG(ref));

	/* Names are of lower-case letters and digits: '~' stands behind all of them. */
	char low[ARTICLE_NAME_LEN + 2];
	for (size_t i = 0; i < ref.n; i++)
		low[i] = ascii_lower(ref.p[i]);
	low[ref.n] = '~';
	struct sql_call c = sql_begin(s, SQL_ARTICLE_BY_PREFIX);
	sql_text(&c, slice_of(low, ref.n));
	sql_text(&c, slice_of(low, ref.n + 1));
	int64_t id = 0;
	int n = 0;
	for (; sql_row(&c); n++)
		id = sql_get_int(&c);
	TRY(sql_end(&c, e));
	if (n == 0)
		return fail(e, ERR_NOT_FOUND, "no article has a name that begins with '%.*s'",
			SLICE_ARG(ref));
	if (n > 1)
		return fail(e, ERR_USAGE, "several articles have names that begin with '%.*s'",
			SLICE_ARG(ref));
	*ret_id = id;
	return OK;
}
