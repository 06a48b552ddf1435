/* Units, names and quotations of any text: offsets stay within it. The first byte chooses the
 * language. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "quote/quote.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = { "en", "id", "de", "es", "" };
	if (!size)
		return 0;
	struct arena a = ARENA_INIT;
	struct slice text = utf8_clean(slice_of((const char *)data + 1, size - 1), &a);
	struct names n;
	struct quotations q;
	quotes_of(text, slice_str(langs[data[0] % 5]), &a, &n, &q);
	for (size_t i = 0; i < q.n; i++)
		assert(q.at[i].start <= q.at[i].end && q.at[i].end <= text.n);
	arena_done(&a);
	return 0;
}
