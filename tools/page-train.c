/* page-train: prints the blocks of pages, and fits the model of page extraction to their labels.
 * Run by tools/train-page.py, which says what the lines mean:
 *
 *   page-train blocks LIST            the blocks' text, for labelling
 *   page-train read LIST              what page_read makes of them, a JSON object a line
 *   page-train fit LIST LABELS OUT.c OOF.jsonl
 *
 * LIST has a line a page: file, address and group (its site), parted by tabs; a "+" before the
 * group marks a copy of an earlier page, of which forests learn, but vocabularies do not. LABELS
 * has a line a page: the weight of one word and then the share of each block that belongs to the
 * article. */
#include "boost.h"
#include "page/page_inner.h"
#include "base/json.h"
#include "base/map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FOLDS = 5, INNER = 4, MAX_PAGES = 20000 };

static const struct boost_plan plan_alone = { .bags = 2, .trees = 120, .rate = 0.12, .rows = 0.6,
	.columns = 0.3, .calm = 4, .n_columns = N_FEATURES, .seed = 1 };
static const struct boost_plan plan_context = { .bags = 2, .trees = 100, .rate = 0.12, .rows = 0.6,
	.columns = 0.3, .calm = 4, .n_columns = N_COLUMNS, .seed = 2 };
static const struct boost_plan plan_settled = { .bags = 4, .trees = 100, .rate = 0.12, .rows = 0.6,
	.columns = 0.3, .calm = 4, .n_columns = N_COLUMNS, .seed = 3 };

/* How often a word stood on the article's text, as the sum over pages of the share there. */
struct token {
	uint32_t hash;
	float good;
	uint32_t pages;
};

struct part {
	uint32_t token;
	float good;
};

struct page {
	struct slice bytes, url, group;
	uint32_t group_id;
	bool is_copy;
	float word_weight;
	float *label;
	size_t n_blocks;
	LIST(struct part) parts[2]; /* of names, of words */
	int32_t *inner; /* out-of-fold scores of the first forest */
};

struct vocab_build {
	LIST(struct token) tokens;
	struct map index; /* the hash as bytes -> token + 1 */
	double good, all;
};

struct train {
	struct arena arena;
	LIST(struct page) pages;
	struct vocab_build build[2];
};

static void die(const char *what)
{
	fprintf(stderr, "page-train: %s\n", what);
	exit(1);
}

static struct slice file_read(struct arena *out, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		die(path);
	struct buf b = BUF_INIT((size_t)1 << 30);
	char *to;
	size_t n;
	while ((to = buf_room(&b, 65536)) != NULL && (n = fread(to, 1, 65536, f)) > 0)
		buf_wrote(&b, n);
	fclose(f);
	struct slice s = arena_dup(out, buf_text(&b));
	buf_done(&b);
	return s;
}

static void list_read(struct train *t, const char *path)
{
	struct slice text = file_read(&t->arena, path), line;
	struct map groups = { NULL, 0, 0 };
	while (slice_next_line(&text, &line)) {
		struct slice file, url = SLICE_NONE;
		if (!slice_next_piece(&line, '\t', &file) || !slice_next_piece(&line, '\t', &url))
			die("bad list");
		bool is_copy = slice_starts(line, SLICE("+"));
		line = slice_from(line, is_copy);
		struct page p = { .url = url, .group = line, .is_copy = is_copy };
		p.bytes = file_read(&t->arena, arena_str(&t->arena, file));
		struct map_slot *slot = map_at(&groups, &t->arena, line);
		if (slot->num == 0)
			slot->num = (int64_t)groups.n;
		p.group_id = (uint32_t)slot->num;
		*list_add(&t->arena, &t->pages) = p;
	}
}

static void look(const struct page *p, const struct page_model *model,
	const struct scan_spy *spy, struct arena *a, struct page_look *ret)
{
	struct page_hint hint = { p->url, SLICE_NONE };
	struct error e;
	if (page_look_at(p->bytes, &hint, model, spy, a, ret, &e) != OK)
		die(e.msg);
}

