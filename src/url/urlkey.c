/* urlkey: host, path and query, each stripped of what does not tell pages apart. */
#include "url/urlkey.h"

#include <stdlib.h>

/* ---- names of parameters */

enum fit { WHOLE, BEGINNING, WITH_LONG_VALUE };

struct name {
	const char *text;
	enum fit fit;
};

static const struct name noise_params[] = {
	{ "utm_", BEGINNING }, { "mc_", BEGINNING }, { "pk_", BEGINNING }, { "piwik_", BEGINNING },
	{ "mtm_", BEGINNING }, { "matomo_", BEGINNING }, { "hsa_", BEGINNING },
	{ "_hs", BEGINNING },
	{ "at_", BEGINNING }, { "ns_", BEGINNING }, { "xtor", BEGINNING }, { "wt.", BEGINNING },
	{ "wt_", BEGINNING }, { "ga_", BEGINNING }, { "stm_", BEGINNING }, { "amp_", BEGINNING },
	{ "fbclid", WHOLE }, { "gclid", WHOLE }, { "dclid", WHOLE }, { "gclsrc", WHOLE },
	{ "gbraid", WHOLE }, { "wbraid", WHOLE }, { "msclkid", WHOLE }, { "yclid", WHOLE },
	{ "ysclid", WHOLE }, { "twclid", WHOLE }, { "ttclid", WHOLE }, { "igshid", WHOLE },
	{ "igsh", WHOLE }, { "li_fat_id", WHOLE }, { "mkt_tok", WHOLE }, { "cmpid", WHOLE },
	{ "cmp", WHOLE }, { "campaign", WHOLE }, { "icid", WHOLE }, { "ncid", WHOLE },
	{ "ito", WHOLE }, { "smid", WHOLE }, { "smtyp", WHOLE }, { "ref", WHOLE },
	{ "ref_src", WHOLE }, { "ref_url", WHOLE }, { "referrer", WHOLE }, { "referer", WHOLE },
	{ "partner", WHOLE }, { "rss", WHOLE }, { "feed", WHOLE }, { "ftag", WHOLE },
	{ "sr_share", WHOLE }, { "share", WHOLE }, { "spref", WHOLE }, { "_ga", WHOLE },
	{ "_gl", WHOLE }, { "guccounter", WHOLE }, { "guce_referrer", WHOLE },
	{ "guce_referrer_sig", WHOLE }, { "taid", WHOLE }, { "ocid", WHOLE }, { "sref", WHOLE },
	{ "srnd", WHOLE }, { "dicbo", WHOLE }, { "cx_testid", WHOLE },
	/* sessions */
	{ "phpsessid", WHOLE }, { "jsessionid", WHOLE }, { "aspsessionid", BEGINNING },
	{ "sessionid", WHOLE }, { "session_id", WHOLE }, { "sid", WITH_LONG_VALUE },
	{ "cfid", WHOLE },
	{ "cftoken", WHOLE },
	/* renderings of the same page */
	{ "amp", WHOLE }, { "outputtype", WHOLE }, { "print", WHOLE }, { "printable", WHOLE },
	{ "mobile", WHOLE }, { "nocache", WHOLE },
};

/* What an id of an article is called. */
static const char *const id_params[] = { "id", "p", "article", "articleid", "article_id", "aid",
	"newsid", "news_id", "nid", "story", "storyid", "story_id", "post", "postid", "idn", "a" };

static const char *const index_files[] = { "index.html", "index.htm", "index.php", "index.shtml",
	"index.asp", "index.aspx", "index.jsp", "default.htm", "default.html", "default.asp",
	"default.aspx" };

static const char *const host_heads[] = { "www.", "m.", "mobile.", "amp.", "www-", "wap." };

#define N(array) (sizeof (array) / sizeof *(array))

static struct slice name_of(struct slice param)
{
	return slice_sub(param, 0, slice_find_byte(param, '=', 0));
}

static bool is_noise(struct slice param)
{
	enum { LONG_VALUE = 16 }; /* a session's; an article's is a number */
	struct slice name = name_of(param);
	for (size_t i = 0; i < N(noise_params); i++) {
		struct slice text = slice_str(noise_params[i].text);
		if (noise_params[i].fit == BEGINNING ? !slice_starts_nocase(name, text)
						     : !slice_eq_nocase(name, text))
			continue;
		return noise_params[i].fit != WITH_LONG_VALUE || param.n > name.n + LONG_VALUE;
	}
	return false;
}

