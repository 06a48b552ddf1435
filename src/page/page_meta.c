/* One pass over the tree for fields, one over the JSON-LD found on it. A field that stands in
 * several places is taken from the one that pages get right most often. */
#include "page/page_meta.h"

#include "page/page_fields.h"
#include "page/page_ld.h"
#include "page/page_people.h"
#include "text/utf8.h"
#include "url/url.h"

struct date meta_date(struct slice s, enum date_order order)
{
	struct date d;
	s = slice_trim(slice_sub(s, 0, 100));
	if (s.n >= 8 && (date_scan(s, &d) || date_parse(s, order, &d)) && !date_is_placeholder(d))
		return d;
	return DATE_NOT_KNOWN;
}

struct slice meta_text(struct slice s, struct arena *out)
{
	struct tree t;
	if ((slice_find_byte(s, '&', 0) != SIZE_MAX || slice_find_byte(s, '<', 0) != SIZE_MAX) &&
		tree_parse_fragment(s, TAG_BODY, out, &t, NULL) == OK)
		s = node_all_text(&t, t.root, out);
	return utf8_squeeze(utf8_clean(s, out), out);
}

enum { NO_RANK = 255, DATES_MAX = 1000 };

struct gather {
	const struct tree *t;
	struct arena *out;
	struct page_meta *meta;
	struct slice field[N_FIELDS];
	uint8_t rank[N_FIELDS];
	strings authors, tags; /* raw; all of the best rank */
	struct jsonld ld;
	const char *from[N_FIELDS];
	struct slice canonical, itemprop_headline, itemprop_published;
	bool itemprop_many; /* days of publication */
	uint32_t n_dates;   /* elements of microdata that are dates */
	strings itemprop_authors;
};

static void field_take(struct gather *g, const struct field_name *name, struct slice value)
{
	unsigned field = name->field, rank = name->rank;
	if (value.n == 0 || rank > g->rank[field])
		return;
	if (field == FIELD_PUBLISHED || field == FIELD_UPDATED) {
		if (meta_date(value, DATE_ORDER_UNKNOWN).kind == DATE_NONE)
			return;
	}
	strings *list = field == FIELD_AUTHOR ? &g->authors : field == FIELD_TAGS ? &g->tags : NULL;
	if (list && field == FIELD_AUTHOR && slice_starts_nocase(value, SLICE("http")))
		return;
	if (list) {
		if (rank < g->rank[field])
			list->n = 0;
		if (list->n < PEOPLE_MAX * 4)
			*list_add(g->out, list) = value;
	} else if (rank == g->rank[field]) {
		return; /* the first one of equal rank stands */
	}
	g->rank[field] = (uint8_t)rank;
	g->field[field] = value;
	g->from[field] = name->name;
}

/* Microdata of the article, or of each of many teasers: then it says little. */
static void microdata_date(struct gather *g, struct slice value)
{
	struct date d = meta_date(value, DATE_ORDER_UNKNOWN);
	if (d.kind == DATE_NONE)
		return;
	if (g->itemprop_published.n == 0)
		g->itemprop_published = value;
	else
		g->itemprop_many |= date_day_of(d) != date_day_of(meta_date(g->itemprop_published,
			DATE_ORDER_UNKNOWN));
}

/* Is one of the blank-parted words of an itemprop this one? */
static bool has_word(struct slice list, const char *word)
{
	struct slice piece;
	while (slice_next_piece(&list, ' ', &piece))
		if (slice_eq_nocase(piece, slice_str(word)))
			return true;
	return false;
}

static void meta_take(struct gather *g, uint32_t node)
{
	struct slice names[3] = { node_attr(g->t, node, ATTR_PROPERTY),
		node_attr(g->t, node, ATTR_NAME), node_attr(g->t, node, ATTR_ITEMPROP) };
	struct slice value = slice_trim(node_attr(g->t, node, ATTR_CONTENT));
	struct slice equiv = node_attr(g->t, node, ATTR_HTTP_EQUIV);
	if (slice_eq_nocase(equiv, SLICE("content-language")))
		names[0] = equiv;
	if (value.n > 0 && has_word(names[2], "datePublished")) {
		microdata_date(g, value);
		return;
	}
	for (size_t k = 0; k < 3 && value.n > 0; k++) {
		const struct field_name *name = names[k].n ? field_named(names[k]) : NULL;
		if (name) {
			field_take(g, name, value);
			return;
		}
	}
}

