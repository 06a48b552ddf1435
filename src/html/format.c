/* format: active formatting elements (WHATWG 13.2.4.3) and the adoption agency (13.2.6.4.7), which
 * make sense of <b>one<p>two</b>three.
 *
 * Both make clones of elements, and misnested markup makes them without end; a budget for the
 * whole source (clones_left) bounds them. When it is spent, formatting that would reach over a
 * block's end is forgotten: no text is lost. */
#include "html/build.h"

#include "base/mix.h"

static uint32_t attr_hash(const struct token *t)
{
	uint64_t sum = t->n_attrs;
	for (uint32_t i = 0; i < t->n_attrs; i++) {
		const struct attr *a = &t->attrs[i];
		uint64_t name = a->id ? a->id : mix_text(0, slice_of(a->name, a->name_n));
		sum += name * 31 ^ mix_text(0, slice_of(a->value, a->value_n));
	}
	return (uint32_t)(sum ^ sum >> 32);
}

static void list_remove(struct builder *b, uint32_t index)
{
	if (b->formatting[index].node)
		b->nodes[b->formatting[index].node].flags_ &= (uint16_t)~NODE_FORMATTING;
	memmove(&b->formatting[index], &b->formatting[index + 1],
		(b->n_formatting - index - 1) * sizeof *b->formatting);
	b->n_formatting--;
}

static void list_insert(struct builder *b, uint32_t index, struct formatting f)
{
	memmove(&b->formatting[index + 1], &b->formatting[index],
		(b->n_formatting - index) * sizeof *b->formatting);
	b->formatting[index] = f;
	b->n_formatting++;
	if (f.node)
		b->nodes[f.node].flags_ |= NODE_FORMATTING;
}

static bool same_attrs(const struct node *a, const struct node *b)
{
	if (a->n != b->n)
		return false;
	for (uint32_t i = 0; i < a->n; i++) {
		const struct attr *x = &a->attrs[i];
		uint32_t k = 0;
		while (k < b->n && !(b->attrs[k].id == x->id
				&& slice_eq(slice_of(x->name, x->name_n),
					slice_of(b->attrs[k].name, b->attrs[k].name_n))))
			k++;
		if (k == b->n || !slice_eq(slice_of(x->value, x->value_n),
				slice_of(b->attrs[k].value, b->attrs[k].value_n)))
			return false;
	}
	return true;
}

void format_push(struct builder *b, const struct token *t, uint32_t node)
{
	struct formatting f = { .node = node, .tag = t->tag, .hash = attr_hash(t) };
	/* "Noah's Ark": of equal elements only the last three are remembered. */
	uint32_t equal = 0, first = 0;
	for (uint32_t i = b->n_formatting; i-- > 0 && b->formatting[i].node;) {
		const struct formatting *old = &b->formatting[i];
		if (old->tag == f.tag && old->hash == f.hash
			&& same_attrs(&b->nodes[old->node], &b->nodes[node])) {
			equal++;
			first = i;
		}
	}
	if (equal >= 3)
		list_remove(b, first);
	if (b->n_formatting == FORMATTING_MAX)
		list_remove(b, 0);
	list_insert(b, b->n_formatting, f);
}

void format_mark(struct builder *b)
{
	if (b->n_formatting == FORMATTING_MAX)
		list_remove(b, 0);
	list_insert(b, b->n_formatting, (struct formatting){ 0 });
}

void format_clear(struct builder *b)
{
	while (b->n_formatting) {
		bool marker = !b->formatting[b->n_formatting - 1].node;
		list_remove(b, b->n_formatting - 1);
		if (marker)
			break;
	}
}

static uint32_t list_index(const struct builder *b, uint32_t node)
{
	uint32_t i = b->n_formatting;
	while (i-- > 0 && b->formatting[i].node != node)
		;
	return i;
}

void format_remove(struct builder *b, uint32_t node)
{
	if (b->nodes[node].flags_ & NODE_FORMATTING)
		list_remove(b, list_index(b, node));
}

uint32_t format_find(const struct builder *b, enum tag tag)
{
	for (uint32_t i = b->n_formatting; i-- > 0 && b->formatting[i].node;)
		if (b->formatting[i].tag == tag)
			return b->formatting[i].node;
	return 0;
}

static bool is_settled(const struct builder *b, const struct formatting *f)
{
	return !f->node || b->nodes[f->node].flags_ & NODE_OPEN;
}

static bool can_clone(const struct builder *b, uint32_t count)
{
	return b->clones_left >= count && b->n_nodes + count <= b->max_nodes;
}

/* A clone of the list's entry takes its place there. */
static uint32_t clone_entry(struct builder *b, uint32_t index)
{
	struct formatting *f = &b->formatting[index];
	uint32_t clone = clone_element(b, f->node);
	b->clones_left--;
	b->nodes[f->node].flags_ &= (uint16_t)~NODE_FORMATTING;
	b->nodes[clone].flags_ |= NODE_FORMATTING;
	f->node = clone;
	return clone;
}

