/* map: from text to anything, in an arena.
 *
 * Open addressing with linear probing; keys are not copied and must live as long as the map.
 * Nothing is ever removed. The caller bounds how many keys outside input may make. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map_slot {
	struct slice key; /* key.p is NULL where the slot is free */
	uint64_t hash;
	union {
		void *ptr;
		int64_t num;
	};
};

struct map {
	struct map_slot *slots;
	size_t n;   /* keys held */
	size_t cap; /* slots, a power of two, or 0 */
};

/* The slot of `key`, made (zeroed) where it is new. Valid until the next map_at. */
struct map_slot *map_at(struct map *m, struct arena *a, struct slice key);

/* The slot of `key`, or NULL. */
struct map_slot *map_find(const struct map *m, struct slice key);

#endif
