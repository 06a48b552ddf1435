/* arena: chunks that double up to a bound; large requests get a chunk of their own. The first is
 * small, since some arenas live by the thousand and hold a few addresses. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHUNK_FIRST = 1024, CHUNK_MIN = 4096, CHUNK_MAX = 1 << 20, ALIGN = alignof(max_align_t) };

struct arena_chunk {
	struct arena_chunk *next;
	size_t n;
	alignas(max_align_t) char bytes[];
};

static void out_of_memory(void)
{
	fputs("warta: out of memory\n", stderr);
	abort();
}

static struct arena_chunk *chunk_new(struct arena *a, size_t n)
{
	if (n > SIZE_MAX / 2)
		out_of_memory();
	struct arena_chunk *c = malloc(sizeof *c + n);
	if (!c)
		out_of_memory();
	c->n = n;
	a->total += n;
	return c;
}

static char *more(struct arena *a, size_t n)
{
	size_t want = a->chunk ? a->chunk->n * 2 : CHUNK_FIRST;
	if (a->chunk && want < CHUNK_MIN)
		want = CHUNK_MIN;
	if (want > CHUNK_MAX)
		want = CHUNK_MAX;
	if (n > want / 2 && a->chunk) {
		/* A chunk of its own, behind the one in use, which keeps its free bytes. */
		struct arena_chunk *c = chunk_new(a, n);
		c->next = a->chunk->next;
		a->chunk->next = c;
		return c->bytes;
	}
	struct arena_chunk *c = chunk_new(a, n > want ? n : want);
	c->next = a->chunk;
	a->chunk = c;
	a->at = c->bytes + n;
	a->left = c->n - n;
	return c->bytes;
}

char *arena_bytes(struct arena *a, size_t n)
{
	if (!a->at || n > a->left) /* never NULL, not for no bytes either */
		return more(a, n);
	char *p = a->at;
	a->at += n;
	a->left -= n;
	return p;
}

bool arena_resize(struct arena *a, const char *p, size_t old, size_t n)
{
	if (p + old != a->at || n > old + a->left)
		return false;
	a->at = a->at - old + n;
	a->left = a->left + old - n;
	return true;
}

void *arena_room(struct arena *a, size_t n)
{
	size_t pad = (size_t)(-(uintptr_t)a->at) & (ALIGN - 1);
	if (!a->at || n > a->left || pad > a->left - n)
		return more(a, n);
	char *p = a->at + pad;
	a->at += pad + n;
	a->left -= pad + n;
	return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_room(a, n), 0, n);
}

void *arena_calloc(struct arena *a, size_t count, size_t size)
{
	size_t n;
	if (__builtin_mul_overflow(count, size, &n))
		out_of_memory();
	return arena_alloc(a, n);
}

void *arena_grow(struct arena *a, void *old, size_t *cap, size_t size)
{
	size_t n = *cap ? *cap * 2 : 8, held = *cap * size;
	if (n > SIZE_MAX / size)
		out_of_memory();
	char *p = arena_room(a, n * size);
	if (held)
		memcpy(p, old, held);
	memset(p + held, 0, n * size - held);
	*cap = n;
	return p;
}

struct slice arena_dup(struct arena *a, struct slice s)
{
	if (s.n == 0)
		return SLICE_NONE;
	return slice_of(memcpy(arena_bytes(a, s.n), s.p, s.n), s.n);
}

char *arena_str(struct arena *a, struct slice s)
{
	char *p = arena_bytes(a, s.n + 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = 0;
	return p;
}

struct slice arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		n = 0;
	char *p = arena_bytes(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return slice_of(p, (size_t)n);
}

void arena_reset(struct arena *a)
{
	struct arena_chunk *keep = a->chunk;
	if (!keep)
		return;
	for (struct arena_chunk *c = keep->next, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	keep->next = NULL;
	a->at = keep->bytes;
	a->left = a->total = keep->n;
}

void arena_done(struct arena *a)
{
	for (struct arena_chunk *c = a->chunk, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	*a = (struct arena)ARENA_INIT;
}
