/* cmd-show: read an article. */
#include "cmd/cmd.h"

enum { FORMAT, WIDTH, VERSION, PLAIN, WHY };

/* A line longer than this is hard to read, however wide the terminal is. */
enum { MEASURE = 78 };

static int run(struct cmd_call *call)
{
	static const enum warta_format formats[] = { WARTA_TEXT, WARTA_JSON, WARTA_MARKDOWN,
		WARTA_HTML };
	struct warta_error e;
	size_t width = cmd_width();
	struct warta_look look = {
		.format = formats[call->values[FORMAT].number],
		.width = call->values[WIDTH].set ? call->values[WIDTH].number
			: width < MEASURE	 ? width
						 : MEASURE,
		.colour = cmd_colour(stdout),
		.version = (int64_t)call->values[VERSION].number,
		.quotes = !call->values[PLAIN].set,
	};
	for (size_t i = 0; i < call->n_args; i++) {
		if (i && look.format == WARTA_TEXT)
			printf("\n\n");
		if (call->values[WHY].set) {
			if (warta_why(call->archive, call->args[i], cmd_why, NULL, &e))
				return cmd_fail(&e);
			continue;
		}
		if (warta_show(call->archive, call->args[i], &look, cmd_write, NULL, &e))
			return cmd_fail(&e);
	}
	return EXIT_DONE;
}

static const struct cmd_option options[] = {
	[FORMAT] = { "format", CMD_CHOICE, "text|json|markdown|html",
		(const char *const[]){ "text", "json", "markdown", "html", NULL },
		"how to print it" },
	[WIDTH] = { "width", CMD_NUMBER, "N", NULL, "columns of the text" },
	[PLAIN] = { "plain", CMD_FLAG, NULL, NULL, "without naming who speaks" },
	[WHY] = { "why", CMD_FLAG, NULL, NULL,
		"not the article, but why it is in its story" },
	[VERSION] = { "version", CMD_NUMBER, "N", NULL, "as it was in its version N, from 1" },
};

const struct cmd cmd_show = {
	.name = "show",
	.usage = "[--format=text|json|markdown|html] [--width=N] [--version=N] [--plain] [--why] "
		 "ID...",
	.summary = "read articles",
	.about =
		"ID is an article's number, as `warta search` prints it, or its lasting name or\n"
		"a beginning of it. The text is wrapped to the terminal. Behind a quotation\n"
		"stands in ⟨marks⟩ who speaks, where the words beside it do not name the speaker\n"
		"in full. How often it was edited and since when it is withdrawn stands below its\n"
		"headline; `warta diff` shows what changed.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.min_args = 1,
	.run = run,
};
