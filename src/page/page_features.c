/* One row of columns a block; nothing here looks at the page's text again. */
#include "page/page_features.h"

#include "page/page_cues.h"

enum { TOP = 63 };

#define NAME_(name) #name,
static const char *const names[N_COLUMNS] = { FEATURE_LIST(NAME_) CONTEXT_LIST(NAME_) };
#undef NAME_

const char *feature_name(size_t column)
{
	return names[column];
}

static uint8_t clip(int64_t n)
{
	return (uint8_t)(n < 0 ? 0 : n > TOP ? TOP : n);
}

/* Four steps an octave: 0, 1, 2, 3... 63 is above 60,000. */
static uint8_t q_log(uint64_t n)
{
	if (n < 4)
		return (uint8_t)(n * 2);
	int octave = 63 - __builtin_clzll(n);
	return clip(octave * 4 + (int)(n >> (octave - 2) & 3));
}

static uint8_t q_share(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : clip((int64_t)(part * TOP / whole));
}

/* A sum of weights: zero is in the middle, the ends are 4 times e^4 apart. */
static uint8_t q_weight(int64_t sum)
{
	return clip(32 + sum / 4);
}

static uint8_t q_score(int32_t score)
{
	return clip(32 + (int64_t)score * 6 / FOREST_UNIT);
}

/* Kinds of blocks, ordered by how often they are the article's. */
static uint8_t q_tag(unsigned tag)
{
	static const uint8_t order[N_TAGS] = {
		[TAG_BUTTON] = 1, [TAG_LABEL] = 2, [TAG_LEGEND] = 2, [TAG_DIV] = 4, [TAG_H6] = 5,
		[TAG_H1] = 6, [TAG_H5] = 7, [TAG_FIGCAPTION] = 8, [TAG_CAPTION] = 9, [TAG_DT] = 10,
		[TAG_TH] = 11, [TAG_TD] = 12, [TAG_LI] = 13, [TAG_SUMMARY] = 14, [TAG_DD] = 15,
		[TAG_H4] = 16, [TAG_H3] = 17, [TAG_H2] = 18, [TAG_BLOCKQUOTE] = 20, [TAG_PRE] = 22,
		[TAG_P] = 24,
	};
	return order[tag];
}

static uint8_t q_inner(unsigned tag)
{
	switch (tag) {
	case TAG_A: return 1;
	case TAG_SPAN: return 2;
	case TAG_TIME: return 3;
	case TAG_SMALL: return 4;
	case TAG_LABEL: return 5;
	case 0: return 8;
	case TAG_STRONG: case TAG_B: return 9;
	case TAG_EM: case TAG_I: return 10;
	default: return 7;
	}
}

static uint8_t q_heading(unsigned tag)
{
	return tag >= TAG_H1 && tag <= TAG_H6 ? (uint8_t)(7 - (tag - TAG_H1)) : 0;
}

static uint8_t q_first(unsigned char c)
{
	return c >= 0x80 ? 5 : c >= 'A' && c <= 'Z' ? 4 : c >= 'a' && c <= 'z' ? 3 :
		ascii_digit((char)c) ? 2 : c == '"' || c == '\'' ? 6 : 1;
}

enum { LAST_CUT_OFF = 1 };

static uint8_t q_last(struct slice s)
{
	static const struct {
		char end[4];
		uint8_t value;
	} ends[] = { { "\u2026", LAST_CUT_OFF }, { "\u201d", 8 }, { "\u201c", 8 },
		{ "\u300d", 8 }, { "\u3002", 7 }, { "\uff01", 7 }, { "\uff1f", 7 },
		{ "\u0964", 7 }, { "\uff1a", 6 } };
	char c = s.p[s.n - 1];
	if (c == '.' && slice_ends(s, SLICE("...")))
		return LAST_CUT_OFF;
	size_t n = (unsigned char)c >= 0x80 && s.n > 3 ? sizeof ends / sizeof *ends : 0;
	for (size_t i = 0; i < n; i++)
		if (memcmp(s.p + s.n - 3, ends[i].end, 3) == 0)
			return ends[i].value;
	if (slice_ends(s, SLICE("\u00bb")) || slice_ends(s, SLICE("\u061f")))
		return (unsigned char)c == 0xbb ? 8 : 7;
	return c == '.' || c == '!' || c == '?' ? 7 : c == ':' ? 6 : c == ',' || c == ';' ? 5 :
		c == '"' ? 8 : c == ')' ? 4 : ascii_digit(c) ? 2 : 3;
}

