/* greader_feeds: subscriptions, folders and tags as the Google Reader API lists them. */
#include <stdlib.h>

#include "collect/subscriptions.h"
#include "server/greader.h"
#include "layout/put.h"
#include "url/url.h"

/* ---- ids of streams */

bool feed_part(struct slice id, struct slice *ret)
{
	struct slice prefix = SLICE("feed/");
	if (!slice_starts(id, prefix))
		return false;
	while (slice_starts(id, prefix))
		id = slice_from(id, prefix.n);
	*ret = id;
	return true;
}

/* What stands behind "user/-/", "user/1/"... and `kind`; empty where it is no such id. */
static struct slice user_part(struct slice id, struct slice kind)
{
	struct slice prefix = SLICE("user/");
	if (!slice_starts(id, prefix))
		return SLICE_NONE;
	size_t slash = slice_find_byte(id, '/', prefix.n);
	struct slice part = slash == SIZE_MAX ? SLICE_NONE : slice_from(id, slash + 1);
	return slice_starts(part, kind) ? slice_from(part, kind.n) : SLICE_NONE;
}

struct slice label_of(struct slice id)
{
	return user_part(id, SLICE("label/"));
}

struct slice state_of(struct slice id)
{
	return user_part(id, SLICE("state/com.google/"));
}

struct slice feed_id(struct work *w, int64_t number)
{
	return arena_printf(&w->out, "feed/%lld", (long long)number);
}

struct slice label_id(struct work *w, struct slice name)
{
	return arena_printf(&w->out, "user/-/label/%.*s", SLICE_ARG(name));
}

/* ---- which feeds there are */

static int by_source(const void *x, const void *y)
{
	const struct feed_of *a = x, *b = y;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return a->feed < b->feed ? -1 : a->feed > b->feed;
}

static const struct store_source *source_find(const store_source_list *sources, int64_t id)
{
	for (size_t i = 0; i < sources->n; i++)
		if (sources->at[i].id == id)
			return &sources->at[i];
	return NULL;
}

/* Clients pass over a feed without an address: that of a source is its view here. */
static struct slice view_address(struct work *w, struct slice source)
{
	struct buf url = BUF_INIT(1 << 16);
	buf_printf(&url, "http://%.*s/feed.atom?q=source%%3A%%22", SLICE_ARG(w->request.host));
	put_url(&url, source);
	buf_str(&url, "%22");
	struct slice text = arena_dup(&w->out, buf_text(&url));
	buf_done(&url);
	return text;
}

/* "https://host:1/" of an address. */
static struct slice site_of(struct slice url)
{
	size_t host = slice_find(url, SLICE("://"), 0);
	size_t end = host == SIZE_MAX ? SIZE_MAX : slice_find_byte(url, '/', host + 3);
	return end == SIZE_MAX ? url : slice_sub(url, 0, end + 1);
}

static void add_subscription(struct work *w, struct feed_table *t, const struct store_feed *feed,
	const store_source_list *sources)
{
	struct feed_row *row = list_add(&w->out, &t->rows);
	*row = (struct feed_row){ .number = feed->number, .title = feed->title, .url = feed->url,
		.folder = feed->folder, .page = site_of(feed->url),
		.subscribed = feed->subscribed, .sources = feed->sources };
	if (!row->title.n)
		row->title = url_host(feed->url, &w->out);
	for (size_t i = 0; i < feed->sources.n; i++) {
		const struct store_source *s = source_find(sources, feed->sources.at[i]);
		row->unread += s ? s->unread : 0;
	}
}

static void add_source(struct work *w, struct feed_table *t, const struct store_source *s)
{
	struct feed_row *row = list_add(&w->out, &t->rows);
	*row = (struct feed_row){ .number = FEED_OF_SOURCE + s->id,
		.title = s->name.n ? s->name : SLICE("?"), .url = view_address(w, s->name),
		.unread = s->unread };
	row->page = site_of(row->url);
	*list_add(&w->out, &row->sources) = s->id;
}

