/* One walk over the tree, in which words are weighed while white space is squeezed. */
#include "page/page_scan.h"

#include "base/buf.h"
#include "page/page_amp.h"
#include "page/page_cues.h"
#include "page/page_names.h"

#include <limits.h>

enum kind {
	KIND_INLINE,
	KIND_BLOCK,
	KIND_BREAK, /* a line break */
	KIND_SKIP,  /* never shown as text */
	KIND_IMAGE
};

static const uint8_t tag_kinds[N_TAGS] = {
	[TAG_DOCUMENT] = KIND_BLOCK,
	[TAG_ADDRESS] = KIND_BLOCK,
	[TAG_ARTICLE] = KIND_BLOCK,
	[TAG_ASIDE] = KIND_BLOCK,
	[TAG_BLOCKQUOTE] = KIND_BLOCK,
	[TAG_BODY] = KIND_BLOCK,
	[TAG_BUTTON] = KIND_BLOCK,
	[TAG_CAPTION] = KIND_BLOCK,
	[TAG_CENTER] = KIND_BLOCK,
	[TAG_DD] = KIND_BLOCK,
	[TAG_DETAILS] = KIND_BLOCK,
	[TAG_DIALOG] = KIND_BLOCK,
	[TAG_DIR] = KIND_BLOCK,
	[TAG_DIV] = KIND_BLOCK,
	[TAG_DL] = KIND_BLOCK,
	[TAG_DT] = KIND_BLOCK,
	[TAG_FIELDSET] = KIND_BLOCK,
	[TAG_FIGCAPTION] = KIND_BLOCK,
	[TAG_FIGURE] = KIND_BLOCK,
	[TAG_FOOTER] = KIND_BLOCK,
	[TAG_FORM] = KIND_BLOCK,
	[TAG_H1] = KIND_BLOCK,
	[TAG_H2] = KIND_BLOCK,
	[TAG_H3] = KIND_BLOCK,
	[TAG_H4] = KIND_BLOCK,
	[TAG_H5] = KIND_BLOCK,
	[TAG_H6] = KIND_BLOCK,
	[TAG_HEADER] = KIND_BLOCK,
	[TAG_HGROUP] = KIND_BLOCK,
	[TAG_HR] = KIND_BLOCK,
	[TAG_HTML] = KIND_BLOCK,
	[TAG_LEGEND] = KIND_BLOCK,
	[TAG_LI] = KIND_BLOCK,
	[TAG_LISTING] = KIND_BLOCK,
	[TAG_MAIN] = KIND_BLOCK,
	[TAG_MENU] = KIND_BLOCK,
	[TAG_NAV] = KIND_BLOCK,
	[TAG_OL] = KIND_BLOCK,
	[TAG_P] = KIND_BLOCK,
	[TAG_PLAINTEXT] = KIND_BLOCK,
	[TAG_PRE] = KIND_BLOCK,
	[TAG_SEARCH] = KIND_BLOCK,
	[TAG_SECTION] = KIND_BLOCK,
	[TAG_SUMMARY] = KIND_BLOCK,
	[TAG_TABLE] = KIND_BLOCK,
	[TAG_TBODY] = KIND_BLOCK,
	[TAG_TD] = KIND_BLOCK,
	[TAG_TFOOT] = KIND_BLOCK,
	[TAG_TH] = KIND_BLOCK,
	[TAG_THEAD] = KIND_BLOCK,
	[TAG_TR] = KIND_BLOCK,
	[TAG_UL] = KIND_BLOCK,
	[TAG_XMP] = KIND_BLOCK,
	[TAG_BR] = KIND_BREAK,
	[TAG_APPLET] = KIND_SKIP,
	[TAG_AREA] = KIND_SKIP,
	[TAG_AUDIO] = KIND_SKIP,
	[TAG_CANVAS] = KIND_SKIP,
	[TAG_DATALIST] = KIND_SKIP,
	[TAG_FOREIGN] = KIND_SKIP,
	[TAG_HEAD] = KIND_SKIP,
	[TAG_IFRAME] = KIND_SKIP,
	[TAG_INPUT] = KIND_SKIP,
	[TAG_MATH] = KIND_SKIP,
	[TAG_METER] = KIND_SKIP,
	[TAG_NOEMBED] = KIND_SKIP,
	[TAG_NOFRAMES] = KIND_SKIP,
	[TAG_NOSCRIPT] = KIND_SKIP,
	[TAG_OBJECT] = KIND_SKIP,
	[TAG_OPTGROUP] = KIND_SKIP,
	[TAG_OPTION] = KIND_SKIP,
	[TAG_PROGRESS] = KIND_SKIP,
	[TAG_RP] = KIND_SKIP,
	[TAG_RT] = KIND_SKIP,
	[TAG_SCRIPT] = KIND_SKIP,
	[TAG_SELECT] = KIND_SKIP,
	[TAG_STYLE] = KIND_SKIP,
	[TAG_SVG] = KIND_SKIP,
	[TAG_TEMPLATE] = KIND_SKIP,
	[TAG_TEXTAREA] = KIND_SKIP,
	[TAG_TITLE] = KIND_SKIP,
	[TAG_VIDEO] = KIND_SKIP,
	[TAG_IMG] = KIND_IMAGE,
	[TAG_PICTURE] = KIND_INLINE,
};

