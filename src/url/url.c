/* url: addresses. Every function first cleans its input as browsers do, then works on the parts. */
#include "url/url.h"

/* Sets of characters, a bit each. */
enum {
	KEEP_PATH = 1,   /* stands as it is in a path */
	KEEP_QUERY = 2,  /* and in a query or fragment */
	KEEP_HOST = 4,   /* may stand in a host */
	UNRESERVED = 8,  /* means the same with and without percent-encoding */
	SCHEME = 16,
};

enum {
	Q = KEEP_QUERY,
	P = KEEP_PATH | KEEP_QUERY,
	H = P | KEEP_HOST,
	L = H | SCHEME,
	U = H | UNRESERVED,
	A = U | SCHEME,
};
/* Of ASCII, in its order. */
static const uint8_t sets[128] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, H, 0, P, H, P, H, H, H, H, H, L, H, A, A, P,
	A, A, A, A, A, A, A, A, A, A, P, H, 0, H, 0, P,
	P, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, P, P, P, Q, U,
	Q, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, Q, P, Q, U, 0,
};

static unsigned char_sets(unsigned char c)
{
	return c < 0x80 ? sets[c] : KEEP_HOST;
}

/* `s` without white space and controls at its ends and without tabs and newlines inside. */
static struct slice strip(struct slice s, struct arena *out)
{
	while (s.n && (unsigned char)s.p[0] <= ' ')
		s = slice_from(s, 1);
	while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	size_t i = 0;
	while (i < s.n && s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
		i++;
	if (i == s.n)
		return s;
	char *to = arena_bytes(out, s.n);
	size_t n = 0;
	for (i = 0; i < s.n; i++)
		if (s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
			to[n++] = s.p[i];
	return slice_of(to, n);
}

/* Length of the scheme at the beginning of `s`, without its colon; 0 where there is none. */
static size_t scheme_length(struct slice s)
{
	if (!s.n || !ascii_alpha(s.p[0]))
		return 0;
	size_t n = 1;
	while (n < s.n && char_sets((unsigned char)s.p[n]) & SCHEME)
		n++;
	return n < s.n && s.p[n] == ':' ? n : 0;
}

static bool is_http(struct slice scheme)
{
	return slice_eq_nocase(scheme, SLICE("http")) || slice_eq_nocase(scheme, SLICE("https"));
}

static bool is_slash(char c, bool backslashes)
{
	return c == '/' || (c == '\\' && backslashes);
}

/* A backslash before query and fragment is a slash in an http address, and in a reference. */
static struct slice turn_slashes(struct slice s, struct arena *out)
{
	size_t end = 0;
	while (end < s.n && s.p[end] != '?' && s.p[end] != '#')
		end++;
	if (slice_find_byte(slice_sub(s, 0, end), '\\', 0) == SIZE_MAX)
		return s;
	char *to = arena_bytes(out, s.n);
	for (size_t i = 0; i < s.n; i++)
		to[i] = s.p[i] == '\\' && i < end ? '/' : s.p[i];
	return slice_of(to, s.n);
}

/* User, host and port. */
static bool parse_authority(struct slice s, struct url *u)
{
	for (size_t i = s.n; i-- > 0;)
		if (s.p[i] == '@') {
			u->user = slice_sub(s, 0, i);
			s = slice_from(s, i + 1);
			break;
		}
	size_t colon = s.n;
	while (colon > 0 && ascii_digit(s.p[colon - 1]))
		colon--;
	if (colon > 0 && s.p[colon - 1] == ':') {
		u->port = slice_from(s, colon);
		s.n = colon - 1;
	}
	int64_t port;
	if (u->port.n && (!slice_to_int(u->port, &port) || port > 65535))
		return false;
	u->host = s;
	bool brackets = s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']';
	if (brackets)
		s = slice_sub(s, 1, s.n - 1);
	for (size_t i = 0; i < s.n; i++)
		if (!(char_sets((unsigned char)s.p[i]) & KEEP_HOST) && !(brackets && s.p[i] == ':'))
			return false;
	return true;
}

/* Take apart what is clean. */
static bool split(struct slice s, struct url *u)
{
	*u = (struct url){ 0 };
	size_t scheme = scheme_length(s);
	if (scheme) {
		u->scheme = slice_sub(s, 0, scheme);
		s = slice_from(s, scheme + 1);
	}
	size_t hash = slice_find_byte(s, '#', 0);
	if (hash != SIZE_MAX) {
		u->has_fragment = true;
		u->fragment = slice_from(s, hash + 1);
		s.n = hash;
	}
	size_t mark = slice_find_byte(s, '?', 0);
	if (mark != SIZE_MAX) {
		u->has_query = true;
		u->query = slice_from(s, mark + 1);
		s.n = mark;
	}
	bool http = is_http(u->scheme);
	size_t slashes = 0;
	while (slashes < s.n && s.p[slashes] == '/')
		slashes++;
	/* Browsers read "http:/x", "http:x" and "http:///x" as "http://x". */
	u->has_authority = http || slashes >= 2;
	if (u->has_authority) {
		s = slice_from(s, http || !scheme ? slashes : 2);
		size_t end = slice_find_byte(s, '/', 0);
		if (end == SIZE_MAX)
			end = s.n;
		if (!parse_authority(slice_sub(s, 0, end), u))
			return false;
		s = slice_from(s, end);
	}
	u->path = s;
	return u->host.n || (scheme && !http) || !u->has_authority;
}

/* `s` as browsers see it; empty where it is too long. */
static struct slice clean(struct slice s, struct arena *out)
{
	s = strip(s, out);
	if (s.n > URL_MAX)
		return SLICE_NONE;
	size_t scheme = scheme_length(s);
	if (scheme == 0 || is_http(slice_sub(s, 0, scheme)))
		s = turn_slashes(s, out);
	return s;
}

bool url_parse(struct slice s, struct arena *out, struct url *ret_url)
{
	struct url u;
	s = clean(s, out);
	if (!s.n || !split(s, &u))
		return false;
	*ret_url = u;
	return true;
}

/* The byte that the percent-encoding at the beginning of `s` stands for, or -1. */
static int percent(struct slice s)
{
	if (s.n < 3 || s.p[0] != '%' || ascii_hex(s.p[1]) < 0 || ascii_hex(s.p[2]) < 0)
		return -1;
	return ascii_hex(s.p[1]) * 16 + ascii_hex(s.p[2]);
}

/* Text being put together: `room` is large enough for whatever is written. */
struct writer {
	char *p;
	size_t n;
};

static void put(struct writer *w, struct slice s)
{
	if (s.n)
		memcpy(w->p + w->n, s.p, s.n);
	w->n += s.n;
}

static void put_lower(struct writer *w, struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		w->p[w->n++] = ascii_lower(s.p[i]);
}

static void put_percent(struct writer *w, unsigned char c)
{
	static const char digits[] = "0123456789ABCDEF";
	w->p[w->n++] = '%';
	w->p[w->n++] = digits[c >> 4];
	w->p[w->n++] = digits[c & 15];
}

/* `s` with all that is not of the set `keep` encoded; where `shortest`, with what needs no
 * encoding decoded and the rest in capitals. */
static void put_encoded(struct writer *w, struct slice s, unsigned keep, bool shortest)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		int coded = shortest ? percent(slice_from(s, i)) : -1;
		if (coded >= 0) {
			if (char_sets((unsigned char)coded) & UNRESERVED)
				w->p[w->n++] = (char)coded;
			else
				put_percent(w, (unsigned char)coded);
			i += 2;
		} else if (char_sets(c) & keep) {
			w->p[w->n++] = (char)c;
		} else {
			put_percent(w, c);
		}
	}
}

