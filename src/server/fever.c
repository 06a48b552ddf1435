/* fever: the Fever API, version 3, for programs that speak nothing better.
 *
 * A POST names in its parameters what it wants, any number of things at once, and gets them in one
 * object. Who asks is told by api_key alone, in the body so that a link cannot carry it: the MD5 of
 * "NAME:PASSWORD". Groups are folders, "hot
 * links" there are none. */
#include "server/greader.h"
#include "server/login.h"
#include "view/view.h"

enum { FEVER_ITEMS = 50, KEY_LEN = 32 };

static bool is_key(struct slice key)
{
	for (size_t i = 0; i < key.n; i++)
		if (!ascii_digit(key.p[i]) &&
			!(ascii_lower(key.p[i]) >= 'a' && ascii_lower(key.p[i]) <= 'f'))
			return false;
	return key.n == KEY_LEN;
}

/* Where nobody has a password, any key is right; one that other sites send is not (access.h). Of a
 * user it is made of a token, since no password is known here. */
static bool let_in(struct work *w)
{
	struct slice key = request_param(&w->request, "api_key");
	if (w->request.method != METHOD_POST || !is_key(key) ||
		(w->who.users && !login_fever(w, key)))
		return false;
	return w->can_change;
}

/* ---- lists */

static void groups_out(struct work *w, struct json *j, const folders *list)
{
	(void)w;
	json_key(j, "groups");
	json_begin(j, '[');
	for (size_t i = 0; i < list->n; i++) {
		json_begin(j, '{');
		json_key(j, "id");
		json_int(j, list->at[i].number);
		json_pair(j, "title", list->at[i].name);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void feeds_groups_out(struct work *w, struct json *j, const struct feed_table *feeds,
	const folders *list)
{
	json_key(j, "feeds_groups");
	json_begin(j, '[');
	for (size_t i = 0; i < list->n; i++) {
		struct buf ids = BUF_INIT(SERVER_MAX_ANSWER);
		for (size_t k = 0; k < feeds->rows.n; k++)
			if (slice_eq(feeds->rows.at[k].folder, list->at[i].name))
				buf_printf(&ids, "%s%lld", ids.n ? "," : "",
					(long long)feeds->rows.at[k].number);
		json_begin(j, '{');
		json_key(j, "group_id");
		json_int(j, list->at[i].number);
		json_pair(j, "feed_ids", arena_dup(&w->out, buf_text(&ids)));
		json_end(j, '}');
		buf_done(&ids);
	}
	json_end(j, ']');
}

static void feeds_out(struct work *w, struct json *j, const struct feed_table *feeds)
{
	json_key(j, "feeds");
	json_begin(j, '[');
	for (size_t i = 0; i < feeds->rows.n; i++) {
		const struct feed_row *row = &feeds->rows.at[i];
		json_begin(j, '{');
		json_key(j, "id");
		json_int(j, row->number);
		json_key(j, "favicon_id");
		json_int(j, 0);
		json_pair(j, "title", row->title);
		json_pair(j, "url", row->url);
		json_pair(j, "site_url", row->page);
		json_key(j, "is_spark");
		json_int(j, 0);
		json_key(j, "last_updated_on_time");
		json_int(j, w->now);
		json_end(j, '}');
	}
	json_end(j, ']');
}

struct id_text {
	struct json *json;
	bool starred; /* else unread */
	bool begun;
};

static bool on_id(void *ctx, const struct store_item *item)
{
	struct id_text *t = ctx;
	if (t->starred ? item->starred : !item->read) {
		buf_printf(t->json->to, "%s%lld", t->begun ? "," : "", (long long)item->number);
		t->begun = true;
	}
	return true;
}

/* One text of numbers and commas, which is as good as JSON between quotes. */
static enum err ids_out(struct work *w, struct json *j, bool starred, struct error *e)
{
	const struct store_walk all = { 0, INT64_MAX, false };
	struct id_text t = { j, starred, false };
	json_key(j, starred ? "saved_item_ids" : "unread_item_ids");
	buf_byte(j->to, '"');
	enum err err = OK;
	if (starred) {
		store_ids ids;
		struct store_item item;
		err = store_starred_ids(w->store, &w->out, &ids, e);
		for (size_t i = 0; err == OK && i < ids.n; i++) {
			err = store_item_get(w->store, ids.at[i], &item, e);
			if (err == OK)
				on_id(&t, &item);
		}
	} else {
		err = store_walk(w->store, &all, on_id, &t, e);
	}
	buf_byte(j->to, '"');
	j->comma = true;
	return err;
}

/* ---- items */

static enum err items_wanted(struct work *w, store_items *ret, struct error *e)
{
	const struct request *r = &w->request;
	store_items list = { 0 };
	struct slice ids = request_param(r, "with_ids"), piece;
	struct store_item item;
	int64_t number;
	if (request_has(r, "with_ids")) {
		while (list.n < FEVER_ITEMS && slice_next_piece(&ids, ',', &piece))
			if (slice_to_int(slice_trim(piece), &number) &&
				item_numbered(w, number, &item))
				*list_add(&w->out, &list) = item;
		*ret = list;
		return OK;
	}
	int64_t max = request_number(r, "max_id", 0, INT64_MAX, 0);
	int64_t since = request_number(r, "since_id", 0, INT64_MAX, 0);
	bool down = request_has(r, "max_id");
	return store_items_numbered(w->store, down ? max ? max : INT64_MAX : since, down,
		FEVER_ITEMS, &w->out, ret, e);
}

static void item_out(void *ctx, const struct whole *x, struct arena *out)
{
	struct json *j = ctx;
	const struct store_article *a = &x->article;
	const struct {
		const char *name;
		int64_t value;
	} numbers[] = { { "id", a->number }, { "feed_id", x->feed_number },
		{ "is_saved", a->starred }, { "is_read", a->read }, { "created_on_time", a->at } };
	const struct {
		const char *name;
		struct slice text;
	} texts[] = { { "title", a->article.title },
		{ "author", a->article.authors.n ? a->article.authors.at[0] : SLICE_NONE },
		{ "html", view_body(&a->article, out).text },
		{ "url", view_web_address(a->article.url) } };
	json_begin(j, '{');
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		json_key(j, numbers[i].name);
		json_int(j, numbers[i].value);
	}
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		json_key(j, texts[i].name);
		json_text(j, texts[i].text);
	}
	json_end(j, '}');
}

