/* bench-story: grouping articles into stories, beside two plain ways on the same articles in the
 * same run: MinHash alone (64 minima of pairs of words, banded: who shares a band is one story) and
 * a single pass over TF-IDF vectors with a centre a story. Prints a line of JSON a measure: B-cubed
 * F1 against the events that the articles tell of, and CPU time an article.
 *
 *	bench-story [FOLDER] [ARTICLES...]
 *
 * ARTICLES are made up: 300 words each, 20 an event with its names, and 10,000 fall into seven
 * days. One in four carries the text of the one before it about the event, with a tenth of the
 * words changed. FOLDER has sets of articles whose stories somebody said, SET.dev.jsonl (or
 * SET.jsonl) beside SET.labels.jsonl (tools/labelled.h). */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "labelled.h"
#include "story/cluster.h"
#include "story/holders.h"
#include "text/words.h"

/* The last AT_HAND articles stay at hand, older than the window or not. */
enum { WEEK_S = 7 * 86400, A_WEEK = 10000, AT_HAND = 20000, WORDS = 300, EVENT = 20,
	AT_A_TIME = 50, MINIMA = 64, BAND = 4 };

#define LABELS ".labels.jsonl"

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

/* ---- the articles */

struct corpus {
	const struct labelled_set *set; /* NULL: they are made up */
	struct slice *whole;            /* of a set: headline and text */
	uint32_t n, n_events;
};

struct item {
	struct slice title, text, whole, lang;
	int64_t at;
	uint32_t event;
};

static struct corpus made_up(uint32_t n)
{
	return (struct corpus){ .n = n, .n_events = n + AT_A_TIME };
}

static struct corpus of_set(const struct labelled_set *set, struct arena *out)
{
	struct corpus c = { set, arena_array(out, struct slice, set->n + 1), set->n,
		set->n_stories };
	for (uint32_t i = 0; i < set->n; i++)
		c.whole[i] = arena_printf(out, "%.*s\n%.*s", (int)set->all[i].title.n,
			set->all[i].title.p, (int)set->all[i].text.n, set->all[i].text.p);
	return c;
}

/* What is made up is good until the next one. */
static struct item item_of(const struct corpus *c, uint32_t i)
{
	static char text[WORDS * 40];
	if (c->set) {
		const struct labelled *l = &c->set->all[i];
		return (struct item){ l->title, l->text, c->whole[i], l->lang, l->at, l->story };
	}
	struct slice all = slice_of(text, article_of(i, text));
	return (struct item){ slice_sub(all, 0, 60), all, all, SLICE("en"),
		(int64_t)i * WEEK_S / A_WEEK, event_of(i) };
}

static int64_t hour_of(const struct corpus *c, uint32_t i)
{
	return story_hour(c->set ? c->set->all[i].at : (int64_t)i * WEEK_S / A_WEEK);
}

/* How good the stories told are. */
static double f1_of(const struct corpus *c, const uint32_t *told)
{
	uint32_t *events = calloc(c->n + 1u, sizeof *events);
	if (!events)
		abort();
	for (uint32_t i = 0; i < c->n; i++)
		events[i] = c->set ? c->set->all[i].story : event_of(i);
	double f1 = bcubed_of(events, c->n_events, told, c->n, c->n).f1;
	free(events);
	return f1;
}

/* ---- ours */

struct result {
	double us, f1;
	double bytes, bytes_for_good; /* of an article at hand, and of each that ever came */
};

static double made_s(const struct corpus *c)
{
	double begun = cpu_s();
	for (uint32_t i = 0; i < c->n; i++)
		item_of(c, i);
	return cpu_s() - begun;
}

static void add_all(struct stories *s, struct story_lexicon *x, const struct corpus *c)
{
	struct arena a = ARENA_INIT;
	for (uint32_t i = 0; i < c->n;) {
		LIST(struct story_arrival) together = { 0 };
		int64_t hour = hour_of(c, i);
		arena_reset(&a);
		for (; i < c->n && hour_of(c, i) == hour; i++) {
			struct story_arrival *one = list_add(&a, &together);
			struct item item = item_of(c, i);
			one->at = item.at;
			story_features_of(x, item.title, item.text, item.lang, &a, &one->f);
		}
		stories_add_all(s, together.at, (uint32_t)together.n);
	}
	arena_done(&a);
}

