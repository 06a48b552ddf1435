/* miniflux: the part of Miniflux's REST API that programs read and mark with (docs/clients.md).
 *
 * A category is a folder; category 1 holds the feeds without one. Bodies are JSON whatever their
 * Content-Type says, as newsboat sends them. Who asks says so in each request: by HTTP Basic or
 * X-Auth-Token. */
#include <stdio.h>

#include "base/jsonread.h"
#include "server/greader.h"
#include "view/view.h"

enum { USUAL_ENTRIES = 100, MAX_ENTRIES = 1000, NO_FOLDER = 1, MAX_OFFSET = 1 << 30 };

/* ---- who asks */

/* Where nobody has a password, any is right; but a browser led here by another site has none. */
static enum err let_in(struct work *w, struct error *e)
{
	const struct request *r = &w->request;
	bool says = w->who.users ? w->who.by_header
		: r->auth_token.n || slice_starts_nocase(r->authorization, SLICE("Basic "));
	return w->can_change && says ? OK : fail(e, ERR_NOT_FOUND, "no name and password");
}

/* ---- writing */

static void pair_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

static void pair_text(struct json *j, const char *key, struct slice text)
{
	json_key(j, key);
	json_text(j, text);
}

static void category_out(struct json *j, struct slice folder)
{
	json_begin(j, '{');
	pair_int(j, "id", folder.n ? folder_number(folder) : NO_FOLDER);
	pair_text(j, "title", folder.n ? folder : SLICE("All"));
	pair_int(j, "user_id", 1);
	json_end(j, '}');
}

static void feed_out_as(struct json *j, const struct feed_row *row)
{
	json_begin(j, '{');
	pair_int(j, "id", row->number);
	pair_int(j, "user_id", 1);
	pair_text(j, "title", row->title);
	pair_text(j, "feed_url", row->url);
	pair_text(j, "site_url", row->page);
	json_key(j, "category");
	category_out(j, row->folder);
	json_end(j, '}');
}

static struct slice time_text(int64_t seconds, struct arena *out)
{
	char text[DATE_TEXT_MAX];
	size_t n = date_print((struct date){ .seconds = seconds, .kind = DATE_ZONED }, text);
	return arena_dup(out, slice_of(text, n));
}

static void entry_out(void *ctx, const struct whole *x, struct arena *out)
{
	struct json *j = ctx;
	const struct store_article *a = &x->article;
	json_begin(j, '{');
	pair_int(j, "id", a->number);
	pair_int(j, "user_id", 1);
	pair_int(j, "feed_id", x->feed_number);
	pair_text(j, "title", a->article.title);
	pair_text(j, "url", view_web_address(a->article.url));
	pair_text(j, "author", a->article.authors.n ? a->article.authors.at[0] : SLICE_NONE);
	pair_text(j, "content", view_body(&a->article, out).text);
	pair_text(j, "hash", slice_str(a->name));
	pair_text(j, "published_at", time_text(a->at, out));
	pair_text(j, "created_at", time_text(a->seen_at, out));
	pair_text(j, "changed_at", time_text(x->updated, out));
	pair_text(j, "status", a->read ? SLICE("read") : SLICE("unread"));
	json_key(j, "starred");
	json_bool(j, a->starred);
	json_key(j, "enclosures");
	json_begin(j, '[');
	json_end(j, ']');
	if (x->feed) {
		json_key(j, "feed");
		feed_out_as(j, x->feed);
	}
	json_end(j, '}');
}

/* ---- what is there */

static enum err me(struct work *w, struct error *e)
{
	(void)e;
	struct json j = json_reply(w);
	json_begin(&j, '{');
	pair_int(&j, "id", 1);
	pair_text(&j, "username", w->who.name.n ? w->who.name : SLICE("local"));
	json_key(&j, "is_admin");
	json_bool(&j, w->who.role >= ROLE_ADMIN);
	pair_text(&j, "timezone", SLICE("UTC"));
	json_end(&j, '}');
	return OK;
}

static enum err categories(struct work *w, struct error *e)
{
	struct feed_table feeds;
	TRY(feeds_read(w, &feeds, e));
	const folders list = folders_of(w, &feeds);
	struct json j = json_reply(w);
	json_begin(&j, '[');
	category_out(&j, SLICE_NONE);
	for (size_t i = 0; i < list.n; i++)
		category_out(&j, list.at[i].name);
	json_end(&j, ']');
	return OK;
}

