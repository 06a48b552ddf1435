/* warc: WARC 1.1 records (ISO 28500:2017), read and written.
 *
 * Reading: WARC 0.17 to 1.1 and WET, plain or gzip (a member a record, or one for all), record by
 * record in constant memory, linear time. Tolerated: folded headers, bare line feeds, missing or
 * surplus blank lines between records. What is broken is named by its offset and passed over where
 * the next record can be found; what was whole before it has been given out. Writing: a gzip
 * member a record, the same bytes for the same arguments always (no clock, no chance). Pure. */
#ifndef WARC_WARC_H
#define WARC_WARC_H

#include "base/buf.h"
#include "base/error.h"
#include "base/arena.h"

struct warc_field {
	struct slice name, value;
};
typedef LIST(struct warc_field) warc_fields;

struct warc_record {
	struct slice type;         /* "response", "resource", "conversion", "revisit"... */
	struct slice id;           /* WARC-Record-ID, as written, with its angle brackets */
	struct slice uri;          /* WARC-Target-URI, without angle brackets */
	struct slice date;         /* WARC-Date, as written */
	struct slice content_type; /* of the block */
	warc_fields fields;        /* every header, in order; folded lines joined by a blank */
	struct slice block;        /* the block's bytes; empty where `cut` */
	bool cut;                  /* the block is above the reader's limit and was passed over */
	uint64_t length;           /* Content-Length */
	uint64_t offset;           /* of the record (of its gzip member) in the file, bytes */
	uint64_t stored; /* bytes that it takes in the file, blank lines behind it too; 0 where its
	                  * gzip member holds others too, so that it cannot be read alone */
};

/* Limits of one record's header. */
enum { WARC_MAX_HEADER = 256 << 10, WARC_MAX_FIELDS = 4096 };

/* The value of the first header `name` (any case), or empty. */
struct slice warc_field(const warc_fields *fields, const char *name);

struct warc_reader; /* over a stream; not seekable streams too */

/* Reads through `read_fn` (like read(2): bytes got, 0 at the end, -1 with errno). Blocks above
 * `max_block` bytes are passed over (`cut`). The reader holds
 * at most that and 2 MiB, besides the record in `out`. */
typedef long (*warc_read_fn)(void *ctx, char *to, size_t n);
struct warc_reader *warc_reader_open(warc_read_fn read_fn, void *ctx, size_t max_block);
struct warc_reader *warc_reader_close(struct warc_reader *r);

/* Before the first record: the stream begins at `offset` of its file, for what records and messages
 * say. */
void warc_reader_begin_at(struct warc_reader *r, uint64_t offset);

/* The next record, in `out`. `*ret_more` is false, and `*ret` untouched, at the end.
 *
 * ERR_INPUT: what stands at the offset that the message names is no whole record. `*ret_more` then
 * says whether another record was found behind it; the next call reads that. A record is whole
 * when its header, its block and (with gzip) its member are; a record that neither another record
 * nor the end follows has a wrong Content-Length, and is believed only where its WARC-Block-Digest
 * holds; nor is a block that is passed over and in which another record begins.
 * ERR_IO: `read_fn` failed, `*ret_more` is false. */
enum err warc_next(struct warc_reader *r, struct arena *out, struct warc_record *ret,
	bool *ret_more, struct error *e) MUST_USE;

/* Does it begin like a WARC file (plain or gzip)? A gzip prefix is looked into. */
bool warc_is(struct slice head);

/* The HTTP message in a response's block: its status, headers and body, with chunked transfer and
 * the content codings gzip, deflate, zstd and brotli undone; parts of `block` or in `out`. Codings
 * that are named but were undone by whoever wrote the record are passed over. ERR_INPUT: no HTTP
 * message, damaged coding, or one that is not known, by name. ERR_LIMIT: a body above `max_body`
 * bytes, packed or not. */
struct http_message {
	int status; /* 0 for a request */
	warc_fields fields;
	struct slice content_type; /* without its parameters, as written */
	struct slice charset;      /* that parameter, or empty */
	struct slice body;
	bool truncated; /* the body ends before its coding says; `body` is what is there */
};
enum err warc_http(struct slice block, size_t max_body, struct arena *out, struct http_message *ret,
	struct error *e) MUST_USE;

/* The payload of a message whose head (start line, fields, blank line) and body are these: the body
 * with chunked transfer undone and content codings left on. */
struct slice warc_http_payload(struct slice head, struct slice body, struct arena *out);

/* Split a Content-Type header's value into the type and its charset (either may be empty). */
void http_content_type(struct slice value, struct slice *ret_type, struct slice *ret_charset);

/* Append one record as a gzip member to `to`: the given fields (WARC-Type, WARC-Record-ID,
 * WARC-Date, WARC-Target-URI... as the caller wants them), then WARC-Block-Digest,
 * WARC-Payload-Digest where `payload` is not NULL, and Content-Length. `sum` is warc_sum of the
 * block; NULL: it is made. Callable from many threads at once. ERR_USAGE: a line break or NUL in a
 * field, a colon or blank in a name. ERR_LIMIT: `to` is full; it is then as it was. */
enum err warc_write(const struct warc_field *fields, size_t n_fields, struct slice block,
	const unsigned char *sum, const struct slice *payload, struct buf *to, struct error *e)
	MUST_USE;

/* Append the record that a WARC file begins with (warcinfo): the file's name, the time, this
 * program and the format. */
enum err warc_write_info(const char *filename, int64_t seconds, struct buf *to, struct error *e)
	MUST_USE;

/* A WARC-Record-ID made of what identifies the record (its URI, date, digest...), the same for the
 * same `parts`: "<urn:uuid:" and a UUID of version 8 (RFC 9562) over SHA-256, ">" and a NUL. */
enum { WARC_ID_LEN = 47 };
void warc_id(const struct slice *parts, size_t n_parts, char ret_id[static WARC_ID_LEN + 1]);

/* WARC-Date of Unix `seconds` (years 1 to 9999): "2022-02-09T10:15:00Z" and a NUL. */
enum { WARC_DATE_LEN = 20 };
void warc_date(int64_t seconds, char ret_date[static WARC_DATE_LEN + 1]);

/* SHA-256. */
enum { WARC_SUM_LEN = 32 };
void warc_sum(struct slice bytes, unsigned char ret_sum[static WARC_SUM_LEN]);

/* The same as "sha256:" and 64 hexadecimal digits, and a NUL. */
enum { WARC_DIGEST_LEN = 71 };
void warc_digest_of_sum(const unsigned char sum[static WARC_SUM_LEN],
	char ret_digest[static WARC_DIGEST_LEN + 1]);
void warc_digest(struct slice bytes, char ret_digest[static WARC_DIGEST_LEN + 1]);

/* Does `digest` (sha1 or sha256; base32, base64 or hex) hold for `bytes`? False also where the
 * algorithm or its form is not known, then `*ret_known` is false. */
bool warc_digest_holds(struct slice digest, struct slice bytes, bool *ret_known);

#endif
