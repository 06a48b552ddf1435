/* index: the segments of the search index in their tables: writing, merging, opening. */
#include <stdlib.h>

#include "index/merge.h"
#include "lang/stem.h"
#include "store/indexer.h"
#include "store/private.h"

static_assert((int)STORE_SEQ_BITS == (int)ID_SEQ_BITS, "ids are what the index takes them for");

enum {
	/* Segments of a level that are merged into one of the next: what is merged more seldom is
	 * taken in faster, and a search looks into more of them. */
	FANOUT = 16,
	SEGMENTS_MAX = 4096,
	/* Of pages that are written, or taken away, in one batch of a merge: more would make
	 * SQLite's log long, and whoever writes next may have to write it back. */
	STEP_BYTES = 32 << 20, STEP_PAGES = 512, DROP_STEPS = 16,
	UNWHOLE = -1 /* the level of a segment that is being made or taken away */
};

struct index_state {
	struct indexer *indexer; /* NULL until something is indexed */
	struct stemmer *stemmer; /* NULL until a form is asked for */
	struct sql_call page;  /* holds the page last asked for */
	bool page_open;
	bool added_to;
	LIST(struct open_segment *) open;
	struct arena arena;    /* of the list */
};

/* A segment that stays open from one search to the next. */
struct open_segment {
	int64_t id, n_dead;
	struct store *store;
	struct segment segment;
};

struct index_state *index_state_new(void)
{
	struct index_state *x = calloc(1, sizeof *x);
	if (!x)
		abort();
	return x;
}

static void page_end(struct index_state *x)
{
	if (x->page_open && sql_end(&x->page, NULL) != OK)
		x->page_open = false;
	x->page_open = false;
}

static void segments_forget(struct index_state *x)
{
	for (size_t i = 0; i < x->open.n; i++) {
		segment_close(&x->open.at[i]->segment);
		free(x->open.at[i]);
	}
	x->open.n = 0;
}

void index_state_drop(struct store *s)
{
	struct index_state *x = s->index;
	page_end(x);
	segments_forget(x);
	if (x->indexer)
		indexer_clear(x->indexer);
}

void index_state_free(struct store *s)
{
	struct index_state *x = s->index;
	if (!x)
		return;
	index_state_drop(s);
	indexer_free(x->indexer);
	stemmer_close(x->stemmer);
	arena_done(&x->arena);
	free(x);
	s->index = NULL;
}

/* ---- pages */

struct segment_at {
	struct store *store;
	int64_t segment;
};

static int64_t page_id(int64_t segment, enum page_kind kind, uint32_t no)
{
	return segment << 32 | (int64_t)kind << 28 | no;
}

static enum err page_put(void *ctx, enum page_kind kind, uint32_t no, struct slice page,
	struct error *e)
{
	const struct segment_at *at = ctx;
	struct sql_call c = sql_begin(at->store, SQL_PAGE_PUT);
	sql_int(&c, page_id(at->segment, kind, no));
	sql_blob(&c, page.p, page.n);
	return sql_run(&c, e);
}

static enum err page_of(struct store *s, int64_t segment, enum page_kind kind, uint32_t no,
	struct slice *ret, struct error *e)
{
	struct index_state *x = s->index;
	page_end(x);
	x->page = sql_begin(s, SQL_PAGE_GET);
	x->page_open = true;
	sql_int(&x->page, page_id(segment, kind, no));
	if (sql_row(&x->page)) {
		*ret = sql_get_bytes(&x->page);
		return OK;
	}
	x->page_open = false;
	TRY(sql_end(&x->page, e));
	return fail(e, ERR_CORRUPT, "page %d/%u of segment %lld of the search index is missing",
		kind, no, (long long)segment);
}

static enum err page_get(void *ctx, enum page_kind kind, uint32_t no, struct slice *ret,
	struct error *e)
{
	const struct segment_at *at = ctx;
	return page_of(at->store, at->segment, kind, no, ret, e);
}