static enum err feeds_all(struct work *w, struct error *e)
{
	struct feed_table feeds;
	TRY(feeds_read(w, &feeds, e));
	struct json j = json_reply(w);
	json_begin(&j, '[');
	for (size_t i = 0; i < feeds.rows.n; i++)
		feed_out_as(&j, &feeds.rows.at[i]);
	json_end(&j, ']');
	return OK;
}

static enum err counters(struct work *w, struct error *e)
{
	struct feed_table feeds;
	TRY(feeds_read(w, &feeds, e));
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "unreads");
	json_begin(&j, '{');
	for (size_t i = 0; i < feeds.rows.n; i++) {
		char key[32];
		snprintf(key, sizeof key, "%lld", (long long)feeds.rows.at[i].number);
		pair_int(&j, key, feeds.rows.at[i].unread);
	}
	json_end(&j, '}');
	json_end(&j, '}');
	return OK;
}

/* ---- entries */

static enum err entries(struct work *w, struct slice stream, struct error *e)
{
	const struct request *r = &w->request;
	struct listing l;
	struct slice status = request_param(r, "status");
	struct listing_want want = { .stream = stream, .until_s = INT64_MAX, .counted = true,
		.only_read = slice_is(status, "read"), .only_unread = slice_is(status, "unread"),
		.only_starred = slice_is(request_param(r, "starred"), "true") ||
			slice_is(request_param(r, "starred"), "1") };
	want.oldest_first = !slice_is(request_param(r, "direction"), "desc");
	want.after = want.oldest_first ? INT64_MIN : INT64_MAX;
	want.from_s = request_number(r, "changed_after", 0, INT64_MAX, 0);
	want.offset = (size_t)request_number(r, "offset", 0, MAX_OFFSET, 0);
	want.limit = (size_t)request_number(r, "limit", 1, MAX_ENTRIES, USUAL_ENTRIES);
	TRY(listing_find(w, &want, NULL, NULL, &l, e));
	struct json j = json_reply(w);
	json_begin(&j, '{');
	pair_int(&j, "total", l.total);
	json_key(&j, "entries");
	json_begin(&j, '[');
	TRY(wholes_each(w, &l.feeds, &l.items, entry_out, &j, e));
	json_end(&j, ']');
	json_end(&j, '}');
	return OK;
}

static enum err no_entry(struct error *e)
{
	return fail(e, ERR_NOT_FOUND, "no such entry");
}

static enum err entry(struct work *w, int64_t number, struct error *e)
{
	struct feed_table feeds;
	struct store_item item;
	struct whole whole;
	TRY(feeds_read(w, &feeds, e));
	if (!item_numbered(w, number, &item))
		return no_entry(e);
	TRY(whole_get(w, &feeds, &item, &w->out, &whole, e));
	struct json j = json_reply(w);
	entry_out(&j, &whole, &w->out);
	return OK;
}

static void nothing_out(struct work *w)
{
	reply_text(w, 204, "");
}

static enum err star(struct work *w, int64_t number, struct error *e)
{
	struct store_item item;
	struct store *s;
	if (!item_numbered(w, number, &item))
		return no_entry(e);
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w, store_mark_set(s, item.id, STORE_MARK_STAR, !item.starred, w->now,
		NULL, e), e));
	nothing_out(w);
	return OK;
}

static enum err mark_all(struct work *w, struct slice stream, struct error *e)
{
	TRY(stream_mark_read(w, stream, INT64_MAX, e));
	nothing_out(w);
	return OK;
}

