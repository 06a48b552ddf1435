/* sites: slots go to the store with each batch. */
#include "archive/sites.h"

#include <stdlib.h>

#include "read/site.h"
#include "store/sites.h"

struct sites {
	struct site_memory *memory; /* NULL: not read yet */
	bool in_batch; /* what it knows does not last yet */
};

struct sites *sites_open(void)
{
	struct sites *s = calloc(1, sizeof *s);
	if (!s)
		abort();
	return s;
}

void sites_forget(struct sites *s)
{
	site_memory_free(s->memory);
	*s = (struct sites){ NULL, false };
}

struct sites *sites_close(struct sites *s)
{
	if (s)
		sites_forget(s);
	free(s);
	return NULL;
}

static enum err on_site(void *ctx, const struct store_site *site, struct error *e)
{
	struct site_memory *m = ctx;
	struct site_block b = { .slot = (uint32_t)site->slot, .block = (uint64_t)site->block,
		.used = (uint64_t)site->used };
	b.n = (uint32_t)(site->pages.n / sizeof *b.pages);
	if (site->slot < 0 || site->slot > UINT32_MAX || site->pages.n > sizeof b.pages ||
		b.n * sizeof *b.pages != site->pages.n)
		return fail(e, ERR_CORRUPT, "slot %lld of sites is damaged", (long long)site->slot);
	if (b.n)
		memcpy(b.pages, site->pages.p, site->pages.n);
	if (!site_memory_put(m, &b))
		return fail(e, ERR_CORRUPT, "slot %lld of sites is damaged", (long long)site->slot);
	return OK;
}

enum err sites_begin(struct sites *s, struct store *store, struct error *e)
{
	if (s->in_batch)
		sites_forget(s);
	s->in_batch = true;
	if (s->memory)
		return OK;
	s->memory = site_memory_new();
	enum err err = store_sites_read(store, on_site, s->memory, e);
	if (err != OK)
		sites_forget(s);
	return err;
}

void sites_trim(struct sites *s, struct job *job)
{
	size_t trimmed = 0;
	for (size_t i = 0; i < job->articles.n; i++)
		trimmed += site_trim(s->memory, job->articles.at[i]);
	if (trimmed)
		job_derive(job);
}

enum err sites_flush(struct sites *s, struct store *store, struct error *e)
{
	struct site_block b;
	while (site_memory_changed(s->memory, &b)) {
		const struct store_site site = { b.slot, (int64_t)b.block, (int64_t)b.used,
			slice_of((const char *)b.pages, b.n * sizeof *b.pages) };
		TRY(store_site_put(store, &site, e));
	}
	return OK;
}

void sites_settled(struct sites *s)
{
	s->in_batch = false;
}
