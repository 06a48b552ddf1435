/* cmd-rows: articles as lines of a list, for people or as JSON. */
#include "cmd/cmd.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"

enum { MAX_ROW = 1 << 20 };

void cmd_rows_begin(struct cmd_rows *rows, bool json, bool by_day)
{
	*rows = (struct cmd_rows){
		.json = json, .by_day = by_day, .colour = !json && cmd_colour(stdout)
	};
}

static void marked(struct buf *to, const struct warta_row *r, const char *on, const char *off)
{
	size_t at = 0, n = strlen(r->snippet);
	for (size_t i = 0; i < r->n_hits && r->hits[i].end <= n; i++) {
		buf_add(to, r->snippet + at, r->hits[i].start - at);
		buf_str(to, on);
		buf_add(to, r->snippet + r->hits[i].start, r->hits[i].end - r->hits[i].start);
		buf_str(to, off);
		at = r->hits[i].end;
	}
	buf_add(to, r->snippet + at, n - at);
}

static void print_hits(struct json *j, const struct warta_row *r)
{
	json_key(j, "hits");
	json_begin(j, '[');
	for (size_t i = 0; i < r->n_hits; i++) {
		json_begin(j, '[');
		json_int(j, (int64_t)r->hits[i].start);
		json_int(j, (int64_t)r->hits[i].end);
		json_end(j, ']');
	}
	json_end(j, ']');
}

static void print_json(struct buf *to, const struct warta_row *r)
{
	struct json j = json_to(to);
	json_begin(&j, '{');
	json_pair(&j, "id", slice_str(r->name));
	json_key(&j, "number");
	json_int(&j, r->number);
	json_pair(&j, "title", slice_str(r->title));
	json_pair(&j, "source", slice_str(r->source));
	json_pair(&j, "url", slice_str(r->url));
	json_pair(&j, "published", slice_str(r->published));
	json_pair(&j, "day", slice_str(r->day));
	json_pair(&j, "lang", slice_str(r->lang));
	if (r->n_tags) {
		json_key(&j, "tags");
		json_begin(&j, '[');
		for (size_t i = 0; i < r->n_tags; i++)
			json_text(&j, slice_str(r->tags[i]));
		json_end(&j, ']');
	}
	json_key(&j, "read");
	json_bool(&j, r->is_read);
	json_key(&j, "starred");
	json_bool(&j, r->is_starred);
	if (r->n_versions > 1) {
		json_key(&j, "versions");
		json_int(&j, r->n_versions);
	}
	if (r->is_withdrawn) {
		json_key(&j, "withdrawn");
		json_bool(&j, true);
	}
	if (r->story) {
		json_key(&j, "story");
		json_begin(&j, '{');
		json_key(&j, "number");
		json_int(&j, r->story);
		json_key(&j, "articles");
		json_int(&j, (int64_t)r->n_story);
		json_key(&j, "sources");
		json_int(&j, (int64_t)r->n_story_sources);
		json_end(&j, '}');
	}
	if (*r->snippet) {
		json_pair(&j, "snippet", slice_str(r->snippet));
		print_hits(&j, r);
	}
	json_end(&j, '}');
	buf_byte(to, '\n');
}

static void print_text(struct cmd_rows *rows, struct buf *to, const struct warta_row *r)
{
	const char *bold = rows->colour ? "\033[1m" : "", *dim = rows->colour ? "\033[2m" : "";
	const char *hit = rows->colour ? "\033[1;33m" : "*", *off = rows->colour ? "\033[0m" : "";
	if (rows->by_day && strcmp(rows->day, r->day) != 0) {
		buf_printf(to, "%s%s%s%s\n", rows->n ? "\n" : "", bold, r->day, off);
		snprintf(rows->day, sizeof rows->day, "%s", r->day);
	}
	buf_printf(to, "%s%7lld%s  ", dim, (long long)r->number, off);
	if (!rows->by_day)
		buf_printf(to, "%s  ", r->day);
	buf_printf(to, "%s%s%s", bold, cmd_headline(r->title), off);
	if (*r->source)
		buf_printf(to, "  %s%s%s", dim, r->source, off);
	if (r->n_story > 1)
		buf_printf(to, "  %s+%zu%s", dim, r->n_story - 1, off);
	if (r->is_edited || r->is_withdrawn)
		buf_printf(to, "  %s(%s)%s", dim, r->is_withdrawn ? "withdrawn" : "edited", off);
	for (size_t i = 0; i < r->n_tags; i++)
		buf_printf(to, " +%s", r->tags[i]);
	if (r->is_starred)
		buf_str(to, " +starred");
	buf_byte(to, '\n');
	if (*r->snippet) {
		buf_str(to, "         ");
		marked(to, r, hit, rows->colour ? off : "*");
		buf_byte(to, '\n');
	}
}

int cmd_row(void *ctx, const struct warta_row *row)
{
	struct cmd_rows *rows = ctx;
	struct buf line = BUF_INIT(MAX_ROW);
	if (rows->json)
		print_json(&line, row);
	else
		print_text(rows, &line, row);
	rows->n++;
	int failed = cmd_write(NULL, line.p, line.n);
	buf_done(&line);
	return failed;
}

void cmd_rows_end(const struct cmd_rows *rows, struct warta *archive,
	const struct warta_search *s)
{
	uint64_t n_all;
	if (rows->json || !isatty(STDOUT_FILENO) ||
		warta_count(archive, s, &n_all, NULL) != WARTA_OK)
		return;
	fflush(stdout);
	if (!n_all)
		fputs("nothing is found\n", stderr);
	else if (rows->n == s->limit && s->offset + rows->n < n_all)
		fprintf(stderr, "\n%zu of %" PRIu64 " articles; --limit=0 lists all\n", rows->n,
			n_all);
}
