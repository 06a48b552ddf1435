/* builder: terms become numbers as they come, and are logged by article; writing sorts the log by
 * counting, so that nothing is kept per term but its number of articles. */
#include "index/builder.h"

#include <endian.h>
#include <stdlib.h>

#include "base/prefetch.h"

enum {
	SLOTS_FIRST = 1 << 15,
	SLOTS_KEPT = 1 << 19,   /* from one segment to the next, which will be like it */
	AHEAD = 4,              /* terms that are fetched from memory before they are needed */
	LANGS_MAX = 32,         /* bits of told_langs; bit 0 is any other language */
	TOLD_SLOTS_MIN = 1 << 14,
	TOLD_SLOTS_MAX = 1 << 20,
	LIST_BYTES_MAX = 1 << 30,
	POS_INSIDE = 7
};

/* 32 bytes, and what most words are compared and sorted by is in them: time goes into waiting for
 * memory. */
struct dict_term {
	const char *p;
	uint64_t start; /* its first eight bytes as a number, 0 for those that it has not */
	uint32_t hash;  /* the lower half */
	uint32_t articles;
	uint32_t langs; /* a bit for each that word_fn need not be asked for again */
	uint8_t n;
	bool plain, word;
};

/* A term in an article. */
struct posted {
	uint32_t of; /* the term in the log; the document once sorted by terms */
	uint32_t code;
	/* Its positions; most have a byte or two. The last byte is their length, or POS_OUTSIDE,
	 * and the first ones a number in `outside`. */
	unsigned char pos[POS_INSIDE + 1];
};
#define POS_OUTSIDE 255

struct doc {
	int64_t id;
	int32_t day;
	uint32_t n_words;
	size_t log_from, log_to;
};

