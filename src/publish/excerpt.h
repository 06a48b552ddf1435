/* excerpt: the beginning of an article's text. Pure. */
#ifndef PUBLISH_EXCERPT_H
#define PUBLISH_EXCERPT_H

#include "model/article.h"

/* Cut the text of `a` behind its first `words` words (text/words.h; 0: do not cut), with an
 * ellipsis where it is cut, and leave captions out. Returns how many bytes of the running text
 * (article_text) are left; SIZE_MAX where all of it is. New blocks lie in `out`. */
size_t excerpt_make(struct article *a, size_t words, struct arena *out);

#endif
