/* api-search: finding, counting, listing and tagging. */
#include "warta.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "api/private.h"
#include "base/map.h"
#include "index/snippet.h"
#include "store/stories.h"

enum {
	ROWS_STEP = 256 /* articles fetched before the arena is emptied */
};

static const char *text_of(struct arena *out, struct slice s)
{
	return arena_str(out, s);
}

static void day_text(int64_t day, char ret_text[static DATE_TEXT_MAX])
{
	date_print((struct date){ .seconds = day * 86400, .kind = DATE_DAY }, ret_text);
}

typedef int (*row_fn)(void *ctx, const struct warta_row *row);

/* The part of the article that shows why it was found, on one line. */
static void add_snippet(struct warta_row *row, const struct marker *m, const struct article *a,
	size_t max_chars, struct arena *out)
{
	struct snippet s = snippet_make(m, a, max_chars, out);
	const char *before = s.more_before ? "… " : "", *after = s.more_after ? " …" : "";
	size_t shift = strlen(before);
	char *text = arena_str(out, arena_printf(out, "%s%.*s%s", before, SLICE_ARG(s.text),
		after));
	for (char *at = text; *at; at++)
		if (*at == '\n' || *at == '\t')
			*at = ' ';
	struct warta_span *hits = arena_array(out, struct warta_span, s.hits.n + 1);
	for (size_t i = 0; i < s.hits.n; i++)
		hits[i] = (struct warta_span){ s.hits.at[i].start + shift,
			s.hits.at[i].end + shift };
	row->snippet = text;
	row->hits = hits;
	row->n_hits = s.hits.n;
}

/* `m` is NULL where no snippet is wanted, `story` where no stories are. */
static enum err give_row(struct store *store, int64_t id, const struct warta_search *s,
	const struct marker *m, const struct store_story *story, struct arena *out, row_fn give,
	void *ctx, struct error *e)
{
	struct store_article a;
	struct warta_row row = { .snippet = "" };
	if (story) {
		row.story = story->story;
		row.n_story = story->members.n;
		row.n_story_sources = story->n_sources;
	}
	char published[DATE_TEXT_MAX], day[DATE_TEXT_MAX];
	TRY(store_article_get(store, id, m ? STORE_WHOLE : STORE_HEAD, out, &a, e));
	if (m)
		add_snippet(&row, m, &a.article, s->snippet_chars, out);
	date_print(a.article.published, published);
	day_text(a.day, day);
	row.number = a.number;
	row.name = a.name;
	row.title = text_of(out, a.article.title);
	row.source = text_of(out, a.article.source);
	row.url = text_of(out, a.article.url);
	row.lang = text_of(out, a.article.lang);
	row.published = published;
	row.day = day;
	row.is_read = a.read;
	row.is_starred = a.starred;
	row.n_versions = a.n_versions;
	row.is_edited = a.edited;
	row.is_withdrawn = a.withdrawn;
	const char **tags = arena_array(out, const char *, a.my_tags.n + 1);
	for (size_t i = 0; i < a.my_tags.n; i++)
		tags[i] = text_of(out, a.my_tags.at[i]);
	row.tags = tags;
	row.n_tags = a.my_tags.n;
	return api_stopped(give(ctx, &row), e);
}

enum err api_find(struct store *store, const struct warta_search *s, enum store_sort sort,
	struct arena *out, struct query **ret_query, struct store_hits *ret_hits, struct error *e)
{
	TRY(api_query(s, out, ret_query, e));
	const struct store_search what = {
		.query = *ret_query, .sort = sort, .offset = s->offset,
		.limit = s->limit ? s->limit : SIZE_MAX
	};
	return store_search(store, &what, out, ret_hits, e);
}

/* Is this the first hit of its story? Then `*ret` is that story, in `out`. */
static enum err first_of_story(struct store *store, int64_t id, struct map *seen,
	struct arena *seen_arena, struct arena *out, bool *ret_first, struct store_story *ret,
	struct error *e)
{
	struct store_member m;
	TRY(store_member_get(store, id, &m, e));
	const struct slice key = slice_of((const char *)&m.story, sizeof m.story);
	*ret_first = !map_find(seen, key);
	if (!*ret_first)
		return OK;
	map_at(seen, seen_arena, arena_dup(seen_arena, key));
	return store_story_get(store, m.number, out, ret, e);
}

