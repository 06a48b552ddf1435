/* page_posts: pages of several whole posts, one below the other: a blog's front page, the archive
 * of a day. */
#ifndef PAGE_POSTS_H
#define PAGE_POSTS_H

#include "page/page_inner.h"

/* One post: blocks [first, end), headed by the block `heading`; `day` is that of a date above it,
 * which counts where the post tells none. */
struct page_post {
	uint32_t first, end, heading;
	struct date day;
};

typedef LIST(struct page_post) page_posts;

/* The posts that a page holds, in order: boxes in one markup, each with a linked
 * heading, a text and a date of its own or above it, which together are most of what was kept.
 * Nothing where there are less than two, or where the page declares that it is one article. */
page_posts posts_find(const struct page_look *look, const bool *keep, struct arena *out);

/* A look at one post alone, as if it were a page: blocks are counted from its first. */
struct page_look posts_look(const struct page_look *look, struct page_post post,
	struct arena *out);

#endif
