/* From scored blocks to the blocks of an article: choosing, then putting lists and tables together
 * again. */
#include "page/page_inner.h"

#include "base/buf.h"
#include "page/page_head.h"
#include "url/url.h"

/* The nearest box of this tag around `box`, itself too, at most `steps` up; 0 for none. */
static uint32_t box_around(const struct scan *s, uint32_t box, unsigned tag, int steps)
{
	for (; steps >= 0 && box > 0; steps--, box = s->boxes[box].parent)
		if (s->boxes[box].tag == tag)
			return box;
	return 0;
}

static uint32_t list_around(const struct scan *s, uint32_t box)
{
	for (; box > 0; box = s->boxes[box].parent) {
		unsigned tag = s->boxes[box].tag;
		if (tag == TAG_UL || tag == TAG_OL || tag == TAG_DL || tag == TAG_MENU)
			return box;
	}
	return 0;
}

enum { CELL_MAX = 600 }; /* bytes; longer cells are a page's layout, not a table */

/* What a kept block is, and the list or table and the item or row that it is of (0: none). */
struct shape {
	enum block_type type;
	uint32_t whole, part;
	bool cell;
};

static struct shape shape_of(const struct scan *s, uint32_t i)
{
	const struct scan_block *b = &s->blocks[i];
	const struct scan_box *box = &s->boxes[b->box];
	struct shape shape = { BLOCK_PARAGRAPH, 0, 0, false };
	if (b->tag >= TAG_H1 && b->tag <= TAG_H6) {
		shape.type = BLOCK_HEADING;
		return shape;
	}
	if (box->within & IN_CODE) {
		shape.type = BLOCK_CODE;
		return shape;
	}
	if (box->within & IN_FIGURE && box_around(s, b->box, TAG_FIGCAPTION, 6)) {
		shape.type = BLOCK_CAPTION;
		return shape;
	}
	uint32_t cell = box->within & IN_TABLE ? box_around(s, b->box, TAG_TD, 5) : 0;
	if (cell == 0 && box->within & IN_TABLE)
		cell = box_around(s, b->box, TAG_TH, 5);
	if (cell && b->text.n < CELL_MAX && s->boxes[cell].end - s->boxes[cell].first <= 3) {
		shape.type = BLOCK_LIST;
		shape.cell = true;
		shape.part = box_around(s, cell, TAG_TR, 3);
		shape.whole = box_around(s, cell, TAG_TABLE, 6);
		return shape;
	}
	uint32_t item = box->within & IN_LIST ? box_around(s, b->box, TAG_LI, 5) : 0;
	if (item == 0 && (b->tag == TAG_DD || b->tag == TAG_DT))
		item = b->box;
	if (item && (b->tag != TAG_P || s->boxes[item].end - s->boxes[item].first == 1)) {
		shape.type = BLOCK_LIST;
		shape.part = item;
		shape.whole = list_around(s, item);
		return shape;
	}
	if (box->within & IN_QUOTE)
		shape.type = BLOCK_QUOTE;
	return shape;
}

/* Blocks joined while they are of one list or table. */
struct join {
	struct arena *out;
	struct article *a;
	struct buf text;
	struct shape shape;
};

static void join_end(struct join *j)
{
	if (j->text.n > 0)
		*list_add(j->out, &j->a->blocks) =
			(struct block){ j->shape.type, arena_dup(j->out, buf_text(&j->text)) };
	buf_clear(&j->text);
}

static void join_add(struct join *j, const struct scan_block *b, struct shape shape)
{
	bool one = j->text.n > 0 && shape.type == BLOCK_LIST && j->shape.type == BLOCK_LIST &&
		shape.whole != 0 && shape.whole == j->shape.whole;
	if (!one)
		join_end(j);
	else if (shape.part != j->shape.part)
		buf_byte(&j->text, '\n');
	else
		buf_byte(&j->text, shape.cell ? '\t' : ' ');
	buf_slice(&j->text, b->text);
	j->shape = shape;
}

/* All but the blocks. */
static void head_fill(const struct page_look *look, struct article *a, uint32_t first,
	struct arena *out)
{
	const struct page_meta *m = &look->meta;
	a->title = arena_dup(out, look->title);
	a->subtitle = arena_dup(out, m->subtitle);
	a->url = arena_dup(out, look->url);
	a->source = m->site.n ? arena_dup(out, m->site) : url_host(look->url, out);
	a->lang = arena_dup(out, m->lang);
	a->published = m->published;
	a->updated = m->updated;
	for (size_t i = 0; i < m->authors.n; i++)
		*list_add(out, &a->authors) = arena_dup(out, m->authors.at[i]);
	for (size_t i = 0; i < m->tags.n; i++)
		*list_add(out, &a->tags) = arena_dup(out, m->tags.at[i]);
	head_lines(&look->scan, m, look->url, first, a, out);
}

struct article *page_cut(const struct page_look *look, const int32_t *score, int32_t keep,
	struct arena *out)
{
	const struct scan *s = &look->scan;
	struct article *a = arena_new(out, struct article);
	struct join j = { .out = out, .a = a, .text = BUF_INIT(PAGE_MAX_BYTES) };
	uint32_t first = s->n_blocks;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		struct shape shape = shape_of(s, i);
		if (score[i] < keep)
			continue;
		if (first == s->n_blocks && s->blocks[i].words >= 8)
			first = i;
		join_add(&j, &s->blocks[i], shape);
	}
	join_end(&j);
	buf_done(&j.text);
	if (a->blocks.n == 0)
		return NULL;
	head_fill(look, a, first, out);
	return a;
}