#define SET(name, value) (column[F_##name][i] = (value))

static void text_features(const struct scan *s, uint32_t i, uint8_t **column)
{
	const struct scan_block *b = &s->blocks[i];
	uint64_t n = b->text.n, words = b->words ? b->words : 1;
	SET(BYTES, q_log(n));
	SET(WORDS, q_log(b->words));
	SET(LINK_SHARE, q_share(b->link_bytes, n));
	SET(LINKS, q_log(b->links));
	SET(ANCHORS, q_share(b->anchors, b->links));
	SET(OUTWARD, q_share(b->outward, b->links));
	SET(STOPS, q_log(b->stops));
	SET(STOP_RATE, q_share(b->stops * 4ULL, words));
	SET(COMMAS, q_log(b->commas));
	SET(UPPER_RATE, q_share(b->letters_upper, words * 2));
	SET(DIGIT_SHARE, q_share(b->digits * 2ULL, n));
	SET(BOLD_SHARE, q_share(b->bold_bytes, n));
	SET(WORD_LENGTH, clip((int64_t)(n * 4 / words)));
	SET(FIRST_CHAR, q_first((unsigned char)b->text.p[0]));
	SET(LAST_CHAR, q_last(b->text));
	SET(TAG, q_tag(b->tag));
	SET(HEADING, q_heading(b->tag));
	SET(INNER, q_inner(b->inner));
	SET(IMAGES, clip(b->images));
	SET(HEAD_SUM, q_weight(b->head.sum));
	SET(HEAD_MIN, q_weight(b->head.min));
	SET(HEAD_MAX, q_weight(b->head.max));
	SET(TAIL_SUM, q_weight(b->tail.sum));
	SET(TAIL_MIN, q_weight(b->tail.min));
	SET(TEXT_SUM, q_weight((b->head.sum + b->tail.sum) / 2));
	SET(TITLE_SHARE, q_share(b->in_title, words));
	SET(ABOUT_SHARE, q_share(b->in_about, words));
	SET(BODY_SHARE,
		s->known->body ? clip(1 + q_share(b->in_body, words > 2 ? words - 2 : 1)) : 0);
	SET(LEGAL, q_share(b->legal * 4ULL, words));
	SET(REPEATED, q_share(b->repeated, words > 2 ? words - 2 : 1));
	SET(CUE, b->cue);
	SET(IS_TITLE, s->title_block == i + 1);
}

