/* settle: what an answer means: when to ask again, which pages to ask for, and what to tell. */
#include "collect/private.h"

#include <stdlib.h>

#include "collect/schedule.h"
#include "identity/revisit.h"
#include "url/url.h"

void asked_free(struct collect *c, struct asked *asked)
{
	struct map_slot *slot = map_find(&c->flight, asked->key);
	if (slot && slot->num) {
		slot->num = 0;
		c->n_flight--;
	}
	if (asked->next)
		asked->next->before = asked->before;
	if (asked->before)
		asked->before->next = asked->next;
	else
		c->asked = asked->next;
	arena_done(&asked->arena);
	free(asked);
}

/* ---- in the worker ---- */

static void add_link(discovered *to, size_t max, struct slice url, struct arena *out)
{
	if (to->n < max && (url_has_scheme(url, "http") || url_has_scheme(url, "https")))
		*list_add(out, to) = (struct discovered){ .url = arena_dup(out, url) };
}

/* The newest pages of a sitemap; without dates the first ones. */
static void look_at_sitemap(struct kept *k, const struct feed *feed, int64_t at, struct arena *out)
{
	enum { DAYS = 7 };
	for (size_t i = 0; i < feed->entries.n; i++) {
		const struct feed_part *p = feed->entries.at[i];
		struct date d = p->published.kind != DATE_NONE ? p->published : p->updated;
		if (d.kind == DATE_NONE || d.seconds > at - (int64_t)DAYS * 86400)
			add_link(&k->links, COLLECT_MAX_PAGES, p->link, out);
	}
}

static void look_at_index(struct kept *k, const struct feed *feed, int64_t at, struct arena *out)
{
	enum { DAYS = 30 };
	for (size_t i = 0; i < feed->entries.n; i++) {
		const struct feed_part *p = feed->entries.at[i];
		if (p->updated.kind == DATE_NONE || p->updated.seconds > at - (int64_t)DAYS * 86400)
			add_link(&k->lists, COLLECT_MAX_LISTS, p->link, out);
	}
}

/* What WebSub needs: the hub, and the name that it knows the feed by. The first counts, and those
 * of the header come first. */
static void note_link(struct kept *k, struct slice rel, struct slice url)
{
	struct slice *to = slice_eq_nocase(rel, SLICE("hub")) ? &k->hub
		: slice_eq_nocase(rel, SLICE("self"))          ? &k->topic : NULL;
	if (to && !to->n)
		*to = url;
}

static void look_at_feed(struct kept *k, struct slice body, const struct feed_hint *hint,
	int64_t at, struct arena *out)
{
	struct feed feed;
	if (feed_read(body, hint, out, &feed, NULL) != OK)
		return;
	k->title = feed.about.title;
	for (size_t i = 0; i < feed.about.links.n; i++)
		note_link(k, feed.about.links.at[i].rel, feed.about.links.at[i].href);
	if (feed.format == FEED_SITEMAP)
		look_at_sitemap(k, &feed, at, out);
	else if (feed.format == FEED_SITEMAPINDEX)
		look_at_index(k, &feed, at, out);
}

/* A page came where a feed was: perhaps it says where that is now. */
static void look_at_page(struct kept *k, struct slice body, const struct feed_hint *hint,
	struct arena *out)
{
	discovered feeds = { 0 };
	discover_feeds(body, hint, out, &feeds);
	if (feeds.n && !slice_eq(feeds.at[0].url, k->asked->row.url))
		k->named = feeds.at[0].url;
}

