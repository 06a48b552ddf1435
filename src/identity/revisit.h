/* revisit: when should the page of an article be looked at again?
 *
 * What has just come out is edited most: after the first look it is looked at again in minutes,
 * then hours, then days, and then no more. Each wait is a share of the time since the article was
 * first seen or last changed, whichever is later, so that one that is being edited is followed
 * closely again. Pure; politeness (robots.txt, rates) is the fetcher's. */
#ifndef IDENTITY_REVISIT_H
#define IDENTITY_REVISIT_H

#include <stdint.h>

struct revisit_rule {
	int64_t first_s;  /* shortest wait, seconds */
	int64_t last_s;   /* longest wait */
	int64_t stop_s;   /* after that long without a change, no more */
	int64_t never_s;  /* that long after it was first seen, no more, changed or not */
	int percent;      /* of the time since first seen or changed, that is waited */
};

/* 10 minutes at first, 2 days at most, until 14 days have gone without a change, or 60 in all:
 * about 15 looks at an article that stays as it is. */
extern const struct revisit_rule revisit_default;

/* When to look again, in Unix seconds: never before `looked_at` + first_s; 0: no more. All times
 * are Unix seconds; `changed_at` 0 where it never did; `rule` NULL is the default. */
int64_t revisit_next(const struct revisit_rule *rule, int64_t first_seen_at, int64_t changed_at,
	int64_t looked_at);

#endif
