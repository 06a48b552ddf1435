/* greader_edit: what the Google Reader API changes: marks, tags, subscriptions and folders. Each
 * answers "OK" without a newline, which clients compare. */
#include "collect/subscriptions.h"
#include "server/fetching.h"
#include "server/greader.h"
#include "server/outside.h"

static enum err done(struct work *w, enum err err, struct error *e)
{
	TRY(work_write_end(w, err, e));
	reply_text(w, 200, "OK");
	return OK;
}

/* ---- items */

static enum err change_one(struct work *w, struct store *s, int64_t id, struct slice tag, bool add,
	struct error *e)
{
	struct slice state = state_of(tag), label = label_of(tag);
	if (slice_is(state, "read"))
		return store_mark_set(s, id, STORE_MARK_READ, add, w->now, NULL, e);
	if (slice_is(state, "kept-unread") && add)
		return store_mark_set(s, id, STORE_MARK_READ, false, w->now, NULL, e);
	if (slice_is(state, "starred"))
		return store_mark_set(s, id, STORE_MARK_STAR, add, w->now, NULL, e);
	if (label.n)
		return store_tag_set(s, id, label, add, NULL, e);
	return OK; /* states that nobody here knows are passed over, as servers of the API do */
}

static enum err change_items(struct work *w, struct store *s, const store_items *items,
	struct error *e)
{
	const struct request *r = &w->request;
	LIST(struct param) changes = { 0 };
	for (size_t k = 0; k < r->params.n; k++)
		if (slice_is(r->params.at[k].name, "a") || slice_is(r->params.at[k].name, "r"))
			*list_add(&w->out, &changes) = r->params.at[k];
	for (size_t i = 0; i < items->n; i++)
		for (size_t k = 0; k < changes.n; k++)
			TRY(change_one(w, s, items->at[i].id, changes.at[k].value,
				slice_is(changes.at[k].name, "a"), e));
	return OK;
}

enum err greader_edit_tag(struct work *w, struct error *e)
{
	store_items items;
	struct store *s;
	listing_named(w, REQUEST_MAX_PARAMS, &items);
	TRY(work_write_begin(w, &s, e));
	return done(w, change_items(w, s, &items, e), e);
}

enum err ids_mark_read(struct work *w, struct store *s, const store_ids *ids, bool read,
	struct error *e)
{
	for (size_t i = 0; i < ids->n; i++)
		TRY(store_mark_set(s, ids->at[i], STORE_MARK_READ, read, w->now, NULL, e));
	return OK;
}

struct unread {
	struct arena *out;
	store_ids ids;
};

static void on_unread(void *ctx, const struct store_item *item)
{
	struct unread *u = ctx;
	*list_add(u->out, &u->ids) = item->id;
}

enum err stream_mark_read(struct work *w, struct slice id, int64_t until_s, struct error *e)
{
	const struct listing_want want = { .stream = id, .only_unread = true, .until_s = until_s,
		.after = INT64_MAX, .limit = SIZE_MAX };
	struct unread u = { .out = &w->out };
	struct listing l = { 0 };
	struct store *s;
	TRY(listing_find(w, &want, on_unread, &u, &l, e));
	TRY(work_write_begin(w, &s, e));
	return work_write_end(w, ids_mark_read(w, s, &u.ids, true, e), e);
}

/* ts: until when an item arrived that is meant, microseconds where it has 16 digits or more. */
enum err greader_mark_all(struct work *w, struct error *e)
{
	const struct request *r = &w->request;
	int64_t until = request_number(r, "ts", 1, INT64_MAX, INT64_MAX);
	if (until != INT64_MAX && request_param(r, "ts").n >= 16)
		until /= USEC;
	TRY(stream_mark_read(w, request_param(r, "s"), until, e));
	reply_text(w, 200, "OK");
	return OK;
}

/* ---- subscriptions */