void reconstruct(struct builder *b)
{
	uint32_t n = b->n_formatting, first = n;
	while (first > 0 && !is_settled(b, &b->formatting[first - 1]))
		first--;
	if (!can_clone(b, n - first)) {
		while (b->n_formatting > first)
			list_remove(b, b->n_formatting - 1);
		return;
	}
	for (uint32_t i = first; i < n; i++) {
		bound_depth(b);
		uint32_t clone = clone_entry(b, i);
		insert_at(b, current(b), clone);
		push(b, clone, b->formatting[i].tag);
	}
}

static uint32_t stack_index(const struct builder *b, uint32_t node)
{
	uint32_t i = b->depth;
	while (b->stack[--i].node != node)
		;
	return i;
}

/* The topmost special element below the stack's `index`; 0 where there is none. */
static uint32_t furthest_block(const struct builder *b, uint32_t index)
{
	for (uint32_t i = index + 1; i < b->depth; i++)
		if (is_special(&b->stack[i]))
			return i;
	return 0;
}

/* The inner loop: between the formatting element (stack index `top`) and the furthest block, three
 * formatting elements at most are cloned around what moves up; all else leaves the stack. Returns
 * the node to be moved; `*bookmark` is the place in the list for the formatting element's clone. */
static uint32_t climb(struct builder *b, uint32_t top, uint32_t block, uint32_t *bookmark)
{
	uint32_t furthest = b->stack[block].node, last = furthest;
	int steps = 0;
	for (uint32_t i = block; --i > top;) {
		uint32_t node = b->stack[i].node;
		bool listed = b->nodes[node].flags_ & NODE_FORMATTING;
		uint32_t index = listed ? list_index(b, node) : 0;
		if (++steps > 3 && listed) {
			list_remove(b, index);
			*bookmark -= index < *bookmark;
			listed = false;
		}
		if (!listed) {
			stack_remove(b, i);
			continue;
		}
		uint32_t clone = clone_entry(b, index);
		b->nodes[node].flags_ &= (uint16_t)~NODE_OPEN;
		b->nodes[clone].flags_ |= NODE_OPEN;
		b->stack[i].node = clone;
		if (last == furthest)
			*bookmark = index + 1;
		detach(b, last);
		append(b, clone, last);
		last = clone;
	}
	return last;
}

/* All children of `from` go into `to`, which is put in their place. */
static void wrap_children(struct builder *b, uint32_t from, uint32_t to)
{
	uint32_t first = b->nodes[from].first;
	b->nodes[to].first = first;
	b->nodes[from].first = 0;
	for (uint32_t child = first; child; child = b->nodes[child].next)
		b->nodes[child].parent = to;
	append(b, from, to);
}

static bool is_in_scope(const struct builder *b, uint32_t index)
{
	for (uint32_t i = b->depth; --i > index;)
		if (ends_scope(&b->stack[i], SCOPE_DEFAULT))
			return false;
	return true;
}

/* One round for the formatting element at the stack's `top` with the block at `block`. */
static void adopt_once(struct builder *b, uint32_t top, uint32_t block)
{
	uint32_t node = b->stack[top].node, furthest = b->stack[block].node;
	uint16_t tag = b->stack[top].tag;
	uint32_t bookmark = list_index(b, node);
	uint32_t last = climb(b, top, block, &bookmark);
	detach(b, last);
	insert_at(b, &b->stack[top - 1], last);
	uint32_t clone = clone_element(b, node);
	b->clones_left--;
	wrap_children(b, furthest, clone);
	uint32_t index = list_index(b, node);
	struct formatting entry = b->formatting[index];
	entry.node = clone;
	list_remove(b, index);
	list_insert(b, bookmark - (index < bookmark), entry);
	stack_remove(b, top);
	stack_insert(b, stack_index(b, furthest) + 1, clone, tag);
}

bool adopt(struct builder *b, enum tag tag)
{
	if (is_current(b, tag) && !(b->nodes[current(b)->node].flags_ & NODE_FORMATTING)) {
		pop(b);
		return true;
	}
	for (int round = 0; round < 8; round++) {
		uint32_t node = format_find(b, tag);
		if (!node)
			return false;
		if (!(b->nodes[node].flags_ & NODE_OPEN)) {
			format_remove(b, node);
			return true;
		}
		uint32_t top = stack_index(b, node);
		if (!is_in_scope(b, top))
			return true;
		uint32_t block = furthest_block(b, top);
		if (!block) {
			pop_above(b, top);
			format_remove(b, node);
			return true;
		}
		if (!can_clone(b, 4)) {
			format_remove(b, node);
			return false;
		}
		adopt_once(b, top, block);
	}
	return true;
}
