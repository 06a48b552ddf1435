/* main: finds the verb, opens the archive as the verb needs it, runs it. */
#include "cmd/cmd.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CMD_ADDRESS_(verb) &cmd_##verb,
const struct cmd *const cmd_all[] = { CMD_LIST(CMD_ADDRESS_) NULL };
#undef CMD_ADDRESS_

const struct cmd *cmd_find(const char *name)
{
	for (size_t i = 0; cmd_all[i]; i++)
		if (strcmp(cmd_all[i]->name, name) == 0)
			return cmd_all[i];
	return NULL;
}

static int exit_code(const struct warta_error *e)
{
	switch (e->code) {
	case WARTA_BUSY:
		return EXIT_TRY_AGAIN;
	case WARTA_USAGE:
	case WARTA_SYNTAX:
		return EXIT_WRONG_USE;
	default:
		return EXIT_FAILED;
	}
}

int cmd_fail(const struct warta_error *e)
{
	/* What stopped since nothing could be printed is told by cmd_flush, with its reason. */
	if (e->code != WARTA_STOPPED || !ferror(stdout))
		cmd_complain("%s", e->msg);
	return exit_code(e);
}

int cmd_fail_at(const char *path, const struct warta_error *e)
{
	cmd_complain("%s: %s", path, e->msg);
	return exit_code(e);
}

/* -C DIR, else $WARTA_ARCHIVE, else the data folder of the XDG Base Directory specification. NULL
 * where there is no home either, or DIR is empty. The caller frees it. */
static char *archive_folder(const char *named)
{
	const char *rest = "";
	if (!named)
		named = getenv("WARTA_ARCHIVE");
	else if (!*named)
		return NULL;
	if (!named || !*named) {
		named = getenv("XDG_DATA_HOME");
		rest = "/warta";
		if (!named || *named != '/') {
			named = getenv("HOME");
			rest = "/.local/share/warta";
		}
	}
	char *folder = NULL;
	if (!named || !*named || asprintf(&folder, "%s%s", named, rest) < 0)
		return NULL;
	return folder;
}

static int open_and_run(struct cmd_call *call)
{
	static const enum warta_mode modes[] = {
		[CMD_READ] = WARTA_READ, [CMD_WRITE] = WARTA_WRITE, [CMD_GROW] = WARTA_WRITE,
		[CMD_TAG] = WARTA_TAG, [CMD_KEEP] = WARTA_TAG
	};
	struct warta_error e;
	if (call->cmd->needs != CMD_NOTHING && !call->folder) {
		cmd_complain("no archive: name a folder with -C or $WARTA_ARCHIVE");
		return EXIT_WRONG_USE;
	}
	enum warta_code opened = WARTA_OK;
	if (call->cmd->needs == CMD_GROW) {
		/* One that is mistyped must not be made, and have nothing to ask for ever. */
		opened = warta_open(call->folder, WARTA_READ, &call->archive, &e);
		warta_close(call->archive);
		call->archive = NULL;
	}
	if (opened == WARTA_OK && call->cmd->needs > CMD_FOLDER)
		opened = warta_open(call->folder, modes[call->cmd->needs], &call->archive, &e);
	if (opened == WARTA_NOT_FOUND && call->cmd->needs == CMD_KEEP)
		opened = warta_open(call->folder, WARTA_WRITE, &call->archive, &e);
	if (opened != WARTA_OK)
		return cmd_fail(&e);
	int code = call->cmd->run(call);
	warta_close(call->archive);
	int flushed = cmd_flush();
	return code == EXIT_DONE ? flushed : code;
}

static int run_verb(const struct cmd *cmd, const char *folder, int argc, char **argv)
{
	struct cmd_call call = { .cmd = cmd, .folder = folder };
	bool help = false;
	int code = cmd_parse(&call, argc, argv, &help);
	if (help) {
		cmd_print_help(cmd);
		code = cmd_flush();
	} else if (code == EXIT_DONE) {
		char *named = archive_folder(call.folder);
		call.folder = named;
		code = open_and_run(&call);
		free(named);
	}
	free(call.args);
	return code;
}

/* What a caller closed would be given to the next file that is opened, and what is printed would
 * stand in the archive. In its place comes what cannot be read, or written, either. */
static void hold_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			abort();
}

int main(int argc, char **argv)
{
	hold_standard_streams();
	const char *folder = NULL;
	int i = 1;
	setlocale(LC_CTYPE, "");
	signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is an error to report, not a death */
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--version") == 0) {
			printf("warta %s\n", warta_version());
			return cmd_flush();
		}
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return run_verb(&cmd_help, NULL, 0, NULL);
		if (strncmp(argv[i], "-C", 2) != 0) {
			cmd_complain("unknown option '%s'; see warta help", argv[i]);
			return EXIT_WRONG_USE;
		}
		if (!argv[i][2] && i + 1 >= argc) {
			cmd_complain("-C wants a folder");
			return EXIT_WRONG_USE;
		}
		folder = argv[i][2] ? argv[i] + 2 : argv[++i];
	}
	if (i >= argc) {
		run_verb(&cmd_help, NULL, 0, NULL);
		return EXIT_WRONG_USE;
	}
	const struct cmd *cmd = cmd_find(argv[i]);
	if (!cmd) {
		cmd_complain("'%s' is no verb; warta help lists them", argv[i]);
		return EXIT_WRONG_USE;
	}
	return run_verb(cmd, folder, argc - i - 1, argv + i + 1);
}
