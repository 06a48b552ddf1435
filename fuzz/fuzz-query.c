/* query: any text gives a tree or a message; what is printed is bounded by what was read. */
#include <assert.h>

#include "query/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct buf printed = BUF_INIT(1 << 20);
	struct query *q;
	struct error e = { 0 };
	if (query_parse(slice_of((const char *)data, n), 1644376500, 420, &a, &q, &e) == OK) {
		query_print(q, &printed);
		assert(!printed.failed && printed.n > 0);
	} else {
		assert(e.msg[0]);
	}
	buf_done(&printed);
	arena_done(&a);
	return 0;
}
