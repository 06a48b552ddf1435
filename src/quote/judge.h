/* judge: what is known about a quotation and about those who may have said it, as small numbers,
 * and
 * the trained forests that weigh them. Inner header of quote, and of the tools that train it. */
#ifndef QUOTE_JUDGE_H
#define QUOTE_JUDGE_H

#include "base/forest.h"
#include "quote/marks.h"
#include "quote/quote.h"

/* A mention that may be the speaker: features of mention, quotation, and how they lie. */
enum {
	F_REGION, F_DISTANCE, F_CUE_AFTER, F_CUE_AFTER_SORT, F_CUE_BEFORE, F_CUE_BEFORE_SORT,
	F_CUE_AFTER_GAP, F_CUE_BEFORE_GAP, F_KIND, F_SORT, F_BEFORE, F_ORDER, F_BETWEEN, F_LEAD,
		F_LAST,
	F_WORDS, F_CAPITAL, F_NEXT, F_CHAIN, F_CHAIN_GAP, F_COUNT, F_OPENS_PARAGRAPH, F_CUE_BEHIND,
	F_CUE_AHEAD, F_COMMA, F_GENITIVE, F_QUOTES_BETWEEN, F_WEAK, F_NEXT_WORD, F_PASSIVE,
	F_PRE_LENGTH, F_POST_LENGTH, F_PARAGRAPHS, F_UNCLOSED, F_OBJECT, F_CUE_ANY,
		F_SAME_SENTENCE_CHAIN, F_CUES_BETWEEN, F_MENTION_CUE,
	F_BESIDE, F_BESIDE_RANK, F_BESIDE_BEST, F_BESIDE_MORE, F_QUOTE_VERB, F_TOUCHES,
	/* As the subject of the verb before the quotation, and of the one behind it. */
	F_AHEAD, F_AHEAD_RANK, F_AHEAD_LEAD, F_BEHIND, F_BEHIND_RANK, F_BEHIND_LEAD, F_PHRASE,
	N_SPEAKER_FEATURES
};

/* A person or body that a pronoun or a role may stand for. */
enum {
	C_KIND, C_SENTENCES, C_RANK, C_CUE_AFTER, C_CUE_BEFORE, C_ORDER, C_COUNT, C_LAST_SPEAKER,
	C_SORT, C_GENDER, C_BEFORE, C_TOKENS, C_ROLE, C_IN_QUOTE, C_TITLED, C_SPOKE, C_WORDS,
		C_PLURAL,
	C_PARAGRAPHS, C_WEAK, C_LONG_HERE, C_SUBJECT, C_SUBJECT_RANK, C_SEEN,
	C_OPENS, C_QUOTE_GAP, C_PERSONS, C_TOLD, C_TOLD_RANK, C_TOPIC, C_TOPIC_RANK,
	N_REFER_FEATURES
};

/* Marks: speech, or a term? */
enum {
	S_WORDS, S_CAPITAL, S_CAPITALS, S_LAST, S_NEXT, S_LEAD, S_CUE_AHEAD, S_CUE_AHEAD_SORT,
	S_CUE_BEHIND, S_CUE_BEHIND_SORT, S_SINGLE, S_BEST, S_OPENS_PARAGRAPH, S_SELF, S_VERB,
	S_QUOTES_HERE, S_PARAGRAPH_WORDS, S_DET, S_PREV_GAP, S_CLOSED, S_PRE_LENGTH, S_POST_LENGTH,
	S_STOPS, S_SMALL_WORDS, S_WORD,
	N_SCARE_FEATURES
};

/* Reported speech. What is asked of a word that may report, first in each of the next four. */
enum {
	Q_SORT, Q_TELLS, Q_THINKS, Q_WANTS, Q_JUDGES, Q_MENTIONS, Q_SHOWS, Q_SEEMS, Q_SURE, Q_HOLDS,
	Q_ENDING, Q_CAPITAL, Q_WORD, Q_LONG, Q_GROUP, Q_BEFORE, Q_BEFORE_2, Q_NEXT, Q_NEXT_2,
	Q_WORD_BEFORE, Q_WORD_NEXT,
	N_CUE_FEATURES
};

