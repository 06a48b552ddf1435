/* history: the versions of an article beside one another, and the bytes that it was read from. */
#include "desk-assets.h"
#include "diff/change.h"
#include "server/page.h"
#include "text/utf8.h"
#include "view/view.h"
#include "warc/warcfile.h"

enum {
	COMPARE_MAX = 1 << 20,    /* bytes of both texts: to bound the time */
	ORIGINAL_MAX = 256 << 10, /* bytes shown */
	BLOCK_MAX = 64 << 20
};

unsigned change_words(unsigned kinds)
{
	return kinds & CHANGE_HEADLINE ? STR_HEADLINE_CHANGED
		: kinds & CHANGE_TEXT  ? STR_TEXT_CHANGED
				       : STR_CHANGED;
}

static void add_version(struct work *w, struct history_page *p, const struct store_version *v)
{
	struct history_row row = { .number = v->number, .before = v->before,
		.when = time_words(w, v->seen_at), .channel = slice_str(channel_name(v->channel)) };
	if (v->kinds & CHANGE_TRIVIAL && !(v->kinds & CHANGE_SHOWN))
		row.kind = say_text(&w->say, STR_TRIVIAL);
	else if (v->kinds)
		row.kind = say_text(&w->say, change_words(v->kinds));
	row.here = v->number == p->to;
	*list_add(&w->out, &p->rows) = row;
}

/* The two versions that the request means: the last edit where it says nothing. */
static void choose(const struct work *w, const store_versions *all, struct history_page *p)
{
	int64_t last = all->at[all->n - 1].number, from = 0;
	p->to = request_number(&w->request, "to", 1, last, 0);
	for (size_t i = all->n; i-- > 0 && !p->to;)
		if (all->at[i].kinds & ~(unsigned)CHANGE_TRIVIAL)
			p->to = all->at[i].number;
	p->to = p->to ? p->to : last;
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].number == p->to)
			from = all->at[i].before ? all->at[i].before : p->to > 1 ? p->to - 1 : 1;
	p->from = request_number(&w->request, "from", 1, last, from);
	p->last = last;
}

static enum err compare(struct work *w, int64_t id, const store_versions *all,
	struct history_page *p, struct error *e)
{
	struct article *before = arena_new(&w->out, struct article);
	struct article *after = arena_new(&w->out, struct article);
	TRY(store_version_get(w->store, id, p->from, &w->out, before, e));
	TRY(store_version_get(w->store, id, p->to, &w->out, after, e));
	for (size_t i = 0; i < all->n; i++) {
		if (all->at[i].number == p->from)
			p->from_when = time_words(w, all->at[i].seen_at);
		if (all->at[i].number == p->to)
			p->to_when = time_words(w, all->at[i].seen_at);
	}
	if (article_text(before, &w->out).n + article_text(after, &w->out).n > COMPARE_MAX) {
		p->too_long = true;
		return OK;
	}
	const struct view_diff d = { .before.article = before, .after.article = after };
	p->side = request_has(&w->request, "side");
	p->body = view_differences_body(&d, p->side ? VIEW_BEFORE : VIEW_BOTH, &w->out);
	if (p->side)
		p->after = view_differences_body(&d, VIEW_AFTER, &w->out);
	return OK;
}

enum err page_versions(struct work *w, int64_t id, struct error *e)
{
	struct history_page *p = arena_new(&w->out, struct history_page);
	store_versions all;
	TRY(store_versions_list(w->store, id, &w->out, &all, e));
	TRY(row_make(w, id, NULL, &p->row, e));
	TRY(chrome_make(w, p->row.title, "article", &p->chrome, e));
	choose(w, &all, p);
	for (size_t i = 0; i < all.n; i++)
		add_version(w, p, &all.at[i]);
	if (p->from != p->to)
		TRY(compare(w, id, &all, p, e));
	tmpl_history(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

enum err page_original(struct work *w, int64_t id, struct error *e)
{
	struct original_page *p = arena_new(&w->out, struct original_page);
	struct store_article *a = arena_new(&w->out, struct store_article);
	struct store_record record;
	struct warc_record warc;
	store_files files;
	if (!w->can_change) /* it may hold names of files and whatever a server said to us */
		return page_error(w, 403, say_text(&w->say, STR_NOT_ALLOWED));
	TRY(store_article_get(w->store, id, STORE_HEAD, &w->out, a, e));
	TRY(row_make(w, id, NULL, &p->row, e));
	TRY(chrome_make(w, p->row.title, "article", &p->chrome, e));
	TRY(store_record_get(w->store, a->record, &w->out, &record, e));
	TRY(store_files_list(w->store, &w->out, &files, e));
	struct warc_place at = { .offset = record.offset, .stored = record.stored };
	for (size_t i = 0; i < files.n; i++)
		if (files.at[i].id == record.file) {
			at.file = (int)i + 1; /* they are numbered from 1 without gaps */
			p->file = files.at[i].name;
		}
	TRY(warcfile_fetch(arena_str(&w->out, arena_printf(&w->out, "%s/warc", w->server->folder)),
		at, BLOCK_MAX, &w->out, &warc, e));
	p->offset = (int64_t)record.offset;
	p->length = (int64_t)warc.length;
	p->uri = record.uri;
	p->type = record.content_type;
	p->seen = time_words(w, record.seen_at);
	p->cut = warc.block.n > ORIGINAL_MAX;
	p->text = utf8_clean(slice_sub(warc.block, 0, ORIGINAL_MAX), &w->out);
	tmpl_original(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}
