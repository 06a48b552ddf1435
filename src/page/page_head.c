/* Names and dates are looked for around the headline, then below the text. */
#include "page/page_head.h"

#include "page/page_dates.h"
#include "page/page_people.h"
#include "page/page_region.h"
#include "text/datetext.h"

static bool has_date(const struct scan *s, uint32_t i)
{
	struct date_hit hit;
	return i < s->n_blocks && s->blocks[i].text.n < 200 &&
		date_find(s->blocks[i].text, 0, DATE_ORDER_UNKNOWN, &hit);
}

static bool author_at(const struct scan *s, uint32_t i, bool marks, struct slice site,
	strings *to, struct arena *out)
{
	const struct scan_block *b = &s->blocks[i];
	size_t before = to->n, intro = byline_intro(b->text);
	if (b->text.n > 250)
		return false;
	if (intro == b->text.n && i + 1 < s->n_blocks)
		people_add(to, s->blocks[i + 1].text, site, out);
	else if (intro > 0 || (marks && region_marked(s, b, MARK_AUTHOR) && b->text.n < 120))
		people_add(to, b->text, site, out);
	if (to->n == before && b->words <= 16 && b->digits > 0) {
		/* "12 March 2022 by Ann Lee" */
		size_t at = slice_find_nocase(b->text, SLICE(" by "), 0);
		if (at != SIZE_MAX)
			people_add(to, slice_from(b->text, at + 1), site, out);
	}
	return to->n > before;
}

/* A line that is nothing but a name, with a date in it or beside it. */
static bool bare_name_at(const struct scan *s, uint32_t i, struct slice site, strings *to,
	struct arena *out)
{
	const struct scan_block *b = &s->blocks[i];
	size_t before = to->n;
	if (b->words < 2 || b->words > 7 || b->tag == TAG_LI ||
		(b->tag >= TAG_H1 && b->tag <= TAG_H3))
		return false;
	if (has_date(s, i) || (b->words <= 4 && (has_date(s, i + 1) || has_date(s, i + 2) ||
			(i > 0 && has_date(s, i - 1)) ||
			(i + 1 < s->n_blocks && people_job(s->blocks[i + 1].text)))))
		people_add(to, b->text, site, out);
	return to->n > before;
}

enum { BARE_LINES = 5 }; /* below the headline */

static void authors_find(const struct scan *s, struct region r, struct slice site,
	strings *to, struct arena *out)
{
	for (uint32_t i = r.title; i < r.to; i++)
		if (i + 1 != s->title_block && author_at(s, i, true, site, to, out))
			return;
	for (uint32_t i = r.title + 1; i < r.to && i <= r.title + BARE_LINES; i++)
		if (bare_name_at(s, i, site, to, out))
			return;
	for (uint32_t i = r.title; i-- > r.from;)
		if (author_at(s, i, true, site, to, out))
			return;
	for (uint32_t i = r.below; i < r.end; i++)
		if (author_at(s, i, false, site, to, out))
			return;
}


void head_lines(const struct scan *s, const struct page_meta *meta, struct slice url,
	uint32_t first, uint32_t end, struct article *a, struct page_from *from, struct arena *out)
{
	struct region r = region_of(s, first, end);
	if (a->authors.n == 0) {
		authors_find(s, r, meta->site, &a->authors, out);
		from->at[HEAD_AUTHORS] = a->authors.n ? "a line by the headline" : NULL;
	}
	dates_settle(s, meta, url, r, a, from);
}
