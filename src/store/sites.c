/* sites: slots as rows. */
#include "store/sites.h"

#include "store/private.h"

enum err store_sites_read(struct store *s,
	enum err (*each)(void *ctx, const struct store_site *site, struct error *e), void *ctx,
	struct error *e)
{
	enum err err = OK;
	struct sql_call c = sql_begin(s, SQL_SITE_LIST);
	while (err == OK && sql_row(&c)) {
		struct store_site site = { 0 };
		site.slot = sql_get_int(&c);
		site.block = sql_get_int(&c);
		site.used = sql_get_int(&c);
		site.pages = sql_get_bytes(&c);
		err = each(ctx, &site, e);
	}
	enum err end = sql_end(&c, err == OK ? e : NULL);
	return err == OK ? end : err;
}

enum err store_site_put(struct store *s, const struct store_site *site, struct error *e)
{
	TRY(need_batch(s, e));
	struct sql_call c = sql_begin(s, SQL_SITE_PUT);
	sql_int(&c, site->slot);
	sql_int(&c, site->block);
	sql_int(&c, site->used);
	sql_blob(&c, site->pages.p, site->pages.n);
	return sql_run(&c, e);
}
