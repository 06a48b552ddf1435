/* greader: the Google Reader API, for the reader programs that people already have.
 *
 * Nobody wrote the API down for good; this follows what servers of it answer and what clients of it
 * send. A "feed" is a source of the archive, feed/N by its number; an item's id is the article's
 * local number, decimal or as 16 hexadecimal digits behind a prefix. Labels are the reader's tags.
 *
 * Who asks must have logged in, with any name and password on a desk that asks for none: the token
 * that ClientLogin gives is one that other sites cannot know, and stands in the Authorization
 * header or, of POSTs, in T. */
#include "base/json.h"
#include "query/query.h"
#include "server/page.h"
#include "view/view.h"

enum {
	MAX_IDS = 200000, MAX_CONTENTS = 1000, USUAL_ITEMS = 20,
	USEC = 1000000
};

static const char state_prefix[] = "state/com.google/";

/* ---- logging in */

static bool logged_in(const struct work *w)
{
	const struct request *r = &w->request;
	struct slice auth = r->authorization, prefix = SLICE("GoogleLogin auth=");
	if (!w->can_change)
		return false;
	if (slice_starts_nocase(auth, prefix)) {
		auth = slice_from(auth, prefix.n);
	} else if (r->method == METHOD_POST) {
		auth = slice_trim(request_param(r, "T"));
		if (access_token_is(w->server, "greader", auth))
			return true;
	}
	size_t slash = slice_find_byte(auth, '/', 0);
	return slash != SIZE_MAX &&
		access_token_is(w->server, "greader", slice_trim(slice_from(auth, slash + 1)));
}

static void refuse(struct work *w)
{
	reply_text(w, 401, "Unauthorized");
	reply_header(w, "X-Reader-Google-Bad-Token", SLICE("true"));
	reply_header(w, "Google-Bad-Token", SLICE("true"));
}

enum err greader_login(struct work *w, struct error *e)
{
	char token[TOKEN_LEN + 1];
	(void)e;
	if (!w->can_change || !request_param(&w->request, "Email").n) {
		reply_text(w, 401, "Error=BadAuthentication\n");
		return OK;
	}
	access_token(w->server, "greader", token);
	reply_text(w, 200, "");
	buf_printf(&w->reply.body, "SID=local/%s\nLSID=null\nAuth=local/%s\n", token, token);
	return OK;
}

/* ---- streams */

struct stream {
	int64_t source; /* 0: all */
	bool read, unread, starred; /* only these */
	struct slice tag;           /* only with it */
	bool empty;
};

/* What stands behind "user/-/", "user/1/"...; empty where it is no such id. */
static struct slice user_part(struct slice id)
{
	struct slice prefix = SLICE("user/");
	if (!slice_starts(id, prefix))
		return SLICE("");
	size_t slash = slice_find_byte(id, '/', prefix.n);
	return slash == SIZE_MAX ? SLICE("") : slice_from(id, slash + 1);
}

static struct slice label_of(struct slice id)
{
	struct slice part = user_part(id), prefix = SLICE("label/");
	return slice_starts(part, prefix) ? slice_from(part, prefix.n) : SLICE("");
}

static struct slice state_of(struct slice id)
{
	struct slice part = user_part(id);
	return slice_starts(part, slice_str(state_prefix))
		? slice_from(part, strlen(state_prefix)) : SLICE("");
}

static struct stream stream_read(struct slice id)
{
	struct stream s = { 0 };
	struct slice state = state_of(id), feed = SLICE("feed/");
	if (slice_starts(id, feed)) {
		while (slice_starts(id, feed))
			id = slice_from(id, feed.n);
		s.empty = !slice_to_int(id, &s.source) || s.source <= 0;
	} else if (label_of(id).n) {
		s.tag = label_of(id);
	} else if (slice_is(state, "read")) {
		s.read = true;
	} else if (slice_is(state, "starred")) {
		s.starred = true;
	} else if (slice_is(state, "unread") || slice_is(state, "kept-unread")) {
		s.unread = true;
	} else if (id.n && !slice_is(state, "reading-list")) {
		s.empty = true;
	}
	return s;
}

