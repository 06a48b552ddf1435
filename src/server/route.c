/* route: the table of all pages and APIs. */
#include "server/route.h"

static const struct route routes[] = {
	{ METHOD_GET, "/", page_front, ROLE_READER, false, WAITS_FOR_CORE },
	{ METHOD_GET, "/latest", page_latest, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/story/*", page_story, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/day/*", page_day, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/search", page_search, ROLE_READER, false, WAITS_FOR_CORE },
	{ METHOD_GET, "/article/*", page_article, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/sources", page_sources, ROLE_READER, false, WAITS_FOR_CORE },
	{ METHOD_GET, "/people", page_people, ROLE_READER, false, WAITS_FOR_CORE },
	{ METHOD_GET, "/people/*", page_person, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/sources.opml", serve_opml, ROLE_EDITOR, false, WAITS_NOT },
	{ METHOD_GET, "/picture", serve_picture, ROLE_READER, false, WAITS_FOR_NETWORK },
	{ METHOD_GET, "/tags", page_tags, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/changes", page_changes, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/help", page_help, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/counts.json", desk_counts, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/saved.json", desk_saved, ROLE_READER, false, WAITS_FOR_CORE },
	{ METHOD_GET, "/feed.atom", feed_out, ROLE_READER, false, WAITS_FOR_CORE },
	{ METHOD_GET, "/feed.json", feed_out, ROLE_READER, false, WAITS_FOR_CORE },
	{ METHOD_GET, "/sitemap.xml", serve_sitemap, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/robots.txt", serve_robots, ROLE_NOBODY, false, WAITS_NOT },
	{ METHOD_GET, "/healthz", serve_health, ROLE_NOBODY, false, WAITS_NOT },
	{ METHOD_GET, "/metrics", serve_metrics, ROLE_READER, false, WAITS_NOT },
	{ METHOD_GET, "/login", page_login, ROLE_NOBODY, false, WAITS_NOT },
	{ METHOD_POST, "/login", desk_login, ROLE_NOBODY, false, WAITS_FOR_PASSWORD },
	{ METHOD_POST, "/logout", desk_logout, ROLE_READER, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/mark", desk_mark, ROLE_EDITOR, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/mark-all", desk_mark_all, ROLE_EDITOR, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/undo", desk_undo, ROLE_EDITOR, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/tag", desk_tag, ROLE_EDITOR, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/note", desk_note, ROLE_EDITOR, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/story", desk_story, ROLE_EDITOR, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/save", desk_save, ROLE_EDITOR, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/subscribe", desk_subscribe, ROLE_ADMIN, true, WAITS_FOR_NETWORK },
	{ METHOD_POST, "/fetch", desk_fetch, ROLE_EDITOR, true, WAITS_FOR_WRITER },
	{ METHOD_GET, "/fetching", serve_fetching, ROLE_EDITOR, false, WAITS_NOT },
	{ METHOD_POST, "/unsubscribe", desk_unsubscribe, ROLE_ADMIN, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/import", desk_import, ROLE_ADMIN, true, WAITS_FOR_WRITER },
	{ METHOD_POST, "/settings", desk_set, ROLE_READER, true, WAITS_FOR_WRITER },
	{ METHOD_GET, "/accounts/ClientLogin", greader_login, ROLE_NOBODY, false,
		WAITS_FOR_PASSWORD },
	{ METHOD_POST, "/accounts/ClientLogin", greader_login, ROLE_NOBODY, false,
		WAITS_FOR_PASSWORD },
	{ METHOD_GET, "/reader/*", greader_call, ROLE_NOBODY, false, WAITS_NOT },
	{ METHOD_POST, "/reader/*", greader_call, ROLE_NOBODY, false, WAITS_FOR_WRITER },
	{ METHOD_GET, "/check/compatibility", greader_there, ROLE_NOBODY, false, WAITS_NOT },
	{ METHOD_GET, "/api/greader.php", greader_there, ROLE_NOBODY, false, WAITS_NOT },
	{ METHOD_GET, "/fever", fever_call, ROLE_NOBODY, false, WAITS_NOT },
	{ METHOD_POST, "/fever", fever_call, ROLE_NOBODY, false, WAITS_FOR_WRITER },
	{ METHOD_GET, "/api/fever.php", fever_call, ROLE_NOBODY, false, WAITS_NOT },
	{ METHOD_POST, "/api/fever.php", fever_call, ROLE_NOBODY, false, WAITS_FOR_WRITER },
	{ METHOD_GET, "/v1/*", miniflux_call, ROLE_NOBODY, false, WAITS_NOT },
	{ METHOD_PUT, "/v1/*", miniflux_call, ROLE_NOBODY, false, WAITS_FOR_WRITER },
};

static bool fits(const char *pattern, struct slice path, struct slice *ret_rest)
{
	struct slice want = slice_str(pattern);
	if (!slice_ends(want, SLICE("*")))
		return slice_eq(want, path) || (path.n == want.n + 1 && slice_starts(path, want) &&
			path.p[want.n] == '/');
	want.n--;
	*ret_rest = slice_from(path, want.n);
	return slice_starts(path, want) && path.n > want.n;
}

const struct route *route_find(enum method method, struct slice path, struct slice *ret_rest,
	bool *ret_other)
{
	static const struct slice prefix = { "/api/greader.php", sizeof "/api/greader.php" - 1 };
	*ret_other = false;
	while (slice_starts(path, prefix) && path.n > prefix.n + 1 && path.p[prefix.n] == '/')
		path = slice_from(path, prefix.n);
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		struct slice rest = SLICE("");
		if (!fits(routes[i].pattern, path, &rest))
			continue;
		if (routes[i].method == method ||
			(routes[i].method == METHOD_GET && method == METHOD_HEAD)) {
			*ret_rest = rest;
			return &routes[i];
		}
		*ret_other = true;
	}
	return NULL;
}

/* Calls of APIs that have one route for all. */
static const struct {
	handler run;
	enum method method;
	const char *part;  /* of what stands behind the pattern's beginning */
	enum waits waits;
	int bytes_an_item; /* about; what is small altogether need not wait for room */
} calls[] = {
	{ greader_call, METHOD_GET, "stream/items/ids", WAITS_FOR_ROOM, 72 },
	{ greader_call, METHOD_GET, "stream/contents", WAITS_FOR_ROOM, 5000 },
	{ greader_call, METHOD_GET, "atom/", WAITS_FOR_ROOM, 5000 },
	/* One question is too long for an address. */
	{ greader_call, METHOD_POST, "stream/items/contents", WAITS_FOR_ROOM, 5000 },
	{ greader_call, METHOD_POST, "quickadd", WAITS_FOR_NETWORK, 0 },
	{ miniflux_call, METHOD_GET, "entries", WAITS_FOR_ROOM, 5000 },
};

enum waits route_waits(const struct request *r)
{
	enum { SMALL_BYTES = 1 << 20 };
	struct slice rest;
	bool other;
	const struct route *route = route_find(r->method, r->path, &rest, &other);
	for (size_t i = 0; route && i < sizeof calls / sizeof *calls; i++) {
		if (calls[i].run != route->run || calls[i].method != r->method ||
			slice_find(rest, slice_str(calls[i].part), 0) == SIZE_MAX)
			continue;
		int64_t n = request_number(r, "n", 1, SMALL_BYTES, 1) +
			request_number(r, "limit", 1, SMALL_BYTES, 1) + (int64_t)r->params.n;
		bool small = calls[i].waits == WAITS_FOR_ROOM &&
			n * calls[i].bytes_an_item < SMALL_BYTES;
		return small ? WAITS_NOT : calls[i].waits;
	}
	return route ? route->waits : WAITS_NOT;
}