/* ---- parts */

static bool cut_end(struct slice *s, const char *end)
{
	if (!slice_ends(*s, slice_str(end)))
		return false;
	s->n -= strlen(end);
	return true;
}

static struct slice host_cut(struct slice host)
{
	while (host.n && host.p[host.n - 1] == '.')
		host.n--;
	for (size_t i = 0; i < N(host_heads); i++) {
		struct slice head = slice_str(host_heads[i]);
		struct slice rest = slice_from(host, head.n);
		/* What is left must be a host still. */
		if (slice_starts(host, head) && slice_find_byte(rest, '.', 0) != SIZE_MAX) {
			host = rest;
			i = (size_t)-1;
		}
	}
	return host;
}

/* The part behind the last slash; false where it is none of the index files. */
static bool is_index(struct slice name)
{
	for (size_t i = 0; i < N(index_files); i++)
		if (slice_eq_nocase(name, slice_str(index_files[i])))
			return true;
	return false;
}

/* "/amp" before and behind, "/amp.html", ".amp" before the ending. `*ret_amp` where there was one.
 * */
static struct slice path_cut_amp(struct slice path, struct arena *out, bool *ret_amp)
{
	struct slice whole = path;
	if (slice_starts(path, SLICE("/amp/")) && path.n > 5)
		path = slice_from(path, 4);
	if (cut_end(&path, "/amp") || cut_end(&path, "/amp.html") || cut_end(&path, ".amp"))
		;
	else if (slice_ends(path, SLICE(".amp.html")) || slice_ends(path, SLICE(".amp.htm"))) {
		size_t dot = path.n - (slice_ends(path, SLICE("l")) ? 9 : 8);
		path = arena_printf(out, "%.*s%.*s", (int)dot, path.p, (int)(path.n - dot - 4),
			path.p + dot + 4);
	}
	*ret_amp |= path.n != whole.n;
	return path;
}

static struct slice path_cut(struct slice path, struct arena *out, bool *ret_amp)
{
	size_t session = slice_find_nocase(path, SLICE(";jsessionid="), 0);
	path = slice_sub(path, 0, session);
	for (;;) {
		struct slice before = path;
		while (path.n && path.p[path.n - 1] == '/')
			path.n--;
		size_t slash = path.n;
		while (slash && path.p[slash - 1] != '/')
			slash--;
		if (slash && is_index(slice_from(path, slash)))
			path.n = slash;
		path = path_cut_amp(path, out, ret_amp);
		if (path.n == before.n)
			return path;
	}
}

static int by_text(const void *x, const void *y)
{
	return slice_cmp(*(const struct slice *)x, *(const struct slice *)y);
}

/* What counts of the query, sorted; with its "?". */
static struct slice query_cut(struct slice query, struct arena *out, bool *ret_amp)
{
	struct slice kept[URLKEY_MAX_PARAMS], rest = query, param;
	size_t n = 0, bytes = 0;
	while (slice_next_piece(&rest, '&', &param)) {
		struct slice name = name_of(param);
		*ret_amp |= slice_eq_nocase(name, SLICE("amp")) ||
			slice_eq_nocase(param, SLICE("outputType=amp"));
		if (!param.n || is_noise(param))
			continue;
		if (n == URLKEY_MAX_PARAMS)
			return arena_printf(out, "?%.*s", SLICE_ARG(query));
		kept[n++] = param;
		bytes += param.n + 1;
	}
	if (!n)
		return SLICE_NONE;
	qsort(kept, n, sizeof *kept, by_text);
	char *text = arena_bytes(out, bytes), *to = text;
	for (size_t i = 0; i < n; i++) {
		*to++ = i ? '&' : '?';
		to = mempcpy(to, kept[i].p, kept[i].n);
	}
	return slice_of(text, bytes);
}

/* ---- addresses of AMP caches: "site-example.cdn.ampproject.org/c/s/site.example/page" and
 * "google.tld/amp/s/site.example/page" */