/* Does it report at all? */
enum {
	G_NEXT_3 = N_CUE_FEATURES, G_PLACE, G_REST, G_THAT, G_KIND, G_GAP, G_KIND_BEHIND,
	G_GAP_BEHIND, G_CUES_BEFORE, G_CUES_BEHIND, G_COMMA_BEFORE, G_COMMA_BEHIND, G_QUOTED,
	N_GATE_FEATURES
};

/* Who reports. */
enum {
	U_PLACE = N_CUE_FEATURES, U_KIND, U_SORT, U_GAP, U_SIDE, U_WORDS, U_FIRST, U_LAST, U_BEFORE,
	U_BEHIND, U_CLASS, U_POINTS, U_CUES_BETWEEN, U_MENTIONS_BETWEEN, U_LINKS, U_OPENS, U_SAME,
	U_ORDER, U_GENITIVE, U_WEAK, U_WORD, U_WITHIN, U_FIELD, U_BY,
	N_SUBJECT_FEATURES
};

/* Where the clause begins. */
enum {
	B_KIND = N_CUE_FEATURES, B_SUBJECT_PLACE, B_SUBJECT_KIND, B_SUBJECT_GAP, B_GAP, B_FIRST,
	B_SECOND, B_BEFORE, B_THAT, B_REST, B_AHEAD, B_COMMA_BEFORE, B_CUES_BETWEEN, B_VERBS,
		B_ORDER,
	B_COUNT, B_QUOTED, B_LEFT, B_WORD,
	N_START_FEATURES
};

/* Where it ends, and whether all of it is right. */
enum {
	R_GATE = N_CUE_FEATURES, R_SUBJECT, R_START, R_START_KIND, R_START_RANK, R_END_KIND,
	R_SUBJECT_KIND, R_SUBJECT_PLACE, R_SUBJECT_GAP, R_WORDS, R_VERBS, R_FIRST, R_SECOND, R_LAST,
	R_AFTER, R_AFTER_2, R_COMMAS, R_ANDS, R_LEFT, R_ORDER, R_QUOTED, R_CUES, R_CUE_AFTER,
	R_GAP, R_SENTENCE_WORDS, R_SUBJECT_WORDS, R_PREPS, R_DEPTH, R_AFTER_VERB,
	R_WORD, R_WORD_AFTER, R_SUBJECT_LEAD, R_AFTER_3, R_WORD_AFTER_2, R_PARALLEL, R_VERB_GAP,
	N_CLAUSE_FEATURES
};

enum { MAX_CANDIDATES = 32 };

/* What training has seen of single words of the lexicon, 1 (never) to 63 (always), 0 (too few):
 * does it report, is it a subject's last word, does a clause begin with it, does one end before
 * it, is it speech that marks open behind it, is much reported by it,
 * does a word report that stands before or behind it. */
enum word_use {
	WORD_REPORTS, WORD_SPEAKS, WORD_BEGINS, WORD_FOLLOWS, WORD_OPENS, WORD_LONG,
	WORD_BEFORE, WORD_BEHIND, N_WORD_USES
};

struct word_grades {
	uint32_t hash; /* of struct token */
	uint8_t grade[N_WORD_USES];
};

struct quote_model {
	struct forest speaker, refer, scare, gate, subject, start, clause;
	const struct word_grades *words; /* in order of their hashes */
	size_t n_words;
	/* log-odds from which it is taken */
	int32_t speaker_floor, scare_floor, gate_floor, clause_floor;
	int32_t word_floor; /* of the grades of a word that may report and of those beside it */
	int32_t clause_far; /* what is so far behind the likeliest clause counts little beside it */
};

extern const struct quote_model quote_model_default;

/* A model made ready. */
struct quote_judge {
	const struct quote_model *model;
	const struct forest_table *speaker, *refer, *scare, *gate, *subject, *start, *clause;
	/* Of what is likely to report and who does, together: what is below is not followed. */
	int32_t follow_floor;
	const uint16_t *words; /* by hash: which of the model's words, from 1; 0 where none is */
	uint32_t words_mask;
};

