/* cmd-export: articles as a document for other programs. */
#include "cmd/cmd.h"

#include <stdlib.h>

enum { FORMAT, QUOTES };
enum { OPML = 5 }; /* among the formats */

static int run(struct cmd_call *call)
{
	static const enum warta_format formats[] = { WARTA_JSON, WARTA_ATOM, WARTA_MARKDOWN,
		WARTA_CSV, WARTA_HTML };
	struct warta_error e;
	if (call->values[QUOTES].set && call->values[FORMAT].number != 0)
		return cmd_wrong_use(call->cmd, "--quotes goes with --format=json only");
	if (call->values[FORMAT].number == OPML) {
		if (call->n_args)
			return cmd_wrong_use(call->cmd, "opml is of all subscriptions");
		return warta_export_opml(call->archive, cmd_write, NULL, &e) == WARTA_OK
			? EXIT_DONE : cmd_fail(&e);
	}
	char *query = cmd_query(call, 0);
	struct warta_search s = cmd_search_now(query);
	struct warta_look look = {
		.format = formats[call->values[FORMAT].number], .now = s.now,
		.quotes = call->values[QUOTES].set
	};
	enum warta_code code = warta_export(call->archive, &s, &look, cmd_write, NULL, &e);
	free(query);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[FORMAT] = { "format", CMD_CHOICE, "json|atom|markdown|csv|html|opml",
		(const char *const[]){ "json", "atom", "markdown", "csv", "html", "opml", NULL },
		"of the document; json is one article a line, opml the subscriptions" },
	[QUOTES] = { "quotes", CMD_FLAG, NULL, NULL,
		"the quotations of each article and who speaks, too (json)" },
};

const struct cmd cmd_export = {
	.name = "export",
	.usage = "[--format=json|atom|markdown|csv|html|opml] [--quotes] [QUERY]",
	.summary = "write articles as JSON Lines, Atom, Markdown, CSV or HTML",
	.about =
		"All articles, or those that a query finds, oldest first. The same archive\n"
		"gives the same bytes, and `warta add` reads the JSON Lines again. OPML is of the\n"
		"subscriptions, which `warta import` and other readers take in.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.dashed_args = true,
	.run = run,
};
