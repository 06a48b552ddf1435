/* One pass over the tree for fields, one over the JSON-LD found on it. A field that stands in
 * several places is taken from the one that pages get right most often. */
#include "page/page_meta.h"

#include "page/page_people.h"
#include "text/utf8.h"
#include "url/url.h"

struct date meta_date(struct slice s, enum date_order order)
{
	struct date d;
	s = slice_trim(slice_sub(s, 0, 100));
	if (s.n >= 8 && (date_scan(s, &d) || date_parse(s, order, &d)))
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

/* What a field says. The order of a field's names in `fields` is no order of preference; `rank` is:
 * a lower one wins. */
enum field {
	FIELD_TITLE_OG, FIELD_TITLE_TWITTER, FIELD_TITLE_OTHER, FIELD_SITE, FIELD_DESCRIPTION,
	FIELD_AUTHOR, FIELD_PUBLISHED, FIELD_UPDATED, FIELD_SECTION, FIELD_TAGS, FIELD_IMAGE,
	FIELD_URL, FIELD_LANG, FIELD_TYPE, FIELD_LABEL1, FIELD_DATA1, FIELD_LABEL2, FIELD_DATA2,
	N_FIELDS
};

#define NAME(s) { s, sizeof s - 1 }

static const struct {
	struct slice name;
	uint8_t field, rank;
} fields[] = {
	{ NAME("og:title"), FIELD_TITLE_OG, 0 }, { NAME("twitter:title"), FIELD_TITLE_TWITTER, 0 },
	{ NAME("dc.title"), FIELD_TITLE_OTHER, 2 }, { NAME("dcterms.title"), FIELD_TITLE_OTHER, 2 },
	{ NAME("citation_title"), FIELD_TITLE_OTHER, 0 },
	{ NAME("parsely-title"), FIELD_TITLE_OTHER, 1 },
	{ NAME("sailthru.title"), FIELD_TITLE_OTHER, 1 },
	{ NAME("headline"), FIELD_TITLE_OTHER, 1 }, { NAME("title"), FIELD_TITLE_OTHER, 3 },
	{ NAME("og:site_name"), FIELD_SITE, 0 }, { NAME("application-name"), FIELD_SITE, 2 },
	{ NAME("apple-mobile-web-app-title"), FIELD_SITE, 3 },
	{ NAME("al:android:app_name"), FIELD_SITE, 4 },
	{ NAME("citation_journal_title"), FIELD_SITE, 1 },
	{ NAME("og:description"), FIELD_DESCRIPTION, 0 },
	{ NAME("description"), FIELD_DESCRIPTION, 1 },
	{ NAME("twitter:description"), FIELD_DESCRIPTION, 2 },
	{ NAME("dc.description"), FIELD_DESCRIPTION, 3 }, { NAME("author"), FIELD_AUTHOR, 1 },
	{ NAME("article:author"), FIELD_AUTHOR, 2 },
	{ NAME("article:author_name"), FIELD_AUTHOR, 1 },
	{ NAME("og:article:author"), FIELD_AUTHOR, 2 }, { NAME("parsely-author"), FIELD_AUTHOR, 0 },
	{ NAME("sailthru.author"), FIELD_AUTHOR, 1 }, { NAME("dc.creator"), FIELD_AUTHOR, 3 },
	{ NAME("dcterms.creator"), FIELD_AUTHOR, 3 }, { NAME("citation_author"), FIELD_AUTHOR, 0 },
	{ NAME("byl"), FIELD_AUTHOR, 1 }, { NAME("cxenseparse:author"), FIELD_AUTHOR, 1 },
	{ NAME("authors"), FIELD_AUTHOR, 1 },
	{ NAME("article:published_time"), FIELD_PUBLISHED, 0 },
	{ NAME("og:article:published_time"), FIELD_PUBLISHED, 0 },
	{ NAME("og:published_time"), FIELD_PUBLISHED, 0 },
	{ NAME("datepublished"), FIELD_PUBLISHED, 0 },
	{ NAME("parsely-pub-date"), FIELD_PUBLISHED, 1 },
	{ NAME("sailthru.date"), FIELD_PUBLISHED, 1 },
	{ NAME("cxenseparse:recs:publishtime"), FIELD_PUBLISHED, 1 },
	{ NAME("pubdate"), FIELD_PUBLISHED, 1 }, { NAME("publishdate"), FIELD_PUBLISHED, 1 },
	{ NAME("publish-date"), FIELD_PUBLISHED, 1 }, { NAME("publish_date"), FIELD_PUBLISHED, 1 },
	{ NAME("published-date"), FIELD_PUBLISHED, 1 },
	{ NAME("published_date"), FIELD_PUBLISHED, 1 },
	{ NAME("publication_date"), FIELD_PUBLISHED, 1 },
	{ NAME("publicationdate"), FIELD_PUBLISHED, 1 },
	{ NAME("publication-date"), FIELD_PUBLISHED, 1 }, { NAME("published"), FIELD_PUBLISHED, 1 },
	{ NAME("publishtime"), FIELD_PUBLISHED, 1 },
	{ NAME("originalpublicationdate"), FIELD_PUBLISHED, 0 },
	{ NAME("ptime"), FIELD_PUBLISHED, 1 }, { NAME("citation_online_date"), FIELD_PUBLISHED, 1 },
	{ NAME("citation_date"), FIELD_PUBLISHED, 2 },
	{ NAME("citation_publication_date"), FIELD_PUBLISHED, 1 },
	{ NAME("date-pub"), FIELD_PUBLISHED, 1 }, { NAME("w-published-date"), FIELD_PUBLISHED, 1 },
	{ NAME("article.published"), FIELD_PUBLISHED, 1 },
	{ NAME("dc.date.issued"), FIELD_PUBLISHED, 2 },
	{ NAME("dcterms.issued"), FIELD_PUBLISHED, 2 },
	{ NAME("dcterms.created"), FIELD_PUBLISHED, 2 },
	{ NAME("dc.date.created"), FIELD_PUBLISHED, 2 }, { NAME("dc.date"), FIELD_PUBLISHED, 3 },
	{ NAME("dcterms.date"), FIELD_PUBLISHED, 3 }, { NAME("datecreated"), FIELD_PUBLISHED, 3 },
	{ NAME("date"), FIELD_PUBLISHED, 3 }, { NAME("article:modified_time"), FIELD_UPDATED, 0 },
	{ NAME("datemodified"), FIELD_UPDATED, 0 },
	{ NAME("og:article:modified_time"), FIELD_UPDATED, 0 },
	{ NAME("og:updated_time"), FIELD_UPDATED, 1 },
	{ NAME("article:updated_time"), FIELD_UPDATED, 0 }, { NAME("lastmod"), FIELD_UPDATED, 2 },
	{ NAME("last-modified"), FIELD_UPDATED, 2 }, { NAME("dcterms.modified"), FIELD_UPDATED, 2 },
	{ NAME("dc.date.modified"), FIELD_UPDATED, 2 }, { NAME("modified-date"), FIELD_UPDATED, 2 },
	{ NAME("article:section"), FIELD_SECTION, 0 },
	{ NAME("parsely-section"), FIELD_SECTION, 1 }, { NAME("section"), FIELD_SECTION, 1 },
	{ NAME("articlesection"), FIELD_SECTION, 1 }, { NAME("category"), FIELD_SECTION, 2 },
	{ NAME("article:tag"), FIELD_TAGS, 0 }, { NAME("og:article:tag"), FIELD_TAGS, 0 },
	{ NAME("news_keywords"), FIELD_TAGS, 1 }, { NAME("keywords"), FIELD_TAGS, 2 },
	{ NAME("parsely-tags"), FIELD_TAGS, 1 }, { NAME("og:image"), FIELD_IMAGE, 0 },
	{ NAME("og:image:url"), FIELD_IMAGE, 0 }, { NAME("twitter:image"), FIELD_IMAGE, 1 },
	{ NAME("twitter:image:src"), FIELD_IMAGE, 1 }, { NAME("og:url"), FIELD_URL, 1 },
	{ NAME("og:locale"), FIELD_LANG, 2 }, { NAME("content-language"), FIELD_LANG, 1 },
	{ NAME("dc.language"), FIELD_LANG, 1 }, { NAME("og:type"), FIELD_TYPE, 0 },
	{ NAME("twitter:label1"), FIELD_LABEL1, 0 }, { NAME("twitter:data1"), FIELD_DATA1, 0 },
	{ NAME("twitter:label2"), FIELD_LABEL2, 0 }, { NAME("twitter:data2"), FIELD_DATA2, 0 },
};

enum { NO_RANK = 255 };

struct gather {
	const struct tree *t;
	struct arena *out;
	struct page_meta *meta;
	struct slice field[N_FIELDS];
	uint8_t rank[N_FIELDS];
	strings authors, tags; /* raw; all of the best rank */
	struct jsonld ld;
	struct slice canonical, itemprop_headline;
	strings itemprop_authors;
	struct date time; /* of a <time> that says it is the date of publication */
};

static void field_take(struct gather *g, size_t i, struct slice value)
{
	unsigned field = fields[i].field, rank = fields[i].rank;
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
}

static void meta_take(struct gather *g, uint32_t node)
{
	struct slice names[3] = { node_attr(g->t, node, ATTR_PROPERTY),
		node_attr(g->t, node, ATTR_NAME), node_attr(g->t, node, ATTR_ITEMPROP) };
	struct slice value = slice_trim(node_attr(g->t, node, ATTR_CONTENT));
	struct slice equiv = node_attr(g->t, node, ATTR_HTTP_EQUIV);
	if (slice_eq_nocase(equiv, SLICE("content-language")))
		names[0] = equiv;
	for (size_t k = 0; k < 3 && value.n > 0; k++) {
		for (size_t i = 0; names[k].n > 0 && i < sizeof fields / sizeof *fields; i++) {
			if (names[k].n == fields[i].name.n &&
				slice_eq_nocase(names[k], fields[i].name)) {
				field_take(g, i, value);
				return;
			}
		}
	}
}

static void link_take(struct gather *g, uint32_t node)
{
	if (slice_eq_nocase(node_attr(g->t, node, ATTR_REL), SLICE("canonical")) &&
		g->canonical.n == 0)
		g->canonical = slice_trim(node_attr(g->t, node, ATTR_HREF));
}

static struct slice microdata_text(struct gather *g, uint32_t node)
{
	struct slice value = node_attr(g->t, node, ATTR_CONTENT);
	if (value.n == 0)
		value = node_attr(g->t, node, ATTR_DATETIME);
	if (value.n == 0)
		value = node_all_text(g->t, node, g->out);
	return slice_trim(value);
}

/* itemprop on any element but <meta>; <time pubdate>. */
static void microdata_take(struct gather *g, uint32_t node, struct slice prop)
{
	static const struct { const char *prop, *name; } props[] = {
		{ "datePublished", "datepublished" }, { "dateModified", "datemodified" },
	};
	for (size_t k = 0; k < sizeof props / sizeof *props; k++)
		if (slice_is(prop, props[k].prop))
			for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
				if (slice_is(fields[i].name, props[k].name))
					field_take(g, i, microdata_text(g, node));
	if (slice_is(prop, "headline") && g->itemprop_headline.n == 0)
		g->itemprop_headline = microdata_text(g, node);
	if (slice_is(prop, "author") && g->itemprop_authors.n < PEOPLE_MAX) {
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
			if (prop.n > 0)
				microdata_take(g, i, prop);
		}
	}
}

