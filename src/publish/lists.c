/* lists: the front page, days and months, sources, people. */
#include <stdlib.h>

#include "base/mix.h"
#include "desk-assets.h"
#include "publish/address.h"
#include "publish/site.h"

enum {
	FRONT_DAYS = 7, FRONT_ENOUGH = 300, /* days are added until there are so many articles */
	FRONT_ROWS = 50, INDEX_ROWS = 1000, DAY_S = 86400
};

/* ---- lists of articles */

/* A list of articles, the newest first. Its slices outlive the arena of a page. */
struct listing {
	enum place place;
	struct slice what, heading;
	struct slice newer, older; /* files before and behind the whole list; or empty */
	const uint32_t *at;        /* entries */
	size_t n;
	bool grouped;              /* by day */
};

static enum err listing_page(struct site *s, const struct listing *l, size_t page, struct error *e)
{
	size_t n_pages = site_pages(l->n), from, to;
	struct list_page *p = arena_new(&s->out, struct list_page);
	const char *path = site_path(s, l->place, l->what, page);
	p->heading = l->heading;
	p->chrome = site_chrome(s, l->heading);
	p->total = (int64_t)l->n;
	p->show_total = !page; /* older pages shall stay as they are */
	site_pager(s, l->place, l->what, page, n_pages, &p->chrome);
	if (!p->chrome.newer.n)
		p->chrome.newer = l->newer;
	if (!p->chrome.older.n)
		p->chrome.older = l->older;
	site_page_rows(l->n, page, &from, &to);
	uint64_t key = mix_text(site_key(s, l->place), l->what);
	key = mix_text(mix_text(key, p->chrome.newer), p->chrome.older);
	key = site_key_add(s, mix_int(key, page ? 0 : l->n), l->at + from, to - from);
	if (site_page_keep(s, path, key, NULL))
		return OK;
	for (; from < to; from++) {
		struct row row;
		TRY(site_row(s, s->entries[l->at[from]].id, &row, e));
		groups_add(p, &row, l->grouped, &s->say, &s->out);
	}
	site_page_begin(s, path);
	tmpl_site_list(&s->page, &s->say, p);
	return site_page_end(s, path, key, 0, e);
}

static enum err listing_write(struct site *s, const struct listing *l, struct error *e)
{
	for (size_t page = 0; page <= site_pages(l->n); page++) {
		arena_reset(&s->out);
		TRY(listing_page(s, l, page, e));
	}
	return OK;
}

/* ---- indexes */

static int by_name(const void *x, const void *y)
{
	const struct index_row *a = x, *b = y;
	return slice_cmp(a->name, b->name);
}

static int by_articles(const void *x, const void *y)
{
	const struct index_row *a = x, *b = y;
	if (a->n_articles != b->n_articles)
		return a->n_articles > b->n_articles ? -1 : 1;
	return by_name(x, y);
}

static int by_quotes(const void *x, const void *y)
{
	const struct index_row *a = x, *b = y;
	if (a->n_quotes != b->n_quotes)
		return a->n_quotes > b->n_quotes ? -1 : 1;
	return by_articles(x, y);
}

typedef LIST(struct index_row) index_rows;

/* "person/index.html", "person/index-2.html"... */
static struct slice index_path(struct site *s, const char *folder, size_t page)
{
	return page ? arena_printf(&s->out, "%s/index-%zu.html", folder, page + 1)
		    : arena_printf(&s->out, "%s/index.html", folder);
}

static enum err index_write(struct site *s, const char *folder, enum str heading, bool with_quotes,
	const index_rows *list, struct error *e)
{
	size_t n_pages = list->n ? (list->n + INDEX_ROWS - 1) / INDEX_ROWS : 1;
	for (size_t page = 0; page < n_pages; page++) {
		arena_reset(&s->out);
		struct index_page *p = arena_new(&s->out, struct index_page);
		p->heading = say_text(&s->say, heading);
		p->chrome = site_chrome(s, p->heading);
		p->with_quotes = with_quotes;
		if (page)
			p->chrome.newer = index_path(s, folder, page - 1);
		if (page + 1 < n_pages)
			p->chrome.older = index_path(s, folder, page + 1);
		for (size_t i = page * INDEX_ROWS; i < list->n && i < (page + 1) * INDEX_ROWS; i++)
			*list_add(&s->out, &p->rows) = list->at[i];
		const char *path = arena_str(&s->out, index_path(s, folder, page));
		site_page_begin(s, path);
		tmpl_site_index(&s->page, &s->say, p);
		TRY(site_page_end(s, path, 0, 0, e));
	}
	return OK;
}

