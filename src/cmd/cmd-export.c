/* cmd-export: articles as a document for other programs. */
#include "cmd/cmd.h"

#include <stdlib.h>

enum { CHUNK, FORMAT, INDEX, INTO, MAPPING, QUOTES };
enum { OPML = 5, BULK }; /* among the formats */
enum { CHUNK_MB = 10, CHUNK_MAX_MB = 2000, MB = 1000000 };

static int opml(struct cmd_call *call)
{
	struct warta_error e;
	if (call->n_args)
		return cmd_wrong_use(call->cmd, "opml is of all subscriptions");
	return warta_export_opml(call->archive, cmd_write, NULL, &e) == WARTA_OK ? EXIT_DONE
										  : cmd_fail(&e);
}

static int bulk(struct cmd_call *call)
{
	const struct cmd_value *v = call->values;
	struct warta_error e;
	struct warta_bulked done;
	const char *index = v[INDEX].set ? v[INDEX].text : "warta";
	size_t chunk_mb = v[CHUNK].set ? v[CHUNK].number : CHUNK_MB;
	if (v[MAPPING].set && (call->n_args || v[INTO].set))
		return cmd_wrong_use(call->cmd, "--mapping stands alone with --index");
	if (v[CHUNK].set && !v[INTO].set)
		return cmd_wrong_use(call->cmd, "--chunk goes with --into only");
	if (!chunk_mb || chunk_mb > CHUNK_MAX_MB)
		return cmd_wrong_use(call->cmd, "a file has 1 to %d MB", CHUNK_MAX_MB);
	if (v[MAPPING].set)
		return warta_bulk_template(index, cmd_write, NULL, &e) == WARTA_OK ? EXIT_DONE
										    : cmd_fail(&e);
	char *query = cmd_query(call, 0);
	struct warta_bulk how = { .search = cmd_search_now(query), .index = index,
		.quotes = v[QUOTES].set };
	int code = EXIT_DONE;
	if (v[INTO].set)
		code = cmd_bulk_into(call->archive, &how, v[INTO].text, chunk_mb * MB);
	else if (warta_bulk(call->archive, &how, cmd_write, NULL, &done, &e) != WARTA_OK)
		code = cmd_fail(&e);
	free(query);
	return code;
}

/* What goes with one format only. */
static const char *misplaced(const struct cmd_value *v)
{
	static const int of_bulk[] = { CHUNK, INDEX, INTO, MAPPING };
	for (size_t i = 0; i < sizeof of_bulk / sizeof *of_bulk; i++)
		if (v[of_bulk[i]].set && v[FORMAT].number != BULK)
			return "--chunk, --index, --into and --mapping go with --format=bulk only";
	if (v[QUOTES].set && v[FORMAT].number != 0 && v[FORMAT].number != BULK)
		return "--quotes goes with --format=json and --format=bulk only";
	return NULL;
}

static int run(struct cmd_call *call)
{
	static const enum warta_format formats[] = { WARTA_JSON, WARTA_ATOM, WARTA_MARKDOWN,
		WARTA_CSV, WARTA_HTML };
	struct warta_error e;
	const size_t format = call->values[FORMAT].number;
	const char *why = misplaced(call->values);
	if (why)
		return cmd_wrong_use(call->cmd, "%s", why);
	if (format == OPML)
		return opml(call);
	if (format == BULK)
		return bulk(call);
	char *query = cmd_query(call, 0);
	struct warta_search s = cmd_search_now(query);
	struct warta_look look = {
		.format = formats[format], .now = s.now, .quotes = call->values[QUOTES].set
	};
	enum warta_code code = warta_export(call->archive, &s, &look, cmd_write, NULL, &e);
	free(query);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[CHUNK] = { "chunk", CMD_NUMBER, "MB", NULL,
		"the largest that a file of --into becomes; 10 unless said" },
	[FORMAT] = { "format", CMD_CHOICE, "json|atom|markdown|csv|html|opml|bulk",
		(const char *const[]){ "json", "atom", "markdown", "csv", "html", "opml", "bulk",
			NULL },
		"of the document; json is one article a line, opml the subscriptions" },
	[INDEX] = { "index", CMD_TEXT, "NAME", NULL,
		"that documents go to (bulk); \"warta\" unless said" },
	[INTO] = { "into", CMD_TEXT, "FOLDER", NULL,
		"as files there: what is new or changed since the last time (bulk)" },
	[MAPPING] = { "mapping", CMD_FLAG, NULL, NULL,
		"the index template that goes with the documents, instead (bulk)" },
	[QUOTES] = { "quotes", CMD_FLAG, NULL, NULL,
		"the quotations of each article and who speaks, too (json, bulk)" },
};

const struct cmd cmd_export = {
	.name = "export",
	.usage = "[--chunk=MB] [--format=json|atom|markdown|csv|html|opml|bulk] [--index=NAME] "
		 "[--into=FOLDER] [--mapping] [--quotes] [QUERY]",
	.summary = "write articles as JSON Lines, Atom, Markdown, CSV, HTML or for an engine",
	.about =
		"All articles, or those that a query finds, oldest first. The same archive\n"
		"gives the same bytes, and `warta add` reads the JSON Lines again. OPML is of the\n"
		"subscriptions, which `warta import` and other readers take in.\n"
		"\n"
		"bulk is what the _bulk API of OpenSearch and Elasticsearch takes: an action and\n"
		"a document for each article, whose id stays the same for ever, with its story\n"
		"and versions, in the order of taking in. With --into, files of it in a folder:\n"
		"all the first time, and then what is new or changed, and what is to be deleted.\n"
		"Send them in the order of their names, and remove each that has arrived.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.dashed_args = true,
	.run = run,
};
