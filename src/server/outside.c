/* outside: one address, asked at once; and the feed of a source, looked for. */
#include "server/outside.h"

#include "collect/probe.h"
#include "collect/subscriptions.h"
#include "server/fetching.h"
#include "warc/warc.h"

struct asking {
	struct work *w;
	bool done;
	int status;
	struct slice body, problem;
};

static enum err on_exchange(void *ctx, const struct fetch_exchange *x, struct error *e)
{
	struct asking *a = ctx;
	(void)e;
	if (!x->last)
		return OK;
	a->done = true;
	if (x->outcome != FETCH_ANSWERED) {
		a->problem = arena_dup(&a->w->out, x->problem);
		return OK;
	}
	a->status = x->reply.status;
	a->body = arena_dup(&a->w->out, warc_http_payload(x->head, x->body, &a->w->out));
	return OK;
}

/* As warta fetches, but hurried. */
static struct fetch_options hurried(const struct server *s, size_t max_bytes)
{
	enum { TRANSFERS = 4 };
	struct fetch_options o = fetch_defaults();
	o.guard = s->options.guard;
	o.max_bytes = max_bytes;
	o.timeout_s = OUTSIDE_SECONDS;
	o.host_delay_ms = 0;
	o.max_transfers = TRANSFERS;
	return o;
}

enum err outside_get(struct work *w, struct slice url, size_t max_bytes, struct slice *ret_body,
	struct error *e)
{
	enum { STEP_MS = 200 };
	struct asking a = { .w = w };
	struct fetch *f;
	const struct fetch_options options = hurried(w->server, max_bytes);
	TRY(fetch_open(&options, on_exchange, &a, &f, e));
	fetch_add(f, &(struct fetch_request){ .url = url });
	enum err err = OK;
	while (err == OK && !a.done && fetch_pending(f) && !atomic_load(&w->server->stopping))
		err = fetch_step(f, STEP_MS, e);
	fetch_close(f);
	TRY(err);
	if (!a.done || a.problem.n)
		return fail(e, ERR_NOT_FOUND, "%.*s", SLICE_ARG(a.problem));
	if (a.status != 200)
		return fail(e, ERR_NOT_FOUND, "its server answers %d", a.status);
	*ret_body = a.body;
	return OK;
}

enum err outside_subscribe(struct work *w, struct slice url, struct slice folder,
	struct slice *ret_url, struct error *e)
{
	enum { PROBE_MAX = 8 << 20 };
	const struct fetch_options options = hurried(w->server, PROBE_MAX);
	struct store_subscription there;
	struct probe found = { 0 };
	struct store *s;
	if (slice_find(url, SLICE("://"), 0) == SIZE_MAX)
		url = arena_printf(&w->out, "https://%.*s", SLICE_ARG(url));
	enum err err = store_subscription_get(w->store, url, &w->out, &there, NULL);
	if (err == OK)
		found.url = url;
	else
		TRY(probe_find(url, &options, &w->out, &found, e));
	const struct subscription_change change = { found.url, NULL, folder.n ? &folder : NULL,
		.own_title = found.title };
	TRY(work_write_begin(w, &s, e));
	err = subscription_put(s, &change, e);
	if (err == OK && found.is_page)
		err = store_setting_put(s, &(struct store_setting){ found.url, SLICE("pages"),
			SLICE("yes") }, e);
	TRY(work_write_end(w, err, e));
	*ret_url = found.url;
	/* Where another process takes in, that one asks for it, or the next. */
	(void)!fetching_begin(w->server->fetching, false, NULL);
	return OK;
}
