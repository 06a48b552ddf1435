/* labelled: articles whose stories somebody said by hand, and how well a grouping agrees.
 *
 * For programs that measure: whatever is wrong with a file ends the program with a sentence. */
#ifndef TOOLS_LABELLED_H
#define TOOLS_LABELLED_H

#include "base/arena.h"

struct labelled {
	struct slice title, text, lang; /* valid UTF-8 */
	int64_t at;                     /* Unix seconds; 0 where there is no date */
	uint32_t line;
	uint32_t story;                 /* 0, 1, 2... */
};

struct labelled_set {
	const char *name; /* of the file */
	struct labelled *all; /* by time, and of one time in the order of lines */
	uint32_t n, n_stories;
};

/* `articles` has lines {"id", "date", "lang", "title", "text"} and `labels` lines {"id", "story"};
 * articles without a label are left out. All is in `out`. */
struct labelled_set labelled_read(const char *articles, const char *labels, struct arena *out);

/* Bagga and Baldwin's B-cubed. */
struct bcubed {
	double precision, recall, f1;
};

/* `truth[i]` is the story of article i, below `n_truth`; `told[i]`, below `n_told`, what was
 * found. */
struct bcubed bcubed_of(const uint32_t *truth, uint32_t n_truth, const uint32_t *told,
	uint32_t n_told, uint32_t n);

_Noreturn void labelled_die(const char *what, const char *why);

#endif
