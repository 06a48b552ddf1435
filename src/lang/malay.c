/* malay: takes off particles, then one or two prefixes and a suffix that go with each other. */
#include "lang/malay.h"

#include <assert.h>

#include "lang/roots.h"

struct stem {
	char p[MALAY_MAX];
	size_t n;
};

static bool is_in(const struct roots *r, enum root_kind kind, const struct stem *word)
{
	return root_is_in(r, kind, slice_of(word->p, word->n));
}

static bool is_vowel(char c)
{
	return memchr("aeiou", c, 5) != NULL;
}

static bool ends(const struct stem *s, const char *ending)
{
	return slice_ends(slice_of(s->p, s->n), slice_str(ending));
}

static bool starts(const struct stem *s, const char *beginning)
{
	return slice_starts(slice_of(s->p, s->n), slice_str(beginning));
}

/* `s` with `letters` for its first `n`. */
static struct stem behead(const struct stem *s, size_t n, const char *letters)
{
	struct stem out = { .n = strlen(letters) };
	memcpy(out.p, letters, out.n);
	memcpy(out.p + out.n, s->p + n, s->n - n);
	out.n += s->n - n;
	return out;
}

/* Which suffixes go with a prefix: "me-" and its kin have "-kan" and "-i", nouns "-an" alone. */
enum prefix { PREFIX_NONE, PREFIX_VERB, PREFIX_STATE, PREFIX_NOUN };

enum { ROOT_MIN = 3 };

/* `s` without "-kan", "-an" or "-i". */
static struct stem cut_suffix(const struct roots *r, struct stem s, enum prefix prefix)
{
	struct stem less = s;
	if (s.n < ROOT_MIN + 2 || is_in(r, ROOTS_WHOLE, &s))
		return s;
	if (ends(&s, "kan") && prefix != PREFIX_NOUN && s.n >= ROOT_MIN + 3) {
		less.n = s.n - 2;
		if (!is_in(r, ROOTS_ENDS_IN_K, &less))
			less.n--;
	} else if (ends(&s, "an") && !ends(&s, "wan")) {
		if (prefix != PREFIX_NONE || s.n >= 7 || (s.n == 6 && is_vowel(s.p[0])))
			less.n -= 2;
	} else if (ends(&s, "i") && prefix == PREFIX_VERB) {
		less.n--;
		if (ends(&s, "si"))
			return is_in(r, ROOTS_ENDS_IN_S, &less) ? less : s;
		if (is_in(r, ends(&s, "ai") ? ROOTS_ENDS_IN_AI : ROOTS_ENDS_IN_I, &s))
			return s;
	}
	return less;
}

/* Whether `s` is in a list, with or without a suffix. */
static bool is_root(const struct roots *r, enum root_kind kind, const struct stem *s,
	enum prefix prefix)
{
	struct stem bare = cut_suffix(r, *s, prefix);
	return is_in(r, kind, s) || (bare.n != s->n && is_in(r, kind, &bare));
}

/* What is left of "me-" or "pe-": a nasal, which stands for the root's first letter if that was k,
 * p, s or t. */
static struct stem cut_nasal(const struct roots *r, struct stem s, enum prefix prefix)
{
	static const struct {
		const char *nasal, *usual; /* and what it most often stands for before a vowel */
		const char *other;         /* what it stands for in the roots of `roots` */
		enum root_kind roots;
	} nasals[] = {
		{ "ny", "s", "ny", ROOTS_FROM_N },
		{ "ng", "", "k", ROOTS_FROM_K },
		{ "n", "t", "n", ROOTS_FROM_N },
		{ "m", "p", "m", ROOTS_FROM_M },
	};
	for (size_t i = 0; i < sizeof nasals / sizeof *nasals; i++) {
		size_t n = strlen(nasals[i].nasal);
		if (!starts(&s, nasals[i].nasal) || s.n < n + ROOT_MIN)
			continue;
		if (!is_vowel(s.p[n]))
			return behead(&s, n, "");
		struct stem shorter = behead(&s, n + 1, ""), other = behead(&s, n, nasals[i].other);
		if (starts(&s, "nge") && is_root(r, ROOTS_SHORT, &shorter, prefix))
			return shorter;
		if (is_root(r, nasals[i].roots, &other, prefix))
			return other;
		return behead(&s, n, nasals[i].usual);
	}
	return s;
}

