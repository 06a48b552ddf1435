/* http: libmicrohttpd on one side, requests and replies on the other. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <poll.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zlib.h>

#include "desk-assets.h"
#include "server/fetching.h"
#include "server/login.h"
#include "server/pictures.h"
#include "server/route.h"
#include "server/stream.h"
#include "text/utf8.h"

enum {
	HEAD_BYTES = 32 << 10,
	GZIP_MIN_BYTES = 1000,
	GZIP_LEVEL = 4,
	TARGET_MAX = 16 << 10,
	/* What may be under way where an answer of many megabytes is begun, and how long that waits
	 * for others who read theirs slowly. */
	ROOM_HELD = 8 << 20, ROOM_WAIT_S = 5
};

/* One request from its first line to the last byte of its answer. */
struct exchange {
	struct work work;
	struct slice target;
	struct buf body;
	struct MHD_Connection *connection; /* while it waits in a line */
	enum waits waits;                  /* that line */
	size_t n_bytes; /* of what it sent or is sent, in memory */
	long held;      /* of these, counted in the server's n_held */
	bool begun, ready;
	struct timespec start;
};

static void *on_target(void *cls, const char *uri, struct MHD_Connection *connection)
{
	(void)connection;
	struct exchange *x = calloc(1, sizeof *x);
	if (!x)
		return NULL;
	x->work.server = cls;
	x->work.out = (struct arena)ARENA_INIT;
	x->body = (struct buf)BUF_INIT(SERVER_MAX_BODY);
	x->work.reply.body = (struct buf)BUF_INIT(SERVER_MAX_ANSWER);
	x->target = arena_dup(&x->work.out, slice_str(uri));
	clock_gettime(CLOCK_MONOTONIC, &x->start);
	return x;
}

/* May it hold `n` bytes more? All together hold no more than SERVER_MAX_HELD, beside what each may
 * hold whatever the others do, so that who sends much keeps nobody from a mark or a page. */
static bool hold(struct exchange *x, size_t n)
{
	struct server *s = x->work.server;
	size_t all = x->n_bytes + n;
	long more = all > SERVER_FREE_HELD ? (long)(all - SERVER_FREE_HELD) - x->held : 0;
	if (atomic_fetch_add(&s->n_held, more) + more > SERVER_MAX_HELD && more) {
		atomic_fetch_sub(&s->n_held, more);
		return false;
	}
	x->n_bytes = all;
	x->held += more;
	return true;
}

static void let_go(struct exchange *x)
{
	struct server *s = x->work.server;
	if (x->held) {
		pthread_mutex_lock(&s->lock);
		atomic_fetch_sub(&s->n_held, x->held);
		pthread_cond_signal(&s->room);
		pthread_mutex_unlock(&s->lock);
	}
	x->held = 0;
	x->n_bytes = 0;
}

/* Before an answer of many megabytes is made: until others of them have gone, for a while. */
static void wait_for_room(struct server *s)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += ROOM_WAIT_S;
	pthread_mutex_lock(&s->lock);
	while (atomic_load(&s->n_held) > ROOM_HELD && !atomic_load(&s->stopping) &&
		pthread_cond_timedwait(&s->room, &s->lock, &until) == 0)
		;
	pthread_mutex_unlock(&s->lock);
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **socket_context,
	enum MHD_ConnectionNotificationCode code)
{
	struct server *s = cls;
	(void)connection;
	(void)socket_context;
	atomic_fetch_add(&s->n_open, code == MHD_CONNECTION_NOTIFY_STARTED ? 1 : -1);
}

static void on_done(void *cls, struct MHD_Connection *connection, void **con_cls,
	enum MHD_RequestTerminationCode code)
{
	struct exchange *x = *con_cls;
	(void)cls;
	(void)connection;
	(void)code;
	if (!x)
		return;
	let_go(x);
	buf_done(&x->body);
	buf_done(&x->work.reply.body);
	arena_done(&x->work.out);
	free(x);
	*con_cls = NULL;
}

/* ---- the request */

