/* lists: front, day and search: articles that a query finds, under the days that they are of. */
#include <stdlib.h>

#include "base/map.h"
#include "desk-assets.h"
#include "index/snippet.h"
#include "query/query.h"
#include "server/page.h"
#include "store/quotes.h"

enum {
	PAGE_ROWS = 60,
	MAX_OFFSET = 100000,
	FACET_HITS = 4000, /* facets are counted of the newest of these, to bound the time */
	FACET_SPEAKERS = 1000, /* the same for people, who are looked up article by article */
	FACET_ROWS = 8,
	MAX_BARS = 60,
	BAR_WIDTH = 10, BARS_HEIGHT = 48
};

static enum err add_rows(struct work *w, const struct store_hits *hits, const struct marker *m,
	bool grouped, struct list_page *p, struct error *e)
{
	for (size_t i = 0; i < hits->hits.n; i++) {
		struct row row;
		TRY(row_make(w, hits->hits.at[i].id, m, &row, e));
		groups_add(p, &row, grouped, &w->say, &w->out);
	}
	return OK;
}

/* The address of the page with another offset. */
static struct slice with_offset(struct work *w, int64_t offset)
{
	struct buf to = BUF_INIT(1 << 16);
	put_raw(&to, w->request.path.p, w->request.path.n);
	buf_printf(&to, "?from=%lld", (long long)offset);
	static const char *const keep[] = { "q", "sort" };
	for (size_t i = 0; i < sizeof keep / sizeof *keep; i++)
		if (request_has(&w->request, keep[i])) {
			buf_printf(&to, "&%s=", keep[i]);
			put_url(&to, request_param(&w->request, keep[i]));
		}
	struct slice text = arena_dup(&w->out, buf_text(&to));
	buf_done(&to);
	return text;
}

static enum err newest_number(struct work *w, int64_t *ret, struct error *e)
{
	struct store_stats stats;
	TRY(store_stats(w->store, &stats, e));
	*ret = stats.articles; /* numbers have no gaps */
	return OK;
}

/* The articles of `query` on page `p`, with snippets where words were asked for. */
static enum err fill(struct work *w, struct slice text, bool snippets, struct list_page *p,
	struct store_hits *ret_hits, struct query **ret_query, struct error *e)
{
	int64_t from = request_number(&w->request, "from", 0, MAX_OFFSET, 0);
	struct marker marker;
	p->by_relevance = slice_is(request_param(&w->request, "sort"), "relevance");
	TRY(query_read(w, text, ret_query, e));
	const struct store_search what = { .query = *ret_query,
		.sort = p->by_relevance ? STORE_RELEVANCE : STORE_NEWEST,
		.offset = (size_t)from, .limit = PAGE_ROWS };
	TRY(store_search(w->store, &what, &w->out, ret_hits, e));
	if (snippets)
		TRY(store_marker(w->store, *ret_query, &w->out, &marker, e));
	TRY(add_rows(w, ret_hits, snippets ? &marker : NULL, !p->by_relevance, p, e));
	p->total = ret_hits->total;
	p->mark_query = text;
	TRY(newest_number(w, &p->mark_until, e));
	if (from)
		p->newer = with_offset(w, from > PAGE_ROWS ? from - PAGE_ROWS : 0);
	if (from + PAGE_ROWS < ret_hits->total && from + PAGE_ROWS <= MAX_OFFSET)
		p->older = with_offset(w, from + PAGE_ROWS);
	return OK;
}

/* ---- the calendar */

enum err calendar_make(struct work *w, int64_t day, struct calendar *ret, struct error *e)
{
	int year, month, of_month;
	int64_t first, next;
	store_tallies days, before;
	date_civil(day, &year, &month, &of_month);
	if (!date_days(year, month, 1, &first) ||
		!date_days(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1, &next))
		return fail(e, ERR_NOT_FOUND, "there is no such day");
	TRY(store_days(w->store, next, (size_t)(next - first), &w->out, &days, e));
	TRY(store_days(w->store, first, 1, &w->out, &before, e));
	calendar_fill(day, &days, &w->say, &w->out, ret);
	if (before.n)
		ret->before = day_text(before.at[0].day, &w->out);
	ret->after = next * 86400 <= w->now ? day_text(next, &w->out) : SLICE("");
	return OK;
}

/* ---- pages */

