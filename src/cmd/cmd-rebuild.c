/* cmd-rebuild: make the index anew from the WARC files. */
#include "cmd/cmd.h"

#include <malloc.h>

enum { LARGE_BYTES = 1 << 20 };

static int run(struct cmd_call *call)
{
	struct cmd_bar bar;
	struct warta_hooks hooks;
	struct warta_report report = { 0 };
	struct warta_error e;
	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES); /* as adding does */
	cmd_bar_begin(&bar, &hooks);
	enum warta_code code = warta_rebuild(call->folder, &hooks, &report, &e);
	cmd_bar_end(&bar);
	if (code != WARTA_OK)
		return cmd_fail(&e);
	printf("%zu article%s from %zu original%s", report.n_added, cmd_s(report.n_added),
		report.n_items, cmd_s(report.n_items));
	if (report.n_failed)
		printf("; %zu failed", report.n_failed);
	putchar('\n');
	return report.n_failed ? EXIT_FAILED : EXIT_DONE;
}

const struct cmd cmd_rebuild = {
	.name = "rebuild",
	.usage = "",
	.summary = "make the index anew from the WARC files",
	.about =
		"Everything derived is made again; tags, marks and whatever else only you know\n"
		"are carried over. The old index stays in place until the new one is whole; where\n"
		"files of the archive are damaged, it is kept beside it. End `warta serve` and\n"
		"`warta watch` first.\n",
	.needs = CMD_FOLDER,
	.alone = true,
	.run = run,
};