static const uint32_t tag_within[N_TAGS] = {
	[TAG_ARTICLE] = IN_ARTICLE, [TAG_MAIN] = IN_MAIN, [TAG_HEADER] = IN_HEADER,
	[TAG_FOOTER] = IN_FOOTER, [TAG_NAV] = IN_NAV, [TAG_ASIDE] = IN_ASIDE, [TAG_FORM] = IN_FORM,
	[TAG_FIGURE] = IN_FIGURE, [TAG_TABLE] = IN_TABLE, [TAG_UL] = IN_LIST, [TAG_OL] = IN_LIST,
	[TAG_MENU] = IN_LIST | IN_NAV, [TAG_DL] = IN_LIST, [TAG_BLOCKQUOTE] = IN_QUOTE,
	[TAG_SECTION] = IN_SECTION, [TAG_BUTTON] = IN_BUTTON, [TAG_A] = IN_LINK,
	[TAG_DIALOG] = IN_HIDDEN, [TAG_DETAILS] = IN_DETAILS, [TAG_PRE] = IN_CODE,
	[TAG_LISTING] = IN_CODE, [TAG_XMP] = IN_CODE, [TAG_PLAINTEXT] = IN_CODE,
};

enum { MARK_FIRST = 0x5bd1e995, HEAD_WORDS = 12, TAIL_WORDS = 6 };

static const uint32_t MARK_PAIR = 0x9e3779b1;

/* The text of the block that is being collected: squeezed as it comes, so that a run of a million
 * pieces takes no more than their text. */
struct run {
	struct buf text;
	bool begun; /* something stands in it, be it white space only */
	bool blank; /* white space stands between its text and what comes */
	size_t link_bytes, bold_bytes;
};

struct walk {
	struct scan *scan;
	const struct page_model *model;
	const struct scan_spy *spy;
	struct arena *out;
	struct names scale;
	uint32_t box;
	uint32_t n_links_open, n_bold_open;
	uint32_t heading, cued; /* block + 1 */
	uint16_t images;    /* since the block before */
	struct run run;
	uint32_t node;      /* first node of the block */
	uint32_t time;
	bool closed, opened; /* inline elements since the last text */
	uint16_t lines[SCAN_LINES], n_lines;
	uint16_t links, anchors, outward, breaks;
	struct scan_weight names;
	uint32_t inner_tag; /* inline element that began with the block */
	uint32_t max_boxes, max_blocks;
	bool walled; /* an AMP page with sections for those who have paid */
	uint8_t *seen; /* triples of words so far: WORDSET_LARGE bits */
	const uint8_t *legal;
};

/* Where one inline element ends and the next begins, pages leave the blank to their style sheet:
 * "Ann Lee" "May 5", "2024" "Updated". Inside a word ("<b>T</b>he") nothing is parted. */
static bool words_meet(char left, char right)
{
	bool upper = right >= 'A' && right <= 'Z';
	if (ascii_digit(left))
		return ascii_alpha(right);
	return left >= 'a' && left <= 'z' && (upper || ascii_digit(right));
}

static bool is_hidden(const struct tree *t, uint32_t node)
{
	if (node_attr(t, node, ATTR_HIDDEN).p != NULL)
		return true;
	if (slice_is(node_attr(t, node, ATTR_ARIA_HIDDEN), "true"))
		return true;
	struct slice style = slice_sub(node_attr(t, node, ATTR_STYLE), 0, 200);
	size_t at = slice_find_nocase(style, SLICE("display"), 0);
	if (at == SIZE_MAX)
		return false;
	at = slice_find_byte(style, ':', at);
	return at != SIZE_MAX &&
		slice_starts_nocase(slice_trim(slice_from(style, at + 1)), SLICE("none"));
}

