/* query: the search language, from text to a tree.
 *
 *   words  "a phrase"  a OR b  NOT a  -a  prefix*  (a b)
 *   title: source: author: lang: tag: id: is:unread is:read is:starred has:quote
 *   date:2022-02-04  date:2022-02..2022-03-09  after:  before:  date:yesterday  date:"last week"
 *
 * Words that stand side by side must all be there. man warta-query is the reference. Pure: what
 * "yesterday" is comes with `now`. */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include "base/arena.h"
#include "base/error.h"

enum query_op {
	QUERY_ALL,  /* every article: the empty query */
	QUERY_AND,  /* all kids */
	QUERY_OR,   /* any kid */
	QUERY_NOT,  /* not its one kid */
	QUERY_WORD, /* `text` holds the word or words in a row (a phrase) in `field` */
	QUERY_DATE, /* published (or seen, where no date is known) in [from, to) */
	QUERY_IS    /* `field` names the exact attribute: source, author, lang, tag, id, is, has */
};

enum query_field {
	FIELD_ANY, FIELD_TITLE, FIELD_SOURCE, FIELD_AUTHOR, FIELD_LANG, FIELD_TAG, FIELD_ID,
	FIELD_IS, FIELD_HAS, N_FIELDS
};

enum { QUERY_MAX_BYTES = 4096, QUERY_MAX_NODES = 256, QUERY_MAX_DEPTH = 32 };

struct query {
	enum query_op op;
	enum query_field field;
	struct slice text; /* as written, without quotes; folded by whoever searches */
	bool prefix;       /* the last word may go on: prefix* */
	int64_t from, to;  /* QUERY_DATE: Unix seconds; INT64_MIN and INT64_MAX where open */
	struct query *kid, *next; /* first kid; next sibling */
	size_t at;         /* byte of the query text that it began at */
};

/* Parse `text` (at most QUERY_MAX_BYTES of UTF-8). `now` is Unix seconds, `zone_min` the reader's
 * zone. ERR_SYNTAX names the place: "column 7: ..." counted in characters from 1. */
enum err query_parse(struct slice text, int64_t now, int zone_min, struct arena *out,
	struct query **ret_query, struct error *e) MUST_USE;

#endif
