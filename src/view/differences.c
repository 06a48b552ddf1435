/* differences: two versions of an article beside one another, word by word. */
#include "base/json.h"
#include "diff/change.h"
#include "html/sanitise.h"
#include "view/private.h"

enum { MAX_PARAGRAPH = 128 << 20 };

/* What is compared, in the order in which it is shown. */
enum part { HEADLINE, BYLINE, DATE, TEXT, N_PARTS };

static const char *const part_names[N_PARTS] = { "headline", "byline", "date", "text" };

struct compared {
	struct diff parts[N_PARTS];
	bool differs[N_PARTS];
	struct change change;
};

static strings one(struct slice text, struct arena *out)
{
	strings list = { 0 };
	*list_add(out, &list) = text;
	return list;
}

static strings part_of(const struct article *a, enum part part, struct arena *out)
{
	char date[DATE_TEXT_MAX];
	struct buf names = BUF_INIT(1 << 20);
	strings list = { 0 };
	switch (part) {
	case HEADLINE:
		return one(a->title, out);
	case BYLINE:
		view_join(&names, &a->authors, ", ");
		list = one(arena_dup(out, buf_text(&names)), out);
		buf_done(&names);
		return list;
	case DATE:
		return one(arena_dup(out, slice_of(date, date_print(a->published, date))), out);
	default:
		return change_text(a, out);
	}
}

static void compare(const struct view_diff *d, struct arena *out, struct compared *ret)
{
	ret->change = change_of(d->before.article, d->after.article);
	for (int part = 0; part < N_PARTS; part++) {
		const strings a = part_of(d->before.article, (enum part)part, out);
		const strings b = part_of(d->after.article, (enum part)part, out);
		diff_texts(&a, &b, out, &ret->parts[part]);
		ret->differs[part] = false;
		for (size_t i = 0; i < ret->parts[part].pieces.n; i++)
			ret->differs[part] |= ret->parts[part].pieces.at[i].op != DIFF_SAME;
	}
}

/* Print thousandths as "4.2%". */
static void share(struct buf *to, unsigned thousandths)
{
	buf_printf(to, thousandths % 10 ? "%u.%u%%" : "%u%%", thousandths / 10, thousandths % 10);
}

/* "headline (75%), text (14.4%)" */
static void summary(const struct change *c, struct buf *to)
{
	static const struct {
		unsigned kind;
		const char *name;
	} kinds[] = {
		{ CHANGE_HEADLINE, "headline" }, { CHANGE_TEXT, "text" },
		{ CHANGE_BYLINE, "byline" }, { CHANGE_DATE, "date" },
		{ CHANGE_TRIVIAL, "case or marks only" },
	};
	size_t from = to->n;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!(c->kinds & kinds[i].kind))
			continue;
		buf_printf(to, "%s%s", to->n > from ? ", " : "", kinds[i].name);
		unsigned much = kinds[i].kind == CHANGE_HEADLINE ? c->headline_share
			: kinds[i].kind == CHANGE_TEXT		 ? c->text_share : 0;
		if (much) {
			buf_str(to, " (");
			share(to, much);
			buf_str(to, ")");
		}
	}
	if (to->n == from)
		buf_str(to, "no edit");
}

/* ---- for a terminal */

/* Around pieces. With colour they are control characters first, which no text has and which take no
 * room when lines are wrapped, and escapes in the end. */
struct marks {
	const char *on, *off;
};

enum { OFF = 4 };

static const struct marks plain_marks[] = {
	[DIFF_SAME] = { "", "" },
	[DIFF_REMOVED] = { "[-", "-]" },
	[DIFF_ADDED] = { "{+", "+}" },
	[DIFF_MOVED] = { "{>", "<}" },
};

static const struct marks colour_marks[] = {
	[DIFF_SAME] = { "", "" },
	[DIFF_REMOVED] = { "\001", "\004" },
	[DIFF_ADDED] = { "\002", "\004" },
	[DIFF_MOVED] = { "\003", "\004" },
};

static const char *const escapes[] = { "", "\033[9;31m", "\033[1;32m", "\033[36m", "\033[0m" };

/* The piece between its marks, white space at its end behind them. */
static void piece_put(const struct marks *marks, const struct diff_piece *piece, struct buf *to)
{
	struct slice text = piece->text;
	while (text.n && ascii_space(text.p[text.n - 1]))
		text.n--;
	if (text.n) {
		buf_str(to, marks[piece->op].on);
		buf_slice(to, text);
		buf_str(to, marks[piece->op].off);
	}
	buf_slice(to, slice_from(piece->text, text.n));
}

