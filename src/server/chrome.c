/* chrome: what stands around every page, and rows of lists. */
#include <stdlib.h>

#include "desk-assets.h"
#include "index/snippet.h"
#include "query/query.h"
#include "server/page.h"
#include "url/url.h"

enum {
	TREE_SOURCES = 30, /* the rest is on the page of sources: the tree must stay small */
	TREE_TAGS = 40,
	FOLDER_SOURCES = 40, /* that the search for a folder names */
	SNIPPET_CHARS = 180
};

enum err query_read(struct work *w, struct slice text, struct query **ret, struct error *e)
{
	return query_parse(text, w->now, 0, &w->out, ret, e);
}

/* Text with its hits as <mark>. */
static struct html text_marked(struct slice text, const size_t *starts, const size_t *ends,
	size_t n, struct arena *out)
{
	struct buf to = BUF_INIT(1 << 20);
	size_t from = 0;
	for (size_t i = 0; i < n; i++) {
		put_text(&to, slice_sub(text, from, starts[i]));
		buf_str(&to, "<mark>");
		put_text(&to, slice_sub(text, starts[i], ends[i]));
		buf_str(&to, "</mark>");
		from = ends[i];
	}
	put_text(&to, slice_from(text, from));
	struct html html = { arena_dup(out, to.failed ? SLICE("") : buf_text(&to)) };
	buf_done(&to);
	return html;
}

static struct html snippet_html(const struct marker *m, const struct article *a, struct arena *out)
{
	struct snippet s = snippet_make(m, a, SNIPPET_CHARS, out);
	size_t *starts = arena_array(out, size_t, s.hits.n + 1);
	size_t *ends = arena_array(out, size_t, s.hits.n + 1);
	for (size_t i = 0; i < s.hits.n; i++) {
		starts[i] = s.hits.at[i].start;
		ends[i] = s.hits.at[i].end;
	}
	struct html inner = text_marked(s.text, starts, ends, s.hits.n, out);
	return (struct html){ arena_printf(out, "%s%.*s%s", s.more_before ? "… " : "",
		SLICE_ARG(inner.text), s.more_after ? " …" : "") };
}

enum err row_make(struct work *w, int64_t id, const struct marker *marker, struct row *ret,
	struct error *e)
{
	struct store_article *a = arena_new(&w->out, struct store_article);
	TRY(store_article_get(w->store, id, marker ? STORE_WHOLE : STORE_HEAD, &w->out, a, e));
	row_fill(a, &w->say, &w->out, ret);
	if (marker)
		ret->snippet = snippet_html(marker, &a->article, &w->out);
	return OK;
}

/* ---- the tree */

static int by_unread(const void *x, const void *y)
{
	const struct tree_item *a = x, *b = y;
	if (a->unread != b->unread)
		return a->unread > b->unread ? -1 : 1;
	return slice_cmp(a->name, b->name);
}

/* What stands in no folder comes last. */
static int by_folder(const void *x, const void *y)
{
	const struct tree_item *a = x, *b = y;
	if (!a->folder.n != !b->folder.n)
		return a->folder.n ? -1 : 1;
	int order = slice_cmp(a->folder, b->folder);
	return order ? order : slice_cmp(a->name, b->name);
}

/* A field with its value in quotes; quotes inside cannot be written and are blanks. */
struct slice field_query(const char *field, struct slice value, struct arena *out)
{
	char *text = arena_str(out, value);
	for (char *p = text; *p; p++)
		if (*p == '"')
			*p = ' ';
	return arena_printf(out, "%s:\"%s\"", field, text);
}

static struct tree_item *tree_add(struct work *w, tree_items *to, const char *field,
	struct slice name, int64_t unread)
{
	struct slice query = field_query(field, name, &w->out);
	struct tree_item *item = list_add(&w->out, to);
	*item = (struct tree_item){ .name = name, .query = query, .unread = unread,
		.here = slice_eq(query, request_param(&w->request, "q")) };
	return item;
}

/* The folder of the first subscription that brought the source. */
static struct slice folder_of(const store_feeds *feeds, int64_t source)
{
	for (size_t i = 0; i < feeds->n; i++)
		for (size_t k = 0; feeds->at[i].subscribed && feeds->at[i].folder.n &&
		     k < feeds->at[i].sources.n; k++)
			if (feeds->at[i].sources.at[k] == source)
				return feeds->at[i].folder;
	return SLICE_NONE;
}

/* The row of the folder that the sources from `from` on stand in: a search for all of them, or
 * without one where they are too many. */
