/* api-story: stories of JSON lines, without an archive. */
#include "warta.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/private.h"
#include "base/json.h"
#include "base/jsonread.h"
#include "story/cluster.h"
#include "text/utf8.h"

enum {
	MAX_LINE = 64 << 20,   /* bytes of an article */
	MAX_TABLE = 256 << 20, /* bytes of a table of frequencies */
	MAX_ID = 1000          /* bytes of an article's id */
};

struct line_kept {
	struct slice id;
	struct story_arrival arrival;
	uint32_t number; /* that stories_add_all gave */
};

struct grouping {
	struct story_lexicon *lexicon;
	struct stories *stories;
	struct arena kept;     /* to the end */
	struct arena line;     /* of one */
	LIST(struct line_kept) lines;
	uint32_t *lines_taken; /* by the number that stories_add_all gave: the line */
};

struct line_article {
	struct slice id, date, lang, title, text;
};

static enum err read_line(struct slice line, struct arena *out, struct line_article *a,
	struct error *e)
{
	struct json_reader j = json_reader_over(line);
	struct slice key;
	json_enter(&j, '{');
	while (json_next_key(&j, out, &key)) {
		struct slice *to = slice_is(key, "id") ? &a->id
			: slice_is(key, "date")        ? &a->date
			: slice_is(key, "lang")        ? &a->lang
			: slice_is(key, "title")       ? &a->title
			: slice_is(key, "text")        ? &a->text
						       : NULL;
		if (to && json_peek(&j) == JSON_IS_STRING)
			json_take_text(&j, out, to);
		else
			json_skip(&j);
	}
	json_end_of_text(&j);
	if (j.problem)
		return fail(e, ERR_INPUT, "column %zu: %s", j.at + 1, j.problem);
	if (!a->id.n || a->id.n > MAX_ID)
		return fail(e, ERR_INPUT, "an article needs an \"id\" of 1 to %d bytes", MAX_ID);
	return OK;
}

static enum err take_line(struct grouping *g, struct slice line, struct error *e)
{
	struct line_article a = { 0 };
	struct date date;
	arena_reset(&g->line);
	TRY(read_line(line, &g->line, &a, e));
	a.title = utf8_clean(a.title, &g->line);
	a.text = utf8_clean(a.text, &g->line);
	struct line_kept *k = list_add(&g->kept, &g->lines);
	k->id = arena_dup(&g->kept, a.id);
	k->arrival.at = date_scan(a.date, &date) ? date.seconds - date.zone_min * 60 : 0;
	story_features_of(g->lexicon, a.title, a.text, a.lang, &g->kept, &k->arrival.f);
	return OK;
}

/* By time; of one time, which may be a day, in the order of lines, which may say more. */
static int by_time(const void *x, const void *y)
{
	const struct line_kept *a = *(struct line_kept *const *)x;
	const struct line_kept *b = *(struct line_kept *const *)y;
	if (a->arrival.at != b->arrival.at)
		return a->arrival.at < b->arrival.at ? -1 : 1;
	return (a > b) - (a < b);
}

/* Those of one hour came together, in whatever order. */
static void take_by_time(struct grouping *g)
{
	size_t n = g->lines.n;
	struct line_kept **order = arena_array(&g->kept, struct line_kept *, n + 1);
	struct story_arrival *arrivals = arena_array(&g->kept, struct story_arrival, n + 1);
	g->lines_taken = arena_array(&g->kept, uint32_t, n + 1);
	for (size_t i = 0; i < n; i++)
		order[i] = &g->lines.at[i];
	qsort(order, n, sizeof *order, by_time);
	for (size_t i = 0; i < n; i++) {
		arrivals[i] = order[i]->arrival;
		order[i]->number = (uint32_t)i;
		g->lines_taken[i] = (uint32_t)(order[i] - g->lines.at);
	}
	for (size_t i = 0, m; i < n; i += m) {
		int64_t hour = story_hour(arrivals[i].at);
		for (m = 1; i + m < n && story_hour(arrivals[i + m].at) == hour; m++)
			;
		stories_add_all(g->stories, arrivals + i, (uint32_t)m);
	}
}

