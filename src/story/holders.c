/* holders: lists of a few articles each, in a table that forgets what nobody holds any more. */
#include "story/holders.h"

#include <stdlib.h>
#include <string.h>

static size_t place_of(const struct holders *p, uint32_t term)
{
	return (size_t)((uint64_t)(uint32_t)(term * 0x9E3779B1u) * p->cap >> 32);
}

static struct holder_list *slot_of(const struct holders *p, uint32_t term)
{
	size_t i = place_of(p, term);
	while (p->slots[i].n && p->slots[i].term != term)
		i = i + 1 < p->cap ? i + 1 : 0;
	return &p->slots[i];
}

static void *must(void *p)
{
	if (!p)
		abort();
	return p;
}

/* Room of a list of `n`: four steps to each doubling. */
static uint32_t room(uint32_t n)
{
	uint32_t step = 2;
	while (step * 8 < n)
		step *= 2;
	return (n + step - 1) / step * step;
}

/* A table of `cap` slots. */
static void rebuild(struct holders *p, size_t cap)
{
	struct holders old = *p;
	p->cap = cap;
	p->slots = must(calloc(p->cap, sizeof *p->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].n)
			*slot_of(p, old.slots[i].term) = old.slots[i];
	free(old.slots);
}

/* What is left of a list is `n` from `gone` on. */
static void shorten(struct holder_list *l, uint32_t gone, uint32_t n)
{
	struct holder *many = l->many;
	if (n > 1) {
		memmove(many, many + gone, n * sizeof *many);
		if (room(n) < room(l->n))
			l->many = must(realloc(many, room(n) * sizeof *many));
	} else {
		if (n)
			l->one = many[gone];
		free(many);
	}
	l->n = n;
}

void holders_forget(struct holders *p, uint32_t first)
{
	p->n = 0;
	for (size_t i = 0; i < p->cap; i++) {
		struct holder_list *l = &p->slots[i];
		const struct holder *all = holders_at(l);
		uint32_t gone = 0;
		while (gone < l->n && all[gone].article < first)
			gone++;
		if (gone && l->n > 1)
			shorten(l, gone, l->n - gone);
		else if (gone)
			l->n = 0;
		p->n += l->n != 0;
	}
	if (p->cap)
		rebuild(p, p->cap); /* free slots end a search: those behind them move */
}

void holders_add(struct holders *p, uint32_t term, struct holder holder)
{
	if ((p->n + 1) * 10 > p->cap * 8)
		rebuild(p, p->cap ? p->cap / 4 * 5 : 1024); /* most of the memory is here */
	struct holder_list *l = slot_of(p, term);
	if (!l->n) {
		*l = (struct holder_list){ .term = term, .n = 1, .one = holder };
		p->n++;
		return;
	}
	if (l->n == 1) {
		struct holder one = l->one;
		l->many = must(malloc(room(2) * sizeof *l->many));
		l->many[0] = one;
	} else if (l->n == room(l->n)) {
		l->many = must(realloc(l->many, room(l->n + 1) * sizeof *l->many));
	}
	uint32_t i = l->n++;
	for (; i && l->many[i - 1].article > holder.article; i--)
		l->many[i] = l->many[i - 1];
	l->many[i] = holder;
}

const struct holder_list *holders_of(const struct holders *p, uint32_t term)
{
	const struct holder_list *l = p->cap ? slot_of(p, term) : NULL;
	return l && l->n ? l : NULL;
}

void holders_fetch(const struct holders *p, uint32_t term)
{
	if (p->cap)
		prefetch(&p->slots[place_of(p, term)]);
}

size_t holders_bytes(const struct holders *p)
{
	size_t n = p->cap * sizeof *p->slots;
	for (size_t i = 0; i < p->cap; i++)
		n += p->slots[i].n > 1 ? room(p->slots[i].n) * sizeof(struct holder) + 8 : 0;
	return n;
}

void holders_done(struct holders *p)
{
	for (size_t i = 0; i < p->cap; i++)
		if (p->slots[i].n > 1)
			free(p->slots[i].many);
	free(p->slots);
	*p = (struct holders){ 0 };
}
