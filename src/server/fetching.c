/* fetching: the thread, and what it has told so far behind a mutex. */
#include "server/fetching.h"

#include <malloc.h>
#include <stdlib.h>
#include <time.h>

#include "base/monotonic.h"
#include "collect/collect.h"
#include "collect/settings.h"
#include "desk-assets.h"
#include "server/page.h"
#include "server/stream.h"

struct line {
	char *name, *problem; /* problem: "" where there was none */
	size_t n_new;
	bool unchanged;
};

struct fetching {
	struct server *server;
	pthread_mutex_t lock;     /* of all that follows */
	pthread_t thread;
	bool has_thread, runs, ending;
	bool again;               /* something fell due that this run does not ask */
	int64_t given_up_ms;      /* when what is still under way is dropped */
	uint64_t seq;             /* another number each time that there is something to tell */
	int64_t told_ms;
	bool changed;             /* since that */
	size_t n_due;             /* sources that the run asks */
	struct collect_report now;
	struct line lines[FETCHING_LINES]; /* a ring */
	size_t n_lines;           /* ever */
	struct error why;         /* the run ended early */
	/* The thread's own. */
	struct archive *archive;
	bool all;
	volatile int stop;        /* set from elsewhere, atomically */
};

struct fetching *fetching_new(struct server *s)
{
	struct fetching *f = calloc(1, sizeof *f);
	if (!f)
		abort();
	f->server = s;
	pthread_mutex_init(&f->lock, NULL);
	return f;
}

void fetching_end(struct fetching *f)
{
	pthread_mutex_lock(&f->lock);
	f->ending = true;
	f->given_up_ms = monotonic_ms() + FETCHING_GRACE_S * 1000;
	__atomic_store_n(&f->stop, 1, __ATOMIC_RELAXED);
	bool has_thread = f->has_thread;
	f->has_thread = false;
	pthread_mutex_unlock(&f->lock);
	if (has_thread)
		pthread_join(f->thread, NULL);
}

static void line_free(struct line *l)
{
	free(l->name);
	free(l->problem);
	*l = (struct line){ 0 };
}

struct fetching *fetching_free(struct fetching *f)
{
	if (!f)
		return NULL;
	for (size_t i = 0; i < FETCHING_LINES; i++)
		line_free(&f->lines[i]);
	pthread_mutex_destroy(&f->lock);
	free(f);
	return NULL;
}

/* ---- in the thread */

/* Behind the lock: there is something to tell. */
static void tell(struct fetching *f)
{
	f->seq++;
	f->told_ms = monotonic_ms();
	f->changed = false;
}

static char *text_of(struct slice s)
{
	char *text = s.n ? strndup(s.p, s.n) : strdup("");
	if (!text)
		abort();
	return text;
}

static enum err on_source(void *ctx, const struct collect_line *line, struct error *e)
{
	struct fetching *f = ctx;
	(void)e;
	pthread_mutex_lock(&f->lock);
	struct line *l = &f->lines[f->n_lines++ % FETCHING_LINES];
	line_free(l);
	l->name = text_of(line->title.n ? line->title : line->url);
	l->problem = text_of(line->problem);
	l->n_new = line->n_new;
	l->unchanged = line->unchanged;
	f->changed = true;
	pthread_mutex_unlock(&f->lock);
	return OK;
}

/* Between two batches: whoever waits to mark something does so first, since the database gives the
 * turn to who asks at the right moment, and that would be the next batch. */
static void give_way(const struct server *s)
{
	const struct timespec step = { .tv_nsec = 2000000 };
	const int64_t until = monotonic_ms() + FETCHING_WAY_MS;
	while (atomic_load(&s->n_changing) && monotonic_ms() < until)
		nanosleep(&step, NULL);
}

static enum err on_progress(void *ctx, const struct collect_report *now, struct error *e)
{
	struct fetching *f = ctx;
	pthread_mutex_lock(&f->lock);
	f->changed |= f->now.n_pages != now->n_pages || f->now.n_added != now->n_added ||
		strcmp(f->now.slow, now->slow) != 0;
	bool batch_ended = f->now.n_batches != now->n_batches;
	f->now = *now;
	int64_t ms = monotonic_ms();
	bool due = ms - f->told_ms > (f->changed ? FETCHING_TELL_MS : FETCHING_BEAT_MS);
	if (due)
		tell(f);
	bool over = f->ending && ms > f->given_up_ms;
	pthread_mutex_unlock(&f->lock);
	if (due)
		streams_wake(f->server->streams);
	if (batch_ended) {
		/* Else what one batch needed lies between what the next one needs. */
		malloc_trim(0);
		give_way(f->server);
	}
	return over ? fail(e, ERR_STOPPED, "the server ended") : OK;
}