static void names_features(const struct scan *s, uint32_t i, uint8_t **column)
{
	const struct scan_block *b = &s->blocks[i];
	const struct scan_box *own = &s->boxes[b->box], *up = &s->boxes[own->parent];
	const struct scan_box *up2 = &s->boxes[up->parent], *up3 = &s->boxes[up2->parent];
	uint32_t in = own->within;
	SET(NAMES_INLINE, q_weight(b->names.sum));
	SET(NAMES_OWN, q_weight(own->own.sum));
	SET(NAMES_OWN_MIN, q_weight(own->own.min));
	SET(NAMES_OWN_MAX, q_weight(own->own.max));
	SET(NAMES_UP, q_weight(up->own.sum));
	SET(NAMES_UP_MIN, q_weight(up->own.min));
	SET(NAMES_UP_MAX, q_weight(up->own.max));
	SET(NAMES_UP2, q_weight(up2->own.sum));
	SET(NAMES_UP3, q_weight(up3->own.sum));
	SET(CHAIN_MIN, q_weight(own->chain_min));
	SET(CHAIN_MAX, q_weight(own->chain_max));
	SET(CHAIN_SUM, q_weight(own->chain_sum));
	SET(IN_ARTICLE, (in & IN_ARTICLE) != 0);
	SET(IN_MAIN, (in & IN_MAIN) != 0);
	SET(IN_HEADER, (in & IN_HEADER) != 0);
	SET(IN_FOOTER, (in & IN_FOOTER) != 0);
	SET(IN_NAV, (in & IN_NAV) != 0);
	SET(IN_ASIDE, (in & IN_ASIDE) != 0);
	SET(IN_FORM, (in & IN_FORM) != 0);
	SET(IN_FIGURE, (in & IN_FIGURE) != 0);
	SET(IN_TABLE, (in & IN_TABLE) != 0);
	SET(IN_LIST, (in & IN_LIST) != 0);
	SET(IN_QUOTE, (in & IN_QUOTE) != 0);
	SET(IN_BUTTON, (in & IN_BUTTON) != 0);
	SET(IN_LINK, (in & IN_LINK) != 0);
	SET(IN_HIDDEN, (in & IN_HIDDEN) != 0);
	SET(IN_CODE, (in & IN_CODE) != 0);
	SET(IN_PROP, (in & IN_BODYPROP) != 0);
	SET(COMMENT, (in & IN_COMMENT) != 0);
	SET(AUTHOR, (in & IN_AUTHOR) != 0);
	SET(DEPTH, clip(own->depth));
	SET(SAME_OWN, q_log(own->same));
	SET(SAME_UP, q_log(up->same));
	SET(SAME_UP2, q_log(up2->same));
}

static uint32_t blocks_in(const struct scan_box *box)
{
	return box->end > box->first ? box->end - box->first : 1;
}

static void box_features(const struct scan *s, uint32_t i, uint8_t **column)
{
	const struct scan_box *own = &s->boxes[s->blocks[i].box], *up = &s->boxes[own->parent];
	const struct scan_box *up2 = &s->boxes[up->parent], *up3 = &s->boxes[up2->parent];
	uint32_t whole = s->long_bytes;
	SET(UP_BYTES, q_log(up->bytes));
	SET(UP_LINKS, q_share(up->link_bytes, up->bytes));
	SET(UP_LENGTH, q_log(up->bytes / blocks_in(up)));
	SET(UP_LONG, q_share(up->long_bytes, up->bytes));
	SET(UP_SHARE, q_share(up->long_bytes, whole));
	SET(UP2_BYTES, q_log(up2->bytes));
	SET(UP2_LINKS, q_share(up2->link_bytes, up2->bytes));
	SET(UP2_LENGTH, q_log(up2->bytes / blocks_in(up2)));
	SET(UP2_LONG, q_share(up2->long_bytes, up2->bytes));
	SET(UP2_SHARE, q_share(up2->long_bytes, whole));
	SET(UP3_LINKS, q_share(up3->link_bytes, up3->bytes));
	SET(UP3_LONG, q_share(up3->long_bytes, up3->bytes));
	SET(UP3_SHARE, q_share(up3->long_bytes, whole));
	if (own->list) {
		const struct scan_box *list = &s->boxes[own->list];
		SET(LIST_LINKS, clip(1 + q_share(list->link_bytes, list->bytes)));
		SET(LIST_LENGTH, q_log(list->bytes / blocks_in(list)));
		SET(LIST_BLOCKS, q_log(blocks_in(list)));
		SET(LIST_SHARE, q_share(list->bytes, s->bytes));
	}
	int steps = 0;
	const struct scan_box *box = own;
	while (steps < 20 && box->long_bytes * 2ULL < whole && box->depth > 0) {
		box = &s->boxes[box->parent];
		steps++;
	}
	SET(TO_TRUNK, clip(steps));
}

/* Blocks that look alike: of one signature, or of one text. */
struct likeness {
	uint32_t count, bytes, link_bytes, cut_off;
};

enum { LIKE_SLOTS = 1 << 12 };

static uint32_t like_slot(uint32_t signature)
{
	return signature * 2654435761U >> 20;
}

