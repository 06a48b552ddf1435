/* cmd-story: one story whole, and what the user says of it. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"

enum { FORMAT, LANG };
enum { MAX_OBJECT = 256 << 20 };

/* ---- for people */

void cmd_story_member(const struct warta_story_member *m, bool colour)
{
	const char *dim = colour ? "\033[2m" : "", *off = colour ? "\033[0m" : "";
	printf("%s%9lld%s  %s  %s%s%s  %s", dim, (long long)m->number, off, m->published, dim,
		m->source, off, cmd_headline(m->title));
	if (m->copy_of)
		printf("  (copy of %lld, %.0f%%)", (long long)m->copy_of, m->copy_share * 100);
	if (m->translation_of)
		printf("  (translation of %lld, %.0f%%)", (long long)m->translation_of,
			m->translation_sure * 100);
	if (m->is_said)
		printf("  (put here)");
	else if (m->likeness > 0)
		printf("  %.2f", m->likeness);
	putchar('\n');
}

static bool is_member(const struct warta_story *y, int64_t number)
{
	for (size_t i = 0; i < y->n_members; i++)
		if (y->members[i].number == number)
			return true;
	return false;
}

/* Who carried a report, folded under it. */
static void print_carriers(const struct warta_story *y, const struct warta_story_member *of)
{
	for (size_t i = 0; i < y->n_members; i++) {
		const struct warta_story_member *m = &y->members[i];
		bool copies = m->copy_of == of->number;
		if (m == of || (!copies && (m->copy_of || m->translation_of != of->number)))
			continue;
		printf("           %s%s%s, %s  [%lld] %.0f%%\n",
			copies ? "carried" : "translated", *m->source ? " by " : "", m->source,
			m->published, (long long)m->number,
			(copies ? m->copy_share : m->translation_sure) * 100);
	}
}

static void print_topic(const struct warta_story *y, bool colour)
{
	const char *dim = colour ? "\033[2m" : "", *off = colour ? "\033[0m" : "";
	for (size_t i = 0; i < y->n_topic_words; i++)
		printf("%s%s", i ? ", " : "\n  of the topic ", y->topic_words[i]);
	if (y->n_topic)
		putchar('\n');
	for (size_t i = 0; i < y->n_topic; i++) {
		const struct warta_story_other *o = &y->topic[i];
		char first[DATE_TEXT_MAX];
		date_print((struct date){ .seconds = o->first_at, .kind = DATE_DAY }, first);
		printf("%s%9lld%s  %s  %s  %.2f\n", dim, (long long)o->number, off, first,
			cmd_headline(o->title), o->likeness);
	}
}

/* The languages that it is told in, where there are several, by who was first. */
static void print_languages(const struct warta_story *y)
{
	const char *first = NULL;
	for (size_t i = 0; i < y->n_members; i++) {
		const char *lang = y->members[i].lang;
		size_t k = 0;
		while (k < i && strcmp(y->members[k].lang, lang) != 0)
			k++;
		if (k < i || !*lang)
			continue;
		if (first)
			printf("%s%s, %s", *first ? "; in " : "", first, lang);
		first = first ? "" : lang;
	}
}

static int print_story(void *ctx, const struct warta_story *y)
{
	bool colour = cmd_colour(stdout);
	(void)ctx;
	cmd_story_line(y, colour);
	printf("         %zu %s, %zu %s, %zu %s; shown first: %lld", y->n_members,
		y->n_members == 1 ? "article" : "articles", y->n_sources,
		y->n_sources == 1 ? "source" : "sources", y->n_copies,
		y->n_copies == 1 ? "copy" : "copies", (long long)y->lead.number);
	print_languages(y);
	printf("\n\n");
	for (size_t i = 0; i < y->n_members; i++) {
		const struct warta_story_member *m = &y->members[i];
		int64_t original = m->copy_of ? m->copy_of : m->translation_of;
		if (original && original != m->number && is_member(y, original))
			continue;
		cmd_story_member(m, colour);
		if (*m->news)
			printf("           first to tell: %s\n", m->news);
		print_carriers(y, m);
	}
	for (size_t i = 0; i < y->n_follows; i++)
		printf("%s  follows %lld  %s  %.2f\n", i ? "" : "\n",
			(long long)y->follows[i].number, cmd_headline(y->follows[i].title),
			y->follows[i].likeness);
	print_topic(y, colour);
	return 0;
}

/* ---- JSON */

static void json_number(struct json *j, const char *key, int64_t value)
{
	json_key(j, key);
	json_int(j, value);
}

/* A share or likeness in thousandths: JSON here has whole numbers only. */
static void json_share(struct json *j, const char *key, double share)
{
	json_number(j, key, (int64_t)(share * 1000 + 0.5));
}

