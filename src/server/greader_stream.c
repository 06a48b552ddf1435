/* greader_stream: which items a stream of the Google Reader API holds, and in which order.
 *
 * Items come in order of time, newest first unless r=o. A stream of sources or with ids of its own
 * is read from those; any other by walking through all articles. What xt and it name are streams as
 * well. ot and nt are times of arrival, and an edit counts as one, so that clients get it. */
#include <stdlib.h>

#include "server/greader.h"

enum { USUAL_ITEMS = 20 };

/* ---- what a stream is */

static void add_folder(struct work *w, const struct feed_table *feeds, struct slice folder,
	struct stream *to)
{
	to->by_source = true;
	for (size_t i = 0; i < feeds->rows.n; i++)
		for (size_t k = 0; slice_eq(feeds->rows.at[i].folder, folder) &&
		     k < feeds->rows.at[i].sources.n; k++)
			*list_add(&w->out, &to->sources) = feeds->rows.at[i].sources.at[k];
	ids_sort(&to->sources);
}

static enum err stream_read(struct work *w, const struct feed_table *feeds, struct slice id,
	struct stream *ret, struct error *e)
{
	struct stream s = { 0 };
	struct slice state = state_of(id), label = label_of(id), part;
	if (feed_part(id, &part)) {
		const struct feed_row *row = feed_named(feeds, id);
		s.by_source = true;
		if (row)
			s.sources = row->sources;
	} else if (label.n || slice_is(id, STREAM_NO_FOLDER)) {
		add_folder(w, feeds, label, &s);
		if (label.n)
			TRY(store_tag_ids(w->store, label, &w->out, &s.ids, e));
	} else if (slice_is(state, "starred")) {
		s.starred = true;
		TRY(store_starred_ids(w->store, &w->out, &s.ids, e));
	} else if (slice_is(state, "read")) {
		s.read = true;
	} else if (slice_is(state, "unread") || slice_is(state, "kept-unread")) {
		s.unread = true;
	} else if (!id.n || slice_is(state, "reading-list")) {
		s.all = true;
	}
	*ret = s;
	return OK;
}

static bool belongs(const struct stream *s, const struct store_item *item)
{
	return s->all || (s->read && item->read) || (s->unread && !item->read) ||
		(s->starred ? item->starred : s->by_source &&
			(ids_have(&s->sources, item->source) || ids_have(&s->ids, item->id)));
}

/* ---- finding */

struct finding {
	struct work *w;
	struct listing_want want;
	struct stream stream;
	LIST(struct stream) with, without; /* it, xt */
	store_ids changed;                 /* articles edited since want.from_s */
	item_fn each; /* takes what the walk finds, in place of `found`; may be NULL */
	void *ctx;
	size_t n_given;
	int64_t last;
	size_t room; /* items that the walk under way may still take; one more than wanted */
	int64_t n;   /* found, taken or not */
	store_items found;
};

static bool wanted(const struct finding *f, const struct store_item *item)
{
	const struct listing_want *want = &f->want;
	if (item->seen_at > want->until_s ||
		(item->seen_at < want->from_s && !ids_have(&f->changed, item->id)) ||
		(want->only_read && !item->read) || (want->only_unread && item->read) ||
		(want->only_starred && !item->starred))
		return false;
	for (size_t i = 0; i < f->with.n; i++)
		if (!belongs(&f->with.at[i], item))
			return false;
	for (size_t i = 0; i < f->without.n; i++)
		if (belongs(&f->without.at[i], item))
			return false;
	return true;
}

/* The one behind what is wanted is not given out: it tells that there are more. */
static void take(struct finding *f, const struct store_item *item)
{
	if (!f->each) {
		*list_add(&f->w->out, &f->found) = *item;
	} else if (f->n_given < f->want.limit) {
		f->each(f->ctx, item);
		f->n_given++;
		f->last = item->id;
	}
}

static bool on_item(void *ctx, const struct store_item *item)
{
	struct finding *f = ctx;
	if (belongs(&f->stream, item) && wanted(f, item)) {
		f->n++;
		if (f->room) {
			take(f, item);
			f->room--;
		}
	}
	return f->room > 0 || f->want.counted;
}

static void make_room(struct finding *f)
{
	const struct listing_want *want = &f->want;
	bool all = want->limit >= SIZE_MAX - want->offset - 1;
	f->room = all ? SIZE_MAX : want->offset + want->limit + 1;
}

static enum err walk(struct finding *f, int64_t source, struct error *e)
{
	const struct store_walk what = { source, f->want.after, f->want.oldest_first };
	make_room(f);
	return store_walk(f->w->store, &what, on_item, f, e);
}

/* The items of ids that the stream has of its own. */
static enum err pick(struct finding *f, struct error *e)
{
	const store_ids *ids = &f->stream.ids;
	bool oldest_first = f->want.oldest_first;
	make_room(f);
	for (size_t i = 0; i < ids->n && (f->room || f->want.counted); i++) {
		int64_t id = ids->at[oldest_first ? i : ids->n - 1 - i];
		struct store_item item;
		if (oldest_first ? id <= f->want.after : id >= f->want.after)
			continue;
		TRY(store_item_get(f->w->store, id, &item, e));
		/* What is of its sources, too, is found there. */
		if (!ids_have(&f->stream.sources, item.source))
			on_item(f, &item);
	}
	return OK;
}

