/* build: the state of tree construction (WHATWG 13.2.4 and 13.2.6), for the parts of this module.
 *
 * build.c makes and moves nodes and keeps the stack of open elements; format.c keeps the list of
 * active formatting elements; head.c, body.c, table.c and foreign.c hold the insertion modes;
 * parse.c feeds them with tokens. */
#ifndef HTML_BUILD_H
#define HTML_BUILD_H

#include "html/scan.h"

enum {
	/* Elements that may be open at once. Beyond, a new one takes the place of the deepest, so
	 * that what is nested stands side by side; browsers have the same bound. */
	STACK_SOFT = 512,
	/* A table that begins just below still gets its own parts. */
	STACK_HARD = STACK_SOFT + 16,
	/* Formatting elements remembered; the oldest is forgotten. */
	FORMATTING_MAX = 128,
	/* Nodes that one token makes at most, clones aside. */
	NODES_A_TOKEN = 16,
};

enum mode {
	BEFORE_HTML, BEFORE_HEAD, IN_HEAD, IN_HEAD_NOSCRIPT, AFTER_HEAD, IN_BODY, IN_TABLE,
	IN_CAPTION, IN_COLUMN_GROUP, IN_TABLE_BODY, IN_ROW, IN_CELL, IN_TEMPLATE, AFTER_BODY,
	IN_FRAMESET, AFTER_FRAMESET, N_MODES
};

/* Added to the tag of an open element that is svg or math, so that TAG_P is an HTML <p> only. */
enum { FOREIGN = 0x100 };

enum space { SPACE_HTML, SPACE_SVG, SPACE_MATH };

/* Where HTML may stand inside svg and math. */
enum point { POINT_NONE, POINT_HTML, POINT_MATH_TEXT };

struct open {
	uint32_t node;
	uint16_t tag;  /* enum tag, with FOREIGN */
	uint8_t space; /* enum space */
	uint8_t point; /* enum point */
};

struct formatting {
	uint32_t node; /* 0: a marker */
	uint32_t hash; /* of its attributes in any order */
	uint16_t tag;
};

/* node.flags_ */
enum {
	NODE_OPEN = 1,      /* on the stack */
	NODE_FORMATTING = 2 /* on the list */
};

struct builder {
	struct scanner scan;
	struct token token;
	struct arena *out;
	struct node *nodes;
	uint32_t n_nodes, max_nodes;
	const struct attr *bare; /* of the last unlisted element without attributes, or NULL */
	uint32_t clones_left; /* of formatting elements: bounded over the whole source */
	uint32_t root, html, head, body, form;
	enum tag context; /* of a fragment, else TAG_NONE */
	enum mode mode;
	bool frameset_ok, foster, cut, skip_newline;
	uint32_t depth, n_foreign, n_formatting, n_templates;
	struct open stack[STACK_HARD];
	uint16_t n_open[N_TAGS]; /* HTML elements on the stack, by tag: most searches end here */
	struct formatting formatting[FORMATTING_MAX];
	uint8_t templates[STACK_HARD]; /* enum mode of each open template */
};

/* What a tag is to the algorithm. */
enum trait {
	TRAIT_SPECIAL = 1,
	TRAIT_SCOPE = 2,       /* ends every scope but the table's */
	TRAIT_TABLE_SCOPE = 4, /* ends a table scope */
	TRAIT_IMPLIED = 8,     /* its end tag may be implied */
	TRAIT_HEADING = 16,
	TRAIT_TABLE_PART = 32, /* what foster parenting is for */
	TRAIT_FIXED = 64,      /* the modes count on it: never replaced where it is too deep */
};
extern const uint8_t tag_traits[N_TAGS];

enum scope { SCOPE_DEFAULT, SCOPE_LIST, SCOPE_BUTTON, SCOPE_TABLE };

static inline struct open *current(struct builder *b)
{
	return &b->stack[b->depth - 1];
}

static inline bool is_current(struct builder *b, enum tag tag)
{
	return current(b)->tag == tag;
}

static inline bool has_trait(uint16_t tag, enum trait trait)
{
	return !(tag & FOREIGN) && (tag_traits[tag] & trait);
}