/* The hits, or of each story the first, which then are counted from `s->offset`. */
static enum err give_hits(struct store *store, const struct store_hits *hits,
	const struct warta_search *s, const struct marker *m, bool folded, row_fn row, void *ctx,
	struct error *e)
{
	struct arena rows = ARENA_INIT, seen_arena = ARENA_INIT;
	struct map seen = { 0 };
	size_t n = 0;
	enum err err = OK;
	for (size_t i = 0; err == OK && i < hits->hits.n; i++) {
		struct store_story story;
		bool wanted = true;
		int64_t id = hits->hits.at[i].id;
		if (folded && s->limit && n == s->offset + s->limit)
			break;
		if (i % ROWS_STEP == 0)
			arena_reset(&rows);
		if (folded)
			err = first_of_story(store, id, &seen, &seen_arena, &rows, &wanted,
				&story, e);
		if (err != OK || !wanted || (n++ < s->offset && folded))
			continue;
		err = give_row(store, id, s, m, folded ? &story : NULL, &rows, row, ctx, e);
	}
	arena_done(&rows);
	arena_done(&seen_arena);
	return err;
}

static enum warta_code search(struct warta *w, const struct warta_search *s, bool folded,
	row_fn row, void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena found = ARENA_INIT;
	struct store *store = w->archive->store;
	struct query *q;
	struct marker marker;
	struct store_hits hits = { 0 };
	struct warta_search what = *s;
	if (folded)
		what.limit = what.offset = 0;
	enum err err = api_find(store, &what,
		s->sort == WARTA_RELEVANCE ? STORE_RELEVANCE : STORE_NEWEST, &found, &q, &hits,
		&why);
	if (err == OK && s->snippet_chars)
		err = store_marker(store, q, &found, &marker, &why);
	if (err == OK)
		err = give_hits(store, &hits, s, s->snippet_chars ? &marker : NULL, folded, row,
			ctx, &why);
	arena_done(&found);
	return api_result(err, &why, e);
}

enum warta_code warta_search(struct warta *w, const struct warta_search *s,
	int (*row)(void *ctx, const struct warta_row *row), void *ctx, struct warta_error *e)
{
	return search(w, s, false, row, ctx, e);
}

enum warta_code warta_search_folded(struct warta *w, const struct warta_search *s,
	int (*row)(void *ctx, const struct warta_row *row), void *ctx, struct warta_error *e)
{
	return search(w, s, true, row, ctx, e);
}

enum warta_code warta_count(struct warta *w, const struct warta_search *s, uint64_t *ret_count,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct arena found = ARENA_INIT;
	struct query *q;
	struct store_hits hits = { 0 };
	enum err err = api_query(s, &found, &q, &why);
	if (err == OK) {
		const struct store_search what = { .query = q, .sort = STORE_NEWEST, .limit = 0 };
		err = store_search(w->archive->store, &what, &found, &hits, &why);
	}
	if (err == OK)
		*ret_count = (uint64_t)hits.total;
	arena_done(&found);
	return api_result(err, &why, e);
}

static enum err list_tallies(struct store *store, enum warta_tally_of what, struct arena *out,
	store_tallies *ret, struct error *e)
{
	switch (what) {
	case WARTA_SOURCES:
		return store_sources(store, out, ret, e);
	case WARTA_LANGUAGES:
		return store_languages(store, out, ret, e);
	case WARTA_TAGS:
		return store_tags(store, out, ret, e);
	default:
		return store_days(store, INT64_MAX, SIZE_MAX, out, ret, e);
	}
}

