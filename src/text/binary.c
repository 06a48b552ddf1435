/* binary: tells text from other bytes, and wide characters from both. */
#include "text/charset.h"
#include "text/encoding.h"
#include "text/utf8.h"

enum {
	LOOKED_AT = 1 << 16,
	BAD_PER = 200, /* bytes for each further NUL or control character */
	WIDE_SAMPLE = 4096,
	WIDE_NULS_PER = 64,   /* wide text has a NUL in so many units, in blanks and line ends */
	WIDE_ODD_PER = 3,     /* of its bytes one in so many is no printable ASCII */
	WIDE_PLAUSIBLE = 90   /* percent of the units that news is written with */
};

/* Formats whose beginnings might pass for text. */
static const struct {
	const char *bytes;
	unsigned char n;
} magic[] = {
	{ "%PDF-", 5 },
	{ "GIF87a", 6 },
	{ "GIF89a", 6 },
	{ "\x89PNG", 4 },
	{ "\xFF\xD8\xFF", 3 },
	{ "PK\3\4", 4 },
	{ "PK\5\6", 4 },
	{ "\x7F" "ELF", 4 },
	{ "\x1F\x8B", 2 },
	{ "\x1F\x9D", 2 },
	{ "BZh91AY&SY", 10 },
	{ "\xFD" "7zXZ", 5 },
	{ "7z\xBC\xAF", 4 },
	{ "\x28\xB5\x2F\xFD", 4 },
	{ "Rar!\x1A\7", 6 },
	{ "OggS", 4 },
	{ "fLaC", 4 },
	{ "ID3\2", 4 },
	{ "ID3\3", 4 },
	{ "ID3\4", 4 },
	{ "wOFF", 4 },
	{ "wOF2", 4 },
	{ "SQLite format 3", 15 },
	{ "\xD0\xCF\x11\xE0", 4 },
};

static bool is_magic(struct slice s)
{
	for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
		if (slice_starts(s, slice_of(magic[i].bytes, magic[i].n)))
			return true;
	return slice_starts(s, SLICE("RIFF")) && s.n >= 12 &&
		(memcmp(s.p + 8, "WEBP", 4) == 0 || memcmp(s.p + 8, "WAVE", 4) == 0 ||
			memcmp(s.p + 8, "AVI ", 4) == 0);
}

/* In the blocks that news is written with. */
static bool is_plausible(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} blocks[] = { { 9, 10 }, { 13, 13 }, { 0x20, 0x7E }, { 0xA0, 0x17F }, { 0x370, 0x6FF },
		{ 0x900, 0xEFF }, { 0x1E00, 0x1EFF }, { 0x2010, 0x2044 }, { 0x3000, 0x30FF },
		{ 0x4E00, 0x9FFF }, { 0xAC00, 0xD7A3 }, { 0xFEFF, 0xFEFF }, { 0xFF01, 0xFF9F },
		{ 0x1F300, 0x1F6FF } };
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks && cp >= blocks[i].first; i++)
		if (cp <= blocks[i].last)
			return true;
	return false;
}

/* Percent of the units of `s` that are plausible; surrogates count as such. */
static int plausible(struct slice s, int size, bool little)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t good = 0, n = 0;
	for (size_t at = 0; at + (size_t)size <= s.n; at += (size_t)size, n++) {
		uint32_t cp = 0;
		for (int i = 0; i < size; i++)
			cp |= (uint32_t)p[at + (size_t)i] << 8 * (little ? i : size - 1 - i);
		good += is_plausible(cp) || (size == 2 && cp >= 0xD83C && cp <= 0xDFFF);
	}
	return n ? (int)(good * 100 / n) : 0;
}

const struct encoding *encoding_wide(struct slice bytes)
{
	static const struct {
		unsigned char encoding, size;
		bool little;
	} forms[] = { { ENCODING_UTF32LE, 4, true }, { ENCODING_UTF32BE, 4, false },
		{ ENCODING_UTF16LE, 2, true }, { ENCODING_UTF16BE, 2, false } };
	struct slice s = slice_sub(bytes, 0, WIDE_SAMPLE);
	size_t nuls = 0, odd = 0;
	if (slice_find_byte(s, 0, 0) == SIZE_MAX)
		return NULL;
	for (size_t i = 0; i < s.n; i++) {
		nuls += s.p[i] == 0;
		odd += (unsigned char)(s.p[i] - 0x20) >= 0x5F;
	}
	if (s.n < 4 || !nuls || nuls * 2 * WIDE_NULS_PER < s.n || odd * WIDE_ODD_PER < s.n)
		return NULL;
	const struct encoding *best = NULL;
	int best_share = WIDE_PLAUSIBLE - 1;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		int share = plausible(s, forms[i].size, forms[i].little);
		if (share > best_share) {
			best = &encodings[forms[i].encoding];
			best_share = share;
		}
	}
	return best;
}

bool charset_is_text(struct slice bytes)
{
	struct slice s = slice_sub(bytes, 0, LOOKED_AT);
	if (is_magic(s))
		return false;
	if (encoding_wide(s))
		return true;
	size_t bad = 0;
	for (size_t i = 0; (i = utf8_plain(s, i)) < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		while (c >= 0x80 && i + 1 < s.n)
			c = (unsigned char)s.p[++i];
		/* Escapes are the terminal's and ISO-2022-JP's, backspaces those of manuals. */
		bad += (c < 0x20 && !ascii_space((char)c) && c != 0x1B && c != '\b') || c == 0x7F;
	}
	return bad <= 1 + s.n / BAD_PER;
}
