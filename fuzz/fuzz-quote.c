/* Units, names and quotations of any text: offsets stay within it. The first byte chooses the
 * language. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "quote/quote.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct quotation *q, struct slice text, struct arena *out)
{
	assert(q->start <= q->end && q->end <= text.n);
	if (q->gap_end == q->gap_start)
		return;
	assert(q->start < q->gap_start && q->gap_start < q->gap_end && q->gap_end < q->end);
	assert(quotation_text(q, text, out).n <= q->end - q->start);
}

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
		check(&q.at[i], text, &a);
	arena_done(&a);
	return 0;
}
