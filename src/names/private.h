/* private: what finding mentions and joining them share. */
#ifndef NAMES_PRIVATE_H
#define NAMES_PRIVATE_H

#include "names/names.h"

struct finder {
	const struct units *u;
	struct arena *out, *scratch;
	uint8_t *small; /* a set of the words that occur in small letters: see `in_small` */
	uint32_t small_mask;
	LIST(struct mention) mentions;
	LIST(struct entity) entities;
};

struct mention *finder_add(struct finder *f, enum mention_kind kind, uint32_t first, uint32_t end);

/* Token `i` has a capital because a sentence begins with it, and the text has the word in small
 * letters too. */
bool finder_in_small(const struct finder *f, uint32_t i);

/* Token `i` is no part of a person's name. */
bool finder_nobody(const struct finder *f, uint32_t i);

/* Give every name its entity. */
void names_join(struct finder *f);

#endif