static struct slice header_of(struct MHD_Connection *c, const char *name)
{
	return slice_str(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

static enum method method_of(const char *name)
{
	static const char *const names[] = { [METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD",
		[METHOD_POST] = "POST", [METHOD_PUT] = "PUT", [METHOD_OPTIONS] = "OPTIONS" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return (enum method)i;
	return METHOD_OTHER;
}

/* The address of the other side; behind a proxy on this machine the last one that it names. */
static struct slice peer_of(struct MHD_Connection *c, struct arena *out)
{
	enum { ADDRESS_MAX = 64 };
	char text[ADDRESS_MAX] = "-";
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	if (info && info->client_addr->sa_family == AF_INET)
		inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)info->client_addr)->sin_addr,
			text, sizeof text);
	else if (info && info->client_addr->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((struct sockaddr_in6 *)(void *)info->client_addr)->sin6_addr,
			text, sizeof text);
	struct slice peer = slice_str(text), named = header_of(c, "X-Forwarded-For"), piece;
	bool here = slice_starts(peer, SLICE("127.")) || slice_is(peer, "::1");
	while (here && slice_next_piece(&named, ',', &piece))
		peer = slice_sub(slice_trim(piece), 0, ADDRESS_MAX);
	return arena_dup(out, utf8_clean(peer, out));
}

static bool request_read(struct exchange *x, struct MHD_Connection *c, const char *method)
{
	struct request *r = &x->work.request;
	r->method = method_of(method);
	r->host = header_of(c, "Host");
	r->origin = header_of(c, "Origin");
	r->fetch_site = header_of(c, "Sec-Fetch-Site");
	r->authorization = header_of(c, "Authorization");
	r->auth_token = header_of(c, "X-Auth-Token");
	r->accept_language = header_of(c, "Accept-Language");
	r->content_type = header_of(c, "Content-Type");
	r->forwarded_proto = header_of(c, "X-Forwarded-Proto");
	r->if_none_match = header_of(c, "If-None-Match");
	r->takes_gzip = slice_find(header_of(c, "Accept-Encoding"), SLICE("gzip"), 0) != SIZE_MAX;
	r->body = buf_text(&x->body);
	x->work.peer = peer_of(c, &x->work.out);
	request_cookies(r, header_of(c, "Cookie"), &x->work.out);
	return request_target(r, x->target, &x->work.out) &&
		(slice_starts(r->content_type, SLICE("application/json")) ||
			request_form(r, r->body, &x->work.out));
}

/* Of the cookie, else of the browser. */
static enum say_lang language_of(const struct request *r)
{
	struct slice chosen = request_cookie(r, "lang");
	if (!chosen.n)
		chosen = r->accept_language;
	return slice_starts_nocase(chosen, SLICE("id")) ? SAY_INDONESIAN : SAY_ENGLISH;
}

/* ---- the answer */

static void security_headers(struct MHD_Response *r)
{
	static const char *const headers[][2] = {
		{ "Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
			"connect-src 'self'; form-action 'self'; base-uri 'none'; "
			"frame-ancestors 'none'" },
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "same-origin" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
	};
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		MHD_add_response_header(r, headers[i][0], headers[i][1]);
}

/* `in` packed, in memory that free() takes; NULL where it got no smaller. */
static char *gzip_of(struct slice in, size_t *ret_n)
{
	z_stream z = { 0 };
	if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return NULL;
	char *out = malloc(in.n);
	z.next_in = (Bytef *)(uintptr_t)in.p;
	z.avail_in = (uInt)in.n;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)in.n;
	int rc = out ? deflate(&z, Z_FINISH) : Z_MEM_ERROR;
	*ret_n = in.n - z.avail_out;
	deflateEnd(&z);
	char *fits = rc == Z_STREAM_END ? realloc(out, *ret_n) : NULL;
	if (!fits)
		free(out);
	return fits;
}

/* The body as it is sent, where it is worth it and wanted: only that is held from here on. */
static bool body_pack(struct work *w)
{
	struct slice body = buf_text(&w->reply.body);
	bool text = w->reply.type && !slice_starts(slice_str(w->reply.type), SLICE("image/"));
	size_t n = 0;
	char *packed = w->request.takes_gzip && text && body.n >= GZIP_MIN_BYTES
		? gzip_of(body, &n) : NULL;
	if (!packed)
		return false;
	buf_done(&w->reply.body);
	w->reply.body = (struct buf){ packed, n, n, SERVER_MAX_ANSWER, false };
	return true;
}

