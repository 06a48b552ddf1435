/* sanitise: writes a tree anew, as far as allow.c lets it through.
 *
 * What is written must parse to the same tree. So an element is opened only where the parser would
 * neither close another for it nor move it: the conditions of "in body" and of the table modes,
 * asked of the elements that are open in the output. Where they do not hold the element is
 * unwrapped; markup that a parser made seldom meets them. */
#include "html/sanitise.h"

#include <assert.h>

#include "base/buf.h"
#include "html/allow.h"
#include "html/build.h"
#include "text/utf8.h"
#include "url/url.h"

enum {
	/* Open elements of the output, far below where the parser begins to flatten. */
	OUTPUT_DEPTH = 256,
	/* The output may be so many times as long as the source (long base addresses, escapes),
	 * and some more for short ones. What is beyond is left out. */
	OUTPUT_TIMES = 16,
	OUTPUT_MORE = 64 << 10,
};

struct level {
	uint32_t node;
	uint16_t tag;
	/* What a start tag below this one would close. */
	bool in_p, in_a, in_item, in_definition;
};

struct writer {
	struct buf buf;
	size_t enough; /* bytes after which nothing more is begun */
	const struct tree *tree;
	struct slice base;
	struct arena scratch; /* for one attribute's value */
	size_t pre_content; /* where the content of the last <pre> began */
	uint32_t depth;
	struct level levels[OUTPUT_DEPTH]; /* the first is the context, no element */
};

/* What becomes of a byte: itself where there is no row. */
static const char *const escapes[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\f'] = " ",
	['\r'] = "\n",
};

static bool is_dropped(struct slice s, size_t at)
{
	unsigned char c = (unsigned char)s.p[at];
	if (c < ' ')
		return c != '\t' && c != '\n' && c != '\f' && c != '\r';
	if (c == 0xc2 && at + 1 < s.n)
		return (unsigned char)s.p[at + 1] < 0xa0 && (unsigned char)s.p[at + 1] >= 0x80;
	return c == 0x7f;
}

static bool is_plain(unsigned char c)
{
	return c >= ' ' && c != '&' && c != '<' && c != '>' && c != '"' && c != 0x7f && c != 0xc2;
}

#define EACH_BYTE(c) (UINT64_C(0x0101010101010101) * (c))

/* Sets the top bit of a byte of `w` that is `c` (and may set those above it). */
static uint64_t find_byte(uint64_t w, unsigned char c)
{
	w ^= EACH_BYTE(c);
	return (w - EACH_BYTE(1)) & ~w;
}

/* The first byte at or after `i` that is not plain, or s.n: eight at a time, as most are. */
static size_t skip_plain(struct slice s, size_t i)
{
	for (uint64_t w; i + sizeof w <= s.n; i += sizeof w) {
		memcpy(&w, s.p + i, sizeof w);
		/* `"` and `&`, `<` and `>` differ in one bit. */
		uint64_t special = find_byte(w | EACH_BYTE(4), '&')
			| find_byte(w | EACH_BYTE(2), '>') | find_byte(w, 0x7f)
			| find_byte(w, 0xc2) | ((w - EACH_BYTE(' ')) & ~w);
		if (special & EACH_BYTE(0x80))
			break;
	}
	while (i < s.n && is_plain((unsigned char)s.p[i]))
		i++;
	return i;
}

static void put_escaped(struct buf *b, struct slice s, bool quotes)
{
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		i = skip_plain(s, i);
		buf_add(b, s.p + from, i - from);
		if (i == s.n)
			return;
		const char *escape = escapes[(unsigned char)s.p[i]];
		if (is_dropped(s, i))
			i += (unsigned char)s.p[i] == 0xc2;
		else if (escape && (quotes || s.p[i] != '"'))
			buf_str(b, escape);
		else
			buf_byte(b, s.p[i]);
		i++;
	}
}

static bool is_heading(enum tag tag)
{
	return has_trait((uint16_t)tag, TRAIT_HEADING);
}

/* Does the start tag end an open <p>? Of those that are written. */
static bool closes_p(enum tag tag)
{
	switch (tag) {
	case TAG_ADDRESS: case TAG_ARTICLE: case TAG_ASIDE: case TAG_BLOCKQUOTE: case TAG_DD:
	case TAG_DETAILS: case TAG_DIV: case TAG_DL: case TAG_DT: case TAG_FIGCAPTION:
	case TAG_FIGURE: case TAG_FOOTER: case TAG_HEADER: case TAG_HR: case TAG_LI: case TAG_MAIN:
	case TAG_NAV: case TAG_OL: case TAG_P: case TAG_PRE: case TAG_SECTION: case TAG_SUMMARY:
	case TAG_TABLE: case TAG_UL:
		return true;
	default:
		return is_heading(tag);
	}
}

