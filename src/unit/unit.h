/* unit: text as paragraphs, sentences and tokens, made once and shared by all that follows.
 *
 * Offsets are bytes of the text, half-open; the text is valid UTF-8 of at most UNIT_MAX_BYTES and
 * must outlive the units. A token is a word with what belongs to it ("Jum'at", "anak-anak", "U.S.",
 * "Mr.", "Covid-19"), a number, a mark of punctuation or a quotation mark. An English genitive is
 * cut off ("Obama" of "Obama's"; TOKEN_GENITIVE). A newline ends a paragraph unless the next line
 * goes on in lower case; a sentence ends at a full stop, question or exclamation mark (and the
 * marks
 * that close behind it) before something that can begin one. Abbreviations, initials, numbers and
 * dots between letters end none; no blank is needed after the stop where a capital follows a small
 * letter. Pure and linear; results live in `out`. */
#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

#include "base/arena.h"
#include "unit/lexicon.h"

/* A token is never smaller than a byte: this bounds the memory for hostile text (40 bytes a
 * token). */
enum { UNIT_MAX_BYTES = 16 << 20 };

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_POINT, TOKEN_QUOTE };

/* What a TOKEN_QUOTE is; `mark` of the others is their first ASCII byte ('.' for an ellipsis, '-'
 * for dashes), 0 for all else. */
enum quote_mark {
	MARK_STRAIGHT, /* " */
	MARK_LEFT,     /* “ and „ */
	MARK_RIGHT,    /* ” */
	MARK_TWO,      /* two apostrophes or backticks */
	MARK_GUIL_L, MARK_GUIL_R, /* « and » */
	MARK_CORNER_L, MARK_CORNER_R, /* 「 and 」 */
	MARK_SINGLE, MARK_SINGLE_L, MARK_SINGLE_R
};

enum {
	TOKEN_SPACED = 1,    /* white space, or the beginning, stands before it */
	TOKEN_CAPITAL = 2,   /* begins with a capital */
	TOKEN_CAPITALS = 4,  /* two letters or more, all of them capitals */
	TOKEN_GENITIVE = 8,  /* "'s" stands behind it */
	TOKEN_CLITIC = 16,   /* an ending that stands for a person was cut off for `classes` */
	TOKEN_STOPPED = 32,  /* its full stop is part of it */
	TOKEN_FIRST = 64,    /* the first word of a sentence */
	/* Of a word: nearly all words of its paragraph, one sentence, have capitals, as headlines
	 * have them. Of a colon: it stands a few words behind its paragraph's beginning. */
	TOKEN_HEADING = 128
};

struct token {
	uint32_t start, end;
	uint32_t hash;     /* of the lower-cased word */
	uint32_t sentence; /* index */
	uint64_t classes;  /* LEX_... */
	uint8_t kind, mark, flags;
	uint8_t clitic;    /* bytes of the ending, with TOKEN_CLITIC */
};

struct sentence {
	uint32_t first, end; /* tokens */
	uint32_t paragraph;
};

struct units {
	struct slice text;
	const struct lexicon *lexicon;
	struct token *tokens;
	struct sentence *sentences;
	uint32_t n_tokens, n_sentences, n_paragraphs;
};

/* Cut `text`; of longer text the first UNIT_MAX_BYTES are looked at. */
void units_make(struct slice text, const struct lexicon *lexicon, struct arena *out,
	struct units *ret_units);

static inline struct slice unit_text(const struct units *u, uint32_t first, uint32_t end)
{
	return slice_sub(u->text, u->tokens[first].start, u->tokens[end - 1].end);
}

#endif