/* Nodes. A new one stands nowhere yet. An element has the name and attributes of the token. */
uint32_t make_node(struct builder *b, enum tag tag);
uint32_t make_element(struct builder *b, const struct token *t, enum tag tag);
uint32_t clone_element(struct builder *b, uint32_t node);
void append(struct builder *b, uint32_t parent, uint32_t node);
void detach(struct builder *b, uint32_t node);
/* Insert where a new node belongs when `target` is the place, foster parenting minded. */
void insert_at(struct builder *b, const struct open *target, uint32_t node);
void insert_text(struct builder *b, struct slice text);
void insert_space(struct builder *b, struct slice text); /* only the white space of it */
/* Give `node` the attributes of `t` that it has not. */
void add_attrs(struct builder *b, uint32_t node, const struct token *t);

/* The stack. bound_depth makes room for one more element: see STACK_SOFT. */
void bound_depth(struct builder *b);
void push(struct builder *b, uint32_t node, uint16_t tag);
void push_foreign(struct builder *b, uint32_t node, enum tag tag, enum space space,
	enum point point);
void pop(struct builder *b);
void pop_until(struct builder *b, enum tag tag);      /* and that one too */
void pop_above(struct builder *b, uint32_t depth);    /* until so many are left */
void stack_remove(struct builder *b, uint32_t index);
void stack_insert(struct builder *b, uint32_t index, uint32_t node, uint16_t tag);
/* Index of the last open `tag`, or UINT32_MAX. */
uint32_t stack_find(const struct builder *b, enum tag tag);
bool in_scope(const struct builder *b, enum tag tag, enum scope scope);
struct slice open_name(const struct builder *b, const struct open *o); /* of an unlisted tag */
bool is_special(const struct open *o);
bool ends_scope(const struct open *o, enum scope scope);
void close_implied(struct builder *b, enum tag except);
void close_p(struct builder *b); /* where one is in button scope */
/* Insert an element for the token; the first is then open, the second (br, img) not. */
uint32_t insert_open(struct builder *b, const struct token *t);
uint32_t insert_void(struct builder *b, const struct token *t);
uint32_t insert_open_tag(struct builder *b, enum tag tag); /* without attributes */
/* An element whose content is raw text, with that content. */
void insert_raw(struct builder *b, const struct token *t);
void reset_mode(struct builder *b);

/* Formatting elements. */
void format_push(struct builder *b, const struct token *t, uint32_t node);
void format_mark(struct builder *b);
void format_clear(struct builder *b); /* to the last marker */
void format_remove(struct builder *b, uint32_t node);
uint32_t format_find(const struct builder *b, enum tag tag); /* node after the last marker, or 0 */
void reconstruct(struct builder *b);
/* The adoption agency; false where the end tag is to be handled as any other. */
bool adopt(struct builder *b, enum tag tag);

/* The insertion modes. A function returns true where the token is to be looked at again, since the
 * mode has changed; of a text it then has taken off what it dealt with. */
struct mode_rules {
	bool (*text)(struct builder *b, struct slice *text);
	bool (*start)(struct builder *b, const struct token *t);
	bool (*end)(struct builder *b, const struct token *t);
};
extern const struct mode_rules before_html, before_head, in_head, in_head_noscript, after_head,
	in_template, after_body, in_frameset, after_frameset; /* head.c */
extern const struct mode_rules in_body;                   /* body.c */
extern const struct mode_rules in_table, in_caption, in_column_group, in_table_body, in_row,
	in_cell; /* table.c */

/* The rules of "in head" for what belongs there; false where the tag does not. */
bool head_element(struct builder *b, const struct token *t);
void template_end(struct builder *b);
void any_other_end(struct builder *b, const struct token *t);
/* Tags in svg or math. False: they are HTML, to be handled by the mode. */
bool foreign_start(struct builder *b, const struct token *t);
bool foreign_end(struct builder *b, const struct token *t);
/* <svg> or <math>. */
void insert_foreign_root(struct builder *b, const struct token *t);
/* Is the token to be handled by foreign_start and foreign_end, or a text to be taken as it is? */
bool is_foreign(struct builder *b, const struct token *t);

/* Take the white space off the front of `*text`. */
struct slice take_space(struct slice *text);

#endif