/* The address that a stream id means. ERR_NOT_FOUND: a source that nobody subscribes to. */
static enum err address_of(const struct feed_table *feeds, struct slice id, struct slice *ret,
	struct error *e)
{
	struct slice part;
	int64_t number;
	const struct feed_row *row = feed_named(feeds, id);
	if (row && !row->subscribed)
		return fail(e, ERR_NOT_FOUND, "'%.*s' is a source without a subscription",
			SLICE_ARG(row->title));
	if (!row && (!feed_part(id, &part) || slice_to_int(part, &number)))
		return fail(e, ERR_NOT_FOUND, "there is no feed '%.*s'", SLICE_ARG(id));
	*ret = row ? row->url : part;
	return OK;
}

/* The folder that a and r give a subscription that has `now`; false: none of them says. */
static bool folder_wanted(const struct request *r, struct slice now, struct slice *ret)
{
	bool says = false;
	for (size_t i = 0; i < r->params.n; i++) {
		struct slice label = label_of(r->params.at[i].value);
		if (slice_is(r->params.at[i].name, "a") && label.n) {
			*ret = label;
			return true;
		}
		if (slice_is(r->params.at[i].name, "r") && label.n && slice_eq(label, now)) {
			*ret = SLICE("");
			says = true;
		}
	}
	return says;
}

static enum err edit_one(struct work *w, struct store *s, const struct feed_table *feeds,
	struct slice id, struct slice title, struct error *e)
{
	const struct request *r = &w->request;
	struct slice action = request_param(r, "ac"), folder;
	struct subscription_change change = { 0 };
	const struct feed_row *row = feed_named(feeds, id);
	TRY(address_of(feeds, id, &change.url, e));
	if (slice_is(action, "unsubscribe"))
		return store_subscription_drop(s, change.url, e);
	if (!slice_is(action, "subscribe") && !row)
		return fail(e, ERR_NOT_FOUND, "there is no feed '%.*s'", SLICE_ARG(id));
	change.title = title.n ? &title : NULL;
	if (folder_wanted(r, row ? row->folder : SLICE(""), &folder))
		change.folder = &folder;
	return subscription_put(s, &change, e);
}

/* The titles stand in the order of the feeds. */
static enum err edit_all(struct work *w, struct store *s, const struct feed_table *feeds,
	struct error *e)
{
	const struct request *r = &w->request;
	strings titles = { 0 };
	size_t n = 0;
	for (size_t i = 0; i < r->params.n; i++)
		if (slice_is(r->params.at[i].name, "t"))
			*list_add(&w->out, &titles) = r->params.at[i].value;
	for (size_t i = 0; i < r->params.n; i++) {
		if (!slice_is(r->params.at[i].name, "s"))
			continue;
		struct slice title = n < titles.n ? titles.at[n] : SLICE_NONE;
		TRY(edit_one(w, s, feeds, r->params.at[i].value, title, e));
		n++;
	}
	return OK;
}

/* As `done`; what is new is asked at once, as what the desk adds. */
static enum err done_asking(struct work *w, enum err err, struct error *e)
{
	TRY(done(w, err, e));
	(void)!fetching_begin(w->server->fetching, false, NULL);
	return OK;
}

enum err greader_edit_feed(struct work *w, struct error *e)
{
	static const char *const actions[] = { "subscribe", "unsubscribe", "edit" };
	struct feed_table feeds;
	struct store *s;
	bool known = false;
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		known |= slice_is(request_param(&w->request, "ac"), actions[i]);
	if (!known)
		return fail(e, ERR_USAGE, "ac is subscribe, unsubscribe or edit");
	TRY(feeds_read(w, &feeds, e));
	TRY(work_write_begin(w, &s, e));
	enum err err = edit_all(w, s, &feeds, e);
	return slice_is(request_param(&w->request, "ac"), "subscribe") ? done_asking(w, err, e)
		: done(w, err, e);
}

static void quickadd_out(struct work *w, struct slice url, int64_t number, const char *why)
{
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "numResults");
	json_int(&j, number ? 1 : 0);
	json_pair(&j, "query", url);
	if (number) {
		json_pair(&j, "streamId", feed_id(w, number));
		json_pair(&j, "streamName", url);
	} else {
		json_pair(&j, "error", slice_str(why));
	}
	json_end(&j, '}');
}

