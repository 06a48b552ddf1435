/* element: the table of elements, and how each is read. */
#include "feed/element.h"

#include "feed/xmlfeed.h"
#include "url/url.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Read functions. Each takes the element just opened to its end. */

static bool is_atom(const struct walk *w)
{
	uint8_t ns = xml_top(&w->x)->ns;
	return ns == NS_ATOM || ns == NS_ATOM03;
}

static struct slice attr(struct walk *w, const char *name)
{
	return xml_attr(&w->x, XML_NS_NONE, name, &w->scratch);
}

static void read_title(struct walk *w, const struct place *at)
{
	/* Atom says when a title is HTML; elsewhere it has to be guessed. */
	const struct element *row = at->row;
	enum text_kind kind = is_atom(w) && row->kind == TEXT_GUESS ? TEXT_PLAIN : row->kind;
	draft_title(at->draft, row->field, row->rank, value_typed(w, kind), w->out);
}

static void read_body(struct walk *w, const struct place *at)
{
	struct slice base = walk_base(w);
	const struct element *row = at->row;
	draft_body(at->draft, row->field, row->rank, value_typed(w, row->kind), base, w->out);
}

enum { BODY_RANK = 8, SECOND_BODY_RANK = 5 };

/* Entries with two texts that both call themselves the short one: the other is the content. */
static void read_summary(struct walk *w, const struct place *at)
{
	struct draft *d = at->draft;
	uint8_t rank = at->row->rank;
	struct slice base = walk_base(w);
	struct typed value = value_typed(w, at->row->kind);
	struct feed_part *p = d->part;
	if (draft_wants(d, SUMMARY, rank)) {
		if (d->rank[SUMMARY] >= BODY_RANK && draft_wants(d, CONTENT, SECOND_BODY_RANK)) {
			d->rank[CONTENT] = SECOND_BODY_RANK;
			p->content = p->summary;
			p->content_is_text = p->summary_is_text;
		}
		draft_body(d, SUMMARY, rank, value, base, w->out);
	} else if (rank >= BODY_RANK) {
		draft_body(d, CONTENT, SECOND_BODY_RANK, value, base, w->out);
	}
}

/* A podcast's subtitle is all that some episodes have. */
static void read_subtitle(struct walk *w, const struct place *at)
{
	struct draft *d = at->draft;
	struct slice base = walk_base(w);
	struct typed value = value_typed(w, at->row->kind);
	draft_title(d, at->row->field, at->row->rank, value, w->out);
	draft_body(d, SUMMARY, 2, value, base, w->out);
}

static void read_text(struct walk *w, const struct place *at)
{
	draft_text(at->draft, at->row->field, at->row->rank, value_text(w), w->out);
}

static void read_lang(struct walk *w, const struct place *at)
{
	draft_lang(at->draft, at->row->rank, value_text(w), w->out);
}

static void read_explicit(struct walk *w, const struct place *at)
{
	draft_explicit(at->draft, at->row->rank, value_text(w));
}

static void read_date(struct walk *w, const struct place *at)
{
	struct draft *d = at->draft;
	struct slice lang = d->part->lang.n ? d->part->lang : w->feed->about.lang;
	draft_date(d, at->row->field, at->row->rank, value_text(w), lang);
}

/* An address in an attribute, or else in the text. */
static void read_url(struct walk *w, const struct place *at)
{
	struct slice base = walk_base(w);
	struct slice ref = attr(w, "href");
	if (ref.n == 0)
		ref = attr(w, "url");
	if (ref.n == 0)
		ref = xml_attr(&w->x, NS_RDF, "resource", &w->scratch);
	struct slice text = value_text(w);
	draft_url(at->draft, at->row->field, at->row->rank, ref.n ? ref : text, base, w->out);
}

static void read_id(struct walk *w, const struct place *at)
{
	struct draft *d = at->draft;
	uint8_t rank = at->row->rank;
	/* Atom's is an address and may be a relative one; a guid is what it is. */
	bool atom = is_atom(w);
	struct slice base = walk_base(w);
	bool permalink = !slice_eq_nocase(slice_trim(attr(w, "isPermaLink")), SLICE("false"));
	struct slice text = value_text(w);
	struct url parts;
	bool whole = url_parse(text, &w->scratch, &parts) && parts.scheme.n > 0;
	if (atom && !whole && base.n > 0)
		draft_url(d, ID, rank, text, base, w->out);
	draft_text(d, ID, rank, text, w->out);
	bool web = url_has_scheme(text, "http") || url_has_scheme(text, "https");
	if (!atom && permalink && web && rank > 1)
		draft_url(d, PAGE, 5, text, base, w->out);
}

