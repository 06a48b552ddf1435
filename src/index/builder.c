/* builder: words become numbers as they come, and are logged by article; writing sorts the log by
 * counting, so that nothing is kept per word but its number of places. */
#include "index/builder.h"

#include <endian.h>
#include <stdlib.h>

enum {
	FULL_WORDS = 2 << 20,   /* 16 bytes each while writing */
	FULL_BYTES = 24 << 20,  /* of the words themselves */
	LANGS_MAX = 32,         /* bits of told_langs; bit 0 is any other language */
	TOLD_SLOTS = 1 << 20,
	LIST_BYTES_MAX = 1 << 30
};

struct dict_term {
	const char *p;
	uint32_t n;
	uint64_t hash;
	uint32_t places; /* in the log */
	bool plain, word;
};

struct place {
	uint32_t of; /* the term in the log; the document once sorted by terms */
	uint32_t pos;
};

struct doc {
	int64_t id;
	int32_t day;
	uint32_t n_words;
	uint32_t lang;      /* into langs, plus one; 0: none of them */
	size_t log_from, log_to;
};

struct index_builder {
	struct arena arena; /* bytes of the terms */
	LIST(struct dict_term) terms;
	uint32_t *slots;    /* of terms, plus one */
	uint32_t n_slots;
	struct place *log;
	size_t log_n, log_cap;
	LIST(struct doc) docs;
	/* What word_fn was told, over all segments: hashes of words, and a bit for each language.
	 *  */
	uint64_t *told;
	uint32_t *told_langs;
	size_t n_told;
	const char *const *langs;
};

static void *checked(void *p)
{
	if (!p)
		abort();
	return p;
}

static void slots_grow(struct index_builder *b)
{
	free(b->slots);
	b->n_slots = b->n_slots ? b->n_slots * 2 : 1 << 15;
	b->slots = checked(calloc(b->n_slots, sizeof *b->slots));
	for (size_t i = 0; i < b->terms.n; i++) {
		uint32_t at = (uint32_t)b->terms.at[i].hash & (b->n_slots - 1);
		while (b->slots[at])
			at = (at + 1) & (b->n_slots - 1);
		b->slots[at] = (uint32_t)i + 1;
	}
}

/* Ready for the next segment. */
static void builder_next(struct index_builder *b)
{
	arena_done(&b->arena);
	b->terms.at = NULL;
	b->docs.at = NULL;
	b->terms.n = b->terms.cap = b->docs.n = b->docs.cap = 0;
	b->log_n = 0;
	b->n_slots = 0;
	slots_grow(b);
}

static void told_forget(struct index_builder *b)
{
	free(b->told);
	free(b->told_langs);
	b->told = checked(calloc(TOLD_SLOTS, sizeof *b->told));
	b->told_langs = checked(calloc(TOLD_SLOTS, sizeof *b->told_langs));
	b->n_told = 0;
}

struct index_builder *index_builder_new(const char *const *langs)
{
	struct index_builder *b = checked(calloc(1, sizeof *b));
	b->langs = langs;
	told_forget(b);
	builder_next(b);
	return b;
}

void index_builder_clear(struct index_builder *b)
{
	builder_next(b);
	told_forget(b);
}

struct index_builder *index_builder_free(struct index_builder *b)
{
	if (!b)
		return NULL;
	arena_done(&b->arena);
	free(b->slots);
	free(b->told);
	free(b->told_langs);
	free(b->log);
	free(b);
	return NULL;
}

/* ---- adding */

/* Eight bytes at a time: words are short. */
static uint64_t term_hash(struct slice s)
{
	uint64_t h = s.n * 0x9e3779b97f4a7c15u, part;
	size_t i = 0;
	for (; i + 8 <= s.n; i += 8) {
		memcpy(&part, s.p + i, 8);
		h = (h ^ part) * 0x9fb21c651e98df25u;
		h ^= h >> 32;
	}
	part = 0;
	memcpy(&part, s.p + i, s.n - i);
	h = (h ^ part) * 0x9fb21c651e98df25u;
	return h ^ h >> 32;
}

static uint32_t term_number(struct index_builder *b, enum term_space space, struct slice term)
{
	uint64_t hash = term_hash(term);
	uint32_t at = (uint32_t)hash & (b->n_slots - 1);
	for (; b->slots[at]; at = (at + 1) & (b->n_slots - 1)) {
		const struct dict_term *t = &b->terms.at[b->slots[at] - 1];
		if (t->hash == hash && t->n == term.n && memcmp(t->p, term.p, term.n) == 0)
			return b->slots[at] - 1;
	}
	uint32_t number = (uint32_t)b->terms.n;
	b->slots[at] = number + 1;
	*list_add(&b->arena, &b->terms) = (struct dict_term){
		.p = arena_dup(&b->arena, term).p,
		.n = (uint32_t)term.n,
		.hash = hash,
		.plain = space_plain(space),
		.word = space == SPACE_WORD,
	};
	if (b->terms.n * 2 > b->n_slots)
		slots_grow(b);
	return number;
}

