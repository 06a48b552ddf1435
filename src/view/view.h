/* view: articles as text for a terminal, Markdown, HTML, Atom, CSV and JSON.
 *
 * A document is begun, given its articles one by one, and ended; what it says goes to a buffer
 * that the caller empties whenever it likes. All that comes from outside is escaped. Pure. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "base/buf.h"
#include "model/article.h"

struct html;       /* html/sanitise.h */
struct quotations; /* quote/quote.h */

enum view_format {
	VIEW_TEXT,
	VIEW_JSON,     /* docs/json.md, an article a line, with its name as "id" before all else */
	VIEW_MARKDOWN, /* CommonMark */
	VIEW_HTML,     /* one page, complete in itself, no script */
	VIEW_ATOM,     /* RFC 4287 */
	VIEW_CSV,      /* RFC 4180, with a header line */
	N_VIEW_FORMATS
};

struct view_look {
	enum view_format format;
	size_t width;  /* VIEW_TEXT: columns, at least 20 */
	bool colour;   /* VIEW_TEXT: ANSI escapes */
	int64_t now;   /* VIEW_ATOM: when the feed was made, Unix seconds */
	struct slice title; /* of the document */
	/* VIEW_ATOM, view_json_feed: address of the folder that the feed stands in, as feed.atom or
	 * feed.json, which is its site's home; empty: none. */
	struct slice home;
};

struct view_article {
	const struct article *article;
	struct slice name;     /* lasting */
	struct slice page;     /* VIEW_ATOM, view_json_feed: our own page of it; empty: none */
	int64_t number;        /* local; 0: none */
	int64_t at;            /* Unix seconds, where it has no date of its own */
	/* Of its running text (article_text); NULL: not to be shown. VIEW_JSON tells them all,
	 * VIEW_TEXT who speaks, where the words beside a direct quotation do not. */
	const struct quotations *quotes;
	const strings *my_tags; /* the reader's; NULL: none */
	int64_t n_versions;     /* states that are kept; 0 or 1: only this one */
	int64_t n_edits;        /* of these, what is more than trivially another; VIEW_TEXT,
	                         * VIEW_HTML */
	int64_t version;        /* this is that one of them; 0: what it shows now */
	struct slice seen;      /* when this version was first seen */
	struct slice withdrawn; /* since when; empty where it is not */
};

/* Two versions of an article, or an article and one that carries its text, and what lies between
 * them. */
struct view_version {
	int64_t number;             /* of the version, or the article */
	struct slice seen, channel; /* RFC 3339; "page", or the article's source */
	const struct article *article;
};
struct view_diff {
	struct slice name;
	int64_t number;
	struct view_version before, after;
	bool is_copy; /* two articles */
};

void view_begin(const struct view_look *look, struct buf *to);
void view_add(const struct view_look *look, const struct view_article *v, struct buf *to);
void view_end(const struct view_look *look, struct buf *to);

/* A whole document: JSON Feed 1.1. */
void view_json_feed(const struct view_look *look, const struct view_article *list, size_t n,
	struct buf *to);

/* Put the quotations, where there are any to be shown, into the article's object that ends `to`. */
void view_json_quotes(const struct view_article *v, struct buf *to);

/* A whole document; VIEW_TEXT, VIEW_JSON or VIEW_HTML. As text, what was removed stands in [-...-],
 * what was added in {+...+}, what has moved in {>...<}, or in colours. */
void view_differences(const struct view_look *look, const struct view_diff *d, struct buf *to);
/* `url` where it is one of http or https; empty for all else, which nobody should follow. */
struct slice view_web_address(struct slice url);

/* Append text with & < > " ' written as entities, without the two noncharacters that XML forbids
 * (U+FFFE, U+FFFF). */
void view_escape_html(struct buf *to, struct slice s);

/* The text of an article as HTML: its blocks, every word of them escaped. In `out`. */
struct html view_body(const struct article *a, struct arena *out);

/* The same with its quotations (of article_text, by their start) in <span class="said">, whose
 * title is the speaker. */
struct html view_body_quoted(const struct article *a, const struct quotations *quotes,
	struct arena *out);

/* The differences as a part of a page: h1, p, ins, del, span.moved; both versions in one, or only
 * what the one has. */
enum view_side { VIEW_BOTH, VIEW_BEFORE, VIEW_AFTER };
struct html view_differences_body(const struct view_diff *d, enum view_side side,
	struct arena *out);

#endif
