/* jsonfeed: JSON Feed into the neutral form. Values of another kind than they should be are passed
 * over, but that a number will do for a string. */
#include "feed/jsonfeed.h"

#include "base/jsonread.h"
#include "feed/draft.h"
#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct jsonfeed {
	struct json_reader j;
	struct slice base;
	struct arena *out;
	struct arena scratch; /* emptied after each item */
	struct feed *feed;
};

struct key;

/* What a key's value belongs to. */
struct holder {
	struct draft draft;
	struct feed_person person;
	struct feed_link link;
	const struct key *key; /* that is being read */
};

struct key {
	const char *name;
	void (*read)(struct jsonfeed *r, struct holder *h);
	uint8_t field, rank;
};

/* The next value as text: a string or a number, else nothing (p is NULL). */
static struct slice take(struct jsonfeed *r)
{
	struct slice text = SLICE_NONE;
	enum json_kind kind = json_peek(&r->j);
	size_t from = r->j.at;
	if (kind == JSON_IS_STRING) {
		if (json_take_text(&r->j, &r->scratch, &text))
			text = text.n > 0 ? utf8_clean(text, &r->scratch) : SLICE("");
	} else if (json_skip(&r->j) && kind == JSON_IS_NUMBER) {
		text = slice_trim(slice_sub(r->j.text, from, r->j.at));
	}
	return text;
}

static void read_object(struct jsonfeed *r, struct holder *h, const struct key *keys, size_t n)
{
	struct slice name;
	if (json_peek(&r->j) != JSON_IS_OBJECT) {
		json_skip(&r->j);
		return;
	}
	json_enter(&r->j, '{');
	while (json_next_key(&r->j, &r->scratch, &name)) {
		const struct key *key = NULL;
		for (size_t i = 0; i < n && !key; i++)
			if (slice_is(name, keys[i].name))
				key = &keys[i];
		h->key = key;
		if (key)
			key->read(r, h);
		else
			json_skip(&r->j);
	}
}

/* Call `read` for each item of an array; a value without its array is an array of one. */
static void read_each(struct jsonfeed *r, struct holder *h,
	void (*read)(struct jsonfeed *r, struct holder *h))
{
	if (json_peek(&r->j) != JSON_IS_ARRAY) {
		read(r, h);
		return;
	}
	json_enter(&r->j, '[');
	while (json_next_item(&r->j))
		read(r, h);
}

static void read_version(struct jsonfeed *r, struct holder *h)
{
	(void)h;
	struct slice version = take(r);
	if (slice_find(version, SLICE("jsonfeed.org/version/1.1"), 0) != SIZE_MAX)
		r->feed->format = FEED_JSON11;
}

static void read_title(struct jsonfeed *r, struct holder *h)
{
	struct typed value = { take(r), false };
	draft_title(&h->draft, h->key->field, h->key->rank, value, r->out);
}

static void read_text_body(struct jsonfeed *r, struct holder *h)
{
	struct typed value = { take(r), false };
	draft_body(&h->draft, h->key->field, h->key->rank, value, r->base, r->out);
}

static void read_html_body(struct jsonfeed *r, struct holder *h)
{
	struct typed value = { take(r), true };
	draft_body(&h->draft, h->key->field, h->key->rank, value, r->base, r->out);
}

static void read_text(struct jsonfeed *r, struct holder *h)
{
	draft_text(&h->draft, h->key->field, h->key->rank, take(r), r->out);
}

static void read_lang(struct jsonfeed *r, struct holder *h)
{
	draft_lang(&h->draft, h->key->rank, take(r), r->out);
}

static void read_date(struct jsonfeed *r, struct holder *h)
{
	draft_date(&h->draft, h->key->field, h->key->rank, take(r), SLICE_NONE);
}

static void read_url(struct jsonfeed *r, struct holder *h)
{
	draft_url(&h->draft, h->key->field, h->key->rank, take(r), r->base, r->out);
}

static void add_link(struct jsonfeed *r, struct holder *h, const char *rel)
{
	struct feed_link link = { .href = take(r), .rel = slice_str(rel), .length = -1 };
	struct slice href = part_add_link(h->draft.part, link, r->base, r->out);
	if (h->key->rank > 0)
		draft_text(&h->draft, PAGE, h->key->rank, href, r->out);
}

static void read_page(struct jsonfeed *r, struct holder *h)
{
	add_link(r, h, "alternate");
}

static void read_self(struct jsonfeed *r, struct holder *h)
{
	add_link(r, h, "self");
}

static void read_related(struct jsonfeed *r, struct holder *h)
{
	add_link(r, h, "related");
}

static void read_person_name(struct jsonfeed *r, struct holder *h)
{
	h->person.name = take(r);
}

static void read_person_url(struct jsonfeed *r, struct holder *h)
{
	h->person.url = link_resolve(take(r), r->base, &r->scratch);
}

static void read_person(struct jsonfeed *r, struct holder *h)
{
	static const struct key keys[] = {
		{ "name", read_person_name, 0, 0 },
		{ "url", read_person_url, 0, 0 },
	};
	h->person = (struct feed_person){ .name = SLICE_NONE };
	if (json_peek(&r->j) == JSON_IS_STRING)
		h->person = person_split(take(r));
	else
		read_object(r, h, keys, COUNT(keys));
	if (slice_starts_nocase(h->person.url, SLICE("mailto:")) && h->person.email.n == 0) {
		h->person.email = slice_from(h->person.url, sizeof "mailto:" - 1);
		h->person.url = SLICE_NONE;
	}
	part_add_author(h->draft.part, h->person, r->out);
}