/* Elements that hold nothing but parts of a table (and white space). */
static bool is_table_frame(enum tag tag)
{
	return tag == TAG_COLGROUP || has_trait((uint16_t)tag, TRAIT_TABLE_PART);
}

static bool stands_right(enum place place, enum tag parent)
{
	switch (place) {
	case PLACE_TABLE: return parent == TAG_TABLE;
	case PLACE_SECTION:
		return parent == TAG_TBODY || parent == TAG_THEAD || parent == TAG_TFOOT;
	case PLACE_ROW: return parent == TAG_TR;
	case PLACE_COLGROUP: return parent == TAG_COLGROUP;
	case PLACE_RUBY: return parent == TAG_RUBY;
	case PLACE_MEDIA: return parent == TAG_AUDIO || parent == TAG_VIDEO;
	case PLACE_ANY: break;
	}
	return !is_table_frame(parent);
}

static struct level *top_level(struct writer *w)
{
	return &w->levels[w->depth - 1];
}

static bool may_open(struct writer *w, enum tag tag, enum place place)
{
	const struct level *l = top_level(w);
	if (w->depth == OUTPUT_DEPTH || !stands_right(place, l->tag))
		return false;
	if ((closes_p(tag) && l->in_p) || (tag == TAG_A && l->in_a))
		return false;
	if ((tag == TAG_LI && l->in_item) || (is_heading(tag) && is_heading(l->tag)))
		return false;
	return !((tag == TAG_DD || tag == TAG_DT) && l->in_definition);
}

static void open_level(struct writer *w, uint32_t node, enum tag tag)
{
	struct level l = *top_level(w);
	l.node = node;
	l.tag = (uint16_t)tag;
	bool stops_items = has_trait(l.tag, TRAIT_SPECIAL) && tag != TAG_ADDRESS && tag != TAG_DIV
		&& tag != TAG_P;
	l.in_item = tag == TAG_LI || (l.in_item && !stops_items);
	l.in_definition = tag == TAG_DD || tag == TAG_DT || (l.in_definition && !stops_items);
	bool fresh = tag == TAG_TD || tag == TAG_TH || tag == TAG_CAPTION;
	l.in_p = tag == TAG_P || (l.in_p && !fresh);
	l.in_a = tag == TAG_A || (l.in_a && !fresh);
	w->levels[w->depth++] = l;
}

static void put_attr(struct writer *w, enum attr_name name, struct slice value)
{
	buf_byte(&w->buf, ' ');
	buf_str(&w->buf, attr_text(name));
	buf_str(&w->buf, "=\"");
	put_escaped(&w->buf, value, true);
	buf_byte(&w->buf, '"');
}

/* The address in `value` made absolute, or empty where its scheme is not allowed. */
static struct slice allowed_url(struct writer *w, struct slice value, bool mail)
{
	struct slice text = url_resolve(value, w->base, &w->scratch);
	size_t n = 0;
	while (n < text.n && !memchr(":/?#", text.p[n], 4))
		n++;
	struct slice scheme = n < text.n && text.p[n] == ':' ? slice_sub(text, 0, n) : SLICE_NONE;
	bool allowed = !scheme.n || slice_eq_nocase(scheme, SLICE("http"))
		|| slice_eq_nocase(scheme, SLICE("https"))
		|| (mail && slice_eq_nocase(scheme, SLICE("mailto")));
	return allowed ? text : SLICE_NONE;
}

static bool is_language(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_alpha(s.p[i]) && !ascii_digit(s.p[i]) && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n <= 35;
}

/* Write one attribute as far as its value is of the right kind. The source of an image is written
 * apart. */
