/* cmd-publish: articles as a static site. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <unistd.h>

enum { ANEW, BASE_URL, EXCERPT, LANG, LIMIT, TITLE, WHOLE, WITHDRAWN };
enum { DEFAULT_EXCERPT = 60 };

static int on_progress(void *ctx, size_t n_done, size_t n)
{
	(void)ctx;
	fprintf(stderr, "\r%zu of %zu articles", n_done, n);
	return 0;
}

static int run(struct cmd_call *call)
{
	static const char *const langs[] = { "en", "id" };
	struct warta_error e;
	struct warta_published done;
	const struct cmd_value *v = call->values;
	bool show = isatty(STDERR_FILENO);
	if (v[EXCERPT].set && v[WHOLE].set)
		return cmd_wrong_use(call->cmd, "--excerpt or --whole, not both");
	if (v[EXCERPT].set && !v[EXCERPT].number)
		return cmd_wrong_use(call->cmd, "an excerpt has one word at least");
	char *query = cmd_query(call, 1);
	struct warta_publish how = {
		.search = cmd_search_now(query),
		.title = v[TITLE].text,
		.base_url = v[BASE_URL].text,
		.lang = langs[v[LANG].number],
		.excerpt_words = v[WHOLE].set ? 0
			: v[EXCERPT].set ? v[EXCERPT].number : DEFAULT_EXCERPT,
		.withdrawn = v[WITHDRAWN].set,
		.anew = v[ANEW].set,
		.progress = show ? on_progress : NULL,
	};
	how.search.limit = v[LIMIT].number;
	enum warta_code code = warta_publish(call->archive, call->args[0], &how, &done, &e);
	free(query);
	if (show)
		fputs("\r\033[K", stderr);
	if (code != WARTA_OK)
		return cmd_fail(&e);
	printf("%s: %zu article%s, %zu stor%s; %zu file%s, %zu written, %zu removed\n",
		call->args[0], done.n_articles, cmd_s(done.n_articles), done.n_stories,
		done.n_stories == 1 ? "y" : "ies", done.n_files, cmd_s(done.n_files),
		done.n_written, done.n_removed);
	return EXIT_DONE;
}

static const struct cmd_option options[] = {
	[ANEW] = { "anew", CMD_FLAG, NULL, NULL,
		"make every page, not only those of which something changed" },
	[BASE_URL] = { "base-url", CMD_TEXT, "URL", NULL,
		"where the site will stand: for feeds and sitemaps" },
	[EXCERPT] = { "excerpt", CMD_NUMBER, "N", NULL,
		"the first N words of each text; 60 unless said" },
	[LANG] = { "lang", CMD_CHOICE, "en|id", (const char *const[]){ "en", "id", NULL },
		"that the pages speak" },
	[LIMIT] = { "limit", CMD_NUMBER, "N", NULL, "the newest N articles; all unless said" },
	[TITLE] = { "title", CMD_TEXT, "TEXT", NULL, "of the site; \"warta\" unless said" },
	[WHOLE] = { "whole", CMD_FLAG, NULL, NULL, "whole texts, instead of excerpts" },
	[WITHDRAWN] = { "withdrawn", CMD_FLAG, NULL, NULL,
		"articles that are gone from their sites, too" },
};

const struct cmd cmd_publish = {
	.name = "publish",
	.usage = "[--anew] [--base-url=URL] [--excerpt=N | --whole] [--lang=en|id] [--limit=N] "
		 "[--title=TEXT] [--withdrawn] FOLDER [QUERY]",
	.summary = "write articles as a static web site",
	.about =
		"Articles, or those that a query finds, as files that any web server shows, or a\n"
		"browser from the disk: the newest stories, days, sources, people who are quoted,\n"
		"stories, articles, feeds. The texts are other people's: unless --whole is given,\n"
		"only the beginning of each is published, with a link to the whole at its source.\n"
		"Articles that their sites withdrew are left out; tags, marks and notes are never\n"
		"published.\n"
		"\n"
		"Run it again after a fetch: only what changed is made and written, and pages of\n"
		"articles that are no more go. Files that it did not write itself are never\n"
		"touched.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.dashed_args = true,
	.min_args = 1,
	.run = run,
};
