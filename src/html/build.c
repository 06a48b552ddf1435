/* build: nodes and the stack of open elements. */
#include "html/build.h"

#include <assert.h>

#define S TRAIT_SPECIAL
#define H (TRAIT_SPECIAL | TRAIT_HEADING)
#define I TRAIT_IMPLIED
#define C TRAIT_SCOPE
#define F TRAIT_FIXED
const uint8_t tag_traits[N_TAGS] = {
	[TAG_ADDRESS] = S, [TAG_APPLET] = S | C, [TAG_AREA] = S, [TAG_ARTICLE] = S,
	[TAG_ASIDE] = S, [TAG_BASE] = S, [TAG_BASEFONT] = S, [TAG_BGSOUND] = S,
	[TAG_BLOCKQUOTE] = S, [TAG_BODY] = S | F, [TAG_BR] = S, [TAG_BUTTON] = S,
	[TAG_CAPTION] = S | C | F, [TAG_CENTER] = S, [TAG_COL] = S, [TAG_COLGROUP] = S | F,
	[TAG_DD] = S | I, [TAG_DETAILS] = S, [TAG_DIR] = S, [TAG_DIV] = S, [TAG_DL] = S,
	[TAG_DT] = S | I, [TAG_EMBED] = S, [TAG_FIELDSET] = S, [TAG_FIGCAPTION] = S,
	[TAG_FIGURE] = S, [TAG_FOOTER] = S, [TAG_FORM] = S, [TAG_FRAME] = S,
	[TAG_FRAMESET] = S | F, [TAG_H1] = H, [TAG_H2] = H, [TAG_H3] = H, [TAG_H4] = H,
	[TAG_H5] = H, [TAG_H6] = H, [TAG_HEAD] = S | F, [TAG_HEADER] = S, [TAG_HGROUP] = S,
	[TAG_HR] = S, [TAG_HTML] = S | C | TRAIT_TABLE_SCOPE | F, [TAG_IFRAME] = S, [TAG_IMG] = S,
	[TAG_INPUT] = S, [TAG_KEYGEN] = S, [TAG_LI] = S | I, [TAG_LINK] = S, [TAG_LISTING] = S,
	[TAG_MAIN] = S, [TAG_MARQUEE] = S | C, [TAG_MENU] = S, [TAG_META] = S, [TAG_NAV] = S,
	[TAG_NOEMBED] = S, [TAG_NOFRAMES] = S, [TAG_NOSCRIPT] = S, [TAG_OBJECT] = S | C,
	[TAG_OL] = S, [TAG_OPTGROUP] = I, [TAG_OPTION] = I, [TAG_P] = S | I, [TAG_PARAM] = S,
	[TAG_PLAINTEXT] = S, [TAG_PRE] = S, [TAG_RB] = I, [TAG_RP] = I, [TAG_RT] = I,
	[TAG_RTC] = I, [TAG_SCRIPT] = S, [TAG_SEARCH] = S, [TAG_SECTION] = S, [TAG_SELECT] = S | C,
	[TAG_SOURCE] = S, [TAG_STYLE] = S, [TAG_SUMMARY] = S,
	[TAG_TABLE] = S | C | TRAIT_TABLE_SCOPE | TRAIT_TABLE_PART | F,
	[TAG_TBODY] = S | TRAIT_TABLE_PART | F, [TAG_TD] = S | C | F,
	[TAG_TEMPLATE] = S | C | TRAIT_TABLE_SCOPE | F, [TAG_TEXTAREA] = S,
	[TAG_TFOOT] = S | TRAIT_TABLE_PART | F, [TAG_TH] = S | C | F,
	[TAG_THEAD] = S | TRAIT_TABLE_PART | F, [TAG_TITLE] = S,
	[TAG_TR] = S | TRAIT_TABLE_PART | F, [TAG_TRACK] = S, [TAG_UL] = S, [TAG_WBR] = S,
	[TAG_XMP] = S,
};
#undef S
#undef H
#undef I
#undef C
#undef F

struct slice take_space(struct slice *text)
{
	size_t n = 0;
	while (n < text->n && ascii_space(text->p[n]) && text->p[n] != '\v')
		n++;
	struct slice space = slice_sub(*text, 0, n);
	*text = slice_from(*text, n);
	return space;
}

uint32_t make_node(struct builder *b, enum tag tag)
{
	assert(b->n_nodes < b->max_nodes + NODES_A_TOKEN);
	b->nodes[b->n_nodes] = (struct node){ .tag = (uint16_t)tag };
	return b->n_nodes++;
}

static struct slice bare_name(const struct builder *b)
{
	return slice_of(b->bare[-1].name, b->bare[-1].name_n);
}

