/* bench-add: the whole program, from a file to the search index, beside a bare FTS5 table that is
 * given the same text in batches of the same size; reading dumps beside `wc`; and an answer from
 * the start of the program to its end beside that of `true`. Prints a line of JSON a measure.
 *
 *	WARTA=PROGRAM bench-add [DIR [ARTICLES]] */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bare.h"
#include "corpus.h"
#include "model/article_json.h"

enum { BATCH = 2000, DUMPS = 200, POSTS = 40, RUNS = 100 };

static double now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static FILE *create(const char *path)
{
	FILE *f = fopen(path, "w");
	if (!f) {
		perror(path);
		exit(1);
	}
	return f;
}

/* Write the corpus as JSON Lines; how many bytes it is. */
static double write_lines(const char *path, size_t n_articles)
{
	enum { MAX_LINE = 1 << 24 };
	FILE *f = create(path);
	struct corpus *c = corpus_open(1, n_articles);
	struct arena a = ARENA_INIT;
	struct buf line = BUF_INIT(MAX_LINE);
	double bytes = 0;
	for (size_t i = 0; i < n_articles; i++) {
		buf_clear(&line);
		article_json_write(corpus_next(c, &a), &line);
		buf_byte(&line, '\n');
		bytes += (double)fwrite(line.p, 1, line.n, f);
		arena_reset(&a);
	}
	buf_done(&line);
	arena_done(&a);
	corpus_close(c);
	fclose(f);
	return bytes;
}

static double spent_s(const struct rusage *u)
{
	return (double)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) +
		(double)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) / 1e6;
}

/* CPU seconds of this process so far. */
static double cpu_s(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return spent_s(&u);
}

/* Seconds that the bare table takes; making up the articles is not counted. */
static double bare_s(const char *path, size_t n_articles, double *ret_cpu_s)
{
	struct bare b;
	struct corpus *c = corpus_open(1, n_articles);
	struct arena a = ARENA_INIT;
	struct article *batch[BATCH];
	double s = 0, cpu = 0;
	bare_open(&b, path);
	for (size_t at = 0; at < n_articles;) {
		size_t n = n_articles - at < BATCH ? n_articles - at : BATCH;
		for (size_t i = 0; i < n; i++)
			batch[i] = corpus_next(c, &a);
		s -= now_s();
		cpu -= cpu_s();
		bare_exec(&b, "BEGIN");
		for (size_t i = 0; i < n; i++)
			bare_put(&b, (int64_t)++at, batch[i], &a);
		bare_exec(&b, "COMMIT");
		s += now_s();
		cpu += cpu_s();
		arena_reset(&a);
	}
	*ret_cpu_s = cpu;
	bare_close(&b);
	arena_done(&a);
	corpus_close(c);
	return s;
}

/* Run a program with its output thrown away; its seconds, and its peak memory in MB and CPU time in
 * seconds. Spawned as a shell would: a fork of this process, with its page tables, took
 * some 4 ms before anything ran. */
static double run_s(char *const *argv, double *ret_mb, double *ret_cpu_s)
{
	double start = now_s();
	struct rusage usage;
	int status;
	pid_t pid;
	posix_spawn_file_actions_t quiet;
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&pid, argv[0], &quiet, NULL, argv, environ) != 0)
		pid = -1;
	posix_spawn_file_actions_destroy(&quiet);
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status != 0) {
		fprintf(stderr, "bench-add: %s failed\n", argv[0]);
		exit(1);
	}
	*ret_mb = (double)usage.ru_maxrss / 1e3;
	*ret_cpu_s = spent_s(&usage);
	return now_s() - start;
}

static void bench_add(char *warta, const char *dir, size_t n_articles)
{
	char lines[4200], archive[4200], db[4200];
	double mb, peak, cpu, bare_cpu;
	snprintf(lines, sizeof lines, "%s/corpus.jsonl", dir);
	snprintf(archive, sizeof archive, "%s/archive", dir);
	snprintf(db, sizeof db, "%s/bare.db", dir);
	mb = write_lines(lines, n_articles) / 1e6;
	double theirs = bare_s(db, n_articles, &bare_cpu);
	char *const add[] = { warta, (char[]){ "-C" }, archive, (char[]){ "add" }, lines, NULL };
	double ours = run_s(add, &peak, &cpu);
	printf("{\"bench\":\"add\",\"articles\":%zu,\"mb\":%.1f,\"s\":%.2f,\"bare_s\":%.2f,"
	       "\"ratio\":%.3f,\"cpu_s\":%.2f,\"bare_cpu_s\":%.2f,\"cpu_ratio\":%.3f,"
	       "\"peak_mb\":%.0f}\n",
		n_articles, mb, ours, theirs, ours / theirs, cpu, bare_cpu, cpu / bare_cpu, peak);
	fflush(stdout);
}