/* Take one prefix off `*s`; false where there is none. `outer` is the one before it. */
static bool cut_prefix(const struct roots *r, struct stem *s, enum prefix outer,
	enum prefix *ret_prefix)
{
	static const struct {
		struct slice prefix;
		size_t cut;
		enum prefix kind;
		bool first; /* only where no other went before it */
		bool nasal;
	} prefixes[] = {
		{ { "belajar", 7 }, 3, PREFIX_STATE, false, false },
		{ { "pelajar", 7 }, 3, PREFIX_NOUN, false, false },
		{ { "di", 2 }, 2, PREFIX_VERB, true, false },
		{ { "ter", 3 }, 3, PREFIX_VERB, false, false },
		{ { "ber", 3 }, 3, PREFIX_STATE, false, false },
		{ { "per", 3 }, 3, PREFIX_NOUN, false, false },
		{ { "me", 2 }, 2, PREFIX_VERB, true, true },
		{ { "pe", 2 }, 2, PREFIX_NOUN, false, true },
		{ { "ke", 2 }, 2, PREFIX_NOUN, true, false },
		{ { "be", 2 }, 2, PREFIX_STATE, true, false },
	};
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		enum prefix kind = prefixes[i].kind;
		if (s->p[0] != prefixes[i].prefix.p[0] ||
			!slice_starts(slice_of(s->p, s->n), prefixes[i].prefix) ||
			s->n < prefixes[i].cut + ROOT_MIN ||
			(prefixes[i].first && outer != PREFIX_NONE))
			continue;
		/* The suffix belongs to what stands outside: "memperbaiki". */
		if (outer == PREFIX_VERB)
			kind = outer;
		struct stem rest = behead(s, prefixes[i].cut, "");
		struct stem with_r = behead(s, 2, "");
		/* "ke-" alone has no rule that holds; "ber-" is "be-" where "er" follows. */
		if ((starts(s, "ke") && !ends(s, "an")) ||
			(prefixes[i].kind == PREFIX_STATE && prefixes[i].cut == 2 &&
				(is_vowel(rest.p[0]) || memcmp(rest.p + 1, "er", 2) != 0)))
			return false;
		/* "perumah-" is "pe-rumah", "terasa" is "te-rasa". */
		if (prefixes[i].cut == 3 && with_r.p[0] == 'r' &&
			is_root(r, ROOTS_FROM_R, &with_r, kind))
			rest = with_r;
		*s = prefixes[i].nasal ? cut_nasal(r, rest, kind) : rest;
		*ret_prefix = kind;
		return true;
	}
	return false;
}

/* "-nya", and "-lah", "-kah", "-pun" unless the word is known to end so. */
static void cut_particle(const struct roots *r, struct stem *s)
{
	static const char *const particles[] = { "lah", "kah", "pun" };
	static const char *const endings[] = { "salah", "kalah", "belah", "jumlah", "olah", "telah",
		"ulah", "elah", "langkah", "tingkah", "nikah", "serakah", "berkah", "mpun" };
	for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
		if (!ends(s, particles[i]))
			continue;
		for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
			if (ends(s, endings[k]))
				return;
		if (s->n >= ROOT_MIN + 3)
			s->n -= 3;
		break;
	}
	if (ends(s, "nya") && s->n >= ROOT_MIN + 3 && !is_in(r, ROOTS_WHOLE, s))
		s->n -= 3;
}

size_t malay_root(const struct roots *r, struct slice word, char to[static MALAY_MAX])
{
	assert(word.n < MALAY_MAX);
	struct stem s = { .n = word.n };
	memcpy(s.p, word.p, word.n);
	enum prefix prefix = PREFIX_NONE;
	if (s.n > ROOT_MIN + 1 && !is_in(r, ROOTS_WHOLE, &s))
		cut_particle(r, &s);
	for (int i = 0; i < 2 && s.n > ROOT_MIN + 1 && !is_root(r, ROOTS_WHOLE, &s, prefix); i++)
		if (!cut_prefix(r, &s, prefix, &prefix))
			break;
	s = cut_suffix(r, s, prefix);
	memcpy(to, s.p, s.n);
	return s.n;
}
