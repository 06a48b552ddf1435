/* subscribe: the sources, how they do, and which are watched. */

#include "base/map.h"
#include "collect/subscriptions.h"
#include "desk-assets.h"
#include "server/fetching.h"
#include "server/outside.h"
#include "server/page.h"
#include "server/stream.h"
#include "store/collect.h"

enum {
	VOLUME_DAYS = 30, VOLUME_ITEMS = 20000, /* the newest articles, that the bars are made of */
	BAR_WIDTH = 3, BAR_HEIGHT = 14
};

/* ---- how many articles a day, source by source */

struct volume {
	int64_t last_day;
	struct map map; /* of source ids to rows of `counts` */
	LIST(struct day_counts { int n[VOLUME_DAYS]; }) counts;
	struct arena *out;
	size_t n_items;
};

static bool on_item(void *ctx, const struct store_item *item)
{
	struct volume *v = ctx;
	int64_t ago = v->last_day - item->day;
	struct slice key = slice_of((const char *)&item->source, sizeof item->source);
	if (ago >= VOLUME_DAYS || ++v->n_items > VOLUME_ITEMS)
		return false;
	struct map_slot *slot = map_find(&v->map, key);
	if (!slot) {
		slot = map_at(&v->map, v->out, arena_dup(v->out, key));
		slot->num = (int64_t)v->counts.n;
		*list_add(v->out, &v->counts) = (struct day_counts){ 0 };
	}
	if (ago >= 0)
		v->counts.at[slot->num].n[VOLUME_DAYS - 1 - ago]++;
	return true;
}

static struct slice volume_path(struct volume *v, int64_t source)
{
	struct map_slot *slot = map_find(&v->map, slice_of((char *)&source, sizeof source));
	if (!slot)
		return SLICE("");
	return bars_path(v->counts.at[slot->num].n, VOLUME_DAYS, BAR_WIDTH, BAR_HEIGHT, v->out);
}

static enum err sources_make(struct work *w, struct sources_page *p, struct error *e)
{
	struct volume v = { .out = &w->out };
	store_source_list sources;
	store_tallies days;
	TRY(store_source_rows(w->store, &w->out, &sources, e));
	TRY(store_days(w->store, INT64_MAX, 1, &w->out, &days, e));
	const struct store_walk newest = { .after = INT64_MAX };
	if (days.n) {
		v.last_day = days.at[0].day;
		TRY(store_walk(w->store, &newest, on_item, &v, e));
	}
	for (size_t i = 0; i < sources.n; i++)
		*list_add(&w->out, &p->sources) = (struct source_row){ .name = sources.at[i].name,
			.total = sources.at[i].total, .unread = sources.at[i].unread,
			.volume = volume_path(&v, sources.at[i].id) };
	return OK;
}

/* ---- what is watched */

static struct slice interval_words(struct work *w, int64_t seconds)
{
	return seconds < 7200 ? arena_printf(&w->out, "%lld min", (long long)(seconds + 59) / 60)
		: arena_printf(&w->out, "%lld h", (long long)(seconds + 1800) / 3600);
}

static enum err watched_make(struct work *w, struct sources_page *p, struct error *e)
{
	store_subscriptions all;
	TRY(store_subscription_list(w->store, &w->out, &all, e));
	for (size_t i = 0; i < all.n; i++) {
		struct store_fetch f;
		bool known;
		struct watched_row row = { .url = all.at[i].url, .title = all.at[i].title,
			.folder = all.at[i].folder };
		TRY(store_fetch_get(w->store, all.at[i].url, &w->out, &f, &known, e));
		if (known && f.asked_at)
			row.asked = time_words(w, f.asked_at);
		if (known && f.interval_s)
			row.interval = interval_words(w, f.interval_s);
		if (known) {
			row.problem = f.problem;
			row.n_failed = f.n_failed;
		}
		*list_add(&w->out, &p->watched) = row;
	}
	return OK;
}

static enum err sources_send(struct work *w, bool refused, struct error *e)
{
	struct sources_page *p = arena_new(&w->out, struct sources_page);
	TRY(chrome_make(w, say_text(&w->say, STR_SOURCES), "sources", &p->chrome, e));
	p->may_add = w->who.role >= ROLE_ADMIN;
	p->added = request_param(&w->request, "added");
	p->refused = refused;
	TRY(sources_make(w, p, e));
	if (w->can_change) { /* addresses of feeds may have secrets in them */
		TRY(watched_make(w, p, e));
		fetching_look(w->server->fetching, &w->out, &p->fetching);
	}
	tmpl_sources(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

enum err page_sources(struct work *w, struct error *e)
{
	return sources_send(w, false, e);
}

/* ---- asking them */

enum err desk_fetch(struct work *w, struct error *e)
{
	struct fetching *f = w->server->fetching;
	enum err err = fetching_begin(f, true, e);
	if (err == ERR_BUSY && !fetching_runs(f)) {
		w->reply.status = 503;
		return sources_send(w, true, e);
	}
	if (err != OK && err != ERR_BUSY)
		return err;
	reply_redirect(w, SLICE("/sources"));
	return OK;
}

enum err serve_fetching(struct work *w, struct error *e)
{
	(void)e;
	if (!fetching_runs(w->server->fetching)) {
		reply_text(w, 204, "");
	} else if (!streams_room(w->server->streams)) {
		reply_text(w, 503, "too many look on: load the page of sources again\n");
	} else {
		w->reply.stream = true;
		w->reply.type = "text/event-stream";
		reply_header(w, "X-Accel-Buffering", SLICE("no")); /* proxies must not wait */
	}
	return OK;
}

/* ---- changing */

static void lead_back(struct work *w, struct slice added)
{
	struct buf to = BUF_INIT(1 << 16);
	buf_str(&to, "/sources?added=");
	put_url(&to, added);
	reply_redirect(w, arena_dup(&w->out, buf_text(&to)));
	buf_done(&to);
}

enum err desk_subscribe(struct work *w, struct error *e)
{
	struct slice url;
	TRY(outside_subscribe(w, slice_trim(request_param(&w->request, "url")),
		slice_trim(request_param(&w->request, "folder")), &url, e));
	lead_back(w, url);
	return OK;
}

enum err desk_unsubscribe(struct work *w, struct error *e)
{
	struct store *s;
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w,
		store_subscription_drop(s, request_param(&w->request, "url"), e), e));
	reply_redirect(w, SLICE("/sources"));
	return OK;
}

enum err desk_import(struct work *w, struct error *e)
{
	struct store *s;
	uint64_t n = 0;
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w, subscriptions_import(s, request_param(&w->request, "opml"), NULL,
		NULL, &n, e), e));
	(void)!fetching_begin(w->server->fetching, false, NULL);
	lead_back(w, arena_printf(&w->out, "%llu", (unsigned long long)n));
	return OK;
}

enum err serve_opml(struct work *w, struct error *e)
{
	TRY(subscriptions_export(w->store, &w->reply.body, e));
	w->reply.type = "text/x-opml; charset=utf-8";
	reply_header(w, "Content-Disposition", SLICE("attachment; filename=\"warta.opml\""));
	return OK;
}
