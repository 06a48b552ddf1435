/* holders: lists of a few articles each, in a table that forgets what nobody holds any more. */
#include "story/holders.h"

#include <stdlib.h>
#include <string.h>

static struct holder_list *slot_of(const struct holders *p, uint32_t term)
{
	size_t i = (term * 0x9E3779B1u) & (p->cap - 1);
	while (p->slots[i].at && p->slots[i].term != term)
		i = (i + 1) & (p->cap - 1);
	return &p->slots[i];
}

static void *must(void *p)
{
	if (!p)
		abort();
	return p;
}

/* A table with room, without the lists of which nothing is left. */
static void rebuild(struct holders *p)
{
	struct holders old = *p;
	size_t live = 0;
	for (size_t i = 0; i < old.cap; i++) {
		struct holder_list *l = &old.slots[i];
		if (l->at && l->at[l->n - 1].article < p->first) {
			free(l->at);
			l->at = NULL;
		}
		live += l->at != NULL;
	}
	p->n = live;
	p->cap = 1024;
	while (p->cap < live * 3)
		p->cap *= 2;
	p->slots = must(calloc(p->cap, sizeof *p->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].at)
			*slot_of(p, old.slots[i].term) = old.slots[i];
	free(old.slots);
}

static void make_room(struct holder_list *l, uint32_t first)
{
	uint32_t gone = 0;
	while (gone < l->n && l->at[gone].article < first)
		gone++;
	if (gone > l->n / 4 && gone) {
		memmove(l->at, l->at + gone, (l->n - gone) * sizeof *l->at);
		l->n -= gone;
		return;
	}
	l->cap = l->cap < 2 ? 2 : l->cap + l->cap / 2;
	l->at = must(realloc(l->at, l->cap * sizeof *l->at));
}

void holders_add(struct holders *p, uint32_t term, struct holder holder)
{
	if ((p->n + 1) * 10 > p->cap * 7)
		rebuild(p);
	struct holder_list *l = slot_of(p, term);
	if (!l->at) {
		*l = (struct holder_list){ term, 0, 1, must(malloc(sizeof *l->at)) };
		p->n++;
	}
	if (l->n == l->cap)
		make_room(l, p->first);
	l->at[l->n++] = holder;
}

const struct holder_list *holders_of(const struct holders *p, uint32_t term)
{
	const struct holder_list *l = p->cap ? slot_of(p, term) : NULL;
	return l && l->at ? l : NULL;
}

size_t holders_bytes(const struct holders *p)
{
	size_t n = p->cap * sizeof *p->slots;
	for (size_t i = 0; i < p->cap; i++)
		n += p->slots[i].cap * sizeof *p->slots[i].at;
	return n;
}

void holders_done(struct holders *p)
{
	for (size_t i = 0; i < p->cap; i++)
		free(p->slots[i].at);
	free(p->slots);
	*p = (struct holders){ 0 };
}
