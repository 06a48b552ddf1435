/* grouping: which story an article belongs to, as it comes: src/story in memory, the store's tables
 * (store/stories.h) on the disk.
 *
 * Articles are grouped in the order of their numbers, that of taking in: article 1 is the first
 * that src/story gets; those of one record (a feed, a block of lines) come together. What it must
 * remember is written with the batch that the articles are in, so that after a crash it is as if
 * the batch had never been, and read again when the next article comes. So the same articles in the
 * same order give the same stories, in one run or in many. Articles that were taken in by a warta
 * that did not group them, or by other rules, are grouped first. */
#ifndef ARCHIVE_GROUPING_H
#define ARCHIVE_GROUPING_H

#include "model/article.h"
#include "store/store.h"
#include "story/features.h"

struct grouping;

struct grouping *grouping_open(void);
struct grouping *grouping_close(struct grouping *g); /* takes NULL, returns NULL */

/* Catching up ends where `*stop` is not 0, which may be set by a signal or another thread. NULL:
 * nothing stops it. */
void grouping_heed(struct grouping *g, const volatile int *stop);

/* What of an article tells its story; any thread, each with its own lexicon. */
void grouping_look(struct story_lexicon *x, const struct article *a, struct arena *scratch,
	struct arena *out, struct story_features *ret);

/* Outside of a batch, before the first: group what was taken in before, and is not grouped or was
 * by another edition of the rules. That may take minutes for a million articles; it is committed in
 * steps, between which others write, and goes on where it was ended. Then it costs nothing. */
/* ERR_STOPPED: `stop` of grouping_heed said so; what was committed stays. */
enum err grouping_catch_up(struct grouping *g, struct store *s, struct error *e) MUST_USE;

/* While it catches up, `tell` hears now and then how many of how many articles are grouped. What it
 * returns other than OK ends that; NULL: nobody hears. */
typedef enum err (*grouping_tell_fn)(void *ctx, size_t n, size_t n_all, struct error *e);
void grouping_tell(struct grouping *g, grouping_tell_fn tell, void *ctx);

/* Within a batch: a new article `id` of a record was put, whose time is `at`; all of them, in
 * order. */
enum err grouping_add(struct grouping *g, struct store *s, int64_t record, int64_t id, int64_t at,
	const struct story_features *f, struct error *e) MUST_USE;
/* At the end of a batch: write what became of those that came. */
enum err grouping_flush(struct grouping *g, struct store *s, struct error *e) MUST_USE;

#endif
