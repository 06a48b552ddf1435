/* api-collect: subscriptions and fetching. */
#include "warta.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

#include "api/private.h"
#include "collect/collect.h"
#include "collect/probe.h"
#include "collect/settings.h"
#include "collect/subscriptions.h"

/* ---- subscriptions ---- */

static enum err put_settings(struct store *s, struct slice url,
	const struct warta_subscription *from, struct error *e)
{
	for (size_t i = 0; i < from->n_settings; i++) {
		const struct store_setting setting = { url, slice_str(from->settings[i].name),
			slice_str(from->settings[i].value) };
		TRY(settings_check(setting.name, setting.value, e));
		TRY(store_setting_put(s, &setting, e));
	}
	return OK;
}

static enum err put_subscription(struct store *s, const struct warta_subscription *from,
	struct error *e)
{
	const struct slice url = slice_str(from->url), title = slice_str(from->title),
			   folder = slice_str(from->folder);
	const struct subscription_change change = { url, from->title ? &title : NULL,
		from->folder ? &folder : NULL, slice_str(from->own_title) };
	TRY(subscription_put(s, &change, e));
	return put_settings(s, url, from, e);
}

enum warta_code warta_subscribe(struct warta *w, const struct warta_subscription *sub,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct store *s = w->archive->store;
	enum err err = store_begin(s, &why);
	if (err == OK)
		err = store_end(s, put_subscription(s, sub, &why), &why);
	return api_result(err, &why, e);
}

enum warta_code warta_unsubscribe(struct warta *w, const char *url, struct warta_error *e)
{
	struct error why = { 0 };
	struct store *s = w->archive->store;
	enum err err = store_begin(s, &why);
	if (err == OK)
		err = store_end(s, store_subscription_drop(s, slice_str(url), &why), &why);
	return api_result(err, &why, e);
}

static enum err give(struct store *s, const struct store_subscription *sub,
	int (*each)(void *ctx, const struct warta_subscription *s), void *ctx,
	struct arena *scratch, struct error *e)
{
	struct store_fetch row;
	bool known;
	store_settings list = { 0 };
	TRY(store_fetch_get(s, sub->url, scratch, &row, &known, e));
	TRY(store_settings_list(s, sub->url, scratch, &list, e));
	struct warta_setting *settings = arena_array(scratch, struct warta_setting, list.n + 1);
	for (size_t i = 0; i < list.n; i++) {
		settings[i].name = arena_str(scratch, list.at[i].name);
		settings[i].value = arena_str(scratch, list.at[i].value);
	}
	const struct warta_subscription out = {
		.url = arena_str(scratch, sub->url), .title = arena_str(scratch, sub->title),
		.folder = arena_str(scratch, sub->folder), .settings = settings,
		.n_settings = list.n, .asked_at = row.asked_at,
		.due_at = row.due_at >= STORE_NEVER ? 0 : row.due_at,
		.failed_since = row.failed_since, .n_failed = row.n_failed,
		.problem = arena_str(scratch, row.problem),
		.hub = arena_str(scratch, row.hub), .topic = arena_str(scratch, row.topic),
	};
	return api_stopped(each(ctx, &out), e);
}

enum warta_code warta_subscriptions(struct warta *w,
	int (*each)(void *ctx, const struct warta_subscription *s), void *ctx,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct arena arena = ARENA_INIT, scratch = ARENA_INIT;
	store_subscriptions list = { 0 };
	struct store *s = w->archive->store;
	enum err err = store_subscription_list(s, &arena, &list, &why);
	for (size_t i = 0; err == OK && i < list.n; i++) {
		arena_reset(&scratch);
		err = give(s, &list.at[i], each, ctx, &scratch, &why);
	}
	arena_done(&scratch);
	arena_done(&arena);
	return api_result(err, &why, e);
}

/* ---- OPML ---- */

struct import {
	struct store *store;
	const struct warta_subscription *like;
	uint64_t n_passed;
};

static enum err on_imported(void *ctx, struct slice url, bool taken, struct error *e)
{
	struct import *i = ctx;
	i->n_passed += !taken;
	return i->like && taken ? put_settings(i->store, url, i->like, e) : OK;
}

enum warta_code warta_import(struct warta *w, const char *text, size_t n,
	const struct warta_subscription *like, uint64_t *ret_n, uint64_t *ret_passed,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct store *s = w->archive->store;
	struct import i = { s, like, 0 };
	*ret_n = 0;
	enum err err = store_begin(s, &why);
	if (err == OK)
		err = store_end(s, subscriptions_import(s, slice_of(text, n), on_imported, &i,
			ret_n, &why), &why);
	*ret_passed = i.n_passed;
	return api_result(err, &why, e);
}

