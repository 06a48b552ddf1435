/* bench-store: taking articles into the store and searching them, beside a bare FTS5 table that is
 * given the same text in the same batches. Prints a line of JSON a measure.
 *
 *	bench-store DIR [ARTICLES [BATCH [ours]]]
 *
 * What DIR holds from before with that many articles is searched, not made again. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "bare.h"
#include "corpus.h"
#include "identity/identity.h"
#include "query/query.h"
#include "store/store.h"

enum { N_QUERIES = 200, ROUNDS = 3, TOP = 20 };

static void die(const char *what, const char *why)
{
	fprintf(stderr, "bench-store: %s: %s\n", what, why);
	exit(1);
}

#define must(expr) \
	do { \
		struct error e_ = { 0 }; \
		struct error *e = &e_; \
		if ((expr) != OK) \
			die(#expr, e->msg); \
	} while (0)

static double now_ms(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- taking in */

struct batch_article {
	struct article *article;
	char name[ARTICLE_NAME_LEN + 1];
	struct identity identity;
};

static int by_time(const void *x, const void *y)
{
	const struct batch_article *a = x, *b = y;
	int64_t s = a->article->published.seconds, t = b->article->published.seconds;
	return s < t ? -1 : s > t;
}

struct clocks {
	double wall, cpu;
};

static void clocks_add(struct clocks *c, int sign)
{
	c->wall += sign * now_ms(CLOCK_MONOTONIC);
	c->cpu += sign * now_ms(CLOCK_PROCESS_CPUTIME_ID);
}

static void batch_in(struct store *s, struct bare *b, struct batch_article *batch, size_t n,
	struct clocks *ours, struct clocks *theirs)
{
	struct arena scratch = ARENA_INIT;
	int64_t *ids = arena_array(&scratch, int64_t, n);
	clocks_add(ours, -1);
	must(store_begin(s, e));
	for (size_t i = 0; i < n; i++) {
		enum store_put_as as;
		struct store_put put = { 1, 0, batch[i].article, batch[i].name, 1700000000,
			&batch[i].identity };
		must(store_article_put(s, &put, &ids[i], &as, e));
	}
	must(store_commit(s, e));
	clocks_add(ours, 1);

	clocks_add(theirs, -1);
	bare_exec(b, "BEGIN");
	for (size_t i = 0; i < n; i++)
		bare_put(b, ids[i], batch[i].article, &scratch);
	bare_exec(b, "COMMIT");
	clocks_add(theirs, 1);
	arena_done(&scratch);
}

static double file_mb(const char *dir, const char *name)
{
	char path[4200];
	struct stat st;
	snprintf(path, sizeof path, "%s/%s", dir, name);
	return stat(path, &st) == 0 ? (double)st.st_size / 1e6 : 0;
}

static void take_in(const char *dir, struct store *s, struct bare *b, size_t n_articles,
	size_t batch_size)
{
	struct corpus *c = corpus_open(1, n_articles);
	struct batch_article *batch = calloc(batch_size, sizeof *batch);
	struct clocks ours = { 0 }, theirs = { 0 };
	struct arena a = ARENA_INIT;
	for (size_t at = 0, n; at < n_articles; at += n) {
		n = n_articles - at < batch_size ? n_articles - at : batch_size;
		for (size_t i = 0; i < n; i++) {
			batch[i].article = corpus_next(c, &a);
			article_name(batch[i].article, batch[i].name);
			identity_of(&(articles){ &batch[i].article, 1, 1 }, &batch[i].identity);
		}
		qsort(batch, n, sizeof *batch, by_time);
		batch_in(s, b, batch, n, &ours, &theirs);
		arena_reset(&a);
	}
	struct rusage use;
	getrusage(RUSAGE_SELF, &use);
	printf("{\"measure\":\"take in\",\"articles\":%zu,\"batch\":%zu,\"store_s\":%.1f,"
		"\"store_cpu_s\":%.1f,\"fts5_s\":%.1f,\"fts5_cpu_s\":%.1f,\"ratio\":%.2f,"
		"\"cpu_ratio\":%.2f,\"store_mb\":%.0f,\"fts5_mb\":%.0f,\"peak_mb\":%ld}\n",
		n_articles, batch_size, ours.wall / 1e3, ours.cpu / 1e3, theirs.wall / 1e3,
		theirs.cpu / 1e3, ours.wall / theirs.wall, ours.cpu / theirs.cpu,
		file_mb(dir, "warta.db"), file_mb(dir, "fts5.db"), use.ru_maxrss / 1024);
	arena_done(&a);
	free(batch);
	corpus_close(c);
}

/* ---- the queries */

enum kind { RARE, COMMON, AND, OR, PHRASE, PREFIX, DATED, N_KINDS };

static const struct {
	const char *name;
	int percent; /* of the mix */
} kinds[N_KINDS] = {
	[RARE] = { "rare word", 15 },
	[COMMON] = { "common word", 15 },
	[AND] = { "and", 15 },
	[OR] = { "or", 15 },
	[PHRASE] = { "phrase", 15 },
	[PREFIX] = { "prefix", 12 },
	[DATED] = { "dated", 13 },
};