/* Of a model that is there as long as `out`, in which the judge lives. */
struct quote_judge quote_judge_of(const struct quote_model *m, struct arena *out);

/* That of the model that is built in, made when it is asked for first. */
const struct quote_judge *quote_judge_default(enum quotes_wanted wanted);

struct candidate {
	uint32_t mention;
	const struct mention *of; /* for speakers: also one that is no mention of names */
	int32_t entity; /* for `refer` */
	size_t start, end;  /* bytes, for clauses */
	size_t gap_start, gap_end; /* of these, what is no part of it; equal where there is none */
	struct slice name;  /* for subjects */
	uint32_t word;      /* hash of the one whose grade counts; 0 for none */
	uint32_t before, behind; /* for words that may report: those beside it */
	uint8_t x[FOREST_ROW];
	int32_t score;
};

/* What training wants to see: all candidates of one decision. `what` is 's'peaker, 'r'efer,
 * 'm'arks, 'g'ate, s'u'bject, 'b'egin or 'c'lause; `chosen` the index of the best, or -1. */
typedef void (*quote_watch_fn)(void *ctx, char what, const struct units *u, const struct names *n,
	size_t start, size_t end, const struct candidate *c, size_t n_c, int chosen);

struct quote_watch {
	quote_watch_fn saw;
	void *ctx;
};

/* quotes_find with another judge, and watched; `watch` may be NULL. */
void quotes_find_with(const struct units *u, const struct names *n, const struct quote_judge *judge,
	const struct quote_watch *watch, struct arena *out, struct quotations *ret_quotes);

/* ---- what the parts of quote share ---- */

struct finding {
	const struct units *u;
	const struct names *n;
	const struct quote_judge *judge;
	const struct quote_model *model; /* the judge's */
	const struct quote_watch *watch;
	struct spans spans;
	uint8_t *inside;          /* a token is within marks, or is one: 1 */
	/* the next verb or noun of speech outside of marks, from each token */
	uint32_t *cue_next;
	uint32_t *cue_last;       /* the last one at or before it; UINT32_MAX for none */
	uint32_t *mention_at;     /* the first mention at or behind each token, and the end */
	struct reporting *report; /* what is known of the verbs; NULL without words */
	struct arena *out;
	struct arena *scratch;
	LIST(struct quotation) quotes;
	uint32_t *spoke;          /* by entity: quotations so far */
	int32_t *referents;       /* by mention: 2 more than whom it stands for; 0 not asked */
	uint8_t *leads;           /* by mention: what refer.c found out about it; 0 not asked */
	/* Of the quotation before: */
	const struct mention *last_mention; /* NULL: not known */
	int32_t last_entity;
	uint32_t last_span;
	struct slice last_speaker;
};

#define NO_CUE UINT32_MAX

static inline const struct token *token_at(const struct finding *f, uint32_t i)
{
	static const struct token none = { .kind = TOKEN_POINT };
	return i < f->u->n_tokens ? &f->u->tokens[i] : &none;
}

static inline uint32_t mentions_from(const struct finding *f, uint32_t i)
{
	return f->mention_at[i < f->u->n_tokens ? i : f->u->n_tokens];
}

static inline bool is_point(const struct token *t, char mark)
{
	return t->kind == TOKEN_POINT && t->mark == mark;
}

static inline bool is_stop(const struct token *t)
{
	return is_point(t, '.') || is_point(t, '!') || is_point(t, '?');
}

/* The cue before token `limit` that follows `from` (both outside of marks), or NO_CUE. */
static inline uint32_t cue_from(const struct finding *f, uint32_t from, uint32_t limit)
{
	if (from >= f->u->n_tokens)
		return NO_CUE;
	uint32_t cue = f->cue_next[from];
	return cue != NO_CUE && cue < limit ? cue : NO_CUE;
}

static inline uint32_t cue_until(const struct finding *f, uint32_t to, uint32_t floor)
{
	if (to >= f->u->n_tokens)
		return NO_CUE;
	uint32_t cue = f->cue_last[to];
	return cue != NO_CUE && cue >= floor ? cue : NO_CUE;
}