/* rel=next, of <link> and <a>. */
static void next_take(struct gather *g, uint32_t node)
{
	struct slice rel = node_attr(g->t, node, ATTR_REL);
	if (rel.n > 0 && g->meta->next.n == 0 && has_word(rel, "next"))
		g->meta->next = meta_text(node_attr(g->t, node, ATTR_HREF), g->out);
}

static void link_take(struct gather *g, uint32_t node)
{
	if (slice_eq_nocase(node_attr(g->t, node, ATTR_REL), SLICE("canonical")) &&
		g->canonical.n == 0)
		g->canonical = slice_trim(node_attr(g->t, node, ATTR_HREF));
	next_take(g, node);
}

enum { FIELD_BYTES = 1000 };

/* The first of the text below `node`: as much as a field may have. */
static struct slice field_text(struct gather *g, uint32_t node)
{
	char *to = arena_bytes(g->out, FIELD_BYTES);
	size_t n = 0;
	for (uint32_t i = node; i && n < FIELD_BYTES; i = tree_next(g->t, i, node)) {
		struct slice s = slice_sub(node_text(g->t, i), 0, FIELD_BYTES - n);
		if (s.n > 0)
			memcpy(to + n, s.p, s.n);
		n += s.n;
	}
	return slice_of(to, utf8_valid(slice_of(to, n)));
}

static struct slice microdata_text(struct gather *g, uint32_t node)
{
	struct slice value = node_attr(g->t, node, ATTR_CONTENT);
	if (value.n == 0)
		value = node_attr(g->t, node, ATTR_DATETIME);
	if (value.n == 0)
		value = field_text(g, node);
	return slice_trim(value);
}

/* itemprop on any element but <meta>. */
static void microdata_take(struct gather *g, uint32_t node, struct slice prop)
{
	if (has_word(prop, "datePublished") && g->n_dates++ < DATES_MAX)
		microdata_date(g, microdata_text(g, node));
	if (has_word(prop, "dateModified") && g->n_dates++ < DATES_MAX)
		field_take(g, field_named(SLICE("datemodified")), microdata_text(g, node));
	if (has_word(prop, "headline") && g->itemprop_headline.n == 0)
		g->itemprop_headline = microdata_text(g, node);
	if (has_word(prop, "author") && g->itemprop_authors.n < PEOPLE_MAX) {
		uint32_t name = tree_next(g->t, node, node);
		while (name && !slice_is(node_attr(g->t, name, ATTR_ITEMPROP), "name"))
			name = tree_next(g->t, name, node);
		*list_add(g->out, &g->itemprop_authors) = microdata_text(g, name ? name : node);
	}
}

enum { LD_MAX_BYTES = 4 << 20 };

static void tree_gather(struct gather *g)
{
	const struct tree *t = g->t;
	size_t ld_bytes = 0;
	uint32_t title = tree_find(t, t->root, 0, TAG_TITLE);
	if (title)
		g->meta->titles[TITLE_DOCUMENT] = node_all_text(t, title, g->out);
	for (uint32_t i = 1; i < t->n_nodes; i++) {
		const struct node *n = tree_at(t, i);
		if (n->tag == TAG_TEXT || n->n == 0)
			continue;
		if (n->tag == TAG_META) {
			meta_take(g, i);
		} else if (n->tag == TAG_LINK) {
			link_take(g, i);
		} else if (n->tag == TAG_SCRIPT) {
			struct slice type = node_attr(t, i, ATTR_TYPE);
			if (slice_find_nocase(type, SLICE("ld+json"), 0) == SIZE_MAX ||
				n->first == 0)
				continue;
			struct slice text = node_text(t, n->first);
			ld_bytes += text.n;
			if (ld_bytes <= LD_MAX_BYTES)
				jsonld_read(&g->ld, text, g->out);
		} else {
			struct slice prop = node_attr(t, i, ATTR_ITEMPROP);
			if (n->tag == TAG_A)
				next_take(g, i);
			if (prop.n > 0)
				microdata_take(g, i, prop);
		}
	}
}