struct bench_query {
	enum kind kind;
	struct slice text;
	struct slice fts5; /* the same for the bare table; empty where it has no such thing */
};

static struct slice word(struct corpus *c, size_t from, size_t to, struct arena *a)
{
	return corpus_word(c, from + corpus_random(c, to - from), a);
}

/* Words that stand together somewhere. */
static struct slice phrase(struct corpus *c, struct corpus *texts, struct arena *a)
{
	struct slice text = corpus_next(texts, a)->blocks.at[0].text, piece;
	size_t skip = corpus_random(c, 8), n = 2 + corpus_random(c, 2);
	char *p = arena_bytes(a, 200), *to = p;
	while (n && slice_next_piece(&text, ' ', &piece)) {
		if (skip) {
			skip--;
			continue;
		}
		while (piece.n && !ascii_alpha(piece.p[piece.n - 1]))
			piece.n--;
		if (to != p)
			*to++ = ' ';
		to = mempcpy(to, piece.p, piece.n);
		n--;
	}
	return slice_of(p, (size_t)(to - p));
}

static struct bench_query query_make(struct corpus *c, struct corpus *texts, enum kind kind,
	struct arena *a)
{
	struct bench_query q = { .kind = kind };
	struct slice w[3];
	for (int i = 0; i < 3; i++)
		w[i] = word(c, i ? 300 : 20, i ? 20000 : 2000, a);
	switch (kind) {
	case RARE:
		q.text = word(c, 20000, 300000, a);
		break;
	case COMMON:
		q.text = word(c, 0, 200, a);
		break;
	case AND:
		q.text = arena_printf(a, "%.*s %.*s", SLICE_ARG(w[0]), SLICE_ARG(w[1]));
		break;
	case OR:
		q.text = arena_printf(a, "%.*s OR %.*s OR %.*s", SLICE_ARG(w[0]), SLICE_ARG(w[1]),
			SLICE_ARG(w[2]));
		break;
	case PHRASE: {
		struct slice p = phrase(c, texts, a);
		q.text = arena_printf(a, "\"%.*s\"", SLICE_ARG(p));
		break;
	}
	case PREFIX: {
		size_t n = 2 + corpus_random(c, 4);
		q.text = arena_printf(a, "%.*s*", (int)(n < w[1].n ? n : w[1].n), w[1].p);
		break;
	}
	default:
		q.text = arena_printf(a, "%.*s %.*s date:%llu-%02llu", SLICE_ARG(w[0]),
			SLICE_ARG(w[1]), 2020 + (unsigned long long)corpus_random(c, 5),
			1 + (unsigned long long)corpus_random(c, 12));
		break;
	}
	if (kind != DATED)
		q.fts5 = q.text;
	return q;
}

static void mix_make(struct bench_query mix[static N_QUERIES], struct arena *a)
{
	struct corpus *c = corpus_open(2, 1), *texts = corpus_open(1, N_QUERIES);
	int n = 0;
	for (int kind = 0; kind < N_KINDS; kind++)
		for (int i = 0; i < kinds[kind].percent * N_QUERIES / 100; i++)
			mix[n++] = query_make(c, texts, (enum kind)kind, a);
	corpus_close(c);
	corpus_close(texts);
}

/* ---- searching */

struct times {
	double wall[N_QUERIES], cpu[N_QUERIES]; /* ms */
};

static int by_size(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;
	return a < b ? -1 : a > b;
}

/* The `part`-th quantile of the queries of one kind, or of all. */
static double quantile(const struct bench_query *mix, const double *ms, int kind, double part)
{
	double some[N_QUERIES];
	int n = 0;
	for (int i = 0; i < N_QUERIES; i++)
		if (kind == N_KINDS || (int)mix[i].kind == kind)
			some[n++] = ms[i];
	qsort(some, (size_t)n, sizeof *some, by_size);
	return some[(int)((double)(n - 1) * part + .5)];
}

static void report(const char *what, const struct bench_query *mix, const struct times *t)
{
	for (int kind = 0; kind <= N_KINDS; kind++)
		printf("{\"measure\":\"%s\",\"kind\":\"%s\",\"p50_ms\":%.3f,\"p99_ms\":%.3f,"
			"\"max_ms\":%.3f,\"p99_cpu_ms\":%.3f}\n",
			what, kind < N_KINDS ? kinds[kind].name : "all",
			quantile(mix, t->wall, kind, .5), quantile(mix, t->wall, kind, .99),
			quantile(mix, t->wall, kind, 1), quantile(mix, t->cpu, kind, .99));
}

static int64_t search_one(struct store *s, struct slice text, enum store_sort sort)
{
	struct arena a = ARENA_INIT;
	struct query *q;
	struct store_hits hits;
	must(query_parse(text, 1700000000, 0, &a, &q, e));
	struct store_search what = { .query = q, .sort = sort, .limit = TOP };
	must(store_search(s, &what, &a, &hits, e));
	arena_done(&a);
	return hits.total;
}

