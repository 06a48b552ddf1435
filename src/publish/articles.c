/* articles: a page for each article, and one for each story of two or more of them. */
#include <stdlib.h>

#include "base/map.h"
#include "desk-assets.h"
#include "publish/site.h"
#include "view/view.h"

enum {
	OTHER_REPORTS = 5,
	PROGRESS_STEP = 500
};

/* ---- who is quoted */

static void mention_add(struct site *s, uint64_t who, uint32_t entry)
{
	for (size_t i = s->n_mentions; i-- > 0 && s->mentions[i].entry == entry;)
		if (s->mentions[i].who == who) {
			s->mentions[i].n++;
			return;
		}
	if (s->n_mentions == s->room_mentions) {
		s->room_mentions = s->room_mentions ? s->room_mentions * 2 : 1024;
		s->mentions = realloc(s->mentions, s->room_mentions * sizeof *s->mentions);
		if (!s->mentions)
			abort(); /* as base/arena.h does */
	}
	s->mentions[s->n_mentions++] = (struct spoken){ who, entry, 1 };
}

static void mentions_add(struct site *s, const store_quotes *quotes, uint32_t entry)
{
	for (size_t i = 0; i < quotes->n; i++)
		if (quotes->at[i].speaker.n)
			mention_add(s, folder_hash(quotes->at[i].speaker), entry);
}

/* ---- an article */

/* The story of the `n` entries from `at` on, which `entry` is one of, and a few of the others. */
static enum err others_add(struct site *s, uint32_t entry, const uint32_t *at, size_t n,
	struct article_page *p, struct error *e)
{
	if (n < 2)
		return OK;
	p->n_story = (int64_t)n;
	TRY(site_story_name(s, s->entries[entry].story, &p->story, e));
	for (size_t i = 0; i < n && p->others.n < OTHER_REPORTS; i++) {
		struct row *row;
		if (at[n - 1 - i] == entry)
			continue;
		row = list_add(&s->out, &p->others);
		TRY(site_row(s, s->entries[at[n - 1 - i]].id, row, e));
	}
	return OK;
}

static enum err withdrawn_add(struct site *s, int64_t id, struct article_page *p, struct error *e)
{
	store_withdrawals gone = { 0 };
	TRY(store_withdrawals_of(s->store, id, &s->out, &gone, e));
	if (gone.n)
		p->withdrawn = date_words(&s->say, (struct date){ .kind = DATE_ZONED,
			.seconds = gone.at[gone.n - 1].gone_at }, &s->out);
	return OK;
}

static enum err article_write(struct site *s, uint32_t entry, const uint32_t *at, size_t n,
	struct error *e)
{
	int64_t id = s->entries[entry].id;
	struct article_page *p = arena_new(&s->out, struct article_page);
	struct store_article *a = arena_new(&s->out, struct store_article);
	store_quotes quotes = { 0 };
	size_t cut;
	TRY(site_article(s, id, a, &cut, e));
	s->entries[entry].cut = cut < UINT32_MAX ? (uint32_t)cut : UINT32_MAX;
	TRY(site_quotes(s, id, cut, &quotes, e));
	mentions_add(s, &quotes, entry);
	row_fill(a, &s->say, &s->out, &p->row);
	article_fill(a, &quotes, &s->say, &s->out, p);
	p->is_cut = cut != SIZE_MAX;
	p->chrome = site_chrome(s, p->row.title);
	p->chrome.canonical = view_web_address(p->url);
	TRY(others_add(s, entry, at, n, p, e));
	if (a->withdrawn)
		TRY(withdrawn_add(s, id, p, e));
	const char *path = site_path(s, PLACE_ARTICLE, slice_str(a->name), 0);
	site_page_begin(s, path);
	tmpl_site_article(&s->page, &s->say, p);
	return site_page_end(s, path, e);
}

