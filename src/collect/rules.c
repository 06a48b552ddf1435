/* rules: keep and drop in the search language, so that a rule is tried like a search. What is
 * dropped is read and tagged "dropped", not lost: the WARC files hold it anyway. Which articles are
 * to be tried is noted with them, so a process that ends in between leaves that to the next. */
#include "collect/private.h"

#include "query/query.h"

enum { MAX_AT_ONCE = 100 };

enum err rules_note(struct collect *c, const struct job *job, const struct asked *asked,
	struct error *e)
{
	const struct settings *settings = &asked->settings;
	if ((!settings->keep.n && !settings->drop.n) || job->err != OK || !job->is_new)
		return OK;
	for (size_t i = 0; i < job->articles.n; i++) {
		const struct store_rule_due due = { slice_str(job->names[i]), asked->row.source };
		TRY(job->is_new[i] ? store_rule_due_put(c->archive->store, &due, e)
				   : store_rule_due_claim(c->archive->store, &due, e));
		c->rules_due = true;
	}
	return OK;
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
	for (size_t i = 0; i < hits->hits.n; i++) {
		int64_t id = hits->hits.at[i].id;
		TRY(store_tag_set(s, id, SLICE("dropped"), true, NULL, e));
		TRY(store_mark_set(s, id, STORE_MARK_READ, true, now_s(), NULL, e));
	}
	return OK;
}

/* Try the rules of the first one's subscription on all that are of it, and take them off. */
static enum err apply(struct store *s, const store_rules_due *due, struct arena *scratch,
	struct error *e)
{
	store_settings list = { 0 };
	struct settings settings;
	struct store_hits not_kept = { 0 }, dropped = { 0 };
	struct slice names[MAX_AT_ONCE];
	size_t n = 0;
	for (size_t i = 0; i < due->n; i++)
		if (slice_eq(due->at[i].url, due->at[0].url))
			names[n++] = due->at[i].name;
	TRY(store_settings_list(s, due->at[0].url, scratch, &list, e));
	settings_of(&list, &settings);
	if (settings.keep.n)
		TRY(find(s, settings.keep, true, names, n, scratch, &not_kept, e));
	if (settings.drop.n)
		TRY(find(s, settings.drop, false, names, n, scratch, &dropped, e));
	TRY(store_begin(s, e));
	enum err err = drop_hits(s, &not_kept, e);
	if (err == OK)
		err = drop_hits(s, &dropped, e);
	for (size_t i = 0; err == OK && i < n; i++)
		err = store_rule_due_drop(s, names[i], e);
	return store_end(s, err, e);
}

enum err rules_apply(struct collect *c, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	enum err err = OK;
	while (err == OK && c->rules_due) {
		store_rules_due due = { 0 };
		arena_reset(&scratch);
		err = store_rule_due_list(c->archive->store, MAX_AT_ONCE, &scratch, &due, e);
		c->rules_due = due.n > 0;
		if (err == OK && due.n)
			err = apply(c->archive->store, &due, &scratch, e);
	}
	arena_done(&scratch);
	return err;
}
