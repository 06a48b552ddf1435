/* bench-story: grouping articles into stories, beside two plain ways on the same articles in the
 * same run: MinHash alone (64 minima of pairs of words, banded) and a single pass over hashed
 * vectors with a centre a story. Prints a line of JSON a measure; time is CPU time.
 *
 *	bench-story [ARTICLES...]
 *
 * Articles have 300 words, 20 an event with its names, and 10,000 fall into seven days. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "story/cluster.h"
#include "story/holders.h"
#include "text/words.h"

/* The last AT_HAND articles stay at hand, older than the window or not. */
enum { WEEK_S = 7 * 86400, A_WEEK = 10000, AT_HAND = 20000, WORDS = 300, EVENT = 20, MINIMA = 64,
	BAND = 4 };

static uint64_t seed;

static uint32_t draw(uint32_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((seed >> 33) % n);
}

/* A word by its rank: common ones are drawn from the front as often as in English. */
static size_t word_of(uint32_t rank, char *to)
{
	static const char *const syllables[] = { "ka", "ro", "me", "ti", "su", "la", "no", "ve",
		"di", "pa", "gu", "shi", "bor", "len", "ast", "ine" };
	size_t n = 0;
	for (rank += 16; rank; rank /= 16)
		n = (size_t)(stpcpy(to + n, syllables[rank % 16]) - to);
	return n;
}

static size_t article_of(uint32_t number, char *to)
{
	size_t n = 0;
	uint32_t event = number / (EVENT * 50) * 50 + number % 50; /* fifty go on at a time */
	for (int i = 0; i < WORDS; i++) {
		double u = (draw(1 << 20) + 1.0) / (1 << 20);
		uint32_t rank = i % 6 == 0 ? 1000000 + event * 40 + draw(40)
			: (uint32_t)pow(60000, u);
		size_t at = n;
		n += word_of(rank, to + n);
		if (i % 6 == 0)
			to[at] = (char)(to[at] - 32);
		to[n++] = i % 15 == 14 ? '.' : ' ';
	}
	return n;
}

static double cpu_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int64_t time_of(uint32_t number)
{
	return (int64_t)number * WEEK_S / A_WEEK;
}

/* ---- ours */

struct result {
	double us;
	double bytes, bytes_for_good; /* of an article at hand, and of each that ever came */
};

static double made_s(uint32_t n)
{
	static char text[WORDS * 40];
	seed = 1;
	double begun = cpu_s();
	for (uint32_t i = 0; i < n; i++)
		article_of(i, text);
	return cpu_s() - begun;
}

static struct result ours(uint32_t n)
{
	static char text[WORDS * 40];
	struct story_rules rules = story_rules;
	rules.window_s = rules.at_hand_s = WEEK_S;
	struct stories *s = stories_open(&rules);
	struct story_lexicon *x = story_lexicon_open();
	struct arena a = ARENA_INIT;
	seed = 1;
	double begun = cpu_s();
	for (uint32_t i = 0; i < n; i++) {
		struct story_features f;
		size_t len = article_of(i, text);
		arena_reset(&a);
		story_features_of(x, slice_sub(slice_of(text, len), 0, 60), slice_of(text, len),
			SLICE("en"), &a, &f);
		stories_add(s, time_of(i), &f);
	}
	double for_good = (double)stories_bytes_for_good(s);
	struct result r = { (cpu_s() - begun) * 1e6 / n,
		((double)stories_bytes(s) - for_good) / (n < AT_HAND ? n : AT_HAND), for_good / n };
	arena_done(&a);
	stories_close(s);
	story_lexicon_close(x);
	return r;
}

/* ---- MinHash alone */

static double minhash(uint32_t n)
{
	static char text[WORDS * 40];
	struct holders bands = { 0 };
	seed = 1;
	double begun = cpu_s();
	for (uint32_t i = 0; i < n; i++) {
		uint32_t least[MINIMA];
		uint64_t last = 0;
		struct words words;
		struct word w;
		memset(least, 0xFF, sizeof least);
		words_begin(&words, slice_of(text, article_of(i, text)));
		while (words_next(&words, &w)) {
			uint64_t h = slice_hash(w.form);
			uint64_t pair = (last * 3 ^ h) * 0x9E3779B97F4A7C15u;
			last = h;
			for (uint32_t k = 0; k < MINIMA; k++) {
				uint32_t v = (uint32_t)(pair >> 16) * (2 * k + 1) + k * 0x85EBCA6Bu;
				if (v < least[k])
					least[k] = v;
			}
		}
		if (i > A_WEEK && i % 1024 == 0)
			holders_forget(&bands, i - A_WEEK);
		for (uint32_t k = 0; k < MINIMA; k += BAND) {
			uint32_t key = k;
			for (uint32_t j = k; j < k + BAND; j++)
				key = (key ^ least[j]) * 0x9E3779B1u;
			(void)holders_of(&bands, key);
			holders_add(&bands, key, (struct holder){ i, 0 });
		}
	}
	double us = (cpu_s() - begun) * 1e6 / n;
	holders_done(&bands);
	return us;
}

/* ---- a single pass over vectors: each article against the centre of every story of the week */

enum { PLAIN_DIMENSIONS = 1024 };

static double plain(uint32_t n)
{
	static char text[WORDS * 40];
	enum { LIVE = A_WEEK / EVENT };
	float (*centre)[PLAIN_DIMENSIONS] = calloc(LIVE, sizeof *centre);
	float v[PLAIN_DIMENSIONS];
	if (!centre)
		abort();
	seed = 1;
	double begun = cpu_s();
	for (uint32_t i = 0; i < n; i++) {
		struct words words;
		struct word w;
		memset(v, 0, sizeof v);
		words_begin(&words, slice_of(text, article_of(i, text)));
		while (words_next(&words, &w))
			v[slice_hash(w.form) % PLAIN_DIMENSIONS] += 1;
		float most = 0;
		size_t best = i % LIVE;
		for (size_t k = 0; k < LIVE; k++) {
			float dot = 0;
			for (size_t d = 0; d < PLAIN_DIMENSIONS; d++)
				dot += v[d] * centre[k][d];
			if (dot > most) {
				most = dot;
				best = k;
			}
		}
		for (size_t d = 0; d < PLAIN_DIMENSIONS; d++)
			centre[best][d] = centre[best][d] * 0.95F + v[d] * 0.05F;
	}
	double us = (cpu_s() - begun) * 1e6 / n;
	free(centre);
	return us;
}

int main(int argc, char **argv)
{
	static const char *const usual[] = { "", "10000", "100000" };
	double first = 0;
	const char *const *counts = argc > 1 ? (const char *const *)argv : usual;
	for (int i = 1; i < (argc > 1 ? argc : 3); i++) {
		uint32_t n = (uint32_t)strtoul(counts[i], NULL, 10);
		double made = made_s(n) * 1e6 / n;
		struct result r = ours(n);
		r.us -= made;
		first = first > 0 ? first : r.us;
		printf("{\"articles\":%u,\"us\":%.1f,\"per_s\":%.0f,\"against_first\":%.2f,"
		       "\"bytes_at_hand\":%.0f,\"bytes_for_good\":%.0f", n, r.us, 1e6 / r.us,
			r.us / first, r.bytes, r.bytes_for_good);
		if (n <= 100000)
			printf(",\"minhash_us\":%.1f,\"plain_us\":%.1f", minhash(n) - made,
				plain(n < 10000 ? n : 10000) - made);
		printf("}\n");
		fflush(stdout);
	}
	return 0;
}
