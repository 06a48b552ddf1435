/* cmd-show: read an article. */
#include "cmd/cmd.h"

enum { FORMAT, WIDTH, VERSION };

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
	};
	for (size_t i = 0; i < call->n_args; i++) {
		if (i && look.format == WARTA_TEXT)
			printf("\n\n");
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
	[VERSION] = { "version", CMD_NUMBER, "N", NULL, "as it was in its version N, from 1" },
};

const struct cmd cmd_show = {
	.name = "show",
	.usage = "[--format=text|json|markdown|html] [--width=N] [--version=N] ID...",
	.summary = "read articles",
	.about =
		"ID is an article's number, as `warta search` prints it, or its lasting name or\n"
		"a beginning of it. The text is wrapped to the terminal. How often it was edited "
		"and\n"
		"since when it is withdrawn stands below its headline; `warta diff` shows what\n"
		"changed.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.min_args = 1,
	.run = run,
};