static struct index_row *index_add(struct site *s, struct arena *out, index_rows *to,
	enum place place, struct slice what, struct slice name)
{
	struct index_row *row = list_add(out, to);
	*row = (struct index_row){ .name = arena_dup(out, name),
		.path = arena_dup(out, slice_str(site_path(s, place, what, 0))) };
	return row;
}

/* ---- sources */

static int by_id(const void *x, const void *y)
{
	const struct store_source *a = x, *b = y;
	return (a->id > b->id) - (a->id < b->id);
}

enum err site_sources(struct site *s, struct error *e)
{
	struct arena own = ARENA_INIT;
	store_source_list sources = { 0 };
	index_rows list = { 0 };
	size_t at = 0;
	enum err err = store_source_rows(s->store, &own, &sources, e);
	if (sources.n)
		qsort(sources.at, sources.n, sizeof *sources.at, by_id);
	for (size_t from = 0, end; err == OK && from < s->n; from = end) {
		int64_t id = s->entries[s->by_source.at[from]].source;
		end = site_run(s, &s->by_source, from);
		while (at < sources.n && sources.at[at].id < id)
			at++;
		struct slice name = at < sources.n && sources.at[at].id == id
			? sources.at[at].name : SLICE("");
		if (!name.n)
			continue;
		arena_reset(&s->out);
		index_add(s, &own, &list, PLACE_SOURCE, name, name)->n_articles =
			(int64_t)(end - from);
		const struct listing l = { .place = PLACE_SOURCE, .what = name, .heading = name,
			.at = s->by_source.at + from, .n = end - from, .grouped = true };
		err = listing_write(s, &l, e);
	}
	if (list.n)
		qsort(list.at, list.n, sizeof *list.at, by_articles);
	if (err == OK)
		err = index_write(s, "source", STR_SOURCES, false, &list, e);
	arena_done(&own);
	return err;
}

/* ---- days and months */

struct month {
	int year, month;
	store_tallies days; /* the newest first */
};
typedef LIST(struct month) months;

static void month_of(const struct site *s, size_t at, int *ret_year, int *ret_month)
{
	int day;
	date_civil(s->entries[s->by_day.at[at]].day, ret_year, ret_month, &day);
}

/* A month as addresses call it. */
static struct slice month_ref(const struct month *m, struct arena *out)
{
	return arena_printf(out, "%04d-%02d", m->year, m->month);
}

struct months_around {
	const struct month *before, *here, *after; /* NULL: none */
};

static enum err calendar_of(struct site *s, const struct months_around *m, struct calendar *ret,
	struct error *e)
{
	int64_t first;
	if (!date_days(m->here->year, m->here->month, 1, &first) ||
		!calendar_fill(first, &m->here->days, &s->say, &s->out, ret))
		return fail(e, ERR_CORRUPT, "an article is of no day that there is: run "
			"warta check");
	for (size_t i = 0; i < ret->weeks.n; i++)
		for (size_t k = 0; k < ret->weeks.at[i].days.n; k++)
			ret->weeks.at[i].days.at[k].here = false; /* it is a month's */
	ret->before = m->before ? month_ref(m->before, &s->out) : SLICE("");
	ret->after = m->after ? month_ref(m->after, &s->out) : SLICE("");
	return OK;
}

/* The path of the day of the entry `at` in the order of days, in `out`; none there: empty. */
static struct slice day_path(struct site *s, size_t at, struct arena *out)
{
	if (at >= s->n)
		return SLICE("");
	struct slice day = day_text(s->entries[s->by_day.at[at]].day, out);
	return arena_dup(out, slice_str(site_path(s, PLACE_DAY, day, 0)));
}

/* The pages of the day of the entries [from, end). */
static enum err day_write(struct site *s, size_t from, size_t end, struct error *e)
{
	struct arena own = ARENA_INIT;
	int64_t day = s->entries[s->by_day.at[from]].day;
	const struct listing l = { .place = PLACE_DAY, .what = day_text(day, &own),
		.heading = day_words(&s->say, day, &own),
		.newer = from ? day_path(s, from - 1, &own) : SLICE(""),
		.older = day_path(s, end, &own),
		.at = s->by_day.at + from, .n = end - from };
	enum err err = listing_write(s, &l, e);
	arena_done(&own);
	return err;
}