struct index_builder {
	struct arena arena;
	LIST(struct dict_term) terms;
	uint32_t *slots;    /* of terms, plus one */
	uint32_t n_slots;
	struct posted *log;
	size_t log_n, log_cap;
	LIST(struct slice) outside;
	LIST(struct doc) docs;
	/* What word_fn was told, over all segments: hashes of words, and a bit a language. */
	uint64_t *told;
	uint32_t *told_langs;
	size_t n_told, told_slots;
	const char *const *langs;
	word_lang_fn word_fn;
	void *ctx;
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
	b->n_slots = b->n_slots ? b->n_slots * 2 : SLOTS_FIRST;
	b->slots = checked(calloc(b->n_slots, sizeof *b->slots));
	for (size_t i = 0; i < b->terms.n; i++) {
		uint32_t at = b->terms.at[i].hash & (b->n_slots - 1);
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
	b->outside.at = NULL;
	b->terms.n = b->terms.cap = b->docs.n = b->docs.cap = b->outside.n = b->outside.cap = 0;
	b->log_n = 0;
	if (b->n_slots && b->n_slots <= SLOTS_KEPT) {
		memset(b->slots, 0, b->n_slots * sizeof *b->slots);
		return;
	}
	b->n_slots = 0;
	slots_grow(b);
}

/* Make place for as many words; what was told is forgotten. */
static void told_empty(struct index_builder *b, size_t slots)
{
	b->told = checked(calloc(slots, sizeof *b->told));
	b->told_langs = checked(calloc(slots, sizeof *b->told_langs));
	b->told_slots = slots;
	b->n_told = 0;
}

static void told_forget(struct index_builder *b)
{
	free(b->told);
	free(b->told_langs);
	told_empty(b, TOLD_SLOTS_MIN);
}

/* The word's place, or the free one where it goes. */
static size_t told_at(const struct index_builder *b, uint64_t hash)
{
	size_t at = (size_t)hash & (b->told_slots - 1);
	while (b->told[at] && b->told[at] != hash)
		at = (at + 1) & (b->told_slots - 1);
	return at;
}

static void told_grow(struct index_builder *b)
{
	uint64_t *told = b->told;
	uint32_t *langs = b->told_langs;
	size_t slots = b->told_slots, n = b->n_told;
	told_empty(b, slots * 2);
	for (size_t i = 0; i < slots; i++) {
		if (!told[i])
			continue;
		size_t at = told_at(b, told[i]);
		b->told[at] = told[i];
		b->told_langs[at] = langs[i];
	}
	b->n_told = n;
	free(told);
	free(langs);
}

struct index_builder *index_builder_new(const char *const *langs, word_lang_fn word_fn, void *ctx)
{
	struct index_builder *b = checked(calloc(1, sizeof *b));
	b->langs = langs;
	b->word_fn = word_fn;
	b->ctx = ctx;
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

static struct dict_term *term_find(struct index_builder *b, const struct gathered_term *g,
	const char *bytes)
{
	enum { START = sizeof(uint64_t) };
	uint32_t hash = (uint32_t)g->hash, at = hash & (b->n_slots - 1);
	uint64_t start = term_start(slice_of(bytes, g->n));
	for (; b->slots[at]; at = (at + 1) & (b->n_slots - 1)) {
		struct dict_term *t = &b->terms.at[b->slots[at] - 1];
		if (t->hash == hash && t->start == start && t->n == g->n && (g->n <= START ||
			memcmp(t->p + START, bytes + START, g->n - START) == 0))
			return t;
	}
	b->slots[at] = (uint32_t)b->terms.n + 1;
	*list_add(&b->arena, &b->terms) = (struct dict_term){ .p = bytes, .start = start,
		.hash = hash, .n = g->n, .plain = g->plain, .word = g->word };
	if (b->terms.n * 2 > b->n_slots)
		slots_grow(b);
	return &b->terms.at[b->terms.n - 1];
}

static void log_room(struct index_builder *b, size_t n)
{
	if (n <= b->log_cap - b->log_n)
		return;
	b->log_cap += b->log_cap / 2 + n;
	b->log = checked(realloc(b->log, b->log_cap * sizeof *b->log));
}

static void pos_keep(struct index_builder *b, struct posted *to, const char *pos, uint32_t n)
{
	if (n <= POS_INSIDE) {
		memcpy(to->pos, pos, n);
		to->pos[POS_INSIDE] = (unsigned char)n;
		return;
	}
	uint32_t number = (uint32_t)b->outside.n;
	*list_add(&b->arena, &b->outside) = slice_of(pos, n);
	memcpy(to->pos, &number, sizeof number);
	to->pos[POS_INSIDE] = POS_OUTSIDE;
}

/* Is it the first time that the word is told of in the language? Now it is. */
static bool is_news(struct index_builder *b, uint64_t hash, uint32_t lang)
{
	if (b->n_told > b->told_slots / 2) {
		if (b->told_slots < TOLD_SLOTS_MAX)
			told_grow(b);
		else
			told_forget(b);
	}
	hash += !hash;
	size_t at = told_at(b, hash);
	b->n_told += !b->told[at];
	b->told[at] = hash;
	bool news = !(b->told_langs[at] & lang);
	b->told_langs[at] |= lang;
	return news;
}

/* Tell of the word where its language is one that is asked for. */
static void tell(struct index_builder *b, struct dict_term *t, uint64_t hash, uint32_t lang)
{
	uint32_t bit = (uint32_t)1 << lang;
	if (!lang || !t->word || !b->word_fn || t->langs & bit)
		return;
	t->langs |= bit;
	if (is_news(b, hash, bit))
		b->word_fn(b->ctx, slice_of(t->p, t->n), slice_str(b->langs[lang - 1]));
}

static uint32_t lang_number(const struct index_builder *b, struct slice lang)
{
	for (uint32_t i = 0; b->langs[i] && i < LANGS_MAX - 1; i++)
		if (slice_is(lang, b->langs[i]))
			return i + 1;
	return 0;
}

/* Have the slot of a term on its way from memory, and that to which an earlier one led; or what was
 * told of the word, where none did. */
static void fetch_slots(const struct index_builder *b, const struct gathered *a, uint32_t i)
{
	uint32_t mask = b->n_slots - 1;
	if (i + 2 * AHEAD < a->n_terms)
		prefetch(&b->slots[(uint32_t)a->terms[i + 2 * AHEAD].hash & mask]);
	if (i + AHEAD < a->n_terms) {
		uint64_t hash = a->terms[i + AHEAD].hash;
		uint32_t slot = b->slots[(uint32_t)hash & mask];
		if (slot) {
			prefetch(&b->terms.at[slot - 1]);
		} else { /* new here, and to be told of unless it was before */
			prefetch(&b->told[hash & (b->told_slots - 1)]);
			prefetch(&b->told_langs[hash & (b->told_slots - 1)]);
		}
	}
}

void index_builder_add(struct index_builder *b, int64_t id, int64_t day, const struct gathered *a)
{
	uint32_t lang = lang_number(b, a->lang);
	size_t from = b->log_n;
	log_room(b, a->n_terms);
	for (uint32_t i = 0; i < a->n_terms; i++) {
		const struct gathered_term *g = &a->terms[i];
		fetch_slots(b, a, i);
		struct dict_term *t = term_find(b, g, a->bytes.p + g->at);
		t->articles++;
		tell(b, t, g->hash, lang);
		struct posted *to = &b->log[b->log_n++];
		to->of = (uint32_t)(t - b->terms.at);
		to->code = g->code;
		pos_keep(b, to, a->bytes.p + g->at + g->n, g->pos_n);
	}
	*list_add(&b->arena, &b->docs) = (struct doc){
		.id = id, .day = (int32_t)day, .n_words = a->n_words, .log_from = from,
		.log_to = b->log_n
	};
}

uint32_t index_builder_docs(const struct index_builder *b)
{
	return (uint32_t)b->docs.n;
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
		order[i] = (struct term_order){ t->start, t };
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

/* The log, sorted by term and document. `ends` gets where each term's part ends. */
static struct posted *log_sorted(const struct index_builder *b, size_t *ends)
{
	struct posted *sorted = checked(malloc((b->log_n + 1) * sizeof *sorted));
	size_t at = 0;
	for (size_t i = 0; i < b->terms.n; i++) {
		ends[i] = at;
		at += b->terms.at[i].articles;
	}
	for (uint32_t doc = 0; doc < b->docs.n; doc++)
		for (size_t i = b->docs.at[doc].log_from; i < b->docs.at[doc].log_to; i++) {
			struct posted *to = &sorted[ends[b->log[i].of]++];
			*to = b->log[i];
			to->of = doc;
		}
	return sorted;
}

static void list_make(const struct index_builder *b, const struct posted *from, uint32_t n,
	struct postings *list)
{
	postings_clear(list);
	for (uint32_t i = 0; i < n; i++) {
		const struct posted *p = &from[i];
		struct slice pos = slice_of((const char *)p->pos, p->pos[POS_INSIDE]);
		if (pos.n == POS_OUTSIDE) {
			uint32_t number;
			memcpy(&number, p->pos, sizeof number);
			pos = b->outside.at[number];
		}
		postings_add(list, p->of, p->code, pos);
	}
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

/* Terms come in the order of their bytes, and lie in that of their coming: have what the next ones
 * lead to on its way from memory. */
static void fetch_terms(const struct index_builder *b, const struct term_order *order, size_t i,
	const size_t *ends, const struct posted *log)
{
	if (i + 3 * AHEAD < b->terms.n)
		prefetch(order[i + 3 * AHEAD].term);
	if (i + 2 * AHEAD < b->terms.n) {
		const struct dict_term *t = order[i + 2 * AHEAD].term;
		prefetch(&ends[t - b->terms.at]);
		prefetch(t->p);
	}
	if (i + AHEAD < b->terms.n) {
		const struct dict_term *t = order[i + AHEAD].term;
		prefetch(log + ends[t - b->terms.at] - t->articles);
	}
}

static enum err terms_write(struct index_builder *b, struct segment_writer *w, struct error *e)
{
	size_t *ends = checked(malloc((b->terms.n + 1) * sizeof *ends));
	struct posted *log = log_sorted(b, ends);
	struct term_order *order = terms_sorted(b);
	struct postings list = { .pos = BUF_INIT(LIST_BYTES_MAX) };
	enum err err = OK;
	for (size_t i = 0; i < b->terms.n && err == OK; i++) {
		const struct dict_term *t = order[i].term;
		fetch_terms(b, order, i, ends, log);
		list_make(b, log + ends[t - b->terms.at] - t->articles, t->articles, &list);
		err = segment_write_term(w, slice_of(t->p, t->n), t->plain, &list, e);
	}
	postings_done(&list);
	free(order);
	free(log);
	free(ends);
	return err;
}

enum err index_builder_write(struct index_builder *b, const struct index_sink *sink,
	struct segment_size *ret_size, struct error *e)
{
	struct segment_writer w;
	segment_writer_begin(&w, sink);
	qsort(b->docs.at, b->docs.n, sizeof *b->docs.at, by_id);
	enum err err = docs_write(b, &w, e);
	if (err == OK)
		err = terms_write(b, &w, e);
	if (err == OK)
		err = segment_writer_end(&w, ret_size, e);
	segment_writer_done(&w);
	builder_next(b);
	return err;
}
