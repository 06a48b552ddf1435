/* collect: the loop. Network, pipeline and batches each go on as far as they can without waiting
 * for the others; the only wait is for the network. */
#include "collect/collect.h"

#include <stdlib.h>
#include <time.h>

#include "archive/ingest.h"
#include "archive/record.h"
#include "base/monotonic.h"
#include "collect/private.h"
#include "collect/schedule.h"

enum {
	FLIGHT = 1000,        /* requests queued or under way at once */
	REFILL_BELOW = 500,
	STEP_MS = 100,        /* the longest wait while something is under way */
	IDLE_MS = 1000,       /* and while nothing is */
	COMMIT_MS = 1000,     /* a batch is open no longer, so that others can tag */
	MAX_WEIGHT = 512 << 10, /* bytes of answers that are being read: the network can wait */
	SYNC_S = 10           /* how often new subscriptions are looked for */
};

int64_t now_s(void)
{
	return time(NULL);
}

static bool stopped(const struct collect *c)
{
	/* It may be another thread that says so. */
	return c->options->stop && __atomic_load_n(c->options->stop, __ATOMIC_RELAXED);
}

static void set_slow(struct collect_report *r, struct slice url, int64_t ms)
{
	size_t n = url.n < COLLECT_SLOW_LEN ? url.n : COLLECT_SLOW_LEN;
	memcpy(r->slow, n ? url.p : "", n);
	r->slow[n] = 0;
	r->slow_ms = ms;
}

/* ---- batches ---- */

static void publish(struct collect *c)
{
	*c->report = c->now;
	c->report->n_added = c->writer.committed.n_added;
	c->report->n_versions = c->writer.committed.n_versions;
	c->report->n_waiting = fetch_pending(c->fetch);
}

static enum err commit(struct collect *c, struct error *e)
{
	TRY(writer_commit(&c->writer, c->archive, e));
	c->batch_ms = 0;
	publish(c);
	TRY(rules_apply(c, e));
	c->now.n_batches++;
	return OK;
}

static enum err commit_if_due(struct collect *c, struct error *e)
{
	if (!c->writer.open)
		return OK;
	if (!c->batch_ms)
		c->batch_ms = monotonic_ms();
	return writer_is_due(&c->writer, c->archive) || monotonic_ms() - c->batch_ms > COMMIT_MS
		? commit(c, e) : OK;
}

/* ---- what the network brings ---- */

static struct slice use_of(const struct fetch_exchange *x, const struct asked *asked)
{
	if (x->is_robots)
		return RECORD_USE_LINKS;
	if (asked->row.kind == STORE_FETCH_PAGE)
		return SLICE_NONE;
	return asked->settings.pages ? RECORD_USE_LINKS : RECORD_USE_FEED;
}

/* Is the payload the one that came the last time? */
static bool is_same(const struct kept *k, const struct asked *asked, int status)
{
	struct slice digest = slice_of((const char *)k->digest, sizeof k->digest);
	return asked && status == 200 && asked->row.full_at && slice_eq(asked->row.digest, digest);
}

static enum err keep(struct collect *c, const struct fetch_exchange *x, struct error *e)
{
	struct asked *asked = x->ctx;
	struct job *job = job_new();
	struct kept *k = arena_new(&job->arena, struct kept);
	struct record_exchange r = {
		.url = x->url, .ip = x->ip, .use = use_of(x, asked), .request = x->request,
		.head = x->head, .body = x->body, .at = x->at,
	};
	warc_sum(warc_http_payload(x->head, x->body, &job->arena), k->digest);
	r.digest = k->digest;
	k->same = x->last && is_same(k, asked, x->reply.status);
	if (asked) {
		r.same = k->same;
		r.not_modified = x->reply.status == 304;
		r.same_url = asked->row.full_url;
		r.same_at = asked->row.full_at;
		k->wants_articles = asked->settings.pages && asked->row.kind == STORE_FETCH_SOURCE;
	}
	record_of_exchange(&r, &job->arena, &job->record, &k->request);
	reply_read(arena_dup(&job->arena, x->head), x->at, &job->arena, &k->reply);
	k->url = job->record.uri;
	k->permanent = x->permanent;
	k->n_bytes = x->body.n;
	k->asked = x->last ? asked : NULL;
	job->own = k;
	job->path = job->record.uri;
	return pipeline_push(c->pipeline, job, e);
}

