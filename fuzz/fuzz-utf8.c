/* utf8: what cleaning, folding and squeezing make is valid and final. */
#include <assert.h>

#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct slice s = slice_of((const char *)data, n);
	struct slice clean = utf8_clean(s, &a);
	assert(utf8_valid(clean) == clean.n);
	assert(utf8_clean(clean, &a).p == clean.p);
	struct slice squeezed = utf8_squeeze(clean, &a);
	struct slice again = utf8_squeeze(squeezed, &a);
	assert(again.p == squeezed.p && again.n == squeezed.n);
	struct slice folded = utf8_fold(clean, &a);
	assert(utf8_valid(folded) == folded.n);
	assert(slice_eq(utf8_fold(folded, &a), folded));
	struct slice undone = utf8_undouble(s, &a);
	assert(undone.p == s.p || (utf8_valid(undone) == undone.n && undone.n < s.n));
	size_t valid = utf8_valid(s);
	assert(valid == s.n || utf8_count(slice_sub(s, 0, valid)) <= valid);
	arena_done(&a);
	return 0;
}
