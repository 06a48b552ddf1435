/* cmd-count: how many articles a query finds. */
#include "cmd/cmd.h"

#include <inttypes.h>
#include <stdlib.h>

static int run(struct cmd_call *call)
{
	struct warta_error e;
	uint64_t n = 0;
	char *query = cmd_query(call, 0);
	struct warta_search s = cmd_search_now(query);
	enum warta_code code = warta_count(call->archive, &s, &n, &e);
	free(query);
	if (code != WARTA_OK)
		return cmd_fail(&e);
	printf("%" PRIu64 "\n", n);
	return EXIT_DONE;
}

const struct cmd cmd_count = {
	.name = "count",
	.usage = "[QUERY]",
	.summary = "count the articles that a query finds",
	.about =
		"Without a query: all articles. The number is exact.\n",
	.needs = CMD_READ,
	.dashed_args = true,
	.run = run,
};
