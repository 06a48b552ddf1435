/* writer: one record as one gzip member. */
#include "warc/warc.h"

#include <libdeflate.h>
#include <stdlib.h>

/* On news text this takes a third of the time of zlib's level 4 for a file of the same size; higher
 * levels make two or three parts in a hundred less of it, in twice the time. */
enum { LEVEL = 1 };

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
	const unsigned char *sum, const struct slice *payload, struct buf *to, struct error *e)
{
	char digest[WARC_DIGEST_LEN + 1];
	buf_str(to, "WARC/1.1\r\n");
	for (size_t i = 0; i < n_fields; i++) {
		TRY(check_field(&fields[i], e));
		add_field(to, fields[i].name, fields[i].value);
	}
	if (sum)
		warc_digest_of_sum(sum, digest);
	else
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

/* Append `s` as a gzip member. Its header has no time and no name. */
static bool pack(struct slice s, struct buf *to)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(LEVEL);
	if (!c)
		abort();
	size_t bound = libdeflate_gzip_compress_bound(c, s.n), left = to->max - to->n;
	size_t room = bound < left ? bound : left, n = 0;
	char *p = buf_room(to, room);
	if (p) {
		n = libdeflate_gzip_compress(c, s.p, s.n, p, room);
		buf_wrote(to, n);
	}
	libdeflate_free_compressor(c);
	return n > 0;
}

enum err warc_write(const struct warc_field *fields, size_t n_fields, struct slice block,
	const unsigned char *sum, const struct slice *payload, struct buf *to, struct error *e)
{
	static const struct slice end = { "\r\n\r\n", 4 };
	struct buf header = BUF_INIT(WARC_MAX_HEADER);
	struct buf record = BUF_INIT(WARC_MAX_HEADER + block.n + end.n);
	enum err err = make_header(fields, n_fields, block, sum, payload, &header, e);
	if (err == OK) {
		/* At once, so that a large record is not copied again and again as it grows. */
		buf_room(&record, header.n + block.n + end.n);
		buf_slice(&record, buf_text(&header));
		buf_slice(&record, block);
		buf_slice(&record, end);
		if (!pack(buf_text(&record), to))
			err = fail(e, ERR_LIMIT, "no room for a record of %zu bytes", block.n);
	}
	buf_done(&header);
	buf_done(&record);
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
	return warc_write(fields, sizeof fields / sizeof *fields, slice_str(block), NULL, NULL, to,
		e);
}
