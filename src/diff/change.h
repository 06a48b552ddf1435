/* change: what kind of edit lies between two states of an article.
 *
 * White space, paragraphs put together or apart, the shape of quotes and dashes, and lines of
 * furniture that a page shows anew each time ("5 minutes ago", "12 comments", "Read more") are no
 * edit. A text in which only case or marks changed is edited trivially. Pure. */
#ifndef DIFF_CHANGE_H
#define DIFF_CHANGE_H

#include "diff/diff.h"

enum {
	CHANGE_HEADLINE = 1,
	CHANGE_TEXT = 2,    /* subtitle and blocks, without captions */
	CHANGE_BYLINE = 4,  /* other people, in whatever order */
	CHANGE_DATE = 8,    /* published on another day, where both say */
	CHANGE_TRIVIAL = 16 /* case or marks of headline or text; alone, or beside the others */
};
#define CHANGE_SHOWN (CHANGE_HEADLINE | CHANGE_TEXT | CHANGE_BYLINE | CHANGE_DATE)

struct change {
	unsigned kinds;                     /* bits; 0: no edit */
	unsigned headline_share, text_share; /* words that changed, in thousandths (diff_share) */
};

struct change change_of(const struct article *before, const struct article *after);

/* The kind that counts most: "headline", "text", "byline", "date", "trivial"; "" for none. */
const char *change_name(unsigned kinds);

/* The text of an article as paragraphs for diff_texts: subtitle and blocks but captions, a line of
 * a list or of code as a paragraph. */
strings change_text(const struct article *a, struct arena *out);

#endif
