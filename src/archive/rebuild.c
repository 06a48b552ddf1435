/* rebuild: every record of the WARC files, read again into a new index in the order in which it was
 * taken in. */
#include "archive/ingest.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "archive/pipeline.h"
#include "archive/record.h"
#include "archive/sites.h"
#include "archive/writer.h"

struct rebuild {
	struct archive *archive; /* its `store` is the new one */
	struct writer writer;
	struct pipeline *pipeline;
	const struct ingest_hooks *hooks;
	struct ingest_report *report;
	bool lacks; /* the WARC files do not give all that the old index was made of */
};

static enum err tell(struct rebuild *r, struct slice path, struct slice place, struct slice why,
	struct error *e)
{
	r->report->n_failed++;
	if (!r->hooks->failure)
		return OK;
	return r->hooks->failure(r->hooks->ctx, path, place, why, e);
}

static enum err on_read(void *ctx, struct job *job, struct error *e)
{
	struct rebuild *r = ctx;
	struct archive *a = r->archive;
	bool is_new;
	TRY(writer_begin(&r->writer, a, e));
	TRY(archive_record_add(a, a->store, &job->record, job->at, job->digest, STORE_PENDING,
		&job->record_id, &is_new, e));
	if (!is_new)
		return OK;
	if (job->err != OK)
		TRY(tell(r, job->path, job->place, slice_str(job->error.msg), e));
	TRY(writer_put(&r->writer, a, job, e));
	if (writer_is_full(&r->writer))
		TRY(writer_commit(&r->writer, a, e));
	if (!r->hooks->progress)
		return OK;
	struct ingest_report now = r->writer.now;
	now.n_files = (size_t)job->at.file;
	return r->hooks->progress(r->hooks->ctx, &now, e);
}

static enum err on_record(void *ctx, struct warc_place at, const struct warc_record *record,
	struct error *e)
{
	struct rebuild *r = ctx;
	if (!record_is_kept(record))
		return OK;
	struct job *job = job_new();
	record_copy(record, &job->arena, &job->record);
	job->at = at;
	job->path = job->record.uri;
	return pipeline_push(r->pipeline, job, e);
}

static enum err on_damage(void *ctx, int file, const char *why, struct error *e)
{
	(void)file;
	struct rebuild *r = ctx;
	r->lacks = true;
	return tell(r, slice_str(r->archive->warc_dir), SLICE_NONE, slice_str(why), e);
}

/* How much of each WARC file the new index covers. */
static enum err enter_lengths(struct rebuild *r, struct warc_end end, struct error *e)
{
	struct archive *a = r->archive;
	TRY(store_begin(a->store, e));
	for (int n = 1; n <= end.file; n++) {
		int64_t id;
		uint64_t length;
		TRY(archive_file_length(a, n, &length, e));
		TRY(archive_file_id(a, a->store, n, &id, e));
		TRY(store_file_commit(a->store, id, n == end.file ? end.length : length, e));
	}
	return store_commit(a->store, e);
}

static enum err read_all(struct rebuild *r, struct error *e)
{
	const struct warcfile_visitor visitor = { on_record, on_damage, r, READ_MAX_BYTES };
	struct warc_end start = { 0, 0 }, end;
	TRY(warcfile_walk(r->archive->warc_dir, start, &visitor, &end, e));
	TRY(pipeline_drain(r->pipeline, e));
	TRY(writer_commit(&r->writer, r->archive, e));
	return enter_lengths(r, end, e);
}