static uint32_t signature_of(const struct tree *t, uint32_t node)
{
	struct slice class = node_attr(t, node, ATTR_CLASS);
	return (uint32_t)slice_hash(class) * 31 + tree_at(t, node)->tag;
}

/* Open a box for `node`; false where there may be no more: what is in it then belongs to the box
 * around. */
static bool box_open(struct walk *w, uint32_t node)
{
	struct scan *s = w->scan;
	if (s->n_boxes == w->max_boxes)
		return false;
	const struct scan_box *parent = &s->boxes[w->box];
	struct scan_box *box = &s->boxes[s->n_boxes];
	uint32_t tag = tree_at(s->tree, node)->tag;
	bool root = s->n_boxes == 0;
	memset(box, 0, sizeof *box);
	box->node = node;
	box->tag = (uint16_t)tag;
	box->parent = root ? 0 : w->box;
	box->depth = root ? 0 : (uint16_t)(parent->depth + 1);
	box->first = s->n_blocks;
	box->within = (root ? 0 : parent->within) | tag_within[tag];
	box->signature = signature_of(s->tree, node);
	bool list = tag == TAG_UL || tag == TAG_OL || tag == TAG_TABLE;
	box->list = list ? s->n_boxes : root ? 0 : parent->list;
	box->own = names_weigh(&w->scale, node, s->n_boxes, UINT32_MAX);
	if (is_hidden(s->tree, node))
		box->within |= IN_HIDDEN;
	if (tag != TAG_BODY && tag != TAG_HTML) {
		box->within |= box->own.marks & MARK_COMMENT ? IN_COMMENT : 0;
		box->within |= box->own.marks & MARK_AUTHOR ? IN_AUTHOR : 0;
	}
	struct slice prop = node_attr(s->tree, node, ATTR_ITEMPROP);
	if (slice_is(prop, "articleBody"))
		box->within |= IN_BODYPROP;
	else if (box->within & IN_HIDDEN &&
		(prop.n > 0 || node_attr(s->tree, node, ATTR_ITEMTYPE).n > 0))
		box->within |= IN_FIELD;
	int low = root ? 0 : parent->chain_min, high = root ? 0 : parent->chain_max;
	int sum = box->own.sum < -1000 ? -1000 : box->own.sum > 1000 ? 1000 : box->own.sum;
	box->chain_min = (int16_t)(sum < low ? sum : low);
	box->chain_max = (int16_t)(sum > high ? sum : high);
	box->chain_sum = sum + (root ? 0 : parent->chain_sum * 3 / 4);
	w->box = s->n_boxes++;
	return true;
}

static void box_close(struct walk *w)
{
	struct scan_box *box = &w->scan->boxes[w->box];
	box->end = w->scan->n_blocks;
	if (box->parent != w->box) {
		struct scan_box *parent = &w->scan->boxes[box->parent];
		parent->bytes += box->bytes;
		parent->link_bytes += box->link_bytes;
		parent->long_bytes += box->long_bytes;
		parent->images = (uint16_t)(parent->images + box->images);
	}
	w->box = box->parent;
}

/* Length of the white space that begins at p: ASCII, NBSP, U+2000 to U+200A, U+2028, U+2029,
 * U+202F, U+3000; of what is invisible (U+200B, U+FEFF, soft hyphen) too, with *ret_gone. */
static size_t blank_len(const unsigned char *p, size_t n, bool *ret_gone)
{
	*ret_gone = false;
	if (p[0] < 0x80)
		return ascii_space((char)p[0]) ? 1 : 0;
	if (p[0] == 0xc2 && n > 1) {
		*ret_gone = p[1] == 0xad;
		return p[1] == 0xa0 || p[1] == 0xad ? 2 : 0;
	}
	if (n < 3)
		return 0;
	if (p[0] == 0xe2 && p[1] == 0x80) {
		*ret_gone = p[2] == 0x8b;
		return p[2] <= 0x8b || p[2] == 0xa8 || p[2] == 0xa9 || p[2] == 0xaf ? 3 : 0;
	}
	if (p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80)
		return 3;
	*ret_gone = p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf;
	return *ret_gone ? 3 : 0;
}

static bool is_plain(unsigned char c)
{
	return c > ' ' && c < 0x80;
}

/* White space becomes one blank between words. `apart`: an inline element ended and another began
 * before this text. */
