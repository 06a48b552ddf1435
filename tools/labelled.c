/* labelled: JSON lines in, a score out. */
#include "labelled.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/map.h"
#include "text/utf8.h"

_Noreturn void labelled_die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

/* A file of JSON lines, read line by line. */
struct lines {
	const char *path;
	FILE *file;
	char *line;
	size_t cap;
};

static struct lines lines_open(const char *path)
{
	struct lines l = { .path = path, .file = fopen(path, "r") };
	if (!l.file)
		labelled_die(path, "cannot be opened");
	return l;
}

/* The texts of the next object's members that are named; false behind the last, when all is
 * closed. */
static bool lines_next(struct lines *l, struct arena *a, const char *const *names,
	struct slice *values, size_t n)
{
	ssize_t length = getline(&l->line, &l->cap, l->file);
	if (length <= 0) {
		free(l->line);
		fclose(l->file);
		return false;
	}
	struct json_reader j = json_reader_over(slice_of(l->line, (size_t)length));
	struct slice key;
	memset(values, 0, n * sizeof *values);
	json_enter(&j, '{');
	while (json_next_key(&j, a, &key)) {
		size_t i = 0;
		while (i < n && !slice_is(key, names[i]))
			i++;
		if (i == n || json_peek(&j) != JSON_IS_STRING || !json_take_text(&j, a, &values[i]))
			json_skip(&j);
	}
	json_end_of_text(&j);
	if (j.problem)
		labelled_die(l->path, j.problem);
	return true;
}

/* The story of each id, numbered from 0. */
static uint32_t read_labels(const char *path, struct arena *a, struct map *ids)
{
	static const char *const names[] = { "id", "story" };
	struct map stories = { 0 };
	struct lines l = lines_open(path);
	struct slice v[2];
	while (lines_next(&l, a, names, v, 2)) {
		struct map_slot *story = map_find(&stories, v[1]);
		if (!story) {
			int64_t number = (int64_t)stories.n;
			story = map_at(&stories, a, arena_dup(a, v[1]));
			story->num = number;
		}
		int64_t number = story->num;
		map_at(ids, a, arena_dup(a, v[0]))->num = number;
	}
	return (uint32_t)stories.n;
}

static int by_time(const void *x, const void *y)
{
	const struct labelled *a = x, *b = y;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

struct labelled_set labelled_read(const char *articles, const char *labels, struct arena *out)
{
	static const char *const names[] = { "id", "date", "lang", "title", "text" };
	const char *name = strrchr(articles, '/');
	struct labelled_set set = { .name = name ? name + 1 : articles };
	struct map ids = { 0 };
	LIST(struct labelled) all = { 0 };
	set.n_stories = read_labels(labels, out, &ids);
	struct lines l = lines_open(articles);
	struct slice v[5];
	while (lines_next(&l, out, names, v, 5)) {
		struct date date;
		const struct map_slot *story = map_find(&ids, v[0]);
		if (!story)
			continue;
		*list_add(out, &all) = (struct labelled){
			.title = utf8_clean(v[3], out), .text = utf8_clean(v[4], out),
			.lang = v[2], .line = (uint32_t)all.n, .story = (uint32_t)story->num,
			.at = date_scan(v[1], &date) ? date.seconds : 0,
		};
	}
	if (all.n)
		qsort(all.at, all.n, sizeof *all.at, by_time);
	set.all = all.at;
	set.n = (uint32_t)all.n;
	return set;
}

static int by_value(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
	return (a > b) - (a < b);
}

struct bcubed bcubed_of(const uint32_t *truth, uint32_t n_truth, const uint32_t *told,
	uint32_t n_told, uint32_t n)
{
	uint64_t *pairs = calloc(n + 1u, sizeof *pairs);
	uint32_t *of_truth = calloc(n_truth + 1u, sizeof *of_truth);
	uint32_t *of_told = calloc(n_told + 1u, sizeof *of_told);
	struct bcubed r = { 0 };
	if (!pairs || !of_truth || !of_told)
		labelled_die("B-cubed", "no memory");
	for (uint32_t i = 0; i < n; i++) {
		pairs[i] = (uint64_t)truth[i] << 32 | told[i];
		of_truth[truth[i]]++;
		of_told[told[i]]++;
	}
	qsort(pairs, n, sizeof *pairs, by_value);
	for (uint32_t i = 0, same; i < n; i += same) {
		for (same = 1; i + same < n && pairs[i + same] == pairs[i]; same++)
			;
		r.precision += (double)same * same / of_told[(uint32_t)pairs[i]] / n;
		r.recall += (double)same * same / of_truth[pairs[i] >> 32] / n;
	}
	if (n)
		r.f1 = 2 * r.precision * r.recall / (r.precision + r.recall);
	free(pairs);
	free(of_truth);
	free(of_told);
	return r;
}
