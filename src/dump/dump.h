/* dump: the visible text of a page, as a scraper left it, cut into articles.
 *
 * One text may hold one article or many, with the page's navigation, sidebars, date headers,
 * repeated headlines, bylines, credits, teasers, share buttons and comment counts between their
 * paragraphs. docs/dumps.md describes the algorithm. Pure; no site is known by name. */
#ifndef DUMP_DUMP_H
#define DUMP_DUMP_H

#include "base/error.h"
#include "model/article.h"

struct dump_hint {
	struct slice url;  /* where the text was taken from, or empty */
	struct slice lang; /* what the transport says of the language, or empty */
};

/* Does `text` look like a dump (running text with lines), rather than markup or data? */
bool dump_is(struct slice text);

/* Cut `text` (clean UTF-8, any line endings) into articles, in order, appended to `*ret`.
 * A text without any article adds none and is no error. ERR_LIMIT: more than DUMP_MAX_LINES, or
 * more than DUMP_FEW_LINES and one for each DUMP_LINE_BYTES: no news is written in lines of a word.
 * Time linear in the text; memory at most some twelve times as much. */
enum { DUMP_MAX_LINES = 4000000, DUMP_FEW_LINES = 100000, DUMP_LINE_BYTES = 10 };
enum err dump_read(struct slice text, const struct dump_hint *hint, struct arena *out,
	articles *ret, struct error *e) MUST_USE;

#endif
