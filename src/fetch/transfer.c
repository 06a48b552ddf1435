/* transfer: what libcurl is told, and what it tells. */
#include "fetch/transfer.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "url/url.h"

/* Codings that can be undone when the record is read (warc_http). */
static const char accept_encoding[] = "Accept-Encoding: gzip, br, zstd";
static const char accept_types[] =
	"Accept: application/atom+xml, application/rss+xml, application/feed+json, "
	"application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5";

enum { MAX_SENT = 64 << 10 };

struct transfer *transfer_new(const struct fetch_options *options)
{
	struct transfer *t = calloc(1, sizeof *t);
	if (!t)
		abort();
	t->options = options;
	t->permanent = true;
	t->sent = (struct buf)BUF_INIT(MAX_SENT);
	t->head = (struct buf)BUF_INIT(FETCH_MAX_HEAD);
	t->body = (struct buf)BUF_INIT(options->max_bytes);
	return t;
}

void transfer_free(struct transfer *t)
{
	curl_slist_free_all(t->headers);
	buf_done(&t->sent);
	buf_done(&t->head);
	buf_done(&t->body);
	arena_done(&t->arena);
	free(t);
}

/* ---- what libcurl tells ---- */

static curl_socket_t on_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *t = ctx;
	(void)purpose;
	/* The proxy is the user's own choice. */
	const char *kind = t->request.proxy.n ? NULL
		: guard_refuses(&t->options->guard, &address->addr);
	if (kind) {
		t->refused = kind;
		return CURL_SOCKET_BAD;
	}
	t->refused = NULL;
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t on_header(char *p, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	struct slice line = slice_of(p, size * n);
	/* Of a proxy's answer, of 1xx and of the final response only the last counts. */
	if (t->head_ended && slice_starts(line, SLICE("HTTP/"))) {
		buf_clear(&t->head);
		t->head_ended = false;
	}
	if (t->head_ended)
		return line.n; /* a trailer behind chunks: the body has it as it came */
	buf_slice(&t->head, line);
	t->head_ended = line.n <= 2;
	t->too_long |= t->head.failed;
	return t->head.failed ? 0 : line.n;
}

static size_t on_body(char *p, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	buf_add(&t->body, p, size * n);
	t->too_long |= t->body.failed;
	return t->body.failed ? 0 : size * n;
}

static int on_debug(CURL *easy, curl_infotype type, char *p, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	(void)easy;
	if (type == CURLINFO_HEADER_OUT) {
		buf_clear(&t->sent);
		buf_add(&t->sent, p, n);
	}
	return 0;
}

/* ---- what it is told ---- */

static void add_header(struct transfer *t, struct slice line)
{
	struct curl_slist *longer = curl_slist_append(t->headers, arena_str(&t->arena, line));
	if (!longer)
		abort();
	t->headers = longer;
}

/* A validator goes back as it came, but never as more than one line. */
static void add_condition(struct transfer *t, const char *name, struct slice value)
{
	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] < ' ')
			return;
	if (value.n)
		add_header(t, arena_printf(&t->arena, "%s: %.*s", name, SLICE_ARG(value)));
}

/* Does this exchange go to where the secrets of the request belong? */
static bool is_home(struct transfer *t)
{
	struct url a, b;
	return url_parse(t->request.home, &t->arena, &a) && url_parse(t->url, &t->arena, &b) &&
		slice_eq_nocase(a.scheme, b.scheme) && slice_eq_nocase(a.host, b.host) &&
		slice_eq(a.port, b.port);
}

/* The proxy's address, so that it is always the proxy that looks names up: what a name means here
 * would go to it unlooked at (guard.h judges where a connection is made). */
static const char *proxy_taken(struct transfer *t)
{
	static const struct {
		const char *scheme, *taken;
	} schemes[] = { { "socks5", "socks5h" }, { "socks4", "socks4a" } };
	struct slice proxy = t->request.proxy;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (url_has_scheme(proxy, schemes[i].scheme))
			proxy = arena_printf(&t->arena, "%s%.*s", schemes[i].taken,
				SLICE_ARG(slice_from(proxy, slice_find_byte(proxy, ':', 0))));
	return arena_str(&t->arena, proxy);
}

