/* coding: a row for each coding that is met; all unpack into one buffer with a ceiling. */
#include "warc/coding.h"

#include <stdlib.h>
#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include "base/buf.h"

enum { STEP = 64 << 10 };

/* zlib's codings. `bits` is what inflateInit2 wants. What follows the first stream is passed
 * over, as browsers do. */
static enum err undo_zlib(struct slice body, int bits, struct buf *to, bool *ret_truncated,
	struct error *e)
{
	z_stream z = { 0 };
	if (inflateInit2(&z, bits) != Z_OK)
		abort();
	z.next_in = (unsigned char *)(uintptr_t)body.p;
	int got = Z_OK;
	size_t left = body.n;
	enum err err = OK;
	while (got != Z_STREAM_END) {
		char *room = buf_room(to, STEP);
		if (!room) {
			err = ERR_LIMIT;
			break;
		}
		unsigned in = left > UINT32_MAX ? UINT32_MAX : (unsigned)left;
		z.avail_in = in;
		z.next_out = (unsigned char *)room;
		z.avail_out = STEP;
		got = inflate(&z, Z_NO_FLUSH);
		buf_wrote(to, STEP - z.avail_out);
		left -= in - z.avail_in;
		if (got == Z_BUF_ERROR && left == 0) {
			*ret_truncated = true;
			break;
		}
		if (got != Z_OK && got != Z_STREAM_END && got != Z_BUF_ERROR) {
			err = fail(e, ERR_INPUT, "damaged at byte %zu (%s)", body.n - left,
				z.msg ? z.msg : "no zlib data");
			break;
		}
	}
	inflateEnd(&z);
	return err;
}

static bool is_gzip(struct slice s)
{
	return s.n >= 2 && memcmp(s.p, "\x1f\x8b", 2) == 0;
}

static enum err undo_gzip(struct slice body, struct buf *to, bool *ret_truncated, struct error *e)
{
	return undo_zlib(body, 15 + 16, to, ret_truncated, e);
}

/* A zlib header (RFC 1950): method 8, and divisible by 31. */
static bool has_zlib_header(struct slice s)
{
	if (s.n < 2)
		return false;
	unsigned head = (unsigned)(unsigned char)s.p[0] << 8 | (unsigned char)s.p[1];
	return (head >> 8 & 15) == 8 && head >> 12 <= 7 && head % 31 == 0;
}

/* "deflate" is zlib's form by the standard and bare deflate on some servers. What is neither has
 * been undone before. */
static bool is_deflate(struct slice s)
{
	if (has_zlib_header(s))
		return true;
	unsigned char to[64];
	z_stream z = { 0 };
	if (!s.n || inflateInit2(&z, -15) != Z_OK)
		return false;
	z.next_in = (unsigned char *)(uintptr_t)s.p;
	z.avail_in = s.n > STEP ? STEP : (unsigned)s.n;
	z.next_out = to;
	z.avail_out = sizeof to;
	int got = inflate(&z, Z_SYNC_FLUSH);
	inflateEnd(&z);
	return got == Z_STREAM_END || (got == Z_OK && z.avail_out == 0);
}

static enum err undo_deflate(struct slice body, struct buf *to, bool *ret_truncated,
	struct error *e)
{
	return undo_zlib(body, has_zlib_header(body) ? 15 : -15, to, ret_truncated, e);
}

static bool is_zstd(struct slice s)
{
	return s.n >= 4 && memcmp(s.p, "\x28\xb5\x2f\xfd", 4) == 0;
}

