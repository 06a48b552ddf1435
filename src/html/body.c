/* body: the insertion mode "in body", where nearly all of a page is read. What a tag does there is
 * one row of a table. */
#include "html/build.h"

typedef void (*body_rule)(struct builder *b, const struct token *t);

static void start_other(struct builder *b, const struct token *t)
{
	reconstruct(b);
	insert_open(b, t);
}

static void start_head_element(struct builder *b, const struct token *t)
{
	head_element(b, t);
}

static void start_nothing(struct builder *b, const struct token *t)
{
	(void)b;
	(void)t;
}

static void start_html(struct builder *b, const struct token *t)
{
	if (!b->n_open[TAG_TEMPLATE] && b->html)
		add_attrs(b, b->html, t);
}

static bool second_is_body(const struct builder *b)
{
	return b->depth > 1 && b->stack[1].tag == TAG_BODY;
}

static void start_body(struct builder *b, const struct token *t)
{
	if (!second_is_body(b) || b->n_open[TAG_TEMPLATE])
		return;
	b->frameset_ok = false;
	add_attrs(b, b->stack[1].node, t);
}

/* A frameset takes the place of a body in which nothing was seen yet. */
static void start_frameset(struct builder *b, const struct token *t)
{
	if (!second_is_body(b) || !b->frameset_ok)
		return;
	detach(b, b->stack[1].node);
	pop_above(b, 1);
	b->body = 0;
	insert_open(b, t);
	b->mode = IN_FRAMESET;
}

static void start_block(struct builder *b, const struct token *t)
{
	close_p(b);
	insert_open(b, t);
}

static void start_heading(struct builder *b, const struct token *t)
{
	close_p(b);
	if (has_trait(current(b)->tag, TRAIT_HEADING))
		pop(b);
	insert_open(b, t);
}

static void start_pre(struct builder *b, const struct token *t)
{
	start_block(b, t);
	b->skip_newline = b->scan.at < b->scan.end && *b->scan.at != '<';
	b->frameset_ok = false;
}

static void start_form(struct builder *b, const struct token *t)
{
	bool inside = b->n_open[TAG_TEMPLATE];
	if (b->form && !inside)
		return;
	close_p(b);
	uint32_t node = insert_open(b, t);
	if (!inside)
		b->form = node;
}

/* An open item among the last elements ends where the next begins: <li>, <dt> and <dd>. */
static void end_item(struct builder *b, enum tag tag, enum tag other)
{
	if (!b->n_open[tag] && !b->n_open[other])
		return;
	for (uint32_t i = b->depth; i-- > 0;) {
		const struct open *o = &b->stack[i];
		if (o->tag == tag || o->tag == other) {
			pop_above(b, i);
			return;
		}
		if (is_special(o) && o->tag != TAG_ADDRESS && o->tag != TAG_DIV && o->tag != TAG_P)
			return;
	}
}

static void start_li(struct builder *b, const struct token *t)
{
	b->frameset_ok = false;
	end_item(b, TAG_LI, TAG_LI);
	start_block(b, t);
}

static void start_dd(struct builder *b, const struct token *t)
{
	b->frameset_ok = false;
	end_item(b, TAG_DD, TAG_DT);
	start_block(b, t);
}

static void start_plaintext(struct builder *b, const struct token *t)
{
	start_block(b, t);
	struct slice text = scan_rest(&b->scan, TAG_PLAINTEXT);
	if (text.n) {
		reconstruct(b);
		insert_text(b, text);
	}
}

static void start_button(struct builder *b, const struct token *t)
{
	if (in_scope(b, TAG_BUTTON, SCOPE_DEFAULT))
		pop_until(b, TAG_BUTTON);
	start_other(b, t);
	b->frameset_ok = false;
}

static void start_formatting(struct builder *b, const struct token *t)
{
	reconstruct(b);
	format_push(b, t, insert_open(b, t));
}

static void end_formatting(struct builder *b, const struct token *t)
{
	if (!adopt(b, t->tag))
		any_other_end(b, t);
}

