/* transfer: one request on its way, and libcurl's handle for it. Only for the parts of this
 * module. */
#ifndef FETCH_TRANSFER_H
#define FETCH_TRANSFER_H

#include <curl/curl.h>

#include "base/buf.h"
#include "fetch/fetch.h"

struct host;

struct transfer {
	struct transfer *next;        /* in its host's queue */
	const struct fetch_options *options;
	struct arena arena;
	struct fetch_request request; /* in `arena` */
	struct slice url;             /* of this exchange */
	struct host *host;
	int n_redirects;
	bool permanent, is_robots;
	CURL *easy;
	struct curl_slist *headers;
	struct buf sent, head, body;
	bool head_ended, too_long;
	const char *refused;          /* kind of the address that was refused last */
	int64_t at;                   /* Unix seconds; 0: not begun */
	int64_t began_ms;             /* monotonic */
	char why[CURL_ERROR_SIZE];
};

struct transfer *transfer_new(const struct fetch_options *options);
void transfer_free(struct transfer *t);

/* Set `easy` (which the transfer borrows until it ends) up for the exchange with `t->url`. */
void transfer_begin(struct transfer *t, CURL *easy);

/* Why it failed, in plain words, in the transfer's arena. */
struct slice transfer_problem(struct transfer *t, CURLcode code);

#endif