/* The pages of days; and all months, the newest first, with what their days have. */
static enum err days_write(struct site *s, struct arena *own, months *ret, struct error *e)
{
	for (size_t from = 0, end; from < s->n; from = end) {
		int year, month;
		end = site_run(s, &s->by_day, from);
		month_of(s, from, &year, &month);
		struct month *m = ret->n ? &ret->at[ret->n - 1] : NULL;
		if (!m || m->year != year || m->month != month) {
			m = list_add(own, ret);
			*m = (struct month){ year, month, { 0 } };
		}
		*list_add(own, &m->days) = (struct store_tally){
			.day = s->entries[s->by_day.at[from]].day, .total = (int64_t)(end - from) };
		arena_reset(&s->out);
		TRY(day_write(s, from, end, e));
	}
	return OK;
}

static enum err months_write(struct site *s, const months *all, struct arena *own, struct error *e)
{
	index_rows list = { 0 };
	for (size_t i = 0; i < all->n; i++) {
		const struct months_around m = { .here = &all->at[i],
			.before = i + 1 < all->n ? &all->at[i + 1] : NULL,
			.after = i ? &all->at[i - 1] : NULL };
		arena_reset(&s->out);
		struct list_page *p = arena_new(&s->out, struct list_page);
		struct slice ref = month_ref(m.here, &s->out);
		p->heading = month_words(&s->say, m.here->year, m.here->month, &s->out);
		p->chrome = site_chrome(s, p->heading);
		p->has_calendar = p->show_total = true;
		for (size_t k = 0; k < m.here->days.n; k++)
			p->total += m.here->days.at[k].total;
		TRY(calendar_of(s, &m, &p->calendar, e));
		index_add(s, own, &list, PLACE_DAY, ref, p->heading)->n_articles = p->total;
		const char *path = site_path(s, PLACE_DAY, ref, 0);
		site_page_begin(s, path);
		tmpl_site_list(&s->page, &s->say, p);
		TRY(site_page_end(s, path, 0, 0, e));
	}
	return index_write(s, "day", STR_DAYS, false, &list, e);
}

enum err site_days(struct site *s, struct error *e)
{
	struct arena own = ARENA_INIT;
	months all = { 0 };
	enum err err = days_write(s, &own, &all, e);
	if (err == OK)
		err = months_write(s, &all, &own, e);
	arena_done(&own);
	return err;
}

/* ---- the front page */

static enum err front_row(struct site *s, struct store_story *story, int64_t low,
	int64_t high, struct row *ret, struct error *e)
{
	struct slice name;
	strings speakers = { 0 };
	TRY(store_story_lead_in(s->store, say_tag(&s->say), story, e));
	int64_t id = story->members.at[story->lead].id;
	TRY(site_row(s, id, ret, e));
	TRY(site_story_name(s, story->story, &name, e));
	TRY(store_speakers_of(s->store, id, &s->out, &speakers, e));
	story_row_fill(story, name, s->options->excerpt ? 0 : speakers.n, low, high, &s->say,
		&s->out, ret);
	return OK;
}

/* The newest entries, by days, until there is something to read; the days that they are of. */
static size_t front_entries(const struct site *s, int64_t *ret_low, int64_t *ret_high)
{
	size_t n = 0;
	*ret_low = *ret_high = 0;
	for (int days = 0; n < s->n && days < FRONT_DAYS && n < FRONT_ENOUGH; days++) {
		*ret_low = s->entries[s->by_day.at[n]].day * (int64_t)DAY_S;
		if (!n)
			*ret_high = *ret_low + DAY_S;
		n = site_run(s, &s->by_day, n);
	}
	return n;
}

enum err site_front(struct site *s, struct error *e)
{
	struct store_hits hits = { 0 };
	store_story_list stories = { 0 };
	int64_t low, high;
	arena_reset(&s->out);
	struct list_page *p = arena_new(&s->out, struct list_page);
	p->heading = say_text(&s->say, STR_FRONT);
	p->chrome = site_chrome(s, SLICE(""));
	size_t n = front_entries(s, &low, &high);
	for (size_t i = 0; i < n; i++)
		*list_add(&s->out, &hits.hits) =
			(struct store_hit){ .id = s->entries[s->by_day.at[i]].id };
	TRY(store_stories_fold(s->store, &hits, STORE_STORY_WEIGHT, &s->out, &stories, e));
	p->total = (int64_t)stories.n;
	for (size_t i = 0; i < stories.n && i < FRONT_ROWS; i++) {
		struct row row;
		TRY(front_row(s, &stories.at[i], low, high, &row, e));
		groups_add(p, &row, false, &s->say, &s->out);
	}
	if (n)
		p->chrome.older = day_path(s, 0, &s->out);
	site_page_begin(s, "index.html");
	tmpl_site_list(&s->page, &s->say, p);
	return site_page_end(s, "index.html", 0, 0, e);
}