/* An element without a tag of its own keeps its name in an entry before its attributes. One without
 * attributes shares that with the one before it. */
uint32_t make_element(struct builder *b, const struct token *t, enum tag tag)
{
	uint32_t node = make_node(b, tag);
	struct node *n = &b->nodes[node];
	bool named = tag == TAG_OTHER || tag == TAG_FOREIGN;
	if (named && t->n_attrs == 0 && b->bare && slice_eq(t->name, bare_name(b))) {
		n->attrs = b->bare;
	} else if (t->n_attrs + named) {
		struct attr *attrs = arena_array(b->out, struct attr, t->n_attrs + named);
		uint16_t name_n = (uint16_t)(t->name.n < UINT16_MAX ? t->name.n : UINT16_MAX);
		if (named)
			*attrs++ = (struct attr){ .name = t->name.p, .name_n = name_n };
		memcpy(attrs, t->attrs, t->n_attrs * sizeof *attrs);
		n->attrs = attrs;
		n->n = t->n_attrs;
		if (named && t->n_attrs == 0)
			b->bare = attrs;
	}
	return node;
}

uint32_t clone_element(struct builder *b, uint32_t node)
{
	uint32_t clone = make_node(b, b->nodes[node].tag);
	b->nodes[clone].attrs = b->nodes[node].attrs;
	b->nodes[clone].n = b->nodes[node].n;
	return clone;
}

void append(struct builder *b, uint32_t parent, uint32_t node)
{
	struct node *p = &b->nodes[parent], *n = &b->nodes[node];
	n->parent = parent;
	n->next = 0;
	if (!p->first) {
		p->first = n->prev_ = node;
		return;
	}
	struct node *first = &b->nodes[p->first];
	n->prev_ = first->prev_;
	b->nodes[first->prev_].next = node;
	first->prev_ = node;
}

static void insert_before(struct builder *b, uint32_t sibling, uint32_t node)
{
	struct node *s = &b->nodes[sibling], *n = &b->nodes[node];
	struct node *p = &b->nodes[s->parent];
	n->parent = s->parent;
	n->next = sibling;
	n->prev_ = s->prev_;
	if (p->first == sibling)
		p->first = node;
	else
		b->nodes[s->prev_].next = node;
	s->prev_ = node;
}

void detach(struct builder *b, uint32_t node)
{
	struct node *n = &b->nodes[node];
	if (!n->parent)
		return;
	struct node *p = &b->nodes[n->parent];
	uint32_t first = p->first;
	if (first == node)
		p->first = n->next;
	else
		b->nodes[n->prev_].next = n->next;
	if (n->next)
		b->nodes[n->next].prev_ = n->prev_;
	else if (first != node)
		b->nodes[first].prev_ = n->prev_;
	n->parent = n->next = n->prev_ = 0;
}

/* Where foster parenting sends a node: before `*ret_before`, or (0) to the end of what is
 * returned. */
static uint32_t foster_parent(struct builder *b, uint32_t *ret_before)
{
	uint32_t template = stack_find(b, TAG_TEMPLATE), table = stack_find(b, TAG_TABLE);
	*ret_before = 0;
	if (template != UINT32_MAX && (table == UINT32_MAX || template > table))
		return b->stack[template].node;
	if (table == UINT32_MAX)
		return b->stack[0].node;
	uint32_t node = b->stack[table].node, parent = b->nodes[node].parent;
	if (!parent)
		return b->stack[table - 1].node;
	*ret_before = node;
	return parent;
}

/* The place for a new node: as foster_parent. */
static uint32_t find_place(struct builder *b, const struct open *target, uint32_t *ret_before)
{
	*ret_before = 0;
	if (b->foster && has_trait(target->tag, TRAIT_TABLE_PART))
		return foster_parent(b, ret_before);
	return target->node;
}

void insert_at(struct builder *b, const struct open *target, uint32_t node)
{
	uint32_t before, parent = find_place(b, target, &before);
	if (before)
		insert_before(b, before, node);
	else
		append(b, parent, node);
}

/* Add to a text node where that costs no more than the bytes added: behind it in the source or in
 * the arena; and once from the source to the arena. */
static bool extend_text(struct builder *b, uint32_t node, struct slice text)
{
	struct node *n = &b->nodes[node];
	if (n->text + n->n == text.p) {
		n->n += (uint32_t)text.n;
		return true;
	}
	const char *source = b->scan.end - b->scan.size;
	if (n->text >= source && n->text < b->scan.end) {
		char *to = arena_bytes(b->out, n->n + text.n);
		memcpy(to, n->text, n->n);
		memcpy(to + n->n, text.p, text.n);
		n->text = to;
		n->n += (uint32_t)text.n;
		return true;
	}
	if (!arena_resize(b->out, n->text, n->n, n->n + text.n))
		return false;
	memcpy((char *)(uintptr_t)n->text + n->n, text.p, text.n);
	n->n += (uint32_t)text.n;
	return true;
}

