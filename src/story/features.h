/* features: what of an article tells which story it belongs to, as a few hundred bytes.
 *
 * Pure: the same article has the same features in every archive, so they can be made in any thread,
 * kept, or made again. Three kinds, each a sorted list of 32-bit hashes:
 *   terms    stems of headline and first words with their weight, a vector of length
 *            STORY_UNIT: (1 + ln tf) * idf^p, where idf comes from the project's classes of common
 *            words (data/story/words.txt) or from a table that the caller names
 *   shingles a fixed sample of the pairs of words of the whole text: of two texts, the share
 *            of one's that the other holds too estimates how much was copied (Broder 1997; sampled
 *            by value, not the k smallest, so that it holds for a short copy of a long text)
 *   anchors  what survives translation: names, letters reduced to what transliteration keeps, and
 *            numbers without their separators; and where in the text each stands first: the order
 *            survives translation, too */
#ifndef STORY_FEATURES_H
#define STORY_FEATURES_H

#include "base/arena.h"
#include "base/error.h"

enum {
	STORY_MAX_TERMS = 40,
	STORY_MAX_SHINGLES = 160,
	STORY_MAX_ANCHORS = 60,
	STORY_BODY_WORDS = 250,  /* that terms are taken from */
	STORY_TEXT_WORDS = 3000, /* that shingles are taken from */
	STORY_PLACE_WORDS = 4,   /* to a place of an anchor: where it is in the text, from 0 */
	STORY_PLACE_NONE = 255,  /* in the headline alone, or too far behind */
	STORY_UNIT = 4096        /* the length of a vector: weights are whole numbers */
};

struct story_term {
	uint32_t term;
	uint16_t weight;
} __attribute__((packed)); /* all articles at hand are held: 6 bytes, not 8 */

struct story_features {
	struct story_term *terms;
	uint32_t *shingles, *anchors;
	uint8_t *places;    /* of each anchor: where it is first in the text */
	uint16_t n_terms, n_shingles, n_anchors;
	uint16_t n_words;   /* of the text, at most STORY_TEXT_WORDS */
	uint16_t lang;      /* two letters of the language, 0 where unknown */
	uint64_t text_hash; /* of all words in order: equal texts */
};

/* Stems and frequencies of words; one for each thread. */
struct story_lexicon;

struct story_lexicon *story_lexicon_open(void);
void story_lexicon_close(struct story_lexicon *x); /* takes NULL */

/* Take document frequencies from a table instead: its first line is the number of documents, each
 * other a word, a blank, and in how many of them it stands. ERR_INPUT names the line. */
enum err story_lexicon_load(struct story_lexicon *x, struct slice table, struct error *e) MUST_USE;

/* The features of an article (valid UTF-8; `lang` is BCP 47, or empty), in `out`. */
void story_features_of(struct story_lexicon *x, struct slice title, struct slice text,
	struct slice lang, struct arena *out, struct story_features *ret);

/* Cosine of the vectors of two articles, 0 to 1. */
double story_likeness(const struct story_features *a, const struct story_features *b);

/* The words behind terms: `ret_words[i]` is the first word of headline and text that has the term
 * `terms[i]`, as it is written; empty where none has. */
void story_words_of(struct story_lexicon *x, struct slice title, struct slice text,
	struct slice lang, const uint32_t *terms, size_t n, struct slice *ret_words);

#endif