static void write_attr(struct writer *w, const struct attr *a, uint32_t allowed)
{
	const struct allow_attr *rule = &allow_attrs[a->id];
	struct slice value = slice_of(a->value, a->value_n);
	int64_t number;
	if (rule->value == VALUE_NONE || (rule->bit && !(rule->bit & allowed)))
		return;
	switch ((enum value)rule->value) {
	case VALUE_TEXT:
		break;
	case VALUE_LINK: case VALUE_IMAGE:
		if (rule->as == ATTR_SRC)
			return;
		value = allowed_url(w, value, rule->value == VALUE_LINK);
		if (!value.n)
			return;
		break;
	case VALUE_NUMBER:
		value = slice_trim(value);
		if (value.n > 6 || !slice_to_int(value, &number))
			return;
		break;
	case VALUE_LANG:
		if (!is_language(value))
			return;
		break;
	case VALUE_FLAG:
		value = SLICE_NONE;
		break;
	case VALUE_WORD:
		if (!allow_word(rule->as, value))
			return;
		break;
	case VALUE_LAZY: case VALUE_NONE:
		return;
	}
	put_attr(w, rule->as, value);
}

/* A picture of at most one pixel across is there to count readers. */
static bool is_pixel(const struct tree *t, uint32_t node)
{
	static const enum attr_name sides[] = { ATTR_WIDTH, ATTR_HEIGHT };
	for (int i = 0; i < 2; i++) {
		struct slice side = slice_trim(node_attr(t, node, sides[i]));
		int64_t pixels;
		if (slice_ends(side, SLICE("px")))
			side.n -= 2;
		if (slice_to_int(side, &pixels) && pixels <= 1)
			return true;
	}
	return false;
}

/* The address of what is shown. Where it is loaded by a script, `src` has only a stand-in. */
static struct slice find_source(struct writer *w, uint32_t node)
{
	static const enum attr_name names[] = { ATTR_DATA_SRC, ATTR_DATA_ORIGINAL,
		ATTR_DATA_LAZY_SRC, ATTR_SRC };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct slice value = slice_trim(node_attr(w->tree, node, names[i]));
		struct slice source = value.n ? allowed_url(w, value, false) : SLICE_NONE;
		if (source.n)
			return source;
	}
	return SLICE_NONE;
}

/* Write the start tag; false where the element is worth nothing without what is not allowed. */
static bool write_start(struct writer *w, uint32_t node, enum tag tag, uint32_t allowed)
{
	const struct node *n = tree_at(w->tree, node);
	bool media = tag == TAG_AUDIO || tag == TAG_VIDEO;
	bool shown = tag == TAG_IMG || tag == TAG_SOURCE;
	struct slice source = SLICE_NONE;
	arena_reset(&w->scratch);
	if (media || shown)
		source = find_source(w, node);
	if (shown && (!source.n || is_pixel(w->tree, node)))
		return false;
	buf_byte(&w->buf, '<');
	buf_str(&w->buf, tag_name(tag));
	if (source.n)
		put_attr(w, ATTR_SRC, source);
	for (uint32_t i = 0; i < n->n; i++)
		write_attr(w, &n->attrs[i], allowed);
	if (media) {
		/* Nothing plays or loads unless the reader says so. */
		put_attr(w, ATTR_CONTROLS, SLICE_NONE);
		put_attr(w, ATTR_PRELOAD, SLICE("none"));
	}
	buf_byte(&w->buf, '>');
	return true;
}

/* Keep words apart that an element kept apart which is not written. */
static void write_gap(struct writer *w)
{
	if (w->buf.n && !ascii_space(w->buf.p[w->buf.n - 1]) && !is_table_frame(top_level(w)->tag))
		buf_byte(&w->buf, ' ');
}

static void write_text(struct writer *w, struct slice text)
{
	struct slice rest = text;
	if (is_table_frame(top_level(w)->tag) && (take_space(&rest), rest.n))
		return;
	size_t from = w->buf.n;
	put_escaped(&w->buf, text, false);
	/* The parser drops a newline right behind <pre>: so there are two. */
	if (from == w->pre_content && w->buf.n > from && w->buf.p[from] == '\n') {
		buf_byte(&w->buf, '\n');
		memmove(w->buf.p + from + 1, w->buf.p + from, w->buf.n - from - 1);
	}
}

/* Write the beginning of a node; false where what is below it is left out. */
static bool enter(struct writer *w, uint32_t node)
{
	enum tag tag = tree_at(w->tree, node)->tag;
	if (tag == TAG_TEXT)
		write_text(w, node_text(w->tree, node));
	const struct allow_tag *rule = &allow_tags[tag];
	if (rule->allow == ALLOW_NOTHING || tag == TAG_TEXT)
		return false;
	if (rule->allow == ALLOW_CONTENT)
		return true;
	if (!may_open(w, rule->as, rule->place)) {
		if (closes_p(rule->as))
			write_gap(w);
		return true;
	}
	if (!write_start(w, node, rule->as, rule->attrs) || tag_is_void(rule->as))
		return false;
	open_level(w, node, rule->as);
	if (rule->as == TAG_PRE)
		w->pre_content = w->buf.n;
	return true;
}

