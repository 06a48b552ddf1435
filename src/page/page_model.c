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

/* A column is scored in stretches that the compiler turns into vectors. */
enum { STRETCH = 32 };

void forest_score(const struct forest *f, uint8_t *const *columns, size_t n, int32_t *ret_score)
{
	for (size_t at = 0; at < n; at += STRETCH) {
		int32_t sum[STRETCH];
		for (size_t i = 0; i < STRETCH; i++)
			sum[i] = f->bias;
		for (size_t t = 0; t < f->n; t++) {
			const struct forest_tree *tree = &f->trees[t];
			uint8_t leaf[STRETCH] = { 0 };
			for (int level = 0; level < FOREST_DEPTH; level++) {
				const uint8_t *column = columns[tree->feature[level]] + at;
				uint8_t above = tree->above[level], bit = (uint8_t)(1 << level);
				for (size_t i = 0; i < STRETCH; i++)
					leaf[i] |= (uint8_t)(column[i] > above ? bit : 0);
			}
			for (size_t i = 0; i < STRETCH; i++)
				sum[i] += tree->leaf[leaf[i]];
		}
		for (size_t i = 0; i < STRETCH && at + i < n; i++)
			ret_score[at + i] = sum[i];
	}
}
