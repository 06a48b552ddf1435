/* stories: the front page, where reports of one event are one row, and the page of a story. */
#include <stdio.h>
#include <stdlib.h>

#include "archive/topic.h"
#include "base/map.h"
#include "desk-assets.h"
#include "server/page.h"
#include "store/stories.h"

enum {
	FRONT_DAYS = 7, FRONT_ENOUGH = 300, /* days are added until there are so many articles */
	FRONT_ROWS = 50, MAX_OFFSET = 10000,
	SPARK_BARS = 16, SPARK_WIDTH = 4, SPARK_HEIGHT = 14,
	N_LANES = 3, LANE_HEIGHT = 18, LINE_START = 120, LINE_END = 592, /* of a timeline */
	STORY_MEMBERS = 200, STORY_QUOTES = 40,
	DAY_S = 86400
};

/* How many reports came when, from `low` to `high`: the path of small bars. */
static struct slice spark_path(struct work *w, const struct store_story *s, int64_t low,
	int64_t high)
{
	int counts[SPARK_BARS] = { 0 }, most = 1;
	char text[SPARK_BARS * 24];
	size_t n = 0;
	for (size_t i = 0; i < s->members.n; i++) {
		int64_t at = s->members.at[i].at;
		at = at < low ? low : at > high ? high : at;
		int bar = high > low ? (int)((at - low) * (SPARK_BARS - 1) / (high - low)) : 0;
		if (++counts[bar] > most)
			most = counts[bar];
	}
	for (int i = 0; i < SPARK_BARS; i++) {
		int height = (counts[i] * SPARK_HEIGHT + most - 1) / most;
		if (height)
			n += (size_t)snprintf(text + n, sizeof text - n, "M%d %dh%dv%dh-%dz",
				i * SPARK_WIDTH, SPARK_HEIGHT - height, SPARK_WIDTH - 1, height,
				SPARK_WIDTH - 1);
	}
	return arena_dup(&w->out, slice_of(text, n));
}

/* "12 March" */
static struct slice short_day(const struct work *w, int64_t day, struct arena *out)
{
	int year, month, of_month;
	date_civil(day, &year, &month, &of_month);
	struct slice name = say_text(&w->say, (enum str)(STR_JANUARY + month - 1));
	return arena_printf(out, "%d %.*s", of_month, SLICE_ARG(name));
}

static enum err story_row(struct work *w, const struct store_story *s, int64_t low, int64_t high,
	struct row *ret, struct error *e)
{
	strings speakers = { 0 };
	int64_t id = s->members.at[s->lead].id;
	TRY(row_make(w, id, NULL, ret, e));
	TRY(store_speakers_of(w->store, id, &w->out, &speakers, e));
	ret->n_speakers = (int64_t)speakers.n;
	if (s->title.n)
		ret->title = s->title;
	int64_t at = s->members.at[s->lead].at;
	if (at < high - DAY_S) /* not of the last day: which one */
		ret->time = arena_printf(&w->out, "%.*s%s%.*s",
			SLICE_ARG(short_day(w, at / DAY_S, &w->out)), ret->time.n ? ", " : "",
			SLICE_ARG(ret->time));
	if (s->members.n > 1) {
		ret->story = s->story;
		ret->n_more = (int64_t)s->members.n - 1;
		ret->spark = spark_path(w, s, low, high);
	}
	return OK;
}

/* From which day on, so that there is something to read. */
static enum err front_days(struct work *w, int64_t *ret_from, int64_t *ret_until, struct error *e)
{
	store_tallies days;
	int64_t total = 0;
	TRY(store_days(w->store, INT64_MAX, FRONT_DAYS, &w->out, &days, e));
	*ret_from = *ret_until = 0;
	for (size_t i = 0; i < days.n && total < FRONT_ENOUGH; i++) {
		total += days.at[i].total;
		*ret_from = days.at[i].day;
		if (i == 0)
			*ret_until = days.at[i].day + 1;
	}
	return OK;
}