static struct MHD_Response *body_response(struct work *w, bool packed)
{
	struct slice body = buf_text(&w->reply.body);
	struct MHD_Response *r = MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)body.p,
		body.n ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
	if (!r)
		return NULL;
	if (body.n)
		w->reply.body = (struct buf)BUF_INIT(SERVER_MAX_ANSWER); /* the answer frees it */
	if (packed)
		MHD_add_response_header(r, "Content-Encoding", "gzip");
	MHD_add_response_header(r, "Vary", "Accept-Encoding, Cookie, Accept-Language");
	return r;
}

static struct MHD_Response *asset_response(const struct work *w, const struct asset *a)
{
	bool packed = w->request.takes_gzip;
	struct MHD_Response *r = MHD_create_response_from_buffer(packed ? a->n_gzip : a->n,
		(void *)(uintptr_t)(packed ? a->gzip : a->data), MHD_RESPMEM_PERSISTENT);
	if (packed)
		MHD_add_response_header(r, "Content-Encoding", "gzip");
	MHD_add_response_header(r, "Vary", "Accept-Encoding");
	MHD_add_response_header(r, "Cache-Control", "public, max-age=31536000, immutable");
	return r;
}

/* The tag of a body, of which a browser asks whether it is still that one. */
static bool same_as_before(struct work *w, struct slice body, char tag[static 32])
{
	snprintf(tag, 32, "W/\"%016llx\"", (unsigned long long)slice_hash(body));
	return w->reply.status == 200 &&
		slice_find(w->request.if_none_match, slice_str(tag), 0) != SIZE_MAX;
}

static void log_line(struct exchange *x, const char *method, size_t n)
{
	struct server *s = x->work.server;
	struct timespec now;
	char when[64], line[1200];
	if (!s->options.log)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	double ms = (double)(now.tv_sec - x->start.tv_sec) * 1e3 +
		(double)(now.tv_nsec - x->start.tv_nsec) / 1e6;
	time_t wall = x->work.now;
	struct tm tm;
	strftime(when, sizeof when, "%FT%TZ", gmtime_r(&wall, &tm));
	/* The path alone: what is asked of a search is nobody's business. */
	struct slice path = slice_sub(x->target, 0, 1000);
	path = slice_sub(path, 0, slice_find_byte(path, '?', 0));
	snprintf(line, sizeof line, "%s %.*s %s %.*s %d %zu %.1fms", when,
		SLICE_ARG(x->work.peer), method, SLICE_ARG(path), x->work.reply.status, n, ms);
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	s->options.log(s->options.ctx, line);
}

/* Its body as it will be sent, or another answer where too much is under way. */
static struct MHD_Response *response_of(struct exchange *x, struct MHD_Connection *c,
	char tag[static 32])
{
	struct work *w = &x->work;
	if (w->reply.stream)
		return stream_response(w, c);
	if (w->reply.asset)
		return asset_response(w, w->reply.asset);
	if (same_as_before(w, buf_text(&w->reply.body), tag)) {
		w->reply.status = 304;
		buf_done(&w->reply.body);
	}
	bool packed = body_pack(w);
	if (!hold(x, w->reply.body.n)) {
		w->reply.headers.n = 0;
		w->reply.location = SLICE_NONE;
		packed = false;
		reply_text(w, 503, "too much is under way: ask again in a moment\n");
	}
	return body_response(w, packed);
}

