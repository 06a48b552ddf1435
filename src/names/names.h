/* names: who and what a text speaks of: people, organisations, places and outlets, with their
 * mentions, and the pronouns and roles that may stand for them.
 *
 * A mention is a run of tokens. Names are found by capitals, known words (titles, roles,
 * organisations, places, first names: unit/lexicon.h) and context; variants of one name in one text
 * ("Emmanuel Macron", "Macron") are one entity, called by its longest form. What a pronoun or a
 * role stands for is not decided here (quote/). Pure, linear; results live in `out`; slices point
 * into the text. */
#ifndef NAMES_NAMES_H
#define NAMES_NAMES_H

#include "unit/unit.h"

enum mention_kind {
	MENTION_PHRASE,  /* what else stands where a speaker does: "a study of whales" */
	MENTION_CLITIC,  /* an ending: "-nya" */
	MENTION_IT, MENTION_SELF, MENTION_REL, MENTION_THEY, MENTION_HE, MENTION_SHE,
	MENTION_ROLE,    /* "the minister", "seorang pejabat" */
	MENTION_NAME
};

enum name_sort { NAME_UNKNOWN, NAME_PERSON, NAME_ORGANISATION, NAME_PLACE, NAME_OUTLET };

enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE };

struct mention {
	uint32_t first, end;    /* tokens, with title and role */
	uint32_t name_first;    /* where the bare name begins; `first` where there is none */
	int32_t entity;         /* index, or -1 */
	uint8_t kind, sort, gender;
	bool weak;              /* perhaps only the capital of a sentence's first word */
	bool plural;
	bool joint;             /* `text` begins with another mention: "Russia and China" */
	struct slice text;      /* without the ending's word, for MENTION_CLITIC */
};

struct entity {
	struct slice name;      /* the longest bare name */
	uint32_t first_mention; /* that the entity was made of */
	uint32_t longest;       /* mention with the longest form */
	uint32_t n_mentions;
	uint8_t sort, gender;
	uint32_t words[8];      /* hashes of the name's words */
	uint8_t n_words;
};

struct names {
	struct mention *mentions; /* in order of their first token, none within another */
	struct entity *entities;
	uint32_t n_mentions, n_entities;
};

void names_find(const struct units *u, struct arena *out, struct names *ret_names);

#endif
