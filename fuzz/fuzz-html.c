/* Reads any bytes as a page and as a fragment: the tree is well formed and bounded. */
#include <stdlib.h>

#include "check.h"
#include "html/tree.h"

/* Links agree both ways, every node stands under one parent and none too deep. */
static void check_tree(const struct tree *t)
{
	uint32_t depth = 0, seen = 0, node = t->root;
	CHECK(t->n_nodes > t->root && !t->nodes[t->root].parent);
	while (node) {
		const struct node *n = tree_at(t, node);
		CHECK(node < t->n_nodes && ++seen < t->n_nodes);
		CHECK(depth <= TREE_MAX_DEPTH);
		CHECK(n->tag != TAG_NONE && n->tag < N_TAGS);
		CHECK(n->tag != TAG_TEXT || (n->n > 0 && n->text && !n->first));
		CHECK(!tag_is_void(n->tag) || !n->first);
		if (n->tag != TAG_TEXT)
			CHECK(n->n <= TREE_ATTRS);
		if (n->first) {
			CHECK(tree_at(t, n->first)->parent == node);
			CHECK(!node_prev(t, n->first));
			node = n->first;
			depth++;
			continue;
		}
		while (node && !tree_at(t, node)->next) {
			uint32_t parent = tree_at(t, node)->parent;
			CHECK(!parent || node_last(t, parent) == node);
			node = parent;
			depth--;
		}
		uint32_t next = node ? tree_at(t, node)->next : 0;
		if (next)
			CHECK(node_prev(t, next) == node);
		node = next;
	}
}

static void read_values(const struct tree *t, struct arena *a)
{
	volatile size_t sum = node_all_text(t, t->root, a).n;
	for (uint32_t node = t->root; (node = tree_next(t, node, t->root));) {
		sum += node_name(t, node).n + node_attr(t, node, ATTR_HREF).n;
		sum += node_attr_named(t, node, SLICE("x")).n;
	}
	(void)sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const enum tag contexts[] = { TAG_BODY, TAG_TD, TAG_TR, TAG_TABLE, TAG_TEMPLATE,
		TAG_TITLE, TAG_HTML, TAG_SELECT, TAG_FORM, TAG_COLGROUP, TAG_FRAMESET };
	struct slice source = slice_of((const char *)data, n);
	struct arena a = ARENA_INIT;
	struct tree t;
	CHECK(tree_parse(source, &a, &t, NULL) == OK);
	CHECK(t.head && t.nodes[t.head].tag == TAG_HEAD);
	CHECK(!t.body || t.nodes[t.body].tag == TAG_BODY);
	check_tree(&t);
	read_values(&t, &a);
	enum tag context = contexts[n % (sizeof contexts / sizeof *contexts)];
	CHECK(tree_parse_fragment(source, context, &a, &t, NULL) == OK);
	check_tree(&t);
	tree_declared_charset(source);
	arena_done(&a);
	return 0;
}
