/* reported: what the parts that look for reported speech share; inner header of quote.
 *
 * A word that may report (a verb, noun or adjective of speech or mind) goes through four gates,
 * each a trained forest over small numbers: does it report at all; who does; where the clause
 * begins; where it ends. All look at one sentence, and at a bounded part of it. */
#ifndef QUOTE_REPORTED_H
#define QUOTE_REPORTED_H

#include "quote/judge.h"

/* What a token is good for around a report; the trained forests know these by number. */
enum word_sort {
	W_OTHER, W_COMMA, W_STOP, W_POINT, W_QUOTE, W_NUMBER, W_FILLER, W_THAT, W_REL, W_TO,
		W_ABOUT,
	W_PREP, W_AND, W_OWN, W_DET, W_PRONOUN, W_OBJECT, W_BE, W_AUX, W_SAY, W_REPORTS, W_NOUN,
	W_CAPITAL, W_ING, W_ED, W_LY, W_WHILE, W_DAY, W_VERB
};

/* A word that may report, and the sentence around it. */
struct cue {
	uint32_t at;          /* token */
	uint32_t first, end;  /* its sentence's tokens, without the marks at the end */
	uint32_t verb;        /* where the words that belong to it begin: "has since said" */
	int32_t gate;         /* score; INT32_MIN where it was not weighed */
	uint8_t x[N_CUE_FEATURES];
};

enum subject_place {
	SUBJECT_NONE, SUBJECT_BEFORE, SUBJECT_BEFORE_LONG, SUBJECT_OVER_COMMA,
	SUBJECT_OVER_COMMA_LONG, SUBJECT_BEHIND, SUBJECT_BEHIND_LONG, SUBJECT_NEAR, SUBJECT_HEAD,
	SUBJECT_OWN, SUBJECT_SHARED, SUBJECT_MAIN, SUBJECT_CLAUSE
};

struct subject {
	uint32_t first, end;  /* tokens; equal where there is none */
	int32_t mention;      /* or -1 */
	enum subject_place place;
	int32_t score;
	int32_t lead;         /* by how much it is likelier than the other one */
};

/* All that may report by one word, each with his score. */
struct field {
	const struct subject *at;
	uint32_t n;
	int best;
};

/* How many tokens of a kind stand before each token; differences count (and wrap around). */
struct counts {
	uint16_t cues, commas, points, quoted, verbs, ands, preps, links;
};

/* A word that was asked about, and who may report by it: `at` is NULL until somebody asks. */
struct asked {
	struct cue cue;
	struct field field;
};

struct reporting {
	struct finding *f;
	uint8_t *sorts;          /* enum word_sort of every token */
	struct counts *counts;   /* of every token, and of the end */
	LIST(struct asked) asked;
	size_t n_weighed;        /* of these, whose gate is known; in the order of the text */
	uint32_t *asked_at;      /* of every token: which of these, from 1; 0 none */
	struct subject shared;   /* of the verb before in the sentence `shared_in` */
	uint32_t shared_in;
	int32_t last_score;      /* of the last clause that was taken */
};

static inline enum word_sort sort_at(const struct reporting *r, uint32_t i)
{
	return i < r->f->u->n_tokens ? (enum word_sort)r->sorts[i] : W_STOP;
}

/* Tokens of a kind in [first, end), at most `most`. */
#define COUNT(r, what, first, end, most) \
	cap((uint16_t)((r)->counts[end].what - (r)->counts[first].what), most)

/* How a verb ends: 1 "-ing", 2 "-ed", 3 "-s", 0 otherwise. */
uint8_t word_ending(struct slice word);

#define SORT_BIT(w) (UINT32_C(1) << (w))
static inline bool sort_is(const struct reporting *r, uint32_t i, uint32_t sorts)
{
	return SORT_BIT(sort_at(r, i)) & sorts;
}

#define VERB_SORTS (SORT_BIT(W_BE) | SORT_BIT(W_SAY) | SORT_BIT(W_REPORTS) | SORT_BIT(W_ED) | \
	SORT_BIT(W_VERB))
static inline bool is_verb(const struct reporting *r, uint32_t i)
{
	return sort_is(r, i, VERB_SORTS);
}

/* The word that a grade is kept of: one of the lexicon, or 0. */
static inline uint32_t graded_word(const struct finding *f, uint32_t i)
{
	const struct token *t = token_at(f, i);
	return t->kind == TOKEN_WORD &&
		t->classes & ~(LEX_MALE | LEX_FEMALE | LEX_PLACE | LEX_NATION |
		LEX_OUTLET | LEX_TITLE) ? t->hash : 0;
}

static inline uint8_t grade_of(const struct finding *f, uint32_t i, enum word_use use)
{
	const struct quote_judge *judge = f->judge;
	uint32_t hash = graded_word(f, i);
	if (!hash)
		return 0;
	uint32_t mask = judge->words_mask;
	for (uint32_t k = hash & mask; judge->words[k]; k = (k + 1) & mask) {
		const struct word_grades *word = &judge->model->words[judge->words[k] - 1];
		if (word->hash == hash)
			return word->grade[use];
	}
	return 0;
}

/* May report: any of the classes that say so. */
bool may_report(const struct token *t);

/* What stands around the word that may report at token `at`. */
struct cue cue_around(const struct reporting *r, uint32_t at);

/* Everybody who may report by the word at token `at`, weighed; each word is asked once. Who reports
 * by the verbs before it in its sentence is not known yet. */
struct field subjects_at(struct reporting *r, uint32_t at);

/* The mention that is likeliest to speak by the word at token `at`, or -1; also where the word
 * hardly reports. */
int32_t teller_of(struct reporting *r, uint32_t at);

/* Who reports by `c`: the likeliest. */
struct subject subject_of(struct reporting *r, const struct cue *c);

/* Tokens [first, end) but for [gap_first, gap_end). */
struct clause {
	uint32_t first, end, gap_first, gap_end;
};

/* The clause that `c` of subject `s` reports; its log-odds, very low where there is none. */
int32_t clause_of(struct reporting *r, const struct cue *c, const struct subject *s,
	struct clause *ret_clause);

/* Where the noun phrase begins that ends before token `end`, not before `first`. */
uint32_t phrase_behind(const struct reporting *r, uint32_t end, uint32_t first, bool over);

/* The end of the noun phrase that begins at `i`; `over` also over prepositions and "and". */
uint32_t phrase_ahead(const struct reporting *r, uint32_t i, uint32_t end, bool over);

/* Log-odds as a number from 0 to 63. */
static inline uint8_t graded(int32_t score)
{
	int32_t v = score / (FOREST_UNIT / 8) + 32;
	return (uint8_t)(v < 0 ? 0 : v > 63 ? 63 : v);
}

#endif
