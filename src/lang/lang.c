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
	CHECK_BYTES = 1024, /* after as many it is seen whether more is needed */
	SURE_WORDS = 80,
	SURE = 60 * PROFILE_STEP,
	LITTLE_BYTES = 256, /* of a long text at first; then twice as much until it is settled */
	TOKEN_BYTES = 2048, /* a longer one is looked at in pieces */
	WORD_LETTERS = 48, /* a longer run is no word */
	/* What one word may say: in all, and for one language against another. */
	WORD_TOP = 6 * PROFILE_STEP,
	WORD_RANGE = 9 * PROFILE_STEP,
	WORD_KNOWN = 2 * PROFILE_STEP, /* a word that says this much is known to the language */
	MIN_WORDS = 2,   /* one word is a name as often as not */
	MIN_LETTERS = 4, /* signs of the East count twice */
	MANY_LANGUAGES = 20, /* scripts of fewer have few strangers */
	SHORT_NAME = 5, /* letters of an all-capital word that may be a short name of something */
};

/* One script that several languages share. */
struct bench {
	const struct profile *profile;
	int32_t score[PROFILE_WIDE];
	int8_t known[PROFILE_WIDE]; /* not 0: a language has any of the words, more than others */
	uint32_t words; /* of two letters or more */
};

#define N_BENCHES (SCRIPT_DEVANAGARI + 1)

struct look {
	uint32_t letters[N_SCRIPTS];
	bool japanese; /* a Han sign of Japan alone was met */
	struct bench bench[N_BENCHES];
	enum script word_script;
	uint32_t word[WORD_LETTERS + 2]; /* blank, letters of the word being read, blank; a full
					  * one is too long for a word */
	size_t n;                        /* letters of it */
	size_t capitals;                 /* how many of them are capital ASCII letters */
	uint32_t signs;                  /* that code has many of, and prose few */
};

/* A letter of no language known speaks against all. */
#define STRANGE -2 * PROFILE_STEP
#define STRANGE_4 STRANGE, STRANGE, STRANGE, STRANGE
#define STRANGE_16 STRANGE_4, STRANGE_4, STRANGE_4, STRANGE_4
static const int8_t strange_letter[PROFILE_WIDE] = { STRANGE_16, STRANGE_16, STRANGE_16 };

static const struct profile *const profiles[N_BENCHES] = {
	[SCRIPT_LATIN] = &profile_latin,
	[SCRIPT_CYRILLIC] = &profile_cyrillic,
	[SCRIPT_ARABIC] = &profile_arabic,
	[SCRIPT_DEVANAGARI] = &profile_devanagari,
};

/* Rows are padded to whole blocks, which are worked on as vectors. */
typedef int8_t figures __attribute__((vector_size(PROFILE_BLOCK)));
typedef int16_t sums __attribute__((vector_size(2 * PROFILE_BLOCK)));

static void add_rows(const struct profile *p, const int8_t *const *rows, size_t n, int16_t *sum)
{
	for (size_t b = 0; b < p->width; b += PROFILE_BLOCK) {
		sums all = { 0 };
		for (size_t i = 0; i < n; i++) {
			figures f;
			memcpy(&f, rows[i] + b, sizeof f);
			all += __builtin_convertvector(f, sums);
		}
		memcpy(sum + b, &all, sizeof all);
	}
}

/* How many letters the longest sequence has that ends at `at` of a word with its blanks. */
static size_t order_at(size_t at)
{
	return at + 1 < PROFILE_ORDER ? at + 1 : PROFILE_ORDER;
}

/* Adds up what the letters of `text` say, `n` of them between two blanks. What the tables have of
 * all letters is asked of memory before any is needed. */
