/* accent: endings by language; for Turkish and Azeri the harmony of vowels, which says most. */
#include "lang/accent.h"

#include <string.h>

/* The longest first where one ends another. */
static const struct {
	char lang[4];
	const char *folded, *ending;
} endings[] = {
	{ "ca", "cio", "ció" },
	{ "es", "cion", "ción" }, { "es", "aria", "aría" }, { "es", "eria", "ería" },
	{ "es", "iria", "iría" }, { "es", "arian", "arían" }, { "es", "erian", "erían" },
	{ "fr", "ees", "ées" }, { "fr", "ee", "ée" }, { "fr", "iere", "ière" },
	{ "fr", "ites", "ités" }, { "fr", "ite", "ité" },
	{ "hu", "bol", "ból" }, { "hu", "rol", "ról" }, { "hu", "tol", "tól" },
	{ "hu", "nal", "nál" }, { "hu", "nel", "nél" }, { "hu", "kent", "ként" },
	{ "pt", "cao", "ção" }, { "pt", "coes", "ções" }, { "pt", "avel", "ável" },
	{ "pt", "ivel", "ível" }, { "pt", "aveis", "áveis" }, { "pt", "iveis", "íveis" },
	{ "pt", "encia", "ência" }, { "pt", "encias", "ências" }, { "pt", "ancia", "ância" },
	{ "pt", "arao", "arão" }, { "pt", "erao", "erão" }, { "pt", "irao", "irão" },
	/* Snowball has the cedilla here, as Romanian was long written. */
	{ "ro", "eaza", "ează" }, { "ro", "easca", "ească" }, { "ro", "atie", "aţie" },
	{ "ro", "atia", "aţia" }, { "ro", "atii", "aţii" }, { "ro", "ati", "aţi" },
	{ "ro", "eti", "eţi" }, { "ro", "iti", "iţi" },
	{ "tr", "mis", "miş" }, { "tr", "mus", "muş" }, { "tr", "ligi", "liği" },
	{ "tr", "lugu", "luğu" }, { "tr", "digi", "diği" }, { "tr", "dugu", "duğu" },
	{ "tr", "cagi", "caği" }, { "tr", "cegi", "ceği" },
};

/* What accent_remove makes plain; each letter has two bytes. */
static const struct {
	char accented[3], plain;
} letters[] = {
	{ "á", 'a' }, { "â", 'a' }, { "ã", 'a' }, { "ç", 'c' }, { "è", 'e' }, { "é", 'e' },
	{ "ê", 'e' }, { "í", 'i' }, { "ó", 'o' }, { "õ", 'o' }, { "ö", 'o' }, { "ü", 'u' },
	{ "ă", 'a' }, { "ğ", 'g' }, { "ı", 'i' }, { "ş", 's' }, { "ţ", 't' },
};

enum { CODE = 2, ENDING_MAX = 8 };

static bool is_front(char vowel)
{
	return vowel == 'e' || vowel == 'i';
}

/* Whether the first vowel is a front one: "o" and "u", which may be "ö" and "ü", go with the next
 * vowel that says so. */
static bool starts_front(struct slice word)
{
	for (size_t i = 0; i < word.n; i++)
		if (memchr("aei", word.p[i], 3))
			return is_front(word.p[i]);
	return false;
}

/* Vowels of Turkish go with the one before: after a back one "i" is "ı", after a front one "u" is
 * "ü". */
static size_t harmonize(struct slice word, char *to)
{
	size_t n = 0;
	bool front = starts_front(word), first = true;
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];
		if (!memchr("aeiou", c, 5)) {
			to[n++] = c;
			continue;
		}
		const char *other = NULL;
		if (c == 'a' || c == 'e')
			front = c == 'e';
		else if (c == 'i' && first)
			front = true;
		else if (c == 'i' && !front)
			other = "ı";
		else if (c == 'u' && front)
			other = "ü";
		else if (c == 'o' && front && first)
			other = "ö";
		first = false;
		if (other) {
			to[n++] = other[0];
			to[n++] = other[1];
		} else {
			to[n++] = c;
		}
	}
	return n;
}

size_t accent_restore(struct slice lang, struct slice word, char *to)
{
	size_t keep = word.n;
	const char *ending = "";
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		/* Most words are of no such language: that must not take long. */
		if (lang.n != CODE || memcmp(lang.p, endings[i].lang, CODE) != 0)
			continue;
		struct slice folded = slice_str(endings[i].folded);
		if (word.n > folded.n + 1 && slice_ends(word, folded)) {
			keep = word.n - folded.n;
			ending = endings[i].ending;
			break;
		}
	}
	char accented[ACCENT_MORE + ENDING_MAX];
	size_t n = keep + strlen(ending);
	if (n > sizeof accented)
		n = keep = word.n;
	memcpy(accented, word.p, keep);
	memcpy(accented + keep, ending, n - keep);
	if (slice_is(lang, "tr"))
		return harmonize(slice_of(accented, n), to);
	memcpy(to, accented, n);
	return n;
}

size_t accent_remove(char *text, size_t n)
{
	size_t out = 0;
	for (size_t i = 0; i < n; i++) {
		char plain = 0;
		bool ascii = (unsigned char)text[i] < 0x80;
		for (size_t k = 0; !ascii && i + 1 < n && !plain &&
			k < sizeof letters / sizeof *letters; k++)
			if (memcmp(text + i, letters[k].accented, 2) == 0)
				plain = letters[k].plain;
		text[out++] = plain ? plain : text[i];
		i += plain != 0;
	}
	return out;
}
