/* Joining the variants of one name within one text.
 *
 * A shorter name is a variant of a longer one where all its words are among the longer one's:
 * "Macron" of "Emmanuel Macron", "Suharso" of "Suharso Monoarfa". Of several candidates the one
 * that was spoken of last is taken. */
#include "names/private.h"

/* A table from the hash of a word to the entity that had it last. */
struct word_table {
	struct word_slot {
		uint32_t hash; /* 0 where free */
		int32_t entity;
	} *slots;
	uint32_t mask;
};

static struct word_slot *slot_of(const struct word_table *t, uint32_t hash)
{
	uint32_t i = hash & t->mask;
	while (t->slots[i].hash && t->slots[i].hash != hash)
		i = (i + 1) & t->mask;
	return &t->slots[i];
}

static bool has_word(const struct entity *e, uint32_t hash)
{
	for (uint8_t i = 0; i < e->n_words; i++)
		if (e->words[i] == hash)
			return true;
	return false;
}

static struct entity words_of(const struct finder *f, const struct mention *m)
{
	struct entity e = { .sort = m->sort, .gender = m->gender,
		.name = unit_text(f->u, m->name_first, m->end) };
	uint32_t from = m->end - m->name_first > 8 ? m->end - 8 : m->name_first;
	for (uint32_t i = from; i < m->end; i++) {
		const struct token *t = &f->u->tokens[i];
		if (t->kind == TOKEN_WORD && !(t->classes & LEX_PARTICLE &&
			!(t->flags & TOKEN_CAPITAL)))
			e.words[e.n_words++] = t->hash | 1;
	}
	return e;
}

static bool covers(const struct entity *longer, const struct entity *shorter)
{
	for (uint8_t i = 0; i < shorter->n_words; i++)
		if (!has_word(longer, shorter->words[i]))
			return false;
	return true;
}

static bool sorts_agree(const struct entity *a, const struct entity *b)
{
	if (a->sort == b->sort || a->sort == NAME_UNKNOWN || b->sort == NAME_UNKNOWN)
		return true;
	return false;
}

/* "Saan" after "Wakil Ketua Fraksi Nasdem Saan Mustopa", which ends in a person's name. */
static bool ends_in(const struct entity *known, const struct entity *e)
{
	uint8_t n = known->n_words;
	return known->sort == NAME_ORGANISATION && e->sort == NAME_UNKNOWN && e->n_words == 1 &&
		n > 3 &&
		(known->words[n - 1] == e->words[0] || known->words[n - 2] == e->words[0] ||
			known->words[n - 3] == e->words[0]);
}

/* "Golkar" of "Partai Golkar". */
static bool kind_left_out(const struct entity *whole, const struct entity *e)
{
	return whole->sort == NAME_ORGANISATION && e->sort == NAME_UNKNOWN && e->n_words == 1 &&
		whole->n_words == 2 && whole->words[1] == e->words[0];
}

static bool same(const struct finder *f, const struct entity *known, const struct entity *e)
{
	if (f->u->lexicon->head_first && ends_in(known, e))
		return true;
	if (f->u->lexicon->head_first && (kind_left_out(known, e) || kind_left_out(e, known)))
		return true;
	if (!sorts_agree(known, e))
		return false;
	if (known->gender && e->gender && known->gender != e->gender)
		return false;
	if (known->sort == NAME_PERSON || e->sort == NAME_PERSON || known->sort == e->sort) {
		if (known->sort != NAME_PERSON && e->sort != NAME_PERSON)
			return known->n_words == e->n_words && covers(known, e);
		return known->n_words >= e->n_words ? covers(known, e) : covers(e, known);
	}
	return covers(known, e) && covers(e, known);
}

