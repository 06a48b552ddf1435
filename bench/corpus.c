/* corpus: words are drawn by Walker's alias method. */
#include "corpus.h"

#include <math.h>
#include <stdlib.h>

enum {
	WORDS_MEAN = 312,
	WORDS_MAX = 1500,
	N_SOURCES = 500,
	YEARS = 5,
	PARAGRAPH_WORDS = 45,
	COMMON_RANKS = 300, /* grammar: comes back by itself */
	REPEAT_PERCENT = 22,
};

static const int64_t first_second = 1577836800; /* 2020-01-01 */

struct corpus {
	uint64_t state;
	size_t n_articles, at;
	uint32_t *alias;
	float *keep;
};

static uint64_t next(struct corpus *c)
{
	uint64_t z = c->state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

uint64_t corpus_random(struct corpus *c, uint64_t n)
{
	return next(c) % n;
}

static double unit(struct corpus *c)
{
	return (double)(next(c) >> 11) / (double)((uint64_t)1 << 53);
}

static void alias_make(struct corpus *c)
{
	size_t n = CORPUS_RANKS, n_small = 0, n_large = 0;
	double *p = malloc(n * sizeof *p), sum = 0;
	uint32_t *small = malloc(n * sizeof *small), *large = malloc(n * sizeof *large);
	if (!p || !small || !large)
		abort();
	for (size_t i = 0; i < n; i++)
		sum += p[i] = 1 / pow((double)i + 3.7, 1.08);
	for (size_t i = 0; i < n; i++) {
		p[i] *= (double)n / sum;
		if (p[i] < 1)
			small[n_small++] = (uint32_t)i;
		else
			large[n_large++] = (uint32_t)i;
	}
	while (n_small && n_large) {
		uint32_t s = small[--n_small], l = large[--n_large];
		c->keep[s] = (float)p[s];
		c->alias[s] = l;
		p[l] -= 1 - p[s];
		if (p[l] < 1)
			small[n_small++] = l;
		else
			large[n_large++] = l;
	}
	while (n_large)
		c->keep[large[--n_large]] = 1;
	while (n_small)
		c->keep[small[--n_small]] = 1;
	free(p);
	free(small);
	free(large);
}

struct corpus *corpus_open(uint64_t seed, size_t n_articles)
{
	struct corpus *c = calloc(1, sizeof *c);
	if (!c)
		abort();
	c->state = seed;
	c->n_articles = n_articles;
	c->alias = calloc(CORPUS_RANKS, sizeof *c->alias);
	c->keep = calloc(CORPUS_RANKS, sizeof *c->keep);
	if (!c->alias || !c->keep)
		abort();
	alias_make(c);
	return c;
}

struct corpus *corpus_close(struct corpus *c)
{
	free(c->alias);
	free(c->keep);
	free(c);
	return NULL;
}

static uint32_t rank_draw(struct corpus *c)
{
	uint64_t r = next(c);
	uint32_t slot = (uint32_t)(r >> 40) % CORPUS_RANKS;
	return (float)(r & 0xffffff) / 0x1000000 < c->keep[slot] ? slot : c->alias[slot];
}

/* Syllables in the base of their number, scrambled so that neighbours in rank do not look alike;
 * common words are short. */
static size_t word_write(size_t rank, char to[static 32])
{
	static const char *const syllables[] = { "ka", "ra", "me", "sin", "ta", "pen", "di", "lo",
		"ber", "gu", "an", "ma", "ki", "sa", "tor", "bu", "ne", "wa", "lan", "po", "ter",
		"ci", "da", "mu", "ing", "ja", "re", "ban", "so", "hi", "ya", "le" };
	uint32_t v = (uint32_t)rank;
	int n = rank < 24 ? 1 : rank < 900 ? 2 : rank < 30000 ? 3 : 4;
	if (n > 1)
		v = v * 2654435761u % (1u << 5 * n);
	size_t len = 0;
	for (int i = 0; i < n; i++, v >>= 5) {
		const char *s = syllables[v % 32];
		memcpy(to + len, s, strlen(s));
		len += strlen(s);
	}
	/* Two ranks may have met in one word: the tail tells them apart where it matters. */
	if (rank >= 900 && rank % 3 == 0)
		to[len++] = "nktrs"[rank % 5];
	return len;
}

struct slice corpus_word(struct corpus *c, size_t rank, struct arena *out)
{
	char word[32];
	(void)c;
	return arena_dup(out, slice_of(word, word_write(rank, word)));
}

static size_t length_draw(struct corpus *c)
{
	/* Log-normal, by a sum of evens. */
	double g = 0;
	for (int i = 0; i < 12; i++)
		g += unit(c);
	double n = WORDS_MEAN * exp((g - 6) * .55 - .15);
	return n < 20 ? 20 : n > WORDS_MAX ? WORDS_MAX : (size_t)n;
}

struct paragraph {
	char *text;
	size_t n;
};

/* A word that stood here before, or a new one. */
static uint32_t rank_next(struct corpus *c, uint32_t *seen, size_t *n_seen)
{
	if (*n_seen && next(c) % 100 < REPEAT_PERCENT)
		return seen[next(c) % *n_seen];
	uint32_t rank = rank_draw(c);
	if (rank >= COMMON_RANKS)
		seen[(*n_seen)++] = rank;
	return rank;
}

static struct slice paragraph_make(struct corpus *c, size_t n_words, uint32_t *seen, size_t *n_seen,
	struct arena *out)
{
	char *text = arena_bytes(out, n_words * 34 + 2);
	size_t n = 0;
	for (size_t i = 0; i < n_words; i++) {
		size_t at = n;
		n += word_write(rank_next(c, seen, n_seen), text + n);
		if (i % 14 == 0)
			text[at] = (char)(text[at] - 32);
		if (i % 14 == 13 || i + 1 == n_words)
			text[n++] = '.';
		else if (i % 7 == 5)
			text[n++] = ',';
		text[n++] = ' ';
	}
	return slice_of(text, n - 1);
}

static struct slice title_make(struct corpus *c, const uint32_t *seen, size_t n_seen,
	struct arena *out)
{
	char *text = arena_bytes(out, 12 * 34);
	size_t n = 0;
	for (size_t i = 0, words = 6 + next(c) % 6; i < words; i++) {
		uint32_t rank = i % 3 == 2 || !n_seen ? rank_draw(c) : seen[next(c) % n_seen];
		size_t at = n;
		n += word_write(rank, text + n);
		text[at] = (char)(text[at] - 32);
		text[n++] = ' ';
	}
	return slice_of(text, n - 1);
}

struct article *corpus_next(struct corpus *c, struct arena *out)
{
	struct article *a = arena_new(out, struct article);
	uint32_t seen[WORDS_MAX];
	size_t n_seen = 0, left = length_draw(c);
	while (left) {
		size_t n = PARAGRAPH_WORDS / 2 + next(c) % PARAGRAPH_WORDS;
		n = n < left ? n : left;
		*list_add(out, &a->blocks) = (struct block){ BLOCK_PARAGRAPH,
			paragraph_make(c, n, seen, &n_seen, out) };
		left -= n;
	}
	a->title = title_make(c, seen, n_seen, out);
	double s = unit(c);
	size_t source = (size_t)(s * s * s * N_SOURCES);
	a->source = arena_printf(out, "Outlet %zu", source);
	a->url = arena_printf(out, "https://outlet%zu.example/%zu", source, c->at);
	static const char *const langs[] = { "id", "en", "ms", "de" };
	a->lang = slice_str(langs[next(c) % 10 < 7 ? 0 : 1 + next(c) % 3]);
	*list_add(out, &a->authors) = arena_printf(out, "Penulis Nomor%llu",
		(unsigned long long)(next(c) % 900));
	for (uint64_t i = next(c) % 3; i > 0; i--)
		*list_add(out, &a->tags) = corpus_word(c, 300 + next(c) % 400, out);
	int64_t span = (int64_t)YEARS * 365 * 86400;
	a->published.kind = DATE_ZONED;
	a->published.zone_min = 420;
	a->published.seconds = first_second +
		(int64_t)((double)c->at / (double)c->n_articles * (double)span) +
		(int64_t)(next(c) % (2 * 86400)) - 86400;
	c->at++;
	return a;
}
