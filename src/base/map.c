/* map: doubles when two thirds full; the hash is kept so that growing does not read keys. */
#include "base/map.h"

#include "base/mix.h"

static struct map_slot *probe(const struct map *m, struct slice key, uint64_t hash)
{
	for (size_t i = (size_t)hash & (m->cap - 1);; i = (i + 1) & (m->cap - 1)) {
		struct map_slot *s = &m->slots[i];
		if (!s->key.p || (s->hash == hash && slice_eq(s->key, key)))
			return s;
	}
}

static void grow(struct map *m, struct arena *a)
{
	struct map old = *m;
	m->cap = old.cap ? old.cap * 2 : 16;
	m->slots = arena_array(a, struct map_slot, m->cap);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key.p)
			*probe(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

struct map_slot *map_at(struct map *m, struct arena *a, struct slice key)
{
	if (m->n >= m->cap / 3 * 2)
		grow(m, a);
	uint64_t hash = mix_text(0, key);
	struct map_slot *s = probe(m, key, hash);
	if (!s->key.p) {
		s->key = key.p ? key : SLICE("");
		s->hash = hash;
		m->n++;
	}
	return s;
}

struct map_slot *map_find(const struct map *m, struct slice key)
{
	if (!m->cap)
		return NULL;
	struct map_slot *s = probe(m, key, mix_text(0, key));
	return s->key.p ? s : NULL;
}