static enum MHD_Result answer(struct exchange *x, struct MHD_Connection *c, const char *method)
{
	struct work *w = &x->work;
	char tag[32] = "";
	buf_done(&x->body);
	let_go(x);
	if (!w->reply.status)
		w->reply.status = 200;
	struct MHD_Response *r = response_of(x, c, tag);
	if (!r)
		return MHD_NO;
	const size_t n_sent = x->n_bytes;
	const char *type = w->reply.asset ? w->reply.asset->type : w->reply.type;
	if (type)
		MHD_add_response_header(r, "Content-Type", type);
	if (!w->reply.asset) {
		MHD_add_response_header(r, "Cache-Control",
			w->reply.cache ? w->reply.cache : "private, no-cache");
		if (*tag && w->reply.status < 400)
			MHD_add_response_header(r, "ETag", tag);
	}
	if (w->reply.location.n)
		MHD_add_response_header(r, "Location", arena_str(&w->out, w->reply.location));
	for (size_t i = 0; i < w->reply.headers.n; i++)
		MHD_add_response_header(r, arena_str(&w->out, w->reply.headers.at[i].name),
			arena_str(&w->out, w->reply.headers.at[i].value));
	security_headers(r);
	atomic_fetch_add(&w->server->n_requests, 1);
	atomic_fetch_add(&w->server->n_bytes, (long)n_sent);
	if (w->reply.status >= 500)
		atomic_fetch_add(&w->server->n_errors, 1);
	log_line(x, method, n_sent);
	enum MHD_Result queued = MHD_queue_response(c, (unsigned)w->reply.status, r);
	MHD_destroy_response(r);
	arena_done(&w->out); /* the other side may take long to read, and MHD has all it needs */
	return queued;
}

/* ---- running a handler */

/* Pages of the database count as the server's memory: few of them, and none mapped. */
static enum err reader_open(struct server *s, struct archive **ret, struct error *e)
{
	struct archive *a;
	TRY(archive_open(s->folder, ARCHIVE_READ, &a, e));
	enum err err = store_be_small(a->store, e);
	*ret = err == OK ? a : archive_close(a);
	return err;
}

static struct archive *reader_take(struct server *s, struct error *e)
{
	struct archive *a = NULL;
	pthread_mutex_lock(&s->lock);
	if (s->n_readers)
		a = s->readers[--s->n_readers];
	pthread_mutex_unlock(&s->lock);
	return a || reader_open(s, &a, e) == OK ? a : NULL;
}

static void reader_give(struct server *s, struct archive *a)
{
	pthread_mutex_lock(&s->lock);
	bool kept = a && s->n_readers < SERVER_READERS;
	if (kept)
		s->readers[s->n_readers++] = a;
	pthread_mutex_unlock(&s->lock);
	if (!kept)
		archive_close(a);
}

static int status_of(enum err err)
{
	switch (err) {
	case ERR_USAGE:
	case ERR_SYNTAX:
	case ERR_INPUT:
		return 400;
	case ERR_LIMIT:
		return 413;
	case ERR_NOT_FOUND:
		return 404;
	case ERR_BUSY:
		return 503;
	default:
		return 500;
	}
}

static const struct asset *asset_find(struct slice path)
{
	for (size_t i = 0; i < N_ASSETS; i++)
		if (slice_is(path, assets[i].path))
			return &assets[i];
	return NULL;
}

static void run(struct work *w)
{
	struct error why = { 0 };
	int status = 403;
	const char *refused = "";
	bool other = false;
	w->reply.asset = asset_find(w->request.path);
	if (w->reply.asset)
		return;
	if (login_who(w, &why) != OK) {
		reply_text(w, 503, why.msg);
		return;
	}
	if (!access_check(w, &status, &refused)) {
		reply_text(w, status, refused);
		return;
	}
	struct archive *archive = reader_take(w->server, &why);
	if (!archive) {
		reply_text(w, 503, why.msg);
		return;
	}
	w->store = archive->store;
	const struct route *route =
		route_find(w->request.method, w->request.path, &w->rest, &other);
	enum err err = OK;
	if (!route)
		err = page_error(w, other ? 405 : 404, SLICE(""));
	else if (w->who.role < route->needs)
		err = page_refused(w);
	else if (route->form && !access_form_ok(w))
		err = page_error(w, 403, SLICE("this page is too old: load it again"));
	else
		err = route->run(w, &why);
	if (err == OK && w->reply.body.failed)
		err = fail(&why, ERR_LIMIT, "the answer is too large");
	if (err != OK)
		err = page_error(w, status_of(err), slice_str(why.msg));
	if (err != OK)
		reply_text(w, 500, "the archive cannot be read");
	reader_give(w->server, archive);
}

