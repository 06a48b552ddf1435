/* charset: two labels on lines of their own, then bytes; what comes is clean UTF-8. */
#include <assert.h>

#include "text/charset.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct slice rest = slice_of((const char *)data, n), transport, declared;
	if (!slice_next_piece(&rest, '\n', &transport) || !slice_next_piece(&rest, '\n', &declared))
		return 0;
	const char *name = NULL;
	struct slice text = charset_to_utf8(rest, transport, declared, &a, &name);
	assert(utf8_valid(text) == text.n);
	assert(utf8_clean(text, &a).p == text.p);
	assert(charset_label(slice_str(name)) == name);
	charset_is_text(rest);
	arena_done(&a);
	return 0;
}