/* Which items a request asks for, and those found. */
struct listing {
	struct stream stream;
	bool only_read, only_starred, only_unread, no_read, no_starred;
	bool oldest_first;
	int64_t from_s, until_s; /* arrival, Unix seconds */
	size_t limit;
	const int64_t *tagged;   /* ids with the tag, ascending; NULL: any */
	size_t n_tagged;
	struct arena *out;
	LIST(struct store_item) items;
	bool more;
};

static bool is_tagged(const struct listing *l, int64_t id)
{
	size_t low = 0, high = l->n_tagged;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (l->tagged[mid] < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < l->n_tagged && l->tagged[low] == id;
}

static bool on_item(void *ctx, const struct store_item *item)
{
	struct listing *l = ctx;
	const struct stream *s = &l->stream;
	if ((s->source && item->source != s->source) ||
		((s->read || l->only_read) && !item->read) ||
		((s->unread || l->only_unread || l->no_read) && item->read) ||
		((s->starred || l->only_starred) && !item->starred) ||
		(l->no_starred && item->starred) || item->seen_at < l->from_s ||
		item->seen_at > l->until_s || (l->tagged && !is_tagged(l, item->id)))
		return true;
	if (l->items.n == l->limit) {
		l->more = true;
		return false;
	}
	*list_add(l->out, &l->items) = *item;
	return true;
}

static enum err tagged_ids(struct work *w, struct listing *l, struct error *e)
{
	struct store_hits hits = { 0 };
	const struct query q = { .op = QUERY_IS, .field = FIELD_TAG, .text = l->stream.tag };
	const struct store_search what = { .query = &q, .sort = STORE_OLDEST, .limit = SIZE_MAX };
	TRY(store_search(w->store, &what, &w->out, &hits, e));
	int64_t *ids = arena_array(&w->out, int64_t, hits.hits.n + 1);
	for (size_t i = 0; i < hits.hits.n; i++)
		ids[i] = hits.hits.at[i].id;
	l->tagged = ids;
	l->n_tagged = hits.hits.n;
	return OK;
}

static enum err listing_read(struct work *w, struct slice id, size_t max, struct listing *ret,
	struct error *e)
{
	const struct request *r = &w->request;
	struct listing l = { .stream = stream_read(id), .out = &w->out };
	int64_t n = request_number(r, "n", 1, INT64_MAX, USUAL_ITEMS);
	l.limit = n < (int64_t)max ? (size_t)n : max;
	l.oldest_first = slice_is(request_param(r, "r"), "o");
	l.from_s = request_number(r, "ot", 0, INT64_MAX, 0);
	l.until_s = request_number(r, "nt", 1, INT64_MAX, INT64_MAX);
	for (size_t i = 0; i < r->params.n; i++) {
		struct slice state = state_of(r->params.at[i].value);
		bool without = slice_is(r->params.at[i].name, "xt");
		if (!without && !slice_is(r->params.at[i].name, "it"))
			continue;
		if (slice_is(state, "read"))
			*(without ? &l.no_read : &l.only_read) = true;
		else if (slice_is(state, "starred"))
			*(without ? &l.no_starred : &l.only_starred) = true;
		else if (slice_is(state, "unread"))
			*(without ? &l.only_read : &l.only_unread) = true;
	}
	if (l.stream.tag.n)
		TRY(tagged_ids(w, &l, e));
	int64_t after = request_number(r, "c", INT64_MIN, INT64_MAX,
		l.oldest_first ? INT64_MIN : INT64_MAX);
	if (!l.stream.empty)
		TRY(store_walk(w->store, after, l.oldest_first, on_item, &l, e));
	*ret = l;
	return OK;
}

static void continuation(struct work *w, struct json *j, const struct listing *l)
{
	if (l->more)
		json_pair(j, "continuation", arena_printf(&w->out, "%lld",
			(long long)l->items.at[l->items.n - 1].id));
}

static struct json json_reply(struct work *w)
{
	w->reply.type = "application/json; charset=utf-8";
	return json_to(&w->reply.body);
}

static enum err items_ids(struct work *w, struct error *e)
{
	struct listing l;
	TRY(listing_read(w, request_param(&w->request, "s"), MAX_IDS, &l, e));
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "itemRefs");
	json_begin(&j, '[');
	for (size_t i = 0; i < l.items.n; i++)
		buf_printf(&w->reply.body, "%s{\"id\":\"%lld\",\"directStreamIds\":[],"
			"\"timestampUsec\":\"%lld\"}", i ? "," : "",
			(long long)l.items.at[i].number,
			(long long)l.items.at[i].seen_at * USEC);
	json_end(&j, ']');
	continuation(w, &j, &l);
	json_end(&j, '}');
	return OK;
}