static enum err on_exchange(void *ctx, const struct fetch_exchange *x, struct error *e)
{
	struct collect *c = ctx;
	if (x->took_ms > c->now.slow_ms)
		set_slow(&c->now, x->url, x->took_ms);
	if (x->outcome == FETCH_ANSWERED)
		return keep(c, x, e);
	if (!x->ctx)
		return OK;
	TRY(writer_begin(&c->writer, c->archive, e));
	return settle_failure(c, x->ctx, x->problem, e);
}

static enum err on_packed(void *ctx, struct job *job, struct error *e)
{
	struct collect *c = ctx;
	struct kept *k = job->own;
	TRY(writer_append(&c->writer, c->archive, job, e));
	/* Known, but not settled: a process ended in between. What follows is to be found. */
	if (k->asked && !k->same && k->reply.status == 200)
		job->skip = false;
	return k->request.block.n && job->record_id
		? writer_append_aside(&c->writer, c->archive, &k->request, e) : OK;
}

static enum err on_read(void *ctx, struct job *job, struct error *e)
{
	struct collect *c = ctx;
	struct kept *k = job->own;
	size_t n_added = c->writer.now.n_added;
	TRY(writer_put(&c->writer, c->archive, job, e));
	if (!job->is_new)
		job->is_new = arena_array(&job->arena, bool, job->articles.n);
	n_added = c->writer.now.n_added - n_added;
	if (!k->asked)
		return OK;
	TRY(writer_begin(&c->writer, c->archive, e));
	return settle_answer(c, job, k->asked, n_added, e);
}

/* ---- what is due ---- */

static bool is_named(const struct collect *c, const struct store_subscription *sub)
{
	for (size_t i = 0; i < c->options->n_sources; i++) {
		struct slice name = slice_str(c->options->sources[i]);
		if (slice_find_nocase(sub->url, name, 0) != SIZE_MAX ||
			slice_find_nocase(sub->title, name, 0) != SIZE_MAX)
			return true;
	}
	return false;
}

/* Subscriptions that were never asked are due. */
static enum err enter_new(struct collect *c, const struct store_subscription *sub,
	struct arena *scratch, struct error *e)
{
	struct store_fetch row;
	bool known;
	TRY(store_fetch_get(c->archive->store, sub->url, scratch, &row, &known, e));
	if (known)
		return OK;
	row.source = sub->url;
	TRY(writer_begin(&c->writer, c->archive, e));
	return store_fetch_put(c->archive->store, &row, e);
}

static enum err sync_subscriptions(struct collect *c, bool first, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_subscriptions subs = { 0 };
	struct store *s = c->archive->store;
	enum err err = store_subscription_list(s, &scratch, &subs, e);
	for (size_t i = 0; err == OK && i < subs.n; i++) {
		bool named = is_named(c, &subs.at[i]);
		err = enter_new(c, &subs.at[i], &scratch, e);
		if (err != OK || !first || (!named && !(c->options->all && !c->options->n_sources)))
			continue;
		err = writer_begin(&c->writer, c->archive, e);
		if (err == OK)
			err = store_fetch_ask_now(s, subs.at[i].url, now_s(), e);
		if (named)
			*list_add(&c->arena, &c->only) = arena_dup(&c->arena, subs.at[i].url);
	}
	arena_done(&scratch);
	c->synced_s = now_s();
	if (err == OK && first && c->options->n_sources && !c->only.n)
		return fail(e, ERR_NOT_FOUND, "no subscription is called '%s'",
			c->options->sources[0]);
	return err;
}

static struct asked *asked_new(struct collect *c, const struct store_fetch *row)
{
	struct asked *asked = calloc(1, sizeof *asked);
	if (!asked)
		abort();
	struct store_fetch *to = &asked->row;
	*to = *row;
	struct slice *const all[] = { &to->url, &to->source, &to->etag, &to->last_modified,
		&to->digest, &to->full_url, &to->problem, &to->hub, &to->topic };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		*all[i] = arena_dup(&asked->arena, *all[i]);
	asked->key = to->url;
	asked->next = c->asked;
	if (c->asked)
		c->asked->before = asked;
	return c->asked = asked;
}

