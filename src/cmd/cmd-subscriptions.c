/* cmd-subscriptions: what is watched, and how that goes. */
#include "cmd/cmd.h"

#include <time.h>

#include "base/json.h"

enum { FORMAT };
enum { MAX_LINE = 1 << 16 };

static void json_time(struct json *j, const char *key, int64_t seconds)
{
	char text[32];
	time_t t = (time_t)seconds;
	struct tm tm;
	if (!seconds)
		return;
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &tm));
	json_pair(j, key, slice_str(text));
}

static int print_json(void *ctx, const struct warta_subscription *s)
{
	(void)ctx;
	struct buf line = BUF_INIT(MAX_LINE);
	struct json j = json_to(&line);
	json_begin(&j, '{');
	json_pair(&j, "url", slice_str(s->url));
	json_pair(&j, "title", slice_str(s->title));
	json_pair(&j, "folder", slice_str(s->folder));
	json_key(&j, "settings");
	json_begin(&j, '{');
	for (size_t i = 0; i < s->n_settings; i++)
		json_pair(&j, s->settings[i].name, slice_str(s->settings[i].value));
	json_end(&j, '}');
	json_time(&j, "asked", s->asked_at);
	json_time(&j, "due", s->due_at);
	json_pair(&j, "problem", slice_str(s->problem));
	json_time(&j, "problem_since", s->failed_since);
	json_pair(&j, "hub", slice_str(s->hub));
	json_pair(&j, "topic", slice_str(s->topic));
	json_end(&j, '}');
	buf_byte(&line, '\n');
	int failed = line.failed || cmd_write(NULL, line.p, line.n);
	buf_done(&line);
	return failed;
}

static int print_text(void *ctx, const struct warta_subscription *s)
{
	(void)ctx;
	printf("%s%s%s%s%s\n", s->folder, *s->folder ? "/ " : "", *s->title ? s->title : s->url,
		*s->title ? "  " : "", *s->title ? s->url : "");
	for (size_t i = 0; i < s->n_settings; i++)
		printf("        %s: %s\n", s->settings[i].name, s->settings[i].value);
	return *s->problem ? printf("        problem: %s\n", s->problem) < 0 : 0;
}

static int run(struct cmd_call *call)
{
	struct warta_error e;
	enum warta_code code = warta_subscriptions(call->archive,
		call->values[FORMAT].number == 1 ? print_json : print_text, NULL, &e);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[FORMAT] = { "format", CMD_CHOICE, "text|json",
		(const char *const[]){ "text", "json", NULL }, "how to print them" },
};

const struct cmd cmd_subscriptions = {
	.name = "subscriptions",
	.usage = "[--format=text|json]",
	.summary = "list what is watched",
	.about =
		"By folder, with the settings of each and what is wrong with it. `warta export\n"
		"--format=opml` writes them for other readers.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.alone = true,
	.run = run,
};