static enum err items_out(struct work *w, struct json *j, const struct feed_table *feeds,
	struct error *e)
{
	struct store_stats stats;
	store_items items;
	TRY(store_stats(w->store, &stats, e));
	TRY(items_wanted(w, &items, e));
	json_key(j, "total_items");
	json_int(j, stats.articles);
	json_key(j, "items");
	json_begin(j, '[');
	TRY(wholes_each(w, feeds, &items, item_out, j, e));
	json_end(j, ']');
	return OK;
}

/* ---- marking */

static enum err mark_item(struct work *w, struct store *s, int64_t number, struct slice as,
	struct error *e)
{
	static const struct {
		const char *as;
		enum store_mark mark;
		bool on;
	} marks[] = { { "read", STORE_MARK_READ, true }, { "unread", STORE_MARK_READ, false },
		{ "saved", STORE_MARK_STAR, true }, { "unsaved", STORE_MARK_STAR, false } };
	struct store_item item;
	if (!item_numbered(w, number, &item))
		return OK;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (slice_is(as, marks[i].as))
			return store_mark_set(s, item.id, marks[i].mark, marks[i].on, w->now, NULL,
				e);
	return OK;
}

/* The stream that "mark=feed" or "mark=group" means; group 0 is all. Empty: none. */
static struct slice stream_meant(struct work *w, const folders *list, struct slice kind, int64_t id)
{
	if (slice_is(kind, "feed"))
		return feed_id(w, id);
	if (slice_is(kind, "group") && id == 0)
		return SLICE("user/-/state/com.google/reading-list");
	for (size_t i = 0; slice_is(kind, "group") && i < list->n; i++)
		if (list->at[i].number == id)
			return label_id(w, list->at[i].name);
	return SLICE_NONE;
}

static enum err mark(struct work *w, const folders *list, struct error *e)
{
	const struct request *r = &w->request;
	struct slice kind = request_param(r, "mark"), as = request_param(r, "as");
	int64_t id = request_number(r, "id", 0, INT64_MAX, -1);
	int64_t before = request_number(r, "before", 1, INT64_MAX, INT64_MAX);
	struct slice stream = stream_meant(w, list, kind, id);
	struct store *s;
	bool one = slice_is(kind, "item");
	if (!one && (!stream.n || !slice_is(as, "read")))
		return OK;
	if (!one)
		return stream_mark_read(w, stream, before, e);
	TRY(work_write_begin(w, &s, e));
	return work_write_end(w, mark_item(w, s, id, as, e), e);
}

/* ---- the answer */

static void empty_out(struct json *j, const char *key)
{
	json_key(j, key);
	json_begin(j, '[');
	json_end(j, ']');
}

static enum err parts_out(struct work *w, struct json *j, struct error *e)
{
	const struct request *r = &w->request;
	struct feed_table feeds;
	TRY(feeds_read(w, &feeds, e));
	const folders list = folders_of(w, &feeds);
	if (request_has(r, "mark"))
		TRY(mark(w, &list, e));
	if (request_has(r, "groups"))
		groups_out(w, j, &list);
	if (request_has(r, "feeds"))
		feeds_out(w, j, &feeds);
	if (request_has(r, "groups") || request_has(r, "feeds"))
		feeds_groups_out(w, j, &feeds, &list);
	if (request_has(r, "favicons"))
		empty_out(j, "favicons");
	if (request_has(r, "links"))
		empty_out(j, "links");
	if (request_has(r, "items"))
		TRY(items_out(w, j, &feeds, e));
	if (request_has(r, "unread_item_ids"))
		TRY(ids_out(w, j, false, e));
	if (request_has(r, "saved_item_ids"))
		TRY(ids_out(w, j, true, e));
	return OK;
}

enum err fever_call(struct work *w, struct error *e)
{
	bool in = let_in(w);
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "api_version");
	json_int(&j, 3);
	json_key(&j, "auth");
	json_int(&j, in);
	if (in) {
		json_key(&j, "last_refreshed_on_time");
		json_int(&j, w->now);
		TRY(parts_out(w, &j, e));
	}
	json_end(&j, '}');
	return OK;
}