static void place_add(void *ctx, enum term_space space, struct slice term, uint32_t pos)
{
	struct index_builder *b = ctx;
	if (!term.n)
		return;
	uint32_t number = term_number(b, space, term);
	b->terms.at[number].places++;
	if (b->log_n == b->log_cap) {
		b->log_cap = b->log_cap ? b->log_cap * 2 : 1 << 16;
		b->log = checked(realloc(b->log, b->log_cap * sizeof *b->log));
	}
	b->log[b->log_n++] = (struct place){ number, pos };
}

static uint32_t lang_number(const struct index_builder *b, struct slice lang)
{
	for (uint32_t i = 0; b->langs[i] && i < LANGS_MAX - 1; i++)
		if (slice_is(lang, b->langs[i]))
			return i + 1;
	return 0;
}

void index_builder_add(struct index_builder *b, int64_t id, int64_t day, const struct article *a)
{
	struct doc doc = { .id = id, .day = (int32_t)day, .log_from = b->log_n };
	doc.n_words = article_terms(a, place_add, b);
	doc.log_to = b->log_n;
	doc.lang = lang_number(b, a->lang);
	*list_add(&b->arena, &b->docs) = doc;
}

uint32_t index_builder_docs(const struct index_builder *b)
{
	return (uint32_t)b->docs.n;
}

bool index_builder_full(const struct index_builder *b)
{
	return b->log_n >= FULL_WORDS || b->arena.total >= FULL_BYTES;
}

/* ---- writing */

static int by_id(const void *a, const void *b)
{
	const struct doc *x = a, *y = b;
	return x->id < y->id ? -1 : x->id > y->id;
}

struct term_order {
	uint64_t start; /* the first eight bytes, so that most comparisons end here */
	const struct dict_term *term;
};

static int by_bytes(const void *a, const void *b)
{
	const struct term_order *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return slice_cmp(slice_of(x->term->p, x->term->n), slice_of(y->term->p, y->term->n));
}

/* By two of the first four bytes, from `from` to `to`; equal ones keep their order. */
static void sort_by_two(const struct term_order *from, struct term_order *to, size_t n, int shift)
{
	enum { VALUES = 1 << 16 };
	uint32_t *ends = checked(calloc(VALUES, sizeof *ends)), at = 0;
	for (size_t i = 0; i < n; i++)
		ends[from[i].start >> shift & (VALUES - 1)]++;
	for (size_t i = 0; i < VALUES; i++) {
		uint32_t count = ends[i];
		ends[i] = at;
		at += count;
	}
	for (size_t i = 0; i < n; i++)
		to[ends[from[i].start >> shift & (VALUES - 1)]++] = from[i];
	free(ends);
}

/* By four bytes in two passes, then the few that are equal so far among themselves. */
static struct term_order *terms_sorted(const struct index_builder *b)
{
	size_t n = b->terms.n;
	struct term_order *order = checked(calloc(n + 1, sizeof *order));
	struct term_order *other = checked(calloc(n + 1, sizeof *other));
	for (size_t i = 0; i < n; i++) {
		const struct dict_term *t = &b->terms.at[i];
		uint64_t start = 0;
		memcpy(&start, t->p, t->n < 8 ? t->n : 8);
		order[i] = (struct term_order){ be64toh(start), t };
	}
	sort_by_two(order, other, n, 32);
	sort_by_two(other, order, n, 48);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && order[to].start >> 32 == order[from].start >> 32;)
			to++;
		if (to - from > 1)
			qsort(order + from, to - from, sizeof *order, by_bytes);
	}
	free(other);
	return order;
}

/* The log, sorted by term, document and position. `ends` gets where each term's part ends. */
static struct place *log_sorted(const struct index_builder *b, size_t *ends)
{
	struct place *sorted = checked(malloc((b->log_n + 1) * sizeof *sorted));
	size_t at = 0;
	for (size_t i = 0; i < b->terms.n; i++) {
		ends[i] = at;
		at += b->terms.at[i].places;
	}
	for (uint32_t doc = 0; doc < b->docs.n; doc++)
		for (size_t i = b->docs.at[doc].log_from; i < b->docs.at[doc].log_to; i++)
			sorted[ends[b->log[i].of]++] = (struct place){ doc, b->log[i].pos };
	return sorted;
}

