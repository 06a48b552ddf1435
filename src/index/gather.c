/* gather: a table of the article's terms, which stays in the nearest cache, and a log of the places
 * where they stand, sorted by term in the end. */
#include "index/gather.h"

#include <assert.h>

enum {
	SLOTS_FIRST = 1 << 10,
	POS_BYTES_MAX = 3 /* of a varint below POS_MAX */
};
static_assert(POS_MAX <= 1 << 7 * POS_BYTES_MAX, "positions fit");
static_assert((int)TERM_MAX <= (int)UINT8_MAX, "lengths fit");

struct met {
	const char *p;
	uint32_t n;
	uint32_t places;
	uint64_t hash;
	enum term_space space;
};

struct place {
	uint32_t term, pos;
};

struct gathering {
	struct arena *scratch;
	LIST(struct met) terms;
	uint32_t *slots; /* of terms, plus one */
	uint32_t n_slots;
	LIST(struct place) log;
	size_t term_bytes;
};

static void slots_make(struct gathering *g, uint32_t n)
{
	g->n_slots = n;
	g->slots = arena_array(g->scratch, uint32_t, n);
	for (size_t i = 0; i < g->terms.n; i++) {
		uint32_t at = (uint32_t)g->terms.at[i].hash & (n - 1);
		while (g->slots[at])
			at = (at + 1) & (n - 1);
		g->slots[at] = (uint32_t)i + 1;
	}
}

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

static uint32_t term_number(struct gathering *g, enum term_space space, struct slice term)
{
	uint64_t hash = term_hash(term);
	uint32_t at = (uint32_t)hash & (g->n_slots - 1);
	for (; g->slots[at]; at = (at + 1) & (g->n_slots - 1)) {
		const struct met *t = &g->terms.at[g->slots[at] - 1];
		if (t->hash == hash && t->n == term.n && memcmp(t->p, term.p, term.n) == 0)
			return g->slots[at] - 1;
	}
	uint32_t number = (uint32_t)g->terms.n;
	g->slots[at] = number + 1;
	*list_add(g->scratch, &g->terms) = (struct met){
		.p = arena_dup(g->scratch, term).p,
		.n = (uint32_t)term.n,
		.hash = hash,
		.space = space,
	};
	g->term_bytes += term.n;
	if (g->terms.n * 2 > g->n_slots)
		slots_make(g, g->n_slots * 2);
	return number;
}

static void place_add(void *ctx, enum term_space space, struct slice term, uint32_t pos)
{
	struct gathering *g = ctx;
	if (!term.n)
		return;
	uint32_t number = term_number(g, space, term);
	g->terms.at[number].places++;
	*list_add(g->scratch, &g->log) = (struct place){ number, pos };
}

/* The positions of the log, those of each term together and in their order; `ends` gets where each
 * term's end. */
static uint32_t *positions_sorted(const struct gathering *g, uint32_t *ends)
{
	uint32_t *sorted = arena_array(g->scratch, uint32_t, g->log.n + 1), at = 0;
	for (size_t i = 0; i < g->terms.n; i++) {
		ends[i] = at;
		at += g->terms.at[i].places;
	}
	for (size_t i = 0; i < g->log.n; i++)
		sorted[ends[g->log.at[i].term]++] = g->log.at[i].pos;
	return sorted;
}

static void terms_write(const struct gathering *g, struct arena *out, struct gathered *ret)
{
	uint32_t *ends = arena_array(g->scratch, uint32_t, g->terms.n + 1);
	const uint32_t *positions = positions_sorted(g, ends);
	size_t bound = g->term_bytes + g->log.n * POS_BYTES_MAX;
	ret->n_terms = (uint32_t)g->terms.n;
	ret->terms = arena_array(out, struct gathered_term, g->terms.n + 1);
	char *bytes = arena_bytes(out, bound + 1), *to = bytes;
	for (size_t i = 0; i < g->terms.n; i++) {
		const struct met *m = &g->terms.at[i];
		struct gathered_term *t = &ret->terms[i];
		const uint32_t *pos = positions + ends[i] - m->places;
		*t = (struct gathered_term){
			.hash = m->hash,
			.at = (uint32_t)(to - bytes),
			.n = (uint8_t)m->n,
			.plain = space_plain(m->space),
			.word = m->space == SPACE_WORD,
		};
		to = mempcpy(to, m->p, m->n);
		if (t->plain)
			continue;
		t->code = code_of(m->places, pos[0] < TITLE_SPAN);
		t->pos_n = positions_write(pos, m->places, (unsigned char *)to);
		to += t->pos_n;
	}
	ret->bytes = slice_of(bytes, (size_t)(to - bytes));
	arena_resize(out, bytes, bound + 1, ret->bytes.n);
}

void article_gather(const struct article *a, struct arena *scratch, struct arena *out,
	struct gathered *ret)
{
	struct gathering g = { .scratch = scratch };
	arena_reset(scratch);
	slots_make(&g, SLOTS_FIRST);
	*ret = (struct gathered){ .lang = a->lang };
	ret->n_words = article_terms(a, place_add, &g);
	terms_write(&g, out, ret);
}

void gathered_copy(const struct gathered *from, struct arena *out, struct gathered *ret)
{
	struct gathered copy = *from;
	copy.terms = arena_array(out, struct gathered_term, from->n_terms + 1);
	memcpy(copy.terms, from->terms, from->n_terms * sizeof *copy.terms);
	copy.lang = arena_dup(out, from->lang);
	copy.bytes = arena_dup(out, from->bytes);
	*ret = copy;
}
