/* lines: a dump as lines that are not blank, each with what can be seen of it alone.
 *
 * `cues` says what a line is by its words and form (a date line, a byline, a share button...);
 * `shape` how it is built. Neither decides anything: weigh.h and heads.h make evidence of them. */
#ifndef DUMP_LINES_H
#define DUMP_LINES_H

#include "base/arena.h"

enum line_cue {
	LINE_DATE = 1 << 0,     /* a date and words that go with one, nothing else */
	LINE_DATED = 1 << 1,    /* a short line with a date and something else */
	LINE_BYLINE = 1 << 2,   /* names behind "By", "Oleh"... */
	LINE_CREDIT = 1 << 3,   /* of an image */
	LINE_CAPTION = 1 << 4,  /* of an image, with its credit */
	LINE_BRACKET = 1 << 5,  /* ends in brackets that could hold a credit */
	LINE_MORE = 1 << 6,     /* "Read more: ..." */
	LINE_TAGS = 1 << 7,
	LINE_SHARE = 1 << 8,
	LINE_COMMENTS = 1 << 9,
	LINE_AD = 1 << 10,
	LINE_NAV = 1 << 11,
	LINE_ASIDE = 1 << 12,   /* heading of a sidebar */
	LINE_LEGAL = 1 << 13,
	LINE_ARCHIVE = 1 << 14, /* "January (33)" */
};
#define LINE_FURNITURE (LINE_MORE | LINE_TAGS | LINE_SHARE | LINE_COMMENTS | LINE_AD | LINE_NAV | \
	LINE_ASIDE | LINE_LEGAL | LINE_ARCHIVE)
#define LINE_META (LINE_DATE | LINE_BYLINE | LINE_CREDIT | LINE_CAPTION)

enum line_shape {
	SHAPE_STOP = 1 << 0,     /* ends as a sentence does */
	SHAPE_COLON = 1 << 1,    /* ends in a colon */
	SHAPE_CUT = 1 << 2,      /* ends in an ellipsis */
	SHAPE_INNER = 1 << 3,    /* a sentence ends inside */
	SHAPE_INNERS = 1 << 4,   /* more than one does */
	SHAPE_COMMA = 1 << 5,    /* has a comma */
	SHAPE_CAPS = 1 << 6,     /* all capitals */
	SHAPE_TITLED = 1 << 7,   /* most of its words begin with a capital */
	SHAPE_LOWER = 1 << 8,    /* begins with a small letter */
	SHAPE_ITEM = 1 << 9,     /* begins with a bullet or a number */
	SHAPE_QUOTE = 1 << 10,   /* begins with a quotation mark */
	SHAPE_PARTED = 1 << 11,  /* bars, bullets or arrows between its parts */
	SHAPE_RUNS = 1 << 12,    /* runs of blanks inside */
	SHAPE_DENSE = 1 << 13,   /* a script without blanks */
	SHAPE_LINK = 1 << 14,    /* an address of the web or of mail */
	SHAPE_DIGITS = 1 << 15,  /* a third of it or more are digits */
	SHAPE_NOWORD = 1 << 16,  /* no letter at all */
	SHAPE_ASK = 1 << 17,     /* what ends it is a question or exclamation mark */
};

struct line {
	uint32_t start, len;  /* bytes of the text, white space around it cut off */
	uint32_t row;         /* which line of the text, from 1 */
	uint32_t twin;        /* the first line that is equal, itself if there is none before */
	uint32_t shape;       /* enum line_shape */
	uint16_t gap;         /* blank lines before it, at most UINT16_MAX */
	uint16_t chars;       /* code points, at most UINT16_MAX; dense scripts and Hangul count
			       * double */
	uint16_t words, stops; /* words, and the stop words among them, of its beginning */
	uint16_t cues;        /* enum line_cue */
	uint16_t copies;      /* how many lines are equal to it, itself among them */
	uint32_t key;         /* what a short line keeps from post to post: a hash of the words
			       * before its colon, or of its first words; 0 for text */
	float odds;           /* weigh.h: log odds of being text of an article */
};

struct lines {
	struct slice text;
	struct line *at;
	uint32_t n;
	uint16_t body_gap; /* the commonest gap between two long lines */
	bool gaps;         /* gaps tell something: not all are the same */
};

static inline struct slice line_text(const struct lines *l, uint32_t i)
{
	return slice_sub(l->text, l->at[i].start, (size_t)l->at[i].start + l->at[i].len);
}

/* The lines of `text`, at most `max` and at most 4 GiB. False where there are more. */
bool lines_read(struct slice text, uint32_t max, struct arena *out, struct lines *ret_lines);

#endif
