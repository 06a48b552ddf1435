/* cmd-feed: a feed in its neutral form, one file or a list of them. */
#include "cmd/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/jsonread.h"

enum { BATCH, HEADER, JSON, URL };
enum { MAX_FILE = 64 << 20, MAX_HEADERS = 1 << 16, MAX_LINE = 1 << 20, MAX_MESSAGE = 1 << 12 };

/* Read and print one file; false with what is wrong in `e`. */
static bool print_feed(const char *path, const struct warta_feed_origin *origin,
	struct warta_error *e)
{
	struct buf bytes = BUF_INIT(MAX_FILE + (1 << 16));
	bool good = cmd_read_file(path, &bytes);
	if (!good) {
		char why[128];
		e->code = WARTA_IO;
		snprintf(e->msg, sizeof e->msg, "%s", strerror_r(errno, why, sizeof why));
	} else {
		good = warta_feed(bytes.p ? bytes.p : "", bytes.n, origin, cmd_write, NULL, e) ==
			WARTA_OK;
	}
	if (good)
		putchar('\n');
	buf_done(&bytes);
	return good;
}

/* "headers": an object of names and values. */
static void take_headers(struct json_reader *j, struct arena *scratch, struct buf *to)
{
	struct slice name, value;
	json_enter(j, '{');
	while (json_next_key(j, scratch, &name)) {
		if (!json_take_text(j, scratch, &value))
			return;
		buf_printf(to, "%.*s: %.*s\n", SLICE_ARG(name), SLICE_ARG(value));
	}
}

static bool answer_line(struct slice line, struct warta_error *e)
{
	struct arena scratch = ARENA_INIT;
	struct buf headers = BUF_INIT(MAX_HEADERS);
	struct json_reader j = json_reader_over(line);
	struct slice key, file = SLICE_NONE, url = SLICE_NONE;
	json_enter(&j, '{');
	while (json_next_key(&j, &scratch, &key)) {
		if (slice_is(key, "file"))
			json_take_text(&j, &scratch, &file);
		else if (slice_is(key, "url"))
			json_take_text(&j, &scratch, &url);
		else if (slice_is(key, "headers"))
			take_headers(&j, &scratch, &headers);
		else
			json_skip(&j);
	}
	json_end_of_text(&j);
	const struct warta_feed_origin origin = { arena_str(&scratch, url), headers.p };
	bool good = !j.problem && file.n;
	if (good)
		good = print_feed(arena_str(&scratch, file), &origin, e);
	else
		snprintf(e->msg, sizeof e->msg, "%s", j.problem ? j.problem : "no \"file\"");
	buf_done(&headers);
	arena_done(&scratch);
	return good;
}

/* An answer for every line, also where the file could not be read. */
static int run_batch(void)
{
	struct buf line = BUF_INIT(MAX_LINE);
	int code = EXIT_DONE;
	while (buf_line(&line, stdin)) {
		struct warta_error e = { 0 };
		if (line.failed)
			snprintf(e.msg, sizeof e.msg, "longer than %d bytes", MAX_LINE);
		if (line.failed || !answer_line(buf_text(&line), &e)) {
			struct buf text = BUF_INIT(MAX_MESSAGE);
			struct json j = json_to(&text);
			json_begin(&j, '{');
			json_pair(&j, "error", slice_str(e.msg));
			json_end(&j, '}');
			printf("%.*s\n", SLICE_ARG(buf_text(&text)));
			buf_done(&text);
			code = EXIT_FAILED;
		}
		if (fflush(stdout) != 0)
			break;
	}
	buf_done(&line);
	return code;
}

static int run(struct cmd_call *call)
{
	struct warta_error e = { 0 };
	bool batch = call->values[BATCH].set;
	if (batch ? call->n_args != 0 : call->n_args != 1)
		return cmd_wrong_use(call->cmd, "%s",
			batch ? "--batch reads its files from standard input"
			      : "one file is wanted");
	if (batch)
		return run_batch();
	struct buf headers = BUF_INIT(MAX_HEADERS);
	const struct cmd_value *given = &call->values[HEADER];
	for (size_t i = 0; i < given->n_texts; i++)
		buf_printf(&headers, "%s\n", given->texts[i]);
	const struct warta_feed_origin origin = { call->values[URL].text, headers.p };
	bool good = print_feed(call->args[0], &origin, &e);
	buf_done(&headers);
	if (good)
		return EXIT_DONE;
	cmd_complain("%s: %s", call->args[0], e.msg);
	return EXIT_FAILED;
}

static const struct cmd_option options[] = {
	[BATCH] = { "batch", CMD_FLAG, NULL, NULL,
		"read JSON lines {\"file\",\"url\",\"headers\"}, answer a line each" },
	[HEADER] = { "header", CMD_TEXTS, "'NAME: VALUE'", NULL,
		"a header of the response that brought it; may be repeated" },
	[JSON] = { "json", CMD_FLAG, NULL, NULL, "one JSON object a line (what it does anyway)" },
	[URL] = { "url", CMD_TEXT, "URL", NULL, "the address that the file is from" },
};

const struct cmd cmd_feed = {
	.name = "feed",
	.usage = "[--json] [--url=URL] [--header='NAME: VALUE']... --batch | FILE | -",
	.summary = "print a feed in its neutral form, without an archive",
	.about =
		"Reads RSS, Atom, JSON Feed, CDF, OPML and sitemaps as they are met in the wild,\n"
		"well-formed or not, and prints all that one says as one JSON object: what kind\n"
		"it is, the feed, and its entries in the order of the document. Of an HTML page,\n"
		"the feeds that it names.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.run = run,
};
