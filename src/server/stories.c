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
	DAY_S = 86400
};

struct slice story_ref(struct work *w, int64_t number)
{
	return arena_printf(&w->out, "%lld", (long long)number);
}

static enum err story_row(struct work *w, struct store_story *s, int64_t low, int64_t high,
	struct row *ret, struct error *e)
{
	strings speakers = { 0 };
	TRY(store_story_lead_in(w->store, say_tag(&w->say), s, e));
	int64_t id = s->members.at[s->lead].id;
	TRY(row_make(w, id, NULL, ret, e));
	TRY(store_speakers_of(w->store, id, &w->out, &speakers, e));
	story_row_fill(s, story_ref(w, s->story), speakers.n, low, high, &w->say, &w->out, ret);
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

/* The first STORY_MEMBERS of its members as rows. */
static enum err rows_make(struct work *w, const struct store_story *s, struct row **ret,
	struct error *e)
{
	*ret = arena_array(&w->out, struct row, STORY_MEMBERS);
	for (size_t i = 0; i < s->members.n && i < STORY_MEMBERS; i++)
		TRY(row_make(w, s->members.at[i].id, NULL, &(*ret)[i], e));
	return OK;
}

static enum err quotes_make(struct work *w, struct story_page *p, struct error *e)
{
	struct map seen = { 0 };
	for (size_t i = 0; i < p->reports.n && p->quotes.n < STORY_QUOTES; i++) {
		store_quotes list = { 0 };
		const struct report *r = &p->reports.at[i];
		TRY(store_quotes_of(w->store, r->member.id, &w->out, &list, e));
		story_quotes_add(&list, &r->row, &seen, &w->out, p);
	}
	return OK;
}

static int by_first(const void *x, const void *y)
{
	const struct topic_row *a = x, *b = y;
	if (a->first_at != b->first_at)
		return a->first_at < b->first_at ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
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
		TRY(store_story_lead_in(w->store, say_tag(&w->say), &other, e));
		row->number = other.story;
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
	struct row edge, *beside;
	TRY(store_article_find(w->store, w->rest, &id, e));
	TRY(store_item_get(w->store, id, &item, e));
	TRY(store_story_get(w->store, item.number, &w->out, &s, e));
	TRY(store_story_lead_in(w->store, say_tag(&w->say), &s, e));
	TRY(row_make(w, s.members.at[s.lead].id, NULL, &p->row, e));
	if (s.title.n)
		p->row.title = s.title;
	TRY(chrome_make(w, p->row.title, "story", &p->chrome, e));
	p->story = story_ref(w, s.story);
	TRY(rows_make(w, &s, &beside, e));
	story_fill(&s, beside, &w->say, &w->out, p);
	TRY(row_make(w, s.members.at[0].id, NULL, &edge, e));
	p->first = edge.when;
	TRY(row_make(w, s.members.at[s.members.n - 1].id, NULL, &edge, e));
	p->last = edge.when;
	TRY(quotes_make(w, p, e));
	TRY(topic_make(w, &s, p, e));
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