static enum err page_get_open(void *ctx, enum page_kind kind, uint32_t no, struct slice *ret,
	struct error *e)
{
	const struct open_segment *at = ctx;
	return page_of(at->store, at->id, kind, no, ret, e);
}

/* ---- rows */

enum err segment_list(struct store *s, struct arena *out, segment_rows *ret, struct error *e)
{
	segment_rows list = { 0 };
	struct sql_call c = sql_begin(s, SQL_SEGMENT_LIST);
	while (sql_row(&c)) {
		struct segment_row *row = list_add(out, &list);
		row->id = sql_get_int(&c);
		row->level = sql_get_int(&c);
		row->n_docs = sql_get_int(&c);
		row->n_words = sql_get_int(&c);
		row->n_bytes = sql_get_int(&c);
		row->n_dead = sql_get_int(&c);
	}
	TRY(sql_end(&c, e));
	if (list.n > SEGMENTS_MAX)
		return fail(e, ERR_CORRUPT, "the search index has too many segments");
	*ret = list;
	return OK;
}

static enum err row_add(struct store *s, int64_t level, int64_t *ret_id, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_SEGMENT_ADD);
	sql_int(&c, level);
	int64_t id = sql_row(&c) ? sql_get_int(&c) : 0;
	TRY(sql_end(&c, e));
	*ret_id = id;
	return OK;
}

static enum err row_size(struct store *s, int64_t id, const struct segment_size *size,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_SEGMENT_SIZE);
	sql_int(&c, id);
	sql_int(&c, (int64_t)size->n_docs);
	sql_int(&c, (int64_t)size->n_words);
	sql_int(&c, (int64_t)size->n_bytes);
	return sql_run(&c, e);
}

static enum err row_level(struct store *s, int64_t id, int64_t level, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_SEGMENT_LEVEL);
	sql_int(&c, id);
	sql_int(&c, level);
	return sql_run(&c, e);
}

static enum err run_with(struct store *s, enum sql query, int64_t id, struct error *e)
{
	struct sql_call c = sql_begin(s, query);
	sql_int(&c, id);
	return sql_run(&c, e);
}

/* Let the source know which of its documents count no more; the list lies in `out`. */
static enum err dead_get(struct store *s, int64_t segment, struct arena *out,
	struct index_source *source, struct error *e)
{
	LIST(int64_t) dead = { 0 };
	struct sql_call c = sql_begin(s, SQL_DEAD_LIST);
	sql_int(&c, segment);
	while (sql_row(&c))
		*list_add(out, &dead) = sql_get_int(&c);
	TRY(sql_end(&c, e));
	source->dead = dead.at;
	source->n_dead = dead.n;
	return OK;
}

/* ---- forms of words */

static enum err form_add(void *ctx, struct slice lang, struct slice stem, struct slice form,
	struct error *e)
{
	struct sql_call c = sql_begin(ctx, SQL_FORM_ADD);
	sql_text(&c, lang);
	sql_text(&c, stem);
	sql_text(&c, form);
	return sql_run(&c, e);
}

static struct stemmer *stemmer_of(struct index_state *x)
{
	if (!x->stemmer)
		x->stemmer = stemmer_open();
	return x->stemmer;
}

static bool lang_has_stems(struct slice lang)
{
	for (const char *const *code = stemmer_codes(); *code; code++)
		if (slice_is(lang, *code))
			return true;
	return false;
}

static enum err forms_of_stem(struct store *s, struct slice lang, struct slice stem,
	struct arena *out, strings *ret, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_FORMS_OF);
	sql_text(&c, lang);
	sql_text(&c, stem);
	while (sql_row(&c))
		*list_add(out, ret) = sql_get_text(&c, out);
	return sql_end(&c, e);
}

