/* cmd-stories: articles of one event together. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

enum { BACKGROUND, JSON, LIMIT, MEMBERS, MIN, SORT };

enum { DEFAULT_LIMIT = 20, DEFAULT_MIN = 2 };

struct list {
	size_t left, least;
	bool members, colour;
};

static void print_day(int64_t at, char to[static DATE_TEXT_MAX])
{
	date_print((struct date){ .seconds = at, .kind = DATE_DAY }, to);
}

static void print_member(const struct warta_story_member *m)
{
	printf("%9lld  %s  %s  %s", (long long)m->number, m->published, m->source, m->title);
	if (m->copy_of)
		printf("  (copy of %lld, %.0f%%)", (long long)m->copy_of, m->copy_share * 100);
	if (m->translation_of)
		printf("  (translation of %lld, %.0f%%)", (long long)m->translation_of,
			m->translation_sure * 100);
	if (m->likeness > 0)
		printf("  %.2f", m->likeness);
	putchar('\n');
}

static int on_story(void *ctx, const struct warta_story *y)
{
	struct list *list = ctx;
	char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
	if (y->n_members < list->least || !list->left)
		return 0;
	list->left--;
	print_day(y->first_at, first);
	print_day(y->last_at, last);
	printf("%7lld  %s%s%s%s  %s%s%s  %zu articles, %zu sources",
		(long long)y->members[y->lead].number, first, strcmp(first, last) ? " to " : "",
		strcmp(first, last) ? last : "", "", list->colour ? "\033[1m" : "",
		*y->title ? y->title : "(no headline)", list->colour ? "\033[0m" : "",
		y->n_members, y->n_sources);
	if (y->n_copies)
		printf(", %zu copies", y->n_copies);
	putchar('\n');
	for (size_t i = 0; list->members && i < y->n_members; i++)
		print_member(&y->members[i]);
	return 0;
}

static int of_archive(struct cmd_call *call)
{
	struct warta *archive;
	struct warta_error e;
	const struct cmd_value *v = call->values;
	struct list list = { .left = v[LIMIT].set ? v[LIMIT].number : DEFAULT_LIMIT,
		.least = v[MIN].set ? v[MIN].number : DEFAULT_MIN, .members = v[MEMBERS].set,
		.colour = cmd_colour(stdout) };
	if (!call->folder)
		return cmd_wrong_use(call->cmd, "no archive: name a folder with -C");
	if (warta_open(call->folder, WARTA_READ, &archive, &e) != WARTA_OK)
		return cmd_fail(&e);
	char *query = cmd_query(call, 0);
	struct warta_search s = cmd_search_now(query);
	enum warta_code code = warta_stories(archive, &s, (enum warta_story_sort)v[SORT].number,
		on_story, &list, &e);
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
	[JSON] = { "json", CMD_FLAG, NULL, NULL, "read and write JSON lines, without an archive" },
	[LIMIT] = { "limit", CMD_NUMBER, "N", NULL, "at most N stories; 20 unless said" },
	[MEMBERS] = { "members", CMD_FLAG, NULL, NULL, "list the articles of each story, too" },
	[MIN] = { "min", CMD_NUMBER, "N", NULL,
		"only stories of N articles or more; 2 unless said" },
	[SORT] = { "sort", CMD_CHOICE, "weight|new|size",
		(const char *const[]){ "weight", "new", "size", NULL }, "what comes first" },
};

const struct cmd cmd_stories = {
	.name = "stories",
	.usage = "[--sort=weight|new|size] [--limit=N] [--min=N] [--members] [QUERY...] | "
		 "--json [--background=FILE] FILE | -",
	.summary = "find which articles tell of one event",
	.about =
		"Groups the articles that a query finds by event, each time anew, and lists the\n"
		"stories: the number of the earliest article that is no copy, the days, its\n"
		"headline, and how many articles and sources tell it. The weight is the number of\n"
		"sources, halved for each day that nothing was added; copies count nothing. "
		"Beside\n"
		"a member stand what it is a copy or translation of, with the share that they "
		"have\n"
		"in common, and how like the story it was when it joined.\n"
		"\n"
		"With --json it reads articles, {\"id\",\"date\",\"lang\",\"source\",\"title\","
		"\"text\"} a\n"
		"line, and answers each, in order, with {\"id\",\"story\",\"copy_of\",\n"
		"\"translation_of\"}: the id of the first article of its story, of the article "
		"whose\n"
		"text it carries, and of the article in another language that it translates.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.dashed_args = false,
	.run = run,
};