/* ---- handlers that may have to wait: they must not hold up who shares their thread
 *
 * Some wait for the network. Whoever takes articles in holds the database for seconds at a time, so
 * what is sent rather than asked for waits, too. One password is looked at at a time, since that
 * takes 32 MiB and a core; and one answer of many megabytes is written at a time. What looks at
 * thousands of articles is done in few threads: more at once would be no faster, and take more. */

static const struct {
	size_t threads, most;
} queues[N_WAITS] = {
	[WAITS_FOR_NETWORK] = { 8, 64 },
	[WAITS_FOR_WRITER] = { 4, 1024 },
	[WAITS_FOR_PASSWORD] = { 1, 256 },
	[WAITS_FOR_ROOM] = { 1, 64 },
	[WAITS_FOR_CORE] = { 3, 1024 },
};

static void run_waiting(void *job)
{
	struct exchange *x = job;
	if (x->waits == WAITS_FOR_ROOM)
		wait_for_room(x->work.server);
	run(&x->work);
	x->ready = true;
	MHD_resume_connection(x->connection); /* the exchange may be gone from here on */
}

static void wait_in_line(struct exchange *x, struct MHD_Connection *c, enum waits what)
{
	x->connection = c;
	x->waits = what;
	MHD_suspend_connection(c);
	if (waiting_add(x->work.server->waiting[what], x))
		return;
	reply_text(&x->work, 503, "too much is asked for at once: try again\n");
	x->ready = true;
	MHD_resume_connection(c);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url,
	const char *method, const char *version, const char *upload, size_t *upload_size,
	void **con_cls)
{
	struct exchange *x = *con_cls;
	(void)cls;
	(void)url;
	(void)version;
	if (!x)
		return MHD_NO;
	if (!x->begun) {
		int64_t length;
		x->begun = true;
		x->work.now = time(NULL);
		if (slice_to_int(header_of(c, "Content-Length"), &length) &&
			length > SERVER_MAX_BODY) {
			reply_text(&x->work, 413, "too much at once\n");
			return answer(x, c, method);
		}
		return MHD_YES;
	}
	if (*upload_size) {
		bool room = hold(x, *upload_size);
		if (room)
			buf_add(&x->body, upload, *upload_size);
		*upload_size = 0;
		return room && !x->body.failed ? MHD_YES : MHD_NO;
	}
	if (x->ready)
		return answer(x, c, method);
	if (x->target.n > TARGET_MAX) {
		reply_text(&x->work, 414, "the address is too long\n");
	} else if (!request_read(x, c, method)) {
		reply_text(&x->work, 400, "this is no request that can be answered here\n");
	} else {
		x->work.say.lang = language_of(&x->work.request);
		enum waits waits = route_waits(&x->work.request);
		if (waits != WAITS_NOT) {
			wait_in_line(x, c, waits);
			return MHD_YES;
		}
		run(&x->work);
	}
	return answer(x, c, method);
}

/* ---- starting and stopping */

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static enum err address_read(const struct server_options *o, bool users, union address *ret,
	struct error *e)
{
	*ret = (union address){ 0 };
	bool loopback;
	if (inet_pton(AF_INET, o->address, &ret->v4.sin_addr) == 1) {
		ret->v4.sin_family = AF_INET;
		ret->v4.sin_port = htons((uint16_t)o->port);
		loopback = ntohl(ret->v4.sin_addr.s_addr) >> 24 == 127;
	} else if (inet_pton(AF_INET6, o->address, &ret->v6.sin6_addr) == 1) {
		ret->v6.sin6_family = AF_INET6;
		ret->v6.sin6_port = htons((uint16_t)o->port);
		loopback = IN6_IS_ADDR_LOOPBACK(&ret->v6.sin6_addr);
	} else {
		return fail(e, ERR_USAGE, "'%s' is no IP address", o->address);
	}
	if (!loopback && !o->is_public && !users)
		return fail(e, ERR_USAGE, "'%s' can be reached from other machines: only with "
			"users (warta user add), or with --public, which lets everybody read",
			o->address);
	return OK;
}

