/* view: articles as text for a terminal, Markdown, HTML, Atom, CSV and JSON.
 *
 * A document is begun, given its articles one by one, and ended; what it says goes to a buffer
 * that the caller empties whenever it likes. All that comes from outside is escaped. Pure. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "base/buf.h"
#include "model/article.h"

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
};

struct view_article {
	const struct article *article;
	struct slice name;     /* lasting */
	int64_t number;        /* local; 0: none */
	int64_t at;            /* Unix seconds, where it has no date of its own */
	const strings *my_tags; /* the reader's; NULL: none */
};

void view_begin(const struct view_look *look, struct buf *to);
void view_add(const struct view_look *look, const struct view_article *v, struct buf *to);
void view_end(const struct view_look *look, struct buf *to);

#endif