/* Drop those unsubscribed from, and tell which feed a source stands under. */
static void table_finish(struct work *w, struct feed_table *t)
{
	size_t n = 0;
	for (size_t i = 0; i < t->rows.n; i++)
		if (t->rows.at[i].subscribed || t->rows.at[i].number > FEED_OF_SOURCE)
			t->rows.at[n++] = t->rows.at[i];
	t->rows.n = n;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < t->rows.at[i].sources.n; k++)
			*list_add(&w->out, &t->of) =
				(struct feed_of){ t->rows.at[i].sources.at[k], &t->rows.at[i] };
	if (t->of.n)
		qsort(t->of.at, t->of.n, sizeof *t->of.at, by_source);
}

static int id_order(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;
	return *a < *b ? -1 : *a > *b;
}

void ids_sort(store_ids *list)
{
	size_t n = 0;
	if (list->n)
		qsort(list->at, list->n, sizeof *list->at, id_order);
	for (size_t i = 0; i < list->n; i++)
		if (i == 0 || list->at[i] != list->at[n - 1])
			list->at[n++] = list->at[i];
	list->n = n;
}

bool ids_have(const store_ids *list, int64_t id)
{
	return list->n && bsearch(&id, list->at, list->n, sizeof id, id_order);
}

enum err feeds_read(struct work *w, struct feed_table *ret, struct error *e)
{
	struct feed_table t = { 0 };
	store_source_list sources;
	store_feeds feeds;
	store_ids brought = { 0 };
	TRY(store_source_rows(w->store, &w->out, &sources, e));
	TRY(store_feed_rows(w->store, &w->out, &feeds, e));
	for (size_t i = 0; i < feeds.n; i++) {
		add_subscription(w, &t, &feeds.at[i], &sources);
		for (size_t k = 0; k < feeds.at[i].sources.n; k++)
			*list_add(&w->out, &brought) = feeds.at[i].sources.at[k];
	}
	ids_sort(&brought);
	for (size_t i = 0; i < sources.n; i++)
		if (!ids_have(&brought, sources.at[i].id))
			add_source(w, &t, &sources.at[i]);
	table_finish(w, &t);
	*ret = t;
	return OK;
}

const struct feed_row *feed_of_source(const struct feed_table *t, int64_t source)
{
	size_t low = 0, high = t->of.n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (t->of.at[mid].source < source)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->of.n && t->of.at[low].source == source ? t->of.at[low].feed : NULL;
}

const struct feed_row *feed_named(const struct feed_table *t, struct slice id)
{
	struct slice part;
	int64_t number = 0;
	if (!feed_part(id, &part))
		return NULL;
	bool numbered = slice_to_int(part, &number);
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct feed_row *row = &t->rows.at[i];
		if (numbered ? row->number == number : slice_eq(row->url, part))
			return row;
	}
	return NULL;
}

/* ---- folders */

int64_t folder_number(struct slice name)
{
	return (int64_t)(slice_hash(name) & (FEED_OF_SOURCE - 1)) + 2;
}

folders folders_of(struct work *w, const struct feed_table *t)
{
	folders list = { 0 };
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct feed_row *row = &t->rows.at[i];
		size_t k = 0;
		if (!row->folder.n)
			continue;
		while (k < list.n && !slice_eq(list.at[k].name, row->folder))
			k++;
		if (k == list.n)
			*list_add(&w->out, &list) = (struct folder){ row->folder,
				folder_number(row->folder), 0 };
		list.at[k].unread += row->unread;
	}
	return list;
}

static bool is_folder(const folders *list, struct slice name)
{
	for (size_t i = 0; i < list->n; i++)
		if (slice_eq(list->at[i].name, name))
			return true;
	return false;
}

/* ---- answers */

static void tag_out(struct json *j, struct slice id, const char *type, int64_t unread)
{
	json_begin(j, '{');
	json_pair(j, "id", id);
	if (type) {
		json_pair(j, "type", slice_str(type));
		json_key(j, "unread_count");
		json_int(j, unread);
	}
	json_end(j, '}');
}