static void add_letters(const struct profile *p, const uint32_t *text, size_t n, int16_t *sum)
{
	uint32_t hash[WORD_LETTERS + 1][PROFILE_ORDER];
	const int8_t *rows[WORD_LETTERS + 1];
	for (size_t i = 0; i <= n; i++) {
		uint32_t h = PROFILE_HASH_START;
		for (size_t k = 0; k < order_at(i + 1); k++)
			hash[i][k] = h = profile_hash(h, text[i + 1 - k]);
		__builtin_prefetch(&p->letters.keys[h & p->letters.mask]);
	}
	for (size_t i = 0; i <= n; i++) {
		const int8_t *row = NULL;
		for (size_t k = order_at(i + 1); !row && k > 0; k--)
			row = profile_row(p, &p->letters, hash[i][k - 1]);
		rows[i] = row ? row : strange_letter;
		__builtin_prefetch(rows[i]);
	}
	add_rows(p, rows, n + 1, sum);
}

/* Chance letters do not decide between languages that are close: all of a group, which stand side
 * by side, come near to the best of them. */
static void bring_near(const struct profile *p, int16_t *sum)
{
	for (size_t i = p->single, end; i < p->n; i = end) {
		uint8_t group = p->languages[i].group;
		int16_t best = sum[i];
		for (end = i + 1; end < p->n && p->languages[end].group == group; end++)
			best = sum[end] > best ? sum[end] : best;
		int16_t least = (int16_t)(best - p->languages[i].near);
		for (size_t k = i; k < end; k++)
			sum[k] = sum[k] < least ? least : sum[k];
	}
}

static int16_t best_sum(const struct profile *p, const int16_t *sum)
{
	enum { PART = 8 };
	int16_t best[PART];
	memcpy(best, sum, sizeof best);
	for (size_t b = PART; b < p->width; b += PART)
		for (size_t i = 0; i < PART; i++)
			best[i] = sum[b + i] > best[i] ? sum[b + i] : best[i];
	for (size_t i = 1; i < PART; i++)
		best[0] = best[i] > best[0] ? best[i] : best[0];
	return best[0];
}

/* Adds a word to the evidence, but no more than one word may say: a foreign name is no verdict. */
static void add_word(struct bench *b, const int16_t *sum)
{
	const struct profile *p = b->profile;
	int16_t top = best_sum(p, sum);
	int16_t over = top > WORD_TOP ? (int16_t)(top - WORD_TOP) : 0;
	int16_t floor = (int16_t)(top - over - WORD_RANGE);
	for (size_t at = 0; at < p->width; at += PROFILE_BLOCK) {
		for (size_t i = 0; i < PROFILE_BLOCK; i++) {
			int16_t s = (int16_t)(sum[at + i] - over);
			b->score[at + i] += s > floor ? s : floor;
		}
	}
}

/* Notes a word for each language that has it. */
static void add_known(struct bench *b, const int8_t *row)
{
	for (size_t at = 0; at < b->profile->width; at += PROFILE_BLOCK) {
		figures f, known;
		memcpy(&f, row + at, sizeof f);
		memcpy(&known, b->known + at, sizeof known);
		known |= f > WORD_KNOWN;
		memcpy(b->known + at, &known, sizeof known);
	}
}

static void end_word(struct look *l)
{
	size_t n = l->n, capitals = l->capitals;
	l->n = l->capitals = 0;
	while (n > 0 && l->word[n] == '\'')
		n--;
	if (n == 0 || n > WORD_LETTERS || l->word_script >= N_BENCHES)
		return;
	struct bench *b = &l->bench[l->word_script];
	const struct profile *p = b->profile;
	uint32_t hash = PROFILE_HASH_START;
	for (size_t i = 1; i <= n; i++)
		hash = profile_hash(hash, l->word[i]);
	int16_t sum[PROFILE_WIDE] = { 0 };
	const int8_t *row = profile_row(p, &p->words, hash);
	if (row) {
		add_rows(p, &row, 1, sum);
		if (n > 1)
			add_known(b, row);
	} else if (n == capitals && n <= SHORT_NAME) {
		return;
	} else {
		l->word[n + 1] = ' ';
		add_letters(p, l->word, n, sum);
		bring_near(p, sum);
	}
	add_word(b, sum);
	b->words += n > 1;
}

static void add_letter(struct look *l, enum script script, uint32_t cp)
{
	if (l->n && l->word_script != script)
		end_word(l);
	if (l->n == 0) {
		l->word_script = script;
		l->word[0] = ' ';
	}
	if (l->n <= WORD_LETTERS)
		l->word[++l->n] = cp;
	l->letters[script]++;
}

