/* Words that lead away are page_cues.h's; the rest is told by boxes, links and repetition. */
#include "page/page_drop.h"

#include "page/page_cues.h"

/* Pages carry copies of their text for machines or for other screens. A long block repeats where
 * nearly all triples of its words stand in what was kept before. */
enum { COPY_WORDS = 12, COPY_MOST_WORDS = 400, COPY_BITS = 1 << 18 };
enum repeat { REPEAT_UNKNOWN, REPEAT_NEW, REPEAT_OLD };

static enum repeat repeat_of(uint8_t *seen, const struct scan_block *b)
{
	uint32_t words[COPY_MOST_WORDS];
	size_t n = words_hash(b->text, true, words, COPY_MOST_WORDS), known = 0;
	if (n < COPY_WORDS)
		return REPEAT_UNKNOWN;
	for (size_t i = 2; i < n; i++) {
		uint32_t triple = (words[i - 2] * 31 + words[i - 1]) * 31 + words[i];
		uint32_t bit = (triple ^ triple >> 15) % COPY_BITS;
		known += seen[bit / 8] >> bit % 8 & 1;
		seen[bit / 8] |= (uint8_t)(1 << bit % 8);
	}
	return known * 10 >= (n - 2) * 9 ? REPEAT_OLD : REPEAT_NEW;
}

enum { COPY_SHARE = 2 };

/* A copy is a run of blocks of which none is new and which tells half or more of what stood before
 * it again; what a plan or a list repeats here and there is its text. */
static void copies_drop(const struct scan *s, bool *keep, struct arena *scratch)
{
	uint8_t *seen = arena_array(scratch, uint8_t, COPY_BITS / 8);
	uint32_t before = 0, run = 0, from = 0, to = 0;
	for (uint32_t i = 0; i <= s->n_blocks; i++) {
		if (i < s->n_blocks && !keep[i])
			continue;
		enum repeat repeat =
			i < s->n_blocks ? repeat_of(seen, &s->blocks[i]) : REPEAT_NEW;
		if (repeat == REPEAT_OLD) {
			from = run ? from : i;
			to = i + 1;
			run += s->blocks[i].words;
		} else if (repeat == REPEAT_NEW) {
			if (run * COPY_SHARE >= before)
				memset(keep + from, false, to - from);
			else
				before += run;
			from = to = run = 0;
			before += i < s->n_blocks ? s->blocks[i].words : 0;
		}
	}
}

enum { POINTER_WORDS = 40, NAMED_WORDS = 20, LEAD_WORDS = 6, AWAY_WORDS = 60 };

/* Is a line that begins like one ("See also") for a link, or does it name what it is for? */
static bool points(const struct scan_block *b)
{
	if (b->cue != CUE_RELATED || b->words > POINTER_WORDS)
		return false;
	return b->link_bytes * 2 >= b->text.n || (b->words <= NAMED_WORDS &&
		(slice_find_byte(b->text, ':', 0) != SIZE_MAX ||
			slice_find_byte(b->text, '"', 0) != SIZE_MAX));
}

/* "Read also: The mill burns down", and what stands linked under "Read also": pages set such lines
 * between paragraphs, in the same markup. */
static void pointers_drop(const struct scan *s, bool *keep)
{
	bool led = false;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		led = led && b->words <= POINTER_WORDS && b->link_bytes * 10 >= b->text.n * 9;
		if (points(b) || led)
			keep[i] = false;
		led |= b->cue == CUE_RELATED && b->words <= LEAD_WORDS;
	}
}

enum { WHOLE_WORDS = 60, NEAR_BOXES = 12 };

static uint32_t words_kept(const struct scan *s, const bool *keep, const struct scan_box *box)
{
	uint32_t words = 0;
	for (uint32_t i = box->first; i < box->end; i++)
		words += keep[i] ? s->blocks[i].words : 0;
	return words;
}

/* Pages that go on with further articles as readers scroll: what stands in sisters of the box that
 * has headline and text, under headings like ours, is of those. */
static void further_drop(const struct scan *s, bool *keep)
{
	if (!s->title_block)
		return;
	const struct scan_block *title = &s->blocks[s->title_block - 1];
	uint32_t box = title->box;
	int steps = 0;
	while (box > 0 && words_kept(s, keep, &s->boxes[box]) < WHOLE_WORDS) {
		box = steps < NEAR_BOXES ? s->boxes[box].parent : 0;
		steps++;
	}
	for (uint32_t i = s->boxes[box].end; i < s->n_blocks && box > 0; i++) {
		const struct scan_block *b = &s->blocks[i];
		uint32_t up = b->box;
		if (b->signature != title->signature || b->tag != title->tag)
			continue;
		for (steps = 0; up > box && s->boxes[up].parent != s->boxes[box].parent; steps++)
			up = steps < NEAR_BOXES ? s->boxes[up].parent : 0;
		if (up > box && s->boxes[up].signature == s->boxes[box].signature)
			memset(keep + s->boxes[up].first, false,
				s->boxes[up].end - s->boxes[up].first);
	}
}

/* Does a block lead to other pages, or invite to follow, subscribe or comment? Notices may be the
 * article's own, and menus begin with words that sentences do too. */
static bool leads_away(const struct scan_block *b)
{
	return b->cue >= CUE_RELATED && b->cue <= CUE_COMMENTS && b->words <= AWAY_WORDS;
}

enum { LED_BEFORE = 40, TEASER_WORDS = 8 };

/* Is half of the long blocks that a box keeps cut off, as teasers are? */
static bool cut_off(const struct scan *s, const bool *keep, const struct scan_box *box)
{
	uint32_t all = 0, cut = 0;
	for (uint32_t i = box->first; i < box->end; i++) {
		struct slice text = s->blocks[i].text;
		if (!keep[i] || s->blocks[i].words < TEASER_WORDS)
			continue;
		all++;
		cut += slice_ends(text, SLICE("\u2026")) || slice_ends(text, SLICE("..."));
	}
	return all > 1 && cut * 2 >= all;
}

