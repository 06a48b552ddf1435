/* cmd-list: the newest articles, by day. */
#include "cmd/cmd.h"

#include <stdlib.h>

enum { DEFAULT_LIMIT = 50 };
enum { LIMIT, OFFSET, FORMAT };

static int run(struct cmd_call *call)
{
	struct warta_error e;
	struct cmd_rows rows;
	char *query = cmd_query(call, 0);
	struct warta_search s = cmd_search_now(query);
	s.limit = call->values[LIMIT].set ? call->values[LIMIT].number : DEFAULT_LIMIT;
	s.offset = call->values[OFFSET].number;
	cmd_rows_begin(&rows, call->values[FORMAT].number == 1, true);
	enum warta_code code = warta_search(call->archive, &s, cmd_row, &rows, &e);
	if (code == WARTA_OK)
		cmd_rows_end(&rows, call->archive, &s);
	free(query);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[LIMIT] = { "limit", CMD_NUMBER, "N", NULL, "at most N articles (50; 0 is all)" },
	[OFFSET] = { "offset", CMD_NUMBER, "N", NULL, "pass over the first N" },
	[FORMAT] = { "format", CMD_CHOICE, "text|json",
		(const char *const[]){ "text", "json", NULL }, "how to print them" },
};

const struct cmd cmd_list = {
	.name = "list",
	.usage = "[--limit=N] [--offset=N] [--format=text|json] [QUERY]",
	.summary = "list the newest articles by day",
	.about =
		"Every article, or every one that a query finds, newest first.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.dashed_args = true,
	.run = run,
};
