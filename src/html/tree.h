/* tree: HTML as a tree of small nodes, read as browsers read it.
 *
 * WHATWG HTML, section 13.2 (tree construction, scripting off, no quirks mode), with what does not
 * bear on text and structure left out: comments and doctypes are dropped, <template> holds its
 * content as plain children, svg and math are kept only as far as telling them from HTML needs.
 * docs/html.md says why it is a parser of our own, and lists every departure.
 *
 * Ownership: text and attribute values are slices into the source where nothing had to be decoded,
 * else into the arena: both must live as long as the tree. The source is UTF-8 (text/charset.h); no
 * byte sequence is refused, NULs and CRs are treated as the standard says.
 *
 * Bounds, whatever comes in: depth TREE_MAX_DEPTH (deeper elements stand side by side), TREE_ATTRS
 * attributes an element, nodes and attributes in proportion to the source. Time is linear; memory
 * beside the source stays below nine times its size and a constant. */
#ifndef HTML_TREE_H
#define HTML_TREE_H

#include "base/arena.h"
#include "base/error.h"
#include "html/tag.h"

enum {
	TREE_MAX_BYTES = 1 << 30, /* so that 32 bits count everything */
	TREE_MAX_DEPTH = 1024,    /* of any node below the document */
	TREE_ATTRS = 96           /* attributes of an element; what is more is dropped */
};

struct attr {
	const char *name; /* lower case, not NUL-terminated */
	const char *value;
	uint32_t value_n; /* character references are decoded */
	uint16_t name_n;
	uint16_t id; /* enum attr_name */
};

/* A node is named by its index into `tree.nodes`; 0 is no node. Numbers run in the order in which
 * nodes are made (document order but for what broken markup moves), so that a caller can keep an
 * array of its own beside the tree: n_nodes long, indexed alike. */
struct node {
	uint32_t parent;
	uint32_t next;  /* sibling */
	uint32_t prev_; /* sibling; of the first child its last sibling: use node_prev */
	uint32_t first; /* child */
	union {
		const char *text;         /* of TAG_TEXT */
		const struct attr *attrs; /* of an element: n of them, each name once */
	};
	uint32_t n;   /* bytes of text, or attributes */
	uint16_t tag; /* enum tag */
	uint16_t flags_;
};

struct tree {
	struct node *nodes; /* 1 to n_nodes - 1 */
	uint32_t n_nodes;
	uint32_t root; /* TAG_DOCUMENT: parent of <html>, or of a fragment's nodes */
	uint32_t head; /* 0 in a fragment */
	uint32_t body; /* 0 in a fragment or a frameset */
	bool cut;      /* the bound on nodes was met: what follows in the source is missing */
	struct slice source;
};

/* Read a whole page. ERR_LIMIT: larger than TREE_MAX_BYTES; nothing else fails. <script>, <style>
 * and the like have one text child, raw. */
enum err tree_parse(struct slice source, struct arena *out, struct tree *ret_tree,
	struct error *e) MUST_USE;

/* Read what stands inside an element (13.4); `context`: TAG_BODY where nothing is known. */
enum err tree_parse_fragment(struct slice source, enum tag context, struct arena *out,
	struct tree *ret_tree, struct error *e) MUST_USE;

/* The label of the encoding that the document declares in its first bytes (<meta charset>, an XML
 * declaration), after the standard's prescan, or empty. `bytes` are in that unknown encoding. */
struct slice tree_declared_charset(struct slice bytes);

static inline const struct node *tree_at(const struct tree *t, uint32_t node)
{
	return &t->nodes[node];
}

static inline uint32_t node_prev(const struct tree *t, uint32_t node)
{
	uint32_t prev = t->nodes[node].prev_;
	return t->nodes[prev].next ? prev : 0;
}

static inline uint32_t node_last(const struct tree *t, uint32_t node)
{
	uint32_t first = t->nodes[node].first;
	return first ? t->nodes[first].prev_ : 0;
}

/* Walk a subtree in document order: the node after `node` within `top`, 0 at its end. tree_skip
 * leaves out what is below `node`. Recursion is never needed. */
uint32_t tree_next(const struct tree *t, uint32_t node, uint32_t top);
uint32_t tree_skip(const struct tree *t, uint32_t node, uint32_t top);

/* The first element of this tag below `top` and after `after` (0: from the start), or 0. */
uint32_t tree_find(const struct tree *t, uint32_t top, uint32_t after, enum tag tag);

/* The text of a TAG_TEXT node, else empty. Two text nodes may stand side by side. */
static inline struct slice node_text(const struct tree *t, uint32_t node)
{
	const struct node *n = &t->nodes[node];
	return n->tag == TAG_TEXT ? slice_of(n->text, n->n) : SLICE_NONE;
}

/* Name of an element in lower case ("amp-img" too); empty for other nodes. */
struct slice node_name(const struct tree *t, uint32_t node);

/* Value of an attribute. SLICE_NONE (p is NULL) where it is missing; p is not NULL where it is
 * there and empty. */
struct slice node_attr(const struct tree *t, uint32_t node, enum attr_name name);
struct slice node_attr_named(const struct tree *t, uint32_t node, struct slice name);

/* All text below `node` joined as it stands, without that of script, style, template and the like:
 * for titles, links, cells. */
struct slice node_all_text(const struct tree *t, uint32_t node, struct arena *out);

#endif
