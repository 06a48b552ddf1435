/* cmd-sources: who the articles are from, and how many each has. */
#include "cmd/cmd.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/json.h"

enum { OF, FORMAT, PROBLEMS };
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

/* "since 2024-03-11 08:15" in the zone of this machine. */
static int print_problem(void *ctx, const struct warta_subscription *s)
{
	size_t *n = ctx;
	char since[32] = "";
	time_t t = (time_t)s->failed_since;
	struct tm tm;
	const char *ended = NULL;
	for (size_t i = 0; i < s->n_settings; i++)
		if (strcmp(s->settings[i].name, "ended") == 0)
			ended = s->settings[i].value;
	if (!*s->problem && !ended)
		return 0;
	++*n;
	if (*s->title)
		printf("%s (%s)\n", s->title, s->url);
	else
		printf("%s\n", s->url);
	if (ended)
		return printf("    has been gone for good since %s; not asked any more\n",
			ended) < 0;
	strftime(since, sizeof since, "%Y-%m-%d %H:%M", localtime_r(&t, &tm));
	printf("    %s, since %s, ", s->problem, since);
	if (s->n_failed > 1)
		printf("%" PRId64 " times in a row", s->n_failed);
	else
		printf("once so far");
	t = (time_t)s->due_at;
	strftime(since, sizeof since, "%Y-%m-%d %H:%M", localtime_r(&t, &tm));
	return printf("; asked again %s\n", s->due_at ? since : "never") < 0;
}

static int run_problems(struct cmd_call *call)
{
	struct warta_error e;
	size_t n = 0;
	if (warta_subscriptions(call->archive, print_problem, &n, &e) != WARTA_OK)
		return cmd_fail(&e);
	if (!n)
		printf("no source has a problem\n");
	return EXIT_DONE;
}

static int run(struct cmd_call *call)
{
	static const enum warta_tally_of what[] = { WARTA_SOURCES, WARTA_LANGUAGES, WARTA_TAGS,
		WARTA_DAYS };
	struct warta_error e;
	if (call->values[PROBLEMS].set)
		return run_problems(call);
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
	[PROBLEMS] = { "problems", CMD_FLAG, NULL, NULL,
		"what is wrong with which subscription, since when" },
};

const struct cmd cmd_sources = {
	.name = "sources",
	.usage = "[--of=sources|languages|tags|days] [--format=text|json] | --problems",
	.summary = "list the sources and how many articles each has",
	.about =
		"With --of, the same by language, tag or day.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.alone = true,
	.run = run,
};
