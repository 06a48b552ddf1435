/* fetch: queues of hosts, and libcurl's multi interface. A host's queue is in the order of asking;
 * a redirect goes to the front of its host's. */
#include "fetch/fetch.h"

#include <stdlib.h>
#include <time.h>

#include "base/map.h"
#include "base/monotonic.h"
#include "fetch/robots.h"
#include "fetch/transfer.h"
#include "url/url.h"
#include "warc/warc.h"

enum robots_state { ROBOTS_UNKNOWN, ROBOTS_ASKED, ROBOTS_KNOWN, ROBOTS_UNREACHABLE };

struct host {
	struct host *next;           /* of those with a queue */
	bool listed;
	struct slice key;            /* name and port */
	struct transfer *first, *last;
	unsigned n_active;
	int64_t next_ms;             /* not before: monotonic */
	enum robots_state robots_state;
	int64_t robots_ms;           /* when they were learned */
	struct arena robots_arena;
	struct robots robots;
};

struct fetch {
	struct fetch_options options;
	fetch_fn fn;
	void *ctx;
	CURLM *multi;
	struct arena arena;          /* hosts */
	struct map hosts;
	LIST(struct host *) all;
	struct host *listed;
	LIST(CURL *) idle;
	LIST(struct transfer *) active;
	size_t n_queued;
};

struct fetch_options fetch_defaults(void)
{
	return (struct fetch_options){
		.user_agent = SLICE("warta/" WARTA_VERSION " (news archive)"),
		.robots_agent = SLICE("warta"),
		.max_bytes = 32 << 20,
		.timeout_s = 60,
		.host_delay_ms = 1000,
		.max_per_host = 2,
		.max_transfers = 128,
	};
}

enum err fetch_open(const struct fetch_options *options, fetch_fn fn, void *ctx,
	struct fetch **ret, struct error *e)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return fail(e, ERR_IO, "libcurl cannot be used");
	struct fetch *f = calloc(1, sizeof *f);
	if (!f || !(f->multi = curl_multi_init()))
		abort();
	f->options = *options;
	f->options.user_agent = arena_dup(&f->arena, options->user_agent);
	f->options.robots_agent = arena_dup(&f->arena, options->robots_agent);
	f->options.ca_file = arena_dup(&f->arena, options->ca_file);
	f->fn = fn;
	f->ctx = ctx;
	curl_multi_setopt(f->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
	curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, (long)options->max_transfers);
	*ret = f;
	return OK;
}

void fetch_cancel_queued(struct fetch *f)
{
	for (size_t i = 0; i < f->all.n; i++) {
		struct host *h = f->all.at[i];
		while (h->first) {
			struct transfer *t = h->first;
			h->first = t->next;
			transfer_free(t);
			f->n_queued--;
		}
		h->last = NULL;
	}
}

struct fetch *fetch_close(struct fetch *f)
{
	if (!f)
		return NULL;
	fetch_cancel_queued(f);
	for (size_t i = 0; i < f->active.n; i++) {
		struct transfer *t = f->active.at[i];
		curl_multi_remove_handle(f->multi, t->easy);
		curl_easy_cleanup(t->easy);
		transfer_free(t);
	}
	for (size_t i = 0; i < f->idle.n; i++)
		curl_easy_cleanup(f->idle.at[i]);
	for (size_t i = 0; i < f->all.n; i++)
		arena_done(&f->all.at[i]->robots_arena);
	curl_multi_cleanup(f->multi);
	arena_done(&f->arena);
	free(f);
	return NULL;
}

size_t fetch_pending(const struct fetch *f)
{
	return f->n_queued + f->active.n;
}

struct slice fetch_slowest(const struct fetch *f, int64_t *ret_ms)
{
	const struct transfer *slowest = NULL;
	for (size_t i = 0; i < f->active.n; i++)
		if (!slowest || f->active.at[i]->began_ms < slowest->began_ms)
			slowest = f->active.at[i];
	*ret_ms = slowest ? monotonic_ms() - slowest->began_ms : 0;
	return slowest ? slowest->url : SLICE_NONE;
}

