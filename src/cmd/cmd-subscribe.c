/* cmd-subscribe: watch a source, or change how it is watched. */
#include "cmd/cmd.h"

#include <string.h>

enum { DIRECT = N_NETWORK_OPTIONS, FOLDER, TITLE, SETTINGS };

static int run(struct cmd_call *call)
{
	struct warta_error e;
	struct warta_discovery found = { 0 };
	struct warta_setting settings[N_SETTING_OPTIONS + 1];
	const struct warta_network network = cmd_network(call);
	struct warta_subscription s = {
		.url = call->args[0], .title = call->values[TITLE].text,
		.folder = call->values[FOLDER].text, .settings = settings,
	};
	char whole[8193];
	if (call->n_args != 1)
		return cmd_wrong_use(call->cmd, "one address is wanted");
	if (!strstr(s.url, "://")) {
		snprintf(whole, sizeof whole, "https://%s", s.url);
		s.url = whole;
	}
	s.n_settings = cmd_settings(call, SETTINGS, settings);
	if (!call->values[DIRECT].set) {
		if (warta_discover(s.url, &network, &found, &e) != WARTA_OK)
			return cmd_fail(&e);
		s.url = found.url;
		s.own_title = found.title;
		if (found.is_page)
			settings[s.n_settings++] = (struct warta_setting){ "pages", "yes" };
	}
	if (warta_subscribe(call->archive, &s, &e) != WARTA_OK)
		return cmd_fail(&e);
	const char *title = s.title ? s.title : found.title;
	printf("%s%s%s%s\n", s.url, *title ? " " : "", title,
		found.is_page ? " (a page without a feed: its links are watched)" : "");
	return EXIT_DONE;
}

static const struct cmd_option options[] = {
	CMD_NETWORK_OPTIONS,
	[DIRECT] = { "direct", CMD_FLAG, NULL, NULL, "take the address as it is, without asking" },
	[FOLDER] = { "folder", CMD_TEXT, "PATH", NULL, "as News/Asia" },
	[TITLE] = { "title", CMD_TEXT, "TEXT", NULL, "instead of the feed's own" },
	CMD_SETTING_OPTIONS(SETTINGS),
};

const struct cmd cmd_subscribe = {
	.name = "subscribe",
	.usage = CMD_NETWORK_USAGE " [--direct] [--folder=PATH] [--title=TEXT] " CMD_SETTING_USAGE
		" URL",
	.summary = "watch a source, or change how it is watched",
	.about =
		"The address of a site is enough: its feed is looked for in the page, where feeds\n"
		"are by custom, and in its sitemaps; of a page without any, the links to articles\n"
		"are watched. Subscribing again changes what is given and leaves the rest; a\n"
		"setting of '' is taken away.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_KEEP,
	.min_args = 1,
	.run = run,
};