/* ---- people */

static int by_who(const void *x, const void *y)
{
	const struct spoken *a = x, *b = y;
	if (a->who != b->who)
		return a->who < b->who ? -1 : 1;
	return a->entry < b->entry ? -1 : a->entry > b->entry;
}

/* What stands in the shown text, by people; those of one article as one with their number in place
 * of where they end. */
static void mentions_count(struct site *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n_mentions; i++)
		if (s->mentions[i].stop <= s->entries[s->mentions[i].entry].cut)
			s->mentions[n++] = s->mentions[i];
	if (n)
		qsort(s->mentions, n, sizeof *s->mentions, by_who);
	s->n_mentions = 0;
	for (size_t i = 0; i < n; i++) {
		struct spoken *last = s->n_mentions ? &s->mentions[s->n_mentions - 1] : NULL;
		if (last && by_who(last, &s->mentions[i]) == 0)
			last->stop++;
		else
			s->mentions[s->n_mentions++] = (struct spoken){ s->mentions[i].who,
				s->mentions[i].entry, 1 };
	}
}

/* What the person said in the article of `m`. */
static enum err saids_add(struct site *s, const struct spoken *m, struct person_page *p,
	struct error *e)
{
	const struct entry *entry = &s->entries[m->entry];
	store_quotes quotes = { 0 };
	struct row row;
	TRY(site_row(s, entry->id, &row, e));
	TRY(site_quotes(s, entry->id, entry->cut == UINT32_MAX ? SIZE_MAX : entry->cut, &quotes,
		e));
	for (size_t i = 0; i < quotes.n; i++) {
		const struct store_quote *q = &quotes.at[i];
		if (slice_eq(q->speaker, p->name))
			*list_add(&s->out, &p->quotes) = (struct said){ .text = q->text,
				.speaker = q->speaker, .direct = q->kind == QUOTE_DIRECT,
				.row = row };
	}
	return OK;
}

/* Page `page` of the person `p->name` of `n` mentions. */
static enum err person_page(struct site *s, const struct spoken *m, size_t n, size_t page,
	struct person_page *p, struct error *e)
{
	size_t n_pages = site_pages(n), from, to;
	const char *path = site_path(s, PLACE_PERSON, p->name, page);
	p->chrome = site_chrome(s, p->name);
	p->n_articles = page ? 0 : (int64_t)n;
	site_pager(s, PLACE_PERSON, p->name, page, n_pages, &p->chrome);
	site_page_rows(n, page, &from, &to);
	uint64_t key = mix_text(site_key(s, PLACE_PERSON), p->name);
	key = mix_text(mix_text(key, p->chrome.newer), p->chrome.older);
	key = mix_int(key, page ? 0 : n);
	for (size_t i = from; i < to; i++)
		key = site_key_add(s, key, &m[i].entry, 1);
	if (site_page_keep(s, path, key, NULL))
		return OK;
	for (; from < to; from++)
		TRY(saids_add(s, &m[from], p, e));
	site_page_begin(s, path);
	tmpl_site_person(&s->page, &s->say, p);
	return site_page_end(s, path, key, 0, e);
}

/* The pages of the person of `n` mentions. */
static enum err person_write(struct site *s, const struct spoken *m, size_t n, struct arena *own,
	index_rows *list, struct error *e)
{
	struct slice name = s->people.at[m->who];
	struct index_row *row = index_add(s, own, list, PLACE_PERSON, name, name);
	row->n_articles = (int64_t)n;
	for (size_t i = 0; i < n; i++)
		row->n_quotes += m[i].stop;
	for (size_t page = 0; page <= site_pages(n); page++) {
		arena_reset(&s->out);
		struct person_page *p = arena_new(&s->out, struct person_page);
		p->name = name;
		TRY(person_page(s, m, n, page, p, e));
	}
	return OK;
}

enum err site_people(struct site *s, struct error *e)
{
	struct arena own = ARENA_INIT;
	index_rows list = { 0 };
	enum err err = OK;
	mentions_count(s);
	for (size_t from = 0, end; err == OK && from < s->n_mentions; from = end) {
		for (end = from + 1; end < s->n_mentions &&
			s->mentions[end].who == s->mentions[from].who; end++)
			;
		err = person_write(s, s->mentions + from, end - from, &own, &list, e);
	}
	if (list.n)
		qsort(list.at, list.n, sizeof *list.at, by_quotes);
	if (err == OK)
		err = index_write(s, "person", STR_PEOPLE, true, &list, e);
	arena_done(&own);
	return err;
}
