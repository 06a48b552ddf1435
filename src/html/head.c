/* head: the insertion modes around the body: before it, in the head, in templates and framesets,
 * and after it. */
#include "html/build.h"

static void add_html_attrs(struct builder *b, const struct token *t)
{
	if (!b->n_open[TAG_TEMPLATE] && b->html)
		add_attrs(b, b->html, t);
}

static void insert_html(struct builder *b, const struct token *t)
{
	b->html = t ? make_element(b, t, TAG_HTML) : make_node(b, TAG_HTML);
	append(b, b->root, b->html);
	push(b, b->html, TAG_HTML);
	b->mode = BEFORE_HEAD;
}

static void insert_head(struct builder *b, const struct token *t)
{
	b->head = t ? insert_open(b, t) : insert_open_tag(b, TAG_HEAD);
	b->mode = IN_HEAD;
}

static void insert_body(struct builder *b, const struct token *t)
{
	b->body = t ? insert_open(b, t) : insert_open_tag(b, TAG_BODY);
	b->mode = IN_BODY;
}

/* End tags that count also where their element cannot be open. */
static bool ends_early(enum tag tag)
{
	return tag == TAG_HEAD || tag == TAG_BODY || tag == TAG_HTML || tag == TAG_BR;
}

static bool before_html_text(struct builder *b, struct slice *text)
{
	take_space(text);
	if (text->n)
		insert_html(b, NULL);
	return text->n;
}

static bool before_html_start(struct builder *b, const struct token *t)
{
	bool html = t->tag == TAG_HTML;
	insert_html(b, html ? t : NULL);
	return !html;
}

static bool before_html_end(struct builder *b, const struct token *t)
{
	if (!ends_early(t->tag))
		return false;
	insert_html(b, NULL);
	return true;
}

static bool before_head_text(struct builder *b, struct slice *text)
{
	take_space(text);
	if (text->n)
		insert_head(b, NULL);
	return text->n;
}

static bool before_head_start(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_HTML) {
		add_html_attrs(b, t);
		return false;
	}
	bool head = t->tag == TAG_HEAD;
	insert_head(b, head ? t : NULL);
	return !head;
}

static bool before_head_end(struct builder *b, const struct token *t)
{
	if (!ends_early(t->tag))
		return false;
	insert_head(b, NULL);
	return true;
}

/* Below the bound of depth there are no templates: what they hold stands without them. */
static void template_start(struct builder *b, const struct token *t)
{
	if (b->depth >= STACK_SOFT)
		return;
	insert_open(b, t);
	format_mark(b);
	b->frameset_ok = false;
	b->mode = IN_TEMPLATE;
	b->templates[b->n_templates++] = IN_TEMPLATE;
}

void template_end(struct builder *b)
{
	if (!b->n_open[TAG_TEMPLATE])
		return;
	pop_until(b, TAG_TEMPLATE);
	format_clear(b);
	b->n_templates--;
	reset_mode(b);
}

bool head_element(struct builder *b, const struct token *t)
{
	switch (t->tag) {
	case TAG_BASE: case TAG_BASEFONT: case TAG_BGSOUND: case TAG_LINK: case TAG_META:
		insert_void(b, t);
		return true;
	case TAG_TITLE: case TAG_NOFRAMES: case TAG_STYLE: case TAG_SCRIPT:
		insert_raw(b, t);
		return true;
	case TAG_TEMPLATE:
		template_start(b, t);
		return true;
	default:
		return false;
	}
}

static bool in_head_text(struct builder *b, struct slice *text)
{
	insert_text(b, take_space(text));
	if (!text->n)
		return false;
	pop(b);
	b->mode = AFTER_HEAD;
	return true;
}

static bool in_head_start(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_HTML) {
		add_html_attrs(b, t);
		return false;
	}
	if (t->tag == TAG_HEAD || head_element(b, t))
		return false;
	if (t->tag == TAG_NOSCRIPT) {
		insert_open(b, t);
		b->mode = IN_HEAD_NOSCRIPT;
		return false;
	}
	pop(b);
	b->mode = AFTER_HEAD;
	return true;
}

static bool in_head_end(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_TEMPLATE)
		template_end(b);
	if (!ends_early(t->tag))
		return false;
	pop(b);
	b->mode = AFTER_HEAD;
	return t->tag != TAG_HEAD;
}

static bool in_head_noscript_text(struct builder *b, struct slice *text)
{
	insert_text(b, take_space(text));
	if (!text->n)
		return false;
	pop(b);
	b->mode = IN_HEAD;
	return true;
}

static bool in_head_noscript_start(struct builder *b, const struct token *t)
{
	switch (t->tag) {
	case TAG_HTML:
		add_html_attrs(b, t);
		return false;
	case TAG_BASEFONT: case TAG_BGSOUND: case TAG_LINK: case TAG_META: case TAG_NOFRAMES:
	case TAG_STYLE:
		head_element(b, t);
		return false;
	case TAG_HEAD: case TAG_NOSCRIPT:
		return false;
	default:
		pop(b);
		b->mode = IN_HEAD;
		return true;
	}
}

