/* cmd-diff: what changed from one version of an article to another. */
#include "cmd/cmd.h"

#include <stdlib.h>

enum { COPY, FORMAT, WIDTH };

/* A line longer than this is hard to read, however wide the terminal is. */
enum { MEASURE = 78, MAX_NUMBER = 1000000 };

/* A version's number; 0 where it is none. */
static int64_t number_of(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);
	return *text && !*end && n > 0 && n < MAX_NUMBER ? n : 0;
}

static int run(struct cmd_call *call)
{
	static const enum warta_format formats[] = { WARTA_TEXT, WARTA_JSON, WARTA_HTML };
	struct warta_error e;
	size_t width = cmd_width();
	int64_t versions[2] = { 0, 0 };
	struct warta_look look = {
		.format = formats[call->values[FORMAT].number],
		.width = call->values[WIDTH].set ? call->values[WIDTH].number
			: width < MEASURE	 ? width
						 : MEASURE,
		.colour = cmd_colour(stdout),
	};
	if (call->values[COPY].set) {
		if (call->n_args > 2)
			return cmd_wrong_use(call->cmd, "--copy wants one article, or two");
		return warta_diff_copy(call->archive, call->args[0],
			call->n_args == 2 ? call->args[1] : NULL, &look, cmd_write, NULL, &e)
			? cmd_fail(&e) : EXIT_DONE;
	}
	if (call->n_args > 3)
		return cmd_wrong_use(call->cmd, "an article and two versions, no more");
	for (size_t i = 1; i < call->n_args; i++) {
		versions[i - 1] = number_of(call->args[i]);
		if (!versions[i - 1])
			return cmd_wrong_use(call->cmd, "'%s' is no version", call->args[i]);
	}
	/* One alone is compared with the one before it. */
	int64_t from = call->n_args == 3 ? versions[0] : 0;
	int64_t to = call->n_args == 3 ? versions[1] : versions[0];
	if (warta_diff(call->archive, call->args[0], from, to, &look, cmd_write, NULL, &e))
		return cmd_fail(&e);
	return EXIT_DONE;
}

static const struct cmd_option options[] = {
	[COPY] = { "copy", CMD_FLAG, NULL, NULL,
		"compare with the article whose text it carries, or with OTHER" },
	[FORMAT] = { "format", CMD_CHOICE, "text|json|html",
		(const char *const[]){ "text", "json", "html", NULL }, "how to print it" },
	[WIDTH] = { "width", CMD_NUMBER, "N", NULL, "columns of the text" },
};

const struct cmd cmd_diff = {
	.name = "diff",
	.usage = "[--format=text|json|html] [--width=N] ID [[FROM] TO] | --copy ID [OTHER]",
	.summary = "show what changed in an article",
	.about =
		"ID is an article, FROM and TO are its versions, counted from 1 in the order in\n"
		"which they were seen. TO alone is compared with the version before it that came\n"
		"the same way (feed entries with feed entries, pages with pages); with neither,\n"
		"the last edit is shown. What was removed stands in [-...-], what was added in\n"
		"{+...+}, a paragraph that moved in {>...<}; on a terminal, in colours.\n"
		"\n"
		"With --copy the article is compared with the one whose text it carries, as\n"
		"`warta story` names it, or with the article OTHER.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.min_args = 1,
	.run = run,
};