/* As the desk adds a source; what is wrong with the address is told in the answer. */
enum err greader_quickadd(struct work *w, struct error *e)
{
	struct slice url = slice_trim(request_param(&w->request, "quickadd"));
	struct error why = { 0 };
	int64_t number = 0;
	feed_part(url, &url);
	enum err err = outside_subscribe(w, url, SLICE_NONE, &url, &why);
	if (err == OK)
		TRY(store_feed_number(w->store, url, &number, e));
	else if (err != ERR_USAGE && err != ERR_LIMIT && err != ERR_NOT_FOUND)
		return fail(e, err, "%s", why.msg);
	quickadd_out(w, url, number, why.msg);
	return OK;
}

enum err greader_import(struct work *w, struct error *e)
{
	struct store *s;
	uint64_t n;
	TRY(work_write_begin(w, &s, e));
	return done_asking(w, subscriptions_import(s, w->request.body, NULL, NULL, &n, e), e);
}

/* ---- labels */

static enum err move_tag(struct work *w, struct store *s, struct slice from, struct slice to,
	struct error *e)
{
	store_ids ids;
	TRY(store_tag_ids(s, from, &w->out, &ids, e));
	for (size_t i = 0; i < ids.n; i++) {
		TRY(store_tag_set(s, ids.at[i], from, false, NULL, e));
		if (to.n)
			TRY(store_tag_set(s, ids.at[i], to, true, NULL, e));
	}
	return OK;
}

/* A folder and those below it get another name; an empty one: they are dissolved. */
static enum err move_folder(struct work *w, struct store *s, struct slice from, struct slice to,
	struct error *e)
{
	store_subscriptions list;
	struct slice below = arena_printf(&w->out, "%.*s/", SLICE_ARG(from));
	TRY(store_subscription_list(s, &w->out, &list, e));
	for (size_t i = 0; i < list.n; i++) {
		const struct store_subscription *sub = &list.at[i];
		struct slice folder = to;
		if (to.n && slice_starts(sub->folder, below))
			folder = arena_printf(&w->out, "%.*s/%.*s", SLICE_ARG(to),
				SLICE_ARG(slice_from(sub->folder, below.n)));
		else if (!slice_eq(sub->folder, from))
			continue;
		const struct subscription_change change = { sub->url, NULL, &folder };
		TRY(subscription_put(s, &change, e));
	}
	return OK;
}

static enum err move_label(struct work *w, struct store *s, struct slice from, struct slice to,
	struct error *e)
{
	if (slice_eq(from, to))
		return OK;
	TRY(move_folder(w, s, from, to, e));
	return move_tag(w, s, from, to, e);
}

/* The label is meant by its id in s, or by its name in t. */
static struct slice label_meant(const struct param *p)
{
	if (slice_is(p->name, "s"))
		return label_of(p->value);
	return slice_is(p->name, "t") ? p->value : SLICE_NONE;
}

enum err greader_rename_tag(struct work *w, struct error *e)
{
	const struct request *r = &w->request;
	struct slice from = SLICE_NONE, to = label_of(request_param(r, "dest"));
	struct store *s;
	for (size_t i = 0; i < r->params.n && !from.n; i++)
		from = label_meant(&r->params.at[i]);
	if (!from.n || !to.n)
		return fail(e, ERR_USAGE, "a label and another name for it are wanted");
	TRY(work_write_begin(w, &s, e));
	return done(w, move_label(w, s, from, to, e), e);
}

static enum err disable_all(struct work *w, struct store *s, struct error *e)
{
	const struct request *r = &w->request;
	for (size_t i = 0; i < r->params.n; i++) {
		struct slice label = label_meant(&r->params.at[i]);
		if (label.n)
			TRY(move_label(w, s, label, SLICE(""), e));
	}
	return OK;
}

enum err greader_disable_tag(struct work *w, struct error *e)
{
	struct store *s;
	TRY(work_write_begin(w, &s, e));
	return done(w, disable_all(w, s, e), e);
}