/* Length of a dot segment at the beginning of `s` ("." or "..", a dot also as %2e): 1 or 2 dots in
 * `*ret_dots`, 0 where the segment is another. */
static size_t dot_segment(struct slice s, int *ret_dots)
{
	size_t n = 0;
	int dots = 0;
	for (; n < s.n && s.p[n] != '/'; dots++) {
		size_t len = s.p[n] == '.' ? 1 : percent(slice_from(s, n)) == '.' ? 3 : 0;
		if (!len || dots == 2)
			return 0;
		n += len;
	}
	*ret_dots = dots;
	return n;
}

/* Remove dot segments (5.2.4) of the path that begins at w->p + from. */
static void remove_dots(struct writer *w, size_t from)
{
	struct slice s = slice_of(w->p + from, w->n - from);
	size_t n = from; /* written again over what was read */
	while (s.n) {
		size_t slash = s.p[0] == '/';
		int dots = 0;
		size_t len = dot_segment(slice_from(s, slash), &dots);
		if (len) {
			/* "/.." takes a segment back; at the end a slash stays. */
			s = slice_from(s, slash + len);
			if (dots == 2)
				while (n > from && w->p[--n] != '/')
					;
			if (!s.n && slash)
				w->p[n++] = '/';
			continue;
		}
		if (slash)
			w->p[n++] = '/';
		s = slice_from(s, slash);
		while (s.n && s.p[0] != '/') {
			w->p[n++] = s.p[0];
			s = slice_from(s, 1);
		}
	}
	w->n = n;
}

/* Everything before the path. */
static void put_site(struct writer *w, const struct url *u, bool normal)
{
	if (u->scheme.n) {
		put_lower(w, u->scheme);
		put(w, SLICE(":"));
	}
	if (!u->has_authority)
		return;
	put(w, SLICE("//"));
	if (u->user.n) {
		put_encoded(w, u->user, KEEP_PATH, false);
		put(w, SLICE("@"));
	}
	put_lower(w, u->host);
	const char *standard = slice_eq_nocase(u->scheme, SLICE("https")) ? "443" : "80";
	if (u->port.n && !(normal && is_http(u->scheme) && slice_is(u->port, standard))) {
		put(w, SLICE(":"));
		put(w, u->port);
	}
}

static void put_query(struct writer *w, const struct url *u, bool normal)
{
	if (u->has_query && !(normal && !u->query.n)) {
		put(w, SLICE("?"));
		put_encoded(w, u->query, KEEP_QUERY, normal);
	}
	if (u->has_fragment && !normal) {
		put(w, SLICE("#"));
		put_encoded(w, u->fragment, KEEP_QUERY, false);
	}
}

