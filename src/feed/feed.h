/* feed: RSS, Atom, RDF and JSON Feed, as they are met in the wild.
 *
 * Bytes in, a neutral form out. Broken feeds are the normal case: nothing that a person would call
 * a feed is refused. Every field is sanitised. Pure. */
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include "base/error.h"
#include "model/article.h"

struct feed_hint {
	struct slice url;          /* where it was fetched from, for relative links, or empty */
	struct slice content_type; /* the header's value, or empty */
};

struct feed_link {
	struct slice rel, type, href, title;
};

struct feed_enclosure {
	struct slice url, type;
	int64_t length; /* bytes, -1 where not given */
};

struct feed_entry {
	struct slice id, title, link, summary, content; /* title, summary, content: sanitised HTML */
	strings authors, categories;
	struct date published, updated;
	LIST(struct feed_enclosure) enclosures;
};

struct feed {
	struct slice version; /* "rss20", "atom10", "json11"... */
	struct slice title, subtitle, link, lang;
	strings authors;
	struct date updated;
	LIST(struct feed_link) links;
	LIST(struct feed_entry) entries;
};

/* Does `bytes` (in any encoding) look like a feed? */
bool feed_is(struct slice bytes);

/* Read it. ERR_INPUT where it is none, with the place. */
enum err feed_read(struct slice bytes, const struct feed_hint *hint, struct arena *out,
	struct feed *ret, struct error *e) MUST_USE;

/* The entries as articles: title and text as plain text, blocks cut from the entry's HTML. */
enum err feed_articles(const struct feed *f, struct arena *out, articles *ret,
	struct error *e) MUST_USE;

#endif
