/* plan: from the tree of a query to one of lists. */
#include "index/plan.h"

#include <stdlib.h>

#include "text/words.h"

struct planner {
	const struct plan_env *env;
	struct arena *out;
	uint32_t n_leaves;
	struct error *e;
};

static struct plan *plan_new(struct planner *p, enum plan_op op)
{
	struct plan *plan = arena_new(p->out, struct plan);
	plan->op = op;
	return plan;
}

static enum err make(struct planner *p, const struct query *q, bool negative, struct plan **ret);

/* ---- words */

static bool has_term(strings terms, struct slice term)
{
	for (size_t i = 0; i < terms.n; i++)
		if (slice_eq(terms.at[i], term))
			return true;
	return false;
}

static struct slice term_keep(struct planner *p, enum term_space space, struct slice word)
{
	char term[TERM_MAX];
	return arena_dup(p->out, term_join(space, word, term));
}

static enum err slot_make(struct planner *p, enum term_space space, struct slice word, bool forms,
	struct plan_slot *ret)
{
	*list_add(p->out, &ret->terms) = term_keep(p, space, word);
	if (!forms)
		return OK;
	strings others = { 0 };
	TRY(p->env->forms(p->env->ctx, word, p->out, &others, p->e));
	for (size_t i = 0; i < others.n; i++)
		if (!has_term(ret->terms, others.at[i]))
			*list_add(p->out, &ret->terms) = others.at[i];
	return OK;
}

static enum term_space space_of(enum query_field field)
{
	switch (field) {
	case FIELD_AUTHOR:
		return SPACE_AUTHOR;
	case FIELD_SOURCE:
		return SPACE_SOURCE;
	default:
		return SPACE_WORD;
	}
}

/* NULL where the text has no words. */
static enum err words_make(struct planner *p, const struct query *q, bool negative,
	struct plan **ret)
{
	struct plan *plan = plan_new(p, PLAN_WORDS);
	LIST(struct plan_slot) slots = { 0 };
	struct words words;
	struct word word;
	size_t end = 0; /* of the word before */
	plan->space = space_of(q->field);
	bool in_text = plan->space == SPACE_WORD;
	words_begin(&words, q->text);
	/* The word that a star ends is a beginning, and has no other forms. */
	for (uint32_t at = 0; words_next(&words, &word); at++) {
		/* The last character of a run is in the pair before; alone it is a beginning. */
		bool in_pair = slots.n && word.lone && word.start < end;
		end = word.end;
		if (in_pair && !(q->prefix && word.end == q->text.n))
			continue;
		struct plan_slot *slot = list_add(p->out, &slots);
		*slot = (struct plan_slot){ .at = at, .lone = word.lone };
		slot->prefix = word.lone || (q->prefix && word.end == q->text.n);
		TRY(slot_make(p, plan->space, arena_dup(p->out, word.form),
			in_text && !q->exact && !slot->prefix, slot));
	}
	plan->slots = slots.at;
	plan->n_slots = (uint32_t)slots.n;
	plan->title_only = q->field == FIELD_TITLE;
	plan->scores = in_text && !negative;
	plan->leaf = p->n_leaves++;
	*ret = slots.n ? plan : NULL;
	return OK;
}

/* ---- exact values */

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static enum err ids_make(struct planner *p, const struct query *q, struct plan **ret)
{
	struct plan *plan = plan_new(p, PLAN_IDS);
	TRY(p->env->ids(p->env->ctx, q, p->out, &plan->ids, p->e));
	size_t n = 0;
	if (plan->ids.n)
		qsort(plan->ids.at, plan->ids.n, sizeof *plan->ids.at, by_number);
	for (size_t i = 0; i < plan->ids.n; i++)
		if (!n || plan->ids.at[i] != plan->ids.at[n - 1])
			plan->ids.at[n++] = plan->ids.at[i];
	plan->ids.n = n;
	*ret = plan;
	return OK;
}

