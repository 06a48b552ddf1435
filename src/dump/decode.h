/* decode: the best way to see a page as articles.
 *
 * Viterbi's algorithm over lines and heads; the states are outside of all articles, behind a head
 * whose text has not begun, in a text, and within an article between two pieces of its text. */
#ifndef DUMP_DECODE_H
#define DUMP_DECODE_H

#include "dump/heads.h"

enum role {
	ROLE_OUT,    /* belongs to no article */
	ROLE_HEAD,
	ROLE_BODY,
	ROLE_BREAK,  /* furniture within or behind an article */
};

struct cut {
	uint32_t head;       /* of heads, or NO_LINE where the text begins without */
	uint32_t from, to;   /* its lines: from its head to the line behind its last line of text */
	uint32_t next;       /* the line where the next article begins, or the number of lines */
};
typedef LIST(struct cut) cuts;

/* What it costs to begin another article: little on a page that may be one of posts, much on one
 * that does not look so. */
enum cutting { CUT_LOOSELY, CUT_STRICTLY };

/* Choose heads (`chosen` is set in each) and a role for every line (`ret_roles`, n of them). */
void decode(const struct lines *ls, struct heads *hs, enum cutting how, struct arena *out,
	uint8_t *ret_roles, cuts *ret_cuts);

#endif
