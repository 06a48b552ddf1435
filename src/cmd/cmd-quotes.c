/* cmd-quotes: who said what. */
#include "cmd/cmd.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"

enum { ABOUT, BY, IN, JSON, LIMIT, SINCE };
enum { MAX_LINE = 256 << 20 }; /* bytes: an article with every letter escaped */

/* An answer for every line; a line that cannot be read is told of and answered by "{}". */
static int answer_lines(FILE *f, const char *path)
{
	struct buf line = BUF_INIT(MAX_LINE);
	size_t number = 0;
	int status = EXIT_DONE;
	while (buf_line(&line, f)) {
		struct warta_error e;
		number++;
		if (!line.failed && strspn(line.p, " \t\r") == line.n)
			continue;
		enum warta_code code = WARTA_LIMIT;
		if (line.failed)
			snprintf(e.msg, sizeof e.msg, "longer than %d MiB", MAX_LINE >> 20);
		else
			code = warta_quotes_of(line.p, line.n, cmd_write, NULL, &e);
		if (code != WARTA_OK) {
			cmd_complain("%s: line %zu: %s", path, number, e.msg);
			fputs("{}", stdout);
			status = EXIT_FAILED;
		}
		putchar('\n');
	}
	buf_done(&line);
	if (ferror(f)) {
		cmd_complain_sys(path);
		status = EXIT_FAILED;
	}
	return status;
}

static int run_lines(const struct cmd_call *call)
{
	int status = EXIT_DONE;
	for (size_t i = 0; i < call->n_args; i++) {
		bool standard = strcmp(call->args[i], "-") == 0;
		FILE *f = standard ? stdin : fopen(call->args[i], "rb");
		if (!f) {
			cmd_complain_sys(call->args[i]);
			status = EXIT_FAILED;
			continue;
		}
		int one = answer_lines(f, standard ? "standard input" : call->args[i]);
		status = one ? one : status;
		if (!standard)
			fclose(f);
	}
	return status;
}

static int print_quote(void *ctx, const struct warta_quote *q)
{
	int64_t *last = ctx;
	if (*last != q->number)
		printf("%s%s  %s  [%" PRId64 "] %s\n", *last ? "\n" : "", q->day, q->source,
			q->number, cmd_headline(q->title));
	*last = q->number;
	bool direct = strcmp(q->kind, "direct") == 0;
	printf("    %s: %s%s%s", *q->speaker ? q->speaker : "(not known)", direct ? "\u201c" : "",
		q->text, direct ? "\u201d" : "");
	if (*q->via)
		printf(" (via %s)", q->via);
	if (q->n_articles > 1)
		printf(" (in %" PRIu64 " articles, first in %" PRId64 ")", q->n_articles, q->first);
	if (q->is_changed)
		printf(" (changed after publication)");
	return putchar('\n') == EOF;
}

static int print_object(void *ctx, const struct warta_quote *q)
{
	(void)ctx;
	struct buf text = BUF_INIT(MAX_LINE);
	struct json j = json_to(&text);
	const struct {
		const char *key, *text;
	} texts[] = {
		{ "name", q->name }, { "title", q->title }, { "source", q->source }, { "day",
			q->day },
		{ "text", q->text }, { "kind", q->kind }, { "form", q->form },
		{ "speaker", q->speaker }, { "speaker_surface", q->surface }, { "cue", q->cue },
		{ "via", q->via },
	};
	json_begin(&j, '{');
	json_key(&j, "number");
	json_int(&j, q->number);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		json_pair(&j, texts[i].key, slice_str(texts[i].text));
	json_key(&j, "confidence");
	json_int(&j, q->confidence);
	json_key(&j, "start");
	json_int(&j, (int64_t)q->start);
	json_key(&j, "end");
	json_int(&j, (int64_t)q->end);
	json_key(&j, "articles");
	json_int(&j, (int64_t)q->n_articles);
	json_key(&j, "first");
	json_int(&j, q->first);
	json_key(&j, "changed");
	json_bool(&j, q->is_changed);
	json_end(&j, '}');
	buf_byte(&text, '\n');
	int failed = text.failed || cmd_write(NULL, text.p, text.n);
	buf_done(&text);
	return failed;
}

static int run_archive(struct cmd_call *call)
{
	struct warta_error e;
	int64_t last = 0;
	const struct warta_search now = cmd_search_now(NULL);
	const struct warta_quotes ask = { .by = call->values[BY].text,
		.about = call->values[ABOUT].text, .query = call->values[IN].text,
		.since = call->values[SINCE].text, .now = now.now, .zone_min = now.zone_min,
		.limit = call->values[LIMIT].set ? call->values[LIMIT].number : 100 };
	enum warta_code code = warta_open(call->folder, WARTA_READ, &call->archive, &e);
	if (code == WARTA_OK)
		code = warta_quotes(call->archive, &ask,
			call->values[JSON].set ? print_object : print_quote, &last, &e);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

/* With a file no archive is needed; so it is opened here, where it is. */
static int run(struct cmd_call *call)
{
	if (call->n_args == 0)
		return run_archive(call);
	if (!call->values[JSON].set)
		return cmd_wrong_use(call->cmd, "articles of a file want --json");
	return run_lines(call);
}

static const struct cmd_option options[] = {
	[ABOUT] = { "about", CMD_TEXT, "WORDS", NULL, "quotations that have all these words" },
	[BY] = { "by", CMD_TEXT, "NAME", NULL,
		"quotations of whoever has these words in the name" },
	[IN] = { "in", CMD_TEXT, "QUERY", NULL, "in the articles that a query finds" },
	[JSON] = { "json", CMD_FLAG, NULL, NULL, "a JSON object a line" },
	[LIMIT] = { "limit", CMD_NUMBER, "N", NULL, "at most so many (100; 0: all)" },
	[SINCE] = { "since", CMD_TEXT, "DAY", NULL, "in articles from this day on" },
};

const struct cmd cmd_quotes = {
	.name = "quotes",
	.usage = "[--by=NAME] [--about=WORDS] [--in=QUERY] [--since=DAY] [--limit=N] [--json] | "
		"--json FILE.jsonl... | -",
	.summary = "tell who said what",
	.about =
		"Without a file: quotations of the archive, newest article first, with their\n"
		"speakers, through what they said it (\"via an interview with Radio Holm\"), and\n"
		"how many articles have the same words.\n"
		"With a file no archive is needed. Each line is a JSON object {\"id\", \"lang\",\n"
		"\"text\"}, and is answered by a line {\"id\", \"quotes\"}: quotations and "
		"reported\n"
		"speech with their place (in code points), kind, speaker, what stands beside the\n"
		"quotation, and the verb. \"scare\" is true of marks around what is no speech. A\n"
		"speaker that is not known is null.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_FOLDER,
	.run = run,
};
