/* private: what the formats of view share. */
#ifndef VIEW_PRIVATE_H
#define VIEW_PRIVATE_H

#include "view/view.h"

/* The blocks as HTML, quotations (may be NULL) marked. */
void view_blocks_html(const struct article *a, const struct quotations *quotes, struct buf *to);

/* Append the texts with `between` between them. */
void view_join(struct buf *to, const strings *list, const char *between);

/* RFC 3339 with a zone, as Atom wants it; a bare day is its midnight in UTC. */
struct slice view_instant(struct date d, int64_t otherwise, char ret_text[static DATE_TEXT_MAX]);

/* Bytes of `s` that fit into `width` columns; control characters take none. */
size_t view_fitting(struct slice s, size_t width);

/* How often it was edited, and since when it is withdrawn, as a sentence; false where there is
 * nothing to say. */
bool view_history(const struct view_article *v, struct buf *to);

void view_text(const struct view_look *look, const struct view_article *v, struct buf *to);
void view_markdown(const struct view_look *look, const struct view_article *v, struct buf *to);
void view_atom_begin(const struct view_look *look, struct buf *to);
void view_atom_add(const struct view_look *look, const struct view_article *v, struct buf *to);
void view_atom_end(const struct view_look *look, struct buf *to);
void view_html_begin(const struct view_look *look, struct buf *to);
void view_html_add(const struct view_look *look, const struct view_article *v, struct buf *to);
void view_html_end(const struct view_look *look, struct buf *to);

#endif
