/* schedule: when to ask again. Pure: the clock comes as an argument, and what looks like chance is
 * a hash of the address and the time, so that sources spread out and tests do not waver. */
#ifndef COLLECT_SCHEDULE_H
#define COLLECT_SCHEDULE_H

#include "base/slice.h"

enum {
	SCHEDULE_MIN_S = 10 * 60,     /* learned intervals stay between these */
	SCHEDULE_MAX_S = 86400,
	SCHEDULE_FIRST_S = 3600,      /* where nothing is known yet */
	SCHEDULE_BACKOFF_S = 15 * 60  /* after the first failure; then doubled */
};

/* The interval after an answer: `interval_s` was the last one (0: none yet), `gap_s` is the usual
 * time between two of the source's articles (0: not known), `n_new` how many came. */
int64_t schedule_learn(int64_t interval_s, int64_t gap_s, size_t n_new);

/* When to ask next after an answer. What the server asks for (`max_age_s`, `retry_after_s`; below
 * 0: nothing) makes it later, never sooner; caching at most a day. */
int64_t schedule_next(struct slice url, int64_t now, int64_t interval_s, int64_t max_age_s,
	int64_t retry_after_s);

/* When to ask next after the `n_failed`-th failure in a row (from 1). */
int64_t schedule_retry(struct slice url, int64_t now, int64_t n_failed, int64_t retry_after_s);

/* The usual time between times, which are sorted here: the median gap of the newest ones; 0 for
 * less than three. */
int64_t schedule_gap(int64_t *times, size_t n);

#endif
