/* stream: a file's bytes, one after the other, with gzip undone where it is gzip. */
#ifndef INPUT_STREAM_H
#define INPUT_STREAM_H

#include "base/error.h"
#include "base/slice.h"

struct stream;

/* Take over `fd` (closed with the stream, unless it is standard input; closed too where this
 * fails). ERR_IO where the first bytes cannot be read. */
enum err stream_open(int fd, struct stream **ret_stream, struct error *e) MUST_USE;
struct stream *stream_close(struct stream *s);

/* The beginning of the file as it lies there: up to READ_HEAD bytes, gzip not undone. Valid until
 * the first stream_read. */
struct slice stream_raw_head(const struct stream *s);

/* Undo gzip (RFC 1952, members one after the other) from here on, if it is gzip. Before the first
 * read. */
void stream_gunzip(struct stream *s);

/* Up to `n` bytes; 0 at the end. -1 with errno, EBADMSG for gzip data that is damaged or ends too
 * early. The form that a warc_reader wants. */
long stream_read(void *stream, char *to, size_t n);

/* Bytes taken from the file so far. */
uint64_t stream_taken(const struct stream *s);

#endif
