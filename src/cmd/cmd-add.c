/* cmd-add: take files and folders in. */
#include "cmd/cmd.h"

#include <malloc.h>

enum { VERBOSE, LARGE_BYTES = 1 << 20, KEPT_BYTES = 32 << 20 };

static void print_report(const struct warta_report *r)
{
	printf("%zu article%s added", r->n_added, cmd_s(r->n_added));
	if (r->n_known)
		printf(", %zu %s there already", r->n_known, r->n_known == 1 ? "was" : "were");
	printf("; %zu of %zu original%s new", r->n_items_kept, r->n_items, cmd_s(r->n_items));
	if (r->n_versions)
		printf("; %zu new version%s", r->n_versions, cmd_s(r->n_versions));
	if (r->n_empty)
		printf("; %zu hold%s no article", r->n_empty, r->n_empty == 1 ? "s" : "");
	if (r->n_failed)
		printf("; %zu failed", r->n_failed);
	putchar('\n');
}

/* With --verbose: a line for every file that is safe, as soon as it is. */
static int on_kept(void *ctx, const char *path, size_t n_added)
{
	(void)ctx;
	printf("%s: %zu added\n", path, n_added);
	return fflush(stdout) != 0;
}

static int run(struct cmd_call *call)
{
	struct cmd_bar bar;
	struct warta_hooks hooks;
	struct warta_report report = { 0 };
	struct warta_error e;
	/* What a batch took in large pieces goes back at once, and leaves no holes. */
	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	/* The smaller ones are asked for again by the next job: to give them back costs more than
	 * it saves. */
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	cmd_bar_begin(&bar, &hooks);
	if (call->values[VERBOSE].set)
		hooks.kept = on_kept;
	enum warta_code code =
		warta_add(call->archive, call->args, call->n_args, &hooks, &report, &e);
	cmd_bar_end(&bar);
	print_report(&report);
	if (code != WARTA_OK)
		return cmd_fail(&e);
	return report.n_failed ? EXIT_FAILED : EXIT_DONE;
}

static const struct cmd_option options[] = {
	[VERBOSE] = { "verbose", CMD_FLAG, NULL, NULL, "name every file as soon as it is safe" },
};

const struct cmd cmd_add = {
	.name = "add",
	.usage = "[--verbose] PATH... | -",
	.summary = "take files and folders into the archive",
	.about =
		"Takes in text dumps of pages, HTML pages, feeds (RSS, Atom, JSON Feed), WARC\n"
		"and WET files, JSON Lines of articles, plain or gzip, and folders of all\n"
		"these. What a file is is told from its content. The original bytes are kept in\n"
		"the archive's WARC files; the same bytes twice add nothing. What cannot be\n"
		"read is named on standard error, the rest goes on, and the exit status is then\n"
		"1.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_WRITE,
	.min_args = 1,
	.run = run,
};