static int blocks_print(struct train *t)
{
	for (size_t i = 0; i < t->pages.n; i++) {
		struct arena a = ARENA_INIT;
		struct page_look l;
		look(&t->pages.at[i], &page_model_default, NULL, &a, &l);
		printf("page %zu %u\n", i, l.scan.n_blocks);
		for (uint32_t b = 0; b < l.scan.n_blocks; b++) {
			struct slice s = l.scan.blocks[b].text;
			for (size_t k = 0; k < s.n; k++)
				putchar(s.p[k] == '\n' ? ' ' : s.p[k]);
			putchar('\n');
		}
		arena_done(&a);
	}
	return 0;
}

static void labels_read(struct train *t, const char *path)
{
	struct slice text = file_read(&t->arena, path), line;
	for (size_t i = 0; i < t->pages.n; i++) {
		struct page *p = &t->pages.at[i];
		if (!slice_next_line(&text, &line))
			die("labels end early");
		char *at = arena_str(&t->arena, line);
		p->word_weight = strtof(at, &at);
		p->n_blocks = (size_t)strtol(at, &at, 10);
		p->label = arena_array(&t->arena, float, p->n_blocks + 1);
		for (size_t b = 0; b < p->n_blocks; b++)
			p->label[b] = strtof(at, &at);
	}
}

/* Vocabulary: what the spy hears becomes, for each page, the good share of each word. */

struct sound {
	uint32_t hash, box, block;
};

struct heard {
	struct arena *a;
	LIST(struct sound) names, words;
};

static void hear_name(void *to, uint32_t box, uint32_t block, uint32_t hash)
{
	struct heard *h = to;
	*list_add(h->a, &h->names) = (struct sound){ hash, box, block };
}

static void hear_word(void *to, uint32_t block, uint32_t hash)
{
	struct heard *h = to;
	*list_add(h->a, &h->words) = (struct sound){ hash, 0, block };
}

struct tally {
	uint32_t hash;
	float good, all;
};

static void tally_add(struct map *m, struct arena *a, uint32_t hash, double good, double all)
{
	char *key = arena_bytes(a, 4);
	memcpy(key, &hash, 4);
	struct map_slot *slot = map_at(m, a, slice_of(key, 4));
	if (!slot->ptr)
		slot->ptr = arena_new(a, struct tally);
	struct tally *t = slot->ptr;
	t->hash = hash;
	t->good += (float)good;
	t->all += (float)all;
}

static void tallies_take(struct train *t, struct page *p, int which, const struct map *m)
{
	struct vocab_build *v = &t->build[which];
	for (size_t i = 0; i < m->cap; i++) {
		if (!m->slots[i].key.p)
			continue;
		const struct tally *tally = m->slots[i].ptr;
		char *key = arena_bytes(&t->arena, 4);
		memcpy(key, &tally->hash, 4);
		struct map_slot *slot = map_at(&v->index, &t->arena, slice_of(key, 4));
		if (slot->num == 0) {
			*list_add(&t->arena, &v->tokens) = (struct token){ tally->hash, 0, 0 };
			slot->num = (int64_t)v->tokens.n;
		}
		struct token *token = &v->tokens.at[slot->num - 1];
		float good = tally->good / tally->all;
		token->good += good;
		token->pages++;
		*list_add(&t->arena, &p->parts[which]) = (struct part){ (uint32_t)slot->num - 1,
			good };
	}
}

static void page_hear(struct train *t, struct page *p)
{
	struct arena a = ARENA_INIT;
	struct heard h = { .a = &a };
	struct scan_spy spy = { hear_name, hear_word, &h };
	struct page_look l;
	look(p, &page_model_default, &spy, &a, &l);
	if (l.scan.n_blocks != p->n_blocks)
		die("labels are of other blocks");
	double *good = arena_array(&a, double, p->n_blocks + 1),
	       *all = arena_array(&a, double, p->n_blocks + 1);
	for (size_t b = 0; b < p->n_blocks; b++) {
		double w = fmin(l.scan.blocks[b].words + 1.0, 60);
		good[b + 1] = good[b] + w * p->label[b];
		all[b + 1] = all[b] + w;
		t->build[0].good += w * p->label[b] / 1000;
		t->build[0].all += w / 1000;
		t->build[1].good += p->label[b];
		t->build[1].all += 1;
	}
	struct map names = { NULL, 0, 0 }, words = { NULL, 0, 0 };
	for (size_t i = 0; i < h.names.n; i++) {
		uint32_t from = h.names.at[i].block, to = from + 1;
		if (h.names.at[i].block == UINT32_MAX) {
			from = l.scan.boxes[h.names.at[i].box].first;
			to = l.scan.boxes[h.names.at[i].box].end;
		}
		if (to > p->n_blocks)
			to = (uint32_t)p->n_blocks;
		if (from < to)
			tally_add(&names, &a, h.names.at[i].hash, good[to] - good[from],
				all[to] - all[from]);
	}
	for (size_t i = 0; i < h.words.n; i++)
		if (h.words.at[i].block < p->n_blocks)
			tally_add(&words, &a, h.words.at[i].hash, p->label[h.words.at[i].block], 1);
	tallies_take(t, p, 0, &names);
	tallies_take(t, p, 1, &words);
	arena_done(&a);
}

