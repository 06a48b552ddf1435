/* sites: what is remembered of sites between two runs (read/site.h); part of the store. */
#ifndef STORE_SITES_H
#define STORE_SITES_H

#include "store/store.h"

struct store_site {
	int64_t slot, block, used;
	struct slice pages; /* bytes of the caller's */
};

/* All of them; what `each` is given lives until it returns. */
enum err store_sites_read(struct store *s,
	enum err (*each)(void *ctx, const struct store_site *site, struct error *e), void *ctx,
	struct error *e) MUST_USE;

/* Within a batch: put one in its slot. */
enum err store_site_put(struct store *s, const struct store_site *site, struct error *e) MUST_USE;

#endif
