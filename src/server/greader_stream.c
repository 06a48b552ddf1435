/* greader_stream: which items a stream of the Google Reader API holds, and in which order.
 *
 * Items come in order of time, newest first unless r=o. A stream of sources or with ids of its own
 * is read from those; any other by walking through all articles. What xt and it name are streams as
 * well. ot and nt are times of arrival, and an edit counts as one, so that clients get it. */
#include <stdlib.h>

#include "server/greader.h"

enum { USUAL_ITEMS = 20 };

/* ---- what a stream is */

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
	} else if (label.n) {
		s.by_source = true;
		for (size_t i = 0; i < feeds->rows.n; i++)
			for (size_t k = 0; slice_eq(feeds->rows.at[i].folder, label) &&
			     k < feeds->rows.at[i].sources.n; k++)
				*list_add(&w->out, &s.sources) = feeds->rows.at[i].sources.at[k];
		ids_sort(&s.sources);
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
	struct stream stream;
	LIST(struct stream) with, without; /* it, xt */
	int64_t from_s, until_s;           /* arrival, Unix seconds */
	store_ids changed;                 /* articles edited since from_s */
	int64_t after;                     /* id to go on behind */
	bool oldest_first;
	size_t limit;
	size_t room; /* items that the walk under way may still take; one more than wanted */
	store_items found;
};

static bool wanted(const struct finding *f, const struct store_item *item)
{
	if (item->seen_at > f->until_s ||
		(item->seen_at < f->from_s && !ids_have(&f->changed, item->id)))
		return false;
	for (size_t i = 0; i < f->with.n; i++)
		if (!belongs(&f->with.at[i], item))
			return false;
	for (size_t i = 0; i < f->without.n; i++)
		if (belongs(&f->without.at[i], item))
			return false;
	return true;
}

static bool on_item(void *ctx, const struct store_item *item)
{
	struct finding *f = ctx;
	if (belongs(&f->stream, item) && wanted(f, item)) {
		*list_add(&f->w->out, &f->found) = *item;
		f->room--;
	}
	return f->room > 0;
}

static enum err walk(struct finding *f, int64_t source, struct error *e)
{
	const struct store_walk what = { source, f->after, f->oldest_first };
	f->room = f->limit < SIZE_MAX ? f->limit + 1 : SIZE_MAX;
	return store_walk(f->w->store, &what, on_item, f, e);
}

/* The items of ids that the stream has of its own. */
static enum err pick(struct finding *f, struct error *e)
{
	const store_ids *ids = &f->stream.ids;
	f->room = f->limit < SIZE_MAX ? f->limit + 1 : SIZE_MAX;
	for (size_t i = 0; i < ids->n && f->room; i++) {
		int64_t id = ids->at[f->oldest_first ? i : ids->n - 1 - i];
		struct store_item item;
		if (f->oldest_first ? id <= f->after : id >= f->after)
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

static enum err find(struct finding *f, bool *ret_more, struct error *e)
{
	if (f->stream.by_source || f->stream.starred) {
		for (size_t i = 0; i < f->stream.sources.n; i++)
			TRY(walk(f, f->stream.sources.at[i], e));
		TRY(pick(f, e));
		if (f->found.n)
			qsort(f->found.at, f->found.n, sizeof *f->found.at,
				f->oldest_first ? by_rising : by_falling);
	} else {
		TRY(walk(f, 0, e));
	}
	*ret_more = f->found.n > f->limit;
	if (*ret_more)
		f->found.n = f->limit;
	return OK;
}

/* ---- what a request asks for */

static enum err changed_since(struct finding *f, struct error *e)
{
	store_edits edits;
	TRY(store_edits_in(f->w->store, f->from_s, INT64_MAX, &f->w->out, &edits, e));
	for (size_t i = 0; i < edits.n; i++)
		*list_add(&f->w->out, &f->changed) = edits.at[i].article;
	ids_sort(&f->changed);
	return OK;
}

enum err listing_read(struct work *w, struct slice id, size_t max, struct listing *ret,
	struct error *e)
{
	const struct request *r = &w->request;
	struct finding f = { .w = w };
	TRY(feeds_read(w, &ret->feeds, e));
	TRY(stream_read(w, &ret->feeds, id, &f.stream, e));
	int64_t n = request_number(r, "n", 1, INT64_MAX, USUAL_ITEMS);
	f.limit = n < (int64_t)max ? (size_t)n : max;
	f.oldest_first = slice_is(request_param(r, "r"), "o");
	f.from_s = request_number(r, "ot", 0, INT64_MAX, 0);
	f.until_s = request_number(r, "nt", 1, INT64_MAX, INT64_MAX);
	f.after = request_number(r, "c", INT64_MIN, INT64_MAX,
		f.oldest_first ? INT64_MIN : INT64_MAX);
	if (f.from_s)
		TRY(changed_since(&f, e));
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
	TRY(find(&f, &ret->more, e));
	ret->items = f.found;
	return OK;
}

enum err listing_unread(struct work *w, struct slice id, int64_t until_s, store_items *ret,
	struct error *e)
{
	struct finding f = { .w = w, .until_s = until_s, .after = INT64_MAX, .limit = SIZE_MAX };
	struct feed_table feeds;
	bool more;
	TRY(feeds_read(w, &feeds, e));
	TRY(stream_read(w, &feeds, id, &f.stream, e));
	*list_add(&w->out, &f.without) = (struct stream){ .read = true };
	TRY(find(&f, &more, e));
	*ret = f.found;
	return OK;
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

enum err listing_named(struct work *w, size_t max, store_items *ret, struct error *e)
{
	const struct request *r = &w->request;
	store_items list = { 0 };
	for (size_t i = 0; i < r->params.n && list.n < max; i++) {
		int64_t number, id;
		struct store_item item;
		if (!slice_is(r->params.at[i].name, "i") ||
			!item_number(r->params.at[i].value, &number))
			continue;
		struct slice ref = arena_printf(&w->out, "%lld", (long long)number);
		if (store_article_find(w->store, ref, &id, NULL) != OK)
			continue;
		TRY(store_item_get(w->store, id, &item, e));
		*list_add(&w->out, &list) = item;
	}
	*ret = list;
	return OK;
}