void insert_text(struct builder *b, struct slice text)
{
	if (!text.n)
		return;
	uint32_t before, parent = find_place(b, current(b), &before);
	uint32_t first = b->nodes[parent].first;
	uint32_t last = before ? b->nodes[before].prev_ : first ? b->nodes[first].prev_ : 0;
	if (last && (!before || first != before) && b->nodes[last].tag == TAG_TEXT
		&& extend_text(b, last, text))
		return;
	uint32_t node = make_node(b, TAG_TEXT);
	b->nodes[node].text = text.p;
	b->nodes[node].n = (uint32_t)text.n;
	if (before)
		insert_before(b, before, node);
	else
		append(b, parent, node);
}

void insert_space(struct builder *b, struct slice text)
{
	size_t room = text.n, n = 0;
	char *to = arena_bytes(b->out, room);
	while (text.n) {
		struct slice space = take_space(&text);
		memcpy(to + n, space.p, space.n);
		n += space.n;
		text = slice_from(text, 1);
	}
	arena_resize(b->out, to, room, n);
	insert_text(b, slice_of(to, n));
}

static bool node_has(const struct node *n, const struct attr *a)
{
	for (uint32_t i = 0; i < n->n; i++)
		if (n->attrs[i].id == a->id
			&& slice_eq(slice_of(n->attrs[i].name, n->attrs[i].name_n),
				slice_of(a->name, a->name_n)))
			return true;
	return false;
}

void add_attrs(struct builder *b, uint32_t node, const struct token *t)
{
	struct node *n = &b->nodes[node];
	uint32_t more = 0;
	for (uint32_t i = 0; i < t->n_attrs; i++)
		more += !node_has(n, &t->attrs[i]);
	if (!node || !more || n->n + more > TREE_ATTRS)
		return;
	struct attr *attrs = arena_array(b->out, struct attr, n->n + more);
	if (n->n)
		memcpy(attrs, n->attrs, n->n * sizeof *attrs);
	uint32_t count = n->n;
	for (uint32_t i = 0; i < t->n_attrs; i++)
		if (!node_has(n, &t->attrs[i]))
			attrs[count++] = t->attrs[i];
	n->attrs = attrs;
	n->n = count;
}

void bound_depth(struct builder *b)
{
	if (b->depth >= STACK_SOFT && !has_trait(current(b)->tag, TRAIT_FIXED))
		pop(b);
	assert(b->depth < STACK_HARD);
}

void push(struct builder *b, uint32_t node, uint16_t tag)
{
	assert(b->depth < STACK_HARD);
	b->stack[b->depth++] = (struct open){ .node = node, .tag = tag };
	b->nodes[node].flags_ |= NODE_OPEN;
	b->n_open[tag]++;
}

void push_foreign(struct builder *b, uint32_t node, enum tag tag, enum space space,
	enum point point)
{
	assert(b->depth < STACK_HARD);
	b->stack[b->depth++] = (struct open){ .node = node, .tag = (uint16_t)(tag | FOREIGN),
		.space = (uint8_t)space, .point = (uint8_t)point };
	b->nodes[node].flags_ |= NODE_OPEN;
	b->n_foreign++;
}

static void left_stack(struct builder *b, const struct open *o)
{
	b->nodes[o->node].flags_ &= (uint16_t)~NODE_OPEN;
	if (o->tag & FOREIGN)
		b->n_foreign--;
	else
		b->n_open[o->tag]--;
}

void pop(struct builder *b)
{
	assert(b->depth > 1);
	left_stack(b, &b->stack[--b->depth]);
}

void pop_above(struct builder *b, uint32_t depth)
{
	while (b->depth > depth && b->depth > 1)
		pop(b);
}

void pop_until(struct builder *b, enum tag tag)
{
	uint32_t at = stack_find(b, tag);
	if (at != UINT32_MAX)
		pop_above(b, at);
}

void stack_remove(struct builder *b, uint32_t index)
{
	left_stack(b, &b->stack[index]);
	memmove(&b->stack[index], &b->stack[index + 1],
		(b->depth - index - 1) * sizeof *b->stack);
	b->depth--;
}

void stack_insert(struct builder *b, uint32_t index, uint32_t node, uint16_t tag)
{
	assert(b->depth < STACK_HARD);
	memmove(&b->stack[index + 1], &b->stack[index], (b->depth - index) * sizeof *b->stack);
	b->stack[index] = (struct open){ .node = node, .tag = tag };
	b->depth++;
	b->nodes[node].flags_ |= NODE_OPEN;
	b->n_open[tag]++;
}

