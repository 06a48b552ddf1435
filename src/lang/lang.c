/* lang: counts the letters of each script, scores words by the tables of scripts that several
 * languages share, and says which language has the most evidence, if it is enough. */
#include "lang/lang.h"

#include <assert.h>
#include <math.h>
#include <utf8proc.h>

#include "lang/profile.h"
#include "lang/script.h"

enum {
	LOOK_BYTES = 4096, /* letters looked at: more does not change the answer */
	WORD_LETTERS = 48, /* a longer run is scored in pieces */
	/* What one word may say: in all, and for one language against another. */
	WORD_TOP = 6 * PROFILE_STEP,
	WORD_RANGE = 9 * PROFILE_STEP,
	WORD_KNOWN = 2 * PROFILE_STEP, /* a word that says this much is known to the language */
	MIN_WORDS = 2,   /* one word is a name as often as not */
	MIN_LETTERS = 4, /* signs of the East count twice */
	STRANGE_LETTER = 2 * PROFILE_STEP, /* a letter of no language known speaks against all */
	MANY_LANGUAGES = 20, /* scripts of fewer have few strangers */
	SHORT_NAME = 5, /* letters of an all-capital word that may be a short name of something */
};

/* One script that several languages share. */
struct bench {
	const struct profile *profile;
	int32_t score[PROFILE_WIDE];
	uint32_t known[PROFILE_WIDE]; /* words that each language has, more than others have them */
	uint32_t words;
};

#define N_BENCHES (SCRIPT_DEVANAGARI + 1)

struct look {
	uint32_t letters[N_SCRIPTS];
	struct bench bench[N_BENCHES];
	enum script word_script;
	uint32_t word[WORD_LETTERS + 2]; /* blank, letters of the word being read, blank */
	size_t n;                        /* letters of it */
	size_t capitals;                 /* how many of them are capital ASCII letters */
	uint32_t signs;                  /* that code has many of, and prose few */
};

static const struct profile *const profiles[N_BENCHES] = {
	[SCRIPT_LATIN] = &profile_latin,
	[SCRIPT_CYRILLIC] = &profile_cyrillic,
	[SCRIPT_ARABIC] = &profile_arabic,
	[SCRIPT_DEVANAGARI] = &profile_devanagari,
};

/* Adds up what the letters of `text` say, `n` of them between two blanks. */
static void add_letters(const struct profile *p, const uint32_t *text, size_t n, int32_t *sum)
{
	for (size_t at = 1; at < n + 2; at++) {
		uint32_t hash[PROFILE_ORDER];
		size_t k = 0, most = at + 1 < PROFILE_ORDER ? at + 1 : PROFILE_ORDER;
		for (uint32_t h = PROFILE_HASH_START; k < most; k++)
			hash[k] = h = profile_hash(h, text[at - k]);
		const int8_t *row = NULL;
		while (!row && k > 0)
			row = profile_row(p, &p->letters, hash[--k]);
		for (size_t i = 0; i < p->n; i++)
			sum[i] += row ? row[i] : -STRANGE_LETTER;
	}
}

/* Chance letters do not decide between languages that are close: all of a group come near to the
 * best of them. */
static void bring_near(const struct profile *p, int32_t *sum)
{
	int32_t best[PROFILE_WIDE];
	for (size_t i = 0; i < p->n; i++)
		best[i] = INT32_MIN;
	for (size_t i = 0; i < p->n; i++) {
		uint8_t group = p->languages[i].group;
		if (group && sum[i] > best[group])
			best[group] = sum[i];
	}
	for (size_t i = 0; i < p->n; i++) {
		const struct language *l = &p->languages[i];
		if (l->group && sum[i] < best[l->group] - l->near)
			sum[i] = best[l->group] - l->near;
	}
}