/* What stands before a mention. */
uint8_t before_of(const struct finding *f, const struct mention *m);

/* A word that a capital in the midst of a sentence makes part of a name: "the Washington Post". Not
 * in a headline where all have capitals. */
static inline bool named_word(const struct token *t)
{
	return (t->flags & (TOKEN_CAPITAL | TOKEN_FIRST | TOKEN_HEADING)) == TOKEN_CAPITAL;
}

/* 0 none, 1 noun, 2 weak, 3 a verb of speech, 4 "according". Most words are none. */
static inline uint8_t cue_sort(const struct token *t)
{
	if (!(t->classes & (LEX_ACCORDING | LEX_SAY | LEX_WEAK | LEX_NOUN)))
		return 0;
	return t->classes & LEX_ACCORDING ? 4 : t->classes & LEX_SAY ? 3
		: t->classes & LEX_WEAK ? 2 : 1;
}

static inline uint8_t cap(uint32_t value, uint32_t most)
{
	return (uint8_t)(value < most ? value : most);
}

/* Lengths in steps that grow: up to 40 as they stand here, and a few beyond. */
uint8_t bucket_far(uint32_t value);
static inline uint8_t bucket(uint32_t value)
{
	static const uint8_t near[] = { 0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 10, 11,
		11, 11, 11, 12, 12, 12, 12, 12, 13, 13, 13, 13, 13, 13, 13, 14, 14, 14, 14, 14, 14,
		14, 14 };
	return value < sizeof near ? near[value] : bucket_far(value);
}

/* Who speaks in span `s` (NULL: not known), and the verb beside it (NO_CUE: none). A mention of the
 * text's names, or a noun phrase beside a verb. */
const struct mention *find_speaker(struct finding *f, uint32_t s, uint32_t *ret_cue,
	int32_t *ret_score);

/* The index among the text's names of a mention, or -1. */
static inline int32_t index_of(const struct finding *f, const struct mention *m)
{
	return f->n->n_mentions && m >= f->n->mentions && m < f->n->mentions + f->n->n_mentions
		? (int32_t)(m - f->n->mentions) : -1;
}

/* Whom mention `m` stands for: an entity, or -1. */
int32_t find_referent(struct finding *f, uint32_t m, size_t start, size_t end);

/* Is span `s` speech? `best` is the score of its best speaker. */
bool is_speech(struct finding *f, uint32_t s, int32_t best);

/* Looks at all words that may report, before the others are asked; adds the reported clauses. */
void look_for_reports(struct finding *f);
void find_reported(struct finding *f);

/* The features before a span that all judgements use: what stands before its mark. */
uint8_t lead_of(const struct finding *f, uint32_t open);
uint8_t next_of(const struct finding *f, uint32_t close);
uint8_t last_of(const struct finding *f, const struct span *s);
uint32_t words_of_span(const struct finding *f, const struct span *s);

/* The start of the sentence outside of marks that `open` belongs to, at most 250 tokens away; and
 * the end of what follows `close`. */
uint32_t region_first(const struct finding *f, uint32_t open);
uint32_t region_end(const struct finding *f, uint32_t close, bool *ret_same_sentence);

/* Score candidates; the index of the best, or -1 of none. Those that are `far` behind it are scored
 * roughly. */
enum { FAR_BEHIND = FOREST_UNIT * 3 / 2 };
int best_of(const struct forest_table *f, struct candidate *c, size_t n, int32_t far);

/* The person who is named behind a role in languages where one is: "Ketua KPUD Muna, Kubais",
 * "Koordinator Koalisi (KMS) Medan Miduk Hutabarat". A mention, or -1. */
int32_t apposed(const struct finding *f, uint32_t mention);

/* The mention's name as readers know it, filled into the quotation; NULL for none. */
void fill_speaker(struct finding *f, struct quotation *q, const struct mention *m);

/* Fills in through what it was said, by what stands in the sentence of its verb `cue`. */
void fill_via(const struct finding *f, struct quotation *q, uint32_t cue);

/* Log-odds as a confidence from 1 to 99. */
uint8_t confidence_of(int32_t score);

#endif
