/* quote: quotations and reported speech in one text, and whose they are.
 *
 * Spans are found by pairing quotation marks within a paragraph (marks.h); whether one is speech or
 * only a term in marks, and who of those named around it speaks, is judged by features of its
 * surroundings (docs/quotes.md). Reported speech is a clause beside a verb of speech. A pure
 * function of units and names; linear; results live in `out`, slices point into the text. A speaker
 * that is not known is empty. */
#ifndef QUOTE_QUOTE_H
#define QUOTE_QUOTE_H

#include "model/article.h"
#include "names/names.h"

enum quote_kind { QUOTE_DIRECT, QUOTE_REPORTED };
enum quote_form { QUOTE_FULL, QUOTE_FRAGMENT, QUOTE_TERM };

struct quotation {
	size_t start, end;     /* bytes of the text, without the marks */
	/* Of reported speech that stands around its verb, the bytes from the first word that is no
	 * part of it to the next one that is: "The bridge[, she said, ]will close". Equal: none. */
	size_t gap_start, gap_end;
	enum quote_kind kind;
	enum quote_form form;
	bool scare;            /* marks around what is no speech: a term, a title */
	struct slice speaker;  /* the fullest form that the text gives; empty: not known */
	struct slice surface;  /* what stands beside the quotation: "he", "nya", "Macron" */
	struct slice cue;      /* "said"; may be empty */
	struct slice via;      /* "an interview with Radio Holm"; empty where it is not told */
	size_t surface_start;  /* byte; 0 where there is no surface */
	int32_t entity;        /* of names, or -1 */
	uint8_t confidence;    /* 0 to 100 */
};

/* The words of `q` in `text`, without the gap: a part of `text`, or made in `out`. */
struct slice quotation_text(const struct quotation *q, struct slice text, struct arena *out);

struct quotations {
	struct quotation *at; /* in order of their start */
	size_t n;
};

void quotes_find(const struct units *u, const struct names *n, struct arena *out,
	struct quotations *ret_quotes);

/* All of it: units, names and quotations of `text` in `lang`. `ret_names` may be NULL. */
void quotes_of(struct slice text, struct slice lang, struct arena *out, struct names *ret_names,
	struct quotations *ret_quotes);

/* All, or what an archive keeps: no terms, and reported speech only from a confidence of 50 on,
 * since below it is as often wrong as right. Words that will hardly reach it are not followed. */
enum quotes_wanted { QUOTES_ALL, QUOTES_KEPT };

/* The quotations of an article's running text (article_text). Only they are left in `out`, their
 * slices too; the many times larger units and names go to `scratch`, which may be reset. */
void quotes_of_article(const struct article *a, enum quotes_wanted wanted, struct arena *scratch,
	struct arena *out, struct quotations *ret_quotes);

#endif