static void read_people(struct jsonfeed *r, struct holder *h)
{
	read_each(r, h, read_person);
}

static void read_tag(struct jsonfeed *r, struct holder *h)
{
	part_add_category(h->draft.part, (struct feed_category){ .term = take(r) }, r->out);
}

static void read_tags(struct jsonfeed *r, struct holder *h)
{
	read_each(r, h, read_tag);
}

static void read_link_href(struct jsonfeed *r, struct holder *h)
{
	h->link.href = take(r);
}

static void read_link_type(struct jsonfeed *r, struct holder *h)
{
	h->link.type = take(r);
}

static void read_link_title(struct jsonfeed *r, struct holder *h)
{
	h->link.title = take(r);
}

static void read_link_length(struct jsonfeed *r, struct holder *h)
{
	h->link.length = length_of(take(r));
}

static void read_attachment(struct jsonfeed *r, struct holder *h)
{
	static const struct key keys[] = {
		{ "url", read_link_href, 0, 0 },
		{ "mime_type", read_link_type, 0, 0 },
		{ "title", read_link_title, 0, 0 },
		{ "size_in_bytes", read_link_length, 0, 0 },
	};
	h->link = (struct feed_link){ .rel = SLICE("enclosure"), .length = -1 };
	read_object(r, h, keys, COUNT(keys));
	part_add_link(h->draft.part, h->link, r->base, r->out);
}

static void read_attachments(struct jsonfeed *r, struct holder *h)
{
	read_each(r, h, read_attachment);
}

/* Of hubs those of WebSub: other kinds are asked in other ways. */
static void read_hub(struct jsonfeed *r, struct holder *h)
{
	static const struct key keys[] = {
		{ "url", read_link_href, 0, 0 },
		{ "type", read_link_type, 0, 0 },
	};
	h->link = (struct feed_link){ .rel = SLICE("hub"), .length = -1 };
	read_object(r, h, keys, COUNT(keys));
	bool websub = slice_eq_nocase(h->link.type, SLICE("WebSub"));
	h->link.type = SLICE_NONE;
	if (websub)
		part_add_link(h->draft.part, h->link, r->base, r->out);
}

static void read_hubs(struct jsonfeed *r, struct holder *h)
{
	read_each(r, h, read_hub);
}

static void read_item(struct jsonfeed *r, struct holder *h)
{
	static const struct key keys[] = {
		{ "id", read_text, ID, 9 },
		{ "url", read_page, PAGE, 9 },
		{ "external_url", read_related, PAGE, 5 },
		{ "title", read_title, TITLE, 9 },
		{ "content_html", read_html_body, CONTENT, 9 },
		{ "content_text", read_text_body, CONTENT, 8 },
		{ "summary", read_text_body, SUMMARY, 9 },
		{ "image", read_url, IMAGE_URL, 9 },
		{ "banner_image", read_url, IMAGE_URL, 5 },
		{ "date_published", read_date, PUBLISHED, 9 },
		{ "date_modified", read_date, UPDATED, 9 },
		{ "authors", read_people, 0, 0 },
		{ "author", read_person, 0, 0 },
		{ "tags", read_tags, 0, 0 },
		{ "language", read_lang, LANGUAGE, 9 },
		{ "attachments", read_attachments, 0, 0 },
	};
	(void)h;
	if (json_peek(&r->j) != JSON_IS_OBJECT || r->feed->entries.n == FEED_MAX_ENTRIES) {
		json_skip(&r->j);
		return;
	}
	struct holder item = { .draft = { .part = arena_new(r->out, struct feed_part) } };
	*list_add(r->out, &r->feed->entries) = item.draft.part;
	read_object(r, &item, keys, COUNT(keys));
	arena_reset(&r->scratch);
}

static void read_items(struct jsonfeed *r, struct holder *h)
{
	read_each(r, h, read_item);
}

const char *jsonfeed_read(struct slice text, struct slice base, struct arena *out,
	struct feed *feed)
{
	static const struct key keys[] = {
		{ "version", read_version, 0, 0 },
		{ "title", read_title, TITLE, 9 },
		{ "description", read_title, SUBTITLE, 9 },
		{ "home_page_url", read_page, PAGE, 9 },
		{ "feed_url", read_self, 0, 0 },
		{ "icon", read_url, LOGO, 9 },
		{ "favicon", read_url, ICON, 9 },
		{ "language", read_lang, LANGUAGE, 9 },
		{ "authors", read_people, 0, 0 },
		{ "author", read_person, 0, 0 },
		{ "hubs", read_hubs, 0, 0 },
		{ "items", read_items, 0, 0 },
	};
	struct jsonfeed r = {
		.j = json_reader_over(text), .base = base, .out = out, .feed = feed
	};
	struct holder about = { .draft = { .part = &feed->about } };
	feed->format = FEED_JSON1;
	read_object(&r, &about, keys, COUNT(keys));
	arena_done(&r.scratch);
	return r.j.problem;
}

bool jsonfeed_is(struct slice text)
{
	text = slice_trim(text);
	if (text.n == 0 || text.p[0] != '{')
		return false;
	/* The version comes first by custom, not by rule; without it the keys must do. */
	if (slice_find(text, SLICE("jsonfeed.org/version/"), 0) != SIZE_MAX)
		return true;
	if (slice_find(text, SLICE("jsonfeed.org\\/version\\/"), 0) != SIZE_MAX)
		return true;
	return slice_find(text, SLICE("\"items\""), 0) != SIZE_MAX &&
		slice_find(text, SLICE("\"title\""), 0) != SIZE_MAX;
}
