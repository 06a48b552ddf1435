/* dump_read never fails on text within its limits, and what it makes is whole. */
#include <assert.h>
#include <stdint.h>

#include "dump/dump.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct slice text = slice_of((const char *)data, n);
	text.n = utf8_valid(text);
	articles list = { 0 };
	struct error e;
	if (dump_read(text, NULL, &a, &list, &e) != OK)
		assert(e.code == ERR_LIMIT);
	for (size_t i = 0; i < list.n; i++) {
		assert(list.at[i]->blocks.n > 0);
		for (size_t b = 0; b < list.at[i]->blocks.n; b++) {
			struct slice s = list.at[i]->blocks.at[b].text;
			assert(s.n > 0 && utf8_valid(s) == s.n);
		}
	}
	(void)dump_is(text);
	arena_done(&a);
	return 0;
}
