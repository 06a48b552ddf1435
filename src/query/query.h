/* query: the search language, from text to a tree.
 *
 *   words  "a phrase"  a OR b  NOT a  -a  prefix*  (a b)  *
 *   title: author: source: lang: tag: id: is: has: date: after: before: speaker: quote: story:
 *
 * What stands side by side must all be there, and binds tighter than OR: `a b OR c` is
 * `(a b) OR c`. AND may be written. NOT and a leading - take the next word, phrase, field or
 * parenthesis. OR, AND and NOT are operators in capitals only. A field holds for the word, phrase
 * or parenthesis behind its colon. A plain word finds its other forms too (walk, walked); a
 * "quoted" one is exact. `*` alone, and an empty query, is every article.
 *
 * Days are those that the articles themselves give, each in its own zone (the day it was seen, in
 * UTC, where nothing else is known):
 *   date:2022-02-09  date:2022-02  date:2022  date:2022-02-04..2022-03  date:..2022  date:2022..
 *   after:D (from the first day of D on)   before:D (up to the day before D begins)
 *   D also: today, yesterday, "this week", "last week", "this month",
 *   "last month", "this year", "last year", "last 3 days" (today and the two before it), "last 2
 *   weeks", "last 6 months"; weeks begin on Monday. Blanks may be written as "-".
 *
 * man warta-query is the reference. Pure: what "yesterday" is comes with `now`. */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

enum query_op {
	QUERY_ALL,  /* every article */
	QUERY_AND,  /* all kids (two or more) */
	QUERY_OR,   /* any kid (two or more) */
	QUERY_NOT,  /* not its one kid */
	QUERY_WORD, /* `text`: a word, or several in a row (a phrase), in `field` */
	QUERY_DATE, /* the article's day is in [from_day, to_day) */
	QUERY_IS    /* `field` is lang, tag, id, is or has; `text` the exact value */
};

enum query_field {
	FIELD_ANY, /* title, subtitle, text and captions */
	FIELD_TITLE,
	FIELD_AUTHOR, /* words of a name */
	FIELD_SOURCE, /* words of the outlet's name, or of its host */
	FIELD_LANG,
	FIELD_TAG, /* the whole tag, the reader's or the publisher's */
	FIELD_ID,  /* lasting name, the beginning of one, or the local number */
	FIELD_IS,  /* unread read starred tagged edited withdrawn */
	FIELD_SPEAKER, /* words of the name of somebody who is quoted */
	FIELD_QUOTE,   /* words within one quotation */
	FIELD_STORY,   /* an article of it, as for FIELD_ID */
	FIELD_HAS, /* author date caption credit tag quote list code subtitle url */
	N_FIELDS
};

enum { QUERY_MAX_BYTES = 4096, QUERY_MAX_NODES = 256, QUERY_MAX_DEPTH = 32 };

#define QUERY_DAY_MIN INT64_MIN /* open at this end */
#define QUERY_DAY_MAX INT64_MAX

struct query {
	enum query_op op;
	enum query_field field;
	struct slice text; /* as written, without quotes; folded by whoever searches; never empty */
	bool prefix;       /* the last word may go on: prefix* */
	bool exact;        /* was quoted: no other forms of the words */
	int64_t from_day, to_day; /* QUERY_DATE: days since 1970-01-01 */
	struct query *kid, *next; /* first kid; next sibling */
	size_t at;                /* byte of the query text that it began at */
};

/* Parse `text` (at most QUERY_MAX_BYTES of valid UTF-8). `now` is Unix seconds, `zone_min` the
 * reader's zone in minutes east. The tree's text points into `text`. ERR_SYNTAX names place and
 * remedy: "column 7: ..." counted in characters from 1; ERR_LIMIT: too long, large or deep. */
enum err query_parse(struct slice text, int64_t now, int zone_min, struct arena *out,
	struct query **ret_query, struct error *e) MUST_USE;

/* The days that a reader names outside of a query, [from, to), as after `date:`: "2022-02",
 * "2022-02-04..2022-02-09", "yesterday". ERR_SYNTAX says what is wrong, without a column. */
enum err query_days(struct slice text, int64_t now, int zone_min, int64_t *ret_from,
	int64_t *ret_to, struct error *e) MUST_USE;

/* The first of the days from which on a reader wants to see, as after `after:`: one date. */
enum err query_since(struct slice text, int64_t now, int zone_min, int64_t *ret_from,
	struct error *e) MUST_USE;

/* Append the tree as an s-expression:
 * (and (word "a") (not (title "b" exact)) (date 2022-02-04 *)). */
void query_print(const struct query *q, struct buf *to);

#endif
