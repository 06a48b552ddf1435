/* cmd-fetch: ask what is due; and what it shares with watch and subscribe. */
#include "cmd/cmd.h"

#include <inttypes.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/monotonic.h"

enum { ALL = N_NETWORK_OPTIONS, VERBOSE };
enum { KEPT_BYTES = 256 << 10 }; /* of free memory, at the top */

struct warta_network cmd_network(const struct cmd_call *call)
{
	const struct cmd_value *v = call->values;
	const char *ca_file = v[CA_FILE].set ? v[CA_FILE].text : getenv("SSL_CERT_FILE");
	return (struct warta_network){
		.allow_private = v[ALLOW_PRIVATE].set,
		.allow = v[ALLOW].texts,
		.n_allow = v[ALLOW].n_texts,
		.no_delay = v[NO_DELAY].set,
		.per_host = (unsigned)v[PER_HOST].number,
		.connections = (unsigned)v[CONNECTIONS].number,
		.timeout_s = (unsigned)v[TIMEOUT].number,
		.ca_file = ca_file && *ca_file ? ca_file : NULL,
	};
}

size_t cmd_settings(const struct cmd_call *call, size_t first,
	struct warta_setting ret[static N_SETTING_OPTIONS + 1])
{
	size_t n = 0;
	for (size_t i = first; i < first + N_SETTING_OPTIONS; i++)
		if (call->values[i].set)
			ret[n++] = (struct warta_setting){ call->cmd->options[i].name,
				call->values[i].text };
	return n;
}

/* ---- telling ---- */

/* What takes longer is named, its address cut to what a line holds. */
enum { SLOW_S = 2, SLOW_LEN = 40 };

struct told {
	bool verbose, bar, drawn;
	double started_s, drawn_s;
};

static void wipe(struct told *t)
{
	if (t->drawn)
		fputs("\r\033[K", stderr);
	t->drawn = false;
}

static int on_source(void *ctx, const struct warta_fetch_line *line)
{
	struct told *t = ctx;
	const char *name = *line->title ? line->title : line->url;
	if (!t->verbose && !line->n_new && !*line->problem && !*line->note)
		return 0;
	wipe(t);
	if (*line->problem && *line->title)
		printf("%s: %s (%s)\n", name, line->problem, line->url);
	else if (*line->problem)
		printf("%s: %s\n", name, line->problem);
	else if (line->n_new || !line->unchanged)
		printf("%s: %zu new\n", name, line->n_new);
	else
		printf("%s: unchanged\n", name);
	if (*line->note)
		printf("%s: %s\n", name, line->note);
	return fflush(stdout) != 0;
}

static int on_progress(void *ctx, const struct warta_fetch_report *now)
{
	enum { PER_SECOND = 5 };
	struct told *t = ctx;
	double s = monotonic_s();
	if (!t->bar || s - t->drawn_s < 1.0 / PER_SECOND)
		return 0;
	wipe(t);
	double took = s - t->started_s;
	fprintf(stderr, "%zu sources, %zu pages, %zu new; %zu waiting; %.1f a second",
		now->n_sources, now->n_pages, now->n_added, now->n_waiting,
		took > 0 ? (double)(now->n_sources + now->n_pages) / took : 0);
	if (now->slow_s >= SLOW_S)
		fprintf(stderr, "; %.0f s for %.*s", now->slow_s, SLOW_LEN, now->slow);
	t->drawn = true;
	t->drawn_s = s;
	return 0;
}

static void print_summary(const struct warta_fetch_report *r, double took)
{
	printf("%zu source%s asked: %zu unchanged, %zu failed; ", r->n_sources,
		cmd_s(r->n_sources), r->n_unchanged, r->n_failed);
	if (r->n_pages)
		printf("%zu page%s, %zu of them failed; ", r->n_pages,
			cmd_s(r->n_pages), r->n_pages_failed);
	printf("%zu article%s added", r->n_added, cmd_s(r->n_added));
	if (r->n_versions)
		printf(", %zu changed", r->n_versions);
	printf("; %.1f MB in %.1f s\n", (double)r->n_bytes / 1e6, took);
	if (r->slow_s >= SLOW_S)
		printf("slowest: %s, %.0f s\n", r->slow, r->slow_s);
}

static volatile int stop;

static void on_signal(int number)
{
	(void)number;
	stop = 1;
}

int cmd_fetch_with(const struct cmd_call *call, struct warta_fetch_options *options, bool verbose)
{
	struct told told = { .verbose = verbose, .bar = isatty(STDERR_FILENO) };
	const struct warta_fetch_hooks hooks = { &told, on_source, on_progress };
	const struct sigaction action = { .sa_handler = on_signal };
	struct warta_fetch_report report = { 0 };
	struct warta_error e;
	/* What a batch needed is given back, so that it is not held for ever by `watch`. */
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	options->network = cmd_network(call);
	options->sources = call->args;
	options->n_sources = call->n_args;
	options->stop = &stop;
	told.started_s = monotonic_s();
	enum warta_code code = warta_fetch(call->archive, options, &hooks, &report, &e);
	wipe(&told);
	if (code == WARTA_STOPPED && stop) /* before anything was asked */
		code = WARTA_OK;
	if (code == WARTA_OK || report.n_sources || report.n_pages)
		print_summary(&report, monotonic_s() - told.started_s);
	if (code != WARTA_OK)
		return cmd_fail(&e);
	return report.n_failed && !options->watch ? EXIT_FAILED : EXIT_DONE;
}

static int run(struct cmd_call *call)
{
	struct warta_fetch_options options = { .all = call->values[ALL].set };
	return cmd_fetch_with(call, &options, call->values[VERBOSE].set);
}

static const struct cmd_option options[] = {
	CMD_NETWORK_OPTIONS,
	[ALL] = { "all", CMD_FLAG, NULL, NULL, "ask all sources, due or not" },
	[VERBOSE] = { "verbose", CMD_FLAG, NULL, NULL, "name unchanged sources, too" },
};

const struct cmd cmd_fetch = {
	.name = "fetch",
	.usage = CMD_NETWORK_USAGE " [--all] [--verbose] [SOURCE...]",
	.summary = "ask the subscriptions that are due, and take in what came",
	.about =
		"Sources are addresses or titles of subscriptions, or parts of them; these are\n"
		"asked whether due or not. Every request and answer is kept in the WARC files.\n"
		"Addresses of this machine and of private networks are refused, unless allowed.\n"
		"An interrupt ends what is under way and keeps it.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_GROW,
	.run = run,
};
