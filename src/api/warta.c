/* warta: opening, taking in, and care: from the public interface to the archive. */
#include "warta.h"

#include <assert.h>
#include <stdlib.h>
#include <time.h>

#include "api/private.h"
#include "server/server.h"

static_assert((int)WARTA_OK == OK && (int)WARTA_USAGE == ERR_USAGE &&
		(int)WARTA_SYNTAX == ERR_SYNTAX && (int)WARTA_INPUT == ERR_INPUT &&
		(int)WARTA_LIMIT == ERR_LIMIT && (int)WARTA_NOT_FOUND == ERR_NOT_FOUND &&
		(int)WARTA_IO == ERR_IO && (int)WARTA_DB == ERR_DB &&
		(int)WARTA_BUSY == ERR_BUSY && (int)WARTA_CORRUPT == ERR_CORRUPT &&
		(int)WARTA_STOPPED == ERR_STOPPED,
	"the public codes are the inner ones");

enum warta_code api_result(enum err err, const struct error *from, struct warta_error *to)
{
	if (err != OK && to) {
		static_assert(sizeof to->msg == sizeof from->msg, "a message fits");
		to->code = (enum warta_code)err;
		memcpy(to->msg, *from->msg ? from->msg : err_text(err),
			*from->msg ? sizeof to->msg : strlen(err_text(err)) + 1);
	}
	return (enum warta_code)err;
}

enum err api_stopped(int value, struct error *e)
{
	return value ? fail(e, ERR_STOPPED, "stopped") : OK;
}

/* `*q`, and the article's day in [from, to). */
static void within(int64_t from, int64_t to, struct arena *out, struct query **q)
{
	struct query *both = arena_new(out, struct query), *days = arena_new(out, struct query);
	*days = (struct query){ .op = QUERY_DATE, .from_day = from, .to_day = to };
	*both = (struct query){ .op = QUERY_AND, .kid = *q };
	(*q)->next = days;
	*q = both;
}

enum err api_query(const struct warta_search *s, struct arena *out, struct query **ret_query,
	struct error *e)
{
	int64_t from, to;
	TRY(query_parse(slice_str(s->query), s->now, s->zone_min, out, ret_query, e));
	if (s->days) {
		TRY(query_days(slice_str(s->days), s->now, s->zone_min, &from, &to, e));
		within(from, to, out, ret_query);
	}
	if (s->since) {
		TRY(query_since(slice_str(s->since), s->now, s->zone_min, &from, e));
		within(from, QUERY_DAY_MAX, out, ret_query);
	}
	return OK;
}

const char *warta_version(void)
{
	return WARTA_VERSION;
}

enum warta_code warta_open(const char *folder, enum warta_mode mode, struct warta **ret_archive,
	struct warta_error *e)
{
	static const enum archive_mode modes[] = {
		[WARTA_READ] = ARCHIVE_READ, [WARTA_WRITE] = ARCHIVE_WRITE,
		[WARTA_TAG] = ARCHIVE_TAG
	};
	struct error why = { 0 };
	struct archive *archive = NULL;
	enum err err = archive_open(folder, modes[mode], &archive, &why);
	if (err != OK)
		return api_result(err, &why, e);
	struct warta *w = calloc(1, sizeof *w);
	if (!w)
		abort();
	w->archive = archive;
	*ret_archive = w;
	return WARTA_OK;
}

void warta_close(struct warta *w)
{
	if (!w)
		return;
	archive_close(w->archive);
	free(w);
}

/* ---- hooks: slices become C strings on the way out ---- */

static enum err on_progress(void *ctx, const struct ingest_report *now, struct error *e)
{
	const struct warta_hooks *h = ctx;
	const struct warta_progress p = {
		.bytes_read = now->bytes_read, .bytes_total = now->bytes_total,
		.n_files = now->n_files, .n_added = now->n_added, .n_known = now->n_known,
		.n_failed = now->n_failed, .n_grouped = now->n_grouped,
		.n_to_group = now->n_to_group
	};
	return api_stopped(h->progress(h->ctx, &p), e);
}

static enum err on_failure(void *ctx, struct slice path, struct slice place, struct slice why,
	struct error *e)
{
	const struct warta_hooks *h = ctx;
	struct arena scratch = ARENA_INIT;
	int value = h->failure(h->ctx, arena_str(&scratch, path), arena_str(&scratch, place),
		arena_str(&scratch, why));
	arena_done(&scratch);
	return api_stopped(value, e);
}

static enum err on_kept(void *ctx, struct slice path, size_t n_added, struct error *e)
{
	const struct warta_hooks *h = ctx;
	struct arena scratch = ARENA_INIT;
	int value = h->kept(h->ctx, arena_str(&scratch, path), n_added);
	arena_done(&scratch);
	return api_stopped(value, e);
}