/* ---- queues ---- */

static struct host *host_of(struct fetch *f, struct slice url)
{
	struct arena scratch = ARENA_INIT;
	struct url u = { 0 };
	struct slice key = url_host(url, &scratch);
	if (url_parse(url, &scratch, &u) && u.port.n)
		key = arena_printf(&scratch, "%.*s:%.*s", SLICE_ARG(key), SLICE_ARG(u.port));
	struct map_slot *slot = map_find(&f->hosts, key);
	if (!slot) {
		struct host *h = arena_new(&f->arena, struct host);
		h->key = arena_dup(&f->arena, key.n ? key : SLICE("."));
		slot = map_at(&f->hosts, &f->arena, h->key);
		slot->ptr = h;
		*list_add(&f->arena, &f->all) = h;
	}
	struct host *h = slot->ptr;
	arena_done(&scratch);
	return h;
}

static void enqueue(struct fetch *f, struct transfer *t, bool in_front)
{
	struct host *h = t->host = host_of(f, t->url);
	t->next = in_front ? h->first : NULL;
	if (in_front || !h->first) {
		if (!h->first)
			h->last = t;
		h->first = t;
	} else {
		h->last->next = t;
		h->last = t;
	}
	f->n_queued++;
	if (!h->listed) {
		h->listed = true;
		h->next = f->listed;
		f->listed = h;
	}
}

void fetch_add(struct fetch *f, const struct fetch_request *request)
{
	struct transfer *t = transfer_new(&f->options);
	struct fetch_request *r = &t->request;
	*r = *request;
	struct slice *const all[] = { &r->url, &r->etag, &r->last_modified, &r->user_agent,
		&r->login, &r->cookie, &r->home, &r->proxy };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		*all[i] = arena_dup(&t->arena, *all[i]);
	size_t hash = slice_find_byte(r->url, '#', 0);
	t->url = slice_sub(r->url, 0, hash);
	enqueue(f, t, false);
}

/* ---- handing out ---- */

/* The head that was sent, without what is a secret. */
static struct slice without_secrets(struct slice sent, struct arena *out)
{
	char *to = arena_bytes(out, sent.n + 1);
	size_t n = 0;
	struct slice line, rest = sent;
	while (rest.n) {
		size_t end = slice_find_byte(rest, '\n', 0);
		line = slice_sub(rest, 0, end == SIZE_MAX ? rest.n : end + 1);
		rest = slice_from(rest, line.n);
		if (slice_starts_nocase(line, SLICE("Authorization:")) ||
			slice_starts_nocase(line, SLICE("Cookie:")) ||
			slice_starts_nocase(line, SLICE("Proxy-Authorization:")))
			continue;
		memcpy(to + n, line.p, line.n);
		n += line.n;
	}
	return slice_of(to, n);
}

static enum err hand_out(struct fetch *f, struct transfer *t, enum fetch_outcome outcome,
	struct slice problem, bool last, const struct reply *reply, struct error *e)
{
	struct fetch_exchange x = {
		.ctx = t->is_robots ? NULL : t->request.ctx, .asked = t->request.url,
		.url = t->url, .is_robots = t->is_robots, .last = last,
		.permanent = t->permanent, .outcome = outcome, .problem = problem, .at = t->at,
	};
	if (!t->at)
		x.at = time(NULL);
	else
		x.took_ms = monotonic_ms() - t->began_ms;
	char *ip = NULL;
	if (outcome == FETCH_ANSWERED) {
		x.request = without_secrets(buf_text(&t->sent), &t->arena);
		x.head = buf_text(&t->head);
		x.body = buf_text(&t->body);
		x.reply = *reply;
		curl_easy_getinfo(t->easy, CURLINFO_PRIMARY_IP, &ip);
		x.ip = slice_str(ip);
	}
	return f->fn(f->ctx, &x, e);
}

