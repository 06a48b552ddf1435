/* Quotations and people in the tables. */
#include "store/quotes.h"

#include <stdlib.h>

#include "base/map.h"
#include "store/private.h"
#include "text/utf8.h"
#include "text/words.h"

enum {
	SHINGLE = 4,        /* words that are hashed together */
	SAME_SHARE = 60,    /* percent of the shorter one's shingles that two quotations share */
	MAX_SHINGLES = 256,
	KEY_MAX = 400
};

/* ---- names */

/* A name as it is compared across articles: folded, doubled letters single, the endings of
 * transliteration alike ("Zelenskyy", "Zelenskiy", "Zelensky"). */
static struct slice person_key(struct slice name, struct arena *out)
{
	struct slice folded = utf8_fold(name, out);
	char *to = arena_bytes(out, folded.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < folded.n && n < KEY_MAX; i++) {
		char c = folded.p[i];
		if (c == '.' || c == ',' || c == '\'')
			continue;
		if (n && to[n - 1] == c)
			continue;
		bool word_ends = i + 1 == folded.n || folded.p[i + 1] == ' ';
		if (word_ends && (c == 'y' || c == 'i' || c == 'j') && n > 3) {
			while (n > 3 && (to[n - 1] == 'y' || to[n - 1] == 'i' || to[n - 1] == 'j'))
				n--;
			c = 'y';
		}
		to[n++] = c;
	}
	return slice_trim(slice_of(to, n));
}

static enum err person_id(struct store *s, struct slice name, struct arena *scratch,
	int64_t *ret_id, struct error *e)
{
	struct slice key = person_key(name, scratch);
	*ret_id = 0;
	if (!key.n)
		return OK;
	struct sql_call c = sql_begin(s, SQL_PERSON_BY_KEY);
	sql_text(&c, key);
	if (sql_row(&c))
		*ret_id = sql_get_int(&c);
	TRY(sql_end(&c, e));
	if (*ret_id)
		return OK;
	c = sql_begin(s, SQL_PERSON_ADD);
	sql_text(&c, key);
	sql_text(&c, name);
	if (sql_row(&c))
		*ret_id = sql_get_int(&c);
	return sql_end(&c, e);
}

/* ---- the same words */

struct shingles {
	uint64_t at[MAX_SHINGLES];
	size_t n;
};

static void shingles_of(struct slice text, struct shingles *ret)
{
	struct words w;
	struct word word;
	uint64_t last[SHINGLE] = { 0 };
	size_t n = 0;
	ret->n = 0;
	words_begin(&w, text);
	while (ret->n < MAX_SHINGLES && words_next(&w, &word)) {
		last[n++ % SHINGLE] = slice_hash(word.form);
		if (n < SHINGLE)
			continue;
		uint64_t hash = 0;
		for (size_t i = 0; i < SHINGLE; i++)
			hash = (hash ^ last[(n + i) % SHINGLE]) * UINT64_C(0x9E3779B97F4A7C15);
		ret->at[ret->n++] = hash ^ hash >> 29;
	}
}

/* The least shingle under each of two orders: what two texts share with the chance of their
 * likeness. False where there are too few words. */
static bool sketch(struct slice text, int64_t ret_hash[static 2])
{
	struct shingles s;
	shingles_of(text, &s);
	if (!s.n)
		return false;
	uint64_t least = UINT64_MAX, other = UINT64_MAX;
	for (size_t i = 0; i < s.n; i++) {
		uint64_t mixed = s.at[i] * UINT64_C(0xD6E8FEB86659FD93);
		least = s.at[i] < least ? s.at[i] : least;
		other = mixed < other ? mixed : other;
	}
	ret_hash[0] = (int64_t)least;
	ret_hash[1] = (int64_t)other;
	return true;
}