static struct result ours(const struct corpus *c)
{
	uint32_t n = c->n;
	struct story_rules rules = story_rules;
	if (!c->set)
		rules.window_s = rules.at_hand_s = WEEK_S;
	struct stories *s = stories_open(&rules);
	struct story_lexicon *x = story_lexicon_open();
	uint32_t *told = calloc(n + 1u, sizeof *told);
	if (!told)
		abort();
	double begun = cpu_s();
	add_all(s, x, c);
	double for_good = (double)stories_bytes_for_good(s);
	struct result r = { (cpu_s() - begun) * 1e6 / n, 0,
		((double)stories_bytes(s) - for_good) / (n < AT_HAND ? n : AT_HAND), for_good / n };
	for (uint32_t i = 0; i < n; i++)
		told[i] = stories_of(s, i);
	r.f1 = f1_of(c, told);
	free(told);
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

static struct result minhash(const struct corpus *c)
{
	struct holders bands = { 0 };
	uint32_t n = c->n, least[MINIMA], *told = calloc(n + 1u, sizeof *told);
	if (!told)
		abort();
	double begun = cpu_s();
	for (uint32_t i = 0; i < n; i++) {
		minima_of(item_of(c, i).whole, least);
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
	struct result r = { .us = (cpu_s() - begun) * 1e6 / n, .f1 = f1_of(c, told) };
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

static struct result plain(const struct corpus *c)
{
	float v[DIMENSIONS];
	struct plain *p = calloc(1, sizeof *p);
	uint32_t n = c->n, *told = calloc(n + 1u, sizeof *told);
	if (!p || !told)
		abort();
	double begun = cpu_s();
	for (uint32_t i = 0; i < n; i++) {
		float most = PLAIN_JOIN;
		size_t best = LIVE;
		plain_vector(p, item_of(c, i).whole, i, v);
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
	struct result r = { .us = (cpu_s() - begun) * 1e6 / n, .f1 = f1_of(c, told) };
	free(p);
	free(told);
	return r;
}

static double tell_made_up(uint32_t n, double first)
{
	struct corpus c = made_up(n), some = made_up(n < 10000 ? n : 10000);
	double made = made_s(&c) * 1e6 / n;
	struct result r = ours(&c);
	r.us -= made;
	printf("{\"articles\":%u,\"us\":%.1f,\"per_s\":%.0f,\"against_first\":%.2f,"
	       "\"bytes_at_hand\":%.0f,\"bytes_for_good\":%.0f,\"f1\":%.3f", n, r.us,
		1e6 / r.us, first > 0 ? r.us / first : 1, r.bytes, r.bytes_for_good, r.f1);
	if (n <= 100000) {
		struct result m = minhash(&c), p = plain(&some);
		printf(",\"minhash_us\":%.1f,\"minhash_f1\":%.3f,\"plain_us\":%.1f,"
		       "\"plain_f1\":%.3f", m.us - made, m.f1, p.us - made, p.f1);
	}
	printf("}\n");
	fflush(stdout);
	return r.us;
}

static void tell_set(const char *articles, const char *labels)
{
	struct arena a = ARENA_INIT;
	const struct labelled_set set = labelled_read(articles, labels, &a);
	const struct corpus c = of_set(&set, &a);
	struct result r = ours(&c), m = minhash(&c), p = plain(&c);
	printf("{\"set\":\"%s\",\"articles\":%u,\"us\":%.1f,\"f1\":%.3f,", set.name, c.n,
		r.us, r.f1);
	printf("\"minhash_us\":%.1f,\"minhash_f1\":%.3f,\"plain_us\":%.1f,\"plain_f1\":%.3f}\n",
		m.us, m.f1, p.us, p.f1);
	fflush(stdout);
	arena_done(&a);
}

static int is_labels(const struct dirent *d)
{
	struct slice name = slice_str(d->d_name);
	return slice_ends(name, SLICE(LABELS)) && name.n > sizeof LABELS - 1;
}

static void tell_sets(const char *folder)
{
	struct arena a = ARENA_INIT;
	struct dirent **found;
	int n = scandir(folder, &found, is_labels, alphasort);
	if (n <= 0)
		labelled_die(folder, "no folder of labelled sets");
	for (int i = 0; i < n; i++) {
		struct slice name = slice_str(found[i]->d_name);
		char *labels = arena_str(&a, arena_printf(&a, "%s/%s", folder, found[i]->d_name));
		int stem = (int)(name.n - (sizeof LABELS - 1));
		char *set = arena_str(&a, arena_printf(&a, "%s/%.*s.dev.jsonl", folder, stem,
			name.p));
		if (access(set, R_OK) != 0)
			set = arena_str(&a, arena_printf(&a, "%s/%.*s.jsonl", folder, stem,
				name.p));
		tell_set(set, labels);
		free(found[i]);
	}
	free(found);
	arena_done(&a);
}

int main(int argc, char **argv)
{
	double first = 0;
	bool counted = false;
	for (int i = 1; i < argc; i++) {
		char *end;
		uint32_t n = (uint32_t)strtoul(argv[i], &end, 10);
		if (*end || !n) {
			tell_sets(argv[i]);
			continue;
		}
		double us = tell_made_up(n, first);
		first = counted ? first : us;
		counted = true;
	}
	if (!counted)
		tell_made_up(100000, tell_made_up(10000, 0));
	return 0;
}
