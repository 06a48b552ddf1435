/* From scored blocks to the blocks of an article: choosing, then putting lists and tables together
 * again. */
#include "page/page_inner.h"

#include "base/buf.h"
#include "page/page_credit.h"
#include "page/page_cues.h"
#include "page/page_drop.h"
#include "page/page_head.h"
#include "page/page_kind.h"
#include "page/page_next.h"
#include "page/page_origins.h"
#include "page/page_people.h"
#include "page/page_posts.h"
#include "page/page_state.h"
#include "text/datetext.h"
#include "url/url.h"

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
	if (box->within & IN_FIGURE && scan_around(s, b->box, TAG_FIGCAPTION, 6)) {
		shape.type = BLOCK_CAPTION;
		return shape;
	}
	uint32_t cell = box->within & IN_TABLE ? scan_around(s, b->box, TAG_TD, 5) : 0;
	if (cell == 0 && box->within & IN_TABLE)
		cell = scan_around(s, b->box, TAG_TH, 5);
	if (cell && b->text.n < CELL_MAX && s->boxes[cell].end - s->boxes[cell].first <= 3) {
		shape.type = BLOCK_LIST;
		shape.cell = true;
		shape.part = scan_around(s, cell, TAG_TR, 3);
		shape.whole = scan_around(s, cell, TAG_TABLE, 6);
		return shape;
	}
	uint32_t item = box->within & IN_LIST ? scan_around(s, b->box, TAG_LI, 5) : 0;
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

/* Which blocks are kept, and between which the article stands. */
struct choice {
	bool *keep;
	uint32_t first, end, words;
};

static bool is_title(const struct scan *s, uint32_t i)
{
	return s->title_block &&
		s->blocks[i].text_hash == s->blocks[s->title_block - 1].text_hash;
}

enum { FIELD_WORDS = 20 };

static bool is_field(const struct scan *s, uint32_t i)
{
	return s->boxes[s->blocks[i].box].within & IN_FIELD && s->blocks[i].words <= FIELD_WORDS;
}

enum { FIRST_WORDS = 8 }; /* a shorter block does not begin an article */
enum { DATE_WORDS = 12 };

/* A line that is a date and nothing else; above the text it tells when that came out. */
static bool is_date(const struct scan *s, uint32_t i)
{
	struct date date;
	return s->blocks[i].words <= DATE_WORDS &&
		date_parse(s->blocks[i].text, DATE_ORDER_UNKNOWN, &date);
}

enum { BYLINE_WORDS = 8, BYLINES_WORDS = 20 };

/* A line that is a byline and nothing else; with breaks, those of several people. */
static bool is_byline(const struct scan *s, uint32_t i, struct arena *scratch)
{
	const struct scan_block *b = &s->blocks[i];
	strings names = { NULL, 0, 0 };
	if (b->words > (b->breaks[0] ? BYLINES_WORDS : BYLINE_WORDS) || byline_intro(b->text) == 0)
		return false;
	people_add(&names, b->text, SLICE_NONE, scratch);
	return names.n > 0;
}

/* Block `i` is kept. */
static void block_note(const struct scan *s, uint32_t i, struct choice *c)
{
	if (c->first == s->n_blocks && s->blocks[i].words >= FIRST_WORDS)
		c->first = i;
	c->end = i + 1;
	c->words += s->blocks[i].words;
}

static struct choice blocks_choose(const struct scan *s, const int32_t *score, int32_t keep,
	struct arena *scratch)
{
	struct choice c = { arena_array(scratch, bool, (size_t)s->n_blocks + 1), s->n_blocks, 0,
		0 };
	for (uint32_t i = 0; i < s->n_blocks; i++) /* the headline is a field of its own */
		c.keep[i] = score[i] >= keep && !is_title(s, i) && !is_field(s, i);
	drop_strange(s, c.keep, scratch);
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		if (c.keep[i] && c.first == s->n_blocks &&
			(is_date(s, i) || is_byline(s, i, scratch)))
			c.keep[i] = false;
		if (c.keep[i])
			block_note(s, i, &c);
	}
	return c;
}

enum { CAPTION_MAX = 1500, CAPTIONS_MAX = 200, LEAD_LINES = 12 };

