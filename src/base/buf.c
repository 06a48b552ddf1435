/* buf: grows by half again; a NUL always stands behind the bytes. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

char *buf_room(struct buf *b, size_t n)
{
	if (b->failed || n > b->max || b->n > b->max - n) {
		b->failed = true;
		return NULL;
	}
	size_t need = b->n + n + 1;
	if (need > b->cap) {
		size_t cap = b->cap + b->cap / 2;
		if (cap < need)
			cap = need < 64 ? 64 : need;
		char *p = realloc(b->p, cap);
		if (!p) {
			b->failed = true;
			return NULL;
		}
		b->p = p;
		b->cap = cap;
	}
	return b->p + b->n;
}

void buf_wrote(struct buf *b, size_t n)
{
	b->n += n;
	b->p[b->n] = 0;
}

void buf_add(struct buf *b, const char *p, size_t n)
{
	char *to = buf_room(b, n);
	if (!to)
		return;
	if (n)
		memcpy(to, p, n);
	buf_wrote(b, n);
}

void buf_slice(struct buf *b, struct slice s)
{
	buf_add(b, s.p, s.n);
}

void buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	char *to = n < 0 ? NULL : buf_room(b, (size_t)n);
	if (to) {
		vsnprintf(to, (size_t)n + 1, fmt, again);
		buf_wrote(b, (size_t)n);
	}
	va_end(again);
}

bool buf_line(struct buf *b, FILE *f)
{
	char piece[4096];
	size_t n = 0;
	int c;
	buf_clear(b);
	while ((c = getc_unlocked(f)) != EOF && c != '\n') {
		if (n == sizeof piece) {
			buf_add(b, piece, n);
			n = 0;
		}
		piece[n++] = (char)c;
	}
	buf_add(b, piece, n);
	return c != EOF || b->n || b->failed;
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	b->failed = false;
	if (b->p)
		b->p[0] = 0;
}

void buf_done(struct buf *b)
{
	free(b->p);
	*b = (struct buf)BUF_INIT(b->max);
}
