/* story-tune: how good a grouping into stories is on labelled articles, and whether rules that were
 * tuned on some stories hold for others.
 *
 *   story-tune [NAME=VALUE...] [--together=N] [--shuffles=N] [--halves=N] [--splits=N]
 *              ARTICLES.jsonl LABELS.jsonl ...
 *
 * ARTICLES has lines {"id", "date", "lang", "title", "text"} and LABELS lines {"id", "story"}.
 * NAME=VALUE sets a rule (`rules` below) instead of what it is. Printed are B-cubed precision,
 * recall and F1 of each set, whose articles of one hour come together, as with `warta stories
 * --json`; at most N of them with --together, as in an archive (1: as pages that are fetched). With
 * --shuffles the mean of N orders, in which those of one hour (or of a day, where no hour is known)
 * come as it falls. With --halves the stories of each set are
 * halved N times by chance, and the mean F1 of halves is told, too, which hangs less on single
 * stories. With --splits the rules are tuned on one half by coordinate descent, and F1 is told of
 * the other. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "story/cluster.h"
#include "labelled.h"

enum { MAX_SETS = 16, ROUNDS = 2, DAY_S = 86400 };

struct entry {
	uint32_t story;
	struct story_arrival arrival;
};

struct set {
	const char *name;
	struct entry *all;
	uint32_t n, n_stories;
};

static const struct rule {
	const char *name;
	size_t at;
	double steps[2]; /* that tuning tries, each way; 0: none */
	bool days;
} rules[] = {
	{ "join", offsetof(struct story_rules, texts.join), { .01, .02 }, false },
	{ "merge", offsetof(struct story_rules, texts.merge), { .03, .06 }, false },
	{ "h_join", offsetof(struct story_rules, headlines.join), { .01, .02 }, false },
	{ "h_merge", offsetof(struct story_rules, headlines.merge), { .01, .03 }, false },
	{ "alone", offsetof(struct story_rules, alone), { .1, .2 }, false },
	{ "fade_days", offsetof(struct story_rules, fade_s), { 20, 50 }, true },
	{ "window_days", offsetof(struct story_rules, window_s), { 0, 0 }, true },
};

enum { N_RULES = sizeof rules / sizeof *rules };

static _Noreturn void die(const char *what)
{
	labelled_die("story-tune", what);
}

static double rule_get(const struct story_rules *r, const struct rule *rule)
{
	const char *p = (const char *)r + rule->at;
	return rule->days ? (double)(*(const int64_t *)p / DAY_S) : *(const double *)p;
}

static void rule_set(struct story_rules *r, const struct rule *rule, double v)
{
	char *p = (char *)r + rule->at;
	if (rule->days)
		*(int64_t *)p = (int64_t)v * DAY_S;
	else
		*(double *)p = v;
}

/* ---- labelled articles */

static struct set read_set(struct story_lexicon *x, const char *articles, const char *labels,
	struct arena *a)
{
	struct labelled_set from = labelled_read(articles, labels, a);
	struct set set = { from.name, arena_array(a, struct entry, from.n + 1), from.n,
		from.n_stories };
	for (uint32_t i = 0; i < set.n; i++) {
		const struct labelled *l = &from.all[i];
		set.all[i].story = l->story;
		set.all[i].arrival.at = l->at;
		story_features_of(x, l->title, l->text, l->lang, a, &set.all[i].arrival.f);
	}
	return set;
}

/* ---- scores */

static uint32_t together = UINT32_MAX;

static void add_all(struct stories *s, const struct story_arrival *all, uint32_t n)
{
	for (uint32_t i = 0, m; i < n; i += m) {
		int64_t hour = story_hour(all[i].at);
		for (m = 1; i + m < n && m < together && story_hour(all[i + m].at) == hour; m++)
			;
		stories_add_all(s, all + i, m);
	}
}