static void like_features(const struct scan *s, uint8_t **column, struct arena *scratch)
{
	struct likeness *like = arena_array(scratch, struct likeness, LIKE_SLOTS);
	uint16_t *texts = arena_array(scratch, uint16_t, LIKE_SLOTS * 4);
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		struct likeness *l = &like[like_slot(b->signature)];
		l->count++;
		l->bytes += (uint32_t)b->text.n;
		l->link_bytes += b->link_bytes;
		l->cut_off += column[F_LAST_CHAR][i] == LAST_CUT_OFF;
		texts[b->text_hash % (LIKE_SLOTS * 4)]++;
	}
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		const struct likeness *l = &like[like_slot(b->signature)];
		SET(SAME_TEXT, clip(texts[b->text_hash % (LIKE_SLOTS * 4)]));
		SET(LIKE_COUNT, q_log(l->count));
		SET(LIKE_LENGTH, q_log(l->bytes / l->count));
		SET(LIKE_LINKS, q_share(l->link_bytes, l->bytes));
		SET(LIKE_CUT_OFF, q_share(l->cut_off, l->count));
		SET(LIKE_SHARE, q_share(l->bytes, s->bytes));
	}
}

/* Cards: sister boxes of several blocks each, as in lists of products, recipes, teasers. */
struct cards {
	uint32_t count, blocks, bytes, link_bytes, long_bytes, heads, head_bytes, head_link_bytes;
	bool title;
};

static uint32_t cards_slot(const struct scan *s, uint32_t card)
{
	return like_slot(s->boxes[card].signature * 31 + s->boxes[card].parent);
}

static struct cards *cards_of(const struct scan *s, struct arena *scratch)
{
	struct cards *cards = arena_array(scratch, struct cards, LIKE_SLOTS);
	for (uint32_t i = 1; i < s->n_boxes; i++) {
		const struct scan_box *box = &s->boxes[i];
		struct cards *c = &cards[cards_slot(s, i)];
		if (box->card != i)
			continue;
		c->count++;
		c->blocks += box->end - box->first;
		c->bytes += box->bytes;
		c->link_bytes += box->link_bytes;
		c->long_bytes += box->long_bytes;
		c->title |= s->title_block > box->first && s->title_block <= box->end;
	}
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		uint32_t card = s->boxes[b->box].card;
		if (card && q_heading(b->tag)) {
			struct cards *c = &cards[cards_slot(s, card)];
			c->heads++;
			c->head_bytes += (uint32_t)b->text.n;
			c->head_link_bytes += b->link_bytes;
		}
	}
	return cards;
}

static void card_features(const struct scan *s, uint8_t **column, struct arena *scratch)
{
	const struct cards *cards = cards_of(s, scratch);
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		uint32_t card = s->boxes[s->blocks[i].box].card;
		if (card == 0)
			continue;
		const struct cards *c = &cards[cards_slot(s, card)];
		const struct scan_box *box = &s->boxes[card];
		bool own = s->title_block > box->first && s->title_block <= box->end;
		SET(CARDS_COUNT, q_log(c->count));
		SET(CARDS_LENGTH, q_log(c->bytes / c->count));
		SET(CARDS_LINKS, q_share(c->link_bytes, c->bytes));
		SET(CARDS_LONG, q_share(c->long_bytes, c->bytes));
		SET(CARDS_SHARE, q_share(c->bytes, s->bytes));
		SET(CARDS_TITLE, own ? 3 : c->title ? 2 : 1);
		SET(CARDS_HEADS, clip(c->heads * 8 / c->count));
		SET(CARDS_HEAD_LINKS, q_share(c->head_link_bytes, c->head_bytes));
		SET(CARDS_BLOCKS, clip(c->blocks * 2 / c->count));
	}
}

/* What stands under each heading. */
static void section_features(const struct scan *s, uint8_t **column, struct arena *scratch)
{
	struct likeness *under = arena_array(scratch, struct likeness, (size_t)s->n_blocks + 1);
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		under[s->blocks[i].heading].bytes += (uint32_t)s->blocks[i].text.n;
		under[s->blocks[i].heading].link_bytes += s->blocks[i].link_bytes;
	}
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		if (!q_heading(s->blocks[i].tag))
			continue;
		SET(BEGINS_BYTES, q_log(under[i + 1].bytes));
		SET(BEGINS_LINKS, q_share(under[i + 1].link_bytes, under[i + 1].bytes));
	}
}

