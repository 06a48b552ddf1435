/* quote-train: what training the model of quotations needs; run by tools/train-quotes.py.
 *
 *   quote-train watch MODEL ARTICLES.jsonl    every decision with its candidates, a JSON line each
 *   quote-train predict MODEL ARTICLES.jsonl  what quotes_find makes of them, a JSON line each
 *   quote-train fit ROWS N_FEATURES TREES RATE OUT  fit a forest; ROWS has "label weight choice
 *       feature..." a line; rows of one choice stand together, and have the number 0 where each
 *       stands alone
 *
 * MODEL is a folder with the files that `fit` wrote (speaker, refer, scare, gate,
 * subject, start, clause; what is missing is empty), or "-" for the
 * model that is built in, all words of which are watched. */
#include "boost.h"
#include "base/jsonread.h"
#include "quote/judge.h"
#include "quote/quote_json.h"

#include <stdio.h>
#include <stdlib.h>

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "quote-train: %s\n", what);
	exit(1);
}

static struct slice read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return SLICE_NONE;
	fseek(f, 0, SEEK_END);
	long n = ftell(f);
	rewind(f);
	char *p = arena_alloc(a, (size_t)n + 1);
	if (fread(p, 1, (size_t)n, f) != (size_t)n)
		die(path);
	fclose(f);
	return slice_of(p, (size_t)n);
}

/* A file is the bias, then the trees as they are in memory. */
static struct forest load(struct arena *a, const char *folder, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	struct slice s = read_file(a, path);
	if (s.n < sizeof(int32_t))
		return (struct forest){ 0 };
	struct forest f = { .n = (s.n - sizeof(int32_t)) / sizeof(struct forest_tree) };
	struct forest_tree *trees = arena_array(a, struct forest_tree, f.n + 1);
	memcpy(&f.bias, s.p, sizeof f.bias);
	memcpy(trees, s.p + sizeof f.bias, f.n * sizeof *trees);
	f.trees = trees;
	return f;
}

static struct quote_model model_of(struct arena *a, const char *folder, bool watch)
{
	struct quote_model m = quote_model_default;
	if (strcmp(folder, "-") == 0) {
		m.gate_floor = watch ? INT32_MIN : m.gate_floor;
		return m;
	}
	m.speaker = load(a, folder, "speaker");
	m.refer = load(a, folder, "refer");
	m.scare = load(a, folder, "scare");
	m.gate = load(a, folder, "gate");
	m.subject = load(a, folder, "subject");
	m.start = load(a, folder, "start");
	m.clause = load(a, folder, "clause");
	char path[4096];
	snprintf(path, sizeof path, "%s/words", folder);
	struct slice words = read_file(a, path), line;
	struct word_grades *grades = arena_array(a, struct word_grades, words.n + 1);
	m.words = grades;
	m.n_words = 0;
	while (slice_next_line(&words, &line)) {
		struct word_grades *to = &grades[m.n_words++];
		char *end;
		to->hash = (uint32_t)strtoul(line.p, &end, 10);
		for (size_t i = 0; i < N_WORD_USES; i++)
			to->grade[i] = (uint8_t)strtoul(end, &end, 10);
	}
	snprintf(path, sizeof path, "%s/floors", folder);
	FILE *f = fopen(path, "r");
	if (f && fscanf(f, "%d %d %d %d %d %d", &m.speaker_floor, &m.scare_floor,
		&m.gate_floor, &m.clause_floor, &m.word_floor, &m.clause_far) != 6)
		die(path);
	if (f)
		fclose(f);
	return m;
}

struct seen {
	struct slice id, text;
	struct buf to;
};

