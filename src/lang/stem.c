/* stem: Snowball's stemmers by language, opened when first asked for and kept. */
#include "lang/stem.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "lang/accent.h"
#include "lang/malay.h"

/* Languages of libstemmer 2; the second name is Snowball's. */
static const struct {
	char code[4];
	const char *algorithm;
} languages[] = {
	{ "ar", "arabic" }, { "ca", "catalan" }, { "da", "danish" }, { "de", "german" },
	{ "el", "greek" }, { "en", "english" }, { "es", "spanish" }, { "eu", "basque" },
	{ "fi", "finnish" }, { "fr", "french" }, { "ga", "irish" }, { "hi", "hindi" },
	{ "hu", "hungarian" }, { "hy", "armenian" }, { "it", "italian" }, { "lt", "lithuanian" },
	{ "ne", "nepali" }, { "nl", "dutch" },
	{ "no", "norwegian" }, { "pt", "portuguese" }, { "ro", "romanian" }, { "ru", "russian" },
	{ "sr", "serbian" }, { "sv", "swedish" }, { "ta", "tamil" }, { "tr", "turkish" },
};
enum { N_LANGUAGES = sizeof languages / sizeof *languages };

/* Snowball's buffers grow with the word; no word of a language is longer than this. */
enum { WORD_MAX_BYTES = 255 };

struct stemmer {
	struct roots *roots; /* NULL until a word of Malay comes */
	struct sb_stemmer *at[N_LANGUAGES];
};

struct stemmer *stemmer_open(void)
{
	struct stemmer *s = calloc(1, sizeof *s);
	if (!s)
		abort();
	return s;
}

void stemmer_close(struct stemmer *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < N_LANGUAGES; i++)
		sb_stemmer_delete(s->at[i]);
	free(s->roots);
	free(s);
}

static struct sb_stemmer *find_stemmer(struct stemmer *s, struct slice lang)
{
	for (size_t i = 0; i < N_LANGUAGES; i++) {
		if (lang.n != 2 || memcmp(lang.p, languages[i].code, 2) != 0)
			continue;
		if (!s->at[i])
			s->at[i] = sb_stemmer_new(languages[i].algorithm, NULL);
		return s->at[i];
	}
	return NULL;
}

static const struct roots *roots_of(struct stemmer *s)
{
	if (s->roots)
		return s->roots;
	s->roots = malloc(sizeof *s->roots);
	if (!s->roots)
		abort();
	roots_init(s->roots);
	return s->roots;
}

static bool has_digit(struct slice word)
{
	for (size_t i = 0; i < word.n; i++)
		if (ascii_digit(word.p[i]))
			return true;
	return false;
}

/* Snowball's stem of a folded word, or nothing. */
static size_t snowball(struct sb_stemmer *sb, struct slice lang, struct slice word, char *to)
{
	char accented[WORD_MAX_BYTES + ACCENT_MORE];
	size_t n = accent_restore(lang, word, accented);
	const sb_symbol *p = sb_stemmer_stem(sb, (const sb_symbol *)accented, (int)n);
	int got = p ? sb_stemmer_length(sb) : 0;
	if (got <= 0 || (size_t)got > sizeof accented)
		return 0;
	memcpy(accented, p, (size_t)got);
	n = accent_remove(accented, (size_t)got);
	if (n > word.n + STEM_MORE)
		return 0;
	memcpy(to, accented, n);
	return n;
}

size_t stemmer_stem(struct stemmer *s, struct slice lang, struct slice word, char *to)
{
	size_t n = 0;
	bool malay = slice_is(lang, "id") || slice_is(lang, "ms");
	if (malay && word.n < MALAY_MAX && !has_digit(word)) {
		char root[MALAY_MAX];
		n = malay_root(roots_of(s), word, root);
		memcpy(to, root, n);
	} else if (!malay && word.n > 0 && word.n <= WORD_MAX_BYTES && !has_digit(word)) {
		struct sb_stemmer *sb = find_stemmer(s, lang);
		if (sb)
			n = snowball(sb, lang, word, to);
	}
	if (n == 0 && word.n) {
		memcpy(to, word.p, word.n);
		n = word.n;
	}
	return n;
}

const char *const *stemmer_codes(void)
{
	static const char *const codes[] = {
		"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu",
		"hy", "id", "it", "lt", "ms", "ne", "nl", "no", "pt", "ro", "ru", "sr", "sv",
		"ta", "tr", NULL,
	};
	return codes;
}