static void place_features(const struct scan *s, uint8_t **column)
{
	uint64_t before = 0, long_before = 0;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		bool is_long = b->words >= 12 && b->link_bytes * 3ULL < b->text.n;
		SET(INDEX_SHARE, q_share(i, s->n_blocks));
		SET(BYTES_SHARE, q_share(before, s->bytes));
		SET(FROM_START, q_log(i));
		SET(FROM_END, q_log(s->n_blocks - 1 - i));
		int64_t since = s->title_block ? (int64_t)i + 1 - s->title_block : 0;
		SET(SINCE_TITLE, clip(since >= 0 ? 32 + q_log((uint64_t)since) / 2
			: 31 - q_log((uint64_t)-since) / 2));
		SET(LONG_BEFORE, q_share(long_before, s->long_bytes));
		before += b->text.n;
		if (is_long)
			long_before += b->text.n;
		SET(LONG_AFTER, q_share(s->long_bytes - long_before, s->long_bytes));
		SET(PAGE_KIND, s->known->is_article);
		SET(PAGE_BLOCKS, q_log(s->n_blocks));
		SET(PAGE_LONG, q_log(s->long_bytes));
		SET(PAGE_LINKS, q_share(s->link_bytes, s->bytes));
	}
}

/* Where a box stands to the headline's: the nearest box around both, and the two below that. */
struct meeting {
	uint32_t at, below, title_below; /* boxes; 0 below for none */
};

/* Of each box, from the top down: a box is made after the one around it. */
static struct meeting *meetings_of(const struct scan *s, uint32_t title_box, struct arena *scratch)
{
	struct meeting *m = arena_array(scratch, struct meeting, s->n_boxes);
	bool *around = arena_array(scratch, bool, s->n_boxes);
	uint32_t box = title_box, below = 0;
	for (;;) {
		around[box] = true;
		m[box] = (struct meeting){ box, 0, below };
		if (s->boxes[box].parent == box)
			break;
		below = box;
		box = s->boxes[box].parent;
	}
	for (uint32_t i = 0; i < s->n_boxes; i++) {
		uint32_t up = s->boxes[i].parent;
		if (around[i])
			continue;
		m[i] = m[up];
		if (around[up])
			m[i].below = i;
	}
	return m;
}

/* Of several whole posts on a page each stands in a sister of the box that ours stands in, under a
 * heading like ours. */
static void title_features(const struct scan *s, uint8_t **column, struct arena *scratch)
{
	if (!s->title_block)
		return;
	const struct scan_block *title = &s->blocks[s->title_block - 1];
	const struct meeting *meetings = meetings_of(s, title->box, scratch);
	uint32_t titles = 0, firsts = 0, cues = 0, repeats = 0;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		if (i >= s->title_block && b->text_hash != title->text_hash) {
			titles += b->signature == title->signature;
			firsts += b->tag == TAG_H1;
			cues += b->cue >= CUE_RELATED && b->words <= 8;
			repeats += column[F_SAME_TEXT][i] > 2;
		}
		SET(CUES_SINCE, clip(cues));
		SET(REPEATS_SINCE, clip(repeats));
		struct meeting m = meetings[b->box];
		bool sister = m.below && m.title_below &&
			s->boxes[m.below].signature == s->boxes[m.title_below].signature;
		SET(TITLES_SINCE, clip(titles));
		SET(FIRSTS_SINCE, clip(firsts));
		SET(TITLE_STEPS, clip(s->boxes[title->box].depth - s->boxes[m.at].depth));
		SET(TITLE_SISTER, sister ? (i < s->title_block ? 1 : 2) : 0);
	}
}