static void folder_add(struct work *w, const tree_items *all, size_t from, tree_items *to)
{
	struct tree_item row = { .name = all->at[from].folder, .is_folder = true };
	struct buf query = BUF_INIT(1 << 16);
	for (size_t i = from; i < all->n && slice_eq(all->at[i].folder, row.name); i++) {
		row.unread += all->at[i].unread;
		buf_printf(&query, "%s%.*s", i > from ? " OR " : "", SLICE_ARG(all->at[i].query));
		if (i - from == FOLDER_SOURCES)
			query.failed = true;
	}
	if (!query.failed)
		row.query = arena_dup(&w->out, buf_text(&query));
	row.here = row.query.n && slice_eq(row.query, request_param(&w->request, "q"));
	buf_done(&query);
	*list_add(&w->out, to) = row;
}

/* Those with the most unread, below their folders. */
static enum err tree_sources(struct work *w, tree_items *to, struct error *e)
{
	store_source_list sources;
	store_feeds feeds;
	tree_items all = { 0 };
	TRY(store_source_rows(w->store, &w->out, &sources, e));
	TRY(store_feed_rows(w->store, &w->out, &feeds, e));
	for (size_t i = 0; i < sources.n; i++)
		if (sources.at[i].name.n)
			tree_add(w, &all, "source", sources.at[i].name, sources.at[i].unread)
				->folder = folder_of(&feeds, sources.at[i].id);
	if (!all.n)
		return OK;
	qsort(all.at, all.n, sizeof *all.at, by_unread);
	for (size_t i = 0; i < all.n; i++)
		all.at[i].shown = i < TREE_SOURCES;
	qsort(all.at, all.n, sizeof *all.at, by_folder);
	for (size_t i = 0; i < all.n; i++) {
		struct slice folder = all.at[i].folder;
		if (folder.n && (!i || !slice_eq(folder, all.at[i - 1].folder)))
			folder_add(w, &all, i, to);
		if (all.at[i].shown)
			*list_add(&w->out, to) = all.at[i];
	}
	return OK;
}

static enum err tree_make(struct work *w, struct chrome *c, struct error *e)
{
	store_tallies tags;
	store_saveds saved;
	TRY(tree_sources(w, &c->sources, e));
	TRY(store_tags(w->store, &w->out, &tags, e));
	for (size_t i = 0; i < tags.n && i < TREE_TAGS; i++)
		tree_add(w, &c->tags, "tag", tags.at[i].name, tags.at[i].unread)->total =
			tags.at[i].total;
	TRY(store_saved_list(w->store, &w->out, &saved, e));
	for (size_t i = 0; i < saved.n && i < TREE_TAGS; i++)
		*list_add(&w->out, &c->saved) = (struct tree_item){ .name = saved.at[i].name,
			.query = saved.at[i].query,
			.here = slice_eq(saved.at[i].query, request_param(&w->request, "q")) };
	return OK;
}

enum err chrome_make(struct work *w, struct slice title, const char *here, struct chrome *ret,
	struct error *e)
{
	struct store_stats stats;
	struct slice theme = request_cookie(&w->request, "theme");
	struct chrome c = { .title = title, .here = here, .back = w->request.target,
		.can_change = w->can_change };
	c.lang = say_tag(&w->say);
	c.theme = slice_is(theme, "dark") ? SLICE("dark")
		: slice_is(theme, "light") ? SLICE("light") : SLICE("auto");
	c.density = slice_is(request_cookie(&w->request, "density"), "compact")
		? SLICE("compact") : SLICE("cosy");
	c.opening_reads = !slice_is(request_cookie(&w->request, "opening"), "never");
	c.pictures = slice_is(request_cookie(&w->request, "pictures"), "show");
	c.user = w->who.name;
	c.can_login = w->who.users && !c.user.n;
	c.token = access_form_token(w);
	c.may_read = w->who.role >= ROLE_READER;
	if (!c.may_read) {
		*ret = c;
		return OK;
	}
	c.query = request_param(&w->request, "q");
	c.undo = request_number(&w->request, "undo", 1, INT64_MAX, 0);
	c.n_undone = request_number(&w->request, "n", 0, INT64_MAX, 0);
	TRY(store_stats(w->store, &stats, e));
	c.unread = stats.unread;
	c.starred = stats.starred;
	TRY(tree_make(w, &c, e));
	*ret = c;
	return OK;
}

void page_send(struct work *w)
{
	w->reply.type = "text/html; charset=utf-8";
}

enum err page_error(struct work *w, int status, struct slice message)
{
	struct error why;
	struct text_page p = { .status = status, .message = message };
	enum str title = status == 404 ? STR_NOT_FOUND
		: status < 500	       ? STR_NOT_POSSIBLE
				       : STR_FAILED;
	buf_clear(&w->reply.body);
	w->reply.location = SLICE("");
	TRY(chrome_make(w, say_text(&w->say, title), "", &p.chrome, &why));
	w->reply.status = status;
	tmpl_error(&w->reply.body, &w->say, &p);
	page_send(w);
	return OK;
}