static size_t points(struct slice s, size_t to)
{
	size_t n = 0;
	for (size_t i = 0; i < to; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

static void saw(void *ctx, char what, const struct units *u, const struct names *n, size_t start,
	size_t end, const struct candidate *c, size_t n_c, int chosen)
{
	static const struct {
		char what;
		size_t n;
	} sizes[] = {
		{ 's', N_SPEAKER_FEATURES }, { 'r', N_REFER_FEATURES }, { 'm', N_SCARE_FEATURES },
		{ 'g', N_GATE_FEATURES }, { 'u', N_SUBJECT_FEATURES }, { 'b', N_START_FEATURES },
		{ 'c', N_CLAUSE_FEATURES },
	};
	(void)u;
	size_t n_x = 0;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		n_x = sizes[i].what == what ? sizes[i].n : n_x;
	struct seen *s = ctx;
	struct json j = json_to(&s->to);
	buf_clear(&s->to);
	json_begin(&j, '{');
	json_key(&j, "id");
	buf_slice(&s->to, s->id);
	j.comma = true;
	json_pair(&j, "what", slice_of(&what, 1));
	json_key(&j, "start");
	json_int(&j, (int64_t)points(s->text, start));
	json_key(&j, "end");
	json_int(&j, (int64_t)points(s->text, end));
	json_key(&j, "chosen");
	json_int(&j, chosen);
	json_key(&j, "c");
	json_begin(&j, '[');
	for (size_t i = 0; i < n_c; i++) {
		json_begin(&j, '{');
		json_key(&j, "m");
		json_text(&j, strchr("gubc", what) ? c[i].name : c[i].of ? c[i].of->text
			: n->n_mentions ? n->mentions[c[i].mention].text : SLICE_NONE);
		if (c[i].entity >= 0 && n->n_entities)
			json_pair(&j, "e", n->entities[c[i].entity].name);
		if (c[i].end) {
			json_key(&j, "s");
			json_int(&j, (int64_t)points(s->text, c[i].start));
			json_key(&j, "f");
			json_int(&j, (int64_t)points(s->text, c[i].end));
		}
		if (c[i].gap_end) {
			json_key(&j, "gap");
			json_int(&j, (int64_t)points(s->text, c[i].gap_start));
			json_key(&j, "behind");
			json_int(&j, (int64_t)points(s->text, c[i].gap_end));
		}
		json_key(&j, "w");
		json_int(&j, c[i].word);
		if (what == 'g') {
			json_key(&j, "before");
			json_int(&j, c[i].before);
			json_key(&j, "behind");
			json_int(&j, c[i].behind);
		}
		json_key(&j, "score");
		json_int(&j, c[i].score);
		json_key(&j, "x");
		json_begin(&j, '[');
		for (size_t k = 0; k < n_x; k++)
			json_int(&j, c[i].x[k]);
		json_end(&j, ']');
		json_end(&j, '}');
	}
	json_end(&j, ']');
	json_end(&j, '}');
	printf("%.*s\n", SLICE_ARG(buf_text(&s->to)));
}

static void run(const char *folder, const char *path, bool watch)
{
	struct arena a = ARENA_INIT;
	struct quote_model model = model_of(&a, folder, watch);
	struct slice rest = read_file(&a, path), line;
	struct quote_judge judge = quote_judge_of(&model, &a);
	while (slice_next_line(&rest, &line)) {
		struct arena out = ARENA_INIT;
		struct json_reader r = json_reader_over(line);
		struct slice key, lang = SLICE_NONE;
		struct seen s = { .to = BUF_INIT(64 << 20) };
		json_enter(&r, '{');
		while (json_next_key(&r, &out, &key)) {
			if (slice_is(key, "id")) {
				json_peek(&r);
				size_t from = r.at;
				json_skip(&r);
				s.id = slice_sub(line, from, r.at);
			} else if (slice_is(key, "lang"))
				json_take_text(&r, &out, &lang);
			else if (slice_is(key, "text"))
				json_take_text(&r, &out, &s.text);
			else
				json_skip(&r);
		}
		struct units u;
		struct names n;
		struct quotations q;
		struct quote_watch w = { saw, &s };
		units_make(s.text, lexicon_of(lang), &out, &u);
		names_find(&u, &out, &n);
		quotes_find_with(&u, &n, &judge, watch ? &w : NULL, &out, &q);
		if (!watch) {
			struct json j = json_to(&s.to);
			quotes_json(&q, s.text, &j);
			printf("{\"id\":%.*s,\"quotes\":%.*s}\n", SLICE_ARG(s.id),
				SLICE_ARG(buf_text(&s.to)));
		}
		buf_done(&s.to);
		arena_done(&out);
	}
	arena_done(&a);
}

static void fit(const char *path, size_t n_features, size_t n_trees, double rate, const char *to)
{
	struct arena a = ARENA_INIT;
	struct slice all = read_file(&a, path), rest = all, line;
	struct boost_rows rows = { .n_columns = n_features };
	while (slice_next_line(&rest, &line))
		rows.n++;
	rows.x = arena_array(&a, uint8_t, rows.n * n_features);
	rows.y = arena_array(&a, float, rows.n);
	rows.weight = arena_array(&a, float, rows.n);
	uint32_t *choice = arena_array(&a, uint32_t, rows.n + 1);
	const char *p = all.p;
	for (size_t i = 0; i < rows.n; i++) {
		char *end;
		rows.y[i] = strtof(p, &end);
		rows.weight[i] = strtof(end, &end);
		choice[i] = (uint32_t)strtoul(end, &end, 10);
		for (size_t k = 0; k < n_features; k++)
			rows.x[k * rows.n + i] = (uint8_t)strtoul(end, &end, 10);
		p = memchr(end, '\n', 1 << 16) ? (char *)memchr(end, '\n', 1 << 16) + 1 : end;
	}
	rows.choice = choice[0] ? choice : NULL;
	struct boost_plan plan = { .bags = 1, .trees = n_trees, .rate = rate, .rows = 0.8,
		.columns = 0.7, .calm = 8, .n_columns = n_features, .seed = 7 };
	struct forest f = boost_fit(&rows, &plan, &a);
	FILE *out = fopen(to, "wb");
	if (!out || fwrite(&f.bias, sizeof f.bias, 1, out) != 1 ||
		fwrite(f.trees, sizeof *f.trees, f.n, out) != f.n || fclose(out) != 0)
		die(to);
	arena_done(&a);
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "watch") == 0)
		run(argv[2], argv[3], true);
	else if (argc == 4 && strcmp(argv[1], "predict") == 0)
		run(argv[2], argv[3], false);
	else if (argc == 7 && strcmp(argv[1], "fit") == 0)
		fit(argv[2], strtoul(argv[3], NULL, 10), strtoul(argv[4], NULL, 10),
			strtod(argv[5], NULL), argv[6]);
	else
		die("see the head of quote-train.c");
	return 0;
}
