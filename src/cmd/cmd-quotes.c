/* cmd-quotes: who said what. */
#include "cmd/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { JSON };
enum { MAX_LINE = 256 << 20 }; /* bytes: an article with every letter escaped */

/* An answer for every line; a line that cannot be read is told of and answered by "{}". */
static int answer_lines(FILE *f, const char *path)
{
	char *line = NULL;
	size_t cap = 0, number = 0;
	ssize_t n;
	int status = EXIT_DONE;
	char why[128];
	while ((n = getline(&line, &cap, f)) > 0) {
		struct warta_error e;
		number++;
		if (strspn(line, " \t\r\n") == (size_t)n)
			continue;
		enum warta_code code = WARTA_LIMIT;
		if (n > MAX_LINE)
			snprintf(e.msg, sizeof e.msg, "longer than %d MiB", MAX_LINE >> 20);
		else
			code = warta_quotes_of(line, (size_t)n, cmd_write, NULL, &e);
		if (code != WARTA_OK) {
			fprintf(stderr, "warta: %s: line %zu: %s\n", path, number, e.msg);
			fputs("{}", stdout);
			status = EXIT_FAILED;
		}
		putchar('\n');
	}
	free(line);
	if (ferror(f)) {
		fprintf(stderr, "warta: cannot read '%s': %s\n", path, strerror_r(errno, why, sizeof why));
		status = EXIT_FAILED;
	}
	return status;
}

static int run(struct cmd_call *call)
{
	int status = EXIT_DONE;
	char why[128];
	if (!call->values[JSON].set)
		return cmd_wrong_use(call->cmd, "--json is missing");
	for (size_t i = 0; i < call->n_args; i++) {
		bool standard = strcmp(call->args[i], "-") == 0;
		FILE *f = standard ? stdin : fopen(call->args[i], "rb");
		if (!f) {
			fprintf(stderr, "warta: cannot read '%s': %s\n", call->args[i], strerror_r(errno, why, sizeof why));
			status = EXIT_FAILED;
			continue;
		}
		int one = answer_lines(f, standard ? "standard input" : call->args[i]);
		status = one ? one : status;
		if (!standard)
			fclose(f);
	}
	int flushed = cmd_flush();
	return flushed ? flushed : status;
}

static const struct cmd_option options[] = {
	[JSON] = { "json", CMD_FLAG, NULL, NULL,
		"read lines {\"id\",\"lang\",\"text\"}, answer a line of JSON each" },
};

const struct cmd cmd_quotes = {
	.name = "quotes",
	.usage = "--json FILE.jsonl | -",
	.summary = "tell who said what in articles",
	.about =
		"Each line is a JSON object {\"id\", \"lang\", \"text\"}, and is answered by a line\n"
		"{\"id\", \"quotes\"}: quotations and reported speech with their place (in code points),\n"
		"kind, speaker, what stands beside the quotation, and the verb. \"scare\" is true of\n"
		"marks around what is no speech. A speaker that is not known is null.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.min_args = 1,
	.run = run,
};
