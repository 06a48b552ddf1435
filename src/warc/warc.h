/* warc: WARC 1.1 records (ISO 28500:2017), read and written.
 *
 * Reading: WARC 0.17 to 1.1 and WET, plain or gzip (a member a record, or one for all), record by
 * record in constant memory, and what is broken is named by its offset and passed over where the
 * next record can be found. Writing: a gzip member a record. */
#ifndef WARC_WARC_H
#define WARC_WARC_H

#include "base/buf.h"
#include "base/error.h"
#include "base/arena.h"

struct warc_field {
	struct slice name, value;
};

struct warc_record {
	struct slice type;         /* "response", "resource", "conversion", "revisit"... */
	struct slice id;           /* WARC-Record-ID, as written, with its angle brackets */
	struct slice uri;          /* WARC-Target-URI, without angle brackets */
	struct slice date;         /* WARC-Date, as written */
	struct slice content_type; /* of the block */
	LIST(struct warc_field) fields; /* every header, in order */
	struct slice block;        /* the block's bytes; empty where `cut` */
	bool cut;                  /* the block is longer than the reader's limit and was passed over */
	uint64_t length;           /* Content-Length */
	uint64_t offset;           /* of the record (of its gzip member) in the file, bytes */
	uint64_t stored;           /* bytes that it takes in the file */
};

struct warc_reader; /* over a stream; not seekable streams too */

/* Reads through `read_fn` (like read(2): bytes got, 0 at the end, -1 with errno). Blocks above
 * `max_block` bytes are passed over (`cut`). */
typedef long (*warc_read_fn)(void *ctx, char *to, size_t n);
struct warc_reader *warc_reader_open(warc_read_fn read_fn, void *ctx, size_t max_block);
struct warc_reader *warc_reader_close(struct warc_reader *r);

/* The next record, in `out`. `*ret_more` false at the end. ERR_INPUT: what stands at that offset is no
 * whole record; the reader then stands behind it where one can be found, and reading may go on, or
 * `*ret_more` is false. */
enum err warc_next(struct warc_reader *r, struct arena *out, struct warc_record *ret,
	bool *ret_more, struct error *e) MUST_USE;

/* Does it begin like a WARC file (plain or gzip)? A gzip prefix is looked into. */
bool warc_is(struct slice head);

/* The HTTP message in a response's block: its status, headers and body, with chunked transfer and
 * gzip, deflate (brotli: ERR_INPUT that says so) content codings undone, at most `max_body` bytes. */
struct http_message {
	int status; /* 0 for a request */
	LIST(struct warc_field) fields;
	struct slice content_type, charset, body;
};
enum err warc_http(struct slice block, size_t max_body, struct arena *out, struct http_message *ret,
	struct error *e) MUST_USE;

/* Append one record as a gzip member to `to`: the given fields (WARC-Record-ID, WARC-Date,
 * WARC-Target-URI... as the caller wants them), with WARC-Block-Digest, WARC-Payload-Digest where
 * `payload` is not NULL, and Content-Length added. */
enum err warc_write(const struct warc_field *fields, size_t n_fields, struct slice block,
	const struct slice *payload, struct buf *to, struct error *e) MUST_USE;

/* "sha256:" and 64 hexadecimal digits, and a NUL. */
enum { WARC_DIGEST_LEN = 71 };
void warc_digest(struct slice bytes, char ret_digest[static WARC_DIGEST_LEN + 1]);

/* Does `digest` (sha1 or sha256, base32 or hex) hold for `bytes`? False also where the algorithm is
 * not known, then `*ret_known` is false. */
bool warc_digest_holds(struct slice digest, struct slice bytes, bool *ret_known);

#endif
