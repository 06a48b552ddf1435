/* marks: what the forms of the desk change, and the counts that follow. */
#include <stdlib.h>
#include <time.h>

#include "base/json.h"
#include "server/page.h"

enum { SAVED_NAME_MAX = 100, SAVED_COUNTED = 40, COOKIE_DAYS = 400 };

static const char *const mark_words[] = { "read", "unread", "star", "unstar" };

static enum err mark_one(struct work *w, struct store *s, const char *what, int64_t id,
	struct error *e)
{
	bool star = strstr(what, "star") != NULL;
	bool on = what[0] != 'u';
	return store_mark_set(s, id, star ? STORE_MARK_STAR : STORE_MARK_READ, on, w->now, NULL, e);
}

/* do=WHAT:NAME, as the buttons of rows send it. */
enum err desk_mark(struct work *w, struct error *e)
{
	struct slice rest = request_param(&w->request, "do"), what;
	struct store *s;
	int64_t id;
	const char *word = NULL;
	if (slice_next_piece(&rest, ':', &what))
		for (size_t i = 0; i < sizeof mark_words / sizeof *mark_words; i++)
			if (slice_is(what, mark_words[i]))
				word = mark_words[i];
	if (!word)
		return fail(e, ERR_USAGE, "no such mark");
	TRY(store_article_find(w->store, rest, &id, e));
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w, mark_one(w, s, word, id, e), e));
	reply_redirect(w, request_param(&w->request, "back"));
	return OK;
}

static enum err mark_hits(struct work *w, struct store *s, struct slice text, int64_t until,
	struct undo *ret, struct error *e)
{
	struct query *q;
	struct store_hits hits = { 0 };
	TRY(query_read(w, text, &q, e));
	const struct store_search what = { .query = q, .limit = SIZE_MAX };
	TRY(store_search(s, &what, &w->out, &hits, e));
	ret->ids = malloc((hits.hits.n + 1) * sizeof *ret->ids);
	if (!ret->ids)
		abort();
	for (size_t i = 0; i < hits.hits.n; i++) {
		struct store_item item;
		bool changed = false;
		TRY(store_item_get(s, hits.hits.at[i].id, &item, e));
		if (item.read || item.number > until)
			continue;
		TRY(store_mark_set(s, item.id, STORE_MARK_READ, true, w->now, &changed, e));
		if (changed)
			ret->ids[ret->n++] = item.id;
	}
	return OK;
}

enum err desk_mark_all(struct work *w, struct error *e)
{
	struct server *server = w->server;
	struct undo undo = { 0 };
	struct store *s;
	int64_t until = request_number(&w->request, "until", 0, INT64_MAX, 0);
	TRY(work_write_begin(w, &s, e));
	enum err err = mark_hits(w, s, request_param(&w->request, "q"), until, &undo, e);
	if (err == OK) {
		undo.number = ++server->n_undos;
		struct undo *place = &server->undos[undo.number % MAX_UNDO];
		free(place->ids);
		*place = undo;
	} else {
		free(undo.ids);
	}
	int64_t number = undo.number;
	size_t n = undo.n;
	TRY(work_write_end(w, err, e));
	struct slice back = request_param(&w->request, "back");
	reply_redirect(w, arena_printf(&w->out, "%.*s%cundo=%lld&n=%zu", SLICE_ARG(back),
		slice_find_byte(back, '?', 0) == SIZE_MAX ? '?' : '&', (long long)number, n));
	return OK;
}

enum err desk_undo(struct work *w, struct error *e)
{
	struct server *server = w->server;
	struct store *s;
	int64_t number = request_number(&w->request, "undo", 1, INT64_MAX, 0);
	TRY(work_write_begin(w, &s, e));
	struct undo *undo = &server->undos[number % MAX_UNDO];
	enum err err = number && undo->number == number
		? OK
		: fail(e, ERR_NOT_FOUND, "this can no longer be undone");
	for (size_t i = 0; err == OK && i < undo->n; i++)
		err = store_mark_set(s, undo->ids[i], STORE_MARK_READ, false, w->now, NULL, e);
	if (err == OK) {
		free(undo->ids);
		*undo = (struct undo){ 0 };
	}
	TRY(work_write_end(w, err, e));
	reply_redirect(w, request_param(&w->request, "back"));
	return OK;
}