static bool in_head_noscript_end(struct builder *b, const struct token *t)
{
	if (t->tag != TAG_NOSCRIPT && t->tag != TAG_BR)
		return false;
	pop(b);
	b->mode = IN_HEAD;
	return t->tag == TAG_BR;
}

static bool after_head_text(struct builder *b, struct slice *text)
{
	insert_text(b, take_space(text));
	if (text->n)
		insert_body(b, NULL);
	return text->n;
}

static bool after_head_start(struct builder *b, const struct token *t)
{
	switch (t->tag) {
	case TAG_HTML:
		add_html_attrs(b, t);
		return false;
	case TAG_HEAD:
		return false;
	case TAG_BODY:
		insert_body(b, t);
		b->frameset_ok = false;
		return false;
	case TAG_FRAMESET:
		insert_open(b, t);
		b->mode = IN_FRAMESET;
		return false;
	default:
		break;
	}
	/* What belongs in the head goes there, though it is closed. */
	uint32_t depth = b->depth;
	push(b, b->head, TAG_HEAD);
	bool done = head_element(b, t);
	stack_remove(b, depth);
	if (!done)
		insert_body(b, NULL);
	return !done;
}

static bool after_head_end(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_TEMPLATE)
		template_end(b);
	if (t->tag == TAG_HEAD || !ends_early(t->tag))
		return false;
	insert_body(b, NULL);
	return true;
}

static bool in_template_start(struct builder *b, const struct token *t)
{
	if (head_element(b, t))
		return false;
	switch (t->tag) {
	case TAG_CAPTION: case TAG_COLGROUP: case TAG_TBODY: case TAG_TFOOT: case TAG_THEAD:
		b->mode = IN_TABLE;
		break;
	case TAG_COL:
		b->mode = IN_COLUMN_GROUP;
		break;
	case TAG_TR:
		b->mode = IN_TABLE_BODY;
		break;
	case TAG_TD: case TAG_TH:
		b->mode = IN_ROW;
		break;
	default:
		b->mode = IN_BODY;
		break;
	}
	b->templates[b->n_templates - 1] = (uint8_t)b->mode;
	return true;
}

static bool in_template_text(struct builder *b, struct slice *text)
{
	return in_body.text(b, text);
}

static bool in_template_end(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_TEMPLATE)
		template_end(b);
	return false;
}

static bool after_body_text(struct builder *b, struct slice *text)
{
	struct slice space = take_space(text);
	in_body.text(b, &space);
	if (text->n)
		b->mode = IN_BODY;
	return text->n;
}

static bool after_body_start(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_HTML) {
		add_html_attrs(b, t);
		return false;
	}
	b->mode = IN_BODY;
	return true;
}

static bool after_body_end(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_HTML)
		return false;
	b->mode = IN_BODY;
	return true;
}

/* Only white space is text of a frameset. */
static bool frameset_text(struct builder *b, struct slice *text)
{
	insert_space(b, *text);
	return false;
}

static bool in_frameset_start(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_HTML)
		add_html_attrs(b, t);
	else if (t->tag == TAG_FRAMESET && b->depth < STACK_SOFT)
		insert_open(b, t);
	else if (t->tag == TAG_FRAME)
		insert_void(b, t);
	else if (t->tag == TAG_NOFRAMES)
		insert_raw(b, t);
	return false;
}

static bool in_frameset_end(struct builder *b, const struct token *t)
{
	if (t->tag != TAG_FRAMESET || b->depth == 1)
		return false;
	pop(b);
	if (!b->context && !is_current(b, TAG_FRAMESET))
		b->mode = AFTER_FRAMESET;
	return false;
}

static bool after_frameset_start(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_HTML)
		add_html_attrs(b, t);
	else if (t->tag == TAG_NOFRAMES)
		insert_raw(b, t);
	return false;
}

static bool after_frameset_end(struct builder *b, const struct token *t)
{
	(void)b;
	(void)t;
	return false;
}

const struct mode_rules before_html = { before_html_text, before_html_start, before_html_end };
const struct mode_rules before_head = { before_head_text, before_head_start, before_head_end };
const struct mode_rules in_head = { in_head_text, in_head_start, in_head_end };
const struct mode_rules in_head_noscript = { in_head_noscript_text, in_head_noscript_start,
	in_head_noscript_end };
const struct mode_rules after_head = { after_head_text, after_head_start, after_head_end };
const struct mode_rules in_template = { in_template_text, in_template_start, in_template_end };
const struct mode_rules after_body = { after_body_text, after_body_start, after_body_end };
const struct mode_rules in_frameset = { frameset_text, in_frameset_start, in_frameset_end };
const struct mode_rules after_frameset = { frameset_text, after_frameset_start,
	after_frameset_end };
