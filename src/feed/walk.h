/* walk: what the reader of a feed in XML keeps at hand, and how it takes the text of elements; for
 * the parts of this module only. */
#ifndef FEED_WALK_H
#define FEED_WALK_H

#include "feed/draft.h"
#include "feed/xml.h"

/* The namespaces that mean something here. */
enum {
	NS_RSS = 1, /* the namespaces that RSS 0.91 to 2.0 was given */
	NS_RSS10,
	NS_RSS090,
	NS_ATOM,
	NS_ATOM03,
	NS_RDF,
	NS_CONTENT,
	NS_DC,
	NS_DCTERMS,
	NS_ITUNES,
	NS_MEDIA,
	NS_XHTML,
	NS_SITEMAP,
	NS_NEWS,
	NS_WFW,
	NS_ADMIN,
	NS_FEEDBURNER,
	NS_CC,
	N_NS
};

struct walk {
	struct xml x;
	struct feed *feed;
	struct arena *out;
	struct arena scratch; /* emptied after each element */
	struct buf markup;    /* the inline markup of the element that is being read */
	struct slice home;    /* the feed's page: the base where no better one is known */
	size_t entry_depth;   /* of the entry that is being read, 0 for none */
	struct slice entry_name;
	bool is_sitemap;
};

/* The base for relative addresses where the reader stands. */
struct slice walk_base(const struct walk *w);

/* Is the element just opened the beginning of the next entry, though the last one has not ended?
 * True: then the last one is closed first; the caller goes on with xml_next. */
bool walk_ends_entry(struct walk *w);

/* Is the element just opened one of a feed, and none of HTML, so that it cannot be part of the text
 * that is being read at the depth `inside`, whose end tag must be missing? True: then that text's
 * element is closed first; the caller goes on with xml_next. */
bool walk_ends_text(struct walk *w, size_t inside);

/* Pass over the element just opened, or only its tag where that is one without content. */
void walk_skip(struct walk *w);

/* What the text of an element is where the element does not say so. */
enum text_kind {
	TEXT_PLAIN,
	TEXT_GUESS, /* HTML where it looks like it */
	TEXT_HTML
};

/* Read the element just opened to its end. What is returned is in w->scratch or the source. */

/* Its text, by its type and by what is in it: escaped or inline markup, base64, plain. */
struct typed value_typed(struct walk *w, enum text_kind kind);

/* Its text alone, trimmed, without tags; p is never NULL. */
struct slice value_text(struct walk *w);

#endif