void settle_look(struct job *job)
{
	struct kept *k = job->own;
	struct http_message m;
	bool ours = k->asked && !k->same && k->reply.status == 200 &&
		k->asked->row.kind != STORE_FETCH_PAGE;
	if (!ours || warc_http(job->record.block, READ_MAX_BYTES, &job->arena, &m, NULL) != OK)
		return;
	const struct feed_hint hint = { .url = k->url, .content_type = k->reply.content_type };
	for (size_t i = 0; i < k->reply.links.n; i++)
		note_link(k, k->reply.links.at[i].rel,
			url_resolve(k->reply.links.at[i].url, k->url, &job->arena));
	if (k->wants_articles)
		discover_articles(m.body, &hint, &job->arena, &k->links);
	else if (job->err != OK)
		look_at_page(k, m.body, &hint, &job->arena);
	else if (!job->articles.n || !k->asked->title.n ||
		slice_find(m.body, SLICE("hub"), 0) != SIZE_MAX)
		look_at_feed(k, m.body, &hint, archive_seen_at(&job->record), &job->arena);
}

/* ---- pages to ask for ---- */

static bool ends_as_teaser(struct slice text)
{
	static const char *const ends[] = { "…", "...", "[…]", "[...]", "…]", "more", "»", "→" };
	text = slice_trim(text);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (slice_ends(text, slice_str(ends[i])))
			return true;
	return false;
}

static bool wants_page(const struct article *a, enum full_text full_text)
{
	if (full_text != FULL_TEXT_AUTO)
		return full_text == FULL_TEXT_ALWAYS;
	size_t n = 0;
	for (size_t i = 0; i < a->blocks.n; i++)
		n += a->blocks.at[i].text.n;
	return n < COLLECT_TEASER_BYTES || ends_as_teaser(a->blocks.at[a->blocks.n - 1].text);
}

static enum err want(struct collect *c, const struct asked *asked, struct slice url,
	enum store_fetch_kind kind, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	struct store_fetch row;
	bool known;
	struct slice bare = slice_sub(url, 0, slice_find_byte(url, '#', 0));
	enum err err = store_fetch_get(c->archive->store, bare, &scratch, &row, &known, e);
	if (err == OK && !known) {
		row.source = asked->row.source;
		row.kind = kind;
		row.due_at = now_s();
		err = store_fetch_put(c->archive->store, &row, e);
	}
	arena_done(&scratch);
	return err;
}

static enum err want_all(struct collect *c, const struct job *job, const struct asked *asked,
	struct error *e)
{
	const struct kept *k = job->own;
	size_t n = 0;
	for (size_t i = 0; i < job->articles.n && n < COLLECT_MAX_PAGES; i++) {
		const struct article *a = job->articles.at[i];
		if (!a->url.n || !job->is_new || !wants_page(a, asked->settings.full_text))
			continue;
		n++;
		TRY(want(c, asked, a->url, STORE_FETCH_PAGE, e));
	}
	for (size_t i = 0; i < k->links.n && i < COLLECT_MAX_PAGES; i++)
		TRY(want(c, asked, k->links.at[i].url, STORE_FETCH_PAGE, e));
	for (size_t i = 0; i < k->lists.n; i++)
		TRY(want(c, asked, k->lists.at[i].url, STORE_FETCH_LIST, e));
	return OK;
}

/* Which sources the articles of a subscription bear, for who lists them by subscription. */
static enum err outlets_learn(struct collect *c, const struct job *job, const struct asked *asked,
	struct error *e)
{
	struct slice last = SLICE_NONE;
	for (size_t i = 0; i < job->articles.n; i++) {
		struct slice name = job->articles.at[i]->source;
		if (!slice_eq(name, last))
			TRY(store_outlet_put(c->archive->store, asked->row.source, name, e));
		last = name;
	}
	return OK;
}

/* ---- the state ---- */

static int64_t gap_of(const struct job *job, struct arena *scratch)
{
	int64_t *times = arena_array(scratch, int64_t, job->articles.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < job->articles.n; i++)
		if (job->articles.at[i]->published.kind != DATE_NONE)
			times[n++] = job->articles.at[i]->published.seconds;
	return schedule_gap(times, n);
}

