/* subscriptions: checked before they are kept; OPML in and out. */
#include "collect/subscriptions.h"

#include "feed/feed.h"
#include "feed/opml.h"
#include "text/utf8.h"
#include "url/url.h"

static bool is_web(struct slice url, struct arena *scratch, struct url *ret_parts)
{
	return (url_has_scheme(url, "http") || url_has_scheme(url, "https")) &&
		url_parse(url, scratch, ret_parts) && ret_parts->host.n;
}

static struct slice cut(struct slice s)
{
	if (s.n <= SUBSCRIPTION_TEXT_MAX)
		return s;
	return slice_sub(s, 0, utf8_back(s, SUBSCRIPTION_TEXT_MAX + 1));
}

static enum err put(struct store *s, const struct subscription_change *change,
	struct arena *scratch, struct error *e)
{
	struct store_subscription sub;
	struct slice url = change->url;
	struct url parts;
	if (!is_web(url, scratch, &parts))
		return fail(e, ERR_USAGE, "'%.*s' is no address of http or https", SLICE_ARG(url));
	if (parts.user.n)
		return fail(e, ERR_USAGE, "a login in an address would be kept with all that comes "
			"from there: give it as the setting 'login'");
	enum err err = store_subscription_get(s, url, scratch, &sub, e);
	if (err == ERR_NOT_FOUND)
		sub = (struct store_subscription){ .url = url };
	else if (err != OK)
		return err;
	if (change->title)
		sub.title = *change->title;
	else if (!sub.title.n)
		sub.title = cut(change->own_title);
	if (change->folder)
		sub.folder = *change->folder;
	if (sub.title.n > SUBSCRIPTION_TEXT_MAX || sub.folder.n > SUBSCRIPTION_TEXT_MAX)
		return fail(e, ERR_LIMIT, "a title or folder has at most %d bytes",
			SUBSCRIPTION_TEXT_MAX);
	return store_subscription_put(s, &sub, e);
}

enum err subscription_put(struct store *s, const struct subscription_change *change,
	struct error *e)
{
	struct arena scratch = ARENA_INIT;
	enum err err = put(s, change, &scratch, e);
	arena_done(&scratch);
	return err;
}

/* "feed:https://x.example/" and "feed://x.example/", as some programs write addresses of feeds. */
static struct slice plain_url(struct slice url, struct arena *out)
{
	url = slice_trim(url);
	if (!slice_starts_nocase(url, SLICE("feed:")))
		return url;
	url = slice_from(url, sizeof "feed:" - 1);
	return slice_starts(url, SLICE("//")) ? arena_printf(out, "http:%.*s", SLICE_ARG(url))
					      : url;
}

/* The address without the login that stands in it. */
static struct slice without_login(struct slice url, struct arena *out, struct slice *ret_login)
{
	struct url parts;
	if (!url_parse(url, out, &parts) || !parts.user.n)
		return url;
	*ret_login = url_decode(parts.user, out);
	return arena_printf(out, "%.*s://%.*s%s%.*s%.*s%s%.*s", SLICE_ARG(parts.scheme),
		SLICE_ARG(parts.host), parts.port.n ? ":" : "", SLICE_ARG(parts.port),
		SLICE_ARG(parts.path), parts.has_query ? "?" : "", SLICE_ARG(parts.query));
}

static enum err import_one(struct store *s, const struct feed_part *p, struct arena *out,
	struct slice *ret_url, bool *ret_taken, struct error *e)
{
	struct slice login = SLICE_NONE;
	struct slice url = *ret_url = without_login(plain_url(p->feed_url, out), out, &login);
	struct slice title = slice_eq(p->title, p->feed_url) ? SLICE_NONE : cut(p->title);
	struct slice folder = p->categories.n ? cut(p->categories.at[0].term) : SLICE_NONE;
	const struct subscription_change change = { url, &title, &folder };
	struct url parts;
	*ret_taken = is_web(url, out, &parts);
	if (!*ret_taken)
		return OK;
	TRY(subscription_put(s, &change, e));
	const struct store_setting setting = { url, SLICE("login"), login };
	return login.n ? store_setting_put(s, &setting, e) : OK;
}

enum err subscriptions_import(struct store *s, struct slice opml,
	enum err (*each)(void *ctx, struct slice url, bool taken, struct error *e), void *ctx,
	uint64_t *ret_n, struct error *e)
{
	struct arena arena = ARENA_INIT;
	struct feed list = { 0 };
	*ret_n = 0;
	enum err err = feed_read(opml, &(struct feed_hint){ 0 }, &arena, &list, e);
	if (err == OK && list.format != FEED_OPML)
		err = fail(e, ERR_INPUT, "it is no OPML");
	for (size_t i = 0; err == OK && i < list.entries.n; i++) {
		struct slice url;
		bool taken;
		err = import_one(s, list.entries.at[i], &arena, &url, &taken, e);
		if (err == OK && each)
			err = each(ctx, url, taken, e);
		*ret_n += err == OK && taken;
	}
	arena_done(&arena);
	return err;
}

enum err subscriptions_export(struct store *s, struct buf *to, struct error *e)
{
	struct arena arena = ARENA_INIT;
	store_subscriptions list = { 0 };
	enum err err = store_subscription_list(s, &arena, &list, e);
	struct opml_line *lines = arena_array(&arena, struct opml_line, list.n + 1);
	for (size_t i = 0; i < list.n; i++)
		lines[i] = (struct opml_line){ .title = list.at[i].title, .url = list.at[i].url,
			.folder = list.at[i].folder };
	opml_write(lines, list.n, to);
	arena_done(&arena);
	return err;
}