enum err page_front(struct work *w, struct error *e)
{
	struct list_page *p = arena_new(&w->out, struct list_page);
	store_story_list stories = { 0 };
	int64_t from, until;
	size_t first = (size_t)request_number(&w->request, "from", 0, MAX_OFFSET, 0);
	p->heading = say_text(&w->say, STR_FRONT);
	TRY(chrome_make(w, p->heading, "front", &p->chrome, e));
	p->chrome.has_feed = true;
	TRY(front_days(w, &from, &until, e));
	if (until)
		TRY(store_stories_of_days(w->store, from, until, STORE_STORY_WEIGHT, &w->out,
			&stories, e));
	struct row_group *group = list_add(&w->out, &p->groups);
	*group = (struct row_group){ 0 };
	for (size_t i = first; i < stories.n && i < first + FRONT_ROWS; i++) {
		struct row row;
		TRY(story_row(w, &stories.at[i], from * DAY_S, until * DAY_S, &row, e));
		*list_add(&w->out, &group->rows) = row;
	}
	p->total = (int64_t)stories.n;
	if (first)
		p->newer = arena_printf(&w->out, "/?from=%zu",
			first > FRONT_ROWS ? first - FRONT_ROWS : 0);
	p->older = first + FRONT_ROWS < stories.n && first + FRONT_ROWS <= MAX_OFFSET
		? arena_printf(&w->out, "/?from=%zu", first + FRONT_ROWS) : SLICE("/latest");
	p->has_calendar = until > 0;
	if (until)
		TRY(calendar_make(w, until - 1, &p->calendar, e));
	tmpl_list(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

/* ---- one story */

static enum err report_make(struct work *w, const struct store_member *m, struct report *ret,
	struct error *e)
{
	int thousandths = m->copy_of ? m->copy_share
		: m->translation_of ? m->translation_sure : m->likeness;
	struct report r = { .member = *m, .share = (thousandths + 5) / 10 };
	TRY(row_make(w, m->id, NULL, &r.row, e));
	*ret = r;
	return OK;
}

/* Own reports in order of time; copies and translations under what they carry. */
static enum err reports_make(struct work *w, const struct store_story *s, struct story_page *p,
	struct error *e)
{
	for (size_t i = 0; i < s->members.n && i < STORY_MEMBERS; i++) {
		const struct store_member *m = &s->members.at[i];
		if (m->copy_of || m->translation_of)
			continue;
		struct report r;
		TRY(report_make(w, m, &r, e));
		r.is_lead = i == s->lead;
		*list_add(&w->out, &p->reports) = r;
	}
	for (size_t i = 0; i < s->members.n && i < STORY_MEMBERS; i++) {
		const struct store_member *m = &s->members.at[i];
		int64_t of = m->copy_of ? m->copy_of : m->translation_of;
		struct report r;
		if (!of)
			continue;
		TRY(report_make(w, m, &r, e));
		size_t k = 0;
		while (k < p->reports.n && p->reports.at[k].member.number != of)
			k++;
		if (k < p->reports.n)
			*list_add(&w->out, &p->reports.at[k].carriers) = r;
		else /* of one that is elsewhere, or carried itself */
			*list_add(&w->out, &p->reports) = r;
	}
	return OK;
}

static int lane_of(const struct store_member *m)
{
	return m->copy_of ? 2 : m->translation_of ? 1 : 0;
}

/* A dot for `r` and each that carries it, in the lane of its kind. */
static void dots_add(struct work *w, const struct store_story *s, const struct report *r,
	const int *lane_y, struct story_page *p)
{
	*list_add(&w->out, &p->dots) = (struct dot){ .number = r->member.number,
		.x = LINE_START + (int)((r->member.at - s->first_at) * (LINE_END - LINE_START) /
			(s->last_at - s->first_at)),
		.y = lane_y[lane_of(&r->member)], .big = r->is_lead,
		.when = r->row.when, .source = r->row.source };
	for (size_t i = 0; i < r->carriers.n; i++)
		dots_add(w, s, &r->carriers.at[i], lane_y, p);
}

/* When they came, drawn with a lane for each kind of report that there is. */
static void timeline_make(struct work *w, const struct store_story *s, struct story_page *p)
{
	static const enum str names[N_LANES] = { STR_LANE_OWN, STR_LANE_TRANSLATED,
		STR_LANE_COPIED };
	bool used[N_LANES] = { false };
	int y[N_LANES] = { 0 };
	for (size_t i = 0; i < s->members.n; i++)
		used[lane_of(&s->members.at[i])] = true;
	for (int i = 0; i < N_LANES; i++) {
		if (!used[i])
			continue;
		y[i] = p->line_height + LANE_HEIGHT / 2;
		p->line_height += LANE_HEIGHT;
		*list_add(&w->out, &p->lanes) = (struct lane){ y[i], y[i] + 4,
			say_text(&w->say, names[i]) };
	}
	for (size_t i = 0; s->last_at > s->first_at && i < p->reports.n; i++)
		dots_add(w, s, &p->reports.at[i], y, p);
}

/* What the speakers said, each words once; and which reports were edited. */
static enum err quotes_make(struct work *w, struct story_page *p, struct error *e)
{
	struct map seen = { 0 };
	for (size_t i = 0; i < p->reports.n && p->quotes.n < STORY_QUOTES; i++) {
		store_quotes list = { 0 };
		const struct report *r = &p->reports.at[i];
		TRY(store_quotes_of(w->store, r->member.id, false, &w->out, &list, e));
		for (size_t k = 0; k < list.n && p->quotes.n < STORY_QUOTES; k++) {
			const struct store_quote *q = &list.at[k];
			if (!q->speaker.n || q->form == QUOTE_TERM ||
				map_find(&seen, q->text))
				continue;
			map_at(&seen, &w->out, q->text);
			*list_add(&w->out, &p->quotes) = (struct said){ .text = q->text,
				.speaker = q->speaker, .direct = q->kind == QUOTE_DIRECT,
				.row = r->row };
		}
	}
	return OK;
}

static int by_first(const void *x, const void *y)
{
	const struct topic_row *a = x, *b = y;
	if (a->first_at != b->first_at)
		return a->first_at < b->first_at ? -1 : 1;
	return a->story < b->story ? -1 : a->story > b->story;
}

static enum err topic_make(struct work *w, const struct store_story *s, struct story_page *p,
	struct error *e)
{
	struct topic t;
	struct story_lexicon *x = story_lexicon_open();
	enum err err = topic_of(w->store, x, s, &w->out, &t, e);
	story_lexicon_close(x);
	TRY(err);
	for (size_t i = 0; i < t.stories.n; i++) {
		struct store_story other;
		struct topic_row *row = list_add(&w->out, &p->others);
		TRY(store_story_get(w->store, t.stories.at[i].story, &w->out, &other, e));
		row->story = other.story;
		row->first_at = other.first_at;
		TRY(row_make(w, other.members.at[other.lead].id, NULL, &row->row, e));
		if (other.title.n)
			row->row.title = other.title;
	}
	if (p->others.n)
		qsort(p->others.at, p->others.n, sizeof *p->others.at, by_first);
	for (size_t i = 0; i < t.words.n; i++)
		p->topic = arena_printf(&w->out, "%.*s%s%.*s", SLICE_ARG(p->topic), i ? ", " : "",
			SLICE_ARG(t.words.at[i]));
	return OK;
}

enum err page_story(struct work *w, struct error *e)
{
	struct story_page *p = arena_new(&w->out, struct story_page);
	struct store_story s;
	int64_t id;
	struct store_item item;
	struct row edge;
	TRY(store_article_find(w->store, w->rest, &id, e));
	TRY(store_item_get(w->store, id, &item, e));
	TRY(store_story_get(w->store, item.number, &w->out, &s, e));
	TRY(row_make(w, s.members.at[s.lead].id, NULL, &p->row, e));
	if (s.title.n)
		p->row.title = s.title;
	TRY(chrome_make(w, p->row.title, "story", &p->chrome, e));
	p->story = s.story;
	p->n_members = (int64_t)s.members.n;
	p->n_sources = (int64_t)s.n_sources;
	p->n_copies = (int64_t)s.n_copies;
	p->locked = s.locked;
	TRY(reports_make(w, &s, p, e));
	timeline_make(w, &s, p);
	TRY(row_make(w, s.members.at[0].id, NULL, &edge, e));
	p->first = edge.when;
	TRY(row_make(w, s.members.at[s.members.n - 1].id, NULL, &edge, e));
	p->last = edge.when;
	TRY(quotes_make(w, p, e));
	TRY(topic_make(w, &s, p, e));
	for (size_t i = 0; i < p->reports.n; i++)
		p->has_edits |= p->reports.at[i].row.edited || p->reports.at[i].row.withdrawn;
	if (request_has(&w->request, "part"))
		tmpl_story(&w->reply.body, &w->say, p);
	else
		tmpl_story_page(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

/* do=split:NUMBER of an article, merge with the story `other`, rename to `title`, lock, unlock. */
enum err desk_story(struct work *w, struct error *e)
{
	const struct request *r = &w->request;
	struct slice rest = request_param(r, "do"), what = SLICE("");
	int64_t story = request_number(r, "story", 1, INT64_MAX, 0);
	int64_t other = request_number(r, "other", 1, INT64_MAX, 0), number = 0;
	struct store *s;
	slice_next_piece(&rest, ':', &what);
	bool split = slice_is(what, "split") && slice_to_int(rest, &number);
	TRY(work_write_begin(w, &s, e));
	enum err err = split ? store_story_split(s, &number, 1, w->now, e)
		: slice_is(what, "merge")  ? store_story_merge(s, story, other, w->now, e)
		: slice_is(what, "lock")   ? store_story_lock(s, story, true, w->now, e)
		: slice_is(what, "unlock") ? store_story_lock(s, story, false, w->now, e)
		: slice_is(what, "rename")
		? store_story_rename(s, story, slice_trim(request_param(r, "title")), e)
		: fail(e, ERR_USAGE, "nothing that can be done to a story");
	TRY(work_write_end(w, err, e));
	reply_redirect(w, request_param(r, "back"));
	return OK;
}
