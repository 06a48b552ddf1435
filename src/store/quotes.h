/* quotes: who said what, in the articles of the archive; part of the store (docs/quotes.md).
 *
 * Quotations are those of the state that an article shows, and are written with it. A person is a
 * name, spelt alike across articles; whom the user says that a name means is kept, holds from then
 * on, and changes nothing that was derived. */
#ifndef STORE_QUOTES_H
#define STORE_QUOTES_H

#include "quote/quote.h"
#include "store/store.h"

struct store_quote {
	int64_t article;
	int64_t start, stop;   /* bytes of article_text */
	enum quote_kind kind;
	enum quote_form form;
	int64_t confidence;
	bool by_person; /* no role, no body */
	/* as the user calls a person, else as the article does; may be empty */
	struct slice speaker;
	struct slice surface, cue, via, text;
	/* By store_quotes_others: the articles with the same words, this one among them; 0: too few
	 * words to tell. */
	int64_t n_articles, first_article;
};
typedef LIST(struct store_quote) store_quotes;

/* Of one article, in order of its text; added to `ret`. */
enum err store_quotes_of(struct store *s, int64_t id, struct arena *out, store_quotes *ret,
	struct error *e) MUST_USE;

/* Find the same words elsewhere, for each of the list. */
enum err store_quotes_others(struct store *s, store_quotes *list, struct error *e) MUST_USE;

/* Articles with a quotation of whoever is called `name` (all words of it; empty: anybody), highest
 * id first, none twice. */
enum err store_quotes_by(struct store *s, struct slice name, struct arena *out, int64_t **ret_ids,
	size_t *ret_n, struct error *e) MUST_USE;

/* Add the people who speak in article `id`, each once, as the user calls them, else as they were
 * first written. */
enum err store_speakers_of(struct store *s, int64_t id, struct arena *out, strings *ret,
	struct error *e) MUST_USE;

/* Does one quotation of the article have all words of `asked`? */
enum err store_quotes_hold(struct store *s, int64_t id, struct slice asked, bool *ret_held,
	struct error *e) MUST_USE;

/* Do all words of `asked` occur in `text`, folded? */
bool store_quote_has(struct slice text, struct slice asked);

struct store_person {
	struct slice name;
	strings others;      /* names that the user says mean this person */
	int64_t n_quotes, n_articles; /* the sum over all names */
};
typedef LIST(struct store_person) store_people;

/* Whoever speaks, by falling number of quotations. */
enum err store_people_list(struct store *s, struct arena *out, store_people *ret, struct error *e)
	MUST_USE;

/* From now on `other` means `name`; an empty `name`: it stands for itself again. Within a batch.
 * ERR_NOT_FOUND: nothing was said of it. ERR_USAGE: it has no letter. */
enum { STORE_PERSON_MAX = 300 };
enum err store_person_set(struct store *s, struct slice other, struct slice name, struct error *e)
	MUST_USE;

#endif