static void leave(struct writer *w, uint32_t node)
{
	const struct level *l = top_level(w);
	if (l->node != node) {
		enum tag as = allow_tags[tree_at(w->tree, node)->tag].as;
		if (closes_p(as) && !tag_is_void(as))
			write_gap(w);
		return;
	}
	buf_str(&w->buf, "</");
	buf_str(&w->buf, tag_name(l->tag));
	buf_byte(&w->buf, '>');
	w->depth--;
}

static void write_tree(struct writer *w, uint32_t top)
{
	const struct node *nodes = w->tree->nodes;
	uint32_t node = top;
	while (node) {
		bool inside = enter(w, node) && w->buf.n < w->enough;
		uint32_t next = inside ? nodes[node].first : 0;
		while (!next && node) {
			leave(w, node);
			if (node == top)
				return;
			next = w->buf.n < w->enough ? nodes[node].next : 0;
			node = nodes[node].parent;
		}
		node = next;
	}
}

struct html html_of_node(const struct tree *t, uint32_t node, struct slice base,
	struct arena *out)
{
	size_t enough = OUTPUT_TIMES * t->source.n + OUTPUT_MORE;
	struct writer w = {
		.buf = BUF_INIT(enough + enough / 2 + 4 * OUTPUT_MORE),
		.enough = enough,
		.tree = t,
		.base = base,
		.scratch = ARENA_INIT,
		.pre_content = SIZE_MAX,
		.depth = 1,
		.levels = { { .tag = TAG_DIV } },
	};
	write_tree(&w, node);
	assert(w.depth == 1 && !w.buf.failed);
	struct html html = { arena_dup(out, buf_text(&w.buf)) };
	buf_done(&w.buf);
	arena_done(&w.scratch);
	return html;
}

struct html html_sanitise(struct slice source, struct slice base, struct arena *out)
{
	struct arena scratch = ARENA_INIT;
	struct tree t;
	struct html html = { SLICE_NONE };
	if (tree_parse_fragment(source, TAG_BODY, &scratch, &t, NULL) == OK)
		html = html_of_node(&t, t.root, base, out);
	arena_done(&scratch);
	return html;
}

struct html html_of_text(struct slice text, struct arena *out)
{
	struct buf b = BUF_INIT(6 * text.n + 1);
	put_escaped(&b, text, true);
	struct html html = { arena_dup(out, buf_text(&b)) };
	buf_done(&b);
	return html;
}

/* Does the element stand apart from the text around it? */
static bool parts_text(enum tag tag)
{
	return tag == TAG_BR || is_table_frame(tag) || tag == TAG_TD || tag == TAG_TH
		|| tag == TAG_CAPTION || closes_p(allow_tags[tag].as);
}

/* Does a block end between a node and the one that follows it in document order? */
static bool ends_block(const struct tree *t, uint32_t node, uint32_t next)
{
	uint32_t parent = tree_at(t, next)->parent;
	while (node && node != parent && tree_at(t, node)->parent != parent) {
		node = tree_at(t, node)->parent;
		if (parts_text(tree_at(t, node)->tag))
			return true;
	}
	return false;
}

struct slice html_to_text(struct slice source, struct arena *out)
{
	struct arena scratch = ARENA_INIT;
	struct tree t;
	if (tree_parse_fragment(source, TAG_BODY, &scratch, &t, NULL) != OK)
		return SLICE_NONE;
	struct buf b = BUF_INIT(2 * source.n + 8 * (size_t)t.n_nodes);
	for (uint32_t node = t.root, next; node; node = next) {
		enum tag tag = tree_at(&t, node)->tag;
		bool silent = allow_tags[tag].allow == ALLOW_NOTHING;
		next = silent ? tree_skip(&t, node, t.root) : tree_next(&t, node, t.root);
		buf_slice(&b, node_text(&t, node));
		/* Also where a block ends: at the next node that is not below it. */
		if (parts_text(tag) || (next && ends_block(&t, node, next)))
			buf_byte(&b, ' ');
	}
	struct slice text = utf8_squeeze(arena_dup(out, buf_text(&b)), out);
	buf_done(&b);
	arena_done(&scratch);
	return text;
}