static void learn_full(struct store_fetch *row, const struct job *job)
{
	const struct kept *k = job->own;
	row->full_at = archive_seen_at(&job->record);
	row->full_url = k->url;
	row->digest = slice_of((const char *)k->digest, sizeof k->digest);
	if (k->hub.n) {
		row->hub = k->hub;
		row->topic = k->topic.n ? k->topic : k->url;
	}
}

static void set_well(struct collect *c, struct asked *asked, struct job *job, size_t n_new)
{
	struct store_fetch *row = &asked->row;
	const struct kept *k = job->own;
	row->n_looks++;
	if (!row->first_at)
		row->first_at = row->asked_at;
	row->n_failed = row->failed_since = 0;
	row->problem = SLICE_NONE;
	if (k->reply.status != 304) {
		row->etag = k->reply.etag;
		row->last_modified = k->reply.last_modified;
	}
	if (row->kind == STORE_FETCH_PAGE) {
		int64_t at = revisit_next(NULL, row->first_at, row->full_at, row->asked_at);
		bool again = at && row->n_looks <= asked->settings.look_again;
		row->due_at = again ? at : STORE_NEVER;
		return;
	}
	row->interval_s = schedule_learn(row->interval_s, gap_of(job, &asked->arena), n_new);
	int64_t own = asked->settings.interval_s;
	row->due_at = schedule_next(row->url, row->asked_at, own ? own : row->interval_s,
		k->reply.max_age_s, k->reply.retry_after_s);
	c->now.n_unchanged += row->kind == STORE_FETCH_SOURCE &&
		(k->same || k->reply.status == 304);
}

static void set_failed(struct asked *asked, struct slice problem, int64_t retry_after_s)
{
	enum { PAGE_TRIES = 5 };
	struct store_fetch *row = &asked->row;
	row->n_failed++;
	if (!row->failed_since)
		row->failed_since = row->asked_at;
	row->problem = problem;
	row->due_at = schedule_retry(row->url, row->asked_at, row->n_failed, retry_after_s);
	if (row->kind == STORE_FETCH_PAGE && row->n_failed >= PAGE_TRIES)
		row->due_at = STORE_NEVER;
}

/* Tell what became of a source, and count. */
static enum err tell(struct collect *c, const struct asked *asked, struct slice note,
	bool unchanged, size_t n_new, struct error *e)
{
	const struct store_fetch *row = &asked->row;
	if (row->kind == STORE_FETCH_PAGE) {
		c->now.n_pages++;
		c->now.n_pages_failed += row->n_failed > 0;
		return OK;
	}
	c->now.n_sources += row->kind == STORE_FETCH_SOURCE;
	c->now.n_failed += row->n_failed > 0;
	const struct collect_line line = {
		.url = row->url, .title = asked->title, .problem = row->problem, .note = note,
		.unchanged = unchanged, .n_new = n_new,
	};
	return c->hooks->source ? c->hooks->source(c->hooks->ctx, &line, e) : OK;
}

/* Login and cookie stay with the scheme, host and port that they were given for; TLS may come to
 * the host, not go. */
static enum err leave_secrets(struct store *s, struct slice from, struct slice to,
	struct arena *scratch, struct slice *ret_note, struct error *e)
{
	static const char *const secrets[] = { "cookie", "login" };
	struct url a, b;
	if (url_parse(from, scratch, &a) && url_parse(to, scratch, &b) &&
		slice_eq_nocase(a.host, b.host) &&
		((url_has_scheme(from, "http") && url_has_scheme(to, "https")) ||
		(slice_eq_nocase(a.scheme, b.scheme) && slice_eq(a.port, b.port))))
		return OK;
	store_settings list = { 0 };
	TRY(store_settings_list(s, from, scratch, &list, e));
	for (size_t i = 0; i < list.n; i++)
		for (size_t k = 0; k < sizeof secrets / sizeof *secrets; k++) {
			if (!slice_is(list.at[i].name, secrets[k]))
				continue;
			list.at[i].value = SLICE_NONE;
			TRY(store_setting_put(s, &list.at[i], e));
			*ret_note = arena_printf(scratch, "%.*s; its %s was left behind",
				SLICE_ARG(*ret_note), secrets[k]);
		}
	return OK;
}