static const char article_types[] = "Article NewsArticle BlogPosting ReportageNewsArticle "
				    "AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle "
				    "ReviewNewsArticle TechArticle "
				    "LiveBlogPosting ScholarlyArticle SocialMediaPosting "
				    "DiscussionForumPosting AdvertiserContentArticle "
				    "SatiricalArticle Report MedicalScholarlyArticle Recipe Review "
				    "HowTo PodcastEpisode VideoObject";

static const char page_types[] = "WebPage ItemPage AboutPage FAQPage MedicalWebPage CollectionPage";

/* The object that is about this page's article: the first of an article's type that is no part of a
 * list, else of a page's type. */
static uint32_t ld_main(const struct jsonld *ld, const char *types)
{
	for (uint32_t i = 1; i < ld->values.n; i++) {
		const struct jsonld_value *v = &ld->values.at[i];
		if (v->type != JSONLD_OBJECT || !jsonld_is(ld, i, types))
			continue;
		uint32_t up = v->parent;
		bool inside = slice_is(v->key, "review") || slice_is(v->key, "video") ||
			slice_is(v->key, "item");
		for (; up && !inside; up = ld->values.at[up].parent) {
			struct slice key = ld->values.at[up].key;
			inside = slice_is(key, "itemListElement") || slice_is(key, "hasPart") ||
				slice_is(key, "review") || slice_is(key, "video") ||
				slice_is(key, "blogPost");
		}
		if (!inside)
			return i;
	}
	return 0;
}

