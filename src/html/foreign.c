/* foreign: svg and math (WHATWG 13.2.6.5). Their elements are kept as TAG_FOREIGN; what matters is
 * to know where HTML begins again, as browsers do, so that nothing hides there. */
#include "html/build.h"

static struct slice attr_value(const struct token *t, enum attr_name name)
{
	for (uint32_t i = 0; i < t->n_attrs; i++)
		if (t->attrs[i].id == name)
			return slice_of(t->attrs[i].value, t->attrs[i].value_n);
	return SLICE_NONE;
}

static enum point point_of(const struct token *t, enum space space)
{
	if (space == SPACE_SVG)
		return t->tag == TAG_FOREIGNOBJECT || t->tag == TAG_DESC || t->tag == TAG_TITLE
			? POINT_HTML : POINT_NONE;
	switch (t->tag) {
	case TAG_MI: case TAG_MO: case TAG_MN: case TAG_MS: case TAG_MTEXT:
		return POINT_MATH_TEXT;
	case TAG_ANNOTATION_XML: {
		struct slice encoding = attr_value(t, ATTR_ENCODING);
		return slice_eq_nocase(encoding, SLICE("text/html"))
				|| slice_eq_nocase(encoding, SLICE("application/xhtml+xml"))
			? POINT_HTML : POINT_NONE;
	}
	default:
		return POINT_NONE;
	}
}

static void insert_foreign(struct builder *b, const struct token *t, enum space space)
{
	bool root = (space == SPACE_SVG && t->tag == TAG_SVG)
		|| (space == SPACE_MATH && t->tag == TAG_MATH);
	bound_depth(b);
	uint32_t node = make_element(b, t, root ? t->tag : TAG_FOREIGN);
	insert_at(b, current(b), node);
	if (!t->self_closing)
		push_foreign(b, node, t->tag, space, point_of(t, space));
}

void insert_foreign_root(struct builder *b, const struct token *t)
{
	insert_foreign(b, t, t->tag == TAG_SVG ? SPACE_SVG : SPACE_MATH);
}

bool is_foreign(struct builder *b, const struct token *t)
{
	const struct open *o = current(b);
	if (!(o->tag & FOREIGN))
		return false;
	bool start = t->type == TOKEN_START, text = t->type == TOKEN_TEXT;
	if (o->point == POINT_MATH_TEXT && (text
			|| (start && t->tag != TAG_MGLYPH && t->tag != TAG_MALIGNMARK)))
		return false;
	if (o->tag == (TAG_ANNOTATION_XML | FOREIGN) && o->space == SPACE_MATH && start
		&& t->tag == TAG_SVG)
		return false;
	return !(o->point == POINT_HTML && (start || text));
}

/* HTML that never stands inside svg or math: it ends them. */
static bool breaks_out(const struct token *t)
{
	switch (t->tag) {
	case TAG_B: case TAG_BIG: case TAG_BLOCKQUOTE: case TAG_BODY: case TAG_BR: case TAG_CENTER:
	case TAG_CODE: case TAG_DD: case TAG_DIV: case TAG_DL: case TAG_DT: case TAG_EM:
	case TAG_EMBED: case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5:
	case TAG_H6: case TAG_HEAD: case TAG_HR: case TAG_I: case TAG_IMG: case TAG_LI:
	case TAG_LISTING: case TAG_MENU: case TAG_META: case TAG_NOBR: case TAG_OL: case TAG_P:
	case TAG_PRE: case TAG_RUBY: case TAG_S: case TAG_SMALL: case TAG_SPAN: case TAG_STRONG:
	case TAG_STRIKE: case TAG_SUB: case TAG_SUP: case TAG_TABLE: case TAG_TT: case TAG_U:
	case TAG_UL: case TAG_VAR:
		return true;
	case TAG_FONT:
		return attr_value(t, ATTR_COLOR).p || attr_value(t, ATTR_FACE).p
			|| attr_value(t, ATTR_SIZE).p;
	default:
		return false;
	}
}

static void break_out(struct builder *b)
{
	while (current(b)->tag & FOREIGN && current(b)->point == POINT_NONE)
		pop(b);
}

bool foreign_start(struct builder *b, const struct token *t)
{
	if (breaks_out(t)) {
		break_out(b);
		return false;
	}
	insert_foreign(b, t, current(b)->space);
	return true;
}

bool foreign_end(struct builder *b, const struct token *t)
{
	if (t->tag == TAG_BR || t->tag == TAG_P) {
		break_out(b);
		return false;
	}
	for (uint32_t i = b->depth; i-- > 1 && b->stack[i].tag & FOREIGN;) {
		const struct open *o = &b->stack[i];
		if (o->tag == (t->tag | FOREIGN)
			&& (t->tag != TAG_OTHER || slice_eq(t->name, open_name(b, o)))) {
			pop_above(b, i);
			return true;
		}
	}
	return false;
}