static int by_hash(const void *a, const void *b)
{
	const struct token *x = *(const struct token *const *)a,
			   *y = *(const struct token *const *)b;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

enum { MIN_PAGES = 3 };

/* The vocabulary of the pages that are not left out. */
static struct vocab vocab_make(struct train *t, int which, const bool *left_out, struct arena *out)
{
	struct vocab_build *v = &t->build[which];
	struct arena scratch = ARENA_INIT;
	float *good = arena_array(&scratch, float, v->tokens.n + 1);
	uint32_t *pages = arena_array(&scratch, uint32_t, v->tokens.n + 1);
	for (size_t i = 0; i < t->pages.n; i++) {
		struct page *p = &t->pages.at[i];
		for (size_t k = 0; left_out[i] && k < p->parts[which].n; k++) {
			good[p->parts[which].at[k].token] += p->parts[which].at[k].good;
			pages[p->parts[which].at[k].token]++;
		}
	}
	double prior = v->good / v->all, m = 2;
	const struct token **kept = arena_array(&scratch, const struct token *, v->tokens.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < v->tokens.n; i++)
		if (v->tokens.at[i].pages - pages[i] >= MIN_PAGES)
			kept[n++] = &v->tokens.at[i];
	qsort(kept, n, sizeof *kept, by_hash);
	uint32_t *hashes = arena_array(out, uint32_t, n + 1);
	int8_t *weights = arena_array(out, int8_t, n + 1);
	uint16_t *first = arena_array(out, uint16_t, (1 << VOCAB_BITS) + 1);
	size_t n_out = 0;
	for (size_t k = 0; k < n; k++) {
		size_t i = (size_t)(kept[k] - v->tokens.at);
		double g = kept[k]->good - good[i], all = kept[k]->pages - pages[i];
		double odds = log((g + m * prior) / (all - g + m * (1 - prior))) -
			log(prior / (1 - prior));
		int w = (int)lrint(odds * VOCAB_UNIT);
		if (abs(w) < 6)
			continue;
		hashes[n_out] = kept[k]->hash;
		weights[n_out++] = (int8_t)(w > 100 ? 100 : w < -100 ? -100 : w);
	}
	for (size_t top = 0, k = 0; top < 1 << VOCAB_BITS; top++) {
		first[top] = (uint16_t)k;
		while (k < n_out && hashes[k] >> (32 - VOCAB_BITS) == top)
			k++;
		first[top + 1] = (uint16_t)k;
	}
	arena_done(&scratch);
	return (struct vocab){ hashes, weights, first };
}

/* Rows of pages. */

struct sheet {
	struct boost_rows rows;
	size_t *begin; /* of each page, and the end */
};

/* The features of the pages in `used`, each with the vocabulary of the others of `used`. */
static void page_rows(struct train *t, size_t i, const bool *out_of_vocab, struct sheet *sheet,
	bool own_out)
{
	struct arena a = ARENA_INIT;
	struct page *p = &t->pages.at[i];
	bool *out = arena_array(&a, bool, t->pages.n);
	for (size_t k = 0; k < t->pages.n; k++)
		out[k] = out_of_vocab[k] || (own_out && t->pages.at[k].group_id == p->group_id);
	struct page_model model = page_model_default;
	model.names = vocab_make(t, 0, out, &a);
	model.words = vocab_make(t, 1, out, &a);
	struct page_look l;
	look(p, &model, NULL, &a, &l);
	uint8_t **columns = features_of(&l.scan, &a);
	if (p->inner)
		features_context(&l.scan, p->inner, columns, &a);
	for (size_t f = 0; f < N_COLUMNS; f++)
		memcpy(sheet->rows.x + f * sheet->rows.n + sheet->begin[i], columns[f],
			p->n_blocks);
	for (size_t b = 0; b < p->n_blocks; b++) {
		sheet->rows.y[sheet->begin[i] + b] = p->label[b];
		sheet->rows.weight[sheet->begin[i] + b] = (l.scan.blocks[b].words + 1.0F) *
			p->word_weight;
	}
	arena_done(&a);
}

static struct sheet sheet_make(struct train *t, const bool *left_out, struct arena *out)
{
	struct sheet s = { .begin = arena_array(out, size_t, t->pages.n + 1) };
	for (size_t i = 0; i < t->pages.n; i++)
		s.begin[i + 1] = s.begin[i] + (left_out[i] ? 0 : t->pages.at[i].n_blocks);
	s.rows.n = s.begin[t->pages.n];
	s.rows.n_columns = N_COLUMNS;
	s.rows.x = arena_calloc(out, s.rows.n, N_COLUMNS);
	s.rows.y = arena_array(out, float, s.rows.n);
	s.rows.weight = arena_array(out, float, s.rows.n);
	for (size_t i = 0; i < t->pages.n; i++)
		if (!left_out[i])
			page_rows(t, i, left_out, &s, true);
	return s;
}

/* The rows of the pages that `take` says. */
static struct boost_rows rows_pick(const struct train *t, const struct sheet *s, const bool *take,
	struct arena *out)
{
	struct boost_rows r = { .n_columns = N_COLUMNS };
	for (size_t i = 0; i < t->pages.n; i++)
		r.n += take[i] ? s->begin[i + 1] - s->begin[i] : 0;
	r.x = arena_calloc(out, r.n, N_COLUMNS);
	r.y = arena_array(out, float, r.n);
	r.weight = arena_array(out, float, r.n);
	size_t at = 0;
	for (size_t i = 0; i < t->pages.n; i++) {
		size_t n = take[i] ? s->begin[i + 1] - s->begin[i] : 0;
		for (size_t f = 0; f < N_COLUMNS; f++)
			memcpy(r.x + f * r.n + at, s->rows.x + f * s->rows.n + s->begin[i], n);
		memcpy(r.y + at, s->rows.y + s->begin[i], n * sizeof *r.y);
		memcpy(r.weight + at, s->rows.weight + s->begin[i], n * sizeof *r.weight);
		at += n;
	}
	return r;
}

static void inner_scores(struct train *t, const struct sheet *s, const struct forest *f, size_t i,
	int32_t **ret_score)
{
	struct arena a = ARENA_INIT;
	struct page *p = &t->pages.at[i];
	size_t rows = (p->n_blocks + 31) / 32 * 32;
	uint8_t **columns = arena_array(&a, uint8_t *, N_COLUMNS);
	for (size_t c = 0; c < N_COLUMNS; c++) {
		columns[c] = arena_calloc(&a, rows + 1, 1);
		memcpy(columns[c], s->rows.x + c * s->rows.n + s->begin[i], p->n_blocks);
	}
	*ret_score = arena_array(&t->arena, int32_t, p->n_blocks + 1);
	forest_score(f, columns, p->n_blocks, *ret_score);
	arena_done(&a);
}

/* Give the pages that are not left out scores of forests that have not seen them, and make the
 * rows anew from these. */
static void inner_fold(struct train *t, const bool *left_out, struct sheet *s,
	const struct boost_plan *plan)
{
	struct arena a = ARENA_INIT;
	int32_t **next = arena_array(&a, int32_t *, t->pages.n + 1);
	for (uint32_t fold = 0; fold < INNER; fold++) {
		struct arena b = ARENA_INIT;
		bool *take = arena_array(&b, bool, t->pages.n);
		for (size_t i = 0; i < t->pages.n; i++)
			take[i] = !left_out[i] && t->pages.at[i].group_id / FOLDS % INNER != fold;
		struct boost_rows rows = rows_pick(t, s, take, &b);
		struct forest f = boost_fit(&rows, plan, &b);
		for (size_t i = 0; i < t->pages.n; i++)
			if (!left_out[i] && !take[i])
				inner_scores(t, s, &f, i, &next[i]);
		arena_done(&b);
	}
	for (size_t i = 0; i < t->pages.n; i++) {
		if (left_out[i])
			continue;
		t->pages.at[i].inner = next[i];
		page_rows(t, i, left_out, s, true);
	}
	arena_done(&a);
}

/* A whole model from the pages that are not left out. */
static struct page_model model_fit(struct train *t, const bool *left_out, struct arena *out)
{
	struct arena a = ARENA_INIT;
	for (size_t i = 0; i < t->pages.n; i++)
		t->pages.at[i].inner = NULL;
	struct sheet s = sheet_make(t, left_out, &a);
	struct page_model m = page_model_default;
	m.alone = boost_fit(&s.rows, &plan_alone, out);
	inner_fold(t, left_out, &s, &plan_alone);
	m.context = boost_fit(&s.rows, &plan_context, out);
	inner_fold(t, left_out, &s, &plan_context);
	m.settled = boost_fit(&s.rows, &plan_settled, out);
	m.names = vocab_make(t, 0, left_out, out);
	m.words = vocab_make(t, 1, left_out, out);
	arena_done(&a);
	return m;
}

static void article_print(FILE *to, const struct page *p, const struct page_model *m, size_t i)
{
	struct arena a = ARENA_INIT;
	struct page_hint hint = { p->url, SLICE_NONE };
	articles got = { NULL, 0, 0 };
	struct error e;
	if (page_read_with(p->bytes, &hint, m, &a, &got, &e) != OK)
		die(e.msg);
	struct buf b = BUF_INIT((size_t)1 << 28);
	struct json j = json_to(&b);
	json_begin(&j, '{');
	json_key(&j, "page");
	json_int(&j, (int64_t)i);
	if (got.n > 0) {
		const struct article *x = got.at[0];
		char date[DATE_TEXT_MAX];
		json_pair(&j, "title", x->title);
		json_key(&j, "authors");
		json_begin(&j, '[');
		for (size_t k = 0; k < x->authors.n; k++)
			json_text(&j, x->authors.at[k]);
		json_end(&j, ']');
		json_pair(&j, "published", slice_of(date, date_print(x->published, date)));
		struct buf text = BUF_INIT((size_t)1 << 27);
		for (size_t k = 0; k < got.n; k++) {
			buf_slice(&text, article_text(got.at[k], &a));
			buf_str(&text, "\n\n");
		}
		json_pair(&j, "text", buf_text(&text));
		buf_done(&text);
	}
	json_end(&j, '}');
	fprintf(to, "%.*s\n", (int)b.n, b.p);
	buf_done(&b);
	arena_done(&a);
}

static void fold_run(struct train *t, uint32_t fold, const char *path)
{
	struct arena a = ARENA_INIT;
	bool *left_out = arena_array(&a, bool, t->pages.n);
	for (size_t i = 0; i < t->pages.n; i++)
		left_out[i] = t->pages.at[i].group_id % FOLDS == fold;
	struct page_model m = model_fit(t, left_out, &a);
	FILE *to = fopen(path, "w");
	if (!to)
		die(path);
	for (size_t i = 0; i < t->pages.n; i++)
		if (left_out[i] && !t->pages.at[i].is_copy)
			article_print(to, &t->pages.at[i], &m, i);
	fclose(to);
	arena_done(&a);
}

/* Writing the model as C. */

static void numbers_print(FILE *to, const char *type, const char *name, const void *at, size_t n,
	int64_t (*get)(const void *at, size_t i))
{
	fprintf(to, "static const %s %s[] = {", type, name);
	for (size_t i = 0; i < n; i++)
		fprintf(to, "%s%lld,", i % 12 ? " " : "\n\t", (long long)get(at, i));
	fprintf(to, "\n};\n\n");
}

static int64_t get_u32(const void *at, size_t i)
{
	return ((const uint32_t *)at)[i];
}

static int64_t get_u16(const void *at, size_t i)
{
	return ((const uint16_t *)at)[i];
}

static int64_t get_i8(const void *at, size_t i)
{
	return ((const int8_t *)at)[i];
}

static void vocab_print(FILE *to, const char *name, const struct vocab *v)
{
	char label[64];
	size_t n = v->first[1 << VOCAB_BITS];
	snprintf(label, sizeof label, "%s_hashes", name);
	numbers_print(to, "uint32_t", label, v->hashes, n, get_u32);
	snprintf(label, sizeof label, "%s_weights", name);
	numbers_print(to, "int8_t", label, v->weights, n, get_i8);
	snprintf(label, sizeof label, "%s_first", name);
	numbers_print(to, "uint16_t", label, v->first, (1 << VOCAB_BITS) + 1, get_u16);
}

static void forest_print(FILE *to, const char *name, const struct forest *f)
{
	fprintf(to, "static const struct forest_tree %s_trees[] = {\n", name);
	for (size_t t = 0; t < f->n; t++) {
		const struct forest_tree *tree = &f->trees[t];
		fprintf(to, "\t{ {");
		for (int l = 0; l < FOREST_DEPTH; l++)
			fprintf(to, " %d,", tree->feature[l]);
		fprintf(to, " }, {");
		for (int l = 0; l < FOREST_DEPTH; l++)
			fprintf(to, " %d,", tree->above[l]);
		fprintf(to, " },\n\t\t{");
		for (int l = 0; l < FOREST_LEAVES; l++)
			fprintf(to, "%s%d,", l % 16 || l == 0 ? " " : "\n\t\t\t", tree->leaf[l]);
		fprintf(to, " } },\n");
	}
	fprintf(to, "};\n\n");
}

static void model_print(const char *path, const struct page_model *m)
{
	FILE *to = fopen(path, "w");
	if (!to)
		die(path);
	fprintf(to,
		"/* The trained model of page extraction. Generated by tools/train-page.py. */\n"
		"#include \"page/page_model.h\"\n\n");
	vocab_print(to, "names", &m->names);
	vocab_print(to, "words", &m->words);
	forest_print(to, "alone", &m->alone);
	forest_print(to, "context", &m->context);
	forest_print(to, "settled", &m->settled);
	fprintf(to,
		"const struct page_model page_model_default = {\n"
		"\t.names = { names_hashes, names_weights, names_first },\n"
		"\t.words = { words_hashes, words_weights, words_first },\n"
		"\t.alone = { alone_trees, sizeof alone_trees / sizeof *alone_trees, %d },\n"
		"\t.context = { context_trees, sizeof context_trees / sizeof *context_trees, %d "
		"},\n"
		"\t.settled = { settled_trees, sizeof settled_trees / sizeof *settled_trees, %d "
		"},\n"
		"};\n",
		m->alone.bias, m->context.bias, m->settled.bias);
	fclose(to);
}

static int fit(struct train *t, const char *out, const char *oof)
{
	for (size_t i = 0; i < t->pages.n; i++)
		if (!t->pages.at[i].is_copy)
			page_hear(t, &t->pages.at[i]);
	pid_t child[FOLDS + 1];
	int jobs = 0, bad = 0, status;
	for (uint32_t fold = 0; fold <= FOLDS; fold++) {
		char path[4096];
		snprintf(path, sizeof path, "%s.%u", oof, fold);
		if (jobs++ >= 2 && wait(&status) > 0)
			bad |= status;
		child[fold] = fork();
		if (child[fold] == 0) {
			if (fold < FOLDS) {
				fold_run(t, fold, path);
			} else if (strcmp(out, "-") != 0) {
				bool *none = arena_array(&t->arena, bool, t->pages.n);
				struct page_model m = model_fit(t, none, &t->arena);
				model_print(out, &m);
			}
			_exit(0);
		}
	}
	while (wait(&status) > 0)
		bad |= status;
	return bad != 0;
}

int main(int argc, char **argv)
{
	struct train t = { .arena = ARENA_INIT };
	if (argc < 3)
		die("wrong use");
	list_read(&t, argv[2]);
	int status = 0;
	if (strcmp(argv[1], "blocks") == 0) {
		status = blocks_print(&t);
	} else if (strcmp(argv[1], "read") == 0) {
		for (size_t i = 0; i < t.pages.n; i++)
			article_print(stdout, &t.pages.at[i], &page_model_default, i);
	} else if (strcmp(argv[1], "fit") == 0 && argc == 6) {
		labels_read(&t, argv[3]);
		status = fit(&t, argv[4], argv[5]);
	} else {
		die("wrong use");
	}
	arena_done(&t.arena);
	return status;
}