/* How closely two blocks stand together: in one box, in sister boxes, farther. */
static uint8_t nearness(const struct scan *s, uint32_t a, uint32_t b)
{
	uint32_t x = s->blocks[a].box, y = s->blocks[b].box;
	if (x == y)
		return 4;
	if (s->boxes[x].parent == s->boxes[y].parent)
		return s->boxes[x].signature == s->boxes[y].signature ? 3 : 2;
	return s->boxes[s->boxes[x].parent].parent == s->boxes[s->boxes[y].parent].parent;
}

static void neighbour_features(const struct scan *s, uint32_t i, uint8_t **column)
{
	uint64_t bytes = 0, links = 0, anchors = 0, n_links = 0;
	int64_t head = 0;
	uint64_t legal = 0, words = 0;
	uint32_t from = i < 3 ? 0 : i - 3, to = i + 4 > s->n_blocks ? s->n_blocks : i + 4;
	for (uint32_t k = from; k < to; k++) {
		bytes += s->blocks[k].text.n;
		links += s->blocks[k].link_bytes;
		head += s->blocks[k].head.sum;
		anchors += s->blocks[k].anchors;
		n_links += s->blocks[k].links;
		legal += s->blocks[k].legal;
		words += s->blocks[k].words;
	}
	SET(LEGAL_AROUND, q_share(legal * 4, words));
	SET(AROUND_ANCHORS, q_share(anchors, n_links));
	SET(AROUND_BYTES, q_log(bytes / (to - from)));
	SET(AROUND_LINKS, q_share(links, bytes));
	SET(AROUND_HEAD, q_weight(head / (int64_t)(to - from)));
	if (i > 0) {
		SET(PREV_BYTES, column[F_BYTES][i - 1]);
		SET(PREV_LINKS, column[F_LINK_SHARE][i - 1]);
		SET(PREV_TAG, column[F_TAG][i - 1]);
		SET(PREV_HEAD, column[F_HEAD_SUM][i - 1]);
		SET(PREV_CUE, s->blocks[i - 1].cue);
		SET(PREV_NEAR, nearness(s, i - 1, i));
	}
	if (i + 1 < s->n_blocks) {
		SET(NEXT_BYTES, column[F_BYTES][i + 1]);
		SET(NEXT_LINKS, column[F_LINK_SHARE][i + 1]);
		SET(NEXT_TAG, column[F_TAG][i + 1]);
		SET(NEXT_HEAD, column[F_HEAD_SUM][i + 1]);
		SET(NEXT_NEAR, nearness(s, i, i + 1));
	}
	uint32_t heading = s->blocks[i].heading, cued = s->blocks[i].cued;
	if (cued > 0) {
		const struct scan_block *c = &s->blocks[cued - 1];
		SET(CUED, c->cue);
		SET(CUED_WORDS, clip(c->words));
		SET(CUED_LINKS, q_share(c->link_bytes, c->text.n));
		SET(CUED_LEVEL, q_heading(c->tag));
		SET(CUED_SINCE, q_log(i + 1 - cued));
		SET(CUED_INSIDE, s->boxes[s->boxes[c->box].parent].end > i);
	}
	if (heading > 0) {
		const struct scan_block *h = &s->blocks[heading - 1];
		SET(UNDER_DISTANCE, q_log(i + 1 - heading));
		SET(UNDER_WORDS, q_weight(h->head.sum));
		SET(UNDER_NAMES, q_weight(s->boxes[h->box].chain_sum));
		SET(UNDER_LEVEL, q_heading(h->tag));
		SET(UNDER_CUE, h->cue);
		SET(UNDER_LINKS, q_share(h->link_bytes, h->text.n));
	}
}

uint8_t **features_of(const struct scan *s, struct arena *out)
{
	struct arena scratch = ARENA_INIT;
	size_t rows = (s->n_blocks + 31) / 32 * 32;
	uint8_t **column = arena_array(out, uint8_t *, N_COLUMNS);
	uint8_t *all = arena_calloc(out, rows * N_COLUMNS, 1);
	for (size_t f = 0; f < N_COLUMNS; f++)
		column[f] = all + f * rows;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		text_features(s, i, column);
		names_features(s, i, column);
		box_features(s, i, column);
	}
	like_features(s, column, &scratch);
	place_features(s, column);
	card_features(s, column, &scratch);
	section_features(s, column, &scratch);
	title_features(s, column, &scratch);
	for (uint32_t i = 0; i < s->n_blocks; i++)
		neighbour_features(s, i, column);
	arena_done(&scratch);
	return column;
}

