/* cmd-people: who is quoted, and which names mean one person. */
#include "cmd/cmd.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/json.h"

enum { AS, JSON, SPLIT };
enum { MAX_PERSON = 1 << 20 };

static int print_text(void *ctx, const struct warta_person *p)
{
	(void)ctx;
	printf("%6" PRIu64 "  %s", p->n_quotes, p->name);
	for (size_t i = 0; i < p->n_others; i++)
		printf("%s%s", i ? ", " : "  = ", p->others[i]);
	return putchar('\n') == EOF;
}

static int print_json(void *ctx, const struct warta_person *p)
{
	(void)ctx;
	struct buf text = BUF_INIT(MAX_PERSON);
	struct json j = json_to(&text);
	json_begin(&j, '{');
	json_pair(&j, "name", slice_str(p->name));
	json_key(&j, "quotes");
	json_int(&j, (int64_t)p->n_quotes);
	json_key(&j, "articles");
	json_int(&j, (int64_t)p->n_articles);
	json_key(&j, "others");
	json_begin(&j, '[');
	for (size_t i = 0; i < p->n_others; i++)
		json_text(&j, slice_str(p->others[i]));
	json_end(&j, ']');
	json_end(&j, '}');
	buf_byte(&text, '\n');
	int failed = cmd_write(NULL, text.p, text.n);
	buf_done(&text);
	return failed;
}

static int run(struct cmd_call *call)
{
	struct warta_error e;
	bool as = call->values[AS].set, split = call->values[SPLIT].set;
	if (as && split)
		return cmd_wrong_use(call->cmd, "--as and --split are opposites");
	if ((as || split) && call->n_args == 0)
		return cmd_wrong_use(call->cmd, "no name is given");
	for (size_t i = 0; (as || split) && i < call->n_args; i++)
		if (warta_person_set(call->archive, call->args[i], call->values[AS].text, &e) !=
			WARTA_OK)
			return cmd_fail(&e);
	if (as || split)
		return EXIT_DONE;
	char *words = cmd_query(call, 0);
	enum warta_code code = warta_people(call->archive, words,
		call->values[JSON].set ? print_json : print_text, NULL, &e);
	free(words);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[AS] = { "as", CMD_TEXT, "NAME", NULL, "the names given mean the person of this name" },
	[JSON] = { "json", CMD_FLAG, NULL, NULL, "a JSON object a line" },
	[SPLIT] = { "split", CMD_FLAG, NULL, NULL, "the names given stand for themselves again" },
};

const struct cmd cmd_people = {
	.name = "people",
	.usage = "[--json] [--as=NAME | --split] [WORD... | OTHER...]",
	.summary = "tell who is quoted, and say which names mean one person",
	.about =
		"Without an option: whoever is quoted and has these words in the name, by number "
		"of\n"
		"quotations. --as merges names into one person, or corrects a name; what you say "
		"is\n"
		"kept, survives `warta rebuild`, and `warta dump` writes it down.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_TAG,
	.run = run,
};