/* A request that ends before it began. */
static enum err turn_down(struct fetch *f, struct transfer *t, enum fetch_outcome outcome,
	struct slice problem, struct error *e)
{
	enum err err = hand_out(f, t, outcome, problem, true, NULL, e);
	transfer_free(t);
	return err;
}

/* ---- robots.txt ---- */

static void ask_robots(struct fetch *f, struct host *h, const struct transfer *for_whom)
{
	struct transfer *t = transfer_new(&f->options);
	t->is_robots = true;
	t->request.proxy = arena_dup(&t->arena, for_whom->request.proxy);
	t->request.user_agent = arena_dup(&t->arena, for_whom->request.user_agent);
	t->url = url_resolve(SLICE("/robots.txt"), for_whom->url, &t->arena);
	t->request.url = t->url;
	h->robots_state = ROBOTS_ASKED;
	enqueue(f, t, true);
	t->host = h;
}

/* RFC 9309, 2.3.1: 4xx is "no rules", 5xx and no answer "nothing is allowed". */
static void learn_robots(struct fetch *f, struct transfer *t, bool answered,
	const struct reply *reply)
{
	struct host *h = host_of(f, t->request.url);
	h->robots_ms = monotonic_ms();
	arena_reset(&h->robots_arena);
	h->robots = (struct robots){ 0 };
	h->robots_state = ROBOTS_KNOWN;
	if (!answered || reply->status >= 500) {
		h->robots_state = ROBOTS_UNREACHABLE;
	} else if (reply->status < 300) {
		struct buf whole = BUF_INIT(f->options.max_bytes + FETCH_MAX_HEAD);
		struct http_message m;
		buf_slice(&whole, buf_text(&t->head));
		buf_slice(&whole, buf_text(&t->body));
		if (warc_http(buf_text(&whole), ROBOTS_MAX_BYTES * 8, &t->arena, &m, NULL) == OK)
			robots_read(m.body, f->options.robots_agent, &h->robots_arena, &h->robots);
		buf_done(&whole);
	}
}

/* ---- the end of an exchange ---- */

/* Where a redirect leads; empty where it leads nowhere that we go. */
static struct slice redirect_target(struct transfer *t, const struct reply *reply)
{
	if (!reply_is_redirect(reply->status) || !reply->location.n)
		return SLICE_NONE;
	struct slice to = url_resolve(reply->location, t->url, &t->arena);
	return slice_sub(to, 0, slice_find_byte(to, '#', 0));
}

static void be_patient(struct host *h, const struct reply *reply)
{
	if ((reply->status != 429 && reply->status != 503) || reply->retry_after_s <= 0)
		return;
	int64_t until = monotonic_ms() + reply->retry_after_s * 1000;
	if (h->next_ms < until)
		h->next_ms = until;
}

static enum err end_answered(struct fetch *f, struct transfer *t, bool *ret_goes_on,
	struct error *e)
{
	struct reply reply;
	reply_read(buf_text(&t->head), t->at, &t->arena, &reply);
	be_patient(t->host, &reply);
	struct slice to = redirect_target(t, &reply);
	bool web = url_has_scheme(to, "http") || url_has_scheme(to, "https");
	bool on = to.n && web && t->n_redirects < FETCH_MAX_REDIRECTS;
	struct slice problem = SLICE_NONE;
	enum fetch_outcome outcome = FETCH_ANSWERED;
	TRY(hand_out(f, t, outcome, problem, !to.n, &reply, e));
	if (t->is_robots && !on)
		learn_robots(f, t, !to.n, &reply);
	if (!to.n)
		return OK;
	if (!on) {
		t->at = 0;
		problem = web ? SLICE("too many redirects")
			      : SLICE("a redirect leads away from http and https");
		outcome = web ? FETCH_FAILED : FETCH_REFUSED;
		return t->is_robots ? OK : hand_out(f, t, outcome, problem, true, NULL, e);
	}
	t->permanent = t->permanent && reply_is_permanent(reply.status);
	t->n_redirects++;
	t->url = to;
	*ret_goes_on = true;
	return OK;
}