enum warta_code warta_export_opml(struct warta *w, warta_write_fn write, void *ctx,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct buf text = BUF_INIT(API_MAX_OUTPUT);
	enum err err = subscriptions_export(w->archive->store, &text, &why);
	if (err == OK)
		err = api_stopped(write(ctx, text.p, text.n), &why);
	buf_done(&text);
	return api_result(err, &why, e);
}

/* ---- the network ---- */

static enum err network_of(const struct warta_network *n, struct fetch_options *ret,
	struct error *e)
{
	*ret = fetch_defaults();
	ret->guard.allow_private = n->allow_private;
	ret->ca_file = slice_str(n->ca_file);
	if (n->timeout_s)
		ret->timeout_s = n->timeout_s;
	if (n->no_delay)
		ret->host_delay_ms = 0;
	if (n->per_host)
		ret->max_per_host = n->per_host;
	if (n->connections)
		ret->max_transfers = n->connections;
	if (n->n_allow > GUARD_MAX_RANGES)
		return fail(e, ERR_LIMIT, "more than %d ranges are allowed", GUARD_MAX_RANGES);
	for (size_t i = 0; i < n->n_allow; i++)
		if (!guard_range_parse(slice_str(n->allow[i]), &ret->guard.ranges[i]))
			return fail(e, ERR_USAGE, "'%s' is no range of addresses", n->allow[i]);
	ret->guard.n_ranges = n->n_allow;
	return OK;
}

enum warta_code warta_discover(const char *url, const struct warta_network *network,
	struct warta_discovery *ret, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena arena = ARENA_INIT;
	struct fetch_options options;
	struct probe found;
	enum err err = network_of(network, &options, &why);
	if (err == OK)
		err = probe_find(slice_str(url), &options, &arena, &found, &why);
	if (err == OK && found.url.n >= sizeof ret->url)
		err = fail(&why, ERR_LIMIT, "its address is too long");
	if (err == OK) {
		snprintf(ret->url, sizeof ret->url, "%.*s", SLICE_ARG(found.url));
		snprintf(ret->title, sizeof ret->title, "%.*s",
			found.title.n < sizeof ret->title ? (int)found.title.n : 0,
			found.title.p ? found.title.p : "");
		ret->is_page = found.is_page;
	}
	arena_done(&arena);
	return api_result(err, &why, e);
}

static struct warta_fetch_report report_of(const struct collect_report *r)
{
	struct warta_fetch_report out = {
		.n_sources = r->n_sources, .n_unchanged = r->n_unchanged,
		.n_failed = r->n_failed, .n_pages = r->n_pages,
		.n_pages_failed = r->n_pages_failed, .n_added = r->n_added,
		.n_versions = r->n_versions, .n_waiting = r->n_waiting, .n_bytes = r->n_bytes,
		.slow_s = (double)r->slow_ms / 1000,
	};
	static_assert(sizeof out.slow == sizeof r->slow, "the same text");
	memcpy(out.slow, r->slow, sizeof out.slow);
	return out;
}

static enum err on_source(void *ctx, const struct collect_line *line, struct error *e)
{
	const struct warta_fetch_hooks *h = ctx;
	struct arena scratch = ARENA_INIT;
	const struct warta_fetch_line out = {
		.url = arena_str(&scratch, line->url), .title = arena_str(&scratch, line->title),
		.problem = arena_str(&scratch, line->problem),
		.note = arena_str(&scratch, line->note), .unchanged = line->unchanged,
		.n_new = line->n_new,
	};
	enum err err = api_stopped(h->source(h->ctx, &out), e);
	arena_done(&scratch);
	return err;
}

static enum err on_progress(void *ctx, const struct collect_report *now, struct error *e)
{
	const struct warta_fetch_hooks *h = ctx;
	const struct warta_fetch_report out = report_of(now);
	return api_stopped(h->progress(h->ctx, &out), e);
}

enum warta_code warta_fetch(struct warta *w, const struct warta_fetch_options *options,
	const struct warta_fetch_hooks *hooks, struct warta_fetch_report *ret_report,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct warta_fetch_hooks copy = hooks ? *hooks : (struct warta_fetch_hooks){ 0 };
	const struct collect_hooks inner = {
		.ctx = &copy, .source = copy.source ? on_source : NULL,
		.progress = copy.progress ? on_progress : NULL,
	};
	struct collect_options o = {
		.sources = options->sources, .n_sources = options->n_sources, .all = options->all,
		.watch = options->watch, .stop = options->stop,
	};
	struct collect_report report = { 0 };
	enum err err = network_of(&options->network, &o.fetch, &why);
	if (err == OK)
		err = collect_run(w->archive, &o, &inner, &report, &why);
	if (ret_report)
		*ret_report = report_of(&report);
	return api_result(err, &why, e);
}
