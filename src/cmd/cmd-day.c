/* cmd-day: the archive by day. */
#include "cmd/cmd.h"

enum { FORMAT };

struct latest {
	char day[16];
};

static int on_day(void *ctx, const struct warta_tally *t)
{
	struct latest *l = ctx;
	snprintf(l->day, sizeof l->day, "%s", t->key);
	return 1; /* the first is the newest */
}

static int run(struct cmd_call *call)
{
	struct warta_error e;
	struct latest latest = { "" };
	enum warta_code code = WARTA_OK;
	const char *day = call->n_args ? call->args[0] : latest.day;
	if (call->n_args > 1)
		return cmd_wrong_use(call->cmd, "one day at a time");
	if (!call->n_args) {
		code = warta_tallies(call->archive, WARTA_DAYS, on_day, &latest, &e);
		if (code != WARTA_OK && code != WARTA_STOPPED)
			return cmd_fail(&e);
		if (!*latest.day)
			return EXIT_DONE; /* nothing in it */
	}
	struct cmd_rows rows;
	struct warta_search s = cmd_search_now(NULL);
	s.days = day;
	cmd_rows_begin(&rows, call->values[FORMAT].number == 1, true);
	code = warta_search(call->archive, &s, cmd_row, &rows, &e);
	if (code == WARTA_OK)
		cmd_rows_end(&rows, call->archive, &s);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[FORMAT] = { "format", CMD_CHOICE, "text|json",
		(const char *const[]){ "text", "json", NULL }, "how to print it" },
};

const struct cmd cmd_day = {
	.name = "day",
	.usage = "[--format=text|json] [DATE]",
	.summary = "list the articles of a day",
	.about =
		"DATE is a day, a month, a year or anything that date: takes in a query\n"
		"(\"yesterday\", \"last week\"); without one, the last day that has articles.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.run = run,
};