static void run_squeeze(struct run *r, struct slice text, bool apart)
{
	const unsigned char *p = (const unsigned char *)text.p;
	char *to = buf_room(&r->text, text.n + 1);
	size_t n = 0;
	if (!to)
		return;
	for (size_t i = 0; i < text.n;) {
		bool gone = false, first = r->text.n + n == 0;
		size_t skip = is_plain(p[i]) ? 0 : blank_len(p + i, text.n - i, &gone);
		if (skip > 0) {
			r->blank |= !gone;
			i += skip;
			continue;
		}
		if (i == 0 && apart && !first && words_meet(to[-1], (char)p[0]))
			r->blank = true;
		if (r->blank && !first)
			to[n++] = ' ';
		r->blank = false;
		do
			to[n++] = (char)p[i++];
		while (i < text.n && is_plain(p[i]));
	}
	buf_wrote(&r->text, n);
}

/* Code stays as it stands. */
static void run_copy(struct run *r, struct slice text)
{
	char *to = buf_room(&r->text, text.n);
	size_t n = 0;
	for (size_t i = 0; to && i < text.n; i++)
		if (text.p[i] != '\r')
			to[n++] = text.p[i];
	if (to)
		buf_wrote(&r->text, n);
}

static bool in_code(const struct walk *w)
{
	return w->scan->boxes[w->box].within & IN_CODE;
}

static void run_add(struct walk *w, struct slice text, bool apart)
{
	struct run *r = &w->run;
	size_t before = r->text.n;
	r->begun = true;
	if (in_code(w)) {
		run_copy(r, text);
		return;
	}
	run_squeeze(r, text, apart);
	r->link_bytes += w->n_links_open > 0 ? r->text.n - before : 0;
	r->bold_bytes += w->n_bold_open > 0 ? r->text.n - before : 0;
}

/* Code ends with its last sign. */
static struct slice run_text(const struct walk *w)
{
	struct slice text = buf_text(&w->run.text);
	while (in_code(w) && text.n > 0 && ascii_space(text.p[text.n - 1]))
		text.n--;
	return text;
}

static void count(uint16_t *n)
{
	if (*n < UINT16_MAX)
		++*n;
}

static void word_weigh(struct walk *w, struct scan_weight *to, uint32_t hash)
{
	int weight;
	if (w->spy)
		w->spy->word(w->spy->to, w->scan->n_blocks, hash);
	if (vocab_weight(&w->model->words, hash, &weight))
		weight_add(to, weight);
}

/* Stops and commas of scripts that have their own: of Arabic, Devanagari, East Asia. */
static void signs_count(const char *p, size_t n, size_t *stops, size_t *commas)
{
	if (n < 3)
		return;
	*commas += memcmp(p, "\u060c", 2) == 0 || memcmp(p, "\u3001", 3) == 0 ||
		memcmp(p, "\uff0c", 3) == 0;
	*stops += memcmp(p, "\u061f", 2) == 0 || memcmp(p, "\u0964", 3) == 0 ||
		memcmp(p, "\u3002", 3) == 0 || memcmp(p, "\uff01", 3) == 0 ||
		memcmp(p, "\uff1f", 3) == 0;
}

/* What a byte counts for: three counts of 16 bits side by side, and LOOK where more than the byte
 * says what it is. */
#define UPPER_ UINT64_C(1)
#define DIGIT_ (UINT64_C(1) << 16)
#define COMMA_ (UINT64_C(1) << 32)
#define LOOK_ (UINT64_C(1) << 63)
#define TWO_(c, what) [c] = (what), [(c) + 1] = (what)
#define EIGHT_(c, what) TWO_(c, what), TWO_((c) + 2, what), TWO_((c) + 4, what), TWO_((c) + 6, what)
static const uint64_t counted[256] = {
	EIGHT_('A', UPPER_), EIGHT_('I', UPPER_), EIGHT_('Q', UPPER_), TWO_('Y', UPPER_),
	EIGHT_('0', DIGIT_), TWO_('8', DIGIT_), [','] = COMMA_,
	['.'] = LOOK_, ['!'] = LOOK_, ['?'] = LOOK_,
	EIGHT_(0xd8, LOOK_), EIGHT_(0xe0, LOOK_), EIGHT_(0xe8, LOOK_), EIGHT_(0xf0, LOOK_),
	EIGHT_(0xf8, LOOK_)
};

