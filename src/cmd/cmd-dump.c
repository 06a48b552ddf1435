/* cmd-dump: what only the user knows, as plain text. */
#include "cmd/cmd.h"

static int run(struct cmd_call *call)
{
	struct warta_error e;
	if (warta_dump(call->archive, cmd_write, NULL, &e) != WARTA_OK)
		return cmd_fail(&e);
	return EXIT_DONE;
}

const struct cmd cmd_dump = {
	.name = "dump",
	.usage = "",
	.summary = "write what only you know as plain text",
	.about =
		"Tags, marks, notes, what you said of stories and people, saved searches,\n"
		"subscriptions and their settings (a login as it was typed): to standard output,\n"
		"a line each, sorted. `warta restore` reads it.\n",
	.needs = CMD_READ,
	.alone = true,
	.run = run,
};