enum warta_code warta_tallies(struct warta *w, enum warta_tally_of what,
	int (*tally)(void *ctx, const struct warta_tally *t), void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena out = ARENA_INIT;
	store_tallies list = { 0 };
	enum err err = list_tallies(w->archive->store, what, &out, &list, &why);
	for (size_t i = 0; err == OK && i < list.n; i++) {
		char day[DATE_TEXT_MAX];
		day_text(list.at[i].day, day);
		const struct warta_tally t = {
			.key = what == WARTA_DAYS ? day : text_of(&out, list.at[i].name),
			.n_articles = (uint64_t)list.at[i].total,
			.n_unread = (uint64_t)list.at[i].unread,
		};
		err = api_stopped(tally(ctx, &t), &why);
	}
	arena_done(&out);
	return api_result(err, &why, e);
}

enum warta_code warta_stats(struct warta *w, struct warta_stats *ret_stats, struct warta_error *e)
{
	struct error why = { 0 };
	struct store_stats s;
	enum err err = store_stats(w->archive->store, &s, &why);
	if (err != OK)
		return api_result(err, &why, e);
	*ret_stats = (struct warta_stats){
		.n_articles = (uint64_t)s.articles,
		.n_unread = (uint64_t)s.unread,
		.n_sources = (uint64_t)s.sources,
		.n_languages = (uint64_t)s.languages,
		.n_days = (uint64_t)s.days,
		.n_failed_records = (uint64_t)s.records[STORE_FAILED],
		.warc_bytes = (uint64_t)s.file_bytes,
		.db_bytes = (uint64_t)s.db_bytes,
	};
	for (int i = 0; i < N_STORE_STATES; i++)
		ret_stats->n_records += (uint64_t)s.records[i];
	if (s.articles) {
		char text[DATE_TEXT_MAX];
		const struct date first = { .seconds = s.first_at, .kind = DATE_DAY };
		const struct date last = { .seconds = s.last_at, .kind = DATE_DAY };
		date_print(first, text);
		memcpy(ret_stats->first_day, text, sizeof ret_stats->first_day);
		date_print(last, text);
		memcpy(ret_stats->last_day, text, sizeof ret_stats->last_day);
	}
	return WARTA_OK;
}

/* ---- tags ---- */

static enum err change(struct store *store, int64_t id, const char *what, int64_t now,
	bool *ret_changed, struct error *e)
{
	bool on = what[0] == '+';
	const char *tag = what + 1;
	if ((what[0] != '+' && what[0] != '-') || !*tag)
		return fail(e, ERR_USAGE, "'%s' is neither +TAG nor -TAG", what);
	if (strcmp(tag, "read") == 0)
		return store_mark_set(store, id, STORE_MARK_READ, on, now, ret_changed, e);
	if (strcmp(tag, "starred") == 0)
		return store_mark_set(store, id, STORE_MARK_STAR, on, now, ret_changed, e);
	return store_tag_set(store, id, slice_str(tag), on, ret_changed, e);
}

static enum err tag_all(struct store *store, const struct warta_search *s,
	const char *const *changes, size_t n_changes, struct arena *out, uint64_t *ret_n,
	struct error *e)
{
	struct query *q;
	struct store_hits hits = { 0 };
	TRY(store_begin(store, e));
	TRY(api_find(store, s, STORE_NEWEST, out, &q, &hits, e));
	for (size_t i = 0; i < hits.hits.n; i++) {
		bool any = false;
		for (size_t k = 0; k < n_changes; k++) {
			bool changed = false;
			TRY(change(store, hits.hits.at[i].id, changes[k], s->now, &changed, e));
			any |= changed;
		}
		*ret_n += any;
	}
	return store_commit(store, e);
}

enum warta_code warta_tag(struct warta *w, const struct warta_search *s, const char *const *changes,
	size_t n_changes, uint64_t *ret_changed, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena out = ARENA_INIT;
	uint64_t n = 0;
	enum err err = tag_all(w->archive->store, s, changes, n_changes, &out, &n, &why);
	if (err != OK)
		store_rollback(w->archive->store);
	else
		*ret_changed = n;
	arena_done(&out);
	return api_result(err, &why, e);
}
