/* article: names of its parts, and the name that it keeps for ever. */
#include "model/article.h"

#include <nettle/sha2.h>

static const char *const block_names[N_BLOCK_TYPES] = {
	[BLOCK_PARAGRAPH] = "paragraph",
	[BLOCK_HEADING] = "heading",
	[BLOCK_QUOTE] = "quote",
	[BLOCK_LIST] = "list",
	[BLOCK_CAPTION] = "caption",
	[BLOCK_CODE] = "code",
};

static const char *const origin_names[N_ORIGINS] = {
	[ORIGIN_NONE] = "",
	[ORIGIN_TEXT] = "text",
	[ORIGIN_HEADER] = "date header",
	[ORIGIN_META] = "page",
	[ORIGIN_URL] = "url",
	[ORIGIN_FEED] = "feed",
	[ORIGIN_GIVEN] = "given",
};

const char *block_name(enum block_type t)
{
	return block_names[t];
}

bool block_named(struct slice name, enum block_type *ret_type)
{
	for (int i = 0; i < N_BLOCK_TYPES; i++)
		if (slice_is(name, block_names[i])) {
			*ret_type = (enum block_type)i;
			return true;
		}
	return false;
}

const char *origin_name(enum origin o)
{
	return origin_names[o];
}

bool origin_named(struct slice name, enum origin *ret_origin)
{
	for (int i = 0; i < N_ORIGINS; i++)
		if (slice_is(name, origin_names[i])) {
			*ret_origin = (enum origin)i;
			return true;
		}
	return false;
}

static const char *const kind_names[N_ARTICLE_KINDS] = {
	[ARTICLE_PLAIN] = "",
	[ARTICLE_LIVE] = "live",
	[ARTICLE_GALLERY] = "gallery",
	[ARTICLE_LIST] = "list",
	[ARTICLE_STUB] = "stub",
	[ARTICLE_PART] = "part",
};

const char *article_kind_name(enum article_kind k)
{
	return kind_names[k];
}

bool article_kind_named(struct slice name, enum article_kind *ret_kind)
{
	for (int i = 0; i < N_ARTICLE_KINDS; i++)
		if (slice_is(name, kind_names[i])) {
			*ret_kind = (enum article_kind)i;
			return true;
		}
	return false;
}

const char *channel_name(enum channel c)
{
	static const char *const names[N_CHANNELS] = {
		[CHANNEL_PAGE] = "page",
		[CHANNEL_GIVEN] = "given",
		[CHANNEL_DUMP] = "dump",
		[CHANNEL_FEED] = "feed",
	};
	return names[c];
}

struct slice article_text(const struct article *a, struct arena *out)
{
	size_t n = 0;
	for (size_t i = 0; i < a->blocks.n; i++)
		if (a->blocks.at[i].type != BLOCK_CAPTION)
			n += a->blocks.at[i].text.n + 2;
	if (!n)
		return SLICE_NONE;
	char *text = arena_bytes(out, n), *to = text;
	for (size_t i = 0; i < a->blocks.n; i++) {
		struct slice s = a->blocks.at[i].text;
		if (a->blocks.at[i].type == BLOCK_CAPTION || !s.n)
			continue;
		if (to != text)
			to = mempcpy(to, "\n\n", 2);
		to = mempcpy(to, s.p, s.n);
	}
	return slice_of(text, (size_t)(to - text));
}

static void hash_field(struct sha256_ctx *h, struct slice s)
{
	unsigned char len[8];
	for (int i = 0; i < 8; i++)
		len[i] = (unsigned char)((uint64_t)s.n >> (8 * i));
	sha256_update(h, sizeof len, len);
	sha256_update(h, s.n, (const unsigned char *)s.p);
}

void article_name(const struct article *a, char ret_name[static ARTICLE_NAME_LEN + 1])
{
	static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
	struct arena scratch = ARENA_INIT;
	char published[DATE_TEXT_MAX];
	struct sha256_ctx h;
	sha256_init(&h);
	hash_field(&h, a->source);
	hash_field(&h, a->url);
	hash_field(&h, a->title);
	hash_field(&h, slice_of(published, date_print(a->published, published)));
	hash_field(&h, article_text(a, &scratch));
	arena_done(&scratch);

	unsigned char sum[SHA256_DIGEST_SIZE];
	sha256_digest(&h, sizeof sum, sum);
	for (int i = 0; i < ARTICLE_NAME_LEN; i++) {
		int bit = i * 5, byte = bit / 8;
		unsigned v = (unsigned)sum[byte] << 8 | sum[byte + 1];
		ret_name[i] = digits[v >> (11 - bit % 8) & 31];
	}
	ret_name[ARTICLE_NAME_LEN] = 0;
}
