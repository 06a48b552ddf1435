/* anchors: letter by letter into a hash. */
#include "story/anchors.h"

#include "text/utf8.h"

enum { DECLINED_LEAST = 7 /* letters of a word of which an ending may fall */ };

/* FNV-1a. */
static const uint64_t HASH_START = 1469598103934665603u, HASH_TIMES = 1099511628211u;

static const char *const cyrillic[] = { "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k",
	"l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y",
	"", "e", "yu", "ya", "e", "e", "d", "g", "ye", "dz", "i", "i", "j", "l", "n", "ch", "k",
	"i", "v", "dz" };
static const char *const greek[] = { "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m",
	"n", "x", "o", "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o" };

/* Endings of cases in which a consonant would stay. */
static const char *const declined[] = { "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ах",
	"ях", "ами", "ями" };

static const char *latin_of(uint32_t cp, bool ukrainian)
{
	enum { CYRILLIC = 0x430, GREEK = 0x3B1, GHE = 0x433, GHE_UPTURN = 0x491 };
	if (cp == GHE_UPTURN)
		return "g";
	if (cp == GHE && ukrainian)
		return "h";
	if (cp >= CYRILLIC && cp - CYRILLIC < sizeof cyrillic / sizeof *cyrillic)
		return cyrillic[cp - CYRILLIC];
	if (cp >= GREEK && cp - GREEK < sizeof greek / sizeof *greek)
		return greek[cp - GREEK];
	return NULL;
}

struct skeleton {
	uint64_t hash;
	bool began;
	char last;
};

/* By letter: the one that stands for it, and whether it goes unless it is the first. */
static void add_letter(struct skeleton *k, char c)
{
	static const char like[26] = "abkdevghyyklmnopkrstuvv_ys";
	static const bool falls[26] = { ['a' - 'a'] = true, ['e' - 'a'] = true, ['h' - 'a'] = true,
		['o' - 'a'] = true, ['u' - 'a'] = true, ['y' - 'a'] = true };
	if (c == 'x') {
		add_letter(k, 'k');
		c = 's';
	}
	if (c >= 'a' && c <= 'z') {
		c = like[c - 'a'];
		if (k->began && falls[c - 'a'])
			return;
	}
	k->began = true;
	if (c == k->last)
		return;
	k->last = c;
	k->hash = (k->hash ^ (unsigned char)c) * HASH_TIMES;
}

static struct slice undecline(struct slice form)
{
	if (form.n < DECLINED_LEAST * 2 || (unsigned char)form.p[0] < 0xD0)
		return form;
	for (size_t i = 0; i < sizeof declined / sizeof *declined; i++) {
		struct slice end = slice_str(declined[i]);
		if (slice_ends(form, end))
			return slice_sub(form, 0, form.n - end.n);
	}
	return form;
}

uint32_t story_name_anchor(struct slice form, struct slice lang)
{
	struct skeleton k = { .hash = HASH_START };
	bool ukrainian = slice_eq(lang, SLICE("uk"));
	form = undecline(form);
	for (size_t i = 0, n; i < form.n; i += n) {
		n = 1;
		uint32_t cp = (unsigned char)form.p[i] < 0x80 ? 0 : utf8_at(form, i, &n);
		const char *latin = cp ? latin_of(cp, ukrainian) : NULL;
		for (size_t b = 0; !latin && b < n; b++)
			add_letter(&k, form.p[i + b]);
		for (; latin && *latin; latin++)
			add_letter(&k, *latin);
	}
	return (uint32_t)(k.hash >> 24) & ~1U;
}

uint32_t story_number_anchor(struct slice text, size_t start, size_t *at)
{
	uint64_t h = HASH_START;
	size_t i = start, n = 0;
	for (; i < text.n; i++) {
		if (ascii_digit(text.p[i])) {
			h = (h ^ (unsigned char)text.p[i]) * HASH_TIMES;
			n++;
		} else if (!((text.p[i] == '.' || text.p[i] == ',') && i + 1 < text.n &&
				   ascii_digit(text.p[i + 1]))) {
			break;
		}
	}
	*at = i;
	return n < 2 ? 0 : ((uint32_t)(h >> 24) | 1);
}
