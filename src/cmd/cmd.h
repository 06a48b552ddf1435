/* cmd: the program's verbs, on top of warta.h alone (and base's buffers).
 *
 * A verb is a file cmd-NAME.c that ends in `const struct cmd cmd_NAME`, and a word in CMD_LIST.
 * The table gives help, parsing of options, completions, and tests hold the man pages to it. */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "warta.h"

/* Keep alphabetized. */
#define CMD_LIST(X) \
	X(add) X(changes) X(check) X(completion) X(count) X(day) X(diff) X(dump) X(export) \
	X(extract) X(feed) X(fetch) X(help) X(import) X(list) X(people) X(publish) X(quotes) \
	X(rebuild) X(restore) X(search) X(serve) X(show) X(sources) X(stats) X(stories) \
	X(story) X(subscribe) X(subscriptions) X(tag) X(unsubscribe) X(user) X(watch)

enum {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_WRONG_USE = 2,
	EXIT_TRY_AGAIN = 75 /* as in sysexits.h: another process holds the archive */
};

enum cmd_option_type {
	CMD_FLAG,
	CMD_NUMBER, /* a whole number from 0 */
	CMD_TEXT,
	CMD_TEXTS,  /* may be given several times */
	CMD_CHOICE  /* one of `choices` */
};

struct cmd_option {
	const char *name;    /* without dashes */
	enum cmd_option_type type;
	const char *value;   /* what stands for the value in the help: "N" */
	const char *const *choices; /* CMD_CHOICE: NULL-terminated; the first is the default */
	const char *help;    /* one line */
};

enum { CMD_MAX_OPTIONS = 24, CMD_MAX_TEXTS = 32 };

enum cmd_needs {
	CMD_NOTHING,
	CMD_FOLDER, /* only its name */
	CMD_READ,
	CMD_WRITE,   /* made where there is none */
	CMD_GROW,    /* as CMD_WRITE, but it must exist */
	CMD_TAG,
	CMD_KEEP    /* as CMD_TAG, and made where there is none */
};

struct cmd_value {
	bool set;
	const char *text;
	size_t number; /* CMD_NUMBER: the value; CMD_CHOICE: the index */
	const char *texts[CMD_MAX_TEXTS]; /* CMD_TEXTS: all of them */
	size_t n_texts;
};

struct cmd_call {
	const struct cmd *cmd;
	const char *folder;      /* of the archive */
	struct warta *archive;   /* open as the verb needs it, or NULL */
	char **args;             /* what is left when options are taken off */
	size_t n_args;
	struct cmd_value values[CMD_MAX_OPTIONS]; /* beside cmd->options */
};

struct cmd {
	const char *name;
	const char *usage;       /* behind the name: "[--limit=N] QUERY" */
	const char *summary;     /* one line */
	const char *about;       /* a few paragraphs for `warta help NAME` */
	const struct cmd_option *options;
	size_t n_options;
	enum cmd_needs needs;
	bool dashed_args;        /* words that begin with one dash are arguments: queries, tags */
	bool alone;              /* takes no arguments at all */
	size_t min_args;
	int (*run)(struct cmd_call *call);
};

#define CMD_DECLARE_(verb) extern const struct cmd cmd_##verb;
CMD_LIST(CMD_DECLARE_)
#undef CMD_DECLARE_

/* All verbs, in order, NULL at the end. */
extern const struct cmd *const cmd_all[];

/* NULL where there is none. */
const struct cmd *cmd_find(const char *name);

/* Print "warta: ..." to standard error, on a line of its own: control characters, which names of
 * files and addresses may hold, as \xNN. */
void cmd_complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The same: `path`, and what errno means. */
void cmd_complain_sys(const char *path);

