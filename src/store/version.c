/* version: the states of an article: which are kept, what changed from one to the next, and which
 * of them it shows.
 *
 * An article of one state has no rows here: its own says all. With the second state both get one;
 * the content of the shown one stays in `content`, those of the others lie in `version_content`. */
#include "store/private.h"

#include <stdlib.h>

#include "diff/change.h"

/* ---- reading */

static enum channel channel_read(struct sql_call *c)
{
	int64_t channel = sql_get_int(c);
	return channel >= 0 && channel < N_CHANNELS ? (enum channel)channel : CHANNEL_PAGE;
}

/* The columns that SQL_STATE_OF and SQL_VERSION_LIST begin with. */
static void state_read(struct sql_call *c, struct arena *out, struct state *ret)
{
	struct store_version *v = &ret->v;
	v->seen_at = sql_get_int(c);
	v->record = sql_get_int(c);
	v->ordinal = sql_get_int(c);
	v->channel = channel_read(c);
	struct slice name = sql_get_bytes(c);
	memcpy(v->name, name.p, name.n < ARTICLE_NAME_LEN ? name.n : ARTICLE_NAME_LEN);
	ret->source = sql_get_int(c);
	ret->source_name = sql_get_text(c, out);
	ret->lang = sql_get_text(c, out);
}

/* Number the states, and say which comes before which. */
static void states_number(states *list)
{
	int64_t last[N_CHANNELS] = { 0 };
	for (size_t i = 0; i < list->n; i++) {
		struct store_version *v = &list->at[i].v;
		v->number = (int64_t)i + 1;
		v->before = last[v->channel];
		last[v->channel] = v->number;
	}
}

static enum err versions_read(struct store *s, struct history *h, struct arena *out,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_VERSION_LIST);
	sql_int(&c, h->id);
	while (sql_row(&c)) {
		struct state *state = list_add(out, &h->states);
		*state = (struct state){ 0 };
		state_read(&c, out, state);
		state->v.id = sql_get_int(&c);
		state->v.kinds = (unsigned)sql_get_int(&c);
		state->v.headline_share = (unsigned)sql_get_int(&c);
		state->v.text_share = (unsigned)sql_get_int(&c);
		state->bytes = sql_get_int(&c);
		state->v.shown = state->v.id == h->shown;
	}
	return sql_end(&c, e);
}

enum err history_get(struct store *s, int64_t id, struct arena *out, struct history *ret,
	struct error *e)
{
	struct history h = { .id = id };
	struct state only = { .v = { .shown = true }, .bytes = -1 };
	struct sql_call c = sql_begin(s, SQL_STATE_OF);
	sql_int(&c, id);
	bool found = sql_row(&c);
	if (found) {
		state_read(&c, out, &only);
		h.day = sql_get_int(&c);
		h.flags = sql_get_int(&c);
		h.n_versions = sql_get_int(&c);
		h.shown = sql_get_int(&c);
		h.page_at = sql_get_int(&c);
		h.page_key = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	if (!found)
		return fail(e, ERR_NOT_FOUND, "no article has the id %lld", (long long)id);
	if (h.shown)
		TRY(versions_read(s, &h, out, e));
	else
		*list_add(out, &h.states) = only;
	if (!h.states.n)
		return fail(e, ERR_CORRUPT, "article %lld has lost its versions", (long long)id);
	states_number(&h.states);
	*ret = h;
	return OK;
}

/* The article in one of its states. */
static enum err state_article(struct store *s, const struct history *h, const struct state *state,
	struct arena *out, struct article *ret, struct error *e)
{
	struct article a = { 0 };
	if (state->v.shown) {
		struct store_article whole;
		TRY(store_article_get(s, h->id, STORE_WHOLE, out, &whole, e));
		a = whole.article;
	} else {
		TRY(content_read(s, SQL_VERSION_CONTENT_HEAD, SQL_VERSION_CONTENT_REST,
			state->v.id, out, &a, e));
	}
	a.channel = state->v.channel;
	a.source = state->source_name;
	a.lang = state->lang;
	*ret = a;
	return OK;
}

enum err store_versions_list(struct store *s, int64_t id, struct arena *out, store_versions *ret,
	struct error *e)
{
	struct history h;
	store_versions list = { 0 };
	TRY(history_get(s, id, out, &h, e));
	for (size_t i = 0; i < h.states.n; i++)
		*list_add(out, &list) = h.states.at[i].v;
	*ret = list;
	return OK;
}

enum err store_version_get(struct store *s, int64_t id, int64_t number, struct arena *out,
	struct article *ret, struct error *e)
{
	struct history h;
	TRY(history_get(s, id, out, &h, e));
	if (number < 1 || number > (int64_t)h.states.n)
		return fail(e, ERR_NOT_FOUND, "there is no version %lld: it has %zu",
			(long long)number, h.states.n);
	return state_article(s, &h, &h.states.at[number - 1], out, ret, e);
}

enum err store_edits_in(struct store *s, int64_t from, int64_t until, struct arena *out,
	store_edits *ret, struct error *e)
{
	store_edits list = { 0 };
	struct sql_call c = sql_begin(s, SQL_EDITS_LIST);
	sql_int(&c, from);
	sql_int(&c, until);
	while (list.n < STORE_CHANGES_MAX && sql_row(&c)) {
		struct store_edit *edit = list_add(out, &list);
		struct store_version *v = &edit->version;
		*v = (struct store_version){ .id = sql_get_int(&c) };
		edit->article = sql_get_int(&c);
		v->seen_at = sql_get_int(&c);
		v->channel = channel_read(&c);
		v->kinds = (unsigned)sql_get_int(&c);
		v->headline_share = (unsigned)sql_get_int(&c);
		v->text_share = (unsigned)sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	*ret = list;
	return OK;
}

enum err store_edit_place(struct store *s, struct store_edit *edit, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_versions all = { 0 };
	enum err err = store_versions_list(s, edit->article, &scratch, &all, e);
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].id == edit->version.id)
			edit->version = all.at[i];
	arena_done(&scratch);
	if (err == OK && !edit->version.number)
		return fail(e, ERR_NOT_FOUND, "version %lld is no more",
			(long long)edit->version.id);
	return err;
}