/* Link types, where they do not say. */
static struct slice default_type(const struct walk *w, struct slice rel)
{
	if (slice_eq_nocase(rel, SLICE("alternate")))
		return SLICE("text/html");
	if (!slice_eq_nocase(rel, SLICE("self")))
		return SLICE_NONE;
	bool atom = w->feed->format == FEED_ATOM03 || w->feed->format == FEED_ATOM10;
	return atom ? SLICE("application/atom+xml") : SLICE("application/rss+xml");
}

static bool is_page_type(struct slice type)
{
	return type.n == 0 || slice_starts_nocase(type, SLICE("text/html")) ||
		slice_starts_nocase(type, SLICE("application/xhtml"));
}

/* RSS's link is its text, Atom's are attributes; each stands in feeds of the other kind. */
static void read_link(struct walk *w, const struct place *at)
{
	struct draft *d = at->draft;
	struct slice base = walk_base(w);
	struct feed_link link = {
		.href = attr(w, "href"), .rel = slice_trim(attr(w, "rel")), .type = attr(w, "type"),
		.title = attr(w, "title"), .hreflang = attr(w, "hreflang"),
		.length = length_of(attr(w, "length")),
	};
	if (slice_trim(link.href).n == 0)
		link.href = xml_attr(&w->x, NS_RDF, "resource", &w->scratch);
	struct slice text = value_text(w);
	bool by_text = slice_trim(link.href).n == 0;
	if (by_text)
		link.href = text;
	if (link.rel.n == 0)
		link.rel = SLICE("alternate");
	bool page = slice_eq_nocase(link.rel, SLICE("alternate"));
	int less = is_page_type(link.type) ? !by_text : 2;
	uint8_t rank = (uint8_t)(at->row->rank - less);
	if (link.type.n == 0)
		link.type = default_type(w, link.rel);
	struct slice href = part_add_link(d->part, link, base, w->out);
	if (page)
		draft_text(d, PAGE, rank, href, w->out);
	if (at->context == IN_FEED && w->home.n == 0 && d->part->link.n > 0)
		w->home = d->part->link;
}

static void read_licence(struct walk *w, const struct place *at)
{
	struct slice base = walk_base(w);
	struct feed_link link = {
		.href = xml_attr(&w->x, NS_RDF, "resource", &w->scratch), .rel = SLICE("license"),
		.length = -1,
	};
	struct slice text = value_text(w);
	if (link.href.n == 0)
		link.href = text;
	part_add_link(at->draft->part, link, base, w->out);
}

static void read_enclosure(struct walk *w, const struct place *at)
{
	struct feed_link link = {
		.href = attr(w, "url"), .rel = SLICE("enclosure"), .type = attr(w, "type"),
		.length = length_of(attr(w, "length")),
	};
	if (link.href.n == 0)
		link.href = attr(w, "href");
	part_add_link(at->draft->part, link, walk_base(w), w->out);
	walk_skip(w);
}

/* The parts of a person by the names of their elements. */
static struct slice *person_slot(struct feed_person *p, struct slice name)
{
	static const struct {
		const char *name;
		size_t at;
	} slots[] = {
		{ "name", offsetof(struct feed_person, name) },
		{ "email", offsetof(struct feed_person, email) },
		{ "uri", offsetof(struct feed_person, url) },
		{ "url", offsetof(struct feed_person, url) },
		{ "homepage", offsetof(struct feed_person, url) },
	};
	for (size_t i = 0; i < COUNT(slots); i++)
		if (slice_eq_nocase(name, slice_str(slots[i].name)))
			return (struct slice *)(void *)((char *)p + slots[i].at);
	return NULL;
}