static void chars_count(struct scan_block *b)
{
	const char *p = b->text.p;
	/* Of more bytes a count of 16 bits could not tell. */
	size_t n = b->text.n < UINT16_MAX ? b->text.n : UINT16_MAX, commas = 0, stops = 0;
	uint64_t sum = 0;
	for (size_t i = 0; i < n; i++) {
		uint64_t c = counted[(unsigned char)p[i]];
		if (!(c & LOOK_))
			sum += c;
		else if ((unsigned char)p[i] >= 0xd8)
			signs_count(p + i, b->text.n - i, &stops, &commas);
		else
			stops += i + 1 == b->text.n || p[i + 1] == ' ';
	}
	b->letters_upper = (uint16_t)sum;
	b->digits = (uint16_t)(sum >> 16);
	b->commas = (uint16_t)((uint16_t)(sum >> 32) + commas);
	b->stops = (uint16_t)stops;
}

/* Weigh the first and last words, alone and in pairs; count those that the page says of itself. */
static void words_count(struct walk *w, struct scan_block *b)
{
	const struct scan_known *known = w->scan->known;
	uint32_t last[TAIL_WORDS] = { 0 }, h[3] = { 0, 0, 0 };
	size_t n = 0;
	for (size_t at = 0; word_next(b->text, &at, false, &h[2]); n++) {
		if (n == 0)
			word_weigh(w, &b->head, h[2] ^ MARK_FIRST);
		if (n < HEAD_WORDS) {
			word_weigh(w, &b->head, h[2]);
			if (n > 0)
				word_weigh(w, &b->head, (h[1] * MARK_PAIR) ^ h[2]);
		}
		if (wordset_has(known->title, WORDSET_SMALL, h[2]))
			count(&b->in_title);
		if (wordset_has(known->about, WORDSET_SMALL, h[2]))
			count(&b->in_about);
		if (wordset_has(w->legal, WORDSET_SMALL, h[2]))
			count(&b->legal);
		if (known->body && n >= 2 &&
			wordset_has(known->body, WORDSET_LARGE, word_triple(h[0], h[1], h[2])))
			count(&b->in_body);
		if (n >= 2) {
			uint32_t bit = word_triple(h[0], h[1], h[2]) % WORDSET_LARGE;
			if (w->seen[bit / 8] >> bit % 8 & 1)
				count(&b->repeated);
			w->seen[bit / 8] |= (uint8_t)(1 << bit % 8);
		}
		last[n % TAIL_WORDS] = h[2];
		h[0] = h[1];
		h[1] = h[2];
	}
	b->words = (uint16_t)(n > UINT16_MAX ? UINT16_MAX : n);
	size_t from = n > HEAD_WORDS + TAIL_WORDS ? n - TAIL_WORDS : HEAD_WORDS;
	for (size_t i = from; i < n; i++) {
		word_weigh(w, &b->tail, last[i % TAIL_WORDS]);
		if (i > from)
			word_weigh(w, &b->tail,
				(last[(i - 1) % TAIL_WORDS] * MARK_PAIR) ^ last[i % TAIL_WORDS]);
	}
}

static void run_clear(struct walk *w)
{
	buf_clear(&w->run.text);
	w->run.begun = w->run.blank = false;
	w->run.link_bytes = w->run.bold_bytes = 0;
	w->links = w->anchors = w->outward = 0;
	w->breaks = w->n_lines = 0;
	memset(w->lines, 0, sizeof w->lines);
	w->names = (struct scan_weight){ 0, 0, 0, 0 };
	w->inner_tag = 0;
	w->time = 0;
}

static bool is_heading(uint32_t tag)
{
	return tag >= TAG_H1 && tag <= TAG_H6;
}

/* The element that gives a block its kind: the nearest of those that say something. */
static uint16_t block_tag(const struct scan *s, uint32_t box)
{
	for (int up = 0; up < 4; up++) {
		uint32_t tag = s->boxes[box].tag;
		if (is_heading(tag) || tag == TAG_P || tag == TAG_LI || tag == TAG_TD ||
			tag == TAG_TH || tag == TAG_PRE || tag == TAG_FIGCAPTION ||
			tag == TAG_CAPTION || tag == TAG_DT || tag == TAG_DD ||
			tag == TAG_BLOCKQUOTE || tag == TAG_BUTTON || tag == TAG_SUMMARY ||
			tag == TAG_LABEL || tag == TAG_LEGEND)
			return (uint16_t)tag;
		if (tag != TAG_DIV && tag != TAG_SPAN && tag != TAG_A && tag != TAG_STRONG)
			break;
		if (s->boxes[box].end != 0 || s->boxes[box].first + 1 < s->n_blocks)
			break;
		box = s->boxes[box].parent;
	}
	return TAG_DIV;
}

enum { CUED_WORDS = 8 };