/* Write `line`, its marks as escapes; `*style` is what holds from the line before. */
static void line_put(struct slice line, int *style, struct buf *to)
{
	buf_str(to, escapes[*style]);
	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		if (c > 0 && c <= OFF) {
			*style = c == OFF ? 0 : c;
			buf_str(to, escapes[(int)c]);
		} else {
			buf_byte(to, c == '\n' || c == '\t' ? ' ' : c);
		}
	}
	if (*style)
		buf_str(to, escapes[OFF]);
	buf_byte(to, '\n');
}

static void paragraph_put(size_t width, struct slice text, struct buf *to)
{
	int style = 0;
	while (text.n) {
		size_t n = view_fitting(text, width);
		line_put(slice_sub(text, 0, n), &style, to);
		text = slice_from(text, n);
		while (text.n && text.p[0] == ' ')
			text = slice_from(text, 1);
	}
}

/* Paragraphs with a difference, and how many lie between them. */
struct printer {
	const struct view_look *look;
	size_t width, n_same;
	struct buf line;
	struct buf *to;
};

static void same_told(struct printer *p)
{
	if (p->n_same)
		buf_printf(p->to, "%s(%zu paragraph%s unchanged)%s\n\n",
			p->look->colour ? "\033[2m" : "", p->n_same, p->n_same == 1 ? "" : "s",
			p->look->colour ? "\033[0m" : "");
	p->n_same = 0;
}

static void paragraph_end(struct printer *p, bool changed)
{
	if (changed) {
		same_told(p);
		paragraph_put(p->width, slice_trim(buf_text(&p->line)), p->to);
		buf_byte(p->to, '\n');
	} else {
		p->n_same += p->line.n > 0;
	}
	buf_clear(&p->line);
}

static void pieces_print(struct printer *p, const struct diff *d)
{
	const struct marks *marks = p->look->colour ? colour_marks : plain_marks;
	bool changed = false;
	for (size_t i = 0; i < d->pieces.n; i++) {
		const struct diff_piece *piece = &d->pieces.at[i];
		if (piece->breaks) {
			paragraph_end(p, changed);
			changed = false;
		}
		changed |= piece->op != DIFF_SAME;
		piece_put(marks, piece, &p->line);
	}
	paragraph_end(p, changed);
}

/* What stands before a version's number. */
static const char *noun_of(const struct view_diff *d)
{
	return d->is_copy ? "article" : "version";
}

static void version_print(const struct view_diff *d, const struct view_version *v, struct buf *to)
{
	buf_printf(to, "%s %lld, %.*s, %.*s\n", noun_of(d), (long long)v->number,
		SLICE_ARG(v->seen), SLICE_ARG(v->channel));
}

static void as_text(const struct view_look *look, const struct view_diff *d,
	const struct compared *c, struct buf *to)
{
	enum { MIN_WIDTH = 20 };
	struct printer p = {
		.look = look, .to = to, .line = BUF_INIT(MAX_PARAGRAPH),
		.width = look->width < MIN_WIDTH ? MIN_WIDTH : look->width,
	};
	buf_str(to, "--- ");
	version_print(d, &d->before, to);
	buf_str(to, "+++ ");
	version_print(d, &d->after, to);
	summary(&c->change, to);
	buf_str(to, "\n\n");
	for (int part = 0; part < N_PARTS; part++) {
		if (!c->differs[part])
			continue;
		if (part != TEXT)
			buf_printf(&p.line, "%s: ", part_names[part]);
		pieces_print(&p, &c->parts[part]);
	}
	same_told(&p);
	buf_done(&p.line);
}

/* ---- JSON */

static const char *const op_names[] = {
	[DIFF_SAME] = "same",
	[DIFF_REMOVED] = "removed",
	[DIFF_ADDED] = "added",
	[DIFF_MOVED] = "moved",
};

static void json_share(struct json *j, const char *key, unsigned thousandths)
{
	json_key(j, key);
	json_int(j, thousandths);
}

static void json_version(struct json *j, const char *key, const struct view_diff *d,
	const struct view_version *v)
{
	json_key(j, key);
	json_begin(j, '{');
	json_key(j, noun_of(d));
	json_int(j, v->number);
	json_pair(j, "seen", v->seen);
	json_pair(j, d->is_copy ? "source" : "channel", v->channel);
	json_end(j, '}');
}

static void json_kinds(struct json *j, unsigned kinds)
{
	json_key(j, "kinds");
	json_begin(j, '[');
	for (unsigned kind = 1; kind <= CHANGE_TRIVIAL; kind <<= 1)
		if (kinds & kind)
			json_text(j, slice_str(change_name(kind)));
	json_end(j, ']');
}