/* Room for an address made of `a` and `b` with every byte encoded. */
static struct writer writer_for(struct slice a, struct slice b, struct arena *out)
{
	return (struct writer){ arena_bytes(out, 3 * (a.n + b.n) + 16), 0 };
}

static struct slice written(const struct writer *w)
{
	return w->n > URL_MAX ? SLICE_NONE : slice_of(w->p, w->n);
}

/* `ref` with the parts that it lacks taken from `base`. */
static struct slice join(const struct url *ref, const struct url *base, struct slice ref_text,
	struct slice base_text, struct arena *out)
{
	struct url u = *base;
	u.fragment = ref->fragment;
	u.has_fragment = ref->has_fragment;
	struct slice before = SLICE_NONE; /* of the base's path, in front of the reference's */
	if (ref->has_authority) {
		u = *ref;
		u.scheme = base->scheme;
	} else if (ref->path.n || ref->has_query) {
		u.query = ref->query;
		u.has_query = ref->has_query;
	}
	if (!ref->has_authority && ref->path.n) {
		u.path = ref->path;
		if (ref->path.p[0] != '/') {
			before = base->path;
			while (before.n && before.p[before.n - 1] != '/')
				before.n--;
			if (!before.n)
				before = SLICE("/");
		}
	}
	struct writer w = writer_for(ref_text, base_text, out);
	put_site(&w, &u, false);
	size_t path = w.n;
	put_encoded(&w, before, KEEP_PATH, false);
	put_encoded(&w, u.path, KEEP_PATH, false);
	remove_dots(&w, path);
	if (w.n == path)
		put(&w, SLICE("/"));
	put_query(&w, &u, false);
	return written(&w);
}

/* An address that stands for itself, cleaned. */
static struct slice alone(const struct url *u, struct slice text, struct arena *out)
{
	struct writer w = writer_for(text, SLICE_NONE, out);
	put_site(&w, u, false);
	size_t path = w.n;
	put_encoded(&w, u->path, KEEP_PATH, false);
	if (is_http(u->scheme)) {
		remove_dots(&w, path);
		if (w.n == path)
			put(&w, SLICE("/"));
	}
	put_query(&w, u, false);
	return written(&w);
}

struct slice url_resolve(struct slice ref, struct slice base, struct arena *out)
{
	struct url r, b;
	ref = clean(ref, out);
	base = clean(base, out);
	bool has_base = base.n && split(base, &b) && b.scheme.n && b.has_authority;
	if (!ref.n && has_base)
		return join(&(struct url){ 0 }, &b, ref, base, out);
	/* "http:x" on an http page is relative. */
	size_t scheme = scheme_length(ref);
	if (scheme && has_base && is_http(b.scheme) && ref.n > scheme + 1
		&& slice_eq_nocase(slice_sub(ref, 0, scheme), b.scheme)
		&& !is_slash(ref.p[scheme + 1], true))
		ref = slice_from(ref, scheme + 1);
	if (!ref.n || !split(ref, &r))
		return SLICE_NONE;
	return r.scheme.n || !has_base ? alone(&r, ref, out) : join(&r, &b, ref, base, out);
}

struct slice url_normalise(struct slice s, struct arena *out)
{
	struct url u;
	s = clean(s, out);
	if (!s.n || !split(s, &u))
		return SLICE_NONE;
	if (!is_http(u.scheme))
		return s;
	struct writer w = writer_for(s, SLICE_NONE, out);
	put_site(&w, &u, true);
	size_t path = w.n;
	put_encoded(&w, u.path, KEEP_PATH, true);
	remove_dots(&w, path);
	if (w.n == path)
		put(&w, SLICE("/"));
	put_query(&w, &u, true);
	return written(&w);
}

struct slice url_host(struct slice s, struct arena *out)
{
	struct url u;
	if (!url_parse(s, out, &u) || !u.scheme.n)
		return SLICE_NONE;
	struct slice host = u.host;
	if (slice_starts_nocase(host, SLICE("www.")))
		host = slice_from(host, 4);
	if (host.n && host.p[host.n - 1] == '.')
		host.n--;
	struct writer w = { arena_bytes(out, host.n), 0 };
	put_lower(&w, host);
	return slice_of(w.p, w.n);
}

bool url_has_scheme(struct slice s, const char *scheme)
{
	size_t i = 0;
	while (i < s.n && (unsigned char)s.p[i] <= ' ')
		i++;
	for (; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (!*scheme)
			return c == ':';
		if (ascii_lower(c) != *scheme++)
			return false;
	}
	return false;
}

struct slice url_decode(struct slice s, struct arena *out)
{
	if (slice_find_byte(s, '%', 0) == SIZE_MAX)
		return s;
	char *to = arena_bytes(out, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		int c = percent(slice_from(s, i));
		to[n++] = c >= 0 ? (char)c : s.p[i];
		if (c >= 0)
			i += 2;
	}
	return slice_of(to, n);
}
