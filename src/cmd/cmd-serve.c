/* cmd-serve: the desk, in a browser. */
#include "cmd/cmd.h"

#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { ADDRESS, ALLOW_RANGE, HUB, PORT, PUBLIC, QUIET };
enum { DEFAULT_PORT = 7300, MAX_PORT = 65535, LARGE_BYTES = 256 << 10, HEAPS = 2 };

static void on_ready(void *ctx, const char *url)
{
	(void)ctx;
	printf("warta is at %s (Ctrl-C ends it)\n", url);
	fflush(stdout);
}

static void on_line(void *ctx, const char *line)
{
	(void)ctx;
	fprintf(stderr, "%s\n", line);
}

static int run(struct cmd_call *call)
{
	struct warta_error e;
	const struct cmd_value *v = call->values;
	const struct warta_serve how = {
		.address = v[ADDRESS].text,
		.port = v[PORT].set ? (int)v[PORT].number : DEFAULT_PORT,
		.allow = v[ALLOW_RANGE].texts, .n_allow = v[ALLOW_RANGE].n_texts,
		.is_public = v[PUBLIC].set,
		.hub = v[HUB].text,
		.ready = on_ready,
		.log = v[QUIET].set ? NULL : on_line
	};
	if (how.hub && strncmp(how.hub, "http://", 7) && strncmp(how.hub, "https://", 8))
		return cmd_wrong_use(call->cmd, "a hub is an address of http or https");
	if (v[PORT].number > MAX_PORT)
		return cmd_wrong_use(call->cmd, "a port is at most %d", MAX_PORT);
	sigset_t ends;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	signal(SIGPIPE, SIG_IGN);
	/* What a large answer took goes back to the system, and is not kept for the next one. */
	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	/* Nor does each of its threads keep what it once needed. */
	mallopt(M_ARENA_MAX, HEAPS);
	int stop = signalfd(-1, &ends, SFD_CLOEXEC);
	enum warta_code code = warta_serve(call->folder, &how, stop, &e);
	close(stop);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[ADDRESS] = { "address", CMD_TEXT, "IP", NULL, "listen here (127.0.0.1)" },
	[ALLOW_RANGE] = { "allow", CMD_TEXTS, "CIDR", NULL,
		"fetch pictures and feeds from addresses of this range, too; may be repeated" },
	[HUB] = { "hub", CMD_TEXT, "URL", NULL, "the WebSub hub that feeds name" },
	[PORT] = { "port", CMD_NUMBER, "N", NULL, "listen at this port (7300; 0 is any free one)" },
	[PUBLIC] = { "public", CMD_FLAG, NULL, NULL, "everybody may read; only users may change" },
	[QUIET] = { "quiet", CMD_FLAG, NULL, NULL, "do not log requests to standard error" },
};

const struct cmd cmd_serve = {
	.name = "serve",
	.usage = "[--address=IP] [--allow=CIDR]... [--hub=URL] [--port=N] [--public] [--quiet]",
	.summary = "read the archive in a browser",
	.about =
		"Serves the archive to browsers. Without users (warta user) nobody is asked for a\n"
		"password at 127.0.0.1: only this machine can reach it, and pages of other sites\n"
		"cannot use it. At another address it wants users, or --public: then all may read\n"
		"and nobody but users change anything.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_FOLDER,
	.run = run,
};
