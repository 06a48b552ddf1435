/* blocks: a walk over the tree that gathers text and breaks it where block-level tags stand. */
#include "html/blocks.h"

#include "base/buf.h"
#include "text/utf8.h"

/* What a tag does to the text around it. */
enum role {
	INLINE = 0,
	SILENT,  /* nothing of it is shown */
	BREAK,   /* a line ends */
	BOX,     /* a block of text begins and ends with it */
	HEAD,
	CAPTION,
	QUOTE,
	CODE,
	LIST,    /* of which the items, or a table's rows, are lines */
	ITEM,
	CELL,
	N_ROLES
};

static const uint8_t roles[N_TAGS] = {
	[TAG_SCRIPT] = SILENT, [TAG_STYLE] = SILENT, [TAG_TEMPLATE] = SILENT, [TAG_HEAD] = SILENT,
	[TAG_TITLE] = SILENT, [TAG_SVG] = SILENT, [TAG_MATH] = SILENT, [TAG_SELECT] = SILENT,
	[TAG_TEXTAREA] = SILENT, [TAG_BUTTON] = SILENT, [TAG_IFRAME] = SILENT, [TAG_RT] = SILENT,
	[TAG_RP] = SILENT, [TAG_NOSCRIPT] = SILENT, [TAG_DATALIST] = SILENT, [TAG_AUDIO] = SILENT,
	[TAG_VIDEO] = SILENT, [TAG_OBJECT] = SILENT,
	[TAG_BR] = BREAK,
	[TAG_P] = BOX, [TAG_DIV] = BOX, [TAG_SECTION] = BOX, [TAG_ARTICLE] = BOX, [TAG_ASIDE] = BOX,
	[TAG_HEADER] = BOX, [TAG_FOOTER] = BOX, [TAG_MAIN] = BOX, [TAG_NAV] = BOX,
	[TAG_ADDRESS] = BOX, [TAG_CENTER] = BOX, [TAG_DETAILS] = BOX, [TAG_SUMMARY] = BOX,
	[TAG_DIALOG] = BOX, [TAG_FIELDSET] = BOX, [TAG_LEGEND] = BOX, [TAG_FIGURE] = BOX,
	[TAG_FORM] = BOX, [TAG_HGROUP] = BOX, [TAG_HR] = BOX, [TAG_SEARCH] = BOX, [TAG_BODY] = BOX,
	[TAG_H1] = HEAD, [TAG_H2] = HEAD, [TAG_H3] = HEAD, [TAG_H4] = HEAD, [TAG_H5] = HEAD,
	[TAG_H6] = HEAD,
	[TAG_FIGCAPTION] = CAPTION,
	[TAG_BLOCKQUOTE] = QUOTE,
	[TAG_PRE] = CODE, [TAG_LISTING] = CODE, [TAG_XMP] = CODE,
	[TAG_UL] = LIST, [TAG_OL] = LIST, [TAG_DL] = LIST, [TAG_MENU] = LIST, [TAG_DIR] = LIST,
	[TAG_TABLE] = LIST,
	[TAG_LI] = ITEM, [TAG_DT] = ITEM, [TAG_DD] = ITEM, [TAG_TR] = ITEM, [TAG_CAPTION] = ITEM,
	[TAG_TD] = CELL, [TAG_TH] = CELL,
};

enum { ITEM_MAX = 600 /* bytes in a row that make an item a passage of its own */ };

struct cutter {
	const struct tree *tree;
	struct arena *out;
	struct arena scratch, marks; /* for one block; for `is_frame` */
	blocks *ret;
	bool lines_count;
	struct buf text;        /* of the block that is being gathered; "\n" where a line ends */
	uint32_t open[N_ROLES]; /* the outermost heading, quotation... that is open, 0 for none; of
				 * lists the one that is one block */
	uint8_t *is_frame;      /* by node: a list whose items are passages; made on demand */
};

