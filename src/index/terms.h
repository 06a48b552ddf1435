/* terms: what an article is found by.
 *
 * A term is a folded word of title, subtitle, text and captions, as it stands there (stems are
 * looked up when asking); or, behind a byte below the blank that names its space, a word of an
 * author's or outlet's name or of the outlet's host, a language, a whole tag, or something that the
 * article has. A position of title or text is that of a word as text/words.h cuts it. */
#ifndef INDEX_TERMS_H
#define INDEX_TERMS_H

#include "index/segment.h"
#include "model/article.h"

enum term_space {
	SPACE_WORD = 0, /* no byte of its own */
	SPACE_AUTHOR,
	SPACE_SOURCE,
	SPACE_LANG, /* this and those below are plain: no positions */
	SPACE_TAG,
	SPACE_HAS
};

static inline bool space_plain(enum term_space space)
{
	return space >= SPACE_LANG;
}

/* More of one article is not indexed. */
enum { ARTICLE_WORDS_MAX = 500000 };

/* `pos` is below TITLE_SPAN in the title. */
typedef void (*term_fn)(void *ctx, enum term_space space, struct slice term, uint32_t pos);

/* Tell every term of the article at each place where it stands: those of one space in order of
 * their positions. Returns the number of words of title and text. */
uint32_t article_terms(const struct article *a, term_fn fn, void *ctx);

/* The term of `text` in `space`, folded, into `to`; returns its length. 0: nothing to find. For
 * spaces of whole values; words are cut with words_next. */
size_t term_whole(enum term_space space, struct slice text, struct arena *scratch,
	char to[static TERM_MAX]);

/* Put the byte of the space before a folded word. */
struct slice term_join(enum term_space space, struct slice word, char to[static TERM_MAX]);

#endif