static void json_time(struct json *j, const char *key, int64_t at)
{
	char text[DATE_TEXT_MAX];
	date_print((struct date){ .seconds = at, .kind = DATE_ZONED }, text);
	json_pair(j, key, slice_str(text));
}

static void json_member(struct json *j, const struct warta_story_member *m)
{
	json_begin(j, '{');
	json_number(j, "number", m->number);
	json_pair(j, "id", slice_str(m->name));
	json_pair(j, "title", slice_str(m->title));
	json_pair(j, "source", slice_str(m->source));
	json_pair(j, "lang", slice_str(m->lang));
	json_pair(j, "published", slice_str(m->published));
	if (m->nearest) {
		json_number(j, "nearest", m->nearest);
		json_share(j, "likeness", m->likeness);
	}
	if (m->copy_of) {
		json_number(j, "copy_of", m->copy_of);
		json_share(j, "copy_share", m->copy_share);
	}
	if (m->translation_of) {
		json_number(j, "translation_of", m->translation_of);
		json_share(j, "translation_sure", m->translation_sure);
	}
	if (m->strand_with) {
		json_number(j, "strand_with", m->strand_with);
		json_share(j, "strand_likeness", m->strand_likeness);
	}
	if (m->is_said) {
		json_key(j, "put_here");
		json_bool(j, true);
	}
	if (*m->news)
		json_pair(j, "first_to_tell", slice_str(m->news));
	json_end(j, '}');
}