uint32_t stack_find(const struct builder *b, enum tag tag)
{
	if (b->n_open[tag])
		for (uint32_t i = b->depth; i-- > 0;)
			if (b->stack[i].tag == tag)
				return i;
	return UINT32_MAX;
}

struct slice open_name(const struct builder *b, const struct open *o)
{
	const struct attr *name = b->nodes[o->node].attrs - 1;
	return slice_of(name->name, name->name_n);
}

bool is_special(const struct open *o)
{
	if (o->tag & FOREIGN)
		return o->point != POINT_NONE
			|| (o->space == SPACE_MATH && o->tag == (TAG_ANNOTATION_XML | FOREIGN));
	return tag_traits[o->tag] & TRAIT_SPECIAL;
}

bool ends_scope(const struct open *o, enum scope scope)
{
	if (o->tag & FOREIGN)
		return scope != SCOPE_TABLE && is_special(o);
	if (scope == SCOPE_TABLE)
		return tag_traits[o->tag] & TRAIT_TABLE_SCOPE;
	if (tag_traits[o->tag] & TRAIT_SCOPE)
		return true;
	return scope == SCOPE_LIST ? o->tag == TAG_OL || o->tag == TAG_UL
		: scope == SCOPE_BUTTON && o->tag == TAG_BUTTON;
}

bool in_scope(const struct builder *b, enum tag tag, enum scope scope)
{
	if (!b->n_open[tag])
		return false;
	for (uint32_t i = b->depth; i-- > 0;) {
		if (b->stack[i].tag == tag)
			return true;
		if (ends_scope(&b->stack[i], scope))
			return false;
	}
	return false;
}

void close_implied(struct builder *b, enum tag except)
{
	while (has_trait(current(b)->tag, TRAIT_IMPLIED) && !is_current(b, except))
		pop(b);
}

void close_p(struct builder *b)
{
	if (in_scope(b, TAG_P, SCOPE_BUTTON)) {
		close_implied(b, TAG_P);
		pop_until(b, TAG_P);
	}
}

uint32_t insert_open(struct builder *b, const struct token *t)
{
	bound_depth(b);
	uint32_t node = make_element(b, t, t->tag);
	insert_at(b, current(b), node);
	push(b, node, t->tag);
	return node;
}

uint32_t insert_open_tag(struct builder *b, enum tag tag)
{
	bound_depth(b);
	uint32_t node = make_node(b, tag);
	insert_at(b, current(b), node);
	push(b, node, (uint16_t)tag);
	return node;
}

uint32_t insert_void(struct builder *b, const struct token *t)
{
	uint32_t node = make_element(b, t, t->tag);
	insert_at(b, current(b), node);
	return node;
}

void insert_raw(struct builder *b, const struct token *t)
{
	uint32_t node = insert_void(b, t);
	struct slice text = scan_raw(&b->scan, t->tag);
	if (t->tag == TAG_TEXTAREA && text.n && text.p[0] == '\n')
		text = slice_from(text, 1);
	if (!text.n)
		return;
	uint32_t child = make_node(b, TAG_TEXT);
	b->nodes[child].text = text.p;
	b->nodes[child].n = (uint32_t)text.n;
	append(b, node, child);
}

/* The mode that an open element asks for; N_MODES where it asks for none. */
static enum mode mode_of(const struct builder *b, enum tag tag, bool last)
{
	switch (tag) {
	case TAG_TD: case TAG_TH:
		return last ? N_MODES : IN_CELL;
	case TAG_TR: return IN_ROW;
	case TAG_TBODY: case TAG_THEAD: case TAG_TFOOT:
		return IN_TABLE_BODY;
	case TAG_CAPTION: return IN_CAPTION;
	case TAG_COLGROUP: return IN_COLUMN_GROUP;
	case TAG_TABLE: return IN_TABLE;
	case TAG_TEMPLATE: return b->templates[b->n_templates - 1];
	case TAG_HEAD: return last ? N_MODES : IN_HEAD;
	case TAG_BODY: return IN_BODY;
	case TAG_FRAMESET: return IN_FRAMESET;
	case TAG_HTML: return b->head ? AFTER_HEAD : BEFORE_HEAD;
	default: return N_MODES;
	}
}

void reset_mode(struct builder *b)
{
	for (uint32_t i = b->depth; i-- > 0;) {
		bool last = i == 0;
		enum tag tag = last && b->context ? b->context : b->stack[i].tag;
		if (tag & FOREIGN)
			continue;
		enum mode mode = mode_of(b, tag, last);
		if (mode != N_MODES) {
			b->mode = mode;
			return;
		}
	}
	b->mode = IN_BODY;
}