static int by_rising(const void *x, const void *y)
{
	const struct store_item *a = x, *b = y;
	return a->id < b->id ? -1 : a->id > b->id;
}

static int by_falling(const void *x, const void *y)
{
	return by_rising(y, x);
}

/* Cut what was found to the wanted page. */
static void cut(struct finding *f, struct listing *to)
{
	size_t offset = f->want.offset < f->found.n ? f->want.offset : f->found.n;
	to->items = f->found;
	to->items.at += offset;
	to->items.n -= offset;
	to->items.cap = 0;
	to->more = to->items.n > f->want.limit;
	if (to->more)
		to->items.n = f->want.limit;
	if (to->items.n)
		to->last = to->items.at[to->items.n - 1].id;
	to->total = f->n;
}

static enum err find(struct finding *f, struct listing *to, struct error *e)
{
	item_fn each = f->each;
	if (each && !f->stream.by_source && !f->stream.starred) {
		TRY(walk(f, 0, e));
		to->more = f->n > (int64_t)f->n_given;
		to->last = f->last;
		return OK;
	}
	f->each = NULL;
	if (f->stream.by_source || f->stream.starred) {
		for (size_t i = 0; i < f->stream.sources.n; i++)
			TRY(walk(f, f->stream.sources.at[i], e));
		TRY(pick(f, e));
		if (f->found.n)
			qsort(f->found.at, f->found.n, sizeof *f->found.at,
				f->want.oldest_first ? by_rising : by_falling);
	} else {
		TRY(walk(f, 0, e));
	}
	cut(f, to);
	for (size_t i = 0; each && i < to->items.n; i++)
		each(f->ctx, &to->items.at[i]);
	return OK;
}

/* ---- what a request asks for */

static enum err changed_since(struct finding *f, struct error *e)
{
	store_edits edits;
	TRY(store_edits_in(f->w->store, f->want.from_s, INT64_MAX, &f->w->out, &edits, e));
	for (size_t i = 0; i < edits.n; i++)
		*list_add(&f->w->out, &f->changed) = edits.at[i].article;
	ids_sort(&f->changed);
	return OK;
}

static enum err begin(struct finding *f, struct listing *to, struct error *e)
{
	TRY(feeds_read(f->w, &to->feeds, e));
	TRY(stream_read(f->w, &to->feeds, f->want.stream, &f->stream, e));
	return f->want.from_s ? changed_since(f, e) : OK;
}

enum err listing_find(struct work *w, const struct listing_want *want, item_fn each, void *ctx,
	struct listing *ret, struct error *e)
{
	struct finding f = { .w = w, .want = *want, .each = each, .ctx = ctx };
	TRY(begin(&f, ret, e));
	return find(&f, ret, e);
}

enum err listing_read(struct work *w, struct slice id, size_t max, item_fn each, void *ctx,
	struct listing *ret, struct error *e)
{
	const struct request *r = &w->request;
	struct finding f = { .w = w, .want.stream = id, .each = each, .ctx = ctx };
	int64_t n = request_number(r, "n", 1, INT64_MAX, USUAL_ITEMS);
	f.want.limit = n < (int64_t)max ? (size_t)n : max;
	f.want.oldest_first = slice_is(request_param(r, "r"), "o");
	f.want.from_s = request_number(r, "ot", 0, INT64_MAX, 0);
	f.want.until_s = request_number(r, "nt", 1, INT64_MAX, INT64_MAX);
	f.want.after = request_number(r, "c", INT64_MIN, INT64_MAX,
		f.want.oldest_first ? INT64_MIN : INT64_MAX);
	TRY(begin(&f, ret, e));
	for (size_t i = 0; i < r->params.n; i++) {
		bool without = slice_is(r->params.at[i].name, "xt");
		struct slice other = r->params.at[i].value;
		struct stream s;
		if ((!without && !slice_is(r->params.at[i].name, "it")) || !other.n)
			continue;
		TRY(stream_read(w, &ret->feeds, other, &s, e));
		if (without)
			*list_add(&w->out, &f.without) = s;
		else
			*list_add(&w->out, &f.with) = s;
	}
	return find(&f, ret, e);
}

bool item_numbered(struct work *w, int64_t number, struct store_item *ret)
{
	int64_t id;
	struct slice ref = arena_printf(&w->out, "%lld", (long long)number);
	return store_article_find(w->store, ref, &id, NULL) == OK &&
		store_item_get(w->store, id, ret, NULL) == OK;
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

void listing_named(struct work *w, size_t max, store_items *ret)
{
	const struct request *r = &w->request;
	store_items list = { 0 };
	for (size_t i = 0; i < r->params.n && list.n < max; i++) {
		int64_t number;
		struct store_item item;
		if (slice_is(r->params.at[i].name, "i") &&
			item_number(r->params.at[i].value, &number) &&
			item_numbered(w, number, &item))
			*list_add(&w->out, &list) = item;
	}
	*ret = list;
}