/* The end of the token that begins at `at`. `*ret_skip`: it is an address or the name of something
 * in a program, which have letters but no language. */
static size_t token_end(struct slice text, size_t at, bool *ret_skip)
{
	bool skip = text.p[at] == 'w' && slice_starts(slice_from(text, at), SLICE("www."));
	size_t end = at;
	for (; end < text.n && end - at < TOKEN_BYTES && !ascii_space(text.p[end]); end++) {
		char c = text.p[end];
		skip |= c == '@' || c == '_';
		skip |= c == '/' && end > at + 1 && memcmp(text.p + end - 2, ":/", 2) == 0;
	}
	*ret_skip = skip;
	return end;
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
		if (cp == '\'' && l->n && l->n <= WORD_LETTERS && l->word[l->n] != '\'')
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
	if (script == SCRIPT_HAN && script_han_of_japan(cp))
		l->japanese = true;
	add_letter(l, script, (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
	return bytes;
}

/* The ASCII letters that `text` begins with, as `take` would take each, where no word of another
 * script is being read. Returns how many there are. */
static size_t take_latin(struct look *l, struct slice text)
{
	size_t taken = 0, n = l->n, capitals = 0;
	if (n && l->word_script != SCRIPT_LATIN)
		return 0;
	for (; taken < text.n && ascii_alpha(text.p[taken]); taken++) {
		capitals += text.p[taken] <= 'Z';
		if (n <= WORD_LETTERS)
			l->word[++n] = (unsigned char)text.p[taken] | 0x20;
	}
	if (!taken)
		return 0;
	l->word_script = SCRIPT_LATIN;
	l->word[0] = ' ';
	l->n = n;
	l->capitals += capitals;
	l->letters[SCRIPT_LATIN] += (uint32_t)taken;
	return taken;
}

/* The two languages of most evidence. */
static void lead(const struct bench *b, size_t *ret_best, size_t *ret_next)
{
	size_t best = 0, next = 1;
	for (size_t i = 1; i < b->profile->n; i++) {
		if (b->score[i] > b->score[best]) {
			next = best;
			best = i;
		} else if (next == best || b->score[i] > b->score[next]) {
			next = i;
		}
	}
	*ret_best = best;
	*ret_next = next;
}

/* Whether reading on is of no use: one language leads by far. */
static bool is_decided(const struct look *l)
{
	for (size_t i = 0; i < N_BENCHES; i++) {
		const struct bench *b = &l->bench[i];
		if (!b->profile || b->words < SURE_WORDS)
			continue;
		size_t best, next;
		lead(b, &best, &next);
		return b->score[best] - b->score[next] > SURE;
	}
	return false;
}

/* How far a text has been read. */
struct progress {
	size_t at, looked, check; /* bytes; of letters; of letters to be decided at */
	bool done;                /* more of it is not asked for */
};

/* Reads a token up to byte `end`. */
static void read_token(struct look *l, struct slice text, size_t end, struct progress *r)
{
	while (r->at < end && r->looked < LOOK_BYTES) {
		size_t left = end - r->at, most = LOOK_BYTES - r->looked;
		size_t letters = take_latin(l, slice_of(text.p + r->at, left < most ? left : most));
		if (letters) {
			r->looked += letters;
			r->at += letters;
			continue;
		}
		utf8proc_int32_t cp = (unsigned char)text.p[r->at];
		utf8proc_ssize_t n = 1;
		if (cp >= 0x80)
			n = utf8proc_iterate((const utf8proc_uint8_t *)text.p + r->at,
				(utf8proc_ssize_t)(text.n - r->at), &cp);
		if (n <= 0) {
			n = 1;
			cp = ' ';
		}
		r->looked += take(l, (uint32_t)cp, (size_t)n);
		r->at += (size_t)n;
	}
}

/* Reads on to the end of a token that is at byte `to` or behind it, or until it is decided. */
static void read_text(struct look *l, struct slice text, size_t to, struct progress *r)
{
	while (r->at < text.n && r->at < to && r->looked < LOOK_BYTES) {
		bool skip;
		size_t end = token_end(text, r->at, &skip);
		if (skip)
			r->at = end;
		read_token(l, text, end, r);
		end_word(l);
		r->at += r->at == end;
		if (r->looked >= r->check) {
			if (is_decided(l)) {
				r->done = true;
				return;
			}
			r->check += CHECK_BYTES;
		}
	}
	r->done = r->at >= text.n || r->looked >= LOOK_BYTES;
}

/* The script that most of the text is in. A sign of the East stands for about two letters. */
static enum script main_script(struct look *l)
{
	l->letters[SCRIPT_HAN] *= 2;
	l->letters[SCRIPT_KANA] *= 2;
	l->letters[SCRIPT_HANGUL] *= 2;
	/* Japanese writes kana among Han, and few texts in Chinese have any. A heading may have
	 * none, but seldom lacks a sign that only Japan simplified so. */
	if (l->letters[SCRIPT_KANA] * 10 > l->letters[SCRIPT_HAN] || l->japanese) {
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
static const double ANY_START = -4, ANY_BY_WORD = 0.35, UNKNOWN_BY_WORD = 0.9,
	AGAINST_NEXT = 0.3;

static struct lang_guess best_of(struct bench *b)
{
	const struct profile *p = b->profile;
	for (size_t i = 0; i < p->n; i++)
		b->score[i] += p->languages[i].prior;
	size_t best, next;
	lead(b, &best, &next);
	uint8_t group = p->languages[best].group;
	bool close = group && group == p->languages[next].group;
	double against_any = (double)b->score[best] / PROFILE_STEP;
	double against_next = (double)(b->score[best] - b->score[next]) / PROFILE_STEP;
	double asked = ANY_START + ANY_BY_WORD * b->words;
	if (p->n < MANY_LANGUAGES)
		asked = ANY_START;
	else if (!b->known[best])
		asked = UNKNOWN_BY_WORD * b->words;
	if (b->words < MIN_WORDS)
		return unknown;
	if (against_any < asked)
		return (struct lang_guess){ "", 1 - exp((against_any - asked) / 3) };
	if (against_next < AGAINST_NEXT && !close)
		return unknown;
	return (struct lang_guess){ p->languages[best].code, 1 - exp(-against_next / 3) };
}

/* What the evidence says; it is of no use afterwards. */
static struct lang_guess conclude(struct look *l)
{
	enum script script = main_script(l);
	uint32_t all = 0;
	for (enum script s = 1; s < N_SCRIPTS; s++)
		all += l->letters[s];
	if (script == SCRIPT_NONE || l->letters[script] < MIN_LETTERS || l->signs * 8 > all)
		return unknown;
	if (script < N_BENCHES)
		return best_of(&l->bench[script]);
	const char *code = script_language(script);
	return code ? (struct lang_guess){ code, (double)l->letters[script] / all } : unknown;
}

static void begin(struct look *l, struct progress *r)
{
	*l = (struct look){ 0 };
	*r = (struct progress){ .check = CHECK_BYTES };
	for (size_t i = 0; i < N_BENCHES; i++)
		l->bench[i].profile = profiles[i];
}

struct lang_guess lang_of(struct slice text)
{
	struct look l;
	struct progress r;
	begin(&l, &r);
	read_text(&l, text, text.n, &r);
	return conclude(&l);
}

/* Nine in ten articles are settled by a kilobyte, as the whole would settle them. */
static const double SETTLED = 0.99999, SETTLED_NONE = 0.99;

struct lang_guess lang_of_long(struct slice text)
{
	struct look l;
	struct progress r;
	struct lang_guess guess;
	begin(&l, &r);
	size_t to = LITTLE_BYTES;
	do {
		read_text(&l, text, to, &r);
		to *= 2;
		struct look so_far = l;
		guess = conclude(&so_far);
	} while (!r.done && guess.confidence < (*guess.code ? SETTLED : SETTLED_NONE));
	return guess;
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
