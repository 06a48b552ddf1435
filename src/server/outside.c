/* outside: one address, asked at once. */
#include "server/outside.h"

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

struct fetch_options outside_options(const struct server *s, size_t max_bytes)
{
	return (struct fetch_options){ .guard = s->options.guard, .max_bytes = max_bytes,
		.user_agent = SLICE("warta/" WARTA_VERSION " (news archive)"),
		.robots_agent = SLICE("warta"), .timeout_s = OUTSIDE_SECONDS,
		.max_per_host = 2, .max_transfers = 4 };
}

enum err outside_get(struct work *w, struct slice url, size_t max_bytes, struct slice *ret_body,
	struct error *e)
{
	enum { STEP_MS = 200 };
	struct asking a = { .w = w };
	struct fetch *f;
	const struct fetch_options options = outside_options(w->server, max_bytes);
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