enum err desk_tag(struct work *w, struct error *e)
{
	struct store *s;
	int64_t id;
	struct slice tag = slice_trim(request_param(&w->request, "tag"));
	bool on = !request_has(&w->request, "off");
	TRY(store_article_find(w->store, request_param(&w->request, "article"), &id, e));
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w, store_tag_set(s, id, tag, on, NULL, e), e));
	reply_redirect(w, request_param(&w->request, "back"));
	return OK;
}

enum err desk_note(struct work *w, struct error *e)
{
	struct store *s;
	int64_t id;
	struct slice note = slice_trim(request_param(&w->request, "note"));
	TRY(store_article_find(w->store, request_param(&w->request, "article"), &id, e));
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w, store_note_set(s, id, note, e), e));
	reply_redirect(w, request_param(&w->request, "back"));
	return OK;
}

enum err desk_save(struct work *w, struct error *e)
{
	struct store *s;
	struct query *q;
	struct slice name = slice_trim(request_param(&w->request, "name"));
	const struct store_saved saved = { name, request_param(&w->request, "q") };
	bool off = request_has(&w->request, "off");
	if (name.n > SAVED_NAME_MAX)
		return fail(e, ERR_LIMIT, "a name has at most %d bytes", SAVED_NAME_MAX);
	if (!off)
		TRY(query_read(w, saved.query, &q, e));
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w,
		off ? store_saved_drop(s, name, e) : store_saved_put(s, &saved, e), e));
	reply_redirect(w, request_param(&w->request, "back"));
	return OK;
}

/* How the desk looks stays in the browser. */
enum err desk_set(struct work *w, struct error *e)
{
	static const struct {
		const char *name, *values[4];
	} settings[] = { { "lang", { "en", "id" } }, { "theme", { "auto", "light", "dark" } },
		{ "pictures", { "show", "hide" } }, { "density", { "cosy", "compact" } },
		{ "opening", { "reads", "never" } } };
	(void)e;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		for (size_t k = 0; settings[i].values[k]; k++)
			if (slice_is(request_param(&w->request, settings[i].name),
				    settings[i].values[k]))
				reply_header(w, "Set-Cookie", arena_printf(&w->out,
					"%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax",
					settings[i].name, settings[i].values[k],
					COOKIE_DAYS * 86400));
	reply_redirect(w, request_param(&w->request, "back"));
	return OK;
}

enum err desk_counts(struct work *w, struct error *e)
{
	struct store_stats stats;
	store_tallies sources;
	TRY(store_stats(w->store, &stats, e));
	TRY(store_sources(w->store, &w->out, &sources, e));
	struct json j = json_to(&w->reply.body);
	json_begin(&j, '{');
	json_key(&j, "unread");
	json_int(&j, stats.unread);
	json_key(&j, "starred");
	json_int(&j, stats.starred);
	json_key(&j, "sources");
	json_begin(&j, '{');
	for (size_t i = 0; i < sources.n; i++)
		if (sources.at[i].unread) {
			json_key(&j, arena_str(&w->out, sources.at[i].name));
			json_int(&j, sources.at[i].unread);
		}
	json_end(&j, '}');
	json_end(&j, '}');
	w->reply.type = "application/json";
	return OK;
}

/* Of one saved search; 0 where its query is none any more. */
static enum err saved_unread(struct work *w, struct slice query, int64_t *ret, struct error *e)
{
	struct query *q;
	struct store_hits hits = { 0 };
	struct slice text = query.n ? arena_printf(&w->out, "(%.*s) is:unread", SLICE_ARG(query))
				    : SLICE("is:unread");
	*ret = 0;
	if (query_read(w, text, &q, NULL) != OK)
		return OK;
	const struct store_search what = { .query = q, .limit = 1 };
	TRY(store_search(w->store, &what, &w->out, &hits, e));
	*ret = hits.total;
	return OK;
}

enum err desk_saved(struct work *w, struct error *e)
{
	store_saveds saved;
	TRY(store_saved_list(w->store, &w->out, &saved, e));
	struct json j = json_to(&w->reply.body);
	json_begin(&j, '{');
	for (size_t i = 0; i < saved.n && i < SAVED_COUNTED; i++) {
		int64_t n;
		TRY(saved_unread(w, saved.at[i].query, &n, e));
		json_key(&j, arena_str(&w->out, saved.at[i].name));
		json_int(&j, n);
	}
	json_end(&j, '}');
	w->reply.type = "application/json";
	return OK;
}