/* Links do not nest. */
static void start_a(struct builder *b, const struct token *t)
{
	uint32_t open = format_find(b, TAG_A);
	if (open) {
		end_formatting(b, t);
		format_remove(b, open);
		if (b->nodes[open].flags_ & NODE_OPEN) {
			uint32_t i = b->depth;
			while (b->stack[--i].node != open)
				;
			stack_remove(b, i);
		}
	}
	start_formatting(b, t);
}

static void start_nobr(struct builder *b, const struct token *t)
{
	reconstruct(b);
	if (in_scope(b, TAG_NOBR, SCOPE_DEFAULT))
		end_formatting(b, t);
	start_formatting(b, t);
}

static void start_object(struct builder *b, const struct token *t)
{
	start_other(b, t);
	format_mark(b);
	b->frameset_ok = false;
}

/* Below the bound of depth a table's parts stand without it. */
static void start_table(struct builder *b, const struct token *t)
{
	close_p(b);
	if (b->depth >= STACK_SOFT)
		return;
	insert_open(b, t);
	b->frameset_ok = false;
	b->mode = IN_TABLE;
}

static void start_void(struct builder *b, const struct token *t)
{
	reconstruct(b);
	insert_void(b, t);
	b->frameset_ok = false;
}

static void start_param(struct builder *b, const struct token *t)
{
	insert_void(b, t);
}

static void start_input(struct builder *b, const struct token *t)
{
	if (b->context == TAG_SELECT)
		return;
	if (in_scope(b, TAG_SELECT, SCOPE_DEFAULT))
		pop_until(b, TAG_SELECT);
	bool frameset_ok = b->frameset_ok;
	start_void(b, t);
	for (uint32_t i = 0; i < t->n_attrs; i++)
		if (t->attrs[i].id == ATTR_TYPE
			&& slice_eq_nocase(slice_of(t->attrs[i].value, t->attrs[i].value_n),
				SLICE("hidden")))
			b->frameset_ok = frameset_ok;
}

static void start_hr(struct builder *b, const struct token *t)
{
	close_p(b);
	if (in_scope(b, TAG_SELECT, SCOPE_DEFAULT))
		close_implied(b, TAG_NONE);
	insert_void(b, t);
	b->frameset_ok = false;
}

static void start_image(struct builder *b, const struct token *t)
{
	(void)t;
	b->token.tag = TAG_IMG;
	start_void(b, &b->token);
}

static void start_textarea(struct builder *b, const struct token *t)
{
	insert_raw(b, t);
	b->frameset_ok = false;
}

static void start_xmp(struct builder *b, const struct token *t)
{
	close_p(b);
	reconstruct(b);
	insert_raw(b, t);
	b->frameset_ok = false;
}

static void start_select(struct builder *b, const struct token *t)
{
	if (b->context == TAG_SELECT)
		return;
	if (in_scope(b, TAG_SELECT, SCOPE_DEFAULT)) {
		pop_until(b, TAG_SELECT);
		return;
	}
	start_other(b, t);
	b->frameset_ok = false;
}

static void start_option(struct builder *b, const struct token *t)
{
	if (in_scope(b, TAG_SELECT, SCOPE_DEFAULT))
		close_implied(b, t->tag == TAG_OPTION ? TAG_OPTGROUP : TAG_NONE);
	else if (is_current(b, TAG_OPTION))
		pop(b);
	start_other(b, t);
}

static void start_ruby_part(struct builder *b, const struct token *t)
{
	if (in_scope(b, TAG_RUBY, SCOPE_DEFAULT))
		close_implied(b, t->tag == TAG_RT || t->tag == TAG_RP ? TAG_RTC : TAG_NONE);
	insert_open(b, t);
}

static void start_foreign(struct builder *b, const struct token *t)
{
	reconstruct(b);
	insert_foreign_root(b, t);
}

static void end_body(struct builder *b, const struct token *t)
{
	(void)t;
	if (in_scope(b, TAG_BODY, SCOPE_DEFAULT))
		b->mode = AFTER_BODY;
}

