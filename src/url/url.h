/* url: addresses, taken apart, joined and made comparable. Pure text work.
 *
 * RFC 3986 for the parts and for joining, tolerant as browsers are (WHATWG URL): blanks and control
 * characters around an address are dropped, tabs and newlines inside it too, a backslash is a slash
 * in http and https. Nothing is looked up; a host is not checked for being one that exists. */
#ifndef URL_URL_H
#define URL_URL_H

#include "base/arena.h"

/* Parts as they are written, without their delimiters. `has_…` tells an empty part from none. */
struct url {
	struct slice scheme;   /* "https"; in any case, as written */
	struct slice user;     /* what stands before the "@" */
	struct slice host;     /* brackets of an IPv6 address are part of it */
	struct slice port;     /* digits only */
	struct slice path;
	struct slice query;
	struct slice fragment;
	bool has_authority, has_query, has_fragment;
};

enum { URL_MAX = 8192 }; /* bytes; what is longer is no address */

/* Take `s` apart; relative references too (they have no scheme). False where it is too long, has
 * a port that is none or an http address has no host. Slices are parts of `s`, or of the arena
 * where characters had to go. */
bool url_parse(struct slice s, struct arena *out, struct url *ret_url);

/* The absolute address that `ref` means on a page at `base` (5.2 of the RFC, with dot segments
 * removed); blanks and other forbidden characters come out percent-encoded. `ref` itself, cleaned,
 * where it has a scheme or `base` is empty or no absolute address; empty where it is no address. */
struct slice url_resolve(struct slice ref, struct slice base, struct arena *out);

/* One form for all spellings of an address: scheme and host in lower case, default port, empty
 * query and dot segments away, percent-encoding in its shortest form, "/" for an empty path, no
 * fragment. For comparing and as a key, not for fetching. `s` cleaned where it is not http(s). */
struct slice url_normalise(struct slice s, struct arena *out);

/* Host of an absolute address in lower case and without a "www." before it: the outlet's short
 * name. Empty where there is none. */
struct slice url_host(struct slice s, struct arena *out);

/* Is the scheme of `s` this one (lower case, without ":")? Also where `s` hides it behind blanks,
 * control characters and newlines, as browsers see through. */
bool url_has_scheme(struct slice s, const char *scheme);

/* The percent-encoded bytes of `s` decoded; `s` itself where there are none. May hold any byte. */
struct slice url_decode(struct slice s, struct arena *out);

#endif