/* A caption among the article's blocks, or of the picture between headline and text. */
static bool caption_counts(const struct scan *s, const struct choice *c, uint32_t i)
{
	const struct scan_block *b = &s->blocks[i];
	uint32_t from = c->first > LEAD_LINES ? c->first - LEAD_LINES : 0;
	if (s->title_block && s->title_block - 1 < c->first && s->title_block > from)
		from = s->title_block - 1;
	return i >= from && i < c->end && b->text.n <= CAPTION_MAX &&
		b->link_bytes * 2 <= b->text.n;
}

static void caption_add(struct join *j, struct slice text)
{
	struct slice caption, credit;
	if (j->a->captions.n >= CAPTIONS_MAX)
		return;
	credit_split(text, &caption, &credit);
	if (credit.n > 0)
		*list_add(j->out, &j->a->credits) = arena_dup(j->out, credit);
	if (caption.n == 0)
		return;
	join_end(j);
	struct slice own = arena_dup(j->out, caption);
	*list_add(j->out, &j->a->captions) = own;
	*list_add(j->out, &j->a->blocks) = (struct block){ BLOCK_CAPTION, own };
}

enum { COMMENTS_MAX = 1000, COMMENT_WORDS = 4 };

/* Paragraphs of comments: what stands in boxes for them and is neither the article's nor a line of
 * buttons. */
static void comments_fill(const struct scan *s, const bool *keep, struct article *a,
	struct arena *out)
{
	for (uint32_t i = 0; i < s->n_blocks && a->comments.n < COMMENTS_MAX; i++) {
		const struct scan_block *b = &s->blocks[i];
		if (!keep[i] && s->boxes[b->box].within & IN_COMMENT && b->cue == CUE_NONE &&
			b->words >= COMMENT_WORDS && b->link_bytes * 2 < b->text.n)
			*list_add(out, &a->comments) = arena_dup(out, b->text);
	}
}

/* All but the blocks. */
static void head_fill(const struct page_look *look, struct article *a, const struct choice *c,
	struct page_from *from, struct arena *out)
{
	const struct page_meta *m = &look->meta;
	*from = m->from;
	a->title = arena_dup(out, look->title);
	a->subtitle = arena_dup(out, m->subtitle);
	a->url = arena_dup(out, look->url);
	a->source = m->site.n ? arena_dup(out, m->site) : url_host(look->url, out);
	if (m->site.n == 0)
		from->at[HEAD_SOURCE] = "the address's host";
	a->lang = arena_dup(out, m->lang);
	a->section = arena_dup(out, m->section);
	a->image = m->image.n ? arena_dup(out, url_resolve(m->image, look->url, out)) : SLICE_NONE;
	for (size_t i = 0; i < m->authors.n; i++)
		*list_add(out, &a->authors) = arena_dup(out, m->authors.at[i]);
	for (size_t i = 0; i < m->tags.n; i++)
		*list_add(out, &a->tags) = arena_dup(out, m->tags.at[i]);
	head_lines(&look->scan, m, look->url, c->first, c->end, a, from, out);
	origins_find(&look->scan, m, region_of(&look->scan, c->first, c->end), c->keep,
		&a->origins, from, out);
	comments_fill(&look->scan, c->keep, a, out);
	a->next = arena_dup(out, next_find(look, out));
	a->kind = kind_of_page(look, c->keep, c->end, a);
	if (look->scan.cut || look->tree.cut) {
		a->kind = ARTICLE_STUB;
		from->at[HEAD_TEXT] = "the first part of a page that is too long to be read whole";
	}
}

/* The article of the blocks that were chosen; NULL where they are only captions. */
static struct article *article_make(const struct page_look *look, const struct choice *c,
	struct page_from *from, struct arena *out)
{
	const struct scan *s = &look->scan;
	struct article *a = arena_new(out, struct article);
	struct join j = { .out = out, .a = a, .text = BUF_INIT(PAGE_MAX_BYTES) };
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		bool in_figure = s->boxes[s->blocks[i].box].within & IN_FIGURE;
		if (!c->keep[i] && !in_figure)
			continue;
		struct shape shape = shape_of(s, i);
		if (shape.type == BLOCK_CAPTION) {
			if (caption_counts(s, c, i))
				caption_add(&j, s->blocks[i].text);
		} else if (c->keep[i]) {
			join_add(&j, &s->blocks[i], shape);
		}
	}
	join_end(&j);
	buf_done(&j.text);
	if (a->blocks.n == a->captions.n)
		return NULL;
	head_fill(look, a, c, from, out);
	return a;
}

enum { DECLARED_BYTES = 400, DECLARED_TIMES = 2, DECLARED_PARTS = 5000 };