/* A heading without what links to it or to its editing: "History¶", "History[edit]". */
static struct slice heading_text(struct slice text, size_t link_bytes)
{
	enum { EDIT_BYTES = 32 };
	if (link_bytes == 0 || link_bytes >= text.n)
		return text;
	if (slice_ends(text, SLICE("\u00b6")))
		return slice_trim(slice_sub(text, 0, text.n - 2));
	size_t at = text.p[text.n - 1] == ']' ? text.n : 0;
	while (at > 0 && text.p[at - 1] != '[')
		at--;
	bool edit = at > 1 && text.n - at < EDIT_BYTES && link_bytes <= text.n - at;
	return edit ? slice_trim(slice_sub(text, 0, at - 1)) : text;
}

/* The run that was collected becomes a block. */
static void run_flush(struct walk *w)
{
	struct scan *s = w->scan;
	struct slice text = run_text(w);
	size_t n = text.n;
	if (n == 0 || s->n_blocks == w->max_blocks) {
		s->cut |= n > 0;
		run_clear(w);
		return;
	}
	struct scan_block b = {
		.node = w->node, .box = w->box, .links = w->links, .anchors = w->anchors,
		.outward = w->outward, .names = w->names
	};
	struct scan_box *box = &s->boxes[w->box];
	b.tag = block_tag(s, w->box);
	if (is_heading(b.tag))
		text = heading_text(text, w->run.link_bytes);
	b.text = arena_dup(w->out, text);
	b.bold_bytes = (uint16_t)(w->run.bold_bytes > UINT16_MAX ? UINT16_MAX : w->run.bold_bytes);
	b.link_bytes = (uint32_t)(box->within & IN_LINK ? n : w->run.link_bytes);
	b.inner = (uint8_t)w->inner_tag;
	memcpy(b.breaks, w->lines, sizeof b.breaks);
	b.time = w->time;
	b.images = w->images;
	b.cue = (uint8_t)cue_of(b.text);
	b.heading = w->heading;
	b.cued = w->cued;
	b.text_hash = (uint32_t)slice_hash(b.text);
	const struct scan_box *up = &s->boxes[box->parent];
	b.signature = (box->signature * 31 + up->signature) * 31 + s->boxes[up->parent].signature;
	chars_count(&b);
	words_count(w, &b);
	box->bytes += (uint32_t)n;
	box->link_bytes += b.link_bytes;
	if (b.words >= 12 && b.link_bytes * 3 < n) {
		box->long_bytes += (uint32_t)n;
		s->long_bytes += (uint32_t)n;
	}
	s->bytes += (uint32_t)n;
	s->link_bytes += b.link_bytes;
	w->images = 0;
	s->blocks[s->n_blocks++] = b;
	if (is_heading(b.tag))
		w->heading = s->n_blocks;
	if (b.cue >= CUE_RELATED && b.words <= CUED_WORDS)
		w->cued = s->n_blocks;
	run_clear(w);
}

static void text_enter(struct walk *w, uint32_t node)
{
	struct slice text = node_text(w->scan->tree, node);
	bool blank = slice_trim(text).n == 0;
	if (!w->run.begun) {
		if (blank && !in_code(w))
			return;
		w->node = node;
	}
	if (!blank)
		w->breaks = 0;
	run_add(w, text, w->closed && w->opened);
	w->closed = w->opened = false;
}

/* An element whose name the standard does not list. */
static enum kind other_kind(struct slice name)
{
	if (slice_starts(name, SLICE("amp-img")) || slice_is(name, "amp-anim"))
		return KIND_IMAGE;
	if (slice_starts(name, SLICE("amp-")) && amp_is_silent(slice_from(name, 4)))
		return KIND_SKIP;
	return slice_find_byte(name, '-', 0) == SIZE_MAX ? KIND_INLINE : KIND_BLOCK;
}

static enum kind kind_of(const struct tree *t, uint32_t node)
{
	const struct node *n = tree_at(t, node);
	enum kind kind = (enum kind)tag_kinds[n->tag];
	if (n->tag == TAG_OTHER)
		kind = other_kind(node_name(t, node));
	if (kind != KIND_INLINE)
		return kind;
	/* An inline element around blocks is a box: teasers are links around a heading. */
	for (uint32_t c = n->first; c; c = tree_at(t, c)->next)
		if (tag_kinds[tree_at(t, c)->tag] == KIND_BLOCK)
			return KIND_BLOCK;
	return KIND_INLINE;
}

static bool is_bold(uint32_t tag)
{
	return tag == TAG_B || tag == TAG_STRONG;
}

