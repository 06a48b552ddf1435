/* fuzz-warc: any bytes as a WARC file, in small pieces and in large ones: the same comes out. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "warc/warc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct stream {
	struct slice rest;
	size_t step;
};

static long stream_read(void *ctx, char *to, size_t n)
{
	struct stream *s = ctx;
	if (n > s->step)
		n = s->step;
	if (n > s->rest.n)
		n = s->rest.n;
	if (n)
		memcpy(to, s->rest.p, n);
	s->rest = slice_from(s->rest, n);
	return (long)n;
}

/* A hash of all that was told, and checks of each record. */
static uint64_t read_all(struct slice bytes, size_t step)
{
	struct stream s = { bytes, step };
	struct warc_reader *r = warc_reader_open(stream_read, &s, 4096);
	struct arena a = ARENA_INIT;
	uint64_t hash = 0;
	for (bool more = true; more;) {
		struct warc_record rec;
		struct error e = { 0 };
		enum err err = warc_next(r, &a, &rec, &more, &e);
		hash = hash * 31 + slice_hash(slice_str(e.msg));
		if (err == OK && more) {
			if (rec.cut ? rec.block.n != 0 : rec.block.n != rec.length)
				abort();
			if (rec.offset >= bytes.n || rec.stored > bytes.n - rec.offset)
				abort();
			hash = hash * 31 + slice_hash(rec.block) + rec.offset + rec.stored;
		}
		if (err != OK && err != ERR_INPUT)
			abort();
		arena_reset(&a);
	}
	arena_done(&a);
	warc_reader_close(r);
	return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice bytes = slice_of((const char *)data, n);
	if (read_all(bytes, SIZE_MAX) != read_all(bytes, 13))
		abort();
	warc_is(bytes);
	return 0;
}
