/* Quotations and people in the tables. */
#include "store/quotes.h"

#include <stdlib.h>

#include "base/map.h"
#include "store/private.h"
#include "store/said.h"
#include "text/words.h"

enum { COPIES_MAX = 200, COPIES_BYTES = 4 << 20, SKETCHES_AT_ONCE = 8 };

/* ---- in */

static enum err said_write(struct store *s, int64_t id, const struct said *said, struct error *e)
{
	struct batch *b = &s->batch;
	if (!said->quotes.n)
		return OK;
	for (size_t i = 0; i < said->people.n; i++) {
		const struct said_person *p = &said->people.at[i];
		*list_add(&b->arena, &b->speakers) = (struct speaker_row){
			arena_dup(&b->arena, p->key), arena_dup(&b->arena, p->name), id, p->n
		};
	}
	for (size_t i = 0; i < said->sketches.n; i++)
		*list_add(&b->arena, &b->sketches) = (struct sketch_row){
			said->sketches.at[i].hash, id, said->sketches.at[i].ordinal
		};
	struct sql_call c = sql_begin(s, SQL_SAID_ADD);
	sql_int(&c, id);
	sql_text(&c, said->quotes);
	return sql_run(&c, e);
}

enum err quotes_write(struct store *s, int64_t id, const struct article *a,
	const struct said *said, struct error *e)
{
	if (said)
		return said_write(s, id, said, e);
	struct arena local = ARENA_INIT;
	struct quotations found;
	struct said own;
	quotes_of_article(a, QUOTES_KEPT, &local, &local, &found);
	said_of(a, &found, &local, &local, &own);
	enum err err = said_write(s, id, &own, e);
	arena_done(&local);
	return err;
}

static int by_key(const void *a, const void *b)
{
	const struct speaker_row *x = a, *y = b;
	int order = slice_cmp(x->key, y->key);
	return order ? order : x->article < y->article ? -1 : x->article > y->article;
}

static int by_hash(const void *a, const void *b)
{
	const struct sketch_row *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->article < y->article ? -1 : x->article > y->article;
}

static enum err speakers_flush(struct store *s, struct error *e)
{
	struct batch *b = &s->batch;
	if (b->speakers.n)
		qsort(b->speakers.at, b->speakers.n, sizeof *b->speakers.at, by_key);
	for (size_t i = 0; i < b->speakers.n; i++) {
		const struct speaker_row *row = &b->speakers.at[i];
		struct sql_call c = sql_begin(s, SQL_SPEAKER_ADD);
		sql_text(&c, row->key);
		sql_int(&c, row->article);
		sql_int(&c, row->n);
		sql_text(&c, row->name);
		TRY(sql_run(&c, e));
	}
	b->speakers.n = 0;
	return OK;
}

/* Many at a time: to begin and end a statement costs as much as to put a row in its place. */
static enum err sketches_flush(struct store *s, struct error *e)
{
	struct batch *b = &s->batch;
	size_t n;
	if (b->sketches.n)
		qsort(b->sketches.at, b->sketches.n, sizeof *b->sketches.at, by_hash);
	for (size_t at = 0; at < b->sketches.n; at += n) {
		bool many = b->sketches.n - at >= SKETCHES_AT_ONCE;
		n = many ? SKETCHES_AT_ONCE : 1;
		struct sql_call c = sql_begin(s, many ? SQL_SKETCHES_ADD : SQL_SKETCH_ADD);
		for (size_t i = at; i < at + n; i++) {
			sql_int(&c, b->sketches.at[i].hash);
			sql_int(&c, b->sketches.at[i].article);
			sql_int(&c, b->sketches.at[i].ordinal);
		}
		TRY(sql_run(&c, e));
	}
	b->sketches.n = 0;
	return OK;
}

enum err quotes_flush(struct store *s, struct error *e)
{
	TRY(speakers_flush(s, e));
	return sketches_flush(s, e);
}

/* The column of an article; empty where nobody is quoted there. */
static enum err said_get(struct store *s, int64_t id, struct arena *out, struct slice *ret,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_SAID_GET);
	sql_int(&c, id);
	*ret = sql_row(&c) ? sql_get_text(&c, out) : SLICE_NONE;
	return sql_end(&c, e);
}