static bool paragraph_ends(struct slice rest)
{
	return rest.p[0] == '\n' || slice_starts_nocase(rest, SLICE("</p")) ||
		slice_starts_nocase(rest, SLICE("<br"));
}

/* The text of a page that declares it, or hands it to its scripts, and shows little or nothing of
 * it: NULL where that is not so. `shown` is what was cut out of the page, or NULL. */
static struct article *article_declared(const struct page_look *look, const struct choice *c,
	const struct article *shown, struct page_from *from, struct arena *out)
{
	struct slice rest = look->meta.body;
	const char *where = "JSON-LD; the page shows less than half of it";
	struct state_head head = { DATE_NOT_KNOWN, { NULL, 0, 0 } };
	if (rest.n < DECLARED_BYTES && look->scan.long_bytes < DECLARED_BYTES) {
		rest = state_text(look, &head, out);
		where = "data of the page's scripts; the page shows less than half of it";
	}
	if (rest.n < DECLARED_BYTES ||
		(shown && rest.n < DECLARED_TIMES * article_text(shown, out).n))
		return NULL;
	struct article *a = arena_new(out, struct article);
	while (rest.n > 0 && a->blocks.n < DECLARED_PARTS) {
		size_t end = 1;
		while (end < rest.n && !paragraph_ends(slice_from(rest, end)))
			end++;
		struct slice text = meta_text(slice_sub(rest, 0, end), out);
		if (text.n > 0)
			*list_add(out, &a->blocks) = (struct block){ BLOCK_PARAGRAPH, text };
		rest = slice_from(rest, end);
	}
	head_fill(look, a, c, from, out);
	if (a->authors.n == 0 && head.authors.n > 0) {
		a->authors = head.authors;
		from->at[HEAD_AUTHORS] = "data of the page's scripts";
	}
	if (a->published.kind == DATE_NONE && head.published.kind != DATE_NONE) {
		a->published = head.published;
		a->published_from = ORIGIN_META;
		from->at[HEAD_PUBLISHED] = "data of the page's scripts";
	}
	from->at[HEAD_TEXT] = where;
	return a;
}

/* The articles of a page of several posts; false where it is none. */
static bool posts_cut(const struct page_look *look, struct choice *all, struct arena *scratch,
	struct arena *out, struct page_cutting *ret)
{
	page_posts posts = posts_find(look, all->keep, scratch);
	for (size_t k = 0; k < posts.n; k++) {
		struct page_post post = posts.at[k];
		struct page_look one = posts_look(look, post, scratch);
		struct choice c = { all->keep + post.first, one.scan.n_blocks, 0, 0 };
		struct page_from from;
		all->keep[post.heading] = false;
		for (uint32_t i = 0; i < one.scan.n_blocks; i++)
			if (c.keep[i])
				block_note(&one.scan, i, &c);
		struct article *a = article_make(&one, &c, &from, out);
		if (a && a->published.kind == DATE_NONE && post.day.kind != DATE_NONE) {
			a->published = post.day;
			a->published_from = ORIGIN_HEADER;
			from.at[HEAD_PUBLISHED] = "the date above the post";
		}
		if (a && ret->articles.n == 0)
			ret->from = from;
		if (a)
			*list_add(out, &ret->articles) = a;
	}
	return ret->articles.n > 0;
}

enum {
	SURE_BYTES = 1000, /* of running text */
	SURE_WORDS = 60,
	KEEP_STEP = FOREST_UNIT / 2,
	KEEP_LEAST = 2 * FOREST_UNIT
};

/* Scores are a little too sure of themselves: this share of them is right on pages of other sites.
 * Missing a word weighs half as much as a word too many. */
enum { SCORE_TENTHS = 7, RECALL_PERCENT = 50 };
enum { KEEP_BINS = 33, KEEP_BIN = FOREST_UNIT / 8, KEEP_MOST = 2 * FOREST_UNIT };

/* The score from which blocks are kept: that at which the expected precision and recall of the
 * words, weighed as above, are best together. Where a page is doubtful as a whole it is lower. */
