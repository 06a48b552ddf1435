/* feedarticle: entries as articles. */
#include "feed/feed.h"
#include "html/blocks.h"
#include "page/page_people.h"
#include "text/utf8.h"
#include "url/url.h"

/* One line of clean text. */
static struct slice line_of(struct slice text, struct arena *out)
{
	return utf8_squeeze(utf8_clean(arena_dup(out, text), out), out);
}

/* The outlet: the feed that an entry was taken from, else this one, else the host of the page. */
static struct slice source_of(const struct feed *f, const struct feed_part *entry,
	struct arena *out)
{
	struct slice name = entry->source ? entry->source->title : SLICE_NONE;
	if (name.n == 0)
		name = f->about.title;
	if (name.n == 0)
		name = url_host(entry->link.n > 0 ? entry->link : f->about.link, out);
	return line_of(name, out);
}

static void add_people(struct article *a, const feed_people *people, struct arena *out)
{
	for (size_t i = 0; i < people->n; i++)
		people_declare(&a->authors, line_of(people->at[i].name, out), a->source, out);
}

/* Whoever wrote an entry that names nobody: in Atom and JSON Feed the feed's authors did; RSS's
 * editor did not. */
static bool feed_authors_count(enum feed_format format)
{
	return format == FEED_ATOM03 || format == FEED_ATOM10 || format == FEED_JSON1 ||
		format == FEED_JSON11;
}

static void add_tag(struct article *a, struct slice tag, struct arena *out)
{
	/* Publishing systems keep their own marks among the categories, as addresses. */
	if (tag.n == 0 || url_has_scheme(tag, "http") || url_has_scheme(tag, "https"))
		return;
	tag = line_of(tag, out);
	for (size_t i = 0; i < a->tags.n; i++)
		if (slice_eq_nocase(a->tags.at[i], tag))
			return;
	*list_add(out, &a->tags) = tag;
}

/* "en" of "en-US"; empty where it is no language. */
static struct slice primary_lang(struct slice tag, struct arena *out)
{
	struct slice lang = slice_sub(tag, 0, slice_find_byte(tag, '-', 0));
	if (lang.n < 2 || lang.n > 3)
		return SLICE_NONE;
	char *to = arena_bytes(out, lang.n);
	for (size_t i = 0; i < lang.n; i++) {
		if (!ascii_alpha(lang.p[i]))
			return SLICE_NONE;
		to[i] = ascii_lower(lang.p[i]);
	}
	return slice_of(to, lang.n);
}

/* Blocks from the longer of an entry's two texts: some feeds put the teaser into the content, and
 * the whole text into what should be the summary. */
static void cut_body(const struct feed_part *entry, struct arena *out, struct article *a)
{
	bool by_content = entry->content.text.n >= entry->summary.text.n;
	struct slice html = by_content ? entry->content.text : entry->summary.text;
	bool plain = by_content ? entry->content_is_text : entry->summary_is_text;
	/* What is called HTML but has no tag in it was written as text. */
	plain |= slice_find_byte(html, '<', 0) == SIZE_MAX;
	struct arena scratch = ARENA_INIT;
	struct tree tree;
	if (html.n > 0 && tree_parse_fragment(html, TAG_BODY, &scratch, &tree, NULL) == OK)
		html_blocks(&tree, tree.root, plain, out, &a->blocks);
	arena_done(&scratch);
	for (size_t i = 0; i < a->blocks.n; i++)
		if (a->blocks.at[i].type == BLOCK_CAPTION)
			*list_add(out, &a->captions) = a->blocks.at[i].text;
}

static struct date date_or_none(struct date d)
{
	return date_is_placeholder(d) ? DATE_NOT_KNOWN : d;
}

/* An entry that has only one date has it as the day it came out. */
static void set_dates(const struct feed_part *entry, struct article *a)
{
	struct date published = date_or_none(entry->published);
	struct date updated = date_or_none(entry->updated);
	bool only_updated = published.kind == DATE_NONE;
	a->published = only_updated ? updated : published;
	if (a->published.kind != DATE_NONE)
		a->published_from = ORIGIN_FEED;
	if (!only_updated && updated.seconds != published.seconds)
		a->updated = updated;
}

static struct article *article_of(const struct feed *f, const struct feed_part *entry,
	struct arena *out)
{
	struct article *a = arena_new(out, struct article);
	a->guid = arena_dup(out, entry->id);
	a->title = line_of(entry->title, out);
	a->source = source_of(f, entry, out);
	if (url_has_scheme(entry->link, "http") || url_has_scheme(entry->link, "https"))
		a->url = arena_dup(out, entry->link);
	add_people(a, &entry->authors, out);
	if (entry->authors.n == 0 && feed_authors_count(f->format))
		add_people(a, &f->about.authors, out);
	for (size_t i = 0; i < entry->categories.n; i++) {
		const struct feed_category *c = &entry->categories.at[i];
		add_tag(a, c->label.n > 0 ? c->label : c->term, out);
	}
	a->lang = primary_lang(entry->lang.n > 0 ? entry->lang : f->about.lang, out);
	set_dates(entry, a);
	cut_body(entry, out, a);
	return a;
}

void feed_articles(const struct feed *f, struct arena *out, articles *ret)
{
	if (f->format == FEED_OPML || f->format == FEED_SITEMAP || f->format == FEED_SITEMAPINDEX)
		return;
	for (size_t i = 0; i < f->entries.n; i++) {
		struct article *a = article_of(f, f->entries.at[i], out);
		if (a->title.n == 0 && a->blocks.n == 0)
			continue;
		a->place = arena_printf(out, "entry %zu", i + 1);
		*list_add(out, ret) = a;
	}
}
