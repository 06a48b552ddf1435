/* cmd-sources: who the articles are from, and how many each has. */
#include "cmd/cmd.h"

#include <inttypes.h>

#include "base/json.h"

enum { OF, FORMAT };
enum { MAX_LINE = 1 << 16 };

static int print_json(void *ctx, const struct warta_tally *t)
{
	(void)ctx;
	struct buf line = BUF_INIT(MAX_LINE);
	struct json j = json_to(&line);
	json_begin(&j, '{');
	json_key(&j, "name");
	json_text(&j, slice_str(t->key));
	json_key(&j, "articles");
	json_int(&j, (int64_t)t->n_articles);
	json_key(&j, "unread");
	json_int(&j, (int64_t)t->n_unread);
	json_end(&j, '}');
	buf_byte(&line, '\n');
	int failed = cmd_write(NULL, line.p, line.n);
	buf_done(&line);
	return failed;
}

static int print_text(void *ctx, const struct warta_tally *t)
{
	(void)ctx;
	return printf("%8" PRIu64 "  %s\n", t->n_articles, *t->key ? t->key : "(not known)") < 0;
}

static int run(struct cmd_call *call)
{
	static const enum warta_tally_of what[] = { WARTA_SOURCES, WARTA_LANGUAGES, WARTA_TAGS,
		WARTA_DAYS };
	struct warta_error e;
	enum warta_code code = warta_tallies(call->archive, what[call->values[OF].number],
		call->values[FORMAT].number == 1 ? print_json : print_text, NULL, &e);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[OF] = { "of", CMD_CHOICE, "sources|languages|tags|days",
		(const char *const[]){ "sources", "languages", "tags", "days", NULL },
		"what to count by" },
	[FORMAT] = { "format", CMD_CHOICE, "text|json",
		(const char *const[]){ "text", "json", NULL }, "how to print it" },
};

const struct cmd cmd_sources = {
	.name = "sources",
	.usage = "[--of=sources|languages|tags|days] [--format=text|json]",
	.summary = "list the sources and how many articles each has",
	.about =
		"With --of, the same by language, tag or day.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.run = run,
};
