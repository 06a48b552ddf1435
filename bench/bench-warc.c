/* bench-warc: writing and reading WARC records against bare zlib on the same blocks in the same
 * run.
 *
 * The blocks are drawn text with the word frequencies of Zipf's law; once as long as an article,
 * once as long as a page. What is over zlib's time is digests, headers, copying and finding of
 * records. Prints one JSON line a measure: processor time, the best of several rounds. */
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "clock.h"
#include "warc/warc.h"

enum { TOTAL = 32 << 20, ROUNDS = 3, N_WORDS = 30000, MAX_WORD = 12, LEVEL = 4 };

static uint64_t random_state = 1;

static uint32_t draw(uint32_t below)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((random_state >> 33) % below);
}

/* A word by a rank that is drawn evenly in its logarithm, which is Zipf's law. */
static size_t add_word(char words[][MAX_WORD], char *to)
{
	uint32_t magnitude = draw(15), rank = (1u << magnitude) - 1 + draw(1u << magnitude);
	const char *word = words[rank % N_WORDS];
	size_t n = strlen(word);
	memcpy(to, word, n);
	to[n] = draw(12) ? ' ' : draw(6) ? ',' : '\n';
	return n + 1;
}

static char *make_text(void)
{
	static char words[N_WORDS][MAX_WORD];
	for (int i = 0; i < N_WORDS; i++)
		for (uint32_t k = 0, n = 2 + draw(MAX_WORD - 3); k < n; k++)
			words[i][k] = "eaiontrsludkmgphbycwv"[draw(5 + draw(17))];
	char *text = malloc(TOTAL + MAX_WORD);
	if (!text)
		abort();
	for (size_t n = 0; n < TOTAL;)
		n += add_word(words, text + n);
	return text;
}

static void zlib_write(struct slice text, size_t block, struct buf *to)
{
	for (size_t at = 0; at < text.n; at += block) {
		struct slice s = slice_sub(text, at, at + block);
		z_stream z = { 0 };
		if (deflateInit2(&z, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
			abort();
		size_t room = deflateBound(&z, s.n);
		z.next_in = (unsigned char *)(uintptr_t)s.p;
		z.avail_in = (unsigned)s.n;
		z.next_out = (unsigned char *)buf_room(to, room);
		z.avail_out = (unsigned)room;
		if (deflate(&z, Z_FINISH) != Z_STREAM_END)
			abort();
		buf_wrote(to, room - z.avail_out);
		deflateEnd(&z);
	}
}

static void zlib_read(struct slice packed)
{
	static unsigned char out[64 << 10];
	z_stream z = { 0 };
	if (inflateInit2(&z, 15 + 16) != Z_OK)
		abort();
	z.next_in = (unsigned char *)(uintptr_t)packed.p;
	z.avail_in = (unsigned)packed.n;
	while (z.avail_in) {
		z.next_out = out;
		z.avail_out = sizeof out;
		int got = inflate(&z, Z_NO_FLUSH);
		if (got == Z_STREAM_END)
			inflateReset(&z);
		else if (got != Z_OK)
			abort();
	}
	inflateEnd(&z);
}

static void warc_write_all(struct slice text, size_t block, struct buf *to)
{
	const struct warc_field fields[] = {
		{ SLICE("WARC-Type"), SLICE("resource") },
		{ SLICE("WARC-Record-ID"),
		  SLICE("<urn:uuid:01234567-89ab-8def-8123-456789abcdef>") },
		{ SLICE("WARC-Date"), SLICE("2022-02-09T10:15:00Z") },
		{ SLICE("WARC-Target-URI"), SLICE("https://news.example/2022/02/09/the-old-well") },
		{ SLICE("Content-Type"), SLICE("text/plain") },
	};
	for (size_t at = 0; at < text.n; at += block) {
		struct slice s = slice_sub(text, at, at + block);
		if (warc_write(fields, sizeof fields / sizeof *fields, s, NULL, &s, to, NULL) != OK)
			abort();
	}
}

static long read_rest(void *ctx, char *to, size_t n)
{
	struct slice *rest = ctx;
	if (n > rest->n)
		n = rest->n;
	memcpy(to, rest->p, n);
	*rest = slice_from(*rest, n);
	return (long)n;
}

static void warc_read_all(struct slice packed)
{
	struct arena a = ARENA_INIT;
	struct warc_reader *r = warc_reader_open(read_rest, &packed, 1 << 20);
	struct warc_record record;
	for (bool more = true; more; arena_reset(&a))
		if (warc_next(r, &a, &record, &more, NULL) != OK)
			abort();
	warc_reader_close(r);
	arena_done(&a);
}

enum { ZLIB_WRITE, WARC_WRITE, ZLIB_READ, WARC_READ, N_STEPS };

/* One round of all four, so that a busy neighbour disturbs all of them alike. */
static void measure(struct slice text, size_t block, double best[N_STEPS])
{
	struct buf bare = BUF_INIT(2 * TOTAL), packed = BUF_INIT(2 * TOTAL);
	double t[N_STEPS + 1];
	t[ZLIB_WRITE] = cpu_seconds();
	zlib_write(text, block, &bare);
	t[WARC_WRITE] = cpu_seconds();
	warc_write_all(text, block, &packed);
	t[ZLIB_READ] = cpu_seconds();
	zlib_read(buf_text(&bare));
	t[WARC_READ] = cpu_seconds();
	warc_read_all(buf_text(&packed));
	t[N_STEPS] = cpu_seconds();
	for (int i = 0; i < N_STEPS; i++)
		if (!best[i] || t[i + 1] - t[i] < best[i])
			best[i] = t[i + 1] - t[i];
	buf_done(&bare);
	buf_done(&packed);
}

int main(void)
{
	static const size_t blocks[] = { 2000, 100000 };
	char *text = make_text();
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
		double best[N_STEPS] = { 0 }, mb = TOTAL / 1e6;
		for (int round = 0; round < ROUNDS; round++)
			measure(slice_of(text, TOTAL), blocks[i], best);
		printf("{\"bench\":\"warc write\",\"block_bytes\":%zu,\"mb_s\":%.1f,"
			"\"zlib_mb_s\":%.1f,\"of_zlib\":%.2f}\n", blocks[i], mb / best[WARC_WRITE],
			mb / best[ZLIB_WRITE], best[ZLIB_WRITE] / best[WARC_WRITE]);
		printf("{\"bench\":\"warc read\",\"block_bytes\":%zu,\"mb_s\":%.1f,"
			"\"zlib_mb_s\":%.1f,\"of_zlib\":%.2f}\n", blocks[i], mb / best[WARC_READ],
			mb / best[ZLIB_READ], best[ZLIB_READ] / best[WARC_READ]);
	}
	free(text);
	return 0;
}
