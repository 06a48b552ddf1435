/* bench-story: grouping articles into stories, beside two plain ways on the same articles in the
 * same run: MinHash alone (64 minima of pairs of words, banded: who shares a band is one story) and
 * a single pass over TF-IDF vectors with a centre a story. Prints a line of JSON a measure: B-cubed
 * F1 against the events that the articles were made of, and CPU time an article.
 *
 *	bench-story [ARTICLES...]
 *
 * Articles have 300 words, 20 an event with its names, and 10,000 fall into seven days. One in four
 * carries the text of the one before it about the event, with a tenth of the words changed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "story/cluster.h"
#include "story/holders.h"
#include "text/words.h"

/* The last AT_HAND articles stay at hand, older than the window or not. */
enum { WEEK_S = 7 * 86400, A_WEEK = 10000, AT_HAND = 20000, WORDS = 300, EVENT = 20,
	AT_A_TIME = 50, MINIMA = 64, BAND = 4 };

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

static uint32_t event_of(uint32_t number)
{
	return number / (EVENT * AT_A_TIME) * AT_A_TIME + number % AT_A_TIME;
}

static size_t article_of(uint32_t number, char *to)
{
	size_t n = 0;
	uint32_t event = event_of(number), turn = number / AT_A_TIME % EVENT;
	bool is_copy = turn % 4 == 3;
	for (int i = 0; i < WORDS; i++) {
		/* Each word has a seed of its own, so that it can be drawn again. */
		bool again = is_copy && (i + turn) % 10;
		seed = (uint64_t)(again ? number - AT_A_TIME : number) * WORDS + (uint64_t)i;
		seed = (seed ^ seed >> 31) * 0x9E3779B97F4A7C15u;
		double u = (draw(1 << 20) + 1.0) / (1 << 20);
		uint32_t rank = i % 6 == 0 ? 1000000 + event * 40 + draw(1 + draw(40))
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

/* ---- how good: B-cubed F1 of the stories told against the events */

static int by_value(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
	return (a > b) - (a < b);
}

static double f1_of(const uint32_t *told, uint32_t n)
{
	uint64_t *pairs = calloc(n, sizeof *pairs);
	uint32_t *of_event = calloc(n + AT_A_TIME, sizeof *of_event), *of_told = calloc(n, 4);
	double precision = 0, recall = 0;
	if (!pairs || !of_event || !of_told)
		abort();
	for (uint32_t i = 0; i < n; i++) {
		pairs[i] = (uint64_t)event_of(i) << 32 | told[i];
		of_event[event_of(i)]++;
		of_told[told[i]]++;
	}
	qsort(pairs, n, sizeof *pairs, by_value);
	for (uint32_t i = 0, same; i < n; i += same) {
		for (same = 1; i + same < n && pairs[i + same] == pairs[i]; same++)
			;
		precision += (double)same * same / of_told[(uint32_t)pairs[i]];
		recall += (double)same * same / of_event[pairs[i] >> 32];
	}
	free(pairs);
	free(of_event);
	free(of_told);
	return 2 * precision * recall / (precision + recall) / n;
}

/* ---- ours */

struct result {
	double us, f1;
	double bytes, bytes_for_good; /* of an article at hand, and of each that ever came */
};

static double made_s(uint32_t n)
{
	static char text[WORDS * 40];
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
	uint32_t *told = calloc(n, sizeof *told);
	if (!told)
		abort();
	double begun = cpu_s();
	for (uint32_t i = 0; i < n;) {
		LIST(struct story_arrival) together = { 0 };
		int64_t hour = story_hour(time_of(i));
		arena_reset(&a);
		for (; i < n && story_hour(time_of(i)) == hour; i++) {
			struct story_arrival *one = list_add(&a, &together);
			size_t len = article_of(i, text);
			one->at = time_of(i);
			story_features_of(x, slice_sub(slice_of(text, len), 0, 60),
				slice_of(text, len), SLICE("en"), &a, &one->f);
		}
		stories_add_all(s, together.at, (uint32_t)together.n);
	}
	double for_good = (double)stories_bytes_for_good(s);
	struct result r = { (cpu_s() - begun) * 1e6 / n, 0,
		((double)stories_bytes(s) - for_good) / (n < AT_HAND ? n : AT_HAND), for_good / n };
	for (uint32_t i = 0; i < n; i++)
		told[i] = stories_of(s, i);
	r.f1 = f1_of(told, n);
	free(told);
	arena_done(&a);
	stories_close(s);
	story_lexicon_close(x);
	return r;
}

/* ---- MinHash alone */

static void minima_of(struct slice text, uint32_t least[static MINIMA])
{
	struct words words;
	struct word w;
	uint64_t last = 0;
	memset(least, 0xFF, MINIMA * sizeof *least);
	words_begin(&words, text);
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
}

static struct result minhash(uint32_t n)
{
	static char text[WORDS * 40];
	struct holders bands = { 0 };
	uint32_t least[MINIMA], *told = calloc(n, sizeof *told);
	if (!told)
		abort();
	double begun = cpu_s();
	for (uint32_t i = 0; i < n; i++) {
		minima_of(slice_of(text, article_of(i, text)), least);
		if (i > A_WEEK && i % 1024 == 0)
			holders_forget(&bands, i - A_WEEK);
		told[i] = i;
		for (uint32_t k = 0; k < MINIMA; k += BAND) {
			uint32_t key = k;
			for (uint32_t j = k; j < k + BAND; j++)
				key = (key ^ least[j]) * 0x9E3779B1u;
			const struct holder_list *l = holders_of(&bands, key);
			if (l && told[i] == i)
				told[i] = told[holders_at(l)[l->n - 1].article];
			holders_add(&bands, key, (struct holder){ i, 0 });
		}
	}
	struct result r = { .us = (cpu_s() - begun) * 1e6 / n, .f1 = f1_of(told, n) };
	holders_done(&bands);
	free(told);
	return r;
}

/* ---- a plain single pass: TF-IDF vectors, each against the centre of every story of the week */

enum { DIMENSIONS = 2048, LIVE = A_WEEK / EVENT };

static const float PLAIN_JOIN = 0.28F;

struct plain {
	float centres[LIVE][DIMENSIONS]; /* sums of unit vectors */
	float lengths[LIVE];
	uint32_t stories[LIVE], next;
	uint32_t holding[DIMENSIONS];    /* articles that have a word of the dimension */
};

/* A unit vector of words, hashed; document frequencies are those of the stream so far. */
static void plain_vector(struct plain *p, struct slice text, uint32_t n_before,
	float v[static DIMENSIONS])
{
	struct words words;
	struct word w;
	float sum = 0;
	memset(v, 0, DIMENSIONS * sizeof *v);
	words_begin(&words, text);
	while (words_next(&words, &w))
		v[slice_hash(w.form) % DIMENSIONS] += 1;
	for (size_t d = 0; d < DIMENSIONS; d++) {
		if (v[d] <= 0)
			continue;
		p->holding[d]++;
		v[d] = (1 + logf(v[d])) * logf((float)(n_before + 2) / (float)p->holding[d]);
		sum += v[d] * v[d];
	}
	for (size_t d = 0; sum > 0 && d < DIMENSIONS; d++)
		v[d] /= sqrtf(sum);
}

static float dot_of(const float *a, const float *b)
{
	float dot = 0;
	for (size_t d = 0; d < DIMENSIONS; d++)
		dot += a[d] * b[d];
	return dot;
}

static struct result plain(uint32_t n)
{
	static char text[WORDS * 40];
	float v[DIMENSIONS];
	struct plain *p = calloc(1, sizeof *p);
	uint32_t *told = calloc(n, sizeof *told);
	if (!p || !told)
		abort();
	double begun = cpu_s();
	for (uint32_t i = 0; i < n; i++) {
		float most = PLAIN_JOIN;
		size_t best = LIVE;
		plain_vector(p, slice_of(text, article_of(i, text)), i, v);
		for (size_t k = 0; k < LIVE && k < p->next; k++) {
			float like = dot_of(v, p->centres[k]) / p->lengths[k];
			if (like >= most) {
				most = like;
				best = k;
			}
		}
		if (best == LIVE) {
			best = p->next++ % LIVE; /* the oldest goes */
			memset(p->centres[best], 0, sizeof p->centres[best]);
			p->stories[best] = i;
		}
		for (size_t d = 0; d < DIMENSIONS; d++)
			p->centres[best][d] += v[d];
		p->lengths[best] = sqrtf(dot_of(p->centres[best], p->centres[best]));
		told[i] = p->stories[best];
	}
	struct result r = { .us = (cpu_s() - begun) * 1e6 / n, .f1 = f1_of(told, n) };
	free(p);
	free(told);
	return r;
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
		       "\"bytes_at_hand\":%.0f,\"bytes_for_good\":%.0f,\"f1\":%.3f", n, r.us,
			1e6 / r.us, r.us / first, r.bytes, r.bytes_for_good, r.f1);
		if (n <= 100000) {
			struct result m = minhash(n), p = plain(n < 10000 ? n : 10000);
			printf(",\"minhash_us\":%.1f,\"minhash_f1\":%.3f,\"plain_us\":%.1f,"
			       "\"plain_f1\":%.3f", m.us - made, m.f1, p.us - made, p.f1);
		}
		printf("}\n");
		fflush(stdout);
	}
	return 0;
}