/* Adds a word to the evidence, but no more than one word may say: a foreign name is no verdict. */
static void add_word(struct bench *b, const int32_t *sum)
{
	const struct profile *p = b->profile;
	int32_t top = sum[0];
	for (size_t i = 1; i < p->n; i++)
		top = sum[i] > top ? sum[i] : top;
	int32_t over = top > WORD_TOP ? top - WORD_TOP : 0;
	int32_t floor = top - over - WORD_RANGE;
	for (size_t i = 0; i < p->n; i++)
		b->score[i] += sum[i] - over > floor ? sum[i] - over : floor;
	b->words++;
}

static void end_word(struct look *l)
{
	size_t n = l->n, capitals = l->capitals;
	l->n = l->capitals = 0;
	while (n > 0 && l->word[n] == '\'')
		n--;
	if (n == 0 || l->word_script >= N_BENCHES)
		return;
	struct bench *b = &l->bench[l->word_script];
	const struct profile *p = b->profile;
	uint32_t hash = PROFILE_HASH_START;
	for (size_t i = 1; i <= n; i++)
		hash = profile_hash(hash, l->word[i]);
	const int8_t *row = profile_row(p, &p->words, hash);
	int32_t sum[PROFILE_WIDE] = { 0 };
	if (row) {
		for (size_t i = 0; i < p->width; i++) {
			sum[i] = row[i];
			b->known[i] += row[i] > WORD_KNOWN;
		}
	} else if (n == capitals && n <= SHORT_NAME) {
		return;
	} else {
		l->word[n + 1] = ' ';
		add_letters(p, l->word, n, sum);
		bring_near(p, sum);
	}
	add_word(b, sum);
}

static void add_letter(struct look *l, enum script script, uint32_t cp)
{
	if (l->n && (l->word_script != script || l->n >= WORD_LETTERS))
		end_word(l);
	if (l->n == 0) {
		l->word_script = script;
		l->word[0] = ' ';
	}
	l->word[++l->n] = cp;
	l->letters[script]++;
}

/* Addresses and the names of programs have letters but no language. */
static bool is_address(struct slice token)
{
	return slice_find(token, SLICE("://"), 0) != SIZE_MAX ||
		slice_find_byte(token, '@', 0) != SIZE_MAX ||
		slice_find_byte(token, '_', 0) != SIZE_MAX || slice_starts(token, SLICE("www."));
}