static struct feed_person gather_person(struct walk *w)
{
	struct feed_person person = { .name = SLICE_NONE };
	struct slice text = SLICE_NONE;
	size_t inside = w->x.depth;
	for (;;) {
		enum xml_event event = xml_next(&w->x);
		if (event == XML_EOF || (event == XML_CLOSE && w->x.depth < inside))
			break;
		if (event == XML_TEXT && slice_trim(w->x.text).n > 0)
			text = w->x.cdata ? w->x.text : xml_decode(&w->x, w->x.text, &w->scratch);
		if (event != XML_OPEN || walk_ends_entry(w))
			continue;
		struct slice *slot = person_slot(&person, xml_top(&w->x)->name);
		struct slice base = walk_base(w);
		struct slice value = value_text(w);
		if (slot && slot->n == 0)
			*slot = slot == &person.url ? link_resolve(value, base, &w->scratch)
						    : value;
	}
	if (person.name.n == 0 && person.email.n == 0 && person.url.n == 0)
		return person_split(text);
	if (person.email.n == 0 && slice_find_byte(person.name, '@', 0) != SIZE_MAX) {
		struct slice url = person.url;
		person = person_split(person.name);
		person.url = url;
	}
	return person;
}

static void read_author(struct walk *w, const struct place *at)
{
	part_add_author(at->draft->part, gather_person(w), w->out);
}

static void read_contributor(struct walk *w, const struct place *at)
{
	part_add_contributor(at->draft->part, gather_person(w), w->out);
}

static const char *category_scheme(const struct walk *w)
{
	switch (xml_top(&w->x)->ns) {
	case NS_ITUNES: return "http://www.itunes.com/";
	case NS_MEDIA: return "http://search.yahoo.com/mrss/category_schema";
	default: return NULL;
	}
}

static void read_category(struct walk *w, const struct place *at)
{
	struct draft *d = at->draft;
	struct feed_category c = { attr(w, "term"), attr(w, "scheme"), attr(w, "label") };
	if (c.term.n == 0)
		c.term = attr(w, "text");
	if (c.scheme.n == 0)
		c.scheme = attr(w, "domain");
	if (c.scheme.n == 0)
		c.scheme = slice_str(category_scheme(w));
	if (c.term.n > 0) {
		/* Podcast categories hold narrower ones. */
		part_add_category(d->part, c, w->out);
		element_read_inside(w, d, at->context);
		return;
	}
	c.term = value_text(w);
	part_add_category(d->part, c, w->out);
}

static void read_keywords(struct walk *w, const struct place *at)
{
	struct slice scheme = slice_str(category_scheme(w));
	struct slice rest = value_text(w), word;
	while (slice_next_piece(&rest, ',', &word))
		part_add_category(at->draft->part,
			(struct feed_category){ .term = word, .scheme = scheme }, w->out);
}

static void read_image(struct walk *w, const struct place *at)
{
	struct slice ref = attr(w, "href"), base = walk_base(w);
	if (ref.n == 0)
		ref = attr(w, "url");
	draft_url(at->draft, IMAGE_URL, at->row->rank, ref, base, w->out);
	/* The name of RSS 1.0's <image>, which may say itself where the picture is. */
	ref = xml_attr(&w->x, NS_RDF, "resource", &w->scratch);
	draft_url(at->draft, IMAGE_URL, 1, ref, base, w->out);
	element_read_inside(w, at->draft, IN_IMAGE);
}

static void read_source(struct walk *w, const struct place *at)
{
	struct draft *d = at->draft;
	if (d->part->source) {
		walk_skip(w);
		return;
	}
	struct draft source = { .part = arena_new(w->out, struct feed_part) };
	d->part->source = source.part;
	struct feed_link link = { .href = attr(w, "url"), .rel = SLICE("alternate"), .length = -1 };
	if (link.href.n == 0) {
		element_read_inside(w, &source, IN_SOURCE);
		return;
	}
	struct slice href = part_add_link(source.part, link, walk_base(w), w->out);
	draft_text(&source, PAGE, 1, href, w->out);
	draft_title(&source, TITLE, 1, value_typed(w, TEXT_GUESS), w->out);
}

/* What stands in attributes of channels and items: RDF's name, CDF's address and date. */
static void read_attrs(struct walk *w, struct draft *d)
{
	struct slice base = walk_base(w);
	draft_text(d, ID, 1, xml_attr(&w->x, NS_RDF, "about", &w->scratch), w->out);
	draft_date(d, UPDATED, 3, attr(w, "lastmod"), SLICE_NONE);
	struct slice href = attr(w, "href");
	if (href.n > 0) {
		struct feed_link link = { .href = href, .rel = SLICE("alternate"), .length = -1 };
		href = part_add_link(d->part, link, base, w->out);
		draft_text(d, PAGE, 3, href, w->out);
	}
}

