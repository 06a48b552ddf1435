/* fuzz-http: any bytes as a response's block. */
#include <stdint.h>
#include <stdlib.h>

#include "warc/warc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	enum { MAX_BODY = 1 << 16 };
	struct arena a = ARENA_INIT;
	struct http_message m;
	struct error e;
	enum err err = warc_http(slice_of((const char *)data, n), MAX_BODY, &a, &m, &e);
	if (err == OK && m.body.n > MAX_BODY)
		abort();
	if (err == OK && m.status != 0 && (m.status < 100 || m.status > 999))
		abort();
	if (err != OK && err != ERR_INPUT && err != ERR_LIMIT)
		abort();
	arena_done(&a);
	return 0;
}
