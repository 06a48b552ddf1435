/* rules: keep and drop in the search language, so that a rule is tried like a search. What is
 * dropped is read and tagged "dropped", not lost: the WARC files hold it anyway. */
#include "collect/private.h"

#include <stdlib.h>

#include "query/query.h"

enum { MAX_AT_ONCE = 100 };

void rules_note(struct collect *c, const struct job *job, const struct settings *settings)
{
	if ((!settings->keep.n && !settings->drop.n) || job->err != OK || !job->is_new)
		return;
	struct ruled *r = calloc(1, sizeof *r);
	if (!r)
		abort();
	r->keep = arena_dup(&r->arena, settings->keep);
	r->drop = arena_dup(&r->arena, settings->drop);
	for (size_t i = 0; i < job->articles.n; i++)
		if (job->is_new[i])
			*list_add(&r->arena, &r->names) =
				arena_dup(&r->arena, slice_str(job->names[i]));
	r->next = c->ruled;
	c->ruled = r;
}

static struct query *node(struct arena *out, enum query_op op, struct query *kid)
{
	struct query *q = arena_new(out, struct query);
	q->op = op;
	q->kid = kid;
	return q;
}

/* Those of `names` that `rule` finds, or (`without`) that it does not find. */
static enum err find(struct store *s, struct slice rule, bool without, const struct slice *names,
	size_t n, struct arena *out, struct store_hits *ret, struct error *e)
{
	struct query *asked, *any = NULL;
	TRY(query_parse(rule, now_s(), 0, out, &asked, e));
	for (size_t i = 0; i < n; i++) {
		struct query *id = node(out, QUERY_IS, NULL);
		id->field = FIELD_ID;
		id->text = names[i];
		id->next = any;
		any = id;
	}
	if (n > 1)
		any = node(out, QUERY_OR, any);
	if (without)
		asked = node(out, QUERY_NOT, asked);
	any->next = asked;
	const struct store_search search = {
		.query = node(out, QUERY_AND, any), .sort = STORE_NEWEST, .limit = SIZE_MAX
	};
	return store_search(s, &search, out, ret, e);
}

static enum err drop_hits(struct store *s, const struct store_hits *hits, struct error *e)
{
	enum err err = store_begin(s, e);
	for (size_t i = 0; err == OK && i < hits->hits.n; i++) {
		int64_t id = hits->hits.at[i].id;
		err = store_tag_set(s, id, SLICE("dropped"), true, NULL, e);
		if (err == OK)
			err = store_mark_set(s, id, STORE_MARK_READ, true, now_s(), NULL, e);
	}
	if (err == OK)
		err = store_commit(s, e);
	if (err != OK)
		store_rollback(s);
	return err;
}

static enum err apply(struct store *s, struct slice rule, bool without, const strings *names,
	struct error *e)
{
	struct arena scratch = ARENA_INIT;
	enum err err = OK;
	for (size_t at = 0; rule.n && err == OK && at < names->n; at += MAX_AT_ONCE) {
		struct store_hits hits = { 0 };
		size_t n = names->n - at < MAX_AT_ONCE ? names->n - at : MAX_AT_ONCE;
		arena_reset(&scratch);
		err = find(s, rule, without, names->at + at, n, &scratch, &hits, e);
		if (err == OK && hits.hits.n)
			err = drop_hits(s, &hits, e);
	}
	arena_done(&scratch);
	return err;
}

void rules_forget(struct collect *c)
{
	while (c->ruled) {
		struct ruled *r = c->ruled;
		c->ruled = r->next;
		arena_done(&r->arena);
		free(r);
	}
}

enum err rules_apply(struct collect *c, struct error *e)
{
	enum err err = OK;
	for (struct ruled *r = c->ruled; r && err == OK; r = r->next) {
		err = apply(c->archive->store, r->keep, true, &r->names, e);
		if (err == OK)
			err = apply(c->archive->store, r->drop, false, &r->names, e);
	}
	rules_forget(c);
	return err;
}