static enum err list_send(struct work *w, struct list_page *p)
{
	tmpl_list(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

enum err page_latest(struct work *w, struct error *e)
{
	struct list_page *p = arena_new(&w->out, struct list_page);
	struct store_hits hits = { 0 };
	struct query *q;
	store_tallies days;
	TRY(chrome_make(w, say_text(&w->say, STR_LATEST), "latest", &p->chrome, e));
	p->heading = say_text(&w->say, STR_LATEST);
	p->chrome.has_feed = true;
	TRY(fill(w, SLICE(""), false, p, &hits, &q, e));
	TRY(store_days(w->store, INT64_MAX, 1, &w->out, &days, e));
	if (days.n) {
		p->has_calendar = true;
		TRY(calendar_make(w, days.at[0].day, &p->calendar, e));
	}
	return list_send(w, p);
}

enum err page_day(struct work *w, struct error *e)
{
	struct list_page *p = arena_new(&w->out, struct list_page);
	struct store_hits hits = { 0 };
	struct query *q;
	struct date d;
	if (!date_scan(w->rest, &d) || d.kind != DATE_DAY)
		return fail(e, ERR_NOT_FOUND, "'%.*s' is no day", SLICE_ARG(w->rest));
	int64_t day = date_day_of(d);
	p->heading = day_words(&w->say, day, &w->out);
	TRY(chrome_make(w, p->heading, "day", &p->chrome, e));
	struct slice query = arena_printf(&w->out, "date:%.*s", SLICE_ARG(day_text(day, &w->out)));
	p->chrome.feed = query;
	p->chrome.has_feed = p->show_total = p->has_calendar = true;
	TRY(fill(w, query, false, p, &hits, &q, e));
	for (size_t i = 0; i < p->groups.n; i++)
		p->groups.at[i].heading = SLICE(""); /* the page says it */
	TRY(calendar_make(w, day, &p->calendar, e));
	return list_send(w, p);
}

/* ---- facets */

struct counted {
	int64_t key, n;
	char lang[8];
};

static int by_count(const void *x, const void *y)
{
	const struct counted *a = x, *b = y;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return a->key < b->key ? -1 : a->key > b->key;
}

typedef LIST(struct counted) counted_list;

static void most_first(counted_list *list)
{
	if (list->n)
		qsort(list->at, list->n, sizeof *list->at, by_count);
}

static void count_in(struct map *map, counted_list *list, struct slice key, struct counted new,
	struct arena *out)
{
	struct map_slot *slot = map_find(map, key);
	if (!slot) {
		slot = map_at(map, out, arena_dup(out, key));
		slot->num = (int64_t)list->n;
		*list_add(out, list) = new;
	}
	list->at[slot->num].n++;
}

static struct slice narrowed(struct work *w, const char *field, struct slice value)
{
	struct slice q = request_param(&w->request, "q");
	bool open = slice_find(q, SLICE(" OR "), 0) != SIZE_MAX;
	char *text = arena_str(&w->out, value);
	for (char *p = text; *p; p++)
		if (*p == '"')
			*p = ' ';
	return arena_printf(&w->out, open ? "(%.*s) %s:\"%s\"" : q.n ? "%.*s %s:\"%s\"" :
		"%.*s%s:\"%s\"", SLICE_ARG(q), field, text);
}

/* Days as bars; runs of days together where there are more than bars. */
static void bars_make(struct work *w, const int64_t *days, size_t n, struct list_page *p)
{
	int64_t low = INT64_MAX, high = INT64_MIN, most = 1, counts[MAX_BARS] = { 0 };
	for (size_t i = 0; i < n; i++) {
		low = days[i] < low ? days[i] : low;
		high = days[i] > high ? days[i] : high;
	}
	int64_t step = n ? (high - low) / MAX_BARS + 1 : 1;
	for (size_t i = 0; i < n; i++) {
		int64_t *count = &counts[(days[i] - low) / step];
		if (++*count > most)
			most = *count;
	}
	for (int i = 0; n && i <= (high - low) / step; i++) {
		struct slice from = day_text(low + i * step, &w->out);
		struct slice to = day_text(low + i * step + step - 1, &w->out);
		struct slice span = step == 1 ? from
			: arena_printf(&w->out, "%.*s..%.*s", SLICE_ARG(from), SLICE_ARG(to));
		int height = (int)(counts[i] * BARS_HEIGHT / most);
		height = counts[i] && height < 2 ? 2 : height;
		*list_add(&w->out, &p->bars) = (struct bar){ .label = span, .n = counts[i],
			.query = narrowed(w, "date", span), .x = i * BAR_WIDTH,
			.y = BARS_HEIGHT - height, .width = BAR_WIDTH - 2, .height = height };
	}
}

static enum err people_make(struct work *w, const struct store_hits *hits, struct list_page *p,
	struct error *e)
{
	struct map map = { 0 };
	counted_list counted = { 0 };
	strings all = { 0 };
	for (size_t i = 0; i < hits->hits.n && i < FACET_SPEAKERS; i++)
		TRY(store_speakers_of(w->store, hits->hits.at[i].id, &w->out, &all, e));
	for (size_t i = 0; i < all.n; i++)
		count_in(&map, &counted, all.at[i], (struct counted){ .key = (int64_t)i },
			&w->out);
	most_first(&counted);
	for (size_t i = 0; i < counted.n && i < FACET_ROWS; i++) {
		struct slice name = all.at[counted.at[i].key];
		*list_add(&w->out, &p->people) = (struct facet){ name,
			narrowed(w, "speaker", name), counted.at[i].n };
	}
	return OK;
}

static enum err facets_make(struct work *w, const struct query *q, struct list_page *p,
	struct error *e)
{
	const struct store_search what = { .query = q, .limit = FACET_HITS };
	struct store_hits hits = { 0 };
	struct map sources = { 0 }, langs = { 0 };
	counted_list by_source = { 0 }, by_lang = { 0 };
	store_source_list names;
	TRY(store_search(w->store, &what, &w->out, &hits, e));
	int64_t *days = arena_array(&w->out, int64_t, hits.hits.n + 1);
	for (size_t i = 0; i < hits.hits.n; i++) {
		struct store_facet f;
		TRY(store_facet_get(w->store, hits.hits.at[i].id, &f, e));
		days[i] = f.day;
		struct counted lang = { .n = 0 };
		memcpy(lang.lang, f.lang, sizeof lang.lang);
		count_in(&sources, &by_source, slice_of((char *)&f.source, sizeof f.source),
			(struct counted){ .key = f.source }, &w->out);
		count_in(&langs, &by_lang, slice_str(f.lang), lang, &w->out);
	}
	most_first(&by_source);
	most_first(&by_lang);
	TRY(store_source_rows(w->store, &w->out, &names, e));
	for (size_t i = 0; i < by_source.n && i < FACET_ROWS; i++)
		for (size_t k = 0; k < names.n; k++)
			if (names.at[k].id == by_source.at[i].key && names.at[k].name.n)
				*list_add(&w->out, &p->sources) = (struct facet){ names.at[k].name,
					narrowed(w, "source", names.at[k].name),
					by_source.at[i].n };
	for (size_t i = 0; i < by_lang.n && i < FACET_ROWS; i++) {
		struct slice lang = slice_str(by_lang.at[i].lang);
		if (lang.n)
			*list_add(&w->out, &p->languages) = (struct facet){ lang,
				narrowed(w, "lang", lang), by_lang.at[i].n };
	}
	TRY(people_make(w, &hits, p, e));
	bars_make(w, days, hits.hits.n, p);
	p->n_counted = (int64_t)hits.hits.n;
	return OK;
}

enum err page_search(struct work *w, struct error *e)
{
	struct list_page *p = arena_new(&w->out, struct list_page);
	struct store_hits hits = { 0 };
	struct query *q = NULL;
	struct error why = { 0 };
	struct slice text = request_param(&w->request, "q");
	TRY(chrome_make(w, text.n ? text : say_text(&w->say, STR_SEARCH), "search", &p->chrome, e));
	p->heading = say_text(&w->say, STR_SEARCH);
	p->is_search = p->show_total = p->chrome.has_feed = true;
	p->chrome.feed = text;
	enum err err = fill(w, text, true, p, &hits, &q, &why);
	if (err == ERR_SYNTAX || err == ERR_LIMIT) {
		p->problem = arena_dup(&w->out, slice_str(why.msg));
		p->show_total = p->chrome.has_feed = false;
		w->reply.status = 400;
		return list_send(w, p);
	}
	if (err != OK)
		return fail(e, err, "%s", why.msg);
	p->can_save = text.n > 0 && w->can_change;
	if (hits.total)
		TRY(facets_make(w, q, p, e));
	return list_send(w, p);
}
