/* Every site names its data otherwise, but all hold a title and strings of prose: from the object
 * that has the page's title we go down as long as one part holds nearly all of the prose. */
#include "page/page_state.h"

#include "base/buf.h"
#include "page/page_people.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { PROSE_BYTES = 40, TITLE_LEAST = 8, TITLE_MOST = 500, PREFIX_MOST = 200, MOST_PERCENT = 80 };

/* Names under which text is kept; excerpts and descriptions are not among them. */
static bool holds_prose(struct slice key)
{
	static const char *const names[] = { "body", "text", "content", "html", "articleBody",
		"bodyHtml", "body_html", "contentHtml", "content_html", "fullText", "full_text",
		"paragraph", "paragraphs", "rendered", "value", "p", "story", "markup", "main" };
	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_eq_nocase(key, slice_str(names[i])))
			return true;
	return false;
}

/* The name of a value, or of the list that it stands in. */
static struct slice key_of(const struct jsonld *ld, uint32_t i)
{
	while (i && ld->values.at[i].key.n == 0)
		i = ld->values.at[i].parent;
	return i ? ld->values.at[i].key : SLICE_NONE;
}

static bool is_prose(const struct jsonld *ld, uint32_t i)
{
	const struct jsonld_value *v = &ld->values.at[i];
	return v->type == JSONLD_STRING && v->text.n >= PROSE_BYTES &&
		slice_find_byte(v->text, ' ', 0) != SIZE_MAX && holds_prose(key_of(ld, i));
}

/* Is an object called like the page? */
static bool is_named(const struct jsonld *ld, uint32_t object, const struct page_meta *m)
{
	static const char *const names[] = { "title", "headline", "name", "seoTitle", "heading" };
	for (size_t i = 0; i < COUNT(names); i++) {
		struct slice name =
			slice_trim(jsonld_text(ld, jsonld_get(ld, object, names[i])));
		if (name.n < TITLE_LEAST || name.n > TITLE_MOST)
			continue;
		for (size_t k = 0; k < N_TITLES; k++)
			if (slice_find_nocase(slice_sub(m->titles[k], 0, TITLE_MOST), name, 0) !=
				SIZE_MAX)
				return true;
	}
	return false;
}

/* Data, not code: it begins with a bracket, or an assignment does. */
static struct slice data_of(struct slice script)
{
	script = slice_trim(script);
	size_t at = 0;
	while (at < script.n && at < PREFIX_MOST && !strchr("{[(;", script.p[at]))
		at++;
	bool begins = at < script.n && (script.p[at] == '{' || script.p[at] == '[');
	struct slice before = slice_trim(slice_sub(script, 0, at));
	return begins && (before.n == 0 || slice_ends(before, SLICE("=")))
		? slice_from(script, at) : SLICE_NONE;
}

static void scripts_read(const struct tree *t, struct jsonld *ld, struct arena *out)
{
	size_t bytes = 0;
	for (uint32_t i = 1; i < t->n_nodes; i++) {
		const struct node *n = tree_at(t, i);
		if (n->tag != TAG_SCRIPT || n->first == 0 ||
			slice_find_nocase(node_attr(t, i, ATTR_TYPE), SLICE("ld+json"), 0) !=
				SIZE_MAX)
			continue;
		struct slice data = data_of(node_text(t, n->first));
		bytes += data.n;
		if (data.n > 0 && bytes <= STATE_MAX_BYTES)
			jsonld_read(ld, data, out);
	}
}

/* The part of `top` that holds nearly all of its prose. */
static uint32_t prose_part(const struct jsonld *ld, uint32_t top, const size_t *prose)
{
	for (;;) {
		uint32_t part = ld->values.at[top].first;
		while (part && prose[part] * 100 < prose[top] * MOST_PERCENT)
			part = ld->values.at[part].next;
		if (part == 0)
			return top;
		top = part;
	}
}

/* The strings of prose below `top`, a line each. */
static struct slice prose_below(const struct jsonld *ld, uint32_t top, struct arena *out)
{
	struct buf b = BUF_INIT(STATE_MAX_BYTES);
	for (uint32_t i = top; i < ld->values.n; i++) {
		uint32_t up = i;
		while (up > top)
			up = ld->values.at[up].parent;
		if (up != top)
			break; /* values stand in the order of the text */
		if (!is_prose(ld, i))
			continue;
		buf_slice(&b, ld->values.at[i].text);
		buf_byte(&b, '\n');
	}
	struct slice text = arena_dup(out, buf_text(&b));
	buf_done(&b);
	return text;
}

/* The names below a value: a text, an object that has one, or a list of these. */
static void authors_read(const struct jsonld *ld, uint32_t value, struct slice site, strings *to,
	struct arena *out)
{
	static const char *const names[] = { "name", "displayName", "fullName", "title" };
	bool list = value && ld->values.at[value].type == JSONLD_ARRAY;
	uint32_t one = list ? ld->values.at[value].first : value;
	for (; one; one = list ? ld->values.at[one].next : 0) {
		struct slice name = jsonld_text(ld, one);
		for (size_t k = 0; k < COUNT(names) && name.n == 0; k++)
			name = jsonld_text(ld, jsonld_get(ld, one, names[k]));
		people_declare(to, name, site, out);
	}
}

/* Who wrote it and when, by the names that systems give these. */
static struct state_head head_read(const struct jsonld *ld, uint32_t object,
	const struct page_meta *m, struct arena *out)
{
	static const char *const dates[] = { "datePublished", "publishedAt", "published_at",
		"publishDate", "publish_date", "publishedDate", "published_date", "firstPublished",
		"firstPublishedAt", "publicationDate", "pubDate", "published", "date" };
	static const char *const people[] = { "authors", "author", "byline", "writers" };
	struct state_head head = { DATE_NOT_KNOWN, { NULL, 0, 0 } };
	for (size_t i = 0; i < COUNT(dates) && head.published.kind == DATE_NONE; i++)
		head.published = meta_date(
			jsonld_text(ld, jsonld_get(ld, object, dates[i])), m->order);
	for (size_t i = 0; i < COUNT(people) && head.authors.n == 0; i++)
		authors_read(ld, jsonld_get(ld, object, people[i]), m->site, &head.authors, out);
	return head;
}

struct slice state_text(const struct page_look *look, struct state_head *ret_head,
	struct arena *out)
{
	struct jsonld ld = { .values = { NULL, 0, 0 } };
	scripts_read(&look->tree, &ld, out);
	if (ld.values.n == 0)
		return SLICE_NONE;
	size_t *prose = arena_array(out, size_t, ld.values.n);
	for (uint32_t i = (uint32_t)ld.values.n; i-- > 1;) { /* parts come behind their wholes */
		prose[i] += is_prose(&ld, i) ? ld.values.at[i].text.n : 0;
		prose[ld.values.at[i].parent] += prose[i];
	}
	uint32_t best = 0;
	prose[0] = 0;
	for (uint32_t i = 1; i < ld.values.n; i++)
		if (ld.values.at[i].type == JSONLD_OBJECT && prose[i] >= prose[best] &&
			is_named(&ld, i, &look->meta))
			best = i;
	if (best == 0 || prose[best] == 0)
		return SLICE_NONE;
	*ret_head = head_read(&ld, best, &look->meta, out);
	return prose_below(&ld, prose_part(&ld, best, prose), out);
}
