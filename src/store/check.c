/* check: looks for contradictions, in the tables by SQL, in the search index by reading it. */
#include <stdlib.h>

#include "index/verify.h"
#include "store/private.h"

struct check {
	struct store *store;
	store_finding_fn finding_fn;
	void *ctx;
	struct arena scratch; /* emptied after each finding */
	struct error *e;
};

static const char *const rebuild = "warta rebuild";
static const char *const rebuild_saved =
	"save what only you know with 'warta dump', then warta rebuild";

static void tell(struct check *k, struct slice what, const char *mend)
{
	struct store_finding finding = { what, slice_str(mend) };
	k->finding_fn(k->ctx, &finding);
}

#define tell_of(k, mend, ...) \
	do { \
		tell((k), arena_printf(&(k)->scratch, __VA_ARGS__), (mend)); \
		arena_reset(&(k)->scratch); \
	} while (0)

/* ---- tables */

static const struct {
	enum sql query;
	enum store_depth depth;
	const char *const *mend;
} table_checks[] = {
	{ SQL_CHECK_FILE, STORE_DEEP, &rebuild_saved },
	{ SQL_CHECK_RECORD, STORE_QUICK, &rebuild },
	{ SQL_CHECK_RECORD_FILE, STORE_QUICK, &rebuild },
	{ SQL_CHECK_RECORD_PLACE, STORE_QUICK, &rebuild },
	{ SQL_CHECK_CONTENT, STORE_QUICK, &rebuild },
	{ SQL_CHECK_CONTENT_ALONE, STORE_QUICK, &rebuild },
	{ SQL_CHECK_ID, STORE_QUICK, &rebuild },
	{ SQL_CHECK_NUMBER, STORE_QUICK, &rebuild },
	{ SQL_CHECK_FLAGS, STORE_QUICK, &rebuild },
	{ SQL_CHECK_SOURCES, STORE_QUICK, &rebuild },
	{ SQL_CHECK_ARTICLE_SOURCE, STORE_QUICK, &rebuild },
	{ SQL_CHECK_DAYS, STORE_QUICK, &rebuild },
	{ SQL_CHECK_LANGUAGES, STORE_QUICK, &rebuild },
	{ SQL_CHECK_TOTALS, STORE_QUICK, &rebuild },
	{ SQL_CHECK_VERSIONS, STORE_QUICK, &rebuild },
	{ SQL_CHECK_VERSION_CONTENT, STORE_QUICK, &rebuild },
	{ SQL_CHECK_VERSIONS_ALONE, STORE_QUICK, &rebuild },
	{ SQL_CHECK_WITHDRAWN, STORE_QUICK, &rebuild },
	{ SQL_CHECK_DEAD, STORE_QUICK, &rebuild },
	{ SQL_CHECK_STORIES, STORE_QUICK, &rebuild },
	{ SQL_CHECK_STORIES_END, STORE_QUICK, &rebuild },
	{ SQL_CHECK_PAGES_ALONE, STORE_DEEP, &rebuild },
};

static enum err tables_check(struct check *k, enum store_depth depth)
{
	for (size_t i = 0; i < sizeof table_checks / sizeof *table_checks; i++) {
		if (table_checks[i].depth > depth)
			continue;
		struct sql_call c = sql_begin(k->store, table_checks[i].query);
		sql_int(&c, STORE_FINDINGS_MAX);
		if (table_checks[i].query == SQL_CHECK_ID)
			sql_int(&c, TOTAL_SPILL);
		while (sql_row(&c))
			tell(k, sql_get_bytes(&c), *table_checks[i].mend);
		TRY(sql_end(&c, k->e));
	}
	return OK;
}

/* ---- the search index */

/* A segment's documents, walked in order of their ids beside the articles. */
struct walked {
	struct segment *segment;
	uint32_t doc;
	uint64_t *sums; /* NULL in a quick check */
};

/* A damaged segment is a finding, not a failure. */
static bool segment_check(struct check *k, struct walked *w, enum store_depth depth,
	struct arena *out)
{
	struct error e = { 0 };
	if (depth < STORE_DEEP)
		return true;
	w->sums = arena_array(out, uint64_t, (size_t)w->segment->n_docs + 1);
	if (segment_sums(w->segment, w->sums, &e) == OK)
		return true;
	tell(k, slice_str(e.msg), rebuild);
	return false;
}