/* Will a run ask it? Not what its server said is gone for good, which collect leaves alone. */
static enum err is_due(struct fetching *f, struct slice url, int64_t now, struct arena *scratch,
	bool *ret, struct error *e)
{
	struct store *s = f->archive->store;
	struct store_fetch row;
	bool known;
	store_settings list = { 0 };
	struct settings settings;
	TRY(store_fetch_get(s, url, scratch, &row, &known, e));
	TRY(store_settings_list(s, url, scratch, &list, e));
	settings_of(&list, &settings);
	*ret = !settings.ended.n && (f->all || !known || row.due_at <= now);
	return OK;
}

static enum err count_due(struct fetching *f, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_subscriptions subs = { 0 };
	const int64_t now = time(NULL);
	size_t n = 0;
	enum err err = store_subscription_list(f->archive->store, &scratch, &subs, e);
	for (size_t i = 0; err == OK && i < subs.n; i++) {
		bool due = false;
		err = is_due(f, subs.at[i].url, now, &scratch, &due, e);
		n += due;
	}
	arena_done(&scratch);
	pthread_mutex_lock(&f->lock);
	f->n_due = n;
	f->changed = true;
	pthread_mutex_unlock(&f->lock);
	return err;
}

static enum err run_once(struct fetching *f, struct error *e)
{
	const struct collect_hooks hooks = { f, on_source, on_progress };
	struct collect_options options = { .fetch = fetch_defaults(), .all = f->all,
		.stop = &f->stop };
	struct collect_report report;
	options.fetch.guard = f->server->options.guard;
	TRY(count_due(f, e));
	enum err err = collect_run(f->archive, &options, &hooks, &report, e);
	pthread_mutex_lock(&f->lock);
	f->now = report;
	pthread_mutex_unlock(&f->lock);
	return err;
}

/* Ends the run, unless something else is due by now. */
static bool goes_on(struct fetching *f, const struct error *why)
{
	pthread_mutex_lock(&f->lock);
	bool on = f->again && !f->ending && !*why->msg;
	f->again = f->all = false;
	f->why = *why;
	pthread_mutex_unlock(&f->lock);
	return on;
}

/* The archive is closed. The thread ends, unless something fell due while it was being closed, and
 * nobody else has the archive by now, who then asks it. */
static bool ends(struct fetching *f)
{
	struct error why;
	pthread_mutex_lock(&f->lock);
	if (f->again && !f->ending) {
		f->again = false; /* the run to come asks it */
		pthread_mutex_unlock(&f->lock);
		if (archive_open(f->server->folder, ARCHIVE_WRITE, &f->archive, &why) == OK)
			return false;
		pthread_mutex_lock(&f->lock);
	}
	f->runs = f->again = false;
	tell(f);
	pthread_mutex_unlock(&f->lock);
	streams_wake(f->server->streams);
	return true;
}

static void *run(void *arg)
{
	struct fetching *f = arg;
	do {
		struct error why = { 0 };
		do
			why = run_once(f, &why) == OK ? (struct error){ 0 } : why;
		while (goes_on(f, &why));
		f->archive = archive_close(f->archive);
		/* What a batch needed, and what stories are compared with, is not held until
		 * the next. */
		malloc_trim(0);
	} while (!ends(f));
	return NULL;
}

/* ---- from elsewhere */

/* Behind the lock. True: this caller is the one to begin. */
static bool claim(struct fetching *f, bool all, bool *ret_join, enum err *ret, struct error *e)
{
	*ret = OK;
	if (f->ending)
		*ret = fail(e, ERR_BUSY, "the server ends");
	else if (f->runs && all)
		*ret = fail(e, ERR_BUSY, "the sources are being asked already");
	else if (f->runs)
		f->again = true;
	if (f->ending || f->runs)
		return false;
	*ret_join = f->has_thread; /* which has ended, or is just about to */
	f->has_thread = false;
	return f->runs = true;
}