/* "Written by" with its name, as some CMSs put it for previews. */
static void label_people(struct gather *g)
{
	static const uint8_t pairs[2][2] = { { FIELD_LABEL1, FIELD_DATA1 },
		{ FIELD_LABEL2, FIELD_DATA2 } };
	for (size_t i = 0; i < 2; i++) {
		struct slice label = slice_trim(g->field[pairs[i][0]]);
		if (label.n > 0 && byline_intro(label) == label.n && g->meta->authors.n == 0)
			people_declare(&g->meta->authors, meta_text(g->field[pairs[i][1]], g->out),
				g->meta->site, g->out);
	}
}

static void list_people(struct gather *g, const strings *from)
{
	for (size_t i = 0; i < from->n; i++)
		people_declare(
			&g->meta->authors, meta_text(from->at[i], g->out), g->meta->site, g->out);
}

static void tags_take(struct gather *g)
{
	for (size_t i = 0; i < g->tags.n; i++) {
		struct slice rest = g->tags.at[i], tag;
		while (slice_next_piece(&rest, ',', &tag) && g->meta->tags.n < 40) {
			tag = meta_text(slice_trim(tag), g->out);
			g->meta->from.at[HEAD_TAGS] = g->from[FIELD_TAGS];
			if (tag.n > 0 && tag.n < 80)
				*list_add(g->out, &g->meta->tags) = tag;
		}
	}
}

static void lang_take(struct gather *g)
{
	struct page_meta *m = g->meta;
	uint32_t html = tree_find(g->t, g->t->root, 0, TAG_HTML);
	struct slice lang = html ? slice_trim(node_attr(g->t, html, ATTR_LANG)) : SLICE_NONE;
	if (lang.n < 2 || lang.n > 20)
		lang = m->lang.n >= 2 && m->lang.n <= 20 ? m->lang : g->field[FIELD_LANG];
	size_t n = 0;
	while (n < lang.n && ascii_alpha(lang.p[n]))
		n++;
	m->lang = n == 2 || n == 3 ? slice_sub(lang, 0, n) : SLICE_NONE;
	m->from.at[HEAD_LANG] = m->lang.n ? "the page's language" : NULL;
}

/* English is written in both orders; where the language names no country, the host may. */
static enum date_order order_of(const struct gather *g, struct slice url)
{
	static const char *const day_first[] = { ".uk", ".au", ".nz", ".ie", ".in", ".za", ".my",
		".sg", ".id", ".ph", ".ng", ".ke" };
	uint32_t html = tree_find(g->t, g->t->root, 0, TAG_HTML);
	struct slice lang = html ? slice_trim(node_attr(g->t, html, ATTR_LANG)) : SLICE_NONE;
	if (lang.n == 0)
		lang = g->field[FIELD_LANG];
	if (!slice_eq_nocase(lang, SLICE("en")) && lang.n > 0)
		return date_order_of(lang);
	struct slice host = url_host(url, g->out);
	for (size_t i = 0; i < sizeof day_first / sizeof *day_first; i++)
		if (slice_ends(host, slice_str(day_first[i])))
			return DATE_DAY_FIRST;
	return lang.n > 0 ? DATE_MONTH_FIRST : DATE_ORDER_UNKNOWN;
}

static void titles_take(struct gather *g)
{
	struct page_meta *m = g->meta;
	m->titles[TITLE_DOCUMENT] = meta_text(m->titles[TITLE_DOCUMENT], g->out);
	m->titles[TITLE_OG] = meta_text(g->field[FIELD_TITLE_OG], g->out);
	m->titles[TITLE_TWITTER] = meta_text(g->field[FIELD_TITLE_TWITTER], g->out);
	m->titles[TITLE_OTHER] = meta_text(g->field[FIELD_TITLE_OTHER].n
		? g->field[FIELD_TITLE_OTHER] : g->itemprop_headline, g->out);
}