/* Pages of a blog: a headline twice, a date, paragraphs of about fifty words. */
static double write_dumps(const char *dir)
{
	struct corpus *c = corpus_open(2, DUMPS * POSTS);
	struct arena a = ARENA_INIT;
	double bytes = 0;
	for (int n = 0; n < DUMPS; n++) {
		char path[4400];
		snprintf(path, sizeof path, "%s/%03d.txt", dir, n);
		FILE *f = create(path);
		for (int i = 0; i < POSTS; i++) {
			struct article *x = corpus_next(c, &a);
			char day[DATE_TEXT_MAX];
			date_print(x->published, day);
			fprintf(f, "%.10s\n\n%.*s\n\n%.*s\n\n\n", day, SLICE_ARG(x->title),
				SLICE_ARG(x->title));
			for (size_t k = 0; k < x->blocks.n; k++)
				fprintf(f, "%.*s\n\n", SLICE_ARG(x->blocks.at[k].text));
			arena_reset(&a);
		}
		bytes += (double)ftell(f);
		fclose(f);
	}
	arena_done(&a);
	corpus_close(c);
	return bytes;
}

/* Copies of the pages in tests/dumps, one file for each round of copies. */
static double copy_dumps(const char *dir)
{
	enum { FILES = 20, COPIES = 6 };
	char command[4600], path[4400];
	double bytes = 0;
	for (int n = 0; n < FILES; n++) {
		snprintf(path, sizeof path, "%s/%03d.txt", dir, n);
		snprintf(command, sizeof command,
			"for i in $(seq %d); do cat '%s'/*.txt; done >'%s'",
			COPIES, TEST_DUMPS, path);
		struct stat st;
		if (system(command) != 0 || stat(path, &st) != 0) {
			fprintf(stderr, "bench-add: cannot copy %s\n", TEST_DUMPS);
			exit(1);
		}
		bytes += (double)st.st_size;
	}
	return bytes;
}

/* Reading dumps, in CPU time, beside counting their lines and their words. */
static void bench_extract(char *warta, const char *dir, const char *what,
	double (*make)(const char *dir))
{
	char dumps[4200], lines[4300], words[4300];
	double peak, none, ours, lines_s, words_s;
	snprintf(dumps, sizeof dumps, "%s/dumps-%.5s", dir, what);
	mkdir(dumps, 0777);
	double mb = make(dumps) / 1e6;
	snprintf(lines, sizeof lines, "wc -l %s/*.txt", dumps);
	snprintf(words, sizeof words, "wc -w %s/*.txt", dumps);
	char *const extract[] = { warta, (char[]){ "extract" }, dumps, NULL };
	char *const count_lines[] = { (char[]){ "sh" }, (char[]){ "-c" }, lines, NULL };
	char *const count_words[] = { (char[]){ "sh" }, (char[]){ "-c" }, words, NULL };
	run_s(count_lines, &none, &lines_s);
	run_s(count_words, &none, &words_s);
	run_s(extract, &peak, &ours);
	printf("{\"bench\":\"extract %s\",\"mb\":%.1f,\"mb_per_cpu_s\":%.1f,"
	       "\"wc_w_mb_per_cpu_s\":%.1f,\"ratio_wc_w\":%.2f,\"ratio_wc_l\":%.1f,"
		"\"peak_mb\":%.0f}\n",
		what, mb, mb / ours, mb / words_s, ours / words_s, ours / lines_s, peak);
	fflush(stdout);
}

static int by_size(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;
	return (a > b) - (a < b);
}

static void bench_start(char *warta, const char *dir)
{
	char archive[4200];
	double ours[RUNS], theirs[RUNS], peak, cpu;
	snprintf(archive, sizeof archive, "%s/archive", dir);
	struct arena a = ARENA_INIT;
	struct corpus *c = corpus_open(1, 1);
	char *const search[] = { warta, (char[]){ "-C" }, archive, (char[]){ "search" },
		arena_str(&a, corpus_word(c, 300, &a)), NULL };
	char *const nothing[] = { (char[]){ "true" }, NULL };
	for (int i = 0; i < RUNS; i++) {
		theirs[i] = run_s(nothing, &peak, &cpu) * 1e3;
		ours[i] = run_s(search, &peak, &cpu) * 1e3;
	}
	qsort(ours, RUNS, sizeof *ours, by_size);
	qsort(theirs, RUNS, sizeof *theirs, by_size);
	printf("{\"bench\":\"start to answer\",\"ms_p50\":%.1f,\"ms_p99\":%.1f,"
		"\"true_ms_p50\":%.1f,"
	       "\"true_ms_p99\":%.1f,\"peak_mb\":%.0f}\n",
		ours[RUNS / 2], ours[RUNS - 2], theirs[RUNS / 2], theirs[RUNS - 2], peak);
	corpus_close(c);
	arena_done(&a);
}

int main(int argc, char **argv)
{
	char made[] = "/tmp/bench-add.XXXXXX";
	char *warta = getenv("WARTA");
	const char *dir = argc > 1 ? argv[1] : mkdtemp(made);
	size_t n_articles = argc > 2 ? strtoul(argv[2], NULL, 10) : 20000;
	if (!warta || !dir) {
		fprintf(stderr, "usage: WARTA=PROGRAM bench-add [DIR [ARTICLES]]\n");
		return 2;
	}
	bench_add(warta, dir, n_articles);
	bench_extract(warta, dir, "pages of words in no language", write_dumps);
	bench_extract(warta, dir, "drawn pages", copy_dumps);
	bench_start(warta, dir);
	if (argc < 2)
		printf("{\"left\":\"%s\"}\n", dir);
	return 0;
}
