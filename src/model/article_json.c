/* article_json: a row for each key, in the order in which they are written. */
#include "model/article_json.h"

#include "base/json.h"
#include "base/jsonread.h"

static void write_list(struct json *j, const char *key, const strings *list)
{
	if (!list->n)
		return;
	json_key(j, key);
	json_begin(j, '[');
	for (size_t i = 0; i < list->n; i++)
		json_text(j, list->at[i]);
	json_end(j, ']');
}

static void write_date(struct json *j, const char *key, struct date d)
{
	char text[DATE_TEXT_MAX];
	json_pair(j, key, slice_of(text, date_print(d, text)));
}

static void write_blocks(struct json *j, const blocks *list)
{
	json_key(j, "blocks");
	json_begin(j, '[');
	for (size_t i = 0; i < list->n; i++) {
		json_begin(j, '{');
		json_pair(j, "type", slice_str(block_name(list->at[i].type)));
		json_key(j, "text");
		json_text(j, list->at[i].text);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write(const struct article *a, bool with_blocks, struct buf *to)
{
	struct arena scratch = ARENA_INIT;
	struct json json = json_to(to), *j = &json;
	json_begin(j, '{');
	json_key(j, "title");
	json_text(j, a->title);
	json_pair(j, "subtitle", a->subtitle);
	json_pair(j, "url", a->url);
	json_pair(j, "source", a->source);
	write_list(j, "authors", &a->authors);
	write_date(j, "published", a->published);
	write_date(j, "updated", a->updated);
	json_pair(j, "published_from", slice_str(origin_name(a->published_from)));
	json_pair(j, "lang", a->lang);
	write_list(j, "credits", &a->credits);
	write_list(j, "captions", &a->captions);
	write_list(j, "tags", &a->tags);
	json_pair(j, "section", a->section);
	json_pair(j, "image", a->image);
	write_list(j, "origins", &a->origins);
	json_pair(j, "kind", slice_str(article_kind_name(a->kind)));
	json_pair(j, "next", a->next);
	write_list(j, "comments", &a->comments);
	if (with_blocks)
		write_blocks(j, &a->blocks);
	json_key(j, "text");
	json_text(j, article_text(a, &scratch));
	json_end(j, '}');
	arena_done(&scratch);
}

void article_json_write(const struct article *a, struct buf *to)
{
	write(a, true, to);
}

void article_json_write_flat(const struct article *a, struct buf *to)
{
	write(a, false, to);
}

/* What is being read. */
struct reading {
	struct json_reader *j;
	struct arena *out;
	article_date_fn date_fn;
	struct article a;
	struct slice text;
	struct error *e;
};

/* The next value is of `kind`: OK; null: ERR_NOT_FOUND; anything else is an error that names `key`
 * and, where `item` is not 0, the item. */
static enum err expect(struct reading *r, const char *key, size_t item, enum json_kind kind)
{
	enum json_kind got = json_peek(r->j);
	if (got == kind)
		return OK;
	if (got == JSON_IS_NONE) { /* says what is wrong */
		json_skip(r->j);
		return ERR_SYNTAX;
	}
	if (got == JSON_IS_NULL)
		return json_skip(r->j) ? ERR_NOT_FOUND : ERR_SYNTAX;
	if (item)
		return fail(r->e, ERR_INPUT, "'%s': item %zu is %s, not %s", key, item,
			json_kind_name(got), json_kind_name(kind));
	return fail(r->e, ERR_INPUT, "'%s' is %s, not %s", key, json_kind_name(got),
		json_kind_name(kind));
}

static enum err take_text(struct reading *r, const char *key, size_t item, struct slice *ret)
{
	enum err err = expect(r, key, item, JSON_IS_STRING);
	struct slice text = SLICE_NONE;
	if (err == OK && !json_take_text(r->j, r->out, &text))
		return ERR_SYNTAX;
	if (err != OK && err != ERR_NOT_FOUND)
		return err;
	*ret = text;
	return OK;
}

static enum err read_text(struct reading *r, const char *key, void *to)
{
	return take_text(r, key, 0, to);
}

static enum err read_list(struct reading *r, const char *key, void *to)
{
	strings *list = to;
	*list = (strings){ 0 };
	enum err err = expect(r, key, 0, JSON_IS_ARRAY);
	if (err != OK)
		return err == ERR_NOT_FOUND ? OK : err;
	json_enter(r->j, '[');
	for (size_t n = 1; json_next_item(r->j); n++) {
		struct slice text;
		TRY(take_text(r, key, n, &text));
		if (text.n)
			*list_add(r->out, list) = text;
	}
	return OK;
}

static enum err read_date(struct reading *r, const char *key, void *to)
{
	struct date *date = to, got = DATE_NOT_KNOWN;
	struct slice text;
	TRY(take_text(r, key, 0, &text));
	text = slice_trim(text);
	if (text.n && !date_scan(text, &got) && !(r->date_fn && r->date_fn(text, &got)))
		return fail(r->e, ERR_INPUT, "'%s': '%.*s' is no date", key,
			text.n > 60 ? 60 : (int)text.n, text.p);
	if (got.kind != DATE_NONE && !date_is_placeholder(got))
		*date = got;
	return OK;
}

static enum err read_origin(struct reading *r, const char *key, void *to)
{
	struct slice text;
	TRY(take_text(r, key, 0, &text));
	/* A word that this version does not know says no less than none. */
	if (!origin_named(text, to))
		*(enum origin *)to = ORIGIN_NONE;
	return OK;
}

static enum err read_kind(struct reading *r, const char *key, void *to)
{
	struct slice text;
	TRY(take_text(r, key, 0, &text));
	if (!article_kind_named(text, to))
		*(enum article_kind *)to = ARTICLE_PLAIN;
	return OK;
}

static enum err read_block(struct reading *r, size_t n, struct block *ret)
{
	struct block b = { BLOCK_PARAGRAPH, SLICE_NONE };
	struct slice key, type;
	enum err err = expect(r, "blocks", n, JSON_IS_OBJECT);
	if (err != OK)
		return err;
	json_enter(r->j, '{');
	while (json_next_key(r->j, r->out, &key)) {
		if (slice_is(key, "text")) {
			TRY(take_text(r, "blocks", n, &b.text));
		} else if (slice_is(key, "type")) {
			TRY(take_text(r, "blocks", n, &type));
			/* An unknown type is running text, as all that have come are. */
			if (!block_named(type, &b.type))
				b.type = BLOCK_PARAGRAPH;
		} else {
			json_skip(r->j);
		}
	}
	*ret = b;
	return OK;
}

static enum err read_blocks(struct reading *r, const char *key, void *to)
{
	blocks *list = to;
	*list = (blocks){ 0 };
	enum err err = expect(r, key, 0, JSON_IS_ARRAY);
	if (err != OK)
		return err == ERR_NOT_FOUND ? OK : err;
	json_enter(r->j, '[');
	for (size_t n = 1; json_next_item(r->j); n++) {
		struct block b;
		err = read_block(r, n, &b);
		if (err != OK && err != ERR_NOT_FOUND)
			return err;
		if (err == OK && b.text.n)
			*list_add(r->out, list) = b;
	}
	return OK;
}

static const struct key {
	const char *name;
	enum err (*read)(struct reading *r, const char *key, void *to);
	size_t offset; /* in struct reading */
} keys[] = {
	{ "title", read_text, offsetof(struct reading, a.title) },
	{ "subtitle", read_text, offsetof(struct reading, a.subtitle) },
	{ "url", read_text, offsetof(struct reading, a.url) },
	{ "source", read_text, offsetof(struct reading, a.source) },
	{ "authors", read_list, offsetof(struct reading, a.authors) },
	{ "published", read_date, offsetof(struct reading, a.published) },
	{ "date", read_date, offsetof(struct reading, a.published) },
	{ "updated", read_date, offsetof(struct reading, a.updated) },
	{ "published_from", read_origin, offsetof(struct reading, a.published_from) },
	{ "lang", read_text, offsetof(struct reading, a.lang) },
	{ "credits", read_list, offsetof(struct reading, a.credits) },
	{ "captions", read_list, offsetof(struct reading, a.captions) },
	{ "tags", read_list, offsetof(struct reading, a.tags) },
	{ "section", read_text, offsetof(struct reading, a.section) },
	{ "image", read_text, offsetof(struct reading, a.image) },
	{ "origins", read_list, offsetof(struct reading, a.origins) },
	{ "kind", read_kind, offsetof(struct reading, a.kind) },
	{ "next", read_text, offsetof(struct reading, a.next) },
	{ "comments", read_list, offsetof(struct reading, a.comments) },
	{ "blocks", read_blocks, offsetof(struct reading, a.blocks) },
	{ "text", read_text, offsetof(struct reading, text) },
};

static enum err read_key(struct reading *r, struct slice key)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (slice_is(key, keys[i].name))
			return keys[i].read(r, keys[i].name, (char *)r + keys[i].offset);
	return json_skip(r->j) ? OK : ERR_SYNTAX;
}

/* Cut running text into paragraphs at blank lines. */
static void cut_text(struct slice text, struct arena *out, blocks *ret)
{
	struct slice line, paragraph = SLICE_NONE;
	for (bool more = true; more;) {
		more = slice_next_line(&text, &line);
		line = more ? slice_trim(line) : SLICE_NONE;
		if (line.n) {
			if (!paragraph.n)
				paragraph.p = line.p;
			paragraph.n = (size_t)(line.p + line.n - paragraph.p);
		} else if (paragraph.n) {
			*list_add(out, ret) = (struct block){ BLOCK_PARAGRAPH, paragraph };
			paragraph = SLICE_NONE;
		}
	}
}

enum err article_json_read(struct slice line, article_date_fn date_fn, struct arena *out,
	struct article *ret, struct error *e)
{
	struct json_reader j = json_reader_over(line);
	struct reading r = { .j = &j, .out = out, .date_fn = date_fn, .e = e };
	struct slice key;
	enum err err = OK;
	if (json_enter(&j, '{'))
		while (err == OK && json_next_key(&j, out, &key))
			err = read_key(&r, key);
	if (err == OK)
		json_end_of_text(&j);
	if (j.problem)
		return fail(e, ERR_SYNTAX, "column %zu: %s", j.at + 1, j.problem);
	if (err != OK)
		return err;
	if (!r.a.blocks.n)
		cut_text(r.text, out, &r.a.blocks);
	if (!r.a.title.n && !r.a.blocks.n)
		return fail(e, ERR_INPUT, "neither 'title' nor 'text' nor 'blocks'");
	if (r.a.published.kind == DATE_NONE)
		r.a.published_from = ORIGIN_NONE;
	else if (r.a.published_from == ORIGIN_NONE)
		r.a.published_from = ORIGIN_GIVEN;
	*ret = r.a;
	return OK;
}
