/* batch: pages by a list, for scorers and clusters that want one answer a line. */
#include "archive/ingest.h"

#include <errno.h>
#include <jansson.h>
#include <unistd.h>

#include "archive/pipeline.h"
#include "archive/record.h"
#include "input/input.h"

enum { MAX_LINE = 1 << 20, READ_STEP = 1 << 16 };

struct batch {
	struct pipeline *pipeline;
	const struct ingest_hooks *hooks;
	struct ingest_report *report;
	int64_t now;
	uint64_t line;
};

static enum err tell(const struct batch *b, const struct job *job, struct error *e)
{
	b->report->n_failed++;
	if (!b->hooks->failure)
		return OK;
	return b->hooks->failure(b->hooks->ctx, job->path, job->place,
		slice_str(job->error.msg), e);
}

static size_t length(const struct article *a)
{
	size_t n = 0;
	for (size_t i = 0; i < a->blocks.n; i++)
		n += a->blocks.at[i].text.n;
	return n;
}

static enum err on_read(void *ctx, struct job *job, struct error *e)
{
	struct batch *b = ctx;
	const struct article *longest = NULL;
	const struct quotations *quotes = NULL;
	/* A job that failed before it could be read went through empty. */
	if (job->err != OK || job->error.code != OK)
		TRY(tell(b, job, e));
	for (size_t i = 0; job->err == OK && i < job->articles.n; i++)
		if (!longest || length(job->articles.at[i]) > length(longest)) {
			longest = job->articles.at[i];
			quotes = job->quotes ? &job->quotes[i] : NULL;
		}
	b->report->n_items++;
	b->report->n_added += longest != NULL;
	return b->hooks->article(b->hooks->ctx, longest, quotes, e);
}

/* A value of the object as text; false where it is there and no text. */
static bool get_text(json_t *object, const char *key, struct arena *out, struct slice *ret)
{
	json_t *value = json_object_get(object, key);
	*ret = SLICE_NONE;
	if (!value)
		return true;
	if (!json_is_string(value))
		return false;
	*ret = arena_dup(out, slice_of(json_string_value(value), json_string_length(value)));
	return true;
}

/* The file and its address that a line names. */
static enum err parse_line(struct slice line, struct job *job, struct slice *ret_url,
	struct error *e)
{
	json_error_t why;
	json_t *object = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, &why);
	if (!object)
		return fail(e, ERR_SYNTAX, "%s", why.text);
	struct slice file;
	bool good = json_is_object(object) && get_text(object, "file", &job->arena, &file) &&
		get_text(object, "url", &job->arena, ret_url) && file.n;
	json_decref(object);
	if (!good)
		return fail(e, ERR_INPUT, "no object with \"file\" and \"url\"");
	job->path = file;
	job->place = SLICE_NONE;
	return OK;
}

static enum err open_file(const struct batch *b, struct job *job, struct slice url,
	struct error *e)
{
	struct input *in = NULL;
	struct input_item item;
	bool more = false;
	char *const paths[] = { arena_str(&job->arena, job->path) };
	TRY(input_open(paths, 1, NULL, &in, e));
	enum err err = input_next(in, &job->arena, &item, &more, e);
	if (err == OK && !more)
		err = fail(e, ERR_INPUT, "empty");
	if (err == OK)
		err = record_of_item(&item, b->now, &job->arena, &job->record, e);
	if (err == OK && item.kind != READ_WARC)
		record_set_url(&job->record, url);
	input_close(in);
	return err;
}

static enum err push_line(struct batch *b, struct slice line, struct error *e)
{
	struct job *job = job_new();
	struct slice url;
	b->line++;
	job->path = SLICE("list");
	job->place = arena_printf(&job->arena, "line %llu", (unsigned long long)b->line);
	enum err err = parse_line(line, job, &url, &job->error);
	if (err == OK)
		err = open_file(b, job, url, &job->error);
	if (err != OK)
		job->record = (struct warc_record){ .type = SLICE("metadata") }; /* gives nothing */
	return pipeline_push(b->pipeline, job, e);
}

/* Every line as soon as it is there, so that the two ends can be a conversation. */
static enum err push_lines(struct batch *b, int fd, struct buf *text, struct error *e)
{
	for (;;) {
		struct slice rest = buf_text(text), line;
		while (slice_find_byte(rest, '\n', 0) != SIZE_MAX) {
			slice_next_line(&rest, &line);
			TRY(push_line(b, line, e));
		}
		size_t left = rest.n;
		if (left)
			memmove(text->p, rest.p, left);
		text->n = left;
		char *room = buf_room(text, READ_STEP);
		if (!room)
			return fail(e, ERR_LIMIT, "line %llu is longer than %d bytes",
				(unsigned long long)b->line + 1, MAX_LINE);
		ssize_t got = read(fd, room, READ_STEP);
		if (got < 0 && errno != EINTR)
			return fail_sys(e, ERR_IO, errno, "cannot read the list");
		if (got > 0)
			buf_wrote(text, (size_t)got);
		if (got == 0 && left)
			TRY(push_line(b, buf_text(text), e));
		if (got == 0)
			return pipeline_drain(b->pipeline, e);
	}
}

enum err ingest_batch(int fd, int64_t now, const struct ingest_hooks *hooks,
	struct ingest_report *report, struct error *e)
{
	struct batch b = { .hooks = hooks, .report = report, .now = now };
	const struct pipeline_ops ops = {
		.quotes = hooks->wants_quotes, .sites = true, .on_read = on_read, .ctx = &b
	};
	struct buf text = BUF_INIT(MAX_LINE + READ_STEP);
	*report = (struct ingest_report){ 0 };
	enum err err = pipeline_open(&ops, &b.pipeline, e);
	if (err == OK)
		err = push_lines(&b, fd, &text, e);
	pipeline_close(b.pipeline);
	buf_done(&text);
	return err;
}
