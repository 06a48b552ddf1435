/* table: the insertion modes of tables. What does not belong in one is put before it. */
#include "html/build.h"

/* Pop until one of the three (or what no table reaches over) is current. */
static void clear_back(struct builder *b, enum tag x, enum tag y, enum tag z)
{
	while (!is_current(b, x) && !is_current(b, y) && !is_current(b, z)
		&& !is_current(b, TAG_TEMPLATE) && !is_current(b, TAG_HTML))
		pop(b);
}

static void clear_to_table(struct builder *b)
{
	clear_back(b, TAG_TABLE, TAG_TABLE, TAG_TABLE);
}

static void clear_to_body(struct builder *b)
{
	clear_back(b, TAG_TBODY, TAG_TFOOT, TAG_THEAD);
}

static void clear_to_row(struct builder *b)
{
	clear_back(b, TAG_TR, TAG_TR, TAG_TR);
}

static bool is_table_part(enum tag tag)
{
	switch (tag) {
	case TAG_CAPTION: case TAG_COL: case TAG_COLGROUP: case TAG_TBODY: case TAG_TD:
	case TAG_TFOOT: case TAG_TH: case TAG_THEAD: case TAG_TR:
		return true;
	default:
		return false;
	}
}

static bool is_section(enum tag tag)
{
	return tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT;
}

static bool foster_start(struct builder *b, const struct token *t)
{
	b->foster = true;
	bool again = in_body.start(b, t);
	b->foster = false;
	return again;
}

static bool in_table_text(struct builder *b, struct slice *text)
{
	struct slice rest = *text;
	take_space(&rest);
	bool in_parts = has_trait(current(b)->tag, TRAIT_TABLE_PART) || is_current(b, TAG_TEMPLATE);
	if (in_parts && !rest.n) {
		insert_text(b, *text);
		return false;
	}
	b->foster = true;
	in_body.text(b, text);
	b->foster = false;
	return false;
}

static bool start_table_part(struct builder *b, const struct token *t)
{
	clear_to_table(b);
	switch (t->tag) {
	case TAG_CAPTION:
		format_mark(b);
		insert_open(b, t);
		b->mode = IN_CAPTION;
		return false;
	case TAG_COLGROUP:
		insert_open(b, t);
		b->mode = IN_COLUMN_GROUP;
		return false;
	case TAG_COL:
		insert_open_tag(b, TAG_COLGROUP);
		b->mode = IN_COLUMN_GROUP;
		return true;
	case TAG_TBODY: case TAG_TFOOT: case TAG_THEAD:
		insert_open(b, t);
		b->mode = IN_TABLE_BODY;
		return false;
	default:
		insert_open_tag(b, TAG_TBODY);
		b->mode = IN_TABLE_BODY;
		return true;
	}
}

static bool is_hidden(const struct token *t)
{
	for (uint32_t i = 0; i < t->n_attrs; i++)
		if (t->attrs[i].id == ATTR_TYPE)
			return slice_eq_nocase(slice_of(t->attrs[i].value, t->attrs[i].value_n),
				SLICE("hidden"));
	return false;
}

static bool in_table_start(struct builder *b, const struct token *t)
{
	if (is_table_part(t->tag))
		return start_table_part(b, t);
	switch (t->tag) {
	case TAG_TABLE:
		if (!in_scope(b, TAG_TABLE, SCOPE_TABLE))
			return false;
		pop_until(b, TAG_TABLE);
		reset_mode(b);
		return true;
	case TAG_STYLE: case TAG_SCRIPT: case TAG_TEMPLATE:
		head_element(b, t);
		return false;
	case TAG_INPUT:
		if (!is_hidden(t))
			return foster_start(b, t);
		insert_void(b, t);
		return false;
	case TAG_FORM:
		if (!b->n_open[TAG_TEMPLATE] && !b->form)
			b->form = insert_void(b, t);
		return false;
	default:
		return foster_start(b, t);
	}
}

static bool in_table_end(struct builder *b, const struct token *t)
{
	if (is_table_part(t->tag) || t->tag == TAG_BODY || t->tag == TAG_HTML)
		return false;
	if (t->tag == TAG_TEMPLATE) {
		template_end(b);
		return false;
	}
	if (t->tag == TAG_TABLE) {
		if (in_scope(b, TAG_TABLE, SCOPE_TABLE)) {
			pop_until(b, TAG_TABLE);
			reset_mode(b);
		}
		return false;
	}
	b->foster = true;
	bool again = in_body.end(b, t);
	b->foster = false;
	return again;
}

static bool close_caption(struct builder *b)
{
	if (!in_scope(b, TAG_CAPTION, SCOPE_TABLE))
		return false;
	pop_until(b, TAG_CAPTION);
	format_clear(b);
	b->mode = IN_TABLE;
	return true;
}

static bool body_text(struct builder *b, struct slice *text)
{
	return in_body.text(b, text);
}

static bool in_caption_start(struct builder *b, const struct token *t)
{
	return is_table_part(t->tag) ? close_caption(b) : in_body.start(b, t);
}