static void json_others(struct json *j, const char *key, const struct warta_story_other *o,
	size_t n)
{
	json_key(j, key);
	json_begin(j, '[');
	for (size_t i = 0; i < n; i++, o++) {
		json_begin(j, '{');
		json_number(j, "number", o->number);
		json_pair(j, "id", slice_str(o->name));
		json_pair(j, "title", slice_str(o->title));
		json_time(j, "first", o->first_at);
		json_time(j, "last", o->last_at);
		json_share(j, "likeness", o->likeness);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void json_topic(struct json *j, const struct warta_story *y)
{
	json_key(j, "topic");
	json_begin(j, '{');
	json_key(j, "words");
	json_begin(j, '[');
	for (size_t i = 0; i < y->n_topic_words; i++)
		json_text(j, slice_str(y->topic_words[i]));
	json_end(j, ']');
	json_others(j, "stories", y->topic, y->n_topic);
	json_end(j, '}');
}

static void json_story(struct json *j, const struct warta_story *y)
{
	json_begin(j, '{');
	json_number(j, "number", y->number);
	json_pair(j, "id", slice_str(y->name));
	json_pair(j, "title", slice_str(y->title));
	json_time(j, "first", y->first_at);
	json_time(j, "last", y->last_at);
	json_number(j, "articles", (int64_t)y->n_members);
	json_number(j, "sources", (int64_t)y->n_sources);
	json_number(j, "copies", (int64_t)y->n_copies);
	json_share(j, "weight", y->weight);
	json_key(j, "renamed");
	json_bool(j, y->is_renamed);
	json_key(j, "locked");
	json_bool(j, y->is_locked);
	json_key(j, "lead");
	json_member(j, &y->lead);
	if (y->members) {
		json_key(j, "members");
		json_begin(j, '[');
		for (size_t i = 0; i < y->n_members; i++)
			json_member(j, &y->members[i]);
		json_end(j, ']');
	}
	if (y->n_follows)
		json_others(j, "follows", y->follows, y->n_follows);
	if (y->n_topic)
		json_topic(j, y);
	json_end(j, '}');
}

int cmd_story_json(const struct warta_story *y)
{
	struct buf text = BUF_INIT(MAX_OBJECT);
	struct json j = json_to(&text);
	json_story(&j, y);
	buf_byte(&text, '\n');
	int failed = text.failed || cmd_write(NULL, text.p, text.n);
	buf_done(&text);
	return failed;
}

static int on_json(void *ctx, const struct warta_story *y)
{
	(void)ctx;
	return cmd_story_json(y);
}

/* ---- why an article is where it is */

int cmd_why(void *ctx, const struct warta_why *why)
{
	const struct warta_story_member *m = &why->article;
	(void)ctx;
	printf("article %lld is in story %lld, %s\n", (long long)m->number,
		(long long)why->story.number, cmd_headline(why->story.title));
	printf("  (articles: %zu, sources: %zu)\n", why->story.n_members, why->story.n_sources);
	if (m->is_said)
		printf("  you put it there, or the article that it is likest to\n");
	if (!m->nearest)
		printf("  it was like no other when it came\n");
	else
		printf("  when it came it was like its story by %.2f, and there likest to article "
			"%lld (%.2f)\n", m->likeness, (long long)m->nearest,
			why->nearest_likeness);
	for (size_t i = 0; i < why->n_words; i++)
		printf("%s%s %.2f%s", i ? ", " : "  both have: ", why->words[i],
			why->weights[i], i + 1 == why->n_words ? "\n" : "");
	if (m->copy_of)
		printf("  it carries the text of article %lld: %.0f%% of the shorter one\n",
			(long long)m->copy_of, m->copy_share * 100);
	if (m->translation_of)
		printf("  it tells what article %lld does in another language: %.0f%% of names "
			"and numbers\n", (long long)m->translation_of, m->translation_sure * 100);
	if (m->strand_with)
		printf("  as it came, its story and that of article %lld, in another language, "
			"were found to be one: names and numbers are alike by %.2f\n",
			(long long)m->strand_with, m->strand_likeness);
	return 0;
}

/* ---- what the user says */

static const struct action {
	const char *name;
	enum warta_story_action action;
	size_t min_args, max_args; /* behind the name */
} actions[] = {
	{ "lock", WARTA_STORY_LOCK, 1, 1 },
	{ "merge", WARTA_STORY_MERGE, 2, 2 },
	{ "move", WARTA_STORY_MOVE, 2, 2 },
	{ "rename", WARTA_STORY_RENAME, 1, SIZE_MAX },
	{ "split", WARTA_STORY_SPLIT, 2, SIZE_MAX },
	{ "unlock", WARTA_STORY_UNLOCK, 1, 1 },
};

static const struct action *action_of(const char *name)
{
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static int correct(struct cmd_call *call, const struct action *a)
{
	struct warta_error e;
	struct warta *archive;
	size_t n = call->n_args - 1;
	if (n < a->min_args || n > a->max_args)
		return cmd_wrong_use(call->cmd, "'%s' wants %s", a->name,
			n < a->min_args ? "more" : "less");
	if (warta_open(call->folder, WARTA_TAG, &archive, &e) != WARTA_OK)
		return cmd_fail(&e);
	char *title = cmd_query(call, 2);
	/* The story comes first, but where an article is moved to it. */
	bool moves = a->action == WARTA_STORY_MOVE;
	const struct warta_story_correction c = {
		.action = a->action,
		.story = call->args[moves ? 2 : 1],
		.articles = (const char *const *)call->args + (moves ? 1 : 2),
		.n_articles = a->action == WARTA_STORY_RENAME ? 0 : n - 1,
		.title = title,
		.now = cmd_search_now("").now,
	};
	enum warta_code code = warta_story_correct(archive, &c, &e);
	free(title);
	warta_close(archive);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static int run(struct cmd_call *call)
{
	struct warta_error e;
	struct warta *archive;
	const struct action *a = action_of(call->args[0]);
	enum warta_code code = WARTA_OK;
	if (a)
		return correct(call, a);
	if (warta_open(call->folder, WARTA_READ, &archive, &e) != WARTA_OK)
		return cmd_fail(&e);
	for (size_t i = 0; i < call->n_args && code == WARTA_OK; i++)
		code = warta_story(archive, call->args[i], call->values[LANG].text,
			call->values[FORMAT].number == 1 ? on_json : print_story, NULL, &e);
	warta_close(archive);
	return code == WARTA_OK ? EXIT_DONE : cmd_fail(&e);
}

static const struct cmd_option options[] = {
	[FORMAT] = { "format", CMD_CHOICE, "text|json",
		(const char *const[]){ "text", "json", NULL }, "how to print it" },
	[LANG] = { "lang", CMD_TEXT, "LANG", NULL,
		"show it by a report in this language, where it has one: id, en" },
};

const struct cmd cmd_story = {
	.name = "story",
	.usage = "[--format=text|json] [--lang=LANG] STORY... | merge STORY STORY | "
		 "split STORY ARTICLE... | move ARTICLE STORY | lock STORY | unlock STORY | "
		 "rename STORY [TITLE]",
	.summary = "read a story, or put it right",
	.about =
		"STORY is the number that `warta stories` prints, or any article of the story.\n"
		"It shows the reports by time, what each is the first to tell, who carried or\n"
		"translated it, the earlier stories that this one follows, and the stories before\n"
		"and after it that are of the same topic.\n"
		"\n"
		"What you say of stories is kept like tags: it survives `warta rebuild`, stands\n"
		"in `warta dump`, and the program does not undo it. merge makes two stories one,\n"
		"split makes articles a story of their own, move puts an article into a story;\n"
		"what comes later goes with the article that it is likest to. Into a locked story\n"
		"nothing goes but what you put there. rename without TITLE takes the title back.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_FOLDER,
	.min_args = 1,
	.run = run,
};