struct ingest_hooks api_hooks(const struct warta_hooks *h, struct warta_hooks *copy)
{
	*copy = h ? *h : (struct warta_hooks){ 0 };
	return (struct ingest_hooks){
		.ctx = copy,
		.progress = copy->progress ? on_progress : NULL,
		.failure = copy->failure ? on_failure : NULL,
		.kept = copy->kept ? on_kept : NULL,
	};
}

void api_report(const struct ingest_report *from, struct warta_report *to)
{
	if (to)
		*to = (struct warta_report){
			.n_files = from->n_files, .n_items = from->n_items,
			.n_items_kept = from->n_items_kept, .n_added = from->n_added,
			.n_known = from->n_known, .n_versions = from->n_versions,
			.n_failed = from->n_failed,
			.n_empty = from->n_empty
		};
}

enum warta_code warta_add(struct warta *w, char *const *paths, size_t n_paths,
	const struct warta_hooks *hooks, struct warta_report *ret_report, struct warta_error *e)
{
	struct error why = { 0 };
	struct ingest_report report;
	struct warta_hooks copy;
	const struct ingest_hooks inner = api_hooks(hooks, &copy);
	enum err err = ingest_add(w->archive, paths, n_paths, time(NULL), &inner, &report, &why);
	api_report(&report, ret_report);
	return api_result(err, &why, e);
}

enum warta_code warta_rebuild(const char *folder, const struct warta_hooks *hooks,
	struct warta_report *ret_report, struct warta_error *e)
{
	struct error why = { 0 };
	struct ingest_report report = { 0 };
	struct warta_hooks copy;
	struct archive *a = NULL;
	const struct ingest_hooks inner = api_hooks(hooks, &copy);
	enum err err = archive_lock(folder, &a, &why);
	if (err == OK)
		err = ingest_rebuild(a, &inner, &report, &why);
	archive_close(a);
	api_report(&report, ret_report);
	return api_result(err, &why, e);
}

struct fault_hook {
	void (*fault)(void *ctx, const char *what, const char *mend);
	void *ctx;
};

static void on_finding(void *ctx, const struct store_finding *finding)
{
	const struct fault_hook *h = ctx;
	struct arena scratch = ARENA_INIT;
	h->fault(h->ctx, arena_str(&scratch, finding->what), arena_str(&scratch, finding->mend));
	arena_done(&scratch);
}

enum warta_code warta_check(struct warta *w,
	void (*fault)(void *ctx, const char *what, const char *mend), void *ctx,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct fault_hook h = { fault, ctx };
	return api_result(ingest_check(w->archive, on_finding, &h, &why), &why, e);
}

/* ---- what only the user knows ---- */

struct line_writer {
	warta_write_fn write;
	void *ctx;
};

static enum err on_line(void *ctx, struct slice line, struct error *e)
{
	const struct line_writer *to = ctx;
	int value = line.n ? to->write(to->ctx, line.p, line.n) : 0;
	return api_stopped(value ? value : to->write(to->ctx, "\n", 1), e);
}

enum warta_code warta_dump(struct warta *w, warta_write_fn write, void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct line_writer to = { write, ctx };
	return api_result(store_dump(w->archive->store, on_line, &to, &why), &why, e);
}

static enum err restore(struct store *s, struct slice text, struct error *e)
{
	struct store_restore at = { 0 };
	struct slice line;
	TRY(store_begin(s, e));
	while (slice_next_line(&text, &line))
		TRY(store_restore_line(s, &at, line, e));
	TRY(store_restore_end(&at, e));
	return store_commit(s, e);
}

enum warta_code warta_restore(struct warta *w, const char *text, size_t n, struct warta_error *e)
{
	struct error why = { 0 };
	enum err err = restore(w->archive->store, slice_of(text, n), &why);
	if (err != OK)
		store_rollback(w->archive->store);
	return api_result(err, &why, e);
}

/* ---- serving ---- */

enum warta_code warta_serve(const char *folder, const struct warta_serve *how, int stop_fd,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct server_options options = {
		.address = how->address ? how->address : "127.0.0.1", .port = how->port,
		.is_public = how->is_public, .hub = how->hub, .ctx = how->ctx, .ready = how->ready,
		.log = how->log
	};
	enum err err = how->n_allow <= GUARD_MAX_RANGES ? OK
		: fail(&why, ERR_LIMIT, "more than %d ranges are allowed", GUARD_MAX_RANGES);
	for (size_t i = 0; err == OK && i < how->n_allow; i++)
		if (!guard_range_parse(slice_str(how->allow[i]), &options.guard.ranges[i]))
			err = fail(&why, ERR_USAGE, "'%s' is no range of addresses", how->allow[i]);
	options.guard.n_ranges = how->n_allow;
	if (err == OK)
		err = server_run(folder, &options, stop_fd, &why);
	return api_result(err, &why, e);
}