static void read_entry(struct walk *w, const struct place *at)
{
	(void)at;
	if (w->feed->entries.n == FEED_MAX_ENTRIES) {
		walk_skip(w);
		return;
	}
	struct draft entry = { .part = arena_new(w->out, struct feed_part) };
	*list_add(w->out, &w->feed->entries) = entry.part;
	size_t outer_depth = w->entry_depth;
	struct slice outer_name = w->entry_name;
	w->entry_depth = w->x.depth;
	w->entry_name = xml_top(&w->x)->qname;
	read_attrs(w, &entry);
	draft_lang(&entry, 1, xml_attr(&w->x, XML_NS_XML, "lang", &w->scratch), w->out);
	element_read_inside(w, &entry, IN_ENTRY);
	w->entry_depth = outer_depth;
	w->entry_name = outer_name;
}

static void read_page_entry(struct walk *w, const struct place *at)
{
	if (w->is_sitemap)
		read_entry(w, at);
	else
		walk_skip(w);
}

static void read_channel(struct walk *w, const struct place *at)
{
	read_attrs(w, at->draft);
	draft_lang(at->draft, 2, xml_lang(&w->x), w->out);
	element_read_inside(w, at->draft, at->context);
}

static void read_inside(struct walk *w, const struct place *at)
{
	element_read_inside(w, at->draft, at->context);
}

static void read_outline(struct walk *w, const struct place *at)
{
	(void)at;
	if (w->feed->format == FEED_OPML)
		opml_read_outline(w);
	else
		walk_skip(w);
}

#define BIT(ns) (UINT32_C(1) << (ns))
enum {
	CORE = BIT(XML_NS_NONE) | BIT(NS_RSS) | BIT(NS_RSS10) | BIT(NS_RSS090) | BIT(NS_ATOM) |
		BIT(NS_ATOM03),
	ATOM = BIT(NS_ATOM) | BIT(NS_ATOM03),
	DC = BIT(NS_DC),
	DCTERMS = BIT(NS_DCTERMS),
	ITUNES = BIT(NS_ITUNES),
	MEDIA = BIT(NS_MEDIA),
	MAP = BIT(NS_SITEMAP) | BIT(XML_NS_NONE),
	NEWS = BIT(NS_NEWS)
};

