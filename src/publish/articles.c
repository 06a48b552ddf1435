/* articles: a page for each article, and one for each story of two or more of them. */
#include "base/map.h"
#include "base/mix.h"
#include "desk-assets.h"
#include "publish/site.h"
#include "view/view.h"

enum { OTHER_REPORTS = 5 };

/* ---- an article */

/* Of the story of `n` entries at `at`, a few others than `entry`; returns how many. */
static size_t others_of(uint32_t entry, const uint32_t *at, size_t n,
	uint32_t ret[static OTHER_REPORTS])
{
	size_t n_others = 0;
	for (size_t i = 0; i < n && n_others < OTHER_REPORTS; i++)
		if (at[n - 1 - i] != entry)
			ret[n_others++] = at[n - 1 - i];
	return n_others;
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

/* The entry `entry` and the `n` of its story at `at`; `story`: its name, of two or more. */
static enum err article_write(struct site *s, uint32_t entry, const uint32_t *at, size_t n,
	struct slice story, struct error *e)
{
	int64_t id = s->entries[entry].id;
	uint32_t others[OTHER_REPORTS];
	size_t cut, n_others = others_of(entry, at, n, others);
	uint64_t key = mix_text(mix_int(site_key(s, PLACE_ARTICLE), n), story);
	key = site_key_add(s, site_key_add(s, key, &entry, 1), others, n_others);
	const char *path = site_path(s, PLACE_ARTICLE, site_name(&s->entries[entry]), 0);
	if (site_page_keep(s, path, key, &s->entries[entry].cut))
		return OK;
	struct article_page *p = arena_new(&s->out, struct article_page);
	struct store_article *a = arena_new(&s->out, struct store_article);
	store_quotes quotes = { 0 };
	TRY(site_article(s, id, a, &cut, e));
	s->entries[entry].cut = cut < UINT32_MAX ? (uint32_t)cut : UINT32_MAX;
	TRY(site_quotes(s, id, cut, &quotes, e));
	row_fill(a, &s->say, &s->out, &p->row);
	article_fill(a, &quotes, &s->say, &s->out, p);
	p->is_cut = cut != SIZE_MAX;
	p->chrome = site_chrome(s, p->row.title);
	p->chrome.canonical = view_web_address(p->url);
	p->story = story;
	p->n_story = n > 1 ? (int64_t)n : 0;
	for (size_t i = 0; i < n_others; i++)
		TRY(site_row(s, s->entries[others[i]].id, list_add(&s->out, &p->others), e));
	if (a->withdrawn)
		TRY(withdrawn_add(s, id, p, e));
	site_page_begin(s, path);
	tmpl_site_article(&s->page, &s->say, p);
	return site_page_end(s, path, key, s->entries[entry].cut, e);
}

/* The articles of a story, or one that is alone. */
static enum err articles_write(struct site *s, const uint32_t *at, size_t n, struct error *e)
{
	struct slice name = SLICE("");
	char kept[ARTICLE_NAME_LEN];
	arena_reset(&s->out);
	if (n > 1)
		TRY(site_story_name(s, s->entries[at[0]].story, &name, e));
	memcpy(kept, name.p, name.n);
	for (size_t i = 0; i < n; i++) {
		arena_reset(&s->out);
		TRY(article_write(s, at[i], at, n, slice_of(kept, name.n), e));
	}
	return OK;
}

enum err site_articles(struct site *s, struct error *e)
{
	for (size_t from = 0, end; from < s->n; from = end) {
		end = site_run(s, &s->by_story, from);
		for (size_t i = from; i < end; i++)
			TRY(site_progress(s, s->n + i, e));
		TRY(articles_write(s, s->by_story.at + from, end - from, e));
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
	struct slice name;
	TRY(site_story_name(s, s->entries[at[0]].story, &name, e));
	uint64_t key = site_key_add(s, mix_text(site_key(s, PLACE_STORY), name), at, n);
	const char *path = site_path(s, PLACE_STORY, name, 0);
	if (site_page_keep(s, path, key, NULL))
		return OK;
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
	p->story = name;
	story_fill(&story, beside, &s->say, &s->out, p);
	TRY(quotes_add(s, at, n, p, e));
	p->chrome = site_chrome(s, p->row.title);
	site_page_begin(s, path);
	tmpl_site_story(&s->page, &s->say, p);
	return site_page_end(s, path, key, 0, e);
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