enum err quotes_drop(struct store *s, int64_t id, struct error *e)
{
	struct arena local = ARENA_INIT;
	struct slice rest = SLICE_NONE;
	struct said_quote q;
	enum err err = quotes_flush(s, e);
	if (err == OK)
		err = said_get(s, id, &local, &rest, e);
	while (err == OK && said_next(&rest, &q)) {
		if (!q.by_person)
			continue;
		struct sql_call c = sql_begin(s, SQL_SPEAKER_DROP);
		sql_text(&c, person_key(q.speaker, &local));
		sql_int(&c, id);
		err = sql_run(&c, e);
	}
	if (err == OK) {
		struct sql_call c = sql_begin(s, SQL_SAID_DROP);
		sql_int(&c, id);
		err = sql_run(&c, e);
	}
	arena_done(&local);
	return err;
}

/* ---- whom the user says that a name means */

struct known_as {
	struct slice key, other, name;
};
typedef LIST(struct known_as) known_as_list;

static enum err known_as_get(struct store *s, struct arena *out, known_as_list *ret,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_KNOWN_AS_LIST);
	while (sql_row(&c)) {
		struct known_as *k = list_add(out, ret);
		k->key = sql_get_text(&c, out);
		k->other = sql_get_text(&c, out);
		k->name = sql_get_text(&c, out);
	}
	return sql_end(&c, e);
}

static struct slice meant(const known_as_list *list, struct slice key, struct slice name)
{
	for (size_t i = 0; i < list->n; i++)
		if (slice_eq(list->at[i].key, key))
			return list->at[i].name;
	return name;
}

enum err store_person_set(struct store *s, struct slice other, struct slice name, struct error *e)
{
	struct arena local = ARENA_INIT;
	struct slice key = person_key(other, &local);
	enum err err = need_batch(s, e);
	bool found = true;
	if (err == OK && (!key.n || other.n > STORE_PERSON_MAX || name.n > STORE_PERSON_MAX))
		err = fail(e, ERR_USAGE, "'%.*s' is no name", SLICE_ARG(other));
	if (err == OK) {
		struct sql_call c = sql_begin(s, name.n ? SQL_KNOWN_AS_PUT : SQL_KNOWN_AS_DROP);
		sql_text(&c, key);
		if (name.n) {
			sql_text(&c, other);
			sql_text(&c, name);
		}
		found = sql_row(&c) || name.n;
		err = sql_end(&c, e);
	}
	if (err == OK && !found)
		err = fail(e, ERR_NOT_FOUND, "nothing was said of '%.*s'", SLICE_ARG(other));
	arena_done(&local);
	return err;
}

/* ---- out */

static enum err damaged(int64_t id, struct error *e)
{
	return fail(e, ERR_CORRUPT, "the quotations of article %lld are damaged", (long long)id);
}

/* The quotations of an article as they were found, with their words. */
static enum err quotes_get(struct store *s, int64_t id, struct arena *scratch, struct arena *out,
	store_quotes *ret, struct error *e)
{
	struct slice rest, text = SLICE_NONE;
	struct said_quote q;
	TRY(said_get(s, id, out, &rest, e));
	if (rest.n)
		TRY(text_read(s, id, scratch, &text, e));
	while (said_next(&rest, &q)) {
		if (q.stop > text.n)
			return damaged(id, e);
		*list_add(out, ret) = (struct store_quote){
			.article = id, .start = (int64_t)q.start, .stop = (int64_t)q.stop,
			.kind = q.kind, .form = q.form, .confidence = q.confidence,
			.by_person = q.by_person, .speaker = q.speaker, .surface = q.surface,
			.cue = q.cue, .via = q.via,
			.text = arena_dup(out, slice_sub(text, q.start, q.stop))
		};
	}
	return rest.n ? damaged(id, e) : OK;
}

/* Articles that may have the same words, and what was read of them: those of one story come again
 * and again. */
struct copies {
	struct store *store;
	struct arena arena;
	struct map known; /* id -> store_quotes * */
};

static enum err copies_quotes(struct copies *x, int64_t id, const store_quotes **ret,
	struct error *e)
{
	if (x->arena.total > COPIES_BYTES) {
		arena_reset(&x->arena);
		x->known = (struct map){ 0 };
	}
	struct slice key = arena_dup(&x->arena, slice_of((const char *)&id, sizeof id));
	struct map_slot *slot = map_at(&x->known, &x->arena, key);
	store_quotes *list = slot->ptr;
	if (!list) {
		struct arena scratch = ARENA_INIT;
		slot->ptr = list = arena_new(&x->arena, store_quotes);
		enum err err = quotes_get(x->store, id, &scratch, &x->arena, list, e);
		arena_done(&scratch);
		TRY(err);
	}
	*ret = list;
	return OK;
}