static enum err undo_zstd(struct slice body, struct buf *to, bool *ret_truncated, struct error *e)
{
	ZSTD_DStream *z = ZSTD_createDStream();
	/* RFC 9659: a window of 8 MiB is the most that this coding may ask for. */
	if (!z || ZSTD_isError(ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, 23)))
		abort();
	ZSTD_inBuffer in = { body.p, body.n, 0 };
	enum err err = OK;
	for (size_t got = 1; got;) {
		char *room = buf_room(to, STEP);
		if (!room) {
			err = ERR_LIMIT;
			break;
		}
		ZSTD_outBuffer part = { room, STEP, 0 };
		got = ZSTD_decompressStream(z, &part, &in);
		if (ZSTD_isError(got)) {
			err = fail(e, ERR_INPUT, "damaged at byte %zu (%s)", in.pos,
				ZSTD_getErrorName(got));
			break;
		}
		buf_wrote(to, part.pos);
		if (got && in.pos == in.size && part.pos < part.size) {
			*ret_truncated = true;
			break;
		}
	}
	ZSTD_freeDStream(z);
	return err;
}

/* Brotli has no mark at its beginning: what cannot be undone from its first bytes on has been
 * undone before. */
static bool is_brotli(struct slice s)
{
	BrotliDecoderState *z = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	if (!z)
		abort();
	uint8_t to[64], *at = to;
	size_t n_in = s.n > STEP ? STEP : s.n, n_out = sizeof to;
	const uint8_t *in = (const uint8_t *)s.p;
	bool good = BrotliDecoderDecompressStream(z, &n_in, &in, &n_out, &at, NULL) !=
		BROTLI_DECODER_RESULT_ERROR;
	BrotliDecoderDestroyInstance(z);
	return s.n && good;
}

static enum err undo_brotli(struct slice body, struct buf *to, bool *ret_truncated,
	struct error *e)
{
	BrotliDecoderState *z = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	if (!z)
		abort();
	const uint8_t *in = (const uint8_t *)body.p;
	size_t left = body.n;
	enum err err = OK;
	for (bool more = true; more;) {
		char *room = buf_room(to, STEP);
		if (!room) {
			err = ERR_LIMIT;
			break;
		}
		uint8_t *at = (uint8_t *)room;
		size_t n_out = STEP;
		BrotliDecoderResult got =
			BrotliDecoderDecompressStream(z, &left, &in, &n_out, &at, NULL);
		buf_wrote(to, STEP - n_out);
		more = got == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
		*ret_truncated |= got == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
		if (got == BROTLI_DECODER_RESULT_ERROR)
			err = fail(e, ERR_INPUT, "damaged at byte %zu (%s)", body.n - left,
				BrotliDecoderErrorString(BrotliDecoderGetErrorCode(z)));
	}
	BrotliDecoderDestroyInstance(z);
	return err;
}

static const struct coding {
	const char *name;
	bool (*is)(struct slice body);
	enum err (*undo)(struct slice body, struct buf *to, bool *ret_truncated, struct error *e);
} codings[] = {
	{ "gzip", is_gzip, undo_gzip },
	{ "x-gzip", is_gzip, undo_gzip },
	{ "deflate", is_deflate, undo_deflate },
	{ "zstd", is_zstd, undo_zstd },
	{ "br", is_brotli, undo_brotli },
};

enum err coding_undo(struct slice name, struct slice body, size_t max, struct arena *out,
	struct slice *ret, bool *ret_truncated, struct error *e)
{
	if (!name.n || slice_eq_nocase(name, SLICE("identity"))) {
		*ret = body;
		return OK;
	}
	for (size_t i = 0; i < sizeof codings / sizeof *codings; i++) {
		const struct coding *c = &codings[i];
		if (!slice_eq_nocase(name, slice_str(c->name)))
			continue;
		if (!c->is(body)) {
			*ret = body;
			return OK;
		}
		/* A step is asked for before it is known to be needed. */
		struct buf to = BUF_INIT(max + STEP);
		enum err err = c->undo(body, &to, ret_truncated, e);
		if (err == ERR_LIMIT || to.n > max)
			err = fail(e, ERR_LIMIT, "more than %zu bytes when unpacked", max);
		if (err == OK)
			*ret = arena_dup(out, buf_text(&to));
		buf_done(&to);
		return err == OK ? OK : wrap(e, err, "%s body", c->name);
	}
	return fail(e, ERR_INPUT, "content coding '%.*s' is not supported",
		name.n > 40 ? 40 : (int)name.n, name.p);
}