/* A link to an author's page is as good as a class that says so. */
static bool links_author(const struct tree *t, uint32_t node)
{
	struct slice href = slice_sub(node_attr(t, node, ATTR_HREF), 0, 300);
	size_t at = slice_find(href, SLICE("aut"), 0);
	struct slice rest = at == SIZE_MAX ? SLICE_NONE : slice_from(href, at);
	return (slice_starts(rest, SLICE("author")) || slice_starts(rest, SLICE("autor"))) &&
		at > 0 && !ascii_alpha(href.p[at - 1]);
}

static void link_count(struct walk *w, uint32_t node)
{
	struct slice href = slice_trim(node_attr(w->scan->tree, node, ATTR_HREF));
	struct slice host = w->scan->known->host;
	count(&w->links);
	if (slice_starts(href, SLICE("#")))
		count(&w->anchors);
	else if (slice_starts_nocase(href, SLICE("http")) && host.n > 0 &&
		slice_find(slice_sub(href, 0, host.n + 16), host, 0) == SIZE_MAX)
		count(&w->outward);
}

/* <abbr class="published" title="2014-06-08T21:14:00+07:00">, as microformats have it. */
static bool is_moment(const struct tree *t, uint32_t node, uint32_t tag)
{
	struct slice title = tag == TAG_ABBR ? node_attr(t, node, ATTR_TITLE) : SLICE_NONE;
	return title.n >= 10 && ascii_digit(title.p[0]) && ascii_digit(title.p[3]) &&
		title.p[4] == '-';
}

static void inline_open(struct walk *w, uint32_t node, uint32_t tag)
{
	if (tag == TAG_A) {
		w->n_links_open++;
		link_count(w, node);
		if (links_author(w->scan->tree, node))
			w->names.marks |= MARK_AUTHOR;
	}
	if (is_bold(tag))
		w->n_bold_open++;
	w->opened = true;
	if ((tag == TAG_TIME || is_moment(w->scan->tree, node, tag)) && w->time == 0)
		w->time = node;
	weight_join(&w->names, names_weigh(&w->scale, node, UINT32_MAX, w->scan->n_blocks));
	if (!w->run.begun && w->inner_tag == 0)
		w->inner_tag = tag;
}

/* One line break is a blank of the text. */
static void line_break(struct walk *w)
{
	size_t at = w->run.text.n;
	w->run.blank = true;
	if (at > 0 && at <= UINT16_MAX && w->n_lines < SCAN_LINES)
		w->lines[w->n_lines++] = (uint16_t)at;
}

/* How an element was entered. */
enum entry { ENTRY_INLINE, ENTRY_BOX, ENTRY_BLOCK /* a block without a box of its own */ };

/* Enter an element; false where what is below it does not count. */
static bool element_enter(struct walk *w, uint32_t node, uint8_t *ret_entry)
{
	const struct tree *t = w->scan->tree;
	uint32_t tag = tree_at(t, node)->tag;
	bool paid;
	*ret_entry = ENTRY_INLINE;
	if (w->walled && amp_section(t, node, &paid) && !paid)
		return false;
	switch (kind_of(t, node)) {
	case KIND_SKIP:
		return false;
	case KIND_IMAGE:
		count(&w->images);
		count(&w->scan->boxes[w->box].images);
		return false;
	case KIND_BREAK:
		/* Two in a row part paragraphs, one is a blank. */
		if (in_code(w))
			run_add(w, SLICE("\n"), false);
		else if (++w->breaks >= 2)
			run_flush(w);
		else
			line_break(w);
		return false;
	case KIND_BLOCK:
		run_flush(w);
		*ret_entry = box_open(w, node) ? ENTRY_BOX : ENTRY_BLOCK;
		if (tag == TAG_A)
			w->n_links_open++;
		return true;
	default:
		inline_open(w, node, tag);
		return true;
	}
}

static void element_leave(struct walk *w, uint32_t node, enum entry entry)
{
	uint32_t tag = tree_at(w->scan->tree, node)->tag;
	if (tag == TAG_A)
		w->n_links_open--;
	if (entry != ENTRY_INLINE)
		run_flush(w);
	if (entry == ENTRY_BOX) {
		box_close(w);
	} else if (entry == ENTRY_INLINE) {
		w->closed = true;
		if (is_bold(tag))
			w->n_bold_open--;
	}
}

