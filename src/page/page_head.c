/* The subtitle is looked for below the headline; names and dates around it and below the text. */
#include "page/page_head.h"

#include "page/page_authors.h"
#include "page/page_dates.h"
#include "page/page_people.h"
#include "page/page_region.h"

enum { SUBTITLE_LINES = 4, SUBTITLE_WORDS = 60 };

/* The line below the headline whose names say that it is its subtitle. */
static struct slice subtitle_find(const struct scan *s, struct region r)
{
	if (!s->title_block)
		return SLICE_NONE;
	for (uint32_t i = r.title + 1; i < r.to && i <= r.title + SUBTITLE_LINES; i++) {
		const struct scan_block *b = &s->blocks[i];
		if (b->words >= 4 && b->words <= SUBTITLE_WORDS && !byline_intro(b->text) &&
			b->link_bytes * 2 < b->text.n && region_marked(s, b, MARK_SUBTITLE))
			return b->text;
	}
	return SLICE_NONE;
}

void head_lines(const struct scan *s, const struct page_meta *meta, struct slice url,
	uint32_t first, uint32_t end, struct article *a, struct page_from *from, struct arena *out)
{
	struct region r = region_of(s, first, end);
	if (a->subtitle.n == 0) {
		a->subtitle = arena_dup(out, subtitle_find(s, r));
		from->at[HEAD_SUBTITLE] = a->subtitle.n ? "a line below the headline" : NULL;
	}
	authors_settle(s, meta, r, first, a, from, out);
	dates_settle(s, meta, url, r, a, from);
}
