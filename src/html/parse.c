/* parse: feeds the tokens of a source to the insertion modes. */
#include "html/build.h"

static const struct mode_rules *const mode_rules[N_MODES] = {
	[BEFORE_HTML] = &before_html,
	[BEFORE_HEAD] = &before_head,
	[IN_HEAD] = &in_head,
	[IN_HEAD_NOSCRIPT] = &in_head_noscript,
	[AFTER_HEAD] = &after_head,
	[IN_BODY] = &in_body,
	[IN_TABLE] = &in_table,
	[IN_CAPTION] = &in_caption,
	[IN_COLUMN_GROUP] = &in_column_group,
	[IN_TABLE_BODY] = &in_table_body,
	[IN_ROW] = &in_row,
	[IN_CELL] = &in_cell,
	[IN_TEMPLATE] = &in_template,
	[AFTER_BODY] = &after_body,
	[IN_FRAMESET] = &in_frameset,
	[AFTER_FRAMESET] = &after_frameset,
};

static void process_text(struct builder *b)
{
	struct slice text = b->token.text;
	if (b->n_foreign && is_foreign(b, &b->token)) {
		insert_text(b, text);
		take_space(&text);
		if (text.n)
			b->frameset_ok = false;
		return;
	}
	if (b->skip_newline && text.p[0] == '\n')
		text = slice_from(text, 1);
	while (mode_rules[b->mode]->text(b, &text))
		;
}

static void process_start(struct builder *b)
{
	if (b->n_foreign && is_foreign(b, &b->token) && foreign_start(b, &b->token))
		return;
	while (mode_rules[b->mode]->start(b, &b->token))
		;
}

static void process_end(struct builder *b)
{
	if (b->n_foreign && is_foreign(b, &b->token) && foreign_end(b, &b->token))
		return;
	while (mode_rules[b->mode]->end(b, &b->token))
		;
}

static void process_all(struct builder *b)
{
	for (;;) {
		if (b->n_nodes >= b->max_nodes) {
			b->cut = b->scan.at < b->scan.end;
			return;
		}
		bool skip_newline = b->skip_newline;
		scan_next(&b->scan, b->n_foreign && current(b)->tag & FOREIGN, &b->token);
		switch (b->token.type) {
		case TOKEN_TEXT: process_text(b); break;
		case TOKEN_START: process_start(b); break;
		case TOKEN_END: process_end(b); break;
		case TOKEN_EOF: return;
		}
		if (skip_newline)
			b->skip_newline = false;
	}
}

/* The number of "<" in `s`: sixteen counters at once, which compilers keep in one register. */
static size_t count_tags(struct slice s)
{
	size_t count = 0, i = 0;
	while (i + 16 <= s.n) {
		uint8_t sums[16] = { 0 };
		for (int round = 0; round < 255 && i + 16 <= s.n; round++, i += 16)
			for (int k = 0; k < 16; k++)
				sums[k] += s.p[i + (size_t)k] == '<';
		for (int k = 0; k < 16; k++)
			count += sums[k];
	}
	for (; i < s.n; i++)
		count += s.p[i] == '<';
	return count;
}

/* Room for nodes: each "<" may give an element and a text, some two more that are implied, and
 * clones. But a node takes 32 bytes, and a page of nothing but tags shall not take more than seven
 * times its size; what is denser than any real page is cut. */
static void make_room(struct builder *b, struct slice source)
{
	size_t tags = count_tags(source), most = source.n / 5 + 16384;
	size_t nodes = 4 * tags + 64;
	if (nodes > most)
		nodes = most;
	b->nodes = arena_room(b->out, (nodes + NODES_A_TOKEN) * sizeof(struct node));
	b->max_nodes = (uint32_t)nodes;
	b->clones_left = (uint32_t)(tags / 2 + 16);
}

static void begin(struct builder *b, struct slice source, struct arena *out)
{
	if (!source.p)
		source = SLICE("");
	scan_begin(&b->scan, source, out);
	b->out = out;
	b->frameset_ok = true;
	make_room(b, source);
	make_node(b, TAG_NONE);
	b->root = make_node(b, TAG_DOCUMENT);
}

static struct tree tree_of(const struct builder *b, struct slice source)
{
	return (struct tree){ .nodes = b->nodes, .n_nodes = b->n_nodes, .root = b->root,
		.head = b->head, .body = b->body, .cut = b->cut, .source = source };
}

/* The builder is large and begins as zeros, but for what is written before it is read. */
static void clear(struct builder *b)
{
	memset(b, 0, offsetof(struct builder, token));
	memset(&b->out, 0, offsetof(struct builder, stack) - offsetof(struct builder, out));
	memset(b->n_open, 0, sizeof b->n_open);
}

/* What every page has, though its source does not say so. */
static void finish(struct builder *b)
{
	if (!b->html) {
		b->html = make_node(b, TAG_HTML);
		append(b, b->root, b->html);
	}
	if (!b->head) {
		b->head = make_node(b, TAG_HEAD);
		append(b, b->html, b->head);
	}
	if (!b->body && b->mode != IN_FRAMESET && b->mode != AFTER_FRAMESET) {
		b->body = make_node(b, TAG_BODY);
		append(b, b->html, b->body);
	}
}

enum err tree_parse(struct slice source, struct arena *out, struct tree *ret_tree,
	struct error *e)
{
	if (source.n > TREE_MAX_BYTES)
		return fail(e, ERR_LIMIT, "a page of %zu bytes, more than is read", source.n);
	struct builder b;
	clear(&b);
	begin(&b, source, out);
	process_all(&b);
	finish(&b);
	*ret_tree = tree_of(&b, source);
	return OK;
}

static bool is_raw(enum tag tag)
{
	switch (tag) {
	case TAG_TITLE: case TAG_TEXTAREA: case TAG_STYLE: case TAG_XMP: case TAG_IFRAME:
	case TAG_NOEMBED: case TAG_NOFRAMES: case TAG_SCRIPT: case TAG_PLAINTEXT:
		return true;
	default:
		return false;
	}
}

enum err tree_parse_fragment(struct slice source, enum tag context, struct arena *out,
	struct tree *ret_tree, struct error *e)
{
	if (source.n > TREE_MAX_BYTES)
		return fail(e, ERR_LIMIT, "a fragment of %zu bytes, more than is read", source.n);
	struct builder b;
	clear(&b);
	begin(&b, source, out);
	b.context = context;
	/* The document itself stands on the stack for <html>, so that what is read is below it. */
	push(&b, b.root, TAG_HTML);
	if (context == TAG_FORM)
		b.form = b.root;
	if (context == TAG_TEMPLATE)
		b.templates[b.n_templates++] = IN_TEMPLATE;
	reset_mode(&b);
	if (is_raw(context)) {
		insert_text(&b, scan_rest(&b.scan, context));
	} else {
		process_all(&b);
	}
	*ret_tree = tree_of(&b, source);
	return OK;
}
