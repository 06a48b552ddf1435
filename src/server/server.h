/* server: the archive at an address: the desk for browsers, the Google Reader API for clients.
 *
 * HTTP/1.1 by libmicrohttpd (epoll, a few threads). What is sent rather than asked for, and what is
 * large, is done in threads of its own, so that it holds up nobody else. Each request has an
 * arena and a database connection for reading of its own; all that changes marks goes through one
 * writing connection behind a mutex. A page is a value (layout.h) that a template of
 * assets/templates writes; text of articles is escaped by its type (put.h). docs/desk.md says what
 * is where, and why it is safe.
 *
 * Limits: a request's head 32 KiB, its body SERVER_MAX_BODY, an answer SERVER_MAX_ANSWER bytes, all
 * of those under way SERVER_MAX_HELD beside SERVER_FREE_HELD of each: what goes beyond is closed or
 * answered 503; SERVER_MAX_CONNECTIONS at once, each closed after SERVER_IDLE_S seconds without a
 * byte. */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "fetch/guard.h"

enum {
	SERVER_MAX_HELD = 64 << 20,   /* of all requests and answers under way together, */
	SERVER_FREE_HELD = 64 << 10,  /* but for so much of each */
	SERVER_MAX_BODY = 8 << 20,    /* 10,000 item ids of a reader's client are 600 kB */
	SERVER_MAX_ANSWER = 64 << 20, /* 200,000 item references are 15 MB */
	SERVER_MAX_CONNECTIONS = 1500,
	SERVER_IDLE_S = 30
};

struct server_options {
	const char *address; /* IPv4 or IPv6 in digits */
	int port;            /* 0: any that is free */
	bool is_public;      /* everybody may read; else, where there are users, only they */
	const char *hub;     /* WebSub hub that feeds name; may be NULL */
	struct guard guard;  /* what pictures and feeds may be fetched from */
	void *ctx;
	/* Both may be NULL: the address, "http://127.0.0.1:7300/"; a line a request, any thread. */
	void (*ready)(void *ctx, const char *url);
	void (*log)(void *ctx, const char *line);
};

/* Serve the archive in `folder` until something can be read from `stop_fd`; requests that have
 * begun are answered. ERR_USAGE: the address is none, or not loopback while the desk is
 * not public and has no users. */
enum err server_run(const char *folder, const struct server_options *options, int stop_fd,
	struct error *e) MUST_USE;

#endif
