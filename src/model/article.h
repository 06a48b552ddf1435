/* article: what every reader of outside bytes makes, and all that follows works on.
 *
 * Plain data. All text is valid UTF-8 in NFC without control characters other than "\n" (which only
 * code and list blocks keep); an empty slice is "not known". Slices live in the arena of the
 * reader. What the input does not say is absent, never guessed. */
#ifndef MODEL_ARTICLE_H
#define MODEL_ARTICLE_H

#include "base/arena.h"
#include "base/date.h"

enum block_type {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_QUOTE,   /* a quotation set apart by the page */
	BLOCK_LIST,    /* one list, an item a line; or a table, a row a line, cells parted by
	                * tabs */
	BLOCK_CAPTION, /* of an image or video */
	BLOCK_CODE,
	N_BLOCK_TYPES
};

struct block {
	enum block_type type;
	struct slice text;
};

/* Where a date came from: what was inherited or taken from elsewhere says so. */
enum origin {
	ORIGIN_NONE,
	ORIGIN_TEXT,     /* a line of the article itself */
	ORIGIN_HEADER,   /* a date header above several articles: inherited */
	ORIGIN_META,     /* the page's own description: JSON-LD, Open Graph, <meta>, <time> */
	ORIGIN_URL,      /* read from the address */
	ORIGIN_FEED,     /* the feed's entry */
	ORIGIN_GIVEN,    /* said by whoever made the JSON line */
	N_ORIGINS
};

/* What kind of document it was read from. States of an article are compared within one channel
 * only: a feed's teaser is no edit of the page's text. Of those that an article came by, the first
 * in this order is the richest. In the database for ever. */
enum channel {
	CHANNEL_PAGE,
	CHANNEL_GIVEN, /* a line of JSON */
	CHANNEL_DUMP,  /* text of a page */
	CHANNEL_FEED,  /* an entry */
	N_CHANNELS
};

/* What sort of page an article was read from, where it is not a plain one. In the database for
 * ever. */
enum article_kind {
	ARTICLE_PLAIN,
	ARTICLE_LIVE,    /* a live blog: many dated posts under one headline */
	ARTICLE_GALLERY, /* pictures with captions */
	ARTICLE_LIST,    /* a list or table with little else */
	ARTICLE_STUB,    /* the beginning only: the rest is for subscribers, or on another page */
	ARTICLE_PART,    /* one of several pages; `next` is the page behind it */
	N_ARTICLE_KINDS
};

typedef LIST(struct slice) strings;
typedef LIST(struct block) blocks;

struct article {
	struct slice title, subtitle;
	struct slice url;    /* absolute, as given or canonical */
	struct slice source; /* the outlet: a name where one is given, else the host of the url */
	strings authors;     /* people; of dumps as the byline has it, "admin" or "Redaksi" too */
	struct date published, updated;
	enum origin published_from;
	struct slice lang;   /* BCP 47 primary subtag ("id", "en"), empty where unknown */
	strings credits;     /* of images, as printed but for the words around the name */
	strings captions;
	strings tags;
	struct slice section; /* of the outlet: "Sport" */
	struct slice image;   /* address of the main picture, absolute */
	strings origins;      /* outlets that it is taken from, as named: "Reuters" */
	enum article_kind kind;
	struct slice next;    /* address of the page on which it goes on, absolute */
	strings comments;     /* paragraphs of what readers wrote below; archives do not keep
	                       * them */
	blocks blocks;       /* in reading order; captions stand here too */
	struct slice place;  /* where in its input it began: "line 12", "entry 3"; for messages */

	/* How it came: for telling whether it was met before. No part of its name, nor of its
	 * JSON. */
	enum channel channel;
	struct slice guid;    /* the id that the feed gives the entry */
	struct slice address; /* that it was fetched from, where that is not `url` */
};

typedef LIST(struct article *) articles;

/* The name in JSON: "paragraph", "heading"... */
const char *block_name(enum block_type t);
/* False where it is none. */
bool block_named(struct slice name, enum block_type *ret_type);

/* The name in JSON: "text", "date header", "page", "url", "feed", "given"; "" for none. */
const char *origin_name(enum origin o);
bool origin_named(struct slice name, enum origin *ret_origin);

/* The name in JSON: "live", "gallery", "list", "stub", "part"; "" for a plain one. */
const char *article_kind_name(enum article_kind k);
bool article_kind_named(struct slice name, enum article_kind *ret_kind);

/* "page", "given", "dump", "feed". */
const char *channel_name(enum channel c);

/* The running text: all blocks but captions, parted by blank lines. */
struct slice article_text(const struct article *a, struct arena *out);

/* The lasting name of an article: 26 characters of Crockford's base32 (lower case) of the first
 * 130 bits of SHA-256 over source, url, title, published and text, each with its length before
 * it. Equal articles have equal names in every archive; `ret_name` gets a NUL. */
enum { ARTICLE_NAME_LEN = 26 };
void article_name(const struct article *a, char ret_name[static ARTICLE_NAME_LEN + 1]);

#endif