/* A box that begins with such words, behind more of the article's text than it has itself, is about
 * them to its end: cards under "You may like", an offer under "Read on with a subscription". */
static void led_drop(const struct scan *s, bool *keep)
{
	uint32_t before = 0;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		uint32_t box = b->box, up = s->boxes[box].parent;
		bool leads = leads_away(b) && b->cue != CUE_TAGS && b->words <= LEAD_WORDS &&
			before >= LED_BEFORE && !(s->boxes[box].within & IN_TABLE);
		for (int k = 0; leads && k < NEAR_BOXES && s->boxes[up].first == i; k++) {
			box = up;
			up = s->boxes[box].parent;
		}
		if (leads && box > 0 && s->boxes[box].first == i &&
			(words_kept(s, keep, &s->boxes[box]) <= before ||
				cut_off(s, keep, &s->boxes[box])))
			memset(keep + i, false, s->boxes[box].end - i);
		before += keep[i] ? b->words : 0;
	}
}

/* No article ends with that; where it was taken from may be told below. */
static void end_trim(const struct scan *s, bool *keep)
{
	for (uint32_t i = s->n_blocks; i-- > 0;) {
		bool source = s->blocks[i].cue == CUE_SOURCE && s->blocks[i].words <= LEAD_WORDS;
		if (keep[i] && !leads_away(&s->blocks[i]) && !source)
			return;
		keep[i] = keep[i] && source;
	}
}

enum { SISTERS = 4, SISTER_BOXES = 3, SISTER_BLOCKS = 4, NAME_WORDS = 4, LISTS_MOST = 4 };

/* The item that a block stands in: the nearest box with sisters like itself, 0 for none. */
static uint32_t item_of(const struct scan *s, uint32_t box)
{
	for (int up = 0; up < SISTER_BOXES; up++, box = s->boxes[box].parent)
		if (s->boxes[box].same >= SISTERS)
			return s->boxes[box].end - s->boxes[box].first <= SISTER_BLOCKS ? box : 0;
	return 0;
}

/* A list of teasers that has this page's among them: items that begin with a linked headline, one
 * of them with ours. All of them go, be they as long as paragraphs. */
static void teasers_drop(const struct scan *s, bool *keep)
{
	if (!s->title_block || s->blocks[s->title_block - 1].words < NAME_WORDS)
		return;
	const struct scan_block *title = &s->blocks[s->title_block - 1];
	for (uint32_t i = 0, lists = 0; i < s->n_blocks && lists < LISTS_MOST; i++) {
		const struct scan_block *b = &s->blocks[i];
		uint32_t item = b != title && b->link_bytes >= title->text.n &&
			slice_starts_nocase(b->text, title->text) ? item_of(s, b->box) : 0;
		lists += item > 0;
		for (uint32_t k = 0; item > 0 && k < s->n_boxes; k++) {
			const struct scan_box *box = &s->boxes[k];
			if (box->parent == s->boxes[item].parent && box->end > box->first &&
				box->signature == s->boxes[item].signature &&
				box->end - box->first <= SISTER_BLOCKS &&
				s->blocks[box->first].link_bytes > 0)
				memset(keep + box->first, false, box->end - box->first);
		}
	}
}

enum { ABOVE_TIMES = 3, ABOVE_MOST = 80 /* words */ };

/* What stands above the headline, in another box, where most of the text is below: a banner. */
static void above_drop(const struct scan *s, bool *keep)
{
	uint32_t above = 0, below = 0;
	if (!s->title_block)
		return;
	for (uint32_t i = 0; i < s->n_blocks; i++)
		*(i < s->title_block ? &above : &below) += keep[i] ? s->blocks[i].words : 0;
	if (above > ABOVE_MOST || below < ABOVE_TIMES * above || below < WHOLE_WORDS)
		return;
	uint32_t up = s->boxes[s->blocks[s->title_block - 1].box].parent;
	memset(keep, false, s->boxes[up].tag == TAG_BODY ? s->title_block : s->boxes[up].first);
}

/* A line that is no text of the article wherever it stands: an invitation to subscribe, a quotation
 * that is one link (the card of what is linked), a link within the page that says so ("Jump to
 * recipe"). */
static bool is_card(const struct scan *s, uint32_t i)
{
	const struct scan_block *b = &s->blocks[i];
	if (b->words > POINTER_WORDS || (b->tag >= TAG_H1 && b->tag <= TAG_H6))
		return false;
	if (b->links == 1 && b->link_bytes == b->text.n) {
		uint32_t quote = scan_around(s, b->box, TAG_BLOCKQUOTE, 4);
		if (quote && s->boxes[quote].end - s->boxes[quote].first == 1)
			return true;
		if (b->cue == CUE_NAVIGATE && b->words <= LEAD_WORDS && b->anchors > 0)
			return true;
	}
	/* "Reading time: 2 minutes" */
	return (b->cue == CUE_NAVIGATE && b->digits > 0 && b->words <= LEAD_WORDS) ||
		cue_invites(b->text);
}

void drop_strange(const struct scan *s, bool *keep, struct arena *scratch)
{
	for (uint32_t i = 0; i < s->n_blocks; i++)
		keep[i] = keep[i] && !is_card(s, i);
	above_drop(s, keep);
	teasers_drop(s, keep);
	further_drop(s, keep);
	pointers_drop(s, keep);
	led_drop(s, keep);
	end_trim(s, keep);
	copies_drop(s, keep, scratch);
}
