/* ingest: taking in. One transaction is open while records are appended and articles put; at its
 * commit the WARC files are synced first. A file is told to be kept when all its items are. */
#include "archive/ingest.h"

#include "archive/pipeline.h"
#include "archive/record.h"
#include "archive/writer.h"
#include "input/input.h"
#include "store/collect.h"

/* A file of the input whose items are not all committed yet. */
struct file_state {
	struct file_state *next;
	struct slice path;
	size_t number;    /* as in struct job */
	size_t n_open;    /* items under way, or put but not committed */
	size_t n_waiting; /* of these, put: the next commit closes them */
	size_t n_added;
	bool ended;       /* no further item of it comes */
};

struct ingest {
	struct archive *archive;
	struct writer writer;
	const struct ingest_hooks *hooks;
	struct input *input;
	struct ingest_report *report;
	struct slice url;         /* that files are read as from, or empty */
	bool notes_rules;         /* what is new is left for rules of subscriptions to be tried */
	struct arena files_arena; /* of file states; reset when none is open */
	struct file_state *files, *files_last;
};

static enum err tell(const struct ingest *in, struct slice path, struct slice place,
	struct slice why, struct error *e)
{
	in->report->n_failed++;
	if (!in->hooks->failure)
		return OK;
	return in->hooks->failure(in->hooks->ctx, path, place, why, e);
}

static struct file_state *file_of(struct ingest *in, size_t number)
{
	for (struct file_state *f = in->files; f; f = f->next)
		if (f->number == number)
			return f;
	return NULL;
}

static void file_begin(struct ingest *in, size_t number, struct slice path)
{
	if (in->files_last)
		in->files_last->ended = true;
	if (!in->files)
		arena_reset(&in->files_arena);
	struct file_state *f = arena_new(&in->files_arena, struct file_state);
	f->number = number;
	f->path = arena_dup(&in->files_arena, path);
	if (in->files)
		in->files_last->next = f;
	else
		in->files = f;
	in->files_last = f;
}

/* What was put is on the disk now; files of which nothing is under way any more are told. */
static enum err files_committed(struct ingest *in, struct error *e)
{
	for (struct file_state *f = in->files; f; f = f->next) {
		f->n_open -= f->n_waiting;
		f->n_waiting = 0;
	}
	while (in->files && in->files->ended && in->files->n_open == 0) {
		struct file_state *f = in->files;
		if (in->hooks->kept)
			TRY(in->hooks->kept(in->hooks->ctx, f->path, f->n_added, e));
		in->files = f->next;
		if (!in->files)
			in->files_last = NULL;
	}
	return OK;
}

static enum err commit(struct ingest *in, struct error *e)
{
	TRY(writer_commit(&in->writer, in->archive, e));
	return files_committed(in, e);
}

static enum err on_packed(void *ctx, struct job *job, struct error *e)
{
	struct ingest *in = ctx;
	return writer_append(&in->writer, in->archive, job, e);
}

/* A fetch may have left it, whose source has rules, which try it when it is met again. */
static enum err note_rules(struct ingest *in, const struct job *job, struct error *e)
{
	for (size_t i = 0; job->err == OK && job->is_new && i < job->articles.n; i++) {
		const struct store_rule_due due = { slice_str(job->names[i]), SLICE_NONE };
		if (job->is_new[i])
			TRY(store_rule_due_put(in->archive->store, &due, e));
	}
	return OK;
}

static enum err on_read(void *ctx, struct job *job, struct error *e)
{
	struct ingest *in = ctx;
	struct file_state *f = file_of(in, job->file);
	size_t n_added = in->writer.now.n_added;
	if (job->err != OK)
		TRY(tell(in, job->path, job->place, slice_str(job->error.msg), e));
	for (size_t i = 0; job->err == OK && i < job->failures.n; i++)
		TRY(tell(in, job->path, job->failures.at[i].place, job->failures.at[i].message, e));
	TRY(writer_put(&in->writer, in->archive, job, e));
	if (in->notes_rules)
		TRY(note_rules(in, job, e));
	if (f) {
		f->n_waiting++;
		f->n_added += in->writer.now.n_added - n_added;
	}
	if (writer_is_due(&in->writer, in->archive))
		TRY(commit(in, e));
	if (!in->hooks->progress)
		return OK;
	struct ingest_report now = in->writer.now;
	now.n_failed = in->report->n_failed;
	now.n_files = in->input ? input_files(in->input) : 0;
	now.bytes_read = in->input ? input_bytes_read(in->input) : 0;
	now.bytes_total = in->input ? input_bytes_total(in->input) : 0;
	return in->hooks->progress(in->hooks->ctx, &now, e);
}

