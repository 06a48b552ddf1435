/* roots: words of Indonesian and Malay whose beginning or end misleads the rules of malay.c. */
#ifndef LANG_ROOTS_H
#define LANG_ROOTS_H

#include "base/slice.h"

/* What is special about the roots of a list; roots.c has an example of each. */
enum root_kind {
	ROOTS_WHOLE,
	ROOTS_FROM_K, ROOTS_FROM_M, ROOTS_FROM_N, ROOTS_FROM_R,
	ROOTS_SHORT,
	ROOTS_ENDS_IN_K, ROOTS_ENDS_IN_I, ROOTS_ENDS_IN_S, ROOTS_ENDS_IN_AI,
	N_ROOT_LISTS
};

struct root_list {
	const char *const *at; /* in the order of slice_cmp, none twice */
	size_t n;
};

extern const struct root_list root_lists[N_ROOT_LISTS];

/* All lists as one table: words of a text are looked for many times each. */
enum { ROOT_SLOTS = 4096, ROOTS_MAX = 2048 };
struct roots {
	uint32_t slots[ROOT_SLOTS]; /* of `at`, plus one, below half of the hash */
	struct {
		const char *p;
		uint8_t n;
		uint16_t kinds;
	} at[ROOTS_MAX];
	size_t n, longest;
};

void roots_init(struct roots *r);

/* Is the word one of that kind? */
bool root_is_in(const struct roots *r, enum root_kind kind, struct slice word);

#endif
