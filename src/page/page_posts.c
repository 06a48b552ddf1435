/* Teasers have no text that counts, comments no heading, chapters no dates. */
#include "page/page_posts.h"

#include "text/datetext.h"
#include "url/url.h"

enum {
	POST_WORDS = 40,   /* of kept text in two posts at least */
	POST_LEAST = 15,   /* in any */
	POST_HEAD = 6,     /* blocks among which its heading is */
	POST_LINES = 8,    /* blocks around which its date stands */
	DAY_LINES = 2,     /* blocks above it among which a date for it and what follows stands */
	DAY_WORDS = 8,
	POSTS_MAX = 1000,
	POSTS_TRIED = 16,
	POSTS_SHARE = 70   /* percent of all kept words */
};

static bool has_date(const struct scan *s, uint32_t i)
{
	const struct scan_block *b = &s->blocks[i];
	struct date_hit hit;
	return b->time || (b->words <= 16 && b->digits > 0 && b->text.n < 200 &&
		date_find(b->text, 0, DATE_ORDER_UNKNOWN, &hit));
}

/* The linked heading at the top of a box, as block + 1; 0 for none. */
static uint32_t heading_of(const struct scan *s, const struct scan_box *box)
{
	for (uint32_t i = box->first; i < box->end && i < box->first + POST_HEAD; i++) {
		const struct scan_block *b = &s->blocks[i];
		if (b->tag >= TAG_H1 && b->tag <= TAG_H4 && b->link_bytes * 2 > b->text.n)
			return i + 1;
	}
	return 0;
}

static bool is_post(const struct scan *s, const struct scan_box *box, uint32_t heading)
{
	for (uint32_t i = box->first; i < box->end && i < box->first + POST_LINES; i++)
		if (i + 1 != heading && has_date(s, i))
			return true;
	for (uint32_t i = box->end; i-- > heading && i + POST_LINES / 2 >= box->end;)
		if (has_date(s, i))
			return true;
	return false;
}

/* The date that stands alone above a post, between it and block `after`; `day` where none does. */
static struct date day_above(const struct scan *s, uint32_t after, uint32_t first, struct date day)
{
	struct date_hit hit;
	for (uint32_t i = first; i-- > after && i + DAY_LINES >= first;)
		if (s->blocks[i].words <= DAY_WORDS && s->blocks[i].links == 0 &&
			date_find(s->blocks[i].text, 0, DATE_ORDER_UNKNOWN, &hit))
			return hit.date;
	return day;
}

/* The posts among the boxes in the markup of box `one`, itself too; how many words they keep. */
static uint32_t alike_take(const struct scan *s, uint32_t one, const uint32_t *words,
	struct arena *out, page_posts *ret)
{
	const struct scan_box *like = &s->boxes[one];
	uint32_t sum = 0, sure = 0, after = 0;
	struct date day = DATE_NOT_KNOWN;
	for (uint32_t k = 1; k < s->n_boxes && ret->n < POSTS_MAX; k++) {
		const struct scan_box *box = &s->boxes[k];
		if (box->signature != like->signature || box->first < after ||
			s->boxes[box->parent].signature != s->boxes[like->parent].signature)
			continue;
		uint32_t heading = heading_of(s, box), kept = words[box->end] - words[box->first];
		if (heading == 0 || kept < POST_LEAST)
			continue;
		day = day_above(s, after, box->first, day);
		if (day.kind == DATE_NONE && !is_post(s, box, heading))
			continue;
		*list_add(out, ret) = (struct page_post){ box->first, box->end, heading - 1, day };
		sum += kept;
		sure += kept >= POST_WORDS;
		after = box->end;
	}
	return sure >= 2 ? sum : 0;
}

page_posts posts_find(const struct page_look *look, const bool *keep, struct arena *out)
{
	const struct scan *s = &look->scan;
	page_posts best = { NULL, 0, 0 };
	uint32_t *words = arena_array(out, uint32_t, (size_t)s->n_blocks + 1);
	for (uint32_t i = 0; i < s->n_blocks; i++)
		words[i + 1] = words[i] + (keep[i] ? s->blocks[i].words : 0);
	if (look->meta.is_article || words[s->n_blocks] < 2 * POST_WORDS)
		return best;
	/* Of a day's box and the posts in it, the posts: the level that has more of them. Few boxes
	 * are looked at: those with enough of what is kept. */
	uint32_t tried = 0;
	for (uint32_t k = 1; k < s->n_boxes && tried < POSTS_TRIED; k++) {
		const struct scan_box *box = &s->boxes[k];
		uint32_t kept = words[box->end] - words[box->first];
		if (box->same < 2 || kept < POST_WORDS || kept * 100 > words[s->n_blocks] * 95 ||
			heading_of(s, box) == 0)
			continue;
		page_posts found = { NULL, 0, 0 };
		tried++;
		uint32_t sum = alike_take(s, k, words, out, &found);
		if (sum * 100 >= words[s->n_blocks] * POSTS_SHARE && found.n >= 2 &&
			found.n > best.n)
			best = found;
	}
	return best;
}

/* Where the heading of a post leads. */
static struct slice link_of(const struct page_look *look, uint32_t block, struct arena *out)
{
	uint32_t link = scan_link(&look->scan, &look->scan.blocks[block]);
	return link == 0 ? look->url : url_resolve(
		slice_trim(node_attr(look->scan.tree, link, ATTR_HREF)), look->url, out);
}

struct page_look posts_look(const struct page_look *look, struct page_post post, struct arena *out)
{
	struct page_look one = *look;
	const struct page_meta *m = &look->meta;
	one.meta = (struct page_meta){ .site = m->site, .lang = m->lang, .order = m->order };
	one.meta.from.at[HEAD_SOURCE] = m->from.at[HEAD_SOURCE];
	one.meta.from.at[HEAD_LANG] = m->from.at[HEAD_LANG];
	one.meta.from.at[HEAD_TITLE] = "the heading of the post";
	one.meta.from.at[HEAD_URL] = "the link of its heading";
	one.scan.blocks += post.first;
	one.scan.n_blocks = post.end - post.first;
	one.scan.title_block = post.heading - post.first + 1;
	one.title = look->scan.blocks[post.heading].text;
	one.url = link_of(look, post.heading, out);
	return one;
}
