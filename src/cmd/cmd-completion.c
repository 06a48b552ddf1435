/* cmd-completion: shell completions, made from the tables of the verbs. */
#include "cmd/cmd.h"

#include <string.h>

static void print_bash(void)
{
	printf("# bash completion of warta; made by `warta completion bash`\n"
	       "_warta()\n{\n"
	       "\tlocal cur=${COMP_WORDS[COMP_CWORD]} verb= i\n"
	       "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	       "\t\tcase ${COMP_WORDS[i]} in\n"
	       "\t\t-C) i=$((i + 1)) ;;\n"
	       "\t\t-*) ;;\n"
	       "\t\t*) verb=${COMP_WORDS[i]}; break ;;\n"
	       "\t\tesac\n"
	       "\tdone\n"
	       "\tlocal words=\n"
	       "\tcase $verb in\n\t'') words='");
	for (size_t i = 0; cmd_all[i]; i++)
		printf("%s%s", i ? " " : "", cmd_all[i]->name);
	printf("' ;;\n");
	for (size_t i = 0; cmd_all[i]; i++) {
		if (!cmd_all[i]->n_options)
			continue;
		printf("\t%s) words='", cmd_all[i]->name);
		for (size_t k = 0; k < cmd_all[i]->n_options; k++) {
			const struct cmd_option *o = &cmd_all[i]->options[k];
			if (o->type == CMD_CHOICE)
				for (size_t c = 0; o->choices[c]; c++)
					printf("--%s=%s ", o->name, o->choices[c]);
			else
				printf("--%s%s ", o->name, o->type == CMD_FLAG ? "" : "=");
		}
		printf("--help' ;;\n");
	}
	printf("\tesac\n"
	       "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
	       "}\n"
	       "complete -o default -o bashdefault -F _warta warta\n");
}

/* In single quotes of the shell; a part of a spec of _arguments, which ends at ":" or "]". */
static void put_spec(const char *text)
{
	for (const char *p = text; *p; p++) {
		if (*p == '\'')
			fputs("'\\'", stdout);
		else if (strchr(":[]\\", *p))
			putchar('\\');
		putchar(*p);
	}
}

static void print_zsh(void)
{
	printf("#compdef warta\n# zsh completion of warta; made by `warta completion zsh`\n"
	       "local -a verbs\nverbs=(\n");
	for (size_t i = 0; cmd_all[i]; i++) {
		printf("\t'%s:", cmd_all[i]->name);
		put_spec(cmd_all[i]->summary);
		puts("'");
	}
	printf(")\n_arguments -C '-C[folder of the archive]:folder:_files -/' "
	       "'1: :->verb' '*:: :->rest'\n"
	       "case $state in\n"
	       "verb) _describe verb verbs ;;\n"
	       "rest)\n\tcase $words[1] in\n");
	for (size_t i = 0; cmd_all[i]; i++) {
		printf("\t%s) _arguments", cmd_all[i]->name);
		for (size_t k = 0; k < cmd_all[i]->n_options; k++) {
			const struct cmd_option *o = &cmd_all[i]->options[k];
			printf(" '--%s%s[", o->name, o->type == CMD_FLAG ? "" : "=");
			put_spec(o->help);
			putchar(']');
			if (o->type == CMD_CHOICE) {
				printf(":%s:(", o->name);
				for (size_t c = 0; o->choices[c]; c++)
					printf("%s%s", c ? " " : "", o->choices[c]);
				putchar(')');
			} else if (o->type != CMD_FLAG) {
				putchar(':');
				put_spec(o->value);
				putchar(':');
			}
			putchar('\'');
		}
		printf(" '*:file:_files' ;;\n");
	}
	printf("\tesac ;;\nesac\n");
}

static int run(struct cmd_call *call)
{
	if (strcmp(call->args[0], "bash") == 0)
		print_bash();
	else if (strcmp(call->args[0], "zsh") == 0)
		print_zsh();
	else
		return cmd_wrong_use(call->cmd, "no completion for '%s'", call->args[0]);
	return EXIT_DONE;
}

const struct cmd cmd_completion = {
	.name = "completion",
	.usage = "bash|zsh",
	.summary = "print the completions for a shell",
	.about =
		"They are installed with the program; this is for a shell's own folder.\n",
	.min_args = 1,
	.run = run,
};