static bool cached_page(const struct url *u, struct arena *out, struct slice *ret)
{
	static const char *const modes[] = { "/c/s/", "/c/", "/v/s/", "/v/", "/amp/s/", "/amp/" };
	bool cache = slice_ends(u->host, SLICE(".ampproject.org"));
	bool viewer = slice_starts(u->host, SLICE("www.google."));
	for (size_t i = cache ? 0 : viewer ? 4 : N(modes); i < N(modes); i++) {
		struct slice mode = slice_str(modes[i]);
		if (!slice_starts(u->path, mode))
			continue;
		struct slice page = slice_from(u->path, mode.n);
		*ret = arena_printf(out, "http://%.*s%s%.*s", SLICE_ARG(page),
			u->has_query ? "?" : "", SLICE_ARG(u->query));
		return true;
	}
	return false;
}

static struct slice key_of(struct slice s, struct arena *out, bool *ret_amp)
{
	struct url u;
	struct slice page;
	struct slice normal = url_normalise(s, out);
	if ((!url_has_scheme(normal, "http") && !url_has_scheme(normal, "https")) ||
		!url_parse(normal, out, &u))
		return SLICE_NONE;
	if (cached_page(&u, out, &page)) {
		*ret_amp = true;
		normal = url_normalise(page, out);
		if (!url_parse(normal, out, &u))
			return SLICE_NONE;
	}
	*ret_amp |= slice_starts(u.host, SLICE("amp."));
	/* A fragment is a page of its own only where a script reads it: "#!/story/7". */
	struct slice host = host_cut(u.host);
	struct slice path = path_cut(u.path, out, ret_amp);
	struct slice query = query_cut(u.query, out, ret_amp);
	return arena_printf(out, "%.*s%s%.*s%.*s%.*s", SLICE_ARG(host), u.port.n ? ":" : "",
		SLICE_ARG(u.port), SLICE_ARG(path), SLICE_ARG(query));
}

struct slice urlkey(struct slice s, struct arena *out)
{
	bool amp = false;
	return key_of(s, out, &amp);
}

bool url_is_amp(struct slice s, struct arena *out)
{
	bool amp = false;
	key_of(s, out, &amp);
	return amp;
}

/* ---- articles */

static bool has_id(struct slice query)
{
	struct slice param;
	while (slice_next_piece(&query, '&', &param)) {
		struct slice name = name_of(param);
		bool figure = false;
		for (size_t i = name.n; i < param.n; i++)
			figure |= ascii_digit(param.p[i]);
		for (size_t i = 0; figure && i < N(id_params); i++)
			if (slice_eq_nocase(name, slice_str(id_params[i])))
				return true;
	}
	return false;
}

struct slice urlkey_host(struct slice key)
{
	size_t end = 0;
	while (end < key.n && key.p[end] != '/' && key.p[end] != '?')
		end++;
	return slice_sub(key, 0, end);
}

enum urlkey_kind urlkey_kind(struct slice key)
{
	enum { YEAR = 4, LONG = 5, WORDS = 3, ENCODED = 12 };
	struct slice path = slice_from(key, urlkey_host(key).n), query = SLICE_NONE;
	size_t mark = slice_find_byte(path, '?', 0);
	if (mark != SIZE_MAX)
		query = slice_from(path, mark + 1);
	path = slice_sub(path, 0, mark);
	/* Of the last part of the path; `year` of any. */
	size_t digits = 0, words = 0, encoded = 0;
	bool year = false, number = false, letters = false;
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];
		if (c == '/') {
			digits = encoded = 0;
			number = letters = false;
			words = 1;
			continue;
		}
		digits = ascii_digit(c) ? digits + 1 : 0;
		year |= digits >= YEAR;
		number |= digits >= LONG;
		letters |= ascii_alpha(c);
		encoded += c == '%';
		words += (c == '-' || c == '_' || c == '+') && path.p[i - 1] != c &&
			path.p[i - 1] != '/';
	}
	if (number || (year && letters) || words >= WORDS || encoded >= ENCODED || has_id(query))
		return URLKEY_ARTICLE;
	return path.n || query.n ? URLKEY_PLACE : URLKEY_HOME;
}
