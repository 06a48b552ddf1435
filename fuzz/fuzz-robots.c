/* Reads any bytes as robots.txt, and asks for an address that is the last line of them. Bounded,
 * and the file itself may always be fetched. */
#include <stdlib.h>

#include "check.h"
#include "base/buf.h"
#include "fetch/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice file = slice_of((const char *)data, n);
	struct arena a = ARENA_INIT;
	struct robots r;
	size_t last = n;
	while (last && data[last - 1] != '\n')
		last--;
	robots_read(file, SLICE("warta"), &a, &r);
	CHECK(r.rules.n <= ROBOTS_MAX_RULES && r.sitemaps.n <= ROBOTS_MAX_SITEMAPS);
	CHECK(r.delay_s >= 0 && r.delay_s <= ROBOTS_MAX_DELAY_S);
	CHECK(robots_allow(&r, SLICE("https://h.example/robots.txt")));
	struct slice path = slice_from(file, last);
	robots_allow(&r, arena_printf(&a, "https://h.example/%.*s", SLICE_ARG(path)));
	arena_done(&a);
	return 0;
}