static void as_json(const struct view_look *look, const struct view_diff *d,
	const struct compared *c, struct buf *to)
{
	(void)look;
	struct json json = json_to(to), *j = &json;
	json_begin(j, '{');
	json_pair(j, "id", d->name);
	json_key(j, "number");
	json_int(j, d->number);
	json_version(j, "before", d, &d->before);
	json_version(j, "after", d, &d->after);
	json_kinds(j, c->change.kinds);
	json_share(j, "headline_share", c->change.headline_share);
	json_share(j, "text_share", c->change.text_share);
	for (int part = 0; part < N_PARTS; part++) {
		json_key(j, part_names[part]);
		json_begin(j, '[');
		for (size_t i = 0; i < c->parts[part].pieces.n; i++) {
			const struct diff_piece *piece = &c->parts[part].pieces.at[i];
			json_begin(j, '{');
			json_pair(j, "op", slice_str(op_names[piece->op]));
			if (piece->breaks) {
				json_key(j, "paragraph");
				json_bool(j, true);
			}
			json_key(j, "text");
			json_text(j, piece->text);
			json_end(j, '}');
		}
		json_end(j, ']');
	}
	json_end(j, '}');
	buf_byte(to, '\n');
}

/* ---- HTML */

static const struct marks html_marks[] = {
	[DIFF_SAME] = { "", "" },
	[DIFF_REMOVED] = { "<del>", "</del>" },
	[DIFF_ADDED] = { "<ins>", "</ins>" },
	[DIFF_MOVED] = { "<span class=\"moved\">", "</span>" },
};

/* Does a piece stand on that side? */
static bool on_side(enum diff_op op, enum view_side side)
{
	return !((op == DIFF_REMOVED && side == VIEW_AFTER) ||
		(op == DIFF_ADDED && side == VIEW_BEFORE));
}

static void html_pieces(const struct diff *d, const char *element, enum view_side side,
	struct buf *to)
{
	buf_printf(to, "<%s dir=\"auto\">", element);
	for (size_t i = 0; i < d->pieces.n; i++) {
		const struct diff_piece *piece = &d->pieces.at[i];
		if (piece->breaks)
			buf_printf(to, "</%s>\n<%s dir=\"auto\">", element, element);
		if (!on_side(piece->op, side))
			continue;
		buf_str(to, html_marks[piece->op].on);
		view_escape_html(to, piece->text);
		buf_str(to, html_marks[piece->op].off);
	}
	buf_printf(to, "</%s>\n", element);
}

struct html view_differences_body(const struct view_diff *d, enum view_side side, struct arena *out)
{
	struct arena scratch = ARENA_INIT;
	struct buf to = BUF_INIT(MAX_PARAGRAPH);
	struct compared c;
	compare(d, &scratch, &c);
	html_pieces(&c.parts[HEADLINE], "h1", side, &to);
	html_pieces(&c.parts[BYLINE], "p", side, &to);
	html_pieces(&c.parts[DATE], "p", side, &to);
	html_pieces(&c.parts[TEXT], "p", side, &to);
	struct html body = { arena_dup(out, buf_text(&to)) };
	buf_done(&to);
	arena_done(&scratch);
	return body;
}

static void html_version(const struct view_diff *d, const struct view_version *v, struct buf *to)
{
	struct buf plain = BUF_INIT(MAX_PARAGRAPH);
	version_print(d, v, &plain);
	view_escape_html(to, buf_text(&plain));
	buf_done(&plain);
}

static void as_html(const struct view_look *look, const struct view_diff *d,
	const struct compared *c, struct buf *to)
{
	view_html_begin(look, to);
	buf_str(to, "<style>del{color:#a00}ins{color:#060;text-decoration:none;font-weight:bold}"
		    ".moved{color:#048}</style>\n<article>\n");
	html_pieces(&c->parts[HEADLINE], "h1", VIEW_BOTH, to);
	buf_str(to, "<p class=\"meta\">");
	html_version(d, &d->before, to);
	buf_str(to, "<br>");
	html_version(d, &d->after, to);
	buf_str(to, "<br>");
	summary(&c->change, to);
	buf_str(to, "</p>\n");
	html_pieces(&c->parts[BYLINE], "p", VIEW_BOTH, to);
	html_pieces(&c->parts[DATE], "p", VIEW_BOTH, to);
	html_pieces(&c->parts[TEXT], "p", VIEW_BOTH, to);
	buf_str(to, "</article>\n");
	view_html_end(look, to);
}

void view_differences(const struct view_look *look, const struct view_diff *d, struct buf *to)
{
	struct arena scratch = ARENA_INIT;
	struct compared c;
	compare(d, &scratch, &c);
	if (look->format == VIEW_JSON)
		as_json(look, d, &c, to);
	else if (look->format == VIEW_HTML)
		as_html(look, d, &c, to);
	else
		as_text(look, d, &c, to);
	arena_done(&scratch);
}
