/* cmd-extract: read files into articles, without an archive. */
#include "cmd/cmd.h"

#include <unistd.h>

enum { BATCH, COMMENTS, EXPLAIN, FORMAT, JSON, QUOTES, URL };

static int on_article(void *ctx, const char *text, size_t n)
{
	return cmd_write(ctx, text, n);
}

static int on_line(void *ctx, const char *json, size_t n)
{
	return cmd_write(ctx, json, n) || putchar('\n') == EOF;
}

static int run(struct cmd_call *call)
{
	static const enum warta_format formats[] = { WARTA_JSON, WARTA_MARKDOWN, WARTA_TEXT,
		WARTA_HTML };
	struct cmd_bar bar;
	struct warta_hooks hooks;
	struct warta_report report = { 0 };
	struct warta_error e;
	enum warta_code code;
	struct warta_look look = {
		.format = formats[call->values[FORMAT].number], .width = cmd_width(),
		.colour = cmd_colour(stdout), .comments = call->values[COMMENTS].set,
		.quotes = call->values[QUOTES].set
	};
	bool batch = call->values[BATCH].set, explain = call->values[EXPLAIN].set;
	if (batch == (call->n_args > 0))
		return cmd_wrong_use(call->cmd, batch
			? "--batch reads its files from standard input"
			: "something is missing");
	if (explain && (batch || call->values[FORMAT].set))
		return cmd_wrong_use(call->cmd, "--explain goes with --json and --url only");
	if (look.quotes && (explain || look.format != WARTA_JSON))
		return cmd_wrong_use(call->cmd, "--quotes goes with JSON only");
	if (look.comments && (batch || explain || look.format != WARTA_JSON))
		return cmd_wrong_use(call->cmd, "--comments goes with JSON only, not with --batch");
	cmd_bar_begin(&bar, &hooks);
	hooks.progress = NULL; /* the articles are the progress */
	hooks.article = look.format == WARTA_JSON ? on_line : on_article;
	if (explain && !call->values[JSON].set)
		hooks.article = on_article;
	if (explain)
		code = warta_explain(call->args, call->n_args, call->values[URL].text,
			call->values[JSON].set, &hooks, &report, &e);
	else if (batch)
		code = warta_extract_batch(STDIN_FILENO, &look, &hooks, &report, &e);
	else
		code = warta_extract(call->args, call->n_args, call->values[URL].text, &look,
			&hooks, &report, &e);
	cmd_bar_end(&bar);
	if (code != WARTA_OK)
		return cmd_fail(&e);
	if (report.n_empty && !batch && !explain)
		fprintf(stderr, "warta: %zu of %zu files hold no article; of pages, "
			"warta extract --explain says why\n", report.n_empty, report.n_files);
	return report.n_failed ? EXIT_FAILED : EXIT_DONE;
}

static const struct cmd_option options[] = {
	[BATCH] = { "batch", CMD_FLAG, NULL, NULL,
		"read JSON lines {\"file\",\"url\"}, answer a line each" },
	[COMMENTS] = { "comments", CMD_FLAG, NULL, NULL,
		"of pages, what readers wrote below, too (JSON, not with --batch)" },
	[EXPLAIN] = { "explain", CMD_FLAG, NULL, NULL,
		"instead of articles: where each field of a page was found, and why each block "
		"was kept" },
	[FORMAT] = { "format", CMD_CHOICE, "json|markdown|text|html",
		(const char *const[]){ "json", "markdown", "text", "html", NULL },
		"how to print the articles" },
	[JSON] = { "json", CMD_FLAG, NULL, NULL, "one JSON object a line (what it does anyway)" },
	[QUOTES] = { "quotes", CMD_FLAG, NULL, NULL,
		"the quotations of each article and who speaks, too (JSON)" },
	[URL] = { "url", CMD_TEXT, "URL", NULL, "the address that the files are from" },
};

const struct cmd cmd_extract = {
	.name = "extract",
	.usage = "[--json] [--comments] [--quotes] [--explain] [--format=json|markdown|text|html] "
		"[--url=URL] --batch | PATH... | -",
	.summary = "read files into articles, without an archive",
	.about =
		"The same reading as `warta add`, but every article is printed as one line of "
		"JSON,\n"
		"in order, and nothing is kept. The keys are those of `warta export`; what is not\n"
		"known is left out. With --batch, each line of standard input is a JSON object\n"
		"{\"file\", \"url\"}, and is answered by one line: the article of that file, or "
		"{}.\n"
		"With --explain, each page tells instead where its fields were found, how often\n"
		"that is right, and which blocks of its text were kept for what reasons.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.run = run,
};