/* {"entry_ids":[1,2],"status":"read"} */
static enum err mark_some(struct work *w, struct error *e)
{
	struct json_reader j = json_reader_over(w->request.body);
	struct slice key, status = SLICE_NONE;
	store_ids ids = { 0 };
	struct store_item item;
	struct store *s;
	int64_t number;
	json_enter(&j, '{');
	while (json_next_key(&j, &w->out, &key)) {
		if (slice_is(key, "status")) {
			json_take_text(&j, &w->out, &status);
		} else if (slice_is(key, "entry_ids")) {
			json_enter(&j, '[');
			while (json_next_item(&j)) {
				size_t from = j.at;
				json_skip(&j);
				struct slice text = slice_sub(j.text, from, j.at);
				if (slice_to_int(slice_trim(text), &number) &&
					item_numbered(w, number, &item))
					*list_add(&w->out, &ids) = item.id;
			}
		} else {
			json_skip(&j);
		}
	}
	json_end_of_text(&j);
	if (j.problem)
		return fail(e, ERR_INPUT, "byte %zu: %s", j.at + 1, j.problem);
	if (!slice_is(status, "read") && !slice_is(status, "unread"))
		return fail(e, ERR_USAGE, "status is read or unread");
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w, ids_mark_read(w, s, &ids, slice_is(status, "read"), e), e));
	nothing_out(w);
	return OK;
}

/* ---- which is which */

/* ERR_NOT_FOUND: no category has the number. */
static enum err category_stream(struct work *w, int64_t number, struct slice *ret, struct error *e)
{
	struct feed_table feeds;
	if (number == NO_FOLDER) {
		*ret = SLICE(STREAM_NO_FOLDER);
		return OK;
	}
	TRY(feeds_read(w, &feeds, e));
	const folders list = folders_of(w, &feeds);
	for (size_t i = 0; i < list.n; i++)
		if (list.at[i].number == number) {
			*ret = label_id(w, list.at[i].name);
			return OK;
		}
	return fail(e, ERR_NOT_FOUND, "no such category");
}

/* "feeds/7/entries": a list, a number in it, and what is wanted of that. */
static enum err call_of_one(struct work *w, struct slice list, int64_t number, struct slice what,
	struct error *e)
{
	bool reads = w->request.method == METHOD_GET;
	struct slice stream = SLICE_NONE;
	if (slice_is(list, "entries") && reads && !what.n)
		return entry(w, number, e);
	if (slice_is(list, "entries") && !reads && slice_is(what, "bookmark"))
		return star(w, number, e);
	if (slice_is(list, "feeds"))
		stream = feed_id(w, number);
	else if (slice_is(list, "categories"))
		TRY(category_stream(w, number, &stream, e));
	else if (slice_is(list, "users"))
		stream = SLICE("user/-/state/com.google/reading-list");
	if (stream.n && reads && slice_is(what, "entries"))
		return entries(w, stream, e);
	if (stream.n && !reads && slice_is(what, "mark-all-as-read"))
		return mark_all(w, stream, e);
	return fail(e, ERR_NOT_FOUND, "no such call");
}

static enum err call(struct work *w, struct error *e)
{
	static const struct {
		const char *path;
		handler get;
	} calls[] = {
		{ "me", me }, { "categories", categories }, { "feeds", feeds_all },
		{ "feeds/counters", counters },
	};
	struct slice rest = w->rest, list, piece, what = SLICE_NONE;
	int64_t number;
	bool reads = w->request.method == METHOD_GET;
	for (size_t i = 0; reads && i < sizeof calls / sizeof *calls; i++)
		if (slice_is(w->rest, calls[i].path))
			return calls[i].get(w, e);
	if (slice_is(w->rest, "entries"))
		return reads ? entries(w, SLICE_NONE, e) : mark_some(w, e);
	if (!slice_next_piece(&rest, '/', &list) || !slice_next_piece(&rest, '/', &piece) ||
		!slice_to_int(piece, &number))
		return fail(e, ERR_NOT_FOUND, "no such call");
	slice_next_piece(&rest, '/', &what);
	return call_of_one(w, list, number, what, e);
}

static void error_out(struct work *w, int status, const char *message)
{
	buf_clear(&w->reply.body);
	w->reply.status = status;
	struct json j = json_reply(w);
	json_begin(&j, '{');
	pair_text(&j, "error_message", slice_str(message));
	json_end(&j, '}');
}

enum err miniflux_call(struct work *w, struct error *e)
{
	struct error why = { 0 };
	enum err err = let_in(w, &why);
	if (err != OK) {
		error_out(w, 401, why.msg);
		return OK;
	}
	err = call(w, &why);
	if (err == ERR_NOT_FOUND || err == ERR_USAGE || err == ERR_INPUT)
		error_out(w, err == ERR_NOT_FOUND ? 404 : 400, why.msg);
	else if (err != OK)
		return fail(e, err, "%s", why.msg);
	return OK;
}
