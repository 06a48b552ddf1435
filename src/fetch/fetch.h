/* fetch: HTTP(S) GET, hundreds of transfers at once and few for each host.
 *
 * Touches the network (libcurl) and the clock, knows nothing of the archive. Every exchange of a
 * request and a response is handed out as its bytes went over the wire (content codings and chunks
 * are not undone), so that it can be kept: redirects and robots.txt too.
 *
 * Politeness: between two requests to a host stand `host_delay_ms`, also over redirects; a host
 * that answers 429 or 503 with Retry-After is left alone for that long (at most
 * FETCH_MAX_HOST_WAIT_S; what waits for it fails). With `robots`, robots.txt (RFC 9309) is asked
 * for first. No cookies but those given, nothing from ~/.netrc or the environment's proxies.
 *
 * Safety: http and https only; every address is looked at when the connection to it is made
 * (guard.h), so that neither a redirect nor a name that changes its address leads inside. A body is
 * bounded in size, time and slowness. With a proxy, that one resolves names: only addresses
 * written as such are looked at, in whatever writing, and names of this machine. */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include "base/error.h"
#include "fetch/guard.h"
#include "fetch/reply.h"

enum {
	FETCH_MAX_REDIRECTS = 10,
	FETCH_MAX_HEAD = 256 << 10,       /* bytes of a response's header */
	FETCH_MAX_HOST_WAIT_S = 120,      /* Retry-After within one run */
	FETCH_SLOW_BYTES = 16,            /* less a second for half the time-out is too slow */
	FETCH_ROBOTS_HOURS = 24           /* RFC 9309: not longer in use */
};

struct fetch_options {
	struct guard guard;
	struct slice user_agent;     /* of requests that name none */
	struct slice robots_agent;   /* our product token in robots.txt */
	size_t max_bytes;            /* of a body on the wire */
	unsigned timeout_s;          /* of one exchange */
	unsigned host_delay_ms;      /* between the beginnings of two requests to a host */
	unsigned max_per_host, max_transfers;
	struct slice ca_file;        /* certificates (PEM) that are trusted beside the system's */
};

/* Copied by fetch_add. Empty slices: not so. */
struct fetch_request {
	struct slice url;
	struct slice etag, last_modified; /* for a conditional request */
	struct slice user_agent;
	struct slice login, cookie;       /* "user:password" (Basic); a Cookie as it is sent */
	struct slice home;                /* whose scheme, host and port alone get the two */
	struct slice proxy;
	bool robots;                      /* ask robots.txt first */
	void *ctx;
};

enum fetch_outcome {
	FETCH_ANSWERED,  /* a whole response, of whatever status */
	FETCH_FAILED,    /* none: `problem` says why */
	FETCH_REFUSED    /* by the guard, by robots.txt, or by its scheme */
};

struct fetch_exchange {
	void *ctx;                /* of the request */
	struct slice asked;       /* the address that was asked for first */
	struct slice url;         /* the address of this exchange */
	bool is_robots;           /* a host's robots.txt, which nobody asked for; no `ctx` */
	bool last;                /* no further exchange for this request follows */
	bool permanent;           /* every redirect up to here was one for good */
	enum fetch_outcome outcome;
	struct slice problem;     /* a sentence without full stop, unless answered */
	struct slice request;     /* head as sent, without login and cookie */
	struct slice head;        /* status line and header lines, with the blank line */
	struct slice body;        /* as it came */
	struct reply reply;       /* of `head` */
	struct slice ip;          /* that was connected to */
	int64_t at;               /* when it was asked, Unix seconds */
	int64_t took_ms;          /* from then to its end; 0 where it never began */
};

/* What lies in `x` lives until this returns. An error ends fetch_step with it. */
typedef enum err (*fetch_fn)(void *ctx, const struct fetch_exchange *x, struct error *e);

struct fetch;

/* As warta asks unless told otherwise: by its name, two requests to a host at once and a second
 * between two, 128 altogether, a minute and 32 MiB each; the guard lets nothing inside. */
struct fetch_options fetch_defaults(void);

enum err fetch_open(const struct fetch_options *options, fetch_fn fn, void *ctx,
	struct fetch **ret, struct error *e) MUST_USE;
/* Drops what is under way, without a word to the callback. Takes NULL, returns NULL. */
struct fetch *fetch_close(struct fetch *f);

/* Queue a request. It is answered through the callback, from within fetch_step. */
void fetch_add(struct fetch *f, const struct fetch_request *request);

/* Begin what may begin, and wait at most `wait_ms` for something to happen. */
enum err fetch_step(struct fetch *f, unsigned wait_ms, struct error *e) MUST_USE;

/* The address that has been waited for the longest, and how long; empty where none is. It lives
 * until the next call. */
struct slice fetch_slowest(const struct fetch *f, int64_t *ret_ms);

/* Requests queued or under way. */
size_t fetch_pending(const struct fetch *f);

/* Drop what has not begun. */
void fetch_cancel_queued(struct fetch *f);

#endif
