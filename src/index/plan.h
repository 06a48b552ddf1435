/* plan: a query made ready: words cut and folded, their other forms and the ids that only the
 * store's tables know looked up. */
#ifndef INDEX_PLAN_H
#define INDEX_PLAN_H

#include "index/terms.h"
#include "query/query.h"

typedef LIST(int64_t) id_list;

/* What the index itself cannot know. */
struct plan_env {
	/* Other forms of a folded word, in languages of the archive; added to `ret`. */
	enum err (*forms)(void *ctx, struct slice word, struct arena *out, strings *ret,
		struct error *e);
	/* Ids of the articles for which is:, id: or the reader's own tag: holds; in any order.
	 * Never asked for is:unread. */
	enum err (*ids)(void *ctx, const struct query *q, struct arena *out, id_list *ret,
		struct error *e);
	void *ctx;
};

enum plan_op { PLAN_ALL, PLAN_AND, PLAN_OR, PLAN_NOT, PLAN_WORDS, PLAN_IDS, PLAN_DAYS };

/* One place of a phrase: any of these terms, each alone or as a beginning. */
struct plan_slot {
	uint32_t at; /* words behind the first one */
	strings terms;
	bool prefix;
	bool lone; /* a single character of a script that is cut into pairs */
};

struct plan {
	enum plan_op op;
	struct plan *kid, *next;
	/* PLAN_WORDS */
	enum term_space space;
	bool title_only;
	bool scores;             /* counts for relevance: a word that is not under NOT */
	struct plan_slot *slots; /* one after another in the text */
	uint32_t n_slots;
	uint32_t leaf;           /* number among the plan's PLAN_WORDS */
	id_list ids;             /* PLAN_IDS, rising, each once */
	int64_t from_day, to_day; /* PLAN_DAYS */
};

struct plan_root {
	struct plan *plan;
	uint32_t n_leaves; /* PLAN_WORDS in it */
};

/* ERR_SYNTAX where a part of the query has nothing to find in it. */
enum err plan_make(const struct query *q, const struct plan_env *env, struct arena *out,
	struct plan_root *ret, struct error *e) MUST_USE;

#endif