/* Of those stories that `keep` has (NULL: all). */
static struct bcubed score_set(const struct set *set, const struct story_rules *r,
	const bool *keep)
{
	struct stories *s = stories_open(r);
	uint32_t *truth = calloc(set->n + 1, sizeof *truth), n = 0;
	uint32_t *told = calloc(set->n + 1, sizeof *told);
	struct story_arrival *all = calloc(set->n + 1, sizeof *all);
	if (!truth || !told || !all)
		die("no memory");
	for (uint32_t i = 0; i < set->n; i++) {
		if (keep && !keep[set->all[i].story])
			continue;
		all[n] = set->all[i].arrival;
		truth[n++] = set->all[i].story;
	}
	add_all(s, all, n);
	for (uint32_t i = 0; i < n; i++)
		told[i] = stories_of(s, i);
	struct bcubed score = bcubed_of(truth, set->n_stories, told, n, n);
	stories_close(s);
	free(truth);
	free(told);
	free(all);
	return score;
}

struct halves {
	bool *keep[MAX_SETS];
};

static double mean_of(const struct set *sets, int n_sets, const struct story_rules *r,
	const struct halves *half)
{
	double sum = 0;
	for (int i = 0; i < n_sets; i++)
		sum += score_set(&sets[i], r, half ? half->keep[i] : NULL).f1;
	return sum / n_sets;
}

/* ---- tuning */

static uint64_t seed = 1;

static uint32_t draw(uint32_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((seed >> 33) % n);
}

static void halve(const struct set *set, bool *one, bool *other)
{
	uint32_t left = set->n_stories / 2;
	for (uint32_t i = 0; i < set->n_stories; i++) {
		one[i] = draw(set->n_stories - i) < left;
		left -= one[i];
		other[i] = !one[i];
	}
}

static double tune(const struct set *sets, int n_sets, const struct halves *half,
	struct story_rules *r)
{
	double best = mean_of(sets, n_sets, r, half);
	for (int k = 0; k < ROUNDS * N_RULES; k++) {
		const struct rule *rule = &rules[k % N_RULES];
		double from = rule_get(r, rule);
		struct story_rules found = *r;
		for (int d = 0; d < 4; d++) {
			struct story_rules t = *r;
			double step = rule->steps[d / 2] * (d % 2 ? 1 : -1);
			if (step == 0 || from + step < 0)
				continue;
			rule_set(&t, rule, from + step);
			double f1 = mean_of(sets, n_sets, &t, half);
			if (f1 > best) {
				best = f1;
				found = t;
			}
		}
		*r = found;
	}
	return best;
}

static struct halves halve_all(const struct set *sets, int n_sets, struct halves *ret_other)
{
	struct halves one = { 0 };
	for (int i = 0; i < n_sets; i++) {
		one.keep[i] = calloc(sets[i].n_stories + 1, 1);
		ret_other->keep[i] = calloc(sets[i].n_stories + 1, 1);
		if (!one.keep[i] || !ret_other->keep[i])
			die("no memory");
		halve(&sets[i], one.keep[i], ret_other->keep[i]);
	}
	return one;
}

static void halves_done(struct halves *h, int n_sets)
{
	for (int i = 0; i < n_sets; i++)
		free(h->keep[i]);
}

/* Articles of one hour in another order. */
static void shuffle(struct set *set)
{
	for (uint32_t i = 0, n; i < set->n; i += n) {
		int64_t hour = story_hour(set->all[i].arrival.at);
		for (n = 1; i + n < set->n && story_hour(set->all[i + n].arrival.at) == hour; n++)
			;
		for (uint32_t k = n; k > 1; k--) {
			struct entry *a = &set->all[i + k - 1], x = *a;
			struct entry *b = &set->all[i + draw(k)];
			*a = *b;
			*b = x;
		}
	}
}

static void tell_set(struct set *set, const struct story_rules *r, int n_shuffles,
	struct bcubed *sum)
{
	struct bcubed mean = { 0 };
	double least = 1;
	for (int k = 0; k < (n_shuffles ? n_shuffles : 1); k++) {
		if (n_shuffles)
			shuffle(set);
		struct bcubed s = score_set(set, r, NULL);
		mean.precision += s.precision;
		mean.recall += s.recall;
		mean.f1 += s.f1;
		least = s.f1 < least ? s.f1 : least;
	}
	double n = n_shuffles ? n_shuffles : 1;
	printf("%s %.3f/%.3f/%.3f", set->name, mean.precision / n, mean.recall / n, mean.f1 / n);
	if (n_shuffles)
		printf(" (least %.3f)", least);
	printf(" ");
	sum->f1 += mean.f1 / n;
}