/* ---- items whole */

static void href(struct json *j, const char *key, struct slice url)
{
	json_key(j, key);
	json_begin(j, '[');
	if (url.n) {
		json_begin(j, '{');
		json_pair(j, "href", url);
		json_pair(j, "type", SLICE("text/html"));
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void text_object(struct json *j, const char *key, struct html html)
{
	json_key(j, key);
	json_begin(j, '{');
	json_pair(j, "direction", SLICE("ltr"));
	json_key(j, "content");
	json_text(j, html.text);
	json_end(j, '}');
}

static void categories(struct work *w, struct json *j, const struct store_article *a)
{
	json_key(j, "categories");
	json_begin(j, '[');
	json_text(j, SLICE("user/-/state/com.google/reading-list"));
	if (a->read)
		json_text(j, SLICE("user/-/state/com.google/read"));
	if (a->starred)
		json_text(j, SLICE("user/-/state/com.google/starred"));
	for (size_t i = 0; i < a->my_tags.n; i++)
		json_text(j, arena_printf(&w->out, "user/-/label/%.*s",
			SLICE_ARG(a->my_tags.at[i])));
	json_end(j, ']');
}

static void item_out(struct work *w, struct json *j, const struct store_item *item,
	const struct store_article *a)
{
	struct slice url = view_web_address(a->article.url);
	struct html body = view_body(&a->article, &w->out);
	json_begin(j, '{');
	json_pair(j, "id", arena_printf(&w->out, "tag:google.com,2005:reader/item/%016llx",
		(unsigned long long)a->number));
	json_pair(j, "crawlTimeMsec", arena_printf(&w->out, "%lld", (long long)a->seen_at * 1000));
	json_pair(j, "timestampUsec", arena_printf(&w->out, "%lld", (long long)a->seen_at * USEC));
	json_key(j, "published");
	json_int(j, a->at);
	json_key(j, "updated");
	json_int(j, a->at);
	json_key(j, "title");
	json_text(j, a->article.title);
	if (a->article.authors.n)
		json_pair(j, "author", a->article.authors.at[0]);
	href(j, "canonical", url);
	href(j, "alternate", url);
	text_object(j, "summary", body);
	text_object(j, "content", body);
	categories(w, j, a);
	json_key(j, "origin");
	json_begin(j, '{');
	json_pair(j, "streamId", arena_printf(&w->out, "feed/%lld", (long long)item->source));
	json_pair(j, "title", a->article.source);
	json_end(j, '}');
	json_end(j, '}');
}

static enum err contents_out(struct work *w, struct slice stream, const struct listing *l,
	struct error *e)
{
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_pair(&j, "direction", SLICE("ltr"));
	json_pair(&j, "id", stream.n ? stream : SLICE("user/-/state/com.google/reading-list"));
	json_pair(&j, "title", SLICE("warta"));
	json_key(&j, "updated");
	json_int(&j, w->now);
	continuation(w, &j, l);
	json_key(&j, "items");
	json_begin(&j, '[');
	for (size_t i = 0; i < l->items.n; i++) {
		struct store_article *a = arena_new(&w->out, struct store_article);
		TRY(store_article_get(w->store, l->items.at[i].id, STORE_WHOLE, &w->out, a, e));
		item_out(w, &j, &l->items.at[i], a);
	}
	json_end(&j, ']');
	json_end(&j, '}');
	return OK;
}

static enum err stream_contents(struct work *w, struct slice stream, struct error *e)
{
	struct listing l;
	if (!stream.n)
		stream = request_param(&w->request, "s");
	TRY(listing_read(w, stream, MAX_CONTENTS, &l, e));
	return contents_out(w, stream, &l, e);
}

/* Four spellings: behind the prefix hexadecimal, padded or not; bare 16 digits of it; decimal. */
static bool item_number(struct slice id, int64_t *ret)
{
	struct slice prefix = SLICE("tag:google.com,2005:reader/item/");
	bool hex = slice_starts(id, prefix);
	if (hex)
		id = slice_from(id, prefix.n);
	if (!hex && id.n != 16)
		return slice_to_int(id, ret) && *ret > 0;
	int64_t n = 0;
	if (!id.n || id.n > 16)
		return false;
	for (size_t i = 0; i < id.n; i++) {
		char c = ascii_lower(id.p[i]);
		if (!ascii_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
		if (n >> 58)
			return false;
		n = n << 4 | (ascii_digit(c) ? c - '0' : c - 'a' + 10);
	}
	*ret = n;
	return n > 0;
}

/* The articles that the values of `i` name; unknown ones are passed over. */
static enum err items_named(struct work *w, size_t max, struct listing *ret, struct error *e)
{
	const struct request *r = &w->request;
	struct listing l = { .out = &w->out };
	for (size_t i = 0; i < r->params.n && l.items.n < max; i++) {
		int64_t number, id;
		struct store_item item;
		if (!slice_is(r->params.at[i].name, "i") ||
			!item_number(r->params.at[i].value, &number))
			continue;
		struct slice ref = arena_printf(&w->out, "%lld", (long long)number);
		if (store_article_find(w->store, ref, &id, NULL) != OK)
			continue;
		TRY(store_item_get(w->store, id, &item, e));
		*list_add(&w->out, &l.items) = item;
	}
	*ret = l;
	return OK;
}

static enum err items_contents(struct work *w, struct error *e)
{
	struct listing l;
	TRY(items_named(w, MAX_CONTENTS, &l, e));
	return contents_out(w, SLICE(""), &l, e);
}

/* ---- lists */

static enum err user_info(struct work *w, struct error *e)
{
	(void)e;
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_pair(&j, "userId", SLICE("1"));
	json_pair(&j, "userName", SLICE("local"));
	json_pair(&j, "userProfileId", SLICE("1"));
	json_pair(&j, "userEmail", SLICE("local@localhost"));
	json_end(&j, '}');
	return OK;
}

static enum err edit_token(struct work *w, struct error *e)
{
	char token[TOKEN_LEN + 1];
	(void)e;
	access_token(w->server, "greader", token);
	reply_text(w, 200, token);
	return OK;
}

static enum err tag_list(struct work *w, struct error *e)
{
	store_tallies tags;
	TRY(store_tags(w->store, &w->out, &tags, e));
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "tags");
	json_begin(&j, '[');
	json_begin(&j, '{');
	json_pair(&j, "id", SLICE("user/-/state/com.google/starred"));
	json_end(&j, '}');
	for (size_t i = 0; i < tags.n; i++) {
		json_begin(&j, '{');
		json_pair(&j, "id",
			arena_printf(&w->out, "user/-/label/%.*s", SLICE_ARG(tags.at[i].name)));
		json_pair(&j, "type", SLICE("tag"));
		json_key(&j, "unread_count");
		json_int(&j, tags.at[i].unread);
		json_end(&j, '}');
	}
	json_end(&j, ']');
	json_end(&j, '}');
	return OK;
}

static enum err subscription_list(struct work *w, struct error *e)
{
	store_source_list sources;
	TRY(store_source_rows(w->store, &w->out, &sources, e));
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "subscriptions");
	json_begin(&j, '[');
	for (size_t i = 0; i < sources.n; i++) {
		const struct store_source *s = &sources.at[i];
		/* Clients pass over a feed without an address: ours is the view of the source. */
		struct buf url = BUF_INIT(1 << 16);
		buf_printf(&url, "http://%.*s/feed.atom?q=source%%3A%%22",
			SLICE_ARG(w->request.host));
		put_url(&url, s->name);
		buf_str(&url, "%22");
		json_begin(&j, '{');
		json_pair(&j, "id", arena_printf(&w->out, "feed/%lld", (long long)s->id));
		json_pair(&j, "title", s->name.n ? s->name : SLICE("?"));
		json_key(&j, "categories");
		json_begin(&j, '[');
		json_end(&j, ']');
		json_pair(&j, "url", buf_text(&url));
		json_pair(&j, "htmlUrl", arena_printf(&w->out, "http://%.*s/",
			SLICE_ARG(w->request.host)));
		json_pair(&j, "sortid", arena_printf(&w->out, "%08llx", (long long)s->id));
		json_pair(&j, "firstitemmsec", SLICE("0"));
		json_end(&j, '}');
		buf_done(&url);
	}
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

static enum err unread_count(struct work *w, struct error *e)
{
	store_source_list sources;
	store_tallies tags;
	struct store_stats stats;
	TRY(store_source_rows(w->store, &w->out, &sources, e));
	TRY(store_tags(w->store, &w->out, &tags, e));
	TRY(store_stats(w->store, &stats, e));
	/* Of the newest article of all: clients only ask whether it has grown. */
	struct slice newest = arena_printf(&w->out, "%lld", (long long)stats.last_at * USEC);
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_key(&j, "max");
	json_int(&j, stats.unread);
	json_key(&j, "unreadcounts");
	json_begin(&j, '[');
	for (size_t i = 0; i < sources.n; i++)
		count_out(&j, arena_printf(&w->out, "feed/%lld", (long long)sources.at[i].id),
			sources.at[i].unread, newest);
	for (size_t i = 0; i < tags.n; i++)
		count_out(&j, arena_printf(&w->out, "user/-/label/%.*s",
			SLICE_ARG(tags.at[i].name)), tags.at[i].unread, newest);
	count_out(&j, SLICE("user/-/state/com.google/reading-list"), stats.unread, newest);
	json_end(&j, ']');
	json_end(&j, '}');
	return OK;
}

/* ---- as Atom, which newsboat reads */

static enum err stream_atom(struct work *w, struct slice stream, struct error *e)
{
	struct listing l;
	struct buf *to = &w->reply.body;
	char date[DATE_TEXT_MAX];
	TRY(listing_read(w, stream, MAX_CONTENTS, &l, e));
	buf_str(to, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<feed xmlns:gr=\"http://www.google.com/schemas/reader/atom/\" "
		"xmlns=\"http://www.w3.org/2005/Atom\">\n<id>tag:google.com,2005:reader/");
	put_text(to, stream);
	buf_str(to, "</id>\n<title>warta</title>\n");
	for (size_t i = 0; i < l.items.n; i++) {
		struct store_article *a = arena_new(&w->out, struct store_article);
		TRY(store_article_get(w->store, l.items.at[i].id, STORE_WHOLE, &w->out, a, e));
		date_print((struct date){ .seconds = a->at, .kind = DATE_ZONED }, date);
		buf_printf(to, "<entry gr:crawl-timestamp-msec=\"%lld\">\n"
			"<id>tag:google.com,2005:reader/item/%016llx</id>\n"
			"<published>%s</published>\n<updated>%s</updated>\n",
			(long long)a->seen_at * 1000, (unsigned long long)a->number, date, date);
		if (a->read)
			buf_str(to, "<category term=\"user/1/state/com.google/read\" "
				"scheme=\"http://www.google.com/reader/\" label=\"read\"/>\n");
		buf_str(to, "<title>");
		put_text(to, a->article.title);
		buf_str(to, "</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"");
		put_text(to, view_web_address(a->article.url));
		buf_str(to, "\"/>\n<content type=\"html\">");
		put_text(to, view_body(&a->article, &w->out).text);
		buf_str(to, "</content>\n</entry>\n");
	}
	buf_str(to, "</feed>\n");
	w->reply.type = "application/atom+xml; charset=utf-8";
	return OK;
}

/* ---- changing */

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

static enum err change_items(struct work *w, struct store *s, const struct listing *l,
	struct error *e)
{
	const struct request *r = &w->request;
	for (size_t i = 0; i < l->items.n; i++)
		for (size_t k = 0; k < r->params.n; k++) {
			bool add = slice_is(r->params.at[k].name, "a");
			if (add || slice_is(r->params.at[k].name, "r"))
				TRY(change_one(w, s, l->items.at[i].id, r->params.at[k].value,
					add, e));
		}
	return OK;
}

static enum err edit_tag(struct work *w, struct error *e)
{
	struct listing l;
	struct store *s;
	TRY(items_named(w, REQUEST_MAX_PARAMS, &l, e));
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w, change_items(w, s, &l, e), e));
	reply_text(w, 200, "OK");
	return OK;
}

static enum err mark_items(struct work *w, struct store *s, const struct listing *l,
	struct error *e)
{
	for (size_t i = 0; i < l->items.n; i++)
		TRY(store_mark_set(s, l->items.at[i].id, STORE_MARK_READ, true, w->now, NULL, e));
	return OK;
}

/* ts: until when an item arrived that is meant, microseconds where it has 16 digits or more. */
static enum err mark_all(struct work *w, struct error *e)
{
	const struct request *r = &w->request;
	struct store *s;
	int64_t ts = request_number(r, "ts", 1, INT64_MAX, INT64_MAX);
	struct listing l = { .stream = stream_read(request_param(r, "s")), .out = &w->out,
		.only_unread = true, .limit = SIZE_MAX, .until_s = ts };
	if (ts != INT64_MAX && request_param(r, "ts").n >= 16)
		l.until_s = ts / USEC;
	if (l.stream.tag.n)
		TRY(tagged_ids(w, &l, e));
	if (!l.stream.empty)
		TRY(store_walk(w->store, INT64_MAX, false, on_item, &l, e));
	TRY(work_write_begin(w, &s, e));
	TRY(work_write_end(w, mark_items(w, s, &l, e), e));
	reply_text(w, 200, "OK");
	return OK;
}

/* ---- which is which */

static const struct {
	const char *name; /* below reader/api/0/ */
	handler run;
	bool changes;
} calls[] = {
	{ "edit-tag", edit_tag, true },
	{ "mark-all-as-read", mark_all, true },
	{ "stream/items/contents", items_contents, false },
	{ "stream/items/ids", items_ids, false },
	{ "subscription/list", subscription_list, false },
	{ "tag/list", tag_list, false },
	{ "token", edit_token, false },
	{ "unread-count", unread_count, false },
	{ "user-info", user_info, false },
};

enum err greader_call(struct work *w, struct error *e)
{
	struct slice api = SLICE("api/0/"), atom = SLICE("atom/"), name = w->rest;
	struct slice contents = SLICE("stream/contents");
	if (!logged_in(w)) {
		refuse(w);
		return OK;
	}
	if (slice_starts(name, atom))
		return stream_atom(w, slice_from(name, atom.n), e);
	if (!slice_starts(name, api))
		return fail(e, ERR_NOT_FOUND, "no such call");
	name = slice_from(name, api.n);
	if (slice_eq(name, contents) || slice_starts(name, SLICE("stream/contents/")))
		return stream_contents(w, slice_from(name, contents.n + 1), e);
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (slice_is(name, calls[i].name) &&
			(!calls[i].changes || w->request.method == METHOD_POST))
			return calls[i].run(w, e);
	return fail(e, ERR_NOT_FOUND, "no such call");
}
