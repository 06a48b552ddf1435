/* revisit: waits that grow with age. */
#include "identity/revisit.h"

#include <stddef.h>

enum { MINUTE = 60, DAY = 86400 };

const struct revisit_rule revisit_default = {
	.first_s = 10 * MINUTE,
	.last_s = 2 * DAY,
	.stop_s = 14 * DAY,
	.never_s = 60 * DAY,
	.percent = 60,
};

int64_t revisit_next(const struct revisit_rule *rule, int64_t first_seen_at, int64_t changed_at,
	int64_t looked_at)
{
	const struct revisit_rule *r = rule ? rule : &revisit_default;
	int64_t since = changed_at > first_seen_at ? changed_at : first_seen_at;
	if (looked_at < since)
		looked_at = since;
	int64_t age = looked_at - since;
	if (age >= r->stop_s || looked_at - first_seen_at >= r->never_s)
		return 0;
	int64_t wait = age / 100 * r->percent;
	if (wait < r->first_s)
		wait = r->first_s;
	if (wait > r->last_s)
		wait = r->last_s;
	return looked_at + wait;
}