static void set_limits(CURL *easy, const struct fetch_options *o)
{
	long timeout = (long)o->timeout_s;
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, timeout);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, timeout / 2 + 1);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)FETCH_SLOW_BYTES);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, timeout / 2 + 1);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)o->max_bytes);
}

static void set_callbacks(struct transfer *t, CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->why);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(easy, CURLOPT_DEBUGDATA, t);
}

static void set_request(struct transfer *t, CURL *easy)
{
	const struct fetch_request *r = &t->request;
	struct slice agent = r->user_agent.n ? r->user_agent : t->options->user_agent;
	curl_easy_setopt(easy, CURLOPT_URL, arena_str(&t->arena, t->url));
	curl_easy_setopt(easy, CURLOPT_USERAGENT, arena_str(&t->arena, agent));
	curl_easy_setopt(easy, CURLOPT_PROXY, proxy_taken(t));
	curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	if (t->options->ca_file.n) {
		const char *file = arena_str(&t->arena, t->options->ca_file);
		curl_easy_setopt(easy, CURLOPT_CAINFO, file);
		curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, file);
	}
	bool home = (r->login.n || r->cookie.n) && !t->is_robots && is_home(t);
	if (r->login.n && home) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		curl_easy_setopt(easy, CURLOPT_USERPWD, arena_str(&t->arena, r->login));
	}
	if (r->cookie.n && home)
		curl_easy_setopt(easy, CURLOPT_COOKIE, arena_str(&t->arena, r->cookie));
	add_header(t, slice_str(accept_encoding));
	add_header(t, slice_str(accept_types));
	if (!t->is_robots) {
		add_condition(t, "If-None-Match", r->etag);
		add_condition(t, "If-Modified-Since", r->last_modified);
	}
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->headers);
}

void transfer_begin(struct transfer *t, CURL *easy)
{
	t->easy = easy;
	t->at = time(NULL);
	t->why[0] = 0;
	t->refused = NULL;
	curl_easy_reset(easy);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
	curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	set_limits(easy, t->options);
	set_callbacks(t, easy);
	set_request(t, easy);
}

/* ---- why it failed ---- */

static const struct {
	CURLcode code;
	const char *words;
} reasons[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, "the address is not http or https" },
	{ CURLE_URL_MALFORMAT, "the address is broken" },
	{ CURLE_COULDNT_RESOLVE_HOST, "no host of this name was found" },
	{ CURLE_COULDNT_RESOLVE_PROXY, "no proxy of this name was found" },
	{ CURLE_COULDNT_CONNECT, "the host cannot be reached" },
	{ CURLE_OPERATION_TIMEDOUT, "no whole answer came in time" },
	{ CURLE_GOT_NOTHING, "the server closed the connection without an answer" },
	{ CURLE_PARTIAL_FILE, "the answer is shorter than its header says" },
	{ CURLE_RECV_ERROR, "the connection broke" },
	{ CURLE_SEND_ERROR, "the connection broke" },
	{ CURLE_FILESIZE_EXCEEDED, "the answer is too long" },
	{ CURLE_PEER_FAILED_VERIFICATION, "the server's certificate is not valid" },
	{ CURLE_SSL_CACERT_BADFILE, "the file of certificates cannot be read" },
	{ CURLE_SSL_CONNECT_ERROR, "no secure connection could be made" },
	{ CURLE_HTTP2, "the server breaks off HTTP/2" },
	{ CURLE_WEIRD_SERVER_REPLY, "the server does not speak HTTP" },
};

struct slice transfer_problem(struct transfer *t, CURLcode code)
{
	if (t->refused)
		return arena_printf(&t->arena, "the address is refused: %s", t->refused);
	if (t->too_long)
		return arena_printf(&t->arena, "the answer is longer than %zu bytes",
			t->head.failed ? t->head.max : t->body.max);
	long proxy_status = 0;
	curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
	if (proxy_status >= 300)
		return arena_printf(&t->arena, "the proxy answers %ld", proxy_status);
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].code == code)
			return slice_str(reasons[i].words);
	return arena_dup(&t->arena, slice_str(*t->why ? t->why : curl_easy_strerror(code)));
}
