/* fetching: the subscriptions asked from the desk: one run of `collect` at a time, in a thread of
 * its own with the archive open to write, told about while it goes.
 *
 * It holds the archive's lock as long as it runs, so that no other process takes in meanwhile.
 * Marks are set beside it: it commits every second, and lets them go first then. When the server
 * ends, a run has FETCHING_GRACE_S seconds for what is under way, then it is given up: what was
 * committed stays, and records behind that are taken up by who opens the archive next
 * (archive.h). */
#ifndef SERVER_FETCHING_H
#define SERVER_FETCHING_H

#include "server/work.h"

enum {
	FETCHING_GRACE_S = 3,
	FETCHING_WAY_MS = 500,   /* at most so long it waits between batches for others to mark */
	FETCHING_LINES = 12,     /* sources told about: the last ones */
	FETCHING_TELL_MS = 250,  /* no oftener than this is told how far it is, */
	FETCHING_BEAT_MS = 10000 /* and no more seldom, so that who has gone is noticed */
};

struct fetching *fetching_new(struct server *s);
/* A run is told to end, and has ended when this returns; none begins any more. */
void fetching_end(struct fetching *f);
/* Takes NULL, gives NULL; after fetching_end. */
struct fetching *fetching_free(struct fetching *f);

/* Begin to ask what is due, with `all` everything. Where a run is under way, what is due is asked
 * behind it. ERR_BUSY: a run of `all` while one is under way, another process that writes, or the
 * server ends; other errors are those of opening the archive. */
enum err fetching_begin(struct fetching *f, bool all, struct error *e) MUST_USE;

/* How the run goes, or how the last one went; text in `out`. */
struct fetching_view;
void fetching_look(struct fetching *f, struct arena *out, struct fetching_view *ret);

bool fetching_runs(struct fetching *f);

/* For a stream (stream.h): where there is something else to tell than at `*seen`, append it as an
 * event and make `*seen` the present. Its data is HTML, the view in the language of `say`. False:
 * that was the last one, called "done". */
bool fetching_tell(struct fetching *f, const struct say *say, uint64_t *seen, struct buf *to);

#endif