/* The best of several places that are not empty; `ld` has been there already. */
static void authors_take(struct gather *g)
{
	struct page_meta *m = g->meta;
	static const char itemprop[] = "itemprop author";
	const char *from = m->from.at[HEAD_AUTHORS];
	if (m->authors.n == 0) {
		list_people(g, &g->authors);
		from = g->from[FIELD_AUTHOR];
	}
	if (m->authors.n == 0) {
		label_people(g);
		from = "twitter:data";
	}
	if (m->authors.n == 0) {
		list_people(g, &g->itemprop_authors);
		from = itemprop;
	}
	m->from.at[HEAD_AUTHORS] = m->authors.n ? from : NULL;
}

static void published_note(struct page_meta *m, struct date d, const char *from)
{
	if (m->published.kind != DATE_NONE || d.kind == DATE_NONE)
		return;
	m->published = d;
	m->from.at[HEAD_PUBLISHED] = from;
}

enum { SURE_RANK = 1 }; /* names from this rank on are used for other dates too */

static void dates_take(struct gather *g)
{
	struct page_meta *m = g->meta;
	struct date field = meta_date(g->field[FIELD_PUBLISHED], m->order);
	struct date prop = meta_date(g->itemprop_published, m->order);
	m->published_in_meta = g->rank[FIELD_PUBLISHED] <= SURE_RANK;
	if (m->published_in_meta)
		published_note(m, field, g->from[FIELD_PUBLISHED]);
	if (!g->itemprop_many)
		published_note(m, prop, "itemprop datePublished");
	published_note(m, m->page_published, "JSON-LD of the page");
	published_note(m, field, g->from[FIELD_PUBLISHED]);
	published_note(m, prop, "itemprop datePublished, one of several");
	if (m->updated.kind == DATE_NONE) {
		m->updated = meta_date(g->field[FIELD_UPDATED], m->order);
		m->from.at[HEAD_UPDATED] = g->from[FIELD_UPDATED];
	}
}

static void default_take(struct gather *g, struct slice *to, enum head head, enum field field)
{
	if (to->n > 0)
		return;
	*to = meta_text(g->field[field], g->out);
	g->meta->from.at[head] = to->n ? g->from[field] : NULL;
}

static void rest_take(struct gather *g, struct slice url)
{
	struct page_meta *m = g->meta;
	struct slice about = meta_text(g->field[FIELD_DESCRIPTION], g->out);
	if (about.n > 0)
		m->description = about;
	default_take(g, &m->section, HEAD_SECTION, FIELD_SECTION);
	default_take(g, &m->image, HEAD_IMAGE, FIELD_IMAGE);
	m->type = g->field[FIELD_TYPE];
	m->is_article |= slice_eq_nocase(m->type, SLICE("article"));
	m->url = g->canonical.n ? g->canonical : g->field[FIELD_URL].n ? g->field[FIELD_URL] : url;
	m->from.at[HEAD_URL] = g->canonical.n ? "rel=canonical"
		: g->field[FIELD_URL].n ? g->from[FIELD_URL] : "the address given";
}

void page_meta_read(const struct tree *t, struct slice url, struct arena *out,
	struct page_meta *ret_meta)
{
	struct gather g = { .t = t, .out = out, .meta = ret_meta };
	struct page_meta *m = ret_meta;
	memset(m, 0, sizeof *m);
	memset(g.rank, NO_RANK, sizeof g.rank);
	tree_gather(&g);
	m->site = meta_text(g.field[FIELD_SITE], out);
	m->from.at[HEAD_SOURCE] = g.from[FIELD_SITE];
	m->order = order_of(&g, url);
	titles_take(&g);
	ld_take(&g.ld, m, out);
	authors_take(&g);
	dates_take(&g);
	tags_take(&g);
	lang_take(&g);
	rest_take(&g, url);
}
