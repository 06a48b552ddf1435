/* markdown: an article as CommonMark; whatever would be markup in its text is escaped. */
#include "view/private.h"

static void inline_text(struct buf *to, struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (memchr("\\`*_[]<>&", s.p[i], 9))
			buf_byte(to, '\\');
		buf_byte(to, s.p[i]);
	}
}

/* The first character of a line may make it a heading, a list or a rule. */
static void line(struct buf *to, const char *before, struct slice s)
{
	size_t digits = 0;
	buf_str(to, before);
	while (digits < s.n && ascii_digit(s.p[digits]))
		digits++;
	if (digits && digits < s.n && (s.p[digits] == '.' || s.p[digits] == ')')) {
		buf_slice(to, slice_sub(s, 0, digits));
		buf_byte(to, '\\');
		s = slice_from(s, digits);
	} else if (s.n && memchr("#+-=~|", s.p[0], 6)) {
		buf_byte(to, '\\');
	}
	inline_text(to, s);
	buf_byte(to, '\n');
}

static void lines(struct buf *to, const char *before, struct slice s)
{
	struct slice one;
	while (slice_next_line(&s, &one))
		line(to, before, one);
}

static void code(struct buf *to, struct slice s)
{
	struct slice one;
	while (slice_next_line(&s, &one)) {
		buf_str(to, "    ");
		buf_slice(to, one);
		buf_byte(to, '\n');
	}
}

static void pair(struct buf *to, const char *label, struct slice value)
{
	if (!value.n)
		return;
	buf_printf(to, "- %s: ", label);
	inline_text(to, value);
	buf_byte(to, '\n');
}

static void list(struct buf *to, const char *label, const strings *values)
{
	for (size_t i = 0; i < values->n; i++)
		pair(to, label, values->at[i]);
}

void view_markdown(const struct view_look *look, const struct view_article *v, struct buf *to)
{
	(void)look;
	static const char *const before[N_BLOCK_TYPES] = {
		[BLOCK_PARAGRAPH] = "", [BLOCK_HEADING] = "## ", [BLOCK_QUOTE] = "> ",
		[BLOCK_LIST] = "- ", [BLOCK_CAPTION] = "*Image:* ",
	};
	const struct article *a = v->article;
	char date[DATE_TEXT_MAX];
	line(to, "# ", a->title);
	buf_byte(to, '\n');
	if (a->subtitle.n) {
		line(to, "", a->subtitle);
		buf_byte(to, '\n');
	}
	pair(to, "Source", a->source);
	pair(to, "Published", slice_of(date, date_print(a->published, date)));
	list(to, "Author", &a->authors);
	pair(to, "Address", a->url);
	list(to, "Credit", &a->credits);
	list(to, "Tag", &a->tags);
	for (size_t i = 0; i < a->blocks.n; i++) {
		buf_byte(to, '\n');
		if (a->blocks.at[i].type == BLOCK_CODE)
			code(to, a->blocks.at[i].text);
		else
			lines(to, before[a->blocks.at[i].type], a->blocks.at[i].text);
	}
	buf_byte(to, '\n');
}
