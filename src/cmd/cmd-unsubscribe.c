/* cmd-unsubscribe: watch a source no longer. */
#include "cmd/cmd.h"

static int run(struct cmd_call *call)
{
	struct warta_error e;
	for (size_t i = 0; i < call->n_args; i++)
		if (warta_unsubscribe(call->archive, call->args[i], &e) != WARTA_OK)
			return cmd_fail(&e);
	return EXIT_DONE;
}

const struct cmd cmd_unsubscribe = {
	.name = "unsubscribe",
	.usage = "URL...",
	.summary = "watch a source no longer",
	.about =
		"The addresses are those that `warta subscriptions` lists. Articles stay.\n",
	.needs = CMD_TAG,
	.min_args = 1,
	.run = run,
};
