/* sha1: after FIPS 180-4, section 6.1, with the message schedule kept in a ring of 16 words. */
#include "warc/sha1.h"

enum { BLOCK = 64 };

static uint32_t rotated(uint32_t x, int by)
{
	return x << by | x >> (32 - by);
}

static void add_block(uint32_t h[static 5], const unsigned char *p)
{
	uint32_t w[16], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 |
			(uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
	for (int t = 0; t < 80; t++) {
		if (t >= 16)
			w[t & 15] = rotated(w[(t - 3) & 15] ^ w[(t - 8) & 15] ^ w[(t - 14) & 15] ^
					w[t & 15], 1);
		uint32_t f, k;
		if (t < 20) {
			f = (b & c) | (~b & d);
			k = 0x5a827999;
		} else if (t < 40) {
			f = b ^ c ^ d;
			k = 0x6ed9eba1;
		} else if (t < 60) {
			f = (b & c) | (b & d) | (c & d);
			k = 0x8f1bbcdc;
		} else {
			f = b ^ c ^ d;
			k = 0xca62c1d6;
		}
		uint32_t next = rotated(a, 5) + f + e + k + w[t & 15];
		e = d;
		d = c;
		c = rotated(b, 30);
		b = a;
		a = next;
	}
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
}

void sha1(struct slice bytes, unsigned char ret_sum[static SHA1_BYTES])
{
	uint32_t h[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };
	size_t n = bytes.n;
	const unsigned char *p = (const unsigned char *)bytes.p;
	for (; n >= BLOCK; n -= BLOCK, p += BLOCK)
		add_block(h, p);

	/* The rest, a bit 1, zeros, and the length in bits: one block or two. */
	unsigned char last[2 * BLOCK] = { 0 };
	if (n)
		memcpy(last, p, n);
	last[n] = 0x80;
	size_t end = n < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	for (int i = 0; i < 8; i++)
		last[end - 1 - (size_t)i] = (unsigned char)((uint64_t)bytes.n * 8 >> 8 * i);
	for (size_t at = 0; at < end; at += BLOCK)
		add_block(h, last + at);

	for (int i = 0; i < SHA1_BYTES; i++)
		ret_sum[i] = (unsigned char)(h[i / 4] >> (24 - i % 4 * 8));
}
