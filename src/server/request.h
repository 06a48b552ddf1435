/* request: what a client asked, taken apart. Pure text work; every byte of it is hostile.
 *
 * Addresses follow RFC 3986, forms are application/x-www-form-urlencoded (WHATWG URL, 5.1), cookies
 * RFC 6265. Text is decoded and then cleaned to valid UTF-8 without NUL, so that whatever comes
 * after may show and store it. Limits: REQUEST_MAX_PARAMS values together, the address and body as
 * http.c bounds them. */
#ifndef SERVER_REQUEST_H
#define SERVER_REQUEST_H

#include "base/arena.h"

enum { REQUEST_MAX_PARAMS = 1 << 18, /* a reader's client names 10,000 items in a POST */
	REQUEST_MAX_COOKIES = 32 };

struct param {
	struct slice name, value;
};
typedef LIST(struct param) params;

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PUT, METHOD_OPTIONS, METHOD_OTHER };

struct request {
	enum method method;
	struct slice target;  /* as it came: path and query */
	struct slice path;    /* decoded; runs of "/" are one, no "." or ".." parts */
	struct slice query;   /* raw, behind the "?" */
	params params;        /* of the query, then of the body; names may repeat */
	params cookies;
	struct slice body;
	/* Headers, empty where not sent. */
	struct slice host, origin, fetch_site, authorization, accept_language, content_type,
		if_none_match, user_agent, forwarded_proto, auth_token;
	bool takes_gzip;
};

/* Take `target` apart into path, query and params. False: it is no address of a page here (too
 * many values, a path that does not begin with "/"). */
bool request_target(struct request *r, struct slice target, struct arena *out);

/* Add the values of a form. False: too many. */
bool request_form(struct request *r, struct slice body, struct arena *out);

/* Add the cookies of a Cookie header; what is no pair is passed over. */
void request_cookies(struct request *r, struct slice header, struct arena *out);

/* The first value of that name; empty where there is none. */
struct slice request_param(const struct request *r, const char *name);
bool request_has(const struct request *r, const char *name);
struct slice request_cookie(const struct request *r, const char *name);

/* The value as a number in [low, high]; `otherwise` where it is none. */
int64_t request_number(const struct request *r, const char *name, int64_t low, int64_t high,
	int64_t otherwise);

#endif
