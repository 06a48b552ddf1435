/* cmd-import: subscriptions of another reader. */
#include "cmd/cmd.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"

enum { SETTINGS, MAX_FILE = 64 << 20 };

static int run(struct cmd_call *call)
{
	struct warta_error e;
	struct buf text = BUF_INIT(MAX_FILE);
	struct warta_setting settings[N_SETTING_OPTIONS + 1];
	struct warta_subscription like = { .settings = settings };
	uint64_t n = 0, n_passed = 0;
	int code = EXIT_DONE;
	like.n_settings = cmd_settings(call, SETTINGS, settings);
	for (size_t i = 0; i < call->n_args && code == EXIT_DONE; i++) {
		buf_clear(&text);
		if (!cmd_read_file(call->args[i], &text)) {
			cmd_complain_sys(call->args[i]);
			code = EXIT_FAILED;
		} else if (warta_import(call->archive, text.p ? text.p : "", text.n, &like, &n,
				   &n_passed, &e) != WARTA_OK) {
			code = cmd_fail_at(call->args[i], &e);
		} else {
			printf("%" PRIu64 " subscription%s", n, cmd_s(n));
			if (n_passed)
				printf(" (%" PRIu64 " passed over: no address of http or https)",
					n_passed);
			putchar('\n');
		}
	}
	buf_done(&text);
	return code;
}

static const struct cmd_option options[] = { CMD_SETTING_OPTIONS(SETTINGS) };

const struct cmd cmd_import = {
	.name = "import",
	.usage = CMD_SETTING_USAGE " FILE... | -",
	.summary = "take in subscriptions from OPML",
	.about =
		"Folders are kept. Settings that are given are given to all of them; feeds that\n"
		"are subscribed to already get the title and folder of the file. Nothing is asked\n"
		"on the network. Addresses that are not of http or https are passed over.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_KEEP,
	.min_args = 1,
	.run = run,
};