static enum err lines_open(struct server *s, struct error *e)
{
	for (int i = WAITS_NOT + 1; i < N_WAITS; i++)
		if (!(s->waiting[i] = waiting_start(queues[i].threads, queues[i].most,
			      run_waiting)))
			return fail(e, ERR_LIMIT, "no more threads can be made");
	return OK;
}

static enum err wait_for_end(struct server *s, const union address *a, int stop_fd, struct error *e)
{
	struct MHD_OptionItem more[] = {
		{ MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEAD_BYTES, NULL },
		{ MHD_OPTION_CONNECTION_LIMIT, SERVER_MAX_CONNECTIONS, NULL },
		{ MHD_OPTION_CONNECTION_TIMEOUT, SERVER_IDLE_S, NULL },
		{ MHD_OPTION_THREAD_POOL_SIZE, SERVER_THREADS, NULL },
		{ MHD_OPTION_END, 0, NULL },
	};
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME;
	if (a->any.sa_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	struct MHD_Daemon *d = MHD_start_daemon(flags, (uint16_t)s->options.port, NULL, NULL,
		on_request, s, MHD_OPTION_SOCK_ADDR, &a->any, MHD_OPTION_URI_LOG_CALLBACK,
		on_target, s, MHD_OPTION_NOTIFY_COMPLETED, on_done, s,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_ARRAY, more,
		MHD_OPTION_END);
	if (!d)
		return fail_sys(e, ERR_IO, errno, "cannot listen at '%s' port %d",
			s->options.address, s->options.port);
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT);
	char url[128];
	snprintf(url, sizeof url,
		a->any.sa_family == AF_INET6 ? "http://[%s]:%d/" : "http://%s:%d/",
		s->options.address, info ? info->port : s->options.port);
	if (s->options.ready)
		s->options.ready(s->options.ctx, url);
	struct pollfd p = { .fd = stop_fd, .events = POLLIN };
	while (poll(&p, 1, -1) < 0 && errno == EINTR)
		;
	atomic_store(&s->stopping, true);
	fetching_end(s->fetching);
	for (int i = WAITS_NOT + 1; i < N_WAITS; i++)
		waiting_end(s->waiting[i]);
	MHD_stop_daemon(d);
	return OK;
}

static enum err has_users(const char *folder, bool *ret, struct error *e)
{
	struct arena local = ARENA_INIT;
	struct accounts all = { 0 };
	enum err err = account_list(folder, &local, &all, e);
	*ret = all.users.n > 0;
	arena_done(&local);
	/* Opening the archive says better what is missing. */
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err server_run(const char *folder, const struct server_options *options, int stop_fd,
	struct error *e)
{
	struct server s = { .folder = folder, .options = *options, .started_at = time(NULL),
		.lock = PTHREAD_MUTEX_INITIALIZER, .room = PTHREAD_COND_INITIALIZER,
		.write_lock = PTHREAD_MUTEX_INITIALIZER };
	union address address;
	struct archive *first = NULL;
	bool users;
	TRY(has_users(folder, &users, e));
	TRY(address_read(options, users, &address, e));
	/* An archive of an older warta is brought up to date by whoever may write. */
	bool changes = users || !options->is_public;
	if (changes && (archive_open(folder, ARCHIVE_TAG, &s.writer, NULL) != OK ||
			       store_be_small(s.writer->store, NULL) != OK))
		s.writer = archive_close(s.writer);
	TRY(reader_open(&s, &first, e));
	reader_give(&s, first);
	s.logins = login_start(folder);
	s.fetching = fetching_new(&s);
	s.streams = streams_new();
	enum err err = picture_key(folder, s.picture_key, e);
	access_secret(&s);
	if (err == OK)
		err = lines_open(&s, e);
	if (err == OK)
		err = wait_for_end(&s, &address, stop_fd, e);
	for (int i = WAITS_NOT + 1; i < N_WAITS; i++)
		waiting_free(s.waiting[i]);
	fetching_free(s.fetching);
	streams_free(s.streams);
	while (s.n_readers)
		archive_close(s.readers[--s.n_readers]);
	archive_close(s.writer);
	login_stop(s.logins);
	for (size_t i = 0; i < MAX_UNDO; i++)
		free(s.undos[i].ids);
	return err;
}