#undef SET
#define SET(name, value) (column[C_##name][i] = (value))

/* Sums over boxes of how much of their text the first forest takes for the article's. */
struct mass {
	uint64_t bytes, good; /* good: bytes times probability in 1/64 */
};

uint32_t score_chance(int32_t score)
{
	/* A logistic curve in eighths of log-odds from -6 to 6. */
	static const uint8_t curve[97] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 8, 8, 9, 10, 12, 13, 14, 16, 17, 19, 21, 22,
		24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 43, 45, 47, 48, 50, 51, 52, 54, 55, 56, 56,
		58, 59, 59, 60, 60, 61, 61, 61, 62, 62, 62, 62, 62, 63, 63, 63, 63, 63, 63, 63, 63,
		63, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64 };
	int32_t at = 48 + score / (FOREST_UNIT / 8);
	return curve[at < 0 ? 0 : at > 96 ? 96 : at];
}

static uint8_t q_mass(struct mass m)
{
	return q_share(m.good, m.bytes * 64);
}

static struct mass *box_masses(const struct scan *s, const int32_t *score, struct arena *scratch)
{
	struct mass *box = arena_array(scratch, struct mass, s->n_boxes);
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		box[b->box].bytes += b->text.n;
		box[b->box].good += b->text.n * score_chance(score[i]);
	}
	for (uint32_t k = s->n_boxes; k-- > 1;) {
		struct mass *up = &box[s->boxes[k].parent];
		up->bytes += box[k].bytes;
		up->good += box[k].good;
	}
	return box;
}

static void around_context(const struct scan *s, const int32_t *score, uint8_t **column)
{
	uint64_t whole = 0, before = 0;
	for (uint32_t i = 0; i < s->n_blocks; i++)
		whole += s->blocks[i].text.n * score_chance(score[i]);
	int since = 99;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		uint32_t n = s->n_blocks;
		SET(SELF, q_score(score[i]));
		SET(PREV, i > 0 ? q_score(score[i - 1]) : 0);
		SET(PREV2, i > 1 ? q_score(score[i - 2]) : 0);
		SET(PREV3, i > 2 ? q_score(score[i - 3]) : 0);
		SET(NEXT, i + 1 < n ? q_score(score[i + 1]) : 0);
		SET(NEXT2, i + 2 < n ? q_score(score[i + 2]) : 0);
		SET(NEXT3, i + 3 < n ? q_score(score[i + 3]) : 0);
		SET(MASS_BEFORE, q_share(before, whole));
		before += s->blocks[i].text.n * score_chance(score[i]);
		SET(MASS_AFTER, q_share(whole - before, whole));
		SET(MASS, q_log(whole / 64));
		SET(SINCE_GOOD, clip(since));
		since = score[i] > FOREST_UNIT && s->blocks[i].words >= 8 ? 0 : since + 1;
	}
	int until = 99;
	for (uint32_t i = s->n_blocks; i-- > 0;) {
		SET(UNTIL_GOOD, clip(until));
		until = score[i] > FOREST_UNIT && s->blocks[i].words >= 8 ? 0 : until + 1;
	}
}

/* Means over the blocks up to `reach` away, weighed by their text. */
static void window_context(const struct scan *s, const int32_t *score, uint32_t reach,
	uint8_t *column)
{
	struct mass m = { 0, 0 };
	uint32_t n = s->n_blocks, to = 0, from = 0;
	for (uint32_t i = 0; i < n; i++) {
		for (; to < n && to <= i + reach; to++) {
			m.bytes += s->blocks[to].text.n;
			m.good += s->blocks[to].text.n * score_chance(score[to]);
		}
		for (; from + reach < i; from++) {
			m.bytes -= s->blocks[from].text.n;
			m.good -= s->blocks[from].text.n * score_chance(score[from]);
		}
		column[i] = q_mass(m);
	}
}

