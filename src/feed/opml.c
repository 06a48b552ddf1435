/* opml: outlines in outlines, opened and closed as the folder's path changes. */
#include "feed/opml.h"

enum { MAX_DEPTH = 16 };

static void add_attr(struct buf *to, const char *name, struct slice value)
{
	buf_printf(to, " %s=\"", name);
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];
		switch (c) {
		case '&':
			buf_str(to, "&amp;");
			break;
		case '<':
			buf_str(to, "&lt;");
			break;
		case '>':
			buf_str(to, "&gt;");
			break;
		case '"':
			buf_str(to, "&quot;");
			break;
		case '\t':
		case '\n':
		case '\r':
			buf_byte(to, ' ');
			break;
		default:
			if (c >= ' ' && c != 0x7f)
				buf_byte(to, (char)c);
		}
	}
	buf_byte(to, '"');
}

static void indent(struct buf *to, size_t depth)
{
	for (size_t i = 0; i < depth + 2; i++)
		buf_str(to, "  ");
}

/* The parts of a path; deeper ones than MAX_DEPTH stay one name. */
static size_t cut_path(struct slice folder, struct slice parts[static MAX_DEPTH])
{
	size_t n = 0;
	struct slice piece;
	while (n + 1 < MAX_DEPTH && slice_next_piece(&folder, '/', &piece))
		if (piece.n)
			parts[n++] = piece;
	if (folder.n)
		parts[n++] = folder;
	return n;
}

void opml_write(const struct opml_line *lines, size_t n, struct buf *to)
{
	struct slice open[MAX_DEPTH], parts[MAX_DEPTH];
	size_t n_open = 0;
	buf_str(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
		    "  <head><title>warta: subscriptions</title></head>\n  <body>\n");
	for (size_t i = 0; i <= n; i++) {
		size_t n_parts = i < n ? cut_path(lines[i].folder, parts) : 0, same = 0;
		while (same < n_open && same < n_parts && slice_eq(open[same], parts[same]))
			same++;
		while (n_open > same) {
			indent(to, --n_open);
			buf_str(to, "</outline>\n");
		}
		for (; n_open < n_parts; n_open++) {
			indent(to, n_open);
			open[n_open] = parts[n_open];
			buf_str(to, "<outline");
			add_attr(to, "text", parts[n_open]);
			buf_str(to, ">\n");
		}
		if (i == n)
			break;
		indent(to, n_open);
		buf_str(to, "<outline type=\"rss\"");
		add_attr(to, "text", lines[i].title.n ? lines[i].title : lines[i].url);
		add_attr(to, "xmlUrl", lines[i].url);
		if (lines[i].page.n)
			add_attr(to, "htmlUrl", lines[i].page);
		buf_str(to, "/>\n");
	}
	buf_str(to, "  </body>\n</opml>\n");
}
