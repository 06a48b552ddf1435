/* cmd-tag: set and take off tags and marks. */
#include "cmd/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int run(struct cmd_call *call)
{
	struct warta_error e;
	uint64_t n = 0;
	size_t split = 0;
	while (split < call->n_args && strcmp(call->args[split], "--") != 0)
		split++;
	if (split == call->n_args)
		return cmd_wrong_use(call->cmd, "the query stands behind --");
	if (split == 0)
		return cmd_wrong_use(call->cmd, "no tag is named");
	char *query = cmd_query(call, split + 1);
	if (!*query) {
		free(query);
		return cmd_wrong_use(call->cmd, "no query; * is every article");
	}
	struct warta_search s = cmd_search_now(query);
	enum warta_code code = warta_tag(call->archive, &s, (const char *const *)call->args, split,
		&n, &e);
	free(query);
	if (code != WARTA_OK)
		return cmd_fail(&e);
	printf("%" PRIu64 " article%s changed\n", n, cmd_s(n));
	return EXIT_DONE;
}

const struct cmd cmd_tag = {
	.name = "tag",
	.usage = "+TAG|-TAG... -- QUERY",
	.summary = "set and take off tags of the articles that a query finds",
	.about =
		"+read, -read, +starred and -starred set the marks of these names. Tags are\n"
		"yours: they survive `warta rebuild`, and `warta dump` writes them down.\n",
	.needs = CMD_TAG,
	.dashed_args = true,
	.min_args = 2,
	.run = run,
};