static void end_block(struct builder *b, const struct token *t)
{
	if (in_scope(b, t->tag, SCOPE_DEFAULT))
		pop_until(b, t->tag);
}

/* The form that was begun last ends, and what is open in it stays open. */
static void end_form(struct builder *b, const struct token *t)
{
	if (b->n_open[TAG_TEMPLATE]) {
		end_block(b, t);
		return;
	}
	uint32_t form = b->form;
	b->form = 0;
	if (!form || !(b->nodes[form].flags_ & NODE_OPEN))
		return;
	uint32_t i = b->depth;
	while (b->stack[--i].node != form)
		if (ends_scope(&b->stack[i], SCOPE_DEFAULT))
			return;
	if (i == 0)
		return;
	close_implied(b, TAG_NONE);
	stack_remove(b, i);
}

static void end_p(struct builder *b, const struct token *t)
{
	(void)t;
	if (!in_scope(b, TAG_P, SCOPE_BUTTON))
		insert_open_tag(b, TAG_P);
	close_p(b);
}

static void end_li(struct builder *b, const struct token *t)
{
	if (in_scope(b, TAG_LI, SCOPE_LIST))
		pop_until(b, t->tag);
}

/* Any heading's end tag ends any heading. */
static void end_heading(struct builder *b, const struct token *t)
{
	(void)t;
	for (uint32_t i = b->depth; i-- > 0;) {
		if (has_trait(b->stack[i].tag, TRAIT_HEADING)) {
			pop_above(b, i);
			return;
		}
		if (ends_scope(&b->stack[i], SCOPE_DEFAULT))
			return;
	}
}

static void end_object(struct builder *b, const struct token *t)
{
	if (!in_scope(b, t->tag, SCOPE_DEFAULT))
		return;
	pop_until(b, t->tag);
	format_clear(b);
}

static void end_br(struct builder *b, const struct token *t)
{
	(void)t;
	reconstruct(b);
	insert_at(b, current(b), make_node(b, TAG_BR));
	b->frameset_ok = false;
}

static void end_template(struct builder *b, const struct token *t)
{
	(void)t;
	template_end(b);
}

void any_other_end(struct builder *b, const struct token *t)
{
	if (!b->n_open[t->tag])
		return;
	for (uint32_t i = b->depth; i-- > 0;) {
		const struct open *o = &b->stack[i];
		if (o->tag == t->tag
			&& (t->tag != TAG_OTHER || slice_eq(t->name, open_name(b, o)))) {
			pop_above(b, i);
			return;
		}
		if (is_special(o))
			return;
	}
}