/* Behind the lock. */
static enum err start(struct fetching *f, bool all, struct error *e)
{
	if (f->ending)
		return fail(e, ERR_BUSY, "the server ends");
	for (size_t i = 0; i < FETCHING_LINES; i++)
		line_free(&f->lines[i]);
	f->n_lines = f->n_due = 0;
	f->now = (struct collect_report){ 0 };
	f->why = (struct error){ 0 };
	f->all = all;
	f->has_thread = pthread_create(&f->thread, NULL, run, f) == 0;
	if (!f->has_thread)
		return fail(e, ERR_LIMIT, "no more threads can be made");
	tell(f);
	return OK;
}

enum err fetching_begin(struct fetching *f, bool all, struct error *e)
{
	bool join = false;
	enum err err;
	pthread_mutex_lock(&f->lock);
	bool mine = claim(f, all, &join, &err, e);
	pthread_mutex_unlock(&f->lock);
	if (!mine)
		return err;
	/* Both may take a while, and others want to look meanwhile. */
	if (join)
		pthread_join(f->thread, NULL);
	err = archive_open(f->server->folder, ARCHIVE_WRITE, &f->archive, e);
	pthread_mutex_lock(&f->lock);
	if (err == OK)
		err = start(f, all, e);
	if (err != OK)
		f->runs = f->again = false;
	pthread_mutex_unlock(&f->lock);
	if (err != OK)
		f->archive = archive_close(f->archive);
	return err;
}

bool fetching_runs(struct fetching *f)
{
	pthread_mutex_lock(&f->lock);
	bool runs = f->runs;
	pthread_mutex_unlock(&f->lock);
	return runs;
}

/* Behind the lock; the newest line first. */
static void look(const struct fetching *f, struct arena *out, struct fetching_view *v)
{
	*v = (struct fetching_view){ .runs = f->runs, .ran = f->seq > 0,
		.n = (int64_t)f->now.n_sources, .of = (int64_t)f->n_due,
		.n_new = (int64_t)f->now.n_added, .n_versions = (int64_t)f->now.n_versions,
		.n_pages = (int64_t)f->now.n_pages, .n_failed = (int64_t)f->now.n_failed };
	if (v->of < v->n) /* one came while it ran */
		v->of = v->n;
	if (f->runs)
		v->asking = arena_dup(out, slice_str(f->now.slow));
	else
		v->problem = arena_dup(out, slice_str(f->why.msg));
	for (size_t i = 0; i < f->n_lines && i < FETCHING_LINES; i++) {
		const struct line *l = &f->lines[(f->n_lines - 1 - i) % FETCHING_LINES];
		*list_add(out, &v->lines) = (struct fetching_line){
			.name = arena_dup(out, slice_str(l->name)),
			.problem = arena_dup(out, slice_str(l->problem)),
			.n_new = (int64_t)l->n_new, .unchanged = l->unchanged };
	}
}

void fetching_look(struct fetching *f, struct arena *out, struct fetching_view *ret)
{
	pthread_mutex_lock(&f->lock);
	look(f, out, ret);
	pthread_mutex_unlock(&f->lock);
}

/* Lines of an event's data; a line end of any kind would end it. */
static void put_data(struct buf *to, struct slice text)
{
	buf_str(to, "data: ");
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\n' || text.p[i] == '\r')
			buf_str(to, "\ndata: ");
		else
			buf_byte(to, text.p[i]);
	buf_str(to, "\n\n");
}

bool fetching_tell(struct fetching *f, const struct say *say, uint64_t *seen, struct buf *to)
{
	struct arena local = ARENA_INIT;
	struct fetching_view v;
	struct buf html = BUF_INIT(1 << 20);
	pthread_mutex_lock(&f->lock);
	bool fresh = *seen != f->seq || !f->runs;
	*seen = f->seq;
	look(f, &local, &v);
	pthread_mutex_unlock(&f->lock);
	if (fresh) {
		tmpl_fetching(&html, say, &v);
		buf_str(to, v.runs ? "event: progress\n" : "event: done\n");
		put_data(to, buf_text(&html));
	}
	buf_done(&html);
	arena_done(&local);
	return v.runs;
}