/* What one round measured counts where it is the first one or the best. */
static void times_take(struct times *t, int i, int round, double wall, double cpu)
{
	if (round <= 1 || wall < t->wall[i])
		t->wall[i] = wall;
	if (round <= 1 || cpu < t->cpu[i])
		t->cpu[i] = cpu;
}

/* The best of some rounds behind one that warms up: other work of the machine does not count. */
static void search_all(struct store *s, const struct bench_query *mix, enum store_sort sort,
	struct times *t, int64_t *totals)
{
	for (int round = 0; round <= ROUNDS; round++)
		for (int i = 0; i < N_QUERIES; i++) {
			double wall = now_ms(CLOCK_MONOTONIC);
			double cpu = now_ms(CLOCK_THREAD_CPUTIME_ID);
			totals[i] = search_one(s, mix[i].text, sort);
			cpu = now_ms(CLOCK_THREAD_CPUTIME_ID) - cpu;
			times_take(t, i, round, now_ms(CLOCK_MONOTONIC) - wall, cpu);
		}
}

static int64_t bare_run(struct bare *b, const char *sql, struct slice match)
{
	sqlite3_stmt *stmt;
	int64_t n = 0;
	if (sqlite3_prepare_v2(b->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		die(sql, sqlite3_errmsg(b->db));
	sqlite3_bind_text(stmt, 1, match.p, (int)match.n, SQLITE_STATIC);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

static void bare_all(struct bare *b, const struct bench_query *mix, const char *sql,
	struct times *t, int64_t *results)
{
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < N_QUERIES; i++) {
			double wall = now_ms(CLOCK_MONOTONIC);
			double cpu = now_ms(CLOCK_THREAD_CPUTIME_ID);
			if (mix[i].fts5.n)
				results[i] = bare_run(b, sql, mix[i].fts5);
			cpu = now_ms(CLOCK_THREAD_CPUTIME_ID) - cpu;
			times_take(t, i, round, now_ms(CLOCK_MONOTONIC) - wall, cpu);
		}
}

/* In how many queries both find the same number: forms of words give more, the ends of paragraphs,
 * over which our phrases do not run, fewer. */
static void compare(const struct bench_query *mix, const int64_t *ours, const int64_t *theirs)
{
	int same = 0, more = 0, n = 0;
	for (int i = 0; i < N_QUERIES; i++)
		if (mix[i].fts5.n) {
			n++;
			same += ours[i] == theirs[i];
			more += ours[i] > theirs[i];
		}
	printf("{\"measure\":\"counts\",\"queries\":%d,\"as_fts5\":%d,\"more\":%d}\n", n, same,
		more);
}

static void search(struct store *s, struct bare *b, bool only_ours)
{
	struct arena a = ARENA_INIT;
	struct bench_query mix[N_QUERIES];
	struct times t;
	int64_t totals[N_QUERIES] = { 0 }, bare[N_QUERIES] = { 0 };
	mix_make(mix, &a);
	search_all(s, mix, STORE_NEWEST, &t, totals);
	report("newest and count", mix, &t);
	search_all(s, mix, STORE_RELEVANCE, &t, totals);
	report("relevance and count", mix, &t);
	if (only_ours) {
		arena_done(&a);
		return;
	}
	bare_all(b, mix, "SELECT count(*) FROM t WHERE t MATCH ?", &t, bare);
	report("fts5 count", mix, &t);
	compare(mix, totals, bare);
	bare_all(b, mix, "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid DESC LIMIT 20", &t,
		bare);
	report("fts5 newest", mix, &t);
	bare_all(b, mix, "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, 6, 1) LIMIT 20", &t,
		bare);
	report("fts5 relevance", mix, &t);
	arena_done(&a);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		die("usage", "bench-store DIR [ARTICLES [BATCH]]");
	size_t n = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 200000;
	size_t batch = argc > 3 ? (size_t)strtoul(argv[3], NULL, 10) : 1000;
	char path[4200];
	struct store *s;
	struct bare b = { 0 };
	struct store_stats stats;
	mkdir(argv[1], 0777);
	snprintf(path, sizeof path, "%s/warta.db", argv[1]);
	must(store_open(path, STORE_CREATE, &s, e));
	snprintf(path, sizeof path, "%s/fts5.db", argv[1]);
	bare_open(&b, path);
	must(store_stats(s, &stats, e));
	if (stats.articles == 0)
		take_in(argv[1], s, &b, n, batch);
	else if ((size_t)stats.articles != n)
		die(argv[1], "holds another number of articles");
	store_close(s);
	snprintf(path, sizeof path, "%s/warta.db", argv[1]);
	must(store_open(path, STORE_READ, &s, e));
	search(s, &b, argc > 4);
	sqlite3_finalize(b.insert);
	sqlite3_close(b.db);
	store_close(s);
	return 0;
}
