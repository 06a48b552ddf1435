/* heads: where an article may begin, and the layout that a page's beginnings share.
 *
 * A head is a headline, once or several times, with the lines of date, byline, credit and so on
 * that stand around it. Its score is the log odds that an article begins there. It starts from what
 * holds for pages in general; once a first decoding has chosen some heads, heads_learn measures how
 * they look on this page (gaps, copies, which lines stand where) against the short lines that were
 * not chosen, and adds what each head's likeness to them is worth. */
#ifndef DUMP_HEADS_H
#define DUMP_HEADS_H

#include "dump/lines.h"

/* What the layout model looks at, each with a few values. */
enum trait {
	TRAIT_COPIES,     /* headlines in a row */
	TRAIT_GAP_BEFORE, /* before the head */
	TRAIT_GAP_INSIDE, /* between headline and what follows it */
	TRAIT_GAP_AFTER,  /* between the head and the text */
	TRAIT_DATE_ABOVE, TRAIT_DATE_BELOW, TRAIT_BYLINE, TRAIT_CREDIT,
	TRAIT_BEFORE,     /* what kind of line stands before the head */
	TRAIT_FRAME,      /* between it and the text before: a line that frames posts (frames.h) */
	N_TRAITS
};
enum { TRAIT_VALUES = 12 };

struct head {
	uint32_t from;    /* its first line: a date header or the headline */
	uint32_t title;   /* the first headline */
	uint32_t behind;  /* the line behind the last headline */
	uint32_t to;      /* the line behind the head */
	uint32_t variant; /* a longer or shorter form of the headline, or NO_LINE */
	float score;      /* in general */
	float likeness;   /* to the page's other heads */
	uint8_t traits[N_TRAITS];
	bool chosen;
};
#define NO_LINE UINT32_MAX

enum { HEAD_MAX_LINES = 24 };

struct heads {
	struct head *at;
	uint32_t n;
	uint32_t chosen; /* how many the last decoding took */
};

void heads_find(const struct lines *ls, struct arena *out, struct heads *ret_heads);

/* Is line `i` a number and what it counts, no more: minutes of reading, views, shares? Or a button
 * of letters, such as "A A A"? Such a line below a headline belongs to the head, and the date or
 * credit below it as well. */
bool line_is_counter(const struct lines *ls, uint32_t i);

/* Set `likeness` of all heads from those that are chosen. */
void heads_learn(struct heads *hs);

/* A number that is the same where the same heads are chosen. */
uint64_t heads_choice(const struct heads *hs);

/* Set the likeness of all to nothing. */
void heads_forget(struct heads *hs);

#endif