static void ld_people(struct gather *g, uint32_t value, int depth)
{
	const struct jsonld *ld = &g->ld;
	if (value == 0 || depth > 3)
		return;
	const struct jsonld_value *v = &ld->values.at[value];
	if (v->type == JSONLD_ARRAY) {
		for (uint32_t i = v->first; i && g->meta->authors.n < PEOPLE_MAX;
			i = ld->values.at[i].next)
			ld_people(g, i, depth + 1);
	} else if (v->type == JSONLD_OBJECT) {
		uint32_t one = jsonld_resolve(ld, value);
		if (!jsonld_is(ld, one, "Organization NewsMediaOrganization Corporation"))
			ld_people(g, jsonld_get(ld, one, "name"), depth + 1);
	} else {
		people_declare(
			&g->meta->authors, meta_text(v->text, g->out), g->meta->site, g->out);
	}
}

static struct slice ld_name(const struct jsonld *ld, uint32_t value)
{
	while (value && ld->values.at[value].type == JSONLD_ARRAY)
		value = ld->values.at[value].first;
	if (value && ld->values.at[value].type == JSONLD_OBJECT)
		value = jsonld_get(ld, jsonld_resolve(ld, value), "name");
	return jsonld_text(ld, value);
}

static void slice_default(struct slice *to, struct slice value)
{
	if (to->n == 0)
		*to = value;
}