static struct slice id_of(const struct grouping *g, uint32_t number)
{
	return g->lines.at[g->lines_taken[number]].id;
}

static enum err read_lines(struct grouping *g, FILE *f, const char *path, struct error *e)
{
	struct buf line = BUF_INIT(MAX_LINE);
	size_t number = 0;
	enum err err = OK;
	while (err == OK && buf_line(&line, f)) {
		number++;
		struct slice s = slice_trim(buf_text(&line));
		if (line.failed)
			err = fail(e, ERR_LIMIT, "more than %d bytes", MAX_LINE);
		else if (s.n)
			err = take_line(g, s, e);
	}
	buf_done(&line);
	if (err != OK)
		return wrap(e, err, "%s: line %zu", path, number);
	return ferror(f) ? fail_sys(e, ERR_IO, errno, "%s", path) : OK;
}

static enum err load_table(struct grouping *g, const char *path, struct error *e)
{
	struct buf table = BUF_INIT(MAX_TABLE);
	FILE *f = fopen(path, "r");
	char piece[1 << 16];
	size_t n;
	if (!f)
		return fail_sys(e, ERR_IO, errno, "'%s'", path);
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(&table, piece, n);
	enum err err = table.failed ? fail(e, ERR_LIMIT, "more than %d bytes", MAX_TABLE)
		: ferror(f)         ? fail_sys(e, ERR_IO, errno, "cannot be read")
				    : story_lexicon_load(g->lexicon, buf_text(&table), e);
	fclose(f);
	buf_done(&table);
	return err == OK ? OK : wrap(e, err, "'%s'", path);
}

static enum err give_answers(struct grouping *g, warta_write_fn line, void *ctx, struct error *e)
{
	struct buf text = BUF_INIT(1 << 16);
	enum err err = OK;
	for (size_t i = 0; i < g->lines.n && err == OK; i++) {
		uint32_t number = g->lines.at[i].number;
		const struct story_link *link = stories_link(g->stories, number);
		struct json j = json_to(&text);
		json_begin(&j, '{');
		json_pair(&j, "id", g->lines.at[i].id);
		json_pair(&j, "story", id_of(g, stories_of(g->stories, number)));
		if (link->copy_of != STORY_NONE)
			json_pair(&j, "copy_of", id_of(g, link->copy_of));
		if (link->translation_of != STORY_NONE)
			json_pair(&j, "translation_of", id_of(g, link->translation_of));
		if (link->strand_with != STORY_NONE)
			json_pair(&j, "strand_with", id_of(g, link->strand_with));
		json_end(&j, '}');
		buf_byte(&text, '\n');
		err = api_stopped(line(ctx, text.p, text.n), e);
		buf_clear(&text);
	}
	buf_done(&text);
	return err;
}

enum warta_code warta_stories_of_lines(const char *path, const char *background,
	warta_write_fn line, void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	enum err err = OK;
	struct grouping g = { .lexicon = story_lexicon_open(),
		.stories = stories_open(&story_rules) };
	bool standard = strcmp(path, "-") == 0;
	FILE *f = standard ? stdin : fopen(path, "r");
	if (!f)
		err = fail_sys(&why, ERR_IO, errno, "%s", path);
	if (err == OK && background)
		err = load_table(&g, background, &why);
	if (err == OK)
		err = read_lines(&g, f, standard ? "standard input" : path, &why);
	if (err == OK) {
		take_by_time(&g);
		err = give_answers(&g, line, ctx, &why);
	}
	if (f && f != stdin)
		fclose(f);
	stories_close(g.stories);
	story_lexicon_close(g.lexicon);
	arena_done(&g.kept);
	arena_done(&g.line);
	return api_result(err, &why, e);
}
