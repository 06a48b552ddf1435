/* mix: many values as one number of 64 bits, to tell later whether any of them is another one.
 *
 * Other values, or the same in another order, give another number but for a chance of one in 2^64;
 * no help against somebody who looks for two that give the same, nor the same on all machines.
 * Begin with any number. */
#ifndef BASE_MIX_H
#define BASE_MIX_H

#include "base/slice.h"

static inline uint64_t mix_int(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15) + UINT64_C(0x632BE59BD9B4E019);
	return h ^ h >> 32;
}

/* The bytes of `s` and how many they are. */
static inline uint64_t mix_text(uint64_t h, struct slice s)
{
	uint64_t v = 0;
	h = mix_int(h, s.n);
	for (; s.n >= sizeof v; s = slice_from(s, sizeof v)) {
		memcpy(&v, s.p, sizeof v);
		h = mix_int(h, v);
	}
	v = 0;
	if (s.n)
		memcpy(&v, s.p, s.n);
	return mix_int(h, v);
}

#endif
