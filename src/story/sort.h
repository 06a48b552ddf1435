/* sort: a few hundred whole numbers, rising, in place; some three times as fast as qsort there. */
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

#endif