/* The same of `e`; the exit code that goes with it. */
int cmd_fail(const struct warta_error *e);
int cmd_fail_at(const char *path, const struct warta_error *e);
int cmd_wrong_use(const struct cmd *cmd, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Parse options and arguments of `call->cmd` from `argv` into `call`, whose `args` the caller
 * frees. 0, or an exit code; `*ret_help` where --help stood among them. */
int cmd_parse(struct cmd_call *call, int argc, char **argv, bool *ret_help);

/* The query that the arguments make together, parted by blanks; free() it. */
char *cmd_query(const struct cmd_call *call, size_t from);

/* Append the file at `path` ("-" is standard input) to `to`, which has its ceiling; false with
 * errno, EFBIG where that was met. */
struct buf;
bool cmd_read_file(const char *path, struct buf *to);

/* A search with the clock and zone of this machine. */
struct warta_search cmd_search_now(const char *query);

/* What `warta help NAME` prints. */
void cmd_print_help(const struct cmd *cmd);

/* ---- what verbs that fetch have in common (cmd-fetch.c) ---- */

/* The first options of such a verb. */
enum { ALLOW, ALLOW_PRIVATE, CA_FILE, CONNECTIONS, NO_DELAY, PER_HOST, TIMEOUT, N_NETWORK_OPTIONS };
#define CMD_NETWORK_OPTIONS \
	[ALLOW] = { "allow", CMD_TEXTS, "CIDR", NULL, \
		"connect to addresses of this range, too; may be repeated" }, \
	[ALLOW_PRIVATE] = { "allow-private", CMD_FLAG, NULL, NULL, \
		"connect to addresses of this machine and network, too" }, \
	[CA_FILE] = { "ca-file", CMD_TEXT, "FILE", NULL, \
		"trust these certificates (PEM), too; else $SSL_CERT_FILE" }, \
	[CONNECTIONS] = { "connections", CMD_NUMBER, "N", NULL, "at once; usually 128" }, \
	[NO_DELAY] = { "no-delay", CMD_FLAG, NULL, NULL, \
		"ask a host more often than once a second" }, \
	[PER_HOST] = { "per-host", CMD_NUMBER, "N", NULL, "connections to one host; usually 2" }, \
	[TIMEOUT] = { "timeout", CMD_NUMBER, "SECONDS", NULL, \
		"how long one answer may take; usually 60" }
#define CMD_NETWORK_USAGE "[--allow=CIDR]... [--allow-private] [--ca-file=FILE] " \
	"[--connections=N] [--no-delay] [--per-host=N] [--timeout=SECONDS]"

struct warta_network cmd_network(const struct cmd_call *call);

/* Fetch, and tell on the terminal what comes. */
int cmd_fetch_with(const struct cmd_call *call, struct warta_fetch_options *options, bool verbose);

/* Settings of a subscription as options: their names are the settings' names. */
#define CMD_SETTING_OPTIONS(first) \
	[first] = { "cookie", CMD_TEXT, "NAME=VALUE", NULL, "sent to this host alone" }, \
	[first + 1] = { "drop", CMD_TEXT, "QUERY", NULL, "mark what the query finds as dropped" }, \
	[first + 2] = { "full-text", CMD_TEXT, "auto|always|never", NULL, \
		"fetch the pages of articles; auto: where the feed has only a teaser" }, \
	[first + 3] = { "interval", CMD_TEXT, "MINUTES", NULL, \
		"ask this often, instead of learning it" }, \
	[first + 4] = { "keep", CMD_TEXT, "QUERY", NULL, \
		"mark what the query does not find as dropped" }, \
	[first + 5] = { "login", CMD_TEXT, "USER:PASSWORD", NULL, "sent to this host alone" }, \
	[first + 6] = { "look-again", CMD_TEXT, "N", NULL, \
		"look at each page again up to N times for changes; usually 15" }, \
	[first + 7] = { "proxy", CMD_TEXT, "URL", NULL, "ask through this proxy" }, \
	[first + 8] = { "user-agent", CMD_TEXT, "TEXT", NULL, "call ourselves this" }
#define CMD_SETTING_USAGE "[--cookie=NAME=VALUE] [--drop=QUERY] [--full-text=auto|always|never] " \
	"[--interval=MINUTES] [--keep=QUERY] [--login=USER:PASSWORD] [--look-again=N] " \
	"[--proxy=URL] [--user-agent=TEXT]"
enum { N_SETTING_OPTIONS = 9 };

/* Those that were given, from option `first` on; how many. */
size_t cmd_settings(const struct cmd_call *call, size_t first,
	struct warta_setting ret[static N_SETTING_OPTIONS + 1]);

/* ---- the terminal (cmd-term.c) ---- */

/* What makes "article" the plural that `n` asks for. */
static inline const char *cmd_s(uint64_t n)
{
	return n == 1 ? "" : "s";
}

/* What stands for the headline where there is none. */
static inline const char *cmd_headline(const char *title)
{
	return *title ? title : "(no headline)";
}

/* Colours are wanted on `f`: it is a terminal, NO_COLOR is not set and TERM is not "dumb". */
bool cmd_colour(FILE *f);

/* Columns of the terminal; $COLUMNS, else 80 where it is none; 20 to 500. */
size_t cmd_width(void);

/* A writer to standard output for the library's functions; 0, or 1 where writing failed. */
int cmd_write(void *ctx, const char *bytes, size_t n);

/* Flush standard output; EXIT_FAILED with a message where what was written did not arrive. */
int cmd_flush(void);

/* Hooks that draw a progress bar on a terminal and print failures to standard error. */
struct cmd_bar {
	bool drawn; /* a bar stands on the line */
	bool show;
	double started_s, drawn_s; /* base/monotonic.h */
};

void cmd_bar_begin(struct cmd_bar *bar, struct warta_hooks *ret_hooks);
void cmd_bar_end(struct cmd_bar *bar);

/* ---- rows of articles (cmd-rows.c) ---- */

struct cmd_rows {
	bool json;
	bool colour;
	bool by_day;  /* a header line before the articles of each day */
	char day[16]; /* of the last row printed */
	size_t n;
};

void cmd_rows_begin(struct cmd_rows *rows, bool json, bool by_day);
int cmd_row(void *rows, const struct warta_row *row); /* a callback for warta_search */

/* At the end, to whoever sits at a terminal: that `s` finds nothing, or more than was printed. */
void cmd_rows_end(const struct cmd_rows *rows, struct warta *archive,
	const struct warta_search *s);

/* ---- files for an engine (cmd-bulk.c) ---- */

/* What is new or changed since the last time, as files of at most so many bytes, or of one
 * document, in a folder, which is made where it is not there; the exit code. */
int cmd_bulk_into(struct warta *archive, struct warta_bulk *how, const char *folder,
	size_t max_bytes);

/* ---- stories (cmd-stories.c, cmd-story.c) ---- */

void cmd_story_line(const struct warta_story *story, bool colour);
void cmd_story_member(const struct warta_story_member *member, bool colour);
int cmd_story_json(const struct warta_story *story); /* one line; 0, or 1 where writing failed */
int cmd_why(void *ctx, const struct warta_why *why); /* a callback for warta_why */

#endif
