/* writer: one record as one gzip member. */
#include "warc/warc.h"

#include <stdlib.h>
#include <zlib.h>

/* On news text level 6 makes four parts in a hundred less of it than this, in twice the time. */
enum { LEVEL = 4 };

static enum err check_field(const struct warc_field *f, struct error *e)
{
	struct slice name = f->name, value = f->value;
	bool good = name.n > 0;
	for (size_t i = 0; i < name.n; i++)
		good &= name.p[i] > ' ' && name.p[i] != ':' && name.p[i] != 127;
	if (!good)
		return fail(e, ERR_USAGE, "'%.*s' cannot be the name of a WARC field",
			SLICE_ARG(name));
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] == '\n' || value.p[i] == '\r' || value.p[i] == 0)
			return fail(e, ERR_USAGE, "WARC field '%.*s' has a line break or NUL",
				SLICE_ARG(name));
	return OK;
}

static void add_field(struct buf *to, struct slice name, struct slice value)
{
	buf_slice(to, name);
	buf_str(to, ": ");
	buf_slice(to, value);
	buf_str(to, "\r\n");
}

static enum err make_header(const struct warc_field *fields, size_t n_fields, struct slice block,
	const struct slice *payload, struct buf *to, struct error *e)
{
	char digest[WARC_DIGEST_LEN + 1];
	buf_str(to, "WARC/1.1\r\n");
	for (size_t i = 0; i < n_fields; i++) {
		TRY(check_field(&fields[i], e));
		add_field(to, fields[i].name, fields[i].value);
	}
	warc_digest(block, digest);
	add_field(to, SLICE("WARC-Block-Digest"), slice_str(digest));
	if (payload) {
		if (payload->p != block.p || payload->n != block.n)
			warc_digest(*payload, digest);
		add_field(to, SLICE("WARC-Payload-Digest"), slice_str(digest));
	}
	buf_printf(to, "Content-Length: %zu\r\n\r\n", block.n);
	if (to->failed)
		return fail(e, ERR_LIMIT, "a record's header is longer than %d KiB",
			WARC_MAX_HEADER >> 10);
	return OK;
}

/* Append what `z` makes of `s`. */
static bool pack(z_stream *z, struct slice s, bool last, struct buf *to)
{
	enum { STEP = 32 << 10 };
	do {
		/* zlib counts its input in 32 bits. */
		unsigned in = s.n > UINT32_MAX ? UINT32_MAX : (unsigned)s.n;
		z->next_in = (unsigned char *)(uintptr_t)s.p;
		z->avail_in = in;
		bool end = last && in == s.n;
		int err;
		do {
			char *room = buf_room(to, STEP);
			if (!room)
				return false;
			z->next_out = (unsigned char *)room;
			z->avail_out = STEP;
			err = deflate(z, end ? Z_FINISH : Z_NO_FLUSH);
			buf_wrote(to, STEP - z->avail_out);
		} while (z->avail_out == 0 && err != Z_STREAM_END);
		s = slice_from(s, in);
	} while (s.n);
	return true;
}

enum err warc_write(const struct warc_field *fields, size_t n_fields, struct slice block,
	const struct slice *payload, struct buf *to, struct error *e)
{
	struct buf header = BUF_INIT(WARC_MAX_HEADER);
	enum err err = make_header(fields, n_fields, block, payload, &header, e);
	if (err == OK) {
		size_t before = to->n;
		z_stream z = { 0 };
		/* The gzip header that deflate makes has no time and no name. */
		if (deflateInit2(&z, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
			abort();
		if (!pack(&z, buf_text(&header), false, to) || !pack(&z, block, false, to) ||
			!pack(&z, SLICE("\r\n\r\n"), true, to)) {
			to->n = before;
			to->failed = false;
			if (to->p)
				to->p[before] = 0;
			err = fail(e, ERR_LIMIT, "no room for a record of %zu bytes", block.n);
		}
		deflateEnd(&z);
	}
	buf_done(&header);
	return err;
}

enum err warc_write_info(const char *filename, int64_t seconds, struct buf *to, struct error *e)
{
	static const char block[] = "software: warta/" WARTA_VERSION "\r\n"
		"format: WARC File Format 1.1\r\n"
		"conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/"
		"warc-1.1/\r\n";
	char date[WARC_DATE_LEN + 1], id[WARC_ID_LEN + 1];
	warc_date(seconds, date);
	const struct slice parts[] = { SLICE("warcinfo"), slice_str(filename), slice_str(date) };
	warc_id(parts, sizeof parts / sizeof *parts, id);
	const struct warc_field fields[] = {
		{ SLICE("WARC-Type"), SLICE("warcinfo") },
		{ SLICE("WARC-Record-ID"), slice_str(id) },
		{ SLICE("WARC-Date"), slice_str(date) },
		{ SLICE("WARC-Filename"), slice_str(filename) },
		{ SLICE("Content-Type"), SLICE("application/warc-fields") },
	};
	return warc_write(fields, sizeof fields / sizeof *fields, slice_str(block), NULL, to, e);
}
