/* The article among all that a page describes, and its fields. */
#include "page/page_ld.h"

#include "page/page_people.h"

static const char article_types[] = "Article NewsArticle BlogPosting ReportageNewsArticle "
				    "AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle "
				    "ReviewNewsArticle TechArticle "
				    "LiveBlogPosting ScholarlyArticle SocialMediaPosting "
				    "DiscussionForumPosting AdvertiserContentArticle "
				    "SatiricalArticle Report MedicalScholarlyArticle Recipe Review "
				    "HowTo PodcastEpisode VideoObject ImageGallery MediaGallery";

static const char page_types[] = "WebPage ItemPage AboutPage FAQPage MedicalWebPage CollectionPage";

/* Is an object a part of a list, or of another article? */
static bool is_part(const struct jsonld *ld, uint32_t object)
{
	static const char *const lists[] = { "itemListElement", "hasPart", "review", "video",
		"blogPost", "isPartOf", "relatedLink", "isBasedOn" };
	if (slice_is(ld->values.at[object].key, "item"))
		return true;
	for (uint32_t up = object; up; up = ld->values.at[up].parent)
		for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
			if (slice_is(ld->values.at[up].key, lists[i]))
				return true;
	return false;
}

/* Does the page call itself what this object is called? */
static bool is_named(const struct jsonld *ld, uint32_t object, const struct page_meta *m)
{
	enum { LEAST = 8, MOST = 500 };
	struct slice name = slice_trim(jsonld_text(ld, jsonld_get(ld, object, "headline")));
	if (name.n < LEAST || name.n > MOST)
		return false;
	for (size_t k = 0; k < N_TITLES; k++)
		if (slice_find_nocase(slice_sub(m->titles[k], 0, MOST), name, 0) != SIZE_MAX)
			return true;
	return false;
}

/* The object that is about this page: of those of `types` that are no part of a list the one that
 * is called like the page, else the first. */
static uint32_t ld_main(const struct jsonld *ld, const char *types, const struct page_meta *m)
{
	uint32_t first = 0;
	for (uint32_t i = 1; i < ld->values.n; i++) {
		if (ld->values.at[i].type != JSONLD_OBJECT || !jsonld_is(ld, i, types) ||
			is_part(ld, i))
			continue;
		if (is_named(ld, i, m))
			return i;
		first = first ? first : i;
	}
	return first;
}

static void ld_people(const struct jsonld *ld, uint32_t value, int depth, struct page_meta *m,
	struct arena *out)
{
	if (value == 0 || depth > 3)
		return;
	const struct jsonld_value *v = &ld->values.at[value];
	if (v->type == JSONLD_ARRAY) {
		for (uint32_t i = v->first; i && m->authors.n < PEOPLE_MAX;
			i = ld->values.at[i].next)
			ld_people(ld, i, depth + 1, m, out);
	} else if (v->type == JSONLD_OBJECT) {
		uint32_t one = jsonld_resolve(ld, value);
		if (!jsonld_is(ld, one, "Organization NewsMediaOrganization Corporation"))
			ld_people(ld, jsonld_get(ld, one, "name"), depth + 1, m, out);
	} else {
		people_declare(
			&m->authors, meta_text(v->text, out), m->site, out);
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

/* A string, or the address of an object or of the first of a list. */
static struct slice ld_address(const struct jsonld *ld, uint32_t value)
{
	while (value && ld->values.at[value].type == JSONLD_ARRAY)
		value = ld->values.at[value].first;
	if (value && ld->values.at[value].type == JSONLD_OBJECT) {
		uint32_t object = value;
		value = jsonld_get(ld, object, "url");
		value = value ? value : jsonld_get(ld, object, "contentUrl");
		value = value ? value : jsonld_get(ld, object, "@id");
	}
	return jsonld_text(ld, value);
}

struct taking {
	const struct jsonld *ld;
	struct page_meta *m;
	struct arena *out;
};

static void text_take(const struct taking *t, uint32_t object, const char *key, enum head head,
	struct slice *to)
{
	struct slice text = meta_text(jsonld_text(t->ld, jsonld_get(t->ld, object, key)), t->out);
	if (text.n == 0 || to->n > 0)
		return;
	*to = text;
	t->m->from.at[head] = "JSON-LD";
}

static void date_take(const struct taking *t, uint32_t object, const char *key, enum head head,
	struct date *to)
{
	struct slice text = jsonld_text(t->ld, jsonld_get(t->ld, object, key));
	struct date d = meta_date(text, t->m->order);
	if (d.kind == DATE_NONE || to->kind != DATE_NONE)
		return;
	*to = d;
	t->m->from.at[head] = "JSON-LD";
}

static void article_take(const struct taking *t, uint32_t article)
{
	struct page_meta *m = t->m;
	const struct jsonld *ld = t->ld;
	m->titles[TITLE_LD] =
		meta_text(jsonld_text(ld, jsonld_get(ld, article, "headline")), t->out);
	text_take(t, article, "alternativeHeadline", HEAD_SUBTITLE, &m->subtitle);
	m->body = jsonld_text(ld, jsonld_get(ld, article, "articleBody"));
	date_take(t, article, "datePublished", HEAD_PUBLISHED, &m->published);
	date_take(t, article, "dateModified", HEAD_UPDATED, &m->updated);
	text_take(t, article, "articleSection", HEAD_SECTION, &m->section);
	m->origin = meta_text(ld_name(ld, jsonld_get(ld, article, "sourceOrganization")), t->out);
	m->is_live = jsonld_is(ld, article, "LiveBlogPosting");
	m->is_gallery = jsonld_is(ld, article, "ImageGallery MediaGallery");
	m->is_walled = slice_eq_nocase(
		jsonld_text(ld, jsonld_get(ld, article, "isAccessibleForFree")), SLICE("false"));
	m->image = meta_text(ld_address(ld, jsonld_get(ld, article, "image")), t->out);
	if (m->image.n)
		m->from.at[HEAD_IMAGE] = "JSON-LD";
	ld_people(ld, jsonld_get(ld, article, "author"), 0, m, t->out);
	if (m->authors.n == 0)
		ld_people(ld, jsonld_get(ld, article, "creator"), 0, m, t->out);
	if (m->authors.n == 0)
		ld_people(ld, jsonld_get(ld, article, "contributor"), 0, m, t->out);
	if (m->authors.n)
		m->from.at[HEAD_AUTHORS] = "JSON-LD";
}

void ld_take(const struct jsonld *ld, struct page_meta *m, struct arena *out)
{
	const struct taking t = { ld, m, out };
	uint32_t article = ld_main(ld, article_types, m), page = ld_main(ld, page_types, m);
	uint32_t main = article ? article : page;
	m->is_article = article != 0;
	m->is_collection = article == 0 && jsonld_is(ld, page, "CollectionPage");
	if (main == 0)
		return;
	if (article)
		article_take(&t, article);
	if (m->site.n == 0) {
		m->site = meta_text(ld_name(ld, jsonld_get(ld, main, "publisher")), out);
		m->from.at[HEAD_SOURCE] = m->site.n ? "JSON-LD" : NULL;
	}
	m->page_published = meta_date(
		jsonld_text(ld, jsonld_get(ld, page, "datePublished")), m->order);
	m->lang = jsonld_text(ld, jsonld_get(ld, main, "inLanguage"));
	m->description =
		meta_text(jsonld_text(ld, jsonld_get(ld, main, "description")), out);
}
