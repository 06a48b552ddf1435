/* bench-said: what looking for quotations adds to taking in an archive: the same file of articles
 * with and without, by turns, into an archive of its own each time. `more` is by how much CPU time
 * grows, `more_elapsed` time on the clock; the least of all rounds counts. Without FILE the
 * articles are made up, half of made-up words and half of paragraphs as news has them.
 *
 *	bench-said [FILE.jsonl] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "archive/ingest.h"
#include "clock.h"
#include "corpus.h"
#include "model/article_json.h"

enum { ARTICLES = 3000, ROUNDS = 5, EVERY = 2 };

static const char *const paragraphs[] = {
	"The harbour board met on Tuesday to discuss the second bridge, which the city of Holm has "
	"planned since 2011 and which would cost 48 million crowns, according to a report.",
	"Work on the northern bank shall begin in spring. The ferries will go on until then, every "
	"twenty minutes by day and every hour by night, and the fare stays at three crowns.",
	"“We will open it again in May, when the river is calm,” said Anna Kerr, the mayor of "
	"Holm. “Nobody wants to lose another winter.”",
	"Paul Dahl, who runs the ferry, said the plan was “a ghost of a plan” and that his boats "
	"would carry everybody who wants to cross. The board did not answer his letter.",
};

static void die(const char *what)
{
	fprintf(stderr, "bench-said: %s\n", what);
	exit(1);
}

static void write_articles(const char *path)
{
	enum { MAX_LINE = 1 << 20 };
	FILE *f = fopen(path, "w");
	if (!f)
		die(path);
	struct corpus *c = corpus_open(3, ARTICLES);
	struct arena a = ARENA_INIT;
	struct buf line = BUF_INIT(MAX_LINE);
	for (size_t i = 0; i < ARTICLES; i++) {
		struct article *x = corpus_next(c, &a);
		x->lang = SLICE("en");
		for (size_t k = 0; k < x->blocks.n; k += EVERY)
			x->blocks.at[k].text = slice_str(paragraphs[corpus_random(c,
				sizeof paragraphs / sizeof *paragraphs)]);
		buf_clear(&line);
		article_json_write(x, &line);
		buf_byte(&line, '\n');
		fwrite(line.p, 1, line.n, f);
		arena_reset(&a);
	}
	buf_done(&line);
	arena_done(&a);
	corpus_close(c);
	fclose(f);
}

struct took {
	double cpu, s;
};

static double clock_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void take_in(char *path, const char *dir, bool quotes, struct took *least)
{
	struct error e;
	struct archive *a;
	struct ingest_report report;
	const struct ingest_hooks hooks = { .without_quotes = !quotes };
	char command[4200];
	double cpu = cpu_seconds(), s = clock_s();
	if (archive_open(dir, ARCHIVE_WRITE, &a, &e) != OK ||
		ingest_add(a, &path, 1, (int64_t)time(NULL), &hooks, &report, &e) != OK)
		die(e.msg);
	archive_close(a);
	cpu = cpu_seconds() - cpu;
	s = clock_s() - s;
	least->cpu = !least->cpu || cpu < least->cpu ? cpu : least->cpu;
	least->s = !least->s || s < least->s ? s : least->s;
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	if (system(command) != 0)
		die(dir);
}

int main(int argc, char **argv)
{
	char dir[] = "/tmp/bench-said.XXXXXX", made[64], archive[64];
	struct took with = { 0 }, without = { 0 };
	if (!mkdtemp(dir))
		die(dir);
	snprintf(made, sizeof made, "%s/articles.jsonl", dir);
	snprintf(archive, sizeof archive, "%s/archive", dir);
	if (argc < 2)
		write_articles(made);
	for (int round = 0; round < ROUNDS; round++) {
		take_in(argc < 2 ? made : argv[1], archive, true, &with);
		take_in(argc < 2 ? made : argv[1], archive, false, &without);
	}
	printf("{\"bench\":\"said\",\"cpu_s\":%.2f,\"without_cpu_s\":%.2f,\"more\":%.2f,\"s\":%.2f,"
		"\"without_s\":%.2f,\"more_elapsed\":%.2f}\n", with.cpu, without.cpu,
		with.cpu / without.cpu - 1, with.s, without.s, with.s / without.s - 1);
	remove(made);
	remove(dir);
	return 0;
}