/* Where in its file an item is, for messages. */
static struct slice place_of(const struct input_item *item, struct arena *out)
{
	if (item->kind == READ_WARC)
		return arena_printf(out, "offset %llu", (unsigned long long)item->at);
	if (item->kind == READ_JSONL)
		return arena_printf(out, "line %llu", (unsigned long long)item->at);
	return SLICE_NONE;
}

/* A whole file was looked at when it was opened; of a record, and of a part of a file, that is to
 * be done still. */
static enum read_kind known_kind(const struct input_item *item)
{
	return item->kind == READ_WARC || item->kind == READ_JSONL ? READ_UNKNOWN : item->kind;
}

/* The next item as a job; `*ret_job` is NULL where it failed, and was told. */
static enum err next_job(struct ingest *in, int64_t now, struct job **ret_job, bool *ret_more,
	struct error *e)
{
	struct job *job = job_new();
	struct input_item item;
	struct error why = { 0 };
	enum err err = input_next(in->input, &job->arena, &item, ret_more, &why);
	if (*ret_more) {
		job->file = input_files(in->input);
		job->path = item.path;
		job->place = place_of(&item, &job->arena);
		job->by_itself = item.kind != READ_WARC;
		job->kind = known_kind(&item);
		if (!in->files_last || in->files_last->number != job->file)
			file_begin(in, job->file, job->path);
	}
	if (err == OK && *ret_more)
		err = record_of_item(&item, now, &job->arena, &job->record, &why);
	if (err == OK && *ret_more && job->by_itself)
		record_set_url(&job->record, in->url);
	*ret_job = job;
	if (err != OK || !*ret_more || !record_is_kept(&job->record)) {
		struct error *told = err != OK ? &why : NULL;
		err = told ? tell(in, job->path, job->place, slice_str(told->msg), e) : OK;
		job_free(job);
		*ret_job = NULL;
	}
	return err;
}

static enum err take_all(struct ingest *in, struct pipeline *p, int64_t now, struct error *e)
{
	for (bool more = true; more;) {
		struct job *job;
		TRY(next_job(in, now, &job, &more, e));
		if (!job)
			continue;
		in->files_last->n_open++;
		TRY(pipeline_push(p, job, e));
	}
	if (in->files_last)
		in->files_last->ended = true;
	return pipeline_drain(p, e);
}

/* Records that were appended, but not parsed when an earlier run ended. */
static enum err take_pending(struct ingest *in, struct pipeline *p, struct error *e)
{
	enum { STEP = 256 };
	struct arena scratch = ARENA_INIT;
	enum err err = OK;
	int64_t after = 0;
	for (bool more = true; err == OK && more;) {
		store_records list = { 0 };
		arena_reset(&scratch);
		err = store_records_in(in->archive->store, STORE_PENDING, after, STEP, &scratch,
			&list, e);
		more = err == OK && list.n == STEP;
		for (size_t i = 0; err == OK && i < list.n; i++) {
			struct job *job = job_new();
			job->record_id = after = list.at[i].id;
			err = writer_fetch(in->archive, &list.at[i], job, e);
			if (err == OK)
				err = pipeline_push(p, job, e);
			else
				job_free(job);
		}
	}
	arena_done(&scratch);
	return err == OK ? pipeline_drain(p, e) : err;
}