static void rewind_transfer(struct transfer *t)
{
	curl_slist_free_all(t->headers);
	t->headers = NULL;
	t->easy = NULL;
	buf_clear(&t->sent);
	buf_clear(&t->head);
	buf_clear(&t->body);
	t->head_ended = t->too_long = false;
}

static enum err end_exchange(struct fetch *f, struct transfer *t, CURLcode code, struct error *e)
{
	bool goes_on = false;
	enum err err;
	CURL *easy = t->easy;
	t->host->n_active--;
	if (code == CURLE_OK) {
		err = end_answered(f, t, &goes_on, e);
	} else {
		if (t->is_robots)
			learn_robots(f, t, false, NULL);
		bool refused = t->refused || code == CURLE_UNSUPPORTED_PROTOCOL;
		err = hand_out(f, t, refused ? FETCH_REFUSED : FETCH_FAILED,
			transfer_problem(t, code), true, NULL, e);
	}
	curl_multi_remove_handle(f->multi, easy);
	*list_add(&f->arena, &f->idle) = easy;
	for (size_t i = 0; i < f->active.n; i++)
		if (f->active.at[i] == t)
			f->active.at[i] = f->active.at[--f->active.n];
	if (goes_on && err == OK) {
		rewind_transfer(t);
		enqueue(f, t, true);
	} else {
		transfer_free(t);
	}
	return err;
}

/* ---- beginning ---- */

/* The host as libcurl takes it: percent-encoding, full-width digits and the like undone. */
static struct slice host_taken(struct transfer *t)
{
	struct slice host = SLICE_NONE;
	char *text = NULL;
	CURLU *u = curl_url();
	if (u && curl_url_set(u, CURLUPART_URL, arena_str(&t->arena, t->url), 0) == CURLUE_OK &&
		curl_url_get(u, CURLUPART_HOST, &text, CURLU_PUNYCODE) == CURLUE_OK)
		host = arena_dup(&t->arena, slice_str(text));
	curl_free(text);
	curl_url_cleanup(u);
	return host;
}

static enum err begin(struct fetch *f, struct host *h, struct transfer *t, struct error *e)
{
	if (!url_has_scheme(t->url, "http") && !url_has_scheme(t->url, "https"))
		return turn_down(f, t, FETCH_REFUSED, SLICE("the address is not http or https"), e);
	const char *kind = guard_refuses_host(&f->options.guard, host_taken(t));
	if (kind) {
		struct slice why = arena_printf(&t->arena, "the address is refused: %s", kind);
		if (t->is_robots)
			learn_robots(f, t, false, NULL);
		return turn_down(f, t, FETCH_REFUSED, why, e);
	}
	CURL *easy = f->idle.n ? f->idle.at[--f->idle.n] : curl_easy_init();
	if (!easy)
		abort();
	transfer_begin(t, easy);
	t->began_ms = monotonic_ms();
	if (curl_multi_add_handle(f->multi, easy) != CURLM_OK)
		abort();
	*list_add(&f->arena, &f->active) = t;
	h->n_active++;
	int64_t delay = f->options.host_delay_ms;
	if (h->robots.delay_s && delay)
		delay = delay > h->robots.delay_s * 1000 ? delay : h->robots.delay_s * 1000;
	h->next_ms = monotonic_ms() + delay;
	return OK;
}