/* ---- writing */

struct versioning {
	struct store *store;
	const struct store_put *put;
	struct history h;
	struct arena scratch;
	struct error *e;
};

enum err flags_set(struct store *s, int64_t id, int64_t flags, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_ARTICLE_FLAGS_SET);
	sql_int(&c, id);
	sql_int(&c, flags);
	return sql_run(&c, e);
}

static enum err row_add(struct versioning *x, struct state *state)
{
	struct sql_call c = sql_begin(x->store, SQL_VERSION_ADD);
	sql_int(&c, x->h.id);
	sql_int(&c, state->v.seen_at);
	sql_int(&c, state->v.record);
	sql_int(&c, state->v.ordinal);
	sql_int(&c, state->v.channel);
	sql_text(&c, slice_str(state->v.name));
	sql_int(&c, state->source);
	sql_text(&c, state->lang);
	sql_int(&c, state->bytes);
	if (sql_row(&c)) {
		state->v.id = sql_get_int(&c);
		state->bytes = sql_get_int(&c);
	}
	return sql_end(&c, x->e);
}

static enum err run_with(struct versioning *x, enum sql query, int64_t id)
{
	struct sql_call c = sql_begin(x->store, query);
	sql_int(&c, id);
	return sql_run(&c, x->e);
}

static enum err run_with_two(struct versioning *x, enum sql query, int64_t a, int64_t b)
{
	struct sql_call c = sql_begin(x->store, query);
	sql_int(&c, a);
	sql_int(&c, b);
	return sql_run(&c, x->e);
}

/* The article of a state, the new one's as it was put. */
static enum err article_of(struct versioning *x, const struct state *state, struct article *ret)
{
	if (state->fresh) {
		*ret = *x->put->article;
		return OK;
	}
	return state_article(x->store, &x->h, state, &x->scratch, ret, x->e);
}

static enum err compare(struct versioning *x, const struct state *before,
	const struct state *after, struct change *ret)
{
	struct article a, b;
	*ret = (struct change){ 0 };
	if (strcmp(before->v.name, after->v.name) == 0)
		return OK;
	TRY(article_of(x, before, &a));
	TRY(article_of(x, after, &b));
	*ret = change_of(&a, &b);
	return OK;
}

static struct state *by_number(struct versioning *x, int64_t number)
{
	return number ? &x->h.states.at[number - 1] : NULL;
}

/* The state of the same channel that comes behind `state`, or NULL. */
static struct state *behind(struct versioning *x, const struct state *state)
{
	for (size_t i = 0; i < x->h.states.n; i++)
		if (x->h.states.at[i].v.before == state->v.number)
			return &x->h.states.at[i];
	return NULL;
}