static enum err run(struct ingest *in, bool pending, int64_t now, struct error *e)
{
	const struct pipeline_ops ops = {
		.keeps = true, .packs = !pending, .no_quotes = in->hooks->without_quotes,
		.on_packed = on_packed, .on_read = on_read, .ctx = in
	};
	struct pipeline *p = NULL;
	in->notes_rules = false;
	if (pending)
		TRY(store_rule_any(in->archive->store, &in->notes_rules, e));
	enum err err = pipeline_open(&ops, &p, e);
	if (err == OK)
		err = pending ? take_pending(in, p, e) : take_all(in, p, now, e);
	pipeline_close(p);
	if (err == OK)
		err = commit(in, e);
	return err;
}

static enum err on_grouped(void *ctx, size_t n, size_t n_all, struct error *e)
{
	const struct ingest *in = ctx;
	struct ingest_report now = in->writer.now;
	now.n_grouped = n;
	now.n_to_group = n_all;
	return in->hooks->progress(in->hooks->ctx, &now, e);
}

enum err ingest_add(struct archive *a, char *const *paths, size_t n_paths, int64_t now,
	const struct ingest_hooks *hooks, struct ingest_report *report, struct error *e)
{
	struct ingest in = { .archive = a, .hooks = hooks, .report = report };
	*report = (struct ingest_report){ 0 };
	grouping_tell(a->grouping, hooks->progress ? on_grouped : NULL, &in);
	enum err err = run(&in, true, now, e);
	if (err == OK)
		err = input_open(paths, n_paths, a->dir, &in.input, e);
	if (err == OK)
		err = run(&in, false, now, e);
	grouping_tell(a->grouping, NULL, NULL);
	if (err != OK)
		store_rollback(a->store);

	struct ingest_report done = in.writer.committed;
	done.n_failed = report->n_failed;
	done.n_files = in.input ? input_files(in.input) : 0;
	*report = done;
	input_close(in.input);
	arena_done(&in.files_arena);
	return err;
}

enum err ingest_pending(struct archive *a, int64_t now, const struct ingest_hooks *hooks,
	struct ingest_report *report, struct error *e)
{
	struct ingest in = { .archive = a, .hooks = hooks, .report = report };
	*report = (struct ingest_report){ 0 };
	enum err err = run(&in, true, now, e);
	if (err != OK)
		store_rollback(a->store);
	size_t n_failed = report->n_failed;
	*report = in.writer.committed;
	report->n_failed = n_failed;
	return err;
}

static enum err on_extracted(void *ctx, struct job *job, struct error *e)
{
	struct ingest *in = ctx;
	if (job->err != OK)
		TRY(tell(in, job->path, job->place, slice_str(job->error.msg), e));
	for (size_t i = 0; job->err == OK && i < job->failures.n; i++)
		TRY(tell(in, job->path, job->failures.at[i].place, job->failures.at[i].message, e));
	for (size_t i = 0; job->err == OK && i < job->articles.n; i++) {
		TRY(in->hooks->article(in->hooks->ctx, job->articles.at[i],
			job->quotes ? &job->quotes[i] : NULL, e));
		in->report->n_added++;
	}
	in->report->n_items++;
	in->report->n_empty += job->by_itself && job->err == OK && job->articles.n == 0 &&
		job->failures.n == 0;
	return OK;
}

enum err ingest_extract(char *const *paths, size_t n_paths, struct slice url, int64_t now,
	const struct ingest_hooks *hooks, struct ingest_report *report, struct error *e)
{
	struct ingest in = { .hooks = hooks, .report = report, .url = url };
	const struct pipeline_ops ops = {
		.quotes = hooks->wants_quotes, .sites = true, .on_read = on_extracted,
		.ctx = &in
	};
	struct pipeline *p = NULL;
	*report = (struct ingest_report){ 0 };
	TRY(input_open(paths, n_paths, NULL, &in.input, e));
	enum err err = pipeline_open(&ops, &p, e);
	if (err == OK)
		err = take_all(&in, p, now, e);
	pipeline_close(p);
	report->n_files = input_files(in.input);
	input_close(in.input);
	arena_done(&in.files_arena);
	return err;
}
