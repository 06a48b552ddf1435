/* cmd-stories: articles of one event together. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

enum { BACKGROUND, FORMAT, JSON, LANG, LIMIT, MEMBERS, MIN, SINCE, SORT };

enum { DEFAULT_LIMIT = 20, DEFAULT_MIN = 2 };

struct list {
	bool json, colour;
};

void cmd_story_line(const struct warta_story *y, bool colour)
{
	char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
	const char *bold = colour ? "\033[1m" : "", *dim = colour ? "\033[2m" : "",
		*off = colour ? "\033[0m" : "";
	date_print((struct date){ .seconds = y->first_at, .kind = DATE_DAY }, first);
	date_print((struct date){ .seconds = y->last_at, .kind = DATE_DAY }, last);
	printf("%s%7lld%s  %s%s%s  %s%s%s  %s%s", dim, (long long)y->number, off, first,
		strcmp(first, last) ? " to " : "", strcmp(first, last) ? last : "", bold,
		cmd_headline(y->title), off, dim, y->lead.source);
	if (y->n_members > 1)
		printf("%s+%zu", *y->lead.source ? " " : "", y->n_members - 1);
	if (y->weight < 0.05)
		printf("%s  <0.1", off);
	else
		printf("%s  %.1f", off, y->weight);
	if (y->is_locked)
		printf("  (locked)");
	putchar('\n');
}

static int on_story(void *ctx, const struct warta_story *y)
{
	const struct list *list = ctx;
	if (list->json)
		return cmd_story_json(y);
	cmd_story_line(y, list->colour);
	for (size_t i = 0; y->members && i < y->n_members; i++)
		cmd_story_member(&y->members[i], list->colour);
	return 0;
}

static int of_archive(struct cmd_call *call)
{
	struct warta *archive;
	struct warta_error e;
	const struct cmd_value *v = call->values;
	struct list list = { .json = v[FORMAT].number == 1, .colour = cmd_colour(stdout) };
	if (!call->folder)
		return cmd_wrong_use(call->cmd, "no archive: name a folder with -C");
	if (warta_open(call->folder, WARTA_READ, &archive, &e) != WARTA_OK)
		return cmd_fail(&e);
	char *query = cmd_query(call, 0);
	struct warta_stories_ask ask = {
		.search = cmd_search_now(query),
		.sort = (enum warta_story_sort)v[SORT].number,
		.limit = v[LIMIT].set ? v[LIMIT].number : DEFAULT_LIMIT,
		.least = v[MIN].set ? v[MIN].number : DEFAULT_MIN,
		.members = v[MEMBERS].set,
		.lang = v[LANG].text,
	};
	ask.search.since = v[SINCE].text;
	enum warta_code code = warta_stories(archive, &ask, on_story, &list, &e);
	free(query);
	warta_close(archive);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static int run(struct cmd_call *call)
{
	struct warta_error e;
	if (!call->values[JSON].set)
		return of_archive(call);
	if (call->n_args != 1)
		return cmd_wrong_use(call->cmd, "--json wants one file, or - for standard input");
	if (warta_stories_of_lines(call->args[0], call->values[BACKGROUND].text, cmd_write, NULL,
		    &e) != WARTA_OK)
		return cmd_fail(&e);
	return EXIT_DONE;
}

static const struct cmd_option options[] = {
	[BACKGROUND] = { "background", CMD_TEXT, "FILE", NULL,
		"with --json: a table of document frequencies to use instead of the program's" },
	[FORMAT] = { "format", CMD_CHOICE, "text|json",
		(const char *const[]){ "text", "json", NULL }, "how to print them" },
	[JSON] = { "json", CMD_FLAG, NULL, NULL, "read and write JSON lines, without an archive" },
	[LANG] = { "lang", CMD_TEXT, "LANG", NULL,
		"show each by a report in this language, where it has one: id, en" },
	[LIMIT] = { "limit", CMD_NUMBER, "N", NULL, "at most N stories; 20 unless said; 0 is all" },
	[MEMBERS] = { "members", CMD_FLAG, NULL, NULL, "list the articles of each story, too" },
	[MIN] = { "min", CMD_NUMBER, "N", NULL,
		"only stories of N articles or more; 2 unless said" },
	[SINCE] = { "since", CMD_TEXT, "DAY", NULL, "only of articles from this day on" },
	[SORT] = { "sort", CMD_CHOICE, "weight|new|size",
		(const char *const[]){ "weight", "new", "size", NULL }, "what comes first" },
};

const struct cmd cmd_stories = {
	.name = "stories",
	.usage = "[--sort=weight|new|size] [--limit=N] [--min=N] [--since=DAY] [--members] "
		 "[--format=text|json] [--lang=LANG] [QUERY...] | --json [--background=FILE] FILE "
		 "| -",
	.summary = "list the stories of the archive",
	.about =
		"Articles are grouped by event as they are taken in. Of the stories of the\n"
		"articles that a query finds, a line each: number, days, headline, the source\n"
		"that is shown first and how many more articles tell it, and the weight: the\n"
		"number of sources, halved for each day that it is older than the newest story\n"
		"found of two or more articles; copies count nothing. `warta story NUMBER` shows\n"
		"one whole. Beside a member stands what it is a copy or translation of, with the\n"
		"share that they have in common, and how like the story it was when it joined.\n"
		"\n"
		"With --json it reads articles, {\"id\",\"date\",\"lang\",\"source\",\"title\","
		"\"text\"} a\n"
		"line, and answers each, in order, with {\"id\",\"story\",\"copy_of\",\n"
		"\"translation_of\",\"strand_with\"}: the id of the first article of its "
		"story, of\n"
		"the article whose text it carries, of the one in another language that it\n"
		"translates, and of one by which two stories in two languages became one.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.dashed_args = true,
	.run = run,
};