/* Put the new state into its place in time; its number is then its place. */
static void insert(struct versioning *x, struct state new, int64_t *ret_number)
{
	states *list = &x->h.states;
	size_t at = list->n;
	(void)list_add(&x->scratch, list);
	for (; at > 0; at--) {
		const struct store_version *v = &list->at[at - 1].v;
		if (v->seen_at < new.v.seen_at || (v->seen_at == new.v.seen_at &&
			(v->record < new.v.record || (v->record == new.v.record &&
			v->ordinal <= new.v.ordinal))))
			break;
		list->at[at] = list->at[at - 1];
	}
	list->at[at] = new;
	states_number(list);
	*ret_number = (int64_t)at + 1;
}

static void take_out(struct versioning *x, int64_t number)
{
	states *list = &x->h.states;
	for (size_t i = (size_t)number; i < list->n; i++)
		list->at[i - 1] = list->at[i];
	list->n--;
	states_number(list);
}

/* What the article should show: the latest state of its richest channel. */
static struct state *richest(struct versioning *x)
{
	struct state *best = NULL;
	for (size_t i = 0; i < x->h.states.n; i++) {
		struct state *state = &x->h.states.at[i];
		if (!best || state->v.channel <= best->v.channel)
			best = state;
	}
	return best;
}

/* Counted under another source or language, as the shown state has it. */
static void count_over(struct versioning *x, const struct state *from, const struct state *to)
{
	int64_t unread = x->h.flags & FLAG_READ ? 0 : 1;
	if (from->source != to->source) {
		tally_add(x->store, TALLY_SOURCE, from->source, SLICE_NONE, -1, -unread);
		tally_add(x->store, TALLY_SOURCE, to->source, SLICE_NONE, 1, unread);
	}
	if (!slice_eq(from->lang, to->lang)) {
		tally_add(x->store, TALLY_LANGUAGE, 0, from->lang, -1, -unread);
		tally_add(x->store, TALLY_LANGUAGE, 0, to->lang, 1, unread);
	}
}

static enum err shows_set(struct versioning *x, const struct state *state)
{
	struct sql_call c = sql_begin(x->store, SQL_ARTICLE_SHOWS);
	sql_int(&c, x->h.id);
	sql_int(&c, state->v.id);
	sql_int(&c, state->v.channel);
	sql_int(&c, state->source);
	sql_text(&c, state->lang);
	return sql_run(&c, x->e);
}

/* The quotations of the state that the article shows now. */
static enum err quotes_again(struct versioning *x)
{
	struct arena local = ARENA_INIT;
	struct store_article a;
	enum err err = store_article_get(x->store, x->h.id, STORE_WHOLE, &local, &a, x->e);
	if (err == OK)
		err = quotes_write(x->store, x->h.id, &a.article, NULL, x->e);
	arena_done(&local);
	return err;
}

/* Write the rows and the content of the new state, and let the article show what it should. */
static enum err enter(struct versioning *x, struct state *new)
{
	struct state *best = richest(x), *old = NULL;
	for (size_t i = 0; i < x->h.states.n; i++) {
		struct state *state = &x->h.states.at[i];
		if (!state->v.id)
			TRY(row_add(x, state));
		if (state->v.shown)
			old = state;
	}
	if (best != new)
		TRY(content_write(x->store, SQL_VERSION_CONTENT_ADD, new->v.id, x->put->article,
			x->e));
	if (best == old)
		return shows_set(x, old);
	TRY(run_with_two(x, SQL_CONTENT_LAY_BY, x->h.id, old->v.id));
	TRY(run_with(x, SQL_CONTENT_DROP, x->h.id));
	TRY(quotes_drop(x->store, x->h.id, x->e));
	if (best == new) {
		TRY(content_write(x->store, SQL_CONTENT_ADD, x->h.id, x->put->article, x->e));
	} else {
		TRY(run_with_two(x, SQL_CONTENT_BRING, x->h.id, best->v.id));
		TRY(run_with(x, SQL_VERSION_CONTENT_DROP, best->v.id));
	}
	count_over(x, old, best);
	TRY(shows_set(x, best));
	TRY(best == new ? quotes_write(x->store, x->h.id, x->put->article, x->put->said, x->e)
			: quotes_again(x));
	old->v.shown = false;
	best->v.shown = true;
	index_change(x->store, x->h.id);
	return OK;
}

static enum err kinds_set(struct versioning *x, struct state *state, const struct change *c)
{
	state->v.kinds = c->kinds;
	struct sql_call call = sql_begin(x->store, SQL_VERSION_KINDS);
	sql_int(&call, state->v.id);
	sql_int(&call, c->kinds);
	sql_int(&call, c->headline_share);
	sql_int(&call, c->text_share);
	return sql_run(&call, x->e);
}