enum err site_articles(struct site *s, struct error *e)
{
	const struct publish_options *o = s->options;
	for (size_t from = 0, end, n = 0; from < s->n; from = end) {
		end = site_run(s, &s->by_story, from);
		for (size_t i = from; i < end; i++, n++) {
			arena_reset(&s->out);
			if (o->progress && n % PROGRESS_STEP == 0 && o->progress(o->ctx, n, s->n))
				return fail(e, ERR_STOPPED, "stopped");
			TRY(article_write(s, s->by_story.at[i], s->by_story.at + from, end - from,
				e));
		}
	}
	return OK;
}

/* ---- a story */

static enum err quotes_add(struct site *s, const uint32_t *at, size_t n, struct story_page *p,
	struct error *e)
{
	struct map seen = { 0 };
	for (size_t i = 0; i < p->reports.n && p->quotes.n < STORY_QUOTES; i++) {
		store_quotes list = { 0 };
		const struct report *r = &p->reports.at[i];
		size_t k = 0;
		while (k < n && s->entries[at[k]].id != r->member.id)
			k++;
		if (k == n)
			continue;
		uint32_t cut = s->entries[at[k]].cut;
		TRY(site_quotes(s, r->member.id, cut == UINT32_MAX ? SIZE_MAX : cut, &list, e));
		story_quotes_add(&list, &r->row, &seen, &s->out, p);
	}
	return OK;
}

/* The story of the `n` entries from `at` on, told of them alone. */
static enum err story_of(struct site *s, const uint32_t *at, size_t n, struct store_story *ret,
	struct error *e)
{
	struct store_hits hits = { 0 };
	store_story_list list = { 0 };
	for (size_t i = 0; i < n; i++)
		*list_add(&s->out, &hits.hits) = (struct store_hit){ .id = s->entries[at[i]].id };
	TRY(store_stories_fold(s->store, &hits, STORE_STORY_NEWEST, &s->out, &list, e));
	if (list.n != 1)
		return fail(e, ERR_CORRUPT, "the articles of a story are of %zu stories: run "
			"warta check", list.n);
	TRY(store_story_lead_in(s->store, say_tag(&s->say), &list.at[0], e));
	*ret = list.at[0];
	/* By numbers, which are another archive's business and no page's. */
	for (size_t i = 0; i < ret->members.n; i++)
		ret->members.at[i].nearest = 0;
	return OK;
}

static enum err story_write(struct site *s, const uint32_t *at, size_t n, struct error *e)
{
	struct story_page *p = arena_new(&s->out, struct story_page);
	struct store_story story;
	struct row *beside = arena_array(&s->out, struct row, STORY_MEMBERS), lead, last;
	TRY(story_of(s, at, n, &story, e));
	for (size_t i = 0; i < n && i < STORY_MEMBERS; i++)
		TRY(site_row(s, story.members.at[i].id, &beside[i], e));
	TRY(site_row(s, story.members.at[story.lead].id, &lead, e));
	TRY(site_row(s, story.members.at[n - 1].id, &last, e));
	p->row = lead;
	if (story.title.n)
		p->row.title = story.title;
	p->first = beside[0].when;
	p->last = last.when;
	story_fill(&story, beside, &s->say, &s->out, p);
	TRY(quotes_add(s, at, n, p, e));
	TRY(site_story_name(s, story.story, &p->story, e));
	p->chrome = site_chrome(s, p->row.title);
	const char *path = site_path(s, PLACE_STORY, p->story, 0);
	site_page_begin(s, path);
	tmpl_site_story(&s->page, &s->say, p);
	return site_page_end(s, path, e);
}

enum err site_stories(struct site *s, struct error *e)
{
	for (size_t from = 0, end; from < s->n; from = end) {
		end = site_run(s, &s->by_story, from);
		if (end - from < 2)
			continue;
		arena_reset(&s->out);
		TRY(story_write(s, s->by_story.at + from, end - from, e));
		s->n_stories++;
	}
	return OK;
}