static void put_block(struct cutter *c, enum block_type type, struct slice text)
{
	if (text.n > 0)
		*list_add(c->out, c->ret) = (struct block){ type, arena_dup(c->out, text) };
}

static void put_paragraph(struct cutter *c, struct slice text)
{
	enum block_type type = c->open[HEAD] ? BLOCK_HEADING
		: c->open[CAPTION] ? BLOCK_CAPTION
		: c->open[QUOTE] ? BLOCK_QUOTE : BLOCK_PARAGRAPH;
	put_block(c, type, utf8_squeeze(text, &c->scratch));
}

/* Paragraphs: an empty line ends one, a single line end is a blank. */
static void end_paragraphs(struct cutter *c)
{
	struct slice rest = buf_text(&c->text), line;
	const char *from = rest.p;
	while (slice_next_line(&rest, &line)) {
		if (slice_trim(line).n > 0)
			continue;
		put_paragraph(c, slice_of(from, (size_t)(line.p - from)));
		from = line.p + line.n;
	}
	put_paragraph(c, slice_of(from, (size_t)(buf_text(&c->text).p + c->text.n - from)));
}

static void add_cells(struct cutter *c, struct slice line, struct buf *to)
{
	struct slice cell;
	for (bool first = true; slice_next_piece(&line, '\t', &cell); first = false) {
		if (!first)
			buf_byte(to, '\t');
		buf_slice(to, utf8_squeeze(cell, &c->scratch));
	}
}

/* A list: lines stay, and so do the cells in them. */
static void end_list(struct cutter *c)
{
	struct buf to = BUF_INIT(c->text.n);
	struct slice rest = buf_text(&c->text), line;
	while (slice_next_line(&rest, &line)) {
		if (slice_trim(line).n == 0)
			continue;
		if (to.n > 0)
			buf_byte(&to, '\n');
		add_cells(c, line, &to);
	}
	put_block(c, BLOCK_LIST, buf_text(&to));
	buf_done(&to);
}

static void end_code(struct cutter *c)
{
	struct slice text = buf_text(&c->text);
	while (text.n > 0 && ascii_space(text.p[text.n - 1]))
		text.n--;
	while (text.n > 0 && text.p[0] == '\n')
		text = slice_from(text, 1);
	put_block(c, BLOCK_CODE, text);
}

/* End the block that is being gathered. */
static void end_block(struct cutter *c)
{
	struct slice clean = utf8_clean(buf_text(&c->text), &c->scratch);
	if (clean.p != c->text.p) {
		buf_clear(&c->text);
		buf_slice(&c->text, clean);
	}
	if (c->open[LIST])
		end_list(c);
	else if (c->open[CODE])
		end_code(c);
	else if (c->text.n > 0)
		end_paragraphs(c);
	buf_clear(&c->text);
	arena_reset(&c->scratch);
}

static void add_text(struct cutter *c, struct slice text)
{
	if (c->open[CODE] || (c->lines_count && !c->open[LIST])) {
		buf_slice(&c->text, text);
		return;
	}
	/* White space is a blank: line ends and tabs in c->text are those of lines and cells. */
	char *to = buf_room(&c->text, text.n);
	for (size_t i = 0; to && i < text.n; i++)
		to[i] = ascii_space(text.p[i]) ? ' ' : text.p[i];
	if (to)
		buf_wrote(&c->text, text.n);
}

/* Is `node` the second paragraph of an item or cell? */
static bool is_second(const struct tree *t, uint32_t node)
{
	uint8_t above = roles[tree_at(t, tree_at(t, node)->parent)->tag];
	if (tree_at(t, node)->tag != TAG_P || (above != ITEM && above != CELL))
		return false;
	for (uint32_t at = node_prev(t, node); at; at = node_prev(t, at))
		if (tree_at(t, at)->tag == TAG_P)
			return true;
	return false;
}