/* What a code point means for words. Returns bytes of letters taken. */
static size_t take(struct look *l, uint32_t cp, size_t bytes)
{
	if (cp < 0x80) {
		if (ascii_alpha((char)cp)) {
			l->capitals += cp <= 'Z';
			add_letter(l, SCRIPT_LATIN, (uint32_t)(unsigned char)ascii_lower((char)cp));
			return 1;
		}
		if (cp == '\'' && l->n && l->n < WORD_LETTERS && l->word[l->n] != '\'')
			l->word[++l->n] = '\'';
		else
			end_word(l);
		l->signs += cp > ' ' && strchr("{}[]<>=;\\|$#*_+~^", (int)cp) != NULL;
		return 0;
	}
	if (cp == 0x2019)
		return take(l, '\'', 1);
	if (cp == 0x0130)
		return take(l, 'i', 1);
	enum script script = script_of(cp);
	if (script == SCRIPT_NONE) {
		end_word(l);
		return 0;
	}
	add_letter(l, script, (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
	return bytes;
}

static void read_text(struct look *l, struct slice text)
{
	size_t looked = 0;
	for (size_t at = 0; at < text.n && looked < LOOK_BYTES;) {
		size_t end = at;
		while (end < text.n && !ascii_space(text.p[end]) && end - at < 2 * LOOK_BYTES)
			end++;
		if (is_address(slice_sub(text, at, end)))
			at = end;
		while (at < end && looked < LOOK_BYTES) {
			utf8proc_int32_t cp;
			utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text.p + at,
				(utf8proc_ssize_t)(text.n - at), &cp);
			if (n <= 0) {
				n = 1;
				cp = ' ';
			}
			looked += take(l, (uint32_t)cp, (size_t)n);
			at += (size_t)n;
		}
		end_word(l);
		at += at == end;
	}
}

/* The script that most of the text is in. A sign of the East stands for about two letters. */
static enum script main_script(struct look *l)
{
	static const struct {
		enum script script;
	} east[] = { { SCRIPT_HAN }, { SCRIPT_KANA }, { SCRIPT_HANGUL } };
	for (size_t i = 0; i < sizeof east / sizeof *east; i++)
		l->letters[east[i].script] *= 2;
	/* Japanese writes kana among Han, and few texts in Chinese have any. */
	if (l->letters[SCRIPT_KANA] * 10 > l->letters[SCRIPT_HAN]) {
		l->letters[SCRIPT_KANA] += l->letters[SCRIPT_HAN];
		l->letters[SCRIPT_HAN] = 0;
	}
	enum script best = SCRIPT_NONE;
	for (enum script s = 1; s < N_SCRIPTS; s++)
		if (l->letters[s] > l->letters[best])
			best = s;
	return best;
}

static const struct lang_guess unknown = { "", 0 };

/* Evidence that is asked for, in nats: against any language of the script, which grows with the
 * words as unknown languages must not slip through long texts, and against the next best, unless
 * that is so close that either answer is of use. */
static const double ANY_START = -4, ANY_BY_WORD = 0.35, ANY_UNKNOWN = 3, AGAINST_NEXT = 0.3;

static struct lang_guess best_of(struct bench *b)
{
	const struct profile *p = b->profile;
	for (size_t i = 0; i < p->n; i++)
		b->score[i] += p->languages[i].prior;
	size_t best = 0, next = 1;
	for (size_t i = 1; i < p->n; i++) {
		if (b->score[i] > b->score[best]) {
			next = best;
			best = i;
		} else if (next == best || b->score[i] > b->score[next]) {
			next = i;
		}
	}
	uint8_t group = p->languages[best].group;
	bool close = group && group == p->languages[next].group;
	double against_any = (double)b->score[best] / PROFILE_STEP;
	double against_next = (double)(b->score[best] - b->score[next]) / PROFILE_STEP;
	double asked = ANY_START + ANY_BY_WORD * b->words;
	if (p->n < MANY_LANGUAGES)
		asked = ANY_START;
	else if (!b->known[best])
		asked = ANY_UNKNOWN;
	if (b->words < MIN_WORDS || against_any < asked ||
		(against_next < AGAINST_NEXT && !close))
		return unknown;
	return (struct lang_guess){ p->languages[best].code, 1 - exp(-against_next / 3) };
}

struct lang_guess lang_of(struct slice text)
{
	struct look l = { 0 };
	for (size_t i = 0; i < N_BENCHES; i++)
		l.bench[i].profile = profiles[i];
	read_text(&l, text);
	enum script script = main_script(&l);
	uint32_t all = 0;
	for (enum script s = 1; s < N_SCRIPTS; s++)
		all += l.letters[s];
	if (script == SCRIPT_NONE || l.letters[script] < MIN_LETTERS || l.signs * 8 > all)
		return unknown;
	if (script < N_BENCHES)
		return best_of(&l.bench[script]);
	const char *code = script_language(script);
	return code ? (struct lang_guess){ code, (double)l.letters[script] / all } : unknown;
}

const char *const *lang_codes(void)
{
	static const char *const codes[] = {
		"af", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo",
		"es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy",
		"id", "is", "it", "ja", "jv", "ka", "kk", "km", "kn", "ko", "lo", "lt", "lv", "mk",
		"ml", "mn", "mr", "ms", "my", "ne", "nl", "no", "pa", "pl", "pt", "ro", "ru", "si",
		"sk", "sl", "sq", "sr", "su", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur",
		"vi", "zh", NULL,
	};
	return codes;
}
