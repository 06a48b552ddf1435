/* digest: the fields of a record that are made of its bytes. */
#include "warc/warc.h"

#include <assert.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdio.h>

#include "base/date.h"

static void hex(const unsigned char *sum, size_t n, char *to)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		to[2 * i] = digits[sum[i] >> 4];
		to[2 * i + 1] = digits[sum[i] & 15];
	}
	to[2 * n] = 0;
}

static_assert((int)WARC_SUM_LEN == (int)SHA256_DIGEST_SIZE, "a SHA-256");

void warc_sum(struct slice bytes, unsigned char ret_sum[static WARC_SUM_LEN])
{
	struct sha256_ctx h;
	sha256_init(&h);
	sha256_update(&h, bytes.n, (const unsigned char *)bytes.p);
	sha256_digest(&h, WARC_SUM_LEN, ret_sum);
}

static void sha1_sum(struct slice bytes, unsigned char ret_sum[static WARC_SUM_LEN])
{
	struct sha1_ctx h;
	sha1_init(&h);
	sha1_update(&h, bytes.n, (const unsigned char *)bytes.p);
	sha1_digest(&h, SHA1_DIGEST_SIZE, ret_sum);
}

void warc_digest_of_sum(const unsigned char sum[static WARC_SUM_LEN],
	char ret_digest[static WARC_DIGEST_LEN + 1])
{
	memcpy(ret_digest, "sha256:", 7);
	hex(sum, WARC_SUM_LEN, ret_digest + 7);
}

void warc_digest(struct slice bytes, char ret_digest[static WARC_DIGEST_LEN + 1])
{
	unsigned char sum[WARC_SUM_LEN];
	warc_sum(bytes, sum);
	warc_digest_of_sum(sum, ret_digest);
}

static const struct algorithm {
	const char *name;
	size_t size;
	void (*sum)(struct slice bytes, unsigned char ret_sum[static WARC_SUM_LEN]);
} algorithms[] = {
	{ "sha1", SHA1_DIGEST_SIZE, sha1_sum },
	{ "sha-1", SHA1_DIGEST_SIZE, sha1_sum },
	{ "sha256", WARC_SUM_LEN, warc_sum },
	{ "sha-256", WARC_SUM_LEN, warc_sum },
};

/* The encodings that are met, each told by the length it gives `size` bytes. */
static const struct encoding {
	const char *digits;
	int bits;
	bool any_case;
} encodings[] = {
	{ "0123456789abcdef", 4, true },
	{ "abcdefghijklmnopqrstuvwxyz234567", 5, true },
	{ "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6, false },
};

static int digit_of(const struct encoding *c, char digit)
{
	/* The alphabet for file names and addresses of RFC 4648. */
	if (c->bits == 6 && digit == '-')
		digit = '+';
	if (c->bits == 6 && digit == '_')
		digit = '/';
	if (c->any_case)
		digit = ascii_lower(digit);
	const char *hit = digit ? strchr(c->digits, digit) : NULL;
	return hit ? (int)(hit - c->digits) : -1;
}

/* Does `text` (without padding) spell the `n` bytes of `sum`? */
static bool spells(const struct encoding *c, struct slice text, const unsigned char *sum, size_t n,
	bool *ret_known)
{
	unsigned have = 0;
	int bits = 0;
	size_t at = 0;
	bool equal = true;
	*ret_known = true;
	for (size_t i = 0; i < text.n; i++) {
		int digit = digit_of(c, text.p[i]);
		if (digit < 0) {
			*ret_known = false;
			return false;
		}
		have = (have << c->bits | (unsigned)digit) & 0xffff;
		bits += c->bits;
		if (bits >= 8 && at < n) {
			bits -= 8;
			equal &= (have >> bits & 0xff) == sum[at++];
		}
	}
	return equal && at == n;
}

bool warc_digest_holds(struct slice digest, struct slice bytes, bool *ret_known)
{
	*ret_known = false;
	digest = slice_trim(digest);
	size_t colon = slice_find_byte(digest, ':', 0);
	if (colon == SIZE_MAX)
		return false;
	struct slice name = slice_sub(digest, 0, colon), text = slice_from(digest, colon + 1);
	while (text.n && text.p[text.n - 1] == '=')
		text.n--;
	for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
		const struct algorithm *a = &algorithms[i];
		if (!slice_eq_nocase(name, slice_str(a->name)))
			continue;
		for (size_t k = 0; k < sizeof encodings / sizeof *encodings; k++) {
			size_t bits = (size_t)encodings[k].bits;
			if (text.n != (a->size * 8 + bits - 1) / bits)
				continue;
			unsigned char sum[WARC_SUM_LEN];
			a->sum(bytes, sum);
			return spells(&encodings[k], text, sum, a->size, ret_known);
		}
	}
	return false;
}

void warc_id(const struct slice *parts, size_t n_parts, char ret_id[static WARC_ID_LEN + 1])
{
	unsigned char sum[WARC_SUM_LEN];
	struct sha256_ctx h;
	sha256_init(&h);
	for (size_t i = 0; i < n_parts; i++) {
		/* Each length first, so that two splits of the same text differ. */
		unsigned char len[8];
		for (int k = 0; k < 8; k++)
			len[k] = (unsigned char)((uint64_t)parts[i].n >> (8 * k));
		sha256_update(&h, sizeof len, len);
		sha256_update(&h, parts[i].n, (const unsigned char *)parts[i].p);
	}
	sha256_digest(&h, sizeof sum, sum);
	sum[6] = (unsigned char)((sum[6] & 0x0f) | 0x80);
	sum[8] = (unsigned char)((sum[8] & 0x3f) | 0x80);
	char digits[33];
	hex(sum, 16, digits);
	snprintf(ret_id, WARC_ID_LEN + 1, "<urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s>", digits,
		digits + 8, digits + 12, digits + 16, digits + 20);
}

void warc_date(int64_t seconds, char ret_date[static WARC_DATE_LEN + 1])
{
	char text[DATE_TEXT_MAX];
	size_t n = date_print((struct date){ seconds, 0, DATE_ZONED }, text);
	assert(n == WARC_DATE_LEN);
	memcpy(ret_date, text, n + 1);
}