/* Does this make the lists and tables around it mere frames? */
static bool is_passage(const struct tree *t, uint32_t node, bool in_table)
{
	switch (roles[tree_at(t, node)->tag]) {
	case HEAD: case QUOTE: case CODE: case CAPTION: return true;
	case LIST: return in_table || tree_at(t, node)->tag == TAG_TABLE;
	case BOX: return is_second(t, node);
	default: return tree_at(t, node)->tag == TAG_TEXT && tree_at(t, node)->n > ITEM_MAX;
	}
}

/* Has a table any row of two cells? */
static bool has_columns(const struct tree *t, uint32_t table)
{
	for (uint32_t at = tree_next(t, table, table); at; at = tree_next(t, at, table))
		if (roles[tree_at(t, at)->tag] == CELL && node_prev(t, at))
			return true;
	return false;
}

/* Is this list to be one block? What is found inside is remembered for all lists around it, so that
 * no node is looked at by each of them. */
static bool is_one_block(struct cutter *c, uint32_t list)
{
	const struct tree *t = c->tree;
	bool table = tree_at(t, list)->tag == TAG_TABLE;
	if (!c->is_frame)
		c->is_frame = arena_array(&c->marks, uint8_t, t->n_nodes);
	if (c->is_frame[list])
		return false;
	for (uint32_t at = tree_next(t, list, list); at; at = tree_next(t, at, list)) {
		if (!is_passage(t, at, table))
			continue;
		for (uint32_t up = tree_at(t, at)->parent; up && !c->is_frame[up];
			up = tree_at(t, up)->parent)
			c->is_frame[up] = 1;
		return false;
	}
	return !table || has_columns(t, list);
}

/* A tag inside a list that is one block. */
static void enter_in_list(struct cutter *c, uint32_t node)
{
	uint8_t role = roles[tree_at(c->tree, node)->tag];
	if (role == ITEM)
		buf_byte(&c->text, '\n');
	else if (role == CELL && node_prev(c->tree, node))
		buf_byte(&c->text, '\t');
	else if (role != INLINE)
		buf_byte(&c->text, ' ');
}

/* Returns whether what is below is to be looked at. */
static bool enter(struct cutter *c, uint32_t node)
{
	uint8_t role = roles[tree_at(c->tree, node)->tag];
	struct slice text = node_text(c->tree, node);
	if (text.n > 0)
		add_text(c, text);
	if (role == INLINE || role == SILENT)
		return role == INLINE;
	if (c->open[LIST]) {
		enter_in_list(c, node);
		return true;
	}
	if (role == BREAK || c->open[CODE]) {
		buf_byte(&c->text, '\n');
		return true;
	}
	end_block(c);
	if (!c->open[role] && (role != LIST || is_one_block(c, node)))
		c->open[role] = node;
	return true;
}

static void leave(struct cutter *c, uint32_t node)
{
	uint8_t role = roles[tree_at(c->tree, node)->tag];
	if (role == INLINE || role == SILENT || role == BREAK)
		return;
	if ((c->open[LIST] && c->open[LIST] != node) || (c->open[CODE] && c->open[CODE] != node))
		return;
	end_block(c);
	if (c->open[role] == node)
		c->open[role] = 0;
}

void html_blocks(const struct tree *t, uint32_t top, bool lines_count, struct arena *out,
	blocks *ret)
{
	struct cutter c = {
		.tree = t, .out = out, .ret = ret, .lines_count = lines_count,
		.text = BUF_INIT(4 * t->source.n + 4 * (size_t)t->n_nodes + 64),
	};
	for (uint32_t node = top; node;) {
		bool inside = enter(&c, node);
		uint32_t next = inside ? tree_at(t, node)->first : 0;
		while (!next && node) {
			leave(&c, node);
			if (node == top)
				node = 0;
			else if (!(next = tree_at(t, node)->next))
				node = tree_at(t, node)->parent;
		}
		node = next;
	}
	end_block(&c);
	buf_done(&c.text);
	arena_done(&c.scratch);
	arena_done(&c.marks);
}
