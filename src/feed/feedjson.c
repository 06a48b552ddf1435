/* feedjson: the neutral form as JSON. */
#include "base/json.h"
#include "feed/feed.h"

static void write_body(struct json *j, const char *key, struct html html)
{
	json_pair(j, key, html.text);
}

static void write_date(struct json *j, const char *key, struct date date)
{
	if (date.kind == DATE_NONE)
		return;
	/* An instant, in UTC: without a zone it is taken for UTC, a day for its first second. */
	char text[DATE_TEXT_MAX];
	date.kind = DATE_ZONED;
	date.zone_min = 0;
	size_t n = date_print(date, text);
	json_pair(j, key, slice_of(text, n));
}

static void write_people(struct json *j, const char *key, const feed_people *people)
{
	if (people->n == 0)
		return;
	json_key(j, key);
	json_begin(j, '[');
	for (size_t i = 0; i < people->n; i++) {
		json_begin(j, '{');
		json_pair(j, "name", people->at[i].name);
		json_pair(j, "email", people->at[i].email);
		json_pair(j, "url", people->at[i].url);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_categories(struct json *j, const struct feed_part *p)
{
	if (p->categories.n == 0)
		return;
	json_key(j, "categories");
	json_begin(j, '[');
	for (size_t i = 0; i < p->categories.n; i++) {
		json_begin(j, '{');
		json_pair(j, "term", p->categories.at[i].term);
		json_pair(j, "scheme", p->categories.at[i].scheme);
		json_pair(j, "label", p->categories.at[i].label);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_length(struct json *j, int64_t length)
{
	if (length < 0)
		return;
	json_key(j, "length");
	json_int(j, length);
}

static void write_links(struct json *j, const struct feed_part *p)
{
	if (p->links.n == 0)
		return;
	json_key(j, "links");
	json_begin(j, '[');
	for (size_t i = 0; i < p->links.n; i++) {
		const struct feed_link *link = &p->links.at[i];
		json_begin(j, '{');
		json_pair(j, "href", link->href);
		json_pair(j, "rel", link->rel);
		json_pair(j, "type", link->type);
		json_pair(j, "title", link->title);
		json_pair(j, "hreflang", link->hreflang);
		write_length(j, link->length);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_enclosures(struct json *j, const struct feed_part *p)
{
	if (p->enclosures.n == 0)
		return;
	json_key(j, "enclosures");
	json_begin(j, '[');
	for (size_t i = 0; i < p->enclosures.n; i++) {
		json_begin(j, '{');
		json_pair(j, "url", p->enclosures.at[i].url);
		json_pair(j, "type", p->enclosures.at[i].type);
		write_length(j, p->enclosures.at[i].length);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_image(struct json *j, const struct feed_image *image)
{
	if (image->url.n + image->title.n + image->link.n == 0)
		return;
	json_key(j, "image");
	json_begin(j, '{');
	json_pair(j, "url", image->url);
	json_pair(j, "title", image->title);
	json_pair(j, "link", image->link);
	json_end(j, '}');
}

/* A title may be there and empty. */
static void write_title(struct json *j, const char *key, struct slice text)
{
	if (!text.p)
		return;
	json_key(j, key);
	json_text(j, text);
}

static void write_part(struct json *j, const struct feed_part *p)
{
	json_begin(j, '{');
	json_pair(j, "id", p->id);
	write_title(j, "title", p->title);
	write_title(j, "subtitle", p->subtitle);
	json_pair(j, "link", p->link);
	json_pair(j, "feed_url", p->feed_url);
	write_body(j, "summary", p->summary);
	write_body(j, "content", p->content);
	write_title(j, "rights", p->rights);
	write_date(j, "published", p->published);
	write_date(j, "updated", p->updated);
	write_people(j, "authors", &p->authors);
	write_people(j, "contributors", &p->contributors);
	write_categories(j, p);
	write_links(j, p);
	write_enclosures(j, p);
	json_pair(j, "language", p->lang);
	write_image(j, &p->image);
	json_pair(j, "icon", p->icon);
	json_pair(j, "logo", p->logo);
	json_pair(j, "thumbnail", p->thumbnail);
	json_pair(j, "generator", p->generator);
	json_pair(j, "ttl", p->ttl);
	json_pair(j, "comments", p->comments);
	json_pair(j, "comments_feed", p->comments_feed);
	json_pair(j, "duration", p->duration);
	if (p->explicit_given) {
		json_key(j, "explicit");
		json_bool(j, p->explicit_);
	}
	if (p->source) {
		json_key(j, "source");
		write_part(j, p->source);
	}
	json_end(j, '}');
}

void feed_json(const struct feed *f, struct buf *to)
{
	struct json j = json_to(to);
	json_begin(&j, '{');
	json_pair(&j, "format", slice_str(feed_format_name(f->format)));
	json_pair(&j, "encoding", slice_str(f->encoding));
	json_key(&j, "feed");
	write_part(&j, &f->about);
	json_key(&j, "entries");
	json_begin(&j, '[');
	for (size_t i = 0; i < f->entries.n; i++)
		write_part(&j, f->entries.at[i]);
	json_end(&j, ']');
	json_end(&j, '}');
}