enum err index_forms(void *ctx, struct slice word, struct arena *out, strings *ret, struct error *e)
{
	struct store *s = ctx;
	char stem[TERM_MAX + STEM_MORE];
	strings codes = { 0 };
	struct sql_call c = sql_begin(s, SQL_LANGUAGE_CODES);
	while (sql_row(&c))
		*list_add(out, &codes) = sql_get_text(&c, out);
	TRY(sql_end(&c, e));
	for (size_t i = 0; i < codes.n; i++) {
		if (!lang_has_stems(codes.at[i]) || word.n > TERM_MAX)
			continue;
		size_t n = stemmer_stem(stemmer_of(s->index), codes.at[i], word, stem);
		struct slice kept = arena_dup(out, slice_of(stem, n));
		*list_add(out, ret) = kept;
		TRY(forms_of_stem(s, codes.at[i], kept, out, ret, e));
	}
	return OK;
}

/* ---- opening */

static struct open_segment *open_find(struct index_state *x, int64_t id)
{
	for (size_t i = 0; i < x->open.n; i++)
		if (x->open.at[i]->id == id)
			return x->open.at[i];
	return NULL;
}

static enum err open_one(struct store *s, const struct segment_row *row, struct arena *scratch,
	struct error *e)
{
	struct open_segment *o = calloc(1, sizeof *o);
	if (!o)
		abort();
	o->id = row->id;
	o->n_dead = row->n_dead;
	o->store = s;
	struct index_source source = { .get = page_get_open, .ctx = o };
	enum err err = row->n_dead ? dead_get(s, row->id, scratch, &source, e) : OK;
	if (err == OK)
		err = segment_open(&o->segment, &source, e);
	if (err != OK) {
		free(o);
		return err;
	}
	*list_add(&s->index->arena, &s->index->open) = o;
	return OK;
}

/* Close those that were merged away, or of which fewer documents count than did. */
static void close_gone(struct index_state *x, const segment_rows *rows)
{
	size_t kept = 0;
	for (size_t i = 0; i < x->open.n; i++) {
		struct open_segment *o = x->open.at[i];
		bool there = false;
		for (size_t k = 0; k < rows->n && !there; k++)
			there = rows->at[k].id == o->id && rows->at[k].n_dead == o->n_dead;
		if (there) {
			x->open.at[kept++] = o;
		} else {
			segment_close(&o->segment);
			free(o);
		}
	}
	x->open.n = kept;
}

enum err index_open(struct store *s, struct arena *out, segment_pointers *ret, struct error *e)
{
	segment_rows rows;
	segment_pointers list = { 0 };
	TRY(segment_list(s, out, &rows, e));
	close_gone(s->index, &rows);
	for (size_t i = 0; i < rows.n; i++) {
		if (!open_find(s->index, rows.at[i].id))
			TRY(open_one(s, &rows.at[i], out, e));
		*list_add(out, &list) = &open_find(s->index, rows.at[i].id)->segment;
	}
	*ret = list;
	return OK;
}

void index_pause(struct store *s)
{
	page_end(s->index);
}

/* ---- writing */

static enum err flush(struct store *s, struct error *e)
{
	struct index_state *x = s->index;
	struct segment_at at = { .store = s };
	struct segment_size size;
	if (!x->indexer || !indexer_docs(x->indexer))
		return OK;
	x->added_to = true;
	TRY(row_add(s, 0, &at.segment, e));
	const struct indexer_sink sink = { { page_put, &at }, form_add, s };
	TRY(indexer_write(x->indexer, &sink, &size, e));
	return row_size(s, at.segment, &size, e);
}

enum err index_add(struct store *s, int64_t id, int64_t day, const struct article *a,
	const struct gathered *terms, struct error *e)
{
	struct index_state *x = s->index;
	struct arena scratch = ARENA_INIT, out = ARENA_INIT;
	struct gathered own;
	if (!x->indexer)
		x->indexer = indexer_new();
	if (!terms)
		article_gather(a, &scratch, &out, &own);
	indexer_add(x->indexer, id, day, terms ? terms : &own);
	arena_done(&scratch);
	arena_done(&out);
	return indexer_is_full(x->indexer) ? flush(s, e) : OK;
}