struct place {
	int64_t article, ordinal;
};

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	return x->ordinal < y->ordinal ? -1 : x->ordinal > y->ordinal;
}

/* Has the quotation at that place, if it is still there, the same words? */
static enum err place_alike(struct copies *x, struct place at, const struct shingles *own,
	bool *ret, struct error *e)
{
	const store_quotes *list;
	struct shingles other;
	TRY(copies_quotes(x, at.article, &list, e));
	*ret = at.ordinal >= 0 && (size_t)at.ordinal < list->n;
	if (*ret) {
		shingles_of(list->at[at.ordinal].text, &other);
		*ret = shingles_alike(own, &other);
	}
	return OK;
}

static enum err others_find(struct copies *x, struct store_quote *q, struct arena *scratch,
	struct error *e)
{
	struct shingles own;
	int64_t sketch[SKETCHES], last = 0;
	LIST(struct place) places = { 0 };
	shingles_of(q->text, &own);
	for (int k = 0; k < SKETCHES && shingles_sketch(&own, sketch); k++) {
		struct sql_call c = sql_begin(x->store, SQL_SKETCH_FIND);
		sql_int(&c, sketch[k]);
		sql_int(&c, COPIES_MAX);
		while (sql_row(&c)) {
			struct place *at = list_add(scratch, &places);
			at->article = sql_get_int(&c);
			at->ordinal = sql_get_int(&c);
		}
		TRY(sql_end(&c, e));
	}
	if (places.n)
		qsort(places.at, places.n, sizeof *places.at, by_place);
	for (size_t i = 0; i < places.n; i++) {
		bool alike = places.at[i].article == q->article;
		bool again = i && by_place(&places.at[i - 1], &places.at[i]) == 0;
		if (again || places.at[i].article == last)
			continue;
		if (!alike)
			TRY(place_alike(x, places.at[i], &own, &alike, e));
		if (!alike)
			continue;
		last = places.at[i].article;
		if (!q->n_articles++)
			q->first_article = last;
	}
	return OK;
}

enum err store_quotes_of(struct store *s, int64_t id, struct arena *out, store_quotes *ret,
	struct error *e)
{
	struct arena local = ARENA_INIT;
	known_as_list known = { 0 };
	size_t first = ret->n;
	enum err err = known_as_get(s, out, &known, e);
	if (err == OK)
		err = quotes_get(s, id, &local, out, ret, e);
	for (size_t i = first; known.n && i < ret->n; i++) {
		struct store_quote *q = &ret->at[i];
		if (q->by_person)
			q->speaker = meant(&known, person_key(q->speaker, &local), q->speaker);
	}
	arena_done(&local);
	return err;
}

enum err store_quotes_others(struct store *s, store_quotes *list, struct error *e)
{
	struct arena local = ARENA_INIT;
	struct copies copies = { .store = s };
	TRY(store_moment_begin(s, e)); /* else each of many queries takes its locks */
	enum err err = OK;
	for (size_t i = 0; err == OK && i < list->n; i++)
		if (list->at[i].kind == QUOTE_DIRECT)
			err = others_find(&copies, &list->at[i], &local, e);
	store_moment_end(s);
	arena_done(&copies.arena);
	arena_done(&local);
	return err;
}

bool store_quote_has(struct slice text, struct slice asked)
{
	struct words a, t;
	struct word word, other;
	words_begin(&a, asked);
	while (words_next(&a, &word)) {
		bool found = false;
		char form[WORD_MAX];
		size_t n = word.form.n;
		memcpy(form, word.form.p, n);
		words_begin(&t, text);
		while (!found && words_next(&t, &other))
			found = slice_eq(other.form, slice_of(form, n));
		if (!found)
			return false;
	}
	return true;
}

enum err store_quotes_hold(struct store *s, int64_t id, struct slice asked, bool *ret_held,
	struct error *e)
{
	struct arena local = ARENA_INIT;
	store_quotes list = { 0 };
	*ret_held = false;
	enum err err = quotes_get(s, id, &local, &local, &list, e);
	for (size_t i = 0; i < list.n && !*ret_held; i++)
		*ret_held = store_quote_has(list.at[i].text, asked);
	arena_done(&local);
	return err;
}

struct found_person {
	struct slice key, name, called;
	int64_t n_quotes, n_articles;
};

