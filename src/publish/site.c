/* site: which articles belong together, and how a page gets into its file. */
#include "publish/site.h"

#include <stdlib.h>

#include "base/mix.h"
#include "publish/address.h"
#include "publish/edition.h"
#include "publish/excerpt.h"
#include "store/handing.h"
#include "store/outline.h"

enum {
	MAX_PAGE = 256 << 20, /* bytes of one file */
	PROGRESS_STEP = 500
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

/* ---- what pages are made of */

static uint64_t edition_of(const struct publish_options *o)
{
	uint64_t edition = edition_of_code();
	if (!edition)
		return 0;
	edition = mix_int(mix_int(edition, o->lang), o->excerpt);
	return mix_text(mix_text(edition, o->title), o->base);
}

uint64_t site_key(const struct site *s, enum place place)
{
	return mix_int(s->edition, place);
}

uint64_t site_key_add(const struct site *s, uint64_t key, const uint32_t *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		key = mix_int(key, s->entries[at[i]].print);
	return key;
}

bool site_page_keep(struct site *s, const char *path, uint64_t key, uint32_t *ret_note)
{
	struct folder_made made = { .of = key };
	if (!s->edition || s->options->anew || !folder_keep(s->folder, path, &made))
		return false;
	if (ret_note)
		*ret_note = made.note;
	return true;
}

/* ---- pages */

void site_page_begin(struct site *s, const char *path)
{
	buf_clear(&s->page);
	s->say.up = address_up(path);
}

enum err site_page_end(struct site *s, const char *path, uint64_t key, uint32_t note,
	struct error *e)
{
	const struct folder_made made = { s->edition ? key : 0, note };
	if (s->page.failed)
		return fail(e, ERR_LIMIT, "'%s' is larger than %d bytes", path, MAX_PAGE);
	return folder_put(s->folder, path, buf_text(&s->page), made, e);
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

enum err site_progress(struct site *s, size_t n_done, struct error *e)
{
	const struct publish_options *o = s->options;
	if (o->progress && n_done % PROGRESS_STEP == 0 && o->progress(o->ctx, n_done / 2, s->n_all))
		return fail(e, ERR_STOPPED, "stopped");
	return OK;
}

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
	TRY(store_quotes_of(s->store, id, &s->out, ret, e));
	for (size_t i = 0; i < ret->n; i++)
		if ((uint64_t)ret->at[i].stop <= cut)
			ret->at[n++] = ret->at[i];
	ret->n = n;
	return OK;
}

enum err site_story_name(struct site *s, int64_t number, struct slice *ret, struct error *e)
{
	char name[ARTICLE_NAME_LEN + 1];
	TRY(store_name_of(s->store, number, name, e));
	if (!*name)
		return fail(e, ERR_CORRUPT, "a story is of no article: run warta check");
	*ret = arena_dup(&s->out, slice_str(name));
	return OK;
}

/* ---- all of it */

static uint32_t person_of(struct site *s, struct slice name)
{
	struct map_slot *slot = map_find(&s->people_by_name, name);
	if (!slot) {
		name = arena_dup(&s->own, name);
		slot = map_at(&s->people_by_name, &s->own, name);
		slot->num = (int64_t)s->people.n;
		*list_add(&s->own, &s->people) = name;
	}
	return (uint32_t)slot->num;
}

static void mention_add(struct site *s, struct spoken m)
{
	if (s->n_mentions == s->room_mentions) {
		s->room_mentions = s->room_mentions ? s->room_mentions / 2 * 3 : 1024;
		s->mentions = realloc(s->mentions, s->room_mentions * sizeof *s->mentions);
		if (!s->mentions)
			abort(); /* as base/arena.h does */
	}
	s->mentions[s->n_mentions++] = m;
}

/* All that is said in an article, cut or not: how far it is shown is not known yet. */
static enum err quotes_take(struct site *s, uint32_t entry, struct error *e)
{
	store_quotes quotes = { 0 };
	uint64_t *print = &s->entries[entry].print;
	arena_reset(&s->out);
	TRY(site_quotes(s, s->entries[entry].id, SIZE_MAX, &quotes, e));
	for (size_t i = 0; i < quotes.n; i++) {
		const struct store_quote *q = &quotes.at[i];
		*print = mix_int(mix_int(*print, (uint64_t)q->start), (uint64_t)q->stop);
		*print = mix_int(mix_int(*print, q->kind), q->form);
		*print = mix_text(mix_text(*print, q->speaker), q->text);
		if (q->speaker.n && q->stop < UINT32_MAX)
			mention_add(s, (struct spoken){ person_of(s, q->speaker), entry,
				(uint32_t)q->stop });
	}
	return OK;
}

static enum err entry_make(struct site *s, int64_t id, struct error *e)
{
	struct store_outline o;
	struct entry *entry = &s->entries[s->n];
	TRY(store_outline_get(s->store, id, &o, e));
	*entry = (struct entry){ .id = id, .story = o.story, .print = o.print,
		.day = (int32_t)o.day, .source = (uint32_t)o.source };
	memcpy(entry->name, o.name, sizeof entry->name);
	return quotes_take(s, (uint32_t)s->n++, e);
}

/* What the user says of stories is shown with each of their articles. */
static enum err stories_said(struct site *s, struct error *e)
{
	store_story_saids said = { 0 };
	arena_reset(&s->out);
	TRY(store_stories_said(s->store, &s->out, &said, e));
	for (size_t i = 0, k = 0; i < s->n; i++) { /* both by rising number */
		struct entry *entry = &s->entries[s->by_story.at[i]];
		while (k < said.n && said.at[k].story < entry->story)
			k++;
		for (size_t j = k; j < said.n && said.at[j].story == entry->story; j++)
			entry->print = mix_int(entry->print, said.at[j].print);
	}
	return OK;
}

static enum err entries_make(struct site *s, const struct store_hits *hits, struct error *e)
{
	s->entries = room(hits->hits.n, sizeof *s->entries);
	for (size_t i = 0; i < hits->hits.n; i++) {
		TRY(site_progress(s, i, e));
		TRY(entry_make(s, hits->hits.at[i].id, e));
	}
	order_make(s, by_day, &s->by_day);
	order_make(s, by_source, &s->by_source);
	order_make(s, by_story, &s->by_story);
	return stories_said(s, e);
}

static enum err write_all(struct site *s, const struct store_hits *hits, struct error *e)
{
	static enum err (*const parts[])(struct site *s, struct error *e) = { site_articles,
		site_stories, site_front, site_days, site_sources, site_people, site_feeds,
		site_files };
	s->n_all = hits->hits.n;
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
		.out = ARENA_INIT, .own = ARENA_INIT, .edition = edition_of(options),
		.say = { .lang = options->lang, .address = address_put } };
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
	arena_done(&s.own);
	return err;
}
