/* holders: which of the articles at hand hold a term, in order of their numbers.
 *
 * A table with open addressing from 32-bit hashes to growing lists. Articles are numbered in the
 * order in which they came; those before `first` are gone, and are dropped from the lists by
 * holders_forget. */
#ifndef STORY_HOLDERS_H
#define STORY_HOLDERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/prefetch.h"

/* There are more of these than of anything else: 6 bytes each. */
struct holder {
	uint32_t article;
	uint16_t weight; /* or what else whoever puts it in wants to know */
} __attribute__((packed));

/* How much room a list has follows from its length. */
struct holder_list {
	uint32_t term, n; /* n is 0 where the slot is free; `one` holds a list of one */
	union {
		struct holder *many;
		struct holder one;
	};
};

static inline const struct holder *holders_at(const struct holder_list *l)
{
	return l->n > 1 ? l->many : &l->one;
}

struct holders {
	struct holder_list *slots;
	size_t n, cap;
};

/* Quick where nearly all numbers are below this one. */
void holders_add(struct holders *p, uint32_t term, struct holder holder);

/* Articles before `first` are gone. */
void holders_forget(struct holders *p, uint32_t first);

/* The list of a term; NULL where none has it. */
const struct holder_list *holders_of(const struct holders *p, uint32_t term);

/* Have the place of a term, and then the newest of its list, on their way from memory: whoever
 * looks up many terms asks for all of them before the first is needed. */
void holders_fetch(const struct holders *p, uint32_t term);

static inline void holders_fetch_list(const struct holder_list *l)
{
	if (l->n > 1)
		prefetch(&l->many[l->n - 1]);
}

size_t holders_bytes(const struct holders *p);
void holders_done(struct holders *p);

#endif
