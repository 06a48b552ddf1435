/* site: which articles belong together, and how a page gets into its file. */
#include "publish/site.h"

#include <stdlib.h>

#include "publish/address.h"
#include "publish/excerpt.h"

enum {
	MAX_PAGE = 256 << 20 /* bytes of one file */
};

/* ---- orders */

typedef int (*entry_order)(const struct entry *a, const struct entry *b);

static int by_day(const struct entry *a, const struct entry *b)
{
	return (a->day < b->day) - (a->day > b->day);
}

static int by_source(const struct entry *a, const struct entry *b)
{
	return (a->source > b->source) - (a->source < b->source);
}

static int by_story(const struct entry *a, const struct entry *b)
{
	return (a->story > b->story) - (a->story < b->story);
}

struct ordering {
	const struct entry *entries;
	entry_order compare;
};

static int compare(const void *x, const void *y, void *ctx)
{
	const struct ordering *o = ctx;
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	int order = o->compare(&o->entries[a], &o->entries[b]);
	return order ? order : (a > b) - (a < b);
}

static void *room(size_t n, size_t size)
{
	void *p = calloc(n + 1, size);
	if (!p)
		abort(); /* as base/arena.h does */
	return p;
}

static void order_make(const struct site *s, entry_order by, struct order *ret)
{
	struct ordering o = { s->entries, by };
	ret->at = room(s->n, sizeof *ret->at);
	for (size_t i = 0; i < s->n; i++)
		ret->at[i] = (uint32_t)i;
	qsort_r(ret->at, s->n, sizeof *ret->at, compare, &o);
}

size_t site_run(const struct site *s, const struct order *order, size_t from)
{
	entry_order by = order == &s->by_day ? by_day
		: order == &s->by_source     ? by_source
					     : by_story;
	size_t end = from + 1;
	while (end < s->n && by(&s->entries[order->at[from]], &s->entries[order->at[end]]) == 0)
		end++;
	return end;
}

/* ---- pages */

void site_page_begin(struct site *s, const char *path)
{
	buf_clear(&s->page);
	s->say.up = address_up(path);
}

enum err site_page_end(struct site *s, const char *path, struct error *e)
{
	if (s->page.failed)
		return fail(e, ERR_LIMIT, "'%s' is larger than %d bytes", path, MAX_PAGE);
	return folder_put(s->folder, path, buf_text(&s->page), e);
}

char *site_path(struct site *s, enum place place, struct slice what, size_t page)
{
	struct buf to = BUF_INIT(4096);
	address_path(&to, place, what, page);
	char *path = arena_str(&s->out, buf_text(&to));
	buf_done(&to);
	return path;
}

struct chrome site_chrome(const struct site *s, struct slice title)
{
	return (struct chrome){ .title = title, .site = s->options->title,
		.lang = say_tag(&s->say), .here = "" };
}

size_t site_pages(size_t n)
{
	return n < 2 * SITE_ROWS ? 0 : n / SITE_ROWS - 1;
}

void site_page_rows(size_t n, size_t page, size_t *ret_from, size_t *ret_to)
{
	*ret_from = page ? n - page * SITE_ROWS : 0;
	*ret_to = page ? *ret_from + SITE_ROWS : n - site_pages(n) * SITE_ROWS;
}

void site_pager(struct site *s, enum place place, struct slice what, size_t page, size_t n_pages,
	struct chrome *ret)
{
	size_t older = page ? page - 1 : n_pages, newer = page < n_pages ? page + 1 : 0;
	if (older)
		ret->older = slice_str(site_path(s, place, what, older));
	if (page)
		ret->newer = slice_str(site_path(s, place, what, newer));
}

/* ---- articles */

enum err site_row(struct site *s, int64_t id, struct row *ret, struct error *e)
{
	struct store_article *a = arena_new(&s->out, struct store_article);
	TRY(store_article_get(s->store, id, STORE_HEAD, &s->out, a, e));
	a->read = a->starred = false;
	row_fill(a, &s->say, &s->out, ret);
	return OK;
}

enum err site_article(struct site *s, int64_t id, struct store_article *ret, size_t *ret_cut,
	struct error *e)
{
	TRY(store_article_get(s->store, id, STORE_WHOLE, &s->out, ret, e));
	ret->read = ret->starred = false;
	ret->my_tags.n = 0;
	*ret_cut = excerpt_make(&ret->article, s->options->excerpt, &s->out);
	return OK;
}

enum err site_quotes(struct site *s, int64_t id, size_t cut, store_quotes *ret, struct error *e)
{
	size_t n = 0;
	TRY(store_quotes_of(s->store, id, false, &s->out, ret, e));
	for (size_t i = 0; i < ret->n; i++)
		if ((uint64_t)ret->at[i].stop <= cut)
			ret->at[n++] = ret->at[i];
	ret->n = n;
	return OK;
}

enum err site_story_name(struct site *s, int64_t number, struct slice *ret, struct error *e)
{
	struct store_member first;
	struct store_article *a = arena_new(&s->out, struct store_article);
	TRY(store_member_find(s->store, number, &first, e));
	TRY(store_article_get(s->store, first.id, STORE_HEAD, &s->out, a, e));
	*ret = slice_str(a->name);
	return OK;
}

/* ---- all of it */

static enum err entries_make(struct site *s, const struct store_hits *hits, struct error *e)
{
	s->entries = room(hits->hits.n, sizeof *s->entries);
	for (size_t i = 0; i < hits->hits.n; i++) {
		struct store_facet facet;
		struct store_member member;
		int64_t id = hits->hits.at[i].id;
		TRY(store_facet_get(s->store, id, &facet, e));
		TRY(store_member_get(s->store, id, &member, e));
		s->entries[s->n++] = (struct entry){ .id = id, .story = member.story,
			.day = (int32_t)facet.day, .source = (uint32_t)facet.source };
	}
	order_make(s, by_day, &s->by_day);
	order_make(s, by_source, &s->by_source);
	order_make(s, by_story, &s->by_story);
	return OK;
}

static enum err write_all(struct site *s, const struct store_hits *hits, struct error *e)
{
	static enum err (*const parts[])(struct site *s, struct error *e) = { site_articles,
		site_stories, site_front, site_days, site_sources, site_people, site_feeds,
		site_files };
	TRY(entries_make(s, hits, e));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		TRY(parts[i](s, e));
	return folder_finish(s->folder, e);
}

enum err publish_site(struct store *store, const struct store_hits *hits,
	const struct publish_options *options, const char *dir, struct publish_report *ret,
	struct error *e)
{
	struct site s = { .store = store, .options = options, .page = BUF_INIT(MAX_PAGE),
		.out = ARENA_INIT, .say = { .lang = options->lang, .address = address_put } };
	if (hits->hits.n > UINT32_MAX - 1)
		return fail(e, ERR_LIMIT, "more articles than a site can have");
	TRY(folder_open(dir, &s.folder, e));
	enum err err = write_all(&s, hits, e);
	const struct folder_counts n = folder_counts(s.folder);
	if (err == OK)
		*ret = (struct publish_report){ .n_articles = s.n, .n_stories = s.n_stories,
			.n_files = n.files, .n_written = n.written, .n_removed = n.removed };
	folder_close(s.folder);
	free(s.entries);
	free(s.by_day.at);
	free(s.by_source.at);
	free(s.by_story.at);
	free(s.mentions);
	buf_done(&s.page);
	arena_done(&s.out);
	return err;
}