static void ask(struct collect *c, struct asked *asked)
{
	bool is_page = asked->row.kind == STORE_FETCH_PAGE;
	const struct fetch_request request = {
		.url = asked->row.url, .etag = asked->row.etag,
		.last_modified = asked->row.last_modified,
		.user_agent = asked->settings.user_agent, .login = asked->settings.login,
		.cookie = asked->settings.cookie, .home = asked->row.source,
		.proxy = asked->settings.proxy, .robots = is_page || asked->settings.pages,
		.ctx = asked,
	};
	map_at(&c->flight, &c->flight_arena, arena_dup(&c->flight_arena, asked->key))->num = 1;
	c->n_flight++;
	fetch_add(c->fetch, &request);
}

/* Ask for what a row says, unless it is under way, or its subscription has gone or ended. */
static enum err ask_row(struct collect *c, const struct store_fetch *row, struct error *e)
{
	struct store *s = c->archive->store;
	struct map_slot *slot = map_find(&c->flight, row->url);
	if (slot && slot->num)
		return OK;
	struct asked *asked = asked_new(c, row);
	struct store_subscription sub;
	store_settings settings = { 0 };
	enum err err = store_subscription_get(s, row->source, &asked->arena, &sub, e);
	if (err == ERR_NOT_FOUND) {
		asked_free(c, asked);
		TRY(writer_begin(&c->writer, c->archive, e));
		return store_fetch_forget(s, row->source, e);
	}
	if (err == OK)
		err = store_settings_list(s, row->source, &asked->arena, &settings, e);
	if (err != OK) {
		asked_free(c, asked);
		return err;
	}
	asked->title = sub.title;
	settings_of(&settings, &asked->settings);
	if (asked->settings.ended.n && !c->only.n) {
		asked->row.due_at = STORE_NEVER;
		err = writer_begin(&c->writer, c->archive, e);
		if (err == OK)
			err = store_fetch_put(s, &asked->row, e);
		asked_free(c, asked);
		return err;
	}
	ask(c, asked);
	return OK;
}

static enum err refill_of(struct collect *c, struct slice source, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_fetches due = { 0 };
	enum err err = store_fetch_due(c->archive->store, source, now_s(), c->n_flight + FLIGHT,
		&scratch, &due, e);
	for (size_t i = 0; err == OK && i < due.n && c->n_flight < FLIGHT; i++)
		err = ask_row(c, &due.at[i], e);
	arena_done(&scratch);
	return err;
}

/* Is there something that refill would ask for or enter? It only reads. */
static enum err has_work(struct collect *c, bool *ret, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	struct store *s = c->archive->store;
	store_fetches due = { 0 };
	const size_t n = c->only.n ? c->only.n : 1;
	int64_t wrote = c->archive->rests_at;
	enum err err = OK;
	for (size_t i = 0; err == OK && !due.n && i < n; i++)
		err = store_fetch_due(s, c->only.n ? c->only.at[i] : SLICE_NONE, now_s(), 1,
			&scratch, &due, e);
	if (err == OK && !due.n && now_s() - c->synced_s >= SYNC_S)
		err = store_others_wrote(s, &wrote, e);
	*ret = due.n || wrote != c->archive->rests_at;
	arena_done(&scratch);
	return err;
}

static enum err refill(struct collect *c, struct error *e)
{
	if (c->n_flight >= REFILL_BELOW || stopped(c))
		return OK;
	if (!c->n_flight) {
		arena_reset(&c->flight_arena);
		c->flight = (struct map){ 0 };
	}
	if (c->options->watch && now_s() - c->synced_s >= SYNC_S)
		TRY(sync_subscriptions(c, false, e));
	if (!c->only.n)
		return refill_of(c, SLICE_NONE, e);
	for (size_t i = 0; i < c->only.n; i++)
		TRY(refill_of(c, c->only.at[i], e));
	return OK;
}

/* ---- the loop ---- */