static int32_t keep_choose(const struct scan *s, const int32_t *score)
{
	uint64_t good[KEEP_BINS] = { 0 }, all[KEEP_BINS] = { 0 }, sum = 0;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		int32_t at = score[i] < -KEEP_MOST ? -1 : (score[i] + KEEP_MOST) / KEEP_BIN;
		uint64_t words = s->blocks[i].words;
		uint64_t part = words * score_chance(score[i] * SCORE_TENTHS / 10);
		sum += part;
		if (at >= 0) {
			good[at < KEEP_BINS ? at : KEEP_BINS - 1] += part;
			all[at < KEEP_BINS ? at : KEEP_BINS - 1] += words * 64;
		}
	}
	double best = 0, kept_good = 0, kept = 0;
	int32_t keep = KEEP_MOST;
	for (int32_t bin = KEEP_BINS; bin-- > 0;) {
		kept_good += (double)good[bin];
		kept += (double)all[bin];
		if (all[bin] == 0)
			continue;
		double worth =
			kept_good / kept + RECALL_PERCENT / 100.0 * kept_good / (double)sum;
		if (worth > best) {
			best = worth;
			keep = bin * KEEP_BIN - KEEP_MOST;
		}
	}
	return keep;
}

enum { NOTICE_SCORE = -4 * FOREST_UNIT, NOTICE_SPAN = 2 * FOREST_UNIT };

/* A notice of rights, liability, privacy or consent: it has four such words and they are a twelfth
 * of it, less where it calls itself one or goes on with the notice in the line before. */
static bool is_notice(const struct scan *s, uint32_t i, bool goes_on)
{
	const struct scan_block *b = &s->blocks[i];
	if (b->legal >= (b->cue == CUE_LEGAL ? 2 : 4) && b->legal * 12U >= b->words)
		return true;
	return goes_on && b->legal >= 3 && b->legal * 50U >= b->words &&
		s->boxes[b->box].parent == s->boxes[b[-1].box].parent;
}

/* The scores, but that notices before or behind all other text are no part of it: they are running
 * text in plain markup, and longer than a short article. Not where the headline is of them. */
static int32_t *notices_lower(const struct scan *s, const int32_t *score, struct arena *out)
{
	int32_t *own = arena_array(out, int32_t, (size_t)s->n_blocks + 1);
	bool *notice = arena_array(out, bool, (size_t)s->n_blocks + 1);
	uint32_t first = s->n_blocks, end = 0;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		own[i] = score[i];
		notice[i] = is_notice(s, i, i > 0 && notice[i - 1]);
	}
	/* where no other text is good, what is less bad is the article */
	for (int32_t least = 0; end == 0 && least >= -NOTICE_SPAN; least -= NOTICE_SPAN)
		for (uint32_t i = s->title_block; i < s->n_blocks; i++) {
			if (score[i] < least || s->blocks[i].words < FIRST_WORDS || notice[i])
				continue;
			first = first == s->n_blocks ? i : first;
			end = i + 1;
		}
	if (end == 0 || (s->title_block && s->blocks[s->title_block - 1].legal > 0))
		return own;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		bool heads = i + 1 < s->n_blocks && notice[i + 1] && i + 1 != s->title_block &&
			s->blocks[i].words < FIRST_WORDS;
		if ((i < first || i >= end) && (notice[i] || heads) && own[i] > NOTICE_SCORE)
			own[i] = NOTICE_SCORE;
	}
	return own;
}

void page_cut(const struct page_look *look, const int32_t *given, struct arena *scratch,
	struct arena *out, struct page_cutting *ret)
{
	const struct scan *s = &look->scan;
	const int32_t *score = notices_lower(s, given, scratch);
	int32_t keep = keep_choose(s, score);
	struct choice c = blocks_choose(s, score, keep, scratch);
	*ret = (struct page_cutting){ .keep = c.keep };
	if (posts_cut(look, &c, scratch, out, ret))
		return;
	ret->none = kind_none(look, c.keep, scratch);
	/* A page with a story on it for sure: its best blocks are that, whatever made all of them
	 * look bad. */
	bool sure = look->meta.is_article || s->long_bytes >= SURE_BYTES;
	for (int32_t less = KEEP_STEP; ret->none && sure && less <= KEEP_LEAST; less += KEEP_STEP) {
		c = blocks_choose(s, score, keep - less, scratch);
		ret->keep = c.keep;
		if (c.words >= SURE_WORDS)
			ret->none = kind_none(look, c.keep, scratch);
	}
	struct article *a = ret->none ? NULL : article_make(look, &c, &ret->from, out);
	struct article *declared = article_declared(look, &c, a, &ret->from, out);
	if (declared) {
		ret->none = NULL;
		a = declared;
	}
	if (a)
		*list_add(out, &ret->articles) = a;
	else if (!ret->none)
		ret->none = "nothing on it but captions";
}
