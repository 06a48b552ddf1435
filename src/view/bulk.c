/* The fields that a document adds to the article, and what the engine is told of each field. */
#include "view/bulk.h"

#include "base/json.h"
#include "model/article_json.h"

bool bulk_index_is_good(struct slice index)
{
	for (size_t i = 0; i < index.n; i++) {
		char c = index.p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (!word && (i == 0 || !(c == '-' || c == '_' || c == '.')))
			return false;
	}
	return index.n > 0 && index.n <= BULK_INDEX_MAX;
}

static void action(const char *what, struct slice index, struct slice name, struct buf *to)
{
	buf_printf(to, "{\"%s\":{\"_index\":\"%.*s\",\"_id\":\"%.*s\"}}\n", what, SLICE_ARG(index),
		SLICE_ARG(name));
}

static void put_date(struct json *j, const char *key, struct date d)
{
	char text[DATE_TEXT_MAX];
	json_pair(j, key, slice_of(text, date_print(d, text)));
}

static void put_story(struct json *j, const struct bulk_document *d)
{
	json_key(j, "story");
	json_begin(j, '{');
	json_pair(j, "id", d->story);
	json_key(j, "lead");
	json_bool(j, d->is_lead);
	json_pair(j, "copy_of", d->copy_of);
	json_pair(j, "translation_of", d->translation_of);
	json_end(j, '}');
}

void bulk_put(struct slice index, const struct bulk_document *d, struct buf *to)
{
	action("index", index, d->of->name, to);
	article_json_write_flat(d->of->article, to);
	if (to->failed)
		return;
	/* The article's object goes on. */
	to->p[to->n - 1] = ',';
	struct json json = json_to(to), *j = &json;
	json_pair(j, "id", d->of->name);
	put_date(j, "day", (struct date){ .seconds = d->day * 86400, .kind = DATE_DAY });
	put_date(j, "seen", (struct date){ .seconds = d->seen_at, .kind = DATE_ZONED });
	json_key(j, "versions");
	json_int(j, d->of->n_versions);
	if (d->changed_at)
		put_date(j, "changed",
			(struct date){ .seconds = d->changed_at, .kind = DATE_ZONED });
	json_pair(j, "withdrawn", d->of->withdrawn);
	put_story(j, d);
	json_end(j, '}');
	view_json_quotes(d->of, to);
	buf_byte(to, '\n');
}

void bulk_delete(struct slice index, struct slice name, struct buf *to)
{
	action("delete", index, name, to);
}

/* ---- the template */

/* A keyword longer than 32,766 bytes would have the whole document refused, and a date that the
 * engine cannot read as well: such a value is kept and not indexed. 8,191 characters of 4 bytes
 * are less. */
#define KEYWORD "{\"type\":\"keyword\",\"ignore_above\":8191}"
#define DATE "{\"type\":\"date\",\"format\":\"strict_date_optional_time\"," \
	"\"ignore_malformed\":true}"
#define STORED "{\"type\":\"keyword\",\"index\":false,\"doc_values\":false}"
#define NUMBER "{\"type\":\"integer\"}"
#define FLAG "{\"type\":\"boolean\"}"
/* Each text by its words, and by what both languages make of them: there is no telling which one
 * the words of a query are in. */
#define TEXT "{\"type\":\"text\",\"fields\":{" \
	"\"id\":{\"type\":\"text\",\"analyzer\":\"indonesian\"}," \
	"\"en\":{\"type\":\"text\",\"analyzer\":\"english\"}}}"
#define NAME "{\"type\":\"keyword\",\"ignore_above\":8191," \
	"\"fields\":{\"words\":{\"type\":\"text\"}}}"

struct field {
	const char *name, *mapping;
};

static const struct field story_fields[] = {
	{ "id", KEYWORD }, { "lead", FLAG }, { "copy_of", KEYWORD }, { "translation_of", KEYWORD },
	{ NULL, NULL },
};

static const struct field quote_fields[] = {
	{ "text", TEXT }, { "char_start", NUMBER }, { "char_end", NUMBER }, { "kind", KEYWORD },
	{ "form", KEYWORD }, { "speaker", NAME }, { "speaker_surface", NAME }, { "cue", KEYWORD },
	{ "via", NAME }, { "scare", FLAG }, { "confidence", NUMBER }, { "segments", NUMBER },
	{ NULL, NULL },
};

static const struct field fields[] = {
	{ "title", TEXT }, { "subtitle", TEXT }, { "url", KEYWORD }, { "source", NAME },
	{ "authors", NAME }, { "published", DATE }, { "updated", DATE },
	{ "published_from", KEYWORD }, { "lang", KEYWORD }, { "credits", NAME },
	{ "captions", TEXT }, { "tags", NAME }, { "section", NAME }, { "image", STORED },
	{ "origins", NAME }, { "kind", KEYWORD }, { "next", STORED }, { "text", TEXT },
	{ "id", KEYWORD }, { "day", DATE }, { "seen", DATE }, { "versions", NUMBER },
	{ "changed", DATE }, { "withdrawn", DATE }, { NULL, NULL },
};

static void add_fields(const struct field *list, struct buf *to)
{
	for (; list->name; list++)
		buf_printf(to, "\"%s\":%s%s", list->name, list->mapping,
			list[1].name ? ",\n\t\t" : "");
}

void bulk_template(struct slice index, struct buf *to)
{
	buf_printf(to, "{\"index_patterns\":[\"%.*s\",\"%.*s-*\"],\n", SLICE_ARG(index),
		SLICE_ARG(index));
	buf_str(to, "\"template\":{\"mappings\":{\"dynamic\":false,\"properties\":{\n\t\t");
	add_fields(fields, to);
	buf_str(to, ",\n\"story\":{\"properties\":{\n\t\t");
	add_fields(story_fields, to);
	buf_str(to, "}},\n\"quotes\":{\"type\":\"nested\",\"properties\":{\n\t\t");
	add_fields(quote_fields, to);
	buf_str(to, "}}}}}}\n");
}
