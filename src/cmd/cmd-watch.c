/* cmd-watch: fetch, for ever. */
#include "cmd/cmd.h"

enum { VERBOSE = N_NETWORK_OPTIONS };

static int run(struct cmd_call *call)
{
	struct warta_fetch_options options = { .watch = true };
	return cmd_fetch_with(call, &options, call->values[VERBOSE].set);
}

static const struct cmd_option options[] = {
	CMD_NETWORK_OPTIONS,
	[VERBOSE] = { "verbose", CMD_FLAG, NULL, NULL, "name unchanged sources, too" },
};

const struct cmd cmd_watch = {
	.name = "watch",
	.usage = CMD_NETWORK_USAGE " [--verbose] [SOURCE...]",
	.summary = "ask the subscriptions whenever they are due, for ever",
	.about =
		"As `warta fetch`, in the foreground, until SIGTERM or SIGINT, which end what is\n"
		"under way and keep it. New subscriptions are taken up while it runs. While\n"
		"nothing is due others may take in, too; while something is, they end with 75.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_GROW,
	.run = run,
};
