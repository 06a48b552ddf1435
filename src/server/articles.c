/* articles: an article, sources and tags, changes, the sheet of keys. */
#include "desk-assets.h"
#include "diff/change.h"
#include "server/page.h"
#include "server/pictures.h"
#include "view/view.h"

enum { CHANGES_ROWS = 200, OTHER_REPORTS = 5 };

struct slice time_words(struct work *w, int64_t at)
{
	return date_words(&w->say, (struct date){ .seconds = at, .kind = DATE_ZONED }, &w->out);
}

static enum err withdrawn_since(struct work *w, int64_t id, struct slice *ret, struct error *e)
{
	store_withdrawals gone;
	TRY(store_withdrawals_of(w->store, id, &w->out, &gone, e));
	if (gone.n)
		*ret = time_words(w, gone.at[gone.n - 1].gone_at);
	return OK;
}

/* Its story, and a few of the other reports in it. */
static enum err story_add(struct work *w, int64_t number, struct article_page *p, struct error *e)
{
	struct store_story story;
	TRY(store_story_get(w->store, number, &w->out, &story, e));
	p->story = story_ref(w, story.story);
	p->n_story = (int64_t)story.members.n;
	for (size_t i = 0; i < story.members.n && p->others.n < OTHER_REPORTS; i++) {
		struct row row;
		if (story.members.at[i].number == number)
			continue;
		TRY(row_make(w, story.members.at[i].id, NULL, &row, e));
		*list_add(&w->out, &p->others) = row;
	}
	return OK;
}

enum err page_article(struct work *w, struct error *e)
{
	struct slice versions = SLICE("/versions"), original = SLICE("/original"), ref = w->rest;
	bool history = slice_ends(ref, versions), bytes = slice_ends(ref, original);
	struct article_page *p = arena_new(&w->out, struct article_page);
	struct store_article *a = arena_new(&w->out, struct store_article);
	store_quotes quotes = { 0 };
	int64_t id;
	if (history || bytes)
		ref = slice_sub(ref, 0, ref.n - (history ? versions.n : original.n));
	TRY(store_article_find(w->store, ref, &id, e));
	if (history || bytes)
		return history ? page_versions(w, id, e) : page_original(w, id, e);
	TRY(store_article_get(w->store, id, STORE_WHOLE, &w->out, a, e));
	TRY(row_make(w, id, NULL, &p->row, e));
	TRY(chrome_make(w, p->row.title, "article", &p->chrome, e));
	TRY(store_quotes_of(w->store, id, &w->out, &quotes, e));
	TRY(store_quotes_others(w->store, &quotes, e));
	article_fill(a, &quotes, &w->say, &w->out, p);
	if (slice_is(request_cookie(&w->request, "pictures"), "show"))
		p->picture = picture_address(w, a->article.image);
	TRY(story_add(w, a->number, p, e));
	TRY(store_note_get(w->store, id, &w->out, &p->note, e));
	if (a->withdrawn)
		TRY(withdrawn_since(w, id, &p->withdrawn, e));
	if (request_has(&w->request, "part"))
		tmpl_article(&w->reply.body, &w->say, p);
	else
		tmpl_article_page(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

enum err page_tags(struct work *w, struct error *e)
{
	struct sources_page *p = arena_new(&w->out, struct sources_page);
	TRY(chrome_make(w, say_text(&w->say, STR_TAGS), "tags", &p->chrome, e));
	tmpl_tags(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

static enum err add_change(struct work *w, struct changes_page *p, int64_t id, enum str kind,
	int64_t at, int64_t version, struct error *e)
{
	struct row row;
	TRY(row_make(w, id, NULL, &row, e));
	*list_add(&w->out, &p->rows) = (struct change_row){ row.title, slice_str(row.name),
		say_text(&w->say, kind), time_words(w, at), version };
	return OK;
}

enum err page_changes(struct work *w, struct error *e)
{
	struct changes_page *p = arena_new(&w->out, struct changes_page);
	store_edits edits;
	store_withdrawals gone;
	TRY(chrome_make(w, say_text(&w->say, STR_CHANGES), "changes", &p->chrome, e));
	TRY(store_withdrawals_in(w->store, 0, INT64_MAX, &w->out, &gone, e));
	for (size_t i = 0; i < gone.n && i < CHANGES_ROWS; i++)
		TRY(add_change(w, p, gone.at[i].article,
			gone.at[i].back_at ? STR_CAME_BACK : STR_WITHDRAWN, gone.at[i].gone_at, 0,
			e));
	TRY(store_edits_in(w->store, 0, INT64_MAX, &w->out, &edits, e));
	for (size_t i = 0; i < edits.n && p->rows.n < CHANGES_ROWS; i++) {
		struct store_edit *edit = &edits.at[i];
		if (edit->version.kinds & CHANGE_TRIVIAL)
			continue;
		TRY(store_edit_place(w->store, edit, e));
		TRY(add_change(w, p, edit->article, change_words(edit->version.kinds),
			edit->version.seen_at, edit->version.number, e));
	}
	tmpl_changes(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

enum err page_help(struct work *w, struct error *e)
{
	struct text_page *p = arena_new(&w->out, struct text_page);
	TRY(chrome_make(w, say_text(&w->say, STR_HELP), "help", &p->chrome, e));
	tmpl_help(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}