/* Means under one heading and of one signature. */
static void group_context(const struct scan *s, const int32_t *score, uint8_t **column,
	struct arena *scratch)
{
	struct mass *like = arena_array(scratch, struct mass, LIKE_SLOTS);
	struct mass *under = arena_array(scratch, struct mass, (size_t)s->n_blocks + 1);
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		uint64_t good = b->text.n * score_chance(score[i]);
		struct mass *to[2] = { &like[like_slot(b->signature)], &under[b->heading] };
		for (int k = 0; k < 2; k++) {
			to[k]->bytes += b->text.n;
			to[k]->good += good;
		}
	}
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		SET(LIKE, q_mass(like[like_slot(b->signature)]));
		SET(SECTION, q_mass(under[b->heading]));
		SET(UNDER, b->heading ? q_score(score[b->heading - 1]) : 32);
		SET(BEGINS, q_heading(b->tag) ? clip(1 + q_mass(under[i + 1])) : 0);
	}
}

static void card_context(const struct scan *s, const int32_t *score, const struct mass *mass,
	uint8_t **column, struct arena *scratch)
{
	struct mass *cards = arena_array(scratch, struct mass, LIKE_SLOTS);
	for (uint32_t i = 1; i < s->n_boxes; i++) {
		if (s->boxes[i].card == i) {
			struct mass *c = &cards[cards_slot(s, i)];
			c->bytes += mass[i].bytes;
			c->good += mass[i].good;
		}
	}
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		uint32_t card = s->boxes[s->blocks[i].box].card;
		uint32_t list = s->boxes[s->blocks[i].box].list;
		uint32_t before = list ? s->boxes[list].first : 0;
		SET(LIST, list ? clip(1 + q_mass(mass[list])) : 0);
		SET(LEAD_IN, before ? q_score(score[before - 1]) : 0);
		SET(CARD, card ? clip(1 + q_mass(mass[card])) : 0);
		SET(CARDS, card ? clip(1 + q_mass(cards[cards_slot(s, card)])) : 0);
	}
}

static void box_context(const struct scan *s, const struct mass *mass, uint8_t **column)
{
	/* The trunk: the deepest box with four fifths of what is good. */
	uint32_t trunk = 0;
	for (uint32_t k = 1; k < s->n_boxes; k++)
		if (mass[k].good * 5 >= mass[0].good * 4 &&
			s->boxes[k].depth > s->boxes[trunk].depth)
			trunk = k;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		uint32_t own = s->blocks[i].box, up = s->boxes[own].parent,
			 up2 = s->boxes[up].parent;
		uint32_t up3 = s->boxes[up2].parent;
		SET(OWN_BOX, q_mass(mass[own]));
		SET(UP_BOX, q_mass(mass[up]));
		SET(UP2_BOX, q_mass(mass[up2]));
		SET(UP3_BOX, q_mass(mass[up3]));
		SET(UP4_BOX, q_mass(mass[s->boxes[up3].parent]));
		/* Steps down from the trunk, or out of it to the nearest box around both. */
		int steps = 0;
		uint32_t box = own;
		while (steps < 40 && box > 0 &&
			!(s->boxes[box].first <= s->boxes[trunk].first &&
				s->boxes[box].end >= s->boxes[trunk].end && box <= trunk)) {
			box = s->boxes[box].parent;
			steps++;
		}
		SET(TRUNK_UP, clip(steps));
		SET(TRUNK_OUT, clip(s->boxes[trunk].depth - s->boxes[box].depth));
	}
}

void features_context(const struct scan *s, const int32_t *score, uint8_t **columns,
	struct arena *scratch)
{
	if (s->n_blocks == 0)
		return;
	around_context(s, score, columns);
	window_context(s, score, 3, columns[C_NEAR]);
	window_context(s, score, 10, columns[C_WIDE]);
	group_context(s, score, columns, scratch);
	const struct mass *mass = box_masses(s, score, scratch);
	box_context(s, mass, columns);
	card_context(s, score, mass, columns, scratch);
}
