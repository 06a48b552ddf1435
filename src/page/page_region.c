/* The headline may stand far above the text; menus and lists of topics come between. */
#include "page/page_region.h"

enum { LINES_ABOVE = 8, LINES_AFTER = 25, LINES_MOST = 80, LINES_BELOW = 15 };

struct region region_of(const struct scan *s, uint32_t first, uint32_t end)
{
	struct region r;
	uint32_t n = s->n_blocks;
	r.title = s->title_block ? s->title_block - 1 : first;
	r.title = r.title > n ? n : r.title;
	/* Crumbs and hidden copies repeat the headline; the lines are with the last one. */
	for (uint32_t i = r.title + 1; s->title_block && i < first && i < n; i++)
		if (s->blocks[i].text_hash == s->blocks[s->title_block - 1].text_hash)
			r.title = i;
	r.from = r.title > LINES_ABOVE ? r.title - LINES_ABOVE : 0;
	r.to = r.title + LINES_AFTER;
	if (first > r.title && first < r.title + LINES_MOST)
		r.to = first + 4;
	r.to = r.to > n ? n : r.to;
	r.below = end < r.to ? r.to : end;
	r.end = r.below + LINES_BELOW > n ? n : r.below + LINES_BELOW;
	return r;
}

bool region_marked(const struct scan *s, const struct scan_block *b, uint32_t mark)
{
	if (b->names.marks & mark)
		return true;
	uint32_t box = b->box;
	for (int up = 0; up < 3; up++, box = s->boxes[box].parent)
		if (s->boxes[box].own.marks & mark && s->boxes[box].end <= s->boxes[box].first + 6)
			return true;
	return false;
}
