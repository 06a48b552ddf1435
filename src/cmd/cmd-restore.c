/* cmd-restore: take back what `warta dump` wrote. */
#include "cmd/cmd.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

enum { MAX_DUMP = 1 << 30 };

static int run(struct cmd_call *call)
{
	struct warta_error e;
	struct buf text = BUF_INIT(MAX_DUMP);
	const char *path = call->args[0];
	int code = EXIT_DONE;
	if (call->n_args > 1)
		return cmd_wrong_use(call->cmd, "one file at a time");
	if (!cmd_read_file(path, &text)) {
		cmd_complain_sys(path);
		code = EXIT_FAILED;
	} else if (warta_restore(call->archive, text.p ? text.p : "", text.n, &e) != WARTA_OK) {
		code = cmd_fail_at(path, &e);
	}
	buf_done(&text);
	return code;
}

const struct cmd cmd_restore = {
	.name = "restore",
	.usage = "FILE | -",
	.summary = "take back what `warta dump` wrote",
	.about =
		"What the file names is set; what it does not name stays as it is.\n",
	.needs = CMD_TAG,
	.min_args = 1,
	.run = run,
};
