/* site: sets of four slots, found by a hash of host and block. */
#include "read/site.h"

#include <stdlib.h>

#include "url/url.h"

enum {
	SITE_SETS = 1 << 14,
	SITE_WAYS = 4,
	SITE_PAGES = 3, /* that must have had a block; news rarely report thrice with one ending */
	SITE_EDGE = 8   /* blocks at either end that are looked at */
};

struct slot {
	uint64_t block;
	uint32_t pages[SITE_PAGES];
	uint32_t n; /* of pages; 0: free */
	uint64_t used;
};

struct site_memory {
	struct slot slots[SITE_SETS][SITE_WAYS];
	uint64_t now;
};

struct site_memory *site_memory_new(void)
{
	struct site_memory *m = calloc(1, sizeof *m);
	if (!m)
		abort();
	return m;
}

void site_memory_free(struct site_memory *m)
{
	free(m);
}

/* The slot of a block, or the one that it may take. */
static struct slot *slot_of(struct site_memory *m, uint64_t block)
{
	struct slot *set = m->slots[block % SITE_SETS], *worst = set;
	for (int i = 0; i < SITE_WAYS; i++) {
		if (set[i].n && set[i].block == block)
			return &set[i];
		if (set[i].n < worst->n || (set[i].n == worst->n && set[i].used < worst->used))
			worst = &set[i];
	}
	return worst;
}

static bool has_page(const struct slot *s, uint32_t page)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->pages[i] == page)
			return true;
	return false;
}

/* Does the site repeat the block? Remembers that this page has it. */
static bool repeats(struct site_memory *m, uint64_t block, uint32_t page)
{
	struct slot *s = slot_of(m, block);
	if (!s->n || s->block != block)
		*s = (struct slot){ .block = block };
	s->used = ++m->now;
	if (has_page(s, page))
		return false;
	if (s->n == SITE_PAGES)
		return true;
	s->pages[s->n++] = page;
	return false;
}

static uint64_t hash_with(uint64_t hash, struct slice s)
{
	return (hash ^ slice_hash(s)) * 0x9e3779b97f4a7c15u;
}

/* How many of the blocks from `from` on, in steps of `step`, the site repeats. The others at this
 * end are remembered, too. */
static size_t edge_trim(struct site_memory *m, const struct article *a, uint64_t site,
	uint32_t page, bool end, size_t n)
{
	size_t trimmed = 0;
	bool at_edge = true;
	for (size_t i = 0; i < n; i++) {
		const struct block *b = &a->blocks.at[end ? a->blocks.n - 1 - i : i];
		bool is_caption = b->type == BLOCK_CAPTION; /* captions stand apart as well */
		at_edge &= !is_caption && repeats(m, hash_with(site, b->text), page);
		trimmed += at_edge;
	}
	return trimmed;
}

static size_t bytes_of(const struct article *a, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t i = from; i < to; i++)
		n += a->blocks.at[i].text.n;
	return n;
}

size_t site_trim(struct site_memory *m, struct article *a)
{
	struct arena scratch = ARENA_INIT;
	size_t n = a->blocks.n, edge = n < 2 * SITE_EDGE ? n / 2 : SITE_EDGE;
	struct slice host = url_host(a->url, &scratch);
	uint64_t site = hash_with(1, host);
	uint32_t page = (uint32_t)(hash_with(2, a->title.n ? a->title : a->url) >> 32);
	arena_done(&scratch);
	if (a->channel != CHANNEL_PAGE || host.n == 0 || edge == 0)
		return 0;
	size_t first = edge_trim(m, a, site, page, false, edge);
	size_t last = edge_trim(m, a, site, page, true, edge);
	if (bytes_of(a, first, n - last) * 2 < bytes_of(a, 0, n))
		return 0;
	a->blocks.at += first;
	a->blocks.n = a->blocks.cap = n - first - last;
	return first + last;
}