/* Sorted by name. A rank of 9 is the format's own word, less what other vocabularies say. */
static const struct element elements[] = {
	{ "a", CORE, IN_PART, read_link, PAGE, 4, 0 }, /* CDF */
	{ "abstract", CORE, IN_FEED, read_title, SUBTITLE, 7, TEXT_HTML },
	{ "abstract", CORE, IN_ENTRY, read_summary, SUMMARY, 7, TEXT_HTML },
	{ "author", CORE | DC | ITUNES, IN_PART, read_author, 0, 0, 0 },
	{ "body", CORE, IN_FEED, read_inside, 0, 0, 0 }, /* OPML */
	{ "body", CORE | BIT(NS_XHTML), IN_ENTRY, read_body, CONTENT, 7, TEXT_HTML },
	{ "category", CORE | ITUNES | MEDIA, IN_PART, read_category, 0, 0, 0 },
	{ "channel", CORE, IN_FEED, read_channel, 0, 0, 0 },
	{ "commentrss", BIT(NS_WFW), IN_ENTRY, read_url, COMMENTS_FEED, 9, 0 },
	{ "comments", CORE, IN_ENTRY, read_url, COMMENTS, 9, 0 },
	{ "content", CORE, IN_ENTRY, read_body, CONTENT, 8, TEXT_GUESS },
	{ "content", MEDIA, IN_PART, read_inside, 0, 0, 0 },
	{ "contributor", CORE | DC, IN_PART, read_contributor, 0, 0, 0 },
	{ "copyright", CORE | MEDIA, IN_PART, read_title, RIGHTS, 9, TEXT_GUESS },
	{ "created", CORE | DCTERMS, IN_PART, read_date, PUBLISHED, 3, 0 },
	{ "creator", DC, IN_PART, read_author, 0, 0, 0 },
	{ "date", CORE | DC, IN_PART, read_date, UPDATED, 5, 0 },
	{ "description", CORE, IN_FEED | IN_SOURCE, read_title, SUBTITLE, 8, TEXT_HTML },
	{ "description", CORE, IN_ENTRY, read_summary, SUMMARY, BODY_RANK, TEXT_HTML },
	{ "description", DC, IN_FEED | IN_SOURCE, read_title, SUBTITLE, 5, TEXT_GUESS },
	{ "description", DC, IN_ENTRY, read_summary, SUMMARY, 5, TEXT_HTML },
	{ "description", MEDIA, IN_ENTRY, read_summary, SUMMARY, 3, TEXT_PLAIN },
	{ "duration", ITUNES, IN_ENTRY, read_text, DURATION, 9, 0 },
	{ "enclosure", CORE, IN_PART, read_enclosure, 0, 0, 0 },
	{ "encoded", BIT(NS_CONTENT), IN_ENTRY, read_body, CONTENT, 9, TEXT_HTML },
	{ "entry", CORE, IN_FEED, read_entry, 0, 0, 0 },
	{ "explicit", ITUNES, IN_PART, read_explicit, 0, 9, 0 },
	{ "feed", CORE, IN_FEED, read_channel, 0, 0, 0 },
	{ "generator", CORE, IN_FEED | IN_SOURCE, read_text, GENERATOR, 9, 0 },
	{ "generatoragent", BIT(NS_ADMIN), IN_FEED, read_url, GENERATOR, 5, 0 },
	{ "group", MEDIA, IN_PART, read_inside, 0, 0, 0 },
	{ "guid", CORE, IN_ENTRY, read_id, ID, 9, 0 },
	{ "head", CORE, IN_FEED, read_inside, 0, 0, 0 }, /* OPML */
	{ "icon", CORE, IN_PART, read_url, ICON, 9, 0 },
	{ "id", CORE, IN_PART, read_id, ID, 9, 0 },
	{ "identifier", DC, IN_PART, read_id, ID, 1, 0 },
	{ "image", CORE, IN_PART, read_image, 0, 9, 0 },
	{ "image", ITUNES, IN_PART, read_image, 0, 5, 0 },
	{ "issued", CORE | DCTERMS, IN_PART, read_date, PUBLISHED, 8, 0 },
	{ "item", CORE, IN_FEED, read_entry, 0, 0, 0 },
	{ "keywords", CORE | ITUNES | MEDIA | NEWS, IN_PART, read_keywords, 0, 0, 0 },
	{ "language", CORE, IN_PART, read_lang, LANGUAGE, 9, 0 },
	{ "language", DC | NEWS, IN_PART, read_lang, LANGUAGE, 8, 0 },
	{ "lastbuilddate", CORE, IN_FEED | IN_SOURCE, read_date, UPDATED, 9, 0 },
	{ "lastmod", MAP, IN_ENTRY, read_date, UPDATED, 9, 0 },
	{ "license", BIT(NS_CC), IN_PART, read_licence, 0, 0, 0 },
	{ "link", CORE, IN_PART, read_link, PAGE, 9, 0 },
	{ "link", CORE, IN_IMAGE, read_url, IMAGE_LINK, 9, 0 },
	{ "loc", MAP, IN_ENTRY, read_url, PAGE, 9, 0 },
	{ "logo", CORE, IN_PART, read_url, LOGO, 9, 0 },
	{ "managingeditor", CORE, IN_FEED | IN_SOURCE, read_author, 0, 0, 0 },
	{ "modified", CORE | DCTERMS, IN_PART, read_date, UPDATED, 8, 0 },
	{ "news", NEWS, IN_ENTRY, read_inside, 0, 0, 0 },
	{ "origlink", BIT(NS_FEEDBURNER), IN_ENTRY, read_url, PAGE, 10, 0 },
	{ "outline", CORE, IN_FEED, read_outline, 0, 0, 0 },
	{ "pubdate", CORE, IN_PART, read_date, PUBLISHED, 9, 0 },
	{ "publication", NEWS, IN_ENTRY, read_inside, 0, 0, 0 },
	{ "publication_date", NEWS, IN_ENTRY, read_date, PUBLISHED, 9, 0 },
	{ "published", CORE, IN_PART, read_date, PUBLISHED, 9, 0 },
	{ "rdf", BIT(NS_RDF) | CORE, IN_FEED, read_inside, 0, 0, 0 },
	{ "rights", CORE, IN_PART, read_title, RIGHTS, 9, TEXT_GUESS },
	{ "rights", DC | DCTERMS, IN_PART, read_title, RIGHTS, 5, TEXT_GUESS },
	{ "rss", CORE, IN_FEED, read_channel, 0, 0, 0 },
	{ "sitemap", MAP, IN_FEED, read_page_entry, 0, 0, 0 },
	{ "source", CORE, IN_ENTRY, read_source, 0, 0, 0 },
	{ "subject", DC, IN_PART, read_category, 0, 0, 0 },
	{ "subtitle", CORE, IN_FEED | IN_SOURCE, read_title, SUBTITLE, 9, TEXT_GUESS },
	{ "subtitle", ITUNES, IN_FEED, read_title, SUBTITLE, 4, TEXT_GUESS },
	{ "subtitle", ITUNES, IN_ENTRY, read_subtitle, SUBTITLE, 4, TEXT_GUESS },
	{ "summary", CORE, IN_ENTRY, read_summary, SUMMARY, 9, TEXT_GUESS },
	{ "summary", ITUNES, IN_FEED, read_title, SUBTITLE, 3, TEXT_GUESS },
	{ "summary", ITUNES, IN_ENTRY, read_summary, SUMMARY, 4, TEXT_GUESS },
	{ "tagline", CORE, IN_FEED | IN_SOURCE, read_title, SUBTITLE, 9, TEXT_GUESS },
	{ "thumbnail", MEDIA, IN_PART, read_url, THUMBNAIL, 9, 0 },
	{ "title", CORE, IN_PART, read_title, TITLE, 9, TEXT_GUESS },
	{ "title", CORE, IN_IMAGE, read_title, IMAGE_TITLE, 9, TEXT_GUESS },
	{ "title", DC | NEWS, IN_PART, read_title, TITLE, 6, TEXT_GUESS },
	{ "title", ITUNES, IN_PART, read_title, TITLE, 4, TEXT_GUESS },
	{ "title", MEDIA, IN_PART, read_title, TITLE, 3, TEXT_PLAIN },
	{ "ttl", CORE, IN_FEED | IN_SOURCE, read_text, TTL, 9, 0 },
	{ "updated", CORE, IN_PART, read_date, UPDATED, 9, 0 },
	{ "url", CORE, IN_IMAGE, read_url, IMAGE_URL, 9, 0 },
	{ "url", MAP, IN_FEED, read_page_entry, 0, 0, 0 },
	{ "urlset", MAP, IN_FEED, read_inside, 0, 0, 0 },
};

