/* cmd-args: options and arguments, as a verb's table says. */
#include "cmd/cmd.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"

enum { MAX_NUMBER = 1000000000 };

int cmd_wrong_use(const struct cmd *cmd, const char *fmt, ...)
{
	va_list ap;
	fflush(stdout);
	fprintf(stderr, "warta %s: ", cmd->name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\nusage: warta %s%s%s\n", cmd->name, *cmd->usage ? " " : "", cmd->usage);
	return EXIT_WRONG_USE;
}

static int set_number(const struct cmd *cmd, const struct cmd_option *o, struct cmd_value *v)
{
	char *end;
	unsigned long n = strtoul(v->text, &end, 10);
	if (!*v->text || *end || *v->text == '-' || n > MAX_NUMBER)
		return cmd_wrong_use(cmd, "--%s wants a number, not '%s'", o->name, v->text);
	v->number = n;
	return EXIT_DONE;
}

static int set_choice(const struct cmd *cmd, const struct cmd_option *o, struct cmd_value *v)
{
	for (size_t i = 0; o->choices[i]; i++)
		if (strcmp(o->choices[i], v->text) == 0) {
			v->number = i;
			return EXIT_DONE;
		}
	return cmd_wrong_use(cmd, "--%s is one of %s, not '%s'", o->name, o->value, v->text);
}

static int set_value(const struct cmd *cmd, const struct cmd_option *o, struct cmd_value *v)
{
	switch (o->type) {
	case CMD_NUMBER:
		return set_number(cmd, o, v);
	case CMD_CHOICE:
		return set_choice(cmd, o, v);
	case CMD_TEXTS:
		if (v->n_texts == CMD_MAX_TEXTS)
			return cmd_wrong_use(cmd, "--%s is there more than %d times", o->name,
				CMD_MAX_TEXTS);
		v->texts[v->n_texts++] = v->text;
		return EXIT_DONE;
	default:
		return EXIT_DONE;
	}
}

/* argv[*at] is "--name", "--name=value", or takes its value from the next argument. */
static int take_option(struct cmd_call *call, int argc, char **argv, int *at)
{
	const char *name = argv[*at] + 2;
	size_t n = strcspn(name, "=");
	const char *value = name[n] ? name + n + 1 : NULL;
	for (size_t i = 0; i < call->cmd->n_options; i++) {
		const struct cmd_option *o = &call->cmd->options[i];
		struct cmd_value *v = &call->values[i];
		if (strlen(o->name) != n || strncmp(o->name, name, n) != 0)
			continue;
		if (o->type == CMD_FLAG && value)
			return cmd_wrong_use(call->cmd, "--%s takes no value", o->name);
		if (o->type != CMD_FLAG && !value && *at + 1 < argc)
			value = argv[++*at];
		if (o->type != CMD_FLAG && !value)
			return cmd_wrong_use(call->cmd, "--%s wants %s", o->name, o->value);
		v->set = true;
		v->text = value;
		return set_value(call->cmd, o, v);
	}
	return cmd_wrong_use(call->cmd, "unknown option '--%.*s'", (int)n, name);
}

int cmd_parse(struct cmd_call *call, int argc, char **argv, bool *ret_help)
{
	bool options = true, dashed = call->cmd->dashed_args;
	int code = EXIT_DONE;
	call->args = calloc((size_t)argc + 1, sizeof *call->args);
	if (!call->args)
		abort();
	for (int i = 0; i < argc && code == EXIT_DONE; i++) {
		char *arg = argv[i];
		if (!options || arg[0] != '-' || !arg[1]) {
			call->args[call->n_args++] = arg;
		} else if (strcmp(arg, "--help") == 0) {
			*ret_help = true;
			return EXIT_DONE;
		} else if (strncmp(arg, "-C", 2) == 0 && !arg[2] && i + 1 == argc) {
			code = cmd_wrong_use(call->cmd, "-C wants a folder");
		} else if (strncmp(arg, "-C", 2) == 0) {
			call->folder = arg[2] ? arg + 2 : argv[++i];
		} else if (strcmp(arg, "--") == 0) {
			options = false;
			if (dashed)
				call->args[call->n_args++] = arg;
		} else if (arg[1] == '-') {
			code = take_option(call, argc, argv, &i);
		} else if (dashed) {
			call->args[call->n_args++] = arg;
		} else {
			code = cmd_wrong_use(call->cmd, "unknown option '%s'", arg);
		}
	}
	if (code == EXIT_DONE && call->n_args < call->cmd->min_args)
		code = cmd_wrong_use(call->cmd, "something is missing");
	if (code == EXIT_DONE && call->cmd->alone && call->n_args)
		code = cmd_wrong_use(call->cmd, "nothing is wanted behind it, not '%s'",
			call->args[0]);
	return code;
}

char *cmd_query(const struct cmd_call *call, size_t from)
{
	size_t n = 1;
	if (from < call->n_args && strcmp(call->args[from], "--") == 0)
		from++; /* who ends the options by habit does not search for it */
	for (size_t i = from; i < call->n_args; i++)
		n += strlen(call->args[i]) + 1;
	char *query = malloc(n), *to = query;
	if (!query)
		abort();
	for (size_t i = from; i < call->n_args; i++) {
		if (to != query)
			*to++ = ' ';
		to = stpcpy(to, call->args[i]);
	}
	*to = 0;
	return query;
}

static int read_all(FILE *f, struct buf *to)
{
	enum { STEP = 1 << 16 };
	for (;;) {
		char *room = buf_room(to, STEP);
		if (!room)
			return EFBIG;
		size_t n = fread(room, 1, STEP, f);
		buf_wrote(to, n);
		if (n < STEP)
			return ferror(f) ? errno : 0;
	}
}

bool cmd_read_file(const char *path, struct buf *to)
{
	bool standard = strcmp(path, "-") == 0;
	FILE *f = standard ? stdin : fopen(path, "rb");
	int sys = f ? read_all(f, to) : errno;
	if (f && !standard)
		fclose(f);
	errno = sys;
	return sys == 0;
}

struct warta_search cmd_search_now(const char *query)
{
	time_t now = time(NULL);
	struct tm local;
	localtime_r(&now, &local);
	return (struct warta_search){
		.query = query, .now = now, .zone_min = (int)(local.tm_gmtoff / 60)
	};
}