/* Each run of places with one document becomes a posting. */
static void list_make(const struct place *places, size_t n, struct postings *list)
{
	postings_clear(list);
	uint32_t positions[64];
	for (size_t i = 0; i < n;) {
		size_t from = i;
		uint32_t doc = places[i].of;
		for (; i < n && places[i].of == doc; i++)
			if (i - from < 64)
				positions[i - from] = places[i].pos;
		uint32_t count = (uint32_t)(i - from), len;
		if (count <= 64) {
			len = positions_write(&list->pos, positions, count);
		} else {
			uint32_t *many = checked(malloc(count * sizeof *many));
			for (uint32_t k = 0; k < count; k++)
				many[k] = places[from + k].pos;
			len = positions_write(&list->pos, many, count);
			free(many);
		}
		postings_add(list, doc, code_of(count, places[from].pos < TITLE_SPAN), len);
	}
}

/* Of the languages in bits of `langs`, those that the word was not told in; now it is. */
static uint32_t not_told(struct index_builder *b, uint64_t hash, uint32_t langs)
{
	if (b->n_told > TOLD_SLOTS / 2)
		told_forget(b);
	hash += !hash;
	size_t at = (size_t)hash & (TOLD_SLOTS - 1);
	while (b->told[at] && b->told[at] != hash)
		at = (at + 1) & (TOLD_SLOTS - 1);
	b->n_told += !b->told[at];
	b->told[at] = hash;
	langs &= ~b->told_langs[at];
	b->told_langs[at] |= langs;
	return langs;
}

static enum err tell_langs(struct index_builder *b, const struct dict_term *t,
	const struct postings *list, word_lang_fn word_fn, void *ctx, struct error *e)
{
	uint32_t langs = 0;
	for (uint32_t i = 0; i < list->n; i++)
		langs |= (uint32_t)1 << b->docs.at[list->docs[i]].lang;
	langs &= ~(uint32_t)1;
	if (langs)
		langs = not_told(b, t->hash, langs);
	for (; langs; langs &= langs - 1)
		TRY(word_fn(ctx, slice_of(t->p, t->n),
			slice_str(b->langs[__builtin_ctz(langs) - 1]), e));
	return OK;
}

static enum err docs_write(struct index_builder *b, struct segment_writer *w, struct error *e)
{
	struct arena local = ARENA_INIT;
	size_t n = b->docs.n;
	int64_t *ids = arena_array(&local, int64_t, n + 1);
	int32_t *days = arena_array(&local, int32_t, n + 1);
	uint16_t *lens = arena_array(&local, uint16_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct doc *doc = &b->docs.at[i];
		ids[i] = doc->id;
		days[i] = doc->day;
		lens[i] = doc->n_words < UINT16_MAX ? (uint16_t)doc->n_words : UINT16_MAX;
	}
	enum err err = segment_write_docs(w, ids, days, lens, (uint32_t)n, e);
	arena_done(&local);
	return err;
}

static enum err terms_write(struct index_builder *b, struct segment_writer *w, word_lang_fn word_fn,
	void *ctx, struct error *e)
{
	size_t *ends = checked(malloc((b->terms.n + 1) * sizeof *ends));
	struct place *places = log_sorted(b, ends);
	struct term_order *order = terms_sorted(b);
	struct postings list = { .pos = BUF_INIT(LIST_BYTES_MAX) };
	enum err err = OK;
	for (size_t i = 0; i < b->terms.n && err == OK; i++) {
		const struct dict_term *t = order[i].term;
		size_t end = ends[t - b->terms.at];
		list_make(places + end - t->places, t->places, &list);
		err = segment_write_term(w, slice_of(t->p, t->n), t->plain, &list, e);
		if (err == OK && t->word && word_fn)
			err = tell_langs(b, t, &list, word_fn, ctx, e);
	}
	postings_done(&list);
	free(order);
	free(places);
	free(ends);
	return err;
}

enum err index_builder_write(struct index_builder *b, const struct index_sink *sink,
	word_lang_fn word_fn, void *word_ctx, struct segment_size *ret_size, struct error *e)
{
	struct segment_writer w;
	segment_writer_begin(&w, sink);
	qsort(b->docs.at, b->docs.n, sizeof *b->docs.at, by_id);
	enum err err = docs_write(b, &w, e);
	if (err == OK)
		err = terms_write(b, &w, word_fn, word_ctx, e);
	if (err == OK)
		err = segment_writer_end(&w, ret_size, e);
	segment_writer_done(&w);
	builder_next(b);
	return err;
}