/* ---- merging
 *
 * Segments never change, and only who holds the archive's lock makes some. So a merge need not be
 * one transaction: the new segment's row has the level UNWHOLE, by which nobody looks at it, until
 * all its pages are there; then, at once, it gets its level and those that it was made of get that
 * one, until their pages are gone. What a killed program left unwhole is taken away by the next. */

struct merging {
	struct segment_at to;
	size_t n_bytes, n_asked; /* written in this batch; and when it was last asked who waits */
};

static enum err merged_put(void *ctx, enum page_kind kind, uint32_t no, struct slice page,
	struct error *e)
{
	struct merging *m = ctx;
	m->n_bytes += page.n;
	return page_put(&m->to, kind, no, page, e);
}

/* To ask costs more than a term, and less than a page. */
static enum err merged_rest(void *ctx, struct error *e)
{
	struct merging *m = ctx;
	struct store *s = m->to.store;
	if (m->n_bytes == m->n_asked)
		return OK;
	m->n_asked = m->n_bytes;
	if (m->n_bytes < STEP_BYTES && !store_batch_is_due(s))
		return OK;
	m->n_bytes = m->n_asked = 0;
	page_end(s->index);
	return store_step(s, e);
}

/* Put a segment of a higher level in the place of these. */
static enum err merge(struct store *s, const struct segment_row *const *rows, uint32_t n,
	struct arena *scratch, struct error *e)
{
	struct segment_at from[MERGE_MAX];
	struct index_source sources[MERGE_MAX];
	struct merging m = { .to = { .store = s } };
	const struct index_sink sink = { .put = merged_put, .ctx = &m, .rest = merged_rest };
	struct segment_size size;
	for (uint32_t i = 0; i < n; i++) {
		from[i] = (struct segment_at){ s, rows[i]->id };
		sources[i] = (struct index_source){ .get = page_get, .ctx = &from[i] };
		if (rows[i]->n_dead)
			TRY(dead_get(s, rows[i]->id, scratch, &sources[i], e));
	}
	TRY(row_add(s, UNWHOLE, &m.to.segment, e));
	enum err err = index_merge(sources, n, &sink, &size, e);
	page_end(s->index);
	if (err != OK)
		return err;
	TRY(row_size(s, m.to.segment, &size, e));
	TRY(row_level(s, m.to.segment, rows[0]->level + 1, e));
	for (uint32_t i = 0; i < n; i++) {
		TRY(run_with(s, SQL_DEAD_DROP, rows[i]->id, e));
		TRY(row_level(s, rows[i]->id, UNWHOLE, e));
	}
	return OK;
}

static enum err some_pages_drop(struct store *s, int64_t segment, size_t *ret_n, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_PAGES_DROP);
	sql_int(&c, page_id(segment, 0, 0));
	sql_int(&c, page_id(segment + 1, 0, 0) - 1);
	sql_int(&c, STEP_PAGES);
	for (*ret_n = 0; sql_row(&c);)
		++*ret_n;
	return sql_end(&c, e);
}

/* Take a segment away that is not whole. */
static enum err segment_drop(struct store *s, int64_t id, struct error *e)
{
	for (size_t n = 1, steps = 1; n; steps++) {
		TRY(some_pages_drop(s, id, &n, e));
		if (steps % DROP_STEPS == 0 || store_batch_is_due(s))
			TRY(store_step(s, e));
	}
	return run_with(s, SQL_SEGMENT_DROP, id, e);
}

/* The first level that has enough segments, none too large together. */
static uint32_t due(const segment_rows *list, const struct segment_row **ret)
{
	for (int64_t level = 0, top = 0; level <= top; level++) {
		uint32_t n = 0;
		int64_t docs = 0;
		for (size_t i = 0; i < list->n && n < FANOUT; i++) {
			if (list->at[i].level > top)
				top = list->at[i].level;
			if (list->at[i].level != level)
				continue;
			ret[n++] = &list->at[i];
			docs += list->at[i].n_docs;
		}
		if (n == FANOUT && docs <= SEGMENT_MAX_DOCS)
			return n;
	}
	return 0;
}