static bool are_too_many(struct versioning *x)
{
	int64_t bytes = 0;
	for (size_t i = 0; i < x->h.states.n; i++)
		bytes += x->h.states.at[i].bytes;
	return x->h.states.n > STORE_VERSIONS_MAX || bytes > STORE_VERSIONS_BYTES;
}

/* The one to go where there are too many; 0 where none may. */
static int64_t surplus(struct versioning *x)
{
	int64_t oldest = 0;
	if (!are_too_many(x))
		return 0;
	for (size_t i = 1; i < x->h.states.n; i++) {
		const struct state *state = &x->h.states.at[i];
		if (state->v.shown || !behind(x, state))
			continue;
		if (!(state->v.kinds & CHANGE_SHOWN) && state->v.before)
			return state->v.number;
		if (!oldest)
			oldest = state->v.number;
	}
	return oldest;
}

static enum err drop(struct versioning *x, int64_t number)
{
	struct state *gone = by_number(x, number), *next = behind(x, gone);
	struct state *before = by_number(x, gone->v.before);
	struct change c = { 0 };
	if (before)
		TRY(compare(x, before, next, &c));
	TRY(kinds_set(x, next, &c));
	TRY(run_with(x, SQL_VERSION_DROP, gone->v.id));
	TRY(run_with(x, SQL_VERSION_CONTENT_DROP, gone->v.id));
	take_out(x, number);
	return OK;
}

static enum err thin(struct versioning *x)
{
	for (int64_t number; (number = surplus(x)) != 0;)
		TRY(drop(x, number));
	return OK;
}

static enum err row_refresh(struct versioning *x)
{
	int64_t flags = x->h.flags & ~FLAG_EDITED;
	for (size_t i = 0; i < x->h.states.n; i++)
		if (x->h.states.at[i].v.kinds & CHANGE_SHOWN)
			flags |= FLAG_EDITED;
	if (flags != x->h.flags)
		TRY(flags_set(x->store, x->h.id, flags, x->e));
	x->h.flags = flags;
	return run_with_two(x, SQL_ARTICLE_VERSIONS, x->h.id, (int64_t)x->h.states.n);
}

/* `state` was seen earlier than was known. */
static enum err earlier(struct versioning *x, const struct state *state)
{
	struct sql_call c = sql_begin(x->store,
		state->v.id ? SQL_VERSION_EARLIER : SQL_ARTICLE_EARLIER);
	sql_int(&c, state->v.id ? state->v.id : x->h.id);
	sql_int(&c, x->put->seen_at);
	sql_int(&c, x->put->record);
	sql_int(&c, x->put->ordinal);
	return sql_run(&c, x->e);
}

static struct state state_new(const struct store_put *put, int64_t source)
{
	struct state new = {
		.v = { .seen_at = put->seen_at, .record = put->record, .ordinal = put->ordinal,
			.channel = put->article->channel },
		.source = source,
		.source_name = put->article->source,
		.lang = put->article->lang,
		.fresh = true,
	};
	memcpy(new.v.name, put->name, ARTICLE_NAME_LEN);
	for (size_t i = 0; i < put->article->blocks.n; i++)
		new.bytes += (int64_t)put->article->blocks.at[i].text.n;
	return new;
}

static enum err put(struct versioning *x, bool *ret_changed)
{
	struct change since = { 0 }, then = { 0 };
	int64_t source, number;
	TRY(source_id(x->store, x->put->article->source, &source, x->e));
	insert(x, state_new(x->put, source), &number);
	struct state *new = by_number(x, number);
	struct state *before = by_number(x, new->v.before), *next = behind(x, new);
	if (before)
		TRY(compare(x, before, new, &since));
	if (before && !since.kinds)
		return OK;
	if (next)
		TRY(compare(x, new, next, &then));
	if (next && !then.kinds)
		return earlier(x, next);
	TRY(enter(x, new));
	TRY(kinds_set(x, new, &since));
	if (next)
		TRY(kinds_set(x, next, &then));
	TRY(thin(x));
	TRY(row_refresh(x));
	*ret_changed = true;
	return OK;
}

enum err version_put(struct store *s, int64_t id, const struct store_put *what, bool *ret_changed,
	struct error *e)
{
	struct versioning x = { .store = s, .put = what, .e = e };
	bool changed = false;
	enum err err = history_get(s, id, &x.scratch, &x.h, e);
	if (err == OK)
		err = put(&x, &changed);
	if (err == OK && what->article->channel == CHANNEL_PAGE)
		err = page_seen(s, &x.h, what->seen_at, page_key(what->article), e);
	arena_done(&x.scratch);
	if (err == OK)
		*ret_changed = changed;
	return err;
}
