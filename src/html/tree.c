/* tree: walking and reading a tree. */
#include "html/tree.h"

uint32_t tree_skip(const struct tree *t, uint32_t node, uint32_t top)
{
	while (node && node != top) {
		if (t->nodes[node].next)
			return t->nodes[node].next;
		node = t->nodes[node].parent;
	}
	return 0;
}

uint32_t tree_next(const struct tree *t, uint32_t node, uint32_t top)
{
	return t->nodes[node].first ? t->nodes[node].first : tree_skip(t, node, top);
}

uint32_t tree_find(const struct tree *t, uint32_t top, uint32_t after, enum tag tag)
{
	uint32_t node = tree_next(t, after ? after : top, top);
	while (node && t->nodes[node].tag != tag)
		node = tree_next(t, node, top);
	return node;
}

static bool has_attrs(const struct node *n)
{
	return n->tag != TAG_TEXT && n->tag != TAG_DOCUMENT && n->tag != TAG_NONE;
}

/* A name that is not listed stands before the attributes: build.c, make_element. */
struct slice node_name(const struct tree *t, uint32_t node)
{
	const struct node *n = &t->nodes[node];
	if (n->tag == TAG_OTHER || n->tag == TAG_FOREIGN)
		return slice_of(n->attrs[-1].name, n->attrs[-1].name_n);
	return slice_str(tag_name(n->tag));
}

struct slice node_attr(const struct tree *t, uint32_t node, enum attr_name name)
{
	const struct node *n = &t->nodes[node];
	if (has_attrs(n))
		for (uint32_t i = 0; i < n->n; i++)
			if (n->attrs[i].id == name)
				return slice_of(n->attrs[i].value, n->attrs[i].value_n);
	return SLICE_NONE;
}

struct slice node_attr_named(const struct tree *t, uint32_t node, struct slice name)
{
	const struct node *n = &t->nodes[node];
	if (has_attrs(n))
		for (uint32_t i = 0; i < n->n; i++)
			if (slice_eq_nocase(slice_of(n->attrs[i].name, n->attrs[i].name_n), name))
				return slice_of(n->attrs[i].value, n->attrs[i].value_n);
	return SLICE_NONE;
}

/* Elements whose text is not for reading. */
static bool is_silent(enum tag tag)
{
	switch (tag) {
	case TAG_SCRIPT: case TAG_STYLE: case TAG_TEMPLATE: case TAG_NOFRAMES: case TAG_NOEMBED:
	case TAG_IFRAME: case TAG_SVG: case TAG_MATH: case TAG_TEXTAREA: case TAG_SELECT:
	case TAG_OBJECT: case TAG_APPLET: case TAG_AUDIO: case TAG_VIDEO: case TAG_CANVAS:
		return true;
	default:
		return false;
	}
}

struct slice node_all_text(const struct tree *t, uint32_t node, struct arena *out)
{
	size_t n = 0;
	uint32_t pieces = 0, last = 0;
	for (uint32_t at = node; at;) {
		bool silent = at != node && is_silent(t->nodes[at].tag);
		if (t->nodes[at].tag == TAG_TEXT) {
			n += t->nodes[at].n;
			pieces++;
			last = at;
		}
		at = silent ? tree_skip(t, at, node) : tree_next(t, at, node);
	}
	if (pieces <= 1)
		return last ? node_text(t, last) : SLICE_NONE;
	char *to = arena_bytes(out, n);
	size_t done = 0;
	for (uint32_t at = node; at;) {
		bool silent = at != node && is_silent(t->nodes[at].tag);
		struct slice text = node_text(t, at);
		if (text.n) {
			memcpy(to + done, text.p, text.n);
			done += text.n;
		}
		at = silent ? tree_skip(t, at, node) : tree_next(t, at, node);
	}
	return slice_of(to, n);
}