/* Tell of WARC files that are shorter than the old index knows, or missing. */
static enum err look_for_losses(struct rebuild *r, struct store *old, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_files files;
	enum err err = store_files_list(old, &scratch, &files, e);
	for (size_t i = 0; err == OK && i < files.n; i++) {
		const struct store_file *f = &files.at[i];
		struct slice path = arena_printf(&scratch, "%s/%.*s", r->archive->warc_dir,
			SLICE_ARG(f->name));
		struct stat st = { 0 };
		if (stat(arena_str(&scratch, path), &st) == 0 &&
			(uint64_t)st.st_size >= f->committed)
			continue;
		r->lacks = true;
		struct slice why = arena_printf(&scratch, "has only %llu of %llu bytes",
			(unsigned long long)st.st_size, (unsigned long long)f->committed);
		err = tell(r, path, SLICE_NONE, why, e);
	}
	arena_done(&scratch);
	/* What is too damaged to say what it knows is as good as lost: keep it. */
	if (err == ERR_CORRUPT)
		r->lacks = true;
	return err == ERR_CORRUPT ? OK : err;
}

static enum err put_aside(struct rebuild *r, struct error *e)
{
	static const char *const parts[] = { "", "-wal", "-shm" };
	const char *path = r->archive->db_path;
	struct arena scratch = ARENA_INIT;
	enum err err = tell(r, slice_str(path), SLICE_NONE,
		SLICE("cannot be read and is kept with '.damaged' behind its name; tags and "
		      "marks in it are not carried over"), e);
	for (size_t i = 0; err == OK && i < sizeof parts / sizeof *parts; i++) {
		char *from = arena_str(&scratch, arena_printf(&scratch, "%s%s", path, parts[i]));
		char *to = arena_str(&scratch,
			arena_printf(&scratch, "%s.damaged%s", path, parts[i]));
		if (rename(from, to) != 0 && errno != ENOENT)
			err = fail_sys(e, ERR_IO, errno, "cannot rename '%s'", from);
	}
	arena_done(&scratch);
	return err;
}

/* What the old index knows; one that cannot be read gives nothing, and is put aside. */
static enum err look_at_old(struct rebuild *r, struct error *e)
{
	struct store *old = NULL;
	enum err err = store_open(r->archive->db_path, STORE_WRITE, &old, e);
	if (err == OK)
		err = look_for_losses(r, old, e);
	else if (err == ERR_NOT_FOUND)
		err = OK;
	else if (err != ERR_BUSY && err != ERR_LIMIT)
		err = put_aside(r, e);
	store_close(old);
	return err;
}

/* Put the new index in the place of the old one, which stays where it may know more. */
static enum err change_over(struct rebuild *r, struct store *new_store, struct error *e)
{
	bool lost = false;
	TRY(store_rebuild_end(new_store, r->lacks, &lost, e));
	if (!lost && !r->lacks)
		return OK;
	return tell(r, slice_str(r->archive->db_path), SLICE_NONE, lost
		? SLICE("is damaged, and not all tags, marks and subscriptions could be read; it "
			"is kept with '.before' behind its name")
		: SLICE("may know more than the WARC files give; it is kept with '.before' behind "
			"its name"), e);
}

enum err ingest_rebuild(struct archive *a, const struct ingest_hooks *hooks,
	struct ingest_report *report, struct error *e)
{
	struct rebuild r = { .archive = a, .hooks = hooks, .report = report };
	const struct pipeline_ops ops = { .keeps = true, .on_read = on_read, .ctx = &r };
	*report = (struct ingest_report){ 0 };
	/* First of all: where others have the old index open, it is not put aside, either. */
	TRY(store_rebuild_begin(a->db_path, &a->store, e));
	sites_forget(a->sites);
	enum err err = look_at_old(&r, e);
	if (err == OK)
		err = pipeline_open(&ops, &r.pipeline, e);
	if (err == OK)
		err = read_all(&r, e);
	pipeline_close(r.pipeline);

	struct store *new_store = a->store;
	a->store = NULL;
	sites_forget(a->sites);
	if (err == OK)
		err = change_over(&r, new_store, e);
	else
		store_rebuild_drop(new_store);
	size_t n_failed = report->n_failed;
	*report = r.writer.committed;
	report->n_failed = n_failed;
	return err;
}