static bool alike(const struct shingles *a, struct slice text)
{
	struct shingles b;
	shingles_of(text, &b);
	size_t shared = 0, shorter = a->n < b.n ? a->n : b.n;
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b.n; k++)
			if (a->at[i] == b.at[k]) {
				shared++;
				break;
			}
	return shorter && shared * 100 >= shorter * SAME_SHARE;
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static enum err others_find(struct store *s, struct store_quote *q, struct arena *out,
	struct error *e)
{
	int64_t hash[2];
	if (!sketch(q->text, hash))
		return OK;
	struct shingles own;
	shingles_of(q->text, &own);
	LIST(int64_t) ids = { 0 };
	for (int k = 0; k < 2; k++) {
		struct sql_call c = sql_begin(s, SQL_UTTERANCE_SAME);
		sql_int(&c, hash[k]);
		while (sql_row(&c)) {
			int64_t article = sql_get_int(&c);
			sql_get_int(&c);
			if (alike(&own, sql_get_bytes(&c)))
				*list_add(out, &ids) = article;
		}
		TRY(sql_end(&c, e));
	}
	if (ids.n)
		qsort(ids.at, ids.n, sizeof *ids.at, by_id);
	for (size_t i = 0; i < ids.n; i++)
		q->n_articles += i == 0 || ids.at[i] != ids.at[i - 1];
	q->first_article = ids.n ? ids.at[0] : 0;
	return OK;
}

/* ---- in */

static enum err quote_write(struct store *s, int64_t id, int64_t ordinal, struct slice text,
	const struct quotation *q, int64_t person, struct error *e)
{
	int64_t hash[2];
	struct slice said = slice_sub(text, q->start, q->end);
	struct sql_call c = sql_begin(s, SQL_QUOTE_ADD);
	sql_int(&c, id);
	sql_int(&c, ordinal);
	sql_int(&c, (int64_t)q->start);
	sql_int(&c, (int64_t)q->end);
	sql_int(&c, q->kind);
	sql_int(&c, q->form);
	sql_int(&c, q->confidence);
	sql_int(&c, person);
	sql_text(&c, q->speaker);
	sql_text(&c, q->surface);
	sql_text(&c, q->cue);
	sql_text(&c, q->via);
	sql_text(&c, said);
	TRY(sql_run(&c, e));
	if (q->kind != QUOTE_DIRECT || !sketch(said, hash))
		return OK;
	for (int k = 0; k < 2; k++) {
		c = sql_begin(s, SQL_UTTERANCE_ADD);
		sql_int(&c, hash[k]);
		sql_int(&c, id);
		sql_int(&c, ordinal);
		TRY(sql_run(&c, e));
	}
	return OK;
}

enum err quotes_write(struct store *s, int64_t id, const struct article *a,
	const struct quotations *found, struct error *e)
{
	struct arena local = ARENA_INIT;
	struct quotations own;
	if (!found) {
		quotes_of_article(a, QUOTES_KEPT, &local, &local, &own);
		found = &own;
	}
	struct slice text = found->n ? article_text(a, &local) : SLICE_NONE;
	struct map people = { 0 }; /* of this article, by their names */
	enum err err = OK;
	for (size_t i = 0; i < found->n && err == OK; i++) {
		const struct quotation *q = &found->at[i];
		int64_t person = 0;
		if (q->entity >= 0 && q->speaker.n) {
			struct map_slot *known = map_at(&people, &local, q->speaker);
			if (!known->num)
				err = person_id(s, q->speaker, &local, &known->num, e);
			person = known->num;
		}
		if (err == OK)
			err = quote_write(s, id, (int64_t)i, text, q, person, e);
	}
	arena_done(&local);
	return err;
}

