/* cmd-changes: edits and withdrawals, the newest first. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"

enum { SINCE, ALL, LIMIT, FORMAT };
enum { DEFAULT_LIMIT = 50, MAX_ROW = 1 << 20 };

struct list {
	bool json, colour;
	char day[16]; /* of the last row printed */
	size_t n;
};

static void print_json(struct buf *to, const struct warta_change *c)
{
	struct json j = json_to(to);
	json_begin(&j, '{');
	json_pair(&j, "at", slice_str(c->at));
	json_pair(&j, "kind", slice_str(c->kind));
	json_pair(&j, "id", slice_str(c->name));
	json_key(&j, "number");
	json_int(&j, c->number);
	json_pair(&j, "title", slice_str(c->title));
	json_pair(&j, "source", slice_str(c->source));
	json_pair(&j, "url", slice_str(c->url));
	if (c->version) {
		json_key(&j, "version");
		json_int(&j, c->version);
		json_key(&j, "before");
		json_int(&j, c->before);
		json_pair(&j, "title_before", slice_str(c->title_before));
		json_pair(&j, "title_after", slice_str(c->title_after));
		json_key(&j, "headline_share");
		json_int(&j, c->headline_share);
		json_key(&j, "text_share");
		json_int(&j, c->text_share);
	}
	if (c->status) {
		json_key(&j, "status");
		json_int(&j, c->status);
	}
	json_end(&j, '}');
	buf_byte(to, '\n');
}

/* The clock time in an RFC 3339 time. */
static const char *clock_of(const char *at)
{
	const char *t = strchr(at, 'T');
	return t ? t + 1 : "";
}

static void print_text(struct list *l, struct buf *to, const struct warta_change *c)
{
	const char *bold = l->colour ? "\033[1m" : "", *dim = l->colour ? "\033[2m" : "";
	const char *red = l->colour ? "\033[31m" : "", *off = l->colour ? "\033[0m" : "";
	unsigned much = c->headline_share ? c->headline_share : c->text_share;
	if (strncmp(l->day, c->at, 10) != 0) {
		buf_printf(to, "%s%s%.10s%s\n", l->n ? "\n" : "", bold, c->at, off);
		snprintf(l->day, sizeof l->day, "%.10s", c->at);
	}
	buf_printf(to, "%.5s  %s%-9s%s ", clock_of(c->at), c->status ? red : "", c->kind,
		c->status ? off : "");
	if (much)
		buf_printf(to, "%3u%%", (much + 5) / 10 ? (much + 5) / 10 : 1);
	else
		buf_str(to, "    ");
	buf_printf(to, " %s%7lld%s  %s%s%s", dim, (long long)c->number, off, bold,
		cmd_headline(c->title), off);
	if (*c->source)
		buf_printf(to, "  %s%s%s", dim, c->source, off);
	buf_byte(to, '\n');
	if (c->kinds & WARTA_HEADLINE)
		buf_printf(to, "%29swas: %s\n%29snow: %s\n", "", c->title_before, "",
			c->title_after);
}

static int on_change(void *ctx, const struct warta_change *c)
{
	struct list *l = ctx;
	struct buf line = BUF_INIT(MAX_ROW);
	if (l->json)
		print_json(&line, c);
	else
		print_text(l, &line, c);
	l->n++;
	int failed = cmd_write(NULL, line.p, line.n);
	buf_done(&line);
	return failed;
}

static int run(struct cmd_call *call)
{
	struct warta_error e;
	char *query = cmd_query(call, 0);
	const struct warta_search now = cmd_search_now(query);
	struct list list = { .json = call->values[FORMAT].number == 1 };
	const struct warta_changes what = {
		.query = query,
		.since = call->values[SINCE].text,
		.trivial = call->values[ALL].set,
		.limit = call->values[LIMIT].set ? call->values[LIMIT].number : DEFAULT_LIMIT,
		.now = now.now,
		.zone_min = now.zone_min,
	};
	list.colour = !list.json && cmd_colour(stdout);
	enum warta_code code = warta_changes(call->archive, &what, on_change, &list, &e);
	free(query);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[SINCE] = { "since", CMD_TEXT, "DAY", NULL, "from this day on: 2024-03-01, yesterday..." },
	[ALL] = { "all", CMD_FLAG, NULL, NULL, "those of case and marks only, too" },
	[LIMIT] = { "limit", CMD_NUMBER, "N", NULL, "at most N (50; 0 is all)" },
	[FORMAT] = { "format", CMD_CHOICE, "text|json",
		(const char *const[]){ "text", "json", NULL }, "how to print them" },
};

const struct cmd cmd_changes = {
	.name = "changes",
	.usage = "[--since=DAY] [--all] [--limit=N] [--format=text|json] [QUERY]",
	.summary = "list edits and withdrawals",
	.about =
		"The newest day first; within a day withdrawals, then changed headlines, texts,\n"
		"bylines and dates, each with the share of the words that changed. `warta diff`\n"
		"shows one word by word. A change of case or marks only is left out unless --all\n"
		"is given. QUERY keeps to the articles that it finds. An article is withdrawn\n"
		"when its address is answered with 404 or 410, and back when its page is.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.dashed_args = true,
	.run = run,
};