static void date_default(struct date *to, struct date value)
{
	if (to->kind == DATE_NONE)
		*to = value;
}

static void ld_take(struct gather *g)
{
	const struct jsonld *ld = &g->ld;
	struct page_meta *m = g->meta;
	uint32_t article = ld_main(ld, article_types), page = ld_main(ld, page_types);
	uint32_t main = article ? article : page;
	m->is_article = jsonld_is(ld, article, article_types);
	m->is_collection = article == 0 && jsonld_is(ld, page, "CollectionPage");
	if (main == 0)
		return;
	m->titles[TITLE_LD] = meta_text(
		jsonld_text(ld, jsonld_get(ld, article, "headline")), g->out);
	m->subtitle = meta_text(
		jsonld_text(ld, jsonld_get(ld, article, "alternativeHeadline")), g->out);
	m->body = jsonld_text(ld, jsonld_get(ld, article, "articleBody"));
	slice_default(&m->site, meta_text(ld_name(ld, jsonld_get(ld, main, "publisher")), g->out));
	date_default(&m->published,
		meta_date(jsonld_text(ld, jsonld_get(ld, article, "datePublished")), m->order));
	date_default(&m->updated,
		meta_date(jsonld_text(ld, jsonld_get(ld, article, "dateModified")), m->order));
	m->section = meta_text(jsonld_text(ld, jsonld_get(ld, article, "articleSection")), g->out);
	m->lang = jsonld_text(ld, jsonld_get(ld, main, "inLanguage"));
	ld_people(g, jsonld_get(ld, article, "author"), 0);
	if (m->authors.n == 0)
		ld_people(g, jsonld_get(ld, article, "creator"), 0);
	slice_default(
		&g->field[FIELD_DESCRIPTION], jsonld_text(ld, jsonld_get(ld, main, "description")));
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

void page_meta_read(const struct tree *t, struct slice url, struct arena *out,
	struct page_meta *ret_meta)
{
	struct gather g = { .t = t, .out = out, .meta = ret_meta };
	struct page_meta *m = ret_meta;
	memset(m, 0, sizeof *m);
	memset(g.rank, NO_RANK, sizeof g.rank);
	tree_gather(&g);
	m->site = meta_text(g.field[FIELD_SITE], out);
	m->order = order_of(&g, url);
	ld_take(&g);
	m->titles[TITLE_DOCUMENT] = meta_text(m->titles[TITLE_DOCUMENT], out);
	m->titles[TITLE_OG] = meta_text(g.field[FIELD_TITLE_OG], out);
	m->titles[TITLE_TWITTER] = meta_text(g.field[FIELD_TITLE_TWITTER], out);
	m->titles[TITLE_OTHER] = meta_text(g.field[FIELD_TITLE_OTHER].n ? g.field[FIELD_TITLE_OTHER]
		: g.itemprop_headline, out);
	m->description = meta_text(g.field[FIELD_DESCRIPTION], out);
	if (m->authors.n == 0)
		list_people(&g, &g.authors);
	label_people(&g);
	if (m->authors.n == 0)
		list_people(&g, &g.itemprop_authors);
	date_default(&m->published, meta_date(g.field[FIELD_PUBLISHED], m->order));
	date_default(&m->updated, meta_date(g.field[FIELD_UPDATED], m->order));
	slice_default(&m->section, meta_text(g.field[FIELD_SECTION], out));
	tags_take(&g);
	lang_take(&g);
	m->image = g.field[FIELD_IMAGE];
	m->type = g.field[FIELD_TYPE];
	m->is_article |= slice_eq_nocase(m->type, SLICE("article"));
	m->url = g.canonical.n ? g.canonical : g.field[FIELD_URL].n ? g.field[FIELD_URL] : url;
}
