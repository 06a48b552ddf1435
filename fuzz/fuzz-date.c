/* date: all dates of a line, in each order; hits lie within the text and go forward. */
#include <assert.h>

#include "text/datetext.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice s = slice_of((const char *)data, n);
	s.n = utf8_valid(s);
	for (int order = DATE_ORDER_UNKNOWN; order <= DATE_MONTH_FIRST; order++) {
		struct date_hit hit;
		for (size_t at = 0; date_find(s, at, (enum date_order)order, &hit); at = hit.end) {
			assert(hit.start >= at && hit.end > hit.start && hit.end <= s.n);
			char text[DATE_TEXT_MAX];
			struct date again;
			date_print(hit.date, text);
			assert(date_scan(slice_str(text), &again));
		}
	}
	struct date d;
	date_parse(s, DATE_ORDER_UNKNOWN, &d);
	return 0;
}
