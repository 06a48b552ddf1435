/* identity: is this an article that was met before?
 *
 * Articles are found again by keys, and joined where nothing speaks against it. The kinds of keys,
 * in the order in which they are asked for (docs/versions.md has the reasons):
 *   address    the page's own or canonical address (url/urlkey.h), then the one it was fetched
 *              from, where they can be an article's
 *   guid       the feed's id for the entry: as it stands where it is a URI, else of that outlet
 *   evidence   outlet, headline and date of publication together
 * A key that two articles of one document share says nothing of either and is left out (entries
 * that all link to one page, repeated guids); lines of JSON are documents of their own. Pure. */
#ifndef IDENTITY_IDENTITY_H
#define IDENTITY_IDENTITY_H

#include "model/article.h"

enum identity_kind { IDENTITY_ADDRESS, IDENTITY_GUID, IDENTITY_EVIDENCE, N_IDENTITY_KINDS };

enum { IDENTITY_KEYS_MAX = 4 };

struct identity {
	int64_t keys[IDENTITY_KEYS_MAX]; /* 64-bit hashes, none twice */
	enum identity_kind kinds[IDENTITY_KEYS_MAX];
	size_t n;
};

/* The keys of the articles of one document, `ret` has a place for each. */
void identity_of(const articles *document, struct identity *ret);

/* The key of an address, whatever page it is; 0 where it is none. */
int64_t identity_of_address(struct slice url);

/* Two articles with a key of `kind` in common: are they states of one? `with_guid`: their guids
 * agree as well. */
bool identity_holds(enum identity_kind kind, bool with_guid, const struct article *a,
	const struct article *b);

#endif