static enum err tell(struct collect *c, struct error *e)
{
	if (!c->hooks->progress)
		return OK;
	struct collect_report now = c->now;
	now.n_added = c->writer.now.n_added;
	now.n_versions = c->writer.now.n_versions;
	now.n_waiting = fetch_pending(c->fetch);
	int64_t slow_ms;
	struct slice slow = fetch_slowest(c->fetch, &slow_ms);
	set_slow(&now, slow, slow_ms);
	return c->hooks->progress(c->hooks->ctx, &now, e);
}

static enum err step(struct collect *c, struct error *e)
{
	bool busy = pipeline_jobs(c->pipeline) > 0;
	unsigned wait = busy ? 0 : fetch_pending(c->fetch) || c->writer.open ? STEP_MS : IDLE_MS;
	TRY(fetch_step(c->fetch, wait, e));
	/* Nothing else to do: let what is being read come out. */
	if (busy && !fetch_pending(c->fetch))
		TRY(pipeline_drain(c->pipeline, e));
	else
		TRY(pipeline_poll(c->pipeline, e));
	TRY(commit_if_due(c, e));
	return tell(c, e);
}

static enum err take_pending(struct archive *a, struct error *e)
{
	const struct ingest_hooks none = { 0 };
	struct ingest_report report;
	return ingest_pending(a, now_s(), &none, &report, e);
}

/* What is open is as it was opened, or as others left it. */
static enum err prepare(struct collect *c, struct error *e)
{
	TRY(take_pending(c->archive, e));
	TRY(store_be_small(c->archive->store, e));
	grouping_heed(c->archive->grouping, c->options->stop);
	return OK;
}

/* Nothing is due: let others take in until something is, and they are done. */
static enum err rest(struct collect *c, struct error *e)
{
	TRY(commit(c, e));
	TRY(archive_rest(c->archive, e));
	for (;;) {
		bool due;
		TRY(fetch_step(c->fetch, IDLE_MS, e));
		TRY(tell(c, e));
		if (stopped(c))
			return OK;
		TRY(has_work(c, &due, e));
		if (!due)
			continue;
		enum err err = archive_wake(c->archive, e);
		if (err != ERR_BUSY)
			return err == OK ? prepare(c, e) : err;
	}
}

/* Pages are asked for in the run that finds them, so the end is when a refill finds nothing. */
static enum err run(struct collect *c, struct error *e)
{
	TRY(rules_apply(c, e));
	TRY(sync_subscriptions(c, true, e));
	for (;;) {
		TRY(refill(c, e));
		bool idle = !fetch_pending(c->fetch) && !pipeline_jobs(c->pipeline);
		if (idle && (stopped(c) || !c->options->watch))
			break;
		if (idle) {
			TRY(rest(c, e));
			if (stopped(c))
				return OK; /* others may write; all is committed */
			continue;
		}
		if (stopped(c))
			fetch_cancel_queued(c->fetch);
		TRY(step(c, e));
	}
	return commit(c, e);
}

enum err collect_run(struct archive *a, const struct collect_options *options,
	const struct collect_hooks *hooks, struct collect_report *report, struct error *e)
{
	struct collect c = {
		.archive = a, .options = options, .hooks = hooks, .report = report,
		.rules_due = true, /* by one that ended early */
	};
	const struct pipeline_ops ops = {
		.keeps = true, .packs = true, .max_weight = MAX_WEIGHT, .look = settle_look,
		.on_packed = on_packed, .on_read = on_read, .ctx = &c
	};
	*report = (struct collect_report){ 0 };
	TRY(prepare(&c, e));
	enum err err = fetch_open(&options->fetch, on_exchange, &c, &c.fetch, e);
	if (err == OK)
		err = pipeline_open(&ops, &c.pipeline, e);
	if (err == OK)
		err = run(&c, e);
	grouping_heed(a->grouping, NULL);
	if (err != OK)
		store_rollback(a->store);
	pipeline_close(c.pipeline);
	fetch_close(c.fetch);
	while (c.asked)
		asked_free(&c, c.asked);
	arena_done(&c.flight_arena);
	arena_done(&c.arena);
	return err;
}
