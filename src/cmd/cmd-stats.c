/* cmd-stats: what the archive holds, in numbers. */
#include "cmd/cmd.h"

#include <inttypes.h>

#include "base/json.h"

enum { FORMAT };
enum { MAX_TEXT = 1 << 16 };

struct figure {
	const char *key, *label;
	uint64_t value;
};

static int run(struct cmd_call *call)
{
	struct warta_error e;
	struct warta_stats s;
	if (warta_stats(call->archive, &s, &e) != WARTA_OK)
		return cmd_fail(&e);
	const struct figure figures[] = {
		{ "articles", "articles", s.n_articles },
		{ "unread", "of these not read yet", s.n_unread },
		{ "sources", "sources", s.n_sources },
		{ "languages", "languages", s.n_languages },
		{ "days", "days with articles", s.n_days },
		{ "records", "originals kept", s.n_records },
		{ "failed_records", "originals not readable", s.n_failed_records },
		{ "warc_bytes", "bytes of WARC files", s.warc_bytes },
		{ "db_bytes", "bytes of the index", s.db_bytes },
	};
	enum { N = sizeof figures / sizeof *figures };
	if (call->values[FORMAT].number == 1) {
		struct buf out = BUF_INIT(MAX_TEXT);
		struct json j = json_to(&out);
		json_begin(&j, '{');
		for (size_t i = 0; i < N; i++) {
			json_key(&j, figures[i].key);
			json_int(&j, (int64_t)figures[i].value);
		}
		json_pair(&j, "first_day", slice_str(s.first_day));
		json_pair(&j, "last_day", slice_str(s.last_day));
		json_end(&j, '}');
		buf_byte(&out, '\n');
		cmd_write(NULL, out.p, out.n);
		buf_done(&out);
		return EXIT_DONE;
	}
	for (size_t i = 0; i < N; i++)
		printf("%12" PRIu64 "  %s\n", figures[i].value, figures[i].label);
	if (*s.first_day)
		printf("from %s to %s\n", s.first_day, s.last_day);
	return EXIT_DONE;
}

static const struct cmd_option options[] = {
	[FORMAT] = { "format", CMD_CHOICE, "text|json",
		(const char *const[]){ "text", "json", NULL }, "how to print it" },
};

const struct cmd cmd_stats = {
	.name = "stats",
	.usage = "[--format=text|json]",
	.summary = "what the archive holds, in numbers",
	.about =
		"Counters are kept as articles come in; nothing is counted anew.\n",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.needs = CMD_READ,
	.alone = true,
	.run = run,
};
