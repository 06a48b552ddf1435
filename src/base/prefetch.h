/* prefetch: have a line of memory on its way before it is needed.
 *
 * A function that does nothing else has no effect in the eyes of GCC 12, which then drops the calls
 * of it; the empty statement of assembly keeps them. */
#ifndef BASE_PREFETCH_H
#define BASE_PREFETCH_H

/* `p` need not point at anything. */
static inline void prefetch(const void *p)
{
	__builtin_prefetch(p);
	__asm__ volatile("");
}

#endif
