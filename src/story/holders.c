/* holders: lists of a few articles each, in a table that forgets what nobody holds any more. */
#include "story/holders.h"

#include <stdlib.h>
#include <string.h>

static struct holder_list *slot_of(const struct holders *p, uint32_t term)
{
	size_t i = (term * 0x9E3779B1u) & (p->cap - 1);
	while (p->slots[i].cap && p->slots[i].term != term)
		i = (i + 1) & (p->cap - 1);
	return &p->slots[i];
}

static void *must(void *p)
{
	if (!p)
		abort();
	return p;
}

static void drop(struct holder_list *l)
{
	if (l->cap > 1)
		free(l->many);
	l->cap = 0;
}

/* A table with room, without the lists of which nothing is left. */
static void rebuild(struct holders *p)
{
	struct holders old = *p;
	size_t live = 0;
	for (size_t i = 0; i < old.cap; i++) {
		struct holder_list *l = &old.slots[i];
		if (l->cap && holders_at(l)[l->n - 1].article < p->first)
			drop(l);
		live += l->cap != 0;
	}
	p->n = live;
	p->cap = 1024;
	while (p->cap < live * 2)
		p->cap *= 2;
	p->slots = must(calloc(p->cap, sizeof *p->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].cap)
			*slot_of(p, old.slots[i].term) = old.slots[i];
	free(old.slots);
}

static void make_room(struct holder_list *l, uint32_t first)
{
	uint32_t gone = 0;
	if (l->cap == 1) {
		struct holder one = l->one;
		l->cap = 2;
		l->many = must(malloc(l->cap * sizeof *l->many));
		l->many[0] = one;
		return;
	}
	while (gone < l->n && l->many[gone].article < first)
		gone++;
	if (gone > l->n / 4) {
		memmove(l->many, l->many + gone, (l->n - gone) * sizeof *l->many);
		l->n -= gone;
		return;
	}
	l->cap += l->cap / 2;
	l->many = must(realloc(l->many, l->cap * sizeof *l->many));
}

void holders_add(struct holders *p, uint32_t term, struct holder holder)
{
	if ((p->n + 1) * 10 > p->cap * 7)
		rebuild(p);
	struct holder_list *l = slot_of(p, term);
	if (!l->cap) {
		*l = (struct holder_list){ .term = term, .n = 1, .cap = 1, .one = holder };
		p->n++;
		return;
	}
	if (l->n == l->cap)
		make_room(l, p->first);
	l->many[l->n++] = holder;
}

const struct holder_list *holders_of(const struct holders *p, uint32_t term)
{
	const struct holder_list *l = p->cap ? slot_of(p, term) : NULL;
	return l && l->cap ? l : NULL;
}

size_t holders_bytes(const struct holders *p)
{
	size_t n = p->cap * sizeof *p->slots;
	for (size_t i = 0; i < p->cap; i++)
		n += p->slots[i].cap > 1 ? p->slots[i].cap * sizeof(struct holder) + 16 : 0;
	return n;
}

void holders_done(struct holders *p)
{
	for (size_t i = 0; i < p->cap; i++)
		drop(&p->slots[i]);
	free(p->slots);
	*p = (struct holders){ 0 };
}