/* How often each box's signature stands among its siblings. */
static void siblings_count(struct scan *s, struct arena *scratch)
{
	enum { SLOTS = 1 << 16 };
	uint16_t *seen = arena_array(scratch, uint16_t, SLOTS);
	for (uint32_t i = 1; i < s->n_boxes; i++) {
		uint32_t key = (s->boxes[i].signature + s->boxes[i].parent * 2654435761U) *
			2654435761U;
		count(&seen[key >> 16]);
	}
	for (uint32_t i = 1; i < s->n_boxes; i++) {
		uint32_t key = (s->boxes[i].signature + s->boxes[i].parent * 2654435761U) *
			2654435761U;
		s->boxes[i].same = seen[key >> 16];
	}
}

enum { CARDS = 3 };

static void cards_find(struct scan *s)
{
	for (uint32_t i = 1; i < s->n_boxes; i++) {
		struct scan_box *box = &s->boxes[i];
		bool is_card = box->same >= CARDS && box->end >= box->first + 2;
		box->card = is_card ? i : s->boxes[box->parent].card;
	}
}

void scan_page(const struct tree *tree, const struct scan_known *known,
	const struct page_model *model, const struct scan_spy *spy, struct arena *out,
	struct scan *ret_scan)
{
	struct arena scratch = ARENA_INIT;
	struct walk w = { .scan = ret_scan, .model = model, .spy = spy, .out = out,
		.run.text = BUF_INIT(TREE_MAX_BYTES) };
	w.scale = (struct names){ tree, &model->names, spy, &scratch, .marks = 0 };
	memset(ret_scan, 0, sizeof *ret_scan);
	w.max_boxes = tree->n_nodes < SCAN_MAX_BOXES ? tree->n_nodes : SCAN_MAX_BOXES;
	w.max_blocks = tree->n_nodes < SCAN_MAX_BLOCKS ? tree->n_nodes : SCAN_MAX_BLOCKS;
	ret_scan->boxes = arena_room(out, w.max_boxes * sizeof *ret_scan->boxes);
	ret_scan->blocks = arena_room(out, w.max_blocks * sizeof *ret_scan->blocks);
	ret_scan->tree = tree;
	ret_scan->known = known;
	w.legal = wordset_of(cue_legal_words(), false, &scratch);
	w.seen = arena_array(&scratch, uint8_t, WORDSET_LARGE / 8);
	/* How each open element was entered; the depth of a tree is bounded. */
	uint8_t *entries = arena_array(&scratch, uint8_t, TREE_MAX_DEPTH + 2);
	uint32_t top = tree->root, node = top, depth = 0;
	w.walled = amp_walled(tree, &scratch);
	(void)box_open(&w, top);
	while ((node = depth == 0 && node == top ? tree_at(tree, top)->first : node) != 0) {
		const struct node *n = tree_at(tree, node);
		if (n->tag == TAG_TEXT) {
			text_enter(&w, node);
		} else if (element_enter(&w, node, &entries[depth])) {
			if (n->first && depth <= TREE_MAX_DEPTH) {
				depth++;
				node = n->first;
				continue;
			}
			element_leave(&w, node, entries[depth]);
		}
		while (node != top && tree_at(tree, node)->next == 0) {
			node = tree_at(tree, node)->parent;
			if (node == top || depth == 0)
				break;
			element_leave(&w, node, entries[--depth]);
		}
		if (node == top)
			break;
		node = tree_at(tree, node)->next;
	}
	run_flush(&w);
	box_close(&w);
	siblings_count(ret_scan, &scratch);
	cards_find(ret_scan);
	buf_done(&w.run.text);
	arena_done(&scratch);
}

struct slice scan_line(const struct scan_block *b, uint32_t n)
{
	size_t from = n == 0 ? 0 : n <= SCAN_LINES ? b->breaks[n - 1] : 0;
	size_t to = n < SCAN_LINES && b->breaks[n] ? b->breaks[n] : b->text.n;
	return n > 0 && from == 0 ? SLICE_NONE : slice_trim(slice_sub(b->text, from, to));
}

uint32_t scan_around(const struct scan *s, uint32_t box, unsigned tag, int steps)
{
	for (; steps >= 0 && box > 0; steps--, box = s->boxes[box].parent)
		if (s->boxes[box].tag == tag)
			return box;
	return 0;
}

uint32_t scan_link(const struct scan *s, const struct scan_block *b)
{
	enum { STEPS = 4 };
	uint32_t node = b->node;
	for (int up = 0; node && up < STEPS; up++, node = tree_at(s->tree, node)->parent)
		if (tree_at(s->tree, node)->tag == TAG_A)
			return node;
	return 0;
}
