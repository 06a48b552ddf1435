/* page_scan: a page as a row of text blocks, with what stands around each.
 *
 * A block is a run of text that no block-level element interrupts (two line breaks in a row
 * interrupt it too); a box is an element that holds blocks. What is never shown (scripts, styles,
 * forms' choices...) is left out here; whether a block belongs to the article is decided later.
 * Linear in the tree. Past SCAN_MAX_BLOCKS the rest of the page is left out (scan.cut says so),
 * past SCAN_MAX_BOXES what stands in further elements counts as in the box around them. */
#ifndef PAGE_SCAN_H
#define PAGE_SCAN_H

#include "html/tree.h"
#include "page/page_model.h"
#include "page/page_words.h"

enum {
	SCAN_MAX_BLOCKS = 20000, /* the longest real pages have some thousands */
	SCAN_MAX_BOXES = 60000,
	SCAN_LINES = 3 /* of a block's lines: more are a poem or an address */
};

/* What the names of an element say beside their weight. */
enum scan_mark {
	MARK_AUTHOR = 1,
	MARK_DATE = 2,
	MARK_TITLE = 4,
	MARK_COMMENT = 8,
	MARK_SUBTITLE = 16
};

/* Sums of weights of the words of a name or text, in units of 1 / VOCAB_UNIT. */
struct scan_weight {
	int32_t sum, min, max;
	uint32_t marks; /* enum scan_mark; of names only */
};

/* Bits of scan_box.within: the elements that a box is or stands in. */
enum scan_within {
	IN_ARTICLE = 1 << 0,
	IN_MAIN = 1 << 1,
	IN_HEADER = 1 << 2,
	IN_FOOTER = 1 << 3,
	IN_NAV = 1 << 4,
	IN_ASIDE = 1 << 5,
	IN_FORM = 1 << 6,
	IN_FIGURE = 1 << 7,
	IN_TABLE = 1 << 8,
	IN_LIST = 1 << 9,
	IN_QUOTE = 1 << 10,
	IN_SECTION = 1 << 11,
	IN_BUTTON = 1 << 12,
	IN_LINK = 1 << 13,
	IN_HIDDEN = 1 << 14,
	IN_DETAILS = 1 << 15,
	IN_CODE = 1 << 16,
	IN_COMMENT = 1 << 18, /* names below the body say comment */
	IN_AUTHOR = 1 << 19,
	IN_BODYPROP = 1 << 17, /* itemprop="articleBody" */
	IN_FIELD = 1 << 20 /* a hidden value for machines: <div itemprop="datePublished"> */
};

struct scan_box {
	uint32_t node;
	uint32_t parent;      /* a box; the first box is its own parent */
	uint32_t first, end;  /* blocks [first, end) stand in it */
	uint32_t within;      /* enum scan_within */
	uint32_t signature;   /* of tag and class, for finding repetition */
	uint32_t list;        /* the nearest list or table that it is or stands in, 0 for none */
	uint32_t bytes, link_bytes; /* of all text in it, and of that in links */
	uint32_t long_bytes;  /* of its blocks that look like running text */
	uint32_t card;        /* the nearest of it and the boxes around that holds several blocks
	                         and has sisters like itself, 0 for none */
	uint16_t tag, depth;
	uint16_t same;        /* how many siblings have its signature, itself too */
	uint16_t images;
	struct scan_weight own; /* of its names */
	int16_t chain_min, chain_max;
	int32_t chain_sum;    /* nearer boxes weigh more */
};

struct scan_block {
	struct slice text;    /* white space squeezed; in code as it stands */
	uint32_t node;        /* first node of its text */
	uint32_t box;
	uint32_t heading;     /* the nearest heading before it, as block + 1; 0 for none */
	uint32_t link_bytes;  /* bytes of `text` inside links */
	uint32_t signature;   /* of its box and the two around it */
	uint32_t text_hash;
	uint16_t links, anchors, outward; /* links; of these within the page, to other hosts */
	uint16_t words, letters_upper, digits, commas, stops, bold_bytes;
	uint16_t in_title, in_about, in_body; /* words that the page's own description has too */
	uint16_t legal;       /* words of notices of rights, privacy, consent */
	uint16_t repeated;    /* triples of words that stood on the page before */
	uint16_t images;      /* since the block before */
	uint16_t tag;         /* of the element that makes it: p, li, td, h2... */
	uint32_t time;        /* node of a <time> or dated <abbr> in it, 0 for none */
	uint16_t breaks[SCAN_LINES]; /* bytes of `text` before its first single line breaks, 0 for
	                         none: "By Ann Lee<br>Staff writer" */
	uint8_t cue;          /* enum cue */
	uint32_t cued;        /* the nearest short block before it that leads away from the article
	                         (CUE_RELATED and above), as block + 1; 0 for none */
	uint8_t inner; /* inline element all around it (time, a, em...), enum tag cut to a byte */
	struct scan_weight names; /* of the inline elements in it */
	struct scan_weight head;  /* of its first words */
	struct scan_weight tail;  /* of its last words */
};

/* What the page says of itself, as sets of words. */
struct scan_known {
	const uint8_t *title; /* WORDSET_SMALL bits */
	const uint8_t *about; /* WORDSET_SMALL bits: the description */
	const uint8_t *body;  /* WORDSET_LARGE bits: triples of words of the text in JSON-LD */
	struct slice host;    /* of the page, without "www."; may be empty */
	bool is_article;      /* it calls itself one */
};

struct scan {
	const struct tree *tree;
	struct scan_box *boxes;
	uint32_t n_boxes;
	struct scan_block *blocks;
	uint32_t n_blocks;
	uint32_t bytes, link_bytes; /* of all blocks */
	uint32_t long_bytes;
	bool cut;                   /* there are more blocks than these */
	uint32_t title_block;       /* block + 1 of the headline among the text, 0 for none */
	const struct scan_known *known;
};

/* What training looks at: called with each word's hash. May be NULL. */
struct scan_spy {
	void (*name)(void *to, uint32_t box, uint32_t block, uint32_t hash);
	void (*word)(void *to, uint32_t block, uint32_t hash);
	void *to;
};

/* `known` may hold NULLs. Everything given must live as long as the scan. */
void scan_page(const struct tree *tree, const struct scan_known *known,
	const struct page_model *model, const struct scan_spy *spy, struct arena *out,
	struct scan *ret_scan);

/* Line `n` of a block, from 0; empty where there are fewer. What is behind the last break that is
 * known is one line. */
struct slice scan_line(const struct scan_block *b, uint32_t n);

/* The nearest box of this tag around `box`, itself too, at most `steps` up; 0 for none. */
uint32_t scan_around(const struct scan *s, uint32_t box, unsigned tag, int steps);

/* The link that a block's text begins in, 0 for none. */
uint32_t scan_link(const struct scan *s, const struct scan_block *b);

#endif