static enum err people_get(struct store *s, struct arena *out, struct found_person **ret,
	size_t *ret_n, struct error *e)
{
	LIST(struct found_person) list = { 0 };
	known_as_list known = { 0 };
	TRY(known_as_get(s, out, &known, e));
	struct sql_call c = sql_begin(s, SQL_PEOPLE_LIST);
	while (sql_row(&c)) {
		struct found_person *p = list_add(out, &list);
		p->key = sql_get_text(&c, out);
		p->name = sql_get_text(&c, out);
		p->n_quotes = sql_get_int(&c);
		p->n_articles = sql_get_int(&c);
		p->called = meant(&known, p->key, p->name);
	}
	*ret = list.at;
	*ret_n = list.n;
	return sql_end(&c, e);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

/* Sort, each once. */
static void ids_settle(id_list *ids)
{
	size_t n = 0;
	if (ids->n)
		qsort(ids->at, ids->n, sizeof *ids->at, by_id);
	for (size_t i = 0; i < ids->n; i++)
		if (!n || ids->at[n - 1] != ids->at[i])
			ids->at[n++] = ids->at[i];
	ids->n = n;
}

enum err store_quotes_by(struct store *s, struct slice name, struct arena *out, int64_t **ret_ids,
	size_t *ret_n, struct error *e)
{
	id_list ids = { 0 };
	struct found_person *people = NULL;
	size_t n = 0;
	if (name.n)
		TRY(people_get(s, out, &people, &n, e));
	struct sql_call c = sql_begin(s, SQL_IDS_QUOTED);
	if (!name.n)
		TRY(ids_of(&c, out, &ids, e));
	for (size_t i = 0; i < n; i++) {
		if (!store_quote_has(people[i].called, name) &&
			!store_quote_has(people[i].name, name))
			continue;
		c = sql_begin(s, SQL_IDS_QUOTING);
		sql_text(&c, people[i].key);
		TRY(ids_of(&c, out, &ids, e));
	}
	ids_settle(&ids);
	for (size_t i = 0; i < ids.n / 2; i++) {
		int64_t swap = ids.at[i];
		ids.at[i] = ids.at[ids.n - 1 - i];
		ids.at[ids.n - 1 - i] = swap;
	}
	*ret_ids = ids.at;
	*ret_n = ids.n;
	return OK;
}

static int by_quotes(const void *a, const void *b)
{
	const struct store_person *x = a, *y = b;
	if (x->n_quotes != y->n_quotes)
		return x->n_quotes > y->n_quotes ? -1 : 1;
	return slice_cmp(x->name, y->name);
}

enum err store_people_list(struct store *s, struct arena *out, store_people *ret, struct error *e)
{
	struct found_person *people;
	size_t n;
	struct map called = { 0 };
	TRY(people_get(s, out, &people, &n, e));
	for (size_t i = 0; i < n; i++) {
		struct map_slot *slot = map_at(&called, out, people[i].called);
		if (!slot->num) {
			*list_add(out, ret) = (struct store_person){ .name = people[i].called };
			slot->num = (int64_t)ret->n;
		}
		struct store_person *p = &ret->at[slot->num - 1];
		p->n_quotes += people[i].n_quotes;
		p->n_articles += people[i].n_articles;
		if (!slice_eq(people[i].name, people[i].called))
			*list_add(out, &p->others) = people[i].name;
	}
	if (ret->n)
		qsort(ret->at, ret->n, sizeof *ret->at, by_quotes);
	return OK;
}

static void name_once(strings *list, size_t first, struct slice name, struct arena *out)
{
	for (size_t i = first; i < list->n; i++)
		if (slice_eq(list->at[i], name))
			return;
	*list_add(out, list) = arena_dup(out, name);
}

enum err store_speakers_of(struct store *s, int64_t id, struct arena *out, strings *ret,
	struct error *e)
{
	struct arena local = ARENA_INIT;
	struct said_quote q;
	struct slice rest;
	size_t first = ret->n;
	enum err err = said_get(s, id, &local, &rest, e);
	while (err == OK && said_next(&rest, &q)) {
		if (!q.by_person)
			continue;
		struct sql_call c = sql_begin(s, SQL_PERSON_NAME);
		sql_text(&c, person_key(q.speaker, &local));
		if (sql_row(&c))
			name_once(ret, first, sql_get_bytes(&c), out);
		err = sql_end(&c, e);
	}
	arena_done(&local);
	return err;
}