#define BLOCK(tag) [TAG_##tag] = { start_block, end_block }
#define FORMATTING(tag) [TAG_##tag] = { start_formatting, end_formatting }
#define HEAD(tag) [TAG_##tag] = { start_head_element, any_other_end }
#define HEADING(tag) [TAG_##tag] = { start_heading, end_heading }
#define OBJECT(tag) [TAG_##tag] = { start_object, end_object }
#define RAW(tag) [TAG_##tag] = { start_textarea, any_other_end }
#define STRAY(tag) [TAG_##tag] = { start_nothing, any_other_end }
#define VOID(tag, start) [TAG_##tag] = { start, any_other_end }
/* Where there is no row: start_other, any_other_end. */
static const struct {
	body_rule start, end;
} rules[N_TAGS] = {
	BLOCK(ADDRESS), BLOCK(ARTICLE), BLOCK(ASIDE), BLOCK(BLOCKQUOTE), BLOCK(CENTER),
	BLOCK(DETAILS), BLOCK(DIALOG), BLOCK(DIR), BLOCK(DIV), BLOCK(DL), BLOCK(FIELDSET),
	BLOCK(FIGCAPTION), BLOCK(FIGURE), BLOCK(FOOTER), BLOCK(HEADER), BLOCK(HGROUP), BLOCK(MAIN),
	BLOCK(MENU), BLOCK(NAV), BLOCK(OL), BLOCK(SEARCH), BLOCK(SECTION), BLOCK(SUMMARY),
	BLOCK(UL),
	FORMATTING(B), FORMATTING(BIG), FORMATTING(CODE), FORMATTING(EM), FORMATTING(FONT),
	FORMATTING(I), FORMATTING(S), FORMATTING(SMALL), FORMATTING(STRIKE), FORMATTING(STRONG),
	FORMATTING(TT), FORMATTING(U),
	HEAD(BASE), HEAD(BASEFONT), HEAD(BGSOUND), HEAD(LINK), HEAD(META), HEAD(NOFRAMES),
	HEAD(SCRIPT), HEAD(STYLE), HEAD(TITLE),
	HEADING(H1), HEADING(H2), HEADING(H3), HEADING(H4), HEADING(H5), HEADING(H6),
	OBJECT(APPLET), OBJECT(MARQUEE), OBJECT(OBJECT),
	RAW(TEXTAREA), RAW(IFRAME), RAW(NOEMBED),
	STRAY(CAPTION), STRAY(COL), STRAY(COLGROUP), STRAY(FRAME), STRAY(HEAD), STRAY(TBODY),
	STRAY(TD), STRAY(TFOOT), STRAY(TH), STRAY(THEAD), STRAY(TR),
	VOID(AREA, start_void), VOID(EMBED, start_void), VOID(IMG, start_void),
	VOID(KEYGEN, start_void), VOID(WBR, start_void), VOID(PARAM, start_param),
	VOID(SOURCE, start_param), VOID(TRACK, start_param), VOID(INPUT, start_input),
	VOID(HR, start_hr), VOID(IMAGE, start_image),
	[TAG_A] = { start_a, end_formatting },
	[TAG_BODY] = { start_body, end_body },
	[TAG_BR] = { start_void, end_br },
	[TAG_BUTTON] = { start_button, end_block },
	[TAG_DD] = { start_dd, end_block },
	[TAG_DT] = { start_dd, end_block },
	[TAG_FORM] = { start_form, end_form },
	[TAG_FRAMESET] = { start_frameset, any_other_end },
	[TAG_HTML] = { start_html, end_body },
	[TAG_LI] = { start_li, end_li },
	[TAG_LISTING] = { start_pre, end_block },
	[TAG_MATH] = { start_foreign, any_other_end },
	[TAG_NOBR] = { start_nobr, end_formatting },
	[TAG_OPTGROUP] = { start_option, any_other_end },
	[TAG_OPTION] = { start_option, any_other_end },
	[TAG_P] = { start_block, end_p },
	[TAG_PLAINTEXT] = { start_plaintext, any_other_end },
	[TAG_PRE] = { start_pre, end_block },
	[TAG_RB] = { start_ruby_part, any_other_end },
	[TAG_RP] = { start_ruby_part, any_other_end },
	[TAG_RT] = { start_ruby_part, any_other_end },
	[TAG_RTC] = { start_ruby_part, any_other_end },
	[TAG_SELECT] = { start_select, end_block },
	[TAG_SVG] = { start_foreign, any_other_end },
	[TAG_TABLE] = { start_table, any_other_end },
	[TAG_TEMPLATE] = { start_head_element, end_template },
	[TAG_XMP] = { start_xmp, any_other_end },
};

static bool in_body_start(struct builder *b, const struct token *t)
{
	body_rule rule = rules[t->tag].start;
	(rule ? rule : start_other)(b, t);
	return false;
}

static bool in_body_end(struct builder *b, const struct token *t)
{
	body_rule rule = rules[t->tag].end;
	(rule ? rule : any_other_end)(b, t);
	return false;
}

static bool in_body_text(struct builder *b, struct slice *text)
{
	if (!text->n)
		return false;
	reconstruct(b);
	insert_text(b, *text);
	if (b->frameset_ok) {
		struct slice rest = *text;
		take_space(&rest);
		b->frameset_ok = !rest.n;
	}
	return false;
}

const struct mode_rules in_body = { in_body_text, in_body_start, in_body_end };
