/* said: the quotations of one article in the form in which they lie in the database
 * (sql/0017-said.sql), and what is told from them to find them by. Pure; workers make it, so that
 * the writer only binds it. */
#ifndef STORE_SAID_H
#define STORE_SAID_H

#include "model/article.h"
#include "quote/quote.h"

/* A name as it is compared across articles: folded, doubled letters single, the endings of
 * transliteration alike ("Zelenskyy", "Zelenskiy", "Zelensky"). Empty where it has no letter. */
struct slice person_key(struct slice name, struct arena *out);

struct said_person {
	struct slice key, name; /* the name as it is first written */
	int64_t n;              /* quotations */
};

struct said_sketch {
	int64_t hash, ordinal; /* of which quotation, from 0 */
};

struct said {
	struct slice quotes; /* the column of that name; empty: none */
	LIST(struct said_person) people; /* who speaks, each key once */
	LIST(struct said_sketch) sketches; /* of the direct ones that have enough words */
};

/* `found` are the quotations of article_text(a). The result lies in `out`; `scratch` may be reset
 * afterwards. */
void said_of(const struct article *a, const struct quotations *found, struct arena *scratch,
	struct arena *out, struct said *ret);

/* One quotation out of the column. */
struct said_quote {
	size_t start, stop; /* bytes of the running text */
	enum quote_kind kind;
	enum quote_form form;
	bool by_person;
	int64_t confidence;
	struct slice speaker, surface, cue, via; /* in the column */
};

/* Take the first quotation off `*rest`. False at the end, which is behind all that is not damaged:
 * then `*rest` is empty. */
bool said_next(struct slice *rest, struct said_quote *ret);

/* ---- the same words */

enum { SHINGLE_WORDS = 4, SHINGLES_MAX = 256, SKETCHES = 2 };

struct shingles {
	uint64_t at[SHINGLES_MAX]; /* hashes of SHINGLE_WORDS words in a row */
	size_t n;
};
void shingles_of(struct slice text, struct shingles *ret);

/* The least shingle under each of two orders, as the table has it: what two texts share with the
 * chance of their likeness. False where there are too few words. */
bool shingles_sketch(const struct shingles *s, int64_t ret_sketch[static SKETCHES]);

/* Do both share most of the shorter one's shingles? */
bool shingles_alike(const struct shingles *a, const struct shingles *b);

#endif