/* "Russia and China": the second speaks for both. */
static void couple(const struct finder *f, const struct mention *a, struct mention *b)
{
	if (a->end + 1 != b->first || a->kind < MENTION_ROLE || b->kind < MENTION_ROLE)
		return;
	const struct token *t = f->u->tokens;
	if (!(t[a->end].classes & LEX_AND) || t[a->end].sentence != t[b->first].sentence ||
		t[a->first].sentence != t[b->first].sentence ||
			t[a->end - 1].flags & TOKEN_GENITIVE)
		return;
	b->joint = true;
	b->text = unit_text(f->u, a->first, b->end);
}

/* "Pendapat Suharso" after "Suharso Monoarfa": a word that is capitalised only because it begins a
 * sentence is no part of a name that is known without it. The known entity, or -1. */
static int32_t without_first(const struct finder *f, struct mention *m, struct entity *e,
	const struct word_table *t)
{
	if (e->n_words < 2 || m->first != m->name_first || !(finder_in_small(f, m->first) ||
		(f->u->tokens[m->first].flags & TOKEN_FIRST && finder_nobody(f, m->first))))
		return -1;
	struct entity rest = *e;
	rest.n_words--;
	memmove(rest.words, rest.words + 1, rest.n_words * sizeof *rest.words);
	rest.name = unit_text(f->u, m->name_first + 1, m->end);
	rest.gender = GENDER_UNKNOWN;
	const struct word_slot *s = slot_of(t, rest.words[rest.n_words - 1]);
	if (!s->hash || !covers(&f->entities.at[s->entity], &rest))
		return -1;
	m->name_first++;
	*e = rest;
	return s->entity;
}

void names_join(struct finder *f)
{
	size_t n_words = 16;
	for (size_t i = 0; i < f->mentions.n; i++)
		if (f->mentions.at[i].kind == MENTION_NAME)
			n_words += f->mentions.at[i].end - f->mentions.at[i].name_first;
	struct word_table t = { .mask = 31 };
	while (t.mask < 2 * n_words)
		t.mask = t.mask * 2 + 1;
	t.slots = arena_array(f->scratch, struct word_slot, (size_t)t.mask + 1);
	for (uint32_t i = 0; i < f->mentions.n; i++) {
		struct mention *m = &f->mentions.at[i];
		if (m->kind != MENTION_NAME)
			continue;
		struct entity e = words_of(f, m);
		if (!e.n_words)
			continue;
		int32_t found = without_first(f, m, &e, &t);
		for (uint8_t w = e.n_words; w > 0 && found < 0; w--) {
			const struct word_slot *s = slot_of(&t, e.words[w - 1]);
			if (s->hash && same(f, &f->entities.at[s->entity], &e))
				found = s->entity;
		}
		if (found < 0) {
			e.first_mention = e.longest = i;
			found = (int32_t)f->entities.n;
			*list_add(f->out, &f->entities) = e;
		}
		struct entity *known = &f->entities.at[found];
		m->entity = found;
		known->n_mentions++;
		if (e.n_words > known->n_words) {
			memcpy(known->words, e.words, sizeof e.words);
			known->n_words = e.n_words;
			known->name = e.name;
			known->longest = i;
		}
		if (f->u->lexicon->head_first && ends_in(known, &e))
			known->sort = NAME_PERSON;
		if (known->sort == NAME_UNKNOWN)
			known->sort = e.sort;
		if (known->gender == GENDER_UNKNOWN)
			known->gender = e.gender;
		for (uint8_t w = 0; w < e.n_words; w++)
			*slot_of(&t, e.words[w]) = (struct word_slot){ e.words[w], found };
	}
	for (uint32_t i = 0; i < f->mentions.n; i++) {
		struct mention *m = &f->mentions.at[i];
		if (i > 0)
			couple(f, &f->mentions.at[i - 1], m);
		if (m->entity < 0)
			continue;
		m->sort = f->entities.at[m->entity].sort;
		if (m->gender == GENDER_UNKNOWN)
			m->gender = f->entities.at[m->entity].gender;
		if (f->entities.at[m->entity].n_mentions > 1)
			m->weak = false;
	}
}