/* Order of a name in any case against one of the table. */
static int name_cmp(struct slice name, const char *known)
{
	for (size_t i = 0; i < name.n; i++) {
		int d = (unsigned char)ascii_lower(name.p[i]) - (unsigned char)known[i];
		if (d != 0)
			return d;
	}
	return known[name.n] ? -1 : 0;
}

const struct element *element_find(const struct xml_element *e, enum context context)
{
	if (e->ns >= N_NS)
		return NULL;
	size_t low = 0, high = COUNT(elements);
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (name_cmp(e->name, elements[mid].name) > 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < COUNT(elements) && name_cmp(e->name, elements[low].name) == 0; low++)
		if ((elements[low].spaces & BIT(e->ns)) && (elements[low].contexts & context))
			return &elements[low];
	return NULL;
}

void element_read(struct walk *w, struct draft *d, enum context context)
{
	struct place at = { d, element_find(xml_top(&w->x), context), context };
	if (at.row)
		at.row->read(w, &at);
	else
		walk_skip(w);
}

void element_read_inside(struct walk *w, struct draft *d, enum context context)
{
	size_t inside = w->x.depth;
	for (;;) {
		enum xml_event event = xml_next(&w->x);
		if (event == XML_EOF || (event == XML_CLOSE && w->x.depth < inside))
			return;
		if (event == XML_OPEN && !walk_ends_entry(w)) {
			element_read(w, d, context);
			if (context == IN_FEED || context == IN_ENTRY)
				arena_reset(&w->scratch);
		}
	}
}
