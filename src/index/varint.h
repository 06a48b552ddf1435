/* varint: numbers in seven bits a byte, lowest first; the top bit says that more follow (LEB128).
 * Reading is bounded: what runs past `end` is false, and `*p` then means nothing. */
#ifndef INDEX_VARINT_H
#define INDEX_VARINT_H

#include "base/buf.h"

enum { VARINT_MAX = 10 };

static inline size_t varint_write(uint64_t v, unsigned char *to)
{
	size_t n = 0;
	for (; v >= 0x80; v >>= 7)
		to[n++] = (unsigned char)(v | 0x80);
	to[n++] = (unsigned char)v;
	return n;
}

static inline void varint_add(struct buf *b, uint64_t v)
{
	char *to = buf_room(b, VARINT_MAX);
	if (to)
		buf_wrote(b, varint_write(v, (unsigned char *)to));
}

static inline size_t varint_size(uint64_t v)
{
	size_t n = 1;
	while (v >>= 7)
		n++;
	return n;
}

static inline bool varint_read(const unsigned char **p, const unsigned char *end, uint64_t *ret)
{
	uint64_t v = 0;
	for (unsigned shift = 0; *p < end && shift < 64; shift += 7) {
		unsigned char byte = *(*p)++;
		v |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			*ret = v;
			return true;
		}
	}
	return false;
}

/* The common case, a single byte, stands first: inner loops live on it. */
static inline bool varint_read32(const unsigned char **p, const unsigned char *end, uint32_t *ret)
{
	uint64_t v;
	if (*p < end && **p < 0x80) {
		*ret = *(*p)++;
		return true;
	}
	if (!varint_read(p, end, &v) || v > UINT32_MAX)
		return false;
	*ret = (uint32_t)v;
	return true;
}

/* Where the next `n` numbers end, or NULL. Eight bytes at a time: a number ends at each byte
 * without the top bit, and a product adds up those of eight bytes. */
static inline const unsigned char *varint_pass(const unsigned char *p, const unsigned char *end,
	uint64_t n)
{
	while (n >= 8 && end - p >= 8) {
		uint64_t bytes;
		memcpy(&bytes, p, sizeof bytes);
		n -= (~bytes >> 7 & 0x0101010101010101u) * 0x0101010101010101u >> 56;
		p += 8;
	}
	while (n && p < end)
		n -= *p++ < 0x80;
	return n ? NULL : p;
}

#endif
