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
		/* "12 March 2022 | by Ann Lee" */
		size_t at = slice_find_nocase(b->text, SLICE(" by "), 0);
		struct date_hit hit;
		if (at != SIZE_MAX)
			people_add(to, slice_from(b->text, at + 1), site, out);
		else if (date_find(b->text, 0, DATE_ORDER_UNKNOWN, &hit))
			people_add_behind(to, slice_from(b->text, hit.end), site, out);
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

static bool same_line(const struct scan *s, uint32_t a, uint32_t b)
{
	return b < s->n_blocks && s->blocks[a].signature == s->blocks[b].signature &&
		s->blocks[b].words <= 6;
}

/* Names in block `i`, and in those like it that follow at once. */
static bool authors_from(const struct scan *s, uint32_t i, bool marks, struct slice site,
	strings *to, struct arena *out)
{
	if (!author_at(s, i, marks, site, to, out))
		return false;
	while (same_line(s, i, i + 1) && author_at(s, i + 1, marks, site, to, out))
		i++;
	return true;
}

/* The one name that stands alone in an element for authors, wherever on the page: of the boxes
 * about the author below or beside the text. Several names are of teasers. */
static void author_anywhere(const struct scan *s, struct region r, struct slice site, strings *to,
	struct arena *out)
{
	strings all = { NULL, 0, 0 };
	for (uint32_t i = r.from; i < s->n_blocks && all.n <= 1; i++) {
		const struct scan_block *b = &s->blocks[i];
		if (b->words < 2 || b->words > 4 || b->text.n > 60 || !person_like(b->text) ||
			s->boxes[b->box].within & IN_COMMENT || i + 1 == s->title_block)
			continue;
		if (region_marked(s, b, MARK_AUTHOR))
			people_add(&all, b->text, site, out);
	}
	if (all.n == 1)
		*list_add(out, to) = all.at[0];
}

static const char *authors_find(const struct scan *s, struct region r, struct slice site,
	strings *to, struct arena *out)
{
	for (uint32_t i = r.title; i < r.to; i++)
		if (i + 1 != s->title_block && authors_from(s, i, true, site, to, out))
			return "a line by the headline";
	for (uint32_t i = r.title + 1; i < r.to && i <= r.title + BARE_LINES; i++)
		if (bare_name_at(s, i, site, to, out))
			return "a name alone by the headline";
	for (uint32_t i = r.title; i-- > r.from;)
		if (authors_from(s, i, true, site, to, out))
			return "a line above the headline";
	for (uint32_t i = r.below; i < r.end; i++)
		if (author_at(s, i, false, site, to, out))
			return "a line below the text";
	author_anywhere(s, r, site, to, out);
	return to->n ? "a box about the author" : NULL;
}

/* A byline that has all the declared names and more is the whole of them. */
static void authors_complete(const struct scan *s, struct region r, struct slice site,
	struct article *a, struct page_from *from, struct arena *out)
{
	strings shown = { NULL, 0, 0 };
	for (uint32_t i = r.title; i < r.to && shown.n == 0; i++)
		if (i + 1 != s->title_block && byline_intro(s->blocks[i].text) > 0)
			(void)authors_from(s, i, true, site, &shown, out);
	if (shown.n <= a->authors.n)
		return;
	for (size_t i = 0; i < a->authors.n; i++) {
		bool found = false;
		for (size_t k = 0; k < shown.n; k++)
			found |= slice_ends(shown.at[k], a->authors.at[i]); /* "Dr" */
		if (!found)
			return;
	}
	a->authors = shown;
	from->at[HEAD_AUTHORS] = "the byline, which names more than is declared";
}

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
	if (a->authors.n == 0)
		from->at[HEAD_AUTHORS] = authors_find(s, r, meta->site, &a->authors, out);
	else
		authors_complete(s, r, meta->site, a, from, out);
	dates_settle(s, meta, url, r, a, from);
}