/* May the first of the queue go? False where it has to wait; it may have been answered. */
static enum err robots_pass(struct fetch *f, struct host *h, bool *ret_pass, struct error *e)
{
	struct transfer *t = h->first;
	*ret_pass = true;
	if (!t->request.robots || t->is_robots)
		return OK;
	bool old = monotonic_ms() - h->robots_ms > (int64_t)FETCH_ROBOTS_HOURS * 3600 * 1000;
	if (h->robots_state == ROBOTS_UNKNOWN || (h->robots_state != ROBOTS_ASKED && old)) {
		ask_robots(f, h, t);
		return OK; /* which stands first now */
	}
	*ret_pass = h->robots_state == ROBOTS_KNOWN && robots_allow(&h->robots, t->url);
	if (*ret_pass || h->robots_state == ROBOTS_ASKED)
		return OK;
	h->first = t->next;
	f->n_queued--;
	return turn_down(f, t, FETCH_REFUSED,
		h->robots_state == ROBOTS_KNOWN ? SLICE("robots.txt does not allow it")
						: SLICE("robots.txt cannot be read"), e);
}

/* A host that wants more patience than we have is not waited for. */
static enum err give_up_waiting(struct fetch *f, struct host *h, struct error *e)
{
	while (h->first) {
		struct transfer *t = h->first;
		h->first = t->next;
		f->n_queued--;
		TRY(turn_down(f, t, FETCH_FAILED,
			SLICE("the host asks for patience (Retry-After)"), e));
	}
	return OK;
}

static enum err begin_of_host(struct fetch *f, struct host *h, int64_t now, struct error *e)
{
	if (h->next_ms - now > (int64_t)FETCH_MAX_HOST_WAIT_S * 1000)
		TRY(give_up_waiting(f, h, e));
	while (h->first && h->n_active < f->options.max_per_host && h->next_ms <= now &&
		f->active.n < f->options.max_transfers) {
		bool pass = true;
		struct transfer *first = h->first;
		TRY(robots_pass(f, h, &pass, e));
		if (!pass && h->first == first)
			break; /* robots.txt is under way */
		if (!pass)
			continue;
		struct transfer *t = h->first;
		h->first = t->next;
		f->n_queued--;
		TRY(begin(f, h, t, e));
	}
	if (!h->first)
		h->last = NULL;
	return OK;
}

/* Begin what may, and say how long nothing more can. */
static enum err begin_all(struct fetch *f, unsigned *wait_ms, struct error *e)
{
	int64_t now = monotonic_ms();
	struct host *rest = f->listed;
	f->listed = NULL; /* an answer may bring new hosts */
	while (rest) {
		struct host *h = rest;
		rest = h->next;
		TRY(begin_of_host(f, h, now, e));
		h->listed = h->first != NULL;
		if (!h->listed)
			continue;
		h->next = f->listed;
		f->listed = h;
		if (h->next_ms > now && h->next_ms - now < *wait_ms)
			*wait_ms = (unsigned)(h->next_ms - now);
	}
	return OK;
}

static enum err take_messages(struct fetch *f, struct error *e)
{
	CURLMsg *m;
	int left;
	while ((m = curl_multi_info_read(f->multi, &left)) != NULL) {
		struct transfer *t = NULL;
		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&t);
		TRY(end_exchange(f, t, m->data.result, e));
	}
	return OK;
}

enum err fetch_step(struct fetch *f, unsigned wait_ms, struct error *e)
{
	int running;
	TRY(begin_all(f, &wait_ms, e));
	if (curl_multi_perform(f->multi, &running) != CURLM_OK)
		return fail(e, ERR_IO, "libcurl failed");
	size_t before = fetch_pending(f);
	TRY(take_messages(f, e));
	if (fetch_pending(f) != before || !wait_ms)
		return OK;
	if (curl_multi_poll(f->multi, NULL, 0, (int)wait_ms, NULL) != CURLM_OK)
		return fail(e, ERR_IO, "libcurl cannot wait");
	if (curl_multi_perform(f->multi, &running) != CURLM_OK)
		return fail(e, ERR_IO, "libcurl failed");
	return take_messages(f, e);
}
