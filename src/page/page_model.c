/* Looking up weights and running the forests. */
#include "page/page_model.h"

uint32_t vocab_hash(struct slice word)
{
	uint32_t hash = 2166136261U;
	for (size_t i = 0; i < word.n; i++)
		hash = (hash ^ (unsigned char)ascii_lower(word.p[i])) * 16777619U;
	return hash ^ hash >> 15;
}

bool vocab_weight(const struct vocab *v, uint32_t hash, int *ret_weight)
{
	uint32_t top = hash >> (32 - VOCAB_BITS);
	for (uint32_t i = v->first[top]; i < v->first[top + 1]; i++) {
		if (v->hashes[i] == hash) {
			*ret_weight = v->weights[i];
			return true;
		}
	}
	return false;
}