/* The document of article `id`: the one segment that has it next. */
static enum err doc_find(struct check *k, struct walked *all, size_t n, int64_t id,
	struct walked **ret)
{
	*ret = NULL;
	for (size_t i = 0; i < n; i++) {
		struct walked *w = &all[i];
		int64_t at = INT64_MIN;
		while (w->doc < w->segment->n_docs) {
			if (segment_is_dead(w->segment, w->doc)) {
				w->doc++;
				continue;
			}
			TRY(segment_id(w->segment, w->doc, &at, k->e));
			if (at >= id)
				break;
			w->doc++;
			tell_of(k, rebuild,
				"the search index has an article (%lld) that is not there",
				(long long)at);
		}
		if (w->doc >= w->segment->n_docs || at != id)
			continue;
		if (*ret)
			tell_of(k, rebuild, "the search index has an article (%lld) twice",
				(long long)id);
		*ret = w;
	}
	return OK;
}

/* Is `name` that of the state that the article shows? */
static enum err name_of_shown(struct check *k, const struct store_article *a, bool *ret,
	const char *name)
{
	*ret = strcmp(a->name, name) == 0;
	if (!a->shown)
		return OK;
	struct sql_call c = sql_begin(k->store, SQL_VERSION_NAME);
	sql_int(&c, a->shown);
	*ret = sql_row(&c) && slice_is(sql_get_bytes(&c), name);
	return sql_end(&c, k->e);
}

static enum err article_check(struct check *k, int64_t id, const struct walked *w)
{
	struct store_article a;
	char name[ARTICLE_NAME_LEN + 1];
	struct error e = { 0 };
	enum err err = store_article_get(k->store, id, STORE_WHOLE, &k->scratch, &a, &e);
	if (err != OK) {
		if (err == ERR_NOT_FOUND) /* without a text: found before */
			return OK;
		if (err != ERR_CORRUPT)
			return fail(k->e, err, "%s", e.msg);
		tell(k, slice_str(e.msg), rebuild);
		return OK;
	}
	article_name(&a.article, name);
	bool named = false;
	TRY(name_of_shown(k, &a, &named, name));
	bool indexed = article_sum(&a.article) == w->sums[w->doc];
	arena_reset(&k->scratch);
	if (!named)
		tell_of(k, rebuild, "article %lld is not the text that its name stands for",
			(long long)a.number);
	if (!indexed)
		tell_of(k, rebuild, "the search index does not say what article %lld says",
			(long long)a.number);
	return OK;
}

static enum err walk(struct check *k, struct walked *all, size_t n, enum store_depth depth)
{
	int missing = 0;
	enum err err = OK;
	struct sql_call c = sql_begin(k->store, SQL_CHECK_IDS);
	while (err == OK && sql_row(&c)) {
		int64_t id = sql_get_int(&c), number = sql_get_int(&c);
		struct walked *w;
		err = doc_find(k, all, n, id, &w);
		if (err == OK && !w && missing++ < STORE_FINDINGS_MAX)
			tell_of(k, rebuild, "article %lld is not in the search index",
				(long long)number);
		if (err == OK && w && depth == STORE_DEEP)
			err = article_check(k, id, w);
		if (w)
			w->doc++;
	}
	enum err end = sql_end(&c, err == OK ? k->e : NULL);
	struct walked *rest;
	if (err == OK && end == OK)
		err = doc_find(k, all, n, INT64_MAX, &rest);
	return err == OK ? end : err;
}

static enum err index_check(struct check *k, enum store_depth depth, struct arena *out)
{
	segment_pointers segments;
	struct error e = { 0 };
	enum err err = index_open(k->store, out, &segments, &e);
	if (err == ERR_CORRUPT) {
		tell(k, slice_str(e.msg), rebuild);
		return OK;
	}
	if (err != OK)
		return fail(k->e, err, "%s", e.msg);
	struct walked *all = arena_array(out, struct walked, segments.n + 1);
	bool sound = true;
	for (size_t i = 0; i < segments.n; i++) {
		all[i].segment = segments.at[i];
		sound = segment_check(k, &all[i], depth, out) && sound;
	}
	return sound ? walk(k, all, segments.n, depth) : OK;
}

enum err store_check(struct store *s, enum store_depth depth, store_finding_fn finding_fn,
	void *ctx, struct error *e)
{
	struct check k = { s, finding_fn, ctx, ARENA_INIT, e };
	struct arena local = ARENA_INIT;
	TRY(read_begin(s, e));
	enum err err = tables_check(&k, depth);
	if (err == OK)
		err = index_check(&k, depth, &local);
	index_pause(s);
	read_end(s);
	arena_done(&local);
	arena_done(&k.scratch);
	return err;
}
