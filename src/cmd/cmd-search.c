/* cmd-search: find articles. */
#include "cmd/cmd.h"

#include <stdlib.h>

enum { DEFAULT_LIMIT = 20, SNIPPET_CHARS = 160 };
enum { SORT, LIMIT, OFFSET, FORMAT, FOLD };

static int run(struct cmd_call *call)
{
	struct warta_error e;
	struct cmd_rows rows;
	char *query = cmd_query(call, 0);
	struct warta_search s = cmd_search_now(query);
	s.sort = call->values[SORT].number ? WARTA_RELEVANCE : WARTA_NEWEST;
	s.limit = call->values[LIMIT].set ? call->values[LIMIT].number : DEFAULT_LIMIT;
	s.offset = call->values[OFFSET].number;
	s.snippet_chars = SNIPPET_CHARS;
	cmd_rows_begin(&rows, call->values[FORMAT].number == 1, false);
	enum warta_code code = (call->values[FOLD].set ? warta_search_folded : warta_search)(
		call->archive, &s, cmd_row, &rows, &e);
	if (code == WARTA_OK && !call->values[FOLD].set)
		cmd_rows_end(&rows, call->archive, &s);
	free(query);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[SORT] = { "sort", CMD_CHOICE, "newest|relevance",
		(const char *const[]){ "newest", "relevance", NULL }, "what comes first" },
	[LIMIT] = { "limit", CMD_NUMBER, "N", NULL, "at most N articles (20; 0 is all)" },
	[OFFSET] = { "offset", CMD_NUMBER, "N", NULL, "pass over the first N" },
	[FORMAT] = { "format", CMD_CHOICE, "text|json",
		(const char *const[]){ "text", "json", NULL }, "how to print them" },
	[FOLD] = { "fold", CMD_FLAG, NULL, NULL,
		"one row a story, with how many more articles tell it" },
};

const struct cmd cmd_search = {
	.name = "search",
	.usage = "[--sort=newest|relevance] [--limit=N] [--offset=N] [--format=text|json] "
		 "[--fold] QUERY",
	.summary = "find articles",
	.about =
		"Words side by side must all be there; \"a phrase\", a OR b, NOT a or -a,\n"
		"prefix*, and parentheses; title: source: author: lang: tag: id: story: is: has:,\n"
		"and dates as date:2022-02-04..2022-02-09, after:, before:, date:yesterday,\n"
		"date:\"last week\". man warta-query has all of it. Hits are marked in the line\n"
		"below the headline.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.dashed_args = true,
	.min_args = 1,
	.run = run,
};
