/* sort: a few hundred whole numbers, rising, in place; some three times as fast as qsort there, and
 * faster still where they are hashes. */
#ifndef STORY_SORT_H
#define STORY_SORT_H

#include <stddef.h>
#include <stdint.h>

/* Shell's sort with Ciura's gaps. */
static inline void sort_numbers(uint64_t *v, size_t n)
{
	static const size_t gaps[] = { 3201, 1423, 701, 301, 132, 57, 23, 10, 4, 1 };
	for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
		for (size_t i = gaps[g]; i < n; i++) {
			uint64_t x = v[i];
			size_t k = i;
			for (; k >= gaps[g] && v[k - gaps[g]] > x; k -= gaps[g])
				v[k] = v[k - gaps[g]];
			v[k] = x;
		}
}

/* Up to SPREAD_MAX numbers, quick where their upper bits are as if drawn by chance: dealt out by
 * these, hardly any is far from its place. */
enum { SPREAD_MAX = 256, SPREAD_BITS = 7 };

static inline void sort_spread(uint64_t *v, size_t n)
{
	uint64_t dealt[SPREAD_MAX];
	uint16_t at[(1 << SPREAD_BITS) + 1] = { 0 };
	for (size_t i = 0; i < n; i++)
		at[(v[i] >> (64 - SPREAD_BITS)) + 1]++;
	for (size_t i = 1; i < 1 << SPREAD_BITS; i++)
		at[i] = (uint16_t)(at[i] + at[i - 1]);
	for (size_t i = 0; i < n; i++)
		dealt[at[v[i] >> (64 - SPREAD_BITS)]++] = v[i];
	for (size_t i = 0; i < n; i++) {
		size_t k = i;
		for (; k && v[k - 1] > dealt[i]; k--)
			v[k] = v[k - 1];
		v[k] = dealt[i];
	}
}

/* Bring the `most` greatest of `n` to the end, in no order (Hoare's selection); those that are
 * equal must not matter. */
static inline void select_most(uint64_t *v, size_t n, size_t most)
{
	size_t from = 0, to = n, want = n - most; /* v[want] shall be where it is when sorted */
	while (most && to - from > 1) {
		uint64_t pivot = v[from + (to - from - 1) / 2];
		size_t i = from, k = to - 1;
		for (;;) {
			while (v[i] < pivot)
				i++;
			while (v[k] > pivot)
				k--;
			if (i >= k)
				break;
			uint64_t x = v[i];
			v[i++] = v[k];
			v[k--] = x;
		}
		/* All up to k are at most the pivot, all from k + 1 on at least. */
		if (want <= k)
			to = k + 1;
		else
			from = k + 1;
	}
}

#endif
