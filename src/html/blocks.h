/* blocks: from a tree to the blocks of an article, in reading order.
 *
 * All of the text below a node is taken: what of a page is the article is decided elsewhere. A list
 * or table whose items are short is one block, one whose items are passages of their own (with
 * headings, several paragraphs, tables inside) is only a frame around them. Two <br> part
 * paragraphs, one does not. Text is cleaned (text/utf8.h) and its white space squeezed, but in
 * code. Linear in the subtree, without recursion. */
#ifndef HTML_BLOCKS_H
#define HTML_BLOCKS_H

#include "html/tree.h"
#include "model/article.h"

/* Append the blocks of `top` and what is below it to `*ret`. `lines_count`: a line break in the
 * text is one as <br> is, as in plain text. */
void html_blocks(const struct tree *t, uint32_t top, bool lines_count, struct arena *out,
	blocks *ret);

#endif