static enum err value_make(struct planner *p, const struct query *q, enum term_space space,
	struct plan **ret)
{
	struct plan *plan = plan_new(p, PLAN_WORDS);
	char term[TERM_MAX];
	size_t n = term_whole(space, q->text, p->out, term);
	if (!n)
		return fail(p->e, ERR_SYNTAX, "nothing can be found by '%.*s'", SLICE_ARG(q->text));
	plan->space = space;
	plan->slots = arena_new(p->out, struct plan_slot);
	plan->n_slots = 1;
	plan->slots->prefix = q->prefix;
	*list_add(p->out, &plan->slots->terms) = arena_dup(p->out, slice_of(term, n));
	plan->leaf = p->n_leaves++;
	*ret = plan;
	return OK;
}

/* What the index or a table knows. */
static enum err either_make(struct planner *p, const struct query *q, enum term_space space,
	struct plan **ret)
{
	struct plan *plan = plan_new(p, PLAN_OR);
	TRY(value_make(p, q, space, &plan->kid));
	TRY(ids_make(p, q, &plan->kid->next));
	*ret = plan;
	return OK;
}

static enum err is_make(struct planner *p, const struct query *q, struct plan **ret)
{
	switch (q->field) {
	case FIELD_LANG:
		return value_make(p, q, SPACE_LANG, ret);
	case FIELD_HAS:
		if (!slice_is(q->text, "quote"))
			return value_make(p, q, SPACE_HAS, ret);
		return either_make(p, q, SPACE_HAS, ret);
	case FIELD_TAG:
		/* The publisher's stand in the index, the reader's in a table. */
		return either_make(p, q, SPACE_TAG, ret);
	default:
		break;
	}
	if (q->field != FIELD_IS || !slice_is(q->text, "unread"))
		return ids_make(p, q, ret);
	struct query read = *q;
	read.text = SLICE("read");
	struct plan *plan = plan_new(p, PLAN_NOT);
	TRY(ids_make(p, &read, &plan->kid));
	*ret = plan;
	return OK;
}

/* ---- the tree */

static enum err nothing_in(struct planner *p, const struct query *q)
{
	return fail(
		p->e, ERR_SYNTAX, "there is no word to search for in '%.*s'", SLICE_ARG(q->text));
}

/* A word without letters or digits ("&") is passed over where others stand beside it. */
static enum err kids_make(struct planner *p, const struct query *q, bool negative,
	struct plan **ret)
{
	struct plan *plan = plan_new(p, q->op == QUERY_AND ? PLAN_AND : PLAN_OR);
	struct plan **end = &plan->kid;
	for (const struct query *kid = q->kid; kid; kid = kid->next) {
		TRY(make(p, kid, negative, end));
		if (*end)
			end = &(*end)->next;
		else if (q->op == QUERY_OR)
			return nothing_in(p, kid);
	}
	*ret = plan->kid ? plan : NULL;
	return OK;
}

static enum err make(struct planner *p, const struct query *q, bool negative, struct plan **ret)
{
	struct plan *plan = NULL;
	switch (q->op) {
	case QUERY_ALL:
		plan = plan_new(p, PLAN_ALL);
		break;
	case QUERY_AND:
	case QUERY_OR:
		TRY(kids_make(p, q, negative, &plan));
		break;
	case QUERY_NOT:
		plan = plan_new(p, PLAN_NOT);
		TRY(make(p, q->kid, !negative, &plan->kid));
		if (!plan->kid)
			return nothing_in(p, q->kid);
		break;
	case QUERY_WORD:
		TRY(words_make(p, q, negative, &plan));
		break;
	case QUERY_DATE:
		plan = plan_new(p, PLAN_DAYS);
		plan->from_day = q->from_day;
		plan->to_day = q->to_day;
		break;
	case QUERY_IS:
		TRY(is_make(p, q, &plan));
		break;
	}
	*ret = plan;
	return OK;
}

enum err plan_make(const struct query *q, const struct plan_env *env, struct arena *out,
	struct plan_root *ret, struct error *e)
{
	struct planner p = { .env = env, .out = out, .e = e };
	struct plan *plan;
	TRY(make(&p, q, false, &plan));
	if (!plan)
		return nothing_in(&p, q->op == QUERY_AND ? q->kid : q);
	*ret = (struct plan_root){ plan, p.n_leaves };
	return OK;
}
