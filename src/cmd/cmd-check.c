/* cmd-check: is the archive whole? */
#include "cmd/cmd.h"

static void on_fault(void *ctx, const char *what, const char *mend)
{
	size_t *n = ctx;
	++*n;
	printf("%s\n  to mend: %s\n", what, mend);
}

static int run(struct cmd_call *call)
{
	struct warta_error e;
	size_t n_faults = 0;
	if (warta_check(call->archive, on_fault, &n_faults, &e) != WARTA_OK)
		return cmd_fail(&e);
	if (n_faults)
		printf("%zu faults\n", n_faults);
	else
		printf("the archive is whole\n");
	return n_faults ? EXIT_FAILED : EXIT_DONE;
}

const struct cmd cmd_check = {
	.name = "check",
	.usage = "",
	.summary = "verify digests, references and the search index",
	.about =
		"Says what is wrong and how to mend it; the exit status is 1 where anything is.\n"
		"The WARC files are the truth: where only the index is damaged, `warta rebuild`\n"
		"mends it.\n",
	.needs = CMD_READ,
	.alone = true,
	.run = run,
};
