/* holders: which of the articles at hand hold a term, newest last.
 *
 * A table with open addressing from 32-bit hashes to growing lists. Articles are numbered in the
 * order in which they came; those before `first` are gone, and are dropped from a list when it
 * would have to grow. */
#ifndef STORY_HOLDERS_H
#define STORY_HOLDERS_H

#include <stddef.h>
#include <stdint.h>

struct holder {
	uint32_t article;
	uint16_t weight;
	uint16_t more; /* for whoever puts it in */
};

struct holder_list {
	uint32_t term, n, cap; /* cap is 0 where the slot is free, 1 where `one` holds the list */
	union {
		struct holder *many;
		struct holder one;
	};
};

static inline const struct holder *holders_at(const struct holder_list *l)
{
	return l->cap > 1 ? l->many : &l->one;
}

struct holders {
	struct holder_list *slots;
	size_t n, cap;
	uint32_t first;
};

void holders_add(struct holders *p, uint32_t term, struct holder holder);

/* The list of a term; NULL where none has it. */
const struct holder_list *holders_of(const struct holders *p, uint32_t term);

size_t holders_bytes(const struct holders *p);
void holders_done(struct holders *p);

#endif