static bool in_caption_end(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_TABLE)
		return close_caption(b);
	if (t->tag == TAG_CAPTION) {
		close_caption(b);
		return false;
	}
	if (is_table_part(t->tag) || t->tag == TAG_BODY || t->tag == TAG_HTML)
		return false;
	return in_body.end(b, t);
}

static bool leave_column_group(struct builder *b)
{
	if (!is_current(b, TAG_COLGROUP))
		return false;
	pop(b);
	b->mode = IN_TABLE;
	return true;
}

static bool in_column_group_text(struct builder *b, struct slice *text)
{
	insert_text(b, take_space(text));
	if (text->n && leave_column_group(b))
		return true;
	insert_space(b, *text);
	return false;
}

static bool in_column_group_start(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_HTML)
		return in_body.start(b, t);
	if (t->tag == TAG_COL)
		insert_void(b, t);
	else if (t->tag == TAG_TEMPLATE)
		head_element(b, t);
	else
		return leave_column_group(b);
	return false;
}

static bool in_column_group_end(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_TEMPLATE)
		template_end(b);
	if (t->tag == TAG_TEMPLATE || t->tag == TAG_COL)
		return false;
	return leave_column_group(b) && t->tag != TAG_COLGROUP;
}

static bool close_section(struct builder *b)
{
	if (!in_scope(b, TAG_TBODY, SCOPE_TABLE) && !in_scope(b, TAG_THEAD, SCOPE_TABLE)
		&& !in_scope(b, TAG_TFOOT, SCOPE_TABLE))
		return false;
	clear_to_body(b);
	pop(b);
	b->mode = IN_TABLE;
	return true;
}

static bool in_table_body_start(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_TR) {
		clear_to_body(b);
		insert_open(b, t);
		b->mode = IN_ROW;
		return false;
	}
	if (t->tag == TAG_TD || t->tag == TAG_TH) {
		clear_to_body(b);
		insert_open_tag(b, TAG_TR);
		b->mode = IN_ROW;
		return true;
	}
	return is_table_part(t->tag) ? close_section(b) : in_table_start(b, t);
}

static bool in_table_body_end(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_TABLE)
		return close_section(b);
	if (!is_section(t->tag))
		return in_table_end(b, t);
	if (in_scope(b, t->tag, SCOPE_TABLE))
		close_section(b);
	return false;
}

static bool close_row(struct builder *b)
{
	if (!in_scope(b, TAG_TR, SCOPE_TABLE))
		return false;
	clear_to_row(b);
	pop(b);
	b->mode = IN_TABLE_BODY;
	return true;
}

static bool in_row_start(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_TD || t->tag == TAG_TH) {
		clear_to_row(b);
		insert_open(b, t);
		b->mode = IN_CELL;
		format_mark(b);
		return false;
	}
	return is_table_part(t->tag) ? close_row(b) : in_table_start(b, t);
}

static bool in_row_end(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_TABLE)
		return close_row(b);
	if (t->tag == TAG_TR) {
		close_row(b);
		return false;
	}
	if (is_section(t->tag))
		return in_scope(b, t->tag, SCOPE_TABLE) && close_row(b);
	return in_table_end(b, t);
}

static bool close_cell(struct builder *b)
{
	enum tag tag = in_scope(b, TAG_TD, SCOPE_TABLE) ? TAG_TD : TAG_TH;
	if (!in_scope(b, tag, SCOPE_TABLE))
		return false;
	pop_until(b, tag);
	format_clear(b);
	b->mode = IN_ROW;
	return true;
}

static bool in_cell_start(struct builder *b, const struct token *t)
{
	return is_table_part(t->tag) ? close_cell(b) : in_body.start(b, t);
}

static bool in_cell_end(struct builder *b, const struct token *t)
{
	switch (t->tag) {
	case TAG_TD: case TAG_TH:
		if (in_scope(b, t->tag, SCOPE_TABLE)) {
			pop_until(b, t->tag);
			format_clear(b);
			b->mode = IN_ROW;
		}
		return false;
	case TAG_BODY: case TAG_CAPTION: case TAG_COL: case TAG_COLGROUP: case TAG_HTML:
		return false;
	case TAG_TABLE: case TAG_TBODY: case TAG_TFOOT: case TAG_THEAD: case TAG_TR:
		return in_scope(b, t->tag, SCOPE_TABLE) && close_cell(b);
	default:
		return in_body.end(b, t);
	}
}

const struct mode_rules in_table = { in_table_text, in_table_start, in_table_end };
const struct mode_rules in_caption = { body_text, in_caption_start, in_caption_end };
const struct mode_rules in_column_group = { in_column_group_text, in_column_group_start,
	in_column_group_end };
const struct mode_rules in_table_body = { in_table_text, in_table_body_start, in_table_body_end };
const struct mode_rules in_row = { in_table_text, in_row_start, in_row_end };
const struct mode_rules in_cell = { body_text, in_cell_start, in_cell_end };