enum err greader_tags(struct work *w, struct error *e)
{
	struct feed_table feeds;
	store_tallies tags;
	TRY(feeds_read(w, &feeds, e));
	TRY(store_tags(w->store, &w->out, &tags, e));
	const folders list = folders_of(w, &feeds);
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "tags");
	json_begin(&j, '[');
	tag_out(&j, SLICE("user/-/state/com.google/starred"), NULL, 0);
	for (size_t i = 0; i < list.n; i++)
		tag_out(&j, label_id(w, list.at[i].name), "folder", list.at[i].unread);
	for (size_t i = 0; i < tags.n; i++)
		if (!is_folder(&list, tags.at[i].name))
			tag_out(&j, label_id(w, tags.at[i].name), "tag", tags.at[i].unread);
	json_end(&j, ']');
	json_end(&j, '}');
	return OK;
}

static void subscription_out(struct work *w, struct json *j, const struct feed_row *row)
{
	json_begin(j, '{');
	json_pair(j, "id", feed_id(w, row->number));
	json_pair(j, "title", row->title);
	json_key(j, "categories");
	json_begin(j, '[');
	if (row->folder.n) {
		json_begin(j, '{');
		json_pair(j, "id", label_id(w, row->folder));
		json_pair(j, "label", row->folder);
		json_pair(j, "type", SLICE("folder"));
		json_end(j, '}');
	}
	json_end(j, ']');
	json_pair(j, "url", row->url);
	json_pair(j, "htmlUrl", row->page);
	json_pair(j, "sortid", arena_printf(&w->out, "%08llx", (long long)row->number));
	json_pair(j, "firstitemmsec", SLICE("0"));
	json_end(j, '}');
}

enum err greader_subscriptions(struct work *w, struct error *e)
{
	struct feed_table feeds;
	TRY(feeds_read(w, &feeds, e));
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "subscriptions");
	json_begin(&j, '[');
	for (size_t i = 0; i < feeds.rows.n; i++)
		subscription_out(w, &j, &feeds.rows.at[i]);
	json_end(&j, ']');
	json_end(&j, '}');
	return OK;
}

static void count_out(struct json *j, struct slice id, int64_t n, struct slice newest)
{
	if (!n)
		return;
	json_begin(j, '{');
	json_pair(j, "id", id);
	json_key(j, "count");
	json_int(j, n);
	json_pair(j, "newestItemTimestampUsec", newest);
	json_end(j, '}');
}

enum err greader_unread(struct work *w, struct error *e)
{
	struct feed_table feeds;
	store_tallies tags;
	struct store_stats stats;
	TRY(feeds_read(w, &feeds, e));
	TRY(store_tags(w->store, &w->out, &tags, e));
	TRY(store_stats(w->store, &stats, e));
	const folders list = folders_of(w, &feeds);
	/* Of the newest article of all: clients only ask whether it has grown. */
	struct slice newest = arena_printf(&w->out, "%lld", (long long)(stats.last_at * USEC));
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "max");
	json_int(&j, stats.unread);
	json_key(&j, "unreadcounts");
	json_begin(&j, '[');
	for (size_t i = 0; i < feeds.rows.n; i++)
		count_out(&j, feed_id(w, feeds.rows.at[i].number), feeds.rows.at[i].unread,
			newest);
	for (size_t i = 0; i < list.n; i++)
		count_out(&j, label_id(w, list.at[i].name), list.at[i].unread, newest);
	for (size_t i = 0; i < tags.n; i++)
		if (!is_folder(&list, tags.at[i].name))
			count_out(&j, label_id(w, tags.at[i].name), tags.at[i].unread, newest);
	count_out(&j, SLICE("user/-/state/com.google/reading-list"), stats.unread, newest);
	json_end(&j, ']');
	json_end(&j, '}');
	return OK;
}

enum err greader_export(struct work *w, struct error *e)
{
	TRY(subscriptions_export(w->store, &w->reply.body, e));
	w->reply.type = "application/xml; charset=utf-8";
	reply_header(w, "Content-Disposition", SLICE("attachment; filename=\"warta.opml\""));
	return OK;
}
