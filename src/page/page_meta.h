/* page_meta: what a page says of itself: JSON-LD, Open Graph and its kin, <meta>, <title>, <link>,
 * microdata. Text is squeezed UTF-8 in the source or the arena; nothing is judged here but that a
 * date is a date and an author may be a person. */
#ifndef PAGE_META_H
#define PAGE_META_H

#include "html/tree.h"
#include "model/article.h"
#include "page/page_jsonld.h"
#include "text/datetext.h"

/* Where a title stood. */
enum title_from { TITLE_LD, TITLE_OG, TITLE_TWITTER, TITLE_OTHER, TITLE_DOCUMENT, N_TITLES };

/* The fields of an article that say where they were found. */
enum head {
	HEAD_TITLE, HEAD_SUBTITLE, HEAD_AUTHORS, HEAD_PUBLISHED, HEAD_UPDATED, HEAD_SOURCE,
	HEAD_URL, HEAD_LANG, HEAD_IMAGE, HEAD_SECTION, HEAD_TAGS, HEAD_ORIGINS,
	HEAD_TEXT, N_HEADS
};

/* In words, for people: "JSON-LD", "og:title", "a line by the headline"; NULL for none. Of the text
 * only where it is not simply the page's. */
struct page_from {
	const char *at[N_HEADS];
};

struct page_meta {
	struct slice titles[N_TITLES];
	struct slice subtitle, description;
	struct slice body; /* the whole text, where JSON-LD has it */
	struct slice site; /* the outlet's name */
	struct slice url, lang, section, image, type;
	struct slice origin; /* the outlet that it was taken from */
	struct slice next;   /* address of the page on which it goes on; not resolved */
	strings authors, tags;
	struct date published, updated;
	bool published_in_meta; /* <meta> says a date of publication */
	struct date page_published; /* of the page, not of an article, by JSON-LD */
	enum date_order order; /* of numeric dates on this page */
	bool is_article;    /* JSON-LD or Open Graph call it one */
	bool is_live, is_gallery, is_walled; /* so declared */
	bool is_collection; /* they call it a list, a front page, a profile */
	struct page_from from;
};

/* `url` is where the page was fetched from, or empty. */
void page_meta_read(const struct tree *t, struct slice url, struct arena *out,
	struct page_meta *ret_meta);

/* The date of a machine's field, DATE_NOT_KNOWN where it is none. */
struct date meta_date(struct slice s, enum date_order order);

/* White space squeezed and character references decoded, for fields that were escaped twice. */
struct slice meta_text(struct slice s, struct arena *out);

#endif
