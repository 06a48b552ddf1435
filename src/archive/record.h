/* record: what is taken in, as WARC records. */
#ifndef ARCHIVE_RECORD_H
#define ARCHIVE_RECORD_H

#include "input/input.h"
#include "store/store.h"
#include "warc/warcfile.h"

/* Make the record that keeps `item`: a `resource` with a file: address for what comes from a
 * file; of a foreign WARC file, record_of_foreign. `now` is Unix seconds. */
enum err record_of_item(const struct input_item *item, int64_t now, struct arena *out,
	struct warc_record *ret, struct error *e) MUST_USE;

/* Make of a record of somebody else's one that is valid WARC 1.1, with all its headers: what it
 * lacks is added; a value that cannot stand under its name (a date of no form, an id that is no
 * URI, a payload digest that does not hold, a second one of what must be single) stands under
 * "Original-" and that name. Parts of `from` or in `out`. ERR_INPUT where the block's digest does
 * not hold. */
enum err record_of_foreign(const struct warc_record *from, int64_t now, struct arena *out,
	struct warc_record *ret, struct error *e) MUST_USE;

/* WARC-Date of Unix seconds. */
struct slice record_date(int64_t now, struct arena *out);

/* A random UUID (RFC 9562, version 4) as a URN in angle brackets. */
struct slice record_new_id(struct arena *out);

/* An exchange with a server, as it went over the wire. */
struct record_exchange {
	struct slice url, ip;
	struct slice use;     /* RECORD_USE_...: how it is to be read; empty: as what it is */
	struct slice request; /* head as sent; may be empty */
	struct slice head, body; /* of the response */
	const unsigned char *digest; /* SHA-256 of its payload (warc_http_payload) */
	int64_t at;           /* Unix seconds */
	bool not_modified;    /* 304: a revisit of what `same_url` gave at `same_at` */
	bool same;            /* the payload is what `same_url` gave at `same_at` */
	struct slice same_url;
	int64_t same_at;
};

/* Make the records of an exchange: `*ret` is a response, or a revisit where nothing new came;
 * `*ret_request` its request, which names it. */
void record_of_exchange(const struct record_exchange *x, struct arena *out,
	struct warc_record *ret, struct warc_record *ret_request);

/* Say that the bytes of a record are from `url`. Does nothing where that is empty. */
void record_set_url(struct warc_record *record, struct slice url);

/* Is it one that the archive enters? Not: the warcinfo records that begin files. */
bool record_is_kept(const struct warc_record *record);

/* SHA-256 of the block: what "the same bytes" means. */
void record_digest(const struct warc_record *record,
	unsigned char ret_digest[static STORE_DIGEST_LEN]);

/* Append the record, of which record_digest gave `digest`, to `to` as a gzip member. */
enum err record_pack(const struct warc_record *record,
	const unsigned char digest[static STORE_DIGEST_LEN], struct buf *to, struct error *e)
	MUST_USE;

/* The first record of a WARC file (a warcfile_info_fn). */
enum err record_warcinfo(void *ctx, const char *name, struct buf *to, struct error *e) MUST_USE;

/* A deep copy. */
void record_copy(const struct warc_record *record, struct arena *out, struct warc_record *ret);

#endif