enum err quotes_drop(struct store *s, int64_t id, struct error *e)
{
	struct arena local = ARENA_INIT;
	store_quotes list = { 0 };
	enum err err = store_quotes_of(s, id, false, &local, &list, e);
	for (size_t i = 0; i < list.n && err == OK; i++) {
		int64_t hash[2];
		if (list.at[i].kind != QUOTE_DIRECT || !sketch(list.at[i].text, hash))
			continue;
		for (int k = 0; k < 2 && err == OK; k++) {
			struct sql_call c = sql_begin(s, SQL_UTTERANCE_DROP);
			sql_int(&c, hash[k]);
			sql_int(&c, id);
			sql_int(&c, list.at[i].ordinal);
			err = sql_run(&c, e);
		}
	}
	if (err == OK) {
		struct sql_call c = sql_begin(s, SQL_QUOTES_DROP);
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

enum err store_quotes_of(struct store *s, int64_t id, bool others, struct arena *out,
	store_quotes *ret, struct error *e)
{
	known_as_list known = { 0 };
	TRY(known_as_get(s, out, &known, e));
	struct sql_call c = sql_begin(s, SQL_QUOTES_OF);
	sql_int(&c, id);
	while (sql_row(&c)) {
		struct store_quote *q = list_add(out, ret);
		*q = (struct store_quote){ .article = sql_get_int(&c) };
		q->ordinal = sql_get_int(&c);
		q->start = sql_get_int(&c);
		q->stop = sql_get_int(&c);
		q->kind = (enum quote_kind)sql_get_int(&c);
		q->form = (enum quote_form)sql_get_int(&c);
		q->confidence = sql_get_int(&c);
		q->person = sql_get_int(&c);
		q->speaker = sql_get_text(&c, out);
		q->surface = sql_get_text(&c, out);
		q->cue = sql_get_text(&c, out);
		q->via = sql_get_text(&c, out);
		q->text = sql_get_text(&c, out);
		q->speaker = meant(&known, sql_get_bytes(&c), q->speaker);
	}
	TRY(sql_end(&c, e));
	for (size_t i = 0; others && i < ret->n; i++)
		if (ret->at[i].kind == QUOTE_DIRECT)
			TRY(others_find(s, &ret->at[i], out, e));
	return OK;
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
	bool held = false;
	struct sql_call c = sql_begin(s, SQL_QUOTE_TEXTS);
	sql_int(&c, id);
	while (!held && sql_row(&c))
		held = store_quote_has(sql_get_bytes(&c), asked);
	TRY(sql_end(&c, e));
	*ret_held = held;
	return OK;
}

struct found_person {
	int64_t id;
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
		p->id = sql_get_int(&c);
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

enum err store_quotes_by(struct store *s, struct slice name, struct arena *out, int64_t **ret_ids,
	size_t *ret_n, struct error *e)
{
	LIST(int64_t) ids = { 0 };
	struct sql_call c;
	if (!name.n) {
		c = sql_begin(s, SQL_IDS_QUOTED);
		while (sql_row(&c))
			*list_add(out, &ids) = sql_get_int(&c);
		TRY(sql_end(&c, e));
	} else {
		struct found_person *people;
		size_t n;
		TRY(people_get(s, out, &people, &n, e));
		for (size_t i = 0; i < n; i++) {
			if (!store_quote_has(people[i].called, name) &&
				!store_quote_has(people[i].name, name))
				continue;
			c = sql_begin(s, SQL_QUOTES_BY);
			sql_int(&c, people[i].id);
			while (sql_row(&c))
				*list_add(out, &ids) = sql_get_int(&c);
			TRY(sql_end(&c, e));
		}
	}
	if (ids.n)
		qsort(ids.at, ids.n, sizeof *ids.at, by_id);
	size_t n = 0;
	for (size_t i = 0; i < ids.n; i++)
		if (!n || ids.at[n - 1] != ids.at[i])
			ids.at[n++] = ids.at[i];
	for (size_t i = 0; i < n / 2; i++) {
		int64_t swap = ids.at[i];
		ids.at[i] = ids.at[n - 1 - i];
		ids.at[n - 1 - i] = swap;
	}
	*ret_ids = ids.at;
	*ret_n = n;
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

enum err store_speakers_of(struct store *s, int64_t id, struct arena *out, strings *ret,
	struct error *e)
{
	size_t first = ret->n;
	struct sql_call c = sql_begin(s, SQL_SPEAKERS_OF);
	sql_int(&c, id);
	while (sql_row(&c)) {
		struct slice name = sql_get_bytes(&c);
		bool known = false;
		for (size_t i = first; i < ret->n; i++)
			known |= slice_eq(ret->at[i], name);
		if (!known)
			*list_add(out, ret) = arena_dup(out, name);
	}
	return sql_end(&c, e);
}
