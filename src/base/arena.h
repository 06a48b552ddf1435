/* arena: memory that is freed all at once.
 *
 * One arena an article, a file or a request: functions take `struct arena *out` for what they
 * return and make a local one for scratch; nobody frees a field. What is asked for at run time is
 * bounded at the doors (sizes of inputs, depths, counts), so true out-of-memory aborts and
 * arena_alloc cannot fail. An arena belongs to one thread at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/slice.h"

struct arena_chunk;

struct arena {
	struct arena_chunk *chunk; /* the one in use, linked to the full ones */
	char *at;                  /* next free byte of it */
	size_t left;               /* free bytes behind `at` */
	size_t total;              /* bytes held from the system */
};

#define ARENA_INIT { NULL, NULL, 0, 0 }

/* `n` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((alloc_size(2), returns_nonnull));

/* The same as they come: for much room of which only what is needed shall be touched. */
void *arena_room(struct arena *a, size_t n) __attribute__((alloc_size(2), returns_nonnull));

/* `n` bytes as they come, aligned to 1: for text. */
char *arena_bytes(struct arena *a, size_t n) __attribute__((returns_nonnull));

/* Make the piece at `p` of `old` bytes `n` long where it stands: possible for the one that
 * arena_bytes gave last, where there is room. False: it is as it was. */
bool arena_resize(struct arena *a, const char *p, size_t old, size_t n);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, count) ((type *)arena_calloc((a), (count), sizeof(type)))
void *arena_calloc(struct arena *a, size_t count, size_t size) __attribute__((returns_nonnull));

/* A copy of `s` in the arena. */
struct slice arena_dup(struct arena *a, struct slice s);

/* A copy of `s` with a NUL behind it, for functions that want a C string. */
char *arena_str(struct arena *a, struct slice s);

struct slice arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Forget what was allocated but keep one chunk, for the next round of a loop. */
void arena_reset(struct arena *a);

/* Give everything back; the arena is then as ARENA_INIT left it. */
void arena_done(struct arena *a);

/* A list that grows in an arena. `LIST(struct block) blocks;` is zero when empty;
 * `*list_add(a, &blocks) = b;` appends. Old storage stays in the arena until it goes. */
#define LIST(type) \
	struct { \
		type *at; \
		size_t n, cap; \
	}
#define list_add(a, list) \
	((list)->n < (list)->cap ? (void)0 \
		: (void)((list)->at = arena_grow((a), (list)->at, &(list)->cap, \
			sizeof *(list)->at)), \
		&(list)->at[(list)->n++])
void *arena_grow(struct arena *a, void *old, size_t *cap, size_t size);

#endif