/* 410, or a redirect for good: what the server said of the subscription itself. */
static enum err change_subscription(struct collect *c, struct asked *asked, struct job *job,
	struct slice *ret_note, struct error *e)
{
	struct store *s = c->archive->store;
	const struct kept *k = job->own;
	struct store_subscription sub;
	struct store_setting ended = { asked->row.url, SLICE("ended"), SLICE_NONE };
	if (store_subscription_get(s, asked->row.url, &asked->arena, &sub, NULL) != OK)
		return OK; /* it was unsubscribed from in the meantime */
	if (k->reply.status == 410) {
		ended.value = job->record.date;
		*ret_note = SLICE("is gone for good and will not be asked again");
		return store_setting_put(s, &ended, e);
	}
	if (asked->settings.ended.n)
		TRY(store_setting_put(s, &ended, e));
	if (!sub.title.n && k->title.n) {
		sub.title = asked->title = k->title;
		TRY(store_subscription_put(s, &sub, e));
	}
	if (!k->permanent || slice_eq(k->url, asked->row.url))
		return OK;
	*ret_note = arena_printf(&asked->arena, "has moved to %.*s", SLICE_ARG(k->url));
	TRY(leave_secrets(s, asked->row.url, k->url, &asked->arena, ret_note, e));
	TRY(store_subscription_move(s, asked->row.url, k->url, e));
	asked->row.url = asked->row.source = k->url;
	return OK;
}

static enum err settle(struct collect *c, struct job *job, struct asked *asked, size_t n_new,
	struct error *e)
{
	const struct kept *k = job->own;
	struct store_fetch *row = &asked->row;
	struct slice note = SLICE_NONE;
	int status = k->reply.status;
	bool full = status == 200 && !k->same;
	bool well = status == 200 || (status == 304 && row->full_at);
	bool gone = status == 410 || (status == 404 && row->kind == STORE_FETCH_PAGE);
	row->asked_at = archive_seen_at(&job->record);
	c->now.n_bytes += k->n_bytes;
	if (well && job->err == OK) {
		if (full)
			learn_full(row, job);
		set_well(c, asked, job, n_new);
		if (full)
			TRY(want_all(c, job, asked, e));
		TRY(outlets_learn(c, job, asked, e));
	} else {
		struct slice problem = well ? slice_str(job->error.msg)
			: arena_printf(&asked->arena, "the server answers %d", status);
		if (k->named.n)
			problem = arena_printf(&asked->arena, "%.*s; the page names %.*s",
				SLICE_ARG(problem), SLICE_ARG(k->named));
		set_failed(asked, problem, k->reply.retry_after_s);
		/* A page's own faults do not go away by asking. */
		if (gone || (well && row->kind == STORE_FETCH_PAGE))
			row->due_at = STORE_NEVER;
	}
	if (row->kind == STORE_FETCH_SOURCE && (status == 410 || (well && job->err == OK)))
		TRY(change_subscription(c, asked, job, &note, e));
	TRY(store_fetch_put(c->archive->store, row, e));
	return tell(c, asked, note, well && !full, n_new, e);
}

enum err settle_answer(struct collect *c, struct job *job, struct asked *asked, size_t n_new,
	struct error *e)
{
	enum err err = rules_note(c, job, asked, e);
	if (err == OK)
		err = settle(c, job, asked, n_new, e);
	asked_free(c, asked);
	return err;
}

enum err settle_failure(struct collect *c, struct asked *asked, struct slice problem,
	struct error *e)
{
	asked->row.asked_at = now_s();
	set_failed(asked, problem, -1);
	enum err err = store_fetch_put(c->archive->store, &asked->row, e);
	if (err == OK)
		err = tell(c, asked, SLICE_NONE, false, 0, e);
	asked_free(c, asked);
	return err;
}
