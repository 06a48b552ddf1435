/* urlkey: which addresses are one page? A key for finding an article again; never for fetching.
 *
 * On top of url_normalise, these are of no account: http or https, "www.", "m.", "mobile." and
 * "amp." before the host; a trailing slash, "index.html" and its like; the order of the query's
 * parameters, and those that track (utm_…, fbclid…), name a session, or ask for another rendering
 * of the same page (amp, outputType=amp, print…); an AMP variant's "/amp" before or behind the
 * path, ".amp" before its ending, and addresses of AMP caches, which become those of the page.
 * Pure. */
#ifndef URL_URLKEY_H
#define URL_URLKEY_H

#include "url/url.h"

enum { URLKEY_MAX_PARAMS = 64 }; /* a query with more is kept as it is */

/* The key of an http(s) address, without a scheme: "site.example/2024/bridge?id=7". Empty where `s`
 * is none. */
struct slice urlkey(struct slice s, struct arena *out);

/* What the page of a key can be, by its address alone: the site's home; one of its places, a
 * section or an article with a short name; or surely an article: its path ends in a name of several
 * words or goes by a number of four digits or more (but is no calendar), or its query has an id. */
enum urlkey_kind { URLKEY_HOME, URLKEY_PLACE, URLKEY_ARTICLE };
enum urlkey_kind urlkey_kind(struct slice key);

/* The host of a key. */
struct slice urlkey_host(struct slice key);

/* Is `s` the AMP variant of another address? */
bool url_is_amp(struct slice s, struct arena *out);

#endif
