/* cmd-help: from the tables of the verbs. */
#include "cmd/cmd.h"

#include <string.h>

static void print_overview(void)
{
	printf("usage: warta [-C FOLDER] VERB [OPTION...] [ARGUMENT...]\n\n"
	       "A news archive in one folder: -C FOLDER, else $WARTA_ARCHIVE, else\n"
	       "$XDG_DATA_HOME/warta.\n\n");
	for (size_t i = 0; cmd_all[i]; i++)
		printf("  %-13s %s\n", cmd_all[i]->name, cmd_all[i]->summary);
	printf("\nwarta help VERB tells more; so do man warta and man warta-query.\n");
}

void cmd_print_help(const struct cmd *cmd)
{
	printf("usage: warta %s%s%s\n\n%s\n\n%s", cmd->name, *cmd->usage ? " " : "", cmd->usage,
		cmd->summary, cmd->about);
	if (cmd->n_options)
		printf("\noptions:\n");
	for (size_t i = 0; i < cmd->n_options; i++) {
		const struct cmd_option *o = &cmd->options[i];
		printf("  --%s%s%s\n        %s\n", o->name, o->value ? "=" : "",
			o->value ? o->value : "", o->help);
	}
}

static int run(struct cmd_call *call)
{
	if (!call->n_args) {
		print_overview();
		return EXIT_DONE;
	}
	const struct cmd *cmd = cmd_find(call->args[0]);
	if (!cmd)
		return cmd_wrong_use(call->cmd, "'%s' is no verb", call->args[0]);
	cmd_print_help(cmd);
	return EXIT_DONE;
}

const struct cmd cmd_help = {
	.name = "help",
	.usage = "[VERB]",
	.summary = "tell what a verb does",
	.about =
		"Without a verb: all of them, a line each.\n",
	.run = run,
};
