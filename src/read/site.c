/* site: sets of four slots, found by a hash of host and block. */
#include "read/site.h"

#include <stdlib.h>

#include "url/url.h"

enum {
	SITE_SETS = 1 << 14,
	SITE_WAYS = 4,
	SITE_SLOTS = SITE_SETS * SITE_WAYS,
	SITE_EDGE = 8 /* blocks at either end that are looked at */
};

struct slot {
	uint64_t block, used;
	struct site_page pages[SITE_PAGES];
	uint32_t n; /* of pages; 0: free */
	bool changed;
};

struct site_memory {
	struct slot slots[SITE_SLOTS];
	uint64_t now;
	uint32_t seek; /* no slot before it was changed */
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
	struct slot *set = &m->slots[block % SITE_SETS * SITE_WAYS], *worst = set;
	for (int i = 0; i < SITE_WAYS; i++) {
		if (set[i].n && set[i].block == block)
			return &set[i];
		if (set[i].n < worst->n || (set[i].n == worst->n && set[i].used < worst->used))
			worst = &set[i];
	}
	return worst;
}

static bool has_page(const struct slot *s, struct site_page page)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->pages[i].address == page.address || s->pages[i].title == page.title)
			return true;
	return false;
}

/* Does the site repeat the block? Remembers that this page has it. */
static bool repeats(struct site_memory *m, uint64_t block, struct site_page page)
{
	struct slot *s = slot_of(m, block);
	if (!s->n || s->block != block)
		*s = (struct slot){ .block = block };
	s->used = ++m->now;
	s->changed = true;
	if ((uint32_t)(s - m->slots) < m->seek)
		m->seek = (uint32_t)(s - m->slots);
	if (has_page(s, page))
		return false;
	if (s->n == SITE_PAGES)
		return true;
	s->pages[s->n++] = page;
	return false;
}

bool site_memory_put(struct site_memory *m, const struct site_block *b)
{
	if (b->slot >= SITE_SLOTS || b->block % SITE_SETS != b->slot / SITE_WAYS || b->n == 0 ||
		b->n > SITE_PAGES)
		return false;
	struct slot *s = &m->slots[b->slot];
	*s = (struct slot){ .block = b->block, .used = b->used, .n = b->n };
	memcpy(s->pages, b->pages, sizeof s->pages);
	m->now = b->used > m->now ? b->used : m->now;
	return true;
}

bool site_memory_changed(struct site_memory *m, struct site_block *ret)
{
	while (m->seek < SITE_SLOTS && !m->slots[m->seek].changed)
		m->seek++;
	if (m->seek == SITE_SLOTS)
		return false;
	struct slot *s = &m->slots[m->seek];
	s->changed = false;
	*ret = (struct site_block){
		.slot = m->seek, .n = s->n, .block = s->block, .used = s->used
	};
	memcpy(ret->pages, s->pages, sizeof s->pages);
	return true;
}

static uint64_t hash_with(uint64_t hash, struct slice s)
{
	return (hash ^ slice_hash(s)) * 0x9e3779b97f4a7c15u;
}

/* How many of the blocks from `from` on, in steps of `step`, the site repeats. The others at this
 * end are remembered, too. */
static size_t edge_trim(struct site_memory *m, const struct article *a, uint64_t site,
	struct site_page page, bool end, size_t n)
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
	struct site_page page = { (uint32_t)(hash_with(2, a->url) >> 32),
		(uint32_t)(hash_with(3, a->title.n ? a->title : a->url) >> 32) };
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
