/* route: which handler answers which path. */
#ifndef SERVER_ROUTE_H
#define SERVER_ROUTE_H

#include "server/work.h"

struct route {
	enum method method;   /* GET answers HEAD, too */
	const char *pattern;  /* "*" at the end stands for anything but nothing */
	handler run;
	enum role needs;      /* who asks must be one, at least */
	bool form;            /* a form of the desk: wants the token of its page */
	enum waits waits;     /* where that is the same for all of its paths */
};

/* The route of a path; NULL where there is none, with `*ret_other` true where another method has
 * one. `*ret_rest` is what stood for "*". Reader clients may put "/api/greader.php" before. */
const struct route *route_find(enum method method, struct slice path, struct slice *ret_rest,
	bool *ret_other);

/* What the handler of a request may have to wait for; without a route: nothing. */
enum waits route_waits(const struct request *r);

#endif
