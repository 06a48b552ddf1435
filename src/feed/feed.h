/* feed: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, CDF, OPML and sitemaps, as they are met
 * in the wild.
 *
 * Bytes in, one neutral form out; docs/feeds.md says what is taken from where. Broken feeds are the
 * normal case: nothing that a person would call a feed is refused, and what can be read of it is.
 * Titles are plain text; bodies are sanitised HTML with absolute links; an address with a scheme
 * that could do harm is left out. Pure. */
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include "base/buf.h"
#include "base/error.h"
#include "html/sanitise.h"
#include "model/article.h"

enum {
	FEED_MAX_BYTES = 64 << 20,   /* of input, also behind gzip */
	FEED_MAX_ENTRIES = 100000,   /* a sitemap may have 50,000 */
	FEED_MAX_LIST = 256,         /* authors, links, categories... of one entry */
	FEED_MAX_URL = 8192
};

/* What came with the bytes; every field may be empty. The last three are values of headers. */
struct feed_hint {
	struct slice url; /* where it was fetched from, for relative links */
	struct slice content_type, content_location, content_language;
};

struct feed_person {
	struct slice name, email, url;
};

typedef LIST(struct feed_person) feed_people;

struct feed_category {
	struct slice term, scheme, label;
};

struct feed_link {
	struct slice href, rel, type, title, hreflang;
	int64_t length; /* bytes, -1 where not given */
};

struct feed_enclosure {
	struct slice url, type;
	int64_t length; /* bytes, -1 where not given */
};

struct feed_image {
	struct slice url, title, link;
};

/* A feed, an entry of it, or the feed that an entry was taken from: what can be said of one is, in
 * the wild, said of all. An empty slice is "not given"; of titles, an empty one that was given has
 * a `p`. Addresses are absolute where a base is known. */
struct feed_part {
	struct slice title, subtitle, rights; /* plain text, white space squeezed */
	struct html summary, content;
	bool summary_is_text, content_is_text; /* was plain text: its line breaks count */
	struct slice link; /* the page */
	struct slice id;   /* byte for byte, but that Atom's are resolved */
	struct date published, updated;
	struct slice lang; /* BCP 47 */
	feed_people authors, contributors;
	LIST(struct feed_category) categories;
	LIST(struct feed_link) links;
	LIST(struct feed_enclosure) enclosures;
	struct feed_image image;
	struct slice icon, logo, thumbnail, comments, comments_feed;
	struct slice feed_url; /* OPML */
	struct slice generator, ttl, duration;
	bool explicit_given, explicit_;
	struct feed_part *source;
};

enum feed_format {
	FEED_UNKNOWN, /* an HTML page: only links to its feeds */
	FEED_RSS090,
	FEED_RSS091N, /* Netscape's */
	FEED_RSS091U, /* Userland's */
	FEED_RSS092,
	FEED_RSS093,
	FEED_RSS094,
	FEED_RSS10,
	FEED_RSS20, /* and RSS of no known version */
	FEED_ATOM03,
	FEED_ATOM10,
	FEED_CDF,
	FEED_JSON1,
	FEED_JSON11,
	FEED_OPML,         /* entries are subscriptions; their folders are categories */
	FEED_SITEMAP,      /* entries are pages */
	FEED_SITEMAPINDEX, /* entries are sitemaps */
	N_FEED_FORMATS
};

struct feed {
	enum feed_format format;
	const char *encoding; /* that was used */
	struct feed_part about;
	LIST(struct feed_part *) entries; /* in the order of the document */
};

/* "rss20", "atom10"...; "" for FEED_UNKNOWN. */
const char *feed_format_name(enum feed_format format);

/* Is `bytes` (the beginning of a document or all of it, in any encoding) a feed of any kind? */
bool feed_is(struct slice bytes);

/* Read it. ERR_INPUT: it is no feed, nor a page that names one. ERR_LIMIT: above FEED_MAX_BYTES. */
enum err feed_read(struct slice bytes, const struct feed_hint *hint, struct arena *out,
	struct feed *ret_feed, struct error *e) MUST_USE;

/* Append the entries as articles to `*ret`: text and titles as plain text, blocks cut from the
 * entry's HTML. Subscriptions and sitemaps have none. */
void feed_articles(const struct feed *f, struct arena *out, articles *ret);

/* Append the feed as one JSON object, without a line break; docs/feeds.md has the keys. */
void feed_json(const struct feed *f, struct buf *to);

#endif