/* Do what is due first; false: nothing is. */
static enum err merge_next(struct store *s, struct arena *scratch, bool *ret_more, struct error *e)
{
	segment_rows list;
	const struct segment_row *rows[FANOUT];
	struct sql_call c = sql_begin(s, SQL_SEGMENT_UNWHOLE);
	int64_t unwhole = sql_row(&c) ? sql_get_int(&c) : 0;
	TRY(sql_end(&c, e));
	TRY(segment_list(s, scratch, &list, e));
	uint32_t n = due(&list, rows);
	*ret_more = unwhole || n;
	if (!*ret_more)
		return OK;
	TRY(store_begin(s, e));
	return store_end(s, unwhole ? segment_drop(s, unwhole, e) : merge(s, rows, n, scratch, e),
		e);
}

bool index_was_added_to(struct store *s)
{
	bool was = s->index->added_to;
	s->index->added_to = false;
	return was;
}

enum err index_merge_due(struct store *s, struct error *e)
{
	enum err err = OK;
	for (bool more = true; err == OK && more;) {
		struct arena local = ARENA_INIT;
		err = merge_next(s, &local, &more, e);
		arena_done(&local);
	}
	return err;
}

void index_change(struct store *s, int64_t id)
{
	*list_add(&s->batch.arena, &s->batch.changed) = id;
}

/* The document of the article in that segment counts no more. */
static enum err bury(struct store *s, int64_t segment, int64_t id, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_DEAD_ADD);
	sql_int(&c, segment);
	sql_int(&c, id);
	TRY(sql_run(&c, e));
	c = sql_begin(s, SQL_DEAD_COUNT);
	sql_int(&c, segment);
	return sql_run(&c, e);
}

/* Find the document of the article that counts in one of the segments, and bury it. */
static enum err bury_old(struct store *s, const segment_rows *rows, int64_t id, struct error *e)
{
	for (size_t i = rows->n; i-- > 0;) {
		struct segment *segment = &open_find(s->index, rows->at[i].id)->segment;
		uint32_t doc;
		int64_t at = 0;
		TRY(segment_doc_at(segment, id, &doc, e));
		if (doc < segment->n_docs)
			TRY(segment_id(segment, doc, &at, e));
		if (doc < segment->n_docs && at == id && !segment_is_dead(segment, doc))
			return bury(s, rows->at[i].id, id, e);
	}
	return fail(e, ERR_CORRUPT, "article with id %lld is not in the search index",
		(long long)id);
}

static int by_number(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;
	return *a < *b ? -1 : *a > *b;
}

/* Index the articles anew that show another state than the index has of them. Their old documents
 * are in segments by now. */
static enum err change_all(struct store *s, struct arena *scratch, struct error *e)
{
	int64_t *ids = s->batch.changed.at;
	segment_pointers open;
	segment_rows rows;
	qsort(ids, s->batch.changed.n, sizeof *ids, by_number);
	TRY(index_open(s, scratch, &open, e));
	TRY(segment_list(s, scratch, &rows, e));
	for (size_t i = 0; i < s->batch.changed.n; i++)
		if (!i || ids[i] != ids[i - 1])
			TRY(bury_old(s, &rows, ids[i], e));
	index_pause(s);
	for (size_t i = 0; i < s->batch.changed.n; i++) {
		struct arena local = ARENA_INIT;
		struct store_article a;
		if (i && ids[i] == ids[i - 1])
			continue;
		enum err err = store_article_get(s, ids[i], STORE_WHOLE, &local, &a, e);
		if (err == OK)
			err = index_add(s, ids[i], a.day, &a.article, NULL, e);
		arena_done(&local);
		TRY(err);
	}
	s->batch.changed.n = 0;
	return flush(s, e);
}

enum err index_flush(struct store *s, struct error *e)
{
	struct arena local = ARENA_INIT;
	enum err err = flush(s, e);
	if (err == OK && s->batch.changed.n)
		err = change_all(s, &local, e);
	arena_done(&local);
	return err;
}
