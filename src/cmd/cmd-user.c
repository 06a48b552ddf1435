/* cmd-user: who may use the desk. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { ROLE };
enum { PASSWORD_SIZE = 300 };

/* A line of standard input, unseen where that is a terminal. Never an argument: those can be read
 * by every user of the machine. */
static bool password_read(char ret[static PASSWORD_SIZE])
{
	struct termios before, quiet;
	bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before) == 0;
	if (terminal) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		fputs("Password: ", stderr);
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	bool read = fgets(ret, PASSWORD_SIZE, stdin) != NULL;
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputc('\n', stderr);
	}
	if (read)
		ret[strcspn(ret, "\r\n")] = 0;
	return read;
}

static int on_user(void *ctx, const struct warta_user *u)
{
	(void)ctx;
	printf("%s\t%s", u->name, u->role);
	for (size_t i = 0; i < u->n_tokens; i++)
		printf("%s%s", i ? " " : "\t", u->tokens[i]);
	putchar('\n');
	return 0;
}

struct found {
	const char *name;
	bool known;
};

static int on_find(void *ctx, const struct warta_user *u)
{
	struct found *f = ctx;
	f->known |= strcmp(u->name, f->name) == 0;
	return 0;
}

enum { ADD, LIST_USERS, PASSWD, REMOVE, SET_ROLE, TOKEN, UNTOKEN, N_ACTIONS };

static const struct action {
	const char *name;
	size_t n_args; /* with the action itself */
} actions[N_ACTIONS] = {
	[ADD] = { "add", 2 }, [LIST_USERS] = { "list", 1 }, [PASSWD] = { "passwd", 2 },
	[REMOVE] = { "remove", 2 }, [SET_ROLE] = { "role", 3 }, [TOKEN] = { "token", 3 },
	[UNTOKEN] = { "untoken", 3 },
};

/* `add` wants a new name, `passwd` and `role` a known one. */
static bool name_fits(const struct cmd_call *call, int action, const char *name,
	struct warta_error *e)
{
	struct found f = { .name = name };
	if (warta_users(call->folder, on_find, &f, e) != WARTA_OK)
		return false;
	if (action == ADD ? !f.known : f.known)
		return true;
	e->code = action == ADD ? WARTA_USAGE : WARTA_NOT_FOUND;
	snprintf(e->msg, sizeof e->msg, action == ADD ? "there is a user '%.64s' already"
		: "there is no user '%.64s'", name);
	return false;
}

static enum warta_code act(struct cmd_call *call, int action, struct warta_error *e)
{
	const char *name = call->n_args > 1 ? call->args[1] : "";
	const char *third = call->n_args > 2 ? call->args[2] : "";
	char password[PASSWORD_SIZE] = "", token[WARTA_TOKEN_SIZE];
	enum warta_code code;
	if ((action == ADD || action == PASSWD || action == SET_ROLE) &&
		!name_fits(call, action, name, e))
		return e->code;
	if ((action == ADD || action == PASSWD) && !password_read(password)) {
		snprintf(e->msg, sizeof e->msg, "no password came by standard input");
		return e->code = WARTA_USAGE;
	}
	switch (action) {
	case ADD:
	case PASSWD:
		return warta_user_set(call->folder, name, call->values[ROLE].text, password, e);
	case SET_ROLE:
		return warta_user_set(call->folder, name, third, NULL, e);
	case REMOVE:
		return warta_user_remove(call->folder, name, e);
	case TOKEN:
		code = warta_user_token(call->folder, name, third, token, e);
		if (code == WARTA_OK)
			puts(token);
		return code;
	case UNTOKEN:
		return warta_user_token_remove(call->folder, name, third, e);
	default:
		return warta_users(call->folder, on_user, NULL, e);
	}
}

static int run(struct cmd_call *call)
{
	struct warta_error e;
	int action = 0;
	while (action < N_ACTIONS && strcmp(actions[action].name, call->args[0]) != 0)
		action++;
	if (action == N_ACTIONS)
		return cmd_wrong_use(call->cmd, "'%s' is nothing that it does", call->args[0]);
	const size_t n_more = actions[action].n_args - 1;
	if (call->n_args != n_more + 1)
		return cmd_wrong_use(call->cmd, "'%s' takes %zu more word%s", call->args[0], n_more,
			cmd_s(n_more));
	return act(call, action, &e) == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[ROLE] = { "role", CMD_TEXT, "ROLE", NULL,
		"of a new user: reader, editor (usual) or admin" },
};

const struct cmd cmd_user = {
	.name = "user",
	.usage = "[--role=ROLE] add|passwd|remove NAME | role NAME ROLE | "
		"token|untoken NAME LABEL | list",
	.summary = "who may use the desk",
	.about =
		"Without users the desk is open to whoever uses this machine. With users it asks\n"
		"for a name and a password, and may be served at other addresses. A reader\n"
		"reads; an editor marks, tags and saves searches, too; an admin adds sources.\n"
		"Marks and tags belong to the archive: all users see the same ones.\n"
		"The password is a line of standard input. `token` prints a secret for a reader\n"
		"program, in place of the password; `untoken` takes it back.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_FOLDER,
	.min_args = 1,
	.run = run,
};
