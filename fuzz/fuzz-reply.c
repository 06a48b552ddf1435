/* Reads any bytes as the head of a response: numbers stay within their bounds, slices within the
 * head. */
#include <stdlib.h>

#include "check.h"
#include "fetch/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice head = slice_of((const char *)data, n);
	struct arena a = ARENA_INIT;
	struct reply r;
	reply_read(head, 1700000000, &a, &r);
	CHECK(r.status == 0 || (r.status >= 100 && r.status <= 999));
	CHECK(r.max_age_s >= -1 && r.max_age_s <= REPLY_MAX_SECONDS);
	CHECK(r.retry_after_s >= -1 && r.retry_after_s <= REPLY_MAX_SECONDS);
	CHECK(r.etag.n <= REPLY_MAX_VALIDATOR && r.last_modified.n <= REPLY_MAX_VALIDATOR);
	CHECK(r.links.n <= REPLY_MAX_LINKS);
	const struct slice parts[] = { r.etag, r.last_modified, r.location, r.content_type };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		CHECK(!parts[i].n || (parts[i].p >= head.p &&
			parts[i].p + parts[i].n <= head.p + head.n));
	for (size_t i = 0; i < r.links.n; i++)
		CHECK(r.links.at[i].url.n && r.links.at[i].rel.n);
	arena_done(&a);
	return 0;
}