static void tell_halves(const struct set *sets, int n_sets, const struct story_rules *r, int n)
{
	double sum = 0;
	for (int k = 0; k < n; k++) {
		struct halves other = { 0 }, one = halve_all(sets, n_sets, &other);
		sum += mean_of(sets, n_sets, r, &one) + mean_of(sets, n_sets, r, &other);
		halves_done(&one, n_sets);
		halves_done(&other, n_sets);
	}
	printf("mean of halves %.4f\n", sum / (2 * n));
}

static void cross(const struct set *sets, int n_sets, const struct story_rules *r, int n_splits)
{
	double sums[3] = { 0 };
	for (int k = 0; k < n_splits; k++) {
		struct halves other = { 0 }, one = halve_all(sets, n_sets, &other);
		struct story_rules t = *r;
		double seen = tune(sets, n_sets, &one, &t);
		double unseen = mean_of(sets, n_sets, &t, &other);
		double untuned = mean_of(sets, n_sets, r, &other);
		sums[0] += seen;
		sums[1] += unseen;
		sums[2] += untuned;
		printf("split %d: tuned on one half %.4f, on the other %.4f, as given %.4f;", k + 1,
			seen, unseen, untuned);
		for (int i = 0; i < N_RULES; i++)
			printf(" %s=%.4g", rules[i].name, rule_get(&t, &rules[i]));
		printf("\n");
		fflush(stdout);
		halves_done(&one, n_sets);
		halves_done(&other, n_sets);
	}
	printf("mean: tuned on one half %.4f, on the other %.4f, as given %.4f\n",
		sums[0] / n_splits, sums[1] / n_splits, sums[2] / n_splits);
}

/* "NAME=VALUE" as a rule; false where no rule has that name. */
static bool take_rule(const char *arg, const char *value, struct story_rules *r)
{
	for (int k = 0; k < N_RULES; k++)
		if (strlen(rules[k].name) == (size_t)(value - arg) &&
			strncmp(rules[k].name, arg, (size_t)(value - arg)) == 0) {
			rule_set(r, &rules[k], strtod(value + 1, NULL));
			return true;
		}
	return false;
}

int main(int argc, char **argv)
{
	struct story_lexicon *x = story_lexicon_open();
	struct arena a = ARENA_INIT;
	struct story_rules r = story_rules;
	struct set sets[MAX_SETS];
	int n_sets = 0, n_splits = 0, n_halves = 0, n_shuffles = 0;
	for (int i = 1; i < argc; i++) {
		const char *value = strchr(argv[i], '=');
		if (strncmp(argv[i], "--splits=", 9) == 0) {
			n_splits = (int)strtol(value + 1, NULL, 10);
		} else if (strncmp(argv[i], "--shuffles=", 11) == 0) {
			n_shuffles = (int)strtol(value + 1, NULL, 10);
		} else if (strncmp(argv[i], "--together=", 11) == 0) {
			together = (uint32_t)strtoul(value + 1, NULL, 10);
		} else if (strncmp(argv[i], "--halves=", 9) == 0) {
			n_halves = (int)strtol(value + 1, NULL, 10);
		} else if (value) {
			if (!take_rule(argv[i], value, &r))
				die(argv[i]);
		} else {
			if (i + 1 == argc || n_sets == MAX_SETS)
				die("pairs of ARTICLES.jsonl and LABELS.jsonl, at most 16");
			sets[n_sets++] = read_set(x, argv[i], argv[i + 1], &a);
			i++;
		}
	}
	struct bcubed sum = { 0 };
	for (int i = 0; i < n_sets; i++)
		tell_set(&sets[i], &r, n_shuffles, &sum);
	printf("mean %.4f\n", n_sets ? sum.f1 / n_sets : 0);
	if (n_halves)
		tell_halves(sets, n_sets, &r, n_halves);
	if (n_splits)
		cross(sets, n_sets, &r, n_splits);
	story_lexicon_close(x);
	arena_done(&a);
	return 0;
}
