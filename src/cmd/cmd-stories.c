/* cmd-stories: articles of one event together. */
#include "cmd/cmd.h"

enum { BACKGROUND, JSON };

static int run(struct cmd_call *call)
{
	struct warta_error e;
	if (!call->values[JSON].set || call->n_args != 1)
		return cmd_wrong_use(call->cmd, "--json and one file, or - for standard input");
	if (warta_stories_of_lines(call->args[0], call->values[BACKGROUND].text, cmd_write, NULL,
		    &e) != WARTA_OK)
		return cmd_fail(&e);
	return EXIT_DONE;
}

static const struct cmd_option options[] = {
	[BACKGROUND] = { "background", CMD_TEXT, "FILE", NULL,
		"a table of document frequencies to use instead of the program's own" },
	[JSON] = { "json", CMD_FLAG, NULL, NULL, "read and write JSON lines, without an archive" },
};

const struct cmd cmd_stories = {
	.name = "stories",
	.usage = "--json [--background=FILE] FILE | -",
	.summary = "find which articles tell of one event",
	.about =
		"Reads articles, a JSON object {\"id\",\"date\",\"lang\",\"source\",\"title\",\"text\"}\n"
		"a line, and answers each, in order, with {\"id\",\"story\",\"copy_of\",\n"
		"\"translation_of\"}: the id of the first article of its story, of the article whose\n"
		"text it carries, and of the article in another language that it translates. The\n"
		"last two stand only where there is such an article.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.min_args = 1,
	.run = run,
};
