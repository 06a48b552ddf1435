/* cues: the vocabulary of data/dump, looked up. */
#ifndef DUMP_CUES_H
#define DUMP_CUES_H

#include "dump/chars.h"

/* In the order of KINDS in tools/make-dump-tables.py. */
enum cue {
	CUE_BYLINE, CUE_NAME_END, CUE_AND, CUE_DATEWORD, CUE_UPDATED, CUE_CREDIT, CUE_AGENCY,
	CUE_MORE, CUE_TAGS, CUE_SHARE, CUE_COMMENTS, CUE_AD, CUE_NAV, CUE_ASIDE, CUE_LEGAL,
	CUE_ROLE, CUE_PARTICLE, CUE_DESK, N_CUES
};
#define CUE(c) (1u << (c))

/* What a line says by its words. */
struct cue_hits {
	unsigned whole;          /* kinds of which it is a phrase */
	unsigned led;            /* kinds whose phrase begins it as its mode asks */
	unsigned near;           /* kinds of phrases that begin it but want a mark behind them */
	size_t after[N_CUES];    /* byte behind the longest phrase, for kinds in `led` and `near` */
};

enum { CUE_MAX_LINE = 400 }; /* bytes; longer lines are never furniture by their words */

void cues_find(struct slice line, struct cue_hits *ret_hits);

/* Is this one word of the kind? */
bool cue_word(uint64_t hash, enum cue kind);

/* A bit a language of data/dump/stopwords.txt; 0 for a word that is in none. */
uint32_t stop_word(uint64_t hash);

/* The language of bit `i`, NULL past the last. */
const char *stop_lang(unsigned i);

#endif
