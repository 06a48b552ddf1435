/* api-publish: a static site of what a query finds. */
#include "warta.h"

#include "api/private.h"
#include "publish/publish.h"
#include "text/utf8.h"

enum { MAX_BASE = 2000, MAX_TITLE = 300 };

/* With a slash at its end; of characters that need no care in XML, HTML and robots.txt. */
static enum err base_read(const char *url, struct arena *out, struct slice *ret, struct error *e)
{
	struct slice base = slice_str(url);
	*ret = SLICE("");
	if (!base.n)
		return OK;
	bool plain = view_web_address(base).n && base.n <= MAX_BASE;
	for (size_t i = 0; i < base.n; i++)
		plain &= ascii_alpha(base.p[i]) || ascii_digit(base.p[i]) ||
			memchr("-._~:/[]%@!$()*+,;=", base.p[i], 19);
	if (!plain)
		return fail(e, ERR_USAGE, "'%s' is no address of http or https that a site can "
			"stand at", url);
	*ret = arena_printf(out, "%.*s%s", SLICE_ARG(base), base.p[base.n - 1] == '/' ? "" : "/");
	return OK;
}

static enum err options_read(const struct warta_publish *how, struct arena *out,
	struct publish_options *ret, struct error *e)
{
	struct slice title = utf8_clean(slice_trim(slice_str(how->title)), out);
	struct slice lang = slice_str(how->lang);
	*ret = (struct publish_options){ .title = title.n ? title : SLICE("warta"),
		.excerpt = how->excerpt_words, .anew = how->anew,
		.ctx = how->ctx, .progress = how->progress };
	if (title.n > MAX_TITLE)
		return fail(e, ERR_LIMIT, "a title has at most %d bytes", MAX_TITLE);
	if (lang.n && !slice_is(lang, "en") && !slice_is(lang, "id"))
		return fail(e, ERR_USAGE, "pages speak en or id, not '%s'", how->lang);
	ret->lang = slice_is(lang, "id") ? SAY_INDONESIAN : SAY_ENGLISH;
	return base_read(how->base_url, out, &ret->base, e);
}

/* What the search finds, unless it is withdrawn. */
static enum err find(struct store *store, const struct warta_publish *how, struct arena *out,
	struct store_hits *ret, struct error *e)
{
	struct query *asked;
	struct query gone = { .op = QUERY_IS, .field = FIELD_IS, .text = SLICE("withdrawn") };
	struct query there = { .op = QUERY_NOT, .kid = &gone };
	struct query both = { .op = QUERY_AND };
	TRY(api_query(&how->search, out, &asked, e));
	if (!how->withdrawn) {
		both.kid = asked;
		asked->next = &there;
	}
	const struct store_search what = { .query = how->withdrawn ? asked : &both,
		.sort = STORE_NEWEST, .offset = how->search.offset,
		.limit = how->search.limit ? how->search.limit : SIZE_MAX };
	return store_search(store, &what, out, ret, e);
}

enum warta_code warta_publish(struct warta *w, const char *folder, const struct warta_publish *how,
	struct warta_published *ret, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena found = ARENA_INIT;
	struct store_hits hits = { 0 };
	struct publish_options options;
	struct publish_report report;
	enum err err = options_read(how, &found, &options, &why);
	if (err == OK)
		err = store_moment_begin(w->archive->store, &why);
	if (err == OK)
		err = find(w->archive->store, how, &found, &hits, &why);
	if (err == OK)
		err = publish_site(w->archive->store, &hits, &options, folder, &report, &why);
	if (err == OK)
		*ret = (struct warta_published){ report.n_articles, report.n_stories,
			report.n_files, report.n_written, report.n_removed };
	store_moment_end(w->archive->store);
	arena_done(&found);
	return api_result(err, &why, e);
}
